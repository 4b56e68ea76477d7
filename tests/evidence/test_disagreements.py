"""Figures that sources give differently for one thing."""

from __future__ import annotations

import pytest

import kg
from kg.evidence.disagreements import disagreements

TRIAL = """
@prefix ex: <https://example.org/> . @prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:trial a tkg:Study ; skos:prefLabel "fog trial"@en ; tkg:identified true ; tkg:hasArm ex:tea .
ex:tea a tkg:Arm ; skos:prefLabel "tea"@en ; tkg:countsFor ex:moon-tea .
ex:moon-tea a tkg:Therapy ; skos:prefLabel "moon tea"@en .
ex:cold a tkg:Outcome ; skos:prefLabel "cold"@en .
ex:report a tkg:Source . ex:leaflet a tkg:Source .
ex:counted a tkg:CountResult ; tkg:arm ex:tea ; tkg:outcome ex:cold ; tkg:weeks 24.0 ;
  tkg:events 62 ; tkg:total 433 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
ex:told a tkg:EstimateResult ; tkg:arm ex:tea ; tkg:outcome ex:cold ; tkg:weeks 24.0 ;
  tkg:measure tkg:MEASURE ; tkg:value VALUE ; tkg:source ex:leaflet ;
  tkg:verification tkg:readInSource .
"""


@pytest.mark.parametrize(
    ("measure", "value", "differ"),
    [
        ("proportion", "0.13", True),
        ("proportion", "0.14", False),
        ("proportion", "0.143", False),
        ("proportion", "0.1432", False),
        ("proportion", "0.1433", True),
        ("kaplanMeierProportion", "0.13", False),
        ("meanValue", "0.13", False),
    ],
)
def test_a_count_is_a_share_that_may_be_rounded(write, measure, value, differ):
    text = TRIAL.replace("MEASURE", measure).replace("VALUE", value)
    found = disagreements(kg.load(write("trial.ttl", text)))
    assert [one.of for one in found] == (["fog trial, tea, cold, week 24"] if differ else [])
