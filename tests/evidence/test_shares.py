"""Shares that are printed without an interval are reckoned to counts, where that tells something."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest

from kg import IRI
from kg.evidence.choice import Choice
from kg.evidence.coverage import askable
from kg.evidence.measures import MEASURES
from kg.evidence.shares import reckoned
from kg.evidence.studies import how_many_tell, take
from kg.model.studies import Arm, Result, Study

OUTCOME = IRI("urn:outcome")
OF_OTHERS = (
    "no number of its people is such a share, so that it is of others or was estimated (record of"
    " how many it is, or that it is a Kaplan-Meier estimate)"
)
LABELS = {"urn:drug": "drug", "urn:placebo": "placebo"}
A, B = IRI("urn:a"), IRI("urn:b")


def arms(a: int | None, b: int | None) -> tuple[Arm, ...]:
    study = IRI("urn:s")
    return (
        Arm(A, "drug", study, IRI("urn:drug"), a),
        Arm(B, "placebo", study, IRI("urn:placebo"), b),
    )


def share(value: str, arm: IRI = A, **fields) -> Result:
    given = {"measure": "kaplanMeierProportion", "weeks": Decimal(24)} | fields
    name = f"urn:{given['measure']}-{arm.removeprefix('urn:')}-{given['weeks']}"
    return Result(
        IRI(name), "estimate", OUTCOME, arm, value=Decimal(value), as_printed=value, **given
    )


def count(events: int, total: int, arm: IRI = A, weeks: int = 24) -> Result:
    name = IRI(f"urn:count-{arm.removeprefix('urn:')}-{weeks}")
    return Result(name, "count", OUTCOME, arm, weeks=Decimal(weeks), events=events, total=total)


def study(*results: Result, a: int | None = 410, b: int | None = 408) -> Study:
    return Study(IRI("urn:s"), "S", arms=arms(a, b), results=results)


def taken(found: Study, *, weeks: float | None = 24, measure: str = "RR"):
    return take(found, Choice(OUTCOME, MEASURES[measure], weeks), LABELS.get)


@pytest.mark.parametrize(
    ("first", "a", "second", "b", "ratio", "lower", "upper"),
    [
        # Counts and limits worked out by hand from two shares and the sizes of their arms.
        ("0.27", 410, "0.46", 408, 0.59, 0.49, 0.71),
        ("0.29", 359, "0.41", 363, 0.71, 0.58, 0.87),
        ("0.435", 359, "0.544", 363, 0.80, 0.69, 0.93),
        ("0.26", 184, "0.37", 187, 0.71, 0.52, 0.96),
    ],
)
def test_two_shares_tell_a_risk_ratio_with_its_interval(first, a, second, b, ratio, lower, upper):
    found = taken(study(share(first), share(second, B), a=a, b=b)).told
    effect, variance = found.contrasts.against("drug", "placebo")
    limits = [math.exp(effect + sign * 1.959964 * math.sqrt(variance)) for sign in (0, -1, 1)]
    assert [round(limit, 2) for limit in limits] == [ratio, lower, upper]


def test_counts_that_are_reckoned_are_said_to_be():
    found = taken(study(share("0.27"), share("0.46", B))).told
    assert found.way == "shares"
    assert found.remarks == (
        "S: counts are reckoned from printed shares of people, which are Kaplan-Meier estimates:"
        " drug 111 of 410 (27 %); placebo 188 of 408 (46 %)",
    )
    plain = [share("0.27", measure="proportion"), share("0.46", B, measure="proportion")]
    assert "which may be Kaplan-Meier estimates" in taken(study(*plain)).told.remarks[0]


def test_a_share_leads_back_to_its_result():
    found = taken(study(share("0.27"), share("0.46", B)))
    assert [result.as_printed for result in found.results] == ["0.27", "0.46"]


def test_counts_that_were_read_go_first():
    both = study(share("0.27"), share("0.46", B), count(100, 400), count(200, 400, B))
    found = taken(both).told
    assert found.way == "figures"
    assert found.contrasts.effects == pytest.approx([math.log(2)])
    assert found.remarks == (
        "S prints 0.27, 0.46 without an interval; beside what can be weighed as it is printed, that"
        " is left out",
    )


def test_counts_at_about_the_time_go_before_shares_at_it():
    found = study(
        share("0.27"), share("0.46", B), count(100, 400, weeks=26), count(200, 400, B, 26)
    )
    assert taken(found).told.way == "figures"
    # Without a time, each study tells of its longest.
    longest = study(share("0.27"), share("0.46", B), count(9, 40, weeks=12), count(20, 40, B, 12))
    assert taken(longest, weeks=None).told.way == "shares"


def test_an_estimate_with_its_interval_goes_first():
    ratio = Result(
        IRI("urn:ratio"), "contrast", OUTCOME, A, B, measure="riskRatio", weeks=Decimal(24),
        value=Decimal("0.6"), lower=Decimal("0.5"), upper=Decimal("0.72"),
    )  # fmt: skip
    assert taken(study(ratio, share("0.27"), share("0.46", B))).told.way == "contrasts"


def test_estimates_of_arms_with_intervals_go_first():
    limits = {"lower": Decimal("0.2"), "upper": Decimal("0.5")}
    found = study(share("0.27", **limits), share("0.46", B, **limits))
    assert taken(found).told.way == "estimates"
    assert taken(study(share("0.27", **limits), share("0.46", B))).told.way == "shares"


def test_a_share_by_kaplan_and_meier_goes_with_no_count_that_was_read():
    assert taken(study(share("0.27"), count(188, 408, B))).told.contrasts is None
    plain = taken(study(share("0.27", measure="proportion"), count(188, 408, B))).told
    assert plain.way == "shares"
    assert plain.contrasts.effects == pytest.approx([math.log(188 / 408) - math.log(111 / 410)])


def test_shares_of_two_kinds_do_not_go_together():
    found = study(share("0.27"), share("0.46", B, measure="proportion"))
    assert taken(found).told.contrasts is None


def test_a_share_of_unknown_people_stays_out_and_that_is_said():
    found = taken(study(share("0.27"), share("0.46", B), a=None)).told
    assert found.contrasts is None
    assert found.remarks == (
        "S prints 0.27, 0.46 without an interval, and of how many people they are is not recorded;"
        " they cannot be pooled",
    )


@pytest.mark.parametrize(
    ("value", "people", "fields", "said"),
    [
        ("0.27", 410, {"total": 100}, "27 of 100"),
        ("0.27", None, {"total": 100}, "27 of 100"),
        ("0.27", 410, {"total_not_read": True}, "of how many people they are is not recorded"),
        # Half a percent moves the odds of 7 % by 8 %, those of 7.1 % by 0.8 %.
        ("0.07", 500, {}, "rounding weighs too much"),
        ("0.071", 500, {}, "36 of 500"),
        # Of those who have it not, it is as much.
        ("0.93", 500, {}, "rounding weighs too much"),
        ("0", 500, {}, "rounding weighs too much"),
        # 13 of 50 are 26 %, 14 are 28 %; 16 of 60 are 27 %.
        ("0.27", 50, {"measure": "proportion"}, OF_OTHERS),
        ("0.27", 60, {"measure": "proportion", "total": 50}, OF_OTHERS),
        ("0.27", 60, {}, "16 of 60"),
    ],
)
def test_a_share_is_so_many_people_or_stays_out(value, people, fields, said):
    arm = replace(arms(None, None)[0], participants=people)
    found = reckoned(share(value, **fields), arm)
    assert (found if isinstance(found, str) else f"{found.events:g} of {found.total:g}") == said


def test_shares_of_other_people_than_both_arms_have_are_told_once_with_what_would_help():
    found = study(
        share("0.27", measure="proportion"), share("0.46", B, measure="proportion"), a=50, b=61
    )
    assert taken(found).told.remarks == (
        f"S prints 0.27, 0.46 without an interval, and {OF_OTHERS}; they cannot be pooled",
    )


def test_shares_tell_nothing_of_a_measure_that_is_not_of_counts():
    found = taken(study(share("0.27"), share("0.46", B)), measure="HR").told
    assert found.contrasts is None


def test_what_is_printed_to_be_weighed_is_counted_by_itself():
    shares = study(share("0.27"), share("0.46", B))
    counts = study(count(100, 400), count(200, 400, B))
    assert how_many_tell([taken(shares), taken(counts), None]) == (1, 2)


@pytest.mark.parametrize("weeks", ["-52", "0", "1e400"])
def test_the_search_for_what_can_be_asked_ends_whatever_the_times_are(weeks):
    at = Decimal(weeks)
    found = study(share("0.27", weeks=at), share("0.46", B, weeks=at))
    assert {one.measure.id for one in askable([found], OUTCOME, LABELS.get)} == {"RR"}


def test_shares_without_a_time_are_asked_for_beside_what_has_one():
    undated = replace(
        study(share("0.27", weeks=None), share("0.46", B, weeks=None)), iri=IRI("urn:undated")
    )
    dated = study(count(100, 400), count(200, 400, B))
    asked = askable([dated, undated], OUTCOME, LABELS.get)
    assert [(one.weeks, one.measure.id) for one in asked if one.shares] == [
        (24.0, "RR"),
        (None, "RR"),
    ]
