"""Find the concept that a name means where a concept of some class is wanted.

A name may be of several concepts, or of one of another class than is wanted: then that class
decides. Where nothing of that name is of the class, what is tied to it is meant: the people who are
told by a course of a disease, the therapy that uses a kind of cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.errors import AmbiguousNameError, DataError, NoConceptError, UnknownNameError
from kg.store.table import compact
from kg.vocabulary import IRI, TKG

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue
    from kg.model.values import Concept

# What tells which classes are of concepts comes with the vocabulary; a pack brings that.
_NO_VOCABULARY = (
    "without a pack among the data, no vocabulary is loaded that tells what its class is",
    "put the data into a folder with a pack.ttl (kg new NAME writes one), or call derive() on them",
)

_TYPED = "SELECT DISTINCT ?it { ?it a ?class } ORDER BY ?it"
_TYPES = "SELECT DISTINCT ?class { ?it a ?class } ORDER BY ?class"
_NAMED = (
    "SELECT DISTINCT ?it ?name { ?it skos:prefLabel|skos:altLabel|rdfs:label ?name } ORDER BY ?it"
)

# By which properties a concept is of another, seen from either end.
_TIED = """
SELECT DISTINCT ?other {
  { ?concept tkg:criterion|tkg:usesCell ?other }
  UNION { ?other tkg:criterion|tkg:usesCell ?concept }
} ORDER BY ?other
"""

_IS_OF = "ASK { ?concept a ?class . ?class rdfs:subClassOf* ?wanted }"


def concept_of_class(
    knowledge: Catalogue, name: str, classes: Sequence[IRI], *, remedy: str = ""
) -> Concept:
    """Return the concept of one of some classes that a name means.

    Parameters
    ----------
    name
        A label, an alternative label, a CURIE or an IRI.
    classes
        Those that are wanted; what is of a narrower class is of them, too.
    remedy
        What to do where there is none; without it, to name something of the first class.

    Raises
    ------
    UnknownNameError
        If nothing has that name.
    AmbiguousNameError
        If several concepts of the classes have it, or are tied to what has it.
    DataError
        If none is; those of something broader are named.

    Examples
    --------
    >>> import kg
    >>> from kg.vocabulary import TKG
    >>> ms = kg.load("ms")
    >>> concept_of_class(ms, "PPMS", [TKG.Disease]).label
    'primary progressive multiple sclerosis'
    >>> concept_of_class(ms, "PPMS", [TKG.Population]).label
    'people with primary progressive multiple sclerosis'
    """
    named = knowledge.named(name)
    found = [concept for concept in named if _is_of(knowledge, concept, classes)]
    found = found or _tied(knowledge, named, classes)
    wanted = knowledge.label(classes[0])
    if len(found) > 1:
        raise AmbiguousNameError(wanted, name, _told_apart(knowledge, found))
    if found:
        return found[0]
    if len(named) > 1:
        raise AmbiguousNameError("concept", name, _told_apart(knowledge, named))
    remedy = remedy or f"name a {wanted}"
    if near := _of_something_broader(knowledge, named[0], classes):
        remedy += f", such as {' or '.join(repr(concept.label) for concept in near)}"
    if not has_vocabulary(knowledge):
        raise DataError(
            f"{named[0].label!r}",
            f"is not known to be of the class {wanted}: {_NO_VOCABULARY[0]}",
            _NO_VOCABULARY[1],
        )
    is_a = knowledge.label(named[0].cls)
    raise DataError(f"{named[0].label!r}", f"is of the class {is_a}", remedy)


def unknown(knowledge: Catalogue, name: str) -> UnknownNameError:
    """Return what to say of a name that no concept has; of something else, what that is.

    Examples
    --------
    >>> import kg
    >>> print(unknown(kg.load("ms"), "A table of the AFFIRM trial"))
    concept 'A table of the AFFIRM trial' is not in the graph; check the spelling
    """
    for iri in _having(knowledge, name):
        classes = [cls for (cls,) in knowledge.select(_TYPES, it=iri).tuples()]
        if not has_vocabulary(knowledge):
            return NoConceptError(name, *_NO_VOCABULARY)
        if not classes:
            return NoConceptError(name, "it has no class", "give it one, such as tkg:Drug")
        is_a = ", ".join(knowledge.label(cls) for cls in classes)
        if any(cls in TKG for cls in classes):
            return NoConceptError(name, f"it is of the class {is_a}", "name a concept")
        reason = f"its class {is_a} is none of the vocabulary"
        return NoConceptError(name, reason, "give it one that is, such as tkg:Drug")
    names = {str(n) for c in knowledge.concepts.values() for n in (c.label, *c.alt_labels)}
    return UnknownNameError("concept", name, sorted(names))


def _having(knowledge: Catalogue, name: str) -> list[IRI]:
    """Return what has a name, as its IRI or label, other than terms of the vocabulary."""
    folded = name.strip().casefold()
    prefix, _, local = name.partition(":")
    whole = {name, knowledge.prefixes.get(prefix, "") + local}
    found = [iri for (iri,) in knowledge.select(_TYPED).tuples() if iri in whole]
    found += [
        it
        for it, text in knowledge.select(_NAMED).tuples()
        if str(text).strip().casefold() == folded
    ]
    return [iri for iri in found if iri not in TKG]


def has_vocabulary(knowledge: Catalogue) -> bool:
    """Return whether the vocabulary is loaded, without which no class is known to be of another."""
    return knowledge.ask("ASK { ?cls rdfs:subClassOf ?above }", cls=TKG.Drug)


def _told_apart(knowledge: Catalogue, concepts: Sequence[Concept]) -> list[str]:
    """Return the labels of concepts, with their IRIs where some are alike."""
    labels = [concept.label for concept in concepts]
    if len(set(labels)) == len(labels):
        return labels
    return [f"{one.label} ({compact(one.iri, knowledge.prefixes)})" for one in concepts]


def _is_of(knowledge: Catalogue, concept: Concept, classes: Iterable[IRI]) -> bool:
    return any(knowledge.ask(_IS_OF, concept=concept, wanted=wanted) for wanted in classes)


def _tied(
    knowledge: Catalogue, concepts: Iterable[Concept], classes: Sequence[IRI]
) -> list[Concept]:
    """Return the broadest concepts of the classes that are tied to one of some concepts."""
    rows = [row for concept in concepts for row in knowledge.select(_TIED, concept=concept)]
    ends = {row[0] for row in rows if row[0] in knowledge.concepts}
    found = [
        concept
        for iri in sorted(ends)
        if _is_of(knowledge, concept := knowledge.concepts[iri], classes)
    ]
    tied = {concept.iri for concept in found}
    return [one for one in found if not tied & (knowledge.broader(one.iri) - {one.iri})]


def _of_something_broader(
    knowledge: Catalogue, concept: Concept, classes: Sequence[IRI]
) -> list[Concept]:
    """Return what is tied to the nearest that is broader and has something tied to it."""
    level = {concept.iri}
    seen = set(level)
    while level:
        level = {
            above
            for iri in level
            if iri in knowledge.concepts
            for above in knowledge.concepts[iri].broader
        } - seen
        seen |= level
        nearest = [knowledge.concepts[iri] for iri in sorted(level) if iri in knowledge.concepts]
        if found := _tied(knowledge, nearest, classes):
            return found
    return []
