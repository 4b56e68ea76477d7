from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import kg

# T is of grown-ups and prints an interval; U is of children, V of grown-ups, and both print rates
# alone.
STUDIES = """
ex:a a tkg:Drug ; skos:prefLabel "A"@en .
ex:b a tkg:Drug ; skos:prefLabel "B"@en .
ex:pain a tkg:Outcome ; skos:prefLabel "pain"@en ; tkg:desirableDirection tkg:lower .
ex:adults a tkg:Population ; skos:prefLabel "adults"@en .
ex:children a tkg:Population ; skos:prefLabel "children"@en .
ex:paper a tkg:Source ; skos:prefLabel "paper"@en .
ex:t a tkg:Study ; skos:prefLabel "T"@en ; tkg:design tkg:parallelTrial ; tkg:population ex:adults ; tkg:hasArm ex:ta , ex:tb .
ex:ta a tkg:Arm ; skos:prefLabel "A"@en ; tkg:countsFor ex:a .
ex:tb a tkg:Arm ; skos:prefLabel "B"@en ; tkg:countsFor ex:b .
ex:t-r a tkg:ContrastResult ; tkg:arm ex:ta ; tkg:comparatorArm ex:tb ; tkg:outcome ex:pain ; tkg:weeks 52.0 ;
  tkg:measure tkg:rateRatio ; tkg:value 0.9 ; tkg:lowerLimit 0.5 ; tkg:upperLimit 1.6 ; tkg:level 0.95 ;
  tkg:source ex:paper ; tkg:verification tkg:readInSource .
ex:u a tkg:Study ; skos:prefLabel "U"@en ; tkg:design tkg:cohortStudy ; tkg:population ex:children ; tkg:hasArm ex:ua , ex:ub .
ex:ua a tkg:Arm ; skos:prefLabel "A 5 mg"@en ; tkg:countsFor ex:a .
ex:ub a tkg:Arm ; skos:prefLabel "B"@en ; tkg:countsFor ex:b .
ex:u-a a tkg:EstimateResult ; tkg:arm ex:ua ; tkg:outcome ex:pain ; tkg:weeks 52.0 ; tkg:timeLabel "1 year" ;
  tkg:measure tkg:eventRate ; tkg:value 0.08 ; tkg:asPrinted "0.08 vs 0.10" ;
  tkg:source ex:paper ; tkg:verification tkg:readInSource .
ex:u-b a tkg:EstimateResult ; tkg:arm ex:ub ; tkg:outcome ex:pain ; tkg:weeks 52.0 ; tkg:timeLabel "1 year" ;
  tkg:measure tkg:eventRate ; tkg:value 0.1 ; tkg:asPrinted "0.08 vs 0.10" ;
  tkg:source ex:paper ; tkg:verification tkg:readInSource .
ex:v a tkg:Study ; skos:prefLabel "V"@en ; tkg:design tkg:parallelTrial ; tkg:population ex:adults ; tkg:hasArm ex:va , ex:vb .
ex:va a tkg:Arm ; skos:prefLabel "A"@en ; tkg:countsFor ex:a .
ex:vb a tkg:Arm ; skos:prefLabel "B"@en ; tkg:countsFor ex:b .
ex:v-a a tkg:EstimateResult ; tkg:arm ex:va ; tkg:outcome ex:pain ; tkg:measure tkg:eventRate ; tkg:value 0.3 ;
  tkg:source ex:paper ; tkg:verification tkg:readInSource .
ex:v-b a tkg:EstimateResult ; tkg:arm ex:vb ; tkg:outcome ex:pain ; tkg:measure tkg:eventRate ; tkg:value 0.2 ;
  tkg:source ex:paper ; tkg:verification tkg:readInSource .
"""

CLAIM = """
ex:c a tkg:Claim ; tkg:subject ex:a ; tkg:predicate tkg:reduces ; tkg:object ex:pain ; tkg:comparator ex:b ;
  tkg:population ex:children ; tkg:study ex:u ; tkg:direction tkg:supports ; tkg:modality tkg:shown ;
  tkg:qualification "marginally"@en ; tkg:source ex:paper .
"""

REST = "Nobody was assigned to a treatment at random. It is in no estimate: "
PRINTED = "A 5 mg: event rate 0.08 (printed: 0.08 vs 0.10); B: event rate 0.1"


def test_the_only_study_of_some_people_is_named_though_it_prints_no_interval(
    derived: Callable[[str], kg.Knowledge],
) -> None:
    found = derived(STUDIES).compare("A", "B")
    assert found.in_no_estimate == (
        f"pain: U (in children; 1 year): {PRINTED}."
        f" {REST}no interval that it could be weighed by was read.",
    )
    leads = [cell.leads for cell in found.row("pain").cells]
    lead = "in no estimate, U (in children; 1 year): A 5 mg: event rate 0.08; B: event rate 0.1"
    assert leads[0] == ("no difference shown from B at 52 weeks, in adults (strength low)", lead)
    assert leads[1] == ("no difference shown from A at 52 weeks, in adults (strength low)", lead)


def test_a_claim_says_what_its_study_found_in_its_own_words(
    derived: Callable[[str], kg.Knowledge],
) -> None:
    (said,) = derived(STUDIES + CLAIM).compare("A", "B").in_no_estimate
    assert said.startswith(
        "pain: A was shown in a study to reduce pain compared with B (in children; according to U;"
        f" note: marginally; {PRINTED})."
    )


def test_a_claim_without_any_figure_is_told_too(derived: Callable[[str], kg.Knowledge]) -> None:
    bare = "\n".join(line for line in STUDIES.split("ex:u-a a ")[0].splitlines())
    (said,) = derived(bare + CLAIM).compare("A", "B").in_no_estimate
    assert said.endswith(f"note: marginally). {REST}no figure of it was read.")


def test_what_is_in_no_estimate_has_no_strength(derived: Callable[[str], kg.Knowledge]) -> None:
    assert derived(STUDIES).compare("A", "B", strength="low").in_no_estimate == ()


@pytest.mark.parametrize("face", ["to_text", "to_markdown", "to_html", "to_json"])
def test_every_face_names_it_near_the_top(ms: kg.Knowledge, face: str) -> None:
    written = getattr(ms.compare("AHSCT", "natalizumab"), face)()
    if face == "to_json":
        written = "\n".join(json.loads(written)["in_no_estimate"])
    top = " ".join(written.split("Told of one only")[0].split())
    assert "according to Kalincik 2023, AHSCT against natalizumab; 5 years" in top
    assert "AHSCT, matched to natalizumab: event rate 0.08 (printed: 0.08 vs 0.10)" in top
