"""What the page holds of pools is what comparisons rest on, to the digit."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.comparison.filters import Filters
from kg.comparison.judgements import read_bias
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.evidence.sentences import interval
from kg.evidence.synthesis import Synthesis
from kg.view.background import source_texts, study_texts
from kg.view.content import claim_texts, concept_texts
from kg.view.numbering import Numbers
from kg.view.page import to_html
from kg.view.pair_columns import with_pairs_in_columns
from kg.view.pools import evidence_payload, pool_keys, pooled_concepts
from kg.words.labels import Labels
from tests.view.unpacking import in_full, unpack, unpack_evidence, unpacked


def pack(knowledge: kg.Knowledge) -> dict[str, Any]:
    labels = Labels(knowledge.labels)
    claims = claim_texts(knowledge, labels)
    concepts = concept_texts(knowledge, labels, claims.values())
    numbers = Numbers.of(concepts, claims, source_texts(knowledge), study_texts(knowledge, labels))
    return evidence_payload(knowledge, labels, numbers)


@pytest.fixture(scope="module")
def packed(ms: kg.Knowledge) -> dict[str, Any]:
    return pack(ms)


@pytest.fixture(scope="module")
def smoking() -> kg.Knowledge:
    return kg.load("smoking")


def of(packed: dict[str, Any], label: str) -> dict[str, Any]:
    (found,) = [outcome for outcome in packed["outcomes"] if outcome["label"] == label]
    return found


def evidence_on(knowledge: kg.Knowledge, name: str) -> OutcomeEvidence:
    return OutcomeEvidence(
        knowledge,
        knowledge.concept(name).iri,
        Filters(),
        bias=read_bias(knowledge),
        judgements={},
        labels=Labels(knowledge.labels),
    )


def texts(packed: dict[str, Any], network: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Return every estimate as the page prints it, both ways round, by names."""
    names = [packed["treatments"][n][0] for n in network["treatments"]]
    found = {}
    for first, second, _kind, _favours, forth, back, *_ in network["pairs"]:
        found[names[first], names[second]] = forth[5]
        found[names[second], names[first]] = back[5]
    return found


def leagues(synthesis: Synthesis) -> list[dict[tuple[str, str], str]]:
    """Return every estimate as Python's league tables print it, by names."""
    found = []
    for network in synthesis.networks:
        table = synthesis.league(network)
        columns = table.columns[1:]
        found.append(
            {
                (row[0], column): cell
                for row in table.tuples()
                for column, cell in zip(columns, row[1:], strict=True)
                if row[0] != column
            }
        )
    return found


OUTCOMES = (
    "relapse rate",
    "relapse",
    "disability progression confirmed at 12 weeks",
    "freedom from disease activity",
    "serious infection",
    "stopping treatment",
)


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_number_of_a_pool_is_that_of_pythons_league_table(
    ms: kg.Knowledge, packed: dict[str, Any], name: str
) -> None:
    pools = of(packed, name)["pools"]
    by_key = {key: synthesis for synthesis, key in pool_keys(evidence_on(ms, name)).items()}
    assert {pool["key"] for pool in pools} == set(by_key)
    assert [texts(packed, n) for pool in pools for n in pool["networks"]] == [
        league for pool in pools for league in leagues(by_key[pool["key"]])
    ]


def test_of_large_networks_the_page_holds_the_measure_that_comparisons_show(
    ms: kg.Knowledge, packed: dict[str, Any]
) -> None:
    largest = of(packed, "serious adverse event")["pools"][0]
    evidence = evidence_on(ms, "serious adverse event")
    first = next(one for one in evidence.syntheses if one.question.at is None)
    assert largest["measure"] == first.question.measure.id == "RR"
    assert [texts(packed, n) for n in largest["networks"]] == list(leagues(first))
    keys = [pool["key"] for pool in of(packed, "serious adverse event")["pools"]]
    assert not {"RD, longest", "OR, longest"} & set(keys)


def test_literal_numbers_of_the_smoking_trials(smoking: kg.Knowledge) -> None:
    packed = pack(smoking)
    (outcome,) = packed["outcomes"]
    assert [pool["measure"] for pool in outcome["pools"]] == ["RR", "OR", "RD"]
    (network,) = outcome["pools"][1]["networks"]
    printed = texts(packed, network)
    assert printed["individual counselling", "no contact"] == "2.08 (1.36 to 3.20)"
    assert printed["group counselling", "individual counselling"] == "1.18 (0.55 to 2.55)"
    assert outcome["pools"][1]["kind"] == "Studies whose design is not recorded"


