"""Put treatments side by side: rows in order, and one treatment against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from kg.comparison.filling import FilledRow, Filling
from kg.comparison.filters import Filters, without_routes
from kg.comparison.matrix import Comparison, Row
from kg.comparison.rows import make_row, note_on, pair_of
from kg.comparison.treatments import kinds_of_each_other, title, treatments_named
from kg.evidence.sentences import counted
from kg.model.catalogue import Catalogue
from kg.model.values import Concept
from kg.vocabulary import IRI


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
    remarks += kinds_of_each_other(knowledge, {one.iri: titles[one.iri] for one in kept})
    return _Matrix(knowledge, kept, filters, titles).comparison(remarks)


class _Matrix:
    """Put the rows of a comparison in order, and treatments against each other."""

    def __init__(
        self,
        knowledge: Catalogue,
        treatments: Sequence[Concept],
        filters: Filters,
        titles: Mapping[IRI, str],
    ) -> None:
        self._knowledge, self._treatments, self._filters = knowledge, treatments, filters
        # Everywhere in the matrix, a treatment is called as it was asked for.
        self._filling = Filling(knowledge, treatments, filters, titles)
        self._labels = self._filling.labels

    def comparison(self, remarks: Sequence[str]) -> Comparison:
        """Return the whole of it."""
        rows = [self._row(filled) for filled in self._filling.rows()]
        rows += self._filling.facts()
        rows = [row for row in rows if not row.empty]
        shown = [row for row in rows if self._strong_enough(row)]
        hidden = len(rows) - len(shown)
        shown.sort(key=lambda row: (*place_of(row)[:2], not row.differs, *place_of(row)[2:]))
        said = [*remarks, *self._filling.narrowing.remarks]
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
            made_from(self._knowledge),
            self._labels,
        )

    def _strong_enough(self, row: Row) -> bool:
        least = self._filters.strength
        if least is None or not row.aspect.of_effects:
            return True
        found = [cell.strength for cell in row.cells]
        found += [estimate.strength for pair in row.pairs for estimate in pair.estimates]
        return any(strength is not None and strength.at_least(least) for strength in found)

    def _row(self, filled: FilledRow) -> Row:
        evidence = filled.evidence
        pairs = (
            pair_of(a.iri, b.iri, evidence, self._labels)
            for a, b in combinations(self._treatments, 2)
            if evidence is not None
        )
        return make_row(
            filled.aspect,
            filled.about,
            filled.label,
            filled.cells,
            tuple(pairs),
            note_on(filled.cells),
        )


def place_of(row: Row | FilledRow) -> tuple[int, bool, str, str]:
    """Return a key that puts rows in order, but for whether they differ."""
    return row.aspect.position, row.about is not None, row.label.casefold(), row.about or ""


def made_from(knowledge: Catalogue) -> tuple[str, ...]:
    """Return the packs that comparisons are made from, each with its version and date."""
    return tuple(
        f"{pack.prefix} {pack.version}, as of {pack.as_of.isoformat()}"
        for pack in knowledge.packs.values()
    )
