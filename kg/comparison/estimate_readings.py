"""Read estimates of one treatment against another aloud, for lay people."""

from __future__ import annotations

from collections.abc import Sequence

from kg.comparison.estimates import Estimate
from kg.words.english import capitalise
from kg.words.plain import (
    difference_said,
    fewer_said,
    ratio_said,
    ratios_said,
    shares_said,
    span_said,
    time_said,
)


def of_estimate(estimate: Estimate) -> str:
    """Return what an estimate says, in one sentence without intervals of ratios."""
    a, b = estimate.treatment, estimate.comparator
    weeks = estimate.synthesis.question.weeks
    when = f" by {time_said(weeks)}" if estimate.at and weeks else ""
    absolute = estimate.absolute
    if absolute is not None and estimate.baseline is not None:
        ends = sorted((absolute.lower, absolute.upper))
        (risk, low, high, before), size = shares_said(absolute.risk, *ends, absolute.baseline)
        return (
            f"{capitalise(estimate.outcome)}{when}: of {size} people, about {risk}"
            f" ({low} to {high}) with {a} and {before} with {b} (as {estimate.baseline.words})"
            f"{f', {estimate.needed}' if estimate.needed else ''}; {_verdict(estimate)}."
        )
    return f"{capitalise(_verdict(estimate, when))}{_by_how_much(estimate)}."


def of_estimates(estimates: Sequence[Estimate]) -> list[str]:
    """Return what estimates of a pair say, for lay people, each with what has to be known."""
    return [" ".join([of_estimate(estimate), *remarks_read(estimate)]) for estimate in estimates]


def remarks_read(estimate: Estimate) -> list[str]:
    """Return what has to be known beside an estimate, without the interval of its own studies."""
    plain = f"{estimate.contrary.partition(f': {estimate.measure.name} ')[0]}."
    return [plain if said == estimate.contrary else said for said in estimate.remarks]


# What a measure is of, in plain words, and its verb.
_MEASURE_OF = {
    "OR": ("the odds of it", "are"),
    "RR": ("the chance of it", "is"),
    "HR": ("the chance of it at any time", "is"),
    "IRR": ("how often it comes", "is"),
    "ROM": ("the mean", "is"),
    "MD": ("the mean", "is"),
}


def _verdict(estimate: Estimate, when: str = "") -> str:
    """Return which of two does better, ``when`` being told, too, where it stands nowhere else."""
    a, b, outcome = estimate.treatment, estimate.comparator, f"{estimate.outcome}{when}"
    if estimate.lower is None or estimate.upper is None:
        return f"how {a} and {b} differ on {outcome} cannot be told with any sureness"
    winner = estimate.favours
    if winner == a:
        return f"{a} does better than {b} on {outcome}"
    if winner == b:
        return f"{a} does worse than {b} on {outcome}"
    if estimate.better is None and not estimate.lower <= estimate.measure.null <= estimate.upper:
        return f"{a} and {b} differ on {outcome}"
    return f"it is not known which of {a} and {b} does better on {outcome}, if either does"


def _by_how_much(estimate: Estimate) -> str:
    """Return how far from each other two treatments may be, by the limits of an estimate."""
    measure, low, high = estimate.measure, estimate.lower, estimate.upper
    if low is None or high is None:
        return ""
    open_ended = low <= measure.null <= high
    if measure.id == "RD":
        (least, most, likely), size = fewer_said(low, high, estimate.value)
        span = span_said(least, most)
        many = f"anything from {span}" if open_ended else f"about {likely} ({span})"
        verb = "may happen" if open_ended else "happens"
        a, b = estimate.treatment, estimate.comparator
        return f": of {size} people, it {verb} to {many} with {a} than with {b}"
    said = ratio_said if measure.ratio else difference_said
    of, verb = _MEASURE_OF.get(measure.id, ("it", "is"))
    span = ratios_said(low, high) if measure.ratio else span_said(said(low), said(high))
    many = (
        f"may be anything from {span}" if open_ended else f"{verb} {said(estimate.value)} ({span})"
    )
    return f": with {estimate.treatment}, {of} {many}, compared with {estimate.comparator}"
