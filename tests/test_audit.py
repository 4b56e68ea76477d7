from __future__ import annotations

import json
import os

import pytest

import kg
from kg.sentences import fingerprint

PACK = """
@prefix ex: <https://example.org/> . @prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:source a tkg:Source ; skos:prefLabel "A source"@en .
ex:section a tkg:Section ; skos:prefLabel "A section"@en .
ex:s1 a tkg:Sentence ; tkg:source ex:source ; tkg:section ex:section ; tkg:block 1 ; tkg:position 1 ;
  tkg:fingerprint "ONE" ; tkg:yieldsNoClaim tkg:heading .
ex:s2 a tkg:Sentence ; tkg:source ex:source ; tkg:section ex:section ; tkg:block 2 ; tkg:position 1 ;
  tkg:fingerprint "TWO" .
ex:c a tkg:Claim ; tkg:subject ex:a ; tkg:predicate tkg:reduces ; tkg:object ex:b ;
  tkg:direction tkg:supports ; tkg:modality tkg:possible ; tkg:source ex:source ; tkg:sentence ex:s2 .
""".replace("ONE", fingerprint("A title")).replace("TWO", fingerprint("A may reduce B."))
TEXT = "A title\nA may reduce B.\n"


@pytest.fixture
def audited(write):
    def audit(pack: str = PACK, text: str | None = None):
        knowledge = kg.load(write("pack.nt.ttl", pack))
        return knowledge.audit(source=None if text is None else write("text.txt", text))

    return audit


def test_a_complete_source_has_no_findings(audited):
    found = audited(text=TEXT)
    assert found.complete
    assert found.checked == 2
    assert found.to_text().splitlines() == [
        "A source",
        "section    sentences  with claims  without claim  open  claims",
        "---------  ---------  -----------  -------------  ----  ------",
        "A section  2          1            1              0     1",
        "all        2          1            1              0     1",
        "Sentences without a claim, by reason: 1 heading.",
        "Fingerprints compared with the text: 2.",
        "Figures: none.",
        "Facts: none.",
        "Stale: none.",
        "Retracted: none.",
        "Registered twice: none.",
        "Sources that differ: none.",
        "Printed otherwise elsewhere, as a remark tells: none.",
        "Every sentence is accounted for, and every claim has its source.",
    ]


def test_a_claim_that_two_sections_state_counts_once_in_all_and_that_is_said(audited):
    more = """
    ex:other a tkg:Section ; skos:prefLabel "Another section"@en .
    ex:s3 a tkg:Sentence ; tkg:source ex:source ; tkg:section ex:other ; tkg:block 3 ;
      tkg:position 1 ; tkg:fingerprint "three" .
    ex:c tkg:sentence ex:s3 .
    """
    found = audited(PACK + more)
    assert [line.claims for line in found.coverage] == [1, 1]
    assert found.claims == 1
    assert (
        "A claim counts in each section that states it, and once in all: 2 in the sections are 1"
        " claim." in found.to_text().splitlines()
    )


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            " ; tkg:yieldsNoClaim tkg:heading",
            "",
            "sentence 's1' has no claim and no reason; add a claim or tkg:yieldsNoClaim",
        ),
        (
            "tkg:sentence ex:s2",
            "tkg:sentence ex:s1 , ex:s2",
            "sentence 's1' has a claim and a reason for none; remove one",
        ),
        (
            " ; tkg:source ex:source ; tkg:sentence ex:s2",
            " ; tkg:sentence ex:s2",
            "claim 'c' has no source; add tkg:source",
        ),
        (
            "tkg:sentence ex:s2",
            "tkg:sentence ex:s2 , ex:s9",
            "claim 'c' cites 's9', which is in no sentence index; correct it",
        ),
    ],
)
def test_what_is_missing_is_one_sentence(audited, old, new, finding):
    assert PACK.count(old) == 1
    assert audited(PACK.replace(old, new)).findings == (finding,)


def test_a_claim_without_a_place_in_an_indexed_source_is_found(audited):
    found = audited(PACK.replace(" ; tkg:sentence ex:s2", ""))
    assert found.findings[0] == "claim 'c' is not located in its source; add tkg:sentence"
    assert not found.complete


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("A title\nA will reduce B.\n", "block 2, sentence 1: the text differs from the index"),
        ("A title\n", "has no block 2, sentence 1, which the index has"),
        ("A title\nA may reduce B. It may not.\n", "block 2, sentence 2: the index lacks it"),
    ],
)
def test_a_text_that_is_not_the_indexed_one_is_found(audited, text, finding):
    (found,) = audited(text=text).findings
    assert finding in found


