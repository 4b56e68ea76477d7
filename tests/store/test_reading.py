from __future__ import annotations

import os

import pytest

import kg
from kg import LoadError
from kg.store.reading import file_graph

ONE_TRIPLE = {
    "a.ttl": "<http://example.org/a> <http://example.org/p> 1 .",
    "a.nt": "<http://example.org/a> <http://example.org/p> <http://example.org/b> .",
    "a.nq": "<http://example.org/a> <http://example.org/p> <http://example.org/b> <http://example.org/g> .",
    "a.trig": "<http://example.org/g> { <http://example.org/a> <http://example.org/p> 1 }",
    "a.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex='
    '"http://example.org/"><rdf:Description rdf:about="http://example.org/a"><ex:p>1</ex:p>'
    "</rdf:Description></rdf:RDF>",
    "a.jsonld": '{"@id": "http://example.org/a", "http://example.org/p": 1}',
}


@pytest.mark.parametrize("name", ONE_TRIPLE)
def test_every_format_is_read(write, name):
    loaded = kg.load(write(name, ONE_TRIPLE[name]))
    assert sum(loaded.graphs.values()) == 1


@pytest.mark.parametrize("name", ONE_TRIPLE)
def test_a_file_without_a_known_extension_is_recognised_by_its_content(write, name):
    loaded = kg.load(write("data.txt", ONE_TRIPLE[name]))
    assert sum(loaded.graphs.values()) == 1


def test_each_file_is_a_graph_named_without_its_folder(write):
    loaded = kg.load(write("x/a.ttl", ONE_TRIPLE["a.ttl"]), write("x/b.ttl", ONE_TRIPLE["a.ttl"]))
    assert loaded.graphs == {"file:///a.ttl": 1, "file:///b.ttl": 1}


def test_files_of_one_name_are_told_apart_by_their_folders(write):
    loaded = kg.load(write("x/a.ttl", ONE_TRIPLE["a.ttl"]), write("y/a.ttl", ONE_TRIPLE["a.ttl"]))
    assert loaded.graphs == {"file:///x/a.ttl": 1, "file:///y/a.ttl": 1}


def test_graphs_that_a_file_names_itself_stay(write):
    assert kg.load(write("a.trig", ONE_TRIPLE["a.trig"])).graphs == {"http://example.org/g": 1}


def test_odd_characters_in_a_file_name_are_escaped():
    assert file_graph("/a/b c<d>.ttl", []) == "file:///b%20c%3Cd%3E.ttl"


