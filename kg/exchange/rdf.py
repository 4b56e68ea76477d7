"""Write every graph of a store as RDF, sorted, the same from run to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.files import write_whole

if TYPE_CHECKING:
    from kg.store.protocol import Store


def to_trig(store: Store) -> bytes:
    """Return every graph of a store as TriG, graphs and triples sorted.

    Examples
    --------
    >>> from kg.store.embedded import EmbeddedStore
    >>> store = EmbeddedStore(prefixes={"ex": "http://example.org/"})
    >>> store.update("INSERT DATA { GRAPH ex:g { ex:a ex:p 1.50 } }")
    >>> "ex:a ex:p 1.5 ." in to_trig(store).decode()
    True
    """
    quads = list(store.quads())
    if any(isinstance(end, ox.BlankNode | ox.Triple) for quad in quads for end in _ends(quad)):
        quads = _relabelled(quads)
    quads.sort(key=lambda quad: (str(quad.graph_name), str(quad)))
    prefixes = dict(sorted(store.prefixes.items()))
    data = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=prefixes)
    return data if data is not None else b""


def _ends(quad: ox.Quad) -> tuple[object, ...]:
    """Return what may be a blank node in a quad, or hold one."""
    return quad.subject, quad.object, quad.graph_name


def _relabelled(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Return quads whose blank nodes have the labels of RDFC-1.0, the same at each reading.

    Source: https://www.w3.org/TR/rdf-canon/
    """
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def write_rdf(store: Store, path: str) -> None:
    """Write every graph of a store into a TriG file.

    Raises
    ------
    WriteError
        If the file cannot be written.
    """
    write_whole(path, to_trig(store))
