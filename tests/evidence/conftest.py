"""Published networks at their restricted likelihood, fitted once."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.evidence.fit import Design, Fit
from kg.evidence.heterogeneity import reml

from .data import senn_by_arms, smoking


@pytest.fixture(scope="session")
def ms(thirteen_trials: Path) -> kg.Knowledge:
    """Return the pack ms with thirteen trials; a test that changes it loads its own."""
    return kg.load(thirteen_trials)


def most_likely(design: Design) -> Fit:
    return Fit(design, reml(design))


@pytest.fixture(scope="session")
def drugs() -> Fit:
    """Return the trials of glucose-lowering drugs."""
    return most_likely(Design(senn_by_arms()))


@pytest.fixture(scope="session")
def counselling() -> Fit:
    """Return the trials of counselling to stop smoking, with 0.5 in every cell of every trial."""
    return most_likely(Design(smoking(add=0.5)))
