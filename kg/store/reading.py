"""Read RDF files into a store, all of them or none.

A file is recognised by its extension, and where that says nothing, by its content. Nothing is
fetched: JSON-LD contexts and XML entities outside the file are refused by the parser.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from kg.errors import LoadError

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

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DOCTYPE = re.compile(rb"<!doctype", re.IGNORECASE)


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
    data = _bytes_of(path)
    format = FORMATS.get(os.path.splitext(path)[1].lower()) or _guess(path, data, graph)
    _parse(path, data, format, store, graph)
    return store.contains_named_graph(graph) or _holds_a_triple(data, format, graph)


def _guess(path: str, data: bytes, graph: ox.NamedNode) -> ox.RdfFormat:
    """Return the first format that the content is valid in."""
    for guess in _GUESSES:
        try:
            _parse(path, data, guess, ox.Store(), graph)
        except LoadError:
            continue
        return guess
    extension = os.path.splitext(path)[1]
    tried = ", ".join(guess.name for guess in _GUESSES)
    raise LoadError(
        path,
        f"the extension {extension!r} is unknown and the content is none of {tried}",
        remedy=f"name it {', '.join(sorted(FORMATS))}",
    )


def _holds_a_triple(data: bytes, format: ox.RdfFormat, graph: ox.NamedNode) -> bool:
    return next(iter(ox.parse(data, format=format, base_iri=graph.value)), None) is not None


def _bytes_of(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LoadError(path, reason, remedy="check the path; nothing was loaded") from None
    except ValueError as error:
        raise LoadError(path, str(error), remedy="check the path; nothing was loaded") from None
    if data.startswith(_BYTE_ORDER_MARK):
        data = data[len(_BYTE_ORDER_MARK) :]
    if not data.strip():
        raise LoadError(path, "the file is empty")
    if data.startswith(_UTF_16_MARKS):
        raise LoadError(path, "the text is UTF-16 (byte 0)", remedy="save it as UTF-8")
    if (nul := data.find(b"\0")) >= 0:
        raise LoadError(path, f"there is a NUL character at byte {nul}", remedy="remove it")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        reason = f"the text is not UTF-8 (byte {error.start})"
        raise LoadError(path, reason, remedy="save it as UTF-8") from None
    return data


def _parse(
    path: str, data: bytes, format: ox.RdfFormat, store: ox.Store, graph: ox.NamedNode
) -> None:
    if format == ox.RdfFormat.RDF_XML and (found := _DOCTYPE.search(data)):
        line = data.count(b"\n", 0, found.start()) + 1
        raise LoadError(
            path, "a document type declaration is not accepted", line=line, remedy="remove it"
        )
    try:
        store.bulk_load(data, format=format, base_iri=graph.value, to_graph=graph)
    except SyntaxError as error:
        raise LoadError(
            path, _reason(error, format), line=error.lineno, column=error.offset
        ) from None
    except (ValueError, OSError) as error:
        raise LoadError(path, f"not {format.name}: {error}") from None


def _reason(error: SyntaxError, format: ox.RdfFormat) -> str:
    """Return what the parser says, without the place that it repeats."""
    said = re.sub(r"^Parser error (at|between) .*?: ", "", error.msg or str(error), flags=re.DOTALL)
    said = re.sub(r"\s+", " ", said).strip().rstrip(".")
    return f"not valid {format.name}: {said}"
