"""Ranks: by hand, as published, and by what they promise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from kg.evidence.contrasts import StudyContrasts
from kg.evidence.fit import Design, Fit
from kg.evidence.ranking import Rankogram, p_scores, rankogram
from tests.strategies import examples

from .data import pair, senn, smoking, two_treatments
from .networks import networks


def fit(studies: list[StudyContrasts], tau2: float = 0.0) -> Fit:
    return Fit(Design(studies), tau2)


def below(z: float) -> float:
    """Return the normal distribution's chance of less."""
    return math.erfc(-z / math.sqrt(2)) / 2


# --- P-scores -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("higher_is_better", "expected"), [(True, [0.158655, 0.841345]), (False, [0.841345, 0.158655])]
)
def test_of_two_treatments_the_score_is_the_chance_of_being_better(higher_is_better, expected):
    # B is 2 above A with a standard error of 2: the normal distribution at 1.
    scores = p_scores(fit(two_treatments([2], [4])), higher_is_better=higher_is_better)
    assert scores == pytest.approx(expected, abs=1e-6)


def test_of_three_treatments_the_score_is_the_mean_chance():
    # B 1 ± 1 and C 2 ± 1 against A; C 1 ± √2 against B.
    fitted = fit([pair("1", "AB", 1, 1), pair("2", "AC", 2, 1)])
    a, b, c = (
        below(-1) + below(-2),
        below(1) + below(-1 / math.sqrt(2)),
        below(2) + below(1 / math.sqrt(2)),
    )
    assert p_scores(fitted, higher_is_better=True) == pytest.approx([a / 2, b / 2, c / 2])


def test_treatments_that_do_not_differ_score_a_half():
    scores = p_scores(fit(two_treatments([0], [1])), higher_is_better=True)
    assert scores.tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("treatment", "score"),
    [
        ("rosiglitazone", 0.898),
        ("metformin", 0.786),
        ("pioglitazone", 0.778),
        ("miglitol", 0.614),
        ("acarbose", 0.519),
        ("benfluorex", 0.438),
        ("vildagliptin", 0.420),
        ("sitagliptin", 0.329),
        ("sulfonylurea", 0.207),
        ("placebo", 0.012),
    ],
)
def test_glucose_lowering_drugs_score_as_metafor_says(drugs, treatment, score):
    # wviechtb.github.io/metadat/reference/dat.senn2013.html, by restricted likelihood.
    scores = p_scores(drugs, higher_is_better=False)
    assert scores[drugs.design.place[treatment]] == pytest.approx(score, abs=5e-4)


def test_with_common_effects_rosiglitazone_is_first_and_placebo_last():
    # Harrer et al., Doing Meta-Analysis in R, 2019, 10-network_metanalysis.Rmd.
    fitted = fit(senn())
    scores = p_scores(fitted, higher_is_better=False)
    assert fitted.design.treatments[scores.argmax()] == "rosiglitazone"
    assert scores[fitted.design.place["placebo"]] == pytest.approx(0, abs=5e-5)


@examples(20)
@given(studies=networks())
def test_scores_are_a_half_on_average(studies):
    scores = p_scores(fit(studies, 0.1), higher_is_better=True)
    assert scores.mean() == pytest.approx(0.5)
    assert 0 <= scores.min() <= scores.max() <= 1


@examples(20)
@given(studies=networks())
def test_what_is_best_where_more_is_better_is_worst_where_less_is(studies):
    fitted = fit(studies)
    opposite = fit(
        [StudyContrasts(s.study, s.treatments, -s.effects, s.covariance) for s in studies]
    )
    scores = p_scores(fitted, higher_is_better=True)
    assert p_scores(fitted, higher_is_better=False) == pytest.approx(1 - scores)
    assert p_scores(opposite, higher_is_better=False) == pytest.approx(scores)


# --- rankograms by hand -------------------------------------------------------------------------

# B is first or second, A second or third, C third or first.
BY_HAND = Rankogram(
    ("A", "B", "C"), np.array([[0.0, 0.6, 0.4], [0.9, 0.1, 0.0], [0.1, 0.3, 0.6]]), 10, 1
)


def test_sucra_is_the_mean_of_the_cumulative_chances():
    # (0 + 0.6)/2, (0.9 + 1)/2, (0.1 + 0.4)/2.
    assert BY_HAND.sucra == pytest.approx([0.3, 0.95, 0.25])


