"""Make one study's contrasts of what it reports between pairs of its arms.

The covariance of a study of several arms follows from the standard errors of all its pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kg.errors import DataError
from kg.evidence.arms import Estimate
from kg.evidence.contrasts import StudyContrasts
from kg.evidence.measures import Array

# How far the contrasts of one study may disagree (A against C, and by way of B), in standard
# errors, before they are taken for a slip of the pen and not for rounding.
DISAGREEMENT = 0.5

# How far below zero rounding may bring the variance of an arm, relative to that of its pairs.
_ROUNDED = 0.02


@dataclass(frozen=True, slots=True)
class Contrast:
    """Hold one treatment against another in a study, on the scale of the analysis.

    Parameters
    ----------
    error
        The standard error.
    origin
        Where it is from: a result by its IRI, or a row of a table.
    """

    treatment: str
    comparator: str
    effect: float
    error: float
    origin: str = ""

    def __post_init__(self) -> None:
        Estimate(self.effect, self.error)


def from_contrasts(
    study: str,
    contrasts: Sequence[Contrast],
    *,
    sizes: Mapping[str, float | None] | None = None,
    independent: bool = True,
) -> StudyContrasts | None:
    """Return the contrasts of a study that reports contrasts.

    A study of more than two arms has to report every pair: its covariance follows from their
    standard errors (Rücker and Schwarzer 2014, 10.1002/sim.6236, section 3). Where it reports only
    those with one arm, and the arms' sizes are known, what they share is reckoned from the sizes,
    as if an arm's variance were in inverse proportion to its size (Franchini et al. 2012,
    10.1002/jrsm.1049, has this and other ways).

    Parameters
    ----------
    sizes
        How many people each arm has.
    independent
        Whether arms are, so that none has a negative variance; those of a standardised mean
        difference share their deviation.

    Returns
    -------
    StudyContrasts or None
        None if there is nothing to contrast.

    Raises
    ------
    DataError
        If pairs are missing or given twice, contradict one another, or have standard errors that no
        arms could have.

    Examples
    --------
    >>> pairs = [Contrast("B", "A", 1.0, 2**0.5), Contrast("C", "A", 3.0, 2**0.5),
    ...          Contrast("C", "B", 2.0, 2**0.5)]
    >>> from_contrasts("S", pairs).covariance.round(6)
    array([[2., 1.],
           [1., 2.]])
    >>> from_contrasts("S", pairs[:2], sizes={"A": 50, "B": 50, "C": 50}).covariance.round(6)
    array([[2., 1.],
           [1., 2.]])
    """
    between = [c for c in contrasts if c.treatment != c.comparator]
    if not between:
        return None
    treatments = tuple(sorted({t for c in between for t in (c.treatment, c.comparator)}))
    given: dict[frozenset[str], Contrast] = {}
    for contrast in between:
        pair = frozenset((contrast.treatment, contrast.comparator))
        if pair in given:
            names = " and ".join(sorted(pair))
            raise _refused(study, f"contrasts {names} twice", "keep one")
        given[pair] = contrast
    pairs = list(combinations(treatments, 2))
    missing = [pair for pair in pairs if frozenset(pair) not in given]
    if missing and sizes is not None:
        reckoned = _by_sizes(study, between, sizes)
        if reckoned is not None:
            return reckoned
    if missing:
        lacks = "; ".join(" against ".join(reversed(pair)) for pair in missing)
        raise _refused(
            study,
            f"has {len(treatments)} arms but no contrast of {lacks}",
            "give every pair, or the figures of each arm",
        )
    values: dict[tuple[str, str], float] = {}
    variances: dict[tuple[str, str], float] = {}
    for low, high in pairs:
        contrast = given[frozenset((low, high))]
        sign = 1 if contrast.treatment == high else -1
        values[low, high], variances[low, high] = sign * contrast.effect, contrast.error**2
    covariance = _covariance(treatments, variances)
    possible = (np.linalg.eigvalsh(covariance) > 0).all()
    if not possible or (independent and _arm_variances(covariance).min() < -_ROUNDED):
        remedy = "check them against the paper"
        raise _refused(study, "has standard errors that no arms could have", remedy)
    effects = _reconciled(study, treatments, covariance, values, variances)
    return StudyContrasts(study, treatments, effects, covariance)


def _arm_variances(covariance: Array) -> Array:
    """Return the least variance that each arm has by any two pairs it is in, relative to theirs.

    With v(i, j) of a pair, an arm i's variance is (v(i, j) + v(i, k) − v(j, k)) / 2.
    """
    size = len(covariance) + 1
    whole = np.zeros((size, size))
    whole[1:, 1:] = covariance
    diagonal = np.diag(whole)
    pairs = diagonal[:, None] + diagonal - 2 * whole
    least = np.zeros(size)
    for arm in range(size):
        others = [i for i in range(size) if i != arm]
        for j, k in combinations(others, 2):
            of_arm = (pairs[arm, j] + pairs[arm, k] - pairs[j, k]) / 2
            least[arm] = min(least[arm], of_arm / max(pairs[arm, j], pairs[arm, k]))
    return least


def _by_sizes(
    study: str, contrasts: Sequence[Contrast], sizes: Mapping[str, float | None]
) -> StudyContrasts | None:
    """Return contrasts that all share one arm, with the covariance that its size tells."""
    ends = [{c.treatment, c.comparator} for c in contrasts]
    shared = sorted(set.intersection(*ends))
    if len(shared) != 1:
        return None
    first = shared[0]
    signs = [1.0 if c.comparator == first else -1.0 for c in contrasts]
    others = [c.treatment if c.comparator == first else c.comparator for c in contrasts]
    known = [sizes.get(arm) for arm in (first, *others)]
    counts = np.array([size for size in known if size], dtype=float)
    if len(counts) < len(known):
        return None
    variances = np.array([c.error**2 for c in contrasts])
    told = variances * (1 / counts[0]) / (1 / counts[0] + 1 / counts[1:])
    if (variances <= told.mean()).any():
        # So far apart are no errors of arms of these sizes.
        return None
    # Where contrasts do not agree on it, more than the least would leave some arm too little.
    of_first = told.min()
    covariance = np.diag(variances - of_first) + of_first
    effects = np.array([sign * c.effect for sign, c in zip(signs, contrasts, strict=True)])
    return StudyContrasts(study, (first, *others), effects, covariance, reckoned=True)


def _covariance(treatments: Sequence[str], variances: Mapping[tuple[str, str], float]) -> Array:
    """Return the covariance of the contrasts with the first: cov(i, j) = (v0i + v0j − vij) / 2."""
    first, *others = treatments
    to_first = np.array([variances[first, t] for t in others])
    among = np.zeros((len(others), len(others)))
    for i, j in combinations(range(len(others)), 2):
        among[i, j] = among[j, i] = variances[others[i], others[j]]
    covariance: Array = (to_first[:, None] + to_first - among) / 2
    return covariance


def _reconciled(
    study: str,
    treatments: Sequence[str],
    covariance: Array,
    values: Mapping[tuple[str, str], float],
    variances: Mapping[tuple[str, str], float],
) -> Array:
    """Return the effects against the first that fit all pairs best; rounding makes them differ."""
    place = {t: i for i, t in enumerate(treatments)}
    size = len(treatments)
    rows = np.zeros((len(values), size))
    for row, (low, high) in zip(rows, values, strict=True):
        row[place[high]], row[place[low]] = 1, -1
    aims = np.array(list(values.values()))
    # The weights of the pairs are what is off the diagonal of the study's own Laplacian.
    contrast = np.hstack([-np.ones((size - 1, 1)), np.eye(size - 1)])
    laplacian = contrast.T @ np.linalg.inv(covariance) @ contrast
    weights = np.array([-laplacian[place[a], place[b]] for a, b in values])
    normal = rows[:, 1:].T @ (weights[:, None] * rows[:, 1:])
    effects: Array = np.linalg.solve(normal, rows[:, 1:].T @ (weights * aims))
    worst = np.abs(rows[:, 1:] @ effects - aims) / np.sqrt(list(variances.values()))
    if worst.max() > DISAGREEMENT:
        low, high = list(values)[int(worst.argmax())]
        reason = f"contrasts {high} with {low} otherwise than its other contrasts do"
        raise _refused(study, reason, "check them against the paper")
    return effects


def _refused(study: str, reason: str, remedy: str) -> DataError:
    return DataError(f"study {study!r}", reason, remedy)
