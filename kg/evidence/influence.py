"""Say what becomes of a network's estimates when one study is left out, for each study.

Nothing is fitted anew. Leaving out a study changes L by a matrix of low rank, so that its inverse
follows from the one there is (Woodbury); DerSimonian and Laird's τ² then has a closed form. Where
studies are many, the inverse at each such τ² is read from a polynomial through those at a few.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.polynomial import chebyshev

from kg.evidence.fit import Batch, Design, Fit
from kg.evidence.measures import Array

# A study is all there is to some contrast if no more than this of its weight is others'.
_CUT_OFF = 1e-9
# How exact the interpolation in τ² is, relative to the values.
_EXACT = 1e-11
_LARGEST_DEGREE = 64
# So many different τ² are fitted one by one.
_MANY = 64


@dataclass(frozen=True, slots=True, eq=False)
class Influence:
    """Hold the estimates of a network without each of its studies.

    Parameters
    ----------
    studies
        Their names, in the order of the design.
    reference
        What the estimates are against.
    effects, errors
        Of each treatment (column) without each study (row), on the scale of the analysis; nan where
        the network falls apart without it.
    tau2
        The heterogeneity without each study; nan likewise. 0 under the common-effect model.
    """

    studies: tuple[str, ...]
    treatments: tuple[str, ...]
    reference: str
    effects: Array
    errors: Array
    tau2: Array

    @property
    def cut_off(self) -> tuple[str, ...]:
        """Return the studies without which the network falls apart."""
        lost = np.isnan(self.tau2)
        return tuple(name for name, gone in zip(self.studies, lost, strict=True) if gone)


def leave_one_out(
    design: Design, *, reference: str, random: bool = True, tau2: float | None = None
) -> Influence:
    """Return the estimates without each study.

    Parameters
    ----------
    design
        The network.
    reference
        What the estimates are against.
    random
        Whether random effects are taken; else common ones.
    tau2
        A heterogeneity that is kept; without it, it is DerSimonian and Laird's of the studies left.

    Notes
    -----
    Exact but for the interpolation in τ², which is carried to a relative 1e-11.
    """
    common = Fit(design)
    kept = dispensable(common)
    if not random:
        values = np.zeros(len(design.studies))
    elif tau2 is not None:
        values = np.full(len(design.studies), float(tau2))
    else:
        values = _dersimonian_laird(common, kept)
    values = np.where(kept, values, np.nan)
    effects, errors = _estimates(design, values, design.place[reference])
    names = tuple(study.study for study in design.studies)
    return Influence(names, design.treatments, reference, effects, errors, values)


def _hat(inverse: Array, batch: Batch) -> Array:
    """Return CL⁺Cᵀ of each study; shape (k, m−1, m−1)."""
    at = batch.treatments
    own = inverse[at[:, :, None], at[:, None, :]]
    rows = own[:, 1:] - own[:, :1]
    contrasts: Array = rows[:, :, 1:] - rows[:, :, :1]
    return contrasts


def dispensable(common: Fit) -> Array:
    """Return whether the network holds together without each study; shape (studies,)."""
    kept = np.zeros(len(common.design.studies), dtype=bool)
    for batch in common.design.batches:
        root = np.linalg.cholesky(batch.covariance)
        turned = np.linalg.solve(root, _hat(common.inverse, batch))
        share = np.linalg.solve(root, np.swapaxes(turned, 1, 2))
        kept[batch.places] = np.linalg.eigvalsh(share)[:, -1] < 1 - _CUT_OFF
    return kept


def _dersimonian_laird(common: Fit, kept: Array) -> Array:
    """Return the moment estimate of τ² without each study; where it is not kept, anything."""
    design = common.design
    size = len(design.treatments)
    middle = np.zeros((size, size))
    plain = 0.0
    for batch in design.batches:
        weights = batch.weights(0.0)
        batch.add_blocks(middle, batch.blocks(weights @ batch.shared @ weights))
        plain += float(np.einsum("kij,ij->", weights, batch.shared))
    turned = common.inverse @ middle @ common.inverse
    lost = float(np.sum(common.inverse * middle))
    q = common.q
    found = np.zeros(len(design.studies))
    for batch in design.batches:
        weights = batch.weights(0.0)
        outer = weights @ batch.shared @ weights
        hat = _hat(common.inverse, batch)
        left = common.residuals(batch)
        able = kept[batch.places][:, None, None]
        update = np.linalg.inv(np.where(able, batch.covariance - hat, np.eye(batch.arms - 1)))
        without_q = q - np.einsum("ki,kij,kj->k", left, update, left)
        # tr(L⁺M) without the study, M being what τ² moves L by.
        others = _hat(turned, batch) - hat @ outer @ hat
        without_lost = (
            lost - np.einsum("kij,kji->k", hat, outer) + np.einsum("kij,kji->k", update, others)
        )
        without_plain = plain - np.einsum("kij,ij->k", weights, batch.shared)
        freedom = design.freedom - (batch.arms - 1)
        spread = np.maximum(without_plain - without_lost, 1e-300)
        # With no degrees of freedom left nothing is known of heterogeneity: none is assumed.
        found[batch.places] = np.maximum(0, without_q - freedom) / spread if freedom > 0 else 0.0
    return found


def _estimates(design: Design, values: Array, reference: int) -> tuple[Array, Array]:
    """Return effects and standard errors without each study, at its own τ²."""
    size = len(design.treatments)
    effects = np.full((len(design.studies), size), np.nan)
    errors = effects.copy()
    known = values[~np.isnan(values)]
    if not len(known):
        return effects, errors
    at = _reader(design, known, reference)
    # In the order of τ², so that studies with one need one fit.
    order = np.argsort(values, kind="stable")
    where = {
        place: (batch, i)
        for batch in design.batches
        for i, place in enumerate(batch.places.tolist())
    }
    for place in order[: len(known)].tolist():
        batch, i = where[place]
        row, effect, covariance = batch.treatments[i], batch.effects[i], batch.covariance[i]
        tau2 = float(values[place])
        potentials, diagonal, columns = at(tau2, row)
        # L⁺Cᵀ, for potentials that are 0 at the reference.
        reached = columns[:, 1:] - columns[:, :1]
        hat = reached[row[1:]] - reached[row[0]]
        update = np.linalg.inv(covariance + tau2 * batch.shared - hat)
        left = effect - (potentials[row[1:]] - potentials[row[0]])
        effects[place] = potentials - reached @ (update @ left)
        variances = diagonal + np.einsum("ij,jk,ik->i", reached, update, reached)
        errors[place] = np.sqrt(np.maximum(variances, 0))
    return effects, errors


# What is read of a fit at some τ²: potentials, the inverse's diagonal, and its columns.
_Read: TypeAlias = tuple[Array, Array, Array]


def _reader(design: Design, values: Array, reference: int) -> Callable[[float, Array], _Read]:
    """Return what reads fits at these τ²: each fitted, or interpolated where they are many."""
    distinct = np.unique(values)
    if len(distinct) > _MANY:
        interpolated = _Interpolated(design, distinct[0], distinct[-1], reference)
        if interpolated.exact:
            return interpolated
    solved: dict[float, tuple[Array, Array]] = {}

    def fitted(tau2: float, row: Array) -> _Read:
        if tau2 not in solved:
            solved.clear()
            solved[tau2] = _grounded(design, tau2, reference)
        inverse, potentials = solved[tau2]
        return potentials, np.diag(inverse), inverse[:, row]

    return fitted


def _grounded(design: Design, tau2: float, reference: int) -> tuple[Array, Array]:
    """Return the inverse and the potentials at a τ², 0 at the reference."""
    fitted = Fit(design, tau2)
    inverse = fitted.inverse
    grounded = inverse - inverse[:, [reference]] - inverse[[reference]]
    grounded += inverse[reference, reference]
    return grounded, fitted.potentials - fitted.potentials[reference]


class _Interpolated:
    """Read the inverse of a network's Laplacian, grounded at the reference, at any τ² of a range.

    Chebyshev polynomials in log(τ² + c), whose degree doubles until the inverse between their nodes
    is met. Where c is the least variance of a contrast, the inverse as a function of this logarithm
    has no pole within π of the range, however wide that is.
    """

    def __init__(self, design: Design, low: float, high: float, reference: int) -> None:
        self._design, self._reference = design, reference
        self._least = min(
            float(np.linalg.eigvals(np.linalg.solve(batch.shared, batch.covariance)).real.min())
            for batch in design.batches
        )
        self._low, self._high = (float(np.log(end + self._least)) for end in (low, high))
        degree = 8
        while degree <= _LARGEST_DEGREE:
            self._interpolate(degree)
            self.exact = self._meets(degree)
            if self.exact:
                return
            degree *= 2

    def _interpolate(self, degree: int) -> None:
        nodes = np.cos(np.pi * (np.arange(degree + 1) + 0.5) / (degree + 1))
        solved = [self._solved(node) for node in nodes]
        to_coefficients = np.linalg.inv(chebyshev.chebvander(nodes, degree))
        self._inverses = np.tensordot(to_coefficients, [s[0] for s in solved], axes=1)
        self._potentials = to_coefficients @ np.array([s[1] for s in solved])
        self._degree = degree

    def _solved(self, node: float) -> tuple[Array, Array]:
        place = (self._low + self._high) / 2 + node * (self._high - self._low) / 2
        return _grounded(self._design, max(0.0, np.exp(place) - self._least), self._reference)

    def _basis(self, node: float) -> Array:
        return np.asarray(chebyshev.chebvander(np.array([node]), self._degree)[0])

    def _meets(self, degree: int) -> bool:
        """Say whether the inverse is met between nodes, at both ends and inside."""
        off = 0.0
        for step in (1, degree // 2, degree):
            node = float(np.cos(np.pi * step / (degree + 1)))
            inverse, _ = self._solved(node)
            met = np.tensordot(self._basis(node), self._inverses, axes=1)
            off = max(off, float(np.abs(met - inverse).max() / np.abs(inverse).max()))
        return off <= _EXACT

    def __call__(self, tau2: float, row: Array) -> _Read:
        """Return potentials, the inverse's diagonal, and its columns of some treatments."""
        place = float(np.log(tau2 + self._least))
        basis = self._basis((2 * place - self._low - self._high) / (self._high - self._low))
        diagonal = np.diagonal(self._inverses, axis1=1, axis2=2)
        columns = np.tensordot(basis, self._inverses[:, :, row], axes=1)
        return basis @ self._potentials, basis @ diagonal, columns
