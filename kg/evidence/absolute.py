"""Say what an effect means for people: how many of a thousand, and how many to treat.

Everything rests on a stated baseline risk; a ratio alone says nothing of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.errors import DataError
from kg.evidence.measures import Measure


@dataclass(frozen=True, slots=True)
class AbsoluteEffect:
    """Hold an effect as risks, all of them between 0 and 1.

    Parameters
    ----------
    baseline
        The risk without the treatment, as stated.
    risk, lower, upper
        The risk with it, and the limits of its interval.
    """

    baseline: float
    risk: float
    lower: float
    upper: float

    @property
    def per_thousand(self) -> tuple[float, float, float]:
        """Return how many more of 1,000 have the event, with limits; fewer is negative."""
        more, low, high = (1000 * (r - self.baseline) for r in (self.risk, self.lower, self.upper))
        return more, low, high

    @property
    def number_needed(self) -> float:
        """Return how many are treated for one more, or one fewer, to have the event."""
        difference = self.risk - self.baseline
        return math.inf if difference == 0 else 1 / abs(difference)

    @property
    def number_needed_limits(self) -> tuple[float, float] | None:
        """Return the limits of that number; None where the interval holds no difference.

        Where it does, the number runs through infinity to the other side, and no two limits tell
        it (Altman 1998, 10.1136/bmj.317.7168.1309).
        """
        low, high = self.lower - self.baseline, self.upper - self.baseline
        if low <= 0 <= high:
            return None
        first, second = sorted((1 / abs(low), 1 / abs(high)))
        return first, second


def absolute_effect(
    measure: Measure, effect: tuple[float, float, float], baseline: float
) -> AbsoluteEffect:
    """Return what a relative effect makes of a baseline risk.

    Parameters
    ----------
    measure
        OR, RR, RD or HR; of an HR the risk is that by the time the baseline risk is of.
    effect
        Estimate and limits, as printed (a ratio is not a logarithm).
    baseline
        The risk under the comparator, between 0 and 1.

    Raises
    ------
    DataError
        If the measure tells no risk, or the baseline is none.

    Examples
    --------
    >>> from kg.evidence.measures import MEASURES
    >>> found = absolute_effect(MEASURES["RR"], (0.5, 0.4, 0.8), 0.2)
    >>> [round(number) for number in found.per_thousand], round(found.number_needed)
    ([-100, -120, -40], 10)
    """
    if measure.id not in _RISKS:
        remedy = f"take {', '.join(_RISKS)}"
        raise DataError(f"the {measure.name}", "tells no risk of an event", remedy)
    if not 0 < baseline < 1:
        raise DataError(
            f"the baseline risk {baseline:g}", "is none", "give one between 0 and 1, such as 0.4"
        )
    convert = _RISKS[measure.id]
    risk, lower, upper = (min(1.0, max(0.0, convert(value, baseline))) for value in effect)
    return AbsoluteEffect(baseline, risk, lower, upper)


_RISKS: Mapping[str, Callable[[float, float], float]] = {
    "OR": lambda ratio, base: ratio * base / (1 - base + ratio * base),
    "RR": lambda ratio, base: ratio * base,
    "RD": lambda difference, base: base + difference,
    "HR": lambda ratio, base: 1 - (1 - base) ** ratio,
}
