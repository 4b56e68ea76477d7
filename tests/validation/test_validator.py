"""Validating stores as people have them."""

from __future__ import annotations

import pyoxigraph as ox

import kg
from kg.loading import load_ontology
from kg.store.embedded import EmbeddedStore
from kg.validation import validate, validate_ontology
from kg.vocabulary import PREFIXES

CLAIM = """
@prefix ex: <https://example.org/> .
@prefix ms: <https://w3id.org/treatment-kg/ms/> .
@prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:claim a tkg:Claim ;
    tkg:subject ms:ahsct ; tkg:predicate tkg:reduces ; tkg:object ms:relapse-rate ;
    tkg:direction tkg:supports ; tkg:modality tkg:shown ;
    tkg:source ex:report .
ex:report a tkg:Source ;
    skos:prefLabel "A report"@en .
"""


def sentences(store: EmbeddedStore) -> list[str]:
    return [str(finding) for finding in validate(store).findings]


def test_the_pack_ms_conforms(ms):
    assert ms.validate().to_text() == "nothing to mend"


def test_the_vocabulary_conforms(ms):
    assert validate_ontology(ms.store).to_text() == "nothing to mend"


def test_claims_about_concepts_of_a_pack_are_told_to_load_it(write):
    remedy = "name a concept by its IRI, and describe it here or load the pack that does"
    what = "that is not described as a concept ('https://w3id.org/treatment-kg/ms/"
    assert [str(finding) for finding in kg.load(write("c.ttl", CLAIM)).validate().findings] == [
        f"claim 'https://example.org/claim' has an object {what}relapse-rate'); {remedy}",
        f"claim 'https://example.org/claim' has a subject {what}ahsct'); {remedy}",
    ]


def test_claims_about_concepts_of_a_pack_conform_together_with_it(write):
    assert kg.load("ms", write("claim.ttl", CLAIM)).validate().findings == ()


def test_bare_triple_of_a_newcomer_does_not_conform(data):
    assert sentences(data("ex:tea tkg:reduces ex:fever .")) == [
        "something is described without a class ('ex:tea');"
        " add 'a' and its class, such as tkg:Claim or tkg:Drug"
    ]
    assert sentences(data("ex:tea a ex:Brew ; tkg:reduces ex:fever .")) == [
        "'ex:tea' has the bare triple tkg:reduces ex:fever;"
        " make it a claim with a direction, a modality and a source"
    ]


def test_store_is_not_changed(data):
    store = data("ex:a a tkg:Claim .")
    before = set(store.quads())
    validate(store)
    assert set(store.quads()) == before


def test_findings_are_the_same_whether_or_not_the_vocabulary_is_in_the_store(data):
    store = data("ex:a a tkg:Claim ; tkg:direction tkg:up . ex:b a tkg:Outcome ; tkg:wekks 1 .")
    without = validate(store)
    load_ontology(store)
    assert len(without.findings) > 5
    assert validate(store) == without


def test_triple_in_two_graphs_is_found_once(data):
    text = "ex:a a tkg:Source ; skos:prefLabel 'a' , 'a'@en ."
    assert sentences(data(text, text)) == sentences(data(text))
    assert len(sentences(data(text))) == 1


def test_triples_in_the_unnamed_graph_are_checked():
    store = EmbeddedStore(prefixes=PREFIXES)
    store.update("INSERT DATA { <x:a> a tkg:Source }")
    assert sentences(store) == ["'x:a' has no English label; add skos:prefLabel with @en"]


def test_store_without_prefixes_is_checked():
    store = EmbeddedStore()
    a, source = ox.NamedNode("x:a"), ox.NamedNode(PREFIXES["tkg"] + "Source")
    store.extend([ox.Quad(a, ox.NamedNode(PREFIXES["rdf"] + "type"), source)])
    assert sentences(store) == ["'x:a' has no English label; add skos:prefLabel with @en"]


def test_pack_declares_the_prefix_that_findings_use():
    store = EmbeddedStore(prefixes=PREFIXES)
    store.update(
        "INSERT DATA { <https://tea.org/> a tkg:Pack ; vann:preferredNamespacePrefix 'tea' ;"
        " vann:preferredNamespaceUri 'https://tea.org/' . <https://tea.org/a> a tkg:Source }"
    )
    assert "'tea:a' has no English label; add skos:prefLabel with @en" in sentences(store)


def test_own_class_below_one_of_the_vocabulary_counts_as_that(data):
    tea = 'ex:tea a ex:Brew ; skos:prefLabel "tea"@en ; skos:definition "A brew."@en .'
    store = data(f"ex:Brew a owl:Class ; rdfs:subClassOf tkg:Drug . {tea}")
    assert sentences(store) == []
    assert sentences(data(f"ex:Brew a owl:Class ; rdfs:subClassOf tkg:Outcome . {tea}")) == [
        "outcome 'ex:tea' has no desirable direction; add tkg:desirableDirection tkg:higher or lower"
    ]


def test_each_concept_of_a_circle_is_named(data):
    concept = 'a tkg:Drug ; skos:prefLabel "{0}"@en ; skos:definition "A {0}."@en ;'
    ring = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")]
    text = "\n".join(f"ex:{n} {concept.format(n)} skos:broader ex:{up} ." for n, up in ring)
    assert [finding.name for finding in validate(data(text)).findings] == ["ex:a", "ex:b", "ex:c"]


def test_two_packs_may_use_one_label(data):
    tea = 'a tkg:Drug ; skos:prefLabel "tea"@en ; skos:definition "A brew."@en .'
    assert sentences(data(f"<https://a.org/tea> {tea} <https://b.org/tea> {tea}")) == []
    assert len(sentences(data(f"<https://a.org/tea> {tea} <https://a.org/chai> {tea}"))) == 1


def test_hostile_text_stays_on_one_line_and_short(data):
    store = data('ex:a a tkg:Source ; skos:prefLabel "a"@en , """x\\n\\u001b[31m""" .')
    (sentence,) = sentences(store)
    assert "('x \N{REPLACEMENT CHARACTER}[31m')" in sentence
    long = data(f'ex:a a tkg:Source ; skos:prefLabel "a"@en , "{"x" * 9999}" .')
    assert len(sentences(long)[0]) < 250


def test_findings_are_sorted_and_repeatable(data):
    store = data("ex:b a tkg:Claim . ex:a a tkg:Claim ; tkg:direction tkg:up , tkg:down .")
    report = validate(store)
    order = [(f.focus, f.shape, str(f.value)) for f in report.findings]
    assert order == sorted(order)
    assert validate(store) == report
