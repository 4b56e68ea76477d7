"""Leave out effects whose evidence is weaker than asked for, name them, and keep what is warned of.

A rating is of studies: what a label warns of, or anybody fears without a study, has none, and no
filter on strength hides it. A hope of benefit without a study is weaker than every level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.comparison import readings
from kg.comparison.cell import Cell, Entry
from kg.comparison.matrix import Row
from kg.comparison.rows import make_row
from kg.comparison.strength import LEVELS

_FINDINGS = ("shown", "pooled")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Hold rows after a filter on strength.

    Parameters
    ----------
    rows
        Those that stay, some of them with warnings alone.
    weak
        Those that were left out, or left out in part, as they were.
    remarks
        Which these are, and how strong their evidence is.
    """

    rows: tuple[Row, ...]
    weak: tuple[Row, ...]
    remarks: tuple[str, ...]


def strong_enough(rows: Sequence[Row], least: str | None, labels: Mapping[str, str]) -> Narrowed:
    """Return the rows whose evidence is of a level, or above, and what is not evidence of studies.

    Parameters
    ----------
    least
        A level; None for any.
    labels
        What everything is called in words, by IRI.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("ms").compare("ocrelizumab", "natalizumab", strength="moderate")
    >>> [one for one in found.remarks if one.startswith("Of these risks")][0][58:]
    'stays: malignancy, progressive multifocal leukoencephalopathy.'
    """
    weak = tuple(row for row in rows if not _is_strong(row, least))
    shown, warned = [], []
    for row in rows:
        if row not in weak:
            shown.append(row)
        elif row.aspect.name == "risk" and any(map(_unrated, _entries(row))):
            shown.append(_warnings(row, str(least), labels))
            warned.append(row.label)
    return Narrowed(tuple(shown), weak, tuple(_said(weak, least, warned)))


def _is_strong(row: Row, least: str | None) -> bool:
    if least is None or not row.aspect.of_effects:
        return True
    if row.aspect.name == "risk" and not _found_out(row):
        return True
    best = _best(row)
    return best is not None and LEVELS.index(best) >= LEVELS.index(least)


def _best(row: Row) -> str | None:
    """Return the highest level of the evidence in a row; None where none is rated."""
    found = [cell.strength for cell in row.cells]
    found += [estimate.strength for pair in row.pairs for estimate in pair.estimates]
    levels = [strength.level for strength in found if strength is not None]
    return max(levels, key=LEVELS.index, default=None)


def _entries(row: Row) -> list[Entry]:
    return [entry for cell in row.cells for entry in cell.entries]


def _found_out(row: Row) -> bool:
    """Return whether a row holds anything that studies found."""
    figures = any(cell.figures or cell.estimate or cell.strength for cell in row.cells)
    return figures or not all(map(_unrated, _entries(row)))


def _level(row: Row) -> str:
    return _best(row) or ("not rated" if _found_out(row) else "no study")


def _unrated(entry: Entry) -> bool:
    """Return whether a claim rests on no study, so that there is nothing to rate."""
    return entry.claim.study is None and entry.claim.modality not in _FINDINGS


def _warnings(row: Row, least: str, labels: Mapping[str, str]) -> Row:
    """Return a row with what rests on no study alone; each cell says what was left out of it."""
    cells = tuple(_warned(cell, least, labels) for cell in row.cells)
    return make_row(row.aspect, row.about, row.label, cells, near=row.near, gravity=row.gravity)


def _warned(cell: Cell, least: str, labels: Mapping[str, str]) -> Cell:
    kept = tuple(entry for entry in cell.entries if _unrated(entry))
    found = len(kept) < len(cell.entries) or cell.figures or cell.estimate
    level = "" if cell.strength is None else f", and is {cell.strength.level}"
    facts = (
        (f"What studies found is left out: it is not {least} or above{level}.",) if found else ()
    )
    told = tuple(entry.sentence.rstrip(".") for entry in kept)
    differ = tuple(one for one in cell.conflicts if told and one.startswith(told))
    reading = readings.of_relation(labels[cell.treatment], kept, facts, differ, cell.left_out)
    return replace(
        cell,
        entries=kept,
        figures=(),
        facts=facts,
        estimate=None,
        strength=None,
        conflicts=differ,
        reading=reading,
        leads=(),
        beside=False,
    )


def _said(weak: Sequence[Row], least: str | None, warned: Sequence[str]) -> list[str]:
    """Return which outcomes were left out, harms first, each with how strong its evidence is."""
    said = []
    for aspect, what in (("risk", "risks"), ("benefit", "benefits")):
        named = [f"{row.label} ({_level(row)})" for row in weak if row.aspect.name == aspect]
        if named:
            said.append(
                f"Left out for their strength, below {least}, of {what}: {', '.join(named)}."
            )
    if warned:
        stays = ", ".join(sorted(warned, key=str.casefold))
        said.append(f"Of these risks, what is warned of or said without a study stays: {stays}.")
    return said
