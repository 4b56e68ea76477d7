"""Say where concepts stand on the page, and how large their labels are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.progress import stage
from kg.view import layout, metrics
from kg.view.families import FAMILIES, family_of
from kg.view.packing import Box

if TYPE_CHECKING:
    import networkx as nx

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

# How much more room a concept has on the map for twice as many lines.
_ROOM = 0.2

# Width by height of the layouts on offer: the page takes the one that fits its window best.
ASPECTS = (1.75, 1.1, 0.62)


@dataclass(frozen=True, slots=True)
class Label:
    """Hold the label of a concept as it is drawn.

    Parameters
    ----------
    iri
        Of the concept.
    text
        Broken into lines.
    family
        Name of the family of concepts that it is of.
    degree
        How many lines end at it.
    bold
        Whether that is many.
    size
        Of its letters, in pixels.
    width, height
        Of its box, in pixels.
    """

    iri: str
    text: str
    family: str
    degree: int
    bold: bool
    size: int
    width: float
    height: int


@dataclass(frozen=True, slots=True)
class Places:
    """Hold the labels of all concepts by IRI, sorted, and the layouts that they may be put into."""

    labels: Mapping[str, Label]
    layouts: tuple[layout.Layout, ...]


def place(graph: nx.MultiDiGraph[str], labels: Mapping[str, str]) -> Places:
    """Return how large the concepts of a graph are drawn, and where they may stand.

    Parameters
    ----------
    graph
        As `kg.graph.concept_graph` makes it.
    labels
        A name to show for every IRI.

    Examples
    --------
    >>> import kg
    >>> from kg.words.labels import Labels
    >>> ms = kg.load("ms")
    >>> places = place(ms.graph(), Labels(ms.labels))
    >>> places.labels[ms.concept("AHSCT").iri].text.splitlines()
    ['autologous', 'hematopoietic stem', 'cell transplantation']
    """
    drawn = {iri: _label(iri, graph.nodes[iri], graph.degree(iri), labels) for iri in sorted(graph)}
    links = sorted((a, b) for a, b, _ in graph.edges(keys=True))
    return Places(drawn, _layouts(drawn.values(), links))


def _label(
    iri: str, attributes: Mapping[str, Any], degree: int, labels: Mapping[str, str]
) -> Label:
    size = min(_LARGEST_SIZE, _BASE_SIZE + max(0, round(2 * math.log2(max(degree, 1) / 3))))
    text = metrics.wrap(labels[iri], size, _LABEL_WIDTH * size / _BASE_SIZE)
    bold = degree >= _HUB_DEGREE
    width = max(metrics.text_width(line, size) for line in text) * (_BOLDER if bold else 1)
    width += 2 * _PADDING + _SHAPE + _SHAPE_GAP
    return Label(
        iri,
        "\n".join(text),
        family_of(attributes.get("cls", "")).name,
        degree,
        bold,
        size,
        round(width, 1),
        round(len(text) * size * _LEADING + 12),
    )


def _box(label: Label) -> Box:
    """Return the room of a label: the more lines a concept has, the more room for its name."""
    room = 1 + _ROOM * math.log2(1 + label.degree)
    return Box(label.iri, label.family, round(label.width * room, 1), round(label.height * room))


def _layouts(labels: Iterable[Label], links: list[tuple[str, str]]) -> tuple[layout.Layout, ...]:
    boxes = [_box(one) for one in labels]
    captions = {f.name: metrics.text_width(f.label, _CAPTION_SIZE) for f in FAMILIES}
    with stage("laying out the page"):
        return tuple(
            layout.arrange(boxes, links, aspect=aspect, captions=captions) for aspect in ASPECTS
        )
