"""Make of a study's results at one time what it tells: figures by arm, and contrasts between arms.

What counts for one treatment is decided by the arms' own links, and may be drawn finer, by dose or
by route. Where several results tell the same, the best read is taken, of those read alike the
finest, and the others are remarked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.evidence.arms import Counts, Figures, Rates
from kg.evidence.choice import TRUST, Choice
from kg.evidence.data import LEFT_OUT, SHARES, ArmData, StudyData
from kg.evidence.joint_arms import each_once, words_of_left_out
from kg.evidence.label_doses import beyond_labels
from kg.evidence.results import (
    by_chance,
    can_be_weighed,
    contrast_of,
    figures_of,
    how_reckoned,
    is_lopsided,
    places,
    printed,
    tells_of,
)
from kg.evidence.shares import OF_PEOPLE, reckoned_by_arm
from kg.model.studies import Arm, Result, Study
from kg.vocabulary import IRI

# How a remark on figures ends that are left out, though others of the study may be taken.
NOT_POOLED = "cannot be pooled"


@dataclass(frozen=True, slots=True)
class Remark:
    """Hold what to say of figures, of which arms they are, and whether they contrast these.

    Parameters
    ----------
    ways
        In which ways of taking the study it holds, the empty one if nothing is taken; None if in
        any.
    """

    text: str
    arms: frozenset[str]
    contrast: bool = False
    ways: tuple[str, ...] | None = None


def study_data(
    study: Study, results: Sequence[Result], choice: Choice, labels: Callable[[str], str]
) -> tuple[StudyData, list[Remark]]:
    """Return what a study tells by results of one time, and what to say of how it was taken."""
    remarks: list[Remark] = []
    names = _arm_names(study.arms)
    beyond = beyond_labels(study)
    arms: list[ArmData] = []
    bare: dict[IRI, str] = {}
    shares: list[Result] = []
    reckons = choice.shares and choice.measure.figures is Counts
    # What a study contrasts itself goes before counts that are read off the absence of it.
    contrasted = {
        end
        for r in results
        if r.kind == "contrast" and r.measure == choice.measure.term and r.complement_of is None
        for end in (r.arm, r.comparator_arm)
        if can_be_weighed(r)
    }
    for arm in study.arms:
        of_arm = [r for r in results if r.arm == arm.iri and r.kind != "contrast"]
        figures: list[Figures] = []
        origins = []
        telling = [r for r in of_arm if tells_of(r, choice.measure)]
        if arm.iri in contrasted:
            telling = [r for r in telling if r.complement_of is None]
        for kind in sorted({(r.kind, r.measure or "") for r in telling}):
            same = [r for r in telling if (r.kind, r.measure or "") == kind]
            best = _best(same, [names[arm.iri]], study, remarks)
            made = None if best is None else figures_of(best, choice.measure)
            if made is not None and best is not None:
                figures.append(made)
                origins.append(best.iri)
            elif best is not None and best.kind == "estimate" and not can_be_weighed(best):
                bare[arm.iri] = printed(best)
            elif best is not None and best.kind == "estimate":
                text = (
                    f"{study.label}: from {printed(best)} follows no standard error on the scale of"
                    f" {choice.measure.one}; it {NOT_POOLED}"
                )
                remarks.append(Remark(text, frozenset([names[arm.iri]])))
            if reckons and best is not None and best.measure in OF_PEOPLE:
                shares.append(best)
        node = node_of(arm, choice.nodes, labels)
        own = choice.nodes == "dose" and arm.dose is not None
        arms.append(
            ArmData(
                names[arm.iri],
                node,
                tuple(figures),
                arm.participants,
                tuple(origins),
                "" if own else beyond.get(arm.iri, ""),
            )
        )
    arms, why = _with_shares(arms, study, shares)
    lacks = "an interval or person-years" if choice.measure.figures is Rates else "an interval"
    remarks += _on_bare(study, bare, why, names, lacks)
    contrasts = []
    of_measure = [r for r in results if r.kind == "contrast" and r.measure == choice.measure.term]
    for pair in sorted(
        {frozenset((str(r.arm), str(r.comparator_arm))) for r in of_measure}, key=sorted
    ):
        same = [r for r in of_measure if {str(r.arm), str(r.comparator_arm)} == pair]
        ends = tuple(names.get(end, end) for end in sorted(pair))
        best = _best(same, ends, study, remarks)
        if best is None or best.value is None:
            continue
        ends = tuple(names.get(str(e), str(e)) for e in (best.arm, best.comparator_arm))
        label = " against ".join(ends)
        contrast = contrast_of(best, ends, choice.measure)
        said = ""
        if contrast is None:
            said = (
                f"{label} is printed as {printed(best)}, without two limits that tell its standard"
                f" error; it {NOT_POOLED}"
            )
        elif by_chance(best, choice.measure):
            said = f"{label} is printed as {printed(best)}; {how_reckoned(best)}"
        elif is_lopsided(best, choice.measure):
            said = (
                f"{printed(best)} is not in the middle of its limits; here it is taken as if it"
                " were"
            )
        if said:
            remarks.append(Remark(f"{study.label}: {said}", frozenset(ends), contrast=True))
        if contrast is not None:
            contrasts.append(contrast)
    data = StudyData(study.label, tuple(arms), tuple(contrasts))
    return _each_once(study, data, names, remarks), remarks


def _each_once(
    study: Study, data: StudyData, names: Mapping[str, str], remarks: list[Remark]
) -> StudyData:
    """Return a study with arms that share nobody, and remark on what is left out for that."""
    ends = {end for one in data.contrasts for end in (one.treatment, one.comparator)}
    says = {arm.label for arm in data.arms if arm.figures or arm.label in ends}
    once = each_once(study, {arm.iri for arm in study.arms if names[arm.iri] in says})
    for whole, parts in once.left_out:
        label = names[whole.iri]
        text = words_of_left_out(study, label, [names[part.iri] for part in parts])
        remarks.append(Remark(text, frozenset([label])))
    kept = {names[arm.iri] for arm in once.arms}
    return StudyData(
        data.study,
        tuple(arm for arm in data.arms if arm.label in kept),
        tuple(one for one in data.contrasts if {one.treatment, one.comparator} <= kept),
    )


def _with_shares(
    arms: Sequence[ArmData], study: Study, shares: Sequence[Result]
) -> tuple[list[ArmData], dict[IRI, str | None]]:
    """Return arms with the counts that are reckoned from shares, and why others have none.

    An arm that has one, be it read or reckoned, stands there with None.
    """
    pairs = list(zip(study.arms, arms, strict=True))
    counted = {arm.iri for arm, data in pairs if any(isinstance(f, Counts) for f in data.figures)}
    # Where all shares have intervals, these tell more.
    needed = shares if any(not can_be_weighed(share) for share in shares) else ()
    made, why = reckoned_by_arm(needed, {arm.iri: arm for arm in study.arms}, counted)
    found = []
    for arm, data in pairs:
        if arm.iri in made:
            counts, share = made[arm.iri]
            data = replace(
                data, figures=(*data.figures, counts), origins=(*data.origins, share.iri)
            )
        found.append(data)
    return found, {**why, **dict.fromkeys((*made, *counted))}


def _on_bare(
    study: Study,
    bare: Mapping[IRI, str],
    why: Mapping[IRI, str | None],
    names: Mapping[str, str],
    lacks: str,
) -> list[Remark]:
    """Return what to say of estimates without an interval, in whichever way a study is taken."""
    counted = [arm for arm in bare if arm in why and why[arm] is None]
    others = [arm for arm in bare if arm not in counted]

    def remark(arms: Sequence[IRI], end: str, ways: tuple[str, ...] | None) -> list[Remark]:
        if not arms:
            return []
        shown = ", ".join(dict.fromkeys(bare[arm] for arm in arms))
        reasons = dict.fromkeys(f", and {why[arm]}" for arm in arms if why.get(arm))
        text = f"{study.label} prints {shown} without {lacks}{''.join(reasons)}; {end}"
        return [Remark(text, frozenset(names[arm] for arm in arms), ways=ways)]

    cannot = f"they {NOT_POOLED}"
    if not counted:
        return remark(others, cannot, None)
    beside = f"beside what can be weighed as it is printed, that {LEFT_OUT}"
    weighed = ("figures", "contrasts", "estimates")
    return [
        *remark(list(bare), cannot, ("",)),
        *remark(counted, beside, weighed),
        *remark(others, cannot, (*weighed, SHARES)),
    ]


def _arm_names(arms: Iterable[Arm]) -> dict[str, str]:
    """Return what each arm is called, told apart where two have one label."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for arm in arms:
        name = arm.label if arm.label not in taken else f"{arm.label} ({arm.iri.local_name})"
        taken.add(name)
        names[arm.iri] = name
    return names


