"""What is said of results in words."""

from __future__ import annotations

import re

import pandas
import pytest

import kg
from kg.evidence.absolute import AbsoluteEffect
from kg.evidence.arms import Counts, Estimate, Means, Rates
from kg.evidence.measures import MEASURES
from kg.evidence.sentences import figures, interval, listed, number, of_absolute, percent


def pooled(value: float, lower: float, upper: float, measure: str = "RR", **options):
    """Return the synthesis of one study of a against b, with this interval of 95 %."""
    table = pandas.DataFrame(
        [("S", "a", "b", value, lower, upper)],
        columns=["study", "treatment", "comparator", "effect", "lower", "upper"],
    )
    return kg.synthesize(table, **{"measure": measure, "outcome": "pain"} | options)


# --- which side an estimate speaks for ----------------------------------------------------------------

BELOW, ABOVE, ACROSS = (0.5, 0.4, 0.625), (2.0, 1.6, 2.5), (0.8, 0.512, 1.25)
DIFFERENCES = {
    "below": (-0.5, -0.75, -0.25),
    "above": (0.5, 0.25, 0.75),
    "across": (0.25, -0.25, 0.75),
}


@pytest.mark.parametrize(
    ("limits", "better", "said"),
    [
        (BELOW, "lower", "a does better than b (a against b: risk ratio 0.50, 95 % interval 0.40 to 0.62)"),
        (BELOW, "higher", "b does better than a (a against b: risk ratio 0.50, 95 % interval 0.40 to 0.62)"),
        (ABOVE, "lower", "b does better than a (a against b: risk ratio 2.00, 95 % interval 1.60 to 2.50)"),
        (ABOVE, "higher", "a does better than b (a against b: risk ratio 2.00, 95 % interval 1.60 to 2.50)"),
        (BELOW, None, "a and b differ (risk ratio 0.50, 95 % interval 0.40 to 0.62)"),
        (ABOVE, None, "a and b differ (risk ratio 2.00, 95 % interval 1.60 to 2.50)"),
    ],
)  # fmt: skip
def test_a_ratio_speaks_for_the_side_that_the_direction_makes_good(limits, better, said):
    (sentence,) = pooled(*limits, better=better).findings
    rests = "1 study compares the two, and no indirect evidence adds to it"
    assert sentence == f"On pain, {said}; {rests}."


@pytest.mark.parametrize(
    ("side", "better", "winner"),
    [
        ("below", "lower", "a does better than b"),
        ("below", "higher", "b does better than a"),
        ("above", "lower", "b does better than a"),
        ("above", "higher", "a does better than b"),
        ("below", None, "a and b differ"),
    ],
)
def test_a_difference_speaks_for_the_side_that_the_direction_makes_good(side, better, winner):
    (sentence,) = pooled(*DIFFERENCES[side], "MD", better=better).findings
    assert sentence.startswith(f"On pain, {winner} (")


@pytest.mark.parametrize("better", ["lower", "higher", None])
def test_an_interval_across_no_difference_shows_none_and_rules_none_out(better):
    (sentence,) = pooled(*ACROSS, better=better).findings
    assert sentence == (
        "On pain, no difference between a and b is shown, and one is not ruled out either (a against"
        " b: risk ratio 0.80, 95 % interval 0.51 to 1.25); 1 study compares the two, and no indirect"
        " evidence adds to it."
    )


@pytest.mark.parametrize("better", ["lower", "higher", None])
def test_a_difference_across_nothing_shows_none_and_rules_none_out(better):
    (sentence,) = pooled(*DIFFERENCES["across"], "MD", better=better).findings
    assert "no difference between a and b is shown, and one is not ruled out either" in sentence


@pytest.mark.parametrize("better", ["lower", "higher"])
def test_an_interval_that_is_wider_at_another_level_no_longer_speaks_for_a_side(better):
    limits = (0.8, 0.64, 0.99)
    assert "does better than" in pooled(*limits, better=better).findings[0]
    wide = pooled(*limits, better=better, level=0.99).findings[0]
    assert "no difference between a and b is shown" in wide
    assert "99 % interval" in wide


