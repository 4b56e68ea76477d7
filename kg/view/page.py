"""Write the interactive page: one file that opens from disk and asks for nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.comparison.evidence_by_outcome import EvidenceByOutcome
from kg.comparison.filters import Filters
from kg.errors import DataError, KgError, UnknownNameError
from kg.files import write_whole
from kg.graph import concept_graph
from kg.view import bundle
from kg.view.background import source_texts, study_texts
from kg.view.carried import gzipped
from kg.view.cell import PageInCell
from kg.view.comparing import comparison_data
from kg.view.content import ClaimText, ConceptText, claim_texts, concept_texts
from kg.view.families import FAMILIES
from kg.view.found import Found
from kg.view.numbering import Numbers
from kg.view.opening import opening
from kg.view.pair_columns import with_pairs_in_columns
from kg.view.payload import compressed, payload
from kg.view.places import Places, place
from kg.view.pools import evidence_payload, pooled_concepts
from kg.view.start import Start
from kg.words.english import capitalise
from kg.words.labels import Labels, clean

if TYPE_CHECKING:
    import networkx as nx

    from kg.model.catalogue import Catalogue

_TITLE = "Treatment knowledge graph"
_HUBS = 3


RENDERERS = ("explorer", "pyvis")
_MAP = Start()


def write_page(
    knowledge: Catalogue, path: str, *, renderer: str = "explorer", start: Start = _MAP
) -> None:
    """Write the page of a knowledge graph as one self-contained HTML file.

    Parameters
    ----------
    path
        Where to; missing folders are made, and a file that is there is replaced in one step.
    renderer
        One of `RENDERERS`: this page, or the one that pyvis makes of the network.
    start
        With what it opens; pyvis's page has no choice.

    Raises
    ------
    WriteError
        If the file cannot be written; nothing is left behind then.
    UnknownNameError
        If there is no such renderer.
    DataError
        If pyvis's page is to open with something else than all there is.
    """
    if renderer not in RENDERERS:
        raise UnknownNameError("renderer", renderer, RENDERERS, where="among the ways")
    if renderer == "pyvis":
        if start != _MAP:
            remedy = "take the explorer, or ask for nothing else"
            raise DataError("the page of pyvis", "always opens with all there is", remedy)
        from kg.view import pyvis_page

        write_whole(path, pyvis_page.to_html(knowledge).encode())
        return
    write_whole(path, to_html(knowledge, start=start).encode())


def page_in_cell(knowledge: Catalogue, *, start: Start = _MAP, height: int) -> PageInCell:
    """Return the page of a knowledge graph for a cell of a notebook, so many pixels high."""
    title = str(_about(knowledge)["title"])
    counts = len(knowledge.concepts), len(knowledge.claims)
    page = to_html(knowledge, start=start)
    return PageInCell(title, *counts, page, height, opening(knowledge, start))


def to_html(knowledge: Catalogue, *, start: Start = _MAP) -> str:
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
    evidence = EvidenceByOutcome(knowledge, Filters(), labels)
    claims = claim_texts(knowledge, labels, evidence=evidence)
    concepts = concept_texts(knowledge, labels, claims.values())
    sources = source_texts(knowledge)
    graph = concept_graph(knowledge.concepts, knowledge.claims, knowledge.labels)
    places = place(graph, labels)
    studies = study_texts(knowledge, labels)
    packed = payload(concepts, claims, sources, studies, places, knowledge.prefixes)
    compared, refused = _compared(knowledge, concepts, claims, evidence)
    comparable = len(compared["treatments"]) > 1
    packed["treatments"] = [treatment[0] for treatment in compared["treatments"]]
    numbers = Numbers.of(concepts, claims, sources, studies)
    pooled = evidence_payload(knowledge, labels, numbers, evidence=evidence)
    packed["pooled"] = pooled_concepts(pooled)
    ids = dict(zip(concepts, packed["concepts"]["id"], strict=True))
    packed["start"] = start.address(ids)
    packed["found"] = _numbers(start.found, concepts, claims)
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
        scripts=scripts[:-1],
        packed=gzipped(scripts[-1]),
        styles=styles,
        face=bundle.face(),
        data=compressed(packed),
        comparison=compressed(compared) if comparable else "",
        refused=refused,
        evidence=compressed(with_pairs_in_columns(pooled, compared["texts"] if comparable else ())),
        families=_family_counts(concepts),
        claims=dict(zip(packed["claims"]["id"], claims.values(), strict=True)),
        concepts=concepts,
        sources=sources,
        links=_hierarchy_links(graph, labels),
        hubs=_hubs(places, concepts, ids),
    )


def _numbers(
    found: Found | None, concepts: Iterable[str], claims: Iterable[str]
) -> dict[str, object] | None:
    """Return the result of a query by the numbers that the page gives to concepts and claims."""
    if found is None:
        return None
    held = {"concepts": (set(found.concepts), concepts), "claims": (set(found.claims), claims)}
    numbers = {
        name: [n for n, iri in enumerate(iris) if iri in of] for name, (of, iris) in held.items()
    }
    return {**numbers, "named": found.named}


def _compared(
    knowledge: Catalogue,
    concepts: Mapping[str, ConceptText],
    claims: Mapping[str, ClaimText],
    evidence: EvidenceByOutcome,
) -> tuple[dict[str, Any], str]:
    """Return what the tab of comparisons works on, or why there is nothing, in a sentence."""
    try:
        return comparison_data(knowledge, concepts, claims, evidence=evidence), ""
    except KgError as error:
        return {"treatments": []}, f"{capitalise(clean(str(error)))}."


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
    places: Places, concepts: dict[str, ConceptText], ids: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return the ids and labels of the concepts with most lines: where a reader may start."""
    most = sorted(places.labels.values(), key=lambda label: (-label.degree, label.iri))
    return [(ids[label.iri], concepts[label.iri].label) for label in most[:_HUBS]]


def _hierarchy_links(graph: nx.MultiDiGraph[str], labels: Labels) -> list[tuple[str, str, str]]:
    links = (edge for edge in graph.edges(data=True) if edge[2]["kind"] == "hierarchy")
    return sorted((labels[narrow], of["label"], labels[broad]) for narrow, broad, of in links)
