from __future__ import annotations

import datetime

import pytest

import kg
from kg.model.mapping import read_sentences

MS = "https://w3id.org/treatment-kg/ms/"


def test_a_pack_says_what_it_is(ms):
    (pack,) = ms.packs.values()
    assert (pack.prefix, pack.namespace, pack.version) == ("ms", MS, "0.1.0")
    assert pack.as_of == datetime.date(2026, 11, 26)
    assert pack.license == "https://creativecommons.org/licenses/by/4.0/"
    assert pack.focus == ms.concept("MS").iri


def test_a_concept_keeps_the_class_it_was_given(ms):
    assert ms.concept("fatigue").cls == kg.TKG.Symptom
    assert ms.concept("AHSCT").cls == kg.TKG.CellTherapy
    assert ms.concept("inflammation").cls == kg.TKG.BiologicalProcess


def test_a_concept_has_its_place_and_its_desirable_direction(ms):
    assert ms.concept("AHSCT").broader == (ms.concept("stem cell therapy").iri,)
    assert ms.concept("quality of life").desirable == "higher"
    assert ms.concept("relapse rate").desirable == "lower"
    assert len(ms.concept("stem cell therapy combined with physical therapy").parts) == 2


def test_matches_say_how_near_they_are(ms):
    matches = {match.iri.local_name: match.kind for match in ms.concept("AHSCT").matches}
    assert matches == {"MAXO_0000747": "close"}


def test_a_claim_has_its_qualifiers(ms):
    claim = ms.claims[kg.IRI(MS + "claim-article-b29-s3-2")]
    assert claim.comparator == MS + "embryonic-stem-cell"
    claim = ms.claims[kg.IRI(MS + "claim-article-b13-s4-1")]
    assert (claim.means, claim.modality) == (MS + "immune-resetting", "aimedAt")
    claim = ms.claims[kg.IRI(MS + "claim-article-b23-s6-1")]
    assert claim.about_claims == (MS + "claim-article-b23-s3-1",)
    assert claim.about_studies == (MS + "unidentified-study-1",)
    claim = ms.claims[kg.IRI(MS + "claim-article-b11-s5-1")]
    assert [s.local_name for s in claim.sentences] == ["article-b11-s5", "article-b15-s1"]


FIGURES = """
ex:drug a tkg:Drug . ex:tea a tkg:Drug . ex:water a tkg:ControlCondition . ex:pain a tkg:Symptom .
ex:s a tkg:Study ; tkg:hasArm ex:a , ex:b , ex:c .
ex:a a tkg:Arm ; tkg:countsFor ex:drug . ex:b a tkg:Arm ; tkg:countsFor ex:tea .
ex:c a tkg:Arm ; tkg:countsFor ex:drug .
ex:r1 tkg:arm ex:a ; tkg:comparatorArm ex:b . ex:r2 tkg:arm ex:b ; tkg:comparatorArm ex:a .
ex:r3 tkg:arm ex:a ; tkg:comparatorArm ex:c . ex:r4 tkg:countsFor ex:drug ; tkg:comparator ex:water .
ex:q a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:supports ; tkg:modality tkg:shown ; tkg:result """


@pytest.mark.parametrize(
    ("results", "ends"),
    [
        ("ex:r1", ["tea"]),
        ("ex:r2", ["tea"]),
        ("ex:r3", []),
        ("ex:r1 , ex:r2 , ex:r3 , ex:r4", ["tea", "water"]),
        ("ex:r1 ; tkg:comparator ex:water", ["water"]),
    ],
)
def test_a_claim_is_set_against_its_comparator_or_else_that_of_its_figures(derived, results, ends):
    claim = derived(f"{FIGURES}{results} .").claims[kg.IRI("http://example.org/q")]
    assert [end.local_name for end in claim.compared_with] == ends


def test_sentences_come_in_the_order_of_the_source(ms):
    places = [(s.block, s.position) for s in read_sentences(ms.store).values()]
    assert places == sorted(places)
    assert len(places) == 124


def test_a_source_says_who_read_it(ms):
    source = ms.sources[ms.prefixes["ms"] + "article"]
    assert source.extracted_by
    assert source.checked_by.startswith("A second reader")


def test_data_without_labels_show_their_local_names(write):
    path = write(
        "a.ttl",
        "<http://e/a> a <https://w3id.org/treatment-kg/ontology#Drug> .",
    )
    knowledge = kg.load(path)
    assert knowledge.label("http://e/a") == "http://e/a"
    knowledge.derive()
    assert knowledge.concept("a").cls == kg.TKG.Drug
