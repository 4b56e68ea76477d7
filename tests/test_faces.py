"""Texts, literals and IRIs of every kind come through every face: nothing lost, nothing let loose."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import kg
from kg.exchange.graphml import edge_label, read_graphml, to_graphml
from kg.exchange.rdf import to_trig
from kg.store.embedded import EmbeddedStore
from kg.store.table import Table
from kg.store.terms import to_python, to_term
from kg.store.triples import Triples
from kg.view.network import build_network
from kg.view.page import to_html
from kg.vocabulary import IRI, PREFIXES, TKG
from kg.words.labels import Labels, clean, web_address
from kg.words.wording import DIRECTION_WORDS
from tests.strategies import (
    GRAPH,
    SKOS,
    XSD,
    Sample,
    examples,
    iris,
    literals,
    quad,
    samples,
    terms,
    texts,
)
from tests.view.unpacking import unpack

Said = dict[str, tuple[str, str]]

CLAIMS = """
SELECT DISTINCT ?claim ?direction ?modality {
  ?claim a tkg:Claim ; tkg:direction ?direction ; tkg:modality ?modality
} ORDER BY ?claim
"""
CLAIM_TRIPLES = "CONSTRUCT { ?claim ?p ?o } { ?claim a tkg:Claim ; ?p ?o }"
SUBJECTS = "SELECT ?s { ?s ?p ?o }"
OBJECTS = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s"
NODE = "http://example.org/node"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose files each example writes anew."""
    return tmp_path_factory.mktemp("faces")


def stored(*objects: ox.Literal | ox.NamedNode) -> EmbeddedStore:
    """Return a store with these objects, each of a subject of its own."""
    store = EmbeddedStore(prefixes=PREFIXES)
    store.extend(quad(f"{NODE}{i}", f"{NODE}/p", term) for i, term in enumerate(objects))
    return store


def described(*names: str) -> kg.Knowledge:
    """Return knowledge of concepts that have these texts as label and as definition."""
    store = EmbeddedStore(prefixes=PREFIXES)
    for i, name in enumerate(names):
        text = ox.Literal(name, language="en")
        store.extend(
            [
                quad(f"{NODE}{i}", PREFIXES["rdf"] + "type", TKG.Concept),
                quad(f"{NODE}{i}", SKOS + "prefLabel", text),
                quad(f"{NODE}{i}", SKOS + "definition", text),
            ]
        )
    return kg.Knowledge(store)


# --- the same claims on every face --------------------------------------------------------------


def said(rows: Iterable[Iterable[str]]) -> Said:
    """Return direction and modality by claim; a claim that comes twice is an error."""
    found: Said = {}
    for claim, direction, modality in rows:
        assert claim not in found
        found[claim] = (IRI(direction).local_name, IRI(modality).local_name)
    return found


def expected(sample: Sample) -> Said:
    return {iri: of[3:] for iri, of in sample.claims.items()}


def ends(sample: Sample) -> dict[str, tuple[str, str, str]]:
    return {iri: of[:3] for iri, of in sample.claims.items()}


def claim_edges(graph: Any) -> list[tuple[str, str, str, dict[str, Any]]]:
    return [e for e in graph.edges(keys=True, data=True) if e[3]["kind"] == "claim"]


@examples(20)
@given(sample=samples())
def test_rdf_python_and_networkx_hold_the_same_claims(sample: Sample) -> None:
    knowledge = sample.knowledge()
    assert said(knowledge.select(CLAIMS)) == expected(sample)
    claims = knowledge.claims.items()
    assert {iri: (c.direction, c.modality) for iri, c in claims} == expected(sample)
    assert {iri: (c.subject, c.predicate, c.object) for iri, c in claims} == ends(sample)
    edges = claim_edges(knowledge.graph())
    assert said((k, of["direction"], of["modality"]) for *_, k, of in edges) == expected(sample)
    assert {key: (a, of["predicate"], b) for a, b, key, of in edges} == ends(sample)


