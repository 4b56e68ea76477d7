"""Turn a comparison into Markdown: a table for each aspect."""

from __future__ import annotations

from kg.comparison.matrix import Comparison
from kg.comparison.order import CAUTION, TITLE
from kg.comparison.short import LEGEND, short_lines
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
    if comparison.differences:
        lines += ["", "## Differences first", ""]
        lines += [f"- {_escaped(difference)}" for difference in comparison.differences]
    for aspect in comparison.aspects:
        rows = comparison.of(aspect)
        lines += ["", f"## {capitalise(aspect.label)}", ""]
        lines.append(f"| | {' | '.join(titles)} |")
        lines.append("|---" * (len(titles) + 1) + "|")
        for row in rows:
            cells = [
                "<br>".join(_escaped(line) for line in short_lines(cell, plain=plain))
                for cell in row.cells
            ]
            lines.append(f"| **{_escaped(row.label)}** | {' | '.join(cells)} |")
        lines.append("")
        for row in rows:
            if any(not cell.empty for cell in row.cells):
                lines += [f"- On {_escaped(row.label)}: {_escaped(p.sentence)}" for p in row.pairs]
            if row.note:
                lines.append(f"- On {_escaped(row.label)}: {_escaped(row.note)}")
    lines += ["", "## How to read this", ""]
    if not plain:
        lines += [f"Marks: {_escaped(LEGEND)}.", ""]
    lines += [f"- {_escaped(line)}" for line in RULE]
    return "\n".join(lines).rstrip() + "\n"


# What Markdown, or HTML in it, would take for more than text.
_SPECIAL = str.maketrans(
    {c: "\\" + c for c in "\\`*_{}[]#|~"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)
