"""Rank treatments, with the uncertainty of it.

References
----------
P-scores: Rücker and Schwarzer 2015, 10.1186/s12874-015-0060-8. SUCRA and rankograms: Salanti, Ades
and Ioannidis 2011, 10.1016/j.jclinepi.2010.03.016.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.evidence.fit import Fit
from kg.evidence.measures import Array

SAMPLES = 20_000
SEED = 1


def p_scores(fitted: Fit, *, higher_is_better: bool) -> Array:
    """Return each treatment's mean chance of being better than another; shape (n,).

    Examples
    --------
    >>> from kg.evidence.contrasts import StudyContrasts
    >>> from kg.evidence.fit import Design
    >>> one = StudyContrasts("S", ("A", "B"), np.array([-1.96]), np.array([[1.0]]))
    >>> p_scores(Fit(Design([one])), higher_is_better=False).round(3)
    array([0.025, 0.975])
    """
    from scipy.special import ndtr

    size = len(fitted.potentials)
    if size == 1:
        return np.ones(1)
    sign = 1 if higher_is_better else -1
    others = ~np.eye(size, dtype=bool)
    chances = np.zeros((size, size))
    chances[others] = ndtr(sign * fitted.effects[others] / fitted.errors[others])
    return np.asarray(chances.sum(axis=1) / (size - 1))


@dataclass(frozen=True, slots=True, eq=False)
class Rankogram:
    """Hold the chances of ranks, found by simulation.

    Parameters
    ----------
    chances
        Of each treatment (row) to have each rank (column), the first the best; shape (n, n).
    samples, seed
        What it was found with.
    """

    treatments: tuple[str, ...]
    chances: Array
    samples: int
    seed: int

    @property
    def sucra(self) -> Array:
        """Return the surface under each treatment's cumulative ranking; shape (n,)."""
        size = len(self.treatments)
        if size == 1:
            return np.ones(1)
        return np.asarray(self.chances.cumsum(axis=1)[:, :-1].sum(axis=1) / (size - 1))

    @property
    def mean_ranks(self) -> Array:
        """Return each treatment's mean rank, 1 the best; shape (n,)."""
        return np.asarray(self.chances @ np.arange(1, len(self.treatments) + 1))

    def rank_limits(self, level: float) -> list[tuple[int, int]]:
        """Return the ranks that each treatment lies between at a level of confidence."""
        tail = (1 - level) / 2
        below = self.chances.cumsum(axis=1)
        low = (below > tail + 1e-12).argmax(axis=1) + 1
        high = (below >= 1 - tail - 1e-12).argmax(axis=1) + 1
        return list(zip(low.tolist(), high.tolist(), strict=True))


def rankogram(
    fitted: Fit, *, higher_is_better: bool, samples: int = SAMPLES, seed: int = SEED
) -> Rankogram:
    """Return the chances of ranks under the normal distribution of a network's estimates.

    Parameters
    ----------
    fitted
        The network.
    higher_is_better
        On the scale of the analysis.
    samples, seed
        How often ranks are drawn, and from where; the same seed gives the same result.

    Notes
    -----
    All treatments are drawn together, with their covariance. R's netmeta draws each by itself, with
    a variance that fits the pairs best, and gets chances that differ in the second decimal.
    """
    size = len(fitted.potentials)
    drawn = draws(fitted, samples, np.random.default_rng(seed))
    sign = -1 if higher_is_better else 1
    ranks = np.argsort(np.argsort(sign * drawn, axis=1), axis=1)
    chances = np.array([np.bincount(column, minlength=size) for column in ranks.T]) / samples
    return Rankogram(fitted.design.treatments, chances, samples, seed)


def draws(fitted: Fit, samples: int, generator: np.random.Generator) -> Array:
    """Return draws of every treatment's effect, with their covariance; shape (samples, n).

    Only differences within a draw mean anything.
    """
    # L⁺ has a root that needs no inverse, so that a treatment known exactly is no trouble.
    values, vectors = np.linalg.eigh(fitted.inverse)
    root = vectors * np.sqrt(np.maximum(values, 0))
    noise = generator.standard_normal((samples, len(fitted.potentials)))
    return np.asarray(fitted.potentials + noise @ root.T)
