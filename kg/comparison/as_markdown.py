"""Turn a comparison into Markdown: a table for each aspect."""

from __future__ import annotations

from kg.comparison.matrix import NONE_FOUND, Comparison
from kg.comparison.short import LEGEND, cell_lines
from kg.comparison.strength import RULE
from kg.words.english import capitalise


def to_markdown(comparison: Comparison) -> str:
    """Return a comparison as Markdown; texts from the graph are escaped.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("smoking").compare("group counselling", "self-help")
    >>> print(found.to_markdown().splitlines()[0])
    # group counselling · self-help
    """
    titles = [_plain(title) for title in comparison.titles]
    lines = [f"# {' · '.join(titles)}", ""]
    lines.append("Not medical advice. Knowledge: " + "; ".join(comparison.about) + ".")
    lines += ["", *(f"- {_plain(remark)}" for remark in comparison.remarks)]
    if comparison.differences:
        lines += ["", "## Differences first", ""]
        lines += [f"- {_plain(difference)}" for difference in comparison.differences]
    for aspect in comparison.aspects:
        rows = comparison.of(aspect)
        lines += ["", f"## {capitalise(aspect.label)}", ""]
        lines.append(f"| | {' | '.join(titles)} |")
        lines.append("|---" * (len(titles) + 1) + "|")
        for row in rows:
            cells = [
                NONE_FOUND if cell.empty else "<br>".join(_plain(x) for x in cell_lines(cell))
                for cell in row.cells
            ]
            lines.append(f"| **{_plain(row.label)}** | {' | '.join(cells)} |")
        lines.append("")
        for row in rows:
            if any(not cell.empty for cell in row.cells):
                lines += [f"- On {_plain(row.label)}: {_plain(p.sentence)}" for p in row.pairs]
            if row.note:
                lines.append(f"- On {_plain(row.label)}: {_plain(row.note)}")
    lines += ["", "## How to read this", "", f"Marks: {_plain(LEGEND)}.", ""]
    lines += [f"- {_plain(line)}" for line in RULE]
    return "\n".join(lines).rstrip() + "\n"


# What Markdown, or HTML in it, would take for more than text.
_SPECIAL = str.maketrans(
    {c: "\\" + c for c in "\\`*_{}[]#|~"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)