def node_of(arm: Arm, nodes: str, labels: Callable[[str], str]) -> str:
    """Return what an arm counts for in a network: the therapy, with its dose or route if asked."""
    name = labels(arm.counts_for)
    detail = arm.dose if nodes == "dose" else arm.route if nodes == "route" else None
    if nodes == "dose" and detail and arm.frequency:
        detail = f"{detail} {arm.frequency}"
    return f"{name} {detail}" if detail else name


def _merits(result: Result) -> tuple[bool, int, int]:
    """Return by what one of several results is taken, the less of each the sooner."""
    return not can_be_weighed(result), TRUST.index(result.verification), -places(result)


# Why one of two results is taken, by the first merit that tells them apart.
_REASONS = ("as it can be weighed", "as it was better read", "as it is printed finer")


def _why(best: Result, other: Result) -> str:
    merits = zip(_merits(best), _merits(other), _REASONS, strict=True)
    return next((why for one, two, why in merits if one != two), "as one had to be")


def _best(
    results: Sequence[Result], arms: Sequence[str], study: Study, remarks: list[Remark]
) -> Result | None:
    """Return the result to take where several tell the same, and remark on the others.

    One that can be weighed goes first; of those, the best read; of those, the finest.
    """
    ranked = sorted(results, key=lambda r: (*_merits(r), r.iri))
    others = [r for r in ranked if printed(r) != printed(ranked[0])]
    if others:
        rest = ", ".join(sorted({printed(r) for r in others}))
        text = (
            f"{study.label}: sources differ on {' and '.join(arms)}; taken was"
            f" {printed(ranked[0])}, {_why(ranked[0], others[0])}, and not {rest}"
        )
        remarks.append(Remark(text, frozenset(arms), contrast=len(arms) > 1))
    return ranked[0] if ranked else None
