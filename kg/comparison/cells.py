"""Fill cells of a comparison: what touches a treatment there, in words, with its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.comparison import readings
from kg.comparison.aspects import Aspect
from kg.comparison.conflicts import conflicts, with_estimates
from kg.comparison.filters import Narrowing
from kg.comparison.matrix import Cell, Entry, Figure
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.comparison.touching import Touch
from kg.evidence.disagreements import Disagreement, disagreements, read_where
from kg.evidence.study_data import printed
from kg.model.catalogue import Catalogue
from kg.model.mapping import read_sentences
from kg.model.studies import Result
from kg.model.values import Concept
from kg.vocabulary import IRI, TKG
from kg.words import qualifiers, wording
from kg.words.figures import figure_texts, figure_words
from kg.words.labels import Labels


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
        self._pooled = [result for result in results.values() if result.kind == "pooled"]
        self._sentences = read_sentences(knowledge.store)
        self._figure_texts = figure_texts(knowledge)
        self._disagreements = disagreements(knowledge)
        self._treatment_of = {
            arm.iri: arm.counts_for for study in knowledge.studies.values() for arm in study.arms
        }
        # Treatments that more than the studies of an outcome tells of, by outcome.
        self._also_told = {(one.outcome, end) for one in self._pooled for end in _ends(one)}
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
    ) -> Cell:
        """Return what is known of a treatment in a row; ``evidence`` is of the row's outcome."""
        outcome = self._labels[about] if aspect.of_effects else ""
        if not touches and not self._is_told_of(about, treatment, evidence):
            return self._nothing(treatment, outcome)
        entries = tuple(self._entry(touch) for touch in touches)
        figures: tuple[Figure, ...] = ()
        estimate = None
        strength = None
        pooled: tuple[str, ...] = ()
        if evidence is not None:
            figures = self._figures(about, treatment.iri, evidence)
            own = [entry.claim for entry in entries if entry.basis == "own"]
            estimate, strength = evidence.known_of(treatment.iri, own)
            pooled = with_estimates(entries, evidence.between)
        found = conflicts(
            entries,
            self._disagreeing(about, treatment.iri) if evidence is not None else (),
            self._knowledge.claims,
            self._labels,
            self._knowledge.narrower(treatment.iri) | self._knowledge.broader(treatment.iri),
        )
        found += pooled
        name = self._labels[treatment.iri]
        if aspect.of_effects:
            reading = readings.of_effect(name, outcome, entries, figures, estimate, strength, found)
        else:
            reading = readings.of_relation(name, entries, (), found)
        return Cell(treatment.iri, entries, figures, (), estimate, strength, found, reading)

    def _is_told_of(self, about: IRI, treatment: Concept, evidence: OutcomeEvidence | None) -> bool:
        """Return whether any figure in a row can be of a treatment."""
        if evidence is None:
            return False
        return treatment.iri in evidence.told or (about, treatment.iri) in self._also_told

    def _nothing(self, treatment: Concept, outcome: str) -> Cell:
        name = self._labels[treatment.iri]
        reading = readings.of_relation(name, (), (), ())
        if outcome:
            reading = readings.of_effect(name, outcome, (), (), None, None, ())
        return Cell(treatment.iri, (), (), (), None, None, (), reading)

    def _entry(self, touch: Touch) -> Entry:
        claim = touch.claim
        limits = [
            *qualifiers.qualifiers(claim, self._labels),
            *(self._figure_texts[iri] for iri in claim.results if iri in self._figure_texts),
        ]
        places = qualifiers.location(claim, self._sentences, self._labels)
        read = sorted(
            {self._results[iri].verification or "" for iri in claim.results if iri in self._results}
        )
        return Entry(
            claim,
            touch.basis,
            self._labels[claim.subject],
            wording.sentence(claim, self._labels),
            qualifiers.join_phrases(limits),
            self._labels[TKG[claim.modality]],
            wording.direction_words(claim, self._labels),
            tuple(f"{source}, {place}" if place else source for source, place in places),
            claim.valid_as_of,
            tuple(read),
        )

    def _figures(
        self, outcome: IRI, treatment: IRI, evidence: OutcomeEvidence
    ) -> tuple[Figure, ...]:
        found = self._published(outcome, treatment)
        for study in evidence.all_studies:
            arms = {arm.iri: arm for arm in study.arms}
            for result in study.results:
                ends = [iri for iri in (result.arm, result.comparator_arm) if iri in arms]
                if result.outcome != outcome or not any(
                    arms[iri].counts_for == treatment for iri in ends
                ):
                    continue
                if not self._narrowing.keeps_result(result, study.population):
                    continue
                found.append(
                    Figure(
                        result.iri,
                        study.label,
                        study.registrations,
                        " against ".join(arms[iri].label for iri in ends),
                        result.time_label or "",
                        printed(result),
                        self._told(result),
                        self._labels[TKG[result.verification or "notVerified"]],
                        read_where(result, self._knowledge),
                    )
                )
        return tuple(found)

    def _published(self, outcome: IRI, treatment: IRI) -> list[Figure]:
        """Return what others have pooled and published of a treatment."""
        return [
            Figure(
                result.iri,
                ", ".join(self._labels[source] for source in result.sources),
                (),
                " against ".join(
                    self._labels[end] for end in (result.counts_for, result.comparator) if end
                ),
                result.time_label or "",
                printed(result),
                self._told(result),
                self._labels[TKG[result.verification]],
                read_where(result, self._knowledge),
            )
            for result in self._pooled
            if result.verification is not None
            and result.outcome == outcome
            and treatment in _ends(result)
            and self._narrowing.keeps_result(result, None)
        ]

    def _told(self, result: Result) -> str:
        measure = "" if result.measure is None else self._labels[TKG[result.measure]]
        told = figure_words(result, measure)
        # That what others pooled is a ratio, nothing else tells.
        bare = result.kind == "pooled" and not told.startswith(measure)
        return f"{measure} {told}" if bare else told

    def _disagreeing(self, outcome: IRI, treatment: IRI) -> list[Disagreement]:
        return [
            one
            for one in self._disagreements
            if one.outcome == outcome
            and any(self._treatment_of.get(arm) == treatment for arm in one.arms)
        ]


def _ends(pooled: Result) -> tuple[IRI | None, IRI | None]:
    """Return what a published estimate is of, and against what."""
    return pooled.counts_for, pooled.comparator
