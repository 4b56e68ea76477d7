"""Narrow a comparison: to people, outcomes, read figures, a strength, or routes one would take.

What a filter leaves out is counted and said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.comparison.strength import LEVELS
from kg.errors import DataError, UnknownNameError
from kg.model.catalogue import Catalogue
from kg.model.studies import Result
from kg.model.values import Claim
from kg.vocabulary import IRI, TKG


@dataclass(frozen=True, slots=True)
class Filters:
    """Hold what a comparison is narrowed to.

    Parameters
    ----------
    population
        These people, and narrower groups of them; what is said of nobody in particular stays.
    outcomes
        These outcomes, and narrower ones; empty for all.
    verified_only
        Whether figures that nobody has read are left out.
    strength
        The least strength of effects; None for any.
    excluded_routes
        Routes that a treatment must not need.
    """

    population: IRI | None = None
    outcomes: frozenset[IRI] = frozenset()
    verified_only: bool = False
    strength: str | None = None
    excluded_routes: frozenset[IRI] = frozenset()


def read_filters(
    knowledge: Catalogue,
    *,
    population: str | None = None,
    outcomes: Sequence[str] = (),
    verified_only: bool = False,
    strength: str | None = None,
    exclude_routes: Sequence[str] = (),
) -> Filters:
    """Return filters from what things are called.

    Raises
    ------
    UnknownNameError
        If a name or the strength is not known.
    DataError
        If a concept is of another class than its filter takes.
    """
    if strength is not None and strength not in LEVELS:
        raise UnknownNameError("strength", strength, LEVELS, where="among the levels")
    people = None if population is None else _of(knowledge, population, TKG.Population)
    wanted: set[IRI] = set()
    for name in outcomes:
        wanted |= knowledge.narrower(knowledge.concept(name).iri)
    routes: set[IRI] = set()
    for name in exclude_routes:
        routes |= knowledge.narrower(_of(knowledge, name, TKG.AdministrationRoute))
    return Filters(people, frozenset(wanted), verified_only, strength, frozenset(routes))


def _of(knowledge: Catalogue, name: str, cls: IRI) -> IRI:
    concept = knowledge.concept(name)
    if concept.cls != cls:
        is_a = knowledge.label(concept.cls)
        raise DataError(f"{name!r}", f"is of the class {is_a}", f"name a {knowledge.label(cls)}")
    return concept.iri


class Narrowing:
    """Apply filters to claims and results, and keep count of what they leave out."""

    def __init__(
        self, knowledge: Catalogue, filters: Filters, results: Mapping[IRI, Result]
    ) -> None:
        self._filters, self._results = filters, results
        people = filters.population
        self._people = None if people is None else knowledge.narrower(people)
        self._population = "" if people is None else knowledge.label(people)
        self.left_out: dict[str, set[IRI]] = {}

    def keeps(self, claim: Claim, *, of_effect: bool) -> bool:
        """Return whether a claim stays; one that does not is counted."""
        why = self._why_not(claim, of_effect)
        if why is None:
            return True
        self.left_out.setdefault(why, set()).add(claim.iri)
        return False

    def keeps_outcome(self, outcome: IRI) -> bool:
        """Return whether an outcome is among those asked for."""
        return not self._filters.outcomes or outcome in self._filters.outcomes

    def keeps_result(self, result: Result, population: IRI | None) -> bool:
        """Return whether a figure stays, of a study of these people."""
        if self._filters.verified_only and result.verification == "notVerified":
            return False
        return self._people is None or population in self._people

    def _why_not(self, claim: Claim, of_effect: bool) -> str | None:
        if of_effect and not self.keeps_outcome(claim.object):
            return "of other outcomes"
        people = claim.population
        if self._people is not None and people is not None and people not in self._people:
            return f"of others than {self._population}"
        if self._filters.verified_only and claim.results:
            read = [self._results[iri] for iri in claim.results if iri in self._results]
            if read and all(result.verification == "notVerified" for result in read):
                return "on figures that nobody has read"
        return None

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what was left out, one sentence each."""
        return tuple(
            f"Left out: {len(claims)} {'claim' if len(claims) == 1 else 'claims'} {why}."
            for why, claims in sorted(self.left_out.items())
        )
