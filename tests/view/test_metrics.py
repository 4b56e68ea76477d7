from __future__ import annotations

import pytest

from kg.view.metrics import text_width, wrap


def test_a_width_is_the_sum_of_its_characters() -> None:
    assert text_width("aa", 10) == pytest.approx(2 * text_width("a", 10))
    assert text_width("", 10) == 0


@pytest.mark.parametrize("character", ["細", "é", "😀"])
def test_characters_outside_the_table_are_given_ample_room(character: str) -> None:
    assert text_width(character, 100) >= 60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fatigue", ["fatigue"]),
        ("quality of life", ["quality of life"]),
        ("stem cell therapy combined", ["stem cell therapy", "combined"]),
        ("   ", [""]),
    ],
)
def test_a_text_is_broken_into_even_lines(text: str, expected: list[str]) -> None:
    assert wrap(text, 14, 130) == expected


def test_a_word_too_long_for_a_line_is_cut() -> None:
    lines = wrap("x" * 40, 14, 100, most=9)
    assert "".join(lines) == "x" * 40
    assert max(text_width(line, 14) for line in lines) <= 100


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrap("word " * 100, 14, 130)
    assert len(lines) == 4
    assert lines[-1].endswith("…")
