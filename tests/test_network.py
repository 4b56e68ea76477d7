"""Nothing that is read or asked opens a connection or a file; F10 to F14.

Oxigraph is no Python, so the audit hook does not see what it does: a listener here would.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading

import pytest

import kg
from kg.store.embedded import EmbeddedStore
from tests.audit import sitecustomize

CANARY = "the canary sings"
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"{}>'
    '<rdf:Description rdf:about="http://e/a"><e:p>{}</e:p></rdf:Description></rdf:RDF>'
)


class Listener:
    """Count who connects to a port of this machine."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._address = self._socket.getsockname()
        self.url = f"http://127.0.0.1:{self._address[1]}/x"
        self._visitors: list[tuple[str, int]] = []
        self._last = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while not self._last.is_set():
            visitor, address = self._socket.accept()
            if visitor.recv(4) == b"last":
                self._last.set()
            else:
                self._visitors.append(address)
            visitor.close()
        self._socket.close()

    def visits(self) -> int:
        """Return how many have come; nobody can come any more."""
        with socket.create_connection(self._address) as last:
            last.sendall(b"last")
            assert self._last.wait(60)
        return len(self._visitors)


@pytest.fixture
def listener() -> Listener:
    return Listener()


def test_the_listener_notices_a_visit(listener):
    with socket.create_connection(("127.0.0.1", int(listener.url[17:-2]))) as visitor:
        visitor.sendall(b"GET / HTTP/1.1")
    assert listener.visits() == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonld", '{"@context": "URL", "@id": "a:a", "p": 1}'),
        ("a.jsonld", '{"@context": ["URL", {"p": "http://e/p"}], "@id": "a:a", "p": 1}'),
        ("a.jsonld", '{"@context": {"@import": "URL"}, "@id": "a:a", "http://e/p": 1}'),
        ("a.jsonld", '{"@id": "a:a", "http://e/p": {"@context": "URL", "http://e/q": 1}}'),
        (
            "a.jsonld",
            '{"@context": {"p": {"@id": "http://e/p", "@context": "URL"}}, "p": {"p": 1}}',
        ),
        ("a.rdf", f'<!DOCTYPE x SYSTEM "URL">{RDF}'.format("", "a")),
        ("a.rdf", f'<!DOCTYPE x [<!ENTITY a SYSTEM "URL">]>{RDF}'.format("", "&a;")),
        ("a.rdf", f'<!DOCTYPE x [<!ENTITY % a SYSTEM "URL"> %a;]>{RDF}'.format("", "a")),
    ],
)
def test_what_points_elsewhere_is_refused_and_not_followed(write, listener, name, text):
    # F11, F12
    with pytest.raises(kg.LoadError):
        kg.load(write(name, text.replace("URL", listener.url)))
    assert listener.visits() == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rdf", RDF.format(' xml:base="URL"', "a")),
        ("a.ttl", "@base <URL> . <> <http://www.w3.org/2002/07/owl#imports> <URL> ."),
        ("a.jsonld", '{"@context": {"@base": "URL"}, "@id": "a", "http://e/p": {"@id": "URL"}}'),
    ],
)
def test_an_address_that_is_only_a_name_is_not_visited(write, listener, name, text):
    assert kg.load(write(name, text.replace("URL", listener.url))).graphs
    assert listener.visits() == 0


def test_a_file_named_in_a_document_is_not_read(write):
    # F11
    canary = write("canary.txt", CANARY)
    text = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{canary}">]>{RDF}'.format("", "&a;")
    with pytest.raises(kg.LoadError) as caught:
        kg.load(write("a.rdf", text))
    assert CANARY not in str(caught.value)


def test_an_entity_bomb_is_refused(write):
    # F10
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>{RDF}'.format("", "&a9;")
    with pytest.raises(kg.LoadError, match="a document type declaration is not accepted"):
        kg.load(write("a.rdf", text))


@pytest.mark.parametrize("query", ["SELECT ?s FROM <URL> { ?s ?p ?o }", "DESCRIBE <URL>"])
def test_a_graph_named_in_a_query_is_not_fetched(listener, query):
    # F14
    format = "csv" if "SELECT" in query else "ntriples"
    EmbeddedStore().results(query.replace("URL", listener.url), format)
    assert listener.visits() == 0


@pytest.mark.parametrize(
    "text",
    ["ASK { SERVICE <URL> { ?s ?p ?o } }", "ASK { SERVICE SILENT <URL> { ?s ?p ?o } }"],
)
def test_a_query_does_not_visit_another_endpoint(listener, text):
    # F13
    with pytest.raises(kg.QueryError):
        EmbeddedStore().ask(text.replace("URL", listener.url))
    assert listener.visits() == 0


@pytest.mark.parametrize("text", ["LOAD <URL>", "LOAD SILENT <URL> INTO GRAPH <a:g>"])
def test_an_update_does_not_visit_an_address(listener, text):
    # F13
    with pytest.raises(kg.QueryError):
        EmbeddedStore().update(text.replace("URL", listener.url))
    assert listener.visits() == 0


def test_the_watch_notices_and_refuses_what_leaves(tmp_path):
    record = tmp_path / "attempts"
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, sitecustomize.RECORD: str(record)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "would leave the machine" in done.stderr
    assert "'192.0.2.1'" in record.read_text()