def test_contributions_are_those_of_python_and_add_up_to_one(smoking: kg.Knowledge) -> None:
    found = smoking.synthesize("smoking cessation", measure="OR")
    packed = pack(smoking)
    (network,) = packed["outcomes"][0]["pools"][1]["networks"]
    names = [packed["treatments"][n][0] for n in network["treatments"]]
    studies = [packed["studies"][n][0] for n, *_ in network["studies"]]
    labels = [text.label for text in study_texts(smoking, Labels(smoking.labels)).values()]
    for pair in network["pairs"]:
        first, second = names[pair[0]], names[pair[1]]
        shares = {
            frozenset(names[end] for end in network["edges"][edge][:2]): share
            for edge, share in pair[9]
        }
        expected = found.contributions(first, second)
        assert shares == {
            frozenset(row[:2]): pytest.approx(row[2], abs=0.00051) for row in expected.tuples()
        }
        assert sum(share for _, share in pair[10]) == pytest.approx(1, abs=0.01)
        by_study = found.only().study_contributions(first, second)
        assert {labels[studies[at]]: share for at, share in pair[10]} == {
            study: pytest.approx(share, abs=0.00051) for study, share in by_study.items() if share
        }


def test_direct_and_indirect_evidence_are_those_of_node_splitting(smoking: kg.Knowledge) -> None:
    found = smoking.synthesize("smoking cessation", measure="OR")
    network = found.only()
    packed = pack(smoking)
    (shown,) = packed["outcomes"][0]["pools"][1]["networks"]
    names = [packed["treatments"][n][0] for n in shown["treatments"]]
    pairs = {(names[pair[0]], names[pair[1]]): pair for pair in shown["pairs"]}
    for split in network.splits():
        turned = (split.comparator, split.treatment) in pairs
        pair = (
            pairs.get((split.treatment, split.comparator))
            or pairs[split.comparator, split.treatment]
        )
        for part, text in ((split.direct, pair[6]), (split.indirect, pair[7])):
            assert part is not None
            _, limits = network.effects.interval(part.effect, part.error)
            assert limits is not None
            printed = interval(network.measure, network.measure.from_scale(part.effect), *limits)
            assert text[1 if turned else 0] == printed
        assert split.difference is not None
        assert pair[8] == pytest.approx(split.difference.p, rel=1e-5)


def test_what_is_direct_alone_is_printed_as_the_networks(packed: dict[str, Any]) -> None:
    pairs = [
        pair
        for outcome in packed["outcomes"]
        for pool in outcome["pools"]
        for network in pool["networks"]
        for pair in network["pairs"]
    ]
    direct = [pair for pair in pairs if packed["kinds"][pair[2]] == "direct"]
    assert len(direct) > 100
    assert [pair[6] for pair in direct] == [[pair[4][5], pair[5][5]] for pair in direct]


def test_ranks_are_those_of_python(smoking: kg.Knowledge) -> None:
    found = smoking.synthesize("smoking cessation", measure="OR")
    gram = found.only().rankogram()
    packed = pack(smoking)
    (network,) = packed["outcomes"][0]["pools"][1]["networks"]
    names = [packed["treatments"][n][0] for n in network["treatments"]]
    ranks = network["ranks"]
    assert [
        (name, p, sucra, f"{low} to {high}")
        for name, p, sucra, (low, high) in zip(
            names, ranks["p_score"], ranks["sucra"], ranks["limits"], strict=True
        )
    ] == [tuple(row) for row in found.ranks().tuples()]
    for name, chances in zip(names, ranks["chances"], strict=True):
        assert chances == gram.chances[gram.treatments.index(name)].tolist()


