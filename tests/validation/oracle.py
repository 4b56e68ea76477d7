"""pyshacl as an oracle: what another engine finds with the very same shapes.

Of a large graph, rdflib would need half an hour for the queries of shapes: there Oxigraph runs them for
pyshacl.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.plugins.sparql import processor

from kg.store.embedded import EmbeddedStore
from kg.validation import Report

# A finding as both engines see it: focus, path if it is a property, and shape.
Seen = tuple[str, str, str]


def pyshacl_finds(data: rdflib.Graph, shapes: str) -> set[Seen]:
    """Return what pyshacl finds in a graph with a file of shapes."""
    with _queries_parsed_once():
        # A copy would be in rdflib's own store.
        _, report, _ = pyshacl.validate(
            data, shacl_graph=rdflib.Graph().parse(shapes), inplace=True
        )
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, path = (report.value(result, p) for p in (SH.focusNode, SH.resultPath))
        shape = str(report.value(result, SH.sourceShape)).rpartition("#")[2]
        found.add((_name(focus), _name(path), shape))
    return found


def we_find(report: Report, *, backwards: frozenset[str] = frozenset()) -> set[Seen]:
    """Return the findings of a report; `backwards` are the shapes whose path is an inverse."""
    found = set()
    for finding in report.findings:
        focus = "_" if finding.name == "" else str(finding.focus)
        path = "_" if finding.shape.local_name in backwards else str(finding.path or "")
        found.add((focus, path, finding.shape.local_name))
    return found


def graph_of(
    store: EmbeddedStore, *, without: tuple[str, ...] = (), large: bool = False
) -> rdflib.Graph:
    """Return all triples of a store as one rdflib graph, but those of some named graphs."""
    triples = {
        quad.triple for quad in store.quads() if str(quad.graph_name).strip("<>") not in without
    }
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph(store="Oxigraph" if large else "default")
    return graph.parse(data=data, format="nt")


def _name(term: rdflib.term.Node | None) -> str:
    return "_" if isinstance(term, rdflib.BNode) else str(term or "")


@contextmanager
def _queries_parsed_once() -> Iterator[None]:
    """Let rdflib parse each query once and not once for each focus, which takes minutes."""
    parse, translate = processor.parseQuery, processor.translateQuery

    @functools.cache
    def translated(text: str, base: str | None, names: tuple[tuple[str, str], ...]) -> object:
        return translate(parse(text), base, {key: rdflib.URIRef(iri) for key, iri in names})

    def translate_text(text: str, base: str | None = None, names: dict | None = None) -> object:
        return translated(text, base, tuple((k, str(v)) for k, v in sorted((names or {}).items())))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", lambda text: text)
        patch.setattr(processor, "translateQuery", translate_text)
        yield
