"""Say why studies do not connect two treatments in a synthesis, where they would if asked else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import TYPE_CHECKING

from kg.evidence.choice import Choice
from kg.evidence.counting import counted_once, names_of
from kg.evidence.label_doses import of_labelled_doses
from kg.evidence.measures import MEASURES, Measure
from kg.evidence.studies import take
from kg.evidence.study_pools import study_pools
from kg.vocabulary import IRI

if TYPE_CHECKING:
    from kg.evidence.synthesis import Synthesis
    from kg.model.catalogue import Catalogue
    from kg.model.studies import Study


def unconnected(synthesis: Synthesis, ends: Sequence[str], knowledge: Catalogue) -> str:
    """Return that no study connects two treatments: at this time, by this measure, or at all.

    The time is named where figures of other times connect the two by the same measure, the measure
    where figures of the same time do by another, and both where only other times and other measures
    together do; always of studies that may be pooled with those of the synthesis.

    Parameters
    ----------
    synthesis
        Of studies of that graph.
    ends
        What the two are called there.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> relapses = ms.synthesize("relapse", at="24 months", measure="RR")
    >>> unconnected(relapses, ["alemtuzumab", "placebo"], ms)
    'no study here connects the two at this time'
    """
    outcome, measure = synthesis.question.iri, synthesis.question.measure
    said = "no study here connects the two"
    if outcome is None:
        return said
    pools = _alike(synthesis, outcome, knowledge)
    others = [one for one in MEASURES.values() if one != measure]
    weeks = synthesis.question.weeks
    ways: list[tuple[str, float | None, list[Measure]]] = [(" by this measure", weeks, others)]
    if weeks is not None:
        ways = [
            (" at this time", None, [measure]),
            *ways,
            (" at this time by this measure", None, others),
        ]
    names = names_of(knowledge)
    verified_only = "verified" in synthesis.ways
    for why, when, measures in ways:
        for studies, of in product(pools, measures):
            choice = Choice(outcome, of, when, verified_only=verified_only)
            found = [one for study in studies if (one := take(study, choice, names)) is not None]
            told = [one.told.contrasts for one in found if one.told.contrasts is not None]
            if lead_over([contrasts.treatments for contrasts in told], *ends):
                return f"{said}{why}"
    return said


def _alike(synthesis: Synthesis, outcome: IRI, knowledge: Catalogue) -> list[tuple[Study, ...]]:
    """Return the sets of studies that may be pooled with all of those that were."""
    studies, _ = counted_once(knowledge, outcome)
    if "labelled doses" in synthesis.ways:
        studies, _ = of_labelled_doses(studies, outcome, names_of(knowledge))
    pooled = {found.study.study for found in synthesis.told}
    pools = [pool.studies for pool in study_pools(knowledge, studies)]
    return [of for of in pools if pooled <= {study.label for study in of}]


def lead_over(groups: Iterable[Iterable[str]], one: str, other: str) -> bool:
    """Return whether groups that share a member lead from one to another.

    Examples
    --------
    >>> groups = [["a", "b"], ["b", "c"], ["d"]]
    >>> lead_over(groups, "a", "c"), lead_over(groups, "a", "d")
    (True, False)
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for group in groups:
        nx.add_path(graph, group)
    return one in graph and other in graph and nx.has_path(graph, one, other)
