"""Fitting a network: by hand, as published, against one big regression, and under every disguise."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evidence.arms import Counts, Rates
from kg.evidence.contrasts import StudyContrasts, from_arms
from kg.evidence.fit import Design, Fit, pseudo_inverse
from kg.evidence.measures import MEASURES
from kg.evidence.network import sub_networks
from tests.strategies import examples

from .data import bcg, pair, senn, senn_by_arms, smoking, triangle, two_treatments
from .networks import TREATMENTS, Dense, any_networks, study_of

TAU2 = st.sampled_from([0.0, 0.01, 0.5, 20.0])


def fit(studies: Sequence[StudyContrasts], tau2: float = 0.0) -> Fit:
    return Fit(Design(studies), tau2)


def of(fitted: Fit, treatment: str, comparator: str) -> tuple[float, float]:
    """Return an estimate and its standard error."""
    at = fitted.design.place[treatment], fitted.design.place[comparator]
    return float(fitted.effects[at]), float(fitted.errors[at])


def same(one: Fit, other: Fit) -> None:
    assert one.design.treatments == other.design.treatments
    assert one.effects == pytest.approx(other.effects, abs=1e-9)
    assert one.errors == pytest.approx(other.errors, abs=1e-9)
    assert one.q == pytest.approx(other.q, abs=1e-9)


# --- by hand ------------------------------------------------------------------------------------


def test_two_treatments_are_pooled_by_the_inverse_of_their_variances():
    # Weights 1 and 2: (1 + 2·3)/3 with a variance of 1/3; Q = (4/3)² + 2·(2/3)².
    fitted = fit(two_treatments([1, 3], [1, 0.5]))
    assert of(fitted, "B", "A") == pytest.approx((7 / 3, math.sqrt(1 / 3)))
    assert of(fitted, "A", "B") == pytest.approx((-7 / 3, math.sqrt(1 / 3)))
    assert fitted.q_by_study == pytest.approx([16 / 9, 8 / 9])
    assert fitted.q == pytest.approx(24 / 9)


def test_without_a_heterogeneity_effects_are_common():
    assert Fit(Design(triangle())).tau2 == 0


def test_heterogeneity_is_added_to_every_variance():
    # Variances 1 + 1 and 0.5 + 1, weights 1/2 and 2/3: (1/2 + 2)/(7/6).
    fitted = fit(two_treatments([1, 3], [1, 0.5]), 1)
    assert of(fitted, "B", "A") == pytest.approx((15 / 7, math.sqrt(6 / 7)))


def test_a_triangle_weighs_the_direct_way_twice_as_much_as_the_detour():
    # Direct 3 with variance 1, by way of B 1 + 1 with variance 2.
    fitted = fit(triangle())
    assert of(fitted, "C", "A") == pytest.approx((8 / 3, math.sqrt(2 / 3)))
    # The loop is 1 off, with a variance of 3.
    assert fitted.q == pytest.approx(1 / 3)


def test_a_chain_adds_effects_and_variances():
    fitted = fit([pair("1", "AB", 1, 0.5), pair("2", "CB", 3, 0.25)])
    assert of(fitted, "C", "A") == pytest.approx((-2, math.sqrt(0.75)))
    assert fitted.q == pytest.approx(0)


def test_a_study_by_itself_is_its_own_network():
    # Arms with variances of 1, 2 and 3.
    study = StudyContrasts("S", ("C", "A", "B"), np.array([1.0, 3.0]), np.array([[3, 1], [1, 4.0]]))
    fitted = fit([study])
    assert fitted.design.freedom == 0
    assert of(fitted, "A", "C") == pytest.approx((1, math.sqrt(3)))
    assert of(fitted, "B", "A") == pytest.approx((2, math.sqrt(5)))
    assert fitted.q == pytest.approx(0)


def test_any_two_arms_of_a_study_vary_by_the_same_heterogeneity():
    study = StudyContrasts("S", ("A", "B", "C"), np.array([1.0, 3.0]), np.array([[3, 1], [1, 4.0]]))
    fitted = fit([study], 2)
    assert of(fitted, "B", "A")[1] == pytest.approx(math.sqrt(3 + 2))
    assert of(fitted, "C", "B")[1] == pytest.approx(math.sqrt(5 + 2))


@pytest.mark.parametrize(
    ("studies", "freedom"),
    [
        (triangle(), 1),
        (two_treatments([1], [1]), 0),
        (two_treatments([1, 2, 3], [1, 1, 1]), 2),
        (senn(), 18),
        (smoking(), 23),
    ],
    ids=["triangle", "one study", "three studies", "senn", "smoking"],
)
def test_degrees_of_freedom_are_contrasts_less_treatments_but_one(studies, freedom):
    assert Design(studies).freedom == freedom


def test_treatments_are_sorted_unless_their_order_is_given():
    assert Design(triangle()).treatments == ("A", "B", "C")
    fitted = Fit(Design(triangle(), ["C", "A", "B"]))
    assert fitted.design.treatments == ("C", "A", "B")
    assert of(fitted, "C", "A")[0] == pytest.approx(8 / 3)


def test_a_treatment_does_not_differ_from_itself():
    fitted = fit(smoking(), 0.3)
    assert np.diag(fitted.effects).tolist() == [0, 0, 0, 0]
    assert np.diag(fitted.errors).tolist() == [0, 0, 0, 0]


# --- published ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "effect", "lower", "upper", "q"),
    [
        ("RR", -0.4303, -0.5097, -0.3509, 152.2330),
        ("OR", -0.4361, -0.5190, -0.3533, 163.1649),
        ("RD", -0.0009, -0.0014, -0.0005, 276.4737),
    ],
)
def test_bcg_with_common_effects_is_as_metan_says(measure, effect, lower, upper, q):
    # Stata's metan, as the tests of metafor quote it: github.com/wviechtb/metafor,
    # test_misc_metan_vs_rma.uni_with_dat.bcg.r.
    fitted = fit(bcg(measure))
    found, error = of(fitted, "vaccinated", "none")
    limits = found - 1.959964 * error, found, found + 1.959964 * error
    assert limits == pytest.approx((lower, effect, upper), abs=5e-5)
    assert fitted.q == pytest.approx(q, abs=5e-5)


# metafor's output at wviechtb.github.io/metadat/reference/dat.senn2013.html, against placebo.
SENN_COMMON = {
    "acarbose": (-0.8273, 0.1085),
    "benfluorex": (-0.9051, 0.1271),
    "metformin": (-1.1140, 0.0596),
    "miglitol": (-0.9438, 0.1269),
    "pioglitazone": (-1.0663, 0.0758),
    "rosiglitazone": (-1.2019, 0.0477),
    "sitagliptin": (-0.5700, 0.1291),
    "sulfonylurea": (-0.4394, 0.0915),
    "vildagliptin": (-0.7000, 0.1273),
}
SENN_RANDOM = {
    "acarbose": (-0.8414, 0.2384),
    "benfluorex": (-0.7369, 0.2776),
    "metformin": (-1.1284, 0.1494),
    "miglitol": (-0.9499, 0.2253),
    "pioglitazone": (-1.1294, 0.2119),
    "rosiglitazone": (-1.2337, 0.1235),
    "sitagliptin": (-0.5700, 0.3414),
    "sulfonylurea": (-0.4175, 0.2326),
    "vildagliptin": (-0.7000, 0.3408),
}


@pytest.mark.parametrize("treatment", SENN_COMMON)
def test_glucose_lowering_drugs_with_common_effects_are_as_metafor_says(treatment):
    fitted = fit(senn_by_arms())
    assert of(fitted, treatment, "placebo") == pytest.approx(SENN_COMMON[treatment], abs=5e-5)


@pytest.mark.parametrize("treatment", SENN_RANDOM)
def test_glucose_lowering_drugs_with_random_effects_are_as_metafor_says(drugs, treatment):
    assert of(drugs, treatment, "placebo") == pytest.approx(SENN_RANDOM[treatment], abs=5e-5)


@pytest.mark.parametrize(
    ("treatment", "comparator", "effect", "error"),
    [
        ("metformin", "rosiglitazone", 0.1053, 0.1600),
        ("metformin", "sulfonylurea", -0.7109, 0.2272),
        ("rosiglitazone", "sulfonylurea", -0.8162, 0.2290),
        ("acarbose", "sulfonylurea", -0.4238, 0.2568),
        ("pioglitazone", "rosiglitazone", 0.1043, 0.2163),
        ("sitagliptin", "vildagliptin", 0.1300, 0.4824),
    ],
)
def test_drugs_are_compared_with_one_another_as_metafor_says(
    drugs, treatment, comparator, effect, error
):
    assert of(drugs, treatment, comparator) == pytest.approx((effect, error), abs=5e-5)


def test_the_q_of_glucose_lowering_drugs_is_as_metafor_says():
    assert fit(senn_by_arms()).q == pytest.approx(96.98407, abs=5e-6)


def test_rounded_contrasts_give_nearly_the_same_as_the_arms():
    one, other = fit(senn()), fit(senn_by_arms())
    assert one.effects == pytest.approx(other.effects, abs=5e-4)
    assert one.errors == pytest.approx(other.errors, abs=5e-5)


def test_the_trial_that_fits_worst_has_the_published_part_of_q():
    # Harrer et al., Doing Meta-Analysis in R, 2019, 10-network_metanalysis.Rmd.
    fitted = fit(senn())
    worst = int(fitted.q_by_study.argmax())
    assert fitted.design.studies[worst].study == "DeFronzo1995"
    assert fitted.q_by_study[worst] == pytest.approx(30.89, abs=5e-3)


@pytest.mark.parametrize(
    ("treatment", "comparator", "effect", "error"),
    [
        ("B", "A", 0.3888, 0.3221),
        ("C", "A", 0.6864, 0.1904),
        ("D", "A", 0.8438, 0.3641),
    ],
)
def test_counselling_to_stop_smoking_is_as_metafor_says(
    counselling, treatment, comparator, effect, error
):
    # With 0.5 in every cell: wviechtb.github.io/metadat/reference/dat.hasselblad1998.html.
    assert of(counselling, treatment, comparator) == pytest.approx((effect, error), abs=5e-5)


def test_the_q_of_counselling_to_stop_smoking_is_as_metafor_says():
    assert fit(smoking(add=0.5)).q == pytest.approx(202.3334, abs=5e-5)


# --- against one big regression -----------------------------------------------------------------


@examples(60)
@given(studies=any_networks(), tau2=TAU2)
def test_a_network_is_generalised_least_squares(studies, tau2):
    fitted, dense = fit(studies, tau2), Dense(studies, tau2)
    assert fitted.effects[1:, 0] == pytest.approx(dense.estimates, abs=1e-9)
    assert fitted.errors[1:, 0] == pytest.approx(np.sqrt(np.diag(dense.covariance)))
    assert fitted.q == pytest.approx(dense.q, abs=1e-9)


@pytest.mark.parametrize("studies", [senn(), smoking()], ids=["senn", "smoking"])
def test_published_networks_are_generalised_least_squares(studies):
    fitted, dense = fit(studies, 0.1), Dense(studies, 0.1)
    assert fitted.effects[1:, 0] == pytest.approx(dense.estimates)
    assert fitted.errors[1:, 0] == pytest.approx(np.sqrt(np.diag(dense.covariance)))


@examples(20)
@given(studies=any_networks(), tau2=TAU2)
def test_estimates_are_transitive(studies, tau2):
    effects = fit(studies, tau2).effects
    assert effects == pytest.approx(-effects.T)
    assert effects[1] + effects[0, 1] == pytest.approx(effects[0], abs=1e-9)


@examples(20)
@given(studies=any_networks(), tau2=TAU2)
def test_what_the_studies_are_off_by_adds_up_to_q(studies, tau2):
    fitted = fit(studies, tau2)
    assert min(fitted.q_by_study) >= 0
    assert sum(fitted.q_by_study) == pytest.approx(fitted.q)


# --- under every disguise -----------------------------------------------------------------------


@examples(20)
@given(studies=any_networks(), tau2=TAU2, names=st.permutations(TREATMENTS))
def test_other_names_permute_the_results(studies, tau2, names):
    renamed = dict(zip(TREATMENTS, names, strict=True))
    named = [
        StudyContrasts(s.study, tuple(renamed[t] for t in s.treatments), s.effects, s.covariance)
        for s in studies
    ]
    order = [renamed[t] for t in Design(studies).treatments]
    one, other = fit(studies, tau2), Fit(Design(named, order), tau2)
    assert other.effects == pytest.approx(one.effects, abs=1e-9)
    assert other.errors == pytest.approx(one.errors, abs=1e-9)
    # By their own order too, and not by that alone.
    assert of(fit(named, tau2), renamed["B"], renamed["A"]) == pytest.approx(of(one, "B", "A"))


@examples(20)
@given(studies=any_networks(), tau2=TAU2, chance=st.randoms(use_true_random=False))
def test_studies_may_come_in_any_order(studies, tau2, chance):
    shuffled = list(studies)
    chance.shuffle(shuffled)
    same(fit(shuffled, tau2), fit(studies, tau2))


@examples(20)
@given(studies=any_networks(), tau2=TAU2)
def test_another_arm_may_be_the_one_that_a_study_compares_with(studies, tau2):
    turned = [study.in_order(study.treatments[::-1]) for study in studies]
    same(fit(turned, tau2), fit(studies, tau2))


@examples(20)
@given(studies=any_networks(), tau2=TAU2)
def test_effects_with_the_opposite_sign_give_the_opposite_estimates(studies, tau2):
    opposite = [StudyContrasts(s.study, s.treatments, -s.effects, s.covariance) for s in studies]
    one, other = fit(studies, tau2), fit(opposite, tau2)
    assert other.effects == pytest.approx(-one.effects)
    assert other.errors == pytest.approx(one.errors)
    assert other.q == pytest.approx(one.q)


@examples(20)
@given(studies=any_networks(), scale=st.sampled_from([1e-6, 0.01, 100.0, 1e6]))
def test_the_unit_of_the_effects_does_not_matter(studies, scale):
    scaled = [
        StudyContrasts(s.study, s.treatments, scale * s.effects, scale**2 * s.covariance)
        for s in studies
    ]
    one, other = fit(studies, 0.5), fit(scaled, 0.5 * scale**2)
    assert other.effects == pytest.approx(scale * one.effects, abs=1e-9 * scale)
    assert other.errors == pytest.approx(scale * one.errors)
    assert other.q == pytest.approx(one.q, abs=1e-9)


@examples(20)
@given(studies=any_networks(), tau2=TAU2, seed=st.integers(0, 2**32 - 1))
def test_studies_of_other_treatments_change_nothing(studies, tau2, seed):
    other = study_of("other", "YZ", np.random.default_rng(seed))
    with_them = sub_networks([other, *studies])
    part = next(part for part in with_them if part[0] is not other)
    same(fit(part, tau2), fit(studies, tau2))


@pytest.mark.parametrize(("id", "kind"), [("OR", Counts), ("RD", Counts), ("IRR", Rates)])
def test_an_arm_may_be_told_as_two_of_the_same_treatment(id, kind):
    def network(*arms) -> Fit:
        told = [("1", [("A", kind(4, 40)), *arms]), ("2", [("A", kind(5, 30)), ("C", kind(8, 33))])]
        return fit([from_arms(study, figures, MEASURES[id]) for study, figures in told], 0.1)

    whole = network(("B", kind(9, 50)), ("C", kind(6, 35)))
    parts = network(("B", kind(2, 20)), ("C", kind(6, 35)), ("B", kind(7, 30)))
    same(parts, whole)


@examples(20)
@given(studies=any_networks(), tau2=TAU2)
def test_two_equal_studies_count_as_one_of_twice_the_weight(studies, tau2):
    # At τ² = 0 alone: heterogeneity is of each study.
    first, *rest = studies
    heavy = StudyContrasts("heavy", first.treatments, first.effects, first.covariance / 2)
    same(fit([first, first, *rest]), fit([heavy, *rest]))


# --- the inverse of the Laplacian ---------------------------------------------------------------


@examples(20)
@given(studies=any_networks(), tau2=TAU2)
def test_the_inverse_is_that_of_moore_and_penrose(studies, tau2):
    laplacian = Design(studies).laplacian(tau2)
    assert pseudo_inverse(laplacian) == pytest.approx(np.linalg.pinv(laplacian), abs=1e-8)


def test_the_inverse_of_two_treatments():
    # Weight 4: potentials ±1/8 for a unit of current, so a quarter between them.
    laplacian = np.array([[4.0, -4.0], [-4.0, 4.0]])
    assert pseudo_inverse(laplacian) == pytest.approx(np.array([[1, -1], [-1, 1]]) / 16)


def test_one_treatment_has_nothing_to_invert():
    assert pseudo_inverse(np.zeros((1, 1))).tolist() == [[0]]


@pytest.mark.parametrize("weight", [1e-12, 1e12])
def test_no_digits_are_lost_where_weights_are_small_or_large(weight):
    fitted = fit(
        [
            pair("1", "AB", 1, 1 / weight),
            pair("2", "BC", 1, 1 / weight),
            pair("3", "AC", 3, 1 / weight),
        ]
    )
    assert of(fitted, "C", "A") == pytest.approx((8 / 3, math.sqrt(2 / 3 / weight)), rel=1e-12)


def test_a_large_and_a_small_study_stand_in_one_network():
    # Weights 10⁴ and 1: (0·10⁴ + 1)/(10⁴ + 1), and C hangs on a variance of 100.
    fitted = fit([pair("1", "AB", 0, 1e-4), pair("2", "AB", 1, 1), pair("3", "BC", 5, 100)])
    assert of(fitted, "B", "A") == pytest.approx((1 / 10001, 10001**-0.5))
    assert of(fitted, "C", "B") == pytest.approx((5, 10), rel=1e-9)
