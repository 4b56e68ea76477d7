"""Find every claim that touches a treatment, and say in which way it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.comparison.steps import places_of_steps
from kg.model.catalogue import Catalogue
from kg.model.mapping import CLAIM_LINKS, read_reached
from kg.model.values import Claim
from kg.vocabulary import IRI

# In which way a claim touches a treatment, the nearest first, and how this is put.
BASES: Mapping[str, str] = {
    "own": "said of it",
    "inherited": "said of its kind, and holds for it",
    "general": "said of its kind in general",
    "overruled": "said of all its kind, but other things are said of this one",
    "comparator": "said of another in comparison with it",
    "member": "it is one of several that another was compared with",
    "mentioned": "it is mentioned in it",
    "about": "said of such a claim",
}


@dataclass(frozen=True, slots=True)
class Touch:
    """Hold a claim, and the way in which it touches a treatment: one of `BASES`."""

    claim: Claim
    basis: str


class Touching:
    """Find the claims that touch treatments.

    Parameters
    ----------
    knowledge
        Where they are.
    """

    def __init__(self, knowledge: Catalogue) -> None:
        self._knowledge, self._claims = knowledge, knowledge.claims
        self._reached = read_reached(knowledge.store)
        self._choices: dict[IRI, set[IRI]] = {}
        for concept in knowledge.concepts.values():
            for member in concept.members:
                self._choices.setdefault(member, set()).add(concept.iri)
        self._by_end: dict[IRI, list[Claim]] = {}
        self._about: dict[IRI, list[Claim]] = {}
        links = ("object", *CLAIM_LINKS)
        for claim in self._claims.values():
            ends = {claim.subject, *(getattr(claim, link) for link in links)} - {None}
            for end in ends:
                self._by_end.setdefault(end, []).append(claim)
            for other in claim.about_claims:
                self._about.setdefault(other, []).append(claim)

    def of(self, treatment: IRI) -> list[Touch]:
        """Return every claim that touches a treatment, once, by the nearest way.

        Examples
        --------
        >>> import kg
        >>> ms = kg.load("ms")
        >>> found = Touching(ms).of(ms.concept("mitoxantrone").iri)
        >>> {touch.claim.iri.local_name: touch.basis for touch in found}["claim-astims-lesions"]
        'comparator'
        """
        found: dict[IRI, str] = {}
        choices = self._choices.get(treatment, set())
        near = [*self._by_end.get(treatment, ())]
        near += [claim for choice in sorted(choices) for claim in self._by_end.get(choice, ())]
        for claim in near:
            found.setdefault(claim.iri, _basis(claim, treatment, choices))
        for how in ("inherited", "general"):
            for iri in self._reached.get(treatment, {}).get(how, ()):
                if iri in self._claims and found.get(iri) != "own":
                    found[iri] = how
        for above in sorted(self._knowledge.broader(treatment) - {treatment}):
            for claim in self._by_end.get(above, ()):
                if claim.subject == above:
                    found.setdefault(claim.iri, "overruled")
        for iri in list(found):
            for claim in self._about.get(iri, ()):
                found.setdefault(claim.iri, "about")
        touches = [Touch(self._claims[iri], basis) for iri, basis in found.items()]
        return in_order(touches)


def in_order(touches: Sequence[Touch]) -> list[Touch]:
    """Return claims by how they touch a treatment; steps go after others, in their order."""
    order = list(BASES)
    steps = places_of_steps(touch.claim for touch in touches)

    def place(touch: Touch) -> tuple[object, ...]:
        iri = touch.claim.iri
        return order.index(touch.basis), steps.get(iri, ()), iri

    return sorted(touches, key=place)


def _basis(claim: Claim, treatment: IRI, choices: set[IRI]) -> str:
    if claim.subject == treatment:
        return "own"
    if claim.comparator == treatment:
        return "comparator"
    if claim.comparator in choices or claim.subject in choices:
        return "member"
    return "mentioned"
