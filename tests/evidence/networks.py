"""Small networks of any shape, and the textbook's way with matrices to check them by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import strategies as st

from kg.evidence.contrasts import StudyContrasts

TREATMENTS = "ABCDE"

# Three arms with variances of 1, 2 and 3.
THREE = StudyContrasts(
    "S", ("A", "B", "C"), np.array([1.0, 3.0]), np.array([[3.0, 1.0], [1.0, 4.0]])
)


def same(one: StudyContrasts, other: StudyContrasts) -> bool:
    """Return whether two studies say the same."""
    return (
        one.treatments == other.treatments
        and one.effects == pytest.approx(other.effects)
        and one.covariance == pytest.approx(other.covariance)
    )


def study_of(
    name: str, treatments: Sequence[str], chance: np.random.Generator, *, independent: bool = True
) -> StudyContrasts:
    """Return a study with any effects, and any covariance unless its arms are independent."""
    values = chance.normal(0, 1, len(treatments))
    variances = np.exp(chance.uniform(-3, 0, len(treatments)))
    covariance = np.diag(variances[1:]) + variances[0]
    if not independent:
        root = chance.normal(0, 0.5, (len(treatments) - 1, len(treatments) + 1))
        covariance = root @ root.T + np.diag(variances[1:])
    return StudyContrasts(name, tuple(treatments), values[1:] - values[0], covariance)


@st.composite
def networks(
    draw: st.DrawFn, *, least: int = 2, most_arms: int = 4, independent: bool = True
) -> list[StudyContrasts]:
    """Return studies that connect two to five treatments, in any order, their arms in any order."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    names = list(TREATMENTS[: draw(st.integers(least, len(TREATMENTS)))])
    # A tree that connects all, and whatever studies besides.
    arms = [[names[int(chance.integers(i))], name] for i, name in enumerate(names) if i]
    for _ in range(draw(st.integers(0, 6))):
        size = int(chance.integers(2, min(most_arms, len(names)) + 1))
        arms.append(chance.choice(names, size, replace=False).tolist())
    chance.shuffle(arms)
    return [
        study_of(f"{i:02}", treatments, chance, independent=independent)
        for i, treatments in enumerate(arms)
    ]


def any_networks() -> st.SearchStrategy[list[StudyContrasts]]:
    """Return networks whose studies have any covariance, independent arms or not."""
    return st.one_of(networks(), networks(independent=False))


def two_arm_networks() -> st.SearchStrategy[list[StudyContrasts]]:
    """Return networks of two-arm studies alone."""
    return networks(most_arms=2)


@st.composite
def networks_with_freedom(draw: st.DrawFn) -> list[StudyContrasts]:
    """Return networks that leave degrees of freedom."""
    studies = draw(networks(independent=draw(st.booleans())))
    treatments = {t for study in studies for t in study.treatments}
    if sum(len(study.effects) for study in studies) < len(treatments) + 1:
        first = studies[0]
        again = StudyContrasts("again", first.treatments, first.effects + 1, first.covariance)
        return [*studies, again, StudyContrasts("more", *_figures(again))]
    return studies


def _figures(study: StudyContrasts) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    return study.treatments, study.effects - 2, 2 * study.covariance


class Dense:
    """Hold a network as one regression, with the whole covariance of all studies."""

    def __init__(self, studies: Sequence[StudyContrasts], tau2: float = 0.0) -> None:
        self.treatments = sorted({t for study in studies for t in study.treatments})
        place = {t: i for i, t in enumerate(self.treatments)}
        size = sum(len(study.effects) for study in studies)
        self.y = np.concatenate([study.effects for study in studies])
        self.v, self.delta = np.zeros((size, size)), np.zeros((size, size))
        self.x = np.zeros((size, len(place)))
        ends = np.cumsum([0, *(len(study.effects) for study in studies)])
        for study, (low, high) in zip(studies, pairwise(ends), strict=True):
            m = high - low
            self.v[low:high, low:high] = study.covariance
            self.delta[low:high, low:high] = (np.eye(m) + np.ones((m, m))) / 2
            for row, treatment in enumerate(study.treatments[1:], low):
                self.x[row, place[treatment]] += 1
                self.x[row, place[study.treatments[0]]] -= 1
        # The first treatment is the reference.
        self.x = self.x[:, 1:]
        weights = np.linalg.inv(self.v + tau2 * self.delta)
        self.information = self.x.T @ weights @ self.x
        self.covariance = np.linalg.inv(self.information)
        self.estimates = self.covariance @ self.x.T @ weights @ self.y
        left = self.y - self.x @ self.estimates
        self.q = float(left @ weights @ left)
        self.p = weights - weights @ self.x @ self.covariance @ self.x.T @ weights
        spread = np.linalg.slogdet(self.v + tau2 * self.delta)[1]
        self.ml = -(float(spread) + self.q) / 2
        self.reml = self.ml - float(np.linalg.slogdet(self.information)[1]) / 2
