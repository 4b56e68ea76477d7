"""Find the treatments that a comparison is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.errors import DataError
from kg.evidence.sentences import listed
from kg.model.catalogue import Catalogue
from kg.model.values import Concept
from kg.vocabulary import IRI, TKG
from kg.words.labels import clean


def treatments_named(knowledge: Catalogue, names: Sequence[str]) -> dict[str, Concept]:
    """Return the treatments by the names that were given."""
    if len(names) < 2:
        given = f"a comparison of {names[0]!r} alone" if names else "a comparison of nothing"
        raise DataError(given, "compares nothing", "name two treatments or more")
    found: dict[IRI, str] = {}
    for name in names:
        concept = treatment_named(knowledge, name)
        if concept.iri in found:
            told = f"{found[concept.iri]!r} and {name!r}"
            reason = f"both lead to {clean(concept.label)}"
            if concept.cls == TKG.Drug:
                reason += ", whose products are not told apart here"
            raise DataError(told, reason, "name two different treatments")
        found[concept.iri] = name
    return {name: knowledge.concepts[iri] for iri, name in found.items()}


def kinds_of_each_other(knowledge: Catalogue, titles: Mapping[IRI, str]) -> list[str]:
    """Return what to say where one of the treatments that are called so is a kind of another."""
    return [
        f"{titles[narrow]} is a kind of {titles[broad]}; studies of the one do not count for the"
        " other."
        for broad in titles
        for narrow in titles
        if narrow != broad
        and narrow in knowledge.narrower(broad)
        and narrow not in knowledge.broader(broad)
    ]


def circles(knowledge: Catalogue, treatments: Iterable[IRI]) -> list[str]:
    """Return what to say where treatments, or what is broader, are kinds of themselves.

    No order is read into a circle: what is said of all kinds of one holds for every other there.
    """
    above = {iri for one in treatments for iri in knowledge.broader(one)}
    known = [knowledge.concepts[iri] for iri in sorted(above) if iri in knowledge.concepts]
    rings = dict.fromkeys(
        knowledge.broader(concept.iri) & knowledge.narrower(concept.iri)
        for concept in known
        if any(concept.iri in knowledge.broader(one) for one in concept.broader)
    )
    said = []
    for ring in rings:
        names = sorted((clean(knowledge.label(iri)) for iri in ring), key=str.casefold)
        if len(names) == 1:
            what = f"{names[0]} is broader than itself, by skos:broader"
        else:
            what = f"{listed(names)} are each broader than the others, in a circle of skos:broader"
            what += ": which is a kind of which is not known, and what is said of all kinds of one"
            what += " is told of every other"
        said.append(f"{what}. `kg validate` names what makes the circle.")
    return said


def treatment_named(knowledge: Catalogue, name: str) -> Concept:
    """Return the treatment of a name, or refuse what is none."""
    return knowledge.concept(name, TKG.Therapy, TKG.ControlCondition, remedy="name a treatment")


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