def test_a_folder_of_rdf_files_is_loaded_whole(write, tmp_path):
    write("x/a.ttl", ONE_TRIPLE["a.ttl"])
    write("x/b.nt", ONE_TRIPLE["a.nt"])
    write("x/notes.md", "no RDF")
    assert kg.load(tmp_path / "x").graphs == {"file:///a.ttl": 1, "file:///b.nt": 1}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        pytest.param("a.ttl", b"", "the file is empty; nothing was loaded", id="F1 empty"),
        pytest.param("a.ttl", b" \n", "the file is empty; nothing was loaded", id="F1 blank"),
        pytest.param(
            "a.ttl",
            b"@prefix : <http://e/> .\n:a :p",
            ", line 2, column 6: not valid Turtle",
            id="F3 truncated",
        ),
        pytest.param("a.xyz", b"what is this", "is unknown and the content is none of", id="F4"),
        pytest.param(
            "a.nt", b"@prefix : <http://e/> . :a :p :b .", "not valid N-Triples", id="F4 b"
        ),
        pytest.param("a.ttl", "a".encode("utf-16"), "UTF-16 (byte 0); save it as UTF-8", id="F5"),
        pytest.param("a.ttl", b'<a:a> <a:b> "\xe9" .', "not UTF-8 (byte 13)", id="F5 Latin-1"),
        pytest.param(
            "a.ttl", b'<a:a> <a:b> "\0" .', "a NUL character at byte 13; remove it", id="F6"
        ),
        pytest.param(
            "a.rdf",
            b'<?xml version="1.0"?>\n<!doctype x [<!ENTITY a "b">]><x/>',
            ", line 2: a document type declaration is not accepted",
            id="F10, F11",
        ),
        pytest.param(
            "a.jsonld", b'{"@context": "http://127.0.0.1:9/c", "name": "x"}', "JSON-LD", id="F12"
        ),
        pytest.param("a.ttl", b"\xef\xbb\xbf \n", "the file is empty", id="F1 only a mark"),
        pytest.param("a.json", b"\n", "the file is empty", id="F1 JSON"),
        pytest.param("a.rdf", b"", "the file is empty", id="F1 XML"),
        pytest.param(
            "a.ttl",
            ONE_TRIPLE["a.rdf"].encode(),
            "it looks like RDF/XML: name it .rdf; nothing was loaded",
            id="F4 XML",
        ),
        pytest.param(
            "a.ttl",
            ONE_TRIPLE["a.jsonld"].encode(),
            "it looks like JSON-LD: name it .jsonld; nothing was loaded",
            id="F4 JSON",
        ),
        pytest.param(
            "a.rdf",
            b"@prefix : <http://e/> . :a :p :b .",
            "it looks like Turtle: name it .ttl; nothing was loaded",
            id="F4 Turtle",
        ),
        pytest.param("a.ttl", b'<a:a> <a:b> "\\uD800" .', "not valid Turtle", id="F6 surrogate"),
        pytest.param(
            "a.json", b'{"@id": "a:a", "a:p": "\\ud800"}', "not valid JSON-LD", id="F6 surrogate b"
        ),
        pytest.param(
            "a.rdf",
            b"<!DocType x SYSTEM 'file:///etc/hostname'><x/>",
            "a document type declaration is not accepted",
            id="F11 capitals",
        ),
    ],
)
def test_a_bad_file_is_refused_in_one_line_that_names_it(write, name, content, sentence):
    path = write(name, content)
    with pytest.raises(LoadError) as caught:
        kg.load(path)
    assert str(caught.value).startswith(repr(path))
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [*ONE_TRIPLE, "data.txt"])
def test_a_byte_order_mark_is_accepted_in_every_format(write, name):
    # F5
    text = ONE_TRIPLE.get(name, ONE_TRIPLE["a.nq"])
    assert kg.load(write(name, b"\xef\xbb\xbf" + text.encode())).graphs


def test_a_file_without_a_triple_is_a_warning(write):
    # F2
    path = write("a.ttl", "@prefix : <http://example.org/> .")
    assert kg.load(path).warnings == (f"{path!r} holds no triple",)


def test_a_file_that_says_what_another_says_is_no_warning(write):
    one, two = write("x/a.nq", ONE_TRIPLE["a.nq"]), write("y/a.nq", ONE_TRIPLE["a.nq"])
    assert kg.load(one, two).warnings == ()


def test_one_bad_file_among_good_ones_loads_nothing(write):
    good, bad = write("good.ttl", ONE_TRIPLE["a.ttl"]), write("bad.ttl", ":a :p :b .")
    with pytest.raises(LoadError, match=r"bad\.ttl', line 1, column 1"):
        kg.load(good, bad)


def test_an_unknown_pack_is_refused_with_the_known_ones():
    with pytest.raises(kg.UnknownNameError, match="pack 'mss' is not among the shipped packs"):
        kg.load("mss")


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(
        LoadError, match=r"'nowhere\.ttl': no such file or directory; check the path"
    ):
        kg.load("nowhere.ttl")


def test_nothing_to_load_is_refused():
    with pytest.raises(
        kg.DataError, match=r"was given nothing to load; name a pack \('ms', 'smoking'\) or a file"
    ):
        kg.load()


def test_a_folder_without_rdf_is_refused(tmp_path):
    with pytest.raises(LoadError, match="the folder holds no RDF file; put files there"):
        kg.load(tmp_path)


def test_a_pack_file_without_a_pack_is_refused(write):
    path = write("p/pack.ttl", ONE_TRIPLE["a.ttl"])
    with pytest.raises(LoadError, match="describes 0 packs with a namespace"):
        kg.load(os.path.dirname(path))
