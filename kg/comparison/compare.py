"""Put treatments side by side: find what touches each, and fill the matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from kg.comparison.aspects import Aspect, Places
from kg.comparison.cells import Cells
from kg.comparison.facts import facts_of
from kg.comparison.filters import Filters, Narrowing
from kg.comparison.judgements import read_bias, read_judgements
from kg.comparison.matrix import Comparison, Row
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.comparison.rows import make_row, note_on, pair_of
from kg.comparison.touching import Touch, Touching
from kg.comparison.treatments import title, treatments_named, without_routes
from kg.evidence.sentences import counted
from kg.model.catalogue import Catalogue
from kg.model.study_mapping import read_results
from kg.model.values import Concept
from kg.vocabulary import IRI
from kg.words.labels import Labels


def compare(knowledge: Catalogue, names: Sequence[str], filters: Filters) -> Comparison:
    """Return treatments side by side.

    Parameters
    ----------
    knowledge
        What is known.
    names
        Of two treatments or more: labels, alternative labels, CURIEs or IRIs.
    filters
        What the comparison is narrowed to.

    Raises
    ------
    UnknownNameError
        If a name is not known; similar ones are suggested.
    AmbiguousNameError
        If a name is of several concepts; they are named.
    DataError
        If there are fewer than two treatments, one stands there twice, or a concept is none.
    """
    treatments = treatments_named(knowledge, names)
    kept, remarks = without_routes(knowledge, list(treatments.values()), filters)
    titles = {concept.iri: title(name, concept) for name, concept in treatments.items()}
    return _Matrix(knowledge, kept, filters, titles).comparison(remarks)


class _Matrix:
    """Fill the matrix of a comparison."""

    def __init__(
        self,
        knowledge: Catalogue,
        treatments: Sequence[Concept],
        filters: Filters,
        titles: Mapping[IRI, str],
    ) -> None:
        self._knowledge, self._treatments, self._filters = knowledge, treatments, filters
        self._places = Places(knowledge.store, knowledge.concepts)
        # Everywhere in the matrix, a treatment is called as it was asked for.
        self._labels = Labels({**knowledge.labels, **titles})
        results = read_results(knowledge.store)
        self._narrowing = Narrowing(knowledge, filters, results)
        self._cells = Cells(knowledge, self._narrowing, results, self._labels)
        self._bias, self._judgements = read_bias(knowledge), read_judgements(knowledge)

    def comparison(self, remarks: Sequence[str]) -> Comparison:
        """Return the whole of it."""
        touching = Touching(self._knowledge)
        entries: dict[tuple[IRI, IRI], dict[IRI, list[Touch]]] = {}
        for treatment in self._treatments:
            for touch in touching.of(treatment.iri):
                aspect = self._places.aspect_of(touch.claim)
                if self._narrowing.keeps(touch.claim, of_effect=aspect.of_effects):
                    key = (aspect.iri, self._places.row_of(touch.claim))
                    entries.setdefault(key, {}).setdefault(treatment.iri, []).append(touch)
        for outcome in self._outcomes_with_figures():
            entries.setdefault((self._places.of_outcome(outcome), outcome), {})
        rows = [self._row(self._places[a], about, of) for (a, about), of in entries.items()]
        rows += facts_of(
            self._knowledge, self._treatments, self._places, self._filters, self._labels
        )
        shown = [row for row in rows if self._strong_enough(row)]
        hidden = len(rows) - len(shown)
        shown.sort(
            key=lambda row: (
                row.aspect.position,
                row.about is not None,
                not row.differs,
                row.label.casefold(),
                row.about or "",
            )
        )
        said = [*remarks, *self._narrowing.remarks]
        if hidden:
            said.append(
                f"Left out: {counted(hidden, 'outcome')} whose evidence is below"
                f" {self._filters.strength}."
            )
        return Comparison(
            tuple(self._treatments),
            tuple(shown),
            self._filters,
            tuple(dict.fromkeys(said)),
            tuple(
                f"{pack.prefix} {pack.version}, as of {pack.as_of.isoformat()}"
                for pack in self._knowledge.packs.values()
            ),
            self._labels,
        )

    def _strong_enough(self, row: Row) -> bool:
        least = self._filters.strength
        if least is None or not row.aspect.of_effects:
            return True
        found = [cell.strength for cell in row.cells]
        found += [estimate.strength for pair in row.pairs for estimate in pair.estimates]
        return any(strength is not None and strength.at_least(least) for strength in found)

    # --- outcomes -------------------------------------------------------------------------------

    def _outcomes_with_figures(self) -> list[IRI]:
        compared = {treatment.iri for treatment in self._treatments}
        found = {
            result.outcome
            for study in self._knowledge.studies.values()
            if not study.retracted
            for arm in study.arms
            if arm.counts_for in compared
            for result in study.results
            if arm.iri in (result.arm, result.comparator_arm)
            and self._narrowing.keeps_outcome(result.outcome)
        }
        return sorted(found)

    # --- rows -----------------------------------------------------------------------------------

    def _row(self, aspect: Aspect, about: IRI, touches: Mapping[IRI, Sequence[Touch]]) -> Row:
        evidence = None
        if aspect.of_effects and aspect.iri == self._places.of_outcome(about):
            evidence = OutcomeEvidence(
                self._knowledge,
                about,
                self._filters,
                bias=self._bias,
                judgements=self._judgements.get(about, {}),
                labels=self._labels,
            )
        cells = tuple(
            self._cells.cell(aspect, about, treatment, touches.get(treatment.iri, ()), evidence)
            for treatment in self._treatments
        )
        pairs = (
            pair_of(a.iri, b.iri, evidence, self._labels)
            for a, b in combinations(self._treatments, 2)
            if evidence is not None
        )
        return make_row(aspect, about, self._labels[about], cells, tuple(pairs), note_on(cells))
