"""Write what Oxigraph answers as bytes, by the form of the query."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.triples import Triples
from kg.store.tsv import to_csv

Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Writer: TypeAlias = Callable[[Answer], bytes]

RESULT_FORMATS: Mapping[str, ox.QueryResultsFormat] = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPH_FORMATS: Mapping[str, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}

_Format = TypeVar("_Format")

YES, NO = b"true\n", b"false\n"


def rows(answer: Answer) -> bytes:
    """Return the solutions of a SELECT in TSV."""
    if not isinstance(answer, ox.QuerySolutions):
        raise QueryError("this is no SELECT; use ask() or construct()")
    return answer.serialize(format=ox.QueryResultsFormat.TSV) or b""


def boolean(answer: Answer) -> bytes:
    """Return the answer of an ASK, `YES` or `NO`."""
    if not isinstance(answer, ox.QueryBoolean):
        raise QueryError("this is no ASK; use select() or construct()")
    return YES if answer else NO


def triples(answer: Answer) -> bytes:
    """Return the triples of a CONSTRUCT or DESCRIBE in N-Triples."""
    if not isinstance(answer, ox.QueryTriples):
        raise QueryError("this is no CONSTRUCT or DESCRIBE; use select() or ask()")
    return answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b""


def in_format(format: str, prefixes: Mapping[str, str]) -> Writer:
    """Return what writes an answer of any form in a format of its form."""

    def write(answer: Answer) -> bytes:
        if isinstance(answer, ox.QueryTriples):
            known = _known(GRAPH_FORMATS, format, "triples")
            return _whole(Triples(answer, prefixes=prefixes).serialize(known), format)
        if isinstance(answer, ox.QueryBoolean) and format in ("csv", "tsv"):
            return boolean(answer)
        of_rows = _known(RESULT_FORMATS, format, "rows")
        if format == "csv":
            # Oxigraph's own leaves a comma in an IRI unquoted.
            return to_csv(rows(answer))
        return _whole(answer.serialize(format=of_rows) or b"", format)

    return write


# What XML 1.0 cannot hold, as UTF-8 (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]"


def _whole(data: bytes, format: str) -> bytes:
    """Return an answer unless it is XML that no parser would read."""
    if format in ("xml", "rdfxml") and re.search(_NOT_XML, data):
        raise QueryError("the answer holds a character that XML cannot hold; choose another format")
    return data


def _known(formats: Mapping[str, _Format], name: str, what: str) -> _Format:
    if name not in formats:
        raise QueryError(f"{what} are not written as {name!r}; choose {', '.join(sorted(formats))}")
    return formats[name]
