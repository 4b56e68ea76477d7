"""Ask whether studies of different designs tell the same of the treatments they share.

The weighted sum of squares Q is what studies of one design differ by (heterogeneity) and what
designs differ by (inconsistency). A design is the set of treatments that a study compares.

References
----------
Krahn, Binder and König 2013, 10.1186/1471-2288-13-35 (decomposition, detaching a design); Jackson,
Barrett, Rice, White and Higgins 2014, 10.1002/sim.6188 (design-by-treatment interaction with
random effects); Higgins et al. 2012, 10.1002/jrsm.1044.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from kg.evidence.contrasts import StudyContrasts
from kg.evidence.fit import Design, Fit
from kg.evidence.heterogeneity import trace
from kg.evidence.network import designs

DesignName: TypeAlias = tuple[str, ...]

# A contrast is one design's alone if no more than this of its weight is others'.
_ALONE = 1e-9


@dataclass(frozen=True, slots=True)
class Squares:
    """Hold a weighted sum of squares, its degrees of freedom and chance; None without any."""

    q: float
    freedom: int

    @property
    def p(self) -> float | None:
        """Return the chance of a sum as large if nothing but chance were at work."""
        if self.freedom <= 0:
            return None
        from scipy.special import chdtrc

        return float(chdtrc(self.freedom, self.q))

    def __add__(self, other: Squares) -> Squares:
        return Squares(self.q + other.q, self.freedom + other.freedom)

    def __sub__(self, other: Squares) -> Squares:
        return Squares(max(0.0, self.q - other.q), self.freedom - other.freedom)


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Hold what Q is made of.

    Parameters
    ----------
    total, within, between
        All of Q, what is within designs, and what is between them.
    by_design
        What is within each design.
    detached
        What is left between designs when one is let go its own way, for each design whose going
        leaves a question.
    interaction
        What is between designs under random effects, with the heterogeneity of `tau2_within`.
    """

    total: Squares
    within: Squares
    between: Squares
    by_design: Mapping[DesignName, Squares]
    detached: Mapping[DesignName, Squares]
    interaction: Squares
    tau2_within: float | None


def decompose(studies: Sequence[StudyContrasts]) -> Decomposition:
    """Return what the Q of a connected network is made of."""
    by_design = designs(studies)
    inner = {name: _squares(members) for name, members in by_design.items()}
    design = Design(studies)
    fitted = Fit(design)
    total = Squares(fitted.q, design.freedom)
    within = sum(inner.values(), Squares(0.0, 0))
    between = total - within
    detached = {}
    for name, members in by_design.items():
        gone = _detached(fitted, name, members)
        # A design that no other path doubles takes no question with it.
        if gone.freedom > 0:
            detached[name] = between - gone
    tau2 = _tau2_within(by_design, within)
    interaction = between
    if tau2 is not None:
        varied = sum((_squares(members, tau2) for members in by_design.values()), Squares(0.0, 0))
        interaction = _squares(studies, tau2) - varied
    return Decomposition(total, within, between, inner, detached, interaction, tau2)


def _detached(fitted: Fit, name: DesignName, members: Sequence[StudyContrasts]) -> Squares:
    """Return what Q, and its degrees of freedom, lose when a design gets effects of its own.

    With r what the design's pooled contrasts are off by, V their covariance and H that of the
    network's estimates of them, Q loses rᵀ(V − H)⁻¹r, over the contrasts that other designs tell
    of too: where only this one does, V and H are the same.
    """
    precision = np.zeros((len(name) - 1, len(name) - 1))
    score = np.zeros(len(name) - 1)
    for study in members:
        ordered = study.in_order(name)
        weights = np.linalg.inv(ordered.covariance)
        precision += weights
        score += weights @ ordered.effects
    at = [fitted.design.place[treatment] for treatment in name]
    rows = fitted.inverse[at][:, at]
    rows = rows[1:] - rows[:1]
    estimated = rows[:, 1:] - rows[:, :1]
    potentials = fitted.potentials[at]
    left = np.linalg.solve(precision, score) - (potentials[1:] - potentials[0])
    root = np.linalg.cholesky(precision)
    shares, vectors = np.linalg.eigh(root.T @ estimated @ root)
    shared = shares < 1 - _ALONE
    parts = (vectors.T @ (root.T @ left))[shared]
    return Squares(float(np.sum(parts**2 / (1 - shares[shared]))), int(shared.sum()))


def _squares(studies: Sequence[StudyContrasts], tau2: float = 0.0) -> Squares:
    design = Design(studies)
    # Without degrees of freedom all fits, but for rounding.
    q = Fit(design, tau2).q if design.freedom > 0 else 0.0
    return Squares(q, design.freedom)


def _tau2_within(
    by_design: Mapping[DesignName, Sequence[StudyContrasts]], within: Squares
) -> float | None:
    """Return the moment estimate of τ² where every design has effects of its own."""
    if within.freedom <= 0:
        return None
    traces = sum(trace(Fit(Design(members))) for members in by_design.values())
    return max(0.0, (within.q - within.freedom) / traces)


def chance(p: float) -> str:
    """Return the chance of something as large as a reader wants it.

    Examples
    --------
    >>> chance(0.0312), chance(1e-30)
    ('p = 0.031', 'p < 0.001')
    """
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def degrees(freedom: int) -> str:
    """Return degrees of freedom in words."""
    return f"{freedom} degree{'' if freedom == 1 else 's'} of freedom"


def assessed(decomposition: Decomposition) -> str:
    """Return in one sentence what can be said of consistency.

    Examples
    --------
    >>> zero = Squares(0.0, 0)
    >>> assessed(Decomposition(zero, zero, zero, {}, {}, zero, None))
    'Consistency cannot be assessed: no comparison has both direct and indirect evidence.'
    """
    between = decomposition.interaction
    if between.p is None:
        return (
            "Consistency cannot be assessed: no comparison has both direct and indirect evidence."
        )
    how = "disagree beyond chance" if between.p < 0.05 else "are not shown to disagree"
    return (
        f"Direct and indirect evidence {how} (design-by-treatment interaction:"
        f" Q = {between.q:.2f} on {degrees(between.freedom)}, {chance(between.p)})."
    )
