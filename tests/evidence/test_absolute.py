"""What an effect means for people, by hand."""

from __future__ import annotations

import math

import pytest

from kg import DataError
from kg.evidence.absolute import AbsoluteEffect, absolute_effect
from kg.evidence.measures import MEASURES

RISK_MEASURES = ("OR", "RR", "RD", "HR")


@pytest.mark.parametrize(
    ("id", "effect", "baseline", "risks"),
    [
        # Odds 1/4 times 2, 1 and 4: 1/2, 1/4 and 1, so risks of 1/3, 1/5 and 1/2.
        ("OR", (2, 1, 4), 0.2, (1 / 3, 0.2, 0.5)),
        ("RR", (0.5, 0.25, 0.75), 0.4, (0.2, 0.1, 0.3)),
        ("RD", (-0.1, -0.15, 0.05), 0.3, (0.2, 0.15, 0.35)),
        # Of 0.36 without an event, √0.36, 0.36² and 0.36.
        ("HR", (0.5, 2, 1), 0.64, (0.4, 1 - 0.1296, 0.64)),
    ],
)
def test_a_relative_effect_makes_a_risk_of_the_baseline(id, effect, baseline, risks):
    found = absolute_effect(MEASURES[id], effect, baseline)
    assert found.baseline == baseline
    assert (found.risk, found.lower, found.upper) == pytest.approx(risks)


@pytest.mark.parametrize("id", RISK_MEASURES)
@pytest.mark.parametrize("baseline", [0.001, 0.4, 0.999])
def test_no_difference_leaves_the_baseline(id, baseline):
    null = MEASURES[id].null
    found = absolute_effect(MEASURES[id], (null, null, null), baseline)
    assert found.risk == pytest.approx(baseline)


@pytest.mark.parametrize(
    ("id", "effect", "risks"),
    [
        ("RR", (3, 2, 9), (1, 0.8, 1)),
        ("RD", (-0.5, -0.6, 0.7), (0, 0, 1)),
        ("OR", (1e9, 1e6, 1e12), (1, 1, 1)),
        ("HR", (1e9, 1e6, 1e12), (1, 1, 1)),
    ],
)
def test_a_risk_stays_between_none_and_all(id, effect, risks):
    found = absolute_effect(MEASURES[id], effect, 0.4)
    assert (found.risk, found.lower, found.upper) == pytest.approx(risks, abs=1e-5)
    assert max(found.risk, found.lower, found.upper) <= 1


def test_of_a_thousand_so_many_more_or_fewer_have_the_event():
    found = AbsoluteEffect(0.2, 0.15, 0.1, 0.25)
    assert found.per_thousand == pytest.approx((-50, -100, 50))


@pytest.mark.parametrize(
    ("risk", "number"),
    [(0.15, 20), (0.25, 20), (0.4, 5), (0.2, math.inf)],
)
def test_the_number_needed_is_one_by_the_difference(risk, number):
    assert AbsoluteEffect(0.2, risk, 0.1, 0.5).number_needed == pytest.approx(number)


@pytest.mark.parametrize(
    ("lower", "upper", "limits"),
    [
        # 1/0.1 and 1/0.02; 1/0.05 and 1/0.3
        (0.10, 0.18, (10, 50)),
        (0.25, 0.50, (1 / 0.3, 20)),
    ],
)
def test_the_number_needed_has_the_limits_of_the_difference(lower, upper, limits):
    found = AbsoluteEffect(0.2, (lower + upper) / 2, lower, upper)
    assert found.number_needed_limits == pytest.approx(limits)


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        pytest.param(0.15, 0.25, id="fewer to more"),
        pytest.param(0.20, 0.30, id="none to more"),
        pytest.param(0.10, 0.20, id="fewer to none"),
    ],
)
def test_the_number_needed_has_no_limits_where_there_may_be_no_difference(lower, upper):
    assert AbsoluteEffect(0.2, 0.2, lower, upper).number_needed_limits is None


@pytest.mark.parametrize("id", sorted(set(MEASURES) - set(RISK_MEASURES)))
def test_a_measure_that_tells_no_risk_is_refused(id):
    with pytest.raises(DataError) as caught:
        absolute_effect(MEASURES[id], (1, 1, 1), 0.4)
    name = MEASURES[id].name
    assert str(caught.value) == f"the {name} tells no risk of an event; take OR, RR, RD, HR"


@pytest.mark.parametrize(
    ("baseline", "shown"),
    [(0, "0"), (1, "1"), (-0.1, "-0.1"), (40, "40"), (math.nan, "nan")],
)
def test_a_baseline_that_is_no_risk_is_refused(baseline, shown):
    with pytest.raises(DataError) as caught:
        absolute_effect(MEASURES["RR"], (1, 1, 1), baseline)
    assert str(caught.value) == (
        f"the baseline risk {shown} is none; give one between 0 and 1, such as 0.4"
    )
