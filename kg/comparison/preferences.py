"""Order treatments by what somebody weighs: with how sure the order is, and what would turn it.

Each outcome that has a weight is a criterion. A treatment's value on it runs from 0, the worst end
of all intervals, to 1, the best end, in a straight line on the scale of the analysis; a weight says
how much it matters to get from that worst to that best. Values are drawn from the estimates of a
network meta-analysis, with their covariance; the order of their weighted means is counted.

References
----------
van Valkenhoef et al. 2012, 10.1016/j.jclinepi.2011.09.005 (benefit and risk by several criteria,
from network meta-analysis).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from numbers import Real

import numpy as np

from kg.comparison.matrix import Comparison, Row
from kg.comparison.order import Place, Preference
from kg.comparison.strength import LEVELS
from kg.errors import DataError
from kg.evidence.analysis import NetworkAnalysis
from kg.evidence.measures import Array, Measure
from kg.evidence.ranking import draws
from kg.evidence.sentences import counted, listed
from kg.evidence.synthesis import Synthesis
from kg.vocabulary import IRI
from kg.words.english import capitalise

_LEVEL = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Criterion:
    """Hold an outcome with a weight, and what treatments are worth on it.

    Parameters
    ----------
    weight
        Its share of all weights.
    question
        The outcome, time and measure that values are read from.
    drawn
        Values by treatment, from 0 to 1 but for what lies beyond the intervals; shape (samples,).
    """

    outcome: str
    weight: float
    question: str
    drawn: Mapping[str, Array]


def prefer(
    comparison: Comparison, weights: Mapping[str, float], *, samples: int = 10_000, seed: int = 1
) -> Preference:
    """Return the order of treatments that weights on outcomes make.

    Parameters
    ----------
    comparison
        Its treatments are ordered.
    weights
        How much each outcome matters, by its name: only their ratios count.
    samples, seed
        How often values are drawn, and from where.

    Raises
    ------
    DataError
        If a weight is no number above zero, fewer than two treatments can be placed, or the draws
        or the seed cannot be.
    UnknownNameError
        If an outcome has no row in the comparison.

    Examples
    --------
    >>> import kg
    >>> smoking = kg.load("smoking")
    >>> found = smoking.compare("self-help", "individual counselling", "group counselling")
    >>> order = found.prefer({"smoking cessation": 1})
    >>> [place.treatment for place in order.places]
    ['group counselling', 'individual counselling', 'self-help']
    """
    found, refusal = _made(comparison, weights, samples, seed)
    if refusal is not None:
        raise refusal
    return found


def order(
    comparison: Comparison, weights: Mapping[str, float], *, samples: int = 10_000, seed: int = 1
) -> Preference:
    """Return what `prefer` does, or, where that refuses because of what is known, why."""
    return _made(comparison, weights, samples, seed)[0]


def _made(
    comparison: Comparison, weights: Mapping[str, float], samples: int, seed: int
) -> tuple[Preference, DataError | None]:
    _check(weights, samples, seed)
    total = sum(weights.values())
    rows = [comparison.row(outcome) for outcome in sorted(weights)]
    for row in rows:
        if rows.count(row) > 1:
            raise DataError(f"outcome {row.label!r}", "is weighed twice", "weigh it once")
    generator = np.random.default_rng(seed)
    names = {t.iri: comparison.labels[t.iri] for t in comparison.treatments}
    criteria = [
        _criterion(row, weights[outcome] / total, names, generator, samples)
        for row, outcome in zip(rows, sorted(weights), strict=True)
    ]
    unplaced = {
        name: missing
        for name in names.values()
        if (missing := tuple(c.outcome for c in criteria if name not in c.drawn))
    }
    placed = [name for name in names.values() if name not in unplaced]
    ordered = {iri: name for iri, name in names.items() if name in placed} or names
    outside = _outside(comparison, rows, ordered)
    if len(placed) >= 2:
        return _ordered(criteria, placed, unplaced, outside), None
    why = "; ".join(f"no estimate of {listed(of)} for {name}" for name, of in unplaced.items())
    many = counted(len(placed), "treatment")
    lacking = {name: unplaced.get(name, ()) for name in names.values()}
    refusal = DataError("the order", f"would have {many}: {why}", _remedy(criteria, lacking))
    said = f"The order {refusal.reason}. {capitalise(refusal.remedy)}."
    told = tuple(c.question for c in criteria)
    return Preference((), (), (), unplaced, told, outside, said), refusal


def _check(weights: Mapping[str, float], samples: int, seed: int) -> None:
    if not weights:
        raise DataError("the preferences", "weigh nothing", "give an outcome a weight")
    for outcome, weight in weights.items():
        check_weight(outcome, weight)
    if samples < 1:
        raise DataError(f"{samples} draws", "give no order", "draw 1,000 or more")
    if seed < 0:
        raise DataError(f"the seed {seed}", "is below zero", "take another")
    if not np.isfinite(sum(weights.values())):
        raise DataError("the weights", "are too large to add up", "give smaller ones")


def check_weight(outcome: str, weight: float) -> None:
    """Refuse a weight that is no number above zero."""
    given = f"the weight {weight!r} of {outcome!r}"
    if not isinstance(weight, Real) or not np.isfinite(weight):
        raise DataError(given, "is no finite number", "write one, like 2")
    if not weight > 0:
        raise DataError(given, "is not above zero", "leave the outcome out")


def _outside(
    comparison: Comparison, weighed: Sequence[Row], names: Mapping[IRI, str]
) -> tuple[str, ...]:
    """Return which harms are not in an order of treatments, the most told of first, and why."""
    harms = [row for row in comparison.of("risk") if row not in weighed]
    apart = [row for row in harms if _most_connected(row, names) is None]
    weak = [row for row in comparison.weak if row.aspect.name == "risk"]
    said = [
        f"Not in this order, {why}: {counted(len(rows), 'harm')} ({_most_told(rows)})."
        for why, rows in (
            ("as no estimate of them connects the treatments", apart),
            ("as nothing was weighed for them", [row for row in harms if row not in apart]),
            ("as the filter leaves out weak evidence", weak),
        )
        if rows
    ]
    if comparison.filters.outcomes:
        said.append("Nor are harms in it that the filter on outcomes leaves out.")
    return tuple(said)


def _most_told(rows: Sequence[Row]) -> str:
    told = [(-sum(len(c.entries) + len(c.figures) for c in row.cells), row.label) for row in rows]
    return ", ".join(label for _, label in sorted(told))


def _remedy(criteria: Sequence[Criterion], lacking: Mapping[str, Collection[str]]) -> str:
    """Return which outcomes to leave out, the fewest, so that two treatments can be placed.

    Of as few, those are named that let most treatments be placed.
    """
    found: dict[tuple[str, ...], int] = {}
    for one, other in combinations(lacking, 2):
        without = tuple(
            c.outcome for c in criteria if c.outcome in {*lacking[one], *lacking[other]}
        )
        if len(without) < len(criteria):
            found[without] = sum({*without}.issuperset(of) for of in lacking.values())
    if not found:
        return "weigh others"
    fewest = min(map(len, found))
    most = max(count for without, count in found.items() if len(without) == fewest)
    best = [listed(w) for w, count in found.items() if (len(w), count) == (fewest, most)]
    return f"leave out {'; or '.join(best)}: then {counted(most, 'treatment')} can be placed"


def _criterion(
    row: Row, weight: float, names: Mapping[IRI, str], generator: np.random.Generator, samples: int
) -> Criterion:
    found = _most_connected(row, names)
    if found is None:
        return Criterion(row.label, weight, f"{row.label}: no studies connect the treatments.", {})
    synthesis, network, nodes = found
    drawn = _draws(network, list(nodes.values()), generator, samples)
    sign = 1.0 if synthesis.question.better == "higher" else -1.0
    tails = [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2]
    ends = np.quantile(sign * drawn, tails, axis=0)
    low, high = float(ends[0].min()), float(ends[1].max())
    values = (sign * drawn - low) / ((high - low) or 1.0)
    question = synthesis.question
    return Criterion(
        row.label,
        weight,
        f"{row.label}, weight {100 * weight:.0f} %: {question.measure.name} of {question.words};"
        f" {_scale(question.measure)}; {_behind(row, synthesis, network)};"
        f" strength of the evidence: {_strengths(row, synthesis)}.",
        {names[iri]: values[:, i] for i, iri in enumerate(nodes)},
    )


def _strengths(row: Row, synthesis: Synthesis) -> str:
    """Return how far the estimates that are weighed can be trusted, from the most to the least."""
    estimates = [e for pair in row.pairs for e in pair.estimates if e.synthesis is synthesis]
    found = {estimate.strength.level for estimate in estimates if estimate.strength}
    levels = sorted(found, key=LEVELS.index, reverse=True)
    return " to ".join(levels[:1] + levels[1:][-1:])


def _scale(measure: Measure) -> str:
    """Return on which scale values run from the worst to the best."""
    if measure.ratio:
        return "values are in proportion to the logarithm of this ratio"
    return "values are in proportion to this difference"


def _behind(row: Row, synthesis: Synthesis, network: NetworkAnalysis) -> str:
    """Return which studies values were read from, and of whom they are."""
    studies = sorted(study.study for study in network.studies)
    estimates = (e for pair in row.pairs for e in pair.estimates if e.synthesis is synthesis)
    people = next((estimate.people for estimate in estimates), ())
    of = "; ".join(people) or "people who are not described"
    return f"{counted(len(studies), 'study')} ({listed(studies)}), of {of}"


def _most_connected(
    row: Row, names: Mapping[IRI, str]
) -> tuple[Synthesis, NetworkAnalysis, dict[IRI, str]] | None:
    """Return the synthesis of a row, and its network, that holds most of the treatments."""
    best: tuple[Synthesis, NetworkAnalysis, dict[IRI, str]] | None = None
    syntheses = [e.synthesis for pair in row.pairs for e in pair.estimates]
    for synthesis in dict.fromkeys(syntheses):
        if synthesis.question.better is None:
            continue
        for network in synthesis.networks:
            nodes = {
                synthesis.concepts[t]: t
                for t in network.treatments
                if synthesis.concepts.get(t) in names
            }
            ordered = {iri: nodes[iri] for iri in names if iri in nodes}
            if len(ordered) >= 2 and (best is None or len(ordered) > len(best[2])):
                best = synthesis, network, ordered
    return best


def _draws(
    network: NetworkAnalysis, nodes: Sequence[str], generator: np.random.Generator, samples: int
) -> Array:
    """Return draws of each treatment's effect on the scale of the analysis; (samples, nodes)."""
    fit = network.fitted
    drawn = draws(fit, samples, generator)
    return np.asarray(drawn[:, [fit.design.place[node] for node in nodes]])


