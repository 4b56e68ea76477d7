"""Lay the rows of a comparison out, part by part, so that what repeats is said once.

No claim is left out by it: rows that hold only what is said of kinds in general stand together, and
what is missing between two treatments is said once for all outcomes that it is missing on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.comparison.aspects import Aspect
from kg.comparison.cell import Cell
from kg.comparison.estimates import studies_words
from kg.comparison.matrix import NO_HEAD_TO_HEAD, Comparison, Pair, Row
from kg.comparison.rows import filtered, too_weak, unconnected
from kg.evidence.sentences import counted

# What marks a row whose figures are of different studies, and what is said of it once.
MARK = "†"

IN_GENERAL = "said in general, or in passing"


@dataclass(frozen=True, slots=True)
class Part:
    """Hold what is shown of a part of a comparison.

    Parameters
    ----------
    rows
        Those that stand by themselves.
    general
        Those in which nothing is known of any treatment by itself.
    told
        The rows with estimates between treatments, each with what it says of a pair.
    gaps
        What is missing between two treatments, and on which outcomes, one sentence each.
    """

    aspect: Aspect
    rows: tuple[Row, ...]
    general: tuple[Row, ...]
    told: tuple[tuple[Row, Pair], ...]
    gaps: tuple[str, ...]

    @property
    def note(self) -> str:
        """Return what has to be known of rows that bear the mark; empty where none does."""
        note = next((row.note for row in self.rows if row.note), "")
        return f"{MARK} {note}" if note else ""

    def in_general(self, n: int) -> tuple[Cell, ...]:
        """Return the cells of the nth treatment in rows of what is said in general."""
        return tuple(row.cells[n] for row in self.general if not row.cells[n].empty)


def parts(comparison: Comparison) -> tuple[Part, ...]:
    """Return the parts of a comparison, in order.

    Examples
    --------
    >>> import kg
    >>> found = parts(kg.load("smoking").compare("group counselling", "self-help"))
    >>> [part.aspect.name for part in found]
    ['nature', 'benefit', 'evidence']
    """
    return tuple(_part(comparison, aspect) for aspect in comparison.aspects)


def _part(comparison: Comparison, aspect: Aspect) -> Part:
    rows = comparison.of(aspect)
    general = tuple(row for row in rows if _is_general(row))
    if len(general) < 2:
        general = ()
    told = tuple((row, pair) for row in rows for pair in row.pairs if pair.estimates)
    kept = tuple(row for row in rows if row not in general)
    return Part(aspect, kept, general, told, gaps(rows, comparison.labels))


def _is_general(row: Row) -> bool:
    return not any(cell.telling for cell in row.cells) and any(not c.empty for c in row.cells)


def gaps(rows: Sequence[Row], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is missing between two treatments, each with all outcomes it is missing on."""
    found: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        for pair in row.pairs:
            if not pair.estimates:
                ends = f"{labels[pair.treatment]} and {labels[pair.comparator]}"
                found.setdefault((ends, _gap(pair)), []).append(row.label)
    return tuple(
        f"{ends}: {missing}, on {counted(len(on), 'outcome')}: {'; '.join(on)}."
        for (ends, missing), on in found.items()
    )


def _gap(pair: Pair) -> str:
    missing = too_weak(pair.weak) if pair.weak else _missing(pair)
    return f"{missing}{filtered(pair.left_out, pair.other_doses)}"


def _missing(pair: Pair) -> str:
    without = studies_words(pair.without_figures) if pair.without_figures else ""
    if pair.head_to_head:
        said = f"compared in {studies_words(pair.head_to_head, pair.cohorts)}"
        said += ", but without figures that an estimate is made of here"
        return f"{said}; also in {without}, with no figures here" if without else said
    said = NO_HEAD_TO_HEAD
    if without:
        said = f"compared in {without}, but with no figures here"
    return f"{said}, and {unconnected(pair.connects)}"