@examples(20)
@given(sample=samples())
def test_trig_reads_back_with_the_same_quads(sample: Sample, scratch: Path) -> None:
    knowledge = sample.knowledge()
    knowledge.write_trig(scratch / "a.trig")
    again = kg.load(scratch / "a.trig")
    assert set(again.store.quads()) == set(knowledge.store.quads())
    assert again.claims == knowledge.claims
    assert again.concepts == knowledge.concepts


@examples(20)
@given(sample=samples())
def test_graphml_reads_back_with_the_same_claims(sample: Sample, scratch: Path) -> None:
    graph = sample.knowledge().graph()
    (scratch / "a.graphml").write_bytes(to_graphml(graph))
    again = read_graphml(str(scratch / "a.graphml"))
    assert set(again) == set(graph)
    assert set(again.edges(keys=True)) == set(graph.edges(keys=True))
    edges = claim_edges(again)
    assert said((of["claim"], of["direction"], of["modality"]) for *_, of in edges) == expected(
        sample
    )
    assert {key: (a, of["predicate"], b) for a, b, key, of in edges} == ends(sample)


@examples(20)
@given(sample=samples())
def test_every_format_of_an_answer_holds_the_same_claims(sample: Sample) -> None:
    knowledge = sample.knowledge()
    assert said(csv_rows(knowledge.select(CLAIMS).to_csv())[1:]) == expected(sample)
    bindings = json.loads(knowledge.results(CLAIMS, "json"))["results"]["bindings"]
    assert said([cell["value"] for cell in row.values()] for row in bindings) == expected(sample)
    rows = csv_rows(knowledge.results(CLAIMS, "csv").decode())
    assert said(rows[1:]) == expected(sample)
    triples = ox.parse(knowledge.results(CLAIM_TRIPLES, "ntriples"), format=ox.RdfFormat.N_TRIPLES)
    assert {found.triple for found in triples} == {
        found.triple for found in knowledge.store.quads() if found.subject.value in sample.claims
    }


@examples(12)
@given(sample=samples(most=9))
def test_the_page_holds_the_same_claims(sample: Sample) -> None:
    page = Page(to_html(sample.knowledge()))
    claims = page.rows("claims")
    names = Labels({})
    assert {iri: (of["direction"], of["modality_label"]) for iri, of in claims.items()} == {
        iri: (direction, names[TKG[modality]])
        for iri, (direction, modality) in expected(sample).items()
    }
    concepts = list(page.rows("concepts"))
    assert {
        iri: (concepts[of["subject"]], concepts[of["object"]]) for iri, of in claims.items()
    } == {iri: (subject, object_) for iri, (subject, _, object_) in ends(sample).items()}
    assert sorted(page.values("data-claim")) == sorted(sample.claims)
    assert sorted(concepts) == sorted(sample.names)


# --- what did not work never reads as if it did -------------------------------------------------


@examples(20)
@given(sample=samples())
def test_a_label_in_graphml_says_direction_and_hedge(sample: Sample, scratch: Path) -> None:
    graph = sample.knowledge().graph()
    (scratch / "b.graphml").write_bytes(to_graphml(graph))
    for *_, iri, of in claim_edges(read_graphml(str(scratch / "b.graphml"))):
        direction, modality = expected(sample)[iri]
        plain = edge_label({"label": graph.edges[of_edge(graph, iri)]["label"]})
        assert (of["label"] == plain) is (direction == "supports" and modality == "established")
        assert direction == "supports" or direction in of["label"].rpartition("(")[2]


def of_edge(graph: Any, iri: str) -> tuple[str, str, str]:
    return next(edge for edge in graph.edges(keys=True) if edge[2] == iri)


