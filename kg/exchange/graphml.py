"""Write the concept graph as GraphML that Gephi and Cytoscape keep whole."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from kg.files import write_whole

if TYPE_CHECKING:
    import networkx as nx

# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets) is shown as a replacement.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Separates the members of a list; a tool that knows no lists shows them as one text.
_SEPARATOR = " | "


def to_graphml(graph: nx.MultiDiGraph[str]) -> bytes:
    """Return a concept graph as GraphML.

    Attributes are scalars of the right type (lists become text joined by ``" | "``). An edge keeps
    its identifier as the edge's ``id`` and as the attribute ``claim`` or ``link``; its ``label``
    says the direction too where that is not plain support, and what the subject is compared with,
    so that no tool shows a therapy that failed as one that works, or the reverse.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_edge("a", "b", "c1", kind="claim", label="reduces", direction="inconclusive")
    'c1'
    >>> b"reduces (inconclusive)" in to_graphml(graph)
    True
    """
    import networkx as nx

    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = {iri: str(of.get("label", iri)) for iri, of in graph.nodes(data=True)}
    for iri in sorted(graph):
        plain.add_node(_text(iri), **_scalars(graph.nodes[iri]))
    for subject, object_, key, of in sorted(
        graph.edges(keys=True, data=True), key=lambda edge: (edge[2], edge[0], edge[1])
    ):
        attributes = {of.get("kind", "edge"): key, **of, "label": edge_label(of, names)}
        plain.add_edge(_text(subject), _text(object_), _text(key), **_scalars(attributes))
    out = BytesIO()
    nx.write_graphml_xml(plain, out, edge_id_from_attribute=None)
    # Whoever reads XML takes a bare carriage return for a line feed.
    return out.getvalue().replace(b"\r", b"&#13;")


def edge_label(of: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """Return an edge's label, with its direction unless that is support and its hedge if any.

    Parameters
    ----------
    names
        Of what a claim may compare its subject with, by IRI.

    Examples
    --------
    >>> edge_label({"label": "halts", "direction": "supports", "modality": "possible"})
    'halts (possible)'
    >>> edge_label({"label": "halts", "comparator": "ex:a"}, {"ex:a": "placebo"})
    'halts (against placebo)'
    >>> edge_label({"label": "is a kind of"})
    'is a kind of'
    """
    ends = [of["comparator"]] if "comparator" in of else of.get("figure_comparators", ())
    notes = [f"against {(names or {}).get(end, end)}" for end in ends]
    notes += [
        of[name]
        for name, plain in (("direction", "supports"), ("modality", "established"))
        if of.get(name, plain) != plain
    ]
    return f"{of.get('label', '')} ({', '.join(notes)})" if notes else str(of.get("label", ""))


def write_graphml(graph: nx.MultiDiGraph[str], path: str) -> None:
    """Write a concept graph into a GraphML file.

    Raises
    ------
    WriteError
        If the file cannot be written.
    """
    write_whole(path, to_graphml(graph))


def read_graphml(path: str) -> nx.MultiDiGraph[str]:
    """Read a GraphML file back: the same nodes, and the same edges by identifier."""
    import networkx as nx

    return cast("nx.MultiDiGraph[str]", nx.read_graphml(path, force_multigraph=True))


def _scalars(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _scalar(value)
        for name, value in sorted(attributes.items())
        if value is not None and value != ()
    }


def _scalar(value: Any) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple | list | set | frozenset):
        return _text(_SEPARATOR.join(map(str, sorted(value))))
    return _text(str(value))


def _text(value: str) -> str:
    return _NOT_XML.sub("\ufffd", value)
