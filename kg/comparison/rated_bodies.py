"""Choose the body of evidence on an outcome that is rated: what is pooled, or what is not (S1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from kg.comparison.bodies import unpooled_body
from kg.comparison.connections import connecting
from kg.comparison.designs import said_beside, split_by_chance
from kg.comparison.domains import tells_alone
from kg.comparison.estimates import Estimate
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.comparison.strength import Judgement, Strength, rate
from kg.evidence.choice import Choice
from kg.evidence.measures import MEASURES
from kg.model.studies import Study
from kg.model.values import Claim
from kg.vocabulary import IRI, TKG


class RatedBodies:
    """Choose the bodies of evidence on an outcome that are rated.

    Parameters
    ----------
    evidence
        On the outcome.
    among
        The studies that count, by their IRIs; None for all that the evidence is of.

    Examples
    --------
    >>> import kg
    >>> from kg.comparison.evidence_by_outcome import EvidenceByOutcome
    >>> from kg.comparison.filters import Filters
    >>> smoking = kg.load("smoking")
    >>> cessation, counselling = (
    ...     smoking.concept(name).iri for name in ("smoking cessation", "individual counselling")
    ... )
    >>> evidence = EvidenceByOutcome(smoking, Filters(), smoking.labels)[cessation]
    >>> estimate, strength = RatedBodies(evidence).known_of(counselling, [])
    >>> estimate.comparator, strength.level
    ('no contact', 'very low')
    """

    def __init__(self, evidence: OutcomeEvidence, among: Set[IRI] | None = None) -> None:
        self._evidence = evidence
        self._studies, self._pooled = evidence.studies, evidence.pooled
        if among is not None:
            self._studies = tuple(study for study in self._studies if study.iri in among)
            self._pooled = tuple(
                (pool, synthesis)
                for pool, synthesis in evidence.pooled
                if {study.iri for study in pool.studies} <= among
            )

    def known_of(
        self, treatment: IRI, claims: Iterable[Claim]
    ) -> tuple[Estimate | None, Strength | None]:
        """Return what is known of a treatment against a control condition, and how surely.

        The strength is the estimate's. Without one, or where it rests on no randomised trial
        although there are some, it is of what studies tell without being pooled: of randomised
        trials that compare it with something, if there are any.

        Parameters
        ----------
        claims
            What is said of the treatment itself and the outcome; their studies count, too.
        """
        estimate = self._against_control(treatment)
        claims = [*claims]
        telling = self._telling({treatment}, claims)
        held = self._evidence.judged(treatment, None)
        return estimate, self._carrying(estimate, telling, self._alone(telling, claims), held)

    def known_between(
        self, treatment: IRI, comparator: IRI, claims: Iterable[Claim]
    ) -> tuple[Estimate | None, Strength | None]:
        """Return what is known of one against another, and how surely, as `known_of` does."""
        evidence = self._evidence
        found = connecting(self._pooled, evidence.names(treatment), evidence.names(comparator))
        estimate = evidence.estimate(found[0], treatment, comparator) if found else None
        claims = [*claims]
        telling = self._telling({treatment, comparator}, claims)
        held = evidence.judged(treatment, comparator)
        return estimate, self._carrying(estimate, telling, self._alone(telling, claims), held)

    def _against_control(self, treatment: IRI) -> Estimate | None:
        """Return what is known of a treatment against a control condition, or what stands for it.

        Without a control condition in its network, it is told against the treatment that most arms
        are of.
        """
        name = self._evidence.names(treatment)
        for _, synthesis in self._pooled:
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
            held = self._evidence.judged(treatment, None)
            comparator = synthesis.concepts[chosen]
            return self._evidence.estimate(synthesis, treatment, comparator, also_held=held)
        return None

    def _is_control(self, iri: IRI) -> bool:
        # What is not described as a concept, such as one of a pack that is not loaded, is none.
        concept = self._evidence.knowledge.concepts.get(iri)
        return concept is not None and concept.cls == TKG.ControlCondition

    def _telling(self, ends: Set[IRI], claims: Iterable[Claim]) -> tuple[Study, ...]:
        """Return the studies that tell of a treatment, or of two, each once."""
        outcome = self._evidence.outcome
        telling = {s.iri: s for s in self._studies if ends <= s.told_of(outcome)}
        known = self._evidence.knowledge.studies
        for claim in claims:
            study = None if claim.study is None else known.get(claim.study)
            if study is not None and study.stands and claim.modality == "shown":
                telling.setdefault(study.iri, study)
        return tuple(study for study in telling.values() if study.identified is not False)

    def _alone(self, telling: Iterable[Study], claims: Sequence[Claim]) -> frozenset[IRI]:
        """Return the studies that tell of one treatment alone."""
        outcome = self._evidence.outcome
        return frozenset(s.iri for s in telling if tells_alone(s, outcome, claims))

    def _carrying(
        self,
        estimate: Estimate | None,
        telling: Sequence[Study],
        alone: Set[IRI],
        held: Sequence[Judgement],
    ) -> Strength | None:
        """Return the strength of the body of evidence that carries the rating."""
        trials, _ = split_by_chance(telling, alone)
        if estimate is not None and estimate.strength is not None:
            behind = [study for study in self._studies if study.label in estimate.rests_on]
            if split_by_chance(behind)[0] or not trials:
                beside = said_beside(behind, telling, pooled=True, alone=alone)
                return replace(estimate.strength, beside=beside)
        rated = trials or telling
        beside = said_beside(rated, telling, pooled=False, alone=alone)
        if estimate is not None and estimate.strength is not None:
            beside += (
                f"the estimate against {estimate.comparator} rests on other studies and is"
                f" {estimate.strength.level} by itself",
            )
        evidence = self._evidence
        counted = Choice(evidence.outcome, MEASURES["RR"])
        body = unpooled_body(
            *(evidence.knowledge, rated, evidence.bias, alone, counted),
            rare=bool(evidence.too_rare),
        )
        return rate(body, held, beside=beside)
