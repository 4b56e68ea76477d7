"""Reading shapes, and the form of the shipped ones."""

from __future__ import annotations

import re

import pytest

from kg import resources
from kg.errors import DataError
from kg.rules import rules
from kg.store.embedded import EmbeddedStore
from kg.store.syntax import tokens
from kg.validation import validate
from kg.validation.shapes import read_shapes
from kg.vocabulary import PREFIXES

from .examples import VOCABULARY, store_of

SHIPPED = [
    shape
    for file in ("data.ttl", "ontology.ttl")
    for shape in read_shapes(resources.folder("shapes", file))
]

GOOD = """
shape:S a sh:NodeShape ; rdfs:label "thing"@en ; sh:targetClass ex:Thing ;
    sh:property shape:P .
shape:P a sh:PropertyShape ; sh:path ex:p ; sh:minCount 1 ; sh:message "a thing is bad; mend it"@en .
"""


def test_shape_inherits_target_and_label_from_its_node_shape(shapes):
    (shape,) = shapes(GOOD)
    assert (shape.iri.local_name, shape.label, shape.severity) == ("P", "thing", "violation")
    assert [(t.kind, t.term.value) for t in shape.targets] == [
        ("targetClass", "https://example.org/Thing")
    ]
    assert [(c.parameter, c.message) for c in shape.constraints] == [
        ("minCount", "a thing is bad; mend it")
    ]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("sh:minCount 1", "sh:maxLength 1", "shape 'P' uses sh:maxLength, which is not known here"),
        ("sh:minCount 1", "sh:or ()", "shape 'P' uses sh:or, which is not known here"),
        ("sh:minCount 1", "sh:deactivated true", "shape 'P' uses sh:deactivated, which is not"),
        ("sh:minCount 1", 'sh:flags "i"', "shape 'P' uses sh:flags, which is not known here"),
        ("sh:minCount 1", "sh:property shape:Q", "shape 'P' uses sh:property, which is not known"),
        ("sh:targetClass", "sh:closed true ; sh:targetClass", "shape 'S' uses sh:closed, which is"),
        ("sh:path ex:p", "sh:path ( ex:p ex:q )", "shape 'P' has a complex path"),
        ("sh:path ex:p", "sh:path [ sh:zeroOrMorePath ex:p ]", "shape 'P' has a complex path"),
        ("sh:path ex:p ;", "", "shape 'P' has 0 values of sh:path"),
        ("sh:targetClass ex:Thing ;", "", "shape 'S' has no target"),
        ("ex:Thing", '"Thing"', "shape 'S' has a sh:targetClass that is no IRI"),
        (" ;\n    sh:property shape:P", "", "shape 'P' belongs to no node shape"),
        ("rdfs:label", "rdfs:comment", "shape 'S' has 0 values of rdfs:label"),
        ("sh:message", "rdfs:comment", "shape 'P' has 0 values of sh:message"),
        ("sh:minCount", 'sh:message "b" ; sh:minCount', "shape 'P' has 2 values of sh:message"),
        ("sh:minCount", "sh:severity sh:Bad ; sh:minCount", "shape 'P' has the severity 'Bad'"),
        ("sh:minCount 1", "sh:sparql [ sh:ask 'ASK {}' ]", "uses sh:ask, which is not known here"),
    ],
)
def test_what_is_not_known_is_refused(old, new, reason, shapes):
    assert old in GOOD
    with pytest.raises(DataError) as caught:
        shapes(GOOD.replace(old, new, 1))
    assert reason in str(caught.value)


def test_property_shape_without_a_name_is_refused(shapes):
    text = GOOD.replace("shape:P .", "[ sh:path ex:p ; sh:minCount 1 ; sh:message 'a; b' ] .", 1)
    with pytest.raises(DataError, match="is a blank node; give it an IRI"):
        shapes(text)


@pytest.mark.parametrize("shape", SHIPPED, ids=lambda shape: shape.iri.local_name)
def test_message_is_one_sentence_about_the_label_with_a_remedy(shape):
    (message,) = {constraint.message for constraint in shape.constraints}
    article = "" if shape.label == "something" else "an " if shape.label[0] in "aeio" else "a "
    start = f"{article}{shape.label} "
    assert message.startswith(start)
    assert message.count("; ") == 1
    assert not message.endswith(".")
    assert " , " not in message and "  " not in message


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ClaimHasDirection", "Direction"),
        ("ClaimDirectionIsKnown", "Direction"),
        ("ClaimHasModality", "Modality"),
        ("ClaimModalityIsKnown", "Modality"),
        ("OutcomeHasDesirableDirection", "DesirableDirection"),
        ("OutcomeDesirableDirectionIsKnown", "DesirableDirection"),
        ("SentenceReasonIsKnown", "NoClaimReason"),
        ("ClaimPredicateMovementIsKnown", "Movement"),
        ("RowModalityIsKnown", "Modality"),
    ],
)
def test_remedy_names_every_value_that_the_vocabulary_has(name, kind):
    (message,) = {
        c.message for shape in SHIPPED if shape.iri.local_name == name for c in shape.constraints
    }
    rows = store_of(VOCABULARY).select(f"SELECT ?value {{ ?value a tkg:{kind} }}")
    named = re.split(r", | or |[ :]", message.partition("; ")[2])
    assert len(rows) > 1
    assert {row.value.local_name for row in rows} <= set(named)


def test_every_property_with_a_range_has_a_shape_that_checks_it():
    rows = store_of(VOCABULARY).select(
        "SELECT ?property ?range { ?property rdfs:range ?range ; skos:definition ?definition ;"
        ' FILTER (!CONTAINS(?definition, "(derived)")) }'
    )
    declared = {(row.property, row.range) for row in rows}
    checked = {
        (shape.path.property.value, term.value)
        for shape in SHIPPED
        for constraint in shape.constraints
        for term in constraint.values
        if shape.path and constraint.parameter in ("class", "datatype")
    }
    assert len(declared) > 30
    assert declared <= checked


def made_by_rules() -> list[str]:
    """Return the terms of the vocabulary in the heads of the rules, but for the class Outcome."""
    made = set()
    for rule in rules():
        head = rule.query.partition("WHERE")[0]
        made |= {token.text for token in tokens(head) if token.text.startswith("tkg:")}
    return sorted(made - {"tkg:Outcome"})


@pytest.mark.parametrize("term", made_by_rules())
def test_what_the_rules_make_may_not_be_written(term):
    store = EmbeddedStore(prefixes={**PREFIXES, "ex": "https://example.org/"})
    kind = term if term[4].isupper() else "tkg:Region"
    link = "" if term[4].isupper() else f"; {term} ex:b"
    store.update(f"INSERT DATA {{ ex:a a {kind} {link} }}")
    said = [str(finding) for finding in validate(store).findings]
    assert any("which only the rules may derive; remove it" in sentence for sentence in said)


def test_the_rules_make_terms_of_the_vocabulary():
    assert len(made_by_rules()) > 5
