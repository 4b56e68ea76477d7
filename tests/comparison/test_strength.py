from __future__ import annotations

from dataclasses import replace

import pytest

from kg.comparison.designs import said_beside
from kg.comparison.domains import Body, is_alone, judge_imprecision, tells_alone
from kg.comparison.strength import LEVELS, RULE, rate
from kg.model.studies import Arm, Result, Study
from kg.model.values import Claim
from kg.vocabulary import IRI, TKG

TRIAL = Study(IRI("ex:t"), "T", design="parallelTrial", masking="doubleMasked", participants=900)
BOTH = replace(TRIAL, iri=IRI("ex:b"), combines=(IRI("ex:t1"), IRI("ex:t2")))
UNSAID = replace(TRIAL, iri=IRI("ex:u"), design=None)
OPEN = Study(IRI("ex:o"), "O", design="parallelTrial", masking="openLabel", participants=900)
COHORT = Study(IRI("ex:c"), "C", design="cohortStudy", masking="doubleMasked", participants=900)
OTHER_TRIAL = replace(TRIAL, iri=IRI("ex:t2"), label="T2")
OTHER_COHORT = replace(COHORT, iri=IRI("ex:c2"), label="C2")
ALONE = Study(IRI("ex:a"), "A", design="singleArmTrial", participants=900)
SURE = Body((TRIAL,), {}, limits=(0.4, 0.8), i2=0.1, q_p=0.5, direct=True, events=400, people=900)


def test_evidence_that_nothing_speaks_against_is_high():
    assert rate(SURE).sentence == "high: 1 randomised trial starts high; nothing lowers it."


def test_without_a_study_there_is_no_strength():
    assert rate(replace(SURE, studies=())) is None


