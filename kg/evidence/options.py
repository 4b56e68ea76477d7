"""Hold how networks are analysed."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import DataError, UnknownNameError
from kg.evidence.heterogeneity import checked_method
from kg.evidence.intervals import INTERVALS

MODELS = ("random", "common")


@dataclass(frozen=True, slots=True)
class Options:
    """Hold how networks are analysed.

    Parameters
    ----------
    model
        ``random`` or ``common`` effects.
    tau2
        How heterogeneity is estimated (DL, REML, ML, PM), or its value.
    interval
        ``normal``, ``t`` or ``HK``.
    level
        Of every interval.
    """

    model: str = "random"
    tau2: str | float = "DL"
    interval: str = "normal"
    level: float = 0.95

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise UnknownNameError("model", self.model, MODELS, where="among the models")
        if self.interval not in INTERVALS:
            where = "among the intervals"
            raise UnknownNameError("interval", self.interval, INTERVALS, where=where)
        if not 0 < self.level < 1:
            raise DataError(f"the level {self.level:g}", "is none", "give one such as 0.95")
        object.__setattr__(self, "tau2", checked_method(self.tau2))