@pytest.mark.parametrize("better", ["lower", "higher"])
def test_who_does_better_does_not_hang_on_which_is_named_first(better):
    table = pandas.DataFrame(
        [("S", "b", "a", *BELOW)],
        columns=["study", "treatment", "comparator", "effect", "lower", "upper"],
    )
    (turned,) = kg.synthesize(table, measure="RR", outcome="pain", better=better).findings
    (other,) = pooled(*ABOVE, better=better).findings
    assert turned == other


# --- how sure, and from which evidence ------------------------------------------------------------------

ROWS = [
    ("S", "a", 5, 20), ("S", "b", 9, 20), ("T", "b", 4, 60), ("T", "c", 9, 60),
    ("V", "a", 3, 50), ("V", "b", 8, 50),
]  # fmt: skip


def of_counts(*rows, **options):
    table = pandas.DataFrame(rows, columns=["study", "treatment", "events", "total"])
    return kg.synthesize(table, **{"measure": "OR", "better": "lower", "outcome": "pain"} | options)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (ROWS[:2], ["1 study compares the two, and no indirect evidence adds to it"]),
        (
            ROWS,
            [
                "2 studies compare the two, and no indirect evidence adds to it",
                "1 study compares the two, and no indirect evidence adds to it",
            ],
        ),
        (
            [*ROWS, ("U", "a", 3, 25), ("U", "c", 8, 25)],
            [
                "2 studies compare the two, and indirect evidence adds to it",
                "1 study compares the two, and indirect evidence adds to it",
            ],
        ),
    ],
    ids=["one", "star", "loop"],
)
def test_a_finding_says_on_which_evidence_it_rests(rows, said):
    assert [finding.rpartition("; ")[2] for finding in of_counts(*rows).findings] == [
        f"{rest}." for rest in said
    ]


def test_evidence_that_is_indirect_alone_is_said_to_be():
    ends = [("S", "a", 5, 20), ("S", "b", 9, 20), ("T", "b", 4, 60), ("T", "c", 9, 60)]
    more = [("U", "c", 3, 20), ("U", "d", 9, 20), ("V", "c", 4, 60), ("V", "d", 9, 60)]
    findings = of_counts(*ends, *more).findings
    assert [said.rpartition("; ")[2] for said in findings if "a against" in said] == [
        "indirect evidence alone, with no direct comparison pooled."
    ]


def test_without_an_interval_nothing_is_said_to_do_better():
    assert of_counts(*ROWS[:2], interval="HK").findings == (
        "How sure this is cannot be assessed: odds ratio of a against b 0.41; 1 study compares the"
        " two, and no indirect evidence adds to it.",
    )


@pytest.mark.parametrize("rows", [ROWS[:2], ROWS], ids=["one", "star"])
@pytest.mark.parametrize("interval", ["normal", "t", "HK"])
def test_no_finding_speaks_of_ranks_or_of_the_best(rows, interval):
    said = " ".join(of_counts(*rows, interval=interval).findings)
    assert re.findall(r"\b(rank\w*|best|worst|first|SUCRA|P-score)\b", said) == []


@pytest.mark.parametrize("rows", [ROWS[:2], ROWS], ids=["one", "star"])
def test_every_estimate_that_is_said_has_its_interval(rows):
    said = of_counts(*rows).findings
    assert [len(re.findall(r"odds ratio [\d.]+, 95 % interval [\d.]+ to", s)) for s in said] == [
        1
    ] * len(said)


# --- networks and direct against indirect evidence --------------------------------------------------------


