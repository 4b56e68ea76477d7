from __future__ import annotations

from dataclasses import replace

import pytest

from kg.comparison.strength import LEVELS, RULE, Body, rate
from kg.model.studies import Study
from kg.vocabulary import IRI

TRIAL = Study(IRI("ex:t"), "T", design="parallelTrial", masking="doubleMasked", participants=900)
BOTH = replace(TRIAL, iri=IRI("ex:b"), combines=(IRI("ex:t1"), IRI("ex:t2")))
UNSAID = replace(TRIAL, iri=IRI("ex:u"), design=None)
OPEN = Study(IRI("ex:o"), "O", design="parallelTrial", masking="openLabel", participants=900)
COHORT = Study(IRI("ex:c"), "C", design="cohortStudy", masking="doubleMasked", participants=900)
ALONE = Study(IRI("ex:a"), "A", design="singleArmTrial", participants=900)
SURE = Body((TRIAL,), {}, limits=(0.4, 0.8), i2=0.1, q_p=0.5, direct=True, events=400, people=900)


def test_evidence_that_nothing_speaks_against_is_high():
    assert rate(SURE).sentence == "high: 1 randomised trial starts high; nothing lowers it."


def test_without_a_study_there_is_no_strength():
    assert rate(replace(SURE, studies=())) is None


@pytest.mark.parametrize(
    ("changes", "level", "why"),
    [
        ({"studies": (TRIAL, TRIAL)}, "high", "2 randomised trials start high"),
        ({"studies": (BOTH,)}, "high", "2 randomised trials start high"),
        ({"studies": (UNSAID,)}, "low", "1 study of no recorded design starts low"),
        ({"studies": (UNSAID, TRIAL)}, "low", "1 study of 2 of no recorded design starts low"),
        (
            {"studies": (UNSAID, COHORT)},
            "low",
            "2 studies without random assignment or of no recorded design start low",
        ),
        ({"studies": (COHORT,)}, "low", "1 study without random assignment starts low"),
        ({"studies": (COHORT, COHORT)}, "low", "2 studies without random assignment start low"),
        ({"studies": (TRIAL, COHORT)}, "low", "1 study of 2 without random assignment starts low"),
        ({"studies": (ALONE,)}, "very low", "risk of bias (no comparison group)"),
        ({"studies": (OPEN,)}, "moderate", "neither people nor raters were masked in O"),
        ({"studies": (TRIAL, OPEN)}, "moderate", "neither people nor raters were masked in O"),
        ({"bias": {TRIAL.iri: "high risk of bias"}}, "moderate", "a recorded judgement of T"),
        ({"i2": 0.6, "q_p": 0.05}, "moderate", "inconsistency (I² 60 %)"),
        ({"split_p": 0.01}, "moderate", "direct and indirect evidence differ, p = 0.01"),
        ({"direct": False}, "moderate", "no direct comparison pooled"),
        ({"different_people": ("a", "b")}, "moderate", "the studies are of different people: a; b"),
        ({"different_people": ("a", "b"), "direct": False}, "low", "comparison pooled, and the"),
        ({"limits": (0.8, 1.1)}, "moderate", "the interval holds no difference"),
        ({"events": 299}, "moderate", "299 events, fewer than 300"),
        ({"events": None, "people": 399}, "moderate", "399 people, fewer than 400"),
        ({"limits": (0.8, 1.1), "events": 20}, "low", "holds no difference and 20 events"),
        ({"limits": (0.7, 1.3)}, "low", "from clear benefit to clear harm"),
        ({"ratio": False, "limits": (-1.0, 1.0)}, "moderate", "the interval holds no difference"),
    ],
)
def test_each_domain_lowers_by_its_own_rule(changes, level, why):
    found = rate(replace(SURE, **changes))
    assert found.level == level
    assert why in found.sentence


@pytest.mark.parametrize(
    "changes",
    [
        {"i2": 0.6, "q_p": 0.2},
        {"i2": 0.4, "q_p": 0.01},
        {"bias": {OPEN.iri: "low risk of bias"}, "studies": (OPEN,)},
        {"studies": (TRIAL, replace(OPEN, participants=800))},
        {"events": 300},
        {"events": None, "people": 400},
    ],
)
def test_what_is_on_the_right_side_of_a_threshold_lowers_nothing(changes):
    assert rate(replace(SURE, **changes)).level == "high"


def test_what_cannot_be_judged_is_said():
    found = rate(replace(SURE, studies=(replace(TRIAL, masking=None),), i2=None, limits=None))
    assert found.level == "moderate"
    assert found.lowered == ("imprecision (no interval of an effect)",)
    assert found.unjudged == ("risk of bias, as masking is not recorded", "inconsistency")


def test_nothing_is_below_very_low():
    worst = replace(SURE, studies=(ALONE,), direct=False, limits=(0.1, 9.0), split_p=0.001)
    assert rate(worst).level == "very low"


def test_the_rule_is_printed_with_its_sources():
    assert [line[:2] for line in RULE] == ["S1", "S2", "S3", "S4", "S5", "S6"]
    assert all("10." in line for line in RULE[:5])
    assert LEVELS == ("very low", "low", "moderate", "high")
