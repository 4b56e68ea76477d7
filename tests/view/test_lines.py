from __future__ import annotations

from itertools import combinations

import pytest

import kg
from kg.view.lines import EVERY, NOT_SUPPORTED, OUTDATED, SUPPORTED, Line, line_of
from kg.words.wording import DIRECTION_WORDS
from tests.view.test_families import contrast


@pytest.mark.parametrize("line", EVERY, ids=lambda line: line.name)
def test_the_words_on_a_line_can_be_read(line: Line) -> None:
    assert contrast(line.colour, "#fdfcfa") >= 4.5


def test_no_two_lines_look_alike_in_colour_or_in_dash() -> None:
    assert len({line.colour for line in EVERY}) == len(EVERY)
    alike = [
        (a.name, b.name)
        for a, b in combinations(EVERY, 2)
        if (a.dash, a.width, a.end) == (b.dash, b.width, b.end)
    ]
    assert alike == []


def test_what_is_not_supported_never_ends_in_an_arrow() -> None:
    assert {line.end for line in SUPPORTED} == {"arrow"}
    assert [line.end for line in NOT_SUPPORTED] == ["bar", "circle", "diamond", "box"]


def test_every_modality_and_direction_of_the_vocabulary_has_a_line(ms: kg.Knowledge) -> None:
    query = "SELECT ?v { ?v a ?class }"
    found = {
        kind: {row[0].local_name for row in ms.select(query, **{"class": kg.TKG[kind]})}
        for kind in ("Modality", "Direction")
    }
    assert {line.name for line in SUPPORTED} == found["Modality"]
    assert {line.name for line in NOT_SUPPORTED} | {"supports"} == found["Direction"]
    assert set(DIRECTION_WORDS) | {"supports"} == found["Direction"]


@pytest.mark.parametrize("modality", [line.name for line in SUPPORTED])
@pytest.mark.parametrize("direction", [line.name for line in NOT_SUPPORTED])
def test_a_direction_other_than_support_outweighs_any_hedge(direction: str, modality: str) -> None:
    assert line_of(direction, modality).name == direction


@pytest.mark.parametrize("direction", ["supports", "disputes"])
@pytest.mark.parametrize("report", [line.name for line in OUTDATED])
def test_what_does_not_stand_looks_neither_like_support_nor_like_its_lack(
    report: str, direction: str
) -> None:
    line = line_of(direction, "shown", report)
    assert line.name == report
    assert line.end not in {one.end for one in (*SUPPORTED, *NOT_SUPPORTED)}


def test_an_unknown_direction_is_not_drawn_as_support() -> None:
    assert line_of("unheard", "established") in NOT_SUPPORTED


def test_an_unknown_hedge_is_not_drawn_as_established() -> None:
    assert line_of("supports", "unheard").name == "underInvestigation"
