"""Analyse one connected network: estimates, heterogeneity, consistency, flow, influence, ranks.

Everything is worked out when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from kg.errors import DataError, UnknownNameError
from kg.evidence import contributions as shares
from kg.evidence.contrasts import StudyContrasts
from kg.evidence.fit import Design, Fit
from kg.evidence.flow import Flow
from kg.evidence.heterogeneity import Heterogeneity, checked_method, heterogeneity
from kg.evidence.inconsistency import Decomposition, decompose
from kg.evidence.influence import Influence, dispensable, leave_one_out
from kg.evidence.intervals import INTERVALS, prediction_reach, reach
from kg.evidence.measures import Measure
from kg.evidence.network import Bridge, bridges
from kg.evidence.ranking import Rankogram, p_scores, rankogram
from kg.evidence.splitting import Split, direct_estimate, split

MODELS = ("random", "common")

# An estimate is direct evidence alone if it is as exact as that, but for rounding.
_ALONE = 1e-9

# The logarithm of a ratio that is no news any more.
_WIDEST = 100.0


@dataclass(frozen=True, slots=True)
class Options:
    """Hold how networks are analysed.

    Parameters
    ----------
    model
        ``random`` or ``common`` effects.
    tau2
        How heterogeneity is estimated (DL, REML, ML, PM), or its value.
    interval
        ``normal``, ``t`` or ``HK``.
    level
        Of every interval.
    """

    model: str = "random"
    tau2: str | float = "DL"
    interval: str = "normal"
    level: float = 0.95

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise UnknownNameError("model", self.model, MODELS, where="among the models")
        if self.interval not in INTERVALS:
            where = "among the intervals"
            raise UnknownNameError("interval", self.interval, INTERVALS, where=where)
        if not 0 < self.level < 1:
            raise DataError(f"the level {self.level:g}", "is none", "give one such as 0.95")
        object.__setattr__(self, "tau2", checked_method(self.tau2))


@dataclass(frozen=True, slots=True)
class Effect:
    """Hold one treatment against another, as printed: a ratio is no logarithm.

    Parameters
    ----------
    value, lower, upper
        Estimate and limits; the limits are None where no interval can be given.
    p
        The chance of an estimate as far from no difference; None likewise.
    prediction
        Limits within which the effect in a new study would lie; None if that cannot be assessed.
    evidence
        ``direct``, ``indirect`` or ``mixed``.
    studies
        Those that compare the two directly.
    effect, error
        Estimate and standard error on the scale of the analysis.
    """

    treatment: str
    comparator: str
    value: float
    lower: float | None
    upper: float | None
    p: float | None
    prediction: tuple[float, float] | None
    evidence: str
    studies: tuple[str, ...]
    effect: float
    error: float


class NetworkAnalysis:
    """Analyse a connected network of treatments.

    Parameters
    ----------
    studies
        Connected by the treatments that they share.
    measure
        What their contrasts are of.
    options
        Model, heterogeneity, intervals.
    better
        ``higher`` or ``lower`` where more or less of the outcome is better; without it nothing is
        ranked.

    Examples
    --------
    >>> from kg.evidence.measures import MEASURES
    >>> one = StudyContrasts("S", ("A", "B"), np.array([0.0]), np.array([[0.04]]))
    >>> network = NetworkAnalysis([one], MEASURES["OR"], Options(model="common"))
    >>> effect = network.effect("B", "A")
    >>> effect.value, round(effect.lower, 2), round(effect.upper, 2)
    (1.0, 0.68, 1.48)
    """

    def __init__(
        self,
        studies: Sequence[StudyContrasts],
        measure: Measure,
        options: Options | None = None,
        *,
        better: str | None = None,
    ) -> None:
        self.studies = tuple(sorted(studies, key=lambda study: study.study))
        self.measure, self.better = measure, better
        self.options = options or Options()
        self.design = Design(self.studies)

    def __repr__(self) -> str:
        return (
            f"NetworkAnalysis({len(self.studies)} studies of {len(self.treatments)} treatments;"
            f" {self.measure.name})"
        )

    @property
    def treatments(self) -> tuple[str, ...]:
        """Return the treatments, sorted."""
        return self.design.treatments

    # --- models ---------------------------------------------------------------------------------

    @cached_property
    def heterogeneity(self) -> Heterogeneity:
        """Return how much the studies differ."""
        return heterogeneity(self.design, self.options.tau2)

    @cached_property
    def common(self) -> Fit:
        """Return the fit of common effects."""
        return Fit(self.design)

    @cached_property
    def random(self) -> Fit | None:
        """Return the fit of random effects; None if heterogeneity cannot be assessed."""
        tau2 = self.heterogeneity.tau2
        return None if tau2 is None else Fit(self.design, tau2)

    @property
    def fitted(self) -> Fit:
        """Return the fit of the model that was asked for.

        Where heterogeneity cannot be assessed, that is the fit of common effects.
        """
        return self.common if self.options.model == "common" else self.random or self.common

    @property
    def model(self) -> str:
        """Return the model that `fitted` is of."""
        return "common" if self.fitted is self.common else "random"

    # --- estimates ------------------------------------------------------------------------------

    @cached_property
    def _direct(self) -> dict[frozenset[str], list[StudyContrasts]]:
        """Return the studies that compare each pair directly."""
        found: dict[frozenset[str], list[StudyContrasts]] = {}
        for study in self.studies:
            for pair in combinations(study.treatments, 2):
                found.setdefault(frozenset(pair), []).append(study)
        return found

    def effect(self, treatment: str, comparator: str) -> Effect:
        """Return the estimate of one treatment against another.

        Raises
        ------
        UnknownNameError
            If one is not in this network.
        """
        for name in (treatment, comparator):
            if name not in self.design.place:
                raise UnknownNameError("treatment", name, self.treatments, where="in this network")
        at = self.design.place[treatment], self.design.place[comparator]
        value, raw = float(self.fitted.effects[at]), float(self.fitted.errors[at])
        found = self._reach
        error = raw if found is None else float(found[0][at])
        limits: tuple[float | None, float | None] = (None, None)
        p = None
        if found is not None and self._can_be_printed(value, float(found[1][at])):
            far = float(found[1][at])
            limits = self._printed(value - far), self._printed(value + far)
            p = self._chance(value, error)
        predicted = self._prediction
        prediction = None
        if (
            predicted is not None
            and treatment != comparator
            and self._can_be_printed(value, float(predicted[at]))
        ):
            far = float(predicted[at])
            prediction = self._printed(value - far), self._printed(value + far)
        studies = self._direct.get(frozenset((treatment, comparator)), [])
        return Effect(
            treatment,
            comparator,
            self._printed(value),
            *limits,
            p,
            prediction,
            self._evidence(treatment, comparator, studies),
            tuple(study.study for study in studies),
            value,
            error,
        )

    def _can_be_printed(self, value: float, far: float) -> bool:
        """Return whether limits so far off are numbers; a ratio's may be too large for any."""
        return not self.measure.ratio or abs(value) + far < _WIDEST

    def _printed(self, value: float) -> float:
        return self.measure.from_scale(value)

    def _chance(self, value: float, error: float) -> float | None:
        from scipy import special

        if error == 0:
            return None
        far = abs(value) / error
        if self.options.interval == "normal":
            return float(2 * special.ndtr(-far))
        return float(2 * special.stdtr(self.design.freedom, -far))

    @cached_property
    def _reach(self) -> tuple[np.ndarray, np.ndarray] | None:
        return reach(
            self.fitted.errors,
            self.options.interval,
            level=self.options.level,
            freedom=self.design.freedom,
            q=self.fitted.q,
        )

    @cached_property
    def _prediction(self) -> np.ndarray | None:
        if self.model == "common":
            return None
        return prediction_reach(
            self.fitted.errors,
            self.fitted.tau2,
            level=self.options.level,
            freedom=self.design.freedom,
        )

    def _evidence(self, treatment: str, comparator: str, studies: Sequence[StudyContrasts]) -> str:
        direct = direct_estimate(studies, treatment, comparator, self.fitted.tau2)
        if direct is None:
            return "indirect"
        at = self.design.place[treatment], self.design.place[comparator]
        alone = abs(float(self.fitted.errors[at]) - direct.error) <= _ALONE * direct.error
        return "direct" if alone else "mixed"

    def effects_against(self, reference: str) -> list[Effect]:
        """Return the estimate of every other treatment against one, by name."""
        return [self.effect(t, reference) for t in self.treatments if t != reference]

    def every_effect(self) -> list[Effect]:
        """Return the estimate of every pair, each one way round: the later name first."""
        names = self.treatments
        return [self.effect(b, a) for i, a in enumerate(names) for b in names[i + 1 :]]

    # --- what the estimates rest on -------------------------------------------------------------

    @cached_property
    def decomposition(self) -> Decomposition:
        """Return what Q is made of, within and between designs."""
        return decompose(self.studies)

    def splits(self, method: str = "SIDE") -> list[Split]:
        """Return direct and indirect evidence on every pair, apart."""
        if self.model == "common":
            return split(self.fitted, method=method)
        way = self.options.tau2
        return split(
            self.fitted, method=method, tau2=lambda design: heterogeneity(design, way).tau2
        )

    @cached_property
    def flow(self) -> Flow:
        """Return how evidence flows through the network."""
        return Flow(self.fitted)

    def contributions(
        self, treatment: str, comparator: str, *, method: str = "randomwalk"
    ) -> dict[tuple[str, str], float]:
        """Return the share of each direct comparison in an estimate; shares add up to 1."""
        place = self.design.place
        found = shares.contributions(self.flow, place[treatment], place[comparator], method=method)
        names = self.treatments
        return {(names[a], names[b]): share for (a, b), share in found.items()}

    def study_contributions(
        self, treatment: str, comparator: str, *, method: str = "randomwalk"
    ) -> dict[str, float]:
        """Return the share of each study in an estimate; shares add up to 1."""
        place = self.design.place
        found = shares.contributions(self.flow, place[treatment], place[comparator], method=method)
        return shares.by_study(self.flow, found)

    def influence(self, reference: str) -> Influence:
        """Return the estimates without each study, in turn.

        Heterogeneity is estimated anew by DerSimonian and Laird where it is estimated that way, and
        kept where it is iterated or given.
        """
        kept = None if self.options.tau2 == "DL" else self.fitted.tau2
        return leave_one_out(
            self.design, reference=reference, random=self.model == "random", tau2=kept
        )

    @cached_property
    def bridges(self) -> list[Bridge]:
        """Return the studies without which the network falls apart."""
        # To look for them one by one is slow; which they are follows from the fit.
        needed = zip(self.studies, dispensable(self.common), strict=True)
        return bridges(self.studies, [study for study, spared in needed if not spared])

    # --- ranks ----------------------------------------------------------------------------------

    @property
    def p_scores(self) -> dict[str, float]:
        """Return each treatment's mean chance of being better than another.

        Raises
        ------
        DataError
            If it is not known which direction is better.
        """
        scores = p_scores(self.fitted, higher_is_better=self._higher_is_better())
        return dict(zip(self.treatments, scores.tolist(), strict=True))

    def rankogram(self, *, samples: int = 20_000, seed: int = 1) -> Rankogram:
        """Return the chances of ranks, found by simulation."""
        better = self._higher_is_better()
        return rankogram(self.fitted, higher_is_better=better, samples=samples, seed=seed)

    def _higher_is_better(self) -> bool:
        if self.better is None:
            raise DataError(
                "the outcome",
                "has no desirable direction",
                "say whether higher or lower is better, by better='lower'",
            )
        return self.better == "higher"