@pytest.mark.parametrize(
    ("changes", "level", "why"),
    [
        ({"studies": (TRIAL, OTHER_TRIAL)}, "high", "2 randomised trials start high"),
        ({"studies": (BOTH,)}, "high", "2 randomised trials start high"),
        ({"studies": (BOTH, replace(TRIAL, iri=IRI("ex:t1")))}, "high", "2 randomised trials"),
        ({"studies": (UNSAID,)}, "low", "1 study of no recorded design starts low"),
        (
            {"studies": (UNSAID, TRIAL)},
            "low",
            "1 randomised trial and 1 study of no recorded design, pooled, start low",
        ),
        (
            {"studies": (UNSAID, COHORT)},
            "low",
            "2 studies without random assignment or of no recorded design start low",
        ),
        ({"studies": (COHORT,)}, "low", "1 study without random assignment starts low"),
        (
            {"studies": (COHORT, OTHER_COHORT)},
            "low",
            "2 studies without random assignment start low",
        ),
        (
            {"studies": (ALONE,)},
            "very low",
            "risk of bias (without a comparison group, it tells how often and not through what)",
        ),
        ({"studies": (OPEN,)}, "moderate", "neither people nor raters were masked in O"),
        ({"studies": (TRIAL, OPEN)}, "moderate", "neither people nor raters were masked in O"),
        (
            {"studies": (OPEN, replace(OPEN, iri=IRI("ex:o2")))},
            "moderate",
            "neither people nor raters were masked in any of them",
        ),
        ({"bias": {TRIAL.iri: "high risk of bias"}}, "moderate", "a recorded judgement of T"),
        ({"i2": 0.6, "q_p": 0.05}, "moderate", "inconsistency (I² 60 %)"),
        ({"split_p": 0.01}, "moderate", "direct and indirect evidence differ, p = 0.01"),
        ({"direct": False}, "moderate", "no direct comparison pooled"),
        (
            {"different_people": ("a", "b")},
            "moderate",
            "the studies are of different people: a and b",
        ),
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
    found = rate(
        replace(SURE, studies=(replace(TRIAL, masking=None),), i2=None, people=None, events=None)
    )
    assert found.level == "high"
    assert found.unjudged == (
        "risk of bias (masking is not recorded)",
        "inconsistency (a single trial)",
        "whether enough people took part (their number is not recorded)",
    )


UNREAD = replace(SURE, limits=None, i2=None, q_p=None, direct=None, events=None)


def test_an_interval_that_was_not_read_is_no_imprecision_but_not_known():
    found = rate(UNREAD)
    assert found.level == "moderate"
    assert found.lowered == (
        "what is not known (imprecision cannot be judged: no interval of this comparison was read)",
    )


def test_that_too_few_took_part_is_known_without_an_interval():
    found = rate(replace(UNREAD, people=48))
    assert found.level == "low"
    assert found.lowered == (
        "imprecision (48 people, fewer than 400)",
        "what is not known (no interval of this comparison was read)",
    )


def test_where_nothing_was_compared_no_interval_is_missed():
    found = rate(replace(UNREAD, studies=(ALONE,)))
    assert found.lowered == (
        "risk of bias (without a comparison group, it tells how often and not through what)",
    )
    assert "imprecision (nothing was compared)" in found.unjudged


def test_a_cohort_of_one_treatment_alone_has_no_comparison_group():
    arm = Arm(IRI("ex:arm"), "arm", COHORT.iri, IRI("ex:cure"))
    found = rate(replace(SURE, studies=(replace(COHORT, arms=(arm,)),)))
    assert found.lowered == (
        "risk of bias (without a comparison group, it tells how often and not through what)",
    )


def _trial(*arms_of: str) -> Study:
    arms = tuple(
        Arm(IRI(f"ex:arm-{n}"), f"arm {n}", TRIAL.iri, IRI(f"ex:{of}"))
        for n, of in enumerate(arms_of)
    )
    return replace(TRIAL, arms=arms)


def _share(arm: int) -> Result:
    return Result(IRI(f"ex:share-{arm}"), "count", IRI("ex:ache"), IRI(f"ex:arm-{arm}"))


def test_a_trial_of_two_doses_of_one_treatment_compares_it_with_nothing():
    doses = _trial("cure", "cure")
    assert is_alone(doses)
    assert not is_alone(_trial("cure", "water"))
    # Where one arm is recorded, there was another.
    assert not is_alone(_trial("cure"))
    found = rate(replace(UNREAD, studies=(doses,), alone={doses.iri}))
    assert found.level == "very low"
    assert found.start == "1 randomised trial that tells of one treatment alone starts low"
    assert not found.compared


def test_the_share_of_one_arm_of_a_trial_is_no_comparison():
    ache, both = IRI("ex:ache"), _trial("cure", "water")
    one_arm = replace(both, results=(_share(0),))
    assert tells_alone(one_arm, ache, [])
    assert not tells_alone(replace(both, results=(_share(0), _share(1))), ache, [])
    # What is said without a figure, and what names a comparator, is of both.
    assert not tells_alone(both, ache, [])
    claim = Claim(
        *(IRI("ex:claim"), IRI("ex:cure"), TKG.reduces, ache, "supports", "shown"),
        comparator=IRI("ex:water"),
        study=both.iri,
    )
    assert not tells_alone(one_arm, ache, [claim])
    found = rate(replace(UNREAD, studies=(one_arm,), alone={one_arm.iri}))
    assert found.sentence == (
        "very low: 1 randomised trial that tells of one treatment alone starts low; lowered for"
        " risk of bias (without figures of a comparison group, it tells how often and not through"
        " what); not judged: inconsistency (a single trial) and imprecision (nothing was compared)."
    )


def test_a_trial_that_tells_of_one_treatment_alone_is_told_beside_those_that_compare():
    doses = replace(OTHER_TRIAL, iri=IRI("ex:doses"))
    assert said_beside((TRIAL,), (TRIAL, COHORT, doses), pooled=False, alone={doses.iri}) == (
        "1 study without random assignment and 1 randomised trial that tells of one treatment alone"
        " do not lower the rating",
    )


def test_a_single_trial_is_high_only_if_it_is_large_enough_to_stand_alone():
    single = replace(SURE, i2=None, q_p=None)
    assert rate(single).sentence.endswith(
        "nothing lowers it; not judged: inconsistency (a single trial)."
    )
    assert rate(single).level == "high"
    assert rate(replace(single, events=20)).level == "moderate"


def test_of_studies_that_were_not_pooled_different_people_are_said_and_lower_nothing():
    found = rate(replace(UNREAD, studies=(TRIAL, OTHER_TRIAL), different_people=("a", "b")))
    assert found.level == "moderate"
    assert "indirectness (the studies are of different people: a and b)" in found.unjudged


def _compared(name: str, *treatments: str, source: str = "ex:report", **changes: object) -> Study:
    iri = IRI(f"ex:{name}")
    arms = tuple(Arm(IRI(f"ex:{name}-{t}"), t, iri, IRI(f"ex:{t}")) for t in treatments)
    return Study(iri, name, design="cohortStudy", arms=arms, sources=(IRI(source),), **changes)


def test_comparisons_of_one_cohort_count_once():
    three = tuple(_compared(f"against-{drug}", "cure", drug) for drug in ("a", "b", "c"))
    found = rate(replace(UNREAD, studies=three))
    assert found.start == "3 comparisons of one cohort without random assignment start low"
    assert found.studies == 1
    other = _compared("other", "cure", "a", source="ex:other-report")
    found = rate(replace(UNREAD, studies=(*three, other)))
    assert found.start == (
        "2 studies without random assignment (3 comparisons of one cohort count as one) start low"
    )
    assert found.studies == 2


def test_trials_are_rated_without_the_others_which_are_told_beside_them():
    telling = (TRIAL, OTHER_TRIAL, COHORT, UNSAID)
    assert said_beside((TRIAL,), telling, pooled=True) == (
        "1 more randomised trial tells of this, but is not in the estimate",
        "2 studies without random assignment or of no recorded design do not lower the rating",
    )
    assert said_beside((TRIAL, OTHER_TRIAL), telling, pooled=False) == (
        "2 studies without random assignment or of no recorded design do not lower the rating",
    )
    assert said_beside((COHORT,), (COHORT, OTHER_COHORT), pooled=True) == (
        "1 more study without random assignment tells of this, but is not in the estimate",
    )
    found = rate(SURE, beside=said_beside((TRIAL,), (TRIAL, COHORT), pooled=True))
    assert found.sentence == (
        "high: 1 randomised trial starts high; nothing lowers it; 1 study without random assignment"
        " does not lower the rating."
    )


def test_a_pooled_analysis_of_trials_is_not_told_beside_them():
    parts = tuple(replace(TRIAL, iri=IRI(f"ex:t{n}")) for n in (1, 2))
    assert said_beside(parts, (*parts, BOTH), pooled=True) == ()
    assert said_beside((BOTH,), (*parts, BOTH), pooled=True) == ()


def test_nothing_is_below_very_low():
    worst = replace(SURE, studies=(ALONE,), direct=False, limits=(0.1, 9.0), split_p=0.001)
    assert rate(worst).level == "very low"


def test_the_rule_is_printed_with_its_sources():
    assert [line[:2] for line in RULE] == ["S1", "S2", "S3", "S4", "S5", "S6"]
    assert all("10." in line for line in RULE[:5])
    assert LEVELS == ("very low", "low", "moderate", "high")


def test_an_imprecise_ratio_is_so_whichever_treatment_is_named_first():
    forth, back = (
        judge_imprecision(Body((), {}, ratio=True, limits=limits, direct=True))
        for limits in ((0.77, 1.85), (1 / 1.85, 1 / 0.77))
    )
    assert forth == back
    assert forth[0] == 2
