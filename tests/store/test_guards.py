"""What a query may not be; F8 and F13 of the faults that the software must survive."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from kg import QueryError
from kg.store import guards
from kg.store.embedded import EmbeddedStore
from kg.store.syntax import Token, scan

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
        pytest.param("ASK { " + "?s ?p ?o . " * MANY + "}", id="triple patterns"),
        pytest.param("ASK { ?s " + "<a:p> ?o ; " * MANY + "}", id="predicates"),
        pytest.param("ASK { ?s <a:p> " + "?o , " * MANY + "?o }", id="objects"),
        pytest.param("ASK { " + "BIND (1 AS ?b) " * MANY + "}", id="BINDs"),
        pytest.param("ASK { " + "{ ?s ?p ?o } " * MANY + "}", id="groups side by side"),
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
        pytest.param("ASK { " + "OPTIONAL { ?s ?p ?o } " * 119 + "}", id="OPTIONALs"),
        pytest.param("ASK { FILTER (" + "+".join(["1"] * 120) + " > 0) }", id="additions"),
        pytest.param("ASK { FILTER (1 IN (" + ",".join(["1"] * 5_000) + ")) }", id="a long list"),
        pytest.param("ASK { VALUES ?x { " + "<a:a> " * 5_000 + "} }", id="many values"),
    ],
)
def test_what_people_may_write_is_not(query):
    EmbeddedStore().ask(query)


def test_a_pattern_is_bounded_in_an_update_too():
    patterns = "?s ?p ?o . " * MANY
    with pytest.raises(QueryError, match="more than 120 patterns; make several queries of it"):
        EmbeddedStore().update(f"INSERT DATA {{ <a:a> <a:a> 1 }} ; DELETE WHERE {{ {patterns} }}")


def test_long_data_are_no_chain():
    store = EmbeddedStore()
    numbers = " . ".join(f'<a:{n}> <a:p> -{n}.5 , "{n}"^^<a:type>' for n in range(2_000))
    store.update(f"INSERT DATA {{ {numbers} }}")
    assert len(store.select("SELECT ?s { ?s <a:p> ?o }")) == 4_000


def test_a_text_is_refused_at_the_token_that_goes_too_far(monkeypatch):
    # F8: what follows is not even looked at, so the length of a text costs nothing.
    looked_at = 0

    def counted(text: str) -> Iterator[Token]:
        nonlocal looked_at
        for token in scan(text):
            looked_at += 1
            yield token

    monkeypatch.setattr(guards, "scan", counted)
    with pytest.raises(QueryError, match="nested deeper"):
        guards.guard("ASK " + "{" * 1_000_000)
    assert looked_at < 50


@pytest.mark.parametrize("quote", ["'", '"', "'''", '"""'])
def test_a_string_without_an_end_is_refused_where_it_begins(quote):
    # A pattern that looked for its end again from each quote would take for ever.
    text = "ASK { ?s ?p " + quote + "\\'\\\"" * 500_000
    with pytest.raises(QueryError, match=r"line 1, column 1[35]: a string has no closing quote"):
        EmbeddedStore().ask(text)


AT_THE_LIMIT = {
    "lists": "ASK { ?s ?p " + "(" * 38 + "1" + ")" * 38 + " }",
    "blank nodes": "ASK { ?s ?p " + "[?p " * 38 + "1" + "]" * 38 + " }",
    "groups": "ASK " + "{" * 40 + "}" * 40,
    "sub-SELECTs": "ASK { " + "{ SELECT * { " * 19 + "} }" * 19 + " }",
    "parentheses": "ASK { FILTER " + "(" * 39 + "1" + ")" * 39 + " }",
    "path steps": "ASK { ?s " + "/".join(["<a:p>"] * 120) + " ?o }",
    "path alternatives": "ASK { ?s " + "|".join(["<a:p>"] * 120) + " ?o }",
    "additions": "ASK { FILTER (" + "+".join(["1"] * 120) + " > 0) }",
    "negations": "ASK { FILTER (" + "!" * 119 + "true) }",
    "OPTIONALs": "ASK { " + "OPTIONAL { ?s ?p ?o } " * 119 + "}",
    "UNIONs": "ASK { " + " UNION ".join(["{ ?s ?p ?o }"] * 119) + " }",
    "MINUSes": "ASK { ?s ?p ?o " + "MINUS { ?s ?p ?o } " * 119 + "}",
    "BINDs": "ASK { " + " ".join(f"BIND (1 AS ?b{n})" for n in range(119)) + "}",
    "triple patterns": "ASK { " + " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(119)) + " }",
    "predicates": "ASK { ?s " + " ; ".join(["<a:p> ?o"] * 119) + " }",
    "objects": "ASK { ?s <a:p> " + " , ".join(f"?o{n}" for n in range(119)) + " }",
    "groups side by side": "ASK { " + "{ ?s ?p ?o } " * 119 + "}",
    "sub-SELECTs side by side": "ASK { " + "{ SELECT * { ?s ?p ?o } } " * 59 + "}",
    "GRAPHs": "ASK { " + "GRAPH <a:g> { ?s ?p ?o } " * 119 + "}",
    "triples": "ASK { ?s ?p " + "<<( <a:s> <a:p> " * 19 + "1" + " )>>" * 19 + " }",
}


@pytest.mark.parametrize("form", AT_THE_LIMIT)
def test_what_may_be_asked_crashes_no_small_stack(form):
    code = (
        "import sys, threading; from kg.store.embedded import EmbeddedStore;"
        "threading.stack_size(1 << 20);"
        "t = threading.Thread(target=lambda: print(EmbeddedStore().ask(sys.argv[1])));"
        "t.start(); t.join()"
    )
    command = [sys.executable, "-c", code, AT_THE_LIMIT[form]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
