"""Say where the studies that compare two treatments point the other way than all studies together.

An estimate, and an order that is made of estimates, rest on all studies of a network, and may put
first which of two the studies of just these two have second.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.evidence.measures import Measure
from kg.evidence.sentences import interval, listed, number

if TYPE_CHECKING:
    from kg.comparison.estimates import Estimate


def contrary(
    measure: Measure, value: float, direct: tuple[float, float, float], studies: Sequence[str]
) -> str:
    """Return that studies of two treatments point the other way, as a sentence; empty if not.

    Parameters
    ----------
    value
        Of all studies together.
    direct
        Of those that compare the two, with limits.
    studies
        These, by their names.

    Examples
    --------
    >>> from kg.evidence.measures import MEASURES
    >>> contrary(MEASURES["RR"], 0.96, (1.14, 0.96, 1.36), ["SUN"])
    'SUN, which compares the two, points the other way by itself: risk ratio 1.14 (0.96 to 1.36).'
    >>> contrary(MEASURES["RR"], 0.96, (0.9, 0.7, 1.2), ["DECIDE"])
    ''
    """
    ends = value, direct[0]
    if not min(ends) < measure.null < max(ends):
        return ""
    if any(float(number(measure, end)) == measure.null for end in ends):
        # As it is told, one of the two points nowhere.
        return ""
    shown = not direct[1] <= measure.null <= direct[2]
    one = len(studies) == 1
    compare, points, apart = (
        ("compares", "shows a difference" if shown else "points", "itself")
        if one
        else ("compare", "show a difference" if shown else "point", "themselves")
    )
    return (
        f"{listed(studies)}, which {compare} the two, {points} the other way by {apart}:"
        f" {measure.name} {interval(measure, *direct)}."
    )


def of_order(estimate: Estimate) -> str:
    """Return which of two an order has ahead by an estimate that their own studies do not bear out.

    Empty where they do, and where it is not known which of the two does better.
    """
    if not estimate.contrary or estimate.better is None:
        return ""
    a, b = estimate.treatment, estimate.comparator
    above = estimate.value > estimate.measure.null
    first, second = (a, b) if above == (estimate.better == "higher") else (b, a)
    found = interval(estimate.measure, estimate.value, estimate.lower, estimate.upper)
    when = f" at {estimate.at}" if estimate.at else ""
    return (
        f"On {estimate.outcome}{when}, all studies together have {first} ahead of {second} ({a}"
        f" against {b}: {estimate.measure.name} {found}). {estimate.contrary}"
    )
