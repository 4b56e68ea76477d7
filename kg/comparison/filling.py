"""Fill the rows of a matrix: what is known of each treatment there, and what studies tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from kg.comparison.aspects import Aspect, Places
from kg.comparison.cell import Cell
from kg.comparison.cells import Cells
from kg.comparison.evidence_by_outcome import EvidenceByOutcome
from kg.comparison.facts import facts_of
from kg.comparison.filters import Filters, Narrowing
from kg.comparison.matrix import Row
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.comparison.touching import Touch, Touching
from kg.evidence.mirrors import mirrored, mirrors_of
from kg.evidence.sentences import listed
from kg.model.catalogue import Catalogue
from kg.model.studies import Result
from kg.model.study_mapping import read_results
from kg.model.values import Claim, Concept
from kg.vocabulary import IRI, TKG
from kg.words.labels import Labels


@dataclass(frozen=True, slots=True, eq=False)
class FilledRow:
    """Hold the cells of a row, before treatments are set against each other.

    Parameters
    ----------
    about
        The outcome or predicate.
    cells
        One for each treatment, in their order. None of them depends on the others.
    evidence
        What studies tell of the outcome; None where the row is of none.
    near
        The outcomes of other rows that are broader or narrower, or of the same kind if no harms.
    gravity
        How grave the outcome is.
    """

    aspect: Aspect
    about: IRI
    label: str
    cells: tuple[Cell, ...]
    evidence: OutcomeEvidence | None
    near: tuple[IRI, ...] = ()
    gravity: int = 0


class Filling:
    """Fill the rows of a matrix.

    Parameters
    ----------
    knowledge
        What is known.
    treatments
        The columns.
    filters
        What the matrix is narrowed to.
    titles
        What treatments are called everywhere in it.
    evidence
        On outcomes, with these filters and titles, where that is there already.
    """

    def __init__(
        self,
        knowledge: Catalogue,
        treatments: Sequence[Concept],
        filters: Filters,
        titles: Mapping[IRI, str],
        *,
        evidence: EvidenceByOutcome | None = None,
    ) -> None:
        self._knowledge, self._treatments = knowledge, treatments
        self._places = Places(knowledge.store, knowledge.concepts, knowledge.claims)
        self.labels = Labels({**knowledge.labels, **titles})
        results = read_results(knowledge.store)
        self.narrowing = Narrowing(knowledge, filters, results)
        # The claims that filters leave out, by row and treatment, and by the reason.
        self._left_out: dict[tuple[IRI, IRI, IRI], dict[str, set[IRI]]] = {}
        self._cells = Cells(knowledge, self.narrowing, results, self.labels)
        self._evidence = evidence or EvidenceByOutcome(knowledge, filters, self.labels)

    def rows(self) -> Iterator[FilledRow]:
        """Return the rows of claims and figures, in no order that means anything."""
        found = self._touches()
        outcomes = {about for iri, about in found if self._places[iri].of_effects}
        for (aspect_iri, about), touches in found.items():
            aspect = self._places[aspect_iri]
            evidence = self._evidence[about] if aspect.of_effects else None
            cells = tuple(
                self._cells.cell(
                    aspect,
                    about,
                    one,
                    touches.get(one.iri, ()),
                    evidence,
                    self._of_kinds.get((aspect_iri, about, one.iri), ()),
                    self._left_out.get((aspect_iri, about, one.iri), {}),
                )
                for one in self._treatments
            )
            label = self._labelled(about)
            near = self._near(about, outcomes) if aspect.of_effects else ()
            gravity = self._places.gravity_of(about) if aspect.of_effects else 0
            yield FilledRow(aspect, about, label, cells, evidence, near, gravity)

    def _labelled(self, about: IRI) -> str:
        """Return what a row is called; that it tells of another the other way round, is said."""
        label = self._places.row_label(about, self.labels)
        concept = self._knowledge.concepts.get(about)
        absent = [self.labels[one] for one in concept.absence_of] if concept else []
        return f"{label} (the absence of {listed(absent)})" if absent else label

    def _near(self, outcome: IRI, outcomes: Set[IRI]) -> tuple[IRI, ...]:
        """Return which of outcomes are broader, narrower, of one kind with it, or its mirror.

        A harm tells nothing of another of its kind, as one cancer tells nothing of another.
        """
        known = self._knowledge
        near = known.broader(outcome) | known.narrower(outcome) | {*mirrors_of(known, outcome)}
        concept = known.concepts.get(outcome)
        is_harm = concept is not None and concept.cls == TKG.AdverseEvent
        for kind in () if concept is None or is_harm else concept.broader:
            near |= known.narrower(kind)
        return tuple(sorted(near & outcomes - {outcome}))

    def facts(self) -> list[Row]:
        """Return the rows of what the graph holds of treatments besides claims."""
        narrowing = self.narrowing
        return facts_of(self._knowledge, self._treatments, self._places, narrowing, self.labels)

    @cached_property
    def with_figures(self) -> Mapping[IRI, frozenset[IRI]]:
        """Return the outcomes that studies give figures of, and for which treatments or kinds.

        Such an outcome has a row even where no claim is made of it; so has one that figures of its
        absence tell of.
        """
        found: dict[IRI, set[IRI]] = {}
        for study in self._knowledge.studies.values():
            if study.retracted:
                continue
            for arm in study.arms:
                if arm.counts_for not in self._compared:
                    continue
                for result in study.results:
                    if arm.iri not in (result.arm, result.comparator_arm):
                        continue
                    for outcome in (result.outcome, *self._absent(result)):
                        if self.narrowing.keeps_outcome(outcome):
                            ends = self._compared[arm.counts_for]
                            found.setdefault(outcome, set()).update(ends)
        return {outcome: frozenset(found[outcome]) for outcome in sorted(found)}

    def _absent(self, result: Result) -> tuple[IRI, ...]:
        """Return the outcomes that a figure tells of by their absence."""
        concept = self._knowledge.concepts.get(result.outcome)
        absent = () if concept is None else concept.absence_of
        return tuple(one for one in absent if mirrored(result, one) is not None)

    @cached_property
    def _compared(self) -> Mapping[IRI, Sequence[IRI]]:
        """Return the treatments by themselves and by their kinds."""
        found: dict[IRI, list[IRI]] = {}
        for treatment in self._treatments:
            for kind in self._knowledge.narrower(treatment.iri) | {treatment.iri}:
                found.setdefault(kind, []).append(treatment.iri)
        return found

    @cached_property
    def _of_kinds(self) -> Mapping[tuple[IRI, IRI, IRI], Sequence[Claim]]:
        """Return the claims of kinds of treatments, by the row that they stand in."""
        found: dict[tuple[IRI, IRI, IRI], list[Claim]] = {}
        for claim in self._knowledge.claims.values():
            broader = [one for one in self._compared.get(claim.subject, ()) if one != claim.subject]
            if not broader:
                continue
            aspect = self._places.aspect_of(claim)
            if self.narrowing.keeps(claim, of_effect=aspect.of_effects):
                for one in broader:
                    key = (aspect.iri, self._places.row_of(claim), one)
                    found.setdefault(key, []).append(claim)
        return found

    def _touches(self) -> dict[tuple[IRI, IRI], dict[IRI, list[Touch]]]:
        """Return the claims that touch treatments, by the row that they stand in."""
        touching = Touching(self._knowledge)
        found: dict[tuple[IRI, IRI], dict[IRI, list[Touch]]] = {}
        for treatment in self._treatments:
            for touch in touching.of(treatment.iri):
                aspect = self._places.aspect_of(touch.claim)
                key = (aspect.iri, self._places.row_of(touch.claim))
                if why := self.narrowing.why_not(touch.claim, of_effect=aspect.of_effects):
                    left = self._left_out.setdefault((*key, treatment.iri), {})
                    left.setdefault(why, set()).add(touch.claim.iri)
                else:
                    found.setdefault(key, {}).setdefault(treatment.iri, []).append(touch)
        for aspect_iri, about, _ in self._of_kinds:
            found.setdefault((aspect_iri, about), {})
        for outcome in self.with_figures:
            found.setdefault((self._places.aspect_of_outcome(outcome).iri, outcome), {})
        return found