def test_evidence_that_disagrees_is_said_to():
    loop = [
        ("S", "a", 100, 200), ("S", "b", 50, 200), ("T", "b", 100, 200), ("T", "c", 50, 200),
        ("U", "a", 50, 200), ("U", "c", 100, 200),
    ]  # fmt: skip
    caveats = of_counts(*loop, model="common").caveats
    (said,) = [caveat for caveat in caveats if caveat.startswith("Direct and indirect")]
    assert said.startswith("Direct and indirect evidence disagree beyond chance (")
    # Three odds ratios of 3, that would have to cancel out: (3 ln 3)² by the sum of their variances.
    assert "Q = 77.59 on 1 degree of freedom, p < 0.001" in said


# --- numbers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "value", "shown"),
    [
        ("RR", 0.5234, "0.52"),
        ("RR", 1.0, "1.00"),
        ("RR", 12.345, "12.35"),
        ("RR", 0.0949, "0.095"),
        ("RR", 0.07, "0.070"),
        ("OR", 0.005, "0.005"),
        ("RD", -0.0412, "-0.041"),
        ("RD", 0.0, "0"),
        ("RD", -0.0001, "-0.0001"),
        ("MD", -1.734, "-1.73"),
        ("MD", -0.001, "-0.001"),
        ("MD", 0.07, "0.07"),
        ("MD", -0.07, "-0.07"),
    ],
)
def test_a_number_has_the_digits_that_a_reader_wants(measure, value, shown):
    assert number(MEASURES[measure], value) == shown


@pytest.mark.parametrize(
    ("lower", "upper", "shown"),
    [
        (0.4, 0.625, "0.50 (0.40 to 0.62)"),
        (None, None, "0.50 (no interval)"),
        (None, 0.6, "0.50 (no interval)"),
        (0.4, None, "0.50 (no interval)"),
    ],
)
def test_an_estimate_never_stands_without_its_interval(lower, upper, shown):
    assert interval(MEASURES["RR"], 0.5, lower, upper) == shown


@pytest.mark.parametrize(
    ("level", "shown"), [(0.95, "95 %"), (0.9, "90 %"), (0.999, "99.9 %"), (0.5, "50 %")]
)
def test_a_level_is_shown_in_percent(level, shown):
    assert percent(level) == shown


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (list("abcdefghijkl"), "a, b, c, d, e, f, g, h, i, j, k and l"),
        (list("abcdefghijklmn"), "a, b, c, d, e, f, g, h, i, j, k, l and 2 more"),
    ],
)
def test_names_stand_as_in_a_sentence(names, shown):
    assert listed(names) == shown


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (Counts(5, 20), "5 of 20"),
        (Rates(12, 17.5), "12 in 17.5"),
        (Means(-1.5, 0.5, 20), "mean -1.5, SD 0.5, n 20"),
        (Estimate(-0.693147, 0.353653), "estimate -0.6931, SE 0.354, on the scale of the analysis"),
    ],
)
def test_figures_stand_in_a_few_words(told, shown):
    assert figures(told) == shown


# --- absolute effects -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("risks", "said"),
    [
        (
            (0.4, 0.2, 0.125, 0.32),
            "Pain: of 1,000 people, 400 with b (the stated baseline) and 200 with a (95 %"
            " interval 125 to 320): 200 fewer (275 fewer to 80 fewer); 5 treated for one fewer to"
            " have it (4 to 12).",
        ),
        (
            (0.1, 0.2, 0.15, 0.3),
            "Pain: of 1,000 people, 100 with b (the stated baseline) and 200 with a (95 %"
            " interval 150 to 300): 100 more (50 more to 200 more); 10 treated for one more to have"
            " it (5 to 20).",
        ),
        (
            (0.4, 0.3, 0.2, 0.45),
            "Pain: of 1,000 people, 400 with b (the stated baseline) and 300 with a (95 %"
            " interval 200 to 450): 100 fewer (200 fewer to 50 more); no number needed to treat is"
            " given, as no difference is not excluded.",
        ),
    ],
)
def test_an_absolute_effect_is_told_of_a_thousand_people(risks, said):
    assert of_absolute(AbsoluteEffect(*risks), "a", "b", "pain", 0.95) == said
