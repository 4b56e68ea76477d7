"""Direct against indirect evidence: by hand, and by what splitting promises."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from kg import UnknownNameError
from kg.evidence.contrasts import StudyContrasts
from kg.evidence.fit import Design, Fit
from kg.evidence.heterogeneity import heterogeneity
from kg.evidence.network import sub_networks
from kg.evidence.splitting import METHODS, Part, Split, direct_estimate, split
from tests.strategies import examples

from .data import pair, senn, smoking, triangle, two_treatments
from .networks import any_networks, two_arm_networks

every_method = pytest.mark.parametrize("method", METHODS)

# Arms with variances of 1.
THREE = StudyContrasts("S", ("A", "B", "C"), np.array([1.0, 4.0]), np.array([[2, 1], [1, 2.0]]))


def splits(studies, at: float = 0.0, **options) -> dict[str, Split]:
    """Return the splits by the letters of the two treatments, the one compared with first."""
    found = split(Fit(Design(studies), at), **options)
    return {s.comparator + s.treatment: s for s in found}


def part(effect: float, variance: float) -> Part:
    return Part(pytest.approx(effect), pytest.approx(math.sqrt(variance)))


# --- by hand ------------------------------------------------------------------------------------


@every_method
def test_a_triangle_has_a_direct_way_and_a_detour(method):
    # Directly 3 with variance 1, by way of B 1 + 1 with variance 2.
    found = splits(triangle(), method=method)["AC"]
    assert found.direct == part(3, 1)
    assert found.indirect == part(2, 2)
    assert found.network == part(8 / 3, 2 / 3)
    assert found.difference == part(1, 3)
    assert found.share == pytest.approx(2 / 3)
    assert found.studies == ("ac",)


@every_method
def test_heterogeneity_is_in_direct_and_indirect_evidence_alike(method):
    found = splits(triangle(), 0.5, method=method)["AC"]
    assert found.direct == part(3, 1.5)
    assert found.indirect == part(2, 3)


def test_direct_evidence_is_pooled():
    # Weights 1/(1 + 1) and 1/(3 + 1): (1/2 + 4/4)/(3/4).
    studies = [pair("1", "AB", 1, 1), pair("2", "BA", -4, 3), pair("3", "AC", 9, 9)]
    assert direct_estimate(studies, "B", "A", 1) == part(2, 4 / 3)


def test_of_a_study_of_three_arms_the_two_are_taken():
    assert direct_estimate([THREE], "C", "B", 0) == part(3, 2)


def test_without_a_study_of_both_there_is_no_direct_evidence():
    assert direct_estimate([pair("1", "AB", 1, 1), pair("2", "BC", 1, 1)], "C", "A", 0) is None


@every_method
def test_a_pair_that_no_study_compares_has_indirect_evidence_alone(method):
    found = splits([pair("1", "AB", 1, 1), pair("2", "BC", 2, 3)], method=method)["AC"]
    assert (found.studies, found.direct, found.difference, found.share) == ((), None, None, 0)
    assert found.indirect == found.network == part(3, 4)


@every_method
@pytest.mark.parametrize(
    "studies",
    [
        pytest.param(two_treatments([1], [2]), id="one study"),
        pytest.param(two_treatments([1, 2, 5], [2, 1, 3]), id="one pair"),
        pytest.param([pair("1", "BA", 1, 1), pair("2", "AC", 9, 1)], id="a star"),
        pytest.param([THREE], id="one study of three arms"),
    ],
)
def test_where_there_is_no_other_way_there_is_no_indirect_evidence(studies, method):
    found = splits(studies, method=method)["AB"]
    assert (found.indirect, found.difference) == (None, None)
    assert found.direct == part(found.network.effect, found.network.error**2)
    assert found.share == pytest.approx(1)


def test_the_methods_differ_where_a_study_has_more_arms():
    # A-B is 1 directly, with a variance of 2; B-C is 3 and, by the pair, 4.
    found = {method: splits([THREE, pair("T", "BC", 4, 1)], method=method) for method in METHODS}
    # Without the study of three arms nothing leads from A to B.
    assert found["SIDDE"]["AB"].indirect is None
    # The pair moves B-C from 3 towards 4, and with it, by a covariance of -1, A-B:
    # 1 - (4 - 3)/(2 + 1), with a variance of 2 - 1/3.
    assert found["SIDE"]["AB"].network == part(2 / 3, 5 / 3)
    # (2/3 - 5/6·1)/(1/6), with a variance of 5/3 / (1/6).
    assert found["SIDE"]["AB"].indirect == part(-1, 10)


def test_by_design_the_studies_that_are_left_may_have_a_heterogeneity_of_their_own():
    studies = [*triangle(), pair("more", "AB", 3, 1)]
    found = splits(studies, 1, method="SIDDE", tau2=lambda design: float(len(design.studies)))
    # Three studies are left without A-C: A-B of variance (1 + 3)/2, and B-C of 1 + 3.
    assert found["AC"].indirect == part(2 + 1, 2 + 4)
    assert found["AC"].direct == part(3, 2)


def test_by_design_a_heterogeneity_that_cannot_be_assessed_is_none():
    found = splits(
        triangle(), 1, method="SIDDE", tau2=lambda design: heterogeneity(design, "DL").tau2
    )
    assert found["AC"].indirect == part(2, 2)


def test_an_unknown_method_is_refused():
    with pytest.raises(UnknownNameError) as caught:
        split(Fit(Design(triangle())), method="loop")
    assert str(caught.value) == (
        "method 'loop' is not among the methods; there are 'SIDDE', 'SIDE'"
    )


@pytest.mark.parametrize(
    ("effect", "error", "p"),
    [(1.959964, 1, 0.05), (-2.575829, 1, 0.01), (0, 2, 1), (3.289707, 2, 0.1)],
)
def test_a_part_has_a_two_sided_chance(effect, error, p):
    assert Part(effect, error).p == pytest.approx(p, rel=1e-6)


# --- properties ---------------------------------------------------------------------------------


@every_method
@pytest.mark.parametrize("studies", [senn(), smoking()], ids=["senn", "smoking"])
def test_every_pair_is_split_once_in_order(studies, method):
    fitted = Fit(Design(studies), 0.1)
    names = fitted.design.treatments
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    found = split(fitted, method=method)
    assert [(s.comparator, s.treatment) for s in found] == pairs


@examples(40)
@given(studies=any_networks())
def test_direct_and_indirect_evidence_recombine_by_the_share(studies):
    mixed = [s for s in splits(studies, 0.1).values() if s.direct and s.indirect]
    again = [s.share * s.direct.effect + (1 - s.share) * s.indirect.effect for s in mixed]
    weights = [s.direct.error**-2 + s.indirect.error**-2 for s in mixed]
    assert again == pytest.approx([s.network.effect for s in mixed], abs=1e-7)
    assert weights == pytest.approx([s.network.error**-2 for s in mixed])


@examples(40)
@given(studies=two_arm_networks())
def test_without_studies_of_more_arms_both_methods_say_the_same(studies):
    back, apart = splits(studies, 0.1), splits(studies, 0.1, method="SIDDE")
    assert [s.indirect is None for s in back.values()] == [
        s.indirect is None for s in apart.values()
    ]
    both = [(s.indirect, apart[pair].indirect) for pair, s in back.items() if s.indirect]
    assert [a.effect for a, _ in both] == pytest.approx([b.effect for _, b in both], abs=1e-6)
    assert [a.error for a, _ in both] == pytest.approx([b.error for _, b in both])


def without_both(studies: list[StudyContrasts], pair: str) -> Part | None:
    """Return what a network at a heterogeneity of 0.1 says without any study of both."""
    rest = [s for s in studies if not set(pair) <= set(s.treatments)]
    for members in sub_networks(rest):
        left = Design(members)
        if set(pair) <= set(left.treatments):
            fitted, at = Fit(left, 0.1), (left.place[pair[1]], left.place[pair[0]])
            return part(fitted.effects[at], fitted.errors[at] ** 2)
    return None


@examples(40)
@given(studies=any_networks())
def test_by_design_indirect_evidence_is_the_network_without_studies_of_both(studies):
    found = splits(studies, 0.1, method="SIDDE")
    indirect = {pair: s.indirect for pair, s in found.items() if s.indirect}
    assert indirect == {pair: left for pair in found if (left := without_both(studies, pair))}


@every_method
@examples(20)
@given(studies=any_networks())
def test_with_the_opposite_sign_everything_but_the_shares_is_opposite(studies, method):
    opposite = [StudyContrasts(s.study, s.treatments, -s.effects, s.covariance) for s in studies]
    one, other = splits(studies, method=method), splits(opposite, method=method)
    assert [s.share for s in other.values()] == pytest.approx([s.share for s in one.values()])
    differences = [s.difference for s in one.values()]
    turned = [s.difference for s in other.values()]
    assert [d and -d.effect for d in differences] == pytest.approx([d and d.effect for d in turned])


@examples(20)
@given(studies=any_networks())
def test_shares_are_parts_of_one(studies):
    assert all(0 <= s.share <= 1 for s in splits(studies, 0.1).values())
