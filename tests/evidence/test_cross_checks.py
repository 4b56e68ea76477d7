"""What tests of the statistical core leave open: regressions, published digits, edges, and bugs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import DataError
from kg.evidence.absolute import absolute_effect
from kg.evidence.arms import Counts, Means
from kg.evidence.contrasts import StudyContrasts, from_arms
from kg.evidence.contributions import METHODS, by_study, contributions
from kg.evidence.fit import Design, Fit
from kg.evidence.flow import Flow
from kg.evidence.heterogeneity import heterogeneity, reml
from kg.evidence.inconsistency import assessed, decompose
from kg.evidence.influence import leave_one_out
from kg.evidence.measures import MEASURES
from kg.evidence.network import bridges
from kg.evidence.pairs import Contrast, from_contrasts
from kg.evidence.ranking import Rankogram
from kg.evidence.splitting import Part, split
from tests.strategies import examples

from .data import pair, senn, smoking, triangle, two_treatments
from .networks import Dense, networks, two_arm_networks


def part(effect: float, variance: float) -> Part:
    return Part(pytest.approx(effect), pytest.approx(math.sqrt(variance)))


# --- test_fit, test_heterogeneity, test_inconsistency -------------------------------------------


@pytest.mark.parametrize("tau2", [0, 0.1, 3])
@pytest.mark.parametrize("studies", [senn(), smoking()], ids=["senn", "smoking"])
def test_published_networks_are_least_squares_to_ten_digits(studies, tau2):
    fitted, dense = Fit(Design(studies), tau2), Dense(studies, tau2)
    assert fitted.effects[1:, 0] == pytest.approx(dense.estimates, rel=0, abs=1e-10)
    errors = np.sqrt(np.diag(dense.covariance))
    assert fitted.errors[1:, 0] == pytest.approx(errors, rel=0, abs=1e-10)
    assert fitted.q == pytest.approx(dense.q, rel=1e-11)


def test_limits_of_i2_where_q_is_between_its_degrees_of_freedom_and_the_studies():
    # Q = 2·1.25 on 2 degrees of freedom, of 3 studies; SE of ln H = √((1 - 1/3)/2) = 0.577350;
    # H² up to 1.25·exp(2·1.959964·0.577350) = 1.25·9.6136.
    far = math.sqrt(1.25)
    found = heterogeneity(Design(two_treatments([0, far, 2 * far], [1, 1, 1])))
    assert found.q == pytest.approx(2.5)
    assert found.i2_limits == pytest.approx((0, 1 - 1 / (1.25 * 9.6136)), abs=1e-5)


def test_of_two_hills_of_the_restricted_likelihood_the_higher_one_is_taken():
    studies = two_treatments([-0.03, -4.88, 0.1], [0.0101, 3.7005, 0.0341])
    best = max([0.0, *np.geomspace(1e-6, 100, 400)], key=lambda at: Dense(studies, at).reml)
    assert reml(Design(studies)) == best == 0


@examples(40)
@given(studies=networks())
def test_what_is_within_and_between_designs_is_as_regressions_of_each_design_say(studies):
    by_design: dict[tuple[str, ...], list[StudyContrasts]] = {}
    for study in studies:
        by_design.setdefault(tuple(sorted(study.treatments)), []).append(study)
    found = decompose(studies)
    tau2 = found.tau2_within or 0.0
    within = [sum(Dense(m, at).q for m in by_design.values()) for at in (0.0, tau2)]
    assert found.within.q == pytest.approx(within[0], abs=1e-8)
    assert found.between.q == pytest.approx(Dense(studies).q - within[0], abs=1e-8)
    assert found.interaction.q == pytest.approx(Dense(studies, tau2).q - within[1], abs=1e-7)


def two_loops(ac: float, ae: float) -> list[StudyContrasts]:
    """Return two loops that share A, each with a variance of 3."""
    return [
        *triangle(ac=ac),
        pair("ad", "AD", 1, 1),
        pair("de", "DE", 1, 1),
        pair("ae", "AE", ae, 1),
    ]


@pytest.mark.parametrize(
    ("studies", "disagree", "said"),
    [
        # Each loop is 3 off: Q = 6 on 2 degrees of freedom, exp(-3) = 0.0498.
        pytest.param(two_loops(5, 5), True, "Q = 6.00 on 2 degrees of freedom", id="beyond chance"),
        # Each loop is 1 off: Q = 2/3.
        pytest.param(two_loops(3, 3), False, "Q = 0.67 on 2 degrees of freedom", id="by chance"),
        # A-D at -9, 1 and 11: Q = 200 on 2 degrees of freedom, so τ² = (200 - 2)/2 = 99. The loops
        # are 9 off, with variances of 3·(1 + 99) and 100/3 + 2·100: 81/300 + 81/233.33 = 0.617.
        pytest.param(
            [*two_loops(11, 11), pair("more", "AD", 11, 1), pair("less", "AD", -9, 1)],
            False,
            "Q = 0.62 on 2 degrees of freedom",
            id="with the heterogeneity within designs",
        ),
    ],
)
def test_consistency_is_judged_with_the_heterogeneity_within_designs(studies, disagree, said):
    sentence = assessed(decompose(studies))
    assert said in sentence
    assert sentence.startswith("Direct and indirect evidence disagree") == disagree


def test_a_design_that_others_hardly_double_is_detached_all_the_same():
    # A-C has 1999/2000 of the weight against its detour; the loop is 1 off.
    studies = [pair("ab", "AB", 1, 1), pair("bc", "BC", 1, 1), pair("ac", "AC", 3, 1e-3)]
    found = decompose(studies)
    assert found.between.q == pytest.approx(1 / 2.001)
    assert found.detached["A", "C"].q == pytest.approx(0, abs=1e-9)
    assert found.detached["A", "C"].freedom == 0


# --- test_splitting -----------------------------------------------------------------------------


@examples(40)
@given(studies=two_arm_networks(), tau2=st.sampled_from([0.0, 0.3]))
def test_direct_less_indirect_is_the_coefficient_of_a_regression(studies, tau2):
    # Dias et al. 2010, 10.1002/sim.3767: another effect in the studies that compare the two.
    dense = Dense(studies, tau2)
    weights = np.linalg.inv(dense.v + tau2 * dense.delta)

    def coefficient(treatment: str, comparator: str) -> tuple[float, float]:
        signs = {(comparator, treatment): 1.0, (treatment, comparator): -1.0}
        x = np.column_stack([dense.x, [signs.get(s.treatments, 0.0) for s in studies]])
        covariance = np.linalg.inv(x.T @ weights @ x)
        estimates = covariance @ x.T @ weights @ dense.y
        return float(estimates[-1]), math.sqrt(covariance[-1, -1])

    mixed = [s for s in split(Fit(Design(studies), tau2)) if s.difference]
    expected = [coefficient(s.treatment, s.comparator) for s in mixed]
    assert [s.difference.effect for s in mixed] == pytest.approx([e for e, _ in expected], abs=1e-6)
    assert [s.difference.error for s in mixed] == pytest.approx([e for _, e in expected])


def test_a_little_indirect_evidence_is_some():
    # 1/20001 of the weight: by way of B 1 + 1 with a variance of 2.
    studies = [pair("ab", "AB", 1, 1), pair("bc", "BC", 1, 1), pair("ac", "AC", 3, 1e-4)]
    found = next(s for s in split(Fit(Design(studies))) if s.comparator + s.treatment == "AC")
    assert found.indirect == part(2, 2)


def test_pairs_are_in_the_order_of_the_treatments_and_studies_in_that_of_their_names():
    studies = [pair("z", "AB", 1, 1), *triangle(), pair("a", "BA", -1, 1)]
    found = split(Fit(Design(studies, ["C", "B", "A"])))
    assert [(s.comparator, s.treatment, s.studies) for s in found] == [
        ("C", "B", ("bc",)),
        ("C", "A", ("ac",)),
        ("B", "A", ("a", "ab", "z")),
    ]


# --- test_flow, test_contributions --------------------------------------------------------------


@examples(30)
@given(studies=networks())
def test_what_goes_directly_adds_up_to_the_treatments_less_one(studies):
    # Foster's theorem of electrical networks.
    flow = Flow(Fit(Design(studies), 0.1))
    direct = [flow.row(*at)[i] for i, at in enumerate(flow.observed)]
    assert sum(direct) == pytest.approx(len(flow.fitted.design.treatments) - 1)


@pytest.mark.parametrize("method", METHODS)
@examples(20)
@given(studies=networks())
def test_a_pair_contributes_to_itself_what_goes_directly(method, studies):
    flow = Flow(Fit(Design(studies), 0.1))
    direct = [flow.row(*at)[i] for i, at in enumerate(flow.observed)]
    own = [contributions(flow, *at, method=method).get(at, 0.0) for at in flow.observed]
    assert own == pytest.approx(direct, abs=1e-9)


def test_studies_are_named_in_order():
    flow = Flow(Fit(Design(triangle())))
    assert list(by_study(flow, contributions(flow, 0, 2))) == ["ab", "ac", "bc"]


# --- test_ranking, test_absolute, test_contrasts, test_influence --------------------------------


def test_a_rank_with_just_the_chance_of_the_tail_is_left_out_at_either_end():
    found = Rankogram(("A",), np.array([[0.25, 0.5, 0.25]]), 4, 1)
    assert found.rank_limits(0.5) == [(2, 2)]


@pytest.mark.parametrize(
    ("id", "effect", "fewer", "number"), [("OR", 0.73, 62, 17), ("RR", 0.92, 24, 42)]
)
def test_the_handbooks_examples_have_the_numbers_that_it_gives(id, effect, fewer, number):
    # Cochrane Handbook 5.1, 12.5.4.2 and 12.5.4.3; numbers needed to treat are rounded up.
    found = absolute_effect(MEASURES[id], (effect, effect, effect), 0.3)
    assert round(found.per_thousand[0]) == -fewer
    assert math.ceil(found.number_needed) == number


def test_a_risk_difference_has_the_published_numbers_needed_to_treat():
    # 16.6 % (0.9 to 32.2): 6, 3.1 to 111.1. Barrowman 2002, CMAJ 166, 1676.
    found = absolute_effect(MEASURES["RD"], (-0.166, -0.322, -0.009), 0.6)
    assert round(found.number_needed) == 6
    assert found.number_needed_limits == pytest.approx((3.1, 111.1), abs=0.05)


def test_an_interval_from_harm_to_benefit_has_no_numbers_needed_to_treat():
    # -5 % to 25 %: Altman 1998, 10.1136/bmj.317.7168.1309, as Newcombe retells it.
    assert absolute_effect(MEASURES["RD"], (-0.1, -0.25, 0.05), 0.4).number_needed_limits is None


@pytest.mark.parametrize("off", [0.1, 1.5])
def test_pairs_may_be_off_by_rounding_and_no_more(off):
    # Each pair moves by a third: 0.024 and 0.354 standard errors of √2; a half is the most.
    error = math.sqrt(2)
    given = [Contrast("B", "A", 1, error), Contrast("C", "A", 3, error)]
    assert from_contrasts("S", [*given, Contrast("C", "B", 2 + off, error)]) is not None


@pytest.mark.parametrize("off", [2.2, 4.5])
def test_pairs_that_are_off_by_more_are_refused(off):
    # A third of it is 0.519 and 1.061 standard errors.
    error = math.sqrt(2)
    given = [Contrast("B", "A", 1, error), Contrast("C", "A", 3, error)]
    with pytest.raises(DataError, match="otherwise than its other contrasts do"):
        from_contrasts("S", [*given, Contrast("C", "B", 2 + off, error)])


@examples(30)
@given(studies=networks())
def test_what_cannot_be_left_out_is_a_bridge(studies):
    cut_off = leave_one_out(Design(studies), reference="A").cut_off
    expected = [study.study for study in studies if len(studies) == 1] or [
        bridge.study for bridge in bridges(studies)
    ]
    assert sorted(cut_off) == expected


def test_a_study_that_others_hardly_double_can_be_left_out():
    studies = [pair("ab", "AB", 1, 1), pair("bc", "BC", 1, 1), pair("ac", "AC", 3, 1e-3)]
    found = leave_one_out(Design(studies), reference="A", random=False)
    assert found.cut_off == ()
    assert found.effects[2] == pytest.approx([0, 1, 2])


# --- the edges ----------------------------------------------------------------------------------


def test_leaving_out_an_outlier_among_precise_studies_is_fitting_anew():
    studies = two_treatments([0, 0.01, 0.02, 0.03, 2], [1e-4, 9e-4, 4e-3, 0.2, 1e-4])
    found, left = leave_one_out(Design(studies), reference="A"), Fit(Design(studies[:4]))
    assert found.tau2[4] == 0
    assert found.effects[4, 1] == pytest.approx(left.effects[1, 0])
    assert found.errors[4, 1] == pytest.approx(left.errors[1, 0])


@pytest.mark.parametrize("method", METHODS)
def test_a_study_of_three_arms_that_pull_apart_contributes_all_of_itself(method):
    arms = [("A", Means(0, 1, 60)), ("B", Means(2.5, 1, 20)), ("C", Means(-2.5, 1, 20))]
    flow = Flow(Fit(Design([from_arms("S", arms, MEASURES["SMD"])])))
    shares = contributions(flow, 0, 1, method=method)
    assert sum(shares.values()) == pytest.approx(1)


def test_contrasts_whose_shared_arm_would_have_a_negative_variance_are_refused():
    # (1 + 1 - 3.9)/2
    pairs = [Contrast("B", "A", 1, 1), Contrast("C", "A", 1, 1), Contrast("C", "B", 0, 3.9**0.5)]
    with pytest.raises(DataError, match="standard errors that no arms could have"):
        from_contrasts("S", pairs)


def test_risk_ratios_of_arms_with_nothing_but_events_can_be_fitted():
    arms = [("A", Counts(10, 10)), ("B", Counts(12, 12)), ("C", Counts(5, 10))]
    study = from_arms("S", arms, MEASURES["RR"])
    assert study is None or np.isfinite(Fit(Design([study])).errors).all()


@pytest.mark.parametrize(
    ("effect", "error"), [(math.nan, 1), (math.inf, 1), (1, -1), (1, math.inf)]
)
def test_a_contrast_that_cannot_be_is_refused(effect, error):
    with pytest.raises(ValueError, match=r"give a number|above zero"):
        Contrast("B", "A", effect, error)


def test_a_star_has_no_indirect_evidence_however_unequal_its_studies_are():
    studies = [pair("ab", "AB", 1, 1e-6), pair("ac", "AC", 1, 100), pair("cd", "CD", 2, 1e-6)]
    observed = [s for s in split(Fit(Design(studies))) if s.studies]
    assert [s.indirect for s in observed] == [None, None, None]
