"""Write what Oxigraph answers as bytes, by the form of the query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.triples import Triples

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
            return Triples(answer, prefixes=prefixes).serialize(known)
        if isinstance(answer, ox.QueryBoolean) and format in ("csv", "tsv"):
            return boolean(answer)
        return answer.serialize(format=_known(RESULT_FORMATS, format, "rows")) or b""

    return write


def _known(formats: Mapping[str, _Format], name: str, what: str) -> _Format:
    if name not in formats:
        raise QueryError(f"{what} are not written as {name!r}; choose {', '.join(sorted(formats))}")
    return formats[name]
