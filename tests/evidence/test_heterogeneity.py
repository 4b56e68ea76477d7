"""Heterogeneity: by hand, as published, and by what each estimator promises."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from kg import DataError, UnknownNameError
from kg.evidence.contrasts import StudyContrasts
from kg.evidence.fit import Design, Fit
from kg.evidence.heterogeneity import ESTIMATORS, heterogeneity, trace
from tests.strategies import examples

from .data import STROKE, bcg, pair, senn, senn_by_arms, smoking, triangle, two_treatments
from .networks import Dense, any_networks, networks_with_freedom

# Two examples of Viechtbauer 2005, 10.3102/10769986030003261, pages 271 and 272.
SCHOOL = (
    [-0.581, 0.530, 0.771, 1.031, 0.553, 0.295, 0.078, 0.573, -0.176, -0.232],
    [0.023, 0.052, 0.060, 0.115, 0.095, 0.203, 0.200, 0.211, 0.051, 0.040],
)
VALIDITY = (
    [
        *(0.100, -0.162, -0.090, -0.049, -0.046, -0.010, -0.431, -0.261, 0.134),
        *(0.019, 0.175, 0.056, 0.045, 0.103, 0.121, -0.482, 0.290, 0.342),
    ],
    [
        *(0.016, 0.015, 0.050, 0.050, 0.032, 0.052, 0.036, 0.024, 0.034),
        *(0.033, 0.031, 0.034, 0.039, 0.167, 0.134, 0.096, 0.016, 0.035),
    ],
)

every_method = pytest.mark.parametrize("method", ESTIMATORS)


def tau2(studies: list[StudyContrasts], method: str) -> float:
    return ESTIMATORS[method](Design(studies))


# --- by hand ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        # Effects 0, 2 and 4 have a variance of 4, of which 1 is chance; by likelihood of 8/3.
        ("DL", 3),
        ("REML", 3),
        ("PM", 3),
        ("ML", 5 / 3),
    ],
)
def test_equal_studies_vary_by_their_variance_less_chance(method, expected):
    studies = two_treatments([0, 2, 4], [1, 1, 1])
    assert tau2(studies, method) == pytest.approx(expected)


def test_dersimonian_and_laird_by_hand():
    # Weights 1, 1/2 and 1/2, mean (2/2 + 4/2)/2 = 1.5; Q = 1.5² + 0.5²/2 + 2.5²/2 = 5.5;
    # Σw - Σw²/Σw = 2 - 1.5/2 = 1.25; (5.5 - 2)/1.25.
    studies = two_treatments([0, 2, 4], [1, 2, 2])
    assert Fit(Design(studies)).q == pytest.approx(5.5)
    assert tau2(studies, "DL") == pytest.approx(2.8)


def test_paule_and_mandel_by_hand():
    # At τ² the triangle's loop is 2 off with a variance of 3 + 3τ²: 4/(3 + 3τ²) = 1.
    assert tau2(triangle(ac=4.0), "PM") == pytest.approx(1 / 3)


@every_method
def test_studies_that_agree_more_than_by_chance_have_none(method):
    assert tau2(two_treatments([1, 1.1, 0.9], [1, 2, 3]), method) == 0


def test_q_and_i2_by_hand():
    # Q = 4 + 0 + 4 on 2 degrees of freedom, whose upper tail is exp(-Q/2); (8 - 2)/8.
    found = heterogeneity(Design(two_treatments([0, 2, 4], [1, 1, 1])))
    assert (found.q, found.freedom) == (pytest.approx(8), 2)
    assert found.p == pytest.approx(math.exp(-4))
    assert found.i2 == pytest.approx(0.75)


def test_limits_of_i2_where_q_is_more_than_studies():
    # SE of ln H = ½·(ln 8 - ln 2)/(√16 - √3) = 0.693147/2.267949 = 0.305627; ln H = ½·ln 4;
    # H² from exp(2·(0.693147 - 0.599018)) = 1.207145 to exp(2·(0.693147 + 0.599018)) = 13.25442.
    found = heterogeneity(Design(two_treatments([0, 2, 4], [1, 1, 1])))
    assert found.i2_limits == pytest.approx((1 - 1 / 1.207145, 1 - 1 / 13.25442), abs=2e-6)


@pytest.mark.parametrize(
    ("effects", "upper"),
    [
        # 2 degrees of freedom: SE of ln H = √((1 - 1/3)/2) = 0.577350; exp(2·1.959964·SE).
        ([0, 1, 2], 9.6136),
        # 3 degrees of freedom: √((1 - 1/12)/4) = 0.478714.
        ([0, 1, 1, 2], 6.5308),
    ],
)
def test_limits_of_i2_where_q_is_no_more_than_studies(effects, upper):
    # ln H is 0, since Q = 2 is no more than its degrees of freedom.
    found = heterogeneity(Design(two_treatments(effects, [1] * len(effects))))
    assert found.q == pytest.approx(2)
    assert found.i2_limits == pytest.approx((0, 1 - 1 / upper), abs=1e-5)


def test_one_degree_of_freedom_is_enough():
    # Q = 1 + 1 on 1; (2 - 1)/(2 - 1).
    found = heterogeneity(Design(two_treatments([0, 2], [1, 1])))
    assert (found.freedom, found.tau2) == (1, pytest.approx(1))
    assert found.p == pytest.approx(math.erfc(1))


def test_two_studies_that_agree_tell_nothing_of_i2():
    found = heterogeneity(Design(two_treatments([1, 1], [1, 1])))
    assert (found.i2, found.i2_limits) == (0, (0, 1))


@pytest.mark.parametrize("method", [*ESTIMATORS, "reml", "Pm"])
def test_a_method_has_its_name_in_capitals_or_not(method):
    design = Design(senn())
    found = heterogeneity(design, method)
    assert found.method == method.upper()
    assert found.tau2 == ESTIMATORS[method.upper()](design)


@every_method
@pytest.mark.parametrize(
    "studies",
    [two_treatments([1], [1]), [pair("1", "AB", 1, 1), pair("2", "AC", 9, 1)]],
    ids=["one study", "a star"],
)
def test_without_degrees_of_freedom_nothing_is_known(studies, method):
    found = heterogeneity(Design(studies), method)
    assert (found.freedom, found.tau2) == (0, None)
    assert (found.p, found.i2, found.i2_limits) == (None, None, None)


@pytest.mark.parametrize("given_tau2", [0, 0.25, 3])
@pytest.mark.parametrize("effects", [[0, 2, 4], [1]], ids=["three studies", "one study"])
def test_a_heterogeneity_that_is_given_is_taken(effects, given_tau2):
    design = Design(two_treatments(effects, [1] * len(effects)))
    found = heterogeneity(design, given_tau2)
    assert (found.tau2, found.method) == (given_tau2, "given")


@pytest.mark.parametrize("given_tau2", [-0.1, math.nan, math.inf])
def test_a_heterogeneity_that_cannot_be_is_refused(given_tau2):
    with pytest.raises(DataError) as caught:
        heterogeneity(Design(triangle()), given_tau2)
    assert str(caught.value) == f"tau² {given_tau2:g} is no variance; give a number from zero up"


def test_an_unknown_method_is_refused():
    with pytest.raises(UnknownNameError) as caught:
        heterogeneity(Design(triangle()), "SJ")
    assert str(caught.value) == (
        "method 'SJ' is not among the methods; there are 'DL', 'ML', 'PM', 'REML'"
    )


# --- published ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "method", "expected"),
    [
        (SCHOOL, "DL", 0.277),
        (SCHOOL, "ML", 0.197),
        (SCHOOL, "REML", 0.223),
        (VALIDITY, "DL", 0.013),
        (VALIDITY, "ML", 0.013),
        (VALIDITY, "REML", 0.016),
    ],
)
def test_viechtbauers_examples_have_the_heterogeneity_that_he_gives(figures, method, expected):
    assert tau2(two_treatments(*figures), method) == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(
    ("measure", "method", "expected"),
    [
        # Stata's metan, as the tests of metafor quote it.
        ("RR", "DL", 0.3088),
        ("OR", "DL", 0.3663),
        # van Houwelingen 2002, Statistics in Medicine 21, 597.
        ("OR", "ML", 0.3025),
    ],
)
def test_bcg_has_the_published_heterogeneity(measure, method, expected):
    assert tau2(bcg(measure), method) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("studies", "expected"),
    [(senn_by_arms(), 0.0999), (senn(), 0.0999), (smoking(add=0.5), 0.4324)],
    ids=["senn, by arms", "senn, by contrasts", "smoking"],
)
def test_published_networks_have_the_heterogeneity_that_metafor_finds(studies, expected):
    # By restricted likelihood: wviechtb.github.io/metadat/reference/dat.senn2013.html and
    # dat.hasselblad1998.html.
    assert tau2(studies, "REML") == pytest.approx(expected, abs=5e-5)


def test_the_i2_of_senns_data_is_the_published_one():
    # Harrer et al., Doing Meta-Analysis in R, 2019, 10-network_metanalysis.Rmd.
    assert heterogeneity(Design(senn())).i2 == pytest.approx(0.814, abs=5e-4)


@pytest.mark.parametrize(
    ("measure", "effect", "lower", "upper", "i2"),
    [("RR", -0.7141, -1.0644, -0.3638, 0.921173), ("OR", -0.7474, -1.1242, -0.3706, 0.926455)],
)
def test_bcg_with_random_effects_is_as_metan_says(measure, effect, lower, upper, i2):
    design = Design(bcg(measure))
    found = heterogeneity(design, "DL")
    fitted = Fit(design, found.tau2)
    middle, far = fitted.effects[1, 0], 1.959964 * fitted.errors[1, 0]
    assert (middle, middle - far, middle + far) == pytest.approx((effect, lower, upper), abs=5e-5)
    assert found.i2 == pytest.approx(i2, abs=5e-7)


@pytest.mark.parametrize(
    ("method", "variance", "effect", "lower", "upper"),
    [("DL", 218.72, -14.10, -24.45, -3.75), ("REML", 685.20, -15.12, -32.67, 2.43)],
)
def test_stroke_care_with_random_effects_is_as_published(method, variance, effect, lower, upper):
    # Normand 1999, Statistics in Medicine 18, 352, table IX; with each study's pooled deviation.
    def pooled(n1, sd1, n2, sd2):
        return ((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / (n1 + n2 - 2) * (1 / n1 + 1 / n2)

    differences = [m1 - m2 for _, m1, _, _, m2, _ in STROKE]
    variances = [pooled(n1, sd1, n2, sd2) for n1, _, sd1, n2, _, sd2 in STROKE]
    design = Design(two_treatments(differences, variances))
    fitted = Fit(design, ESTIMATORS[method](design))
    middle, far = fitted.effects[1, 0], 1.959964 * fitted.errors[1, 0]
    found = fitted.tau2, middle, middle - far, middle + far
    assert found == pytest.approx((variance, effect, lower, upper), abs=5e-3)


# --- what each estimator promises ---------------------------------------------------------------


@examples(40)
@given(studies=networks_with_freedom())
def test_dersimonian_and_lairds_is_the_moment_estimate(studies):
    # E(Q) = df + τ²·tr(PΔ), P and Δ those of one big regression.
    dense, design = Dense(studies), Design(studies)
    moments = (dense.q - design.freedom) / np.trace(dense.p @ dense.delta)
    assert ESTIMATORS["DL"](design) == pytest.approx(max(0, moments))


@examples(20)
@given(studies=any_networks())
def test_the_trace_is_that_of_one_big_regression(studies):
    dense = Dense(studies, 0.3)
    assert trace(Fit(Design(studies), 0.3)) == pytest.approx(
        np.trace(dense.p @ dense.delta), abs=1e-9
    )


@examples(30)
@given(studies=networks_with_freedom())
def test_paule_and_mandels_makes_q_its_degrees_of_freedom(studies):
    design = Design(studies)
    found = ESTIMATORS["PM"](design)
    left = Fit(design, found).q - design.freedom
    assert left == pytest.approx(0, abs=1e-8) if found > 0 else left <= 0


@pytest.mark.parametrize("method", ["ML", "REML"])
@examples(20)
@given(studies=networks_with_freedom())
def test_no_other_heterogeneity_is_more_likely(method, studies):
    found = tau2(studies, method)
    others = [found * 0.99, found * 1.01, found + 1e-3, *np.geomspace(1e-4, 100, 25), 0.0]
    best = getattr(Dense(studies, found), method.lower())
    assert max(getattr(Dense(studies, o), method.lower()) for o in others) <= best + 1e-9


@pytest.mark.parametrize("method", ["ML", "REML"])
@pytest.mark.parametrize("studies", [senn(), smoking()], ids=["senn", "smoking"])
def test_published_networks_have_their_most_likely_heterogeneity(studies, method):
    found = tau2(studies, method)
    near = [getattr(Dense(studies, found * f), method.lower()) for f in (0.98, 1, 1.02)]
    assert near[1] > max(near[0], near[2])


@every_method
@examples(10)
@given(studies=networks_with_freedom())
def test_the_unit_of_the_effects_changes_heterogeneity_by_its_square(method, studies):
    scaled = [
        StudyContrasts(s.study, s.treatments, 1000 * s.effects, 1e6 * s.covariance) for s in studies
    ]
    expected = 1e6 * tau2(studies, method)
    assert tau2(scaled, method) == pytest.approx(expected, rel=1e-6, abs=1e-6)


@every_method
@examples(10)
@given(studies=networks_with_freedom())
def test_neither_order_nor_sign_nor_another_first_arm_matters(method, studies):
    disguised = [
        StudyContrasts(s.study, s.treatments, -s.effects, s.covariance).in_order(s.treatments[::-1])
        for s in reversed(studies)
    ]
    assert tau2(disguised, method) == pytest.approx(tau2(studies, method), rel=1e-7, abs=1e-9)


# Where the likelihood has two hills and the valley between them, found by trying.
HILLS = [
    ("ML", [-0.6, 2.9, 3.9, 3.6], [2.141, 1.407, 0.009, 3.206], (0, 0.123, 1.371), 0),
    ("ML", [-1.5, 3.4, -0.6, 3.1, -0.9], [6.743, 0.004, 7.772, 3.629, 1.948], (0, 0.067, 2.882), 2),
    ("REML", [1.5, 4.2, -3.5, 1.2], [0.016, 4.913, 3.402, 0.002], (0.03856, 0.940, 3.487), 0),
    (
        "REML",
        [2.5, -3.1, -2.2, -0.5, 0.8],
        [5.507, 0.641, 0.002, 5.265, 2.98],
        (0, 0.012, 2.361),
        2,
    ),
]


@pytest.mark.parametrize(("method", "effects", "variances", "places", "higher"), HILLS)
def test_of_two_hills_of_the_likelihood_the_higher_one_is_taken(
    method, effects, variances, places, higher
):
    studies = two_treatments(effects, variances)
    heights = [getattr(Dense(studies, place), method.lower()) for place in places]
    assert (int(np.argmin(heights)), int(np.argmax(heights))) == (1, higher)
    assert tau2(studies, method) == pytest.approx(places[higher], rel=1e-3)
