"""Estimate effects between treatments from studies: one outcome at a time, every way it was told.

An estimate comes from a network meta-analysis of one outcome, time and measure; figures of
different studies meet nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from copy import copy
from dataclasses import replace
from functools import cached_property, partial
from itertools import permutations

from kg.comparison.baseline import baseline
from kg.comparison.bodies import body_of, resting_on, unpooled_body
from kg.comparison.designs import said_beside, split_by_chance
from kg.comparison.estimates import Estimate, time_words
from kg.comparison.filters import Filters
from kg.comparison.remarks import remarks_of
from kg.comparison.strength import Judgement, Strength, rate
from kg.errors import DataError
from kg.evidence.absolute import absolute_effect
from kg.evidence.asked import synthesize
from kg.evidence.choice import Choice
from kg.evidence.cohorts import cohorts
from kg.evidence.counting import counted_once, names_of, of_people
from kg.evidence.coverage import askable
from kg.evidence.effects import Effect
from kg.evidence.sentences import of_effect
from kg.evidence.splitting import direct_estimate
from kg.evidence.study_pools import StudyPool, people_of, study_pools
from kg.evidence.synthesis import Synthesis
from kg.model.catalogue import Catalogue
from kg.model.studies import Study
from kg.model.values import Claim
from kg.vocabulary import IRI, TKG


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
        self.all_studies = tuple(studies)
        own = [study for study in knowledge.studies.values() if _of_its_own(study)]
        if filters.population is not None:
            studies, said = of_people(studies, knowledge, filters.population)
            self.remarks += said
            own, _ = of_people(own, knowledge, filters.population)
        self.studies, self._own_studies = tuple(studies), tuple(own)
        self._among: dict[frozenset[Study], OutcomeEvidence] = {}

    @property
    def syntheses(self) -> tuple[Synthesis, ...]:
        """Return what can be pooled; see `pooled`."""
        return tuple(synthesis for _, synthesis in self.pooled)

    @cached_property
    def pooled(self) -> tuple[tuple[StudyPool, Synthesis], ...]:
        """Return what can be pooled, each time and measure by itself; most studies go first.

        Trials that assigned people at random are pooled by themselves, and go before the others;
        see `study_pools` for the people. Each synthesis stands with the studies that it could take.
        """
        found = []
        for pool in study_pools(self._knowledge, self.studies):
            for choice in askable(list(pool.studies), self.outcome, self._names):
                try:
                    synthesis = synthesize(
                        self._knowledge,
                        self.outcome,
                        at=time_words(choice.weeks),
                        measure=choice.measure.id,
                        verified_only=self._filters.verified_only,
                        population=self._filters.population,
                        counts=partial(_is_among, {study.iri for study in pool.studies}),
                    )
                except DataError:
                    # Only figures that nobody has read tell of it.
                    continue
                if synthesis.networks:
                    found.append((pool, synthesis))
        return tuple(found)

    def among(self, study: Study) -> OutcomeEvidence:
        """Return the evidence of the studies that may be pooled with one; see `study_pools`."""
        pools = study_pools(self._knowledge, [*(s for s in self.studies if s != study), study])
        kept = frozenset(s for pool in pools if study in pool.studies for s in pool.studies)
        if kept not in self._among:
            found = copy(self)
            found.studies = tuple(s for s in self.studies if s in kept)
            found.pooled = tuple(one for one in self.pooled if kept.issuperset(one[0].studies))
            for name in ("told", "connected", "compared"):
                found.__dict__.pop(name, None)
            self._among[kept] = found
        return self._among[kept]

    @cached_property
    def told(self) -> frozenset[IRI]:
        """Return the treatments that studies give figures of."""
        return frozenset().union(*(study.told_of(self.outcome) for study in self.studies))

    @cached_property
    def connected(self) -> frozenset[tuple[IRI, IRI]]:
        """Return the pairs, either way, that there is an estimate of."""
        return frozenset(
            pair
            for synthesis in self.syntheses
            for network in synthesis.networks
            for pair in permutations([synthesis.concepts[one] for one in network.treatments], 2)
        )

    def between(self, treatment: IRI, comparator: IRI) -> tuple[Estimate, ...]:
        """Return what is known of one against another: at each time, by what most studies tell."""
        return tuple(
            self.estimate(synthesis, treatment, comparator)
            for synthesis in self.telling(treatment, comparator)
        )

    def telling(self, treatment: IRI, comparator: IRI) -> tuple[Synthesis, ...]:
        """Return the syntheses that `between` reads its estimates off."""
        a, b = self._names(treatment), self._names(comparator)
        found: dict[str | None, Synthesis] = {}
        for synthesis in self.syntheses:
            network = next((n for n in synthesis.networks if a in n.treatments), None)
            if network is not None and b in network.treatments:
                found.setdefault(synthesis.question.at, synthesis)
        if len(found) > 1:
            # Without a time, figures of different times meet: only where nothing better is there.
            found.pop(None, None)
        return tuple(found.values())

    def estimate(self, synthesis: Synthesis, treatment: IRI, comparator: IRI) -> Estimate:
        """Return what one of `syntheses` says of one treatment against another of its network."""
        held = self._judged(treatment, comparator)
        return self._estimate(synthesis, treatment, comparator, held)

    def head_to_head(self, treatment: IRI, comparator: IRI) -> tuple[Study, ...]:
        """Return the studies that have a figure of the outcome for arms of both."""
        return tuple(
            study
            for study in self.studies
            if {treatment, comparator} <= study.told_of(self.outcome)
        )

    def without_figures(self, treatment: IRI, comparator: IRI) -> tuple[Study, ...]:
        """Return the studies that have arms of both, but not of both a figure of the outcome."""
        both = {treatment, comparator}
        return tuple(
            study
            for study, compared in self.compared
            if both <= compared and not both <= study.told_of(self.outcome)
        )

    @cached_property
    def cohorts(self) -> tuple[frozenset[str], ...]:
        """Return the comparisons of one cohort, by their labels, where there are several."""
        groups = [group for group in cohorts(self.all_studies) if len(group) > 1]
        return tuple(frozenset(study.label for study in group) for group in groups)

    @cached_property
    def compared(self) -> tuple[tuple[Study, frozenset[IRI]], ...]:
        """Return the studies that are none of others, each with the treatments of its arms."""
        return tuple(
            (study, frozenset(arm.counts_for for arm in study.arms)) for study in self._own_studies
        )

    def connects_others(self, treatment: IRI, comparator: IRI) -> bool:
        """Return whether studies lead from one to another, were people and designs no different."""
        reached, before = {treatment}, 0
        while len(reached) > before:
            before = len(reached)
            for study in self.studies:
                told = study.told_of(self.outcome)
                if reached & told:
                    reached |= told
        return comparator in reached

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
            comparator = synthesis.concepts[chosen]
            held = [*self._judged(treatment, comparator), *self._judged(treatment, None)]
            return self._estimate(synthesis, treatment, comparator, held)
        return None

    def _is_control(self, iri: IRI) -> bool:
        return self._knowledge.concepts[iri].cls == TKG.ControlCondition

    def known_of(
        self, treatment: IRI, claims: Iterable[Claim]
    ) -> tuple[Estimate | None, Strength | None]:
        """Return what is known of a treatment against a control condition, and how surely.

        The strength is the estimate's. Without one, or where it rests on no randomised trial
        although there are some, it is of what studies tell without being pooled: of randomised
        trials, if there are any.

        Parameters
        ----------
        claims
            What is said of the treatment itself and the outcome; their studies count, too.
        """
        estimate = self.against_control(treatment)
        telling = self._telling({treatment}, claims)
        return estimate, self._carrying(estimate, telling, self._judged(treatment, None))

    def known_between(
        self, treatment: IRI, comparator: IRI, claims: Iterable[Claim]
    ) -> tuple[Estimate | None, Strength | None]:
        """Return what is known of one against another, and how surely, as `known_of` does."""
        estimate = next(iter(self.between(treatment, comparator)), None)
        telling = self._telling({treatment, comparator}, claims)
        return estimate, self._carrying(estimate, telling, self._judged(treatment, comparator))

    def _carrying(
        self, estimate: Estimate | None, telling: Sequence[Study], held: Sequence[Judgement]
    ) -> Strength | None:
        """Return the strength of the body of evidence that carries the rating (S1)."""
        trials, _ = split_by_chance(telling)
        if estimate is not None and estimate.strength is not None:
            behind = [study for study in self.studies if study.label in estimate.rests_on]
            if split_by_chance(behind)[0] or not trials:
                beside = said_beside(behind, telling, pooled=True)
                return replace(estimate.strength, beside=beside)
        rated = trials or telling
        beside = said_beside(rated, telling, pooled=False)
        if estimate is not None and estimate.strength is not None:
            beside += (
                f"the estimate against {estimate.comparator} rests on other studies and is"
                f" {estimate.strength.level} by itself",
            )
        return rate(unpooled_body(self._knowledge, rated, self._bias), held, beside=beside)

    def _telling(self, ends: Set[IRI], claims: Iterable[Claim]) -> tuple[Study, ...]:
        """Return the studies that tell of a treatment, or of two, each once."""
        telling = {s.iri: s for s in self.studies if ends <= s.told_of(self.outcome)}
        known = self._knowledge.studies
        for claim in claims:
            study = None if claim.study is None else known.get(claim.study)
            if study is not None and study.stands and claim.modality == "shown":
                telling.setdefault(study.iri, study)
        return tuple(study for study in telling.values() if study.identified is not False)

    def _estimate(
        self, synthesis: Synthesis, treatment: IRI, comparator: IRI, held: Sequence[Judgement]
    ) -> Estimate:
        a, b = self._names(treatment), self._names(comparator)
        titles = self._labels[treatment], self._labels[comparator]
        effect = synthesis.effect(a, b)
        question, options = synthesis.question, synthesis.options
        network = synthesis.network_of(a)
        direct = _direct(synthesis, effect)
        limits = None if effect.lower is None else (effect.lower, effect.upper)
        choice = Choice(
            self.outcome,
            question.measure,
            question.weeks,
            verified_only=self._filters.verified_only,
        )
        behind = resting_on(self.studies, synthesis, effect)
        pooled = {study.study for study in network.studies}
        beside = [study for study in self.studies if study.label in pooled]
        start = baseline(beside, choice, comparator, titles[1])
        if start is not None and not {study.label for study in behind} & set(start.studies):
            # Of others than those that were compared: a risk that the estimate is none of.
            start = None
        absolute = None
        if start is not None and limits is not None and 0 < start.risk < 1:
            absolute = absolute_effect(
                question.measure, (effect.value, limits[0], limits[1] or limits[0]), start.risk
            )
        compared = self.head_to_head(treatment, comparator)
        body = body_of(self._knowledge, behind, synthesis, effect, choice, self._bias)
        remarks = remarks_of(
            synthesis,
            (a, b),
            behind,
            people=people_of(self._knowledge, behind),
            different=body.different_people,
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
            tuple(sorted(study.label for study in behind)),
            absolute,
            start if absolute is not None else None,
            rate(body, held, beside=said_beside(behind, compared, pooled=True)),
            question.better,
            people_of(self._knowledge, beside),
            remarks,
            " ".join([of_effect(named, question, options), *remarks]),
            synthesis,
        )

    def _judged(self, treatment: IRI, comparator: IRI | None) -> Sequence[Judgement]:
        held = list(self._judgements.get((treatment, comparator), ()))
        if comparator is not None:
            # What is known of one against another is known of the other against the one.
            held += self._judgements.get((comparator, treatment), ())
        return held


def _is_among(studies: Set[IRI], study: Study) -> bool:
    return study.iri in studies


def _of_its_own(study: Study) -> bool:
    """Return whether a study stands, and is no analysis of others."""
    return study.stands and not study.combines and study.design != "metaAnalysis"


def _direct(synthesis: Synthesis, effect: Effect) -> tuple[float, float, float] | None:
    network = synthesis.network_of(effect.treatment)
    part = direct_estimate(
        network.studies, effect.treatment, effect.comparator, network.fitted.tau2
    )
    if part is None:
        return None
    _, limits = network.effects.interval(part.effect, part.error)
    return None if limits is None else (network.measure.from_scale(part.effect), *limits)
