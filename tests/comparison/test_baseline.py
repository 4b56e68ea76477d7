"""The risk that an absolute effect starts from, and the events that strengths count."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg import IRI
from kg.comparison.baseline import baseline, counts_by_arm
from kg.evidence.choice import Choice
from kg.evidence.measures import MEASURES
from kg.model.studies import Arm, Result, Study

OUTCOME, DRUG, WATER = IRI("urn:outcome"), IRI("urn:drug"), IRI("urn:water")


def study(name: str, *results: Result, people: int | None = 200) -> Study:
    iri = IRI(f"urn:{name}")
    arms = (
        Arm(IRI(f"urn:{name}-drug"), "drug", iri, DRUG, people),
        Arm(IRI(f"urn:{name}-water"), "water", iri, WATER, people),
    )
    return Study(iri, name, arms=arms, results=results)


def count(name: str, events: int, weeks: int | None = 24) -> Result:
    time = None if weeks is None else Decimal(weeks)
    of = IRI(f"urn:{name}-water")
    return Result(
        IRI(f"urn:count-{name}-{weeks}"), "count", OUTCOME, of, weeks=time, events=events, total=200
    )


def share(name: str, value: str, weeks: int | None = 24, arm: str = "water") -> Result:
    time = None if weeks is None else Decimal(weeks)
    of = IRI(f"urn:{name}-{arm}")
    iri = IRI(f"urn:share-{name}-{arm}-{weeks}")
    return Result(
        iri, "estimate", OUTCOME, of, weeks=time, measure="proportion", value=Decimal(value)
    )


def found(*studies: Study, weeks: float | None = 24.0, measure: str = "RR"):
    return baseline(studies, Choice(OUTCOME, MEASURES[measure], weeks), WATER, "water")


def test_shares_are_counted_where_no_count_is_printed_and_that_is_said():
    both = found(study("SUN", count("SUN", 40)), study("MOON", share("MOON", "0.25")))
    assert (both.events, both.total) == (90, 400)
    assert both.words == (
        "90 of 400 people with water in MOON and SUN, partly reckoned from printed shares"
    )
    assert both.reckoned == ("MOON",)
    alone = found(study("MOON", share("MOON", "0.25")), measure="HR")
    assert alone.words == "50 of 200 people with water in MOON, reckoned from printed shares"


def test_a_count_goes_before_a_share_of_the_same_arm():
    one = found(study("SUN", share("SUN", "0.25"), count("SUN", 40)))
    assert (one.events, one.reckoned) == (40, ())


@pytest.mark.parametrize("names", [("urn:a", "urn:b"), ("urn:b", "urn:a")])
def test_the_finer_of_two_shares_is_counted(names):
    coarse, fine = share("SUN", "0.25"), share("SUN", "0.265")
    both = study("SUN", replace(coarse, iri=IRI(names[0])), replace(fine, iri=IRI(names[1])))
    assert found(both).events == 53


def test_a_share_of_unknown_people_is_no_risk():
    assert found(study("MOON", share("MOON", "0.25"), people=None)) is None


def test_without_a_time_the_risk_is_by_the_one_time_that_there_is():
    undated = study("SUN", share("SUN", "0.25", None)), study("MOON", share("MOON", "0.35", None))
    assert found(*undated, weeks=None).events == 120
    later = study("MOON", share("MOON", "0.35", 48))
    assert found(undated[0], later, weeks=None) is None


@pytest.mark.parametrize("measure", ["IRR", "MD"])
def test_what_is_no_measure_of_a_risk_has_no_baseline(measure):
    assert found(study("SUN", count("SUN", 40)), measure=measure) is None


def test_events_are_those_of_every_arm_that_tells_of_them():
    shares = study("MOON", share("MOON", "0.25"), share("MOON", "0.15", arm="drug"))
    counted = counts_by_arm([shares], Choice(OUTCOME, MEASURES["RR"], 24.0))
    assert [(one.arm.label, one.events, one.reckoned) for one in counted] == [
        ("drug", 30, True),
        ("water", 50, True),
    ]


def test_few_events_that_shares_tell_of_lower_the_strength(ms):
    row = ms.compare("ofatumumab", "teriflunomide").row(
        "disability progression confirmed at 12 weeks"
    )
    ((estimate,),) = (pair.estimates for pair in row.pairs)
    assert estimate.strength.level == "moderate"
    assert "243 events, fewer than 300" in estimate.strength.sentence
    # 15.0 % of 936 with teriflunomide; with ofatumumab by the hazard ratio of 0.66.
    assert [
        round(1000 * risk) for risk in (estimate.absolute.baseline, estimate.absolute.risk)
    ] == [150, 101]
