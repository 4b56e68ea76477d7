"""Intervals: quantiles from the tables, and the kinds by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kg import UnknownNameError
from kg.evidence.fit import Design, Fit
from kg.evidence.heterogeneity import ml
from kg.evidence.intervals import INTERVALS, prediction_reach, quantile, reach, standard_error

from .data import bcg, two_treatments


@pytest.mark.parametrize(
    ("level", "freedom", "expected"),
    [
        (0.95, None, 1.959964),
        (0.99, None, 2.575829),
        (0.90, None, 1.644854),
        (0.95, 1, 12.7062),
        (0.95, 4, 2.776445),
        (0.99, 10, 3.169273),
        (0.90, 30, 1.697261),
    ],
)
def test_quantiles_are_those_of_the_tables(level, freedom, expected):
    assert quantile(level, freedom) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("level", [0, 1, -0.5, 1.5, 95, math.nan])
def test_a_level_that_is_none_is_refused(level):
    with pytest.raises(ValueError, match=r"give a fraction between 0 and 1, such as 0\.95"):
        quantile(level)


@pytest.mark.parametrize(
    ("lower", "upper", "level", "error"),
    [
        (-1.959964, 1.959964, 0.95, 1),
        (1, 1 + 2 * 1.644854 * 0.25, 0.90, 0.25),
        # log 0.36 to log 0.63, as of a hazard ratio of 0.48
        (math.log(0.36), math.log(0.63), 0.95, 0.142761),
    ],
)
def test_limits_tell_the_standard_error(lower, upper, level, error):
    assert standard_error(lower, upper, level) == pytest.approx(error, rel=1e-5)


ERRORS = np.array([[0.0, 0.5], [0.5, 0.0]])


@pytest.mark.parametrize(
    ("kind", "error", "far"),
    [
        ("normal", 0.5, 0.5 * 1.959964),
        ("t", 0.5, 0.5 * 2.776445),
        # √(9/4) = 1.5
        ("HK", 0.75, 0.75 * 2.776445),
    ],
)
def test_each_kind_reaches_as_far_as_it_should(kind, error, far):
    errors, reached = reach(ERRORS, kind, level=0.95, freedom=4, q=9.0)
    assert errors == pytest.approx(np.array([[0, error], [error, 0]]))
    assert reached == pytest.approx(np.array([[0, far], [far, 0]]), rel=1e-6)


def test_hartung_and_knapp_can_make_an_interval_narrower():
    errors, _ = reach(ERRORS, "HK", level=0.95, freedom=4, q=1.0)
    assert errors[0, 1] == 0.25


@pytest.mark.parametrize("kind", ["t", "HK"])
@pytest.mark.parametrize("freedom", [0, -1])
def test_without_degrees_of_freedom_there_is_no_such_interval(kind, freedom):
    assert reach(ERRORS, kind, level=0.95, freedom=freedom, q=0.0) is None


@pytest.mark.parametrize("kind", ["t", "HK"])
def test_one_degree_of_freedom_is_enough(kind):
    _, reached = reach(ERRORS, kind, level=0.95, freedom=1, q=1.0)
    assert reached[0, 1] == pytest.approx(0.5 * 12.7062, rel=1e-6)
    assert prediction_reach(ERRORS, 0.0, level=0.95, freedom=1) == pytest.approx(reached)


def test_a_normal_interval_needs_no_degrees_of_freedom():
    _, reached = reach(ERRORS, "normal", level=0.95, freedom=0, q=0.0)
    assert reached[0, 1] == pytest.approx(0.979982)


def test_an_unknown_kind_is_refused():
    with pytest.raises(UnknownNameError) as caught:
        reach(ERRORS, "wald", level=0.95, freedom=4, q=1.0)
    assert str(caught.value) == (
        "interval 'wald' is not among the intervals; there are 'HK', 'normal', 't'"
    )


@pytest.mark.parametrize("kind", INTERVALS)
def test_a_higher_level_reaches_further(kind):
    _, near = reach(ERRORS, kind, level=0.9, freedom=4, q=2.0)
    _, far = reach(ERRORS, kind, level=0.99, freedom=4, q=2.0)
    assert far[0, 1] > near[0, 1] > 0


def test_a_new_study_varies_by_heterogeneity_as_well():
    # √(0.5² + 1.2²) = 1.3
    reached = prediction_reach(np.array([0.5]), 1.44, level=0.95, freedom=4)
    assert reached == pytest.approx([1.3 * 2.776445], rel=1e-6)


@pytest.mark.parametrize("freedom", [0, -2])
def test_without_degrees_of_freedom_nothing_is_predicted(freedom):
    assert prediction_reach(ERRORS, 0.1, level=0.95, freedom=freedom) is None


def test_hartung_and_knapps_interval_of_equal_studies_is_students():
    # 0, 2 and 4: mean 2, SD 2, standard error 2/√3; t with 2 degrees of freedom is 4.302653.
    design = Design(two_treatments([0, 2, 4], [1, 1, 1]))
    fitted = Fit(design, 3)
    errors, reached = reach(fitted.errors, "HK", level=0.95, freedom=design.freedom, q=fitted.q)
    assert errors[1, 0] == pytest.approx(2 / math.sqrt(3))
    assert reached[1, 0] == pytest.approx(4.302653 * 2 / math.sqrt(3), rel=1e-6)


def test_hartung_and_knapps_interval_of_bcg_is_that_of_metafor():
    # Odds ratio 0.318 to 0.714 at the maximum likelihood: the tests of metafor,
    # github.com/wviechtb/metafor, test_analysis_example_vanhouwelingen2002.r.
    design = Design(bcg("OR"))
    fitted = Fit(design, ml(design))
    _, reached = reach(fitted.errors, "HK", level=0.95, freedom=design.freedom, q=fitted.q)
    limits = np.exp(fitted.effects[1, 0] + np.array([-1, 1]) * reached[1, 0])
    assert limits == pytest.approx([0.318, 0.714], abs=5e-4)


def test_a_new_trial_of_metformin_lies_where_metafor_says(drugs):
    # Against rosiglitazone 0.1053, from -0.5890 to 0.7997, with normal quantiles:
    # wviechtb.github.io/metadat/reference/dat.senn2013.html.
    at = drugs.design.place["metformin"], drugs.design.place["rosiglitazone"]
    reached = prediction_reach(drugs.errors, drugs.tau2, level=0.95, freedom=10**9)
    limits = drugs.effects[at] - reached[at], drugs.effects[at] + reached[at]
    assert limits == pytest.approx((-0.5890, 0.7997), abs=5e-5)
