"""Narrow a comparison: to people, outcomes, read figures, a strength, or routes one would take.

What a filter leaves out is counted and said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.comparison.people import AskedFor
from kg.comparison.strength import LEVELS
from kg.comparison.treatments import is_treatment
from kg.errors import DataError, UnknownNameError
from kg.evidence.label_doses import NO_LABEL, beyond_telling, check_doses, listed_by_arm
from kg.evidence.sentences import counted, listed
from kg.model.catalogue import Catalogue
from kg.model.studies import Result, Study
from kg.model.values import Claim, Concept
from kg.vocabulary import IRI, TKG


@dataclass(frozen=True, slots=True)
class Filters:
    """Hold what a comparison is narrowed to.

    Parameters
    ----------
    population
        These people, and narrower groups of them; of claims and figures, also those of groups that
        can hold some of them, and what is of nobody in particular. What is for another course of
        the disease goes. Estimates are of these people alone.
    outcomes
        These outcomes, and narrower ones; empty for all.
    verified_only
        Whether figures that nobody has read are left out.
    strength
        The least strength of effects; None for any.
    excluded_routes
        Routes that a treatment must not need.
    doses
        ``all``, or ``labelled`` for estimates that rest on no dose that no label read holds.
    """

    population: IRI | None = None
    outcomes: frozenset[IRI] = frozenset()
    verified_only: bool = False
    strength: str | None = None
    excluded_routes: frozenset[IRI] = frozenset()
    doses: str = "all"


def read_filters(
    knowledge: Catalogue,
    *,
    population: str | None = None,
    outcomes: Sequence[str] = (),
    verified_only: bool = False,
    strength: str | None = None,
    exclude_routes: Sequence[str] = (),
    doses: str = "all",
) -> Filters:
    """Return filters from what things are called.

    Raises
    ------
    UnknownNameError
        If a name, the strength or the choice of doses is not known.
    DataError
        If a concept is of another class than its filter takes.
    """
    if strength is not None and strength not in LEVELS:
        raise UnknownNameError("strength", strength, LEVELS, where="among the levels")
    check_doses(doses)
    people = None if population is None else _of(knowledge, population, TKG.Population)
    wanted: set[IRI] = set()
    for name in (outcomes,) if isinstance(outcomes, str) else outcomes:
        wanted |= knowledge.narrower(_outcome(knowledge, name))
    routes: set[IRI] = set()
    for name in (exclude_routes,) if isinstance(exclude_routes, str) else exclude_routes:
        routes |= knowledge.narrower(_of(knowledge, name, TKG.AdministrationRoute))
    return Filters(people, frozenset(wanted), verified_only, strength, frozenset(routes), doses)


def _of(knowledge: Catalogue, name: str, cls: IRI) -> IRI:
    return knowledge.concept(name, cls).iri


def _outcome(knowledge: Catalogue, name: str) -> IRI:
    """Return what a name is of, if that is something that a treatment can have an effect on."""
    concept = knowledge.concept(name)
    if is_treatment(knowledge, concept) or concept.cls in (TKG.Study, TKG.Population):
        is_a = knowledge.label(concept.cls)
        raise DataError(f"{name!r}", f"is of the class {is_a}", "name an outcome")
    return concept.iri


def without_routes(
    knowledge: Catalogue, treatments: Sequence[Concept], filters: Filters
) -> tuple[list[Concept], list[str]]:
    """Return the treatments that need no excluded route, and what to say of the others."""
    if not filters.excluded_routes:
        return list(treatments), []
    routes = routes_of(knowledge, treatments)
    kept, said = [], []
    for treatment in treatments:
        known = routes[treatment.iri]
        ways = ", ".join(sorted(knowledge.label(iri) for iri in known))
        if known and known <= filters.excluded_routes:
            said.append(f"{treatment.label} is left out: it is given by {ways}.")
            continue
        if not known:
            said.append(f"By which route {treatment.label} is given is not known here.")
        kept.append(treatment)
    if len(kept) < 2:
        remedy = "exclude fewer routes, or name other treatments"
        raise DataError(
            "the comparison", f"is left with {len(kept)} of them; {said[0].rstrip('.')}", remedy
        )
    return kept, said


def left_out_for_doses(
    knowledge: Catalogue, treatments: Sequence[Concept], filters: Filters
) -> list[str]:
    """Return what to say of arms of the treatments that no estimate rests on for their dose."""
    if filters.doses == "all":
        return []
    studies = [study for study in knowledge.studies.values() if study.stands]
    found = [(study.label, *of) for study in studies for of in beyond_telling(study)]
    chosen = {treatment.iri for treatment in treatments}
    own = [(study, arm.label, how) for study, arm, how in found if arm.counts_for in chosen]
    named = f": {listed_by_arm(own)}" if own else ""
    more = len(found) - len(own)
    if own and more:
        named += f", nor on {counted(more, 'such arm')} of others"
    elif more:
        named = f": {counted(more, 'arm')} of others left out"
    return [f"No estimate rests on {NO_LABEL}{named}."]


# Whom an arm is of, the nearest first: the people of its stratum, and those of its study.
People: TypeAlias = tuple[IRI | None, ...]


def routes_of(knowledge: Catalogue, treatments: Sequence[Concept]) -> dict[IRI, frozenset[IRI]]:
    """Return by which routes treatments are given."""
    routes: dict[IRI, set[IRI]] = {treatment.iri: set() for treatment in treatments}
    for claim in knowledge.claims.values():
        given = claim.predicate == TKG.isGivenBy and claim.direction == "supports"
        if given and claim.subject in routes:
            routes[claim.subject].add(claim.object)
    return {iri: frozenset(of) for iri, of in routes.items()}


class Narrowing:
    """Apply filters to claims and results, and keep count of what they leave out."""

    def __init__(
        self, knowledge: Catalogue, filters: Filters, results: Mapping[IRI, Result]
    ) -> None:
        self._filters, self._results = filters, results
        people = filters.population
        self._knowledge = knowledge
        self._asked_for = None if people is None else AskedFor(knowledge, people)
        self._population = "" if people is None else knowledge.label(people)
        self._left_out: dict[tuple[str, str], set[IRI]] = {}
        self._wider: set[IRI] = set()

    def keeps(self, claim: Claim, *, of_effect: bool) -> bool:
        """Return whether a claim stays; one that does not is counted."""
        return self.why_not(claim, of_effect=of_effect) is None

    def why_not(self, claim: Claim, *, of_effect: bool) -> str | None:
        """Return why a claim is left out, and count it; None for one that stays."""
        why = self._why_not(claim, of_effect)
        self._counted("claim", claim.iri, why)
        return why

    @property
    def by_strength(self) -> bool:
        """Return whether effects are narrowed by how strong their evidence is."""
        return self._filters.strength is not None

    def may_be_of_them(self, claim: Claim, *, of_effect: bool) -> bool:
        """Return whether a claim can be of the people asked for."""
        return self._asked_for is None or self._asked_for.holds(claim, of_effect=of_effect)

    def is_excluded(self, claim: Claim) -> bool:
        """Return whether a claim tells of a route that is excluded."""
        return claim.object in self._filters.excluded_routes

    def keeps_outcome(self, outcome: IRI) -> bool:
        """Return whether an outcome is among those asked for."""
        return not self._filters.outcomes or outcome in self._filters.outcomes

    def why_without(self, result: Result, people: Sequence[People]) -> str | None:
        """Return why a figure is left out, and count it; None for one that stays.

        Parameters
        ----------
        people
            Whom each of its arms is of.
        """
        asked_for, why = self._asked_for, None
        if asked_for is not None and not all(
            asked_for.may_be(one) for arm in people for one in arm
        ):
            why = f"of others than {self._population}"
        elif self._filters.verified_only and result.verification == "notVerified":
            why = "that nobody has read"
        self._counted("figure", result.iri, why)
        return why

    def whom(self, result: Result, people: Sequence[People]) -> str:
        """Return of whom a figure is, where not all of them are surely among those asked for."""
        asked_for = self._asked_for
        if asked_for is None or all(any(map(asked_for.are_these, arm)) for arm in people):
            return ""
        self._wider.add(result.iri)
        nearest = {next((one for one in arm if one is not None), None) for arm in people}
        known = sorted(self._knowledge.label(one) for one in nearest if one is not None)
        return f"in {listed(known)}" if known else "people not recorded"

    def may_tell(self, study: Study) -> bool:
        """Return whether some figures of a study can be of the people asked for."""
        return self._asked_for is None or self._asked_for.may_be(study.population)

    def lists(self, study: Study) -> bool:
        """Return whether a study is listed as of the people asked for; one that is not is counted.

        Those of a study that is of more people, or of whom nobody knows, may be others.
        """
        if self._asked_for is None or self._asked_for.are_these(study.population):
            return True
        self._counted("study", study.iri, f"from the lists of studies, as {self.unlisted}")
        return False

    @property
    def unlisted(self) -> str:
        """Return why a study is not listed."""
        return f"not known to be of {self._population} alone"

    def _counted(self, what: str, iri: IRI, why: str | None) -> None:
        if why is not None:
            self._left_out.setdefault((what, why), set()).add(iri)

    def _why_not(self, claim: Claim, of_effect: bool) -> str | None:
        if of_effect and not self.keeps_outcome(claim.object):
            return "of other outcomes"
        if not self.may_be_of_them(claim, of_effect=of_effect):
            return f"of others than {self._population}"
        if self._filters.verified_only and claim.results:
            read = [self._results[iri] for iri in claim.results if iri in self._results]
            if read and all(result.verification == "notVerified" for result in read):
                return "on figures that nobody has read"
        return None

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what was left out, and what is of more people than asked for, a sentence each."""
        said = [
            f"Left out: {counted(len(left), what)} {why}."
            for (what, why), left in sorted(self._left_out.items())
        ]
        if self._wider:
            many = counted(len(self._wider), "figure")
            whom = f"of people who may be others than {self._population}, or are not recorded"
            said.append(f"Kept, and marked: {many} {whom}. No estimate rests on them.")
        return tuple(said)
