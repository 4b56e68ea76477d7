"""Find what the result of a query is drawn as: the concepts and claims that its rows hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import NothingFoundError, QueryError
from kg.store.syntax import form_of
from kg.vocabulary import IRI

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue
    from kg.store.triples import Triples


@dataclass(frozen=True, slots=True)
class Found:
    """Hold the concepts and the claims of a query's result, sorted.

    Parameters
    ----------
    concepts, claims
        What is drawn.
    named
        Whether rows hold claims, so that these are all that is drawn between the concepts.
    """

    concepts: tuple[IRI, ...]
    claims: tuple[IRI, ...]
    named: bool


def find(
    knowledge: Catalogue, query: str, *, timeout: float | None = None, memory: float | None = None
) -> Found:
    """Run a query, and return what its result is drawn as.

    What counts is whatever a column of a SELECT holds, or a subject or object of what a CONSTRUCT
    or DESCRIBE gives. Where there are claims, these are drawn, each with both its ends; where there
    are concepts alone, all the claims, kinds and parts between them.

    Raises
    ------
    QueryError
        If the query is wrong, or asks for yes or no.
    LimitError
        If it was stopped at a limit.
    NothingFoundError
        If the result holds neither a concept nor a claim.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> find(ms, "SELECT ?t { VALUES ?t { ms:ahsct ms:fludarabine } }").claims
    ()
    >>> found = find(ms, "SELECT ?c { ?c tkg:direction tkg:disputes }")
    >>> {ms.claims[iri].direction for iri in found.claims}
    {'disputes'}
    """
    if form_of(query) == "ask":
        raise QueryError("an ASK has only yes or no for an answer; draw a SELECT or a CONSTRUCT")
    if form_of(query) == "select":
        table = knowledge.select(query, timeout=timeout, memory=memory)
        held = {value for row in table.tuples() for value in row if isinstance(value, IRI)}
    else:
        held = set(_ends(knowledge.construct(query, timeout=timeout, memory=memory)))
    claims = held & knowledge.claims.keys()
    concepts = held & knowledge.concepts.keys()
    if not claims and not concepts:
        raise NothingFoundError
    named = bool(claims)
    for iri in claims:
        concepts |= {knowledge.claims[iri].subject, knowledge.claims[iri].object}
    if not named:
        claims = {
            iri
            for iri, claim in knowledge.claims.items()
            if claim.subject in concepts and claim.object in concepts
        }
    return Found(tuple(sorted(concepts)), tuple(sorted(claims)), named)


def _ends(triples: Triples) -> Iterator[IRI]:
    for triple in triples:
        for end in (triple.subject, triple.object):
            if isinstance(end, ox.NamedNode):
                yield IRI(end.value)
