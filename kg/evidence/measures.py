"""Name the measures of effect, and turn the figures of one study's arms into contrasts.

A ratio is analysed as its natural logarithm, everything else as it is. Contrasts are against the
study's first arm, with the covariance that sharing this arm brings.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.errors import UnknownNameError
from kg.evidence.arms import Counts, Estimate, Figures, Means, Rates

Array: TypeAlias = NDArray[np.float64]

# What is added to every cell of a study that has an arm without events, or with nothing else.
CONTINUITY = 0.5

# The logarithm of the greatest number there is.
_HIGHEST = 709.0


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold a measure of effect.

    Parameters
    ----------
    id, name
        The usual abbreviation and the name, both of which a caller may use.
    term
        Its local name in the vocabulary.
    ratio
        Whether it is analysed on the log scale; no difference is then 1, else 0.
    figures
        What an arm must tell for it, or None where only contrasts can.
    """

    id: str
    name: str
    term: str
    ratio: bool
    figures: type[Figures] | None

    @property
    def one(self) -> str:
        """Return the name with its article: an odds ratio, a risk ratio."""
        return f"{'an' if self.name[0] in 'aeiou' else 'a'} {self.name}"

    @property
    def null(self) -> float:
        """Return the value that stands for no difference."""
        return 1.0 if self.ratio else 0.0

    def to_scale(self, value: float) -> float:
        """Return a printed value on the scale of the analysis.

        Raises
        ------
        ValueError
            If a ratio is not above zero.

        Examples
        --------
        >>> measure("RR").to_scale(1.0)
        0.0
        """
        if self.ratio and value <= 0:
            raise ValueError(f"{value:g} is no {self.name}; a ratio is above zero")
        return math.log(value) if self.ratio else value

    def from_scale(self, value: float) -> float:
        """Return a value of the analysis as it is printed."""
        if not self.ratio:
            return value
        return math.exp(value) if value < _HIGHEST else math.inf


MEASURES: Mapping[str, Measure] = {
    m.id: m
    for m in (
        Measure("OR", "odds ratio", "oddsRatio", True, Counts),
        Measure("RR", "risk ratio", "riskRatio", True, Counts),
        Measure("RD", "risk difference", "riskDifference", False, Counts),
        Measure("HR", "hazard ratio", "hazardRatio", True, None),
        Measure("IRR", "rate ratio", "rateRatio", True, Rates),
        Measure("MD", "mean difference", "meanDifference", False, Means),
        Measure("SMD", "standardised mean difference", "standardisedMeanDifference", False, Means),
        Measure("ROM", "ratio of means", "ratioOfMeans", True, Means),
    )
}


# Other names that measures go by.
_ALSO: Mapping[str, str] = {
    "relative risk": "risk ratio",
    "incidence rate ratio": "rate ratio",
    "standardized mean difference": "standardised mean difference",
}


def measure(name: str) -> Measure:
    """Return the measure with an abbreviation, a name, or a name of the vocabulary.

    Raises
    ------
    UnknownNameError
        If there is none.

    Examples
    --------
    >>> measure("rate ratio").id, measure("or").name
    ('IRR', 'odds ratio')
    """
    wanted = name.strip().casefold()
    wanted = _ALSO.get(wanted, wanted)
    for found in MEASURES.values():
        if wanted in (found.id.casefold(), found.name, found.term.casefold()):
            return found
    known = [name for m in MEASURES.values() for name in (m.id, m.name)]
    raise UnknownNameError("measure", name, known, where="among the measures")


def effects(measure: Measure, arms: Sequence[Figures]) -> tuple[Array, Array] | None:
    """Return the contrasts of a study's arms against the first, and their covariance.

    Parameters
    ----------
    measure
        Decides the scale.
    arms
        The figures of m arms, all of the kind that the measure needs, or all estimates.

    Returns
    -------
    tuple of arrays or None
        Shapes (m−1,) and (m−1, m−1). None where the arms tell nothing of a ratio: no event in any
        arm, or nothing else.

    Notes
    -----
    0.5 is added to every cell of a study with an empty one, as is the custom for meta-analysis
    (Sweeting 2004, 10.1002/sim.1761, names its bias). The risk difference itself needs no
    correction, only its variance. The standardised mean difference is Hedges' g with the exact
    factor, standardised by all arms' pooled SD (Gleser and Olkin 2009, in The Handbook of Research
    Synthesis, 2nd ed., chapter 19); the ratio of means follows Friedrich 2008,
    10.1186/1471-2288-8-32.

    Examples
    --------
    >>> y, v = effects(MEASURES["OR"], [Counts(10, 20), Counts(5, 20)])
    >>> round(float(y[0]), 4), round(float(v[0, 0]), 4)
    (-1.0986, 0.4667)
    """
    if all(isinstance(arm, Estimate) for arm in arms):
        return _contrasted([(arm.value, arm.error**2) for arm in arms if isinstance(arm, Estimate)])
    return _FORMULAS[measure.id](arms)


