"""Read one result of a study: as what it is printed, and with which weight it can be pooled."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from kg.errors import DataError
from kg.evidence.arms import LEVEL, Counts, Estimate, Figures, Means, Rates
from kg.evidence.intervals import quantile, standard_error
from kg.evidence.measures import Measure
from kg.evidence.pairs import Contrast
from kg.model.studies import Result

# How far an estimate may be from the middle of its limits, as a share of their distance, before it
# is more than rounding.
_LOPSIDED = 0.08

# From here on, limits of a mean are of its logarithm, and not of itself, or the other way round.
_TOO_LOPSIDED = 0.3

# What a p value is said to be below tells a standard error up to here, and a p value itself up to
# there: nearer to no effect, what was rounded off the figures decides.
_BELOW_TELLS, _P_TELLS = 0.05, 0.5

# A half of the last decimal place that is printed, usually, and how far it may move an effect.
_ROUNDED, _MOVED = 0.005, 0.1

# A number as it is printed.
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

# What a remark holds on a contrast whose standard error is not that of its source.
RECKONED = "its standard error is reckoned"


def tells_of(result: Result, measure: Measure) -> bool:
    """Return whether a result of one arm can tell of a measure at all."""
    return result.kind != "estimate" or (measure.id, result.measure or "") in _ARM_SCALES


def can_be_weighed(result: Result) -> bool:
    """Return whether a result can be weighed: counts can, and estimates with two limits."""
    estimated = result.kind in ("estimate", "contrast")
    return not estimated or _has_limits(result) or result.standard_error is not None


def _has_limits(result: Result) -> bool:
    return result.lower is not None and result.upper is not None


def printed(result: Result) -> str:
    """Return a figure as its source prints it, or its parts where that is not known."""
    if result.as_printed is not None:
        return result.as_printed
    figures = (result.events, result.total, result.mean, result.value)
    return "/".join(str(figure) for figure in figures if figure is not None)


def places(result: Result) -> int:
    """Return how many decimal places a value is printed with, counting a percent as two.

    A number keeps no zeros at its end, but its print does.

    Examples
    --------
    >>> from kg.vocabulary import IRI
    >>> def estimate(value, said):
    ...     given = {"value": Decimal(value), "as_printed": said}
    ...     return Result(IRI("r"), "estimate", IRI("o"), **given)
    >>> places(estimate("0.364", None)), places(estimate("0.4", "0.40 against 0.364"))
    (3, 2)
    >>> places(estimate("0.7", "70.0 % against 45.62 %"))
    3
    """
    value = result.mean if result.value is None else result.value
    if value is None:
        return 0
    found = [_places(value)]
    for number in map(Decimal, _NUMBER.findall(result.as_printed or "")):
        if number == abs(value):
            found.append(_places(number))
        elif number == 100 * abs(value):
            found.append(_places(number) + 2)
    return max(found)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def figures_of(result: Result, measure: Measure) -> Figures | None:
    """Return a result of one arm as figures, None if it lacks some or cannot be."""
    try:
        if result.kind == "count" and None not in (result.events, result.total):
            return Counts(float(result.events or 0), float(result.total or 0))
        if result.kind == "rate" and None not in (result.events, result.person_years):
            return Rates(float(result.events or 0), float(result.person_years or 0))
        if result.kind == "mean" and None not in (result.mean, result.standard_deviation):
            return Means(
                float(result.mean or 0),
                float(result.standard_deviation or 0),
                float(result.total or 0),
            )
        if result.kind == "estimate":
            return _estimate(result, measure)
    except ValueError as error:
        raise DataError(f"result {result.iri.local_name!r}", f"has {error}", "correct it") from None
    return None


# On which scale each kind of estimate of one arm is, for each measure that it can tell of.
_ARM_SCALES: Mapping[tuple[str, str], Callable[[float], float]] = {
    ("IRR", "eventRate"): math.log,
    ("MD", "meanValue"): float,
    ("ROM", "meanValue"): math.log,
    **{
        (measure, kind): scale
        for kind in ("proportion", "kaplanMeierProportion")
        for measure, scale in (
            ("RD", float),
            ("RR", math.log),
            ("OR", lambda p: math.log(p / (1 - p))),
        )
    },
}


def _estimate(result: Result, measure: Measure) -> Estimate | None:
    scale = _ARM_SCALES.get((measure.id, result.measure or ""))
    if scale is None or result.value is None:
        return None
    try:
        if result.standard_error is not None:
            # How far the scale moves with the value, by which the standard error moves too.
            value, step = float(result.value), 1e-6 * max(abs(float(result.value)), 1e-6)
            slope = (scale(value + step) - scale(value - step)) / (2 * step)
            return Estimate(scale(value), abs(slope) * float(result.standard_error))
        if result.lower is not None and result.upper is not None:
            level = float(result.level or LEVEL)
            low, middle, high = (
                scale(float(end)) for end in (result.lower, result.value, result.upper)
            )
            lopsided = abs(low + high - 2 * middle) > _TOO_LOPSIDED * (high - low)
            if result.measure == "meanValue" and lopsided:
                return None
            return Estimate(middle, standard_error(low, high, level))
    except (ValueError, ZeroDivisionError):
        # A proportion of nothing, or of all, has no logarithm.
        return None
    return None


def contrast_of(result: Result, ends: tuple[str, ...], measure: Measure) -> Contrast | None:
    """Return a contrast between two arms; None if it has no interval that it can be weighed by."""
    try:
        error = _error(result, measure)
        if error is None:
            return None
        effect = measure.to_scale(float(result.value or 0))
        return Contrast(ends[0], ends[1], effect, error, result.iri)
    except ValueError as error:
        said = f"cannot be {measure.one}: {printed(result)} ({error})"
        raise DataError(f"result {result.iri.local_name!r}", said, "correct it") from None


def is_lopsided(result: Result, measure: Measure) -> bool:
    """Return whether an estimate is off the middle of its limits by more than rounding."""
    if result.standard_error is not None or result.value is None:
        return False
    ends = (result.lower, result.value, result.upper)
    low, middle, high = (measure.to_scale(float(end or 0)) for end in ends)
    return abs(low + high - 2 * middle) > _LOPSIDED * (high - low)


def _error(result: Result, measure: Measure) -> float | None:
    """Return the standard error of a contrast: its own, from both limits, or from the p value.

    A p value tells it as the Cochrane Handbook does (version 5.1, sections 7.7.7.2 and 7.7.7.3); of
    one that is said to be below something, it is at most what is returned.
    """
    if result.standard_error is not None:
        return float(result.standard_error)
    if _has_limits(result) and not (measure.ratio and result.lower == 0):
        low, high = (measure.to_scale(float(limit or 0)) for limit in (result.lower, result.upper))
        return standard_error(low, high, float(result.level or LEVEL))
    p = by_chance(result, measure)
    if p is None:
        return None
    return abs(measure.to_scale(float(result.value or 0))) / quantile(1 - p)


def by_chance(result: Result, measure: Measure) -> float | None:
    """Return the p value that a contrast is weighed by: none where something better is printed."""
    if result.standard_error is not None or _has_limits(result):
        return None
    p, most = result.p_value, _P_TELLS
    if p is None:
        p, most = result.p_below, _BELOW_TELLS
    if p is None or p > most:
        return None
    value = float(result.value or 0)
    moved = abs(_ROUNDED / value) if measure.ratio and value else _ROUNDED
    return float(p) if moved <= _MOVED * abs(measure.to_scale(value)) else None


def how_reckoned(result: Result) -> str:
    """Return how a standard error follows from a p value, in words."""
    if result.p_value is not None:
        return f"{RECKONED} from the p value"
    return f"{RECKONED} as if p were {result.p_below:f}, so its interval may be much too wide"
