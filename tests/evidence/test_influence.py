"""Leaving out one study: the short way gives what fitting anew gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evidence.contrasts import StudyContrasts
from kg.evidence.fit import Design, Fit
from kg.evidence.heterogeneity import dersimonian_laird
from kg.evidence.influence import Influence, leave_one_out
from tests.strategies import examples

from .data import bcg, pair, senn, smoking, triangle, two_treatments
from .networks import any_networks, study_of

# How the heterogeneity of the studies left is had.
MODELS = {
    "common": {"random": False},
    "DL": {},
    "none": {"tau2": 0.0},
    "given": {"tau2": 0.4},
}
every_model = pytest.mark.parametrize("options", MODELS.values(), ids=MODELS)


def anew(studies: Sequence[StudyContrasts], reference: str, options: dict) -> Influence:
    """Return the same as `leave_one_out` by fitting what is left of the network each time."""
    design = Design(studies)
    shape = (len(studies), len(design.treatments))
    effects, errors, tau2s = (
        np.full(shape, np.nan),
        np.full(shape, np.nan),
        np.full(shape[0], np.nan),
    )
    for i in range(len(studies)):
        rest = [study for j, study in enumerate(studies) if j != i]
        if not holds(rest, design.treatments):
            continue
        left = Design(rest)
        if not options.get("random", True):
            tau2 = 0.0
        elif "tau2" in options:
            tau2 = options["tau2"]
        else:
            tau2 = dersimonian_laird(left) if left.freedom > 0 else 0.0
        fitted = Fit(left, tau2)
        at = left.place[reference]
        effects[i], errors[i], tau2s[i] = fitted.effects[:, at], fitted.errors[:, at], tau2
    names = tuple(study.study for study in studies)
    return Influence(names, design.treatments, reference, effects, errors, tau2s)


def holds(studies: Sequence[StudyContrasts], treatments: Sequence[str]) -> bool:
    """Return whether studies connect all treatments."""
    reached, grows = {treatments[0]}, True
    while grows:
        more = {t for s in studies if reached & set(s.treatments) for t in s.treatments}
        grows = not more <= reached
        reached |= more
    return reached == set(treatments)


def compared(found: Influence, expected: Influence) -> None:
    assert found.studies == expected.studies
    assert found.treatments == expected.treatments
    assert found.cut_off == expected.cut_off
    assert found.tau2 == pytest.approx(expected.tau2, rel=1e-7, abs=1e-9, nan_ok=True)
    assert found.effects == pytest.approx(expected.effects, rel=1e-6, abs=1e-8, nan_ok=True)
    assert found.errors == pytest.approx(expected.errors, rel=1e-6, abs=1e-7, nan_ok=True)


# --- by hand ------------------------------------------------------------------------------------


def test_without_one_of_two_studies_the_other_is_left():
    found = leave_one_out(Design(two_treatments([1, 3], [4, 9])), reference="A")
    assert found.studies == ("01", "02")
    assert found.effects == pytest.approx(np.array([[0, 3], [0, 1]]))
    assert found.errors == pytest.approx(np.array([[0, 3], [0, 2]]))
    # One study tells nothing of heterogeneity: none is assumed.
    assert found.tau2.tolist() == [0, 0]


def test_against_the_other_treatment_the_sign_changes():
    found = leave_one_out(Design(two_treatments([1, 3], [4, 9])), reference="B")
    assert found.reference == "B"
    assert found.effects == pytest.approx(np.array([[-3, 0], [-1, 0]]))


def test_without_one_side_of_a_triangle_the_others_are_left():
    # Without A-B, B is 3 - 1; without B-C and A-C it is 1.
    found = leave_one_out(Design(triangle()), reference="A", random=False)
    assert found.studies == ("ab", "bc", "ac")
    assert found.effects == pytest.approx(np.array([[0, 2, 3], [0, 1, 3], [0, 1, 2]]))
    assert found.errors**2 == pytest.approx(np.array([[0, 2, 1], [0, 1, 1], [0, 1, 2]]))


def test_heterogeneity_is_found_anew_without_each_study():
    # Without 4: 0 and 2, Q = 2 on 1 degree of freedom, τ² = (2 - 1)/1. Without 0 likewise. Without
    # 2: Q = 8, τ² = 7.
    found = leave_one_out(Design(two_treatments([0, 2, 4], [1, 1, 1])), reference="A")
    assert found.tau2 == pytest.approx([1, 7, 1])
    assert found.errors[:, 1] ** 2 == pytest.approx([1, 4, 1])


def test_a_heterogeneity_that_is_given_is_kept():
    studies = two_treatments([0, 2, 4], [1, 1, 1])
    found = leave_one_out(Design(studies), reference="A", tau2=3)
    assert found.tau2.tolist() == [3, 3, 3]
    # (1 + 3)/2
    assert found.errors[:, 1] ** 2 == pytest.approx([2, 2, 2])


def test_a_study_without_which_the_network_falls_apart_is_named():
    studies = [*triangle(), pair("cd", "CD", 1, 1)]
    found = leave_one_out(Design(studies), reference="A", random=False)
    assert found.cut_off == ("cd",)
    assert np.isnan(found.effects[3]).all()
    assert np.isnan(found.errors[3]).all()
    assert not np.isnan(found.effects[:3]).any()


@every_model
@pytest.mark.parametrize(
    "studies",
    [two_treatments([1], [1]), [pair("1", "AB", 1, 1), pair("2", "AC", 9, 1)]],
    ids=["one study", "a star"],
)
def test_where_every_study_holds_the_network_nothing_is_left(studies, options):
    found = leave_one_out(Design(studies), reference="A", **options)
    assert found.cut_off == found.studies
    assert np.isnan(found.effects).all()


# --- against fitting anew -----------------------------------------------------------------------


@every_model
@examples(40)
@given(studies=any_networks(), reference=st.sampled_from("AB"))
def test_leaving_a_study_out_is_fitting_anew(options, studies, reference):
    found = leave_one_out(Design(studies), reference=reference, **options)
    compared(found, anew(studies, reference, options))


@every_model
@pytest.mark.parametrize(
    ("studies", "reference"),
    [(senn(), "placebo"), (smoking(), "A"), (smoking("RD"), "D"), (bcg(), "none")],
    ids=["senn", "smoking", "smoking by risk difference", "bcg"],
)
def test_leaving_a_trial_of_a_published_network_out_is_fitting_anew(studies, reference, options):
    found = leave_one_out(Design(studies), reference=reference, **options)
    compared(found, anew(studies, reference, options))


@pytest.mark.parametrize("outlier", [0.0, 40.0])
@pytest.mark.parametrize("spread", [0.0, 1.0, 5.0])
def test_leaving_one_of_many_studies_out_is_fitting_anew(spread, outlier):
    # Beyond 64 studies, fits are read from a polynomial in the heterogeneity.
    chance = np.random.default_rng(1)
    designs = ["AB", "BC", "CD", "DA", "ABC", "BCDE", "AE"]
    studies = [study_of(f"{i:03}", designs[i % len(designs)], chance) for i in range(90)]
    moved = [
        replace(s, effects=s.effects + chance.normal(0, spread, len(s.effects))) for s in studies
    ]
    moved[0] = replace(moved[0], effects=moved[0].effects + outlier)
    found = leave_one_out(Design(moved), reference="A")
    compared(found, anew(moved, "A", {}))


@examples(20)
@given(studies=any_networks(), scale=st.sampled_from([1e-4, 1e4]))
def test_the_unit_of_the_effects_does_not_matter(studies, scale):
    scaled = [
        StudyContrasts(s.study, s.treatments, scale * s.effects, scale**2 * s.covariance)
        for s in studies
    ]
    one = leave_one_out(Design(studies), reference="A")
    other = leave_one_out(Design(scaled), reference="A")
    assert other.cut_off == one.cut_off
    assert other.tau2 == pytest.approx(scale**2 * one.tau2, rel=1e-6, abs=1e-12, nan_ok=True)
    assert other.effects == pytest.approx(
        scale * one.effects, rel=1e-5, abs=1e-8 * scale, nan_ok=True
    )


@every_model
def test_the_reference_does_not_differ_from_itself(options):
    found = leave_one_out(Design(smoking()), reference="C", **options)
    at = found.treatments.index("C")
    assert found.effects[:, at] == pytest.approx(np.zeros(24), abs=1e-12)
    assert found.errors[:, at] == pytest.approx(np.zeros(24), abs=1e-7)