def test_every_caveat_of_python_is_in_the_pool(ms: kg.Knowledge, packed: dict[str, Any]) -> None:
    evidence, outcome = evidence_on(ms, "relapse"), of(packed, "relapse")
    by_key = {key: synthesis for synthesis, key in pool_keys(evidence).items()}
    assert len(by_key) == len(outcome["pools"])
    for pool in outcome["pools"]:
        synthesis = by_key[pool["key"]]
        said = [
            *pool["said"],
            # Said once of the outcome.
            *(remark for remark in outcome["remarks"] if remark not in pool["said"]),
            *pool["gaps"],
            *(text for network in pool["networks"] for text in network["said"]),
            *(text for *_, said, left in pool["taken"] for text in (*said, *left)),
        ]
        if len(synthesis.networks) == 1:
            assert sorted(said) == sorted(synthesis.caveats)
        assert len(said) == len(synthesis.caveats)
        assert pool["method"] == synthesis.method


def test_why_a_study_is_left_out_is_said_where_it_could_have_been(packed: dict[str, Any]) -> None:
    for name in ("relapse", "relapse rate"):
        outcome = of(packed, name)
        assert any("is superseded and is left out" in said for said in outcome["remarks"])
        for pool in outcome["pools"]:
            told = any("is superseded and is left out" in said for said in pool["said"])
            assert told == (not pool["randomised"])


def test_what_connects_most_treatments_goes_first_after_design(packed: dict[str, Any]) -> None:
    for outcome in packed["outcomes"]:
        sizes = [
            (
                pool["randomised"],
                max(len(network["treatments"]) for network in pool["networks"]),
                sum(len(network["treatments"]) for network in pool["networks"]),
                sum(len(network["studies"]) for network in pool["networks"]),
            )
            for pool in outcome["pools"]
        ]
        assert sizes == sorted(sizes, reverse=True)
    first = of(packed, "serious adverse event")["pools"][0]
    assert sum(len(network["treatments"]) for network in first["networks"]) == 18


def test_trials_are_never_pooled_with_studies_without_random_assignment(
    ms: kg.Knowledge, packed: dict[str, Any]
) -> None:
    labels = Labels(ms.labels)
    studies = list(study_texts(ms, labels))
    loose = ("cohortStudy", "singleArmTrial", "registry")
    for outcome in packed["outcomes"]:
        for pool in outcome["pools"]:
            designs = {
                ms.studies[studies[packed["studies"][n][0]]].design in loose
                for network in pool["networks"]
                for n, *_ in network["studies"]
            }
            assert designs == {not pool["randomised"]}


def test_the_number_that_a_comparison_shows_is_marked_once_for_each_time(
    ms: kg.Knowledge, packed: dict[str, Any]
) -> None:
    evidence = evidence_on(ms, "relapse rate")
    pools = of(packed, "relapse rate")["pools"]
    marked: dict[frozenset[str], list[tuple[str, str]]] = {}
    for pool in pools:
        for network in pool["networks"]:
            names = [packed["treatments"][n][0] for n in network["treatments"]]
            for pair in network["pairs"]:
                if pair[-1]:
                    key = frozenset((names[pair[0]], names[pair[1]]))
                    marked.setdefault(key, []).append((pool["at"] or "", pool["measure"]))
    names = sorted({name for key in marked for name in key})
    shown = {}
    for a, b in combinations(names, 2):
        estimates = evidence.between(ms.concept(a).iri, ms.concept(b).iri)
        if estimates:
            shown[frozenset((a, b))] = sorted((e.at or "", e.measure.id) for e in estimates)
    assert {key: sorted(found) for key, found in marked.items()} == shown


def test_a_comparison_prints_the_number_that_the_page_has(
    ms: kg.Knowledge, packed: dict[str, Any]
) -> None:
    (printed,) = [
        texts(packed, network)["natalizumab", "cladribine"]
        for pool in of(packed, "relapse rate")["pools"]
        for network in pool["networks"]
        if pool["at"] == "24 months" and ("natalizumab", "cladribine") in texts(packed, network)
    ]
    assert printed == "0.72 (0.52 to 0.98)"
    compared = ms.compare("natalizumab", "cladribine").to_text()
    assert "0.72" in compared and "0.52 to 0.98" in compared


def test_every_outcome_with_a_figure_is_pooled_or_says_why_not(
    ms: kg.Knowledge, packed: dict[str, Any]
) -> None:
    told = {result.outcome for study in ms.studies.values() for result in study.results}
    assert len(packed["outcomes"]) == len(told)
    assert all(bool(outcome["pools"]) != bool(outcome["why"]) for outcome in packed["outcomes"])
    assert of(packed, "congestive heart failure")["why"] == (
        "One study, with figures of one treatment alone."
    )
    assert of(packed, "treatment-related death")["why"] == (
        "10 studies, each with figures of one treatment alone."
    )


