"""Let any SPARQL store stand in for any other: the few verbs that all of them have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

import pyoxigraph as ox

from kg.store.table import Table
from kg.store.triples import Triples


class Store(Protocol):
    """Hold named graphs of triples; the default graph of a query is the union of them all.

    The union is not a set: a triple that stands in two graphs is found twice. Say DISTINCT where
    it matters. A query with a limit, of seconds (`timeout`) or of megabytes above the store's own
    (`memory`), raises `LimitError` where it comes to it.
    """

    prefixes: dict[str, str]

    def select(
        self,
        query: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> Table:
        """Return the solutions of a SELECT."""

    def ask(
        self,
        query: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> bool:
        """Return the answer of an ASK."""

    def construct(
        self,
        query: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> Triples:
        """Return the triples of a CONSTRUCT or DESCRIBE."""

    def update(self, update: str, **parameters: object) -> None:
        """Carry out an update, whole or not at all."""

    def results(
        self,
        query: str,
        format: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> bytes:
        """Return the answer of any query, serialised."""

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads, all or none."""

    def add_constructed(self, query: str, graph: str) -> int:
        """Add to a named graph what a CONSTRUCT yields and no graph has; return how many."""

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph, if it is there."""

    def replace_graph(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Put quads in the place of what a named graph holds, in one step."""

    def copy(self) -> AbstractContextManager[Store]:
        """Give a copy to write to without consequence; it is gone afterwards."""

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Go through the quads of a graph, or of all."""

    def dump(self, graph: str | None) -> bytes:
        """Return the triples of a named graph, or of the unnamed one, as N-Triples."""

    def graph_names(self) -> list[str]:
        """Return the names of the named graphs, sorted."""

    def graphs(self) -> Mapping[str, int]:
        """Return the number of triples by named graph, sorted by name."""
