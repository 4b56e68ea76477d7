"""Take from studies in the graph what they tell of an outcome at a time.

A time is met by results within a window of weeks, the nearest first; treatments that are told of at
other times alone join where they can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.evidence.arms import ReckonedCounts
from kg.evidence.choice import Choice
from kg.evidence.data import LEFT_OUT, SHARES, Told, told
from kg.evidence.mirrors import words_of_mirrored
from kg.evidence.results import RECKONED, printed, tells_of
from kg.evidence.sentences import listed
from kg.evidence.shares import words_of_reckoned
from kg.evidence.study_data import Remark, node_of, study_data
from kg.model.studies import Result, Study
from kg.vocabulary import IRI

# Times as near as this, in weeks, are one time.
_ONE_TIME = 1


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """Hold what was taken of a study in the graph.

    Parameters
    ----------
    told
        What it tells of the measure, or that it tells nothing.
    weeks
        The time of it.
    results
        The results that it is from.
    apart
        What has to be said of treatments that it tells of at different times, and of what it tells
        at times that are not recorded.
    """

    study: Study
    told: Told
    weeks: Decimal | None
    results: tuple[Result, ...]
    apart: tuple[str, ...] = ()

    @property
    def tells(self) -> bool:
        """Return whether an effect can be made of it."""
        return self.told.contrasts is not None


def take(study: Study, choice: Choice, labels: Callable[[str], str]) -> Taken | None:
    """Return what a study tells; None if it has no result of the outcome at the time.

    Parameters
    ----------
    study
        With its arms and results.
    choice
        Which of them.
    labels
        What a concept is called.
    """
    taken = _take(study, choice, labels)
    return None if taken is None else _with_undated(taken, choice, labels)


def _take(study: Study, choice: Choice, labels: Callable[[str], str]) -> Taken | None:
    results = [result for result in study.results if choice.takes(result)]
    if not results:
        return None
    times = sorted({result.weeks for result in results}, key=choice.distance)
    first, reckoned = None, None
    silent: list[Taken] = []
    for i, weeks in enumerate(times):
        taken = _taken_at(weeks, study, results, choice, labels)
        # About one time, what can be weighed as it is printed goes before what is reckoned.
        if taken.tells and (taken.told.way != SHARES or choice.weeks is None):
            whole = _with_other_times(taken, results, times[i + 1 :], choice, labels)
            return _instead_of(silent, whole, choice)
        if taken.tells and reckoned is None:
            reckoned = taken, times[i + 1 :]
        if not taken.tells:
            silent.append(taken)
        first = first or taken
    if reckoned is None:
        return first
    taken, later = reckoned
    whole = _with_other_times(taken, results, later, choice, labels)
    return _instead_of(silent, whole, choice)


def _instead_of(silent: Iterable[Taken], taken: Taken, choice: Choice) -> Taken:
    """Return what was taken, with what to say of figures that were wanted more than its own."""
    told = {result.iri for result in taken.results}
    said = []
    for one in silent:
        figures = dict.fromkeys(
            printed(result)
            for result in one.results
            if result.kind != "contrast"
            and tells_of(result, choice.measure)
            and result.iri not in told
        )
        if figures:
            said.append(
                f"{taken.study.label}: what it tells {_when(one)} ({'; '.join(figures)}) cannot be"
                f" weighed; taken is what it tells {_when(taken)}"
            )
    remarks = (*taken.told.remarks, *said)
    return replace(taken, told=replace(taken.told, remarks=remarks))


def how_many_tell(taken: Iterable[Taken | None]) -> tuple[int, int]:
    """Return how many studies tell something: as it is printed, and in all, with shares."""
    ways = [one.told.way for one in taken if one is not None and one.tells]
    return sum(way != SHARES for way in ways), len(ways)


def _taken_at(
    weeks: Decimal | None,
    study: Study,
    results: Sequence[Result],
    choice: Choice,
    labels: Callable[[str], str],
) -> Taken:
    """Return what results of about a time tell."""
    return _taken([r for r in results if _is_about(r.weeks, weeks)], weeks, study, choice, labels)


def _taken(
    results: Sequence[Result],
    weeks: Decimal | None,
    study: Study,
    choice: Choice,
    labels: Callable[[str], str],
) -> Taken:
    data, remarks = study_data(study, results, choice, labels)
    found = told(data, choice.measure, strict=False)
    said = [remark.text for remark in remarks if _matters(remark, found)]
    # That nothing can be made of it is said already where figures lack their intervals, but not why
    # something is left out.
    silent = said and found.contrasts is None
    own = [one for one in found.remarks if not silent or one.endswith(LEFT_OUT)]
    taken = Taken(study, replace(found, remarks=(*said, *own)), weeks, tuple(results))
    if found.contrasts is None:
        return taken
    used = set(found.origins)
    kept = tuple(r for r in results if r.iri in used)
    mirrored = words_of_mirrored(study, kept, labels)
    otherwise = _printed_otherwise(study, kept)
    more = (*mirrored, *_on_reckoned(found, kept), *otherwise, *taken.told.remarks)
    return replace(taken, told=replace(taken.told, remarks=more), results=kept)


def _printed_otherwise(study: Study, used: Sequence[Result]) -> Iterator[str]:
    """Say of which figures that were taken a note tells that they are printed otherwise."""
    labels = {arm.iri: arm.label for arm in study.arms}
    for result in used:
        if result.printed_otherwise:
            of = " against ".join(labels[a] for a in (result.arm, result.comparator_arm) if a)
            note = f": {result.note.rstrip('.')}" if result.note else ""
            yield (
                f"{study.label}, {of}: taken was {_numbers(result)}{_READ[result.verification]};"
                f" elsewhere it is printed otherwise{note}"
            )


# How a figure was read that is taken though it is printed otherwise elsewhere.
_READ = {
    "readInSource": ", as it was read in the source",
    "readInSecondarySource": ", as it was read in a secondary source",
    "notVerified": ", which is not verified",
    None: "",
}


def _numbers(result: Result) -> str:
    """Return a count in numbers, and any other figure as it is printed."""
    if result.kind == "count":
        return f"{result.events} of {result.total}"
    return printed(result)


def _on_reckoned(found: Told, used: Sequence[Result]) -> list[str]:
    """Return what to say of counts that were reckoned from shares, if that is what was taken."""
    if found.way != SHARES:
        return []
    of = {result.iri: result for result in used}
    shares = [
        (figures, of[IRI(origin)], arm.label)
        for arm in found.study.arms
        for figures, origin in zip(arm.figures, arm.origins, strict=True)
        if isinstance(figures, ReckonedCounts) and origin in of
    ]
    return [f"{found.study.study}: {words_of_reckoned(shares)}"]


def _matters(remark: Remark, found: Told) -> bool:
    """Return whether a remark is of what was taken, or of arms that nothing was taken of."""
    if remark.ways is not None and found.way not in remark.ways:
        return False
    if found.contrasts is None:
        return RECKONED not in remark.text
    if remark.contrast == (found.way == "contrasts"):
        return True
    pooled = {arm.label for arm in found.study.arms if arm.node in found.contrasts.treatments}
    return not remark.arms <= pooled


def _with_other_times(
    taken: Taken,
    results: Sequence[Result],
    times: Sequence[Decimal | None],
    choice: Choice,
    labels: Callable[[str], str],
) -> Taken:
    """Return what a study tells with contrasts of treatments that it tells of at other times alone.

    Each contrast is of one time in itself; figures of arms at different times make none.
    """
    study = taken.study
    nodes = {arm.iri: node_of(arm, choice.nodes, labels) for arm in study.arms}

    def of_others(result: Result) -> bool:
        ends = {nodes[arm] for arm in (result.arm, result.comparator_arm) if arm in nodes}
        return bool(ends - _treatments(taken))

    for weeks in times:
        if not any(of_others(result) for result in results if result.weeks == weeks):
            continue
        other = _taken_at(weeks, study, results, choice, labels)
        here, there = _treatments(taken), _treatments(other)
        if not there - here:
            continue
        said = (
            f"{study.label} tells of {listed(sorted(there - here))} at {_time(other)}, of"
            f" {listed(sorted(here))} at {_time(taken)}"
        )
        both = (*taken.results, *filter(of_others, other.results))
        joined = _taken(both, taken.weeks, study, choice, labels)
        if taken.told.way == other.told.way == "contrasts" and _treatments(joined) == here | there:
            taken = replace(joined, apart=(*taken.apart, said))
        else:
            said += "; the two do not go together, and the latter is taken"
            told_so = replace(taken.told, remarks=(*taken.told.remarks, said))
            taken = replace(taken, told=told_so)
    return taken


def _with_undated(taken: Taken, choice: Choice, labels: Callable[[str], str]) -> Taken:
    """Return what a study tells at a time, with what to say of what it tells at an unknown one.

    That may be longer, or the very time that was asked for: nobody knows.
    """
    if not taken.tells or taken.weeks is None:
        return taken
    study, any_time = taken.study, replace(choice, weeks=None)
    undated = [r for r in study.results if r.weeks is None and any_time.takes(r)]
    if not undated:
        return taken
    other = _taken(undated, None, study, choice, labels)
    if not other.tells:
        return taken
    labelled = sorted({r.time_label for r in other.results if r.time_label})
    at = (
        f"at {listed(list(map(repr, labelled)))}, whose weeks are"
        if labelled
        else "at times that are"
    )
    said = f"{study.label} also tells of this {at} not recorded; that {LEFT_OUT}"
    return replace(taken, apart=(*taken.apart, said))


def _treatments(taken: Taken) -> frozenset[str]:
    contrasts = taken.told.contrasts
    return frozenset() if contrasts is None else frozenset(contrasts.treatments)


def _time(taken: Taken) -> str:
    printed_ones = sorted({r.time_label for r in taken.results if r.time_label})
    if printed_ones:
        return listed(printed_ones)
    return "no time" if taken.weeks is None else f"week {float(taken.weeks):g}"


def _when(taken: Taken) -> str:
    labels = sorted({r.time_label for r in taken.results if r.time_label})
    if labels:
        return f"of {listed(list(map(repr, labels)))}"
    return "without a time" if taken.weeks is None else f"of week {float(taken.weeks):g}"


def _is_about(weeks: Decimal | None, other: Decimal | None) -> bool:
    """Return whether two times are one, but for how months are turned into weeks."""
    if weeks is None or other is None:
        return weeks is other
    return abs(weeks - other) <= _ONE_TIME
