"""Make up networks of treatments, and pool them in the ways that are measured."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from kg.evidence.contrasts import StudyContrasts
from kg.evidence.fit import Design, Fit
from kg.evidence.heterogeneity import heterogeneity
from kg.evidence.influence import leave_one_out

# Treatments and studies; three studies in five have two arms, one has three, one has four.
SIZES = ((10, 100), (100, 1_000), (500, 5_000))
_ARMS = (2, 2, 2, 3, 4)
_TAU2 = 0.05

# Refitting without each study takes long: so many are refitted, and the time is scaled up.
REFITTED = 20


def network(treatments: int, studies: int, *, seed: int = 1) -> list[StudyContrasts]:
    """Return a connected network whose studies differ by a heterogeneity of 0.05."""
    chance = np.random.default_rng(seed)
    names = [f"t{number:03d}" for number in range(treatments)]
    truth = chance.normal(0, 1, treatments)
    made = []
    for number in range(studies):
        if number < treatments - 1:
            places = np.array([number, number + 1])
        else:
            arms = _ARMS[number % len(_ARMS)]
            places = np.sort(chance.choice(treatments, arms, replace=False))
        of_arms = chance.uniform(0.01, 0.5, len(places))
        covariance = np.diag(of_arms[1:]) + of_arms[0]
        shared = (np.eye(len(covariance)) + 1) / 2
        root = np.linalg.cholesky(covariance + _TAU2 * shared)
        effects = truth[places[1:]] - truth[places[0]] + root @ chance.normal(size=len(root))
        treated = tuple(names[place] for place in places)
        made.append(StudyContrasts(f"study {number:04d}", treated, effects, covariance))
    return made


def pool(studies: list[StudyContrasts], method: str = "DL") -> NDArray[np.float64]:
    """Return every effect under random effects, with the heterogeneity estimated by a method."""
    design = Design(studies)
    fitted = Fit(design, heterogeneity(design, method).tau2 or 0.0)
    assert fitted.errors.shape == fitted.effects.shape
    return fitted.effects


def pool_densely(studies: list[StudyContrasts]) -> NDArray[np.float64]:
    """Return the same as a textbook has it: one dense design matrix, one dense covariance."""
    names = sorted({t for study in studies for t in study.treatments})
    place = {name: i for i, name in enumerate(names)}
    rows = []
    for study in studies:
        for treatment in study.treatments[1:]:
            row = np.zeros(len(names))
            row[place[treatment]] += 1
            row[place[study.treatments[0]]] -= 1
            rows.append(row[1:])
    design = np.array(rows)
    effects = np.concatenate([study.effects for study in studies])
    covariance = linalg.block_diag(*[study.covariance for study in studies])
    spread = linalg.block_diag(*[(np.eye(len(study.effects)) + 1) / 2 for study in studies])

    def solved(tau2: float) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        weights = np.linalg.inv(covariance + tau2 * spread)
        inverse = np.linalg.inv(design.T @ weights @ design)
        return inverse @ (design.T @ weights @ effects), inverse, weights

    estimates, inverse, weights = solved(0.0)
    left = effects - design @ estimates
    q = float(left @ weights @ left)
    projected = weights - weights @ design @ inverse @ design.T @ weights
    freedom = len(effects) - design.shape[1]
    tau2 = max(0.0, (q - freedom) / float(np.sum(projected * spread)))
    estimates = np.concatenate([[0.0], solved(tau2)[0]])
    return np.asarray(estimates[:, None] - estimates)


def leave_out(studies: list[StudyContrasts]) -> NDArray[np.float64]:
    """Return the effects without each study, by updates."""
    design = Design(studies)
    return leave_one_out(design, reference=design.treatments[0]).effects


def refit_some(studies: list[StudyContrasts]) -> None:
    """Pool anew without each of some studies that leave the network in one piece."""
    for gone in studies[-REFITTED:]:
        pool([study for study in studies if study is not gone])
