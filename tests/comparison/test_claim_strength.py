"""The strength of the evidence behind claims is what a comparison says of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import kg
from kg.comparison.claim_strength import (
    NO_STUDY,
    NOT_RATED,
    ClaimStrength,
    claim_strengths,
    rests_on_studies,
)
from kg.comparison.strength import LEVELS
from kg.vocabulary import IRI
from tests.conftest import PREFIXES


@pytest.fixture(scope="module")
def strengths(ms: kg.Knowledge) -> Mapping[IRI, ClaimStrength]:
    return claim_strengths(ms)


def of(strengths: Mapping[IRI, ClaimStrength], ms: kg.Knowledge, name: str) -> ClaimStrength:
    return strengths[IRI(ms.prefixes["ms"] + name)]


def test_every_claim_has_one_and_only_those_of_studies_are_rated(
    ms: kg.Knowledge, strengths: Mapping[IRI, ClaimStrength]
) -> None:
    assert sorted(strengths) == list(ms.claims)
    studied = {iri for iri, claim in ms.claims.items() if rests_on_studies(claim)}
    assert {iri for iri, one in strengths.items() if one.level != NO_STUDY} == studied
    assert len([iri for iri in studied if strengths[iri].level in LEVELS]) > 100


def test_a_hope_has_no_strength_however_much_is_known_beside_it(
    ms: kg.Knowledge, strengths: Mapping[IRI, ClaimStrength]
) -> None:
    hopes = [claim for claim in ms.claims.values() if claim.modality == "aimedAt"]
    assert len(hopes) > 10
    assert {strengths[claim.iri] for claim in hopes} == {ClaimStrength(NO_STUDY, "")}


def test_a_study_that_is_not_identified_is_not_rated(
    ms: kg.Knowledge, strengths: Mapping[IRI, ClaimStrength]
) -> None:
    assert of(strengths, ms, "claim-article-b23-s3-1") == ClaimStrength(NOT_RATED, "")


@pytest.mark.parametrize(
    ("claim", "treatment", "comparator", "outcome"),
    [
        ("claim-affirm-relapse-rate", "natalizumab", "placebo", "relapse rate"),
        ("claim-mesems-lesions", "MSC therapy", "placebo", "gadolinium-enhancing lesions"),
        ("claim-care-ms-i-relapse", "alemtuzumab", "interferon beta-1a", "relapse"),
        ("claim-optimum-relapse-rate", "ponesimod", "teriflunomide", "relapse rate"),
    ],
)
def test_what_was_compared_is_rated_as_a_comparison_of_the_two_rates_it(
    ms: kg.Knowledge,
    strengths: Mapping[IRI, ClaimStrength],
    claim: str,
    treatment: str,
    comparator: str,
    outcome: str,
) -> None:
    (pair,) = ms.compare(treatment, comparator).row(outcome).pairs
    expected = pair.estimates[0].strength
    assert expected is not None
    found = of(strengths, ms, claim)
    assert found.level == expected.level
    assert found.reason.endswith(expected.sentence)


def test_a_claim_without_comparator_is_rated_as_the_cell_of_a_comparison(
    ms: kg.Knowledge, strengths: Mapping[IRI, ClaimStrength]
) -> None:
    name = "claim-natalizumab-after-marketing-november-2017-natalizumab-progressive-multifocal-"
    row = ms.compare("natalizumab", "ocrelizumab").row("progressive multifocal leukoencephalopathy")
    cell = row.cells[0].strength
    assert cell is not None
    found = of(strengths, ms, name + "leukoencephalopathy")
    assert (found.level, found.reason.endswith(cell.sentence)) == (cell.level, True)


def test_another_comparison_than_the_claims_own_lends_it_nothing(
    ms: kg.Knowledge, strengths: Mapping[IRI, ClaimStrength]
) -> None:
    found = of(strengths, ms, "claim-freedoms-new-t2-lesions")
    assert found == ClaimStrength(
        "moderate",
        "Of the evidence on fingolimod and new T2 lesions, against placebo: moderate: 1 randomised"
        " trial starts high; lowered for imprecision (no interval of an effect);"
        " not judged: inconsistency.",
    )


def test_what_a_person_holds_instead_is_told() -> None:
    ms = kg.load("ms")
    ms.judge(
        *("natalizumab", "relapse rate", "low"),
        by="A reader",
        why="One trial.",
        against="placebo",
    )
    found = of(claim_strengths(ms), ms, "claim-affirm-relapse-rate")
    assert found.level == "high"
    assert "A reader holds it to be low: One trial" in found.reason


def test_a_pooled_claim_rests_on_studies() -> None:
    smoking = kg.load("smoking")
    smoking.record(smoking.synthesize("smoking cessation", measure="OR"))
    pooled = {iri for iri, claim in smoking.claims.items() if claim.modality == "pooled"}
    found = claim_strengths(smoking)
    assert len(pooled) > 3
    assert {iri for iri, one in found.items() if one.level in LEVELS} >= pooled


BARE = """
ex:cure a tkg:Therapy ; skos:prefLabel "a cure"@en .
ex:c1 a tkg:Claim ; tkg:subject ex:cure ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:supports ; tkg:modality tkg:shown ; tkg:study ex:trial .
"""


def test_without_the_vocabulary_nothing_is_rated(write) -> None:
    bare = kg.load(write("bare.ttl", PREFIXES + BARE))
    assert {one.level for one in claim_strengths(bare).values()} == {NOT_RATED}
