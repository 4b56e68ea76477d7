"""Derive what follows from claims, by the numbered rules in ``ontology/rules``.

The rules stand in strata (types, hierarchy, benefit and risk, inherited, contested, direct). Each
stratum is run to its fixed point before the next one begins; only triples that no graph has yet
are added, all of them to one graph of derived triples.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kg import resources
from kg.files import read_text
from kg.progress import stage
from kg.vocabulary import DERIVED

if TYPE_CHECKING:
    from kg.store.protocol import Store


class Rule(NamedTuple):
    """Hold one rule: the stratum it runs in, where it is from, and its CONSTRUCT.

    Its header is read when it is asked for: it is a comment, and running needs none.
    """

    stratum: str
    path: str
    query: str

    @property
    def id(self) -> str:
        """Return what the rule is called."""
        return str(resources.header_of(self.path, self.query)["id"])

    @property
    def says(self) -> str:
        """Return what the rule says, a sentence."""
        return str(resources.header_of(self.path, self.query)["says"])


def rules() -> list[Rule]:
    """List the shipped rules in the order in which they run.

    Examples
    --------
    >>> rules()[0].id
    'type-of-superclass'
    """
    return [
        Rule(os.path.basename(os.path.dirname(path)), path, read_text(path))
        for path in resources.files("rules", suffix=".rq")
    ]


def derive(store: Store, chosen: Sequence[Rule] | None = None) -> int:
    """Run rules on a store and put what follows into the graph of derived triples.

    What was derived before is dropped first, so that nothing outlives its reasons. If this is
    interrupted, the graph is half there; see `derive_anew`.

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
    for name, stratum in groupby(rules() if chosen is None else chosen, lambda rule: rule.stratum):
        together = list(stratum)
        with stage(f"deriving: {name[2:].replace('-', ' ')}"):
            while sum(store.add_constructed(rule.query, DERIVED) for rule in together):
                pass
    return sum(1 for _ in store.quads(DERIVED))


def derive_anew(store: Store) -> int:
    """Run the shipped rules on a copy, and put what follows into the store in one step.

    So a store that is in use, or on disk, holds the old derived triples or the new ones, whatever
    happens on the way.
    """
    with store.copy() as scratch:
        count = derive(scratch)
        store.replace_graph(DERIVED, scratch.quads(DERIVED))
    return count
