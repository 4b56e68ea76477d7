"""Draw a comparison for a terminal: a table for each aspect, wrapped to its width."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kg.comparison.aspects import Aspect
from kg.comparison.matrix import Cell, Comparison, Row
from kg.comparison.order import CAUTION, TITLE
from kg.comparison.short import LEGEND, short_lines
from kg.comparison.strength import RULE
from kg.words.english import capitalise

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDTH = 120


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
    if comparison.differences:
        console.print()
        console.print(Text("Differences first", style="bold"))
        for difference in comparison.differences:
            console.print(f"- {difference}")
    for aspect in comparison.aspects:
        console.print()
        _write_aspect(comparison, aspect, console, plain=plain)
    console.print()
    if not plain:
        console.print(f"Marks: {LEGEND}.")
        console.print()
    console.print(Text("How strength is rated", style="bold"))
    for line in RULE:
        console.print(line)


def _write_aspect(comparison: Comparison, aspect: Aspect, console: Console, *, plain: bool) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(capitalise(aspect.label), style="bold"),
        title_justify="left",
        box=box.SQUARE,
        show_lines=True,
        expand=True,
    )
    table.add_column("", ratio=2, style="bold")
    for title in comparison.titles:
        table.add_column(title, ratio=5)
    rows = comparison.of(aspect)
    for row in rows:
        table.add_row(Text(row.label), *(_cell(cell, plain=plain) for cell in row.cells))
    console.print(table)
    for row in rows:
        for line in _below(row):
            console.print(line)


def _cell(cell: Cell, *, plain: bool) -> Text:
    from rich.text import Text

    return Text("\n".join(short_lines(cell, plain=plain)), style="dim" if cell.empty else "")


def _below(row: Row) -> list[str]:
    """Return what stands below a table: what is known of one treatment against another."""
    lines = []
    if row.pairs and any(not cell.empty for cell in row.cells):
        lines += [f"On {row.label}: {pair.sentence}" for pair in row.pairs]
    if row.note:
        lines.append(f"On {row.label}: {row.note}")
    return lines
