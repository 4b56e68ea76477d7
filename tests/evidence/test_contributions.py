"""Who contributes how much: by hand, and against a list of all paths."""

from __future__ import annotations

import math
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from kg import UnknownNameError
from kg.evidence.contrasts import StudyContrasts
from kg.evidence.contributions import (
    METHODS,
    by_study,
    contributions,
    random_walk,
    shortest_path,
)
from kg.evidence.fit import Design, Fit
from kg.evidence.flow import Flow
from tests.strategies import examples

from .data import pair, senn, smoking, triangle, two_treatments
from .networks import any_networks, networks

every_method = pytest.mark.parametrize("method", METHODS)

# From 0 to 4: half goes by way of 1 and half straight to 2, then half by way of 3.
DIAMONDS = {(0, 1): 0.5, (1, 2): 0.5, (0, 2): 0.5, (2, 3): 0.5, (3, 4): 0.5, (2, 4): 0.5}


def flow_of(studies, tau2: float = 0.0) -> Flow:
    return Flow(Fit(Design(studies), tau2))


def over_all_paths(steps: dict[tuple[int, int], float], source: int, sink: int):
    """Return the shares of a random walk, path by path."""
    through: dict[int, float] = {}
    for (v, _), flow in steps.items():
        through[v] = through.get(v, 0.0) + flow
    shares = dict.fromkeys(steps, 0.0)
    for path in nx.all_simple_paths(nx.DiGraph(list(steps)), source, sink):
        taken = list(pairwise(path))
        chance = math.prod(steps[step] / through[step[0]] for step in taken)
        for step in taken:
            shares[step] += chance / len(taken)
    return shares


# --- by hand ------------------------------------------------------------------------------------


@every_method
def test_a_detour_shares_its_part_among_its_steps(method):
    # A-C: 2/3 directly, and 1/3 by way of B in two steps.
    found = contributions(flow_of(triangle()), 0, 2, method=method)
    assert found == pytest.approx({(0, 1): 1 / 6, (0, 2): 2 / 3, (1, 2): 1 / 6})


@every_method
def test_a_chain_shares_evenly(method):
    chain = [pair("1", "AB", 1, 1), pair("2", "BC", 1, 7), pair("3", "CD", 1, 2)]
    found = contributions(flow_of(chain), 0, 3, method=method)
    assert found == pytest.approx({(0, 1): 1 / 3, (1, 2): 1 / 3, (2, 3): 1 / 3})


@every_method
def test_what_evidence_does_not_pass_contributes_nothing(method):
    chain = [pair("1", "AB", 1, 1), pair("2", "BC", 1, 7)]
    assert contributions(flow_of(chain), 0, 1, method=method) == pytest.approx({(0, 1): 1})


def test_a_random_walk_takes_all_paths():
    # 0-2-4, 0-2-3-4, 0-1-2-4 and 0-1-2-3-4 with a chance of 1/4 each, of 2, 3, 3 and 4 steps.
    straight, around = 1 / 8 + 1 / 12, 1 / 12 + 1 / 16
    assert random_walk(DIAMONDS, 0, 4) == pytest.approx(
        {
            (0, 2): straight,
            (2, 4): straight,
            (0, 1): around,
            (1, 2): around,
            (2, 3): around,
            (3, 4): around,
        }
    )


def test_shortest_paths_take_what_they_can_one_after_another():
    # 0-2-4 takes a half in 2 steps, and 0-1-2-3-4 the other half in 4.
    assert shortest_path(DIAMONDS, 0, 4) == pytest.approx(
        {
            (0, 2): 1 / 4,
            (2, 4): 1 / 4,
            (0, 1): 1 / 8,
            (1, 2): 1 / 8,
            (2, 3): 1 / 8,
            (3, 4): 1 / 8,
        }
    )


def test_of_paths_of_one_length_the_widest_goes_first():
    # 0-2-3 takes 0.6, then 0-1-3 its 0.1, and what is left of 0-1 goes on to 2 and 3.
    steps = {(0, 1): 0.4, (0, 2): 0.6, (1, 2): 0.3, (1, 3): 0.1, (2, 3): 0.9}
    assert shortest_path(steps, 0, 3) == pytest.approx(
        {(0, 1): 0.05 + 0.1, (0, 2): 0.3, (1, 2): 0.1, (1, 3): 0.05, (2, 3): 0.3 + 0.1}
    )