@examples(12)
@given(sample=samples(most=9))
def test_the_page_sets_apart_what_is_not_supported(sample: Sample) -> None:
    knowledge = sample.knowledge()
    page = Page(to_html(knowledge))
    network = build_network(knowledge.graph(), knowledge.claims, Labels(knowledge.labels))
    edges = {edge["id"]: edge for edge in network.edges}
    ends_of = {line["name"]: line["end"] for line in page.data["lines"]}
    for iri, (direction, _) in expected(sample).items():
        claim, edge = page.rows("claims")[iri], edges[iri]
        supported = direction == "supports"
        assert edge["label"] == claim["relation"]
        assert edge["supported"] is supported
        assert (edge["arrows"]["to"]["type"] == "arrow") is supported
        assert (ends_of[claim["line"]] == "arrow") is supported
        assert (edge["line"] == claim["line"] == direction) is not supported
        word = DIRECTION_WORDS.get(direction, "")
        assert claim["relation"].startswith(f"{word}: ") is not supported
        assert claim["sentence"].startswith(("That ", "Whether ")) or supported
        assert supported or claim["effect"] is None


DIRECT = """
SELECT DISTINCT ?a ?b { ?d a tkg:DirectStatement ; tkg:directSubject ?a ; tkg:directObject ?b }
"""


@examples(8)
@given(sample=samples(most=9))
def test_rules_keep_every_claim_and_derive_from_what_is_supported(sample: Sample) -> None:
    knowledge = sample.knowledge()
    knowledge.derive()
    assert said(knowledge.select(CLAIMS)) == expected(sample)
    supported = {iri for iri, of in expected(sample).items() if of[0] == "supports"}
    assert {claim.iri for claim in knowledge.claims.values() if claim.effect} <= supported
    pairs = {(of[0], of[2]) for iri, of in sample.claims.items() if iri in supported}
    assert {tuple(row) for row in knowledge.select(DIRECT)} <= pairs


# --- texts: exact where they can be, inert everywhere -------------------------------------------


class Page(HTMLParser):
    """Take HTML apart into its elements, its text, and the data in its first script.

    What stands there for those without scripts is part of it.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.data: dict[str, Any] = unpack(text) if 'id="data"' in text else {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.texts.append(data)

    def rows(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the rows of a kind by the identifier of each."""
        columns = self.data[kind]
        return {
            iri: {name: values[n] for name, values in columns.items()}
            for n, iri in enumerate(columns["id"])
        }

    def values(self, attribute: str) -> list[str]:
        return [of[attribute] or "" for _, of in self.elements if attribute in of]

    def shapes(self) -> set[tuple[str, ...]]:
        """Return each tag with the names of its attributes."""
        return {(tag, *sorted(of)) for tag, of in self.elements}


@pytest.fixture(scope="module")
def known_shapes(ms: kg.Knowledge) -> set[tuple[str, ...]]:
    """Return the elements of our own template: the pack's page has nearly all of them."""
    return {*Page(to_html(ms)).shapes(), ("br",), ("small",)}


@examples(15)
@given(sample=samples(most=9))
def test_nothing_in_the_data_becomes_markup_in_the_page(
    sample: Sample, known_shapes: set[tuple[str, ...]]
) -> None:
    page = Page(to_html(sample.knowledge()))
    assert page.shapes() <= known_shapes
    # The data of the page, of its tab of evidence, and, of two treatments or more, of comparisons.
    assert sum(tag == "script" for tag, _ in page.elements) in (5, 6)
    hrefs = [href for href in page.values("href") if href not in ("#app", "#work")]
    assert [href[:18] for href in hrefs] == ["data:image/svg+xml"]
    links = [href for of in page.rows("concepts").values() for _, _, href in of["links"]]
    assert [link for link in links if link and not re.match("https?://", link, re.IGNORECASE)] == []


@examples(15)
@given(sample=samples(most=9))
def test_nothing_the_page_shows_turns_or_hides_text(sample: Sample) -> None:
    page = Page(to_html(sample.knowledge()))
    assert [text for text in page.texts if hidden(text)] == []
    assert [text for text in shown(page.data) if hidden(text)] == []


