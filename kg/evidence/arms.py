"""Hold what one arm of a study tells of an outcome, and join arms that count as one.

Figures that cannot be (more events than participants, a negative deviation) are refused.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

# A confidence level that is not named is this one.
LEVEL = 0.95


# No study is as exact, or as inexact, as this and its inverse.
_SMALLEST = 1e-12


def _finite(**figures: float) -> None:
    for name, figure in figures.items():
        if not math.isfinite(figure):
            raise ValueError(f"{name} is {figure}; give a number")


@dataclass(frozen=True, slots=True)
class Counts:
    """Hold how many participants of how many had the event.

    Examples
    --------
    >>> Counts(12, 10)
    Traceback (most recent call last):
    ValueError: 12 events among 10 participants; events cannot exceed participants
    """

    events: float
    total: float

    def __post_init__(self) -> None:
        _finite(events=self.events, total=self.total)
        if self.total <= 0:
            raise ValueError(f"{self.total:g} participants; an arm has at least one")
        if self.events < 0:
            raise ValueError(f"{self.events:g} events; events cannot be negative")
        if self.events > self.total:
            raise ValueError(
                f"{self.events:g} events among {self.total:g} participants;"
                " events cannot exceed participants"
            )


@dataclass(frozen=True, slots=True)
class ReckonedCounts(Counts):
    """Hold how many had the event by a share that is printed; nobody has told how many they are."""


@dataclass(frozen=True, slots=True)
class Means:
    """Hold the mean of a measurement, its standard deviation and the participants measured."""

    mean: float
    deviation: float
    total: float

    def __post_init__(self) -> None:
        _finite(mean=self.mean, sd=self.deviation, total=self.total)
        if self.total < 2:
            raise ValueError(f"{self.total:g} participants; a deviation needs at least two")
        if self.deviation <= 0:
            raise ValueError(f"a standard deviation of {self.deviation:g}; it must be above zero")


@dataclass(frozen=True, slots=True)
class Rates:
    """Hold how many events happened in how much person-time."""

    events: float
    time: float

    def __post_init__(self) -> None:
        _finite(events=self.events, **{"person-time": self.time})
        if self.events < 0:
            raise ValueError(f"{self.events:g} events; events cannot be negative")
        if self.time <= 0:
            raise ValueError(f"a person-time of {self.time:g}; it must be above zero")


@dataclass(frozen=True, slots=True)
class Estimate:
    """Hold one arm's own estimate and standard error, both on the scale of the analysis."""

    value: float
    error: float

    def __post_init__(self) -> None:
        _finite(estimate=self.value, **{"standard error": self.error})
        if self.error <= 0:
            raise ValueError(f"a standard error of {self.error:g}; it must be above zero")
        if not _SMALLEST < self.error < 1 / _SMALLEST or abs(self.value) > 1 / _SMALLEST:
            raise ValueError(f"{self.value:g} with a standard error of {self.error:g}; check it")


Figures: TypeAlias = Counts | Means | Rates | Estimate


def joined(arms: Sequence[Figures]) -> Figures:
    """Return what arms of one study tell together, where they count as one arm.

    Counts and rates add up, means and deviations combine as if all participants had been one group
    (Cochrane Handbook 6.5, section 6.5.2.10), estimates weigh by the inverse of their variances.

    Examples
    --------
    >>> joined([Counts(5, 50), Counts(7, 48)])
    Counts(events=12, total=98)
    """
    first, *others = arms
    if not others:
        return first
    if len({type(arm) for arm in arms}) > 1:
        raise TypeError("arms that count as one have figures of different kinds")
    if isinstance(first, Counts):
        counts = [a for a in arms if isinstance(a, Counts)]
        return Counts(sum(a.events for a in counts), sum(a.total for a in counts))
    if isinstance(first, Rates):
        rates = [a for a in arms if isinstance(a, Rates)]
        return Rates(sum(a.events for a in rates), sum(a.time for a in rates))
    if isinstance(first, Means):
        return _one_group([a for a in arms if isinstance(a, Means)])
    estimates = [a for a in arms if isinstance(a, Estimate)]
    weights = [a.error**-2 for a in estimates]
    total = sum(weights)
    value = sum(w * a.value for w, a in zip(weights, estimates, strict=True)) / total
    return Estimate(value, total**-0.5)


def _one_group(arms: Sequence[Means]) -> Means:
    total = sum(a.total for a in arms)
    mean = sum(a.total * a.mean for a in arms) / total
    squares = sum((a.total - 1) * a.deviation**2 + a.total * (a.mean - mean) ** 2 for a in arms)
    return Means(mean, math.sqrt(squares / (total - 1)), total)
