"""Write the page, and fill pyvis's network, beside pyvis's own way with the same graph."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping

import networkx as nx
from pyvis.network import Network

import kg
from kg.view.network import build_network, fill
from kg.words.labels import Labels

_DENSE = "dense.ttl"


def densify(pack: str, claims: int) -> str:
    """Add claims between concepts of a pack, drawn at random, until it has so many; return it."""
    knowledge = kg.load(pack)
    draw = random.Random(1)  # noqa: S311 (made up, nothing secret)
    concepts = sorted(knowledge.concepts)
    known = sorted({claim.predicate for claim in knowledge.claims.values()})
    lines = ["@prefix tkg: <https://w3id.org/treatment-kg/ontology#> ."]
    lines += [
        f"<https://example.org/dense/claim-{n}> a tkg:Claim ;"
        f" tkg:subject <{draw.choice(concepts)}> ; tkg:predicate <{draw.choice(known)}> ;"
        f" tkg:object <{draw.choice(concepts)}> ;"
        " tkg:direction tkg:supports ; tkg:modality tkg:established ."
        for n in range(claims - len(knowledge.claims))
    ]
    with open(os.path.join(pack, _DENSE), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return pack


def calls(knowledge: kg.Knowledge, folder: str) -> Mapping[str, Callable[[], object]]:
    """Return the calls: the whole page, pyvis's whole page, and the filling of each network."""
    data = build_network(knowledge.graph(), knowledge.claims, Labels(knowledge.labels))
    nodes, edges = data.nodes, data.edges
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.add_nodes_from((node["id"], {"label": node["label"]}) for node in nodes)
    plain.add_edges_from((e["from"], e["to"], {"label": e["label"]}) for e in edges)

    def from_nx() -> Network:
        network = Network(directed=True, cdn_resources="in_line")
        network.from_nx(plain)
        return network

    def pyvis_page() -> None:
        from_nx().write_html(os.path.join(folder, "pyvis.html"))

    return {
        "kg page": lambda: knowledge.view(os.path.join(folder, "kg.html")),
        "pyvis page": pyvis_page,
        "kg fill": lambda: fill(nodes, edges),
        "pyvis fill": from_nx,
    }
