"""Estimate effects between treatments from studies: one outcome at a time, every way it was told.

An estimate comes from a network meta-analysis of one outcome, time and measure; figures of
different studies meet nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cached_property
from itertools import chain, permutations

from kg.comparison.bodies import resting_on
from kg.comparison.connections import answers, leading_over
from kg.comparison.estimates import Estimate
from kg.comparison.estimating import estimated
from kg.comparison.filters import Filters
from kg.comparison.mirrored import with_mirror
from kg.comparison.pooling import Pooled, what_is_pooled
from kg.comparison.strength import Judgement
from kg.evidence.cohorts import cohorts
from kg.evidence.counting import counted_once, names_of, of_people
from kg.evidence.label_doses import in_labelled_doses, of_labelled_doses
from kg.evidence.mirrors import mirrors_of
from kg.evidence.rare import too_rare
from kg.evidence.study_pools import StudyPool, study_pools
from kg.evidence.synthesis import Synthesis
from kg.model.catalogue import Catalogue
from kg.model.studies import Result, Study
from kg.model.values import Claim
from kg.vocabulary import IRI


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
    of
        Gives the evidence on another outcome, with the same filters; None where that is not asked.
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
        of: Callable[[IRI], OutcomeEvidence] | None = None,
    ) -> None:
        self._mirrors = () if of is None else mirrors_of(knowledge, outcome)
        self._of = of
        self.knowledge, self.outcome, self._filters = knowledge, outcome, filters
        self.bias, self._judgements, self._labels = bias, judgements, labels
        self.names = names_of(knowledge)
        concept = knowledge.concepts.get(outcome)
        self._is_absence = concept is not None and bool(concept.absence_of)
        studies, self.remarks = counted_once(knowledge, outcome, mirrored=not self._is_absence)
        self.all_studies = tuple(studies)
        own = [study for study in knowledge.studies.values() if _of_its_own(study)]
        if filters.doses == "labelled":
            studies, said = of_labelled_doses(studies, outcome, self.names)
            self.remarks += said
            own = [in_labelled_doses(study) for study in own]
        self._of_anybody = tuple(studies)
        if filters.population is not None:
            studies, said = of_people(studies, knowledge, filters.population)
            self.remarks += said
            own, _ = of_people(own, knowledge, filters.population)
        self.studies, self._own_studies = tuple(studies), tuple(own)

    @property
    def syntheses(self) -> tuple[Synthesis, ...]:
        """Return what can be pooled; see `pooled`."""
        return tuple(synthesis for _, synthesis in self.pooled)

    @cached_property
    def pooled(self) -> tuple[Pooled, ...]:
        """Return what can be pooled, each with the studies that it could take.

        Of an outcome that is the absence of another, figures are pooled as they are printed: what
        they tell with those of the other is told there, once.
        """
        return tuple(
            (pool, one)
            for pool, one in self._could_be_pooled
            if not (self.too_rare and any(found.taken for found in one.told))
        )

    @cached_property
    def too_rare(self) -> str:
        """Return why what people counted is not pooled, if the event is too rare for that."""
        return too_rare(one for _, one in self._could_be_pooled)

    def is_too_rare(self, studies: Set[str]) -> str:
        """Return what `too_rare` does, if studies, by their labels, are among those not pooled."""
        return self.too_rare if self.too_rare and studies & self._not_pooled else ""

    @cached_property
    def _not_pooled(self) -> frozenset[str]:
        every = (found for _, one in self._could_be_pooled for found in one.told)
        return frozenset(one.study.study for one in every if one.contrasts and one.taken)

    @cached_property
    def _could_be_pooled(self) -> tuple[Pooled, ...]:
        return what_is_pooled(
            self.knowledge,
            self.outcome,
            self.pools,
            self._filters,
            self.names,
            mirrored=not self._is_absence,
        )

    @cached_property
    def told(self) -> frozenset[IRI]:
        """Return the treatments that studies give figures of, whoever the studies are of."""
        return frozenset().union(*(study.told_of(self.outcome) for study in self.all_studies))

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
        """Return what is known of one against another: at each time, by what most studies tell.

        Where the absence of the outcome, or what it is the absence of, answers otherwise, each says
        so.
        """
        own = self._alone(treatment, comparator)
        if self._of is None or not own:
            return own
        mirrors = [self._of(one)._alone(treatment, comparator) for one in self._mirrors]
        return tuple(with_mirror(one, chain.from_iterable(mirrors)) for one in own)

    def weighed(
        self, treatment: IRI, comparator: IRI, estimates: Iterable[Estimate]
    ) -> frozenset[str]:
        """Return the studies that estimates, or those of what mirrors the outcome, rest on."""
        found = {study for estimate in estimates for study in estimate.rests_on}
        for mirror in () if self._of is None else map(self._of, self._mirrors):
            for synthesis in mirror.telling(treatment, comparator):
                effect = synthesis.effect(mirror.names(treatment), mirror.names(comparator))
                found |= {one.label for one in resting_on(mirror.studies, synthesis, effect)}
        return frozenset(found)

    def _alone(self, treatment: IRI, comparator: IRI) -> tuple[Estimate, ...]:
        return tuple(
            self.estimate(synthesis, treatment, comparator)
            for synthesis in self.telling(treatment, comparator)
        )

    def telling(self, treatment: IRI, comparator: IRI) -> tuple[Synthesis, ...]:
        """Return the syntheses that `between` reads its estimates off; see `answers`."""
        one, other = self.names(treatment), self.names(comparator)
        return answers(self.knowledge, self.studies, self.pooled, one, other)

    def estimate(
        self,
        synthesis: Synthesis,
        treatment: IRI,
        comparator: IRI,
        *,
        also_held: Sequence[Judgement] = (),
    ) -> Estimate:
        """Return what one of `syntheses` says of one treatment against another of its network.

        Parameters
        ----------
        also_held
            What people hold of its strength besides what they hold of the two.
        """
        return estimated(
            self,
            synthesis,
            (treatment, comparator),
            (self._labels[treatment], self._labels[comparator]),
            [*self.judged(treatment, comparator), *also_held],
            verified_only=self._filters.verified_only,
        )

    def head_to_head(self, treatment: IRI, comparator: IRI) -> tuple[Study, ...]:
        """Return the studies that have a figure of the outcome for arms of both."""
        return tuple(
            study
            for study in self.studies
            if {treatment, comparator} <= study.told_of(self.outcome)
        )

    def of_others(self, treatment: IRI, comparator: IRI) -> tuple[Study, ...]:
        """Return the studies that compare the two, but not in the people asked for alone."""
        kept = {study.iri for study in self.studies}
        return tuple(
            study
            for study in self._of_anybody
            if study.iri not in kept and {treatment, comparator} <= study.told_of(self.outcome)
        )

    def of_other_doses(self, treatment: IRI, comparator: IRI) -> tuple[Study, ...]:
        """Return the studies that compare the two, but not in the doses asked for alone."""
        if self._filters.doses == "all":
            return ()
        both = {treatment, comparator}
        kept = {s.iri for s in self._of_anybody if both <= s.told_of(self.outcome)}
        return tuple(
            study
            for study in self.all_studies
            if study.iri not in kept and both <= study.told_of(self.outcome)
        )

    def without_figures(self, treatment: IRI, comparator: IRI) -> tuple[Study, ...]:
        """Return the studies that have arms of both, but not of both a figure of the outcome."""
        both = {treatment, comparator}
        telling = {
            study.iri
            for studies in (self.head_to_head, self.of_other_doses)
            for study in studies(treatment, comparator)
        }
        return tuple(
            study
            for study, compared in self.compared
            if both <= compared and study.iri not in telling
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

    @property
    def narrowed_to_strength(self) -> bool:
        """Return whether only evidence of some strength is asked for."""
        return self._filters.strength is not None

    def may_use(self, result: Result) -> bool:
        """Return whether a figure was read as the filters ask for."""
        return not (self._filters.verified_only and result.verification == "notVerified")

    @cached_property
    def claims_of_studies(self) -> Mapping[IRI, Sequence[Claim]]:
        """Return what is claimed of the outcome by studies, by study."""
        found: dict[IRI, list[Claim]] = {}
        for claim in self.knowledge.claims.values():
            if claim.study is not None and claim.object == self.outcome and claim.comparator:
                found.setdefault(claim.study, []).append(claim)
        return found

    def connects_otherwise(self, treatment: IRI, comparator: IRI) -> str:
        """Return which studies lead from one to another without an estimate: see `leading_over`."""
        told = {study.iri: study.told_of(self.outcome) for study in self.studies}
        pools = [[told[study.iri] for study in pool.studies] for pool in self.pools]
        return leading_over(pools, list(told.values()), treatment, comparator)

    @cached_property
    def pools(self) -> tuple[StudyPool, ...]:
        """Return the studies that may be pooled with each other; see `study_pools`."""
        return tuple(study_pools(self.knowledge, self.studies))

    def judged(self, treatment: IRI, comparator: IRI | None) -> Sequence[Judgement]:
        """Return what people hold of the strength of what is known of one against another."""
        held = list(self._judgements.get((treatment, comparator), ()))
        if comparator is not None:
            # What is known of one against another is known of the other against the one.
            held += self._judgements.get((comparator, treatment), ())
        return held


def _of_its_own(study: Study) -> bool:
    """Return whether a study stands, and is no analysis of others."""
    return study.stands and not study.combines and study.design != "metaAnalysis"
