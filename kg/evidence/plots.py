"""Draw the estimates, the ranks and the funnel of a network."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kg.evidence.analysis import NetworkAnalysis
from kg.evidence.drawing import COLOURS, FAINT, Figure, panel, sheet, side, styled, svg
from kg.evidence.effects import Effect
from kg.evidence.sentences import interval, percent
from kg.evidence.splitting import direct_estimate
from kg.store.table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from kg.evidence.question import Question


@styled
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
    drawing, axes = panel(7.2, 1.5 + 0.42 * len(effects))
    for place, effect in enumerate(effects):
        _bar(axes, effect, place)
        text = interval(measure, effect.value, effect.lower, effect.upper)
        axes.text(1.02, place, text, transform=axes.get_yaxis_transform(), va="center")
    axes.axvline(measure.null, color=FAINT, linewidth=1, zorder=0)
    axes.set_yticks(range(len(effects)), [effect.treatment for effect in effects])
    axes.set_ylim(-0.7, len(effects) - 0.3)
    if measure.ratio:
        axes.set_xscale("log")
        _plain_ticks(axes)
    axes.set_xlabel(f"{measure.name} against {reference}{side(question)}")
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
    return Figure(svg(drawing), alt, Table(columns, rows))


def _bar(axes: Axes, effect: Effect, place: float) -> None:
    if effect.prediction is not None:
        axes.plot(effect.prediction, (place, place), color=FAINT, linewidth=1)
    if effect.lower is not None and effect.upper is not None:
        axes.plot((effect.lower, effect.upper), (place, place), color=COLOURS[0], linewidth=2.6)
    face = "white" if effect.evidence == "indirect" else COLOURS[0]
    axes.plot([effect.value], [place], "s", color=COLOURS[0], markerfacecolor=face, markersize=7)


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


@styled
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
    drawing = sheet(1.9 * columns, 1.0 + 1.7 * lines)
    panels = drawing.subplots(lines, columns, sharex=True, sharey=True, squeeze=False)
    numbers = list(range(1, len(order) + 1))
    rows: list[tuple[str, int, float]] = []
    for spare in panels.flat[len(order) :]:
        spare.set_axis_off()
    for each, i in zip(panels.flat, order, strict=False):
        name = gram.treatments[i]
        chances = gram.chances[i].tolist()
        each.bar(numbers, chances, color=COLOURS[0], width=0.8)
        each.set_title(f"{name}\nSUCRA {sucra[name]:.2f}", size=8)
        each.set_ylim(0, 1)
        each.set_xticks(numbers if len(numbers) <= 8 else numbers[::2])
        each.spines[["top", "right"]].set_visible(False)
        rows += [(name, rank, chance) for rank, chance in zip(numbers, chances, strict=True)]
    drawing.supxlabel("rank, 1 is best", size=9)
    drawing.supylabel("chance", size=9)
    drawing.suptitle(f"{question.words}{side(question)}", size=10)
    alt = f"Chances of ranks on {question.words}: " + "; ".join(
        f"{gram.treatments[i]} SUCRA {sucra[gram.treatments[i]]:.2f}" for i in order
    )
    return Figure(svg(drawing), alt, Table(["treatment", "rank", "chance"], rows))


@styled
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
    drawing, axes = panel(7.2, 4.6)
    pairs = sorted({row[1] for row in rows})
    for i, pair in enumerate(pairs):
        points = [(off, error) for _, of, off, error in rows if of == pair]
        marker = "osD^v"[i // len(COLOURS) % 5]
        axes.plot(*zip(*points, strict=True), marker, color=COLOURS[i % 7], label=pair)
    deepest = max(row[3] for row in rows) * 1.05
    for slope in (-1.96, 1.96):
        axes.plot((0, slope * deepest), (0, deepest), "--", color=FAINT, linewidth=1)
    axes.axvline(0, color=FAINT, linewidth=1, zorder=0)
    axes.set_ylim(deepest, 0)
    scale = f"log {network.measure.name}" if network.measure.ratio else network.measure.name
    axes.set_xlabel(f"{scale}, less that of its comparison")
    axes.set_ylabel("standard error")
    axes.set_title(f"{question.words}: comparison-adjusted funnel", size=10)
    if len(pairs) <= 14:
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False, fontsize=8)
    alt = f"Comparison-adjusted funnel plot of {question.words}: {len(rows)} contrasts"
    columns = ["study", "comparison", "off", "standard_error"]
    return Figure(svg(drawing), alt, Table(columns, rows))
