"""Measures of effect, by hand and as published."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kg import UnknownNameError
from kg.evidence.arms import Counts, Estimate, Means, Rates
from kg.evidence.measures import MEASURES, effects, measure

from .data import BCG, STROKE

RATIOS = ("OR", "RR", "HR", "IRR", "ROM")


def one(id: str, *arms) -> tuple[float, float]:
    """Return the contrast of two arms, and its variance."""
    y, v = effects(MEASURES[id], arms)
    return float(y[0]), float(v[0, 0])


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("OR", "OR"),
        ("rr", "RR"),
        (" risk difference ", "RD"),
        ("Hazard ratio", "HR"),
        ("rateRatio", "IRR"),
        ("meanDifference", "MD"),
        ("standardised mean difference", "SMD"),
        ("ratio of means", "ROM"),
    ],
)
def test_a_measure_has_an_abbreviation_a_name_and_a_term(name, id):
    assert measure(name) is MEASURES[id]


def test_an_unknown_measure_is_refused_with_the_one_that_may_be_meant():
    with pytest.raises(UnknownNameError) as caught:
        measure("odds rato")
    assert str(caught.value) == (
        "measure 'odds rato' is not among the measures; did you mean 'odds ratio' or 'risk ratio'?"
    )


@pytest.mark.parametrize("id", RATIOS)
def test_no_difference_is_a_ratio_of_one(id):
    assert MEASURES[id].null == 1
    assert MEASURES[id].to_scale(1) == 0


@pytest.mark.parametrize("id", sorted(set(MEASURES) - set(RATIOS)))
def test_no_difference_is_a_difference_of_zero(id):
    assert MEASURES[id].null == 0
    assert MEASURES[id].to_scale(0) == 0


@pytest.mark.parametrize("id", MEASURES)
def test_a_value_comes_back_from_the_scale_as_it_was(id):
    assert MEASURES[id].from_scale(MEASURES[id].to_scale(0.75)) == pytest.approx(0.75)


def test_a_hazard_ratio_cannot_be_had_from_arms():
    assert MEASURES["HR"].figures is None


# --- by hand ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "first", "second", "effect", "variance"),
    [
        # (5/15) / (10/10) = 1/3; 1/5 + 1/15 + 1/10 + 1/10
        ("OR", Counts(10, 20), Counts(5, 20), math.log(1 / 3), 7 / 15),
        # 0.25 / 0.5; 1/5 - 1/20 + 1/10 - 1/20
        ("RR", Counts(10, 20), Counts(5, 20), math.log(0.5), 0.2),
        # 0.25 - 0.5; 0.25·0.75/20 + 0.5·0.5/20
        ("RD", Counts(10, 20), Counts(5, 20), -0.25, 0.021875),
        # 0.03 / 0.12; 1/6 + 1/12
        ("IRR", Rates(12, 100), Rates(6, 200), math.log(0.25), 0.25),
        # 7 - 5; 2²/16 + 3²/9
        ("MD", Means(5, 2, 16), Means(7, 3, 9), 2, 1.25),
        # 7 / 5; (2/5)²/16 + (3/7)²/9
        ("ROM", Means(5, 2, 16), Means(7, 3, 9), math.log(1.4), 0.01 + 1 / 49),
        # 1.5 - 0.5; 0.3² + 0.4²
        ("HR", Estimate(0.5, 0.3), Estimate(1.5, 0.4), 1, 0.25),
    ],
)
def test_a_contrast_is_that_of_the_second_arm_with_the_first(id, first, second, effect, variance):
    assert one(id, first, second) == pytest.approx((effect, variance))


def test_a_standardised_mean_difference_is_hedges_g():
    # (1 - 0)/2 = 0.5, times Γ(9)/(√9·Γ(8.5)) with 18 degrees of freedom. Γ(8.5) is
    # 15!!/2⁸·√π = 2027025/256·1.7724539 = 14034.407, so 40320/(3·14034.407) = 0.957647.
    g, variance = one("SMD", Means(0, 2, 10), Means(1, 2, 10))
    assert g == pytest.approx(0.5 * 0.957647, abs=1e-6)
    # 1/10 + 1/10 + g²/(2·20)
    assert variance == pytest.approx(0.2 + g**2 / 40)


def test_a_standardised_mean_difference_pools_the_deviations_of_both_arms():
    # √((10·3² + 20·6²)/30) = √27
    g, _ = one("SMD", Means(0, 3, 11), Means(1, 6, 21))
    # Γ(15)/(√15·Γ(14.5)), 30 degrees of freedom; about 1 - 3/(4·30 - 1) = 0.97479.
    assert g == pytest.approx(0.97475 / math.sqrt(27), rel=1e-4)


def test_contrasts_share_the_variance_of_the_first_arm():
    y, v = effects(MEASURES["OR"], [Counts(10, 20), Counts(5, 20), Counts(4, 20)])
    assert y == pytest.approx([math.log(1 / 3), math.log(1 / 4)])
    # The first arm has 1/10 + 1/10, the others 1/5 + 1/15 and 1/4 + 1/16.
    assert v == pytest.approx(np.array([[0.2 + 4 / 15, 0.2], [0.2, 0.2 + 5 / 16]]))


def test_standardised_mean_differences_of_one_study_share_arm_and_deviation():
    # All deviations are 2, of 8 + 10 + 12 people: 27 degrees of freedom; N = 30.
    g, v = effects(MEASURES["SMD"], [Means(0, 2, 8), Means(1, 2, 10), Means(3, 2, 12)])
    assert g[1] / g[0] == pytest.approx(3)
    assert v[0, 0] == pytest.approx(1 / 8 + 1 / 10 + g[0] ** 2 / 60)
    assert v[1, 1] == pytest.approx(1 / 8 + 1 / 12 + g[1] ** 2 / 60)
    assert v[0, 1] == v[1, 0] == pytest.approx(1 / 8 + g[0] * g[1] / 60)


# --- published ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trial", "effect", "variance"),
    [
        (1, -0.9387, 0.3571),
        (2, -1.6662, 0.2081),
        (3, -1.3863, 0.4334),
        (4, -1.4564, 0.0203),
        (5, -0.2191, 0.0520),
        (6, -0.9581, 0.0099),
        (7, -1.6338, 0.2270),
    ],
)
def test_odds_ratios_of_bcg_are_the_published_ones(trial, effect, variance):
    # van Houwelingen 2002, table I, with the variances of metafor-project.org.
    a, b, c, d = BCG[trial - 1]
    found = one("OR", Counts(c, c + d), Counts(a, a + b))
    assert found == pytest.approx((effect, variance), abs=5e-5)


def test_the_first_risk_ratio_of_bcg_is_the_published_one():
    # Viechtbauer 2010, 10.18637/jss.v036.i03.
    found = one("RR", Counts(11, 139), Counts(4, 123))
    assert found == pytest.approx((-0.8893, 0.3256), abs=5e-5)


def stroke(study: int) -> tuple[Means, Means]:
    n1, mean1, sd1, n2, mean2, sd2 = STROKE[study]
    return Means(mean2, sd2, n2), Means(mean1, sd1, n1)


@pytest.mark.parametrize(
    ("study", "effect", "variance"),
    [
        (0, -0.3552, 0.0131),
        (1, -0.3479, 0.0645),
        (2, -2.3176, 0.0458),
        (3, -1.8880, 0.1606),
    ],
)
def test_standardised_mean_differences_of_stroke_care_are_those_of_metafor(study, effect, variance):
    # The tests of metafor, github.com/wviechtb/metafor, test_misc_escalc.r.
    assert one("SMD", *stroke(study)) == pytest.approx((effect, variance), abs=5e-5)


@pytest.mark.parametrize(
    ("study", "effect", "variance"),
    [
        (0, -0.3102, 0.0094),
        (1, -0.0715, 0.0028),
        (2, -0.6202, 0.0018),
        (3, -0.7303, 0.0119),
    ],
)
def test_ratios_of_means_of_stroke_care_are_those_of_metafor(study, effect, variance):
    assert one("ROM", *stroke(study)) == pytest.approx((effect, variance), abs=5e-5)


# --- empty cells --------------------------------------------------------------------------------

EMPTY = (Counts(0, 10), Counts(2, 10), Counts(3, 10))


def test_half_an_event_and_a_non_event_are_added_in_all_arms_of_a_study_with_an_empty_cell():
    # Cells 0.5/10.5, 2.5/8.5, 3.5/7.5.
    y, v = effects(MEASURES["OR"], EMPTY)
    assert y == pytest.approx([math.log((2.5 / 8.5) * 21), math.log((3.5 / 7.5) * 21)])
    first = 1 / 0.5 + 1 / 10.5
    assert v[0, 1] == pytest.approx(first)
    assert np.diag(v) == pytest.approx([first + 1 / 2.5 + 1 / 8.5, first + 1 / 3.5 + 1 / 7.5])


def test_a_risk_ratio_with_an_empty_cell_has_half_an_event_and_half_a_person_more():
    # 0.5/10.5 and 2.5/10.5.
    effect, variance = one("RR", Counts(0, 10), Counts(2, 10))
    assert effect == pytest.approx(math.log(5))
    assert variance == pytest.approx(1 / 2.5 - 1 / 10.5 + 1 / 0.5 - 1 / 10.5)


def test_a_risk_difference_with_an_empty_cell_is_corrected_in_its_variance_alone():
    # 0.2 - 0; 2.5·8.5/11³ + 0.5·10.5/11³
    effect, variance = one("RD", Counts(0, 10), Counts(2, 10))
    assert effect == pytest.approx(0.2)
    assert variance == pytest.approx((21.25 + 5.25) / 1331)


def test_a_rate_ratio_with_an_arm_without_events_has_half_an_event_more_in_all():
    # (2.5/50) / (0.5/40) = 4; 1/2.5 + 1/0.5
    assert one("IRR", Rates(0, 40), Rates(2, 50)) == pytest.approx((math.log(4), 2.4))


@pytest.mark.parametrize(
    ("id", "effect", "variance"),
    [
        # (5.5/5.5) / (10.5/0.5) = 1/21
        ("OR", -math.log(21), 2 / 5.5 + 1 / 10.5 + 1 / 0.5),
        # (5.5/10.5) / (10.5/10.5)
        ("RR", math.log(5.5 / 10.5), 1 / 5.5 - 1 / 10.5),
        # 0.5 - 1; (5.5·5.5 + 10.5·0.5)/11³
        ("RD", -0.5, (30.25 + 5.25) / 1331),
    ],
)
def test_a_cell_without_non_events_is_empty_too(id, effect, variance):
    assert one(id, Counts(10, 10), Counts(5, 10)) == pytest.approx((effect, variance))


def test_risk_ratios_of_several_arms_with_nothing_but_events_are_uncertain_still():
    # Risks 5.5/11, 10.5/11 and 12.5/13, as if half a person had had no event.
    y, v = effects(MEASURES["RR"], [Counts(5, 10), Counts(10, 10), Counts(12, 12)])
    assert y == pytest.approx([math.log(10.5 / 5.5), math.log(12.5 / 13 * 2)])
    first = 1 / 5.5 - 1 / 11
    own = [1 / 10.5 - 1 / 11, 1 / 12.5 - 1 / 13]
    assert v == pytest.approx(np.array([[first + own[0], first], [first, first + own[1]]]))


def test_nothing_is_added_to_a_study_without_an_empty_cell():
    assert one("OR", Counts(1, 10), Counts(1, 10)) == pytest.approx((0, 2 * (1 + 1 / 9)))


@pytest.mark.parametrize(
    ("id", "arms"),
    [
        ("OR", (Counts(0, 10), Counts(0, 12))),
        ("RR", (Counts(0, 10), Counts(0, 12), Counts(0, 9))),
        ("OR", (Counts(10, 10), Counts(12, 12))),
        ("RR", (Counts(10, 10), Counts(12, 12))),
        ("IRR", (Rates(0, 10), Rates(0, 12))),
    ],
)
def test_arms_without_events_or_with_nothing_else_tell_nothing_of_a_ratio(id, arms):
    assert effects(MEASURES[id], arms) is None


def test_arms_without_events_tell_of_a_risk_difference():
    # 2 · 0.5·10.5/11³
    assert one("RD", Counts(0, 10), Counts(0, 10)) == pytest.approx((0, 10.5 / 1331))


@pytest.mark.parametrize("mean", [0, -2])
def test_a_mean_that_is_not_above_zero_has_no_ratio(mean):
    assert effects(MEASURES["ROM"], [Means(5, 1, 10), Means(mean, 1, 10)]) is None


def test_a_mean_just_above_zero_has_a_ratio():
    # 0.5 / 5
    assert one("ROM", Means(5, 1, 10), Means(0.5, 1, 10))[0] == pytest.approx(math.log(0.1))


@pytest.mark.parametrize("id", MEASURES)
def test_estimates_of_arms_are_contrasted_as_they_are_whatever_the_measure(id):
    y, v = effects(MEASURES[id], [Estimate(1, 1), Estimate(3, 2), Estimate(0, 3)])
    assert y.tolist() == [2, -1]
    assert v.tolist() == [[5, 1], [1, 10]]


# --- properties ---------------------------------------------------------------------------------

TWO_ARMS = {
    "OR": (Counts(3, 20), Counts(7, 25)),
    "RR": (Counts(3, 20), Counts(7, 25)),
    "RD": (Counts(0, 20), Counts(7, 25)),
    "IRR": (Rates(3, 20), Rates(0, 25)),
    "MD": (Means(3, 1, 9), Means(7, 2, 12)),
    "SMD": (Means(3, 1, 9), Means(7, 2, 12)),
    "ROM": (Means(3, 1, 9), Means(7, 2, 12)),
}


@pytest.mark.parametrize(("id", "arms"), TWO_ARMS.items(), ids=TWO_ARMS)
def test_the_other_way_round_the_sign_changes_and_nothing_else(id, arms):
    effect, variance = one(id, *arms)
    assert one(id, *reversed(arms)) == pytest.approx((-effect, variance))


@pytest.mark.parametrize("id", ["OR", "RD"])
def test_not_having_the_event_has_the_opposite_effect(id):
    effect, variance = one(id, Counts(3, 20), Counts(7, 25))
    assert one(id, Counts(17, 20), Counts(18, 25)) == pytest.approx((-effect, variance))


@pytest.mark.parametrize("id", ["SMD", "ROM"])
def test_the_unit_of_measurement_does_not_matter(id):
    inches = one(id, Means(3, 1, 9), Means(7, 2, 12))
    assert one(id, Means(7.62, 2.54, 9), Means(17.78, 5.08, 12)) == pytest.approx(inches)


def test_the_unit_of_time_does_not_matter():
    assert one("IRR", Rates(3, 1), Rates(7, 2)) == pytest.approx(
        one("IRR", Rates(3, 365.25), Rates(7, 730.5))
    )
