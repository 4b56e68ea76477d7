"""Write the interactive page: one file that opens from disk and asks for nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.files import write_whole
from kg.graph import concept_graph
from kg.view import bundle, lines
from kg.view.content import ClaimText, ConceptText, claim_texts, concept_texts
from kg.view.families import FAMILIES
from kg.view.network import OPTIONS, NetworkData, build_network
from kg.words.labels import Labels, clean

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

_TITLE = "Treatment knowledge graph"


def write_page(knowledge: Catalogue, path: str) -> None:
    """Write the page of a knowledge graph as one self-contained HTML file.

    Parameters
    ----------
    path
        Where to; missing folders are made, and a file that is there is replaced in one step.

    Raises
    ------
    WriteError
        If the file cannot be written; nothing is left behind then.
    """
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
    graph = concept_graph(knowledge.concepts, knowledge.claims, knowledge.labels)
    network = build_network(graph, knowledge.claims, labels)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(bundle.WEB),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["clean"] = clean
    scripts, styles = bundle.scripts(), bundle.styles()
    return environment.get_template("page.html").render(
        **_about(knowledge),
        policy=bundle.policy(scripts, styles),
        scripts=scripts,
        styles=styles,
        data=bundle.to_json_block(_data(network, concepts, claims)),
        families=_family_counts(concepts),
        claims=claims,
        concepts=concepts,
        sources=sorted(knowledge.sources.values(), key=lambda source: source.iri),
        lines=_lines(),
        supported=lines.SUPPORTED,
        not_supported=lines.NOT_SUPPORTED,
        hierarchy=lines.HIERARCHY,
        line_counts=Counter(edge["line"] for edge in network.edges),
        links=_hierarchy_links(network, labels),
        hubs=_hubs(network, concepts),
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


def _hubs(network: NetworkData, concepts: dict[str, ConceptText]) -> list[ConceptText]:
    """Return the three concepts with most lines: where a reader may start."""
    nodes = sorted(network.nodes, key=lambda node: (-node["degree"], node["id"]))
    return [concepts[node["id"]] for node in nodes if node["id"] in concepts][:3]


def _hierarchy_links(network: NetworkData, labels: Labels) -> list[tuple[str, str, str]]:
    links = (edge for edge in network.edges if edge["kind"] == "hierarchy")
    return sorted((labels[edge["from"]], edge["label"], labels[edge["to"]]) for edge in links)


def _data(
    network: NetworkData, concepts: dict[str, ConceptText], claims: dict[str, ClaimText]
) -> dict[str, Any]:
    """Return what the scripts of the page work on."""
    return {
        "nodes": network.nodes,
        "edges": network.edges,
        "options": OPTIONS,
        "layouts": [
            {
                "islands": [
                    {"family": i.group, "x": i.x, "y": i.y, "width": i.width, "height": i.height}
                    for i in layout.islands
                ],
                "places": [layout.positions[node["id"]] for node in network.nodes],
            }
            for layout in network.layouts
        ],
        "families": {family.name: asdict(family) for family in FAMILIES},
        "lines": _lines(),
        "concepts": {iri: asdict(concept) for iri, concept in concepts.items()},
        "claims": {iri: asdict(claim) for iri, claim in claims.items()},
    }


def _lines() -> dict[str, dict[str, Any]]:
    every = (*lines.SUPPORTED, *lines.NOT_SUPPORTED, lines.HIERARCHY)
    return {line.name: asdict(line) for line in every}
