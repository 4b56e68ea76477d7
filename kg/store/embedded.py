"""Keep triples in Oxigraph, in memory or in a folder, and query them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import LoadError, QueryError
from kg.store.failures import query_errors
from kg.store.guards import guard
from kg.store.parameters import Bound, bind
from kg.store.syntax import tokens
from kg.store.table import Table
from kg.store.terms import to_python
from kg.store.triples import Triples
from kg.store.updates import read_union

if TYPE_CHECKING:
    import rdflib

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


class EmbeddedStore:
    """Hold triples in Oxigraph behind the `kg.store.protocol.Store` verbs.

    Parameters
    ----------
    native
        The pyoxigraph store to use; a fresh one in memory unless given.
    prefixes
        Namespaces by prefix that every query may use undeclared.

    Examples
    --------
    >>> store = EmbeddedStore(prefixes={"ex": "http://example.org/"})
    >>> store.update("INSERT DATA { ex:a ex:p 1, 2 }")
    >>> store.select("SELECT ?o { ?s ex:p ?o } ORDER BY ?o")[1].o
    2
    >>> store.ask("ASK { ?s ex:p ?o }", o=3)
    False
    """

    def __init__(
        self, native: ox.Store | None = None, *, prefixes: Mapping[str, str] | None = None
    ) -> None:
        self.native = ox.Store() if native is None else native
        self.prefixes = dict(prefixes or {})

    @classmethod
    def open(
        cls, path: str, *, prefixes: Mapping[str, str] | None = None, read_only: bool = False
    ) -> EmbeddedStore:
        """Open the store in a folder.

        Raises
        ------
        LoadError
            If the folder is in use, is no store, or cannot be read.
        """
        try:
            native = ox.Store.read_only(path) if read_only else ox.Store(path)
        except (OSError, ValueError, RuntimeError) as error:
            said = " ".join(str(error).split())
            if "lock" in said.lower():
                raise LoadError(
                    path, "the store is in use by another process", remedy="close it there first"
                ) from None
            raise LoadError(
                path, f"the store does not open: {said}", remedy="nothing was changed"
            ) from None
        return cls(native, prefixes=prefixes)

    def select(self, query: str, **parameters: object) -> Table:
        """Return the solutions of a SELECT, typed.

        Raises
        ------
        QueryError
            If the text is not a valid SELECT, or a parameter does not fit.
        """
        bound = bind(query, parameters)
        with query_errors(bound, self.prefixes):
            answer = self._query(bound)
            if not isinstance(answer, ox.QuerySolutions):
                raise QueryError("this is no SELECT; use ask() or construct()")
            columns = [variable.value for variable in answer.variables]
            rows = [tuple(map(to_python, solution)) for solution in answer]
        return Table(columns, rows, prefixes=self.prefixes)

    def ask(self, query: str, **parameters: object) -> bool:
        """Return the answer of an ASK.

        Raises
        ------
        QueryError
            If the text is not a valid ASK, or a parameter does not fit.
        """
        bound = bind(query, parameters)
        with query_errors(bound, self.prefixes):
            answer = self._query(bound)
            if not isinstance(answer, ox.QueryBoolean):
                raise QueryError("this is no ASK; use select() or construct()")
            return bool(answer)

    def construct(self, query: str, **parameters: object) -> Triples:
        """Return the triples of a CONSTRUCT or DESCRIBE.

        Raises
        ------
        QueryError
            If the text is neither, or a parameter does not fit.
        """
        bound = bind(query, parameters)
        with query_errors(bound, self.prefixes):
            answer = self._query(bound)
            if not isinstance(answer, ox.QueryTriples):
                raise QueryError("this is no CONSTRUCT or DESCRIBE; use select() or ask()")
            return Triples(answer, prefixes=self.prefixes)

    def results(self, query: str, format: str, **parameters: object) -> bytes:
        """Return the answer of any query as Oxigraph serialises it.

        Parameters
        ----------
        query
            A query of any form.
        format
            For SELECT and ASK one of `RESULT_FORMATS`, for the others one of `GRAPH_FORMATS`.
        """
        bound = bind(query, parameters)
        with query_errors(bound, self.prefixes):
            answer = self._query(bound)
            if isinstance(answer, ox.QueryTriples):
                if format not in GRAPH_FORMATS:
                    raise QueryError(
                        f"triples are not written as {format!r}; {_one_of(GRAPH_FORMATS)}"
                    )
                return Triples(answer, prefixes=self.prefixes).serialize(GRAPH_FORMATS[format])
            if format not in RESULT_FORMATS:
                raise QueryError(f"rows are not written as {format!r}; {_one_of(RESULT_FORMATS)}")
            if isinstance(answer, ox.QueryBoolean) and format in ("csv", "tsv"):
                return b"true\n" if answer else b"false\n"
            data = answer.serialize(format=RESULT_FORMATS[format])
            return data if data is not None else b""

    def update(self, update: str, **parameters: object) -> None:
        """Carry out a SPARQL update, whole or not at all.

        What it writes goes where the text says (the unnamed graph unless it names one); the WHERE
        of an operation without USING or WITH reads the union of all graphs, like a query. A graph
        that an operation makes is read by the next text, not by later operations of the same.

        Raises
        ------
        QueryError
            If the text is not a valid update, or a parameter does not fit.
        """
        guard(update)
        bound = bind(update, parameters)
        with query_errors(bound, self.prefixes):
            try:
                whole = read_union(bound.text, self._graph_names())
                self.native.update(whole, prefixes=self.prefixes)
            except SyntaxError:
                # The text as it was given has the error at its true place.
                ox.Store().update(bound.text, prefixes=self.prefixes)
                raise

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads, all or none."""
        self.native.extend(quads)

    def has(self, triple: ox.Triple) -> bool:
        """Say whether any graph holds a triple."""
        found = self.native.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return next(found, None) is not None

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph, if it is there."""
        self.native.remove_graph(ox.NamedNode(graph))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Go through the quads of a named graph, or of all graphs."""
        named = None if graph is None else ox.NamedNode(graph)
        return iter(self.native.quads_for_pattern(None, None, None, named))

    def graphs(self) -> Mapping[str, int]:
        """Return the number of triples by named graph, sorted by name."""
        return {name: sum(1 for _ in self.quads(name)) for name in self._graph_names()}

    def to_rdflib(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over this very store; nothing is copied."""
        import rdflib
        from oxrdflib import OxigraphStore

        dataset = rdflib.Dataset(store=OxigraphStore(store=self.native), default_union=True)
        for prefix, namespace in self.prefixes.items():
            dataset.bind(prefix, namespace, replace=True)
        return dataset

    def _graph_names(self) -> list[str]:
        return sorted(str(graph.value) for graph in self.native.named_graphs())

    def _query(self, bound: Bound) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        guard(bound.original)
        # Oxigraph would let the union win over FROM.
        names_graphs = any(token.keyword == "FROM" for token in tokens(bound.original))
        return self.native.query(
            bound.text, prefixes=self.prefixes, use_default_graph_as_union=not names_graphs
        )


def _one_of(formats: Mapping[str, object]) -> str:
    return f"choose {', '.join(sorted(formats))}"
