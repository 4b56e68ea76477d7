from __future__ import annotations

import os
import stat

import pytest

import kg
from kg.exchange.rdf import to_trig
from kg.files import write_whole


def test_trig_reads_back_equal_by_value(ms, tmp_path):
    ms.write_trig(tmp_path / "ms.trig")
    again = kg.load(tmp_path / "ms.trig")
    assert set(again.store.quads()) == set(ms.store.quads())
    assert again.claims == ms.claims
    assert again.concepts == ms.concepts


def test_trig_is_the_same_from_run_to_run(ms, tmp_path):
    ms.write_trig(tmp_path / "a.trig")
    kg.load("ms").write_trig(tmp_path / "b.trig")
    assert (tmp_path / "a.trig").read_bytes() == (tmp_path / "b.trig").read_bytes()


def test_data_with_blank_nodes_are_the_same_from_run_to_run_too(write):
    text = "[] <http://e/p> [ <http://e/q> 1 ] , [ <http://e/q> 2 ] . [] <http://e/p> [] ."
    path = write("blank.ttl", text)
    assert to_trig(kg.load(path).store) == to_trig(kg.load(path).store)


def test_no_blank_node_is_in_the_pack_or_the_vocabulary(ms):
    assert not ms.ask("ASK { ?s ?p ?o FILTER (isBlank(?s) || isBlank(?o)) }")


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    write_whole(str(path), b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(kg.WriteError, match="no space left on device; choose a folder"):
        write_whole(str(path), b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_written_file_has_ordinary_permissions(tmp_path):
    write_whole(str(tmp_path / "a.txt"), b"")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(os.stat(tmp_path / "a.txt").st_mode) == 0o666 & ~mask


def test_a_missing_folder_is_made(tmp_path):
    write_whole(str(tmp_path / "x" / "y" / "a.txt"), b"1")
    assert (tmp_path / "x" / "y" / "a.txt").read_bytes() == b"1"


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(kg.WriteError, match="cannot be written"):
        write_whole(str(tmp_path / "file" / "a.txt"), b"1")
