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
from kg.comparison.evidence_by_outcome import EvidenceByOutcome
from kg.comparison.filters import Filters
from kg.comparison.short import strength_name
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


def test_a_report_that_was_superseded_earns_no_strength_by_other_studies(
    strengths: Mapping[IRI, ClaimStrength], ms: kg.Knowledge
) -> None:
    stale = [
        claim
        for claim in ms.claims.values()
        if claim.study and ms.studies[claim.study].report == "superseded"
    ]
    assert stale
    assert {strengths[claim.iri] for claim in stale} == {ClaimStrength(NOT_RATED, "")}


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
        "The evidence on fingolimod and new T2 lesions, against placebo, is moderate: 1 randomised"
        " trial starts high; lowered for what is not known (imprecision cannot be judged: no"
        " interval of this comparison was read); not judged: inconsistency (a single trial).",
    )


def test_trials_are_rated_by_themselves_whatever_others_tell(ms: kg.Knowledge) -> None:
    row = ms.compare("ocrelizumab", "fingolimod").row("relapse rate")
    ocrelizumab, fingolimod = (cell.strength for cell in row.cells)
    assert ocrelizumab is not None and fingolimod is not None
    assert (ocrelizumab.level, ocrelizumab.studies) == ("moderate", 3)
    assert ocrelizumab.start == "3 randomised trials start high"
    assert ocrelizumab.beside == ("1 study without random assignment does not lower the rating",)
    assert fingolimod.beside == (
        "4 more randomised trials tell of this, but are not in the estimate",
        "1 study without random assignment does not lower the rating",
    )


def test_a_trial_that_no_estimate_was_made_of_is_rated_before_an_estimate_of_others(
    ms: kg.Knowledge,
) -> None:
    cell = ms.compare("natalizumab", "rituximab").row("serious infection").cells[0]
    assert cell.strength is not None and cell.estimate is not None
    assert cell.estimate.strength is not None
    assert (cell.strength.level, cell.estimate.strength.level) == ("moderate", "low")
    assert cell.strength.beside[-1] == (
        "the estimate against rituximab rests on other studies and is low by itself"
    )
    answer, also = cell.reading.split(" Also told, but not in this estimate: ")
    assert answer.endswith(" Strength of the evidence: low.")
    assert also.endswith(" Strength of what was not pooled: moderate.")
    assert strength_name(cell) == "strength (of what was not pooled)"


def test_comparisons_of_one_cohort_are_told_as_such(ms: kg.Knowledge) -> None:
    cell = ms.compare("AHSCT", "natalizumab").row("relapse rate").cells[0]
    assert cell.strength is not None
    assert cell.strength.studies == 1
    assert "(3 comparisons of one cohort count as one) tell of this" in cell.strength.sentence
    assert " 4 more studies (" in cell.reading
    assert "; 2 comparisons of one cohort count as one) give figures." in cell.reading


def test_a_study_that_was_retracted_is_rated_for_no_claim(write) -> None:
    found = kg.load(write("retracted.ttl", PREFIXES + RETRACTED), "ms")
    claim = IRI("http://example.org/c1")
    assert found.claims[claim].study == IRI("http://example.org/trial")
    assert claim_strengths(found)[claim] == ClaimStrength(NOT_RATED, "")


RETRACTED = """
ex:cure a tkg:Therapy ; skos:prefLabel "a cure"@en ; skos:definition "A cure that is made up."@en .
ex:trial a tkg:Study ; skos:prefLabel "a trial"@en ; tkg:identified true ; tkg:retracted true ;
    tkg:design tkg:parallelTrial ; tkg:hasArm ex:arm .
ex:arm a tkg:Arm ; skos:prefLabel "cure"@en ; tkg:countsFor ex:cure .
ex:c1 a tkg:Claim ; tkg:subject ex:cure ; tkg:predicate tkg:reduces ;
    tkg:object <https://w3id.org/treatment-kg/ms/relapse-rate> ;
    tkg:direction tkg:supports ; tkg:modality tkg:shown ; tkg:study ex:trial .
"""


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


def test_a_trial_of_other_people_does_not_lend_its_strength_to_a_cohort(ms: kg.Knowledge) -> None:
    found = claim_strengths(ms)
    cohort, trial = (
        found[ms.prefixes["ms"] + f"claim-{name}"]
        for name in (
            "boffa-2022-ahsct-in-active-secondary-progressive-ms-disability-progression-confirmed"
            "-at-24-weeks",
            "mist-disability",
        )
    )
    assert (cohort.level, trial.level) == ("very low", "moderate")
    assert "1 study without random assignment starts low" in cohort.reason


def test_what_carries_next_to_nothing_is_not_rated(ms: kg.Knowledge) -> None:
    outcome, natalizumab, placebo = (
        ms.concept(name).iri for name in ("relapse rate", "natalizumab", "placebo")
    )
    evidence = EvidenceByOutcome(ms, Filters(), ms.labels)[outcome]
    pool = next(one for one in evidence.syntheses if one.question.at is None)
    shares = pool.networks[0].study_contributions("natalizumab", "placebo")
    assert shares["AFFIRM"] > 0.95
    estimate = evidence.estimate(pool, natalizumab, placebo)
    assert len(estimate.rests_on) > 5
    assert estimate.strength is not None
    assert estimate.strength.studies == 1
    assert "more studies carry" in estimate.strength.start


def test_an_interval_from_a_p_value_is_said_beside_the_estimate(ms: kg.Knowledge) -> None:
    fingolimod = ms.compare("ocrelizumab", "fingolimod").row("relapse rate").cells[1]
    assert fingolimod.estimate is not None
    assert "The interval of FREEDOMS is reckoned from its p value." in fingolimod.estimate.remarks
