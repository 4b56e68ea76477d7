from __future__ import annotations

from collections.abc import Callable

import pytest

import kg
from kg.errors import DataError
from kg.view.network import build_network
from kg.words.labels import Labels

TWO_CLAIMS = """
ex:drug a tkg:Drug ; skos:prefLabel "a drug"@en ; skos:broader ex:drugs .
ex:drugs a tkg:Drug ; skos:prefLabel "drugs"@en .
ex:pain a tkg:Symptom ; skos:prefLabel "pain"@en .
ex:c1 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:supports ; tkg:modality tkg:possible .
ex:c2 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:disputes ; tkg:modality tkg:shown .
"""

Derived = Callable[[str], kg.Knowledge]


def build(knowledge: kg.Knowledge):
    return build_network(knowledge.graph(), knowledge.claims, Labels(knowledge.labels))


def test_the_claims_in_the_network_are_the_claims_of_the_graph(ms: kg.Knowledge) -> None:
    edges = [edge["id"] for edge in build(ms).edges if edge["kind"] == "claim"]
    assert sorted(edges) == list(ms.claims)


def test_two_claims_on_one_pair_stay_two_and_bend_apart(derived: Derived) -> None:
    edges = {edge["id"][-2:]: edge for edge in build(derived(TWO_CLAIMS)).edges}
    one, other = edges["c1"], edges["c2"]
    assert (one["from"], one["to"]) == (other["from"], other["to"])
    assert one["smooth"]["roundness"] != other["smooth"]["roundness"]


def test_a_disputed_claim_differs_in_colour_dash_end_and_word(derived: Derived) -> None:
    edges = {edge["id"][-2:]: edge for edge in build(derived(TWO_CLAIMS)).edges}
    assert [edges[name]["label"] for name in ("c1", "c2")] == [
        "may reduce",
        "not borne out: reduces",
    ]
    assert [edges[name]["arrows"]["to"]["type"] for name in ("c1", "c2")] == ["arrow", "bar"]
    assert edges["c1"]["color"] != edges["c2"]["color"]
    assert edges["c1"]["dashes"] != edges["c2"]["dashes"]
    assert [edges[name]["supported"] for name in ("c1", "c2")] == [True, False]


def test_a_hierarchy_link_is_thin_and_no_claim(derived: Derived) -> None:
    (link,) = [edge for edge in build(derived(TWO_CLAIMS)).edges if edge["kind"] == "hierarchy"]
    assert (link["label"], link["line"]) == ("is a kind of", "hierarchy")
    assert link["width"] < 1


def test_nodes_have_labels_places_families_and_no_physics(derived: Derived) -> None:
    nodes = {node["id"]: node for node in build(derived(TWO_CLAIMS)).nodes}
    drug = nodes["http://example.org/drug"]
    assert (drug["label"], drug["family"], drug["physics"]) == ("a drug", "therapy", False)
    assert len({(node["x"], node["y"]) for node in nodes.values()}) == 3


def test_a_claim_that_is_not_in_the_graph_is_an_error(derived: Derived) -> None:
    knowledge = derived(TWO_CLAIMS)
    graph = knowledge.graph()
    graph.remove_node("http://example.org/pain")
    with pytest.raises(DataError, match="is not in the drawing; give it two concepts as ends"):
        build_network(graph, knowledge.claims, Labels(knowledge.labels))


def test_the_same_graph_gives_the_same_network(ms: kg.Knowledge) -> None:
    assert build(ms) == build(ms)
