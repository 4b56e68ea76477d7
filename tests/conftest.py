"""What all tests share: the pack, loaded once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import kg
from tests.audit import sitecustomize

# On a slow machine it would come amid what is tested.
os.environ["KG_PROGRESS"] = "off"


@pytest.fixture(scope="session")
def ms() -> kg.Knowledge:
    """Return the pack ms; a test that changes it loads its own."""
    return kg.load("ms")


@pytest.fixture
def write(tmp_path: Path):
    """Return a function that writes a text under a temporary folder and returns the path."""

    def write_text(name: str, text: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write_text


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the number of kills in `tests/store/test_crash.py` be chosen."""
    parser.addoption("--kills", type=int, default=100, help="how many writers to kill (100)")


@pytest.fixture(scope="session", autouse=True)
def nothing_leaves(tmp_path_factory: pytest.TempPathFactory):
    """Fail the run if anything in it, or in a Python it starts, tries to leave the machine."""
    record = tmp_path_factory.mktemp("audit") / "attempts"
    folder = os.path.dirname(sitecustomize.__file__)
    paths = [folder, *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    os.environ[sitecustomize.RECORD] = str(record)
    sitecustomize.install()
    yield
    attempts = record.read_text().splitlines() if record.exists() else []
    assert attempts == [], "the tests tried to leave the machine"