# Arms with variances of 1.1, 1.1 and -0.1, as only correlated ones have.
CORRELATED = StudyContrasts("S", ("A", "B", "C"), np.zeros(2), np.array([[2.2, 1.1], [1.1, 1]]))


def test_a_pair_of_correlated_arms_can_have_a_negative_weight():
    # Of A-B, 1.1/0.9 flow by way of C, and 0.2/0.9 back again.
    assert flow_of([CORRELATED]).row(0, 1) == pytest.approx([-2 / 9, 11 / 9, -11 / 9])


@every_method
def test_what_only_goes_round_contributes_nothing(method):
    found = contributions(flow_of([CORRELATED]), 0, 1, method=method)
    assert found == pytest.approx({(0, 2): 0.5, (1, 2): 0.5})


@every_method
@examples(30)
@given(studies=any_networks())
def test_pairs_of_correlated_arms_contribute_parts_of_one_too(method, studies):
    flow = flow_of(studies)
    shares = [contributions(flow, *at, method=method) for at in flow.comparisons]
    assert [sum(found.values()) for found in shares] == pytest.approx([1] * len(shares))
    assert min(min(found.values()) for found in shares) >= 0


def test_an_unknown_method_is_refused():
    with pytest.raises(UnknownNameError) as caught:
        contributions(flow_of(triangle()), 0, 1, method="pseudo")
    assert str(caught.value) == (
        "method 'pseudo' is not among the methods; there are 'randomwalk', 'shortestpath'"
    )


# --- by study -----------------------------------------------------------------------------------


def test_a_pairs_share_goes_to_its_studies_by_their_weights():
    # Weights 1 and 3.
    flow = flow_of(two_treatments([1, 2], [1, 1 / 3]))
    shares = contributions(flow, 0, 1)
    assert shares == {(0, 1): pytest.approx(1)}
    assert by_study(flow, shares) == pytest.approx({"01": 0.25, "02": 0.75})


def test_heterogeneity_evens_the_shares_of_studies_out():
    # Weights 1/(1 + 1) and 1/(1/3 + 1): 1/2 and 3/4.
    flow = flow_of(two_treatments([1, 2], [1, 1 / 3]), 1)
    assert by_study(flow, contributions(flow, 0, 1)) == pytest.approx({"01": 0.4, "02": 0.6})


def test_a_study_that_contributes_nothing_is_named_all_the_same():
    flow = flow_of([pair("1", "AB", 1, 1), pair("2", "BC", 1, 7)])
    assert by_study(flow, contributions(flow, 0, 1)) == pytest.approx({"1": 1, "2": 0})


# --- properties ---------------------------------------------------------------------------------


@every_method
@examples(30)
@given(studies=networks())
def test_shares_are_parts_of_one(method, studies):
    flow = flow_of(studies, 0.1)
    of_pairs = [contributions(flow, *at, method=method) for at in flow.comparisons]
    of_studies = [by_study(flow, shares) for shares in of_pairs]
    every_one = [*of_pairs, *of_studies]
    assert [sum(shares.values()) for shares in every_one] == pytest.approx([1] * len(every_one))
    assert min(min(shares.values()) for shares in every_one) >= 0
    assert {tuple(shares) for shares in of_studies} == {tuple(sorted(s.study for s in studies))}


@every_method
@pytest.mark.parametrize("studies", [senn(), smoking()], ids=["senn", "smoking"])
def test_shares_of_published_networks_are_parts_of_one(studies, method):
    flow = flow_of(studies, 0.1)
    found = [sum(contributions(flow, *at, method=method).values()) for at in flow.comparisons]
    assert found == pytest.approx([1] * len(found))


@every_method
@examples(20)
@given(studies=networks())
def test_either_way_round_the_shares_are_the_same(method, studies):
    flow = flow_of(studies, 0.1)
    there = contributions(flow, 0, 1, method=method)
    back = contributions(flow, 1, 0, method=method)
    assert back == pytest.approx(there, abs=1e-9)


@examples(30)
@given(studies=networks(least=4))
def test_a_random_walk_is_the_list_of_all_paths(studies):
    flow = flow_of(studies, 0.1)
    steps = {}
    for (low, high), weight in zip(flow.observed, flow.row(0, 1).tolist(), strict=True):
        if weight:
            steps[(low, high) if weight > 0 else (high, low)] = abs(weight)
    assert random_walk(steps, 0, 1) == pytest.approx(over_all_paths(steps, 0, 1), abs=1e-9)
