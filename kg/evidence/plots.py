"""Draw a synthesis as SVG, with the data beside each drawing: forest, geometry, ranks, funnel.

A drawing is the same from run to run, to the byte.
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import DataError
from kg.evidence.analysis import Effect, NetworkAnalysis
from kg.evidence.network import treatment_network
from kg.evidence.sentences import interval, percent
from kg.evidence.splitting import direct_estimate
from kg.files import write_whole
from kg.store.table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

    from kg.evidence.synthesis import Question

_INK = "#26323d"
_FAINT = "#8a949d"
# Okabe and Ito's colours, which people see apart whatever their colour vision.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7d6fc9")
# Where on its line a number of studies stands: not in the middle, where diagonals cross.
_ALONG = 0.4
_STYLE: Mapping[str, object] = {
    "svg.hashsalt": "treatment-kg",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": _INK,
    "axes.edgecolor": _FAINT,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a drawing as SVG, what it shows in words, and its data.

    Parameters
    ----------
    alt
        What a person who does not see it is told.
    """

    svg: str
    alt: str
    data: Table

    def __repr__(self) -> str:
        return f"Figure({self.alt!r})"

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the SVG, and its data as CSV beside it."""
        name = os.fspath(path)
        write_whole(name, self.svg.encode())
        write_whole(os.path.splitext(name)[0] + ".csv", self.data.to_csv().encode())


def forest(network: NetworkAnalysis, question: Question, *, reference: str) -> Figure:
    """Draw every treatment against one, with confidence and prediction intervals.

    A hollow square is an estimate from indirect evidence alone.

    Parameters
    ----------
    network
        What is drawn.
    question
        For the words.
    reference
        What all are against.
    """
    effects = sorted(network.effects_against(reference), key=lambda e: (-e.effect, e.treatment))
    measure = network.measure
    drawing, axes = _drawing(7.2, 1.5 + 0.42 * len(effects))
    for place, effect in enumerate(effects):
        _bar(axes, effect, place)
        text = interval(measure, effect.value, effect.lower, effect.upper)
        axes.text(1.02, place, text, transform=axes.get_yaxis_transform(), va="center")
    axes.axvline(measure.null, color=_FAINT, linewidth=1, zorder=0)
    axes.set_yticks(range(len(effects)), [effect.treatment for effect in effects])
    axes.set_ylim(-0.7, len(effects) - 0.3)
    if measure.ratio:
        axes.set_xscale("log")
        _plain_ticks(axes)
    axes.set_xlabel(f"{measure.name} against {reference}{_side(question)}")
    level = percent(network.options.level)
    predicted = any(effect.prediction is not None for effect in effects)
    shown = "confidence (thick) and prediction (thin)" if predicted else "confidence"
    axes.set_title(f"{question.words}: {level} {shown}", size=10)
    rows = [
        (
            e.treatment,
            reference,
            e.value,
            e.lower,
            e.upper,
            *(e.prediction or (None, None)),
            e.evidence,
            len(e.studies),
        )
        for e in reversed(effects)
    ]
    columns = (
        "treatment comparator estimate lower upper predicted_lower predicted_upper evidence"
        " direct_studies"
    ).split()
    alt = f"Forest plot of {question.words}: {measure.name} against {reference}. " + "; ".join(
        f"{e.treatment} {interval(measure, e.value, e.lower, e.upper)}" for e in reversed(effects)
    )
    return Figure(_svg(drawing), alt, Table(columns, rows))


def _bar(axes: Axes, effect: Effect, place: float) -> None:
    if effect.prediction is not None:
        axes.plot(effect.prediction, (place, place), color=_FAINT, linewidth=1)
    if effect.lower is not None and effect.upper is not None:
        axes.plot((effect.lower, effect.upper), (place, place), color=_COLOURS[0], linewidth=2.6)
    face = "white" if effect.evidence == "indirect" else _COLOURS[0]
    axes.plot([effect.value], [place], "s", color=_COLOURS[0], markerfacecolor=face, markersize=7)


def _side(question: Question) -> str:
    if question.better is None:
        return ""
    return f" ({question.better} is better)"


def _plain_ticks(axes: Axes) -> None:
    """Label a log axis with plain numbers, at 1, 2 and 5 of each power of ten."""
    low, high = axes.get_xlim()
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    ticks = [base * 10.0**power for power in powers for base in (1, 2, 5)]
    shown = [tick for tick in ticks if low <= tick <= high]
    if len(shown) > 7:
        shown = [tick for tick in shown if f"{tick:e}".startswith("1")]
    axes.set_xticks(shown, [f"{tick:g}" for tick in shown])
    axes.minorticks_off()


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
    drawing, axes = _drawing(7.2, 5.2)
    axes.set_axis_off()
    axes.set_aspect("equal")
    centre = 0.0
    rows = []
    for number, (network, radius) in enumerate(zip(networks, radii, strict=True), 1):
        centre += radius
        rows += _circle(axes, network, (centre, 0.0), radius, _COLOURS[(number - 1) % 7], number)
        centre += radius + 2.2
    axes.margins(0.22)
    axes.set_title(f"{question.words}: which treatments were compared", size=10, pad=18)
    alt = f"Network of {question.words}. " + "; ".join(
        f"{first} and {second}: {studies} studies" for _, first, second, studies, _ in rows
    )
    columns = ["network", "treatment", "comparator", "studies", "names"]
    return Figure(_svg(drawing), alt, Table(columns, rows))


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
        axes.plot((x0, x1), (y0, y1), color=_FAINT, linewidth=width, zorder=1)
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


def rankogram(network: NetworkAnalysis, question: Question) -> Figure:
    """Draw the chances of ranks, one panel a treatment, the best first.

    Raises
    ------
    DataError
        If it is not known which direction is better.
    """
    gram = network.rankogram()
    sucra = dict(zip(gram.treatments, gram.sucra.tolist(), strict=True))
    order = sorted(range(len(gram.treatments)), key=lambda i: (-sucra[gram.treatments[i]], i))
    columns = min(4, len(order))
    lines = math.ceil(len(order) / columns)
    drawing = _sheet(1.9 * columns, 1.0 + 1.7 * lines)
    panels = drawing.subplots(lines, columns, sharex=True, sharey=True, squeeze=False)
    numbers = list(range(1, len(order) + 1))
    rows: list[tuple[str, int, float]] = []
    for panel in panels.flat[len(order) :]:
        panel.set_axis_off()
    for panel, i in zip(panels.flat, order, strict=False):
        name = gram.treatments[i]
        chances = gram.chances[i].tolist()
        panel.bar(numbers, chances, color=_COLOURS[0], width=0.8)
        panel.set_title(f"{name}\nSUCRA {sucra[name]:.2f}", size=8)
        panel.set_ylim(0, 1)
        panel.set_xticks(numbers if len(numbers) <= 8 else numbers[::2])
        panel.spines[["top", "right"]].set_visible(False)
        rows += [(name, rank, chance) for rank, chance in zip(numbers, chances, strict=True)]
    drawing.supxlabel("rank, 1 is best", size=9)
    drawing.supylabel("chance", size=9)
    drawing.suptitle(f"{question.words}{_side(question)}", size=10)
    alt = f"Chances of ranks on {question.words}: " + "; ".join(
        f"{gram.treatments[i]} SUCRA {sucra[gram.treatments[i]]:.2f}" for i in order
    )
    return Figure(_svg(drawing), alt, Table(["treatment", "rank", "chance"], rows))


def funnel(network: NetworkAnalysis, question: Question, *, reference: str) -> Figure:
    """Draw each study's contrasts less what its comparison says in all, against their precision.

    Small studies that lean to one side make it lopsided. Treatments are ordered with the reference
    first, so that contrasts are against what is nearer to it.

    Notes
    -----
    Chaimani and Salanti 2012, 10.1002/jrsm.57. With few studies of a comparison it tells nothing.
    """
    order = [reference, *(t for t in network.treatments if t != reference)]
    rows = []
    for study in network.studies:
        names = sorted(study.treatments, key=order.index)
        for treatment in names[1:]:
            effect, variance = study.against(treatment, names[0])
            direct = direct_estimate(network.studies, treatment, names[0], 0.0)
            if direct is not None:
                pair = f"{treatment} against {names[0]}"
                rows.append((study.study, pair, effect - direct.effect, math.sqrt(variance)))
    drawing, axes = _drawing(7.2, 4.6)
    pairs = sorted({row[1] for row in rows})
    for i, pair in enumerate(pairs):
        points = [(off, error) for _, of, off, error in rows if of == pair]
        marker = "osD^v"[i // len(_COLOURS) % 5]
        axes.plot(*zip(*points, strict=True), marker, color=_COLOURS[i % 7], label=pair)
    deepest = max(row[3] for row in rows) * 1.05
    for side in (-1.96, 1.96):
        axes.plot((0, side * deepest), (0, deepest), "--", color=_FAINT, linewidth=1)
    axes.axvline(0, color=_FAINT, linewidth=1, zorder=0)
    axes.set_ylim(deepest, 0)
    scale = f"log {network.measure.name}" if network.measure.ratio else network.measure.name
    axes.set_xlabel(f"{scale}, less that of its comparison")
    axes.set_ylabel("standard error")
    axes.set_title(f"{question.words}: comparison-adjusted funnel", size=10)
    if len(pairs) <= 14:
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False, fontsize=8)
    alt = f"Comparison-adjusted funnel plot of {question.words}: {len(rows)} contrasts"
    columns = ["study", "comparison", "off", "standard_error"]
    return Figure(_svg(drawing), alt, Table(columns, rows))


def _sheet(width: float, height: float) -> Drawing:
    """Return an empty drawing, in inches."""
    try:
        import matplotlib
    except ModuleNotFoundError:
        remedy = "install it: pip install 'treatment-kg[plots]'"
        raise DataError("matplotlib", "is not installed, and draws", remedy) from None
    from matplotlib.figure import Figure as Drawing

    with matplotlib.rc_context(dict(_STYLE)):  # type: ignore[arg-type]
        return Drawing(figsize=(width, height), layout="constrained")


def _drawing(width: float, height: float) -> tuple[Drawing, Axes]:
    drawing = _sheet(width, height)
    axes = drawing.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return drawing, axes


def _svg(drawing: Drawing) -> str:
    import matplotlib

    written = io.StringIO()
    with matplotlib.rc_context(dict(_STYLE)):  # type: ignore[arg-type]
        # No date and no creator: nothing that changes with the day or the release.
        drawing.savefig(
            written, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None}
        )
    return written.getvalue()
