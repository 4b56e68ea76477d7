"""The examples of `ontology/examples`, and how they are loaded."""

from __future__ import annotations

import re
from pathlib import Path

from kg import resources
from kg.store.embedded import EmbeddedStore
from kg.store.reading import read_files
from kg.vocabulary import ONTOLOGY, PREFIXES

EXAMPLE = "https://example.org/"
VALID = sorted(Path(resources.folder("examples", "valid")).glob("*.ttl"))
INVALID = sorted(Path(resources.folder("examples", "invalid")).glob("*.ttl"))
VOCABULARY = Path(resources.folder("treatment-kg.ttl"))


def breaks(path: Path) -> str:
    """Return the local name of the shape that an invalid example breaks."""
    found = re.match(r"# breaks: (\w+)\n", path.read_text())
    return found[1] if found else ""


def is_vocabulary(path: Path) -> bool:
    """Say whether an example stands for the vocabulary and not beside it."""
    return f"<{ONTOLOGY}> a owl:Ontology" in path.read_text()


def store_of(*paths: Path) -> EmbeddedStore:
    """Return a store with files, each in a graph of its own, and `ex:` declared."""
    store = EmbeddedStore(prefixes={**PREFIXES, "ex": EXAMPLE})
    read_files(
        [str(path) for path in paths], store.native, [f"file:///{path.name}" for path in paths]
    )
    return store
