"""Set the pairs of all networks out in columns: like texts beside each other pack closer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.view.network_numbers import WAYS


def with_pairs_in_columns(evidence: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is pooled with the pairs of every network in columns of their own.

    Networks keep how many they have; the columns tell of them network after network. What is told
    one way round and the other has columns of its own for each of its parts.

    Parameters
    ----------
    evidence
        As `kg.view.pools.evidence_payload` returns it; it stays as it is.

    Examples
    --------
    >>> pair = [0, 1, 0, None, [2.0, "2"], [0.5, "0.5"], None]
    >>> network = {"treatments": [0, 1], "pairs": [pair]}
    >>> found = with_pairs_in_columns({"outcomes": [{"pools": [{"networks": [network]}]}]})
    >>> found["outcomes"][0]["pools"][0]["networks"]
    [{'treatments': [0, 1], 'pairs': 1}]
    >>> found["pairs"]
    [[0], [1], [0], [None], [[2.0], ['2']], [[0.5], ['0.5']], [None]]
    """
    rows: list[Sequence[Any]] = []

    def network(one: Mapping[str, Any]) -> dict[str, Any]:
        rows.extend(one["pairs"])
        return {**one, "pairs": len(one["pairs"])}

    def pool(one: Mapping[str, Any]) -> dict[str, Any]:
        return {**one, "networks": [network(each) for each in one["networks"]]}

    outcomes = [
        {**one, "pools": [pool(each) for each in one["pools"]]} for one in evidence["outcomes"]
    ]
    columns = [list(column) for column in zip(*rows, strict=True)]
    for n in WAYS if rows else ():
        columns[n] = [list(part) for part in zip(*columns[n], strict=True)]
    return {**evidence, "outcomes": outcomes, "pairs": columns}
