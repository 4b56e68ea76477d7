"""Say whether a claim or a figure can be of people who are asked for, by whom it is of.

People are others where something broader holds both, neither holds the other, and both are told by
the same kind of thing: those with one course of a disease are others than those with another, and
children are others than old people. People who are told by something else, such as a pregnancy or
antibodies beside a course of the disease, are no others: what is said of them holds for some of
those asked for, too. So it is of a course that goes with others (`skos:related`), such as one that
is told by how fast the disease worsens.
"""

from __future__ import annotations

from kg.model.catalogue import Catalogue
from kg.model.values import Claim
from kg.vocabulary import IRI

_TOLD_BY = "SELECT DISTINCT ?people ?disease { ?people tkg:criterion ?disease } ORDER BY ?people"
_RELATED = "SELECT DISTINCT ?one ?other { ?one skos:related|^skos:related ?other } ORDER BY ?one"
_DISEASES = (
    "SELECT DISTINCT ?disease"
    " { ?disease a ?class . ?class rdfs:subClassOf* tkg:Disease } ORDER BY ?disease"
)


class AskedFor:
    """Hold the people that are asked for, and tell claims and figures of others.

    Parameters
    ----------
    knowledge
        What is known.
    population
        Those that are asked for.

    Examples
    --------
    >>> import kg
    >>> from kg.vocabulary import TKG
    >>> ms = kg.load("ms")
    >>> asked_for = AskedFor(ms, ms.concept("people with PPMS").iri)
    >>> approved = [c for c in ms.claims.values() if c.predicate == TKG.isApprovedFor]
    >>> kept = {c.object for c in approved if asked_for.holds(c, of_effect=False)}
    >>> sorted(ms.label(course) for course in kept)
    ['multiple sclerosis', 'primary progressive multiple sclerosis']
    """

    def __init__(self, knowledge: Catalogue, population: IRI) -> None:
        self._knowledge = knowledge
        self._told_by: dict[IRI, set[IRI]] = {}
        for people, disease in knowledge.store.select(_TOLD_BY).tuples():
            self._told_by.setdefault(people, set()).add(disease)
        self._related: dict[IRI, set[IRI]] = {}
        for one, other in knowledge.store.select(_RELATED).tuples():
            self._related.setdefault(one, set()).add(other)
        self._all_diseases = {iri for (iri,) in knowledge.store.select(_DISEASES).tuples()}
        self._these = knowledge.narrower(population)
        above = knowledge.broader(population)
        nearest = self._nearest(population)
        self._diseases = self._kin(nearest)
        own = self._kin(self._told_by.get(population, set()))
        beside = {iri for one in above for iri in knowledge.narrower(one) - above - self._these}
        self._others = frozenset(
            people
            for people in beside
            if not self._told_by.get(people, set()) & own
            and ((its := self._nearest(people)) == nearest or not its & self._diseases)
        )

    def holds(self, claim: Claim, *, of_effect: bool) -> bool:
        """Return whether a claim names neither others nor another disease.

        What has no people of its own is of its study's. The object of an effect is an outcome,
        though it be a disease.
        """
        named = [claim.subject, claim.disease, claim.population]
        if not (of_effect and claim.object in self._all_diseases):
            named.append(claim.object)
        study = None if claim.study is None else self._knowledge.studies.get(claim.study)
        if claim.population is None and study is not None:
            named.append(study.population)
        return not any(one is not None and self._are_others(one) for one in named)

    def may_be(self, population: IRI | None) -> bool:
        """Return whether people can be some of those asked for; nobody knows it of unrecorded ones.

        Examples
        --------
        >>> import kg
        >>> ms = kg.load("ms")
        >>> asked_for = AskedFor(ms, ms.concept("people with PPMS").iri)
        >>> everybody = ms.concept("people with multiple sclerosis").iri
        >>> asked_for.may_be(everybody), asked_for.are_these(everybody), asked_for.may_be(None)
        (True, False, True)
        """
        return population is None or not self._are_others(population)

    def are_these(self, population: IRI | None) -> bool:
        """Return whether all of some people are among those asked for."""
        return population in self._these

    def _are_others(self, one: IRI) -> bool:
        if one in self._all_diseases:
            return bool(self._diseases) and one not in self._diseases
        return one in self._others

    def _kin(self, diseases: set[IRI]) -> frozenset[IRI]:
        """Return diseases with all that are broader or narrower, of what goes with them, too."""
        known = self._knowledge
        found = {kin for d in diseases for kin in known.broader(d) | known.narrower(d)}
        beside = {other for one in found for other in self._related.get(one, ())}
        return frozenset(found).union(*(known.broader(d) | known.narrower(d) for d in beside))

    def _nearest(self, population: IRI) -> set[IRI]:
        """Return the diseases that people are told by, or else those right above them."""
        level, seen = {population}, {population}
        while level:
            if found := {disease for one in level for disease in self._told_by.get(one, ())}:
                return found
            concepts = (self._knowledge.concepts.get(one) for one in level)
            level = {above for c in concepts if c is not None for above in c.broader} - seen
            seen |= level
        return set()
