from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from kg import IRI
from kg.store.table import Table, compact
from kg.store.terms import Text

PREFIXES = {"ex": "http://example.org/", "long": "http://example.org/long/"}


@pytest.fixture
def table() -> Table:
    rows = [(IRI("http://example.org/a"), Text("x\ny", "en"), True), (None, "=1+1", 2)]
    return Table(["s", "count", "index"], rows, prefixes=PREFIXES)


def test_a_column_named_like_a_tuple_method_is_still_there_by_name(table):
    assert table[0]["count"] == "x\ny"
    assert table[0]["index"] is True
    assert table[0].s == IRI("http://example.org/a")


def test_an_unknown_column_is_an_error(table):
    with pytest.raises(KeyError):
        table[0]["nope"]


def test_the_text_is_aligned_and_short(table):
    assert (
        table.to_text()
        == "s     count  index\n----  -----  -----\nex:a  x y    yes\n      =1+1   2"
    )


def test_csv_round_trips_whole_values(table):
    rows = list(csv.reader(io.StringIO(table.to_csv(), newline="")))
    assert rows == [
        ["s", "count", "index"],
        ["http://example.org/a", "x\ny", "True"],
        ["", "=1+1", "2"],
    ]


def test_a_slice_is_a_table_and_tables_compare_by_value(table):
    assert table[:1] == Table(table.columns, [table[0]])
    assert table != table[:1]
    assert repr(table) == "Table(s, count, index; 2 rows)"


def test_columns_can_be_chosen(table):
    assert table.columns_at([2, 0]).columns == ("index", "s")


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("http://example.org/a", "ex:a"),
        ("http://example.org/long/a", "long:a"),
        ("http://example.org/a/b", "http://example.org/a/b"),
        ("http://example.org/", "http://example.org/"),
        ("http://other.org/a", "http://other.org/a"),
    ],
)
def test_an_iri_is_short_only_where_that_is_unambiguous(iri, short):
    assert compact(iri, PREFIXES) == short


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_a_spreadsheet_would_compute_is_harmless_in_its_csv(start):
    # F29
    table = Table(["n"], [(f"{start}1+1",), (-1,), (Decimal("-1.5"),), ("a=1",)])
    rows = list(csv.reader(io.StringIO(table.to_csv(spreadsheet=True), newline="")))
    assert rows == [["n"], [f"'{start}1+1"], ["-1"], ["-1.5"], ["a=1"]]


@pytest.mark.parametrize("text", ["a\rb", "\r", "a\nb", 'a"b', "a,b", " a ", "\r\n"])
def test_plain_csv_reads_back_whatever_ends_a_line(text):
    rows = list(csv.reader(io.StringIO(Table(["n"], [(text,)]).to_csv(), newline="")))
    assert rows == [["n"], [text]]


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="a row has 1 values for 2 columns"):
        Table(["a", "b"], [("x",)])
