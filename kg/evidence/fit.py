"""Fit a network of treatments to the contrasts of studies, at a given heterogeneity.

Weighted least squares on the graph: with C the incidence of a study's contrasts and V their
covariance, L = Σ CᵀV⁻¹C is the network's Laplacian and the treatments' potentials are L⁺ΣCᵀV⁻¹y.
The random-effects model adds τ²(I + J)/2 to every V: any two treatments of a study differ by τ².

References
----------
Rücker 2012, 10.1002/jrsm.1058; Rücker and Schwarzer 2014, 10.1002/sim.6236.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kg.evidence.contrasts import StudyContrasts
from kg.evidence.measures import Array


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Hold the k studies of a network that have m treatments each.

    Parameters
    ----------
    places
        Each study's place among all studies; shape (k,).
    treatments
        Places of its treatments; shape (k, m).
    effects, covariance
        Shapes (k, m−1) and (k, m−1, m−1).
    """

    places: np.ndarray
    treatments: np.ndarray
    effects: Array
    covariance: Array

    @property
    def arms(self) -> int:
        """Return m."""
        return int(self.treatments.shape[1])

    @property
    def shared(self) -> Array:
        """Return (I + J)/2, what heterogeneity multiplies; shape (m−1, m−1)."""
        size = self.arms - 1
        return (np.eye(size) + np.ones((size, size))) / 2

    def weights(self, tau2: float) -> Array:
        """Return the inverse covariances at a heterogeneity; shape (k, m−1, m−1)."""
        varied = self.covariance + tau2 * self.shared
        return np.asarray(1 / varied if self.arms == 2 else np.linalg.inv(varied))

    def contrasted(self, values: Array) -> Array:
        """Return values of the treatments, as contrasts of the studies; (n, …) to (k, m−1, …)."""
        of_studies = values[self.treatments]
        contrasts: Array = of_studies[:, 1:] - of_studies[:, :1]
        return contrasts

    def spread(self, of_contrasts: Array) -> Array:
        """Return CᵀA for each study: contrasts' rows as treatments' rows; (k, m−1, …)."""
        return np.concatenate([-of_contrasts.sum(axis=1, keepdims=True), of_contrasts], axis=1)

    def blocks(self, weights: Array) -> Array:
        """Return CᵀWC for each study, over its own treatments; shape (k, m, m)."""
        half = self.spread(weights)
        return np.concatenate([-half.sum(axis=2, keepdims=True), half], axis=2)

    def add_blocks(self, matrix: Array, blocks: Array) -> None:
        """Add each study's block to a matrix over all treatments, in place."""
        np.add.at(matrix, (self.treatments[:, :, None], self.treatments[:, None, :]), blocks)


class Design:
    """Hold the contrasts of the studies of one connected network, ready to be fitted.

    Parameters
    ----------
    studies
        Each with at least two treatments; together they connect all of them.
    treatments
        In this order; those of the studies, sorted, if not given.
    """

    def __init__(
        self, studies: Sequence[StudyContrasts], treatments: Sequence[str] | None = None
    ) -> None:
        self.studies = tuple(studies)
        found = sorted({t for study in studies for t in study.treatments})
        self.treatments = tuple(found if treatments is None else treatments)
        self.place = {treatment: i for i, treatment in enumerate(self.treatments)}

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        """Return the studies by their number of arms."""
        by_arms: dict[int, list[int]] = {}
        for i, study in enumerate(self.studies):
            by_arms.setdefault(len(study.treatments), []).append(i)
        return tuple(self._batch(places) for _, places in sorted(by_arms.items()))

    def _batch(self, places: Sequence[int]) -> Batch:
        studies = [self.studies[i] for i in places]
        return Batch(
            np.array(places),
            np.array([[self.place[t] for t in study.treatments] for study in studies]),
            np.array([study.effects for study in studies]),
            np.array([study.covariance for study in studies]),
        )

    @property
    def freedom(self) -> int:
        """Return the degrees of freedom: contrasts of the studies less those of the network."""
        contrasts = sum(len(study.effects) for study in self.studies)
        return contrasts - (len(self.treatments) - 1)

    def laplacian(self, tau2: float) -> Array:
        """Return Σ CᵀV⁻¹C; shape (n, n)."""
        size = len(self.treatments)
        laplacian = np.zeros((size, size))
        for batch in self.batches:
            batch.add_blocks(laplacian, batch.blocks(batch.weights(tau2)))
        return laplacian

    def score(self, tau2: float) -> Array:
        """Return Σ CᵀV⁻¹y; shape (n,)."""
        score = np.zeros(len(self.treatments))
        for batch in self.batches:
            weighted = np.einsum("kij,kj->ki", batch.weights(tau2), batch.effects)
            np.add.at(score, batch.treatments, batch.spread(weighted))
        return score


