from __future__ import annotations

import datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib

from kg import IRI, QueryError
from kg.store.embedded import EmbeddedStore
from kg.store.parameters import bind
from kg.store.terms import BlankNode

A, B = IRI("http://example.org/a"), IRI("http://example.org/b")


@pytest.fixture
def store() -> EmbeddedStore:
    store = EmbeddedStore(prefixes={"ex": "http://example.org/"})
    store.update("INSERT DATA { ex:a ex:p 1 . ex:b ex:p 2 . ex:b ex:q ex:a }")
    return store


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        pytest.param("SELECT ?o { ?s ex:p ?o }", [(2,)], id="not projected"),
        pytest.param("SELECT ?s ?o { ?s ex:p ?o }", [(B, 2)], id="projected"),
        pytest.param(
            "SELECT ?o { { SELECT ?o { ?s ex:p ?o } } }", [(2,)], id="hidden in sub-SELECT"
        ),
        pytest.param(
            "SELECT ?s ?o { { SELECT DISTINCT ?s ?o { ?s ex:p ?o } } }", [(B, 2)], id="sub-SELECT"
        ),
        pytest.param("SELECT ?o { ?x ex:p ?o FILTER (?x = ?s) }", [(2,)], id="in a filter only"),
        pytest.param(
            "SELECT ?o { ?x ex:p ?o FILTER NOT EXISTS { ?s ex:q ?x } }", [(2,)], id="in NOT EXISTS"
        ),
        pytest.param(
            "SELECT ?s (COUNT(?o) AS ?n) { ?s ex:p ?o } GROUP BY ?s", [(B, 1)], id="grouped by"
        ),
        pytest.param("SELECT ?o { ?s ex:p ?o } ORDER BY ?s ?o", [(2,)], id="ordered by"),
        pytest.param("SELECT * { ?s ex:p ?o }", [(2,)], id="star"),
        pytest.param(
            "SELECT ?o { { SELECT ?s { ?s ex:p 2 } } ?s ex:p ?o }", [(2,)], id="alone in sub-SELECT"
        ),
        pytest.param("SELECT ?o { ?s ex:p ?o FILTER BOUND(?s) }", [(2,)], id="BOUND, bare"),
        pytest.param("SELECT ?o { ?s ex:p ?o } ORDER BY BOUND(?s)", [(2,)], id="ordered by BOUND"),
        pytest.param(
            "SELECT (EXISTS { ?s ex:p ?x } AS ?e) ?s ?o { ?s ex:p ?o }",
            [(True, B, 2)],
            id="after a pattern in the projection",
        ),
        pytest.param(
            "SELECT ?o { ?s ex:p ?o } ORDER BY (EXISTS { ?s ex:p 2 }) ?s",
            [(2,)],
            id="after a pattern in the order",
        ),
        pytest.param("SELECT ?o { ?s ex:p ?o FILTER (BOUND(?s)) }", [(2,)], id="BOUND"),
        pytest.param("SELECT ?o WHERE { $s ex:p ?o }", [(2,)], id="dollar"),
        pytest.param(
            'SELECT ?o { ?s ex:p ?o FILTER ("?s" != "x") } # ?s', [(2,)], id="strings and comments"
        ),
    ],
)
def test_a_parameter_means_the_same_wherever_it_stands(store, query, rows):
    assert [tuple(row) for row in store.select(query, s=B)] == rows


def test_a_parameter_that_the_query_does_not_use_is_an_error(store):
    with pytest.raises(
        QueryError, match="parameter 'x' is not a variable of the query; it has 'o', 's'"
    ):
        store.select("SELECT ?o { ?s ex:p ?o }", x=1)


@pytest.mark.parametrize(
    "query",
    ["SELECT (1 AS ?s) {}", "SELECT ?s { BIND (1 AS ?s) }", "SELECT ?s { VALUES ?s { 1 } }"],
)
def test_a_parameter_that_the_query_assigns_itself_is_an_error(store, query):
    with pytest.raises(QueryError, match="parameter 's' is assigned by the query itself"):
        store.select(query, s=1)


@pytest.mark.parametrize("value", [ox.BlankNode("b"), rdflib.BNode("b"), BlankNode("b")])
def test_a_blank_node_is_no_parameter(store, value):
    with pytest.raises(QueryError, match="a blank node has no name outside its result"):
        store.select("SELECT ?o { ?s ex:p ?o }", s=value)


@pytest.mark.parametrize(
    "value",
    ['" } DROP ALL #', "\\", "line\nbreak", "?o", "}", "'''", "\u202e", "</script>", "{}", "NAME"],
)
def test_text_of_any_kind_is_bound_as_that_very_text(store, value):
    assert store.select("SELECT ?s { }", s=value)[0].s == value


@pytest.mark.parametrize("text", ["http://x> } DROP ALL {", "http://x y", "no scheme"])
def test_an_iri_that_is_none_is_refused(store, text):
    with pytest.raises(QueryError, match="parameter 's'"):
        store.select("SELECT ?o { ?s ex:p ?o }", s=IRI(text))


@pytest.mark.parametrize(
    ("value", "back"),
    [
        (True, True),
        (3, 3),
        (1.5, 1.5),
        (Decimal("1.50"), Decimal("1.5")),
        (datetime.date(2026, 1, 2), datetime.date(2026, 1, 2)),
        (datetime.datetime(2026, 1, 2, 3, 4), datetime.datetime(2026, 1, 2, 3, 4)),
        (rdflib.URIRef("http://example.org/a"), A),
        (rdflib.Literal("a", lang="en"), "a"),
        (rdflib.Literal(2), 2),
    ],
)
def test_values_keep_their_type_through_a_query(store, value, back):
    found = store.select("SELECT ?s { }", s=value)[0].s
    assert found == back
    assert type(found) is type(back) or isinstance(back, str)


def test_a_value_without_an_rdf_term_is_refused(store):
    with pytest.raises(QueryError, match="has no RDF term"):
        store.select("SELECT ?s { }", s=object())


def test_parameters_are_bound_in_updates_too(store):
    store.update("DELETE { ?s ex:p ?o } INSERT { ?s ex:p ?new } WHERE { ?s ex:p ?o }", s=B, new=7)
    assert {row.o for row in store.select("SELECT ?o { ?s ex:p ?o }")} == {1, 7}


def test_an_error_behind_a_parameter_is_placed_in_the_original_text(store):
    with pytest.raises(QueryError) as caught:
        store.select("SELECT ?o { ?s ex:p ?o . ?s nope:p ?o }", s=B)
    assert (caught.value.line, caught.value.column) == (1, 29)
    assert str(caught.value).endswith("the prefix of 'nope:p' is not declared")


def test_places_in_the_bound_text_lead_back_to_the_original():
    original = "SELECT ?o { ?s ?p ?o }"
    bound = bind(original, {"s": A})
    assert bound.original_offset(bound.text.index("?p")) == original.index("?p")
    assert bound.original_offset(len(bound.text)) == len(original)
