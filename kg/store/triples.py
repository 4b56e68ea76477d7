"""Hold the answer of a CONSTRUCT or DESCRIBE: triples, sorted, as a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, overload

import pyoxigraph as ox

if TYPE_CHECKING:
    import rdflib


class Triples(Sequence[ox.Triple]):
    """Hold a set of triples in a fixed order.

    Examples
    --------
    >>> a = ox.NamedNode("http://example.org/a")
    >>> triples = Triples([ox.Triple(a, a, a), ox.Triple(a, a, a)], prefixes={"ex": "http://example.org/"})
    >>> len(triples)
    1
    >>> print(triples.to_turtle())
    @prefix ex: <http://example.org/> .
    ex:a ex:a ex:a .
    <BLANKLINE>
    """

    def __init__(
        self, triples: Iterable[ox.Triple], *, prefixes: Mapping[str, str] | None = None
    ) -> None:
        self._triples = sorted(set(triples), key=str)
        self._prefixes = dict(prefixes or {})

    @overload
    def __getitem__(self, index: int, /) -> ox.Triple: ...
    @overload
    def __getitem__(self, index: slice, /) -> Sequence[ox.Triple]: ...
    def __getitem__(self, index: int | slice, /) -> ox.Triple | Sequence[ox.Triple]:
        return self._triples[index]

    def __len__(self) -> int:
        return len(self._triples)

    def __iter__(self) -> Iterator[ox.Triple]:
        return iter(self._triples)

    def __repr__(self) -> str:
        return f"Triples({len(self)})"

    def serialize(self, format: ox.RdfFormat) -> bytes:
        """Return the triples in an RDF format, as bytes."""
        used = {
            prefix: namespace
            for prefix, namespace in sorted(self._prefixes.items())
            if any(f"<{namespace}" in str(triple) for triple in self._triples)
        }
        data = ox.serialize(self._triples, format=format, prefixes=used)
        return data if data is not None else b""

    def to_turtle(self) -> str:
        """Return the triples as Turtle."""
        return self.serialize(ox.RdfFormat.TURTLE).decode()

    def to_rdflib(self) -> rdflib.Graph:
        """Return the triples as an rdflib Graph of its own."""
        import rdflib

        graph = rdflib.Graph()
        for prefix, namespace in self._prefixes.items():
            graph.bind(prefix, namespace)
        return graph.parse(data=self.serialize(ox.RdfFormat.N_TRIPLES), format="nt")

    def _repr_html_(self) -> str:
        import html

        return f"<pre>{html.escape(self.to_turtle())}</pre>"
