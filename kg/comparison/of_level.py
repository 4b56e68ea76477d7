"""Leave out of a row the cells and estimates whose evidence is weaker than asked for.

What is warned of, or said of a risk without a study, has no rating, and stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.comparison import readings
from kg.comparison.cell import Cell, Entry
from kg.comparison.conflicts import without_claims
from kg.comparison.matrix import Row
from kg.comparison.rows import make_row, note_on, without_estimates
from kg.comparison.strength import LEVELS, Strength
from kg.evidence.sentences import listed

_FINDINGS = ("shown", "pooled")


def of_level(row: Row, least: str, labels: Mapping[str, str]) -> Row:
    """Return a row with what is of a level, or above; one that all of is, as it is.

    What a study tells leaves with the body of evidence that the study belongs to, also where others
    in the cell are stronger: what leads a cell is never weaker than asked for.

    Parameters
    ----------
    labels
        What everything is called in words, by IRI.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> row = ms.compare("ocrelizumab", "fingolimod").row("relapse rate")
    >>> kept = of_level(row, "high", ms.labels)
    >>> len(row.pairs[0].estimates), kept.pairs[0].estimates
    (1, ())
    """
    if not row.aspect.of_effects:
        return row
    risk = row.aspect.name == "risk"
    cells = tuple(_cell(cell, row.label, least, labels, risk=risk) for cell in row.cells)
    pairs = tuple(
        without_estimates(pair, [e for e in pair.estimates if not is_enough(e.strength, least)])
        for pair in row.pairs
    )
    if cells == row.cells and pairs == row.pairs:
        return row
    about = (row.aspect, row.about, row.label)
    return make_row(*about, cells, pairs, note_on(cells), row.near, row.gravity)


def is_enough(strength: Strength | None, least: str) -> bool:
    """Return whether evidence is of a level, or above; what is not rated is of none."""
    return strength is not None and LEVELS.index(strength.level) >= LEVELS.index(least)


def is_unrated(entry: Entry) -> bool:
    """Return whether a claim rests on no study, so that there is nothing to rate."""
    return entry.claim.study is None and entry.claim.modality not in _FINDINGS


def is_found_out(cell: Cell) -> bool:
    """Return whether a cell holds anything that studies found."""
    figures = cell.figures or cell.estimate or cell.strength
    return bool(figures) or not all(map(is_unrated, cell.entries))


def _cell(cell: Cell, outcome: str, least: str, labels: Mapping[str, str], *, risk: bool) -> Cell:
    if cell.empty or (risk and not is_found_out(cell)):
        return cell
    if not is_enough(cell.strength, least):
        return unstudied(cell, least, labels, stays=risk)
    estimate = cell.estimate
    said = []
    if estimate is not None and not is_enough(estimate.strength, least):
        against = f"The estimate against {estimate.comparator} is left out"
        said.append(f"{against}: {_not_enough(estimate.strength, least)}.")
        estimate = None
    weak = {iri for one in cell.apart if not is_enough(one.strength, least) for iri in one.told}
    said += _weaker(cell, least)
    if not said:
        return cell
    entries = tuple(entry for entry in cell.entries if entry.claim.iri not in weak)
    figures = tuple(figure for figure in cell.figures if figure.iri not in weak)
    gone = [entry.claim for entry in cell.entries if entry.claim.iri in weak]
    conflicts = without_claims(cell.conflicts, gone, labels)
    facts = (*cell.facts, *said)
    reading = readings.of_effect(
        *(labels[cell.treatment], outcome, entries, figures, facts, estimate),
        *(cell.strength, conflicts),
        left_out=cell.left_out,
    )
    return replace(
        cell,
        entries=entries,
        figures=figures,
        facts=facts,
        estimate=estimate,
        conflicts=conflicts,
        reading=reading,
    )


def _weaker(cell: Cell, least: str) -> list[str]:
    """Return which studies of a cell are left out for what they are by themselves, by level."""
    by_level: dict[str, list[str]] = {}
    for one in cell.apart:
        if not is_enough(one.strength, least):
            by_level.setdefault(_not_enough(one.strength, least), []).append(one.study)
    return [
        f"What is told by {listed(sorted(studies))} is left out: by itself, {why}."
        for why, studies in sorted(by_level.items())
    ]


def unstudied(cell: Cell, least: str, labels: Mapping[str, str], *, stays: bool) -> Cell:
    """Return a cell without what studies found, and what it says of that.

    Parameters
    ----------
    stays
        Whether what rests on no study stays.
    """
    kept = tuple(entry for entry in cell.entries if stays and is_unrated(entry))
    facts = []
    if is_found_out(cell):
        why = _not_enough(cell.strength, least)
        facts.append(f"What studies found is left out: {why}.")
    if not stays and any(map(is_unrated, cell.entries)):
        facts.append("What is said without a study is left out.")
    told = tuple(entry.sentence.rstrip(".") for entry in kept)
    differ = tuple(one for one in cell.conflicts if told and one.startswith(told))
    reading = readings.of_relation(labels[cell.treatment], kept, facts, differ, cell.left_out)
    return replace(
        cell,
        entries=kept,
        figures=(),
        facts=tuple(facts),
        estimate=None,
        strength=None,
        conflicts=differ,
        reading=reading,
        leads=(),
        beside=False,
    )


def _not_enough(strength: Strength | None, least: str) -> str:
    level = "" if strength is None else f", and is {strength.level}"
    return f"it is not {least} or above{level}"
