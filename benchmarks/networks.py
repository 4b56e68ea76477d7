"""Take triples and claims into networkx, beside rdflib's converter and networkx's own bulk call."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import networkx as nx
import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore
from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

import kg
from kg.graph import triple_graph
from kg.store.embedded import EmbeddedStore

_HOME = "http://example.org/one"


def raw_conversion(knowledge: kg.Knowledge) -> Mapping[str, Callable[[], object]]:
    """Return the calls that turn every triple of one store into an edge: ours and rdflib's.

    rdflib's converter reads one graph, so the triples stand in one.
    """
    native = ox.Store()
    home = ox.NamedNode(_HOME)
    triples = {quad.triple for quad in knowledge.store.quads()}
    native.bulk_extend(ox.Quad(*triple, home) for triple in triples)
    store = EmbeddedStore(native)
    graph = rdflib.Graph(store=OxigraphStore(store=native), identifier=rdflib.URIRef(_HOME))
    assert len(graph) == triple_graph(store).number_of_edges() == len(triples)
    return {
        "kg": lambda: triple_graph(store),
        "rdflib": lambda: rdflib_to_networkx_multidigraph(graph),
    }


def claim_graph(knowledge: kg.Knowledge) -> Mapping[str, Callable[[], object]]:
    """Return the calls that make the concept graph from values at hand, and from ready tuples."""
    made = knowledge.graph()
    nodes = [(node, dict(of)) for node, of in made.nodes(data=True)]
    edges = [(a, b, key, dict(of)) for a, b, key, of in made.edges(keys=True, data=True)]

    def ready() -> nx.MultiDiGraph[str]:
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from(nodes)
        graph.add_edges_from(edges)
        return graph

    return {"kg": knowledge.graph, "networkx": ready}


def cold_claim_graph(knowledge: kg.Knowledge) -> Callable[[], object]:
    """Return the call that makes the concept graph and first reads every value from the store."""

    def cold() -> object:
        knowledge.forget()
        return knowledge.graph()

    return cold
