"""Make a table of arms part of a pack: studies, arms and results as Turtle.

The table's treatments and outcomes are concepts of the pack already. Nothing is written unless
every row is right and the pack stays valid.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg import resources, rules
from kg.errors import DataError, WriteError
from kg.evidence.rows import read_rows
from kg.exchange.arm_rows import Import, triples
from kg.files import read_text, write_whole
from kg.loading import load_into
from kg.model.catalogue import Catalogue
from kg.store.embedded import EmbeddedStore
from kg.validation import validate
from kg.vocabulary import PREFIXES

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def import_arms(table: str, pack: str, said: Import, *, replace: bool = False) -> str:
    """Write the studies of a table of arms into a pack, and return the file's path.

    Parameters
    ----------
    table
        A CSV file with the columns `study`, `treatment` and figures; see
        `kg.evidence.tables.read_table`.
    pack
        The pack's folder.
    said
        What holds for every row.
    replace
        Whether a file that an earlier import wrote gives way.

    Raises
    ------
    TableError
        If rows cannot be, or name a treatment that is no concept; all of them are named.
    DataError
        If the pack would not be valid.
    WriteError
        If the file is there already.
    """
    path = os.path.join(pack, os.path.splitext(os.path.basename(table))[0] + ".ttl")
    if not os.path.isfile(os.path.join(pack, resources.PACK_FILE)):
        raise DataError(f"{pack!r}", "is not the folder of a pack", "start one with: kg new NAME")
    if not _NAME.fullmatch(os.path.basename(table)):
        remedy = "rename the table with letters, digits, dots and hyphens"
        raise DataError(f"{os.path.basename(table)!r}", "is no plain name for a file", remedy)
    mark = f"# The arms of {os.path.basename(table)}."
    if os.path.exists(path):
        if mark not in read_text(path).splitlines():
            raise WriteError(path, "it is there, and no import wrote it", remedy="rename the table")
        if not replace:
            raise WriteError(
                path, "it is there already", remedy="rename the table, or say --replace"
            )
    catalogue = Catalogue(_without(pack, path))
    (namespace,) = {found.namespace for found in catalogue.packs.values()} or {""}
    _, rows = read_rows(table)
    made = list(triples(table, rows, said, catalogue, namespace))
    _check(catalogue.store, made, namespace)
    written = _turtle(made, catalogue.prefixes, mark)
    # What cannot be read again is not written.
    list(ox.parse(written, format=ox.RdfFormat.TURTLE))
    write_whole(path, written)
    return path


def _turtle(triples: list[ox.Triple], prefixes: Mapping[str, str], mark: str) -> bytes:
    """Return triples as Turtle, one block a subject, with the prefixes that they use."""
    by_subject: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        by_subject.setdefault(str(triple.subject), []).append(triple)
    blocks = [_block(own, prefixes) for own in by_subject.values()]
    used = {
        prefix: name
        for prefix, name in sorted(prefixes.items())
        if any(re.search(rf"(?<![\w:]){re.escape(prefix)}:", block) for block in blocks)
    }
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in used.items())
    return "\n\n".join([f"{head}\n{mark}", *blocks, ""]).rstrip().encode() + b"\n"


def _block(triples: list[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """Return the triples of one subject as Turtle, without the prefixes."""
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
    lines = [line for line in data.decode().splitlines() if not line.startswith("@prefix")]
    return "\n".join(line.replace("\t", "    ", 1) for line in lines)


def _without(pack: str, path: str) -> EmbeddedStore:
    """Return a store with the pack, but for the file that is to be written."""
    store = EmbeddedStore(prefixes=PREFIXES)
    load_into(store, [pack])
    stem = os.path.splitext(os.path.basename(path))[0]
    for graph in store.graphs():
        if graph.endswith(f"graph/{stem}"):
            store.remove_graph(graph)
            rules.derive_anew(store)
    return store


def _check(store: EmbeddedStore, triples: list[ox.Triple], namespace: str) -> None:
    graph = ox.NamedNode(f"{namespace}graph/imported")
    store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
    report = validate(store)
    if not report.conforms:
        first, _, remedy = report.to_text().splitlines()[0].partition("; ")
        raise DataError("the pack", f"would not be valid: {first}", remedy or "correct the table")
