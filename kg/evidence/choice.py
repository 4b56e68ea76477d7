"""Choose among the results of studies: by outcome, time, and whether they were read."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kg.errors import DataError, UnknownNameError
from kg.evidence.measures import Measure
from kg.model.studies import Result
from kg.vocabulary import IRI

# How long each unit of time is, in weeks; a year has 365.25 days.
_WEEKS: Mapping[str, float] = {
    "day": 1 / 7,
    "week": 1.0,
    "month": 365.25 / 12 / 7,
    "year": 365.25 / 7,
}

# A time is met within this share of it, unless a window is given: 96 and 108 weeks are 24 months.
WINDOW = 0.1

NODES = ("therapy", "dose", "route")

# Read in the source goes before read elsewhere, and that before not verified.
TRUST = ("readInSource", "readInSecondarySource", "notVerified", None)


def weeks_of(time: str) -> float:
    """Return a printed time in weeks.

    Raises
    ------
    DataError
        If it is no number with days, weeks, months or years.

    Examples
    --------
    >>> weeks_of("48 weeks"), round(weeks_of("24 months"), 1)
    (48.0, 104.4)
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(day|week|month|year)s?\s*", time.casefold())
    if found is None:
        raise DataError(f"the time {time!r}", "is not understood", "write it like '24 months'")
    return float(found[1]) * _WEEKS[found[2]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold which results of studies are taken, and what their arms count for.

    Parameters
    ----------
    outcome
        What was found out about.
    measure
        What contrasts are of.
    weeks, window
        The time, and how far from it a result may be; None takes a study's longest time.
    nodes
        ``therapy``, ``dose`` or ``route``: how finely treatments are told apart.
    verified_only
        Whether only figures count that were read, in their source or elsewhere.
    shares
        Whether counts are reckoned from shares of people that cannot be weighed as they are
        printed.
    """

    outcome: IRI
    measure: Measure
    weeks: float | None = None
    window: float | None = None
    nodes: str = "therapy"
    verified_only: bool = False
    shares: bool = True

    def __post_init__(self) -> None:
        if self.nodes not in NODES:
            raise UnknownNameError("nodes", self.nodes, NODES, where="among the ways")

    def takes(self, result: Result) -> bool:
        """Return whether a result is of the outcome, near the time, and verified enough."""
        if result.outcome != self.outcome:
            return False
        if self.verified_only and result.verification not in TRUST[:2]:
            return False
        if self.weeks is None:
            return True
        if result.weeks is None:
            return False
        window = WINDOW * self.weeks if self.window is None else self.window
        return abs(float(result.weeks) - self.weeks) <= window

    def distance(self, weeks: Decimal | None) -> float:
        """Return how late a time stands among those of a study that are tried in turn.

        A time that is not recorded may be any: it goes last.
        """
        if weeks is None:
            return math.inf
        return -float(weeks) if self.weeks is None else abs(float(weeks) - self.weeks)
