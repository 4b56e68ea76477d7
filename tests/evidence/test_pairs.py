"""What a study reports between pairs of its arms, by hand, and what no arms could report."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import DataError
from kg.evidence.pairs import Contrast, from_contrasts
from tests.strategies import examples

from .data import senn
from .networks import THREE, same, study_of

PAIRS = (
    Contrast("B", "A", 1, math.sqrt(3)),
    Contrast("C", "A", 3, 2),
    Contrast("C", "B", 2, math.sqrt(5)),
)


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
            # A's variance would be (1 + 1 - 2.2)/2.
            (Contrast("B", "A", 1, 1), Contrast("C", "A", 3, 1), Contrast("C", "B", 2, 2.2**0.5)),
            "study 'S' has standard errors that no arms could have; check them against the paper",
            id="an arm has less than no variance",
        ),
    ],
)
def test_contrasts_that_cannot_be_of_one_study_are_refused(contrasts, said):
    with pytest.raises(DataError) as caught:
        from_contrasts("S", contrasts)
    assert str(caught.value) == said


def test_an_arm_may_have_less_than_no_variance_by_rounding():
    # (1 + 1 - 2.02)/2 = -0.01
    contrasts = (
        Contrast("B", "A", 1, 1),
        Contrast("C", "A", 3, 1),
        Contrast("C", "B", 2, 2.02**0.5),
    )
    assert from_contrasts("S", contrasts).covariance[0, 1] == pytest.approx(-0.01)


def test_arms_that_share_a_deviation_may_pull_apart():
    contrasts = (
        Contrast("B", "A", 1, 1),
        Contrast("C", "A", 3, 1),
        Contrast("C", "B", 2, 2.2**0.5),
    )
    made = from_contrasts("S", contrasts, independent=False)
    assert made.covariance == pytest.approx(np.array([[1, -0.1], [-0.1, 1]]))


@pytest.mark.parametrize(
    ("effect", "error", "said"),
    [
        (math.nan, 1, "estimate is nan; give a number"),
        (math.inf, 1, "estimate is inf; give a number"),
        (1, math.nan, "standard error is nan; give a number"),
        (1, math.inf, "standard error is inf; give a number"),
        (1, 0, "a standard error of 0; it must be above zero"),
        (1, -1, "a standard error of -1; it must be above zero"),
    ],
)
def test_a_contrast_that_cannot_be_is_refused(effect, error, said):
    with pytest.raises(ValueError, match=f"^{said}$"):
        Contrast("B", "A", effect, error)


# --- contrasts that share an arm ----------------------------------------------------------------


def test_what_contrasts_share_is_reckoned_from_the_sizes_of_the_arms():
    # A's part of 3 is 3·(1/60)/(1/60 + 1/30) = 1, and of 4 is 4·(1/60)/(1/60 + 1/20) = 1.
    made = from_contrasts("S", PAIRS[:2], sizes={"A": 60, "B": 30, "C": 20})
    assert made.reckoned
    assert same(made, THREE)


def test_where_arms_do_not_agree_on_what_is_shared_the_least_is_taken():
    # 3·(1/2) = 1.5 and 4·(1/2) = 2.
    made = from_contrasts("S", PAIRS[:2], sizes={"A": 10, "B": 10, "C": 10})
    assert made.covariance == pytest.approx(np.array([[3, 1.5], [1.5, 4]]))


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
