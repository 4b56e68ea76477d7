"""What is left of cells, pairs and orders that weaker evidence is left out of."""

from __future__ import annotations

import json

import pytest

from kg.comparison.criteria import most_connected
from kg.comparison.differences import none_shown
from kg.comparison.one_only import told_of_one_only
from kg.comparison.rows import without_estimates
from kg.comparison.strength import LEVELS


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("ocrelizumab", "fingolimod", "high"),
        ("AHSCT", "ocrelizumab", "moderate"),
        ("natalizumab", "ocrelizumab", "low"),
    ],
)
def test_nothing_that_is_shown_is_weaker_than_asked_for(ms, one, other, least):
    found = ms.compare(one, other, strength=least)
    rated = [cell.strength for cell in found.cells]
    rated += [cell.estimate.strength for cell in found.cells if cell.estimate]
    rated += [e.strength for row in found.rows for pair in row.pairs for e in pair.estimates]
    levels = {strength.level for strength in rated if strength}
    assert levels
    assert all(LEVELS.index(level) >= LEVELS.index(least) for level in levels)
    weaker = [f"strength {level}" for level in LEVELS[: LEVELS.index(least)]]
    leads = [lead for cell in found.cells for lead in cell.leads]
    assert not [lead for lead in leads if any(level in lead for level in weaker)]


def test_a_pair_without_its_weak_estimates_says_so_on_every_face(ms):
    found = ms.compare("AHSCT", "ocrelizumab", strength="moderate")
    pair = found.row("relapse rate").pairs[0]
    assert (pair.estimates, len(pair.weak)) == ((), 1)
    said = "what studies estimate at 36 months is left out for its strength (very low)"
    assert said in pair.sentence.lower() and said in pair.reading.lower()
    assert said in found.to_text(width=10_000) and said in found.to_text(plain=True, width=10_000)
    assert said.replace("(", "").replace(")", "") in found.to_markdown().replace("(", "").replace(
        ")", ""
    )
    assert said in found.to_html()
    assert said in {row.text for row in found.to_table() if row.kind == "left out"}
    pairs = [one for row in json.loads(found.to_json())["rows"] for one in row["pairs"]]
    assert said in {one["too_weak"] for one in pairs}
    assert (
        none_shown(found) == "No estimate of one against another is of strength moderate or above."
    )
    assert (
        "Left out where it is below moderate, and kept where it is not, of benefits: relapse rate,"
        " disability progression confirmed at 24 weeks, rise of the disability score."
        in found.remarks
    )


def test_no_order_is_made_of_estimates_that_are_too_weak(ms):
    found = ms.compare("AHSCT", "ocrelizumab", strength="moderate").weigh({"relapse rate": 1})
    assert found.order.places == ()
    assert found.order.refused.startswith("The order would have 0 treatments: no estimate of")
    assert found.order.criteria == (
        "relapse rate: what studies estimate at 36 months is left out for its strength (very low).",
    )


def test_of_two_that_only_weak_evidence_connects_one_is_placed(ms):
    found = ms.compare("ocrelizumab", "fingolimod", "interferon beta-1a")
    row = found.row("relapse rate")
    names = {treatment.iri: treatment.label for treatment in found.treatments}
    assert list(most_connected(row, names)[2]) == list(names)
    pairs = list(row.pairs)
    place = next(n for n, pair in enumerate(pairs) if "fingolimod" not in pair.comparator)
    pairs[place] = without_estimates(pairs[place], pairs[place].estimates)
    narrowed = row.__class__(
        *(row.aspect, row.about, row.label, row.cells, tuple(pairs), row.note),
        *(row.differs, row.lacking, row.near, row.gravity),
    )
    placed = list(most_connected(narrowed, names)[2])
    assert placed == [pairs[place].treatment, *(one for one in names if one in placed[1:])]
    assert pairs[place].comparator not in placed


