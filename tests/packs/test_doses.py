"""The doses of trials: arms of one drug are told apart where that is asked for."""

from __future__ import annotations

import pytest

from kg.evidence.study_data import node_of


@pytest.mark.parametrize("study", ["BEYOND", "IFNB MS Study Group", "MIMS"])
def test_two_doses_of_one_drug_are_told_apart_where_that_is_asked_for(ms, study):
    (found,) = (one for one in ms.studies.values() if one.label == study)
    single = [arm for arm in found.arms if not arm.combines]
    assert [node_of(arm, "dose", ms.label) for arm in single] == [arm.label for arm in single]
    assert len({node_of(arm, "therapy", ms.label) for arm in found.arms}) == 2
