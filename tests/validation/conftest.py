"""What the tests of validation share."""

from __future__ import annotations

import pytest

from kg.store.embedded import EmbeddedStore
from kg.store.reading import read_files
from kg.validation.shapes import read_shapes
from kg.vocabulary import PREFIXES

from .examples import EXAMPLE

_PREFIXES = {
    **PREFIXES,
    "ex": EXAMPLE,
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": "https://w3id.org/treatment-kg/shapes#",
}
_TURTLE = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in _PREFIXES.items())


@pytest.fixture
def data(write):
    """Return a function that makes a store of Turtle texts, each in a graph of its own."""

    def load(*texts: str) -> EmbeddedStore:
        store = EmbeddedStore(prefixes=_PREFIXES)
        paths = [write(f"{number}.ttl", _TURTLE + text) for number, text in enumerate(texts)]
        read_files(paths, store.native, [f"file:///{number}" for number in range(len(texts))])
        return store

    return load


@pytest.fixture
def shapes_file(write):
    """Return a function that writes shapes and returns the path of the file."""
    return lambda text: write("shapes.ttl", _TURTLE + text)


@pytest.fixture
def shapes(shapes_file):
    """Return a function that writes shapes and reads them with `read_shapes`."""
    return lambda text: read_shapes(shapes_file(text))
