"""What a query may not be; F8 and F13 of the faults that the software must survive."""

from __future__ import annotations

import pytest

from kg import QueryError
from kg.store.embedded import EmbeddedStore

MANY = 20_000


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("ASK { ?s ?p " + "(" * MANY + "1" + ")" * MANY + " }", id="lists"),
        pytest.param("ASK { ?s ?p " + "[?p " * MANY + "1" + "]" * MANY + " }", id="blank nodes"),
        pytest.param("ASK " + "{" * MANY + "}" * MANY, id="groups"),
        pytest.param("ASK { " + "{ SELECT * { " * MANY + "} }" * MANY + " }", id="sub-SELECTs"),
        pytest.param("ASK { FILTER " + "(" * MANY + "1" + ")" * MANY + " }", id="parentheses"),
        pytest.param("ASK { ?s " + "/".join(["<a:p>"] * MANY) + " ?o }", id="path steps"),
        pytest.param("ASK { ?s " + "|".join(["<a:p>"] * MANY) + " ?o }", id="path alternatives"),
        pytest.param("ASK { FILTER (" + "+".join(["1"] * MANY) + " > 0) }", id="additions"),
        pytest.param("ASK { FILTER (" + "!" * MANY + "true) }", id="negations"),
        pytest.param("ASK { " + "OPTIONAL { ?s ?p ?o } " * MANY + "}", id="OPTIONALs"),
        pytest.param("ASK { " + " UNION ".join(["{ ?s ?p ?o }"] * MANY) + " }", id="UNIONs"),
    ],
)
def test_what_would_crash_the_parser_is_refused(query):
    with pytest.raises(QueryError, match="make several queries of it"):
        EmbeddedStore().ask(query)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("ASK { ?s ?p " + "(" * 38 + "1" + ")" * 38 + " }", id="lists"),
        pytest.param("ASK { ?s " + "/".join(["<a:p>"] * 120) + " ?o }", id="path steps"),
        pytest.param("ASK { " + "OPTIONAL { ?s ?p ?o } " * 500 + "}", id="OPTIONALs"),
        pytest.param("ASK { FILTER (" + "+".join(["1"] * 120) + " > 0) }", id="additions"),
    ],
)
def test_what_people_may_write_is_not(query):
    EmbeddedStore().ask(query)


def test_long_data_are_no_chain():
    store = EmbeddedStore()
    numbers = " . ".join(f'<a:{n}> <a:p> -{n}.5 , "{n}"^^<a:type>' for n in range(2_000))
    store.update(f"INSERT DATA {{ {numbers} }}")
    assert len(store.select("SELECT ?s { ?s <a:p> ?o }")) == 4_000
