"""Read the prefixes that the packs in a store declare for their namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.vocabulary import PREFIXES, TKG

if TYPE_CHECKING:
    from kg.store.protocol import Store

_VANN = PREFIXES["vann"]
_DECLARED = f"""
SELECT DISTINCT ?prefix ?namespace {{
  ?pack a <{TKG.Pack}> ;
    <{_VANN}preferredNamespacePrefix> ?prefix ;
    <{_VANN}preferredNamespaceUri> ?namespace .
}}
ORDER BY ?prefix DESC(?namespace)
"""


def declared_prefixes(store: Store) -> dict[str, str]:
    """Return the namespaces of the packs in a store, by prefix.

    Examples
    --------
    >>> from kg.store.embedded import EmbeddedStore
    >>> declared_prefixes(EmbeddedStore())
    {}
    """
    return {str(prefix): str(namespace) for prefix, namespace in store.select(_DECLARED).tuples()}