def hidden(text: str) -> str:
    """Return the characters of a text that are not seen, but for line ends and joiners."""
    return "".join(
        c for c in text if unicodedata.category(c) in ("Cc", "Cf") and c not in "\n\u200c\u200d"
    )


# What holds identifiers, which the scripts of the page never show; those of sources are shown by the
# labels of these, but for documents that the data tell nothing of.
IDENTIFIERS = frozenset("id links sources".split())


def shown(data: Any, name: str = "") -> list[str]:
    """Return every text in the page's data but identifiers."""
    if isinstance(data, dict):
        return [text for key, value in data.items() for text in shown(value, key)]
    if name in IDENTIFIERS:
        return []
    if isinstance(data, list):
        return [text for value in data for text in shown(value, name)]
    return [data] if isinstance(data, str) else []


@examples(100)
@given(text=texts())
def test_a_clean_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text) == " ".join(clean(text).split())
    assert hidden(clean(text)) == ""


@examples(60)
@given(iri=iris())
def test_a_link_leads_to_a_web_address_and_a_name_is_never_empty(iri: IRI) -> None:
    assert Labels({})[iri]
    assert hidden(Labels({})[iri]) == ""
    assert web_address(iri) in (None, iri)
    assert bool(web_address(iri)) is bool(re.fullmatch(r"https?://\S+", iri, re.IGNORECASE))


@examples(60)
@given(values=st.lists(texts() | iris() | st.none() | st.integers(), min_size=6, max_size=12))
def test_a_table_in_a_notebook_is_inert(values: list[object]) -> None:
    page = Page(Table(["a"], [[value] for value in values], prefixes=PREFIXES)._repr_html_())
    assert page.shapes() <= {(tag,) for tag in "table thead tbody tr th td".split()}


@examples(60)
@given(objects=st.lists(terms(), min_size=6, max_size=12))
def test_triples_in_a_notebook_are_inert(objects: list[ox.Literal | ox.NamedNode]) -> None:
    triples = Triples([quad(NODE, NODE, term).triple for term in objects], prefixes=PREFIXES)
    assert Page(triples._repr_html_()).elements == [("pre", {})]


NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


MANY_TEXTS = st.lists(texts(), min_size=8, max_size=16)


@examples(40)
@given(names=MANY_TEXTS)
def test_a_text_in_graphml_is_exact_but_for_what_xml_cannot_hold(
    names: list[str], scratch: Path
) -> None:
    (scratch / "c.graphml").write_bytes(to_graphml(described(*names).graph()))
    nodes = read_graphml(str(scratch / "c.graphml")).nodes
    written = [NOT_XML.sub("\ufffd", name) for name in names]
    assert [nodes[f"{NODE}{i}"]["definition"] for i in range(len(names))] == written
    assert [nodes[f"{NODE}{i}"]["label"] for i in range(len(names))] == [
        text or f"node{i}" for i, text in enumerate(written)
    ]


@examples(40)
@given(names=MANY_TEXTS)
def test_a_text_is_exact_in_python_and_in_trig(names: list[str]) -> None:
    knowledge = described(*names)
    concepts = [knowledge.concepts[IRI(f"{NODE}{i}")] for i in range(len(names))]
    assert [concept.definition for concept in concepts] == names
    assert [concept.label for concept in concepts] == [
        name or f"node{i}" for i, name in enumerate(names)
    ]
    again = ox.parse(to_trig(knowledge.store), format=ox.RdfFormat.TRIG)
    assert {found.object.value for found in again} == {TKG.Concept, *names}


# --- answers as text ----------------------------------------------------------------------------


def csv_rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@examples(80)
@given(rows=st.lists(st.tuples(texts(), texts() | iris()), min_size=4, max_size=8))
def test_a_table_reads_back_from_csv(rows: list[tuple[str, str]]) -> None:
    assert csv_rows(Table(["a", "b"], rows).to_csv()) == [["a", "b"], *map(list, rows)]


