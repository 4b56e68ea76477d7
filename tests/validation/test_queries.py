"""Targets, and constraints that are given as SPARQL."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import DataError
from kg.validation.shapes import read_shapes
from kg.validation.validator import check
from kg.vocabulary import DERIVED

from .examples import EXAMPLE
from .oracle import graph_of, pyshacl_finds, we_find

WORLD = """
ex:Dog rdfs:subClassOf ex:Animal .
ex:rex a ex:Dog ; ex:likes ex:tom .
ex:tom a ex:Cat ; ex:likes ex:rex , ex:tom .
ex:stone ex:likes ex:rex .
"""

NEVER = """
shape:S a sh:NodeShape ; rdfs:label "thing"@en ; {} ;
    sh:nodeKind sh:Literal ; sh:message "a thing is bad; mend it"@en .
"""

SPARQL = """
ex:ontology a owl:Ontology ;
    sh:declare [ sh:prefix "likings" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .
shape:S a sh:NodeShape ; rdfs:label "thing"@en ; sh:targetSubjectsOf ex:likes ;
    sh:sparql [
        sh:prefixes ex:ontology ;
        sh:message "a thing is bad; mend it"@en ;
        sh:select '''%s''' ] .
"""


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("sh:targetClass ex:Animal", {"rex"}),
        ("sh:targetClass ex:Animal , ex:Cat", {"rex", "tom"}),
        ("sh:targetSubjectsOf ex:likes", {"rex", "tom", "stone"}),
        ("sh:targetObjectsOf ex:likes", {"rex", "tom"}),
        ("sh:targetNode ex:ghost", {"ghost"}),
        ("sh:targetNode ex:ghost ; sh:targetClass ex:Dog", {"ghost", "rex"}),
        ("sh:targetClass ex:Nothing", set()),
    ],
)
def test_target_finds_what_a_shape_is_about_as_in_pyshacl(target, found, data, shapes_file):
    store, path = data(WORLD), shapes_file(NEVER.format(target))
    ours = we_find(check(store, read_shapes(path)))
    assert ours == {(EXAMPLE + name, "", "S") for name in found}
    assert ours == pyshacl_finds(graph_of(store), path)


@pytest.mark.parametrize(
    ("select", "found"),
    [
        ("SELECT $this ?value WHERE { $this likings:likes $this , ?value }", [("tom", "rex")] * 2),
        ("SELECT $this WHERE { FILTER NOT EXISTS { $this a ?class } }", [("stone", None)]),
        (
            "SELECT $this (COUNT(?o) AS ?value) { $this likings:likes ?o }"
            " GROUP BY $this HAVING (COUNT(?o) > 1)",
            [("tom", 2)],
        ),
        ("SELECT $this { $this a ?class . FILTER (?class = likings:Cat) } # {", [("tom", None)]),
    ],
)
def test_select_is_asked_of_all_targets_as_in_pyshacl(select, found, data, shapes_file):
    store, path = data(WORLD), shapes_file(SPARQL % select)
    report = check(store, read_shapes(path))
    assert {finding.focus.local_name for finding in report.findings} == {name for name, _ in found}
    assert we_find(report) == pyshacl_finds(graph_of(store), path)


def test_message_names_what_the_select_found(data, shapes):
    text = SPARQL % "SELECT $this ?value ?reason { $this likings:likes ?value . ?value a ?reason }"
    text = text.replace("a thing is bad; mend", "a thing likes {?value}, a {$reason}; mend")
    (first, *_) = check(data(WORLD), shapes(text)).findings
    assert str(first) == "'ex:rex' likes ex:tom, a ex:Cat; mend it"


def test_derived_triple_is_nobodys_fault(data, shapes):
    select = "SELECT $this ?path ?value { $this ?path ?value . FILTER (?path = likings:likes) }"
    store, read = data(WORLD), shapes(SPARQL % select)
    before = {finding.value.local_name for finding in check(store, read).findings}
    ghost, likes = ox.NamedNode(EXAMPLE + "ghost"), ox.NamedNode(EXAMPLE + "likes")
    stone = ox.NamedNode(EXAMPLE + "stone")
    store.extend([ox.Quad(stone, likes, ghost, ox.NamedNode(DERIVED))])
    assert {finding.value.local_name for finding in check(store, read).findings} == before
    store.extend([ox.Quad(stone, likes, ghost, ox.NamedNode("file:///written"))])
    assert len(check(store, read).findings) == 4


@pytest.mark.parametrize(
    "select",
    [
        "SELECT $this { $this a ?class MINUS { $this a likings:Dog } }",
        "SELECT $this { VALUES ?class { likings:Dog } $this a ?class }",
        "SELECT $this { $this a ?class . SERVICE <https://example.org/> { ?s ?p ?o } }",
        "SELECT $this { { SELECT $this { $this a ?class } } }",
        "ASK { $this a ?class }",
    ],
)
def test_select_that_cannot_be_asked_of_all_targets_is_refused(select, data, shapes):
    with pytest.raises(DataError) as caught:
        check(data(WORLD), shapes(SPARQL % select))
    assert str(caught.value) == (
        "shape 'S' has a query that cannot be asked of all its targets at once;"
        " write one SELECT without MINUS, SERVICE, VALUES"
    )


def test_words_in_texts_and_names_are_not_taken_for_keywords(data, shapes):
    select = 'SELECT $this { $this likings:likes ?values FILTER ("MINUS { SELECT" != "") }'
    assert len(check(data(WORLD), shapes(SPARQL % select)).findings) == 3