def test_a_cell_that_is_too_weak_beside_a_strong_one_says_what_is_left_out(ms):
    found = ms.compare("AHSCT", "ocrelizumab", strength="moderate")
    ahsct, ocrelizumab = found.row("relapse rate").cells
    assert ahsct.entries == ahsct.figures == () and ahsct.strength is None
    assert ahsct.facts[0].startswith("What studies found is left out: it is not moderate or above")
    assert ahsct.facts[0].rstrip(".") in ahsct.reading
    assert ocrelizumab.strength.level in ("moderate", "high")


# Beside the trial of moon tea, a cohort without a comparison group is said to have shivered more.
BESIDE = """
ex:cohort a tkg:Study ; skos:prefLabel "COHORT"@en ; skos:definition "A cohort."@en ;
  tkg:identified true ; tkg:design tkg:cohortStudy ; tkg:masking tkg:openLabel ;
  tkg:participants 5000 ; tkg:population ex:elders ; tkg:hasArm ex:cohort-a ; tkg:source ex:report .
ex:cohort-a a tkg:Arm ; skos:prefLabel "moon tea"@en ; tkg:countsFor ex:moon-tea .
ex:cohort-1 a tkg:CountResult ; tkg:arm ex:cohort-a ; tkg:outcome ex:shivering ; tkg:weeks 24.0 ;
  tkg:timeLabel "24 weeks" ; tkg:events 4000 ; tkg:total 5000 ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .
ex:cohort-claim a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:increases ;
  tkg:object ex:shivering ; tkg:study ex:cohort ; tkg:result ex:cohort-1 ;
  tkg:direction tkg:supports ; tkg:modality tkg:shown ; tkg:source ex:report .
"""


def test_what_a_cohort_tells_beside_a_trial_leaves_with_its_own_strength(world):
    knowledge = world(BESIDE)
    every = knowledge.compare("moon tea", "sun tea").row("shivering").cells[0]
    assert {figure.study for figure in every.figures} == {"MOON", "COHORT"}
    found = knowledge.compare("moon tea", "sun tea", strength="moderate")
    moon = found.row("shivering").cells[0]
    assert moon.strength.level == "high"
    assert {figure.study for figure in moon.figures} == {"MOON"}
    assert "cohort-claim" not in {entry.claim.iri.local_name for entry in moon.entries}
    said = "What is told by COHORT is left out: by itself, it is not moderate or above, and is very"
    assert said in moon.reading and any(fact.startswith(said) for fact in moon.facts)
    assert not [conflict for conflict in moon.conflicts if "increase" in conflict]
    for face in (found.to_text(width=10_000), found.to_markdown(), found.to_html()):
        assert said in face
    assert (
        "Left out where it is below moderate, and kept where it is not, of benefits: shivering."
        in found.remarks
    )
    # Without the filter, and with one that lets it in, the cohort stays.
    lowest = knowledge.compare("moon tea", "sun tea", strength="very low").row("shivering")
    assert lowest.cells[0].figures == every.figures


def test_a_cohort_that_an_estimate_rests_on_is_not_told_beside_stronger_figures(ms):
    found = ms.compare("AHSCT", "natalizumab", strength="moderate")
    natalizumab = found.row("serious infection").cells[1]
    assert natalizumab.strength.level == "moderate"
    assert {figure.study for figure in natalizumab.figures} == {"AFFIRM"}
    assert all(entry.claim.study is None for entry in natalizumab.entries)
    (line,) = [one for one in told_of_one_only(found) if "natalizumab on serious infection" in one]
    assert "cohort" not in line and "AFFIRM" in line


def test_what_a_trial_found_of_another_is_as_strong_as_in_its_own_cell(ms):
    found = ms.compare("AHSCT", "natalizumab", strength="moderate")
    row = found.row("disability progression confirmed at 24 weeks")
    ahsct, natalizumab = ({e.claim.iri.local_name for e in cell.entries} for cell in row.cells)
    mist = {name for name in ahsct if "mist" in name}
    assert mist and mist <= natalizumab