def _ordered(
    criteria: Sequence[Criterion],
    placed: Sequence[str],
    unplaced: Mapping[str, tuple[str, ...]],
    outside: tuple[str, ...],
) -> Preference:
    scores = {
        name: sum(c.weight * c.drawn[name] for c in criteria) + np.zeros(1) for name in placed
    }
    order = sorted(placed, key=lambda name: (-float(scores[name].mean()), name))
    stacked = np.stack([scores[name] for name in order])
    firsts = np.bincount(stacked.argmax(axis=0), minlength=len(order)) / stacked.shape[1]
    places = []
    for i, name in enumerate(order):
        low, high = np.quantile(stacked[i], [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
        places.append(
            Place(name, float(stacked[i].mean()), float(low), float(high), float(firsts[i]))
        )
    beats = tuple(float((stacked[i] > stacked[i + 1]).mean()) for i in range(len(order) - 1))
    flips = [_flip(criteria, one, other) for one, other in pairwise(order)]
    return Preference(
        tuple(places), beats, tuple(flips), unplaced, tuple(c.question for c in criteria), outside
    )


def _flip(criteria: Sequence[Criterion], one: str, other: str) -> str:
    """Return which weight would turn the order of two, all other weights kept in proportion."""
    gains = [float((c.drawn[one] - c.drawn[other]).mean()) for c in criteria]
    lead = sum(c.weight * gain for c, gain in zip(criteria, gains, strict=True))
    found = []
    for criterion, gain in zip(criteria, gains, strict=True):
        rest = lead - criterion.weight * gain
        share = 1 - criterion.weight
        if share <= 0 or gain == rest / share:
            continue
        # The lead as a function of this weight, the others scaled to make up one, is a line.
        turn = -(rest / share) / (gain - rest / share)
        if 0 <= turn <= 1:
            more = "above" if turn > criterion.weight else "below"
            found.append(
                f"{criterion.outcome} weighs {more} {100 * turn:.0f} % (now"
                f" {100 * criterion.weight:.0f} %)"
            )
    if not found:
        return f"No weight alone puts {other} ahead of {one}."
    return f"{other} is ahead of {one} if {' or if '.join(found)}."
