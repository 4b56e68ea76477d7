"""Say how much each direct comparison, and each study, contributes to an estimate, in shares.

A share is what a comparison carries of the evidence's paths; each path's part is divided evenly
among its steps. Which paths evidence takes is not unique: `random_walk` takes all of them at once,
`shortest_path` the shortest first.

References
----------
Papakonstantinou et al. 2018, 10.12688/f1000research.14770.3 (shortest paths, studies); Davies,
Papakonstantinou, Nikolakopoulou, Rücker and Galla 2022, 10.1002/sim.9346 (random walk).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from kg.errors import UnknownNameError
from kg.evidence.flow import Flow
from kg.evidence.measures import Array

Pair: TypeAlias = tuple[int, int]

# A flow that is left over after rounding.
_NO_FLOW = 1e-12

# A share of a study as small as this is one of rounding.
NO_SHARE = 1e-6

# A study carries as much of an estimate, at least, where that hangs on how it was taken.
NOTABLE = 0.05


def contributions(
    flow: Flow, first: int, second: int, *, method: str = "randomwalk"
) -> dict[Pair, float]:
    """Return each observed pair's share in the comparison of two treatments.

    Parameters
    ----------
    flow
        Of the network.
    first, second
        Places of the treatments.
    method
        ``"randomwalk"`` or ``"shortestpath"``.

    Returns
    -------
    dict
        Shares by pair of places, the lower first; they add up to 1.
    """
    if method not in METHODS:
        raise UnknownNameError("method", method, list(METHODS), where="among the methods")
    steps = {}
    for (low, high), weight in zip(flow.observed, flow.row(first, second).tolist(), strict=True):
        if abs(weight) > _NO_FLOW:
            steps[(low, high) if weight > 0 else (high, low)] = abs(weight)
    shares = METHODS[method](_without_circles(steps), first, second)
    found: dict[Pair, float] = {}
    for step, share in shares.items():
        pair = (min(step), max(step))
        found[pair] = found.get(pair, 0.0) + share
    return dict(sorted(found.items()))


def _without_circles(steps: dict[Pair, float]) -> dict[Pair, float]:
    """Return a flow less what only goes round.

    There is such a flow where arms of a study are correlated, so that a pair has a negative weight.
    """
    import networkx as nx

    left = dict(steps)
    while True:
        try:
            circle = nx.find_cycle(nx.DiGraph(sorted(left)))
        except nx.NetworkXNoCycle:
            return left
        around = [(v, w) for v, w, *_ in circle]
        flow = min(left[step] for step in around)
        for step in around:
            left[step] -= flow
            if left[step] <= _NO_FLOW:
                del left[step]


def random_walk(steps: Mapping[Pair, float], source: int, sink: int) -> dict[Pair, float]:
    """Return the shares where a walker takes each step with the chance of its part in the flow.

    The chances of arriving after so many steps, and of so many more to go, are carried along the
    flow, which has no circles; so no path has to be listed.
    """
    import networkx as nx

    network: nx.DiGraph[int] = nx.DiGraph(sorted(steps))
    order = list(nx.topological_sort(network))
    size = len(order)
    through = dict.fromkeys(order, 0.0)
    for (v, _), flow in steps.items():
        through[v] += flow
    chance = {(v, w): flow / through[v] for (v, w), flow in steps.items()}
    # arrived[v][i]: the chance of being at v after i steps; ahead[v][j]: of j steps left to go.
    arrived = {v: np.zeros(size) for v in order}
    ahead = {v: np.zeros(size) for v in order}
    arrived[source][0] = ahead[sink][0] = 1
    for v in order:
        for _, w in network.out_edges(v):
            arrived[w][1:] += chance[v, w] * arrived[v][:-1]
    for v in reversed(order):
        for _, w in network.out_edges(v):
            ahead[v][1:] += chance[v, w] * ahead[w][:-1]
    parts = 1 / (np.add.outer(np.arange(size), np.arange(size)) + 1)
    evenly = {v: arrived[v] @ parts for v in order}
    return {(v, w): float(p * (evenly[v] @ ahead[w])) for (v, w), p in chance.items()}


def shortest_path(steps: Mapping[Pair, float], source: int, sink: int) -> dict[Pair, float]:
    """Return the shares where the shortest path with any flow left takes all it can, again.

    Of paths of one length the one that can take most goes first, then the one with the lowest
    places; other programs may take another, since nothing prescribes it.
    """
    import networkx as nx

    left = dict(steps)
    shares = dict.fromkeys(steps, 0.0)
    while True:
        network: nx.DiGraph[int] = nx.DiGraph(sorted(left))
        if source not in network or sink not in network or not nx.has_path(network, source, sink):
            return shares
        paths = nx.all_shortest_paths(network, source, sink)
        ways = sorted(list(pairwise(path)) for path in paths)
        taken = max(ways, key=lambda way: min(left[step] for step in way))
        flow = min(left[step] for step in taken)
        for step in taken:
            shares[step] += flow / len(taken)
            left[step] -= flow
            if left[step] <= _NO_FLOW:
                del left[step]


METHODS: Mapping[str, Callable[[Mapping[Pair, float], int, int], dict[Pair, float]]] = {
    "randomwalk": random_walk,
    "shortestpath": shortest_path,
}


def by_study(flow: Flow, shares: Mapping[Pair, float]) -> dict[str, float]:
    """Return each study's share: a pair's share goes to its studies by their weights in it.

    A study's weight in a pair is what it adds to that pair in the network's Laplacian.
    """
    design = flow.fitted.design
    weights: dict[Pair, dict[str, float]] = {pair: {} for pair in shares}
    for batch in design.batches:
        blocks: Array = batch.blocks(batch.weights(flow.fitted.tau2))
        for place, row, block in zip(
            batch.places.tolist(), batch.treatments.tolist(), blocks, strict=True
        ):
            for i, a in enumerate(row):
                for j, b in enumerate(row):
                    if a < b and (a, b) in weights:
                        weights[a, b][design.studies[place].study] = -float(block[i, j])
    found = dict.fromkeys(sorted(study.study for study in design.studies), 0.0)
    for pair, share in shares.items():
        total = sum(weights[pair].values())
        for study, weight in weights[pair].items():
            found[study] += share * weight / total
    return found
