"""Derive what follows from claims, by the numbered rules in ``ontology/rules``.

The rules stand in strata (types, hierarchy, benefit and risk, inherited, contested, direct). Each
stratum is run to its fixed point before the next one begins; only triples that no graph has yet
are added, all of them to one graph of derived triples.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from kg import resources
from kg.store.protocol import Store
from kg.vocabulary import DERIVED


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one rule: its stratum, what it is called, what it says, and its CONSTRUCT."""

    stratum: str
    id: str
    says: str
    query: str


def rules() -> list[Rule]:
    """List the shipped rules in the order in which they run.

    Examples
    --------
    >>> rules()[0].id
    'type-of-superclass'
    """
    found = []
    for path in resources.files("rules", suffix=".rq"):
        header, query = resources.read_header(path)
        stratum = os.path.basename(os.path.dirname(path))
        found.append(Rule(stratum, str(header["id"]), str(header["says"]), query))
    return found


def derive(store: Store, chosen: Sequence[Rule] | None = None) -> int:
    """Run rules on a store and put what follows into the graph of derived triples.

    What was derived before is dropped first, so that nothing outlives its reasons.

    Parameters
    ----------
    store
        A store that holds the vocabulary and the data.
    chosen
        Rules sorted by stratum; the shipped ones unless given.

    Returns
    -------
    int
        The number of derived triples.
    """
    store.remove_graph(DERIVED)
    for _, stratum in groupby(rules() if chosen is None else chosen, lambda rule: rule.stratum):
        together = list(stratum)
        while sum(_run(rule, store) for rule in together):
            pass
    return sum(1 for _ in store.quads(DERIVED))


def _run(rule: Rule, store: Store) -> int:
    graph = ox.NamedNode(DERIVED)
    absent = [
        ox.Quad(triple.subject, triple.predicate, triple.object, graph)
        for triple in store.construct(rule.query)
        if not store.has(triple)
    ]
    store.extend(absent)
    return len(absent)
