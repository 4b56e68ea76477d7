"""Say which studies may be pooled with each other: of one design, of people among each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.evidence.counting import is_randomised, of_chance
from kg.evidence.sentences import listed
from kg.vocabulary import IRI

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue
    from kg.model.studies import Study


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
    of everybody does not lead from those of one course of a disease to another's. An analysis of
    some of the people of a study is in a pool only where all studies are of these people: it does
    not stand for the study. Of pools of one kind, the one with most studies goes first.

    Examples
    --------
    >>> import kg
    >>> smoking = kg.load("smoking")
    >>> pools = study_pools(smoking, list(smoking.studies.values()))
    >>> [(len(pool.studies), pool.randomised) for pool in pools]
    [(24, True)]
    """
    studies = [study for study in studies if not _is_of_some_only(knowledge, study, studies)]
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


def pooled_with(knowledge: Catalogue, study: Study, studies: Sequence[Study]) -> frozenset[IRI]:
    """Return the studies, by their IRIs, of every pool that a study would be in among others.

    One that would be in none is by itself.

    Examples
    --------
    >>> import kg
    >>> smoking = kg.load("smoking")
    >>> study, *others = smoking.studies.values()
    >>> len(pooled_with(smoking, study, others))
    24
    """
    pools = study_pools(knowledge, [*(s for s in studies if s.iri != study.iri), study])
    members = [frozenset(one.iri for one in pool.studies) for pool in pools]
    return frozenset([study.iri]).union(*(of for of in members if study.iri in of))


def _is_of_some_only(knowledge: Catalogue, study: Study, beside: Sequence[Study]) -> bool:
    """Return whether a study is of some of another's people, and others are beside these."""
    if study.population is None:
        return False
    of = [knowledge.studies[iri].population for iri in study.combines if iri in knowledge.studies]
    wider = [
        whole
        for whole in of
        if whole not in (None, study.population) and study.population in knowledge.narrower(whole)
    ]
    these = knowledge.narrower(study.population)
    return bool(wider) and any(other.population not in these for other in beside)


def most_told(pools: Sequence[StudyPool], telling: Callable[[StudyPool], int]) -> StudyPool | None:
    """Return the pool of which most studies tell something: a randomised one, if any does."""
    told = [(pool, count) for pool in pools if (count := telling(pool))]
    best = max(told, key=lambda one: (one[0].randomised, one[1]), default=None)
    return None if best is None else best[0]


def of_others(knowledge: Catalogue, studies: Sequence[Study], pool: StudyPool) -> list[str]:
    """Return what to say of the studies that are not pooled with those of a pool, and why."""
    same = [study for study in studies if is_randomised(study) == pool.randomised]
    said = of_chance(list(studies))[1] if pool.randomised else []
    kept = {study.iri for study in pool.studies}
    people: defaultdict[str, list[str]] = defaultdict(list)
    for study in same:
        if study.iri not in kept:
            whom = knowledge.label(study.population) if study.population else "people not recorded"
            people[whom].append(study.label)
    if people:
        each = "; ".join(f"{whom} ({listed(people[whom])})" for whom in sorted(people))
        said.append(f"Of other people, and pooled only when asked for by them: {each}")
    return said


def comparable(knowledge: Catalogue, people: Set[IRI]) -> list[frozenset[IRI]]:
    """Return the largest groups of populations of which any two are one among the other."""
    within = {one: knowledge.narrower(one) for one in people}
    groups: list[frozenset[IRI]] = [frozenset()]
    for one in sorted(people):
        beside = {other for other in people if other in within[one] or one in within[other]}
        found = [*groups, *((group & beside) | {one} for group in groups)]
        groups = [g for g in dict.fromkeys(found) if not any(g < other for other in found)]
    return sorted((group for group in groups if group), key=sorted)


def people_of(knowledge: Catalogue, studies: Sequence[Study]) -> tuple[str, ...]:
    """Return who was studied, in words, each once."""
    people = {study.population for study in studies if study.population is not None}
    return tuple(sorted(knowledge.label(one) for one in people))
