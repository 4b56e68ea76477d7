"""Decide where in a comparison a claim stands: its part, and its row there.

Which part a claim belongs to is said by the vocabulary (`tkg:aspect` of its predicate), and in
spite of that by a concept that it is about. Effects go by what they are for the outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model.values import Claim, Concept
from kg.store.protocol import Store
from kg.vocabulary import IRI, TKG


@dataclass(frozen=True, slots=True)
class Aspect:
    """Hold a part of a comparison: a kind of question that people ask of a treatment."""

    iri: IRI
    label: str
    position: int

    @property
    def name(self) -> str:
        """Return its short name, such as nature, delivery, benefit or risk."""
        return self.iri.local_name.removesuffix("Aspect")

    @property
    def of_effects(self) -> bool:
        """Return whether its rows are outcomes: benefits and risks."""
        return self.iri in (TKG.benefitAspect, TKG.riskAspect)


_ASPECTS = """
SELECT DISTINCT ?aspect ?label ?position {
  ?aspect a tkg:Aspect ; rdfs:label ?label ; tkg:position ?position
} ORDER BY ?position ?aspect
"""

_PREDICATES = (
    "SELECT DISTINCT ?predicate ?aspect { ?predicate a tkg:ClaimPredicate ; tkg:aspect ?aspect }"
)


class Places:
    """Know where each claim stands.

    Parameters
    ----------
    store
        With the vocabulary.
    concepts
        By IRI.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> places = Places(ms.store, ms.concepts)
    >>> [aspect.name for aspect in places.aspects][:4]
    ['nature', 'delivery', 'benefit', 'risk']
    >>> claim = ms.claims[ms.prefixes["ms"] + "claim-affirm-relapse-rate"]
    >>> places.aspect_of(claim).name, places.row_of(claim).local_name
    ('benefit', 'relapse-rate')
    """

    def __init__(self, store: Store, concepts: Mapping[IRI, Concept]) -> None:
        self._concepts = concepts
        rows = store.select(_ASPECTS).tuples()
        self.aspects = tuple(Aspect(iri, str(label), place) for iri, label, place in rows)
        self._known = {aspect.iri: aspect for aspect in self.aspects}
        self._of = {row.predicate: row.aspect for row in store.select(_PREDICATES)}

    def __getitem__(self, iri: IRI) -> Aspect:
        return self._known[iri]

    def aspect_of(self, claim: Claim) -> Aspect:
        """Return the part of a comparison that a claim stands in."""
        about = self._concepts.get(claim.object)
        if about is not None and about.aspect is not None:
            return self._known[TKG[about.aspect]]
        if claim.tendency is not None:
            harm = about is not None and about.cls == TKG.AdverseEvent
            risky = harm or claim.tendency == "forTheWorse"
            return self._known[TKG.riskAspect if risky else TKG.benefitAspect]
        # A predicate that the vocabulary does not know is an open question of its own.
        return self._known[self._of.get(claim.predicate, TKG.openAspect)]

    def row_of(self, claim: Claim) -> IRI:
        """Return what a claim's row is about: an outcome, or the predicate."""
        return claim.object if self.aspect_of(claim).of_effects else claim.predicate

    def of_outcome(self, outcome: IRI) -> IRI:
        """Return the part in which the figures on an outcome stand."""
        concept = self._concepts.get(outcome)
        if concept is not None and concept.aspect is not None:
            return TKG[concept.aspect]
        harm = concept is not None and concept.cls == TKG.AdverseEvent
        return TKG.riskAspect if harm else TKG.benefitAspect
