"""Turn a comparison into JSON, as `comparison.schema.json` beside this file describes it."""

from __future__ import annotations

import json
from typing import Any

from kg.comparison.cell import Cell, Entry, Figure
from kg.comparison.estimates import Estimate
from kg.comparison.matrix import Comparison, Pair, Row
from kg.comparison.order import Preference
from kg.comparison.rows import too_weak
from kg.comparison.strength import RULE, Strength
from kg.version import __version__


def to_json(comparison: Comparison) -> str:
    """Return a comparison as JSON, indented, the same each time."""
    return json.dumps(to_dict(comparison), ensure_ascii=False, indent=1) + "\n"


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as what JSON can hold.

    Examples
    --------
    >>> import kg
    >>> made = to_dict(kg.load("smoking").compare("group counselling", "self-help"))
    >>> made["treatments"][0]["label"], made["disclaimer"]
    ('group counselling', 'Not medical advice.')
    """
    filters = comparison.filters
    return {
        "format": "treatment-comparison/1",
        "software": f"treatment-kg {__version__}",
        "disclaimer": "Not medical advice.",
        "knowledge": list(comparison.about),
        "treatments": [
            {"iri": t.iri, "label": comparison.labels[t.iri], "names": [t.label, *t.alt_labels]}
            for t in comparison.treatments
        ],
        "filters": {
            "population": filters.population,
            "outcomes": sorted(filters.outcomes),
            "verified_only": filters.verified_only,
            "strength": filters.strength,
            "excluded_routes": sorted(filters.excluded_routes),
            "doses": filters.doses,
        },
        "remarks": list(comparison.remarks),
        "strength_rule": list(RULE),
        "order": None if comparison.order is None else _order(comparison.order),
        "differences": list(comparison.differences),
        "in_no_estimate": list(comparison.in_no_estimate),
        "grave_risks": list(comparison.grave_risks),
        "told_of_one_only": list(comparison.told_of_one_only),
        "rows": [_row(row) for row in comparison.rows],
    }


def _order(order: Preference) -> dict[str, Any]:
    return {
        "places": [
            {
                "treatment": place.treatment,
                "score": place.score,
                "lower": place.lower,
                "upper": place.upper,
                "chance_of_first": place.first,
            }
            for place in order.places
        ],
        "ahead_of_next": list(order.beats),
        "cautions": list(order.cautions),
        "turned_by": list(order.flips),
        "not_placed": {name: list(outcomes) for name, outcomes in order.unplaced.items()},
        "not_in_it": list(order.outside),
        "rests_on": list(order.criteria),
        "refused": order.refused,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "aspect": row.aspect.name,
        "aspect_label": row.aspect.label,
        "about": row.about,
        "label": row.label,
        "differs": row.differs,
        "lacking": list(row.lacking),
        "note": row.note,
        "cells": [_cell(cell) for cell in row.cells],
        "pairs": [_pair(pair) for pair in row.pairs],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "treatment": cell.treatment,
        "empty": cell.empty,
        "reading": cell.reading,
        "facts": list(cell.facts),
        "claims": [_entry(entry) for entry in cell.entries],
        "figures": [_figure(figure) for figure in cell.figures],
        "estimate": None if cell.estimate is None else _estimate(cell.estimate),
        "strength": _strength(cell.strength),
        "conflicts": list(cell.conflicts),
        "left_out": cell.left_out,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "iri": entry.claim.iri,
        "basis": entry.basis,
        "said_of": entry.said_of,
        "sentence": entry.sentence,
        "limits": entry.limits,
        "direction": entry.claim.direction,
        "modality": entry.claim.modality,
        "effect": entry.claim.effect,
        "sources": list(entry.sources),
        "as_of": None if entry.as_of is None else entry.as_of.isoformat(),
        "verification": list(entry.verification),
        "results": list(entry.claim.results),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "iri": figure.iri,
        "study": figure.study,
        "registrations": list(figure.registrations),
        "of": figure.of,
        "whom": figure.whom,
        "time": figure.time,
        "printed": figure.printed,
        "told": figure.told,
        "verification": figure.verification,
        "read_in": figure.read_in,
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "treatment": pair.treatment,
        "comparator": pair.comparator,
        "head_to_head": list(pair.head_to_head),
        "without_figures": list(pair.without_figures),
        "left_out": [*pair.left_out, *pair.other_doses],
        "too_weak": too_weak(pair.weak) if pair.weak else "",
        "sentence": pair.sentence,
        "estimates": [_estimate(estimate) for estimate in pair.estimates],
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    absolute = estimate.absolute
    return {
        "treatment": estimate.treatment,
        "comparator": estimate.comparator,
        "outcome": estimate.outcome,
        "at": estimate.at,
        "measure": estimate.measure.id,
        "value": estimate.value,
        "lower": estimate.lower,
        "upper": estimate.upper,
        "level": estimate.level,
        "evidence": estimate.evidence,
        "direct": None if estimate.direct is None else list(estimate.direct),
        "favours": estimate.favours,
        "head_to_head": list(estimate.studies),
        "studies": list(estimate.all_studies),
        "absolute": None
        if absolute is None or estimate.baseline is None
        else {
            "baseline": absolute.baseline,
            "baseline_from": estimate.baseline.words,
            "risk": absolute.risk,
            "lower": absolute.lower,
            "upper": absolute.upper,
            "more_per_thousand": list(absolute.per_thousand),
            "number_needed": absolute.number_needed
            if absolute.number_needed_limits is not None
            else None,
            "number_needed_limits": None
            if absolute.number_needed_limits is None
            else list(absolute.number_needed_limits),
            "number_needed_for": estimate.needed_for,
            "number_needed_said": estimate.needed or None,
        },
        "strength": _strength(estimate.strength),
        "contrary": estimate.contrary,
        "caveats": list(estimate.caveats),
        "sentence": estimate.sentence,
    }


def _strength(strength: Strength | None) -> dict[str, Any] | None:
    if strength is None:
        return None
    return {
        "level": strength.level,
        "studies": strength.studies,
        "start": strength.start,
        "lowered": list(strength.lowered),
        "unjudged": list(strength.unjudged),
        "beside": list(strength.beside),
        "sentence": strength.sentence,
        "judgements": [
            {"level": j.level, "reason": j.reason, "by": j.by} for j in strength.judgements
        ],
    }
