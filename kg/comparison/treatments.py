"""Find the treatments that a comparison is asked for, and leave out those of unwanted routes."""

from __future__ import annotations

from collections.abc import Sequence

from kg.comparison.filters import Filters
from kg.errors import DataError
from kg.model.catalogue import Catalogue
from kg.model.values import Concept
from kg.vocabulary import IRI, TKG
from kg.words.labels import clean


def title(name: str, concept: Concept) -> str:
    """Return what a treatment is called: as it was asked for, if that is a name of it."""
    wanted = name.strip().casefold()
    names = (concept.label, *concept.alt_labels)
    return next((clean(own) for own in names if own.casefold() == wanted), clean(concept.label))


def treatments_named(knowledge: Catalogue, names: Sequence[str]) -> dict[str, Concept]:
    """Return the treatments by the names that were given."""
    if len(names) < 2:
        given = f"a comparison of {names[0]!r} alone" if names else "a comparison of nothing"
        raise DataError(given, "compares nothing", "name two treatments or more")
    found: dict[IRI, str] = {}
    for name in names:
        concept = knowledge.concept(name)
        if concept.iri in found:
            told = f"{found[concept.iri]!r} and {name!r}"
            raise DataError(told, "are one treatment", "name two different ones")
        found[treatment_named(knowledge, name).iri] = name
    return {name: knowledge.concepts[iri] for iri, name in found.items()}


def treatment_named(knowledge: Catalogue, name: str) -> Concept:
    """Return the treatment of a name, or refuse what is none."""
    concept = knowledge.concept(name)
    if not is_treatment(knowledge, concept):
        is_a = knowledge.label(concept.cls)
        raise DataError(f"{name!r}", f"is of the class {is_a}", "name a treatment")
    return concept


def is_treatment(knowledge: Catalogue, concept: Concept) -> bool:
    """Return whether a concept can be compared: a therapy, a choice of them, or a control."""
    if concept.cls in (TKG.ControlCondition, TKG.TherapyChoice):
        return True
    return knowledge.ask("ASK { ?cls rdfs:subClassOf* tkg:Therapy }", cls=concept.cls)


def every_treatment(knowledge: Catalogue) -> list[Concept]:
    """Return every concept that can be compared, in the order of their labels."""
    kinds = {concept.cls: concept for concept in knowledge.concepts.values()}
    comparable = {cls for cls, concept in kinds.items() if is_treatment(knowledge, concept)}
    found = [concept for concept in knowledge.concepts.values() if concept.cls in comparable]
    return sorted(found, key=lambda one: (clean(one.label).casefold(), one.iri))


def without_routes(
    knowledge: Catalogue, treatments: Sequence[Concept], filters: Filters
) -> tuple[list[Concept], list[str]]:
    """Return the treatments that need no excluded route, and what to say of the others."""
    if not filters.excluded_routes:
        return list(treatments), []
    routes: dict[IRI, set[IRI]] = {treatment.iri: set() for treatment in treatments}
    for claim in knowledge.claims.values():
        given = claim.predicate == TKG.isGivenBy and claim.direction == "supports"
        if given and claim.subject in routes:
            routes[claim.subject].add(claim.object)
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
