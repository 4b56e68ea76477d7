"""Estimate effects between treatments from studies: one outcome at a time, every way it was told.

An estimate comes from a network meta-analysis of one outcome, time and measure; figures of
different studies meet nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.comparison.filters import Filters
from kg.comparison.strength import Body, Judgement, Strength, rate
from kg.errors import DataError
from kg.evidence.absolute import AbsoluteEffect, absolute_effect
from kg.evidence.asked import (
    counted_once,
    is_randomised,
    names_of,
    of_people,
    synthesize,
)
from kg.evidence.choice import TRUST, Choice
from kg.evidence.coverage import askable
from kg.evidence.effects import Effect
from kg.evidence.measures import Measure
from kg.evidence.sentences import counted, listed, of_effect
from kg.evidence.splitting import direct_estimate
from kg.evidence.synthesis import Synthesis
from kg.model.catalogue import Catalogue
from kg.model.studies import Result, Study
from kg.vocabulary import IRI, TKG

# Measures that tell what becomes of a risk.
_OF_RISK = ("OR", "RR", "RD", "HR")

_WEEKS_A_MONTH = 365.25 / 12 / 7


@dataclass(frozen=True, slots=True)
class Baseline:
    """Hold how many had an outcome under a comparator, and in which studies."""

    events: int
    total: int
    comparator: str
    studies: tuple[str, ...]

    @property
    def risk(self) -> float:
        """Return their share."""
        return self.events / self.total

    @property
    def words(self) -> str:
        """Return where it is from, in words."""
        return (
            f"{self.events} of {self.total} people with {self.comparator} in {listed(self.studies)}"
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """Hold what studies say of one treatment against another, on one outcome at one time.

    Parameters
    ----------
    treatment, comparator
        Labels.
    outcome, at
        In words; without a time, each study's longest.
    measure
        What the numbers are.
    value, lower, upper, level
        Of the network's estimate; a ratio is no logarithm.
    evidence
        ``direct``, ``indirect`` or ``mixed``.
    direct
        What the studies that compare the two say by themselves, with limits; None without any.
    studies
        Those that compare the two.
    all_studies
        Those of the network.
    absolute, baseline
        What the estimate makes of the risk under the comparator, and where that is from; None where
        the measure or the data do not tell.
    sentence
        All of it in words.
    synthesis
        What it was read from.
    """

    treatment: str
    comparator: str
    outcome: str
    at: str | None
    measure: Measure
    value: float
    lower: float | None
    upper: float | None
    level: float
    evidence: str
    direct: tuple[float, float, float] | None
    studies: tuple[str, ...]
    all_studies: tuple[str, ...]
    absolute: AbsoluteEffect | None
    baseline: Baseline | None
    strength: Strength | None
    better: str | None
    sentence: str
    synthesis: Synthesis = field(repr=False, compare=False)

    @property
    def favours(self) -> str | None:
        """Return which of the two it speaks for; None where the interval holds no difference."""
        if self.lower is None or self.upper is None or self.better is None:
            return None
        if self.lower <= self.measure.null <= self.upper:
            return None
        above = self.lower > self.measure.null
        return self.treatment if above == (self.better == "higher") else self.comparator


class OutcomeEvidence:
    """Read estimates on one outcome.

    Parameters
    ----------
    knowledge
        Where the studies are.
    outcome
        What was found out about.
    filters
        Which studies and figures count.
    judgements
        What people hold of strengths, by treatment and comparator.
    labels
        What treatments are called in words.
    """

    def __init__(
        self,
        knowledge: Catalogue,
        outcome: IRI,
        filters: Filters,
        *,
        bias: Mapping[IRI, str],
        judgements: Mapping[tuple[IRI, IRI | None], Sequence[Judgement]],
        labels: Mapping[str, str],
    ) -> None:
        self._knowledge, self.outcome, self._filters = knowledge, outcome, filters
        self._bias, self._judgements, self._labels = bias, judgements, labels
        self._names = names_of(knowledge)
        studies, self.remarks = counted_once(knowledge, outcome)
        if filters.population is not None:
            studies, said = of_people(studies, knowledge, filters.population)
            self.remarks += said
        self.studies = tuple(studies)

    @cached_property
    def syntheses(self) -> tuple[Synthesis, ...]:
        """Return what can be pooled, each time and measure by itself; most studies go first.

        Trials that assigned people at random are pooled by themselves, and go before the others.
        """
        population = self._filters.population
        found = []
        for randomised in (True, False):
            studies = [study for study in self.studies if is_randomised(study) == randomised]
            for choice in askable(studies, self.outcome, self._names):
                try:
                    found.append(
                        synthesize(
                            self._knowledge,
                            self.outcome,
                            at=time_words(choice.weeks),
                            measure=choice.measure.id,
                            verified_only=self._filters.verified_only,
                            population=population,
                            randomised=randomised,
                        )
                    )
                except DataError:
                    # Only figures that nobody has read tell of it.
                    continue
        return tuple(synthesis for synthesis in found if synthesis.networks)

    def between(self, treatment: IRI, comparator: IRI) -> tuple[Estimate, ...]:
        """Return what is known of one against another: at each time, by what most studies tell."""
        a, b = self._names(treatment), self._names(comparator)
        found: dict[str | None, Estimate] = {}
        for synthesis in self.syntheses:
            at = synthesis.question.at
            network = next((n for n in synthesis.networks if a in n.treatments), None)
            if at not in found and network is not None and b in network.treatments:
                found[at] = self._estimate(synthesis, treatment, comparator)
        if len(found) > 1:
            # Without a time, figures of different times meet: only where nothing better is there.
            found.pop(None, None)
        return tuple(found.values())

    def head_to_head(self, treatment: IRI, comparator: IRI) -> tuple[Study, ...]:
        """Return the studies that have arms of both and tell of the outcome."""
        return tuple(
            study
            for study in self.studies
            if {treatment, comparator} <= {arm.counts_for for arm in study.arms}
        )

    def against_control(self, treatment: IRI) -> Estimate | None:
        """Return what is known of a treatment against a control condition, or what stands for it.

        Without a control condition in its network, it is told against the treatment that most arms
        are of.
        """
        name = self._names(treatment)
        for synthesis in self.syntheses:
            network = next((n for n in synthesis.networks if name in n.treatments), None)
            if network is None:
                continue
            chosen = max(
                (other for other in network.treatments if other != name),
                key=lambda other: (
                    self._is_control(synthesis.concepts[other]),
                    sum(other in study.treatments for study in network.studies),
                    other,
                ),
            )
            return self._estimate(synthesis, treatment, synthesis.concepts[chosen])
        return None

    def _is_control(self, iri: IRI) -> bool:
        return self._knowledge.concepts[iri].cls == TKG.ControlCondition

    def rated(self, treatment: IRI, studies: Sequence[Study]) -> Strength | None:
        """Return the strength of what studies tell of a treatment alone, without an estimate."""
        body = Body(tuple(studies), self._bias)
        return rate(body, self._judged(treatment, None))

    def _estimate(self, synthesis: Synthesis, treatment: IRI, comparator: IRI) -> Estimate:
        a, b = self._names(treatment), self._names(comparator)
        titles = self._labels[treatment], self._labels[comparator]
        effect = synthesis.effect(a, b)
        question, options = synthesis.question, synthesis.options
        network = synthesis.network_of(a)
        direct = self._direct(synthesis, effect)
        limits = None if effect.lower is None else (effect.lower, effect.upper)
        baseline = self._baseline(question.measure, comparator, question.weeks)
        absolute = None
        if baseline is not None and limits is not None and 0 < baseline.risk < 1:
            absolute = absolute_effect(
                question.measure, (effect.value, limits[0], limits[1] or limits[0]), baseline.risk
            )
        named = replace(effect, treatment=titles[0], comparator=titles[1])
        return Estimate(
            *titles,
            question.outcome,
            question.at,
            question.measure,
            effect.value,
            effect.lower,
            effect.upper,
            options.level,
            effect.evidence,
            direct,
            effect.studies,
            tuple(sorted(study.study for study in network.studies)),
            absolute,
            baseline if absolute is not None else None,
            self._strength(synthesis, effect, treatment, comparator),
            question.better,
            self._said(of_effect(named, question, options), synthesis, effect),
            synthesis,
        )

    def _said(self, sentence: str, synthesis: Synthesis, effect: Effect) -> str:
        """Return a sentence on an estimate with what has to be known beside it."""
        said = [sentence]
        if synthesis.question.at is None:
            said.append("Each study's longest time was taken.")
        resting_on = self._resting_on(synthesis, effect)
        if not any(is_randomised(study) for study in resting_on):
            said.append("Nobody was assigned to a treatment at random.")
        people = self._different_people(resting_on)
        if people:
            said.append(f"The studies are of different people: {'; '.join(people)}.")
        return " ".join(said)

    def _resting_on(self, synthesis: Synthesis, effect: Effect) -> tuple[Study, ...]:
        """Return the studies that compare two directly, or else all of the network."""
        network = synthesis.network_of(effect.treatment)
        named = {study.label: study for study in self.studies}
        wanted = [study.study for study in network.studies]
        if effect.evidence == "direct":
            wanted = list(effect.studies)
        return tuple(named[label] for label in wanted if label in named)

    def _direct(self, synthesis: Synthesis, effect: Effect) -> tuple[float, float, float] | None:
        network = synthesis.network_of(effect.treatment)
        part = direct_estimate(
            network.studies, effect.treatment, effect.comparator, network.fitted.tau2
        )
        if part is None:
            return None
        _, limits = network.effects.interval(part.effect, part.error)
        return None if limits is None else (network.measure.from_scale(part.effect), *limits)

    def _baseline(self, measure: Measure, comparator: IRI, weeks: float | None) -> Baseline | None:
        # Without a time, there is no risk that a share by some time could stand for.
        if measure.id not in _OF_RISK or (weeks is None and self._has_times):
            return None
        counts = self._counts(measure, weeks, self.studies, {comparator})
        if not counts:
            return None
        return Baseline(
            sum(result.events or 0 for _, result in counts),
            sum(result.total or 0 for _, result in counts),
            self._labels[comparator],
            tuple(sorted({study.label for study, _ in counts})),
        )

    @cached_property
    def _has_times(self) -> bool:
        return any(
            result.weeks is not None
            for study in self.studies
            for result in study.results
            if result.outcome == self.outcome
        )

    def _counts(
        self,
        measure: Measure,
        weeks: float | None,
        studies: Iterable[Study],
        treatments: set[IRI] | None = None,
    ) -> list[tuple[Study, Result]]:
        """Return one count of events for each arm, the best read and nearest in time."""
        choice = Choice(self.outcome, measure, weeks, verified_only=self._filters.verified_only)
        found = []
        for study in studies:
            for arm in study.arms:
                if treatments is not None and arm.counts_for not in treatments:
                    continue
                counts = [
                    r
                    for r in study.results
                    if r.arm == arm.iri and r.kind == "count" and choice.takes(r)
                ]
                if counts:
                    best = min(
                        counts,
                        key=lambda r: (
                            TRUST.index(r.verification),
                            choice.distance(r.weeks),
                            r.iri,
                        ),
                    )
                    found.append((study, best))
        return found

    def _strength(
        self, synthesis: Synthesis, effect: Effect, treatment: IRI, comparator: IRI
    ) -> Strength | None:
        network = synthesis.network_of(effect.treatment)
        studies = self._resting_on(synthesis, effect)
        counts = self._counts(synthesis.question.measure, synthesis.question.weeks, studies)
        arms = {arm.iri for study in studies for arm in study.arms}
        counted_arms = {result.arm for _, result in counts}
        people = [study.participants for study in studies]
        known = [n for n in people if n is not None]
        limits = None
        if effect.lower is not None and effect.upper is not None:
            limits = (effect.lower, effect.upper)
        body = Body(
            studies,
            self._bias,
            ratio=synthesis.question.measure.ratio,
            limits=limits,
            i2=network.heterogeneity.i2 if len(studies) > 1 else None,
            q_p=network.heterogeneity.p if len(studies) > 1 else None,
            split_p=self._split_p(synthesis, effect),
            direct=effect.evidence != "indirect",
            events=sum(r.events or 0 for _, r in counts) if counted_arms >= arms else None,
            people=sum(known) if len(known) == len(people) else None,
            different_people=self._different_people(studies),
        )
        return rate(body, self._judged(treatment, comparator))

    def _different_people(self, studies: Sequence[Study]) -> tuple[str, ...]:
        """Return the populations of studies, in words, if some are not among each other."""
        people = {study.population for study in studies if study.population is not None}
        within = {one: self._knowledge.narrower(one) for one in people}
        apart = any(a not in within[b] and b not in within[a] for a in people for b in people)
        return tuple(sorted(self._knowledge.label(one) for one in people)) if apart else ()

    def _split_p(self, synthesis: Synthesis, effect: Effect) -> float | None:
        if effect.evidence != "mixed":
            return None
        ends = {effect.treatment, effect.comparator}
        for found in synthesis.network_of(effect.treatment).splits():
            if {found.treatment, found.comparator} == ends and found.difference is not None:
                return found.difference.p
        return None

    def _judged(self, treatment: IRI, comparator: IRI | None) -> Sequence[Judgement]:
        return [
            *self._judgements.get((treatment, comparator), ()),
            *(self._judgements.get((treatment, None), ()) if comparator is not None else ()),
        ]


def time_words(weeks: float | None) -> str | None:
    """Return a time as people say it: in months where it is so many half years.

    Examples
    --------
    >>> time_words(104.4), time_words(96.0), time_words(24.0), time_words(None)
    ('24 months', '96 weeks', '24 weeks', None)
    """
    if weeks is None:
        return None
    months = round(weeks / _WEEKS_A_MONTH)
    if months >= 6 and months % 6 == 0 and abs(months * _WEEKS_A_MONTH - weeks) < 0.1:
        return f"{months} months"
    return f"{weeks:g} weeks"


def studies_words(studies: Sequence[str]) -> str:
    """Return studies in words: how many, and which."""
    return f"{counted(len(studies), 'study')} ({listed(studies)})"
