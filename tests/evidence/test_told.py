"""What is taken of a study: `kg.evidence.data`."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from kg import DataError
from kg.evidence.arms import Counts, Estimate, Means, Rates
from kg.evidence.data import ArmData, StudyData, nodes_of, people_of_arms, told
from kg.evidence.measures import MEASURES
from kg.evidence.pairs import Contrast

COUNTS = (Counts(5, 20),)
RATES = (Rates(5, 20),)
ESTIMATE = (Estimate(0.5, 0.25),)
BOTH = (Counts(5, 20), Estimate(0.5, 0.25))
AGAINST = (Contrast("a", "b", 0.5, 0.25, "row 3"),)


def study(a=(), b=(), contrasts=(), nodes: str = "AB") -> StudyData:
    """Return a study of arms a and b, which count for A and B unless told."""
    arms = (
        ArmData("a", nodes[0], a, 10, ("row 1",) if a else ()),
        ArmData("b", nodes[1], b, 20, ("row 2",) if b else ()),
    )
    return StudyData("S", arms, contrasts)


@pytest.mark.parametrize(
    ("measure", "figures", "contrasts", "way"),
    [
        ("OR", COUNTS, (), "figures"),
        ("OR", COUNTS, AGAINST, "figures"),
        ("OR", BOTH, AGAINST, "figures"),
        ("OR", ESTIMATE, AGAINST, "contrasts"),
        ("OR", ESTIMATE, (), "estimates"),
        ("HR", COUNTS, AGAINST, "contrasts"),
        ("HR", ESTIMATE, (), "estimates"),
        ("MD", (Means(1, 2, 20),), AGAINST, "figures"),
        ("IRR", RATES, AGAINST, "contrasts"),
        ("IRR", (*RATES, *ESTIMATE), (), "estimates"),
        ("IRR", RATES, (), "figures"),
    ],
)
def test_figures_go_first_but_of_rates_what_is_adjusted(measure, figures, contrasts, way):
    assert told(study(figures, figures, contrasts), MEASURES[measure]).way == way


@pytest.mark.parametrize(
    ("measure", "figures"),
    [("HR", COUNTS), ("IRR", COUNTS), ("MD", COUNTS), ("OR", RATES), ("OR", (Means(1, 2, 20),))],
)
def test_figures_of_another_kind_tell_nothing_and_that_is_said(measure, figures):
    found = told(study(figures, figures), MEASURES[measure])
    assert (found.contrasts, found.way) == (None, "")
    one = MEASURES[measure].one
    assert found.remarks == (f"S gives nothing that {one} can be made of",)


def test_a_study_without_an_event_tells_nothing_of_a_ratio_and_something_of_a_difference():
    none = (Counts(0, 20),)
    assert told(study(none, none), MEASURES["OR"]).contrasts is None
    assert told(study(none, none), MEASURES["RD"]).contrasts.effects == pytest.approx([0.0])


@pytest.mark.parametrize("figures", [COUNTS, ESTIMATE])
def test_two_arms_that_count_for_one_treatment_compare_nothing(figures):
    found = told(study(figures, figures, nodes="AA"), MEASURES["OR"])
    assert found.contrasts is None
    assert found.remarks == ("S has no two treatments to compare",)


def test_a_contrast_of_two_arms_that_count_for_one_treatment_compares_nothing():
    found = told(study(contrasts=AGAINST, nodes="AA"), MEASURES["HR"])
    assert found.contrasts is None
    assert found.remarks == ("S has no two treatments to compare",)


def test_one_arm_with_figures_compares_nothing():
    assert told(study(COUNTS, ()), MEASURES["OR"]).contrasts is None


def test_contrasts_count_for_the_nodes_of_their_arms():
    found = told(study(contrasts=AGAINST), MEASURES["HR"]).contrasts
    assert found.treatments == ("A", "B")
    # The contrast is of a against b, and B stands after A.
    assert found.effects == pytest.approx([-0.5])
    assert found.covariance == pytest.approx(np.array([[0.0625]]))


@pytest.mark.parametrize(
    ("measure", "figures", "contrasts", "origins"),
    [
        ("OR", COUNTS, AGAINST, ("row 1", "row 2")),
        ("HR", COUNTS, AGAINST, ("row 3",)),
        ("HR", (), AGAINST, ("row 3",)),
    ],
)
def test_origins_are_those_of_what_was_taken(measure, figures, contrasts, origins):
    assert told(study(figures, figures, contrasts), MEASURES[measure]).origins == origins


@pytest.mark.parametrize(("measure", "contrasts"), [("OR", ()), ("HR", AGAINST)])
def test_people_are_those_of_the_arms_that_tell(measure, contrasts):
    of = study(COUNTS, COUNTS, contrasts)
    silent = ArmData("c", "C", (), 1000)
    found = told(replace(of, arms=(*of.arms, silent)), MEASURES[measure])
    assert found.contrasts.participants == 30


def test_people_who_are_not_recorded_are_those_that_figures_are_of():
    assert people_of_arms([ArmData("a", "A", COUNTS, 25), ArmData("b", "B", COUNTS)]) == 45


def test_people_are_not_known_where_those_of_one_arm_are_not():
    assert people_of_arms([ArmData("a", "A", COUNTS, 10), ArmData("b", "B")]) is None


def test_no_arms_have_no_people():
    assert people_of_arms([]) is None


# --- doses that count for one drug ----------------------------------------------------------------


def three(*contrasts: Contrast, sizes: tuple[float | None, ...] = (50, 50, 50)) -> StudyData:
    labels = (("placebo", "placebo"), ("low", "drug"), ("high", "drug"))
    arms = tuple(
        ArmData(label, node, (), size) for (label, node), size in zip(labels, sizes, strict=True)
    )
    return StudyData("S", arms, contrasts)


LOW = Contrast("low", "placebo", -1.0, math.sqrt(2))
HIGH = Contrast("high", "placebo", -3.0, math.sqrt(2))


def test_doses_against_one_placebo_share_its_variance_and_that_it_was_reckoned_is_said():
    found = told(three(LOW, HIGH), MEASURES["MD"])
    # Arms of one size have a variance of 1 each: (1 + 1/2) for two doses together.
    assert found.contrasts.treatments == ("drug", "placebo")
    assert found.contrasts.effects == pytest.approx([2.0])
    assert found.contrasts.covariance == pytest.approx(np.array([[1.5]]))
    assert found.lumped() == ("S: low and high are taken together, as drug",)
    assert found.remarks == (
        "S reports contrasts that share an arm, but not with one another; what they share was"
        " reckoned from the sizes of its arms",
    )


def test_every_pair_of_contrasts_leaves_nothing_to_reckon():
    among = Contrast("high", "low", -2.0, math.sqrt(2))
    found = told(three(LOW, HIGH, among), MEASURES["MD"])
    assert found.contrasts.covariance == pytest.approx(np.array([[1.5]]))
    assert found.remarks == ()


def test_doses_against_one_placebo_of_unknown_size_are_refused():
    with pytest.raises(DataError) as caught:
        told(three(LOW, HIGH, sizes=(None, 50, 50)), MEASURES["MD"])
    assert str(caught.value) == (
        "study 'S' has 3 arms but no contrast of low against high; give every pair, or the"
        " figures of each arm"
    )


def test_doses_with_figures_are_joined_before_they_are_compared():
    labels = (("placebo", "placebo", 10), ("low", "drug", 4), ("high", "drug", 6))
    arms = tuple(ArmData(label, node, (Counts(r, 20),)) for label, node, r in labels)
    found = told(StudyData("S", arms), MEASURES["RD"])
    # 10 of 20 against 10 of 40.
    assert found.contrasts.treatments == ("drug", "placebo")
    assert found.contrasts.effects == pytest.approx([0.25])
    assert found.lumped(["drug"]) == ("S: low and high are taken together, as drug",)
    assert found.lumped(["placebo"]) == ()


def test_an_arm_without_figures_is_taken_together_with_none():
    arms = (
        ArmData("placebo", "placebo", (Counts(10, 20),)),
        ArmData("low", "drug", (Counts(4, 20),)),
        ArmData("high", "drug"),
    )
    assert told(StudyData("S", arms), MEASURES["RD"]).lumped() == ()


# --- other names ------------------------------------------------------------------------------------


def test_nodes_may_have_other_names():
    renamed = study(COUNTS, COUNTS).with_nodes({"A": "C", "x": "y"})
    assert [(arm.label, arm.node) for arm in renamed.arms] == [("a", "C"), ("b", "B")]


def test_the_nodes_of_studies_are_there_once_and_sorted():
    assert nodes_of([study(), study(nodes="CB"), study(nodes="AA")]) == ["A", "B", "C"]
    assert nodes_of([]) == []


# --- several ways that tell -----------------------------------------------------------------------


def of_three(measure: str, *contrasts: Contrast):
    """Return what is told of three arms with rates, the first without a size."""
    rates = (Rates(5, 20), Rates(6, 20), Rates(9, 20))
    arms = tuple(
        ArmData(label, label.upper(), (rate,), size, (f"row {label}",))
        for label, rate, size in zip("abc", rates, (None, 10, 10), strict=True)
    )
    return told(StudyData("S", arms, contrasts), MEASURES[measure], strict=False)


def test_the_way_that_tells_of_most_treatments_is_taken():
    found = of_three("IRR", Contrast("b", "a", 0.5, 0.25, "row 4"))
    assert (found.way, found.contrasts.treatments) == ("figures", ("A", "B", "C"))
    assert found.origins == ("row a", "row b", "row c")
    assert found.remarks == ()


def test_contrasts_that_cannot_be_of_one_study_leave_what_else_it_tells():
    twice = Contrast("b", "a", 0.5, 0.25), Contrast("b", "a", 0.9, 0.25)
    found = of_three("IRR", *twice)
    assert (found.way, found.contrasts.treatments) == ("figures", ("A", "B", "C"))
    assert found.remarks == (
        "study 'S' contrasts a and b twice; keep one; until then it is left out",
    )


def test_a_treatment_that_only_another_way_tells_of_is_said_to_be_left_out():
    arms = (
        ArmData("a", "A", COUNTS, 20),
        ArmData("b", "B", COUNTS, 20),
        ArmData("c", "C", (), 20),
    )
    found = told(StudyData("S", arms, (Contrast("c", "a", 0.5, 0.25),)), MEASURES["OR"])
    assert (found.way, found.contrasts.treatments) == ("figures", ("A", "B"))
    assert found.remarks == (
        "S tells of C in another way, which does not go together with that of the others; it is"
        " left out",
    )
