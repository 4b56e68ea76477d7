"""Read SHACL shapes from Turtle, and refuse what is not known here.

It reads the part of SHACL that the shapes in ``ontology/shapes`` use: node shapes with targets,
property shapes below them, and SPARQL-based constraints (https://www.w3.org/TR/shacl/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import DataError
from kg.store.embedded import EmbeddedStore
from kg.store.reading import read_files
from kg.store.terms import Term
from kg.validation.report import Severity
from kg.vocabulary import IRI, PREFIXES

SH = "http://www.w3.org/ns/shacl#"

# The constraint components that `kg.validation.components` knows, by their parameter, and SPARQL.
PARAMETERS = frozenset(
    "class datatype hasValue in languageIn maxCount minCount minExclusive minInclusive nodeKind"
    " pattern sparql uniqueLang".split()
)
_LISTS = frozenset({"in", "languageIn"})
_TARGETS = frozenset({"targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf"})
_NODE_FEATURES = PARAMETERS | _TARGETS | {"message", "property", "severity"}
_PROPERTY_FEATURES = PARAMETERS | {"message", "path", "severity"}
_SPARQL_FEATURES = frozenset({"message", "prefixes", "select"})
_SEVERITIES: dict[str, Severity] = {
    "Violation": "violation",
    "Warning": "warning",
    "Info": "info",
}

_RDF = PREFIXES["rdf"]
_LABEL = PREFIXES["rdfs"] + "label"


@dataclass(frozen=True, slots=True)
class Target:
    """Hold one target: how it points (``targetClass`` …) and at what."""

    kind: str
    term: ox.NamedNode


@dataclass(frozen=True, slots=True)
class Path:
    """Hold a property and whether it is followed backwards."""

    property: ox.NamedNode
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Constraint:
    """Hold one constraint: its parameter, the parameter's values, and what to say if it is broken.

    The value of ``sparql`` is the text of a SELECT with its prefixes.
    """

    parameter: str
    values: tuple[Term, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Shape:
    """Hold a shape with its constraints, and the targets it has or inherits."""

    iri: IRI
    label: str
    targets: tuple[Target, ...]
    path: Path | None
    severity: Severity
    constraints: tuple[Constraint, ...]


def read_shapes(path: str) -> list[Shape]:
    """Return the shapes of a Turtle file, sorted by IRI.

    Parameters
    ----------
    path
        A file of SHACL shapes, each of which has an IRI, a message and, on its node shape, a label.

    Raises
    ------
    DataError
        If a shape uses a feature that is not known here, or lacks what it needs.
    LoadError
        If the file cannot be read.

    Examples
    --------
    >>> from kg import resources
    >>> shapes = read_shapes(resources.folder("shapes", "data.ttl"))
    >>> next(shape.label for shape in shapes if shape.iri.local_name == "ClaimHasDirection")
    'claim'
    """
    store = EmbeddedStore()
    read_files([path], store.native, ["file:///shapes"])
    return sorted(_Reader(store.native).shapes(), key=lambda shape: (shape.iri, shape.label))


class _Reader:
    """Read shapes from a store that holds nothing else."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def shapes(self) -> Iterator[Shape]:
        found = set()
        for node in self._of_type("NodeShape"):
            self._refuse_unknown(node, _NODE_FEATURES)
            targets = tuple(self._targets(node))
            label = self._one(node, _LABEL)
            if any(self._constraints(node)):
                yield self._shape(node, label.value, targets, None)
            for property in self._values(node, SH + "property"):
                self._refuse_unknown(property, _PROPERTY_FEATURES)
                found.add(property)
                yield self._shape(property, label.value, targets, self._path(property))
        for property in self._of_type("PropertyShape"):
            if property not in found:
                raise _error(property, "belongs to no node shape", "name it with sh:property")

    def _shape(
        self, node: Term, label: str, targets: tuple[Target, ...], path: Path | None
    ) -> Shape:
        if not isinstance(node, ox.NamedNode):
            raise _error(node, "is a blank node", "give it an IRI")
        severity = next(iter(self._values(node, SH + "severity")), ox.NamedNode(SH + "Violation"))
        name = _local_name(severity)
        if name not in _SEVERITIES:
            raise _error(node, f"has the severity {name!r}", f"use {', '.join(_SEVERITIES)}")
        constraints = tuple(self._constraints(node))
        return Shape(IRI(node.value), label, targets, path, _SEVERITIES[name], constraints)

    def _targets(self, node: Term) -> Iterator[Target]:
        found = [(kind, term) for kind in _TARGETS for term in self._values(node, SH + kind)]
        if not found:
            raise _error(node, "has no target", "add sh:targetClass")
        for kind, term in sorted(found, key=str):
            if not isinstance(term, ox.NamedNode):
                raise _error(node, f"has a sh:{kind} that is no IRI", "give an IRI")
            yield Target(kind, term)

    def _constraints(self, node: Term) -> Iterator[Constraint]:
        for parameter in sorted(PARAMETERS):
            for value in self._values(node, SH + parameter):
                if parameter == "sparql":
                    yield self._sparql(value)
                else:
                    values = tuple(self._list(value)) if parameter in _LISTS else (value,)
                    yield Constraint(parameter, values, self._one(node, SH + "message").value)

    def _sparql(self, node: Term) -> Constraint:
        self._refuse_unknown(node, _SPARQL_FEATURES)
        declared = []
        for scope in self._values(node, SH + "prefixes"):
            for declaration in self._values(scope, SH + "declare"):
                prefix = self._one(declaration, SH + "prefix").value
                namespace = ox.NamedNode(self._one(declaration, SH + "namespace").value)
                declared.append(f"PREFIX {prefix}: {namespace}\n")
        text = "".join(sorted(declared)) + self._one(node, SH + "select").value
        return Constraint("sparql", (ox.Literal(text),), self._one(node, SH + "message").value)

    def _path(self, node: Term) -> Path:
        path = self._one(node, SH + "path")
        if isinstance(path, ox.NamedNode):
            return Path(path)
        inverse = list(self._values(path, SH + "inversePath"))
        if len(inverse) != 1 or not isinstance(inverse[0], ox.NamedNode):
            raise _error(node, "has a complex path", "use one property or its sh:inversePath")
        return Path(inverse[0], inverse=True)

    def _list(self, node: Term) -> Iterator[Term]:
        while node != ox.NamedNode(_RDF + "nil"):
            yield self._one(node, _RDF + "first")
            node = self._one(node, _RDF + "rest")

    def _refuse_unknown(self, node: Term, known: frozenset[str]) -> None:
        for quad in self._quads(node, None):
            feature = quad.predicate.value.removeprefix(SH)
            if feature != quad.predicate.value and feature not in known:
                remedy = f"use one of {', '.join(sorted(known))}"
                raise _error(node, f"uses sh:{feature}, which is not known here", remedy)

    def _of_type(self, name: str) -> list[Term]:
        type, kind = ox.NamedNode(_RDF + "type"), ox.NamedNode(SH + name)
        quads = self._store.quads_for_pattern(None, type, kind, None)
        return sorted((quad.subject for quad in quads), key=str)

    def _values(self, node: Term, property: str) -> list[Term]:
        return sorted((quad.object for quad in self._quads(node, property)), key=str)

    def _one(self, node: Term, property: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        values = self._values(node, property)
        if len(values) != 1 or isinstance(values[0], ox.Triple):
            name = property.replace(SH, "sh:").replace(PREFIXES["rdfs"], "rdfs:")
            raise _error(node, f"has {len(values)} values of {name}", "give it one")
        return values[0]

    def _quads(self, node: Term, property: str | None) -> Iterator[ox.Quad]:
        if isinstance(node, ox.Literal):
            raise _error(node, "stands where a node is needed", "name a node")
        predicate = None if property is None else ox.NamedNode(property)
        return self._store.quads_for_pattern(node, predicate, None, None)


def _local_name(term: Term) -> str:
    return IRI(str(term).strip("<>")).local_name


def _error(node: Term, reason: str, remedy: str) -> DataError:
    return DataError(f"shape {_local_name(node)!r}", reason, remedy)
