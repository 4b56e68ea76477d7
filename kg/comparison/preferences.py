"""Order treatments by what somebody weighs: with how sure the order is, and what would turn it.

Each outcome that has a weight is a criterion, on which each treatment has values; see
`kg.comparison.criteria`. The order of their weighted means is counted.

References
----------
van Valkenhoef et al. 2012, 10.1016/j.jclinepi.2011.09.005 (benefit and risk by several criteria,
from network meta-analysis).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from numbers import Integral, Real

import numpy as np

from kg.comparison.contrary import of_order
from kg.comparison.criteria import LEVEL, Criterion, draw_criterion, most_connected
from kg.comparison.differences import RESTS_ON
from kg.comparison.matrix import Comparison, Row
from kg.comparison.order import Place, Preference
from kg.errors import DataError
from kg.evidence.mirrors import mirrors_of
from kg.evidence.sentences import counted, listed
from kg.vocabulary import IRI
from kg.words.english import capitalise

# An order from a few draws is chance, and more draws than these fill the memory.
_FEWEST, _MOST = 10, 1_000_000


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
        mirrors = () if row.about is None else mirrors_of(comparison.knowledge, row.about)
        for other in rows:
            if other.about in mirrors:
                twice = f"is weighed twice: {other.label!r} tells the same the other way round"
                raise DataError(f"outcome {row.label!r}", twice, "weigh one of the two")
    generator = np.random.default_rng(seed)
    names = {t.iri: comparison.labels[t.iri] for t in comparison.treatments}
    criteria = [
        draw_criterion(row, weights[outcome] / total, names, generator, samples)
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
        order = _ordered(criteria, placed, unplaced, outside)
        return replace(order, cautions=tuple(_cautions(criteria, placed))), None
    why = "; ".join(
        f"no estimate of {listed(of)} connects {name} with the others"
        for name, of in unplaced.items()
    )
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
    if not isinstance(samples, Integral) or isinstance(samples, bool):
        raise DataError(f"{samples!r} draws", "are no whole number", "draw 1,000 or more")
    if samples < _FEWEST:
        raise DataError(f"{samples} draws", "give no order", "draw 1,000 or more")
    if samples > _MOST:
        raise DataError(f"{samples} draws", "are too many", f"draw {_MOST:,} or fewer")
    if not isinstance(seed, Integral) or isinstance(seed, bool):
        raise DataError(f"the seed {seed!r}", "is no whole number", "take one, like 1")
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
    below = {row.about for row in comparison.weak}
    harms = [r for r in comparison.of("risk") if r not in weighed and r.about not in below]
    apart = [row for row in harms if most_connected(row, names) is None]
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
        low, high = np.quantile(stacked[i], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        places.append(
            Place(name, float(stacked[i].mean()), float(low), float(high), float(firsts[i]))
        )
    beats = tuple(float((stacked[i] > stacked[i + 1]).mean()) for i in range(len(order) - 1))
    flips = [_flip(criteria, one, other) for one, other in pairwise(order)]
    return Preference(
        tuple(places), beats, tuple(flips), unplaced, tuple(c.question for c in criteria), outside
    )


def _cautions(criteria: Sequence[Criterion], placed: Collection[str]) -> Iterator[str]:
    """Return what has to be known of the estimates that place treatments, each once."""
    carried: dict[str, dict[str, None]] = {}
    for criterion in criteria:
        for estimate in criterion.estimates:
            if estimate.treatment in placed and estimate.comparator in placed:
                if said := of_order(estimate):
                    yield said
                for caveat in estimate.caveats:
                    carried.setdefault(caveat, {})[criterion.outcome] = None
    before, after = RESTS_ON
    for caveat, outcomes in carried.items():
        yield f"{before}{'; '.join(outcomes)}{after}{caveat}."


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
