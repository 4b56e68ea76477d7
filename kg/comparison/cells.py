"""Fill cells of a comparison: what touches a treatment there, in words, with its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from types import MappingProxyType

from kg.comparison import readings
from kg.comparison.advice import Advice
from kg.comparison.apart import rated_apart
from kg.comparison.aspects import Aspect
from kg.comparison.bodies import unpooled_body
from kg.comparison.cell import OF_KINDS, Apart, Cell, Entry, Figure
from kg.comparison.cell_figures import CellFigures, ends_of, pooling_label
from kg.comparison.conflicts import conflicts, with_estimates
from kg.comparison.designs import split_by_chance
from kg.comparison.domains import is_alone
from kg.comparison.estimates import Estimate
from kg.comparison.filters import Narrowing
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.comparison.rated_bodies import RatedBodies
from kg.comparison.strength import Strength, rate
from kg.comparison.touching import Touch
from kg.evidence.disagreements import Disagreement, disagreements
from kg.evidence.sentences import counted, listed
from kg.model.catalogue import Catalogue
from kg.model.mapping import read_sentences
from kg.model.studies import Result, report_of
from kg.model.values import Claim, Concept
from kg.vocabulary import IRI, TKG
from kg.words import qualifiers, wording
from kg.words.figures import figure_texts
from kg.words.labels import Labels

# How directions are put after a number of claims, where their own words do not go there.
_AFTER_COUNT = {"supports": "in support", "not enough evidence": "without enough evidence"}

# As many trials of a kind are named; more are counted.
_NAMED = 3


class Cells:
    """Fill the cells of one comparison.

    Parameters
    ----------
    knowledge
        What is known.
    narrowing
        What the comparison is narrowed to.
    results
        Every figure, by its IRI.
    labels
        What everything is called in words.
    """

    def __init__(
        self,
        knowledge: Catalogue,
        narrowing: Narrowing,
        results: Mapping[IRI, Result],
        labels: Labels,
    ) -> None:
        self._knowledge, self._narrowing = knowledge, narrowing
        self._results, self._labels = results, labels
        self._advice = Advice(knowledge)
        self._figures = CellFigures(knowledge, narrowing, results, labels)
        self._sentences = read_sentences(knowledge.store)
        self._figure_texts = figure_texts(knowledge)
        self._plain_figures = figure_texts(knowledge, beside=False)
        self._disagreements = disagreements(knowledge)
        self._study_labels = {study.iri: study.label for study in knowledge.studies.values()}
        self._treatment_of = {
            arm.iri: arm.counts_for for study in knowledge.studies.values() for arm in study.arms
        }
        # Treatments that more than the studies of an outcome tells of, by outcome.
        self._also_told = {
            (one.outcome, end) for one in self._figures.pooled for end in ends_of(one)
        }
        self._also_told |= {
            (result.outcome, arm.counts_for)
            for study in self._figures.pooling
            for arm in study.arms
            for result in study.results
            if arm.iri in (result.arm, result.comparator_arm)
        }
        self._also_told |= {
            (one.outcome, self._treatment_of.get(arm))
            for one in self._disagreements
            for arm in one.arms
        }

    def cell(
        self,
        aspect: Aspect,
        about: IRI,
        treatment: Concept,
        touches: Sequence[Touch],
        evidence: OutcomeEvidence | None,
        of_kinds: Sequence[Claim] = (),
        left_out: Mapping[str, Set[IRI]] = MappingProxyType({}),
    ) -> Cell:
        """Return what is known of a treatment in a row.

        Parameters
        ----------
        evidence
            Of the row's outcome, if it is of one.
        of_kinds
            What is said there of the treatment's kinds.
        left_out
            The claims that filters leave out of it, by the reason.
        """
        facts = self._of_kinds(about, treatment, of_kinds, evidence)
        outcome = self._labels[about] if aspect.of_effects else ""
        if not touches and not self._has_figures(about, treatment.iri, evidence):
            return self._nothing(treatment, outcome, facts, _left(left_out, {}))
        ordered = sorted(touches, key=lambda touch: self._narrowing.is_excluded(touch.claim))
        entries = tuple(self._entry(touch) for touch in ordered)
        if excluded := [one for one in entries if self._narrowing.is_excluded(one.claim)]:
            ways = listed(sorted({self._labels[one.claim.object] for one in excluded}))
            facts += (f"Excluded by the filter: {ways}.",)
        figures: tuple[Figure, ...] = ()
        estimate = None
        strength = None
        pooled: tuple[str, ...] = ()
        apart: tuple[Apart, ...] = ()
        left = _left(left_out, {})
        if evidence is not None:
            figures, without = self._figures.of(about, treatment.iri, evidence)
            left = _left(left_out, without)
            own = [entry.claim for entry in entries if entry.basis == "own"]
            estimate, strength = RatedBodies(evidence).known_of(treatment.iri, own)
            if not (entries or figures or facts or estimate):
                # Figures of a mirror of the outcome stand in that one's row, if none are pooled.
                return self._nothing(treatment, outcome, facts, left)
            if estimate is not None:
                entries = self._answering_first(entries, estimate)
            if strength is None and estimate is None:
                strength = self._rated_alone(about, treatment.iri, figures)
            if self._narrowing.by_strength:
                apart = rated_apart(evidence, treatment.iri, entries, figures, estimate, strength)
            pooled = with_estimates(entries, evidence.between, self._study_labels, self._labels)
        found = conflicts(
            entries,
            self._disagreeing(about, treatment.iri) if evidence is not None else (),
            self._contesting(entries, of_effect=aspect.of_effects),
            self._labels,
            self._knowledge.narrower(treatment.iri) | self._knowledge.broader(treatment.iri),
            self._advice,
        )
        found += pooled
        name = self._labels[treatment.iri]
        if aspect.of_effects:
            cohorts = () if evidence is None else evidence.cohorts
            studies = {figure.study for figure in figures}
            reading = readings.of_effect(
                *(name, outcome, entries, figures, facts, estimate, strength, found),
                cohorts=cohorts,
                left_out=left,
                too_rare="" if evidence is None else evidence.is_too_rare(studies),
            )
        else:
            reading = readings.of_relation(name, entries, facts, found, left)
        return Cell(
            *(treatment.iri, entries, figures, facts, estimate, strength, found, reading),
            left_out=left,
            apart=apart,
        )

    def _answering_first(self, entries: Sequence[Entry], estimate: Estimate) -> tuple[Entry, ...]:
        """Return claims, those first whose studies an estimate rests on: they tell the same."""
        behind = {iri for iri, label in self._study_labels.items() if label in estimate.rests_on}
        marked = [replace(entry, of_answer=entry.claim.study in behind) for entry in entries]
        return tuple(sorted(marked, key=lambda entry: not entry.of_answer))

    def _contesting(self, entries: Sequence[Entry], *, of_effect: bool) -> Mapping[IRI, Claim]:
        """Return the claims that contest those of a cell, and are of the people asked for."""
        known = self._knowledge.claims
        against = {iri for entry in entries for iri in entry.claim.contested_by if iri in known}
        return {
            iri: known[iri]
            for iri in against
            if self._narrowing.may_be_of_them(known[iri], of_effect=of_effect)
        }

    def _of_kinds(
        self,
        about: IRI,
        treatment: Concept,
        claims: Sequence[Claim],
        evidence: OutcomeEvidence | None,
    ) -> tuple[str, ...]:
        """Return in a sentence of which kinds of a treatment something is known in a row."""
        by_kind: dict[IRI, list[Claim]] = {}
        for claim in claims:
            by_kind.setdefault(claim.subject, []).append(claim)
        known = []
        for kind in self._knowledge.narrower(treatment.iri) - {treatment.iri}:
            told = by_kind.get(kind, ())
            many = Counter(wording.direction_words(claim, self._labels) for claim in told)
            parts = [
                f"{counted(n, 'claim')} {_AFTER_COUNT.get(direction, direction)}"
                for direction, n in sorted(many.items())
            ]
            if evidence is not None and self._has_figures(about, kind, evidence, kept=True):
                parts.append(self._figures_of_kind(about, kind, evidence))
            if parts:
                known.append(f"{self._labels[kind]} ({', '.join(parts)})")
        if not known:
            return ()
        return (f"{OF_KINDS}{listed(sorted(known))}.",)

    def _figures_of_kind(self, outcome: IRI, kind: IRI, evidence: OutcomeEvidence) -> str:
        """Return in words of which randomised trials there are figures of a kind, if of any."""
        trials, _ = split_by_chance(
            [
                study
                for study in evidence.all_studies
                if kind in study.told_of(outcome) and self._narrowing.may_tell(study)
            ]
        )
        if not trials:
            return "figures"
        if len(trials) > _NAMED:
            return f"figures, of {len(trials)} randomised trials too"
        return f"figures of the randomised {listed([study.label for study in trials])}"

    def _rated_alone(
        self, outcome: IRI, treatment: IRI, figures: Sequence[Figure]
    ) -> Strength | None:
        """Return how strong it is what others pooled without any comparison group."""
        alone = [
            study
            for study in self._figures.pooling
            if treatment in study.told_of(outcome) and is_alone(study)
        ]
        told = {figure.study for figure in figures}
        if not alone or not told <= {pooling_label(study) for study in alone}:
            return None
        return rate(unpooled_body(self._knowledge, alone, {}))

    def _has_figures(
        self, about: IRI, treatment: IRI, evidence: OutcomeEvidence | None, *, kept: bool = False
    ) -> bool:
        """Return whether any figure in a row can be of a treatment, or any that filters leave."""
        if evidence is None:
            return False
        telling = treatment in evidence.told
        if telling and kept:
            telling = any(
                treatment in study.told_of(about) and self._narrowing.may_tell(study)
                for study in evidence.all_studies
            )
        return telling or (about, treatment) in self._also_told

    def _nothing(self, treatment: Concept, outcome: str, facts: tuple[str, ...], left: str) -> Cell:
        name = self._labels[treatment.iri]
        reading = readings.of_relation(name, (), facts, (), left)
        if outcome:
            reading = readings.of_effect(
                *(name, outcome, (), (), facts, None, None, ()), left_out=left
            )
        return Cell(treatment.iri, (), (), facts, None, None, (), reading, left_out=left)

    def _entry(self, touch: Touch) -> Entry:
        claim = touch.claim
        limits = qualifiers.qualifiers(claim, self._labels)
        told = [iri for iri in claim.results if iri in self._figure_texts]
        figures = [self._figure_texts[iri] for iri in told]
        plain = [self._plain_figures[iri] for iri in told if not self._is_contrast(iri)]
        read = sorted(
            {self._results[iri].verification or "" for iri in claim.results if iri in self._results}
        )
        return Entry(
            claim,
            touch.basis,
            self._labels[claim.subject],
            wording.sentence(claim, self._labels),
            qualifiers.join_phrases([*limits, *figures]),
            qualifiers.join_phrases([*limits, *plain]),
            self._labels[TKG[claim.modality]],
            wording.direction_words(claim, self._labels),
            qualifiers.location(claim, self._sentences, self._labels),
            claim.valid_as_of,
            tuple(read),
            report_of(claim, self._knowledge.studies),
        )

    def _is_contrast(self, iri: IRI) -> bool:
        """Return whether a figure is of one treatment against another, such as a hazard ratio."""
        result = self._results.get(iri)
        ends = None if result is None else (result.comparator_arm or result.comparator)
        return ends is not None and iri in self._figure_texts

    def _disagreeing(self, outcome: IRI, treatment: IRI) -> list[Disagreement]:
        return [
            one
            for one in self._disagreements
            if one.outcome == outcome
            and any(self._treatment_of.get(arm) == treatment for arm in one.arms)
        ]


def _left(claims: Mapping[str, Set[IRI]], figures: Mapping[str, Set[IRI]]) -> str:
    """Return in words what filters leave out of a cell, for each reason how much."""
    reasons = sorted({*claims, *figures})
    counts = [
        [
            counted(len(of[why]), what)
            for of, what in ((claims, "claim"), (figures, "figure"))
            if why in of
        ]
        for why in reasons
    ]
    return "; ".join(f"{listed(many)} {why}" for many, why in zip(counts, reasons, strict=True))
