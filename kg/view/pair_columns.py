"""Set the pairs of all networks out in columns, where like numbers and texts pack closer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.view.network_numbers import BACK, FORTH, NUMBERS


def with_pairs_in_columns(evidence: Mapping[str, Any], texts: Iterable[str] = ()) -> dict[str, Any]:
    """Return what is pooled with the pairs of every network in columns of their own.

    Networks keep how many they have; the columns tell of them network after network. What is told
    one way round and the other has a column for each of its parts; the numbers of the other way
    follow from those of the one, and are left out.

    Parameters
    ----------
    evidence
        As `kg.view.pools.evidence_payload` returns it; it stays as it is.
    texts
        Those that the page has already: each stands here as its number.

    Examples
    --------
    >>> forth, back = [2.0, 1.0, 4.0, None, None, "2.0"], [0.5, 0.25, 1.0, None, None, "0.5"]
    >>> network = {"treatments": [0, 1], "pairs": [[0, 1, 0, None, forth, back, None]]}
    >>> evidence = {"outcomes": [{"pools": [{"networks": [network]}]}]}
    >>> found = with_pairs_in_columns(evidence, ["0.5"])
    >>> found["outcomes"][0]["pools"][0]["networks"]
    [{'treatments': [0, 1], 'pairs': 1}]
    >>> found["pairs"][4]
    [[2.0], [1.0], [4.0], [None], [None], ['2.0']]
    >>> found["pairs"][5]
    [[0]]
    """
    number = {text: n for n, text in enumerate(texts)}
    rows: list[Sequence[Any]] = []

    def network(one: Mapping[str, Any]) -> dict[str, Any]:
        rows.extend(one["pairs"])
        return {**one, "pairs": len(one["pairs"])}

    def pool(one: Mapping[str, Any]) -> dict[str, Any]:
        return {**one, "networks": [network(each) for each in one["networks"]]}

    def ways(column: Iterable[Sequence[Any]]) -> tuple[list[list[Any]], list[list[Any]]]:
        parts = [list(part) for part in zip(*column, strict=True)]
        said = [[number.get(text, text) for text in part] for part in parts[NUMBERS:]]
        return parts[:NUMBERS], said

    outcomes = [
        {**one, "pools": [pool(each) for each in one["pools"]]} for one in evidence["outcomes"]
    ]
    columns = [list(column) for column in zip(*rows, strict=True)]
    if rows:
        numbers, said = ways(columns[FORTH])
        columns[FORTH] = [*numbers, *said]
        columns[BACK] = ways(columns[BACK])[1]
    return {**evidence, "outcomes": outcomes, "pairs": columns}
