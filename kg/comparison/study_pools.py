"""Say which studies may be pooled with each other: of one design, of people among each other."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from kg.comparison.bodies import comparable
from kg.evidence.counting import is_randomised
from kg.model.catalogue import Catalogue
from kg.model.studies import Study
from kg.vocabulary import IRI


@dataclass(frozen=True, slots=True)
class StudyPool:
    """Hold studies that may be pooled with each other.

    Parameters
    ----------
    randomised
        Whether they assigned people at random; the two kinds are never pooled together.
    """

    studies: tuple[Study, ...]
    randomised: bool


def study_pools(knowledge: Catalogue, studies: Sequence[Study]) -> list[StudyPool]:
    """Return the studies that may be pooled with each other, randomised ones first.

    Studies are pooled only where of any two the people of one are among those of the other: a study
    of everybody does not lead from those of one course of a disease to another's. Of pools of one
    kind, the one with most studies goes first.

    Examples
    --------
    >>> import kg
    >>> smoking = kg.load("smoking")
    >>> pools = study_pools(smoking, list(smoking.studies.values()))
    >>> [(len(pool.studies), pool.randomised) for pool in pools]
    [(24, True)]
    """
    people = {study.population for study in studies}
    groups: list[Set[IRI | None]] = list(comparable(knowledge, {one for one in people if one}))
    if None in people:
        groups.append({None})
    pools = []
    for randomised in (True, False):
        of = [study for study in studies if is_randomised(study) == randomised]
        parts = [frozenset(s.iri for s in of if s.population in group) for group in groups]
        # Without studies of the narrower people, a group holds nothing that another does not.
        kept = [p for p in dict.fromkeys(parts) if p and not any(p < other for other in parts)]
        for part in sorted(kept, key=len, reverse=True):
            pools.append(StudyPool(tuple(s for s in of if s.iri in part), randomised))
    return pools
