"""Write the page that pyvis makes of the network: all of it at once, drawn by vis-network."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from kg.graph import concept_graph
from kg.view.network import build_network, fill
from kg.words.labels import Labels, clean

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

# What pyvis's template asks other servers for, although the page does not need it.
_FOREIGN = re.compile(r"<(link|script)\b[^>]*https?://[^>]*>(\s*</script>)?")
_ADVICE = "Not medical advice. Lines are claims; their words say how sources put them."


def to_html(knowledge: Catalogue) -> str:
    """Return pyvis's page of a knowledge graph, which asks for nothing.

    Examples
    --------
    >>> import kg
    >>> to_html(kg.load("smoking")).startswith('<!doctype html>')
    True
    """
    labels = Labels(knowledge.labels)
    graph = concept_graph(knowledge.concepts, knowledge.claims, knowledge.labels)
    drawn = build_network(graph, knowledge.claims, labels, studies=knowledge.studies)
    network = fill(drawn.nodes, drawn.edges)
    network.cdn_resources = "in_line"
    network.height = "92vh"
    title = html.escape(" · ".join(clean(pack.title) for pack in knowledge.packs.values()))
    head = f'<!doctype html>\n<html lang="en">\n<head>\n<title>{title}</title>'
    page = _FOREIGN.sub("", network.generate_html())
    page = re.sub(r"<html>\s*<head>", lambda _: head, page, count=1)
    return re.sub(r"<body>", lambda _: f"<body>\n<p>{_ADVICE}</p>", page, count=1)
