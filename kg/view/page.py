"""Write the interactive page: one file that opens from disk and asks for nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownNameError
from kg.files import write_whole
from kg.graph import concept_graph
from kg.view import bundle
from kg.view.background import source_texts, study_texts
from kg.view.content import ConceptText, claim_texts, concept_texts
from kg.view.families import FAMILIES
from kg.view.network import NetworkData, build_network
from kg.view.payload import compressed, payload
from kg.view.pools import Numbers, evidence_payload, pooled_concepts
from kg.words.labels import Labels, clean

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

_TITLE = "Treatment knowledge graph"
_HUBS = 3


RENDERERS = ("explorer", "pyvis")


def write_page(knowledge: Catalogue, path: str, *, renderer: str = "explorer") -> None:
    """Write the page of a knowledge graph as one self-contained HTML file.

    Parameters
    ----------
    path
        Where to; missing folders are made, and a file that is there is replaced in one step.
    renderer
        One of `RENDERERS`: this page, or the one that pyvis makes of the network.

    Raises
    ------
    WriteError
        If the file cannot be written; nothing is left behind then.
    UnknownNameError
        If there is no such renderer.
    """
    if renderer not in RENDERERS:
        raise UnknownNameError("renderer", renderer, RENDERERS, where="among the ways")
    if renderer == "pyvis":
        from kg.view import pyvis_page

        write_whole(path, pyvis_page.to_html(knowledge).encode())
        return
    write_whole(path, to_html(knowledge).encode())


def to_html(knowledge: Catalogue) -> str:
    """Return the page of a knowledge graph; the same knowledge gives the same bytes.

    Examples
    --------
    >>> import kg
    >>> page = to_html(kg.load("ms"))
    >>> page.splitlines()[:2]
    ['<!doctype html>', '<html lang="en">']
    """
    import jinja2

    labels = Labels(knowledge.labels)
    claims = claim_texts(knowledge, labels)
    concepts = concept_texts(knowledge, labels, claims.values())
    sources = source_texts(knowledge)
    graph = concept_graph(knowledge.concepts, knowledge.claims, knowledge.labels)
    network = build_network(graph, knowledge.claims, labels)
    studies = study_texts(knowledge, labels)
    packed = payload(concepts, claims, sources, studies, network, knowledge.prefixes)
    evidence = evidence_payload(knowledge, labels, Numbers.of(concepts, claims, sources, studies))
    packed["pooled"] = pooled_concepts(evidence)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(bundle.WEB),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    scripts, styles = bundle.scripts(), bundle.styles()
    return environment.get_template("page.html").render(
        **_about(knowledge),
        policy=bundle.policy(scripts, styles),
        scripts=scripts,
        styles=styles,
        data=compressed(packed),
        evidence=compressed(evidence),
        families=_family_counts(concepts),
        claims=claims,
        concepts=concepts,
        sources=sources,
        links=_hierarchy_links(network, labels),
        hubs=_hubs(network, concepts, packed),
    )


def _about(knowledge: Catalogue) -> dict[str, Any]:
    packs = list(knowledge.packs.values())
    return {
        "title": " · ".join(clean(pack.title) for pack in packs) or _TITLE,
        "versions": [clean(pack.version) for pack in packs],
        "dates": [_date(date) for date in sorted({pack.as_of for pack in packs})],
    }


_MONTHS = (
    "January February March April May June July August September October November December".split()
)


def _date(date: datetime.date) -> str:
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def _family_counts(concepts: dict[str, ConceptText]) -> list[dict[str, Any]]:
    counts = Counter(concept.family for concept in concepts.values())
    return [asdict(f) | {"count": counts[f.name]} for f in FAMILIES if counts[f.name]]


def _hubs(
    network: NetworkData, concepts: dict[str, ConceptText], packed: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Return the ids and labels of the concepts with most lines: where a reader may start."""
    ids = dict(zip(concepts, packed["concepts"]["id"], strict=True))
    nodes = sorted(network.nodes, key=lambda node: (-node["degree"], node["id"]))
    return [(ids[node["id"]], concepts[node["id"]].label) for node in nodes[:_HUBS]]


def _hierarchy_links(network: NetworkData, labels: Labels) -> list[tuple[str, str, str]]:
    links = (edge for edge in network.edges if edge["kind"] == "hierarchy")
    return sorted((labels[edge["from"]], edge["label"], labels[edge["to"]]) for edge in links)
