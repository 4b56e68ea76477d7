"""Build the network of pyvis's page: nodes, edges and options, as vis-network takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import DataError
from kg.model.studies import report_of
from kg.model.values import Claim
from kg.view import lines
from kg.view.families import FAMILIES
from kg.view.packing import Point
from kg.view.places import Label, place
from kg.words import wording

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

    from kg.model.studies import Study
    from kg.vocabulary import IRI

_BEND = 0.14
_FAMILIES = {family.name: family for family in FAMILIES}

# Read by vis-network; see https://visjs.github.io/vis-network/docs/network/
OPTIONS: Mapping[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "dragNodes": False,
        "tooltipDelay": 150,
        "zoomSpeed": 0.6,
        "keyboard": {"enabled": False},
    },
    "nodes": {"physics": False, "chosen": False},
    "edges": {
        "physics": False,
        "hoverWidth": 1,
        "selectionWidth": 0,
        "arrowStrikethrough": False,
        "font": {"face": "Hyperlegible, Verdana, sans-serif", "size": 12.5, "strokeWidth": 5},
        "scaling": {"label": {"drawThreshold": 13, "maxVisible": 17}},
        "selfReference": {"size": 26, "angle": 0.8},
    },
}


@dataclass(frozen=True, slots=True)
class NetworkData:
    """Hold the nodes and edges that pyvis hands over."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


def build_network(
    graph: nx.MultiDiGraph[str],
    claims: Mapping[IRI, Claim],
    labels: Mapping[str, str],
    *,
    studies: Mapping[IRI, Study] | None = None,
) -> NetworkData:
    """Return the nodes and edges of a concept graph as pyvis holds them, every node in its place.

    Parameters
    ----------
    graph
        As `kg.graph.concept_graph` makes it: claims and hierarchy links are edges.
    claims
        By IRI.
    labels
        A name to show for every IRI.
    studies
        By IRI: what a report says that does not stand any more is drawn apart.

    Raises
    ------
    DataError
        If a claim is not an edge of the graph.

    Examples
    --------
    >>> import kg
    >>> from kg.words.labels import Labels
    >>> ms = kg.load("ms")
    >>> data = build_network(ms.graph(), ms.claims, Labels(ms.labels))
    >>> {edge["id"] for edge in data.edges if edge["kind"] == "claim"} == set(ms.claims)
    True
    """
    places = place(graph, labels)
    positions = places.layouts[0].positions
    nodes = [_node(label, positions[iri]) for iri, label in places.labels.items()]
    nodes, edges, *_ = fill(nodes, _edges(graph, claims, labels, studies or {})).get_network_data()
    for iri in claims.keys() - {edge["id"] for edge in edges}:
        raise DataError(f"claim {iri!r}", "is not in the drawing", "give it two concepts as ends")
    return NetworkData(nodes, edges)


def fill(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> Network:
    """Return a network of pyvis that holds nodes and edges, assigned at once.

    pyvis's own `add_node` and `add_edge` look through all there is at each call.
    """
    from pyvis.network import Network

    network = Network(directed=True)
    network.nodes = nodes
    network.node_ids = [node["id"] for node in nodes]
    network.node_map = {node["id"]: node for node in nodes}
    network.edges = edges
    network.options = dict(OPTIONS)
    return network


def _node(label: Label, place: Point) -> dict[str, Any]:
    family = _FAMILIES[label.family]
    x, y = place
    return {
        "id": label.iri,
        "label": label.text,
        "family": label.family,
        "shape": "box",
        "color": {"background": "#ffffff", "border": family.colour},
        "font": {"size": label.size, "color": family.ink},
        "size": round(label.width / 2, 1),
        "x": x,
        "y": y,
        "physics": False,
    }


def _edges(
    graph: nx.MultiDiGraph[str],
    claims: Mapping[IRI, Claim],
    labels: Mapping[str, str],
    studies: Mapping[IRI, Study],
) -> list[dict[str, Any]]:
    seen: Counter[frozenset[str]] = Counter()
    edges = []
    for subject, other, key, of in sorted(
        graph.edges(keys=True, data=True), key=lambda edge: (edge[3]["kind"], edge[2])
    ):
        if of["kind"] == "claim":
            claim = claims[key]
            report = report_of(claim, studies)
            line = lines.line_of(claim.direction, claim.modality, report)
            before = "" if report == "stands" else f"{report}: "
            edge = _edge(line, before + wording.line_words(claim, labels))
        else:
            edge = _edge(lines.HIERARCHY, of["label"])
        pair = frozenset((subject, other))
        edge |= {"id": key, "from": subject, "to": other, "kind": of["kind"]}
        edge["supported"] = of.get("direction", "supports") == "supports"
        edge["smooth"]["roundness"] = round(_BEND * (1 + seen[pair]), 2)
        seen[pair] += 1
        edges.append(edge)
    return edges


def _edge(line: lines.Line, label: str) -> dict[str, Any]:
    return {
        "label": label,
        "line": line.name,
        "color": {"color": line.colour, "highlight": line.colour, "hover": line.colour},
        "font": {"color": line.colour},
        "dashes": list(line.dash) or False,
        "width": line.width,
        "arrows": {"to": {"enabled": True, "type": line.end, "scaleFactor": 0.62}},
        "smooth": {"enabled": True, "type": "curvedCW"},
        "physics": False,
    }
