"""How evidence flows: by hand, and by what a flow promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from kg.evidence.contrasts import StudyContrasts
from kg.evidence.fit import Design, Fit
from kg.evidence.flow import Flow
from kg.evidence.splitting import direct_estimate
from tests.strategies import examples

from .data import pair, senn, smoking, triangle, two_treatments
from .networks import networks, two_arm_networks

SQUARE = [
    pair("1", "AB", 1, 1),
    pair("2", "BC", 1, 1),
    pair("3", "CD", 1, 1),
    pair("4", "AD", 1, 1),
]


def flow_of(studies: list[StudyContrasts], tau2: float = 0.0) -> Flow:
    return Flow(Fit(Design(studies), tau2))


# --- by hand ------------------------------------------------------------------------------------


def test_pairs_are_those_of_all_treatments_and_those_that_studies_compare():
    flow = flow_of([pair("1", "BA", 1, 1), pair("2", "CB", 1, 1)])
    assert flow.comparisons == [(0, 1), (0, 2), (1, 2)]
    assert flow.observed == [(0, 1), (1, 2)]


def test_a_triangle_sends_two_thirds_directly():
    # A-B, A-C, B-C: A-C is 2/3 of itself, and 1/3 of A-B and B-C.
    flow = flow_of(triangle())
    assert flow.hat == pytest.approx(np.array([[2, 1, -1], [1, 2, 1], [-1, 1, 2]]) / 3)


def test_a_flow_against_the_order_of_places_is_negative():
    flow = flow_of(triangle())
    assert flow.row(2, 0) == pytest.approx([-1 / 3, -2 / 3, -1 / 3])


def test_more_precise_evidence_carries_more():
    # By way of B the variance is 1 + 1, directly 0.5: four fifths go directly.
    studies = [pair("1", "AB", 1, 1), pair("2", "BC", 1, 1), pair("3", "AC", 1, 0.5)]
    assert flow_of(studies).row(0, 2) == pytest.approx([0.2, 0.8, 0.2])


def test_heterogeneity_evens_the_flow_out():
    # 2 + 2 against 1.5.
    studies = [pair("1", "AB", 1, 1), pair("2", "BC", 1, 1), pair("3", "AC", 1, 0.5)]
    assert flow_of(studies, 1).row(0, 2)[1] == pytest.approx(4 / 5.5)


def test_what_a_comparison_does_not_need_carries_exactly_nothing():
    flow = flow_of([*triangle(), pair("4", "CD", 1, 1)])
    assert flow.observed[3] == (2, 3)
    assert flow.row(0, 1)[3] == 0


def test_a_chain_is_as_long_as_its_links_and_has_one_path():
    flow = flow_of([pair("1", "AB", 1, 1), pair("2", "BC", 1, 5), pair("3", "CD", 1, 2)])
    assert flow.path_lengths == pytest.approx([1, 2, 3, 1, 2, 1])
    assert flow.parallelism == pytest.approx([1, 1, 1, 1, 1, 1])


def test_a_square_has_two_paths_from_corner_to_corner():
    # A-B: 3/4 directly, 1/4 over three sides; A-C: half over two sides, half over the others.
    flow = flow_of(SQUARE)
    assert flow.path_lengths == pytest.approx([1.5, 2, 1.5, 1.5, 2, 1.5])
    assert flow.parallelism == pytest.approx([4 / 3, 2, 4 / 3, 4 / 3, 2, 4 / 3])


def test_studies_of_one_design_are_one_step():
    flow = flow_of(two_treatments([1, 2, 3], [1, 2, 3]))
    assert (flow.path_lengths.tolist(), flow.parallelism.tolist()) == (
        pytest.approx([1]),
        pytest.approx([1]),
    )


def test_a_study_of_three_arms_is_one_step():
    study = StudyContrasts("S", ("B", "C", "A"), np.array([1.0, 9.0]), np.array([[3, 1], [1, 2.0]]))
    flow = flow_of([study])
    assert flow.path_lengths == pytest.approx([1, 1, 1])
    assert flow.parallelism == pytest.approx([1, 1, 1])


# --- properties ---------------------------------------------------------------------------------


@examples(40)
@given(studies=two_arm_networks())
def test_an_estimate_is_its_row_times_the_direct_estimates(studies):
    flow = flow_of(studies, 0.1)
    names = flow.fitted.design.treatments
    direct = [direct_estimate(studies, names[a], names[b], 0.1).effect for a, b in flow.observed]
    network = [flow.fitted.effects[pair] for pair in flow.comparisons]
    assert flow.hat @ direct == pytest.approx(network, abs=1e-9)


@examples(40)
@given(studies=networks())
def test_one_unit_leaves_the_one_treatment_and_reaches_the_other(studies):
    flow = flow_of(studies, 0.1)
    size = len(flow.fitted.design.treatments)
    leaves = np.zeros((len(flow.observed), size))
    for row, (low, high) in zip(leaves, flow.observed, strict=True):
        row[low], row[high] = 1, -1
    units = np.zeros((len(flow.comparisons), size))
    for row, (low, high) in zip(units, flow.comparisons, strict=True):
        row[low], row[high] = 1, -1
    assert flow.hat @ leaves == pytest.approx(units, abs=1e-9)


@examples(20)
@given(studies=networks())
def test_the_other_way_round_evidence_flows_backwards(studies):
    flow = flow_of(studies)
    assert flow.row(1, 0) == pytest.approx(-flow.row(0, 1))


@examples(20)
@given(studies=two_arm_networks())
def test_in_networks_of_pairs_the_measures_are_those_of_the_rows(studies):
    flow = flow_of(studies)
    assert flow.path_lengths == pytest.approx(np.abs(flow.hat).sum(axis=1))
    assert flow.parallelism == pytest.approx(1 / np.abs(flow.hat).max(axis=1))


@examples(40)
@given(studies=networks())
def test_no_path_is_shorter_than_one_step_and_none_is_less_than_one(studies):
    flow = flow_of(studies, 0.1)
    assert flow.path_lengths.min() >= 1 - 1e-9
    assert flow.parallelism.min() >= 1 - 1e-9


@pytest.mark.parametrize("studies", [senn(), smoking()], ids=["senn", "smoking"])
def test_another_arm_may_come_first(studies):
    turned = [study.in_order(study.treatments[::-1]) for study in studies]
    one, other = flow_of(studies, 0.1), flow_of(turned, 0.1)
    assert other.hat == pytest.approx(one.hat, abs=1e-12)
    assert other.path_lengths == pytest.approx(one.path_lengths)
    assert other.parallelism == pytest.approx(one.parallelism)
