"""Estimate the heterogeneity of a network: how far true effects vary from study to study.

One variance τ² for every contrast of the network.

References
----------
DerSimonian and Laird for networks with multi-arm studies: Jackson, White and Riley 2012,
10.1002/sim.5453. REML and ML: Viechtbauer 2005, J Educ Behav Stat 30(3):261-293, here with the
whole covariance of multi-arm studies. Paule and Mandel 1982, 10.6028/jres.087.022.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from numbers import Real

import numpy as np

from kg.errors import DataError, UnknownNameError
from kg.evidence.fit import Design, Fit
from kg.evidence.measures import Array

# No variance between studies is as large as this.
_LARGEST = 1e12
# Where the roots of a score are looked for, relative to the typical variance of a study.
_GRID = np.concatenate([[0.0], np.geomspace(1e-6, 1e6, 121)])


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """Hold how much the studies of a network differ.

    Parameters
    ----------
    q, freedom, p
        The weighted sum of squares at τ² = 0, its degrees of freedom, and the chance of one as
        large if there were no heterogeneity; None without degrees of freedom.
    tau2
        The variance that the random-effects model takes; None where it cannot be assessed.
    method
        How it was estimated.
    i2, i2_limits
        The share of variation that is not chance, and its interval (Higgins and Thompson 2002,
        10.1002/sim.1186); None without degrees of freedom.
    """

    q: float
    freedom: int
    p: float | None
    tau2: float | None
    method: str
    i2: float | None
    i2_limits: tuple[float, float] | None


def heterogeneity(design: Design, method: str | float = "DL") -> Heterogeneity:
    """Return the heterogeneity of a network.

    Parameters
    ----------
    design
        The studies.
    method
        ``"DL"``, ``"REML"``, ``"ML"``, ``"PM"``, or a τ² that is given.

    Raises
    ------
    UnknownNameError
        If there is no such method.
    DataError
        If the τ² that is given is negative or no number.
    """
    checked = checked_method(method)
    freedom = design.freedom
    q = Fit(design).q
    tau2: float | None
    if isinstance(checked, str):
        name, tau2 = checked, ESTIMATORS[checked](design) if freedom > 0 else None
    else:
        name, tau2 = "given", checked
    if freedom <= 0:
        return Heterogeneity(q, freedom, None, tau2, name, None, None)
    from scipy.special import chdtrc

    i2 = max(0.0, (q - freedom) / q) if q > 0 else 0.0
    return Heterogeneity(
        q, freedom, float(chdtrc(freedom, q)), tau2, name, i2, _i2_limits(q, freedom)
    )


def checked_method(method: str | float) -> str | float:
    """Return a method as it is called here, or a τ² that is given.

    Raises
    ------
    UnknownNameError, DataError
        See `heterogeneity`.
    """
    if isinstance(method, Real) and not isinstance(method, bool):
        if not 0 <= float(method) < _LARGEST:
            raise DataError(f"tau² {method:g}", "is no variance", "give a number from zero up")
        return float(method)
    name = str(method).upper()
    if name not in ESTIMATORS:
        raise UnknownNameError("method", str(method), list(ESTIMATORS), where="among the methods")
    return name


def _i2_limits(q: float, freedom: int) -> tuple[float, float]:
    """Return the 95 % interval of I², from that of the logarithm of H = √(Q/df)."""
    studies = freedom + 1
    if q > studies:
        error = 0.5 * (np.log(q) - np.log(freedom)) / (np.sqrt(2 * q) - np.sqrt(2 * freedom - 1))
    elif freedom > 1:
        error = np.sqrt((1 - 1 / (3 * (freedom - 1) ** 2)) / (2 * (freedom - 1)))
    else:
        return 0.0, 1.0
    middle = np.log(max(q / freedom, 1)) / 2
    low, high = (np.exp(2 * (middle + side * 1.959963984540054 * error)) for side in (-1, 1))
    return max(0.0, float(1 - 1 / low)), max(0.0, float(1 - 1 / high))


def dersimonian_laird(design: Design) -> float:
    """Return the moment estimate, (Q − df) / tr(PΔ), or 0 if that is negative."""
    fitted = Fit(design)
    return max(0.0, (fitted.q - design.freedom) / trace(fitted))


def paule_mandel(design: Design) -> float:
    """Return the τ² at which Q equals its degrees of freedom, or 0 if it never does."""
    return _root(design, lambda fitted: fitted.q - design.freedom, Fit(design).q > design.freedom)


def reml(design: Design) -> float:
    """Return the maximum of the restricted likelihood."""
    return _maximum(design, lambda fitted: _pull(fitted) - trace(fitted), _restricted_likelihood)


def ml(design: Design) -> float:
    """Return the maximum of the likelihood."""
    return _maximum(design, lambda fitted: _pull(fitted) - _plain_trace(fitted), _likelihood)


ESTIMATORS: Mapping[str, Callable[[Design], float]] = {
    "DL": dersimonian_laird,
    "REML": reml,
    "ML": ml,
    "PM": paule_mandel,
}


def _plain_trace(fitted: Fit) -> float:
    """Return tr(V⁻¹Δ), with Δ what τ² multiplies."""
    return float(
        sum(
            np.einsum("kij,ij->", batch.weights(fitted.tau2), batch.shared)
            for batch in fitted.design.batches
        )
    )


def trace(fitted: Fit) -> float:
    """Return tr(PΔ), with P what turns effects into weighted residuals."""
    lost = 0.0
    for batch in fitted.design.batches:
        weights = batch.weights(fitted.tau2)
        blocks = batch.blocks(weights @ batch.shared @ weights)
        at = batch.treatments
        lost += float(np.sum(fitted.inverse[at[:, :, None], at[:, None, :]] * blocks))
    return _plain_trace(fitted) - lost


def _pull(fitted: Fit) -> float:
    """Return yᵀPΔPy."""
    total = 0.0
    for batch in fitted.design.batches:
        weighted = np.einsum("kij,kj->ki", batch.weights(fitted.tau2), fitted.residuals(batch))
        total += float(np.einsum("ki,ij,kj->", weighted, batch.shared, weighted))
    return total


def _likelihood(fitted: Fit) -> float:
    spread = sum(
        float(np.linalg.slogdet(batch.weights(fitted.tau2))[1].sum())
        for batch in fitted.design.batches
    )
    return (spread - fitted.q) / 2


def _restricted_likelihood(fitted: Fit) -> float:
    return _likelihood(fitted) - float(np.linalg.slogdet(fitted.laplacian[1:, 1:])[1]) / 2


def _typical_variance(design: Design) -> float:
    variances: list[Array] = [
        np.diagonal(batch.covariance, axis1=1, axis2=2).ravel() for batch in design.batches
    ]
    return float(np.median(np.concatenate(variances)))


def _root(design: Design, of: Callable[[Fit], float], positive_at_zero: bool) -> float:
    """Return where a function that falls in τ² is zero; 0 where it begins below."""
    from scipy.optimize import brentq

    if not positive_at_zero:
        return 0.0
    high = _typical_variance(design)
    while of(Fit(design, high)) > 0:
        high *= 4
    return float(brentq(lambda tau2: of(Fit(design, tau2)), 0, high, xtol=1e-15, rtol=1e-14))


def _maximum(
    design: Design, score: Callable[[Fit], float], likelihood: Callable[[Fit], float]
) -> float:
    """Return the τ² of the greatest likelihood: of the roots of its slope, and 0, the best."""
    from scipy.optimize import brentq

    def slope(tau2: float) -> float:
        return score(Fit(design, tau2))

    places = _GRID * _typical_variance(design)
    slopes = np.array([slope(place) for place in places])
    candidates = [0.0]
    for i in np.flatnonzero((slopes[:-1] > 0) & (slopes[1:] <= 0)):
        root = brentq(slope, places[i], places[i + 1], xtol=1e-16, rtol=1e-14)
        candidates.append(float(root))
    return max(candidates, key=lambda tau2: likelihood(Fit(design, tau2)))
