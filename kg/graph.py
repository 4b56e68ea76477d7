"""Take the graph into networkx with no claim lost, merged or contradicted."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.model.values import Claim, Concept
from kg.store.notation import read_term
from kg.vocabulary import IRI, PREFIXES, TKG

if TYPE_CHECKING:
    import networkx as nx

    from kg.store.protocol import Store

_BROADER = IRI(PREFIXES["skos"] + "broader")


def concept_graph(
    concepts: Mapping[IRI, Concept], claims: Mapping[IRI, Claim], labels: Mapping[IRI, str]
) -> nx.MultiDiGraph[str]:
    """Return concepts as nodes, and claims and hierarchy links as edges.

    Parameters
    ----------
    concepts, claims
        Values by IRI.
    labels
        Labels by IRI, for predicates and classes.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are keyed by IRI and have ``label``, ``cls``, ``definition``, ``alt_labels`` and
        ``matches``. Edges are keyed by the claim's IRI, or by the two ends for hierarchy links;
        they have ``kind`` (claim or hierarchy), ``predicate``, ``label``, ``direction``,
        ``modality``, ``effect``, ``sources`` and whichever qualifiers the claim has.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    with _collector_paused():
        graph.add_nodes_from((iri, _node(concept)) for iri, concept in concepts.items())
        for iri, claim in claims.items():
            graph.add_edge(claim.subject, claim.object, iri, **_edge(claim, labels))
        for iri, concept in concepts.items():
            links = [(_BROADER, "is a kind of", above) for above in concept.broader]
            links += [(TKG.hasPart, "has part", part) for part in concept.parts]
            for predicate, label, other in links:
                attributes = {"kind": "hierarchy", "predicate": predicate, "label": label}
                graph.add_edge(iri, other, f"{iri} {predicate.local_name} {other}", **attributes)
    return graph


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector: all that is made here stays, and it would look in vain."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _node(concept: Concept) -> dict[str, Any]:
    return {
        "label": concept.label,
        "cls": concept.cls.local_name,
        "definition": concept.definition,
        "alt_labels": concept.alt_labels,
        "matches": tuple(match.iri for match in concept.matches),
    }


# The qualifiers of a claim that an edge carries under the same name, where they have a value.
_QUALIFIERS = (
    "disease population comparator means purpose region agency study position year dose frequency "
    "weeks time_label qualification valid_as_of about_claims about_studies sentences contested_by "
    "figure_comparators"
).split()
_qualifiers = attrgetter(*_QUALIFIERS)


def _edge(claim: Claim, labels: Mapping[IRI, str]) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "kind": "claim",
        "predicate": claim.predicate,
        "label": labels.get(claim.predicate, claim.predicate.local_name),
        "direction": claim.direction,
        "modality": claim.modality,
        "effect": claim.effect,
        "applies_to_kinds": claim.applies_to_kinds,
        "sources": claim.sources,
    }
    for name, value in zip(_QUALIFIERS, _qualifiers(claim), strict=True):
        if value is not None and value != ():
            attributes[name] = value
    return attributes


def triple_graph(store: Store) -> nx.MultiDiGraph[object]:
    """Return every triple as an edge, whatever it says: the raw conversion.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are pyoxigraph terms (literals too); an edge's key is the pair of its predicate and
        its graph.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[object] = nx.MultiDiGraph()
    terms = _Terms()
    with _collector_paused():
        for name in (None, *store.graph_names()):
            home = ox.DefaultGraph() if name is None else ox.NamedNode(name)
            keys: dict[str, tuple[object, object]] = {}
            for line in store.dump(name).decode().split("\n")[:-1]:
                subject, predicate, rest = line.split(" ", 2)
                if (key := keys.get(predicate)) is None:
                    key = keys[predicate] = (terms[predicate], home)
                graph.add_edge(terms[subject], terms[rest[:-2]], key)
    return graph


class _Terms(dict[str, object]):
    """Hold each term once, by how N-Triples writes it."""

    def __missing__(self, written: str) -> object:
        term = self[written] = read_term(written)
        return term


def quads_of(graph: nx.MultiDiGraph[Any]) -> list[ox.Quad]:
    """Return the RDF that `triple_graph` made a graph of.

    Raises
    ------
    TypeError
        If an edge's key is not a pair of predicate and graph.
    """
    return [
        ox.Quad(subject, predicate, object_, name)
        for subject, object_, (predicate, name) in graph.edges(keys=True)
    ]
