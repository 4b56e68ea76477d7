"""What TSV says is what the terms say: the two ways to Python values agree."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.store.terms import to_python
from kg.store.tsv import read_tsv

XSD = "http://www.w3.org/2001/XMLSchema#"
ODD = "a\tb\nc\rd\"e\\f'g\x0b\x0c\x85\u2028\x00\x7f\U0001f9e0"
DATATYPES = "integer int decimal double float boolean date dateTime string anyURI gYear".split()


def typed(lexical: str, datatype: str) -> ox.Literal:
    return ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))


def read_back(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> object:
    """Return the value of a term that has gone through a store and its TSV."""
    store = ox.Store()
    node = ox.NamedNode("http://e/s")
    store.add(ox.Quad(node, node, term))
    answer = store.query("SELECT ?o ?none { ?s ?p ?o }")
    data = answer.serialize(format=ox.QueryResultsFormat.TSV)
    (row,) = read_tsv(data, prefixes={})
    assert row.none is None
    (stored,) = (quad.object for quad in store)
    value = to_python(stored)
    assert type(row.o) is type(value)
    assert getattr(row.o, "language", None) == getattr(value, "language", None)
    # NaN is not itself.
    assert row.o == value or str(row.o) == str(value) == "nan"
    return row.o


@pytest.mark.parametrize(
    "term",
    [
        ox.NamedNode("http://e/ü"),
        ox.NamedNode("urn:x:a%20b"),
        ox.BlankNode("b1"),
        ox.Literal(ODD),
        ox.Literal(ODD, language="en-GB"),
        ox.Literal("a", language="ar", direction=ox.BaseDirection.RTL),
        ox.Literal(""),
        typed("true", "boolean"),
        typed("1", "boolean"),
        typed("+5", "integer"),
        typed("5" * 5_000, "integer"),
        typed("x", "integer"),
        typed("1.50", "decimal"),
        typed("1", "decimal"),
        typed("1e0", "double"),
        typed("1E400", "double"),
        typed("NaN", "double"),
        typed("-INF", "float"),
        typed("2026-11-25", "date"),
        typed("2026-11-25T10:00:00Z", "dateTime"),
        typed("24:00:00", "time"),
        ox.Triple(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/b"), ox.Literal('"')),
    ],
    ids=lambda term: str(term)[:40],
)
def test_a_term_of_every_kind_is_read_as_its_value(term):
    read_back(term)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=st.text(), language=st.sampled_from([None, "en", "zh-Hant-TW"]))
def test_any_text_is_read_as_it_is(text, language):
    assert read_back(ox.Literal(text, language=language)) == text


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    lexical=st.one_of(st.text(max_size=12), st.from_regex(r"[+-]?\d{0,4}\.?\d{0,4}([eE]-?\d)?")),
    datatype=st.sampled_from(DATATYPES),
)
def test_any_lexical_form_of_any_datatype_is_read_as_its_value(lexical, datatype):
    read_back(typed(lexical, datatype))


@pytest.mark.parametrize(
    ("data", "columns", "rows"),
    [
        (b"?x\n", ("x",), []),
        (b"?x\n\n", ("x",), [(None,)]),
        (b"?x\n\n\n", ("x",), [(None,), (None,)]),
        (b"?x\t?y\n\t\n", ("x", "y"), [(None, None)]),
        (b"\n", (), []),
        (b"\n\n", (), [()]),
    ],
)
def test_no_row_and_a_row_of_nothing_are_told_apart(data, columns, rows):
    table = read_tsv(data, prefixes={})
    assert table.columns == columns
    assert [tuple(row) for row in table] == rows
    assert len(table) == len(rows)