def test_mean_ranks_are_weighed_by_their_chances():
    # 2·0.6 + 3·0.4, 0.9 + 2·0.1, 0.1 + 2·0.3 + 3·0.6.
    assert BY_HAND.mean_ranks == pytest.approx([2.4, 1.1, 2.5])


@pytest.mark.parametrize(
    ("level", "limits"),
    [
        (0.95, [(2, 3), (1, 2), (1, 3)]),
        # A tenth at either end is 0.1, and so is B's second and C's first place.
        (0.70, [(2, 3), (1, 1), (2, 3)]),
        (0.10, [(2, 2), (1, 1), (3, 3)]),
    ],
)
def test_ranks_lie_between_limits(level, limits):
    assert BY_HAND.rank_limits(level) == limits


def test_a_tail_of_just_the_level_is_outside():
    # A quarter at either end.
    even = np.array([[0.25, 0.5, 0.25], [0.5, 0, 0.5], [0.25, 0.5, 0.25]])
    found = Rankogram(("A", "B", "C"), even, 4, 1)
    assert found.rank_limits(0.5) == [(2, 2), (1, 3), (2, 2)]


# --- rankograms by simulation -------------------------------------------------------------------


def test_the_same_seed_gives_the_same_and_another_one_does_not():
    fitted = fit(smoking(), 0.5)

    def chances(seed: int) -> list[list[float]]:
        return rankogram(fitted, higher_is_better=True, samples=500, seed=seed).chances.tolist()

    assert chances(1) == chances(1)
    assert chances(1) != chances(2)


def test_a_rankogram_says_what_it_was_found_with():
    found = rankogram(fit(smoking()), higher_is_better=True, samples=50, seed=7)
    assert (found.treatments, found.samples, found.seed) == (("A", "B", "C", "D"), 50, 7)


@pytest.mark.parametrize("higher_is_better", [True, False])
def test_the_chances_of_two_treatments_are_those_of_the_normal_distribution(higher_is_better):
    # B is 2 above A with a standard error of 2; 20,000 draws are within 0.01.
    found = rankogram(fit(two_treatments([2], [4])), higher_is_better=higher_is_better)
    better = 0.841345 if higher_is_better else 0.158655
    expected = np.array([[1 - better, better], [better, 1 - better]])
    assert found.chances == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("higher_is_better", [True, False])
@pytest.mark.parametrize("studies", [senn(), smoking()], ids=["senn", "smoking"])
def test_sucra_is_the_p_score_by_simulation(studies, higher_is_better):
    # Rücker and Schwarzer 2015, 10.1186/s12874-015-0060-8.
    fitted = fit(studies, 0.1)
    found = rankogram(fitted, higher_is_better=higher_is_better)
    scores = p_scores(fitted, higher_is_better=higher_is_better)
    assert found.sucra == pytest.approx(scores, abs=0.01)


@examples(20)
@given(studies=networks())
def test_every_treatment_has_a_rank_and_every_rank_a_treatment(studies):
    found = rankogram(fit(studies), higher_is_better=True, samples=200)
    size = len(found.treatments)
    assert found.chances.sum(axis=0) == pytest.approx(np.ones(size))
    assert found.chances.sum(axis=1) == pytest.approx(np.ones(size))
    # A mean rank is as many places down as the surface is short of 1.
    assert found.mean_ranks == pytest.approx(1 + (1 - found.sucra) * (size - 1))


@examples(20)
@given(studies=networks())
def test_higher_levels_leave_more_ranks(studies):
    found = rankogram(fit(studies), higher_is_better=True, samples=200)
    near, far = np.array(found.rank_limits(0.5)), np.array(found.rank_limits(0.95))
    assert (far[:, 0] <= near[:, 0]).all()
    assert (near[:, 1] <= far[:, 1]).all()
    assert (near[:, 0] <= near[:, 1]).all()


def test_a_treatment_by_itself_is_first():
    fitted = Fit(Design([], ["A"]))
    fitted.inverse, fitted.potentials = np.zeros((1, 1)), np.zeros(1)
    assert p_scores(fitted, higher_is_better=True).tolist() == [1]
    found = rankogram(fitted, higher_is_better=True, samples=5)
    assert (found.sucra.tolist(), found.mean_ranks.tolist()) == ([1], [1])