def test_every_figure_of_every_study_is_told_with_where_it_was_read(
    ms: kg.Knowledge, packed: dict[str, Any]
) -> None:
    results = [result for study in ms.studies.values() for result in study.results]
    told = [n for outcome in packed["outcomes"] for _, figures in outcome["told"] for n in figures]
    assert sorted(told) == list(range(len(results)))
    reads = [read for _, _, _, read, *_ in packed["figures"]]
    assert reads.count("figure read in a secondary source") == sum(
        result.verification == "readInSecondarySource" for result in results
    )


def test_a_pack_without_studies_has_no_outcome(derived: Callable[[str], kg.Knowledge]) -> None:
    packed = pack(derived("ex:drug a tkg:Drug ."))
    assert packed["outcomes"] == []
    assert pooled_concepts(packed) == []


BAD = """
ex:a a tkg:Drug . ex:b a tkg:Drug . ex:pain a tkg:Outcome ; skos:prefLabel "pain"@en .
ex:s a tkg:Study ; skos:prefLabel "S"@en ; tkg:hasArm ex:x , ex:y .
ex:x a tkg:Arm ; skos:prefLabel "x"@en ; tkg:countsFor ex:a .
ex:y a tkg:Arm ; skos:prefLabel "y"@en ; tkg:countsFor ex:b .
ex:r1 a tkg:CountResult ; tkg:outcome ex:pain ; tkg:arm ex:x ; tkg:events 10 ; tkg:total 5 .
ex:r2 a tkg:CountResult ; tkg:outcome ex:pain ; tkg:arm ex:y ; tkg:events 20 ; tkg:total 100 .
"""


def test_figures_that_cannot_be_say_so_and_the_page_is_made_all_the_same(
    derived: Callable[[str], kg.Knowledge],
) -> None:
    (outcome,) = pack(derived(BAD))["outcomes"]
    assert outcome["pools"] == []
    assert outcome["why"] == (
        "The figures cannot be pooled: result 'r1' has 10 events among 5 participants; events"
        " cannot exceed participants; correct it."
    )
    assert (
        "Treatments cannot be put side by side. Result &#39;r1&#39; has 10 events among 5 participants"
        in to_html(derived(BAD))
    )


def test_the_page_holds_it_apart_and_knows_which_concepts_are_pooled(
    ms_page: Path, ms: kg.Knowledge, packed: dict[str, Any]
) -> None:
    page = ms_page.read_text(encoding="utf-8")
    texts = json.loads(in_full(unpacked(page, "comparison-data")))["texts"]
    assert unpack_evidence(page) == packed_as_json(with_pairs_in_columns(packed, texts))
    labels = unpack(page)["concepts"]["label"]
    pooled = {labels[n] for n in unpack(page)["pooled"]}
    assert pooled == {o["label"] for o in packed["outcomes"] if o["pools"]}
    assert to_html(ms) == page


def packed_as_json(packed: dict[str, Any]) -> dict[str, Any]:

    loaded: dict[str, Any] = json.loads(json.dumps(packed))
    return loaded


def test_the_page_of_ms_stays_small(ms_page: Path) -> None:
    assert ms_page.stat().st_size < 1_500_000


def test_a_pool_says_to_which_counts_a_half_was_added(packed: dict[str, Any]) -> None:
    pools = of(packed, "gadolinium-enhancing lesions")["pools"]
    said = [one for pool in pools for one in pool["said"] if one.startswith("A half was added")]
    assert "counts of MIMS, as nobody or everybody in an arm had it" in said[0]


def test_the_page_says_which_arms_have_a_dose_that_no_label_read_holds(packed):
    arms = {arm[0]: arm[3] for study in packed["studies"] for arm in study[2]}
    assert arms["cladribine 5.25 mg/kg"].endswith("by mouth, a dose that no label read holds")
    assert arms["cladribine, both doses"] == "partly a dose that no label read holds"
    assert "label" not in arms["cladribine 3.5 mg/kg"]
    said = [text for pool in of(packed, "relapse")["pools"] for text in pool["said"]]
    counted = "Counted, of a dose that no label read holds: cladribine 5.25 mg/kg (CLARITY)"
    assert any(text.startswith(counted) for text in said)
