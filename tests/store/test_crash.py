"""Whoever is killed while writing leaves the old state or the new one; F31 of the faults.

A hundred kills are shared among the subjects; ``--kills 1000`` makes it a thousand, and ``-rP``
shows which states were seen.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli.build import build
from kg.exchange.graphml import to_graphml
from kg.exchange.pack import write_new_pack
from kg.exchange.rdf import to_trig
from kg.view.page import to_html
from tests.store.crash_writer import STALE, SUBJECTS, old_and_new

ROOT = Path(__file__).parents[2]
SEED = 31

# The states that there may be, "old" or "new", by the fingerprint of what is on the disk.
States = Mapping[str, str]


def of_quads(quads: Iterable[ox.Quad]) -> str:
    return of_bytes("\n".join(sorted(map(str, quads))).encode())


def of_bytes(data: bytes) -> str:
    return f"{len(data)} bytes {hashlib.sha256(data).hexdigest()[:16]}"


# --- what each subject writes over ------------------------------------------------------------


def two_thousand_values(place: Path) -> States:
    subjects = [ox.NamedNode(f"x:s{n}") for n in range(2_000)]
    old, new = (
        [
            ox.Quad(subject, ox.NamedNode("x:p"), ox.Literal(value), ox.NamedNode("x:g"))
            for subject in subjects
        ]
        for value in (1, 2)
    )
    ox.Store(str(place / "store")).bulk_extend(old)
    return {of_quads(old): "old", of_quads(new): "new"}


def stale_conclusions(place: Path) -> States:
    knowledge = kg.load("ms")
    new = of_quads(knowledge.store.quads())
    knowledge.update(STALE)
    knowledge.save(place / "store")
    return {of_quads(knowledge.store.quads()): "old", new: "new"}


def no_store(place: Path) -> States:
    return {of_quads(old_and_new()[1].store.quads()): "new"}


def a_file(name: str, render: Callable[[kg.Knowledge], bytes]) -> Callable[[Path], States]:
    def prepare(place: Path) -> States:
        old, new = map(render, old_and_new())
        (place / name).write_bytes(old)
        return {of_bytes(old): "old", of_bytes(new): "new"}

    return prepare


def built_files(place: Path) -> States:
    states = {}
    for age in ("old", "new"):
        write_new_pack(str(place / age / "mine"), "mine", f"The {age} one")
        build([str(place / age / "mine")], str(place / age / "out"))
        states |= dict.fromkeys(files(place / age / "out"), age)
    shutil.copytree(place / "old" / "out", place / "out")
    return states


# --- what is there after a kill ---------------------------------------------------------------


def the_store(place: Path) -> list[str]:
    return [of_quads(kg.load(place / "store").store.quads())]


def new_stores(place: Path) -> list[str]:
    found = []
    for path in sorted(place.glob("store-*")):
        found.append(of_quads(kg.load(path).store.quads()))
        shutil.rmtree(path)
    return found


def files(place: Path) -> list[str]:
    return [of_bytes(path.read_bytes()) for path in place.iterdir() if path.is_file()]


CASES: Mapping[str, tuple[Callable[[Path], States], Callable[[Path], list[str]]]] = {
    "update": (two_thousand_values, the_store),
    "derive": (stale_conclusions, the_store),
    "save": (no_store, new_stores),
    "write_trig": (a_file("a.trig", lambda of: to_trig(of.store)), files),
    "write_graphml": (a_file("a.graphml", lambda of: to_graphml(of.graph())), files),
    "view": (a_file("a.html", lambda of: to_html(of).encode()), files),
    "build": (built_files, lambda place: files(place / "out")),
}


@contextmanager
def writer(subject: str, place: Path) -> Iterator[Callable[[object], float]]:
    """Start the writer; give what has a child of it work, and returns for how many seconds."""
    command = [sys.executable, "-m", "tests.store.crash_writer", subject, str(place)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdin
        assert process.stdout

        def ask(what: object) -> float:
            print(what, file=process.stdin, flush=True)
            return float(process.stdout.readline())

        yield ask
        process.stdin.close()


def test_every_subject_has_a_case():
    assert set(CASES) == set(SUBJECTS)


@pytest.mark.parametrize("subject", CASES)
def test_whoever_is_killed_leaves_the_old_state_or_the_new(subject, tmp_path, request):
    prepare, look = CASES[subject]
    states = prepare(tmp_path)
    moments = random.Random(f"{SEED} {subject}")
    seen: Counter[str] = Counter()
    with writer(subject, tmp_path) as ask:
        whole = ask("whole")
        look(tmp_path)
        for _ in range(-(-request.config.getoption("--kills") // len(CASES))):
            moment = moments.uniform(0, 1.5 * whole)
            ask(moment)
            found = [states.get(content, f"half: {content}") for content in look(tmp_path)]
            assert set(found) <= {"old", "new"}, f"seed {SEED}, killed at {moment} s of {whole} s"
            seen.update(found or ["old"])
        left = len(list(tmp_path.rglob(".kg-*")))
        ask("whole")
    sys.stdout.write(f"{subject}: {dict(seen)}, {left} asides left, {whole:.3f} s")
    assert list(tmp_path.rglob(".kg-*")) == []
