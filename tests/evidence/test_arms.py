"""What an arm may tell, and what arms of one treatment tell together."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kg.evidence.arms import Counts, Estimate, Means, Rates, joined

NAN, INFINITE = math.nan, math.inf


def told(arm) -> list[float]:
    return [getattr(arm, name) for name in arm.__slots__]


@pytest.mark.parametrize(
    ("kind", "figures", "said"),
    [
        (Counts, (12, 10), "12 events among 10 participants; events cannot exceed participants"),
        (Counts, (-1, 10), "-1 events; events cannot be negative"),
        (Counts, (0, 0), "0 participants; an arm has at least one"),
        (Counts, (0, -5), "-5 participants; an arm has at least one"),
        (Counts, (NAN, 10), "events is nan; give a number"),
        (Counts, (1, INFINITE), "total is inf; give a number"),
        (Means, (1, 0, 10), "a standard deviation of 0; it must be above zero"),
        (Means, (1, -2, 10), "a standard deviation of -2; it must be above zero"),
        (Means, (1, 1, 1), "1 participants; a deviation needs at least two"),
        (Means, (NAN, 1, 10), "mean is nan; give a number"),
        (Means, (1, INFINITE, 10), "sd is inf; give a number"),
        (Means, (1, 1, NAN), "total is nan; give a number"),
        (Rates, (-1, 10), "-1 events; events cannot be negative"),
        (Rates, (1, 0), "a person-time of 0; it must be above zero"),
        (Rates, (1, -3), "a person-time of -3; it must be above zero"),
        (Rates, (1, NAN), "person-time is nan; give a number"),
        (Rates, (INFINITE, 1), "events is inf; give a number"),
        (Estimate, (1, 0), "a standard error of 0; it must be above zero"),
        (Estimate, (1, -0.5), "a standard error of -0.5; it must be above zero"),
        (Estimate, (NAN, 1), "estimate is nan; give a number"),
        (Estimate, (1, INFINITE), "standard error is inf; give a number"),
    ],
)
def test_figures_that_cannot_be_are_refused(kind, figures, said):
    with pytest.raises(ValueError, match=f"^{said}$"):
        kind(*figures)


@pytest.mark.parametrize(
    ("kind", "figures"),
    [
        pytest.param(Counts, (0, 10), id="no events"),
        pytest.param(Counts, (10, 10), id="nothing but events"),
        pytest.param(Counts, (2.5, 10.5), id="fractions, from a percentage"),
        pytest.param(Rates, (0, 0.1), id="no events in little time"),
        pytest.param(Rates, (30, 10), id="more events than years"),
        pytest.param(Means, (-3, 1e-9, 2), id="hardly any deviation"),
        pytest.param(Estimate, (-3, 1e-9), id="hardly any error"),
    ],
)
def test_figures_at_the_edge_are_taken(kind, figures):
    assert told(kind(*figures)) == list(figures)


@pytest.mark.parametrize("arm", [Counts(1, 2), Means(1, 2, 3), Rates(1, 2), Estimate(1, 2)])
def test_one_arm_is_itself(arm):
    assert joined([arm]) is arm


def test_counts_add_up():
    assert joined([Counts(5, 50), Counts(7, 48), Counts(0, 2)]) == Counts(12, 100)


def test_rates_add_up():
    assert joined([Rates(5, 100.5), Rates(7, 99.5)]) == Rates(12, 200)


def test_estimates_weigh_by_the_inverse_of_their_variances():
    # Weights 1/1² and 1/2²: (1·1 + 4/4)/(1 + 1/4) = 1.6, with a variance of 1/1.25.
    together = joined([Estimate(1, 1), Estimate(4, 2)])
    assert (together.value, together.error) == pytest.approx((1.6, math.sqrt(0.8)))


def test_means_and_deviations_combine_as_the_handbook_says():
    # n 10, 20, 15; the worked example of statstodo.com for the Cochrane Handbook's formula.
    together = joined([Means(11.8, 2.4, 10), Means(15.3, 3.2, 20), Means(8.4, 4.1, 15)])
    assert together.total == 45
    assert (together.mean, together.deviation) == pytest.approx((12.2222, 4.5028), abs=5e-5)


def test_means_and_deviations_combine_as_if_all_participants_had_been_one_group():
    chance = np.random.default_rng(1)
    groups = [chance.normal(mean, 1 + mean, size) for mean, size in ((0, 3), (2, 8), (5, 20))]
    together = joined([Means(g.mean(), g.std(ddof=1), len(g)) for g in groups])
    everyone = np.concatenate(groups)
    assert together.total == 31
    assert (together.mean, together.deviation) == pytest.approx(
        (everyone.mean(), everyone.std(ddof=1))
    )


THREE = {
    "counts": [Counts(1, 9), Counts(2, 8), Counts(3, 7)],
    "rates": [Rates(1, 9), Rates(2, 8), Rates(3, 7)],
    "means": [Means(1, 2, 9), Means(-2, 1, 8), Means(3, 4, 7)],
    "estimates": [Estimate(1, 2), Estimate(-2, 1), Estimate(3, 4)],
}


@pytest.mark.parametrize("arms", THREE.values(), ids=THREE)
def test_arms_may_be_joined_in_any_order_and_one_after_another(arms):
    first, second, third = arms
    together = told(joined(arms))
    assert told(joined([third, first, second])) == pytest.approx(together)
    assert told(joined([joined([first, second]), third])) == pytest.approx(together)
