"""Say with what a page opens: the map of all, what is around a concept, or a query's result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kg.errors import DataError
from kg.view.found import Found, find
from kg.vocabulary import IRI

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

HOPS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Start:
    """Hold what a page shows when it is opened without an address of its own.

    Parameters
    ----------
    focus
        The concept that is told of; None for the map.
    hops
        How many steps away from it are drawn.
    found
        The result of a query that is told of; None without one.
    """

    focus: IRI | None = None
    hops: int = HOPS[0]
    found: Found | None = None

    def address(self, ids: Mapping[str, str]) -> str:
        """Return what the page's own address would say of it; empty for the map.

        Parameters
        ----------
        ids
            What the page calls concepts, by IRI.

        Examples
        --------
        >>> Start(IRI("http://example.org/a"), 2).address({"http://example.org/a": "ex:a"})
        'focus=ex%3Aa&hops=2'
        >>> Start().address({})
        ''
        """
        if self.found is not None:
            return urlencode({"result": 1})
        if self.focus is None:
            return ""
        steps = {"hops": self.hops} if self.hops != HOPS[0] else {}
        return urlencode({"focus": ids[self.focus], **steps})


def read_start(
    knowledge: Catalogue,
    *,
    focus: str | None = None,
    hops: int | None = None,
    query: str | None = None,
    timeout: float | None = None,
    memory: float | None = None,
) -> Start:
    """Return the start that someone asks for.

    Parameters
    ----------
    focus
        A concept's label, alternative label, CURIE or IRI; None for the map.
    hops
        1, 2 or 3 steps from it; None for one.
    query, timeout, memory
        What is drawn instead: the result of a query, within limits; see `kg.view.found.find`.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If the name is not known, or is of several concepts.
    DataError
        If there are other hops, or hops from nowhere, or both a focus and a query.
    QueryError
        If the query is wrong, was stopped at a limit, or finds nothing that can be drawn.
    """
    if hops is not None and hops not in HOPS:
        raise DataError(f"hops {hops!r}", "is not 1, 2 or 3", "choose one of these")
    if focus is not None and query is not None:
        raise DataError("a page", "cannot open with both a focus and a query", "give one of them")
    if focus is None:
        if hops is not None:
            remedy = "name one as the focus, or leave the hops out"
            raise DataError(f"hops {hops!r}", "needs a concept to count from", remedy)
        if query is not None:
            return Start(found=find(knowledge, query, timeout=timeout, memory=memory))
        return Start()
    return Start(knowledge.concept(focus).iri, hops or HOPS[0])
