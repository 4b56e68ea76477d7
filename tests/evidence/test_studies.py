"""What is taken of studies in a graph."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from kg import IRI, DataError, UnknownNameError
from kg.evidence.arms import Counts, Means, Rates
from kg.evidence.choice import Choice, weeks_of
from kg.evidence.measures import MEASURES
from kg.evidence.studies import take
from kg.evidence.study_data import node_of
from kg.model.studies import Arm, Result, Study

OUTCOME, OTHER = IRI("urn:outcome"), IRI("urn:other")
A, B = IRI("urn:arm-a"), IRI("urn:arm-b")

LABELS = {"urn:drug": "drug", "urn:placebo": "placebo"}

ARMS = (
    Arm(A, "drug 10 mg", IRI("urn:s"), IRI("urn:drug"), 50, dose="10 mg", route="by mouth"),
    Arm(B, "placebo", IRI("urn:s"), IRI("urn:placebo"), 60, route="by mouth"),
)


def result(name: str, kind: str, arm: IRI = A, **fields) -> Result:
    fields = {"weeks": Decimal(24), "verification": "readInSource"} | fields
    return Result(IRI(f"urn:{name}"), kind, fields.pop("outcome", OUTCOME), arm, **fields)


def count(events: int, total: int, arm: IRI = A, name: str = "", **fields) -> Result:
    name = name or f"{arm.removeprefix('urn:')}-{fields.get('weeks', 24)}"
    return result(name, "count", arm, events=events, total=total, **fields)


def estimate(value: str, lower: str | None, upper: str | None, arm: IRI = A, **fields) -> Result:
    limits = {"lower": lower, "upper": upper}
    given = {name: Decimal(limit) for name, limit in limits.items() if limit is not None}
    name = fields.pop("name", f"estimate-{arm.removeprefix('urn:')}")
    return result(name, "estimate", arm, value=Decimal(value), **given, **fields)


def contrast(value: str, lower: str | None, upper: str | None, **fields) -> Result:
    found = estimate(value, lower, upper, **{"name": "contrast", "measure": "hazardRatio"} | fields)
    return replace(found, kind="contrast", comparator_arm=B)


def study(*results: Result, arms: tuple[Arm, ...] = ARMS) -> Study:
    return Study(IRI("urn:s"), "S", arms=arms, results=results)


def taken(found: Study, measure: str = "RR", **choice):
    return take(found, Choice(OUTCOME, MEASURES[measure], **choice), LABELS.__getitem__)


# --- times ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "weeks"),
    [
        ("7 days", 1),
        ("1 week", 1),
        ("48 weeks", 48),
        ("48 Weeks ", 48),
        ("12 months", 52.17857),
        ("24 months", 104.35714),
        ("2 years", 104.35714),
        ("1.5 years", 78.26786),
        ("0 weeks", 0),
    ],
)
def test_a_time_in_words_is_so_many_weeks(time, weeks):
    assert weeks_of(time) == pytest.approx(weeks, abs=1e-5)


@pytest.mark.parametrize(
    "time", ["", "soon", "24", "weeks", "-1 weeks", "two years", "24 fortnights", "1,5 years"]
)
def test_a_time_that_is_none_is_refused(time):
    with pytest.raises(DataError) as caught:
        weeks_of(time)
    assert str(caught.value) == f"the time {time!r} is not understood; write it like '24 months'"


@pytest.mark.parametrize("weeks", ["93.93", "96", "104.4", "108", "114.79"])
def test_a_time_is_met_within_a_tenth_of_it(weeks):
    found = taken(
        study(count(5, 20, weeks=Decimal(weeks)), count(9, 20, B, weeks=Decimal(weeks))),
        weeks=weeks_of("24 months"),
    )
    assert found.weeks == Decimal(weeks)


@pytest.mark.parametrize("weeks", ["52.2", "93.92", "114.8", "260.9"])
def test_a_time_is_not_met_beyond_that(weeks):
    assert taken(study(count(5, 20, weeks=Decimal(weeks))), weeks=weeks_of("24 months")) is None


@pytest.mark.parametrize(
    ("window", "met"), [(8.35, False), (8.36, True), (None, True), (0.0, False), (1.0, False)]
)
def test_a_window_says_how_far_a_result_may_be(window, met):
    found = taken(
        study(count(5, 20, weeks=Decimal(96))), weeks=weeks_of("24 months"), window=window
    )
    assert (found is not None) is met


def test_a_result_without_a_time_meets_none():
    found = study(count(5, 20, weeks=None), count(9, 20, B, weeks=None))
    assert taken(found, weeks=24.0) is None
    assert taken(found).weeks is None


TIMES = study(
    count(1, 20, weeks=Decimal(48)),
    count(2, 20, B, weeks=Decimal(48)),
    count(3, 20, weeks=Decimal(50)),
    count(4, 20, B, weeks=Decimal(50)),
    count(5, 20, weeks=Decimal(96)),
    count(6, 20, B, weeks=Decimal(96)),
    count(7, 20, weeks=None, name="timeless-a"),
    count(8, 20, B, weeks=None, name="timeless-b"),
)


@pytest.mark.parametrize(
    ("weeks", "taken_at"), [(None, 96), (48.0, 48), (48.9, 48), (49.1, 50), (100.0, 96)]
)
def test_the_nearest_time_is_taken_or_the_longest_if_none_is_asked_for(weeks, taken_at):
    found = taken(TIMES, weeks=weeks)
    assert found.weeks == taken_at
    assert [r.weeks for r in found.results] == [taken_at, taken_at]


@pytest.mark.parametrize("weeks", [None, 96.0])
@pytest.mark.parametrize(
    ("label", "at"),
    [
        ("whole follow-up", "at 'whole follow-up', whose weeks are not recorded"),
        (None, "at times that are not recorded"),
    ],
)
def test_what_is_told_at_a_time_that_is_not_recorded_is_said_beside_what_is_taken(weeks, label, at):
    results = [replace(r, time_label=label) if r.weeks is None else r for r in TIMES.results]
    found = taken(study(*results), weeks=weeks)
    assert (found.weeks, found.apart) == (96, (f"S also tells of this {at}; that is left out",))


def test_what_is_told_without_a_time_goes_after_what_was_told_at_the_start():
    start = [count(1, 20, weeks=Decimal(0)), count(2, 20, B, weeks=Decimal(0))]
    assert taken(study(*TIMES.results[-2:], *start)).weeks == 0


@pytest.mark.parametrize("kept", [slice(0, 6), slice(6, 8), slice(0, 7)])
def test_of_times_that_are_all_recorded_or_tell_nothing_more_nothing_is_said(kept):
    assert taken(study(*TIMES.results[kept])).apart == ()


def test_the_next_time_is_taken_where_the_longest_tells_nothing():
    found = taken(study(*TIMES.results, count(9, 20, weeks=Decimal(208))))
    assert found.weeks == 96


def test_the_nearest_time_is_kept_where_none_tells_anything():
    found = taken(study(count(9, 20, weeks=Decimal(52)), count(9, 20, weeks=Decimal(48))))
    assert (found.weeks, found.told.contrasts) == (52, None)


# --- treatments that are told of at other times -----------------------------------------------------------

C = IRI("urn:arm-c")
THREE = (*ARMS, Arm(C, "other", IRI("urn:s"), IRI("urn:other-drug"), 40))
LABELS["urn:other-drug"] = "other drug"


def against_drug(value: str, arm: IRI, weeks: str, **fields) -> Result:
    """Return a hazard ratio of the drug against another arm, with the same limits on its scale."""
    low, high = str(Decimal(value) / 2), str(Decimal(value) * 2)
    name = f"against-{arm.removeprefix('urn:')}-{weeks}"
    found = contrast(value, low, high, name=name, weeks=Decimal(weeks), **fields)
    return replace(found, comparator_arm=arm)


def test_a_contrast_at_another_time_is_not_lost():
    results = (
        against_drug("0.29", B, "260.9", time_label="5 years"),
        against_drug("0.45", C, "156.5", time_label="3 years"),
    )
    found = taken(study(*results, arms=THREE), "HR")
    assert {r.iri for r in found.results} == {r.iri for r in results}
    made = found.told.contrasts
    assert np.exp(made.against("drug", "placebo")[0]) == pytest.approx(0.29)
    assert np.exp(made.against("drug", "other drug")[0]) == pytest.approx(0.45)
    assert found.apart == ("S tells of other drug at 3 years, of drug and placebo at 5 years",)


def test_of_a_contrast_at_several_times_the_longest_is_taken():
    results = [against_drug("0.3", B, w) for w in ("260.9", "156.5")]
    other = [against_drug("0.5", C, w) for w in ("156.5", "52")]
    found = taken(study(*results, *other, arms=THREE), "HR")
    assert [r.iri for r in found.results] == ["urn:against-arm-b-260.9", "urn:against-arm-c-156.5"]
    assert found.apart == (
        "S tells of other drug at week 156.5, of drug and placebo at week 260.9",
    )


def test_a_contrast_at_another_time_that_does_not_go_with_the_others_is_told_of():
    unsized = tuple(replace(arm, participants=None) for arm in THREE)
    results = (against_drug("0.29", B, "260.9"), against_drug("0.45", C, "156.5"))
    found = taken(study(*results, arms=unsized), "HR")
    assert found.told.contrasts.treatments == ("drug", "placebo")
    assert found.apart == ()
    assert found.told.remarks == (
        "S tells of other drug at week 156.5, of drug and placebo at week 260.9; the two do not go"
        " together, and the latter is taken",
    )


def test_figures_of_arms_at_different_times_make_no_contrast():
    late = [count(5, 20, weeks=Decimal(96)), count(9, 20, B, weeks=Decimal(96))]
    early = [count(1, 20, weeks=Decimal(48)), count(2, 20, C, weeks=Decimal(48))]
    found = taken(study(*late, *early, arms=THREE))
    assert found.told.contrasts.treatments == ("drug", "placebo")
    assert found.told.remarks == (
        "S tells of other drug at week 48, of drug and placebo at week 96; the two do not go"
        " together, and the latter is taken",
    )


# --- what is taken ------------------------------------------------------------------------------------


def test_a_study_of_another_outcome_is_not_taken():
    assert taken(study(count(5, 20, outcome=OTHER))) is None
    assert taken(study()) is None


def test_only_results_of_the_outcome_are_taken():
    found = taken(study(count(5, 20), count(9, 20, B), count(1, 20, outcome=OTHER, name="other")))
    assert [arm.figures for arm in found.told.study.arms] == [(Counts(5, 20),), (Counts(9, 20),)]


@pytest.mark.parametrize(
    ("kind", "fields", "measure", "figures"),
    [
        ("count", {"events": 5, "total": 20}, "OR", Counts(5, 20)),
        ("count", {"events": 0, "total": 20}, "OR", Counts(0, 20)),
        ("rate", {"events": 5, "person_years": Decimal("17.5")}, "IRR", Rates(5, 17.5)),
        (
            "mean",
            {"mean": Decimal("-1.5"), "standard_deviation": Decimal("0.5"), "total": 20},
            "MD",
            Means(-1.5, 0.5, 20),
        ),
    ],
)
def test_the_figures_of_an_arm_are_as_the_graph_has_them(kind, fields, measure, figures):
    found = taken(study(result("r", kind, **fields)), measure)
    assert found.told.study.arms[0].figures == (figures,)
    assert found.told.study.arms[0].origins == ("urn:r",)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("count", {"events": 5}),
        ("count", {"total": 20}),
        ("rate", {"events": 5}),
        ("mean", {"mean": Decimal(1), "total": 20}),
        ("mean", {"standard_deviation": Decimal(1), "total": 20}),
    ],
)
def test_figures_that_lack_a_part_tell_nothing(kind, fields):
    assert taken(study(result("r", kind, **fields))).told.study.arms[0].figures == ()


def test_figures_that_cannot_be_are_an_error_that_names_the_result():
    with pytest.raises(DataError) as caught:
        taken(study(count(25, 20)))
    assert str(caught.value) == (
        "result 'urn:arm-a-24' has 25 events among 20 participants; events cannot exceed"
        " participants; correct it"
    )


# The limits of 0.5 (0.25 to 1) on each scale, and so many errors to each side by the level.
@pytest.mark.parametrize(
    ("measure", "kind", "value", "lower", "upper", "level", "effect", "error"),
    [
        ("IRR", "eventRate", "0.5", "0.25", "1", None, -0.693147, 0.353653),
        ("IRR", "eventRate", "0.5", "0.25", "1", "0.95", -0.693147, 0.353653),
        ("IRR", "eventRate", "0.5", "0.25", "1", "0.90", -0.693147, 0.421403),
        ("IRR", "eventRate", "0.5", "0.25", "1", "0.99", -0.693147, 0.269097),
        ("ROM", "meanValue", "0.5", "0.25", "1", "0.95", -0.693147, 0.353653),
        ("MD", "meanValue", "-1", "-2.959964", "0.959964", "0.95", -1.0, 1.0),
        ("RD", "proportion", "0.5", "0.304004", "0.695996", "0.95", 0.5, 0.1),
        ("RR", "proportion", "0.5", "0.25", "1", "0.95", -0.693147, 0.353653),
        ("RR", "kaplanMeierProportion", "0.5", "0.25", "1", "0.95", -0.693147, 0.353653),
        # logit(0.8) and logit(0.2) are ±1.386294.
        ("OR", "proportion", "0.5", "0.2", "0.8", "0.95", 0.0, 0.707306),
    ],
)
def test_an_interval_of_one_arm_gives_its_error(
    measure, kind, value, lower, upper, level, effect, error
):
    level = None if level is None else Decimal(level)
    found = taken(study(estimate(value, lower, upper, measure=kind, level=level)), measure)
    (figures,) = found.told.study.arms[0].figures
    assert figures.value == pytest.approx(effect, abs=1e-6)
    assert figures.error == pytest.approx(error, abs=1e-6)


@pytest.mark.parametrize(
    ("measure", "kind", "value", "lower", "upper"),
    [
        ("OR", "proportion", "1", "0.8", "1"),
        ("RR", "proportion", "0", "0", "0.2"),
        ("HR", "proportion", "0.5", "0.2", "0.8"),
        ("IRR", "proportion", "0.5", "0.2", "0.8"),
        ("MD", "eventRate", "0.5", "0.2", "0.8"),
        ("SMD", "meanValue", "0.5", "0.2", "0.8"),
    ],
)
def test_an_estimate_that_does_not_tell_of_a_measure_is_left_out(
    measure, kind, value, lower, upper
):
    found = taken(study(estimate(value, lower, upper, measure=kind)), measure)
    assert found.told.study.arms[0].figures == ()


@pytest.mark.parametrize(("lower", "upper"), [(None, None), ("0.2", None), (None, "0.8")])
def test_an_estimate_without_two_limits_cannot_be_weighed(lower, upper):
    found = taken(study(estimate("0.5", lower, upper, measure="eventRate")), "IRR")
    assert found.told.study.arms[0].figures == ()


# ln 4 = 1.386294 wide.
@pytest.mark.parametrize(
    ("level", "error"), [(None, 0.353653), ("0.90", 0.421403), ("0.99", 0.269097)]
)
def test_an_interval_of_a_contrast_gives_its_error(level, error):
    level = None if level is None else Decimal(level)
    found = taken(study(contrast("0.5", "0.25", "1", level=level)), "HR").told
    (told,) = found.study.contrasts
    assert (told.treatment, told.comparator, told.origin) == (
        "drug 10 mg",
        "placebo",
        "urn:contrast",
    )
    assert told.effect == pytest.approx(-0.693147, abs=1e-6)
    assert told.error == pytest.approx(error, abs=1e-6)
    assert found.contrasts.treatments == ("drug", "placebo")
    assert found.contrasts.effects == pytest.approx([0.693147], abs=1e-6)
    assert np.sqrt(found.contrasts.covariance[0, 0]) == pytest.approx(error, abs=1e-6)


def test_a_standard_error_of_a_contrast_goes_before_its_limits():
    found = taken(study(contrast("0.5", "0.25", "1", standard_error=Decimal("0.2"))), "HR")
    assert found.told.study.contrasts[0].error == 0.2


@pytest.mark.parametrize(
    ("lower", "upper"),
    [(None, None), ("0.25", None), (None, "1")],
    ids=["none", "no-upper", "no-lower"],
)
def test_an_interval_of_one_limit_cannot_be_pooled_and_that_is_said(lower, upper):
    found = taken(study(contrast("0.5", lower, upper, as_printed="0.50*")), "HR")
    assert found.told.contrasts is None
    assert found.told.remarks == (
        "S: drug 10 mg against placebo is printed as 0.50*, without two limits that tell its"
        " standard error; it cannot be pooled",
    )


# A ratio of a half whose logarithm is two standard errors from none: p is 0.0455.
@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"p_value": Decimal("0.0455")}, 0.3466, "its standard error is reckoned from the p value"),
        (
            {"p_below": Decimal("0.001")},
            0.2106,
            "its standard error is reckoned as if p were 0.001, so its interval may be much too wide",
        ),
    ],
    ids=["printed", "below"],
)
def test_without_limits_a_p_value_tells_the_standard_error(given, error, said):
    found = taken(study(contrast("0.5", None, None, as_printed="0.50*", **given)), "HR").told
    assert found.study.contrasts[0].error == pytest.approx(error, abs=1e-4)
    assert found.remarks == (f"S: drug 10 mg against placebo is printed as 0.50*; {said}",)


def test_a_p_value_that_is_not_small_tells_as_much():
    found = taken(study(contrast("0.72", None, None, p_value=Decimal("0.08"))), "HR").told
    assert found.study.contrasts[0].error == pytest.approx(0.18765, abs=1e-5)


def test_limits_go_before_a_p_value():
    found = taken(study(contrast("0.5", "0.25", "1", p_below=Decimal("0.001"))), "HR").told
    assert found.study.contrasts[0].error == pytest.approx(0.353653, abs=1e-6)
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("value", "given"),
    [
        ("0.96", {"p_value": Decimal("0.06")}),
        ("0.5", {"p_value": Decimal("0.6")}),
        ("0.5", {"p_below": Decimal("0.1")}),
        ("1", {"p_value": Decimal("0.05")}),
    ],
    ids=["near no effect", "by chance", "not much is said", "no effect"],
)
def test_a_p_value_near_no_effect_tells_no_standard_error(value, given):
    found = taken(study(contrast(value, None, None, as_printed="so", **given)), "HR").told
    assert found.contrasts is None
    assert found.remarks[0].endswith("it cannot be pooled")


def test_a_contrast_by_another_measure_is_left_out():
    found = taken(study(contrast("0.5", "0.25", "1", measure="oddsRatio")), "HR")
    assert found.told.study.contrasts == ()


# --- sources that differ ------------------------------------------------------------------------------

READ = count(5, 20, name="z-read", as_printed="5 (25%)")
ELSEWHERE = replace(READ, iri=IRI("urn:b-elsewhere"), verification="readInSecondarySource")
UNREAD = replace(READ, iri=IRI("urn:a-unread"), verification="notVerified")


def other(found: Result, events: int) -> Result:
    return replace(found, events=events, as_printed=f"{events}")


@pytest.mark.parametrize(
    ("first", "second", "events", "why"),
    [
        (READ, other(UNREAD, 6), 5, "as it was better read"),
        (READ, other(ELSEWHERE, 6), 5, "as it was better read"),
        (other(UNREAD, 6), ELSEWHERE, 5, "as it was better read"),
        # Of two that were read alike, it is the first by its IRI.
        (READ, other(replace(READ, iri=IRI("urn:y")), 6), 6, "as one had to be"),
    ],
)
def test_of_figures_that_differ_the_best_read_is_taken_and_that_is_said(first, second, events, why):
    found = taken(study(first, second, count(9, 20, B)))
    assert found.told.study.arms[0].figures == (Counts(events, 20),)
    shown = ("5 (25%)", "6") if events == 5 else ("6", "5 (25%)")
    assert found.told.remarks == (
        f"S: sources differ on drug 10 mg; taken was {shown[0]}, {why}, and not {shown[1]}",
    )


@pytest.mark.parametrize(
    ("coarse", "fine"),
    [
        (("0.4", "0.4"), ("0.364", "0.364")),
        (("0.36", "0.36; p < 0.001"), ("0.4", "0.400")),
        (("0.36", "36% against 17.25%"), ("0.4", "40.0% against 17%")),
    ],
    ids=["more decimals", "a zero that is printed", "percent"],
)
@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_of_figures_that_were_read_alike_the_finest_is_taken(coarse, fine, names):
    limits = ("0.2", "0.5")
    first, second = (
        estimate(value, *limits, measure="eventRate", name=name, as_printed=printed)
        for (value, printed), name in zip((coarse, fine), names, strict=True)
    )
    found = taken(study(first, second, estimate("0.8", "0.7", "0.9", B)), "IRR")
    why = "as it is printed finer"
    said = f"S: sources differ on drug 10 mg; taken was {fine[1]}, {why}, and not {coarse[1]}"
    assert said in found.told.remarks


def test_a_coarser_figure_with_an_interval_goes_before_a_finer_one_without():
    fine = contrast("0.412", None, None, name="a", as_printed="0.412")
    coarse = contrast("0.4", "0.2", "0.8", name="b", as_printed="0.4 (0.2-0.8)")
    found = taken(study(fine, coarse), "HR")
    assert found.told.remarks == (
        "S: sources differ on drug 10 mg and placebo; taken was 0.4 (0.2-0.8), as it can be weighed,"
        " and not 0.412",
    )


def test_figures_that_agree_need_no_word():
    found = taken(study(READ, ELSEWHERE, UNREAD, count(9, 20, B)))
    assert found.told.remarks == ()
    assert [r.iri for r in found.results] == ["urn:z-read", "urn:arm-b-24"]


def test_a_figure_with_an_interval_goes_before_a_better_read_one_without():
    without = contrast("0.4", None, None, name="a", as_printed="0.4")
    unread = {"verification": "notVerified", "as_printed": "0.5 (0.25-1)"}
    found = taken(study(without, contrast("0.5", "0.25", "1", name="b", **unread)), "HR")
    assert found.told.contrasts.effects == pytest.approx([0.693147], abs=1e-6)
    assert found.told.remarks == (
        "S: sources differ on drug 10 mg and placebo; taken was 0.5 (0.25-1), as it can be weighed,"
        " and not 0.4",
    )


def test_what_is_told_otherwise_elsewhere_says_what_was_taken_and_the_note():
    noted = replace(READ, printed_otherwise=True, note="A review has 6 of 20.")
    found = taken(study(noted, count(9, 20, B)))
    assert found.told.remarks == (
        "S, drug 10 mg: taken was 5 of 20, as it was read in the source; elsewhere it is printed"
        " otherwise: A review has 6 of 20",
    )


def test_a_longer_time_that_cannot_be_weighed_gives_way_and_that_is_said():
    shares = {"measure": "proportion", "weeks": Decimal(144), "time_label": "up to 144 weeks"}
    late = [
        estimate("0.15", None, None, arm, name=f"late-{arm}", as_printed="15 %", **shares)
        for arm in (A, B)
    ]
    counts = [count(5, 20, weeks=None), count(9, 20, B, weeks=None)]
    nobody = tuple(replace(arm, participants=None) for arm in ARMS)
    found = taken(study(*late, *counts, arms=nobody))
    assert found.told.study.arms[0].figures == (Counts(5, 20),)
    assert found.told.remarks == (
        "S: what it tells of 'up to 144 weeks' (15 %) cannot be weighed; taken is what it tells"
        " without a time",
    )


@pytest.mark.parametrize(
    ("verification", "counts"),
    [("readInSource", True), ("readInSecondarySource", True), ("notVerified", False)],
)
def test_only_what_was_read_counts_where_that_is_asked_for(verification, counts):
    found = study(count(5, 20, verification=verification))
    assert (taken(found, verified_only=True) is not None) is counts
    assert taken(found) is not None


# --- nodes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nodes", "arm", "node"),
    [
        ("therapy", ARMS[0], "drug"),
        ("dose", ARMS[0], "drug 10 mg"),
        ("dose", replace(ARMS[0], frequency="once a day"), "drug 10 mg once a day"),
        ("dose", replace(ARMS[0], dose=None, frequency="once a day"), "drug"),
        ("route", ARMS[0], "drug by mouth"),
        ("route", replace(ARMS[0], route=None), "drug"),
        ("dose", ARMS[1], "placebo"),
    ],
)
def test_treatments_are_told_apart_as_finely_as_is_asked(nodes, arm, node):
    assert node_of(arm, nodes, LABELS.__getitem__) == node


def test_another_way_to_tell_treatments_apart_is_refused():
    with pytest.raises(UnknownNameError) as caught:
        Choice(OUTCOME, MEASURES["RR"], nodes="drug")
    assert str(caught.value) == (
        "nodes 'drug' is not among the ways; there are 'dose', 'route', 'therapy'"
    )


def test_arms_of_one_name_are_told_apart():
    arms = (ARMS[0], replace(ARMS[1], label="drug 10 mg"))
    found = taken(study(count(5, 20), count(9, 20, B), arms=arms))
    assert [arm.label for arm in found.told.study.arms] == [
        "drug 10 mg",
        "drug 10 mg (urn:arm-b)",
    ]


def test_people_are_those_of_the_arms():
    found = taken(study(count(5, 20), count(9, 20, B)))
    assert found.told.contrasts.participants == 110


def test_estimates_by_another_measure_neither_differ_nor_displace():
    rates = [
        estimate("0.3", "0.2", "0.45", arm, measure="eventRate", name=f"rate-{arm}")
        for arm in (A, B)
    ]
    shares = [
        estimate("0.5", "0.4", "0.6", arm, measure="proportion", name=f"share-{arm}")
        for arm in (A, B)
    ]
    of_rates, of_shares = (taken(study(*rates, *shares), measure) for measure in ("IRR", "RD"))
    assert [r.measure for r in of_rates.results] == ["eventRate", "eventRate"]
    assert [r.measure for r in of_shares.results] == ["proportion", "proportion"]
    assert of_rates.told.remarks == of_shares.told.remarks == ()


@pytest.mark.parametrize(("weeks", "differ"), [("104.4", True), ("103.4", True), ("105.5", False)])
def test_times_within_a_week_are_one_time(weeks, differ):
    found = taken(
        study(
            count(5, 20, weeks=Decimal("104.4")),
            count(9, 20, B, weeks=Decimal("104.4")),
            count(6, 20, weeks=Decimal(weeks), name="other"),
        ),
        weeks=104.4,
    )
    assert any("sources differ" in remark for remark in found.told.remarks) is differ


def test_an_estimate_that_is_off_the_middle_of_its_limits_is_said_to_be():
    limits = {"as_printed": "0.5 (0.25 to 4)"}
    found = taken(study(contrast("0.5", "0.25", "4", **limits)), "HR")
    assert found.told.remarks == (
        "S: 0.5 (0.25 to 4) is not in the middle of its limits; here it is taken as if it were",
    )


def test_limits_of_a_mean_that_are_of_its_logarithm_make_no_difference_of_means():
    means = study(
        estimate("3.1", "1.1", "8.8", A, measure="meanValue", as_printed="3.1 (1.1-8.8)"),
        estimate("12.3", "4.4", "34.5", B, measure="meanValue", as_printed="12.3 (4.4-34.5)"),
    )
    found = taken(means, "MD")
    assert found.told.contrasts is None
    assert found.told.remarks == tuple(
        f"S: from {printed} follows no standard error on the scale of a mean difference; it cannot be"
        " pooled"
        for printed in ("3.1 (1.1-8.8)", "12.3 (4.4-34.5)")
    )
    # The logarithms are: log(3.1 / 12.3), by hand.
    assert taken(means, "ROM").told.contrasts.effects == pytest.approx([1.3782], abs=1e-4)


def test_estimates_without_intervals_are_said_to_be():
    bare = [
        estimate(value, None, None, arm, measure="eventRate", as_printed=value)
        for value, arm in (("0.16", A), ("0.29", B))
    ]
    assert taken(study(*bare), "IRR").told.remarks == (
        "S prints 0.16, 0.29 without an interval or person-years; they cannot be pooled",
    )


def test_why_contrasts_are_left_out_is_said_beside_what_lacks_an_interval():
    c, d = IRI("urn:arm-c"), IRI("urn:arm-d")
    more = (replace(ARMS[0], iri=c, label="c"), replace(ARMS[1], iri=d, label="d"))
    apart = replace(contrast("0.6", "0.3", "1.2", arm=c, name="apart"), comparator_arm=d)
    bare = [
        estimate("0.2", None, None, arm, measure="eventRate", name=f"bare-{arm}") for arm in (A, B)
    ]
    pairs = [contrast("0.5", "0.25", "1", name="pair", measure="rateRatio")]
    found = study(*pairs, replace(apart, measure="rateRatio"), *bare, arms=(*ARMS, *more))
    said = taken(found, "IRR").told.remarks
    assert said[0] == "S prints 0.2 without an interval or person-years; they cannot be pooled"
    assert said[1].endswith("until then it is left out")


def test_what_lacks_an_interval_is_not_said_of_what_is_pooled_in_another_way():
    bare = [estimate("0.2", None, None, arm, measure="eventRate") for arm in (A, B)]
    pair = contrast("0.5", "0.25", "1", measure="rateRatio")
    assert taken(study(pair, *bare), "IRR").told.remarks == ()
    arms = [estimate("0.2", "0.1", "0.4", arm, measure="eventRate") for arm in (A, B)]
    lone = contrast("0.5", None, None, measure="rateRatio", as_printed="0.5")
    assert taken(study(lone, *arms), "IRR").told.remarks == ()
