"""Find what connects two treatments on an outcome: the answers there are, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from kg.evidence.synthesis import Synthesis
from kg.model.catalogue import Catalogue
from kg.model.studies import Study
from kg.vocabulary import IRI

# Which studies lead from one treatment to another without an estimate; see `leading_over`.
ALIKE, DIFFERENT = "alike", "different"


def connecting(syntheses: Iterable[Synthesis], one: str, other: str) -> tuple[Synthesis, ...]:
    """Return the syntheses that connect two treatments: of each time, the first that does."""
    found: dict[str | None, Synthesis] = {}
    for synthesis in syntheses:
        network = next((n for n in synthesis.networks if one in n.treatments), None)
        if network is not None and other in network.treatments:
            found.setdefault(synthesis.question.at, synthesis)
    if len(found) > 1:
        # Without a time, figures of different times meet: only where nothing better is there.
        found.pop(None, None)
    return tuple(found.values())


def answers(
    knowledge: Catalogue,
    studies: Sequence[Study],
    syntheses: Iterable[Synthesis],
    one: str,
    other: str,
) -> tuple[Synthesis, ...]:
    """Return the syntheses that say something of one treatment against another.

    Those of other people than the first ones are another answer, and go after them.

    Parameters
    ----------
    studies
        Those that the syntheses are of.
    syntheses
        In the order in which they are preferred.
    """
    found: list[Synthesis] = []
    left = list(syntheses)
    while more := connecting(left, one, other):
        found += more
        people = frozenset().union(*(_people(studies, synthesis, one) for synthesis in found))
        left = [
            synthesis
            for synthesis in left
            if _are_apart(knowledge, people, _people(studies, synthesis, one))
        ]
    return tuple(found)


def leading_over(
    pools: Iterable[Iterable[Set[IRI]]], told: Iterable[Set[IRI]], one: IRI, other: IRI
) -> str:
    """Return which studies lead from one treatment to another, whatever their figures are of.

    Parameters
    ----------
    pools, told
        Which treatments studies have figures of: of those that may be pooled with each other, and
        of all.

    Returns
    -------
    str
        `ALIKE` where studies that may be pooled do, `DIFFERENT` where only studies of different
        people or designs do, and nothing where none do.

    Examples
    --------
    >>> a, b, c = IRI("ex:a"), IRI("ex:b"), IRI("ex:c")
    >>> leading_over([[{a, b}], [{b, c}]], [{a, b}, {b, c}], a, c)
    'different'
    """
    if any(_lead(pool, one, other) for pool in pools):
        return ALIKE
    return DIFFERENT if _lead(told, one, other) else ""


def _lead(groups: Iterable[Set[IRI]], one: IRI, other: IRI) -> bool:
    """Return whether groups that share a member lead from one to another."""
    groups = list(groups)
    reached, before = {one}, 0
    while len(reached) > before:
        before = len(reached)
        for group in groups:
            if reached & group:
                reached |= group
    return other in reached


def _people(studies: Sequence[Study], synthesis: Synthesis, treatment: str) -> frozenset[IRI]:
    """Return whom the studies are of that a synthesis has a treatment in a network with."""
    pooled = {
        study.study
        for network in synthesis.networks
        if treatment in network.treatments
        for study in network.studies
    }
    people = {study.population for study in studies if study.label in pooled}
    return frozenset(one for one in people if one is not None)


def _are_apart(knowledge: Catalogue, people: Set[IRI], others: Set[IRI]) -> bool:
    """Return whether people are known of both, and none of them are among the others."""
    near = set(people)
    for one in people:
        near |= knowledge.narrower(one) | knowledge.broader(one)
    return bool(people) and bool(others) and not others & near
