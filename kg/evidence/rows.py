"""Read the rows of a table, be it a CSV file or a pandas DataFrame."""

from __future__ import annotations

import csv
import io
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.evidence.arms import LEVEL
from kg.files import read_text

if TYPE_CHECKING:
    import pandas

# Every column, and the other names that it may have.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "study": ("studlab", "trial", "author"),
    "treatment": ("treat", "treat1", "intervention", "t"),
    "comparator": ("treat2", "control"),
    "arm": ("arm_label",),
    "events": ("event", "r", "d"),
    "total": ("n",),
    "mean": ("y",),
    "sd": ("standard_deviation",),
    "person_time": ("person_years", "years", "time", "exposure"),
    "effect": ("estimate", "value", "te"),
    "se": ("standard_error", "sete"),
    "lower": ("ci_low", "lower_limit"),
    "upper": ("ci_high", "upper_limit"),
    "level": (),
    "participants": (),
}


class TableError(KgError):
    """Say which rows of a table cannot be, all of them, one line each.

    Examples
    --------
    >>> print(TableError("trials.csv", [(14, "12 events among 10 participants")]))
    trials.csv, row 14: 12 events among 10 participants
    """

    def __init__(self, path: str, problems: Sequence[tuple[int | None, str]]) -> None:
        super().__init__(path, tuple(problems))
        self.path, self.problems = path, tuple(problems)

    def __str__(self) -> str:
        return "\n".join(
            f"{self.path}: {reason}" if row is None else f"{self.path}, row {row}: {reason}"
            for row, reason in self.problems
        )


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a row of a table: its number, counted with the header as 1, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return a cell without the space around it, empty if there is none."""
        return self.cells.get(column, "").strip()

    def number_in(self, column: str) -> float | None:
        """Return the number in a cell, None if it is empty.

        Raises
        ------
        ValueError
            If it is no finite number.
        """
        text = self.text(column)
        if text == "":
            return None
        try:
            number = float(text)
        except ValueError:
            remedy = "write it with a point" if "," in text else "write a number"
            raise ValueError(f"{column} {text!r} is no number; {remedy}") from None
        if not math.isfinite(number):
            raise ValueError(f"{column} {text!r} is no number; leave the cell empty if not known")
        return number

    def level(self) -> float:
        """Return the level of the row's interval, 0.95 unless it says another."""
        found = self.number_in("level")
        level = LEVEL if found is None else found
        if not 0 < level < 1:
            raise ValueError(f"level {level:g} is not between 0 and 1; write 95 % as 0.95")
        return level


def read_rows(table: str | os.PathLike[str] | pandas.DataFrame) -> tuple[str, list[Row]]:
    """Return a table's name and its rows, with columns by their names here.

    Raises
    ------
    TableError
        If it has no rows, no study or treatment, or a column twice.
    """
    if isinstance(table, str | os.PathLike):
        path = os.fspath(table)
        reader = csv.reader(io.StringIO(read_text(path).removeprefix("\ufeff"), newline=""))
        header, *lines = list(reader) or [[]]
        name = path
    else:
        name = "the table"
        header = [str(column) for column in table.columns]
        lines = [[_cell(value) for value in line] for line in table.itertuples(index=False)]
    columns = _columns(name, header)
    rows = []
    problems: list[tuple[int | None, str]] = []
    for number, line in enumerate(lines, 2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) > len(columns):
            said = f"{len(line)} cells for {len(columns)} columns; put text with a comma in quotes"
            problems.append((number, said))
        rows.append(Row(number, dict(zip(columns, line, strict=False))))
    if problems:
        raise TableError(name, problems)
    if not rows:
        raise TableError(name, [(None, "there are no rows; add one for each arm or contrast")])
    return name, rows


def _cell(value: Any) -> str:
    # What pandas has for a value that is missing; it is not imported for that.
    missing = type(value).__name__ in ("NAType", "NaTType")
    if value is None or missing or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(value)


def _columns(name: str, header: Sequence[str]) -> list[str]:
    known = {alias: column for column, others in COLUMNS.items() for alias in (column, *others)}
    folded = [cell.strip().casefold().replace(" ", "_").replace("-", "_") for cell in header]
    columns = [known.get(cell, cell) for cell in folded]
    twice = sorted(
        {column for column in columns if column in COLUMNS and columns.count(column) > 1}
    )
    if twice:
        raise TableError(name, [(1, f"the column {twice[0]!r} is there twice; keep one")])
    missing = [column for column in ("study", "treatment") if column not in columns]
    if missing:
        need = " and ".join(map(repr, missing))
        raise TableError(name, [(1, f"there is no column {need}; add it")])
    return columns


def refuse_repeated(row: Row, seen: dict[tuple[tuple[str, str], ...], int]) -> None:
    """Refuse a row that says just what an earlier one does, so that nobody counts twice."""
    cells = tuple(sorted((column, text.strip()) for column, text in row.cells.items()))
    first = seen.setdefault(cells, row.number)
    if first != row.number:
        raise ValueError(
            f"it repeats row {first}; remove it, or tell the arms apart in a column 'arm'"
        )
