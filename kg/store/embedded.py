"""Keep triples in Oxigraph, and query them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import LoadError, QueryError
from kg.progress import stage
from kg.store import answers
from kg.store.failures import NATIVE_ERRORS, query_error, query_errors
from kg.store.guards import guard
from kg.store.parameters import Bound, bind
from kg.store.syntax import names_graphs
from kg.store.table import Table
from kg.store.triples import Triples
from kg.store.tsv import read_tsv
from kg.store.updates import read_union

if TYPE_CHECKING:
    import rdflib


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
        # Where the triples are, for errors.
        self.place = "the store in memory"
        # Held while the store is written and while a child process is made of this one, which
        # would else be born with the store half locked.
        self._writing = threading.RLock()

    def select(
        self,
        query: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> Table:
        """Return the solutions of a SELECT, typed.

        Parameters
        ----------
        query
            SPARQL.
        timeout
            Seconds after which the query is stopped. It then runs in a process of its own, on the
            store as it is now.
        memory
            Megabytes above the store's own at which it is stopped, likewise; 1,000 where only a
            time is given.
        parameters
            Values for variables of the query, by name.

        Raises
        ------
        QueryError
            If the text is not a valid SELECT, or a parameter does not fit.
        LimitError
            If it was stopped at a limit.
        """
        data = self._answer(query, parameters, answers.rows, timeout, memory)
        return read_tsv(data, prefixes=self.prefixes)

    def ask(
        self,
        query: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> bool:
        """Return the answer of an ASK; see `select` for limits, parameters and errors."""
        data = self._answer(query, parameters, answers.boolean, timeout, memory)
        return data == answers.YES

    def construct(
        self,
        query: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> Triples:
        """Return the triples of a CONSTRUCT or DESCRIBE; see `select` for the rest."""
        data = self._answer(query, parameters, answers.triples, timeout, memory)
        triples = (quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
        return Triples(triples, prefixes=self.prefixes)

    def results(
        self,
        query: str,
        format: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> bytes:
        """Return the answer of any query as Oxigraph serialises it; see `select` for the rest.

        Parameters
        ----------
        query
            A query of any form.
        format
            For SELECT and ASK one of `kg.store.answers.RESULT_FORMATS`, for the others one of
            `kg.store.answers.GRAPH_FORMATS`.
        """
        write = answers.in_format(format, self.prefixes)
        return self._answer(query, parameters, write, timeout, memory)

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
        with query_errors(bound, self.prefixes), self._writing:
            try:
                whole = read_union(bound.text, self.graph_names())
                self.native.update(whole, prefixes=self.prefixes)
            except SyntaxError:
                # The text as it was given has the error at its true place.
                ox.Store().update(bound.text, prefixes=self.prefixes)
                raise

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads, all or none."""
        with self._writing:
            self.native.extend(quads)

    def add_constructed(self, query: str, graph: str) -> int:
        """Add to a named graph what a CONSTRUCT yields and no graph has yet.

        Returns
        -------
        int
            How many triples were added.
        """
        guard(query)
        bound = bind(query, {})
        home = ox.NamedNode(graph)
        with query_errors(bound, self.prefixes):
            found = self._query(self.native, bound)
            if not isinstance(found, ox.QueryTriples):
                raise QueryError("this is no CONSTRUCT; use one")
            new = {triple for triple in found if not self._has(triple)}
        self.extend(ox.Quad(t.subject, t.predicate, t.object, home) for t in new)
        return len(new)

    def _has(self, triple: ox.Triple) -> bool:
        """Say whether any graph holds a triple."""
        subject, predicate, object_ = triple
        try:
            found = self.native.quads_for_pattern(subject, predicate, object_, None)
            return next(found, None) is not None
        except (OSError, RuntimeError) as error:
            raise self._unreadable(error) from None

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph, if it is there."""
        with self._writing:
            self.native.remove_graph(ox.NamedNode(graph))

    def replace_graph(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Put quads in the place of what a named graph holds, in one step.

        Blank nodes have no name in an update; with them it takes two steps.
        """
        found = list(quads)
        with self._writing:
            if any(isinstance(end, ox.BlankNode) for q in found for end in (q.subject, q.object)):
                self.native.remove_graph(ox.NamedNode(graph))
                self.native.extend(found)
                return
            name = ox.NamedNode(graph)
            triples = " .\n".join(str(quad.triple) for quad in found)
            self.native.update(
                f"DROP SILENT GRAPH {name} ; INSERT DATA {{ GRAPH {name} {{\n{triples}\n}} }}"
            )

    @contextmanager
    def copy(self) -> Iterator[EmbeddedStore]:
        """Give a copy to write to without consequence; it is gone afterwards."""
        scratch = EmbeddedStore(prefixes=self.prefixes)
        scratch.native.bulk_extend(self.native)
        yield scratch

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Go through the quads of a named graph, or of all graphs."""
        named = None if graph is None else ox.NamedNode(graph)
        with self._readable():
            yield from self.native.quads_for_pattern(None, None, None, named)

    def dump(self, graph: str | None) -> bytes:
        """Return the triples of a named graph, or of the unnamed one, as N-Triples."""
        source = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
        with self._readable():
            return self.native.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=source) or b""

    def graph_names(self) -> list[str]:
        """Return the names of the named graphs, sorted."""
        with self._readable():
            return sorted(str(graph.value) for graph in self.native.named_graphs())

    def graphs(self) -> Mapping[str, int]:
        """Return the number of triples by named graph, sorted by name."""
        return {name: sum(1 for _ in self.quads(name)) for name in self.graph_names()}

    def to_rdflib(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over this very store; nothing is copied."""
        import rdflib
        from oxrdflib import OxigraphStore

        dataset = rdflib.Dataset(store=OxigraphStore(store=self.native), default_union=True)
        for prefix, namespace in self.prefixes.items():
            dataset.bind(prefix, namespace, replace=True)
        return dataset

    def _answer(
        self,
        query: str,
        parameters: Mapping[str, object],
        write: answers.Writer,
        timeout: float | None,
        memory: float | None,
    ) -> bytes:
        guard(query)
        bound = bind(query, parameters)
        try:
            if timeout is None and memory is None:
                return write(self._query(self.native, bound))
            return self._answer_within(bound, write, timeout, memory)
        except NATIVE_ERRORS as error:
            raise query_error(error, bound, self.prefixes) from None

    def _answer_within(
        self, bound: Bound, write: answers.Writer, timeout: float | None, memory: float | None
    ) -> bytes:
        from kg.store.limits import Limits, within

        limits = Limits(timeout, memory)
        with self._snapshot() as snapshot, stage("running the query"):
            return within(
                limits, lambda: write(self._query(snapshot(), bound)), still=self._writing
            )

    @contextmanager
    def _snapshot(self) -> Iterator[Callable[[], ox.Store]]:
        """Give what opens the store, as it is now, in a child process: it has it already."""
        yield lambda: self.native

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Turn what Oxigraph says of a damaged store into a `LoadError`."""
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: Exception) -> LoadError:
        said = " ".join(str(error).split())
        return LoadError(
            self.place,
            f"the store cannot be read: {said}",
            remedy="restore it from a copy, or from what it was made of",
        )

    def _query(self, native: ox.Store, bound: Bound) -> answers.Answer:
        # Oxigraph would let the union win over FROM.
        union = not names_graphs(bound.original)
        return native.query(bound.text, prefixes=self.prefixes, use_default_graph_as_union=union)
