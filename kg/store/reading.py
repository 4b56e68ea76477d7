"""Read RDF files into a store, all of them or none.

A file is recognised by its extension, and where that says nothing, by its content. Nothing is
fetched: JSON-LD contexts and XML entities outside the file are refused by the parser.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import LoadError
from kg.progress import stage
from kg.store.nesting import TRIPLE_MARK, check_json, check_triples, check_xml
from kg.store.pieces import FoundMark, Pieces, open_source

FORMATS: Mapping[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}

# Tried in this order on a file whose extension says nothing.
_GUESSES = (
    ox.RdfFormat.N_QUADS,
    ox.RdfFormat.TRIG,
    ox.RdfFormat.RDF_XML,
    ox.RdfFormat.JSON_LD,
)

_DOCTYPE = rb"(?i)<!doctype"

# How the content of a file begins that has the extension of another format.
_BEGINNINGS = (
    (rb"(?i)\s*(<\?xml|<rdf:RDF|<!doctype)", ox.RdfFormat.RDF_XML),
    (rb'\s*[{\[]\s*(["{\[\]}]|$)', ox.RdfFormat.JSON_LD),
    (rb"(?i)\s*@?prefix\s", ox.RdfFormat.TURTLE),
)


def read_files(paths: Sequence[str], store: ox.Store, graphs: Sequence[str]) -> list[str]:
    """Read RDF files into a fresh store, each into its graph.

    Parameters
    ----------
    paths
        Files of any format in `FORMATS`.
    store
        A store that the caller drops if this raises.
    graphs
        The IRI of the graph for each file's triples. Graphs that a file names itself stay.

    Returns
    -------
    list of str
        Warnings, one sentence each: files that hold no triple.

    Raises
    ------
    LoadError
        At the first file that cannot be read, naming file, line and column.
    """
    return [
        f"{path!r} holds no triple"
        for path, graph in zip(paths, graphs, strict=True)
        if not _read_file(path, store, ox.NamedNode(graph))
    ]


def file_graph(path: str, others: Sequence[str]) -> str:
    """Return the graph IRI of a file: ``file:///`` and the shortest tail that no other file has.

    The folder it lies in stays out of it, so that the same data give the same graph everywhere.

    Examples
    --------
    >>> file_graph("/a/b/trials.ttl", ["/a/b/trials.ttl"])
    'file:///trials.ttl'
    >>> file_graph("/a/b/trials.ttl", ["/a/b/trials.ttl", "/a/c/trials.ttl"])
    'file:///b/trials.ttl'
    """
    from urllib.parse import quote

    parts = os.path.abspath(path).split(os.sep)[1:]
    rivals = {tuple(os.path.abspath(other).split(os.sep)[1:]) for other in others} - {tuple(parts)}
    size = 1
    while size < len(parts) and any(rival[-size:] == tuple(parts[-size:]) for rival in rivals):
        size += 1
    return "file:///" + quote(os.fsencode("/".join(parts[-size:])))


def _read_file(path: str, store: ox.Store, graph: ox.NamedNode) -> bool:
    """Read one file, and say whether it holds a triple."""
    with open_source(path) as source, stage(f"reading {os.path.basename(path)}") as tell:
        known = FORMATS.get(os.path.splitext(path)[1].lower())
        format = known or _guess(path, source, graph)
        _parse(path, source, format, store, graph, tell)
        if store.contains_named_graph(graph):
            return True
        pieces = Pieces(path, source).as_file()
        quads = ox.parse(pieces, format=format, base_iri=graph.value)
        return next(iter(quads), None) is not None


def _guess(path: str, source: BinaryIO, graph: ox.NamedNode) -> ox.RdfFormat:
    """Return the first format that the content is valid in."""
    for guess in _GUESSES:
        try:
            _parse(path, source, guess, ox.Store(), graph)
        except LoadError as error:
            if error.line is None and guess == _GUESSES[0]:
                raise  # Not a matter of format.
            continue
        return guess
    extension = os.path.splitext(path)[1]
    tried = ", ".join(guess.name for guess in _GUESSES)
    raise LoadError(
        path,
        f"the extension {extension!r} is unknown and the content is none of {tried}",
        remedy=f"name it {', '.join(sorted(FORMATS))}",
    )


def _parse(
    path: str,
    source: BinaryIO,
    format: ox.RdfFormat,
    store: ox.Store,
    graph: ox.NamedNode,
    tell: Callable[[float], None] | None = None,
) -> None:
    """Load a file, whole or not at all."""

    def load(pieces: Pieces) -> None:
        store.bulk_load(pieces.as_file(), format=format, base_iri=graph.value, to_graph=graph)

    pieces = _looked_at(path, source, format, tell)
    try:
        try:
            load(pieces)
        except FoundMark:
            data = Pieces(path, source).read()
            check_triples(path, data)
            pieces = Pieces(path, io.BytesIO(data), tell=tell)
            load(pieces)
    except SyntaxError as error:
        if not pieces.is_blank:
            raise LoadError(
                path,
                _reason(error, format),
                line=error.lineno,
                column=error.offset,
                remedy=_remedy(source, format),
            ) from None
    except MemoryError:
        raise LoadError(path, "a value is longer than 16 MB", remedy="split it") from None
    except ValueError as error:
        raise LoadError(path, f"not {format.name}: {error}") from None
    except (OSError, RuntimeError) as error:
        reason = f"the store does not take it: {' '.join(str(error).split())}"
        raise LoadError(path, reason) from None
    if pieces.is_blank:
        raise LoadError(path, "the file is empty")


def _looked_at(
    path: str, source: BinaryIO, format: ox.RdfFormat, tell: Callable[[float], None] | None
) -> Pieces:
    """Return the pieces of a file, once its nesting has been looked at, or will be on the way."""
    if format not in (ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML):
        return Pieces(path, source, tell=tell, watch_for=TRIPLE_MARK)
    data = Pieces(path, source).read()
    if format == ox.RdfFormat.JSON_LD:
        check_json(path, data)
    else:
        check_xml(path, data)
        if found := re.search(_DOCTYPE, data):
            line = data.count(b"\n", 0, found.start()) + 1
            reason = "a document type declaration is not accepted"
            raise LoadError(path, reason, line=line, remedy="remove it")
    # What was looked at is what is loaded, whatever becomes of the file.
    return Pieces(path, io.BytesIO(data), tell=tell)


def _remedy(source: BinaryIO, format: ox.RdfFormat) -> str:
    """Return what to do about a file that its format does not fit."""
    source.seek(0)
    start = source.read(1_000)
    looks = next((kind for form, kind in _BEGINNINGS if re.match(form, start)), format)
    if looks == format or {looks, format} <= {ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG}:
        return "nothing was loaded"
    return f"it looks like {looks.name}: name it .{looks.file_extension}; nothing was loaded"


def _reason(error: SyntaxError, format: ox.RdfFormat) -> str:
    """Return what the parser says, without the place that it repeats."""
    said = re.sub(r"^Parser error (at|between) .*?: ", "", error.msg or str(error), flags=re.DOTALL)
    said = re.sub(r"\s+", " ", said).strip().rstrip(".")
    # It repeats what it could not read, whatever that does to a terminal.
    said = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in said)
    return f"not valid {format.name}: {said}"
