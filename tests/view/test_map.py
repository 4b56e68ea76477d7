"""On the map, names of families stay readable and free at every size."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

# Islands are the only boxes with so round corners, and names of families the only bold texts.
MEASURE = """() => {
  const islands = drawn.marks.filter(({ kind, radius }) => kind === "rect" && radius === 26);
  const names = drawn.marks.filter(({ kind, weight }) => kind === "text" && weight === 700);
  const inside = ({ x, y, width, height }) => islands.some((one) => (
    x - width / 2 >= one.x - 0.5 && x + width / 2 <= one.x + one.width + 0.5
    && y - height / 2 >= one.y - 0.5 && y + height / 2 <= one.y + one.height + 0.5
  ));
  const canvas = document.createElement("canvas").getContext("2d");
  const wide = ({ text, size, room }) => {
    canvas.font = `700 ${size}px Hyperlegible`;
    return Math.min(canvas.measureText(text).width, room);
  };
  const covers = (name, left, right, top, bottom) => (
    left < name.x + wide(name) && right > name.x && top < name.y + name.size * 0.4 && bottom > name.y - name.size * 0.4
  );
  return {
    islands: islands.length,
    named: new Set(names.map(({ x }) => x)).size > 1,
    smallest: Math.min(...names.map(({ size }) => size * drawn.view.scale)),
    outside: drawn.boxes.filter((box) => !inside(box)).length,
    labels: names.filter((name) => drawn.boxes.some(({ x, y, width, height }) => (
      covers(name, x - width / 2, x + width / 2, y - height / 2, y + height / 2)))).map(({ text }) => text),
    dots: names.filter((name) => drawn.dots.some(({ at }) => covers(name, at.x, at.x, at.y, at.y))).map(({ text }) => text),
    apart: drawn.dots.filter(({ at }) => !inside({ ...at, width: 0, height: 0 })).length,
  };
}"""


@pytest.mark.parametrize("width", [360, 390, 820, 1400])
def test_no_concept_covers_the_name_of_a_family_or_leaves_it(
    show, ms_page: Path, width: int
) -> None:
    shown = show(ms_page, width=width, height=844)
    found = shown.page.evaluate(MEASURE)
    assert (found["islands"], found["named"]) == (12, True)
    assert found["smallest"] > 10.5
    assert (found["outside"], found["apart"]) == (0, 0)
    assert (found["labels"], found["dots"]) == ([], [])


def test_a_tap_on_a_dot_of_a_small_family_goes_to_its_concept(
    show, ms_page: Path, ms: kg.Knowledge
) -> None:
    shown = show(ms_page, width=390, height=844, has_touch=True)
    number = shown.page.evaluate(
        "drawn.dots.find(({ concept }) => !drawn.boxes.some((box) => box.concept === concept)).concept"
    )
    x, y = shown.point_of(number)
    shown.page.touchscreen.tap(x, y)
    shown.page.wait_for_selector("#details h2")
    assert shown.page.inner_text("#details h2") in {c.label for c in ms.concepts.values()}