@examples(80)
@given(values=MANY_TEXTS)
def test_a_spreadsheet_meets_no_formula(values: list[str]) -> None:
    rows = csv_rows(Table(["a"], [[value] for value in values]).to_csv(spreadsheet=True))
    cells = [cell for (cell,) in rows[1:]]
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n"))] == []
    assert [cell.removeprefix("'") for cell in cells] == [v.removeprefix("'") for v in values]


@examples(60)
@given(objects=st.lists(terms(), min_size=1, max_size=4))
def test_an_answer_in_csv_reads_back(objects: list[ox.Literal | ox.NamedNode]) -> None:
    store = stored(*objects)
    rows = csv_rows(store.results(OBJECTS, "csv").decode())
    quads = sorted(store.quads(), key=str)
    assert rows == [["s", "o"], *([found.subject.value, found.object.value] for found in quads)]


PARSED = {
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}


@pytest.mark.parametrize("format", PARSED)
@examples(60)
@given(objects=st.lists(terms(), min_size=1, max_size=4))
def test_an_answer_reads_back_as_the_same_terms(
    format: str, objects: list[ox.Literal | ox.NamedNode]
) -> None:
    # What XML cannot hold is refused there.
    assume(format != "xml" or not any(NOT_XML.search(term.value) for term in objects))
    store = stored(*objects)
    answer = ox.parse_query_results(store.results(OBJECTS, format), PARSED[format])
    quads = sorted(store.quads(), key=str)
    assert [row["o"] for row in answer] == [found.object for found in quads]


@pytest.mark.parametrize("format", ["xml", "rdfxml"])
@examples(60)
@given(objects=st.lists(literals(), min_size=1, max_size=4))
def test_an_answer_in_xml_is_xml(format: str, objects: list[ox.Literal]) -> None:
    assume(not any(NOT_XML.search(literal.value) for literal in objects))
    query = OBJECTS if format == "xml" else "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    assert len(ET.fromstring(stored(*objects).results(query, format))) > 0


# --- literals -----------------------------------------------------------------------------------


@examples(80)
@given(objects=st.lists(terms(), min_size=1, max_size=4))
def test_a_term_keeps_its_value_through_trig_and_n_triples(
    objects: list[ox.Literal | ox.NamedNode],
) -> None:
    store = stored(*objects)
    assert reloaded(to_trig(store), ox.RdfFormat.TRIG) == set(store.quads())
    assert reloaded(store.dump(GRAPH), ox.RdfFormat.N_TRIPLES) == set(store.quads())


def reloaded(data: bytes, format: ox.RdfFormat) -> set[ox.Quad]:
    store = ox.Store()
    store.bulk_load(data, format=format, base_iri="file:///a", to_graph=ox.NamedNode(GRAPH))
    return set(store)


# Datatypes whose values Python holds in a wider type, and fractions of a second beyond its own.
WIDER = frozenset(XSD + name for name in ("float", "long", "byte", "nonNegativeInteger"))
TOO_FINE = re.compile(r"\.\d{7}")


@examples(100)
@given(term=literals())
def test_a_python_value_has_the_value_of_its_term(term: ox.Literal) -> None:
    assume(term.datatype.value not in WIDER and not TOO_FINE.search(term.value))
    value = to_python(term)
    if type(value) is str:
        assert value == term.value
    else:
        assert same_value(term, to_term(value))


def same_value(one: ox.Literal, other: object) -> bool:
    same = "sameTerm(?a, ?b) || ?a = ?b || (?a != ?a && ?b != ?b)"
    query = f"ASK {{ BIND ({one} AS ?a) BIND ({other} AS ?b) FILTER ({same}) }}"
    return one == other or bool(ox.Store().query(query))


# --- names --------------------------------------------------------------------------------------


@examples(20)
@given(sample=samples())
def test_a_concept_is_found_by_each_of_its_names(sample: Sample) -> None:
    knowledge = sample.knowledge()
    for iri, name, holders in named(sample):
        if len(holders) == 1:
            assert knowledge.concept(name).iri == iri
        else:
            with pytest.raises(kg.AmbiguousNameError) as caught:
                knowledge.concept(name)
            assert len(caught.value.candidates) == len(holders)
            assert is_one_line(caught.value)
    assert [knowledge.concept(iri).iri for iri in sample.names] == list(sample.names)


