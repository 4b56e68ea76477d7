"""Each constraint component, on a case small enough to do by hand, and beside pyshacl."""

from __future__ import annotations

import pytest

from kg.errors import DataError
from kg.validation.shapes import PARAMETERS, read_shapes
from kg.validation.validator import check

from .examples import EXAMPLE
from .oracle import graph_of, pyshacl_finds, we_find

WORLD = """
ex:Animal a owl:Class . ex:Dog rdfs:subClassOf ex:Animal . ex:Puppy rdfs:subClassOf ex:Dog .
ex:none a ex:Thing .
ex:one a ex:Thing ; ex:p 1 .
ex:two a ex:Thing ; ex:p 1 , 2 .
ex:three a ex:Thing ; ex:p 1 , 2 , 3 .
ex:half a ex:Thing ; ex:p 0.5 .
ex:zero a ex:Thing ; ex:p 0 .
ex:words a ex:Thing ; ex:p "red rose" .
ex:english a ex:Thing ; ex:p "rose"@en .
ex:bilingual a ex:Thing ; ex:p "rose"@en , "Rose"@de .
ex:british a ex:Thing ; ex:p "rose"@en-gb .
ex:english-twice a ex:Thing ; ex:p "rose"@en , "daisy"@en .
ex:puppy a ex:Thing , ex:Puppy ; ex:p ex:puppy .
ex:friend a ex:Thing ; ex:p ex:one .
ex:impossible a ex:Thing ; ex:p "2026-02-30"^^xsd:date .
ex:broken a ex:Thing ; ex:p "one"^^xsd:integer .
ex:leap a ex:Thing ; ex:p "2024-02-29"^^xsd:date .
ex:odd a ex:Thing ; ex:p [] .
"""

EVERY = frozenset(
    "none one two three half zero words english bilingual british english-twice puppy friend"
    " impossible broken leap odd".split()
)

# Which things break a constraint on ex:p.
BROKEN = {
    "sh:minCount 1": {"none"},
    "sh:minCount 2": EVERY - {"two", "three", "bilingual", "english-twice"},
    "sh:maxCount 1": {"two", "three", "bilingual", "english-twice"},
    "sh:maxCount 2": {"three"},
    "sh:maxCount 0": EVERY - {"none"},
    "sh:hasValue 2": EVERY - {"two", "three"},
    "sh:uniqueLang true": {"english-twice"},
    "sh:uniqueLang false": set(),
    "sh:class ex:Animal": EVERY - {"none", "puppy"},
    "sh:datatype xsd:integer": EVERY - {"none", "one", "two", "three", "zero"},
    "sh:datatype xsd:decimal": EVERY - {"none", "half"},
    "sh:datatype xsd:date": EVERY - {"none", "leap"},
    "sh:datatype xsd:string": EVERY - {"none", "words"},
    "sh:datatype rdf:langString": EVERY
    - {"none", "english", "bilingual", "british", "english-twice"},
    "sh:nodeKind sh:IRI": EVERY - {"none", "puppy", "friend"},
    "sh:nodeKind sh:BlankNodeOrIRI": EVERY - {"none", "puppy", "friend", "odd"},
    "sh:nodeKind sh:BlankNode": EVERY - {"none", "odd"},
    "sh:nodeKind sh:Literal": {"puppy", "friend", "odd"},
    "sh:nodeKind sh:BlankNodeOrLiteral": {"puppy", "friend"},
    "sh:nodeKind sh:IRIOrLiteral": {"odd"},
    "sh:minInclusive 1": EVERY - {"none", "one", "two", "three"},
    "sh:minExclusive 0": EVERY - {"none", "one", "two", "three", "half"},
    'sh:pattern "^(red )?rose$"': EVERY - {"none", "words", "english", "british"},
    'sh:languageIn ( "en" )': EVERY - {"none", "english", "british", "english-twice"},
    'sh:languageIn ( "en" "de" )': EVERY
    - {"none", "english", "bilingual", "british", "english-twice"},
    'sh:in ( 1 "rose"@en ex:one )': EVERY - {"none", "one", "english", "friend"},
}

