"""An event that is too rare to be pooled: no estimate is made of it, and what was counted stands."""

from __future__ import annotations

import pytest

from kg.evidence.rare import too_rare
from tests.evidence.graphs import count, loaded, study

COMMON = study("many", a=count(30, 100), c=count(40, 100))
NOBODY = [study(f"s{n}", a=count(0, 300), c=count(n, 300)) for n in (1, 2)]
OF_BOTH = study("both", a=count(1, 300), c=count(2, 300))
EVERYBODY = study("all", a=count(400, 400), c=count(399, 400))

WHY = (
    "It is too rare to be pooled: of 1,800 people in the studies that compare treatments, 6 had it,"
    " fewer than 1 in 100"
)


@pytest.mark.parametrize(
    ("studies", "said"),
    [
        ([*NOBODY, OF_BOTH], WHY),
        ([OF_BOTH], WHY.replace("1,800", "600").replace("6 had", "3 had")),
        ([NOBODY[0], COMMON], ""),
        ([COMMON], ""),
        (
            [EVERYBODY],
            WHY.replace("rare", "common")
            .replace("1,800", "800")
            .replace("6 had it, fewer than 1", "799 had it, over 99"),
        ),
    ],
    ids=["three studies", "one study", "one of two", "common", "hardly anybody was spared"],
)
def test_an_event_is_too_rare_that_fewer_than_one_in_a_hundred_had(write, studies, said):
    assert too_rare([loaded(write, *studies).synthesize("pain")]) == said


def test_what_is_too_rare_is_in_no_estimate_and_its_counts_are_told(write):
    row = loaded(write, *NOBODY, OF_BOTH).compare("drug A", "placebo").row("pain")
    assert [pair.estimates for pair in row.pairs] == [()]
    told = [one.sentence for pair in row.pairs for one in pair.not_estimated]
    assert len(told) == 3
    assert all(sentence.endswith(f"{WHY}.") for sentence in told)
    assert "1 of 300" in told[0]
    assert "2 of 300" in told[0]
    assert f"{WHY}." in row.cells[0].reading
    assert len(row.cells[0].figures) == 3


def test_the_strength_of_what_is_too_rare_says_how_few_events_there_were(write):
    row = loaded(write, *NOBODY, OF_BOTH).compare("drug A", "placebo").row("pain")
    strength = row.cells[0].strength
    assert strength is not None
    assert "6 events, fewer than 300" in strength.sentence


def test_who_asks_for_it_gets_it_pooled_with_what_hangs_on_the_half(write):
    found = loaded(write, *NOBODY, OF_BOTH).synthesize("pain")
    assert found.effect("drug A", "placebo").lower is not None
    assert found.caveats[0].startswith(f"{WHY}. What is pooled here all the same hangs on a few")
    assert any(said.startswith("A half was added to the counts of s1") for said in found.caveats)
