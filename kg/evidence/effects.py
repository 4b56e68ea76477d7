"""Read the estimate of any two treatments off a fit, with all that is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from kg.errors import UnknownNameError
from kg.evidence.contrasts import StudyContrasts
from kg.evidence.fit import Fit
from kg.evidence.intervals import prediction_reach, reach
from kg.evidence.measures import Array, Measure
from kg.evidence.options import Options
from kg.evidence.splitting import direct_estimate

# An estimate is direct evidence alone if it is as exact as that, but for rounding.
_ALONE = 1e-9

# The logarithm of a ratio that is no news any more.
_WIDEST = 100.0


@dataclass(frozen=True, slots=True)
class Effect:
    """Hold one treatment against another, as printed: a ratio is no logarithm.

    Parameters
    ----------
    value, lower, upper
        Estimate and limits; the limits are None where no interval can be given.
    p
        The chance of an estimate as far from no difference; None likewise.
    prediction
        Limits within which the effect in a new study would lie; None if that cannot be assessed.
    evidence
        ``direct``, ``indirect`` or ``mixed``.
    studies
        Those that compare the two directly.
    effect, error
        Estimate and standard error on the scale of the analysis.
    """

    treatment: str
    comparator: str
    value: float
    lower: float | None
    upper: float | None
    p: float | None
    prediction: tuple[float, float] | None
    evidence: str
    studies: tuple[str, ...]
    effect: float
    error: float


class Effects:
    """Read estimates, and the intervals around them, off the fit of a network.

    Parameters
    ----------
    fit
        Of common or of random effects.
    measure
        What its contrasts are of.
    options
        Which interval, and its level.
    predicted
        Whether it makes sense to ask for the effect in a new study: only of random effects.
    """

    def __init__(self, fit: Fit, measure: Measure, options: Options, *, predicted: bool) -> None:
        self.fit, self.measure, self.options, self.predicted = fit, measure, options, predicted

    def between(self, treatment: str, comparator: str) -> Effect:
        """Return the estimate of one treatment against another.

        Raises
        ------
        UnknownNameError
            If one is not in this network.
        """
        design = self.fit.design
        for name in (treatment, comparator):
            if name not in design.place:
                where = "in this network"
                raise UnknownNameError("treatment", name, design.treatments, where=where)
        at = design.place[treatment], design.place[comparator]
        value, raw = float(self.fit.effects[at]), float(self.fit.errors[at])
        error, limits = self.interval(value, raw)
        lower, upper = limits or (None, None)
        studies = self._direct.get(frozenset((treatment, comparator)), [])
        return Effect(
            treatment,
            comparator,
            self.measure.from_scale(value),
            lower,
            upper,
            self._chance(value, error) if limits else None,
            self._prediction(value, at),
            self._evidence(treatment, comparator, raw, studies),
            tuple(study.study for study in studies),
            value,
            error,
        )

    def interval(self, value: float, error: float) -> tuple[float, tuple[float, float] | None]:
        """Return the standard error as the interval takes it, and the limits as printed.

        There are none where no interval can be given, or none that is a number.
        """
        if self._per_error is None:
            return error, None
        scale, far = self._per_error
        return error * scale, self._around(value, error * far)

    @cached_property
    def _per_error(self) -> tuple[float, float] | None:
        """Return what a standard error of 1 is taken as, and how far its interval reaches."""
        found = reach(
            np.ones(1),
            self.options.interval,
            level=self.options.level,
            freedom=self.fit.design.freedom,
            q=self.fit.q,
        )
        return None if found is None else (float(found[0][0]), float(found[1][0]))

    def _around(self, value: float, far: float) -> tuple[float, float] | None:
        """Return limits so far off, as printed; a ratio's may be too large for any number."""
        if self.measure.ratio and abs(value) + far >= _WIDEST:
            return None
        return self.measure.from_scale(value - far), self.measure.from_scale(value + far)

    def _chance(self, value: float, error: float) -> float | None:
        from scipy import special

        if error == 0:
            return None
        far = abs(value) / error
        if self.options.interval == "normal":
            return float(2 * special.ndtr(-far))
        return float(2 * special.stdtr(self.fit.design.freedom, -far))

    def _prediction(self, value: float, at: tuple[int, int]) -> tuple[float, float] | None:
        if self._predicted is None or at[0] == at[1]:
            return None
        return self._around(value, float(self._predicted[at]))

    @cached_property
    def _predicted(self) -> Array | None:
        if not self.predicted:
            return None
        level, freedom = self.options.level, self.fit.design.freedom
        return prediction_reach(self.fit.errors, self.fit.tau2, level=level, freedom=freedom)

    @cached_property
    def _direct(self) -> dict[frozenset[str], list[StudyContrasts]]:
        """Return the studies that compare each pair directly."""
        found: dict[frozenset[str], list[StudyContrasts]] = {}
        for study in self.fit.design.studies:
            for pair in combinations(study.treatments, 2):
                found.setdefault(frozenset(pair), []).append(study)
        return found

    def _evidence(
        self, treatment: str, comparator: str, error: float, studies: Sequence[StudyContrasts]
    ) -> str:
        direct = direct_estimate(studies, treatment, comparator, self.fit.tau2)
        if direct is None:
            return "indirect"
        return "direct" if abs(error - direct.error) <= _ALONE * direct.error else "mixed"
