"""Leave out effects whose evidence is weaker than asked for, name them, and keep what is warned of.

A rating is of studies: what a label warns of, or anybody fears without a study, has none, and no
filter on strength hides it. A hope of benefit without a study is weaker than every level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.comparison.cell import Entry
from kg.comparison.matrix import Row
from kg.comparison.of_level import is_found_out, is_unrated, of_level, unstudied
from kg.comparison.rows import make_row
from kg.comparison.strength import LEVELS


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
    shown, warned, in_part = [], [], []
    for row in rows:
        if row not in weak:
            kept = row if least is None else of_level(row, least, labels)
            in_part += [] if kept is row else [row]
            shown.append(kept)
        elif row.aspect.name == "risk" and any(map(is_unrated, _entries(row))):
            shown.append(_warnings(row, str(least), labels))
            warned.append(row.label)
    return Narrowed(tuple(shown), weak, tuple(_said(weak, in_part, least, warned)))


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
    return any(map(is_found_out, row.cells))


def _level(row: Row) -> str:
    return _best(row) or ("not rated" if _found_out(row) else "no study")


def _warnings(row: Row, least: str, labels: Mapping[str, str]) -> Row:
    """Return a row with what rests on no study alone; each cell says what was left out of it."""
    cells = tuple(unstudied(cell, least, labels, stays=True) for cell in row.cells)
    return make_row(row.aspect, row.about, row.label, cells, near=row.near, gravity=row.gravity)


def _said(
    weak: Sequence[Row], in_part: Sequence[Row], least: str | None, warned: Sequence[str]
) -> list[str]:
    """Return which outcomes were left out, harms first, each with how strong its evidence is."""
    said = []
    for aspect, what in (("risk", "risks"), ("benefit", "benefits")):
        named = [f"{row.label} ({_level(row)})" for row in weak if row.aspect.name == aspect]
        if named:
            said.append(
                f"Left out for their strength, below {least}, of {what}: {', '.join(named)}."
            )
        partly = [row.label for row in in_part if row.aspect.name == aspect]
        if partly:
            said.append(
                f"Left out where it is below {least}, and kept where it is not, of {what}:"
                f" {', '.join(partly)}."
            )
    if warned:
        stays = ", ".join(sorted(warned, key=str.casefold))
        said.append(f"Of these risks, what is warned of or said without a study stays: {stays}.")
    return said
