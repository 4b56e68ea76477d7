"""Turn a comparison into a table: a row for every claim, figure, estimate, fact and gap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.comparison.cell import Cell
from kg.comparison.estimates import Estimate, studies_words
from kg.comparison.matrix import NO_HEAD_TO_HEAD, Comparison, Pair, Row
from kg.comparison.order import TITLE, Preference
from kg.comparison.rows import filtered, too_weak
from kg.store.table import Table

COLUMNS = (
    "aspect row treatment against kind text basis direction modality strength at measure value"
    " lower upper sources read as_of iri"
).split()


def to_table(comparison: Comparison) -> Table:
    """Return every claim, figure, estimate, fact and gap of a comparison as a row.

    Returns
    -------
    Table
        ``kind`` is claim, figure, estimate, fact, conflict, none (nothing found, or all of it left
        out), left out (by filters, in part), in plain words, no figures (of studies of both), no
        head-to-head, or, of an order by weights, ``order:`` and what it tells. The strength of a
        cell stands on its row in plain words, that of an estimate on the estimate: none is of a
        single claim.

    Examples
    --------
    >>> import kg
    >>> table = kg.load("ms").compare("MSC therapy", "natalizumab").to_table()
    >>> sorted({row.kind for row in table})
    ['claim', 'conflict', 'estimate', 'fact', 'figure', 'in plain words', 'no head-to-head', 'none']
    """
    return Table(COLUMNS, [[row.get(c) for c in COLUMNS] for row in _rows(comparison)])


def _rows(comparison: Comparison) -> Iterator[dict[str, Any]]:
    if comparison.order is not None:
        yield from _order(comparison.order)
    for row in comparison.rows:
        start = {"aspect": row.aspect.label, "row": row.label}
        for cell in row.cells:
            of = {**start, "treatment": comparison.labels[cell.treatment]}
            for found in _cell(cell):
                yield {**of, **found}
        for pair in row.pairs:
            ends = {
                "treatment": comparison.labels[pair.treatment],
                "against": comparison.labels[pair.comparator],
            }
            for found in _pair(pair, row):
                yield {**start, **ends, **found}


def _order(order: Preference) -> Iterator[dict[str, Any]]:
    places = iter(order.places)
    for kind, text in order.told:
        told: dict[str, Any] = {"aspect": TITLE, "kind": f"order: {kind}", "text": text}
        if kind == "place":
            place = next(places)
            numbers = {"value": place.score, "lower": place.lower, "upper": place.upper}
            told |= {"treatment": place.treatment, "measure": "score", **numbers}
        yield told


def _cell(cell: Cell) -> Iterator[dict[str, Any]]:
    if cell.empty:
        yield {"kind": "none", "text": cell.nothing}
    elif cell.left_out:
        yield {"kind": "left out", "text": cell.nothing}
    for fact in cell.facts:
        yield {"kind": "fact", "text": fact}
    if cell.estimate is not None:
        yield {**_estimate(cell.estimate), "against": cell.estimate.comparator}
    for entry in cell.entries:
        yield {
            "kind": "claim",
            "text": entry.text,
            "basis": entry.basis,
            "direction": entry.claim.direction,
            "modality": entry.claim.modality,
            "at": entry.claim.time_label,
            "sources": "; ".join(entry.sources),
            "read": ", ".join(entry.verification),
            "as_of": entry.as_of,
            "iri": entry.claim.iri,
        }
    for figure in cell.figures:
        yield {
            "kind": "figure",
            "text": figure.text,
            "at": figure.time,
            "sources": figure.read_in,
            "read": figure.verification,
            "iri": figure.iri,
        }
    for conflict in cell.conflicts:
        yield {"kind": "conflict", "text": conflict}
    strength = cell.strength.level if cell.strength else None
    yield {"kind": "in plain words", "text": cell.reading, "strength": strength}


def _pair(pair: Pair, row: Row) -> Iterator[dict[str, Any]]:
    if pair.weak:
        yield {"kind": "left out", "text": too_weak(pair.weak)}
    if left_out := filtered(pair.left_out, pair.other_doses):
        yield {"kind": "left out", "text": left_out.removeprefix("; ")}
    if pair.without_figures:
        text = f"no figures of {row.label} from {studies_words(pair.without_figures)}"
        yield {"kind": "no figures", "text": text}
    elif not pair.head_to_head:
        yield {"kind": "no head-to-head", "text": f"{NO_HEAD_TO_HEAD} on {row.label}"}
    for estimate in pair.estimates:
        yield _estimate(estimate)


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {
        "kind": "estimate",
        "text": estimate.sentence,
        "basis": f"{estimate.evidence} evidence",
        "strength": estimate.strength.level if estimate.strength else None,
        "at": estimate.at,
        "measure": estimate.measure.id,
        "value": estimate.value,
        "lower": estimate.lower,
        "upper": estimate.upper,
        "sources": ", ".join(estimate.rests_on),
    }
