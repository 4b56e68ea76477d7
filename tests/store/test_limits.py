"""Queries that would run away are stopped; F15 to F18 of the faults to be survived."""

from __future__ import annotations

import os
import threading

import pytest

import kg
from kg import LimitError, QueryError
from kg.store.embedded import EmbeddedStore
from kg.store.limits import Limits, within

CARTESIAN = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DOUBLINGS = " ".join(f"BIND (CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(50))


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    store = EmbeddedStore(prefixes={"ex": "http://example.org/"})
    rows = " . ".join(f"ex:s{n} ex:p {n} ; ex:q 'text {n}'" for n in range(1_000))
    store.update(f"INSERT DATA {{ {rows} }}")
    return store


def children() -> int:
    """Return how many child processes this one has."""
    with open(f"/proc/self/task/{threading.get_native_id()}/children", encoding="ascii") as file:
        return len(file.read().split())


@pytest.mark.parametrize(
    ("query", "limits", "stopped"),
    [
        pytest.param(CARTESIAN, {"timeout": 0.3}, "time", id="F15 cartesian product"),
        pytest.param(
            f"{CARTESIAN} ORDER BY ?a ?l", {"memory": 150}, "memory", id="F16 ORDER BY bomb"
        ),
        pytest.param(
            f"SELECT ?x50 {{ BIND ('abcdefgh' AS ?x0) {DOUBLINGS} }}",
            {"memory": 150},
            "memory",
            id="F17 string bomb",
        ),
        pytest.param(
            "SELECT ?s { ?s ?p ?o . ?t ?q ?r FILTER REGEX(?r, CONCAT('((x{40}){40}){3}', STR(?t))) }",
            {"timeout": 0.3},
            "time",
            id="F18 a regular expression a row",
        ),
    ],
)
def test_a_query_is_stopped_at_its_limit_and_the_next_one_is_answered(
    store, query, limits, stopped
):
    before = children()
    with pytest.raises(LimitError) as caught:
        store.select(query, **limits)
    assert caught.value.limit == stopped
    assert str(caught.value).startswith("query: was stopped a")
    assert "\n" not in str(caught.value)
    assert children() == before
    assert store.ask("ASK { ex:s1 ex:p 1 }", timeout=60)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("ASK { FILTER REGEX('" + "a" * 40 + "!', '^(a+)+$') }", id="backtracking"),
        pytest.param("ASK { FILTER REGEX('a', '(((a{900}){900}){900}){900}') }", id="repetition"),
    ],
)
def test_a_regular_expression_bomb_matches_nothing(store, query):
    # F18: Oxigraph's expressions do not backtrack, and one that grows too large is an error.
    assert store.ask(query, timeout=60) is False


def test_every_form_of_query_is_the_same_within_limits(store):
    select = "SELECT ?s ?o ?none { ?s ex:p|ex:q ?o } ORDER BY ?s ?o"
    assert store.select(select, timeout=60) == store.select(select)
    construct = "CONSTRUCT { ?s ex:r ?o } WHERE { ?s ex:p ?o }"
    assert list(store.construct(construct, timeout=60)) == list(store.construct(construct))
    assert store.results(select, "json", memory=500) == store.results(select, "json")
    assert store.ask("ASK { ?s ex:p ?n }", timeout=60, n=7) is True


def test_an_error_in_the_query_is_the_same_within_limits(store):
    with pytest.raises(QueryError) as caught:
        store.select("SELECT ?s {\n  ?s ex:p }", timeout=60)
    assert str(caught.value) == "query, line 2, column 11: not valid SPARQL at '}'"
    with pytest.raises(QueryError, match="this is no SELECT"):
        store.select("ASK {}", timeout=60)


def test_a_query_within_limits_sees_the_store_as_it_is_and_changes_nothing():
    store = EmbeddedStore()
    for number in range(3):
        store.update(f"INSERT DATA {{ <a:a> <a:p> {number} }}")
        found = store.select("SELECT ?o { ?s ?p ?o } ORDER BY ?o", timeout=60)
        assert [row.o for row in found] == list(range(number + 1))


@pytest.mark.parametrize("read_only", [False, True])
def test_a_store_on_disk_is_queried_within_limits(tmp_path, ms, read_only):
    ms.save(tmp_path / "store")
    knowledge = kg.load(tmp_path / "store", read_only=read_only)
    if not read_only:
        knowledge.update("INSERT DATA { <a:a> <a:p> 1 }")
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert knowledge.select(count, timeout=60) == knowledge.select(count)
    assert os.listdir(tmp_path) == ["store"]


def test_a_process_that_fails_is_an_error_and_not_the_end_of_this_one():
    with pytest.raises(LimitError, match="was stopped by SIGSEGV; make it simpler"):
        within(Limits(), lambda: os.kill(os.getpid(), 11) or b"")


def test_a_process_that_ends_without_a_word_is_no_matter_of_memory():
    with pytest.raises(LimitError, match="because its process failed; make it simpler"):
        within(Limits(), lambda: os._exit(3))


def test_a_very_long_time_is_a_time_too(store):
    assert store.ask("ASK { ex:s1 ex:p 1 }", timeout=1e12)


def test_a_large_answer_comes_whole():
    answer = os.urandom(1 << 20) * 20
    assert within(Limits(), lambda: answer) == answer


def test_queries_of_several_threads_do_not_meet(store):
    found: dict[int, int] = {}

    def ask(number: int) -> None:
        found[number] = store.select(
            "SELECT ?o { ?s ex:p ?o FILTER (?o = ?n) }", n=number, timeout=60
        )[0].o

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: number for number in range(8)}


@pytest.mark.parametrize("limits", [{"timeout": 0}, {"timeout": float("nan")}, {"memory": -1}])
def test_a_limit_that_is_none_is_refused(store, limits):
    with pytest.raises(kg.DataError, match=r"is not above zero; give"):
        store.ask("ASK {}", **limits)


def test_a_question_can_be_limited(ms):
    assert ms.answer("symptoms", disease="MS", timeout=60) == ms.answer("symptoms", disease="MS")
