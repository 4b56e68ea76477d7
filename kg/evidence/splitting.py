"""Set direct evidence on a comparison against indirect evidence: node-splitting.

SIDE ("separating indirect from direct evidence") calculates the indirect estimate back from the
network's and the direct one. SIDDE does it by design: the indirect estimate is what the network
says without any study that has both treatments.

References
----------
Dias, Welton, Caldwell and Ades 2010, 10.1002/sim.3767; König, Krahn and Binder 2013,
10.1002/sim.6001 (the share of direct evidence); Efthimiou et al. 2019, 10.1002/sim.8158 (SIDDE).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kg.errors import UnknownNameError
from kg.evidence.contrasts import StudyContrasts
from kg.evidence.fit import Design, Fit
from kg.evidence.network import sub_networks

METHODS = ("SIDE", "SIDDE")

# A comparison whose share of indirect evidence is less than this has none to speak of; the share is
# rounded the more coarsely, the more unequal the studies' weights are.
_NO_SHARE = 1e-10
_ROUNDING = 16 * np.finfo(float).eps


@dataclass(frozen=True, slots=True)
class Part:
    """Hold an estimate, on the scale of the analysis, and its standard error."""

    effect: float
    error: float

    @property
    def p(self) -> float:
        """Return the two-sided chance of an estimate as far from no difference."""
        return math.erfc(abs(self.effect) / self.error / math.sqrt(2))


@dataclass(frozen=True, slots=True)
class Split:
    """Hold the evidence on one comparison, apart.

    Parameters
    ----------
    treatment, comparator
        Effects are of the first against the second.
    studies
        Those that compare the two directly.
    network, direct, indirect, difference
        Of the whole network, of those studies alone, of all else, and direct less indirect; None
        where there is no such evidence.
    share
        The share of direct evidence in the network's estimate.
    """

    treatment: str
    comparator: str
    studies: tuple[str, ...]
    network: Part
    direct: Part | None
    indirect: Part | None
    share: float

    @property
    def difference(self) -> Part | None:
        """Return direct less indirect evidence, where there are both."""
        if self.direct is None or self.indirect is None:
            return None
        error = math.hypot(self.direct.error, self.indirect.error)
        return Part(self.direct.effect - self.indirect.effect, error)


def direct_estimate(
    studies: Sequence[StudyContrasts], treatment: str, comparator: str, tau2: float
) -> Part | None:
    """Return what the studies that have both treatments say by themselves, None without any."""
    weights = total = 0.0
    for study in studies:
        if treatment in study.treatments and comparator in study.treatments:
            effect, variance = study.against(treatment, comparator)
            weight = 1 / (variance + tau2)
            weights += weight
            total += weight * effect
    return Part(total / weights, weights**-0.5) if weights else None


def split(
    fitted: Fit, *, method: str = "SIDE", tau2: Callable[[Design], float | None] | None = None
) -> list[Split]:
    """Return the evidence on every comparison of a network, direct and indirect apart.

    Parameters
    ----------
    fitted
        The network, whose heterogeneity the direct evidence has.
    method
        ``"SIDE"`` or ``"SIDDE"``; they differ where studies have more than two arms.
    tau2
        What estimates the heterogeneity of the studies that SIDDE leaves; that of `fitted` if not
        given.
    """
    if method not in METHODS:
        raise UnknownNameError("method", method, METHODS, where="among the methods")
    design = fitted.design
    by_pair: dict[tuple[str, str], list[StudyContrasts]] = {}
    for study in design.studies:
        for pair in combinations(sorted(study.treatments, key=design.place.__getitem__), 2):
            by_pair.setdefault(pair, []).append(study)
    return [
        _split(fitted, pair, by_pair.get(pair, []), method, tau2 or (lambda left: fitted.tau2))
        for pair in combinations(design.treatments, 2)
    ]


def _split(
    fitted: Fit,
    pair: tuple[str, str],
    members: list[StudyContrasts],
    method: str,
    tau2: Callable[[Design], float | None],
) -> Split:
    place = fitted.design.place
    comparator, treatment = pair
    at = place[treatment], place[comparator]
    network = Part(float(fitted.effects[at]), float(fitted.errors[at]))
    direct = direct_estimate(members, treatment, comparator, fitted.tau2)
    if direct is None:
        return Split(treatment, comparator, (), network, None, network, 0.0)
    share = min(1.0, (network.error / direct.error) ** 2)
    if method == "SIDE":
        indirect = _calculated_back(network, direct, share, _no_share(fitted))
    else:
        indirect = _without(fitted.design, members, treatment, comparator, tau2)
    names = tuple(sorted(study.study for study in members))
    return Split(treatment, comparator, names, network, direct, indirect, share)


def _no_share(fitted: Fit) -> float:
    condition = np.diag(fitted.laplacian).max() * np.diag(fitted.inverse).max()
    return max(_NO_SHARE, float(_ROUNDING * condition))


def _calculated_back(network: Part, direct: Part, share: float, least: float) -> Part | None:
    if 1 - share < least:
        return None
    effect = (network.effect - share * direct.effect) / (1 - share)
    return Part(effect, network.error / math.sqrt(1 - share))


def _without(
    design: Design,
    members: Sequence[StudyContrasts],
    treatment: str,
    comparator: str,
    tau2: Callable[[Design], float | None],
) -> Part | None:
    gone = {id(study) for study in members}
    rest = [study for study in design.studies if id(study) not in gone]
    for part in sub_networks(rest):
        left = Design(part)
        if treatment in left.place and comparator in left.place:
            fitted = Fit(left, tau2(left) or 0.0)
            at = left.place[treatment], left.place[comparator]
            return Part(float(fitted.effects[at]), float(fitted.errors[at]))
    return None
