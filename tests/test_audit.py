from __future__ import annotations

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
        "Stale: none.",
        "Retracted: none.",
        "Registered twice: none.",
        "Sources that differ: none.",
        "Every sentence is accounted for, and every claim has its source.",
    ]


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
