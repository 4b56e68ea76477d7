"""Put intervals around estimates: confidence by normal, t or Hartung-Knapp, and prediction."""

from __future__ import annotations

import math

import numpy as np

from kg.errors import UnknownNameError
from kg.evidence.measures import Array

# Studies that differ by no more than this agree by chance, and tell no interval.
_NO_SQUARES = 1e-9

INTERVALS = ("normal", "t", "HK")


def quantile(level: float, freedom: int | None = None) -> float:
    """Return how many standard errors an interval of a level reaches to each side.

    Parameters
    ----------
    level
        Between 0 and 1, such as 0.95.
    freedom
        Of a t distribution; the normal one without.

    Examples
    --------
    >>> round(quantile(0.95), 3), round(quantile(0.95, 4), 3)
    (1.96, 2.776)
    """
    from scipy import special

    if not 0 < level < 1:
        raise ValueError(f"the level is {level}; give a fraction between 0 and 1, such as 0.95")
    tail = (1 + level) / 2
    return float(special.ndtri(tail) if freedom is None else special.stdtrit(freedom, tail))


def standard_error(lower: float, upper: float, level: float) -> float:
    """Return the standard error that a normal interval of a level tells.

    Examples
    --------
    >>> round(standard_error(-1.96, 1.96, 0.95), 3)
    1.0
    """
    return (upper - lower) / (2 * quantile(level))


def reach(
    errors: Array, kind: str, *, level: float, freedom: int, q: float
) -> tuple[Array, Array] | None:
    """Return standard errors as an interval takes them, and how far it reaches to each side.

    Parameters
    ----------
    errors
        Standard errors of any shape.
    kind
        ``"normal"``, ``"t"`` or ``"HK"``.
    freedom, q
        The network's degrees of freedom, and its weighted sum of squares under the model.

    Returns
    -------
    tuple of arrays or None
        None if the kind needs degrees of freedom and there are none, or if Hartung-Knapp finds
        that studies do not differ at all.

    Notes
    -----
    Hartung-Knapp multiplies every standard error by √(Q/df) and takes a t distribution
    (Hartung and Knapp 2001, 10.1002/sim.1009, here with the Q and df of the network). It can make
    intervals narrower than a t interval, which `kg.evidence.caveats` then says.
    """
    if kind not in INTERVALS:
        raise UnknownNameError("interval", kind, INTERVALS, where="among the intervals")
    if kind == "normal":
        return errors, errors * quantile(level)
    if freedom <= 0:
        return None
    if kind == "HK":
        if q < _NO_SQUARES:
            return None
        errors = errors * math.sqrt(q / freedom)
    return errors, errors * quantile(level, freedom)


def prediction_reach(errors: Array, tau2: float, *, level: float, freedom: int) -> Array | None:
    """Return how far the interval reaches that a new study's true effect falls into.

    t with as many degrees of freedom as the network has, after Higgins, Thompson and Spiegelhalter
    2009, 10.1111/j.1467-985X.2008.00552.x, who take one less for a single comparison. None without
    degrees of freedom.
    """
    if freedom <= 0:
        return None
    return np.asarray(np.sqrt(errors**2 + tau2) * quantile(level, freedom))
