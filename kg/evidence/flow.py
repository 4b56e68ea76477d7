"""Follow the evidence for a comparison through the network.

The estimate of a comparison is a weighted sum of direct estimates; the weights are its row of the
hat matrix and read as a flow of one unit from the one treatment to the other.

References
----------
König, Krahn and Binder 2013, 10.1002/sim.6001.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from kg.evidence.fit import Fit
from kg.evidence.measures import Array

# A weight below this, relative to the largest, is one that rounding left.
_NO_WEIGHT = 1e-12


@dataclass(frozen=True, eq=False)
class Flow:
    """Hold how evidence flows through a fitted network.

    Parameters
    ----------
    fitted
        The network.

    Examples
    --------
    >>> from kg.evidence.contrasts import StudyContrasts
    >>> from kg.evidence.fit import Design
    >>> def study(a, b):
    ...     return StudyContrasts(a + b, (a, b), np.array([1.0]), np.array([[1.0]]))
    >>> flow = Flow(Fit(Design([study("A", "B"), study("B", "C"), study("A", "C")])))
    >>> flow.hat.round(3)[0]
    array([ 0.667,  0.333, -0.333])
    >>> flow.path_lengths.round(3)
    array([1.333, 1.333, 1.333])
    """

    fitted: Fit

    @cached_property
    def comparisons(self) -> list[tuple[int, int]]:
        """Return every pair of places of treatments, the lower first."""
        return list(combinations(range(len(self.fitted.design.treatments)), 2))

    @cached_property
    def observed(self) -> list[tuple[int, int]]:
        """Return the pairs that some study compares, the lower place first."""
        found: set[tuple[int, int]] = set()
        for batch in self.fitted.design.batches:
            for row in np.sort(batch.treatments, axis=1).tolist():
                found.update(combinations(row, 2))
        return sorted(found)

    def row(self, first: int, second: int) -> Array:
        """Return the weight of each observed pair in the comparison of two treatments' places.

        A weight is negative where the direct estimate (of the lower place against the higher) is
        used against its direction; shape (observed,).
        """
        inverse, laplacian = self.fitted.inverse, self.fitted.laplacian
        low, high = np.array(self.observed).T
        potentials = inverse[first] - inverse[second]
        weights: Array = (potentials[low] - potentials[high]) * -laplacian[low, high]
        weights[np.abs(weights) <= _NO_WEIGHT * np.abs(weights).max()] = 0
        return weights

    @property
    def hat(self) -> Array:
        """Return the rows of all comparisons; shape (comparisons, observed)."""
        return np.array([self.row(*pair) for pair in self.comparisons])

    @cached_property
    def _steps(self) -> tuple[Array, Array]:
        """Return the sum, and the largest, of what flows through each design; (comparisons,).

        A study of several arms is one step: what flows through it is what it takes in.
        """
        design = self.fitted.design
        size = len(design.treatments)
        total, largest = np.zeros((size, size)), np.zeros((size, size))
        by_design: dict[tuple[int, ...], Array] = {}
        for batch in design.batches:
            for row, block in zip(
                batch.treatments, batch.blocks(batch.weights(self.fitted.tau2)), strict=True
            ):
                order = np.argsort(row)
                name = tuple(row[order].tolist())
                by_design[name] = by_design.get(name, 0) + block[np.ix_(order, order)]
        for name, block in sorted(by_design.items()):
            taken = np.zeros((size, size))
            for row in block @ self.fitted.inverse[list(name)]:
                taken += np.abs(row[:, None] - row)
            total += taken
            np.maximum(largest, taken, out=largest)
        pairs = np.triu_indices(size, 1)
        return total[pairs] / 2, largest[pairs] / 2

    @property
    def path_lengths(self) -> Array:
        """Return the mean number of designs that evidence passes; shape (comparisons,).

        Above 2, an estimate hangs on chains of comparisons (König 2013, section 3.4.4).
        """
        return self._steps[0]

    @property
    def parallelism(self) -> Array:
        """Return the least number of independent paths that evidence takes; (comparisons,)."""
        return np.asarray(1 / self._steps[1])
