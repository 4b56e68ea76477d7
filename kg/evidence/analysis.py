"""Analyse one connected network: estimates, heterogeneity, consistency, flow, influence, ranks.

Everything is worked out when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kg.errors import DataError
from kg.evidence import contributions as shares
from kg.evidence.contrasts import StudyContrasts
from kg.evidence.effects import Effect, Effects
from kg.evidence.fit import Design, Fit
from kg.evidence.flow import Flow
from kg.evidence.heterogeneity import Heterogeneity, heterogeneity
from kg.evidence.inconsistency import Decomposition, decompose
from kg.evidence.influence import Influence, dispensable, leave_one_out
from kg.evidence.measures import Measure
from kg.evidence.network import Bridge, bridges
from kg.evidence.options import Options
from kg.evidence.ranking import Rankogram, p_scores, rankogram
from kg.evidence.splitting import Split, split


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
    >>> import numpy as np
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
        # Whatever rests on an estimate asks which studies carry it.
        self._carried: dict[tuple[str, str, str], dict[str, float]] = {}

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
    def effects(self) -> Effects:
        """Return what reads estimates off the fit of the model that was asked for."""
        predicted = self.model == "random"
        return Effects(self.fitted, self.measure, self.options, predicted=predicted)

    def effect(self, treatment: str, comparator: str) -> Effect:
        """Return the estimate of one treatment against another.

        Raises
        ------
        UnknownNameError
            If one is not in this network.
        """
        return self.effects.between(treatment, comparator)

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
        return self._side if method == "SIDE" else self._split(method)

    @cached_property
    def _side(self) -> list[Split]:
        return self._split("SIDE")

    def _split(self, method: str) -> list[Split]:
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
        asked = treatment, comparator, method
        if asked not in self._carried:
            ends = self.design.place[treatment], self.design.place[comparator]
            found = shares.contributions(self.flow, *ends, method=method)
            self._carried[asked] = shares.by_study(self.flow, found)
        return dict(self._carried[asked])

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
