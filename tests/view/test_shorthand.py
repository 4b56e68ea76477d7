"""Texts that are written with signs for their words and phrases can be read again."""

from __future__ import annotations

import json

import pytest

from kg.view.shorthand import in_shorthand
from tests.view.unpacking import in_full


@pytest.mark.parametrize(
    "text",
    [
        "",
        "once",
        '{"of":["no difference is shown","no difference is shown, 0.5","no difference is shown"]}',
        "µ and é stand for themselves, µ and é stand for themselves, µ and é, µ and é",
        json.dumps(["a|b, a|b, a|b", "12 of 100 | 12 of 100 | 12 of 100"], ensure_ascii=False),
    ],
)
def test_a_text_in_shorthand_can_be_read_again(text: str) -> None:
    assert in_full(in_shorthand(text)) == text


def test_what_is_repeated_is_written_with_signs() -> None:
    text = '"of people with placebo 1" ' * 50
    *lines, written = in_shorthand(text).split("\n")
    assert " people" in lines[1]
    assert len(written) < len(text) / 3


def test_signs_of_the_text_stand_for_themselves() -> None:
    own = in_shorthand("¡ placebo placebo placebo placebo").split("\n")[0]
    assert own == "¡"