def _contrasted(arms: Sequence[tuple[float, float]]) -> tuple[Array, Array]:
    """Contrast arms that are independent of one another: value and variance each."""
    values, variances = (np.array(column, dtype=float) for column in zip(*arms, strict=True))
    return values[1:] - values[0], np.diag(variances[1:]) + variances[0]


def _corrected(arms: Sequence[Counts]) -> float:
    return CONTINUITY if any(a.events in (0, a.total) for a in arms) else 0.0


def _uninformative(arms: Sequence[Counts]) -> bool:
    return all(a.events == 0 for a in arms) or all(a.events == a.total for a in arms)


def _odds_ratio(arms: Sequence[Counts]) -> tuple[Array, Array] | None:
    if _uninformative(arms):
        return None
    add = _corrected(arms)
    cells = [(a.events + add, a.total - a.events + add) for a in arms]
    return _contrasted([(math.log(e / f), 1 / e + 1 / f) for e, f in cells])


def _risk_ratio(arms: Sequence[Counts]) -> tuple[Array, Array] | None:
    if _uninformative(arms):
        return None
    add = _corrected(arms)
    # Arms in which everybody had the event would have no variance left: with several of them,
    # people without it are added too, as for an odds ratio.
    full = sum(a.events == a.total for a in arms)
    spare = 2 * add if full > 1 else add
    cells = [(a.events + add, a.total + spare) for a in arms]
    return _contrasted([(math.log(e / n), 1 / e - 1 / n) for e, n in cells])


def _risk_difference(arms: Sequence[Counts]) -> tuple[Array, Array]:
    add = _corrected(arms)
    cells = [(a.events / a.total, a.events + add, a.total + 2 * add) for a in arms]
    return _contrasted([(p, e * (n - e) / n**3) for p, e, n in cells])


def _rate_ratio(arms: Sequence[Rates]) -> tuple[Array, Array] | None:
    if all(a.events == 0 for a in arms):
        return None
    add = CONTINUITY if any(a.events == 0 for a in arms) else 0.0
    return _contrasted([(math.log((a.events + add) / a.time), 1 / (a.events + add)) for a in arms])


def _mean_difference(arms: Sequence[Means]) -> tuple[Array, Array]:
    return _contrasted([(a.mean, a.deviation**2 / a.total) for a in arms])


def _ratio_of_means(arms: Sequence[Means]) -> tuple[Array, Array] | None:
    if any(a.mean <= 0 for a in arms):
        return None
    return _contrasted([(math.log(a.mean), (a.deviation / a.mean) ** 2 / a.total) for a in arms])


def _standardised_mean_difference(arms: Sequence[Means]) -> tuple[Array, Array]:
    total = sum(a.total for a in arms)
    freedom = total - len(arms)
    pooled = math.sqrt(sum((a.total - 1) * a.deviation**2 for a in arms) / freedom)
    half = freedom / 2
    unbiased = math.exp(math.lgamma(half) - math.lgamma(half - 0.5)) / math.sqrt(half)
    first, *others = arms
    g = np.array([unbiased * (a.mean - first.mean) / pooled for a in others])
    shared = np.diag([1 / a.total for a in others]) + 1 / first.total
    return g, shared + np.outer(g, g) / (2 * total)


_FORMULAS: Mapping[str, Callable[..., tuple[Array, Array] | None]] = {
    "OR": _odds_ratio,
    "RR": _risk_ratio,
    "RD": _risk_difference,
    "IRR": _rate_ratio,
    "MD": _mean_difference,
    "SMD": _standardised_mean_difference,
    "ROM": _ratio_of_means,
}
