"""Data that people write by hand and get wrong: an error in one line, and no face that misleads."""

from __future__ import annotations

import os

import pytest

import kg
from kg.exchange.graphml import to_graphml

HEAD = """
@prefix ex: <https://example.org/> . @prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CLAIM = (
    "ex:c a tkg:Claim ; tkg:subject ex:t ; tkg:predicate tkg:reduces ; tkg:object ex:o ;"
    " tkg:direction tkg:supports ; tkg:modality tkg:shown ."
    ' ex:t a tkg:Therapy ; skos:prefLabel "therapy"@en .'
    ' ex:o a tkg:Outcome ; skos:prefLabel "pain"@en ; tkg:desirableDirection tkg:lower .'
)


@pytest.fixture
def derived(write):
    def derive(text: str) -> kg.Knowledge:
        knowledge = kg.load(write("odd.ttl", HEAD + text))
        knowledge.derive()
        return knowledge

    return derive


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("tkg:object ex:o", 'tkg:object "o"', "has 'o' as tkg:object; give an IRI"),
        ("tkg:object ex:o", "tkg:object 5", "has '5' as tkg:object; give an IRI"),
        ("tkg:object ex:o", "tkg:object []", "as tkg:object; give an IRI"),
        ("ex:c a", "[] a", "a blank node has "),
        ("tkg:supports", "<http://e/supports>", "which the vocabulary does not have; choose one"),
        ("tkg:shown", "ex:shown", "which the vocabulary does not have; choose one"),
        ("tkg:shown .", "tkg:shown ; tkg:disease 5 .", "has '5' as tkg:disease; give an IRI"),
        ("tkg:shown .", 'tkg:shown ; tkg:position "a" .', "has 'a' as tkg:position; give a whole"),
        ("tkg:shown .", 'tkg:shown ; tkg:weeks "NaN"^^xsd:double .', "as tkg:weeks; give a number"),
        ("tkg:shown .", 'tkg:shown ; tkg:validAsOf "soon" .', "as tkg:validAsOf; give a date"),
        ("tkg:shown .", 'tkg:shown ; tkg:appliesToKinds "no" .', "give true or false"),
        ("tkg:shown .", 'tkg:shown ; tkg:source "x", ex:s, 4 .', "as tkg:source; give an IRI"),
        (
            "tkg:shown .",
            "tkg:shown ; tkg:qualification 7 .",
            "has '7' as tkg:qualification; give text",
        ),
        ("@en ; tkg:des", "@en ; skos:broader 5, ex:x ; tkg:des", "as skos:broader; give an IRI"),
    ],
)
def test_a_value_of_another_kind_is_named_and_never_guessed(derived, old, new, sentence):
    assert CLAIM.count(old) >= 1
    with pytest.raises(kg.DataError) as caught:
        derived(CLAIM.replace(old, new, 1)).graph()
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_disputed_claim_that_calls_itself_a_benefit_is_none(derived):
    knowledge = derived(
        CLAIM.replace("a tkg:Claim", "a tkg:Claim , tkg:BenefitClaim").replace(
            "tkg:supports", "tkg:disputes"
        )
    )
    (claim,) = knowledge.claims.values()
    assert claim.effect is None
    assert len(knowledge.answer("benefits")) == 0
    assert b"reduces (disputes, shown)" in to_graphml(knowledge.graph())


def test_a_claim_of_two_directions_is_no_benefit(derived):
    knowledge = derived(CLAIM.replace("tkg:supports", "tkg:supports , tkg:disputes"))
    assert not knowledge.ask("ASK { ?c a tkg:BenefitClaim }")
    with pytest.raises(kg.DataError, match="has 2 values of tkg:direction"):
        _ = knowledge.claims


def test_the_english_label_is_shown_and_every_other_one_is_known(derived):
    knowledge = derived(CLAIM.replace('"therapy"@en', '"therapy"@en , "Aaa"@de , "bare"'))
    concept = knowledge.concept("Aaa")
    assert concept.label == "therapy"
    assert concept.alt_labels == ("Aaa", "bare")
    assert knowledge.concept("bare") == knowledge.concept("THERAPY") == concept
    assert knowledge.label(concept.iri) == "therapy"


def test_a_claim_about_itself_is_an_edge(derived):
    knowledge = derived(CLAIM.replace("tkg:object ex:o", "tkg:object ex:t"))
    assert [key.local_name for *_, key in knowledge.graph().edges(keys=True)] == ["c"]


def test_the_same_triples_in_two_files_are_one_claim(write):
    one, two = write("a/odd.ttl", HEAD + CLAIM), write("b/odd.ttl", HEAD + CLAIM)
    knowledge = kg.load(one, two)
    knowledge.derive()
    assert len(knowledge.graphs) == 4
    assert len(knowledge.claims) == len(knowledge.graph().edges) == 1


def test_a_shipped_packs_name_means_that_pack_wherever_one_is(tmp_path, monkeypatch):
    (tmp_path / "ms").mkdir()
    monkeypatch.chdir(tmp_path)
    assert [pack.prefix for pack in kg.load("ms").packs.values()] == ["ms"]
    with pytest.raises(kg.LoadError, match="the folder holds no RDF file"):
        kg.load("./ms")


@pytest.mark.parametrize("name", ["a\0.ttl", "\udcff.ttl"])
def test_a_file_name_that_is_none_is_refused(name):
    with pytest.raises(kg.LoadError, match="check the path"):
        kg.load(name)


def test_only_ordinary_files_of_a_folder_are_read(write, tmp_path):
    write("x/a.ttl", HEAD + CLAIM)
    os.mkfifo(tmp_path / "x" / "pipe.ttl")
    (tmp_path / "x" / "folder.ttl").mkdir()
    assert list(kg.load(tmp_path / "x").graphs) == ["file:///a.ttl"]


def test_a_store_may_be_read_by_several_at_once(ms, tmp_path):
    ms.save(tmp_path / "store")
    one = kg.load(tmp_path / "store", read_only=True)
    two = kg.load(tmp_path / "store", read_only=True)
    assert len(one.claims) == len(two.claims) == len(ms.claims)


def test_a_link_to_a_file_stays_a_link(ms, tmp_path):
    target, link = tmp_path / "target.trig", tmp_path / "link.trig"
    target.write_text("old")
    link.symlink_to(target)
    ms.write_trig(link)
    assert link.is_symlink()
    assert target.read_text().startswith("@prefix")
