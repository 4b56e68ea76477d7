from __future__ import annotations

import datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.store.terms import BlankNode, to_python, to_term

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("lexical", "datatype", "value"),
    [
        ("7", "integer", 7),
        ("7", "nonNegativeInteger", 7),
        ("1.50", "decimal", Decimal("1.5")),
        ("1e3", "double", 1000.0),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("2026-11-22", "date", datetime.date(2026, 11, 22)),
        (
            "2026-11-22T01:02:03Z",
            "dateTime",
            datetime.datetime(2026, 11, 22, 1, 2, 3, tzinfo=datetime.UTC),
        ),
        ("P1Y", "duration", "P1Y"),
        ("many", "integer", "many"),
        ("perhaps", "boolean", "perhaps"),
        ("1,5", "decimal", "1,5"),
        ("2026-13-45", "date", "2026-13-45"),
        ("20260101", "date", "20260101"),
        ("2026-W01", "date", "2026-W01"),
        ("1_0", "integer", "1_0"),
        ("1_0", "decimal", "1_0"),
        ("infinity", "double", "infinity"),
        ("-INF", "double", float("-inf")),
    ],
)
def test_a_literal_is_typed_where_its_text_fits(lexical, datatype, value):
    found = to_python(ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype)))
    assert found == value
    assert type(found) is type(value)


def test_a_blank_node_and_an_unbound_variable_have_values_of_their_own():
    assert to_python(ox.BlankNode("b")) == BlankNode("b")
    assert to_python(None) is None


def test_a_term_stays_as_it_is():
    literal = ox.Literal("1.50", datatype=ox.NamedNode(XSD + "decimal"))
    assert to_term(literal) is literal


def test_what_has_an_iri_stands_for_it(ms):
    assert to_term(ms.concept("AHSCT")) == ox.NamedNode("https://w3id.org/treatment-kg/ms/ahsct")
