"""Say what can be pooled: every outcome, time and measure, and how far studies connect."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from itertools import product
from typing import TYPE_CHECKING

from kg.evidence.arms import Counts
from kg.evidence.asked import OF_SHARES, PREFERRED
from kg.evidence.choice import WINDOW, Choice
from kg.evidence.counting import counted_once, is_randomised, names_of
from kg.evidence.measures import MEASURES, Measure
from kg.evidence.options import Options
from kg.evidence.question import Question
from kg.evidence.studies import how_many_tell, take
from kg.evidence.study_pools import StudyPool, people_of, study_pools
from kg.evidence.synthesis import Synthesis
from kg.store.table import Table
from kg.vocabulary import IRI, TKG

if TYPE_CHECKING:
    from kg.evidence.data import Told
    from kg.model.catalogue import Catalogue
    from kg.model.studies import Study


def evidence_map(knowledge: Catalogue, treatment: str | None = None) -> Table:
    """Return what can be pooled: every outcome, time and measure, and how far it connects.

    Parameters
    ----------
    treatment
        Only where some study has an arm of it; then also what it is connected with.

    Returns
    -------
    Table
        One row for each outcome, time of some study, measure that any study tells of, and set of
        studies that may be pooled with each other; see `study_pools`.
    """
    names = names_of(knowledge)
    label = (
        None
        if treatment is None
        else names(knowledge.concept(treatment, TKG.Therapy, TKG.ControlCondition).iri)
    )
    rows = []
    outcomes = {r.outcome for study in knowledge.studies.values() for r in study.results}
    for outcome in sorted(outcomes, key=names):
        studies, _ = counted_once(knowledge, outcome)
        pools = study_pools(knowledge, studies)
        for weeks, of in product(_distinct_times(studies, outcome), MEASURES.values()):
            for told in _apart(pools, Choice(outcome, of, weeks), names):
                row = _mapped(list(told.values()), of, label)
                if row is None:
                    continue
                people = "; ".join(people_of(knowledge, list(told)))
                rows.append(
                    (names(outcome), weeks, of.id, people, all(map(is_randomised, told)), *row)
                )
    columns = ["outcome", "weeks", "measure", "people", "randomised"]
    columns += ["studies", "networks", "treatments"]
    if label is not None:
        columns += ["connected_with", "hangs_on"]
    return Table(columns, rows)


def askable(
    studies: list[Study], outcome: IRI, names: Callable[[str], str], *, mirrored: bool = False
) -> list[Choice]:
    """Return what can be asked of studies on an outcome: each time and measure that some tell of.

    Counts that are reckoned from shares tell by one measure alone.

    Parameters
    ----------
    mirrored
        Whether what figures of arms tell of the outcome is told of one that it is the absence of,
        too: then they tell by the one measure here, and shares only there.

    Returns
    -------
    list of Choice
        What most studies tell of as it is printed goes first, of measures that tell as much the
        preferred one; what is told without a time goes last.
    """
    found = []
    times = _distinct_times(studies, outcome)
    # What is told without a time, or by each study at another, is met by asking for none.
    for weeks in dict.fromkeys([*times, None]):
        for of in MEASURES.values():
            reckoned = not mirrored and of.id == OF_SHARES
            choice = Choice(outcome, of, weeks, shares=reckoned)
            taken = [take(study, choice, names) for study in studies]
            printed, telling = how_many_tell(taken)
            if telling:
                place = weeks or 0.0, PREFERRED.index(of.id)
                ways = {one.told.way for one in taken if one is not None and one.tells}
                found.append(((weeks is None, -printed, -telling, *place), choice, ways))
    return [
        choice
        for _, choice, ways in sorted(found, key=lambda row: row[0])
        if not (mirrored and is_told_otherwise(choice.measure, ways))
    ]


def is_told_otherwise(of: Measure, ways: Set[str]) -> bool:
    """Return whether it is counts of arms that tell a measure, and tell another as well.

    Parameters
    ----------
    ways
        How studies tell of it; see `kg.evidence.data.Told`.
    """
    return of.figures is Counts and of.id != OF_SHARES and ways <= {"figures", "estimates"}


def _distinct_times(studies: list[Study], outcome: IRI) -> list[float | None]:
    """Return the times to ask for so that every result is met: those that meet most go first."""
    left = [
        float(r.weeks)
        for study in studies
        for r in study.results
        if r.outcome == outcome and r.weeks is not None
    ]
    kept: list[float | None] = []
    while left:
        counts = {weeks: len(_met(weeks, left)) for weeks in sorted(set(left))}
        best = max(counts, key=lambda weeks: (counts[weeks], weeks))
        # A time meets itself, whatever it is: so this ends.
        gone = {best, *_met(best, left)}
        left = [weeks for weeks in left if weeks not in gone]
        kept.append(best)
    return sorted(kept, key=lambda weeks: weeks or 0) or [None]


def _met(weeks: float, among: list[float]) -> list[float]:
    return [other for other in among if abs(other - weeks) <= WINDOW * abs(weeks)]


def _apart(
    pools: Sequence[StudyPool], choice: Choice, names: Callable[[str], str]
) -> list[Mapping[Study, Told]]:
    """Return what studies tell that may be pooled with each other, each set once."""
    found: list[Mapping[Study, Told]] = []
    for pool in pools:
        taken = {study: take(study, choice, names) for study in pool.studies}
        told = {s: one.told for s, one in taken.items() if one and one.tells}
        if told and not any(told.keys() <= other.keys() for other in found):
            found.append(told)
    return found


def _mapped(told: list[Told], of: Measure, label: str | None) -> tuple[object, ...] | None:
    found = Synthesis(Question("", of), told, Options())
    sizes = [len(network.treatments) for network in found.networks]
    shown = " + ".join(map(str, sizes))
    row = (len(told), len(sizes), shown)
    if label is None:
        return row
    if label not in found.treatments:
        return None
    network = found.network_of(label)
    others = ", ".join(t for t in network.treatments if t != label)
    bridges = [b.study for b in network.bridges if label in b.cut_off]
    if len(network.studies) == 1:
        bridges = [network.studies[0].study]
    return (*row, others, ", ".join(bridges) or None)
