"""Say in SPARQL what breaks each constraint component of SHACL Core.

A component is about the focus (``?this``) and its values together, such as how many there are, or
about each value (``?value``) by itself. The numbers of the sections are those of
https://www.w3.org/TR/shacl/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import DataError
from kg.store.protocol import Store
from kg.validation.shapes import SH, Constraint, Path, Shape
from kg.vocabulary import IRI, PREFIXES

# The classes below each class, itself included.
Kinds = Mapping[IRI, Sequence[IRI]]

_SUBCLASSES = f"""
SELECT DISTINCT ?class ?below {{ ?below <{PREFIXES["rdfs"]}subClassOf>+ ?class }}
ORDER BY ?class ?below
"""

# Section 4.1.3.
_NODE_KINDS = {
    "IRI": "ISIRI(?value)",
    "Literal": "ISLITERAL(?value)",
    "BlankNode": "ISBLANK(?value)",
    "IRIOrLiteral": "ISIRI(?value) || ISLITERAL(?value)",
    "BlankNodeOrIRI": "ISBLANK(?value) || ISIRI(?value)",
    "BlankNodeOrLiteral": "ISBLANK(?value) || ISLITERAL(?value)",
}

# Datatypes whose text SPARQL can check, by casting it.
_XSD = PREFIXES["xsd"]
_CASTS = frozenset("boolean date dateTime decimal double float integer string".split())
_LANG_STRING = PREFIXES["rdf"] + "langString"


def read_kinds(store: Store) -> Kinds:
    """Return the classes below each class of a store, itself included.

    Examples
    --------
    >>> from kg.store.embedded import EmbeddedStore
    >>> from kg.vocabulary import PREFIXES
    >>> store = EmbeddedStore(prefixes=PREFIXES)
    >>> store.update("INSERT DATA { tkg:Drug rdfs:subClassOf tkg:Therapy }")
    >>> [iri.local_name for iris in read_kinds(store).values() for iri in iris]
    ['Therapy', 'Drug']
    """
    kinds: dict[IRI, list[IRI]] = {}
    for top, below in store.select(_SUBCLASSES):
        kinds.setdefault(top, [top]).append(below)
    return kinds


def kinds_of(kind: IRI, kinds: Kinds) -> list[str]:
    """Return a class and the classes below it, as SPARQL terms, sorted.

    Examples
    --------
    >>> therapy, drug = IRI("http://e/Therapy"), IRI("http://e/Drug")
    >>> kinds_of(therapy, {therapy: [therapy, drug]})
    ['<http://e/Drug>', '<http://e/Therapy>']
    """
    return sorted(str(ox.NamedNode(below)) for below in kinds.get(kind, [kind]))


def follow(path: Path, end: str) -> str:
    """Return the triple pattern that leads from the focus along a path.

    Examples
    --------
    >>> follow(Path(ox.NamedNode("http://e/p"), inverse=True), "?value")
    '?value <http://e/p> ?this .'
    """
    start, stop = (end, "?this") if path.inverse else ("?this", end)
    return f"{start} {path.property} {stop} ."


# --- of the focus -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FocusTest:
    """Hold the pattern that a focus breaks a constraint by.

    `binds` says whether it leads to the focus; if not, it only tries one that is there. `after` is
    what follows the group.
    """

    pattern: str
    binds: bool
    after: str = ""


def _min_count(path: Path, constraint: Constraint) -> FocusTest:
    """Section 4.2.1."""
    (least,) = constraint.values
    if least == ox.Literal(1):
        return FocusTest(f"FILTER NOT EXISTS {{ {follow(path, '?value')} }}", binds=False)
    few = f" GROUP BY ?this HAVING (COUNT(DISTINCT ?value) < {least})"
    return FocusTest(f"OPTIONAL {{ {follow(path, '?value')} }}", binds=False, after=few)


def _max_count(path: Path, constraint: Constraint) -> FocusTest:
    """Section 4.2.2."""
    (most,) = constraint.values
    many = f" GROUP BY ?this HAVING (COUNT(DISTINCT ?value) > {most})"
    return FocusTest(follow(path, "?value"), binds=True, after=many)


def _unique_lang(path: Path, constraint: Constraint) -> FocusTest:
    """Section 4.4.5."""
    (wanted,) = constraint.values
    same = 'LANG(?one) != "" && LANG(?one) = LANG(?two) && !SAMETERM(?one, ?two)'
    both = f"{follow(path, '?one')} {follow(path, '?two')}"
    return FocusTest(f"{both} FILTER ({wanted} && {same})", binds=True)


def _has_value(path: Path, constraint: Constraint) -> FocusTest:
    """Section 4.8.2."""
    (wanted,) = constraint.values
    return FocusTest(f"FILTER NOT EXISTS {{ {follow(path, str(wanted))} }}", binds=False)


OF_FOCUS: Mapping[str, Callable[[Path, Constraint], FocusTest]] = {
    "hasValue": _has_value,
    "maxCount": _max_count,
    "minCount": _min_count,
    "uniqueLang": _unique_lang,
}


# --- of each value: the filter that keeps those that break it -----------------------------------


def _unless(condition: str) -> str:
    """Return the filter that keeps what does not meet a condition, or has no answer to it."""
    return f"FILTER (!COALESCE({condition}, false))"


def _class(shape: Shape, constraint: Constraint, kinds: Kinds) -> str:
    """Section 4.1.1."""
    below = ", ".join(kinds_of(_iri(shape, constraint), kinds))
    return f"FILTER NOT EXISTS {{ ?value a ?kind . FILTER (?kind IN ({below})) }}"


def _datatype(shape: Shape, constraint: Constraint, kinds: Kinds) -> str:
    """Section 4.1.2; a text that does not fit its datatype breaks it too."""
    name = _iri(shape, constraint)
    datatype = ox.NamedNode(name)
    if name == _LANG_STRING:
        return _unless(f"DATATYPE(?value) = {datatype}")
    if name.removeprefix(_XSD) not in _CASTS:
        known = ", ".join(f"xsd:{cast}" for cast in sorted(_CASTS))
        raise error(shape, f"has the datatype {name}, which cannot be checked", f"use {known}")
    cast = f"DATATYPE({datatype}(STR(?value))) = {datatype}"
    return _unless(f"DATATYPE(?value) = {datatype} && {cast}")


def _node_kind(shape: Shape, constraint: Constraint, kinds: Kinds) -> str:
    """Section 4.1.3."""
    name = _iri(shape, constraint).removeprefix(SH)
    if name not in _NODE_KINDS:
        raise error(shape, f"has the node kind {name!r}", f"use {', '.join(sorted(_NODE_KINDS))}")
    return _unless(_NODE_KINDS[name])


def _min_exclusive(shape: Shape, constraint: Constraint, kinds: Kinds) -> str:
    """Section 4.3.1."""
    return _unless(f"?value > {constraint.values[0]}")


def _min_inclusive(shape: Shape, constraint: Constraint, kinds: Kinds) -> str:
    """Section 4.3.2."""
    return _unless(f"?value >= {constraint.values[0]}")


def _pattern(shape: Shape, constraint: Constraint, kinds: Kinds) -> str:
    """Section 4.4.3."""
    return _unless(f"REGEX(STR(?value), {constraint.values[0]})")


def _language_in(shape: Shape, constraint: Constraint, kinds: Kinds) -> str:
    """Section 4.4.4."""
    ranges = (f"LANGMATCHES(LANG(?value), {language})" for language in constraint.values)
    return _unless(" || ".join(ranges))


def _in(shape: Shape, constraint: Constraint, kinds: Kinds) -> str:
    """Section 4.8.3."""
    return _unless(" || ".join(f"SAMETERM(?value, {term})" for term in constraint.values))


OF_VALUE: Mapping[str, Callable[[Shape, Constraint, Kinds], str]] = {
    "class": _class,
    "datatype": _datatype,
    "in": _in,
    "languageIn": _language_in,
    "minExclusive": _min_exclusive,
    "minInclusive": _min_inclusive,
    "nodeKind": _node_kind,
    "pattern": _pattern,
}


def _iri(shape: Shape, constraint: Constraint) -> IRI:
    (term,) = constraint.values
    if not isinstance(term, ox.NamedNode):
        raise error(shape, f"has a sh:{constraint.parameter} that is no IRI", "give an IRI")
    return IRI(term.value)


def error(shape: Shape, reason: str, remedy: str) -> DataError:
    """Return the error that a shape is not one that can be checked here.

    Examples
    --------
    >>> from kg.vocabulary import IRI
    >>> shape = Shape(IRI("https://example.org/S"), "thing", (), None, "violation", ())
    >>> print(error(shape, "has no path", "add sh:path"))
    shape 'S' has no path; add sh:path
    """
    return DataError(f"shape {shape.iri.local_name!r}", reason, remedy)
