"""Pack boxes into the rows of an island, so that none can overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

Point = tuple[float, float]

COLUMN_GAP = 14.0
ROW_GAP = 16.0
MARGIN = 18.0
CAPTION = 50.0


@dataclass(frozen=True, slots=True)
class Box:
    """Hold what is to be placed: a label with its size in pixels, and its group."""

    key: str
    group: str
    width: float
    height: float


@dataclass(slots=True)
class Island:
    """Hold a group's place: its left upper corner and size, and its boxes in rows."""

    group: str
    boxes: list[Box]
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0
    rows: list[list[Box]] = field(default_factory=list)


def in_rows(boxes: Sequence[Box], width: float, wanted: Mapping[str, Point]) -> list[list[Box]]:
    """Return boxes in rows that fit a width, each near the height and then the side it wants."""
    usable = width - 2 * MARGIN + COLUMN_GAP
    by_height = sorted(boxes, key=lambda box: (wanted.get(box.key, (0, 0))[1], box.key))
    count = max(1, int(row_width(boxes) / usable))
    rows = cut_into(by_height, count)
    while count < len(boxes) and max(map(row_width, rows)) > usable:
        count += 1
        rows = cut_into(by_height, count)
    for row in rows:
        row.sort(key=lambda box: (wanted.get(box.key, (0, 0))[0], box.key))
    return rows


def cut_into(boxes: Sequence[Box], count: int) -> list[list[Box]]:
    """Cut a sequence of boxes into so many rows that the widest is as narrow as can be."""
    # Where each box ends if all stand in one row: a row is then found by bisection.
    ends = list(accumulate(box.width + COLUMN_GAP for box in boxes))
    low, high = max(box.width + COLUMN_GAP for box in boxes), ends[-1]
    low = max(low, high / count)
    while high - low > 2:
        middle = (low + high) / 2
        if len(_cuts(ends, middle)) > count:
            low = middle
        else:
            high = middle
    cuts = _cuts(ends, high)
    return [list(boxes[start:stop]) for start, stop in pairwise([0, *cuts])]


def _cuts(ends: Sequence[float], width: float) -> list[int]:
    """Return after which boxes a row is full, the last box included."""
    cuts: list[int] = []
    start, left = 0, 0.0
    while start < len(ends):
        # A box that is wider than the row has one to itself.
        start = max(bisect_right(ends, left + width, start), start + 1)
        cuts.append(start)
        left = ends[start - 1]
    return cuts


def row_width(row: Sequence[Box]) -> float:
    """Return the width that boxes take side by side, with a gap after each."""
    return sum(box.width + COLUMN_GAP for box in row)


def needed_height(island: Island) -> float:
    """Return the least height of an island, given its rows."""
    return height_of(island.rows)


def height_of(rows: Sequence[Sequence[Box]]) -> float:
    """Return the height of rows with caption, gaps and margin."""
    inside = sum(max(box.height for box in row) for row in rows)
    return CAPTION + inside + ROW_GAP * (len(rows) - 1) + MARGIN


def centres(island: Island) -> Iterable[tuple[str, Point]]:
    """Yield every box of an island with its centre, rows and boxes evenly spread."""
    spare = (island.height - needed_height(island)) / (len(island.rows) + 1)
    y = island.y + CAPTION + spare
    for row in island.rows:
        height = max(box.height for box in row)
        free = island.width - sum(box.width for box in row)
        gap = free / (len(row) + 1)
        x = island.x + gap
        for box in row:
            yield box.key, (round(x + box.width / 2, 1), round(y + height / 2, 1))
            x += box.width + gap
        y += height + ROW_GAP + spare