def named(sample: Sample) -> Iterable[tuple[str, str, set[str]]]:
    """Yield each concept and each of its names, with all concepts of that name.

    A name that is an identifier means that one, so it is left out; so is a name with white space
    around it.
    """
    for iri, names in sample.names.items():
        for name in names:
            identifier = name in sample.names or name.partition(":")[0] in PREFIXES
            if name and not identifier and name == name.strip():
                folded = name.casefold()
                yield (
                    iri,
                    name,
                    {i for i, of in sample.names.items() if folded in map(str.casefold, of)},
                )


def is_one_line(error: Exception) -> bool:
    """Say whether an error is one line of characters that are seen."""
    return len(str(error).splitlines()) == 1 and hidden(str(error)) == ""


SURROGATES = st.text(st.characters(categories=["Cs"]), min_size=1, max_size=3)


@examples(30)
@given(sample=samples(), names=st.lists(texts() | iris() | SURROGATES, max_size=5))
def test_an_unknown_name_is_refused_in_one_line(sample: Sample, names: list[str]) -> None:
    knowledge = sample.knowledge()
    known = {own.strip().casefold() for of in sample.names.values() for own in of}
    for name in {*names} - {*sample.names}:
        if name.strip().casefold() not in known and name.partition(":")[0] not in PREFIXES:
            with pytest.raises(kg.UnknownNameError) as caught:
                knowledge.concept(name)
            assert is_one_line(caught.value)


# --- parameters ---------------------------------------------------------------------------------


@examples(80)
@given(term=terms(), others=st.lists(terms(), max_size=3))
def test_a_parameter_matches_the_triples_that_hold_it_and_no_other(
    term: ox.Literal | ox.NamedNode, others: list[ox.Literal | ox.NamedNode]
) -> None:
    store = stored(term, *others)
    (kept,) = [found.object for found in store.quads() if found.subject.value == f"{NODE}0"]
    holders = {found.subject.value for found in store.quads() if found.object == kept}
    assert {row.s for row in store.select(SUBJECTS, o=kept)} == holders
    assert {row.s for row in store.select(f"{SUBJECTS} VALUES ?n {{ 1 }}", o=kept)} == holders


@examples(80)
@given(text=texts() | iris(), others=st.lists(texts() | iris(), max_size=3))
def test_a_text_or_iri_is_bound_as_what_it_is(text: str, others: list[str]) -> None:
    values = [text, *others]
    store = stored(*map(to_term, values))
    same = [type(value) is type(text) and value == text for value in values]
    holders = {f"{NODE}{i}" for i, is_same in enumerate(same) if is_same}
    assert {row.s for row in store.select(SUBJECTS, o=text)} == holders
    store.update("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", o=text)
    assert {found.subject.value for found in store.quads()} == {
        f"{NODE}{i}" for i, is_same in enumerate(same) if not is_same
    }


@pytest.mark.parametrize("value", ["\ud800", "a\udfffb", IRI("\ud800"), IRI("http://e/\udc00")])
def test_a_lone_surrogate_is_refused_as_a_parameter(value: str) -> None:
    with pytest.raises(kg.QueryError) as caught:
        stored().select(SUBJECTS, o=value)
    assert is_one_line(caught.value)


# --- errors -------------------------------------------------------------------------------------

REQUIRED = ("subject", "predicate", "object", "direction", "modality")