class Fit:
    """Hold a network fitted at one heterogeneity.

    Parameters
    ----------
    design
        The studies.
    tau2
        The variance between studies of any contrast; 0 for the common-effect model.

    Examples
    --------
    >>> one = StudyContrasts("S", ("A", "B"), np.array([2.0]), np.array([[0.5]]))
    >>> fitted = Fit(Design([one, one]))
    >>> effects, errors = fitted.effects, fitted.errors
    >>> float(effects[1, 0].round(9)), float(errors[1, 0].round(9))
    (2.0, 0.5)
    """

    def __init__(self, design: Design, tau2: float = 0.0) -> None:
        self.design, self.tau2 = design, float(tau2)

    @cached_property
    def laplacian(self) -> Array:
        """Return L; shape (n, n)."""
        return self.design.laplacian(self.tau2)

    @cached_property
    def inverse(self) -> Array:
        """Return L⁺, its Moore-Penrose inverse; shape (n, n)."""
        return pseudo_inverse(self.laplacian)

    @cached_property
    def potentials(self) -> Array:
        """Return the treatments' estimates, up to a constant; shape (n,)."""
        potentials: Array = self.inverse @ self.design.score(self.tau2)
        return potentials

    @cached_property
    def effects(self) -> Array:
        """Return the effect of each treatment (row) against each other (column); shape (n, n)."""
        return self.potentials[:, None] - self.potentials

    @cached_property
    def errors(self) -> Array:
        """Return the standard errors of `effects`; shape (n, n)."""
        diagonal = np.diag(self.inverse)
        variances = diagonal[:, None] + diagonal - 2 * self.inverse
        return np.sqrt(np.maximum(variances, 0))

    def residuals(self, batch: Batch) -> Array:
        """Return what is left of a batch's effects; shape (k, m−1)."""
        residuals: Array = batch.effects - batch.contrasted(self.potentials)
        return residuals

    @cached_property
    def q_by_study(self) -> Array:
        """Return each study's part of the weighted sum of squares; shape (studies,)."""
        parts = np.zeros(len(self.design.studies))
        for batch in self.design.batches:
            left = self.residuals(batch)
            parts[batch.places] = np.einsum("ki,kij,kj->k", left, batch.weights(self.tau2), left)
        return parts

    @property
    def q(self) -> float:
        """Return the weighted sum of squares."""
        return float(self.q_by_study.sum())


def pseudo_inverse(laplacian: Array) -> Array:
    """Return the Moore-Penrose inverse of the Laplacian of a connected network.

    With J the matrix of ones and n treatments it is (L + J/n)⁻¹ − J/n, here with J at the scale of
    L, so that no digits are lost where weights are large or small.
    """
    from scipy import linalg

    size = len(laplacian)
    if size == 1:
        return np.zeros((1, 1))
    scale = np.trace(laplacian) / (size - 1)
    whole = linalg.cho_solve(linalg.cho_factor(laplacian + scale / size), np.eye(size))
    whole = (whole + whole.T) / 2
    return np.asarray(whole - 1 / (scale * size))
