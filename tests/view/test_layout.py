from __future__ import annotations

import random
from itertools import combinations

import pytest

from kg.view.layout import Layout, arrange
from kg.view.packing import Box, cut_into
from kg.view.tiling import order_groups


def some_boxes(count: int, groups: int) -> tuple[list[Box], list[tuple[str, str]]]:
    chance = random.Random(7)
    boxes = [
        Box(
            f"n{i}",
            f"g{int(chance.random() ** 2 * groups)}",
            chance.uniform(60, 190),
            chance.choice((30, 47, 64)),
        )
        for i in range(count)
    ]
    ends = [f"n{int(chance.random() ** 2 * count)}" for _ in range(3 * count)]
    return boxes, list(zip(ends[::2], ends[1::2], strict=False))


def overlaps(layout: Layout, boxes: list[Box]) -> list[tuple[str, str]]:
    found = []
    for a, b in combinations(boxes, 2):
        (ax, ay), (bx, by) = layout.positions[a.key], layout.positions[b.key]
        if abs(ax - bx) < (a.width + b.width) / 2 and abs(ay - by) < (a.height + b.height) / 2:
            found.append((a.key, b.key))
    return found


@pytest.mark.parametrize("aspect", [1.75, 1.1, 0.62])
@pytest.mark.parametrize("groups", [1, 12])
def test_no_two_boxes_overlap(aspect: float, groups: int) -> None:
    boxes, links = some_boxes(150, groups)
    layout = arrange(boxes, links, aspect=aspect)
    assert set(layout.positions) == {box.key for box in boxes}
    assert overlaps(layout, boxes) == []


def test_every_box_is_inside_the_island_of_its_group_below_its_caption() -> None:
    boxes, links = some_boxes(150, 12)
    layout = arrange(boxes, links)
    islands = {island.group: island for island in layout.islands}
    outside = []
    for box in boxes:
        x, y = layout.positions[box.key]
        island = islands[box.group]
        across = island.x <= x - box.width / 2 and x + box.width / 2 <= island.x + island.width
        down = island.y + 40 <= y - box.height / 2
        if not (across and down and y + box.height / 2 <= island.y + island.height):
            outside.append(box.key)
    assert outside == []


def test_islands_do_not_overlap() -> None:
    layout = arrange(*some_boxes(150, 12))
    assert [
        (a.group, b.group)
        for a, b in combinations(layout.islands, 2)
        if a.x < b.x + b.width
        and b.x < a.x + a.width
        and a.y < b.y + b.height
        and b.y < a.y + a.height
    ] == []


@pytest.mark.parametrize("aspect", [1.75, 1.1, 0.62])
def test_the_whole_has_about_the_shape_asked_for(aspect: float) -> None:
    islands = arrange(*some_boxes(150, 12), aspect=aspect).islands
    width = max(island.x + island.width for island in islands)
    height = max(island.y + island.height for island in islands)
    assert width / height == pytest.approx(aspect, rel=0.15)


def test_an_island_is_as_wide_as_its_caption() -> None:
    layout = arrange([Box("a", "one", 40, 30)], [], captions={"one": 300.0})
    assert layout.islands[0].width >= 300


def test_the_same_boxes_get_the_same_places_in_any_order() -> None:
    boxes, links = some_boxes(80, 8)
    assert arrange(boxes, links).positions == arrange(boxes[::-1], links).positions


def test_nothing_has_no_place() -> None:
    assert arrange([], []) == Layout({}, ())


def test_linked_boxes_come_nearer_than_they_start() -> None:
    boxes = [Box(f"{group}{i}", group, 60, 30) for group in "ab" for i in range(12)]
    links = [(f"a{i}", f"b{11 - i}") for i in range(12)]

    def length(layout: Layout) -> float:
        ends = [(layout.positions[a], layout.positions[b]) for a, b in links]
        return sum(abs(ax - bx) + abs(ay - by) for (ax, ay), (bx, by) in ends)

    assert length(arrange(boxes, links)) < length(arrange(boxes, []))


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_a_wide_box_has_a_row_to_itself(count: int) -> None:
    boxes = [Box(str(n), "g", width, 30) for n, width in enumerate((10, 500, 10, 10, 300, 10, 10))]
    rows = cut_into(boxes, count)
    assert [box for row in rows for box in row] == boxes
    assert all(rows)
    assert len(rows) <= count


def test_rows_are_cut_where_the_widest_is_narrowest() -> None:
    boxes = [
        Box(name, "g", width, 30) for name, width in zip("abcd", (90, 10, 50, 50), strict=True)
    ]
    assert ["".join(box.key for box in row) for row in cut_into(boxes, 2)] == ["ab", "cd"]


def test_linked_groups_become_neighbours() -> None:
    areas = dict.fromkeys("abcdef", 100.0)
    rows = order_groups(areas, [("a", "f"), ("b", "e"), ("c", "d")] * 10, 6.0)
    (row,) = rows
    assert [abs(row.index(a) - row.index(b)) for a, b in ("af", "be", "cd")] == [1, 1, 1]


def test_many_groups_are_ordered_at_once() -> None:
    areas = {f"g{i}": 100.0 for i in range(60)}
    rows = order_groups(areas, [("g1", "g2")], 1.5)
    assert sorted(group for row in rows for group in row) == sorted(areas)
