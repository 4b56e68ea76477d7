"""See which treatments studies compare: sub-networks, designs, and links that hang on one study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kg.evidence.contrasts import StudyContrasts

if TYPE_CHECKING:
    import networkx as nx


def treatment_network(studies: Iterable[StudyContrasts]) -> nx.Graph[str]:
    """Return treatments as nodes, and an edge wherever a study compares two.

    Each edge has `studies`, their sorted names, and each node `studies` likewise.

    Examples
    --------
    >>> import numpy as np
    >>> study = StudyContrasts("S", ("A", "B"), np.zeros(1), np.eye(1))
    >>> list(treatment_network([study]).edges(data="studies"))
    [('A', 'B', ['S'])]
    """
    import networkx as nx

    network: nx.Graph[str] = nx.Graph()
    kept = sorted(studies, key=lambda study: study.study)
    network.add_nodes_from(sorted({t for study in kept for t in study.treatments}), studies=())
    for study in kept:
        for treatment in study.treatments:
            network.nodes[treatment]["studies"] += (study.study,)
        for pair in combinations(sorted(study.treatments), 2):
            if not network.has_edge(*pair):
                network.add_edge(*pair, studies=[])
            network.edges[pair]["studies"].append(study.study)
    return network


def sub_networks(studies: Sequence[StudyContrasts]) -> list[list[StudyContrasts]]:
    """Return the studies by the connected part of the network that they belong to, largest first.

    Parts of one size are in the order of their first treatment.
    """
    import networkx as nx

    parts = [sorted(part) for part in nx.connected_components(treatment_network(studies))]
    parts.sort(key=lambda part: (-len(part), part))
    of_part = {treatment: i for i, part in enumerate(parts) for treatment in part}
    by_part: list[list[StudyContrasts]] = [[] for _ in parts]
    for study in studies:
        by_part[of_part[study.treatments[0]]].append(study)
    return by_part


@dataclass(frozen=True, slots=True)
class Bridge:
    """Hold a study without which a network falls apart.

    Parameters
    ----------
    study
        Its name.
    cut_off
        The treatments that lose the larger part of the network with it, sorted.
    participants
        In the study, where that is known.
    """

    study: str
    cut_off: tuple[str, ...]
    participants: float | None


def bridges(
    studies: Sequence[StudyContrasts], among: Iterable[StudyContrasts] | None = None
) -> list[Bridge]:
    """Return every study that alone holds a network together, by name.

    A study that stands for all of the network there is holds nothing together.

    Parameters
    ----------
    studies
        Of one connected network.
    among
        Those of them that are looked at; all if not given.
    """
    import networkx as nx

    network = treatment_network(studies)
    found = []
    asked = studies if among is None else among
    for study in sorted(asked, key=lambda study: study.study):
        alone = [
            pair
            for pair in combinations(sorted(study.treatments), 2)
            if network.edges[pair]["studies"] == [study.study]
        ]
        if not alone or len(studies) == 1:
            continue
        rest = nx.restricted_view(network, [], alone)
        # Only the study's own treatments can lose each other with it.
        parts = {frozenset(nx.node_connected_component(rest, t)) for t in study.treatments}
        if len(parts) > 1:
            largest = max(parts, key=lambda part: (len(part), sorted(part)))
            cut_off = sorted(set().union(*parts) - largest)
            found.append(Bridge(study.study, tuple(cut_off), study.participants))
    return found


def designs(studies: Iterable[StudyContrasts]) -> dict[tuple[str, ...], list[StudyContrasts]]:
    """Return the studies by design: the set of treatments that they compare, sorted."""
    by_design: dict[tuple[str, ...], list[StudyContrasts]] = {}
    for study in studies:
        by_design.setdefault(tuple(sorted(study.treatments)), []).append(study)
    return dict(sorted(by_design.items()))
