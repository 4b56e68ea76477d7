from __future__ import annotations

from decimal import Decimal

import pyoxigraph
import pytest
import rdflib

import kg
from kg import IRI, QueryError
from kg.store.embedded import EmbeddedStore
from kg.store.folder import FolderStore


@pytest.fixture
def store() -> EmbeddedStore:
    store = EmbeddedStore(prefixes={"ex": "http://example.org/"})
    store.update(
        "INSERT DATA { GRAPH ex:g { ex:a ex:p 1.50 ; ex:q 'x'@en } GRAPH ex:h { ex:b ex:p 2 } }"
    )
    return store


def test_the_default_graph_is_the_union_of_all_graphs(store):
    assert len(store.select("SELECT ?s ?o { ?s ex:p ?o }")) == 2


def test_graphs_are_listed_with_their_sizes(store):
    assert store.graphs() == {"http://example.org/g": 2, "http://example.org/h": 1}


def test_rows_are_typed_and_named(store):
    row = store.select("SELECT ?s ?o ?none { ?s ex:p ?o } ORDER BY ?s")[0]
    assert row.s == IRI("http://example.org/a")
    assert isinstance(row.s, IRI)
    assert row["o"] == Decimal("1.5")
    assert row.none is None
    assert row.asdict() == {"s": row.s, "o": row.o, "none": None}


def test_text_keeps_its_language(store):
    assert store.select("SELECT ?o { ex:a ex:q ?o }")[0].o.language == "en"


def test_ask_answers_yes_or_no(store):
    assert store.ask("ASK { ex:a ex:p 1.5 }") is True
    assert store.ask("ASK { ex:a ex:p 3 }") is False


def test_construct_gives_each_triple_once_and_sorted(store):
    triples = store.construct("CONSTRUCT { ?s a ex:Thing } WHERE { ?s ?p ?o }")
    assert triples.to_turtle().splitlines()[1:] == ["ex:a a ex:Thing .", "ex:b a ex:Thing ."]
    assert len(triples.to_rdflib()) == 2


@pytest.mark.parametrize(
    ("verb", "query"),
    [("select", "ASK { }"), ("ask", "SELECT * { }"), ("construct", "ASK { }")],
)
def test_a_query_of_another_form_is_refused(store, verb, query):
    with pytest.raises(QueryError, match=r"this is no .*; use "):
        getattr(store, verb)(query)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("SELECT ?s {\n  ?s ex:p }", "query, line 2, column 11: not valid SPARQL at '}'"),
        (
            "SELECT ?s {\n?s foo:p ?o }",
            "query, line 2, column 4: the prefix of 'foo:p' is not declared",
        ),
        (
            "SELECT (COUNT(?s) AS ?n) ?o { ?s ?p ?o }",
            "query, line 1, column 41: the SELECT contains a variable that is unbound",
        ),
        ("", "query, line 1, column 1: not valid SPARQL at the end of a line"),
    ],
)
def test_a_bad_query_is_one_line_with_its_place(store, query, sentence):
    with pytest.raises(QueryError) as caught:
        store.select(query)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("keyword", ["SERVICE", "service", "SERVICE SILENT"])
def test_a_query_does_not_leave_the_machine(store, keyword):
    with pytest.raises(QueryError, match=r"line 1, column 12: SERVICE would leave the store"):
        store.select(f"SELECT * {{ {keyword} <http://127.0.0.1:1/> {{ ?s ?p ?o }} }}")


@pytest.mark.parametrize("glued", ["1SERVICE", "1.SERVICE", "trueSERVICE"])
def test_a_keyword_glued_to_a_value_is_refused_too(store, glued):
    with pytest.raises(QueryError, match="SERVICE would leave the store"):
        store.select(f"SELECT * {{ ?s ?p {glued} <http://127.0.0.1:1/> {{ ?a ?b ?c }} }}")
    with pytest.raises(QueryError, match="LOAD would leave the store"):
        store.update("LOADSILENT<http://127.0.0.1:1/>")


@pytest.mark.parametrize("iri", ["http://127.0.0.1:1/", "file:///etc/hostname"])
def test_an_update_loads_nothing_from_elsewhere(store, iri):
    with pytest.raises(QueryError, match="LOAD would leave the store and is refused"):
        store.update(f"LOAD SILENT <{iri}>")


def test_from_names_a_graph_and_fetches_nothing(store):
    assert len(store.select("SELECT ?s FROM <http://169.254.169.254/> { ?s ?p ?o }")) == 0
    assert len(store.select("SELECT ?s FROM ex:g { ?s ?p ?o }")) == 2


def test_an_update_reads_all_graphs_and_writes_where_it_says(store):
    store.update("INSERT { GRAPH ex:new { ?s ex:seen true } } WHERE { ?s ex:p ?o }")
    assert store.graphs()["http://example.org/new"] == 2


def test_an_update_of_several_operations_is_read_one_by_one(store):
    store.update(
        "INSERT DATA { GRAPH ex:g { ex:c ex:p 3 } } ; "
        "INSERT { GRAPH ex:new { ?s ex:seen true } } WHERE { ?s ex:p ?o } ; "
        "WITH ex:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"
    )
    assert store.graphs() == {
        "http://example.org/h": 1,
        "http://example.org/new": 3,
        "http://example.org/g": 0,
    }


