from __future__ import annotations

import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from kg.exchange.graphml import edge_label, read_graphml, to_graphml

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
RELAPSE = "https://w3id.org/treatment-kg/ms/claim-regard-relapse"


def test_graphml_reads_back_with_every_node_and_edge(ms, tmp_path):
    ms.write_graphml(tmp_path / "ms.graphml")
    graph, again = ms.graph(), read_graphml(str(tmp_path / "ms.graphml"))
    assert set(again) == set(graph)
    assert set(again.edges(keys=True)) == set(graph.edges(keys=True))
    assert {k for _, _, k, kind in again.edges(keys=True, data="kind") if kind == "claim"} == set(
        ms.claims
    )


def test_every_edge_element_has_its_identifier(ms):
    root = ET.fromstring(to_graphml(ms.graph()))
    ids = [edge.get("id") for edge in root.iter(f"{NAMESPACE}edge")]
    assert len(ids) == len(set(ids)) == len(ms.graph().edges)
    assert set(ms.claims) <= set(ids)


def test_attributes_have_the_right_types(ms):
    root = ET.fromstring(to_graphml(ms.graph()))
    types = {key.get("attr.name"): key.get("attr.type") for key in root.iter(f"{NAMESPACE}key")}
    assert types["position"] == "long"
    assert types["applies_to_kinds"] == "boolean"
    assert types["label"] == types["direction"] == types["sources"] == "string"


@pytest.mark.parametrize("direction", ["disputes", "inconclusive", "mixed", "insufficient"])
def test_an_exported_edge_carries_its_direction_in_its_label(direction):
    edge = {"label": "reduces", "direction": direction, "modality": "shown"}
    assert edge_label(edge) == f"reduces ({direction}, shown)"


def test_an_exported_edge_says_what_its_subject_is_compared_with(ms):
    root = ET.fromstring(to_graphml(ms.graph()))
    (edge,) = (edge for edge in root.iter(f"{NAMESPACE}edge") if edge.get("id") == RELAPSE)
    said = "reduces (against glatiramer acetate, inconclusive, shown)"
    assert said in [attribute.text for attribute in edge]


@pytest.mark.parametrize(
    "text", ["\0", "\x08", "\ud800", "a\u202eb", "<&>\"'", "\U0001f9e0", "]]>", "\r\n\t"]
)
def test_any_text_is_written_as_valid_xml(text, tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a", label=f"x{text}y")
    graph.add_edge("a", "b", "c", kind="claim", label=text)
    path = tmp_path / "a.graphml"
    path.write_bytes(to_graphml(graph))
    assert read_graphml(str(path)).nodes["a"]["label"].startswith("x")


def test_a_graph_without_parallel_edges_reads_back_as_a_multigraph(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", "c1", kind="claim", label="x")
    (tmp_path / "a.graphml").write_bytes(to_graphml(graph))
    assert list(read_graphml(str(tmp_path / "a.graphml")).edges(keys=True)) == [("a", "b", "c1")]