def test_the_article_is_covered_whole(ms):
    """Check the text too where the environment says where it is; the index alone where not."""
    text = os.environ.get("KG_ARTICLE")
    found = ms.audit(source=text)
    assert found.findings == ()
    assert found.checked == (124 if text else 0)
    assert sum(line.sentences for line in found.coverage) == 124
    assert found.reasons == {"heading": 19, "invitation": 1}
    assert len(found.coverage) == 22


LABELS = """
@prefix ex: <https://example.org/> . @prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
ex:label a tkg:Source ; tkg:sourceKind tkg:originalDocument .
ex:mirror a tkg:Source ; tkg:sourceKind tkg:copiedDocument .
ex:news a tkg:Source ; tkg:sourceKind tkg:secondaryDocument .
ex:page a tkg:Source .
ex:c1 a tkg:Claim ; tkg:source ex:label .
ex:c2 a tkg:Claim ; tkg:source ex:news , ex:mirror .
ex:c3 a tkg:Claim ; tkg:source ex:news .
ex:c4 a tkg:Claim ; tkg:source ex:page .
ex:c5 a tkg:Claim ; tkg:source ex:page ; tkg:result ex:r1 .
ex:c6 a tkg:Claim ; tkg:source ex:page ; tkg:study ex:trial .
ex:trial a tkg:Study ; skos:prefLabel "fog trial"@en ; tkg:identified true ;
  tkg:hasArm ex:tea , ex:water .
ex:tea a tkg:Arm ; skos:prefLabel "tea"@en ; tkg:countsFor ex:moon-tea .
ex:water a tkg:Arm ; skos:prefLabel "water"@en ; tkg:countsFor ex:warm-water .
ex:moon-tea a tkg:Therapy ; skos:prefLabel "moon tea"@en .
ex:warm-water a tkg:ControlCondition ; skos:prefLabel "warm water"@en .
ex:cold a tkg:Outcome ; skos:prefLabel "cold"@en .
"""
RESULT = """
ex:r{n} a tkg:CountResult ; tkg:arm ex:{arm} ; tkg:outcome ex:cold ; tkg:events {n} ; tkg:total 40 ;
  tkg:source ex:page ; tkg:verification tkg:readInSource ; tkg:printedOtherwise true ;
  dcterms:description "A leaflet prints other counts." .
"""
CLAIM = "tkg:subject ex:moon-tea ; tkg:predicate tkg:reduces ; tkg:object ex:cold ;\n"
CLAIM += "  tkg:direction tkg:supports ; tkg:modality tkg:established ; tkg:source"


@pytest.fixture
def labels(write):
    text = LABELS + RESULT.format(n=1, arm="tea") + RESULT.format(n=2, arm="water")
    return kg.load(write("labels.ttl", text.replace("Claim ; tkg:source", f"Claim ; {CLAIM}")))


def test_facts_are_counted_by_the_nearest_document_that_they_come_from(labels):
    assert labels.audit().standing.facts == {
        "originalDocument": 1,
        "copiedDocument": 1,
        "secondaryDocument": 1,
        "": 1,
    }
    assert (
        "Facts: 4; 1 from an original document (25 %), 1 from a copy of one (25 %), 1 from a"
        " secondary document (25 %), 1 from a document of which that is not said (25 %)."
    ) in labels.audit().to_text()


def test_a_difference_that_only_a_remark_tells_is_told_once_for_all_its_arms(labels):
    assert labels.audit().standing.printed_otherwise == (
        "fog trial, cold: tea 1/40; water 2/40. A leaflet prints other counts.",
    )


def test_everything_there_is_to_look_at_can_be_had(ms):
    found = ms.audit()
    stale = found.standing.stale
    assert len(stale) > 10
    assert f"- and {len(stale) - 10} more (--all lists them)." in found.to_text()
    whole = found.to_text(whole=True).splitlines()
    assert [line[2:] for line in whole if line[2:] in stale] == list(stale)
    assert [row[1] for row in found.to_table() if row[0] == "Stale"] == list(stale)
    told = json.loads(found.to_json())
    assert told["to_look_at"]["Stale"] == list(stale)
    assert sum(told["facts"].values()) == sum(found.standing.facts.values()) > 500