def test_an_update_reads_what_an_update_wrote(store):
    store.update("INSERT DATA { ex:x ex:label 'old' }")
    store.update(
        "DELETE { ex:x ex:label ?l } INSERT { ex:x ex:label 'new' } WHERE { ex:x ex:label ?l }"
    )
    assert [row.l for row in store.select("SELECT ?l { ex:x ex:label ?l }")] == ["new"]
    assert set(store.graphs()) == {"http://example.org/g", "http://example.org/h"}


def test_an_error_in_an_update_is_placed_in_its_own_text(store):
    with pytest.raises(QueryError) as caught:
        store.update("DELETE { ?s ex:p 1 } WHERE { ?s ex:p ?? }")
    assert (caught.value.line, caught.value.column) == (1, 40)


def test_a_bad_update_changes_nothing(store):
    before = set(store.quads())
    with pytest.raises(QueryError, match="variables are not allowed in INSERT DATA"):
        store.update("INSERT DATA { ex:x ex:p 1 } ; INSERT DATA { ?x ex:p 1 }")
    assert set(store.quads()) == before


@pytest.mark.parametrize(
    ("format", "start"),
    [
        ("csv", b"o\r\n1.5\r\n"),
        ("tsv", b"?o\n1.5\n"),
        ("json", b'{"head":{"vars":["o"]}'),
        ("xml", b"<?xml"),
    ],
)
def test_rows_are_serialised_by_name_of_format(store, format, start):
    assert store.results("SELECT ?o { ex:a ex:p ?o }", format).startswith(start)


def test_triples_are_serialised_by_name_of_format(store):
    query = "CONSTRUCT WHERE { ex:a ex:p ?o }"
    assert store.results(query, "ntriples").decode().count("\n") == 1
    with pytest.raises(QueryError, match="triples are not written as 'csv'; choose "):
        store.results(query, "csv")


def test_the_rdflib_dataset_is_the_same_store(store):
    dataset = store.to_rdflib()
    ex = rdflib.Namespace("http://example.org/")
    assert len(dataset) == 3
    store.update("INSERT DATA { GRAPH ex:h { ex:c ex:p 3 } }")
    assert (ex.c, ex.p, rdflib.Literal(3)) in dataset
    dataset.graph(ex.h).add((ex.d, ex.p, rdflib.Literal(4)))
    assert store.ask("ASK { ex:d ex:p 4 }")


def test_a_store_on_disk_holds_what_was_saved(tmp_path, ms):
    ms.save(tmp_path / "store")
    again = kg.load(tmp_path / "store")
    assert set(again.store.quads()) == set(ms.store.quads())
    assert again.concept("AHSCT") == ms.concept("AHSCT")


def test_a_store_in_use_is_named(tmp_path, ms):
    ms.save(tmp_path / "store")
    holder = kg.load(tmp_path / "store")
    with pytest.raises(kg.LoadError, match="in use by another process; close it there first"):
        kg.load(tmp_path / "store")
    assert holder.claims


def test_a_store_is_not_written_over_what_is_there(tmp_path, ms):
    with pytest.raises(kg.WriteError, match="something is there already; choose a new folder"):
        ms.save(tmp_path)


def test_a_store_folder_loads_together_with_files(tmp_path, ms, write):
    ms.save(tmp_path / "store")
    extra = write("extra.ttl", "<http://example.org/a> <http://example.org/p> 1 .")
    both = kg.load(tmp_path / "store", extra)
    assert len(set(both.store.quads()) - set(ms.store.quads())) == 1
    assert len(both.claims) == len(ms.claims)


@pytest.mark.parametrize("on_disk", [False, True])
def test_a_copy_is_written_to_without_consequence(tmp_path, store, on_disk):
    if on_disk:
        native = pyoxigraph.Store(tmp_path / "store")
        native.extend(store.quads())
        native.flush()
        del native
        store = FolderStore(str(tmp_path / "store"), prefixes=store.prefixes)
    before = set(store.quads())
    with store.copy() as scratch:
        assert set(scratch.quads()) == before
        scratch.update("INSERT DATA { ex:x ex:p 9 }")
        assert len(set(scratch.quads())) == len(before) + 1
    assert set(store.quads()) == before
    assert [path.name for path in tmp_path.iterdir()] == (["store"] if on_disk else [])


def test_a_graph_is_replaced_in_one_step(store):
    graph = pyoxigraph.NamedNode("http://example.org/g")
    node = pyoxigraph.NamedNode("http://example.org/new")
    new = [
        pyoxigraph.Quad(node, node, pyoxigraph.Literal('a"\n\\'), graph),
        pyoxigraph.Quad(node, node, pyoxigraph.Literal("a", language="en"), graph),
    ]
    store.replace_graph(graph.value, new)
    assert set(store.quads(graph.value)) == set(new)
    assert store.graphs()["http://example.org/h"] == 1
    store.replace_graph(graph.value, [])
    assert list(store.quads(graph.value)) == []


def test_a_graph_with_blank_nodes_is_replaced_and_they_stay_the_same(store):
    node, blank = pyoxigraph.NamedNode("http://example.org/a"), pyoxigraph.BlankNode("b1")
    store.native.add(pyoxigraph.Quad(blank, node, node))
    quad = pyoxigraph.Quad(blank, node, blank, pyoxigraph.NamedNode("http://example.org/g"))
    store.replace_graph("http://example.org/g", [quad])
    assert store.ask("ASK { ?b ex:a ex:a . GRAPH ex:g { ?b ex:a ?b } }")