@examples(30)
@given(name=st.sampled_from(REQUIRED), iri=iris(), value=terms())
def test_a_claim_with_a_wrong_part_is_refused_in_one_line(
    name: str, iri: IRI, value: ox.Literal | ox.NamedNode
) -> None:
    parts: dict[str, Any] = dict.fromkeys(REQUIRED, TKG.supports) | {name: value}
    store = EmbeddedStore(prefixes=PREFIXES)
    store.extend([quad(iri, PREFIXES["rdf"] + "type", TKG.Claim)])
    store.extend(quad(iri, TKG[part], of) for part, of in parts.items())
    try:
        assert list(kg.Knowledge(store).claims) == [iri]
    except kg.DataError as error:
        assert is_one_line(error)


@examples(30)
@given(text=texts())
def test_a_wrong_query_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(kg.QueryError) as caught:
        stored().select(f"SELECT ?x {{ ?x ?y ?z }} <> {text}")
    assert is_one_line(caught.value)


@examples(30)
@given(text=texts())
def test_a_wrong_file_is_refused_in_one_line(text: str, scratch: Path) -> None:
    (scratch / "wrong.ttl").write_bytes(b"<urn:a> <urn:b> <urn:c> . <> " + text.encode())
    with pytest.raises(kg.LoadError) as caught:
        kg.load(scratch / "wrong.ttl")
    assert len(str(caught.value).splitlines()) == 1


# --- not so yet ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["\x1b[31m", "\u202e", "\u200b"])
def test_a_wrong_file_is_refused_in_characters_that_are_seen(
    text: str, write: Callable[..., str]
) -> None:
    with pytest.raises(kg.LoadError) as caught:
        kg.load(write("wrong.ttl", f"<urn:a> <urn:b> {text} ."))
    assert is_one_line(caught.value)


@pytest.mark.parametrize("iri", ["http://e/safe\u202egnol", "http://e/a\u2028b"])
def test_a_wrong_direction_is_refused_in_one_line(iri: str) -> None:
    store = EmbeddedStore(prefixes=PREFIXES)
    parts = dict.fromkeys(REQUIRED, TKG.supports) | {"direction": IRI(iri)}
    store.extend(quad(NODE, TKG[part], of) for part, of in parts.items())
    store.extend([quad(NODE, PREFIXES["rdf"] + "type", TKG.Claim)])
    with pytest.raises(kg.DataError) as caught:
        list(kg.Knowledge(store).claims)
    assert is_one_line(caught.value)


def test_weeks_are_decimal_numbers_however_they_are_written() -> None:
    store = EmbeddedStore(prefixes=PREFIXES)
    parts = {**dict.fromkeys(REQUIRED, TKG.supports), "weeks": ox.Literal(24)}
    store.extend(quad(NODE, TKG[part], of) for part, of in parts.items())
    store.extend([quad(NODE, PREFIXES["rdf"] + "type", TKG.Claim)])
    knowledge = kg.Knowledge(store)
    assert "at 24 weeks" in to_html(knowledge)
    assert type(knowledge.claims[IRI(NODE)].weeks) is Decimal


def test_an_iri_with_a_comma_is_one_cell_of_csv() -> None:
    text = stored(ox.NamedNode("http://e/a,b")).results(OBJECTS, "csv").decode()
    assert csv_rows(text) == [["s", "o"], [f"{NODE}0", "http://e/a,b"]]


@pytest.mark.parametrize("text", ["\0", "\x1b", "\uffff"])
def test_a_character_that_xml_cannot_hold_is_refused(text: str) -> None:
    # F6
    with pytest.raises(kg.QueryError, match="cannot hold; choose another format"):
        stored(ox.Literal(text)).results(OBJECTS, "xml")


def test_a_name_with_white_space_around_it_is_found() -> None:
    assert described(" padded ").concept(" padded ").iri == f"{NODE}0"


def test_a_time_that_is_finer_than_python_s_stays_text() -> None:
    said = "2026-11-25T10:00:00.1234567"
    assert to_python(ox.Literal(said, datatype=ox.NamedNode(XSD + "dateTime"))) == said


def test_a_whole_number_too_long_to_be_written_is_refused() -> None:
    with pytest.raises(kg.QueryError, match="parameter 'o'"):
        stored().select(SUBJECTS, o=10**5_000)
