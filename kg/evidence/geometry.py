"""Draw which treatments were compared: a circle a network, lines as thick as studies are many."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.evidence.analysis import NetworkAnalysis
from kg.evidence.drawing import COLOURS, FAINT, Figure, panel, styled, svg
from kg.evidence.network import treatment_network
from kg.evidence.sentences import counted
from kg.store.table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from kg.evidence.question import Question

# Where on its line a number of studies stands: not in the middle, where diagonals cross.
_ALONG = 0.4


@styled
def geometry(networks: Sequence[NetworkAnalysis], question: Question) -> Figure:
    """Draw which treatments were compared: lines as thick as studies are many.

    Each connected network is a circle of its own.

    Parameters
    ----------
    networks
        What is drawn.
    question
        For the words.
    """
    radii = [max(1.0, len(network.treatments) / 5) for network in networks]
    drawing, axes = panel(7.2, 5.2)
    axes.set_axis_off()
    axes.set_aspect("equal")
    centre = 0.0
    rows = []
    for number, (network, radius) in enumerate(zip(networks, radii, strict=True), 1):
        centre += radius
        rows += _circle(axes, network, (centre, 0.0), radius, COLOURS[(number - 1) % 7], number)
        centre += radius + 2.2
    axes.margins(0.22)
    axes.set_title(f"{question.words}: which treatments were compared", size=10, pad=18)
    alt = f"Network of {question.words}. " + "; ".join(
        f"{first} and {second}: {counted(studies, 'study')}"
        for _, first, second, studies, _ in rows
    )
    columns = ["network", "treatment", "comparator", "studies", "names"]
    return Figure(svg(drawing), alt, Table(columns, rows))


def _circle(
    axes: Axes,
    network: NetworkAnalysis,
    centre: tuple[float, float],
    radius: float,
    colour: str,
    number: int,
) -> list[tuple[int, str, str, int, str]]:
    graph = treatment_network(network.studies)
    names = list(network.treatments)
    step = 2 * math.pi / len(names)
    start = math.pi if len(names) == 2 else math.pi / 2
    at = {
        name: (
            centre[0] + radius * math.cos(start - i * step),
            centre[1] + radius * math.sin(start - i * step),
        )
        for i, name in enumerate(names)
    }
    rows = []
    edges: list[tuple[str, str, list[str]]] = sorted(graph.edges(data="studies"))
    for first, second, studies in edges:
        many = len(studies)
        (x0, y0), (x1, y1) = at[first], at[second]
        width = 1 + 1.2 * math.sqrt(many)
        axes.plot((x0, x1), (y0, y1), color=FAINT, linewidth=width, zorder=1)
        axes.text(
            x0 + _ALONG * (x1 - x0),
            y0 + _ALONG * (y1 - y0),
            str(many),
            ha="center",
            va="center",
            size=8,
            zorder=3,
            bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"},
        )
        rows.append((number, first, second, many, "; ".join(studies)))
    for name, (x, y) in at.items():
        size = 8 + 3 * math.sqrt(len(graph.nodes[name]["studies"]))
        axes.plot([x], [y], "o", color=colour, markersize=size, zorder=2)
        _label(axes, name, (x, y), centre, below=len(names) == 2)
    return rows


def _label(
    axes: Axes, name: str, at: tuple[float, float], centre: tuple[float, float], *, below: bool
) -> None:
    dx, dy = at[0] - centre[0], at[1] - centre[1]
    far = math.hypot(dx, dy) or 1.0
    right, up = dx / far, dy / far
    side = "left" if right > 0.3 else "right" if right < -0.3 else "center"
    level = "bottom" if up > 0.7 else "top" if up < -0.7 else "center"
    # Two nodes face each other: their names go below, where there is room.
    if below:
        side, level, right, up = "center", "top", 0.0, -1.0
    axes.annotate(
        name, at, (14 * right, 14 * up), textcoords="offset points", ha=side, va=level, size=9
    )
