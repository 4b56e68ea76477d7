"""Data nested so deep that the parser would crash; F9, and what Turtle and RDF/XML do alike."""

from __future__ import annotations

import subprocess
import sys

import pytest

import kg
from kg.store.nesting import DEEPEST_JSON, DEEPEST_TRIPLE, DEEPEST_XML

RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">{}'
    "</rdf:RDF>"
)


def json_objects(depth: int) -> str:
    return '{"http://e/p":' * depth + "1" + "}" * depth


def json_lists(depth: int) -> str:
    half = depth // 2
    return '{"http://e/p":' + '{"@list":[' * half + "1" + "]}" * half + "}"


def json_contexts(depth: int) -> str:
    half = depth // 2
    inner = '{"p":{"@id":"http://e/p","@context":' * half + "{}" + "}}" * half
    return f'{{"@context":{inner},"@id":"http://e/a","p":1}}'


def triples(depth: int) -> str:
    return "<a:a> <a:p> " + "<<( <a:s> <a:p> " * depth + "<a:o>" + " )>>" * depth + " .\n"


def reified(depth: int) -> str:
    return "<< " * depth + "<a:s> <a:p> <a:o>" + " >> <a:p> <a:o>" * depth + " .\n"


def elements(depth: int) -> str:
    half = depth // 2
    return RDF.format(
        "<rdf:Description><e:p>" * half + "<e:T/>" + "</e:p></rdf:Description>" * half
    )


FORMS = {
    "objects": ("a.jsonld", json_objects, DEEPEST_JSON, "objects and lists"),
    "lists": ("a.jsonld", json_lists, DEEPEST_JSON, "objects and lists"),
    "contexts": ("a.json", json_contexts, DEEPEST_JSON, "objects and lists"),
    "Turtle": ("a.ttl", triples, DEEPEST_TRIPLE, "triples within triples"),
    "TriG": ("a.trig", triples, DEEPEST_TRIPLE, "triples within triples"),
    "N-Triples": ("a.nt", triples, DEEPEST_TRIPLE, "triples within triples"),
    "N-Quads": ("a.nq", triples, DEEPEST_TRIPLE, "triples within triples"),
    "reified": ("a.ttl", reified, DEEPEST_TRIPLE, "triples within triples"),
    "elements": ("a.rdf", elements, DEEPEST_XML, "elements"),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_is_nested_too_deep_is_refused_before_it_is_parsed(write, form):
    name, make, most, what = FORMS[form]
    path = write(name, make(20_000))
    with pytest.raises(kg.LoadError) as caught:
        kg.load(path)
    assert str(caught.value) == f"{path!r}: {what} are nested deeper than {most}; make them flatter"


@pytest.mark.parametrize("form", FORMS)
def test_what_is_nested_as_deep_as_may_be_is_read_on_a_small_stack(write, form):
    name, make, most, _ = FORMS[form]
    path = write(name, make(most - 2))
    code = (
        "import threading, kg.knowledge; threading.stack_size(1 << 18);"
        f"t = threading.Thread(target=lambda: print(kg.load({path!r}).graphs));"
        "t.start(); t.join()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("{'file:///")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<a:a> <a:p> " + "[ <a:p> " * 20_000 + "1" + " ]" * 20_000 + " .", id="nodes"),
        pytest.param("<a:a> <a:p> " + "( " * 20_000 + "1" + " )" * 20_000 + " .", id="lists"),
        pytest.param('<a:a> <a:p> "' + "<<( " * 20_000 + '" .', id="in a text"),
        pytest.param("# " + "<<( " * 20_000 + "\n<a:a> <a:p> 1 .", id="in a comment"),
        pytest.param('<a:a> <a:p> """' + '<< "' * 20_000 + '\n""" .', id="in a long text"),
        pytest.param("<a:a> <a:p> " + ", ".join(["<<( <a:a> <a:p> 1 )>>"] * 200) + " .", id="flat"),
    ],
)
def test_what_does_no_harm_is_read(write, text):
    assert kg.load(write("a.ttl", text)).graphs


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"@id":"a:a","http://e/p":"' + "{[" * 20_000 + '"}', id="in a text"),
        pytest.param('{"@id":"a:a","http://e/p":"\\"' + "{" * 20_000 + '"}', id="after an escape"),
        pytest.param('{"@id":"a:a","http://e/p":[' + "{}," * 20_000 + "1]}", id="flat"),
    ],
)
def test_json_that_does_no_harm_is_read(write, text):
    assert kg.load(write("a.json", text)).graphs


def test_xml_with_many_elements_that_are_flat_is_read(write):
    text = RDF.format("<rdf:Description><e:p>a</e:p></rdf:Description>" * 3_000)
    assert kg.load(write("a.rdf", text)).graphs
