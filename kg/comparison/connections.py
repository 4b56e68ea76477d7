"""Find what connects two treatments on an outcome: the answers there are, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from kg.comparison.pooling import Pooled
from kg.evidence.apart import lead_over
from kg.evidence.synthesis import Synthesis
from kg.model.catalogue import Catalogue
from kg.model.studies import Study
from kg.vocabulary import IRI

# Which studies lead from one treatment to another without an estimate; see `leading_over`.
ALIKE, DIFFERENT = "alike", "different"


def connecting(pooled: Iterable[Pooled], one: str, other: str) -> tuple[Synthesis, ...]:
    """Return the syntheses that connect two treatments: of each time, the first that does.

    Without a time, figures of different times meet. That tells something only where no time does
    by studies of such a design, or where it alone has studies that compare the two.
    """
    found: dict[str | None, Pooled] = {}
    for pool, synthesis in pooled:
        if any({one, other} <= set(network.treatments) for network in synthesis.networks):
            found.setdefault(synthesis.question.at, (pool, synthesis))
    if None in found:
        timeless, synthesis = found.pop(None)
        dated = [s for pool, s in found.values() if pool.randomised >= timeless.randomised]
        directly = _compares(synthesis, one, other)
        if not dated or (directly and not any(_compares(s, one, other) for s in dated)):
            found[None] = timeless, synthesis
    return tuple(synthesis for _, synthesis in found.values())


def answers(
    knowledge: Catalogue,
    studies: Sequence[Study],
    pooled: Iterable[Pooled],
    one: str,
    other: str,
) -> tuple[Synthesis, ...]:
    """Return the syntheses that say something of one treatment against another.

    Those of other people than the first ones are another answer, and go after them.

    Parameters
    ----------
    studies
        Those that are pooled.
    pooled
        In the order in which it is preferred.
    """
    found: list[Synthesis] = []
    left = list(pooled)
    while more := connecting(left, one, other):
        found += more
        people = frozenset().union(*(_people(studies, synthesis, one) for synthesis in found))
        left = [
            (pool, synthesis)
            for pool, synthesis in left
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
    if any(lead_over(pool, one, other) for pool in pools):
        return ALIKE
    return DIFFERENT if lead_over(told, one, other) else ""


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


def _compares(synthesis: Synthesis, one: str, other: str) -> bool:
    """Return whether a study that is pooled compares two treatments."""
    return any(
        {one, other} <= set(study.treatments)
        for network in synthesis.networks
        for study in network.studies
    )
