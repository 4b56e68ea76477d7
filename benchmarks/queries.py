"""Ten queries: points, joins, paths and comparisons, on the same triples in three engines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyoxigraph as ox
import rdflib

import kg
from benchmarks.synthetic import NAMESPACE
from kg.vocabulary import PREFIXES

_CLAIM = f"<{NAMESPACE}claim-article-b17-s2-1-0>"
_AHSCT = f"<{NAMESPACE}ahsct-0>"
_GENERAL = f"<{NAMESPACE}stem-cell-therapy-0>"
_MSC = f"<{NAMESPACE}msc-therapy-0>"

QUERIES: Mapping[str, str] = {
    "point: one value": f"SELECT ?o {{ {_CLAIM} tkg:object ?o }}",
    "point: all of one claim": f"SELECT DISTINCT ?p ?o {{ {_CLAIM} ?p ?o }}",
    "point: by label": 'SELECT ?c { ?c skos:prefLabel "fatigue 0"@en }',
    "join: claims of a therapy in words": f"""
        SELECT DISTINCT ?claim ?says ?about {{
          ?claim tkg:subject {_GENERAL} ; tkg:predicate/rdfs:label ?says ;
            tkg:object/skos:prefLabel ?about }}""",
    "join: every claim in words": """
        SELECT DISTINCT ?claim ?who ?says ?about {
          ?claim tkg:subject/skos:prefLabel ?who ; tkg:predicate/rdfs:label ?says ;
            tkg:object/skos:prefLabel ?about }""",
    "join: benefits that are contested": """
        SELECT DISTINCT ?claim ?against { ?claim a tkg:BenefitClaim ; tkg:object ?o .
          ?against tkg:object ?o ; tkg:direction ?direction
          FILTER (?direction != tkg:supports) }""",
    "path: what is broader": f"SELECT DISTINCT ?b {{ {_AHSCT} skos:broader+ ?b }}",
    "path: claims from anywhere above": f"""
        SELECT DISTINCT ?claim ?o {{
          {_AHSCT} skos:broader* ?t . ?claim tkg:subject ?t ; tkg:object ?o }}""",
    "comparison: two therapies": f"""
        SELECT DISTINCT ?predicate ?object ?one ?other {{
          VALUES ?therapy {{ {_AHSCT} {_MSC} }}
          ?claim tkg:subject ?therapy ; tkg:predicate ?predicate ; tkg:object ?object .
          OPTIONAL {{ ?one tkg:subject {_AHSCT} ; tkg:predicate ?predicate ; tkg:object ?object }}
          OPTIONAL {{ ?other tkg:subject {_MSC} ; tkg:predicate ?predicate ; tkg:object ?object }}
        }}""",
    "comparison: claims counted by direction": """
        SELECT ?therapy ?direction (COUNT(DISTINCT ?claim) AS ?n) {
          ?therapy a tkg:Therapy . ?claim tkg:subject ?therapy ; tkg:direction ?direction }
        GROUP BY ?therapy ?direction""",
}


class Engines:
    """Hold the same triples in this library, and in rdflib; raw pyoxigraph shares our store."""

    def __init__(self, folder: str) -> None:
        self.knowledge = kg.load(folder)
        self.native = self.knowledge.store.native
        self._rdflib: rdflib.Graph | None = None

    def serialised(self, query: str, format: str) -> Callable[[], object]:
        """Return the call of our serialised results."""
        return lambda: self.knowledge.results(query, format)

    def typed(self, query: str) -> Callable[[], object]:
        """Return the call of our typed rows, each of them looked at."""
        return lambda: list(self.knowledge.select(query))

    def floor(self, query: str, format: ox.QueryResultsFormat) -> Callable[[], object]:
        """Return the call of pyoxigraph's own serialised results."""
        prefixes = dict(self.knowledge.prefixes)
        return lambda: self.native.query(
            query, prefixes=prefixes, use_default_graph_as_union=True
        ).serialize(format=format)

    def rdflib(self, query: str) -> Callable[[], list[object]]:
        """Return the call of rdflib's rows."""
        graph = self.rdflib_graph
        return lambda: list(graph.query(query, initNs=PREFIXES))

    @property
    def rdflib_graph(self) -> rdflib.Graph:
        """Return the same triples in rdflib, each once."""
        if self._rdflib is None:
            triples = {str(quad.triple) for quad in self.knowledge.store.quads()}
            text = "".join(f"{triple} .\n" for triple in sorted(triples))
            self._rdflib = rdflib.Graph().parse(data=text, format="nt")
        return self._rdflib
