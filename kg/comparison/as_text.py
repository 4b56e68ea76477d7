"""Draw a comparison for a terminal: a table for each aspect, wrapped to its width."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.comparison.cell import NONE_FOUND, Cell
from kg.comparison.differences import none_shown
from kg.comparison.grave import grave_title
from kg.comparison.matrix import Comparison, Row
from kg.comparison.not_estimated import TITLE as TITLE_NOT_ESTIMATED
from kg.comparison.one_only import ONE_ONLY
from kg.comparison.order import CAUTION, TITLE
from kg.comparison.parts import IN_GENERAL, MARK, Part, parts
from kg.comparison.readings import in_general
from kg.comparison.short import LEGEND, cell_lines, row_lines, short_lines
from kg.comparison.sources import SourceNumbers
from kg.comparison.strength import RULE
from kg.evidence.sentences import listed
from kg.words.english import capitalise

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

WIDTH = 120

# A cell of more characters is too long for a column.
_LONG = 700


def to_text(
    comparison: Comparison, *, width: int | None = None, color: bool = False, plain: bool = False
) -> str:
    """Return a comparison as text, so many characters wide, with colours if asked for.

    With ``plain``, each cell holds what it says in plain words, without what is behind that.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("smoking").compare("group counselling", "self-help")
    >>> print(found.to_text(width=80).splitlines()[0])
    group counselling · self-help
    """
    from rich.console import Console

    written = io.StringIO()
    console = Console(
        file=written,
        width=width or WIDTH,
        force_terminal=color,
        color_system="truecolor" if color else None,
        no_color=not color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    _write(comparison, console, plain=plain)
    lines = written.getvalue().splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _write(comparison: Comparison, console: Console, *, plain: bool) -> None:
    from rich.text import Text

    console.print(Text(" · ".join(comparison.titles), style="bold"))
    console.print("Not medical advice. Knowledge: " + "; ".join(comparison.about) + ".")
    for remark in comparison.remarks:
        console.print(remark)
    if comparison.order is not None:
        console.print()
        console.print(Text(TITLE, style="bold"))
        console.print(CAUTION)
        for _, told in comparison.order.told:
            console.print(f"- {told}")
    differing = (
        ("Differences first", comparison.differences or (none_shown(comparison),)),
        (TITLE_NOT_ESTIMATED, comparison.in_no_estimate),
        (grave_title(comparison), comparison.grave_risks),
        (ONE_ONLY, comparison.told_of_one_only),
    )
    for title, lines in differing:
        if lines:
            console.print()
            console.print(Text(title, style="bold"))
            for line in lines:
                console.print(f"- {line}")
    numbers = SourceNumbers(comparison)
    for part in parts(comparison):
        console.print()
        _write_part(comparison, part, numbers, console, plain=plain)
    console.print()
    if not plain:
        console.print(f"Marks: {LEGEND}.")
        console.print()
        console.print(Text("Sources", style="bold"))
        for line in numbers.lines:
            console.print(line)
        console.print()
    console.print(Text("How strength is rated", style="bold"))
    for line in RULE:
        console.print(line)


def _write_part(
    comparison: Comparison, part: Part, numbers: SourceNumbers, console: Console, *, plain: bool
) -> None:
    from rich.text import Text

    console.print(Text(capitalise(part.aspect.label), style="bold"))
    lone = {row: [cell for cell in row.cells if not cell.silent] for row in part.rows}
    beside = {
        row: row_lines(row.cells, numbers, plain=plain)
        for row, cells in lone.items()
        if len(cells) > 1
    }
    short = {row: lines for row, lines in beside.items() if not _is_long(lines)}
    if short:
        console.print(_table(comparison, short))
    # Of long cells, nobody sees beginning and end beside each other: they take the whole width.
    for row, cells in beside.items():
        for title, lines in zip(comparison.titles, cells, strict=True):
            if row not in short:
                _write_row(f"{_named(row)}: {title}", lines, console)
    # What is known of one treatment alone needs no column for the others.
    for n, title in enumerate(comparison.titles):
        rows = [row for row in part.rows if len(lone[row]) == 1 and not row.cells[n].silent]
        if rows:
            others = listed([other for other in comparison.titles if other != title])
            console.print(Text(f"Of {title} alone; {NONE_FOUND} of {others}:", style="bold"))
        for row in rows:
            _write_row(_named(row), short_lines(row.cells[n], numbers, plain=plain), console)
    for n, title in enumerate(comparison.titles):
        if lines := _general(part.in_general(n), numbers, plain=plain):
            _write_row(f"{title}, {IN_GENERAL}", lines, console)
    for row in part.rows:
        if not lone[row]:
            console.print(f"{row.label}: {NONE_FOUND}.")
    told = (f"On {row.label}: {p.reading if plain else p.sentence}" for row, p in part.told)
    for line in (*told, *part.gaps, part.note):
        if line:
            console.print(line)


def _general(cells: Sequence[Cell], numbers: SourceNumbers, *, plain: bool) -> list[str]:
    """Return what is said in general, each sentence once."""
    if not plain:
        return [line for cell in cells for line in cell_lines(cell, numbers)]
    return in_general([entry for cell in cells for entry in cell.entries])


def _write_row(name: str, lines: Sequence[str], console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(name, style="bold"))
    for line in lines:
        console.print(Padding(Text(line), (0, 0, 0, 2)))


def _named(row: Row) -> str:
    return f"{row.label} {MARK}" if row.note else row.label


def _is_long(cells: Iterable[Sequence[str]]) -> bool:
    return any(sum(map(len, lines)) > _LONG for lines in cells)


def _table(comparison: Comparison, rows: Mapping[Row, Sequence[Sequence[str]]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SQUARE, show_lines=True, expand=True)
    table.add_column("", ratio=2, style="bold")
    for title in comparison.titles:
        table.add_column(title, ratio=5)
    for row, told in rows.items():
        cells = (
            Text("\n".join(lines), style="dim" if cell.empty else "")
            for cell, lines in zip(row.cells, told, strict=True)
        )
        table.add_row(Text(_named(row)), *cells)
    return table
