from __future__ import annotations

import networkx as nx
import pytest

import kg
from kg.graph import quads_of


def test_the_graph_has_a_node_for_each_concept_and_an_edge_for_each_claim(ms):
    graph = ms.graph()
    claims = {key for _, _, key, kind in graph.edges(keys=True, data="kind") if kind == "claim"}
    assert set(graph) == set(ms.concepts)
    assert claims == set(ms.claims)
    assert len(claims) == ms.select("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a tkg:Claim }")[0].n


def test_claims_are_never_nodes_and_literals_never_either(ms):
    assert not set(ms.graph()) & set(ms.claims)
    assert all(isinstance(node, kg.IRI) for node in ms.graph())


def test_an_edge_carries_what_the_claim_says(ms):
    claim = ms.claims[kg.IRI("https://w3id.org/treatment-kg/ms/claim-article-b19-s3-1")]
    assert ms.graph().edges[claim.subject, claim.object, claim.iri] == {
        "kind": "claim",
        "predicate": kg.TKG.achieves,
        "label": "achieves",
        "direction": "insufficient",
        "modality": "underInvestigation",
        "effect": None,
        "applies_to_kinds": True,
        "disease": ms.concept("MS").iri,
        "sources": ("https://w3id.org/treatment-kg/ms/article",),
        "sentences": ("https://w3id.org/treatment-kg/ms/article-b19-s3",),
    }


def test_a_node_carries_label_class_definition_and_matches(ms):
    node = ms.graph().nodes[ms.concept("MS").iri]
    assert node["label"] == "multiple sclerosis"
    assert node["cls"] == "Disease"
    assert node["definition"].startswith("A chronic disease of the central nervous system")
    assert "http://purl.obolibrary.org/obo/MONDO_0005301" in node["matches"]


def test_parallel_claims_stay_apart(ms):
    graph = ms.graph()
    between = graph[ms.concept("stem cell therapy").iri][ms.concept("disease progression").iri]
    assert sorted(edge["modality"] for edge in between.values()) == ["aimedAt", "possible"]


def test_hierarchy_links_are_edges_of_their_own_kind(ms):
    graph = ms.graph()
    links = [key for _, _, key, kind in graph.edges(keys=True, data="kind") if kind == "hierarchy"]
    broader = sum(len(concept.broader) for concept in ms.concepts.values())
    parts = sum(len(concept.parts) for concept in ms.concepts.values())
    assert len(links) == len(set(links)) == broader + parts > 0


def test_the_raw_graph_gives_the_rdf_back(ms):
    graph = ms.triple_graph()
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(quads_of(graph)) == set(ms.store.quads())


def test_networkx_algorithms_run_on_it(ms):
    graph = ms.graph()
    attack, damage = ms.concept("immune attack on myelin"), ms.concept("permanent nerve damage")
    chain = nx.subgraph_view(
        graph, filter_edge=lambda s, o, key: graph.edges[s, o, key].get("label") == "leads to"
    )
    path = nx.shortest_path(chain, attack.iri, damage.iri)
    assert [ms.label(iri) for iri in path] == [
        "immune attack on myelin",
        "inflammation",
        "permanent nerve damage",
    ]


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        ("", "claim 'https://example.org/c' has no tkg:direction; add tkg:direction"),
        (
            "; tkg:direction tkg:supports, tkg:disputes",
            "claim 'https://example.org/c' has 2 values of tkg:direction; keep one",
        ),
        (
            "; tkg:direction 'supports'",
            "claim 'https://example.org/c' has 'supports' as tkg:direction; give an IRI",
        ),
    ],
)
def test_a_claim_that_cannot_be_drawn_is_an_error_and_not_lost(write, edit, sentence):
    path = write(
        "c.ttl",
        "@prefix tkg: <https://w3id.org/treatment-kg/ontology#> . @prefix ex: <https://example.org/> ."
        " ex:c a tkg:Claim ; tkg:subject ex:s ; tkg:predicate tkg:reduces ; tkg:object ex:o ;"
        f" tkg:modality tkg:shown {edit} .",
    )
    with pytest.raises(kg.DataError) as caught:
        kg.load(path).graph()
    assert str(caught.value) == sentence


def test_ends_of_claims_without_a_class_are_nodes_too(write):
    path = write(
        "c.ttl",
        "@prefix tkg: <https://w3id.org/treatment-kg/ontology#> . @prefix ex: <https://example.org/> ."
        " ex:c a tkg:Claim ; tkg:subject ex:s ; tkg:predicate tkg:reduces ; tkg:object ex:o ;"
        " tkg:modality tkg:shown ; tkg:direction tkg:supports .",
    )
    graph = kg.load(path).graph()
    assert {data["label"] for _, data in graph.nodes(data=True)} == {"s", "o"}
