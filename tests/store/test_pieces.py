"""A file is read in pieces, each looked at; the reading can be interrupted."""

from __future__ import annotations

import io
import os
import threading

import pyoxigraph as ox
import pytest

import kg
from kg.store import pieces
from kg.store.pieces import FoundMark, Pieces
from kg.store.reading import read_files

LINE = b"<a:a> <a:p> %d .\n"
LINES = b"".join(LINE % number for number in range(50_000))


@pytest.mark.parametrize("size", [1, 3, 1_000, -1])
def test_all_bytes_come_and_only_the_mark_at_the_start_is_left_out(monkeypatch, size):
    monkeypatch.setattr(pieces, "_BLOCK", 7)
    text = "\ufeffä\ufeff€ 🧠 ".encode() * 9
    source = Pieces("a", io.BytesIO(text))
    read = b"".join(iter(lambda: source.read(size), b""))
    assert read == text[3:]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a" * 30 + b"\0", "there is a NUL character at byte 30; remove it"),
        (b"a" * 30 + b"\xe9a", "the text is not UTF-8 (byte 30); save it as UTF-8"),
        ("ä".encode() * 15 + b"\xc3", "the text is not UTF-8 (byte 30); save it as UTF-8"),
        (b"a" * 13 + b"\xf0\x9f\xa7a", "the text is not UTF-8 (byte 13); save it as UTF-8"),
        ("a".encode("utf-16"), "the text is UTF-16 (byte 0); save it as UTF-8"),
        ("ab".encode("utf-16-le"), "the text is UTF-16 or 32 (byte 1); save it as UTF-8"),
    ],
)
@pytest.mark.parametrize("block", [4, 5, 7, 1 << 18])
def test_what_is_wrong_is_named_with_its_byte_wherever_a_block_ends(
    monkeypatch, data, sentence, block
):
    # F5, F6
    monkeypatch.setattr(pieces, "_BLOCK", block)
    with pytest.raises(kg.LoadError) as caught:
        Pieces("a.ttl", io.BytesIO(data)).read()
    assert str(caught.value) == f"'a.ttl': {sentence}"


@pytest.mark.parametrize("block", [1, 2, 3])
def test_a_mark_that_is_watched_for_is_found_across_blocks(monkeypatch, block):
    monkeypatch.setattr(pieces, "_BLOCK", block)
    with pytest.raises(FoundMark):
        Pieces("a", io.BytesIO(b"abc<<def"), watch_for=b"<<").read()
    assert Pieces("a", io.BytesIO(b"a<b<c"), watch_for=b"<<").read() == b"a<b<c"


def test_how_far_the_reading_is_is_told_up_to_the_end(monkeypatch):
    monkeypatch.setattr(pieces, "_BLOCK", 10)
    told: list[float] = []
    Pieces("a", io.BytesIO(b"a" * 25), tell=told.append).read()
    assert told[:3] == [0.4, 0.8, 1.0]


def test_reading_that_is_interrupted_leaves_nothing_of_the_file(write, monkeypatch):
    path = write("a.ttl", LINES)
    seen = 0

    def interrupt(self: Pieces, block: bytes) -> None:
        nonlocal seen
        seen += len(block)
        if seen > len(LINES) // 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Pieces, "_check", interrupt)
    store = ox.Store()
    with pytest.raises(KeyboardInterrupt):
        read_files([path], store, ["a:g"])
    assert len(store) == 0


def test_a_pipe_is_read_like_a_file(tmp_path):
    pipe = tmp_path / "pipe.nt"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b'<a:a> <a:p> "<<" .',))
    writer.start()
    assert list(kg.load(pipe).graphs.values()) == [1]
    writer.join()


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.ttl", '<a:a> <a:p> "{}" .'),
        ("a.nt", '<a:a> <a:p> "{}" .'),
        ("a.trig", '<a:a> <a:p> "{}" .'),
        ("a.jsonld", '{{"@id": "a:a", "http://e/p": "{}"}}'),
    ],
)
def test_a_value_is_read_up_to_a_limit_and_refused_above_it(write, name, form):
    # F7
    assert kg.load(write(name, form.format("a" * 8_000_000))).graphs
    path = write(name, form.format("a" * 20_000_000))
    with pytest.raises(kg.LoadError) as caught:
        kg.load(path)
    assert str(caught.value) == f"{path!r}: a value is longer than 16 MB; split it"
