"""Turn a comparison into Markdown: a table for each aspect."""

from __future__ import annotations

from collections.abc import Sequence

from kg.comparison.cell import NONE_FOUND, Cell
from kg.comparison.differences import none_shown
from kg.comparison.grave import grave_title
from kg.comparison.matrix import Comparison
from kg.comparison.not_estimated import TITLE as TITLE_NOT_ESTIMATED
from kg.comparison.one_only import ONE_ONLY
from kg.comparison.order import CAUTION, TITLE
from kg.comparison.parts import IN_GENERAL, MARK, parts
from kg.comparison.readings import in_general
from kg.comparison.short import LEGEND, cell_lines, row_lines
from kg.comparison.sources import SourceNumbers
from kg.comparison.strength import RULE
from kg.words.english import capitalise


def to_markdown(comparison: Comparison, *, plain: bool = False) -> str:
    """Return a comparison as Markdown; texts from the graph are escaped.

    With ``plain``, each cell holds what it says in plain words, without what is behind that.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("smoking").compare("group counselling", "self-help")
    >>> print(found.to_markdown().splitlines()[0])
    # group counselling · self-help
    """
    titles = [_escaped(title) for title in comparison.titles]
    lines = [f"# {' · '.join(titles)}", ""]
    lines.append("Not medical advice. Knowledge: " + "; ".join(comparison.about) + ".")
    lines += ["", *(f"- {_escaped(remark)}" for remark in comparison.remarks)]
    if comparison.order is not None:
        lines += ["", f"## {TITLE}", "", CAUTION, ""]
        lines += [f"- {_escaped(told)}" for _, told in comparison.order.told]
    lines += ["", "## Differences first", ""]
    lines += [f"- {_escaped(one)}" for one in comparison.differences or (none_shown(comparison),)]
    for title, found in (
        (TITLE_NOT_ESTIMATED, comparison.in_no_estimate),
        (grave_title(comparison), comparison.grave_risks),
        (ONE_ONLY, comparison.told_of_one_only),
    ):
        if found:
            lines += ["", f"## {title}", "", *(f"- {_escaped(one)}" for one in found)]
    numbers = SourceNumbers(comparison)
    for part in parts(comparison):
        lines += ["", f"## {capitalise(part.aspect.label)}", ""]
        lines.append(f"| | {' | '.join(titles)} |")
        lines.append("|---" * (len(titles) + 1) + "|")
        for row in part.rows:
            told = row_lines(row.cells, numbers, plain=plain)
            lines.append(_line(f"{row.label} {MARK}" if row.note else row.label, told))
        if part.general:
            cells = [_general(part.in_general(n), numbers, plain=plain) for n in range(len(titles))]
            lines.append(_line(IN_GENERAL, cells))
        lines.append("")
        said = (f"On {row.label}: {pair.sentence}" for row, pair in part.told)
        lines += [f"- {_escaped(line)}" for line in (*said, *part.gaps, part.note) if line]
    lines += ["", "## How to read this", ""]
    if not plain:
        lines += [f"Marks: {_escaped(LEGEND)}.", ""]
    lines += [f"- {_escaped(line)}" for line in RULE]
    if not plain:
        lines += ["", "## Sources", "", *(f"- {_escaped(line)}" for line in numbers.lines)]
    return "\n".join(lines).rstrip() + "\n"


def _line(name: str, cells: Sequence[Sequence[str]]) -> str:
    told = ("<br>".join(map(_escaped, lines or [NONE_FOUND])) for lines in cells)
    return f"| **{_escaped(name)}** | {' | '.join(told)} |"


def _general(cells: Sequence[Cell], numbers: SourceNumbers, *, plain: bool) -> list[str]:
    if plain:
        return in_general([entry for cell in cells for entry in cell.entries])
    return [line for cell in cells for line in cell_lines(cell, numbers)]


# What Markdown, or HTML in it, would take for more than text.
_SPECIAL = str.maketrans(
    {c: "\\" + c for c in "\\`*_{}[]#|~"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)
