"""Check a store against the shipped shapes.

The shapes are SHACL, and any SHACL engine can run them; here each constraint is one SPARQL query
over the whole store, which is ten and more times faster than going from node to node.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg import resources
from kg.loading import load_ontology
from kg.progress import stage
from kg.store.embedded import EmbeddedStore
from kg.store.prefixes import declared_prefixes
from kg.store.protocol import Store
from kg.store.rows import Row
from kg.store.table import compact
from kg.store.terms import BlankNode
from kg.validation.components import read_kinds
from kg.validation.queries import query_of
from kg.validation.report import Finding, Report
from kg.validation.shapes import Constraint, Shape, read_shapes
from kg.vocabulary import IRI, ONTOLOGY, PREFIXES

# The queries here need these, whatever prefixes a store has.
_DECLARED = "".join(f"PREFIX {name}: <{base}>\n" for name, base in PREFIXES.items())

_HAS_VOCABULARY = _DECLARED + "ASK { ?vocabulary a owl:Ontology }"

# A variable of a SPARQL-based constraint in its message
# (https://www.w3.org/TR/shacl/#sparql-constraints-select).
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")

# A longer value is cut in a sentence; the finding itself keeps it whole.
_READ_LENGTH = 80
_UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


def validate(store: Store) -> Report:
    """Check the data of a store: claims, concepts, studies, sources, sentences, packs.

    The vocabulary is taken from the store or, if it is not there, from the library. Derived triples
    are neither needed nor in the way. The store is not changed.

    Parameters
    ----------
    store
        A store with data.

    Returns
    -------
    Report
        What is wrong, and what to do about it.

    Examples
    --------
    >>> ex = "https://example.org/"
    >>> store = EmbeddedStore(prefixes={**PREFIXES, "ex": ex})
    >>> store.update("INSERT DATA { ex:me a tkg:Source ; skos:prefLabel 'I'@de }")
    >>> for finding in validate(store).findings:
    ...     print(finding)
    'ex:me' has no English label; add skos:prefLabel with @en
    """
    return check(_with_vocabulary(store), _shipped("data.ttl"))


def validate_ontology(store: Store) -> Report:
    """Check the vocabulary itself: labels, definitions, names, the ladder of direct verbs.

    Parameters
    ----------
    store
        A store that holds the vocabulary; without it, the shipped vocabulary is checked together
        with what the store holds.

    Examples
    --------
    >>> validate_ontology(EmbeddedStore(prefixes=PREFIXES)).conforms
    True
    """
    return check(_with_vocabulary(store), _shipped("ontology.ttl"))


def check(store: Store, shapes: Iterable[Shape]) -> Report:
    """Check a store as it stands against some shapes.

    Parameters
    ----------
    store
        A store with data and, if the shapes ask for classes of it, the vocabulary.
    shapes
        What `read_shapes` returns.

    Examples
    --------
    >>> shapes = read_shapes(resources.folder("shapes", "data.ttl"))
    >>> check(EmbeddedStore(), shapes).findings
    ()
    """
    kinds = read_kinds(store)
    prefixes = {**declared_prefixes(store), **store.prefixes}
    every = [(shape, constraint) for shape in shapes for constraint in shape.constraints]
    findings: set[Finding] = set()
    with stage("validating") as tell:
        for number, (shape, constraint) in enumerate(every):
            tell(number / len(every))
            broken = store.select(query_of(shape, constraint, kinds))
            findings.update(_finding(shape, constraint, row, prefixes) for row in broken)
    return Report(tuple(sorted(findings, key=_order)))


def _shipped(file: str) -> list[Shape]:
    return read_shapes(resources.folder("shapes", file))


def _with_vocabulary(store: Store) -> Store:
    if store.ask(_HAS_VOCABULARY, vocabulary=ONTOLOGY):
        return store
    whole = EmbeddedStore(prefixes=store.prefixes)
    whole.native.bulk_extend(store.quads())
    load_ontology(whole)
    return whole


def _finding(
    shape: Shape, constraint: Constraint, row: Row, prefixes: Mapping[str, str]
) -> Finding:
    found = row.asdict()
    focus, value = found["this"], found.get("value")
    named = _PLACEHOLDER.findall(constraint.message)
    return Finding(
        focus=focus,
        path=IRI(shape.path.property.value) if shape.path else found.get("path"),
        value=value,
        message=_PLACEHOLDER.sub(
            lambda match: _read(found.get(match[1]), prefixes), constraint.message
        ),
        severity=shape.severity,
        shape=shape.iri,
        kind=shape.label,
        name=_read(focus, prefixes),
        shown="" if value == focus or "value" in named else _quoted(value, prefixes),
    )


def _read(value: object, prefixes: Mapping[str, str]) -> str:
    """Return a value as a person reads it: on one line, not too long; nothing for a blank node."""
    if value is None or isinstance(value, BlankNode):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = compact(value, prefixes) if isinstance(value, IRI) else " ".join(str(value).split())
    text = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    return text if len(text) <= _READ_LENGTH else text[: _READ_LENGTH - 1] + "…"


def _quoted(value: object, prefixes: Mapping[str, str]) -> str:
    text = _read(value, prefixes)
    return repr(text) if text and isinstance(value, str) else text


def _order(finding: Finding) -> tuple[str, ...]:
    return (
        str(finding.focus),
        str(finding.shape),
        str(finding.path or ""),
        str(finding.value),
        finding.message,
        finding.kind,
    )
