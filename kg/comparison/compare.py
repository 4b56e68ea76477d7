"""Put treatments side by side: rows in order, and one treatment against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from kg.comparison.filling import FilledRow, Filling
from kg.comparison.filters import Filters, left_out_for_doses, without_routes
from kg.comparison.leading import with_leads
from kg.comparison.matrix import Comparison, Row
from kg.comparison.routes import routes_shown
from kg.comparison.rows import make_row, not_approved, note_on, pair_of
from kg.comparison.treatments import circles, kinds_of_each_other, treatments_named
from kg.comparison.weak import strong_enough
from kg.model.catalogue import Catalogue
from kg.model.values import Concept
from kg.words.names import heading, taken_for


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
    titles = {concept.iri: heading(name, concept) for name, concept in treatments.items()}
    taken = [taken_for(name, concept) for name, concept in treatments.items() if concept in kept]
    remarks += [sentence for sentence in taken if sentence]
    remarks += left_out_for_doses(knowledge, kept, filters)
    remarks += kinds_of_each_other(knowledge, {one.iri: titles[one.iri] for one in kept})
    remarks += circles(knowledge, [one.iri for one in kept])
    # Everywhere in the matrix, a treatment is called by its label, or by what is short for it.
    filling = Filling(knowledge, kept, filters, titles)
    rows = [_row(filled, kept, filling.labels) for filled in filling.rows()]
    rows = [row for row in (*rows, *filling.facts()) if not row.empty]
    strong = strong_enough(rows, filters.strength, filling.labels)
    shown = sorted((_led(row, filling.labels) for row in strong.rows), key=_order)
    remarks += not_approved(shown)
    remarks += routes_shown(knowledge, shown, kept, filters, filling.labels)
    said = [*remarks, *filling.narrowing.remarks, *strong.remarks]
    return Comparison(
        tuple(kept),
        tuple(shown),
        filters,
        tuple(dict.fromkeys(said)),
        made_from(knowledge),
        filling.labels,
        knowledge,
        strong.weak,
    )


def _row(filled: FilledRow, treatments: Sequence[Concept], labels: Mapping[str, str]) -> Row:
    evidence = filled.evidence
    pairs = tuple(
        pair_of(a.iri, b.iri, evidence, labels, filled.label)
        for a, b in combinations(treatments, 2)
        if evidence is not None
    )
    return make_row(
        filled.aspect,
        filled.about,
        filled.label,
        filled.cells,
        pairs,
        note_on(filled.cells),
        filled.near,
        filled.gravity,
    )


def _led(row: Row, labels: Mapping[str, str]) -> Row:
    """Return a row with what is known of each two of the treatments before what is of one."""
    return replace(row, cells=with_leads(row.cells, row.pairs, labels))


def _order(row: Row) -> tuple[object, ...]:
    """Return a key that puts rows in order: of a part, what weighs most, then what can be compared.

    What is known of one treatment alone goes after what is known of several, and what is alike
    after what differs.
    """
    part, name = place_of(row)[:2], place_of(row)[2:]
    return *part, -row.gravity, row.alone, not row.differs, *name


def place_of(row: Row | FilledRow) -> tuple[int, bool, str, str]:
    """Return a key that puts rows in order, but for what they hold and how grave that is."""
    return row.aspect.position, row.about is not None, row.label.casefold(), row.about or ""


def made_from(knowledge: Catalogue) -> tuple[str, ...]:
    """Return the packs that comparisons are made from, each with its version and date."""
    return tuple(
        f"{pack.prefix} {pack.version}, as of {pack.as_of.isoformat()}"
        for pack in knowledge.packs.values()
    )
