"""Build the network of the page with pyvis: nodes, edges, places and options."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import DataError
from kg.model.values import Claim
from kg.progress import stage
from kg.view import layout, lines, metrics
from kg.view.families import FAMILIES, family_of
from kg.view.packing import Box
from kg.words import wording

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

    from kg.vocabulary import IRI

# Of a label's box, in pixels; the page draws by the same numbers.
_PADDING = 10
_SHAPE = 15
_SHAPE_GAP = 6
_LEADING = 1.22
_BASE_SIZE = 14
_LARGEST_SIZE = 21
_LABEL_WIDTH = 148
_CAPTION_SIZE = 25

# Concepts with so many lines have bold labels, which are so much wider.
_HUB_DEGREE = 10
_BOLDER = 1.03

_BEND = 0.14

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


# Width by height of the layouts on offer: the page takes the one that fits its window best. The
# nodes themselves stand where the first one puts them.
ASPECTS = (1.75, 1.1, 0.62)


@dataclass(frozen=True, slots=True)
class NetworkData:
    """Hold what pyvis hands over, and the layouts that the nodes may be put into."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    layouts: tuple[layout.Layout, ...]


def build_network(
    graph: nx.MultiDiGraph[str], claims: Mapping[IRI, Claim], labels: Mapping[str, str]
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
    nodes = [_node(iri, graph.nodes[iri], graph.degree(iri), labels) for iri in sorted(graph)]
    layouts = _layouts(nodes, sorted((a, b) for a, b, _ in graph.edges(keys=True)))
    for node in nodes:
        node["x"], node["y"] = layouts[0].positions[node["id"]]
    nodes, edges, *_ = fill(nodes, _edges(graph, claims, labels)).get_network_data()
    for iri in claims.keys() - {edge["id"] for edge in edges}:
        raise DataError(f"claim {iri!r}", "is not in the drawing", "give it two concepts as ends")
    return NetworkData(nodes, edges, layouts)


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


def _layouts(
    nodes: list[dict[str, Any]], links: list[tuple[str, str]]
) -> tuple[layout.Layout, ...]:
    boxes = [Box(n["id"], n["family"], n["width"], n["height"]) for n in nodes]
    captions = {f.name: metrics.text_width(f.label, _CAPTION_SIZE) for f in FAMILIES}
    with stage("laying out the page"):
        return tuple(
            layout.arrange(boxes, links, aspect=aspect, captions=captions) for aspect in ASPECTS
        )


def _node(
    iri: str, attributes: Mapping[str, Any], degree: int, labels: Mapping[str, str]
) -> dict[str, Any]:
    family = family_of(attributes.get("cls", ""))
    size = min(_LARGEST_SIZE, _BASE_SIZE + max(0, round(2 * math.log2(max(degree, 1) / 3))))
    text = metrics.wrap(labels[iri], size, _LABEL_WIDTH * size / _BASE_SIZE)
    bold = degree >= _HUB_DEGREE
    width = max(metrics.text_width(line, size) for line in text) * (_BOLDER if bold else 1)
    width += 2 * _PADDING + _SHAPE + _SHAPE_GAP
    height = round(len(text) * size * _LEADING + 12)
    return {
        "id": iri,
        "label": "\n".join(text),
        "family": family.name,
        "degree": degree,
        "bold": bold,
        "shape": "box",
        "color": {"background": "#ffffff", "border": family.colour},
        "font": {"size": size, "color": family.ink},
        "size": round(width / 2, 1),
        "width": round(width, 1),
        "height": height,
        "physics": False,
    }


def _edges(
    graph: nx.MultiDiGraph[str], claims: Mapping[IRI, Claim], labels: Mapping[str, str]
) -> list[dict[str, Any]]:
    seen: Counter[frozenset[str]] = Counter()
    edges = []
    for subject, other, key, of in sorted(
        graph.edges(keys=True, data=True), key=lambda edge: (edge[3]["kind"], edge[2])
    ):
        if of["kind"] == "claim":
            claim = claims[key]
            line = lines.line_of(claim.direction, claim.modality)
            edge = _edge(line, wording.relation(claim, labels))
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
