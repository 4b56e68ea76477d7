"""On the map, names of families stay readable and free at every size."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from tests.view.unpacking import unpack

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
    shown.page.locator("#drawing").scroll_into_view_if_needed()
    number = shown.page.evaluate(
        """drawn.dots.findLast(({ at }) => !drawn.boxes.some((box) => (
          Math.abs(box.x - at.x) <= box.width / 2 && Math.abs(box.y - at.y) <= box.height / 2))).concept"""
    )
    x, y = shown.point_of(number)
    shown.page.touchscreen.tap(x, y)
    shown.page.wait_for_selector("#details h2")
    assert shown.page.inner_text("#details h2") in {c.label for c in ms.concepts.values()}


def named(shown) -> list[str]:
    """Return the names on the map, of the concepts as Python labels them."""
    numbers = [box["concept"] for box in shown.drawn()["boxes"]]
    labels = unpack(Path(shown.url.removeprefix("file://")).read_text(encoding="utf-8"))
    return [labels["concepts"]["label"][n] for n in numbers]


def test_therapies_are_named_first_and_nothing_that_no_claim_is_of(
    show, ms_page: Path, ms: kg.Knowledge
) -> None:
    names = named(show(ms_page))
    therapies = {"autologous hematopoietic stem cell transplantation", "alemtuzumab", "cladribine"}
    assert {*therapies, "ocrelizumab", "fingolimod"} <= set(names)
    told = {
        ms.concepts[end].label
        for claim in ms.claims.values()
        for end in (claim.subject, claim.object)
    }
    assert set(names) <= told
    assert len(names) > 60


def test_on_a_telephone_the_map_fills_its_place_and_names_what_there_is_room_for(
    show, ms_page: Path
) -> None:
    shown = show(ms_page, width=360, height=740)
    islands = shown.page.evaluate(
        """drawn.marks.filter(({ kind, radius }) => kind === "rect" && radius === 26)"""
    )
    height = max(one["y"] + one["height"] for one in islands) - min(one["y"] for one in islands)
    drawing = shown.page.locator("#drawing").bounding_box()
    assert height * shown.drawn()["view"]["scale"] > 0.8 * drawing["height"]
    names = named(shown)
    assert "autologous hematopoietic stem cell transplantation" in names
    assert len(names) >= 15


@pytest.mark.parametrize(("width", "cut"), [(360, 1), (1366, 0)])
def test_names_of_families_are_broken_into_lines_before_they_are_cut(
    show, ms_page: Path, width: int, cut: int
) -> None:
    texts = show(ms_page, width=width, height=740).drawn()["texts"]
    assert len([text for text in texts if text.endswith("…")]) <= cut


def test_a_tap_chooses_nothing_of_what_it_lays_under_the_finger(show, ms_page: Path) -> None:
    shown = show(ms_page, width=390, height=844, has_touch=True)
    shown.page.locator("#drawing").scroll_into_view_if_needed()
    # One in the lower half of the window, where its details come up.
    progress = unpack(ms_page.read_text(encoding="utf-8"))["concepts"]["id"].index(
        "ms:research-progress"
    )
    shown.page.touchscreen.tap(*shown.point_of(progress))
    shown.page.wait_for_selector("#details h2")
    shown.page.wait_for_timeout(400)
    assert shown.page.evaluate("location.hash") == "#focus=ms%3Aresearch-progress"
