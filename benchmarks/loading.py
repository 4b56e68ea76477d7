"""Load the RDF files of a pack into memory: this library, raw pyoxigraph, rdflib, kglab.

Each peer loads in a process of its own, which prints the seconds that loading took, imports left
out. Run as ``python benchmarks/loading.py PEER FOLDER``.
"""

from __future__ import annotations

import glob
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence


def kg_(files: Sequence[str]) -> None:
    """Load as `kg.load` does what stands outside a pack: every file into its graph."""
    import kg

    kg.load(*files)


def pyoxigraph(files: Sequence[str]) -> None:
    """Load as pyoxigraph does when nothing stands around it."""
    import pyoxigraph as ox

    store = ox.Store()
    for file in files:
        store.bulk_load(path=file, to_graph=ox.NamedNode(f"file://{file}"))


def rdflib(files: Sequence[str]) -> None:
    """Load as rdflib does by itself."""
    import rdflib

    dataset = rdflib.Dataset()
    for file in files:
        dataset.graph(rdflib.URIRef(f"file://{file}")).parse(file)


def kglab(files: Sequence[str]) -> None:
    """Load as kglab does."""
    import kglab

    graph = kglab.KnowledgeGraph()
    for file in files:
        graph.load_rdf(file)


PEERS: dict[str, Callable[[Sequence[str]], None]] = {
    "kg": kg_,
    "pyoxigraph": pyoxigraph,
    "rdflib": rdflib,
    "kglab": kglab,
}
_IMPORTS = {"kg": "kg.knowledge", "kglab": "kglab", "rdflib": "rdflib", "pyoxigraph": "pyoxigraph"}


def command(peer: str, folder: str, interpreter: str = sys.executable) -> list[str]:
    """Return the command that loads a folder with a peer."""
    return [interpreter, os.path.abspath(__file__), peer, folder]


def kglab_interpreter() -> str | None:
    """Return a Python that has kglab, or None: it wants an environment of its own."""
    found = os.environ.get("KGLAB_PYTHON", sys.executable)
    tried = subprocess.run([found, "-c", "import kglab"], capture_output=True, check=False)
    return None if tried.returncode else found


if __name__ == "__main__":
    # The folder of this file would hide the packages of the same names.
    sys.path[:] = [path for path in sys.path if path != os.path.dirname(os.path.abspath(__file__))]
    __import__(_IMPORTS[sys.argv[1]])
    start = time.perf_counter()
    PEERS[sys.argv[1]](sorted(glob.glob(os.path.join(sys.argv[2], "*.ttl"))))
    print(time.perf_counter() - start)
