"""Make rows of a comparison: whether their cells differ, and what is known of each pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.comparison.aspects import Aspect
from kg.comparison.cell import Cell
from kg.comparison.connections import ALIKE, DIFFERENT
from kg.comparison.estimate_readings import of_estimates
from kg.comparison.estimates import Estimate, studies_words
from kg.comparison.matrix import NO_HEAD_TO_HEAD, Pair, Row
from kg.comparison.not_estimated import not_estimated
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.evidence.label_doses import NO_LABEL
from kg.evidence.sentences import listed
from kg.vocabulary import IRI, TKG
from kg.words.english import capitalise


def make_row(
    aspect: Aspect,
    about: IRI | None,
    label: str,
    cells: tuple[Cell, ...],
    pairs: tuple[Pair, ...] = (),
    note: str = "",
    near: tuple[IRI, ...] = (),
    gravity: int = 0,
) -> Row:
    """Return a row, with whether its cells differ and which are empty where others are not."""
    some = any(not cell.empty for cell in cells)
    lacking = tuple(cell.treatment for cell in cells if cell.empty) if some else ()
    differs = len({signature(cell) for cell in cells}) > 1
    return Row(aspect, about, label, cells, pairs, note, differs, lacking, near, gravity)


def signature(cell: Cell) -> tuple[object, ...]:
    """Return what makes a cell differ from another: what is said, whichever way it touches."""
    said = {(e.claim.predicate, e.claim.object, e.claim.direction) for e in cell.entries}
    return frozenset(said), bool(cell.figures), bool(cell.estimate), cell.facts


def note_on(cells: Sequence[Cell]) -> str:
    """Return what has to be known where cells hold figures of different studies."""
    studies = {frozenset(figure.study for figure in cell.figures) for cell in cells if cell.figures}
    if len(studies) < 2:
        return ""
    return (
        "The figures in this row are of different studies, of different people at different times:"
        " they are not to be set against each other. What studies say of one treatment against"
        " another is said by itself."
    )


def pair_of(
    treatment: IRI,
    comparator: IRI,
    evidence: OutcomeEvidence,
    labels: Mapping[str, str],
    outcome: str,
) -> Pair:
    """Return what is known of one treatment against another on an outcome, called as its row is."""
    studies = tuple(study.label for study in evidence.head_to_head(treatment, comparator))
    without = tuple(study.label for study in evidence.without_figures(treatment, comparator))
    estimates = evidence.between(treatment, comparator)
    if studies:
        said = f"compared in {studies_words(studies, evidence.cohorts)}"
        if not estimates:
            said += ", but without figures that an estimate is made of here"
        if without:
            said += f"; also in {studies_words(without)}, with no figures of {outcome} here"
    elif without:
        said = f"compared in {studies_words(without)}, but with no figures of {outcome} here"
    else:
        said = f"{NO_HEAD_TO_HEAD} on {outcome}"
    connects = evidence.connects_otherwise(treatment, comparator)
    if not estimates and not studies:
        said += f", and {unconnected(connects)}"
    left_out = tuple(study.label for study in evidence.of_others(treatment, comparator))
    other_doses = tuple(study.label for study in evidence.of_other_doses(treatment, comparator))
    said += filtered(left_out, other_doses)
    known = f"{labels[treatment]} and {labels[comparator]}: {said}."
    return Pair(
        treatment,
        comparator,
        studies,
        without,
        estimates,
        connects,
        evidence.cohorts,
        " ".join([known, *(estimate.sentence for estimate in estimates)]),
        " ".join([known, *of_estimates(estimates)]),
        left_out,
        not_estimated=not_estimated(treatment, comparator, evidence, estimates, labels),
        other_doses=other_doses,
    )


def without_estimates(pair: Pair, weak: Sequence[Estimate]) -> Pair:
    """Return a pair without estimates that are too weak, and say so."""
    if not weak:
        return pair
    kept = tuple(estimate for estimate in pair.estimates if estimate not in weak)
    known = pair.sentence.removesuffix("".join(f" {one.sentence}" for one in pair.estimates))
    said = f"{capitalise(too_weak(weak))}."
    return replace(
        pair,
        estimates=kept,
        sentence=" ".join([known, said, *(estimate.sentence for estimate in kept)]),
        reading=" ".join([known, said, *of_estimates(kept)]),
        weak=tuple(weak),
    )


def too_weak(estimates: Sequence[Estimate]) -> str:
    """Return that estimates of two treatments are left out for their strength, and which it is."""
    levels = {one.strength.level if one.strength else "not rated" for one in estimates}
    at = listed([one.at for one in estimates if one.at])
    when = f" at {at}" if at else ""
    return f"what studies estimate{when} is left out for its strength ({listed(sorted(levels))})"


def filtered(of_others: Sequence[str], of_other_doses: Sequence[str]) -> str:
    """Return which studies of two treatments the filters leave out; empty where none."""
    left_out = ((of_others, "of other or of more people"), (of_other_doses, f"of {NO_LABEL}"))
    return "".join(
        f"; the filter leaves out {studies_words(studies)} of both, {why}"
        for studies, why in left_out
        if studies
    )


def unconnected(connects: str) -> str:
    """Return what is missing between two treatments that there is no estimate of."""
    if connects == ALIKE:
        return (
            "studies connect the two only by figures of different measures, of too rare an event,"
            " or that could not be weighed"
        )
    if connects == DIFFERENT:
        return "only studies of different people or designs connect the two"
    return "no studies that connect the two"


def not_approved(rows: Iterable[Row]) -> list[str]:
    """Return what rows say of treatments that are not approved, or no longer."""
    return list(
        dict.fromkeys(
            capitalise(entry.text)
            for row in rows
            if row.about == TKG.isApprovedFor
            for cell in row.cells
            for entry in cell.entries
            if entry.is_of_it and entry.claim.direction == "disputes"
        )
    )
