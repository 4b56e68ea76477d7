"""Start cold: the import, a query from a shell, and the main job, as whole processes."""

from __future__ import annotations

import glob
import os
from collections.abc import Mapping, Sequence

from benchmarks.timing import python
from kg import resources

_QUERY = "SELECT DISTINCT ?t ?label { ?t a tkg:Drug ; skos:prefLabel ?label } ORDER BY ?label"

# What a script does that has rdflib and no `kg`: the same files, the same question. It finds what
# is stated only; deriving the classes above each class would take it longer still.
_RDFLIB = """
import sys, rdflib
graph = rdflib.Graph()
for path in sys.argv[2:]:
    graph.parse(path)
for row in graph.query(sys.argv[1], initNs={
    "tkg": "https://w3id.org/treatment-kg/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#"}):
    print(*row, sep="  ")
"""


def imports() -> Mapping[str, Sequence[str]]:
    """Return the commands that start Python with nothing, and with the library."""
    return {"bare": python("-c", "pass"), "kg": python("-c", "import kg")}


def queries() -> Mapping[str, Sequence[str]]:
    """Return the commands that ask one question of the shipped pack, data loaded anew."""
    files = [resources.folder("treatment-kg.ttl")]
    files += sorted(glob.glob(os.path.join(resources.pack_folder("ms"), "*.ttl")))
    return {
        "kg": python("-m", "kg", "query", "-d", "ms", _QUERY),
        "rdflib": python("-c", _RDFLIB, _QUERY, *files),
    }


def build(folder: str) -> Mapping[str, Sequence[str]]:
    """Return the command of the main job."""
    return {"kg": python("-m", "kg", "build", "ms", "-o", folder)}
