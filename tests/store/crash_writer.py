"""Write over and over in processes that are killed; what `test_crash` starts.

Run as ``python -m tests.store.crash_writer SUBJECT FOLDER``. It reads lines: after ``whole`` a child
does two operations of the subject and is left in peace; after a number a child does them over
and over and is killed that many seconds after it has begun. Each line is answered by one, the
seconds that the child was at work.
"""

from __future__ import annotations

import datetime
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count, cycle, islice
from pathlib import Path

import kg
from kg.cli.build import build as build_packs
from kg.exchange.graphml import to_graphml
from kg.exchange.pack import write_new_pack
from kg.view.page import to_html
from kg.vocabulary import DERIVED

# Turns every value from 1 into 2 or back, in one update: thousands of triples go and come.
TURN = (
    "DELETE { GRAPH <x:g> { ?s <x:p> ?old } } INSERT { GRAPH <x:g> { ?s <x:p> ?new } }"
    " WHERE { GRAPH <x:g> { ?s <x:p> ?old } BIND (3 - ?old AS ?new) }"
)

# What an earlier state of the data once gave.
STALE = (
    f"DROP SILENT GRAPH <{DERIVED}> ; INSERT DATA {{ GRAPH <{DERIVED}> {{ <x:a> <x:b> <x:c> }} }}"
)

Operations = Iterator[Callable[[], object]]


def update(place: Path) -> Operations:
    store = kg.load(place / "store")
    yield from cycle([lambda: store.update(TURN)])


def derive(place: Path) -> Operations:
    store = kg.load(place / "store")
    yield from cycle([store.derive, store.derive, lambda: store.update(STALE)])


def save(place: Path) -> Operations:
    yield from (lambda n=n: old_and_new()[1].save(place / f"store-{n}") for n in count())


def write_trig(place: Path) -> Operations:
    yield from cycle([lambda k=k: k.write_trig(place / "a.trig") for k in reversed(old_and_new())])


def write_graphml(place: Path) -> Operations:
    yield from cycle(
        [lambda k=k: k.write_graphml(place / "a.graphml") for k in reversed(old_and_new())]
    )


def view(place: Path) -> Operations:
    yield from cycle([lambda k=k: k.view(place / "a.html") for k in reversed(old_and_new())])


def build(place: Path) -> Operations:
    out = str(place / "out")
    packs = (str(place / age / "mine") for age in ("new", "old"))
    yield from cycle([lambda pack=pack: build_packs([pack], out) for pack in packs])


SUBJECTS = {
    work.__name__: work for work in (update, derive, save, write_trig, write_graphml, view, build)
}


@cache
def old_and_new() -> tuple[kg.Knowledge, kg.Knowledge]:
    """Return two states of the same data: the second lacks a claim."""
    with tempfile.TemporaryDirectory() as folder:
        pack = os.path.join(folder, "mine")
        write_new_pack(pack, "mine", "Mine", today=datetime.date(2026, 1, 1))
        old, new = kg.load(pack), kg.load(pack)
    new.update("DELETE WHERE { GRAPH ?g { ?claim ?p ?o } }", claim=min(new.claims))
    return old, new


def main(subject: str, folder: str) -> None:
    for knowledge in old_and_new():
        # Once before all forks: a kill should fall into the writing, not into an import.
        to_graphml(knowledge.graph())
        to_html(knowledge)
    for line in sys.stdin:
        asked = line.strip()
        seconds = None if asked == "whole" else float(asked)
        sys.stdout.write(f"{_child(subject, Path(folder), seconds)}\n")
        sys.stdout.flush()


def _child(subject: str, place: Path, seconds: float | None) -> float:
    """Have a child work, kill it after some seconds, and return how long it was at work."""
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        _work(subject, place, said, once=seconds is None)
    os.close(said)
    os.read(heard, 1)
    begun = time.monotonic()
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(heard)
    if os.waitstatus_to_exitcode(status) != (0 if seconds is None else -signal.SIGKILL):
        raise SystemExit(f"the child came to another end: {status}")
    return time.monotonic() - begun


def _work(subject: str, place: Path, said: int, *, once: bool) -> None:
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        operations = SUBJECTS[subject](place)
        first = next(operations)
        os.write(said, b".")
        first()
        for operation in islice(operations, 1) if once else operations:
            operation()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
