"""A study's contrasts: from its arms, in any order, and of treatments that count as one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evidence.arms import Counts, Estimate, Means, Rates
from kg.evidence.contrasts import StudyContrasts, from_arms
from kg.evidence.measures import MEASURES
from tests.strategies import examples

from .networks import THREE, same, study_of

OR, RD, IRR, MD = (MEASURES[id] for id in ("OR", "RD", "IRR", "MD"))


# --- one study ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "effect", "variance"),
    [
        ("B", "A", 1, 3),
        ("A", "B", -1, 3),
        ("C", "A", 3, 4),
        # 3 - 1; 3 + 4 - 2·1
        ("C", "B", 2, 5),
        ("B", "B", 0, 0),
    ],
)
def test_any_two_treatments_of_a_study_can_be_contrasted(first, second, effect, variance):
    assert THREE.against(first, second) == (effect, variance)


def test_in_another_order_contrasts_are_with_another_treatment():
    turned = THREE.in_order(("C", "A", "B"))
    assert turned.treatments == ("C", "A", "B")
    assert turned.effects.tolist() == [-3, -2]
    # Variances 3 + 1 and 3 + 2 of the arms, and C's 3 in both.
    assert turned.covariance.tolist() == [[4, 3], [3, 5]]


def test_a_study_in_its_own_order_is_itself():
    assert THREE.in_order(("A", "B", "C")) is THREE


@examples(20)
@given(seed=st.integers(0, 2**32 - 1), order=st.permutations("ABCD"))
def test_order_and_back_again_changes_nothing(seed, order):
    study = study_of("S", "ABCD", np.random.default_rng(seed))
    assert same(study.in_order(order).in_order("ABCD"), study)


@examples(20)
@given(seed=st.integers(0, 2**32 - 1), order=st.permutations("ABCD"))
def test_what_two_treatments_differ_by_does_not_depend_on_the_order(seed, order):
    study = study_of("S", "ABCD", np.random.default_rng(seed))
    assert study.in_order(order).against("D", "B") == pytest.approx(study.against("D", "B"))


# --- from arms ----------------------------------------------------------------------------------


def test_the_first_treatment_by_name_is_what_the_others_are_contrasted_with():
    arms = [("C", Means(3, 1, 10)), ("A", Means(1, 1, 10)), ("B", Means(5, 1, 10))]
    made = from_arms("S", arms, MD)
    assert (made.study, made.treatments) == ("S", ("A", "B", "C"))
    assert made.effects.tolist() == [4, 2]
    assert made.covariance == pytest.approx(np.array([[0.2, 0.1], [0.1, 0.2]]))


@pytest.mark.parametrize(
    ("measure", "parts", "whole"),
    [
        (OR, (Counts(3, 30), Counts(9, 33)), Counts(12, 63)),
        (RD, (Counts(0, 30), Counts(0, 33)), Counts(0, 63)),
        (IRR, (Rates(3, 30), Rates(9, 33)), Rates(12, 63)),
    ],
)
def test_arms_of_one_treatment_are_joined(measure, parts, whole):
    other = type(whole)(5, 20)
    split = from_arms("S", [("B", parts[0]), ("A", other), ("B", parts[1])], measure)
    assert same(split, from_arms("S", [("A", other), ("B", whole)], measure))


@pytest.mark.parametrize(
    "arms",
    [
        pytest.param([], id="no arm"),
        pytest.param([("A", Counts(1, 10))], id="one arm"),
        pytest.param([("A", Counts(1, 10)), ("A", Counts(2, 10))], id="one treatment"),
        pytest.param([("A", Counts(0, 10)), ("B", Counts(0, 10))], id="no events"),
        pytest.param([("A", Counts(9, 9)), ("B", Counts(10, 10))], id="nothing but events"),
    ],
)
def test_arms_with_nothing_to_contrast_give_none(arms):
    assert from_arms("S", arms, OR) is None


@pytest.mark.parametrize(
    ("measure", "arms", "participants"),
    [
        (OR, [("A", Counts(1, 10)), ("B", Counts(2, 20)), ("B", Counts(3, 30))], 60),
        (MD, [("A", Means(1, 1, 10)), ("B", Means(2, 2, 20))], 30),
        (IRR, [("A", Rates(1, 10)), ("B", Rates(2, 20))], None),
        (OR, [("A", Estimate(1, 10)), ("B", Estimate(2, 20))], None),
    ],
)
def test_participants_are_those_of_all_arms_where_they_are_known(measure, arms, participants):
    assert from_arms("S", arms, measure).participants == participants


# --- lumping ------------------------------------------------------------------------------------


def test_under_other_names_a_study_says_the_same():
    made = THREE.lumped({"A": "Z"})
    assert made.treatments == ("B", "C", "Z")
    assert made.against("Z", "B") == pytest.approx(THREE.against("A", "B"))


def test_treatments_that_count_for_one_node_are_pooled():
    # Arms of variance 1, 2 and 3: B and C weigh 1/2 and 1/3, so (1·3 + 3·2)/5 = 1.8 with 6/5 + 1.
    made = THREE.lumped({"B": "X", "C": "X"})
    assert made.treatments == ("A", "X")
    assert made.effects == pytest.approx([1.8])
    assert made.covariance == pytest.approx(np.array([[2.2]]))


def test_the_treatment_that_others_are_contrasted_with_may_be_pooled_too():
    # A at 0 and B at 1 weigh 1 and 1/2: 1/3, with a variance of 2/3; C is at 3.
    made = THREE.lumped({"A": "X", "B": "X"})
    assert made.treatments == ("C", "X")
    assert made.effects == pytest.approx([1 / 3 - 3])
    assert made.covariance == pytest.approx(np.array([[2 / 3 + 3]]))


def test_a_study_of_one_node_contrasts_nothing():
    assert THREE.lumped({"A": "X", "B": "X", "C": "X"}) is None


def test_lumping_arms_is_joining_them():
    arms = [("A", Means(1, 2, 16)), ("b", Means(4, 3, 9)), ("c", Means(6, 4, 16))]
    lumped = from_arms("S", arms, MD).lumped({"b": "B", "c": "B"})
    # Variances of 1 and 1: the mean of 4 and 6, less 1; 1/2 + 4/16.
    assert lumped.effects == pytest.approx([4])
    assert lumped.covariance == pytest.approx(np.array([[0.75]]))


@pytest.mark.parametrize("participants", [None, 90])
def test_participants_stay_with_their_study(participants):
    study = StudyContrasts("S", THREE.treatments, THREE.effects, THREE.covariance, participants)
    assert study.in_order("CBA").participants == participants
    assert study.lumped({"B": "C"}).participants == participants
