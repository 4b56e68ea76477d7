"""Long work says what it is at, and can be interrupted without damage."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.synthetic import write_pack

CARTESIAN = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def large_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "large"
    write_pack(str(folder), triples=250_000)
    return folder


def interrupted_at(line: str, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Run `kg`, interrupt it as soon as it has said a line, and return it, ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**os.environ, "KG_PROGRESS": "on"},
    )
    assert process.stderr is not None
    while (said := process.stderr.readline()) and not said.startswith(line):
        pass
    assert said.startswith(line), "it ended before"
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=120)
    assert rest.splitlines()[-1] == "kg: interrupted; no file is half-written"
    return process


def test_a_query_that_runs_long_says_so_and_is_interrupted(tmp_path):
    process = interrupted_at("kg: running the query …", tmp_path, "query", "-d", "ms", CARTESIAN)
    assert process.returncode == 130


def test_a_build_that_is_interrupted_leaves_nothing(tmp_path, large_pack):
    out = tmp_path / "out"
    process = interrupted_at("kg: ", tmp_path, "build", str(large_pack), "-o", str(out))
    assert process.returncode == 130
    assert not out.exists() or os.listdir(out) == []
