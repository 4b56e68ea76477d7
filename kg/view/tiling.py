"""Order groups in rows so that those with many links are neighbours."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

_Rows = list[list[str]]
_Weights = Mapping[tuple[str, ...], int]

_STARTS = 6
# How much it counts that groups with many links are in the middle of the sheet.
_TO_THE_MIDDLE = 0.12
# How much a tile's wrong shape counts beside the length of a link.
_FOR_THE_SHAPE = 0.1
# Width by height of a tile that is still no fault.
_WIDEST, _NARROWEST = 2.4, 0.85

# More groups than this are not moved about: it would take too long.
_MANY = 24


def order_groups(
    areas: Mapping[str, float], links: Iterable[tuple[str, str]], aspect: float
) -> list[list[str]]:
    """Return the groups in rows that fill a sheet, linked ones near each other.

    Parameters
    ----------
    areas
        What each group needs, in square pixels.
    links
        Pairs of groups, one for each link between their members.
    aspect
        Width of the sheet by its height.

    Examples
    --------
    >>> order_groups({"a": 40.0, "b": 20.0, "c": 20.0}, [("a", "b"), ("a", "c")], 3.0)
    [['b', 'a', 'c']]
    """
    weights = Counter(tuple(sorted(pair)) for pair in links if pair[0] != pair[1])
    width = (sum(areas.values()) * aspect) ** 0.5
    starts = _starts(areas, weights, aspect)
    if len(areas) > _MANY:
        return next(starts)
    found = (_improve(rows, areas, weights, width) for rows in starts)
    return min(found, key=lambda ending: ending[0])[1]


def _improve(
    rows: _Rows, areas: Mapping[str, float], weights: _Weights, width: float
) -> tuple[float, _Rows]:
    """Make the first change that helps, again and again; return the cost and the rows."""
    degrees = _degrees(weights)
    cost = _cost(rows, areas, weights, degrees, width)
    improved = True
    while improved:
        improved = False
        for candidate in _changes(rows):
            if (new := _cost(candidate, areas, weights, degrees, width)) < cost * (1 - 1e-9):
                rows, cost, improved = candidate, new, True
                break
    return cost, rows


def _starts(areas: Mapping[str, float], weights: _Weights, aspect: float) -> Iterator[_Rows]:
    """Yield one arrangement with the most linked groups in the middle, and some by chance."""
    degree = _degrees(weights)
    order = sorted(areas, key=lambda group: (-degree[group], group))
    count = max(1, round((len(areas) / aspect) ** 0.5))
    yield _around_middle(order, count)
    chance = random.Random(0)  # noqa: S311 (where to start, nothing secret)
    for _ in range(_STARTS):
        chance.shuffle(order)
        yield _around_middle(order, count)


def _degrees(weights: _Weights) -> Counter[str]:
    degree: Counter[str] = Counter()
    for pair, weight in weights.items():
        for group in pair:
            degree[group] += weight
    return degree


def _around_middle(order: Sequence[str], count: int) -> _Rows:
    middle_first = sorted(range(count), key=lambda i: (abs(i - (count - 1) / 2), i))
    rows: _Rows = [[] for _ in range(count)]
    for i, group in enumerate(order):
        row = rows[middle_first[i % count]]
        row.insert(len(row) // 2, group)
    return rows


def _changes(rows: _Rows) -> Iterable[_Rows]:
    """Yield every arrangement that differs by one swap or one move."""
    places = [(i, j) for i, row in enumerate(rows) for j in range(len(row))]
    for (i, j), (k, m) in combinations(places, 2):
        changed = [list(row) for row in rows]
        changed[i][j], changed[k][m] = changed[k][m], changed[i][j]
        yield changed
    for i, j in places:
        if len(rows[i]) == 1:
            continue
        for k in range(len(rows)):
            for m in range(len(rows[k]) + (k != i)):
                changed = [list(row) for row in rows]
                changed[k].insert(m, changed[i].pop(j))
                yield changed


def _cost(
    rows: _Rows,
    areas: Mapping[str, float],
    weights: _Weights,
    degrees: Mapping[str, int],
    width: float,
) -> float:
    """Return the mean length of the links, and a fine for tiles that are too wide or too narrow."""
    centres: dict[str, complex] = {}
    fine = top = 0.0
    for row in rows:
        height = sum([areas[group] for group in row]) / width
        left = 0.0
        for group in row:
            wide = areas[group] / height
            centres[group] = complex(left + wide / 2, top + height / 2)
            left += wide
            shape = wide / height
            if shape > _WIDEST:
                fine += shape - _WIDEST
            elif shape < _NARROWEST:
                fine += 3 * (_NARROWEST - shape)
        top += height
    middle = complex(width, top) / 2
    length = off = 0.0
    for (a, b), weight in weights.items():
        length += weight * abs(centres[a] - centres[b])
    for group, weight in degrees.items():
        off += weight * abs(centres[group] - middle)
    # Of each link, so that in a graph of many it is not length alone that counts.
    mean = (length + _TO_THE_MIDDLE * off) / max(1, sum(weights.values()))
    return mean + _FOR_THE_SHAPE * fine * width