SHAPE = """
shape:S a sh:NodeShape ; rdfs:label "thing"@en ; sh:targetClass ex:Thing ; sh:property shape:P .
shape:P a sh:PropertyShape ; sh:path ex:p ; sh:message "a thing is bad; mend it"@en ; {} .
"""


def test_every_component_but_sparql_is_tested():
    tested = {constraint.split()[0].removeprefix("sh:") for constraint in BROKEN}
    assert tested == PARAMETERS - {"sparql"}


@pytest.mark.parametrize("constraint", BROKEN)
def test_component_finds_what_breaks_it_as_pyshacl_does(constraint, data, shapes_file):
    store, path = data(WORLD), shapes_file(SHAPE.format(constraint))
    ours = we_find(check(store, read_shapes(path)))
    assert ours == {(EXAMPLE + name, EXAMPLE + "p", "P") for name in BROKEN[constraint]}
    assert ours == pyshacl_finds(graph_of(store), path)


def test_value_counts_once_though_it_stands_in_two_graphs(data, shapes):
    store = data("ex:one a ex:Thing ; ex:p 1 .", "ex:one a ex:Thing ; ex:p 1 .")
    assert check(store, shapes(SHAPE.format("sh:maxCount 1"))).conforms


def test_finding_holds_the_value_that_breaks_a_component(data, shapes):
    store = data("ex:one a ex:Thing ; ex:p 1 , 0 , -1 .")
    findings = check(store, shapes(SHAPE.format("sh:minInclusive 1"))).findings
    assert [(str(finding), finding.value) for finding in findings] == [
        ("'ex:one' is bad (-1); mend it", -1),
        ("'ex:one' is bad (0); mend it", 0),
    ]


def test_path_can_lead_backwards(data, shapes_file):
    text = SHAPE.format("sh:maxCount 1").replace("sh:path ex:p", "sh:path [ sh:inversePath ex:p ]")
    store, path = data("ex:a a ex:Thing . ex:b ex:p ex:a . ex:c ex:p ex:a ."), shapes_file(text)
    ours = we_find(check(store, read_shapes(path)), backwards=frozenset({"P"}))
    assert ours == {(EXAMPLE + "a", "_", "P")} == pyshacl_finds(graph_of(store), path)


def test_component_can_be_about_the_focus_itself(data, shapes_file):
    path = shapes_file(
        'shape:S a sh:NodeShape ; rdfs:label "thing"@en ; sh:targetClass ex:Thing ;'
        ' sh:class ex:Animal ; sh:message "a thing is bad; mend it"@en .'
    )
    store = data(WORLD)
    ours = we_find(check(store, read_shapes(path)))
    assert ours == {(EXAMPLE + name, "", "S") for name in EVERY - {"puppy"}}
    assert ours == pyshacl_finds(graph_of(store), path)


@pytest.mark.parametrize(
    ("constraint", "sentence"),
    [
        (
            "sh:datatype xsd:gYear",
            "shape 'P' has the datatype http://www.w3.org/2001/XMLSchema#gYear, which cannot be"
            " checked; use xsd:boolean, xsd:date, xsd:dateTime, xsd:decimal,",
        ),
        ("sh:nodeKind sh:Iri", "shape 'P' has the node kind 'Iri'; use BlankNode,"),
        ('sh:class "Animal"', "shape 'P' has a sh:class that is no IRI; give an IRI"),
    ],
)
def test_parameter_that_cannot_be_checked_is_refused(constraint, sentence, data, shapes):
    with pytest.raises(DataError) as caught:
        check(data(WORLD), shapes(SHAPE.format(constraint)))
    assert str(caught.value).startswith(sentence)


def test_count_without_a_path_is_refused(data, shapes):
    text = (
        'shape:S a sh:NodeShape ; rdfs:label "thing"@en ; sh:targetClass ex:Thing ;'
        ' sh:minCount 1 ; sh:message "a thing is bad; mend it"@en .'
    )
    with pytest.raises(DataError, match="'S' has sh:minCount but no path; add sh:path"):
        check(data(WORLD), shapes(text))
