"""What Q is made of: by hand, as published, and against the network of pooled designs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from kg.evidence.contrasts import StudyContrasts
from kg.evidence.fit import Design, Fit
from kg.evidence.inconsistency import Squares, assessed, chance, decompose
from kg.evidence.network import designs, sub_networks
from tests.strategies import examples

from .data import pair, senn, smoking, triangle, two_treatments
from .networks import any_networks

# A and B are compared by two studies 2 apart, B and C, and A and C by one each.
LOOP = [
    pair("1", "AB", 1, 1),
    pair("2", "AB", 3, 1),
    pair("3", "BC", 1, 1),
    pair("4", "AC", 5, 1),
]
AB, AC, BC = ("A", "B"), ("A", "C"), ("B", "C")


def pooled(studies: list[StudyContrasts], tau2: float = 0.0) -> list[StudyContrasts]:
    """Return each design as one study."""
    made = []
    for name, members in designs(studies).items():
        fitted = Fit(Design(members), tau2)
        inverse = fitted.inverse[1:] - fitted.inverse[0]
        covariance = inverse[:, 1:] - inverse[:, :1]
        made.append(StudyContrasts("-".join(name), name, fitted.effects[1:, 0], covariance))
    return made


def squares(q: float, freedom: int) -> Squares:
    return Squares(pytest.approx(q, abs=1e-8), freedom)


# --- by hand ------------------------------------------------------------------------------------


def test_q_is_what_studies_of_a_design_differ_by_and_what_designs_differ_by():
    # Within: (1 - 2)² + (3 - 2)². Between: the loop is 2 + 1 - 5 off, its variance 1/2 + 1 + 1.
    found = decompose(LOOP)
    assert found.within == squares(2, 1)
    assert found.between == squares(4 / 2.5, 1)
    assert found.total == squares(3.6, 2)


def test_each_design_has_its_part_of_what_is_within():
    assert decompose(LOOP).by_design == {
        AB: squares(2, 1),
        AC: squares(0, 0),
        BC: squares(0, 0),
    }


def test_a_loop_without_one_of_its_designs_is_none():
    assert decompose(LOOP).detached == {AB: squares(0, 0), AC: squares(0, 0), BC: squares(0, 0)}


def test_of_two_loops_the_other_is_left():
    # A-D closes a second loop by way of C and D: without it, the first loop's 1.6 is left.
    found = decompose([*LOOP, pair("5", "CD", 1, 1), pair("6", "AD", 9, 1)])
    assert found.between.freedom == 2
    assert found.detached[("A", "D")] == squares(1.6, 1)
    assert found.detached[("C", "D")] == squares(1.6, 1)
    # Without A-B or B-C the second loop is left: 5 + 1 - 9 off, with a variance of 3.
    assert found.detached[AB] == squares(3, 1)
    # Without A-C one big loop is left: 2 + 1 + 1 - 9, with a variance of 1/2 + 3.
    assert found.detached[AC] == squares(25 / 3.5, 1)


def test_a_design_that_no_other_path_doubles_takes_no_question_with_it():
    found = decompose([*LOOP, pair("5", "CD", 1, 1)])
    assert set(found.detached) == {AB, AC, BC}


def test_with_random_effects_the_heterogeneity_is_that_within_designs():
    # Within A-B: (2 - 1)/(2 - 1) = 1. Then the loop's variance is 2/2 + 2 + 2.
    found = decompose(LOOP)
    assert found.tau2_within == pytest.approx(1)
    assert found.interaction == squares(4 / 5, 1)


def test_without_two_studies_of_a_design_no_heterogeneity_is_known():
    found = decompose(triangle())
    assert found.within == squares(0, 0)
    assert found.tau2_within is None
    assert found.interaction == found.between == squares(1 / 3, 1)


def test_studies_of_a_design_that_agree_have_no_heterogeneity():
    found = decompose([*triangle(), pair("again", "AB", 1, 1)])
    assert found.tau2_within == 0


@pytest.mark.parametrize(
    "studies",
    [
        pytest.param(two_treatments([1], [1]), id="one study"),
        pytest.param(two_treatments([1, 5, 9], [1, 1, 1]), id="one design"),
        pytest.param([pair("1", "AB", 1, 1), pair("2", "AC", 9, 1)], id="a star"),
    ],
)
def test_without_a_loop_nothing_is_between_designs(studies):
    found = decompose(studies)
    assert found.between == found.interaction == squares(0, 0)
    assert found.between.p is None
    assert found.detached == {}
    assert found.total == squares(found.within.q, found.within.freedom)


def test_a_study_of_three_arms_is_consistent_with_itself():
    study = StudyContrasts("S", ("A", "B", "C"), np.array([1.0, 9.0]), np.array([[2, 1], [1, 2.0]]))
    assert decompose([study]).total == squares(0, 0)


def test_a_study_of_three_arms_is_set_against_those_of_two():
    # Arms with variances of 1: A-B is 1 off, with a variance of 2 + 1.
    study = StudyContrasts("S", ("A", "B", "C"), np.array([1.0, 9.0]), np.array([[2, 1], [1, 2.0]]))
    found = decompose([study, pair("T", "AB", 2, 1)])
    assert found.between == squares(1 / 3, 1)


# --- squares ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("q", "freedom", "p"),
    [
        (3.841459, 1, 0.05),
        (5.991465, 2, 0.05),
        (18.30704, 10, 0.05),
        (0, 3, 1),
        (5, 0, None),
        (5, -1, None),
    ],
)
def test_a_sum_of_squares_has_the_chance_of_the_tables(q, freedom, p):
    found = Squares(q, freedom).p
    assert found == (None if p is None else pytest.approx(p, rel=1e-5))


def test_squares_add_up():
    assert Squares(3.0, 2) + Squares(1.5, 1) == Squares(4.5, 3)
    assert Squares(3.0, 2) - Squares(1.5, 1) == Squares(1.5, 1)


def test_what_rounding_leaves_below_zero_is_zero():
    assert Squares(1.0, 2) - Squares(1.0 + 1e-12, 1) == Squares(0.0, 1)


# --- published ----------------------------------------------------------------------------------


def test_designs_of_senns_data_disagree_as_published():
    # p = 0.0021: Harrer et al., Doing Meta-Analysis in R, 2019, 10-network_metanalysis.Rmd.
    found = decompose(senn())
    assert found.between.freedom == 7
    assert found.between.p == pytest.approx(0.0021, abs=5e-5)


@pytest.mark.parametrize("studies", [senn(), smoking()], ids=["senn", "smoking"])
def test_the_parts_of_published_networks_add_up(studies):
    found = decompose(studies)
    assert found.within + found.between == squares(found.total.q, found.total.freedom)
    assert sum(part.q for part in found.by_design.values()) == pytest.approx(found.within.q)
    assert found.between.q == pytest.approx(Fit(Design(pooled(studies))).q)


# --- properties ---------------------------------------------------------------------------------


@examples(40)
@given(studies=any_networks())
def test_what_is_between_designs_is_the_q_of_the_pooled_designs(studies):
    found, between = decompose(studies), Design(pooled(studies))
    assert found.between == squares(Fit(between).q, between.freedom)
    assert found.within + found.between == squares(found.total.q, found.total.freedom)


@examples(40)
@given(studies=any_networks())
def test_the_interaction_is_that_of_designs_pooled_with_random_effects(studies):
    found = decompose(studies)
    tau2 = found.tau2_within or 0.0
    # A pooled design has no heterogeneity of its own any more.
    between = Design(pooled(studies, tau2))
    assert found.interaction == squares(Fit(between).q, between.freedom)


@examples(40)
@given(studies=any_networks())
def test_a_detached_design_leaves_the_q_of_all_other_designs(studies):
    found = decompose(studies)
    made = pooled(studies)
    expected = {}
    for name, gone in zip(designs(studies), made, strict=True):
        parts = [Design(part) for part in sub_networks([d for d in made if d is not gone])]
        left = sum((Squares(Fit(part).q, part.freedom) for part in parts), Squares(0.0, 0))
        if left.freedom < found.between.freedom:
            expected[name] = squares(left.q, left.freedom)
    assert found.detached == expected


# --- the sentence -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("studies", "said"),
    [
        pytest.param(
            two_treatments([1, 2], [1, 1]),
            "Consistency cannot be assessed: no comparison has both direct and indirect evidence.",
            id="no loop",
        ),
        pytest.param(
            triangle(),
            "Direct and indirect evidence are not shown to disagree (design-by-treatment"
            " interaction: Q = 0.33 on 1 degree of freedom, p = 0.564).",
            id="a loop",
        ),
        pytest.param(
            triangle(ac=12.0),
            "Direct and indirect evidence disagree beyond chance (design-by-treatment"
            " interaction: Q = 33.33 on 1 degree of freedom, p < 0.001).",
            id="a loop that does not close",
        ),
        pytest.param(
            # Two loops, 1 off each, with a variance of 3.
            [*triangle(), pair("cd", "CD", 1, 1), pair("de", "DE", 1, 1), pair("ce", "CE", 3, 1)],
            "Direct and indirect evidence are not shown to disagree (design-by-treatment"
            " interaction: Q = 0.67 on 2 degrees of freedom, p = 0.717).",
            id="two loops",
        ),
    ],
)
def test_what_can_be_said_of_consistency_is_one_sentence(studies, said):
    assert assessed(decompose(studies)) == said


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.0312, "p = 0.031"),
        (0.001, "p = 0.001"),
        (0.000999, "p < 0.001"),
        (0, "p < 0.001"),
        (1, "p = 1.000"),
    ],
)
def test_a_chance_is_said_to_three_digits(p, said):
    assert chance(p) == said


def test_the_chance_in_the_sentence_is_that_of_a_loop_a_third_of_its_variance_off():
    # Of one degree of freedom: erfc(√(1/3 / 2)).
    assert decompose(triangle()).interaction.p == pytest.approx(math.erfc(math.sqrt(1 / 6)))
