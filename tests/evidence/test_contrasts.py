"""A study's contrasts: from its arms, from what it reports between arms, in any order."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import DataError
from kg.evidence.arms import Counts, Estimate, Means, Rates
from kg.evidence.contrasts import StudyContrasts, from_arms
from kg.evidence.measures import MEASURES
from kg.evidence.pairs import Contrast, from_contrasts
from tests.strategies import examples

from .data import senn
from .networks import study_of

OR, RD, IRR, MD = (MEASURES[id] for id in ("OR", "RD", "IRR", "MD"))

# Three arms with variances of 1, 2 and 3.
THREE = StudyContrasts(
    "S", ("A", "B", "C"), np.array([1.0, 3.0]), np.array([[3.0, 1.0], [1.0, 4.0]])
)
PAIRS = (
    Contrast("B", "A", 1, math.sqrt(3)),
    Contrast("C", "A", 3, 2),
    Contrast("C", "B", 2, math.sqrt(5)),
)


def same(one: StudyContrasts, other: StudyContrasts) -> bool:
    return (
        one.treatments == other.treatments
        and one.effects == pytest.approx(other.effects)
        and one.covariance == pytest.approx(other.covariance)
    )


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


# --- from contrasts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "contrast", [Contrast("B", "A", 2, 0.5), Contrast("A", "B", -2, 0.5)], ids=["b-a", "a-b"]
)
def test_a_contrast_may_be_given_either_way_round(contrast):
    made = from_contrasts("S", [contrast])
    assert made.treatments == ("A", "B")
    assert (made.effects.tolist(), made.covariance.tolist()) == ([2], [[0.25]])


def test_the_covariance_follows_from_the_standard_errors_of_all_pairs():
    # cov(B - A, C - A) = (3 + 4 - 5)/2 = 1, the variance of A.
    assert same(from_contrasts("S", PAIRS), THREE)


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 2, 0), (0, 2, 1)])
def test_pairs_may_come_in_any_order_and_either_way_round(order):
    turned = [Contrast(c.comparator, c.treatment, -c.effect, c.error) for c in PAIRS]
    assert same(from_contrasts("S", [turned[i] for i in order]), THREE)


@examples(20)
@given(seed=st.integers(0, 2**32 - 1))
def test_contrasts_of_arms_say_the_same_as_the_arms(seed):
    study = study_of("S", "ABCD", np.random.default_rng(seed))
    told = [(b, a, *study.against(b, a)) for a, b in ("AB", "AC", "AD", "BC", "BD", "CD")]
    contrasts = [Contrast(b, a, effect, math.sqrt(v)) for b, a, effect, v in told]
    assert same(from_contrasts("S", contrasts), study)


def test_rounding_is_evened_out():
    # Arms with variances of 1; the loop is 0.03 off, and each pair moves by a third of that.
    error = math.sqrt(2)
    pairs = [("B", "A", 1.0), ("C", "A", 3.0), ("C", "B", 2.03)]
    made = from_contrasts("S", [Contrast(*pair, error) for pair in pairs])
    assert made.effects == pytest.approx([0.99, 3.01])


def test_the_three_arms_of_senns_data_have_the_published_errors():
    willms = next(study for study in senn() if study.study == "Willms1999")
    assert willms.treatments == ("acarbose", "metformin", "placebo")
    assert np.sqrt(np.diag(willms.covariance)) == pytest.approx([0.3579, 0.4669])
    assert willms.against("metformin", "placebo") == pytest.approx((-1.2, 0.3758**2))


@pytest.mark.parametrize(
    "contrasts", [[], [Contrast("A", "A", 1, 1)]], ids=["none", "with itself alone"]
)
def test_a_study_without_two_treatments_gives_none(contrasts):
    assert from_contrasts("S", contrasts) is None


def test_a_contrast_of_a_treatment_with_itself_is_left_out():
    assert same(from_contrasts("S", [*PAIRS, Contrast("A", "A", 1, 1)]), THREE)


@pytest.mark.parametrize(
    ("contrasts", "said"),
    [
        pytest.param(
            PAIRS[:2],
            "study 'S' has 3 arms but no contrast of C against B;"
            " give every pair, or the figures of each arm",
            id="a pair is missing",
        ),
        pytest.param(
            (Contrast("B", "A", 1, 1), Contrast("D", "C", 1, 1)),
            "study 'S' has 4 arms but no contrast of C against A; D against A; C against B;"
            " D against B; give every pair, or the figures of each arm",
            id="several pairs are missing",
        ),
        pytest.param(
            (*PAIRS, PAIRS[2]), "study 'S' contrasts B and C twice; keep one", id="a pair twice"
        ),
        pytest.param(
            (Contrast("B", "A", 1, 1), Contrast("A", "B", -1, 1)),
            "study 'S' contrasts A and B twice; keep one",
            id="a pair both ways round",
        ),
        pytest.param(
            (Contrast("B", "A", 1, 0.1), Contrast("C", "A", 3, 0.2), Contrast("C", "B", 3, 0.21)),
            "study 'S' contrasts C with B otherwise than its other contrasts do;"
            " check them against the paper",
            id="pairs contradict one another",
        ),
        pytest.param(
            (Contrast("B", "A", 1, 1), Contrast("C", "A", 3, 1), Contrast("C", "B", 2, 3)),
            "study 'S' has standard errors that no arms could have; check them against the paper",
            id="one error is more than the others together",
        ),
        pytest.param(
            (Contrast("B", "A", 1, 0),),
            "study 'S' has standard errors that no arms could have; check them against the paper",
            id="no error at all",
        ),
        pytest.param(
            (Contrast("B", "A", 1, math.nan),),
            "study 'S' has standard errors that no arms could have; check them against the paper",
            id="an error that is no number",
        ),
    ],
)
def test_contrasts_that_cannot_be_of_one_study_are_refused(contrasts, said):
    with pytest.raises(DataError) as caught:
        from_contrasts("S", contrasts)
    assert str(caught.value) == said


# --- contrasts that share an arm ----------------------------------------------------------------


def test_what_contrasts_share_is_reckoned_from_the_sizes_of_the_arms():
    # A's part of 3 is 3·(1/60)/(1/60 + 1/30) = 1, and of 4 is 4·(1/60)/(1/60 + 1/20) = 1.
    made = from_contrasts("S", PAIRS[:2], sizes={"A": 60, "B": 30, "C": 20})
    assert made.reckoned
    assert same(made, THREE)


def test_where_arms_do_not_agree_on_what_is_shared_their_mean_is_taken():
    # 3·(1/2) = 1.5 and 4·(1/2) = 2.
    made = from_contrasts("S", PAIRS[:2], sizes={"A": 10, "B": 10, "C": 10})
    assert made.covariance == pytest.approx(np.array([[3, 1.75], [1.75, 4]]))


def test_the_shared_arm_need_not_be_the_first_nor_the_comparator():
    contrasts = (Contrast("B", "C", -2, math.sqrt(2)), Contrast("C", "A", 3, math.sqrt(2)))
    made = from_contrasts("S", contrasts, sizes={"A": 10, "B": 10, "C": 10})
    assert made.treatments == ("C", "B", "A")
    assert made.effects.tolist() == [-2, -3]
    assert made.covariance == pytest.approx(np.array([[2, 1], [1, 2]]))


def test_where_every_pair_is_reported_nothing_is_reckoned():
    made = from_contrasts("S", PAIRS, sizes={"A": 1, "B": 100, "C": 100})
    assert not made.reckoned
    assert same(made, THREE)


@pytest.mark.parametrize(
    ("contrasts", "sizes"),
    [
        pytest.param(PAIRS[:2], {"A": 10, "B": 10}, id="a size is missing"),
        pytest.param(PAIRS[:2], {"A": 10, "B": 10, "C": None}, id="a size is not known"),
        pytest.param(
            (Contrast("B", "A", 1, 1), Contrast("D", "C", 1, 1)),
            dict.fromkeys("ABCD", 10),
            id="no arm is shared",
        ),
        pytest.param(
            (Contrast("B", "A", 1, 0.1), Contrast("C", "A", 1, 9)),
            {"A": 1, "B": 1, "C": 1000},
            id="no arms could have such errors at these sizes",
        ),
    ],
)
def test_what_cannot_be_reckoned_is_missing(contrasts, sizes):
    with pytest.raises(DataError, match="arms but no contrast of"):
        from_contrasts("S", contrasts, sizes=sizes)


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
