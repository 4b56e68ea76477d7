"""What all tests share: the pack, loaded once, small knowledge, and a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import resources
from kg.model.values import Claim
from kg.vocabulary import IRI, TKG
from tests.audit import sitecustomize

pytest_plugins = ["tests.browser"]

# On a slow machine it would come amid what is tested.
os.environ["KG_PROGRESS"] = "off"


@pytest.fixture(scope="session")
def ms() -> kg.Knowledge:
    """Return the pack ms; a test that changes it loads its own."""
    return kg.load("ms")


# What the pack was made of before more trials, labels, costs and guidelines joined it.
_FIRST_FILES = (
    "article article-sentences concepts matches pack therapies trial-claims trial-concepts trials"
).split()


@pytest.fixture(scope="session")
def thirteen_trials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pack ms as far as its article and its first thirteen trials.

    What is worked out by hand from few trials stays true however many more are curated.
    """
    folder = tmp_path_factory.mktemp("thirteen") / "ms"
    folder.mkdir()
    for name in _FIRST_FILES:
        shutil.copy(resources.folder("ms", f"{name}.ttl"), folder)
    return folder


@pytest.fixture
def write(tmp_path: Path):
    """Return a function that writes a text under a temporary folder and returns the path."""

    def write_text(name: str, text: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write_text


PREFIXES = """
@prefix ex: <http://example.org/> .
@prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture
def claim() -> Callable[..., Claim]:
    """Return a function that makes a claim: a drug may reduce a relapse rate, unless told."""

    def make(**changes: Any) -> Claim:
        fields: dict[str, Any] = {
            "iri": IRI("http://example.org/claim"),
            "subject": IRI("http://example.org/therapy"),
            "predicate": TKG.reduces,
            "object": IRI("http://example.org/outcome"),
            "direction": "supports",
            "modality": "possible",
        }
        return Claim(**fields | changes)

    return make


@pytest.fixture
def derived(write: Callable[..., str]) -> Callable[[str], kg.Knowledge]:
    """Return a function that loads Turtle, prefixes added, and runs the rules."""

    def load(turtle: str) -> kg.Knowledge:
        knowledge = kg.load(write("small.ttl", PREFIXES + turtle))
        knowledge.derive()
        return knowledge

    return load


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
