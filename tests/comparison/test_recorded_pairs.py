"""The RDF of a comparison holds the estimates that its JSON holds, and says where there are none."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rdflib

import kg
from kg.comparison.record import to_turtle
from kg.evidence.measures import MEASURES
from kg.knowledge import Knowledge
from kg.vocabulary import PREFIXES, TKG

ESTIMATES = """
SELECT * {
  ?owner tkg:hasEstimate ?it ; tkg:ofTreatment ?treatment .
  ?it a tkg:PooledResult ; tkg:countsFor ?treatment ; tkg:comparator ?comparator ;
    tkg:outcome ?outcome ; tkg:measure ?measure ; tkg:value ?value ; tkg:level ?level ;
    dcterms:description ?sentence .
  OPTIONAL { ?it tkg:lowerLimit ?lower ; tkg:upperLimit ?upper }
  OPTIONAL { ?it tkg:timeLabel ?at }
  OPTIONAL { ?it tkg:favours ?favours }
  OPTIONAL { ?it tkg:strength ?strength ; tkg:strengthReason ?reason }
  OPTIONAL {
    ?it tkg:baselineRisk ?baseline ; tkg:baselineFrom ?from ; tkg:risk ?risk ;
      tkg:riskLowerLimit ?risk_lower ; tkg:riskUpperLimit ?risk_upper .
    OPTIONAL { ?it tkg:numberNeeded ?needed }
  }
  OPTIONAL {
    ?it tkg:hasDirectPart ?part .
    ?part tkg:evidenceKind tkg:directEvidence ; tkg:value ?direct ; tkg:lowerLimit ?direct_lower ;
      tkg:upperLimit ?direct_upper
  }
}
"""
PAIRS = """
SELECT * {
  ?it a tkg:ComparisonPair ; tkg:ofTreatment ?treatment ; tkg:comparator ?comparator ;
    tkg:outcome ?outcome ; tkg:comparedHeadToHead ?compared ; tkg:estimated ?estimated ;
    dcterms:description ?sentence .
}
"""


@pytest.fixture(scope="module", params=["ms", "smoking"])
def told(request) -> tuple[Knowledge, dict[str, Any], rdflib.Graph]:
    """Return a pack, a comparison of two of its treatments as JSON, and its RDF as rdflib reads it."""
    names = {"ms": ("AHSCT", "natalizumab"), "smoking": ("self-help", "group counselling")}
    knowledge = kg.load(request.param)
    comparison = knowledge.compare(*names[request.param])
    graph = rdflib.Graph().parse(data=to_turtle(comparison, knowledge), format="turtle")
    return knowledge, json.loads(comparison.to_json()), graph


def values(graph: rdflib.Graph, it: Any, term: str) -> list[Any]:
    return sorted(value.toPython() for value in graph.objects(it, rdflib.URIRef(TKG[term])))


def labels(knowledge: Knowledge, graph: rdflib.Graph, it: Any, term: str) -> list[str]:
    return sorted(knowledge.label(str(one)) for one in values(graph, it, term))


def number(value: Any) -> Any:
    return None if value is None else pytest.approx(float(value), rel=1e-10, abs=1e-12)


def from_rdf(knowledge: Knowledge, graph: rdflib.Graph, row: Any) -> dict[str, Any]:
    """Return an estimate of a graph in the words of JSON."""
    terms = {TKG[measure.term]: measure.id for measure in MEASURES.values()}
    drawn = {one.rpartition("#")[2] for one in map(str, values(graph, row.it, "drawsOn"))}
    pooled = {
        knowledge.label(str(study.study))
        for study in knowledge.select(
            "SELECT DISTINCT ?study ?result { ?study tkg:hasArm/^tkg:arm ?result }"
        )
        if rdflib.URIRef(study.result) in set(graph.objects(row.it, rdflib.URIRef(TKG.pools)))
    }
    return {
        "at": row.at and str(row.at),
        "measure": terms[str(row.measure)],
        "value": number(row.value),
        "lower": number(row.lower),
        "upper": number(row.upper),
        "level": number(row.level),
        "evidence": "mixed" if len(drawn) > 1 else drawn.pop().removesuffix("Evidence"),
        "direct": None
        if row.direct is None
        else [number(row.direct), number(row.direct_lower), number(row.direct_upper)],
        "favours": row.favours and str(row.favours),
        "head_to_head": labels(knowledge, graph, row.it, "headToHead"),
        "studies": sorted(pooled),
        "absolute": None
        if row.risk is None
        else {
            "baseline": number(row.baseline),
            "baseline_from": str(row["from"]),
            "risk": number(row.risk),
            "lower": number(row.risk_lower),
            "upper": number(row.risk_upper),
            "number_needed_said": row.needed and str(row.needed),
        },
        "strength": row.strength and (knowledge.label(str(row.strength)), str(row.reason)),
        "sentence": str(row.sentence),
    }


def from_json(estimate: dict[str, Any], ends: dict[str, str]) -> dict[str, Any]:
    """Return an estimate of JSON as far as the graph holds it."""
    # The last two are remarks there.
    apart = ("treatment", "comparator", "outcome", "contrary", "caveats")
    made = {k: v for k, v in estimate.items() if k not in apart}
    absolute, strength = made["absolute"], made["strength"]
    kept = ("baseline", "baseline_from", "risk", "lower", "upper", "number_needed_said")
    return made | {
        "favours": made["favours"] and ends[made["favours"]],
        "head_to_head": sorted(made["head_to_head"]),
        "absolute": absolute and {key: absolute[key] for key in kept},
        "strength": strength and (strength["level"], strength["sentence"]),
    }


def test_estimates_read_back_from_rdf_are_those_of_json(told):
    knowledge, comparison, graph = told
    iris = {treatment["label"]: treatment["iri"] for treatment in comparison["treatments"]}
    rows = graph.query(ESTIMATES, initNs=PREFIXES)
    found = {}
    for row in rows:
        of_cell = (row.owner, rdflib.RDF.type, rdflib.URIRef(TKG.ComparisonCell)) in graph
        key = (str(row.outcome), str(row.treatment), str(row.at), of_cell)
        assert key not in found
        found[key] = knowledge.label(str(row.comparator)), from_rdf(knowledge, graph, row)
    expected = {}
    for row in comparison["rows"]:
        told_of = [(cell["treatment"], cell["estimate"], True) for cell in row["cells"]]
        for pair in row["pairs"]:
            told_of += [(pair["treatment"], one, False) for one in pair["estimates"]]
        for treatment, estimate, of_cell in told_of:
            if estimate is not None:
                comparator = knowledge.concept(estimate["comparator"])
                ends = {estimate["treatment"]: treatment, estimate["comparator"]: comparator.iri}
                key = (row["about"], treatment, str(estimate["at"]), of_cell)
                expected[key] = comparator.label, from_json(estimate, iris | ends)
    assert any(of_cell for *_, of_cell in expected)
    assert any(not of_cell for *_, of_cell in expected)
    assert found == expected


def test_pairs_read_back_from_rdf_are_those_of_json(told):
    knowledge, comparison, graph = told
    found = {
        (str(row.outcome), str(row.treatment), str(row.comparator)): (
            row.compared.toPython(),
            row.estimated.toPython(),
            labels(knowledge, graph, row.it, "headToHead"),
            labels(knowledge, graph, row.it, "withoutFigures"),
            str(row.sentence),
        )
        for row in graph.query(PAIRS, initNs=PREFIXES)
    }
    expected = {
        (row["about"], pair["treatment"], pair["comparator"]): (
            bool(pair["head_to_head"] or pair["without_figures"]),
            bool(pair["estimates"]),
            sorted(pair["head_to_head"]),
            sorted(pair["without_figures"]),
            pair["sentence"],
        )
        for row in comparison["rows"]
        for pair in row["pairs"]
    }
    assert len(expected) > 0
    assert found == expected


def test_conflicts_of_cells_are_in_the_rdf(told):
    _, comparison, graph = told
    found = sorted(str(text) for text in graph.objects(None, rdflib.URIRef(TKG.conflict)))
    cells = [cell for row in comparison["rows"] for cell in row["cells"]]
    assert found == sorted(text for cell in cells for text in set(cell["conflicts"]))


def test_that_nothing_compares_two_and_nothing_is_estimated_is_a_triple(world):
    knowledge = world()
    iri = knowledge.record_comparison(knowledge.compare("moon tea", "sun tea"))
    rows = knowledge.select(
        "SELECT ?outcome ?compared ?estimated { ?comparison tkg:hasPair ?pair ."
        " ?pair tkg:outcome/skos:prefLabel ?outcome ; tkg:comparedHeadToHead ?compared ;"
        " tkg:estimated ?estimated } ORDER BY ?outcome",
        comparison=iri,
    )
    assert {row.compared for row in rows} == {False}
    assert {str(row.outcome): row.estimated for row in rows}["warmth"] is False


def test_estimates_of_comparisons_and_of_syntheses_are_found_alike(world):
    knowledge = world()
    iri = knowledge.record_comparison(knowledge.compare("moon tea", "sun tea"))
    rows = knowledge.answer("pooled-results", outcome="shivering")
    assert {str(row.synthesis) for row in rows} == {str(iri)}
    behind = knowledge.answer("studies-behind-pooled-results", outcome="shivering")
    assert len(behind) > 0


def test_the_rdf_is_the_same_each_time(world):
    first, second = (
        to_turtle(known.compare("moon tea", "sun tea"), known) for known in (world(), world())
    )
    assert first == second
