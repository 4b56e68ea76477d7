from __future__ import annotations

import sys
import threading

from kg import progress
from kg.cli.main import _Line
from kg.progress import shown, stage


def test_what_takes_long_is_said_with_how_far_it_is(monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 0.01)
    said: list[str] = []
    heard = threading.Event()

    def show(text: str) -> None:
        said.append(text)
        heard.set()

    with shown(show), stage("outer"), stage("reading a.ttl") as tell:
        tell(0.45)
        assert heard.wait(60)
    assert said[0].startswith("reading a.ttl: 45%, ")
    assert said[-1] == ""


def test_a_line_on_a_terminal_is_wiped_away_when_its_stage_is_over(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    line = _Line()
    line.show("reading a.ttl: 45%, 2 s")
    line.show("")
    assert capsys.readouterr().err == "\r\x1b[Kkg: reading a.ttl: 45%, 2 s\r\x1b[K"


def test_a_stage_that_is_over_gives_way_to_the_one_around_it(monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 0.01)
    heard = threading.Event()
    with stage("outer"):
        with stage("inner"):
            pass
        with shown(lambda text: heard.set() if text.startswith("outer: ") else None):
            assert heard.wait(60)


def test_nothing_is_said_when_nothing_is_under_way(monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 0.001)
    said: list[str] = []
    with shown(said.append):
        threading.Event().wait(0.05)
    assert said == []


def test_threads_may_end_their_stages_in_any_order(monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 0.001)
    first, second = stage("first"), stage("second")
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    said: list[str] = []
    with shown(said.append):
        threading.Event().wait(0.05)
    assert said == []
