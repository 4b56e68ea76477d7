"""Leave out of a row the cells and estimates whose evidence is weaker than asked for.

What is warned of, or said of a risk without a study, has no rating, and stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.comparison import readings
from kg.comparison.cell import Cell, Entry
from kg.comparison.matrix import Row
from kg.comparison.rows import make_row, note_on, without_estimates
from kg.comparison.strength import LEVELS, Strength

_FINDINGS = ("shown", "pooled")


def of_level(row: Row, least: str, labels: Mapping[str, str]) -> Row:
    """Return a row with what is of a level, or above; one that all of is, as it is.

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
    if cell.estimate is None or is_enough(cell.estimate.strength, least):
        return cell
    against = f"The estimate against {cell.estimate.comparator} is left out"
    facts = (*cell.facts, f"{against}: {_not_enough(cell.estimate.strength, least)}.")
    reading = readings.of_effect(
        *(labels[cell.treatment], outcome, cell.entries, cell.figures, facts, None),
        *(cell.strength, cell.conflicts),
        left_out=cell.left_out,
    )
    return replace(cell, facts=facts, estimate=None, reading=reading)


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
