from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.comparison.short import estimate_line
from kg.comparison.treatments import every_treatment, is_treatment
from kg.view.comparing import comparison_data
from kg.view.content import claim_texts
from kg.words.labels import Labels


@pytest.fixture(scope="module")
def data(ms: kg.Knowledge):
    return comparison_data(ms, ms.concepts, ms.claims)


@pytest.fixture(scope="module")
def every(ms: kg.Knowledge):
    return ms.compare(*(one.iri for one in every_treatment(ms)))


def test_every_treatment_is_offered_that_can_be_compared(ms: kg.Knowledge, data) -> None:
    numbers = list(ms.concepts)
    offered = {numbers[concept] for concept, *_ in data["treatments"]}
    assert offered == {iri for iri, one in ms.concepts.items() if is_treatment(ms, one)}
    assert len(offered) > 40


def test_every_cell_that_says_something_is_packed_with_its_claims(
    ms: kg.Knowledge, data, every
) -> None:
    claims = list(ms.claims)
    packed = {
        (data["rows"][row][2], data["rows"][row][1] is None, data["treatments"][n][0]): sorted(
            (claims[claim], data["bases"][basis][0]) for claim, basis in entries
        )
        for row, n, _, _, entries, *_ in data["cells"]
    }
    numbers = {iri: n for n, iri in enumerate(ms.concepts)}
    assert packed == {
        (row.label, row.about is None, numbers[cell.treatment]): sorted(
            (entry.claim.iri, entry.basis) for entry in cell.entries
        )
        for row in every.rows
        for cell in row.cells
        if not cell.empty
    }


def test_the_page_says_of_each_claim_what_the_comparison_says(ms: kg.Knowledge, every) -> None:
    texts = claim_texts(ms, Labels(ms.labels))
    entries = {entry.claim.iri: entry for cell in every.cells for entry in cell.entries}
    assert len(entries) > 500
    said = {
        iri: (
            texts[iri].sentence,
            texts[iri].qualified,
            texts[iri].direction_label,
            texts[iri].modality_label,
            tuple(
                ", ".join(filter(None, (ms.label(source), place)))
                for source, place in texts[iri].sources
            ),
        )
        for iri in entries
    }
    assert said == {
        iri: (one.sentence, one.limits, one.direction, one.modality, one.sources)
        for iri, one in entries.items()
    }


def test_estimates_of_pairs_are_packed_in_either_direction(data, every) -> None:
    words = data["texts"]
    packed = {
        (data["rows"][row][2], words[one[0]], words[one[1]], words[one[11]], words[one[12]])
        for row, _, _, found, *_ in data["pairs"]
        for one in found
    }
    forward = {
        (row.label, one.treatment, one.comparator, one.sentence, estimate_line(one))
        for row in every.rows
        for pair in row.pairs
        for one in pair.estimates
    }
    assert forward < packed
    assert len(packed) == 2 * len(forward)


def test_a_turned_estimate_is_the_inverse(data) -> None:
    found = {
        (row, a, b): (one[5][0], one[6]) for row, a, b, of, *_ in data["pairs"] for one in of[:1]
    }
    for (row, a, b), (value, ratio) in found.items():
        back, _ = found[row, b, a]
        assert math.isclose(value, 1 / back if ratio else -back, rel_tol=1e-5, abs_tol=1e-9)


def test_examples_are_of_different_treatments_that_much_is_known_of(ms: kg.Knowledge, data) -> None:
    labels = [one.label for one in every_treatment(ms)]
    first, second = ([labels[n] for n in pair] for pair in data["examples"])
    assert len({*first, *second}) == 4
    assert "placebo" not in {*first, *second}


@pytest.mark.parametrize(
    ("turtle", "count"),
    [
        ("ex:s a tkg:Source .", 0),
        ('ex:d a tkg:Drug ; skos:prefLabel "a drug"@en .', 1),
    ],
)
def test_without_two_treatments_there_is_nothing_to_compare(
    derived: Callable[[str], kg.Knowledge], turtle: str, count: int
) -> None:
    knowledge = derived(turtle)
    found = comparison_data(knowledge, knowledge.concepts, knowledge.claims)
    assert len(found["treatments"]) == count
    assert found["examples"] == []


def test_without_the_vocabulary_there_is_nothing_to_compare(tmp_path: Path) -> None:
    path = tmp_path / "bare.ttl"
    path.write_text(
        "@prefix tkg: <https://w3id.org/treatment-kg/ontology#> .\n"
        "<urn:a> a tkg:Therapy . <urn:b> a tkg:Therapy .\n"
    )
    knowledge = kg.load(path)
    assert comparison_data(knowledge, knowledge.concepts, knowledge.claims)["treatments"] == []


def test_the_same_knowledge_gives_the_same_data(ms: kg.Knowledge, data) -> None:
    assert comparison_data(ms, ms.concepts, ms.claims) == data
