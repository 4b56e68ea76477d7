"""Decide where in a comparison a claim stands: its part, and its row there.

Which part a claim belongs to is said by the vocabulary (`tkg:aspect` of its predicate), and in
spite of that by a concept that it is about. All effects on an outcome stand in one row.
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

_PREDICATES = """
SELECT DISTINCT ?predicate ?aspect ?row {
  ?predicate a tkg:ClaimPredicate ; tkg:aspect ?aspect
  OPTIONAL { ?predicate tkg:rowLabel ?row }
}
"""


_GRAVITIES = """
SELECT DISTINCT ?it ?gravity { ?it tkg:gravity ?gravity FILTER (isNumeric(?gravity)) }
"""


class Places:
    """Know where each claim stands.

    Parameters
    ----------
    store
        With the vocabulary.
    concepts, claims
        By IRI.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> places = Places(ms.store, ms.concepts, ms.claims)
    >>> [aspect.name for aspect in places.aspects][:4]
    ['nature', 'delivery', 'benefit', 'risk']
    >>> claim = ms.claims[ms.prefixes["ms"] + "claim-affirm-relapse-rate"]
    >>> places.aspect_of(claim).name, places.row_of(claim).local_name
    ('benefit', 'relapse-rate')
    >>> [places.gravity_of(ms.concept(name).iri) for name in ("death", "PML", "headache")]
    [2, 1, 0]
    >>> places.row_label(TKG.isApprovedFor, ms.labels)
    'approved for'
    """

    def __init__(
        self, store: Store, concepts: Mapping[IRI, Concept], claims: Mapping[IRI, Claim]
    ) -> None:
        self._concepts = concepts
        rows = store.select(_ASPECTS).tuples()
        self.aspects = tuple(Aspect(iri, str(label), place) for iri, label, place in rows)
        self._known = {aspect.iri: aspect for aspect in self.aspects}
        predicates = list(store.select(_PREDICATES).tuples())
        self._of = {predicate: aspect for predicate, aspect, _ in predicates}
        self._row_labels = {predicate: str(row) for predicate, _, row in predicates if row}
        self._gravities = self._grave(store, claims)
        self._made_worse = {c.object for c in claims.values() if self._for_the_worse(c)}

    def _for_the_worse(self, claim: Claim) -> bool:
        if claim.tendency is None:
            return self._of.get(claim.predicate) == TKG.riskAspect
        return claim.tendency == "forTheWorse"

    @staticmethod
    def _grave(store: Store, claims: Mapping[IRI, Claim]) -> dict[IRI, int]:
        """Return how grave outcomes are, by themselves or by what predicates say of them."""
        stated = {it: int(str(gravity)) for it, gravity in store.select(_GRAVITIES).tuples()}
        found = dict(stated)
        for claim in claims.values():
            if claim.predicate in stated:
                found[claim.object] = max(stated[claim.predicate], found.get(claim.object, 0))
        return found

    def gravity_of(self, about: IRI) -> int:
        """Return how grave what a row is about is: the more, the earlier it goes."""
        return self._gravities.get(about, 0)

    def __getitem__(self, iri: IRI) -> Aspect:
        return self._known[iri]

    def aspect_of(self, claim: Claim) -> Aspect:
        """Return the part of a comparison that a claim stands in."""
        about = self._concepts.get(claim.object)
        if about is not None and about.aspect is not None:
            return self._known[TKG[about.aspect]]
        # A predicate that the vocabulary does not know is an open question of its own.
        aspect = self._known[self._of.get(claim.predicate, TKG.openAspect)]
        if claim.tendency is not None or aspect.of_effects:
            return self.aspect_of_outcome(claim.object)
        return aspect

    def aspect_of_outcome(self, outcome: IRI) -> Aspect:
        """Return the part that the row of an outcome stands in.

        Adverse events are risks, and so is whatever else some therapy is said to make worse, but
        for the outcomes that studies measure benefit by.
        """
        concept = self._concepts.get(outcome)
        if concept is not None and concept.aspect is not None:
            return self._known[TKG[concept.aspect]]
        cls = None if concept is None else concept.cls
        risky = cls == TKG.AdverseEvent or (cls != TKG.Outcome and outcome in self._made_worse)
        return self._known[TKG.riskAspect if risky else TKG.benefitAspect]

    def row_label(self, about: IRI, labels: Mapping[str, str]) -> str:
        """Return the name of a row: its outcome's, or a noun for its predicate's verb."""
        return self._row_labels.get(about) or labels[about]

    def row_of(self, claim: Claim) -> IRI:
        """Return what a claim's row is about: an outcome, or the predicate."""
        return claim.object if self.aspect_of(claim).of_effects else claim.predicate
