"""The doses of trials: arms of one drug are told apart where that is asked for."""

from __future__ import annotations

import pytest

from kg.evidence.label_doses import beyond_labels
from kg.evidence.published import beside_published
from kg.evidence.study_data import node_of


@pytest.mark.parametrize("study", ["BEYOND", "IFNB MS Study Group", "MIMS"])
def test_two_doses_of_one_drug_are_told_apart_where_that_is_asked_for(ms, study):
    (found,) = (one for one in ms.studies.values() if one.label == study)
    single = [arm for arm in found.arms if not arm.combines]
    assert [node_of(arm, "dose", ms.label) for arm in single] == [arm.label for arm in single]
    assert len({node_of(arm, "therapy", ms.label) for arm in found.arms}) == 2


def test_arms_in_doses_that_no_label_read_holds_are_known(ms):
    found = {
        f"{study.label}: {arm.label}{', partly' if how == 'partly' else ''}"
        for study in ms.studies.values()
        for arm in study.arms
        if (how := beyond_labels(study).get(arm.iri))
    }
    assert found == {
        "ADVANCE: peginterferon beta-1a every 4 weeks",
        "ADVANCE: peginterferon beta-1a, both frequencies, partly",
        "BEYOND: interferon beta-1b 500 µg",
        "BEYOND: interferon beta-1b, both doses, partly",
        "CAMMS223: alemtuzumab, both doses, partly",
        "CARE-MS II: alemtuzumab, both doses, partly",
        "CLARITY: cladribine 5.25 mg/kg",
        "CLARITY: cladribine, both doses, partly",
        "CONFIRM: dimethyl fumarate 240 mg three times a day",
        "CONFIRM: dimethyl fumarate, both frequencies, partly",
        "DEFINE: dimethyl fumarate 240 mg three times a day",
        "DEFINE: dimethyl fumarate, both frequencies, partly",
        "FREEDOMS II: fingolimod, both doses, partly",
        "FREEDOMS: fingolimod, both doses, partly",
        "IFNB MS Study Group: interferon beta-1b 1.6 MIU",
        "ORACLE-MS: cladribine 5.25 mg/kg",
        "ORACLE-MS: cladribine, both doses, partly",
        "RADIANCE part B: ozanimod, both doses, partly",
        "SELECT: daclizumab 300 mg",
        "SELECT: daclizumab, both doses, partly",
        "SUNBEAM: ozanimod 0.5 mg",
        "SUNBEAM: ozanimod, both doses, partly",
        "TRANSFORMS: fingolimod 1.25 mg",
        "TRANSFORMS: fingolimod, both doses, partly",
    }


def test_labelled_doses_alone_give_what_the_trial_prints_of_its_larger_dose(ms):
    """0.78 a year with 8 MIU, 1.12 with placebo; with 0.96 for 1.6 MIU the two are 0.78 together."""
    every, labelled = (
        ms.synthesize("relapse rate", measure="IRR", doses=doses).effect(
            "interferon beta-1b", "placebo"
        )
        for doses in ("all", "labelled")
    )
    assert round(every.value, 2) == 0.78
    assert round(labelled.value, 2) == round(0.78 / 1.12, 2) == 0.70


def test_a_dose_that_no_label_read_holds_sets_an_estimate_apart_from_a_published_one(ms):
    rows = beside_published(ms.synthesize("relapse rate"), ms)
    (why,) = (row.why for row in rows if row.treatment == "interferon beta-1b")
    said = "no label read holds: interferon beta-1b 1.6 MIU (IFNB MS Study Group)"
    assert f"here is counted, of a dose that {said}; " in why
