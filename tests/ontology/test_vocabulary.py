from __future__ import annotations

import pytest

import kg
from kg import resources
from kg.files import read_text
from kg.vocabulary import ONTOLOGY, TKG

DECLARED = "SELECT DISTINCT ?term { ?term rdfs:isDefinedBy ?ontology ; a ?type }"


@pytest.fixture(scope="module")
def ontology() -> kg.Knowledge:
    store = kg.load(resources.folder("treatment-kg.ttl"))
    assert len(store.select(DECLARED, ontology=ONTOLOGY)) > 200
    return store


def test_the_python_namespace_is_what_the_ontology_declares(ontology):
    declared = {row.term for row in ontology.select(DECLARED, ontology=ONTOLOGY)}
    assert declared == {TKG[name] for name in TKG.terms}


def test_a_misspelt_term_is_an_error():
    with pytest.raises(
        kg.UnknownNameError, match="term 'Therpy' is not in the vocabulary; did you mean 'Therapy'"
    ):
        _ = TKG.Therpy


def test_every_term_used_in_rules_questions_and_packs_is_declared():
    from kg.store.syntax import tokens

    files = [*resources.files("rules", suffix=".rq"), *resources.files("questions", suffix=".rq")]
    assert len(files) >= 40
    used = set()
    for path in files:
        query = read_text(path)
        used |= {t.text for t in tokens(query) if t.text.startswith("tkg:")}
    assert {name for name in used if name.removeprefix("tkg:") not in TKG.terms} == set()


def test_every_term_used_as_data_is_declared(ms):
    rows = ms.select(
        "SELECT DISTINCT ?term { { ?term ?p ?o } UNION { ?s ?term ?o } UNION { ?s ?p ?term }"
        " FILTER (isIRI(?term) && STRSTARTS(STR(?term), STR(tkg:))) }"
    )
    assert {row.term for row in rows if row.term not in TKG} == set()


def test_every_predicate_that_a_row_can_be_about_names_it(ontology):
    """Effects stand in rows of their outcomes: their predicates name none."""
    query = "SELECT ?p ?aspect ?row { ?p tkg:aspect ?aspect OPTIONAL { ?p tkg:rowLabel ?row } }"
    found = list(ontology.select(query).tuples())
    assert len(found) > 60
    of_effects = (TKG.benefitAspect, TKG.riskAspect)
    assert [p for p, aspect, row in found if (row is None) != (aspect in of_effects)] == []


def test_no_property_is_of_two_kinds(ontology):
    """OWL 2 DL, section 5.8.1: an IRI is not both an object and a datatype property."""
    for one, other in [
        ("ObjectProperty", "DatatypeProperty"),
        ("ObjectProperty", "AnnotationProperty"),
        ("DatatypeProperty", "AnnotationProperty"),
        ("Class", "NamedIndividual"),
    ]:
        assert not ontology.ask(f"ASK {{ ?p a owl:{one} , owl:{other} }}")


def test_no_transitive_property_is_functional(ontology):
    """OWL 2 DL, section 11: a property that is not simple has no cardinality."""
    assert not ontology.ask("ASK { ?p a owl:TransitiveProperty , owl:FunctionalProperty }")


def test_every_domain_and_range_is_a_declared_class_or_a_datatype_of_owl(ontology):
    rows = ontology.select(
        "SELECT DISTINCT ?class { ?p rdfs:domain|rdfs:range ?class FILTER NOT EXISTS { ?class a owl:Class } }"
    )
    assert {row["class"].local_name for row in rows} == {"string", "integer", "decimal", "boolean"}


def test_every_literal_is_of_a_datatype_that_owl_2_knows(ontology):
    """OWL 2, section 4: the datatype map has xsd:dateTime, and no xsd:date."""
    rows = ontology.select(
        "SELECT DISTINCT ?type { ?s ?p ?o BIND (DATATYPE(?o) AS ?type) FILTER (BOUND(?type)) }"
    )
    assert {row.type.local_name for row in rows} == {"string", "langString", "dateTime", "integer"}


def test_datatype_properties_range_over_data_and_object_properties_over_classes(ontology):
    assert not ontology.ask(
        "ASK { ?p a owl:ObjectProperty ; rdfs:range ?r FILTER (STRSTARTS(STR(?r), STR(xsd:))) }"
    )
    assert not ontology.ask(
        "ASK { ?p a owl:DatatypeProperty ; rdfs:range ?r FILTER (STRSTARTS(STR(?r), STR(tkg:))) }"
    )


def test_the_header_says_what_it_is(ontology):
    for property in (
        "dcterms:title dcterms:description dcterms:creator dcterms:created dcterms:license "
        "vann:preferredNamespacePrefix vann:preferredNamespaceUri owl:versionIRI"
    ).split():
        assert ontology.ask(f"ASK {{ ?ontology {property} ?value }}", ontology=ONTOLOGY)


def test_the_vocabulary_has_one_version_with_the_package(ontology):
    version = ontology.select("SELECT ?v { ?o owl:versionInfo ?v }", o=ONTOLOGY)[0].v
    assert version == kg.__version__


def test_alignments_map_declared_terms_with_a_reason_each(ontology):
    path = resources.folder("alignments.ttl")
    aligned = kg.load(path)
    rows = aligned.select("SELECT DISTINCT ?s { ?s ?p ?o FILTER (?p != rdf:type) }")
    assert {row.s for row in rows if row.s not in TKG} <= {ONTOLOGY + "/alignments"}
    with open(path, encoding="utf-8") as file:
        blocks = [b for b in file.read().split("\n\n") if "\ntkg:" in b or b.startswith("tkg:")]
    assert len(blocks) > 10
    assert [b for b in blocks if not b.lstrip().startswith("#")] == []
