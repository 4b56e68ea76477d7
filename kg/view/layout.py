"""Place the concepts of a drawing: each family on an island of its own.

Within an island the labels stand in rows, so that none can overlap. Which island stands where, and
which label stands where on it, is chosen so that linked concepts are near each other.
Everything is deterministic; the time grows as n log n.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.view.packing import (
    CAPTION,
    COLUMN_GAP,
    MARGIN,
    ROW_GAP,
    Box,
    Island,
    Point,
    centres,
    cut_into,
    height_of,
    in_rows,
    needed_height,
    row_width,
)
from kg.view.tiling import order_groups

ISLAND_GAP = 16.0

# Wider than the narrowest that would do, so that boxes may change places.
_SLACK = 1.04
_FITTINGS = 8
_TYPICAL_WIDTH = 250.0
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold where everything stands: centres of boxes, and islands; pixels, y downwards."""

    positions: Mapping[str, Point]
    islands: tuple[Island, ...]


_Sheet = list[list[Island]]


def arrange(
    boxes: Sequence[Box],
    links: Iterable[tuple[str, str]],
    *,
    aspect: float = 1.75,
    captions: Mapping[str, float] | None = None,
) -> Layout:
    """Place boxes so that none overlap, groups stay together, and links are short.

    Parameters
    ----------
    boxes
        Keys are unique.
    links
        Pairs of keys.
    aspect
        Width of the whole by its height, nearly.
    captions
        The width of each group's caption, where it has one.

    Examples
    --------
    >>> layout = arrange(
    ...     [Box("a", "one", 100, 30), Box("b", "one", 80, 30), Box("c", "two", 60, 30)],
    ...     [("a", "c")],
    ... )
    >>> [island.group for island in layout.islands]
    ['two', 'one']
    >>> sorted(layout.positions) == ["a", "b", "c"]
    True
    """
    if not boxes:
        return Layout({}, ())
    pairs = [(a, b) for a, b in links if a != b]
    sheet = _sheet(boxes, pairs, aspect)
    _fit(sheet, aspect, captions or {})
    near: dict[str, list[str]] = {box.key: [] for box in boxes}
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    islands = [island for row in sheet for island in row]
    positions = _stack(sheet)
    best, shortest = [island.rows for island in islands], _length(positions, pairs)
    for _ in range(_ROUNDS):
        for island in islands:
            wanted = {box.key: _wanted(box.key, positions, near[box.key]) for box in island.boxes}
            island.rows = in_rows(island.boxes, island.width, wanted)
            positions.update(centres(island))
        positions = _stack(sheet)
        if (length := _length(positions, pairs)) < shortest - 1e-6:
            best, shortest = [island.rows for island in islands], length
    for island, rows in zip(islands, best, strict=True):
        island.rows = rows
    return Layout(_stack(sheet), tuple(islands))


def _sheet(boxes: Sequence[Box], pairs: Sequence[tuple[str, str]], aspect: float) -> _Sheet:
    """Return one island for each group, in rows, without size or place as yet."""
    groups = {
        group: list(members)
        for group, members in groupby(
            sorted(boxes, key=lambda box: (box.group, box.key)), key=lambda box: box.group
        )
    }
    group_of = {box.key: box.group for box in boxes}
    order = order_groups(
        {group: _area(members) for group, members in groups.items()},
        [(group_of[a], group_of[b]) for a, b in pairs],
        aspect,
    )
    return [[Island(group, groups[group]) for group in row] for row in order]


def _area(boxes: Sequence[Box]) -> float:
    inside = sum((box.width + COLUMN_GAP) * (box.height + ROW_GAP) for box in boxes)
    return inside + (2 * MARGIN + CAPTION) * _TYPICAL_WIDTH


def _fit(sheet: _Sheet, aspect: float, captions: Mapping[str, float]) -> None:
    """Give the islands sizes: those of a row equally high, and the whole with its shape."""
    shapes = {
        island.group: [
            _shape(island.boxes, count, captions.get(island.group, 0.0))
            for count in _row_counts(island.boxes)
        ]
        for row in sheet
        for island in row
    }
    width = (sum(_area(island.boxes) for row in sheet for island in row) * aspect) ** 0.5
    tried = []
    for _ in range(_FITTINGS):
        wide, high = _set(sheet, width, shapes)
        # Heights go in steps, so that the last width need not be the best.
        tried.append((abs(math.log(wide / high / aspect)), width))
        width *= (aspect * high / wide) ** 0.5
    _set(sheet, min(tried)[1], shapes)


def _set(
    sheet: _Sheet, width: float, shapes: Mapping[str, list[tuple[float, float]]]
) -> tuple[float, float]:
    """Give the islands of each row a width together, and return that and the height of all."""
    wide, high = 0.0, -ISLAND_GAP
    for row in sheet:
        _share_width(row, width, shapes)
        for island in row:
            island.rows = in_rows(island.boxes, island.width, {})
        wide = max(wide, sum(island.width + ISLAND_GAP for island in row) - ISLAND_GAP)
        high += max(map(needed_height, row)) + ISLAND_GAP
    return wide, high


def _row_counts(boxes: Sequence[Box]) -> range:
    """Return the numbers of rows worth a try for an island."""
    return range(1, min(len(boxes), 4 + 3 * int(len(boxes) ** 0.5)) + 1)


def _shape(boxes: Sequence[Box], count: int, caption: float) -> tuple[float, float]:
    """Return the width and height that an island takes with a number of rows."""
    rows = cut_into(sorted(boxes, key=lambda box: box.key), count)
    inside = max(max(map(row_width, rows)) * _SLACK - COLUMN_GAP, caption)
    return inside + 2 * MARGIN, height_of(rows)


def _share_width(
    row: Sequence[Island], width: float, shapes: Mapping[str, list[tuple[float, float]]]
) -> float:
    """Give the islands of a row the widths that make it lowest, and return its height."""
    room = width - ISLAND_GAP * (len(row) - 1)
    heights = sorted({height for island in row for _, height in shapes[island.group]})
    for height in heights:
        widths = [
            min((w for w, h in shapes[island.group] if h <= height), default=float("inf"))
            for island in row
        ]
        if sum(widths) <= room or height == heights[-1]:
            break
    spare = (room - sum(widths)) / sum(widths)
    for island, wide in zip(row, widths, strict=True):
        island.width = round(wide * (1 + max(spare, 0)), 1)
    return height


def _wanted(key: str, positions: Mapping[str, Point], others: Sequence[str]) -> Point:
    """Return where a box would like to be: amid what it is linked to."""
    x, y = positions[key]
    if not others:
        return x, y
    x = 0.15 * x + 0.85 * sum(positions[other][0] for other in others) / len(others)
    y = 0.15 * y + 0.85 * sum(positions[other][1] for other in others) / len(others)
    return x, y


def _stack(sheet: _Sheet) -> dict[str, Point]:
    """Give every island its place, row by row, and return the centres of all boxes."""
    positions: dict[str, Point] = {}
    top = 0.0
    for row in sheet:
        height = max(map(needed_height, row))
        left = 0.0
        for island in row:
            island.x, island.y, island.height = round(left, 1), round(top, 1), round(height, 1)
            positions.update(centres(island))
            left += island.width + ISLAND_GAP
        top += height + ISLAND_GAP
    return positions


def _length(positions: Mapping[str, Point], pairs: Iterable[tuple[str, str]]) -> float:
    ends = ((positions[a], positions[b]) for a, b in pairs)
    return sum(float(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5) for (ax, ay), (bx, by) in ends)
