"""The rules, on cases small enough to do by hand."""

from __future__ import annotations

import pytest

import kg
from kg.rules import rules

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

WORLD = """
ex:therapy a tkg:Therapy . ex:kind a tkg:Drug ; skos:broader ex:therapy .
ex:kind-of-kind a tkg:Drug ; skos:broader ex:kind .
ex:both a tkg:CombinationTherapy ; tkg:hasPart ex:therapy , ex:kind .
ex:cell a tkg:CellType .
ex:pain a tkg:Symptom ; tkg:desirableDirection tkg:lower .
ex:severe-pain a tkg:Symptom ; tkg:desirableDirection tkg:lower ; skos:broader ex:pain .
ex:strength a tkg:Outcome ; tkg:desirableDirection tkg:higher .
ex:disease a tkg:Disease . ex:course a tkg:DiseaseCourse ; skos:broader ex:disease .
ex:other-disease a tkg:Disease .
"""


def claim(
    name: str, says: str, direction: str = "supports", modality: str = "shown", more: str = ""
) -> str:
    subject, predicate, object_ = says.split()
    return (
        f"ex:{name} a tkg:Claim ; tkg:subject ex:{subject} ; tkg:predicate tkg:{predicate} ;"
        f" tkg:object ex:{object_} ; tkg:direction tkg:{direction} ; tkg:modality tkg:{modality} {more} .\n"
    )


@pytest.fixture
def derived(write):
    def derive(*claims: str) -> kg.Knowledge:
        knowledge = kg.load(write("world.ttl", PREFIXES + WORLD + "".join(claims)))
        knowledge.derive()
        return knowledge

    return derive


def direct(knowledge: kg.Knowledge) -> list[str]:
    rows = knowledge.select(
        "SELECT DISTINCT ?s ?p ?o { ?r a tkg:DirectStatement ; tkg:directSubject ?s ;"
        " tkg:directPredicate ?p ; tkg:directObject ?o . ?s ?p ?o } ORDER BY ?s ?p ?o"
    )
    return [" ".join(iri.local_name for iri in row) for row in rows]


def related(knowledge: kg.Knowledge, predicate: str) -> set[tuple[str, str]]:
    rows = knowledge.select("SELECT DISTINCT ?s ?o { ?s ?p ?o }", p=kg.TKG[predicate])
    return {(row.s.local_name, row.o.local_name) for row in rows}


def effects(knowledge: kg.Knowledge) -> dict[str, str | None]:
    return {iri.local_name: claim.effect for iri, claim in knowledge.claims.items()}


def test_the_rules_are_numbered_in_strata():
    assert [rule.stratum for rule in rules()] == sorted(rule.stratum for rule in rules())
    assert {rule.stratum for rule in rules()} == {
        "1-types",
        "2-hierarchy",
        "3-benefit-and-risk",
        "4-inherited",
        "5-contested",
        "6-direct",
    }
    assert all(rule.says.endswith(".") for rule in rules())


def test_types_are_closed_upward(derived):
    knowledge = derived()
    assert knowledge.ask(
        "ASK { ex:kind a tkg:Therapy , tkg:Concept }".replace(
            "ex:kind", "<https://example.org/kind>"
        )
    )
    assert knowledge.ask("ASK { <https://example.org/pain> a tkg:Outcome }")
    assert not knowledge.ask("ASK { <https://example.org/cell> a tkg:Therapy }")


def test_the_hierarchy_is_closed_upward(derived):
    rows = derived().select("SELECT DISTINCT ?s ?o { ?s skos:broaderTransitive ?o }")
    assert {(row.s.local_name, row.o.local_name) for row in rows} == {
        ("kind", "therapy"),
        ("kind-of-kind", "kind"),
        ("kind-of-kind", "therapy"),
        ("severe-pain", "pain"),
        ("course", "disease"),
    }


@pytest.mark.parametrize(
    ("says", "effect"),
    [
        ("therapy reduces pain", "benefit"),
        ("therapy improves pain", "benefit"),
        ("therapy increases strength", "benefit"),
        ("therapy causes pain", "risk"),
        ("therapy reduces strength", "risk"),
        ("therapy worsens strength", "risk"),
        ("therapy modulates pain", None),
        ("cell reduces pain", None),
    ],
)
def test_benefit_and_risk_follow_from_movement_and_desire(derived, says, effect):
    assert effects(derived(claim("c", says)))["c"] == effect


@pytest.mark.parametrize("direction", ["disputes", "inconclusive", "mixed", "insufficient"])
@pytest.mark.parametrize("says", ["therapy reduces pain", "therapy causes pain"])
def test_what_is_not_supported_is_neither_benefit_nor_risk_nor_direct(derived, direction, says):
    knowledge = derived(claim("c", says, direction))
    assert effects(knowledge)["c"] is None
    assert direct(knowledge) == []


@pytest.mark.parametrize("modality", ["aimedAt", "advised", "underInvestigation"])
def test_an_aim_an_advice_and_an_open_question_are_no_benefit_and_no_direct_triple(
    derived, modality
):
    knowledge = derived(claim("c", "therapy reduces pain", modality=modality))
    assert effects(knowledge)["c"] is None
    assert direct(knowledge) == []


@pytest.mark.parametrize(
    ("says", "modality", "triple"),
    [
        ("therapy reduces pain", "established", "therapy reduces pain"),
        ("therapy reduces pain", "shown", "therapy shownToReduce pain"),
        ("therapy reduces pain", "possible", "therapy mayReduce pain"),
        ("therapy reduces pain", "anecdotal", "therapy reportedToReduce pain"),
        ("therapy isApprovedFor course", "established", "therapy treats course"),
        ("therapy isRecommendedFor disease", "advised", "therapy treats disease"),
        ("therapy isUsedFor disease", "established", "therapy appliedToTreat disease"),
        ("therapy isUsedFor disease", "possible", "therapy mayTreat disease"),
        ("therapy isStudiedFor disease", "underInvestigation", "therapy studiedToTreat disease"),
    ],
)
def test_a_direct_triple_keeps_the_hedge(derived, says, modality, triple):
    assert direct(derived(claim("c", says, modality=modality))) == [triple]


def test_approval_for_a_course_says_nothing_of_the_disease(derived):
    knowledge = derived(claim("c", "therapy isApprovedFor course", modality="established"))
    assert not knowledge.ask("ASK { ?t tkg:treats <https://example.org/disease> }")


def test_a_direct_triple_names_every_claim_it_comes_from(derived):
    knowledge = derived(claim("c", "therapy reduces pain"), claim("d", "therapy reduces pain"))
    rows = knowledge.select(
        "SELECT DISTINCT ?c { ?r a tkg:DirectStatement ; prov:wasDerivedFrom ?c }"
    )
    assert {row.c.local_name for row in rows} == {"c", "d"}
    assert len(direct(knowledge)) == 1


HOPE = claim("hope", "therapy reduces pain", modality="possible", more="; tkg:disease ex:disease")


@pytest.mark.parametrize(
    "trial",
    [
        pytest.param(("therapy reduces pain", ""), id="same scope"),
        pytest.param(("therapy improves pain", ""), id="another word for the same"),
        pytest.param(("kind-of-kind reduces pain", ""), id="narrower therapy"),
        pytest.param(("therapy reduces severe-pain", ""), id="narrower outcome"),
        pytest.param(("therapy reduces pain", "; tkg:disease ex:course"), id="narrower disease"),
        pytest.param(
            ("therapy reduces pain", "; tkg:comparator ex:other"), id="against a comparator"
        ),
    ],
)
@pytest.mark.parametrize("direction", ["disputes", "inconclusive"])
def test_a_contested_claim_gives_no_direct_triple(derived, trial, direction):
    says, more = trial
    knowledge = derived(HOPE, claim("trial", says, direction, more=more))
    assert related(knowledge, "contests") == {("trial", "hope")}
    assert direct(knowledge) == []
    hope = knowledge.claims[kg.IRI("https://example.org/hope")]
    assert [iri.local_name for iri in hope.contested_by] == ["trial"]


@pytest.mark.parametrize(
    "trial",
    [
        pytest.param(
            ("therapy reduces pain", "; tkg:disease ex:other-disease"), id="other disease"
        ),
        pytest.param(("therapy causes pain", ""), id="of harm"),
        pytest.param(("cell reduces pain", ""), id="other subject"),
        pytest.param(("therapy improves strength", ""), id="other outcome"),
    ],
)
def test_a_trial_of_something_else_contests_nothing(derived, trial):
    says, more = trial
    knowledge = derived(HOPE, claim("trial", says, "inconclusive", more=more))
    assert related(knowledge, "contests") == set()
    assert direct(knowledge) == ["therapy mayReduce pain"]


def test_a_trial_against_another_comparator_does_not_contest_a_trial(derived):
    knowledge = derived(
        claim("one", "therapy reduces pain", more="; tkg:comparator ex:kind"),
        claim("two", "therapy reduces pain", "inconclusive", more="; tkg:comparator ex:both"),
    )
    assert related(knowledge, "contests") == set()


def test_a_trial_of_the_broader_therapy_does_not_contest_a_narrower_claim(derived):
    knowledge = derived(
        claim("own", "kind reduces pain"), claim("trial", "therapy reduces pain", "inconclusive")
    )
    assert related(knowledge, "contests") == set()


def test_a_claim_that_applies_to_its_kinds_is_inherited_by_all_of_them(derived):
    knowledge = derived(claim("c", "therapy reduces pain", more="; tkg:appliesToKinds true"))
    assert related(knowledge, "inheritsClaim") == {("kind", "c"), ("kind-of-kind", "c")}
    assert related(knowledge, "hasGeneralClaim") == set()
    assert direct(knowledge) == ["therapy shownToReduce pain"]


def test_any_other_claim_is_said_of_the_broader_one_in_general(derived):
    knowledge = derived(claim("c", "therapy reduces pain"))
    assert related(knowledge, "hasGeneralClaim") == {("kind", "c"), ("kind-of-kind", "c")}
    assert related(knowledge, "inheritsClaim") == set()


def test_what_is_inherited_yields_to_an_own_claim_and_to_one_from_nearer_above(derived):
    knowledge = derived(
        claim("c", "therapy reduces pain", more="; tkg:appliesToKinds true"),
        claim("own", "kind reduces pain", "inconclusive", more="; tkg:appliesToKinds true"),
    )
    assert related(knowledge, "inheritsClaim") == {("kind-of-kind", "own")}


@pytest.mark.parametrize("modality", ["aimedAt", "advised", "underInvestigation"])
def test_what_is_inherited_does_not_yield_to_an_aim_an_advice_or_an_open_question(
    derived, modality
):
    knowledge = derived(
        claim("c", "therapy reduces pain", modality="possible", more="; tkg:appliesToKinds true"),
        claim("own", "kind reduces pain", modality=modality),
    )
    assert ("kind", "c") in related(knowledge, "inheritsClaim")


@pytest.mark.parametrize("modality", ["aimedAt", "underInvestigation"])
def test_an_aim_and_an_open_question_cannot_be_contested(derived, modality):
    knowledge = derived(
        claim("c", "therapy reduces pain", modality=modality),
        claim("trial", "therapy reduces pain", "disputes"),
    )
    assert related(knowledge, "contests") == set()


def test_a_combination_inherits_nothing_from_its_parts(derived):
    knowledge = derived(
        claim("c", "therapy reduces pain", more="; tkg:appliesToKinds true"),
        claim("d", "kind causes pain"),
    )
    heirs = related(knowledge, "inheritsClaim") | related(knowledge, "hasGeneralClaim")
    assert "both" not in {heir for heir, _ in heirs}


def test_deriving_again_changes_nothing_and_outlives_no_reason(derived):
    knowledge = derived(claim("c", "therapy reduces pain"))
    before = set(knowledge.store.quads())
    knowledge.derive()
    assert set(knowledge.store.quads()) == before
    knowledge.update(
        "DELETE { GRAPH ?g { ?c tkg:direction tkg:supports } }"
        " INSERT { GRAPH ?g { ?c tkg:direction tkg:disputes } }"
        " WHERE { GRAPH ?g { ?c tkg:direction tkg:supports } }"
    )
    knowledge.derive()
    assert direct(knowledge) == []


def test_a_triple_that_is_there_already_is_not_derived_again(derived):
    knowledge = derived("ex:kind a tkg:Therapy .\n")
    rows = knowledge.select("SELECT ?g { GRAPH ?g { <https://example.org/kind> a tkg:Therapy } }")
    assert [row.g for row in rows] == ["file:///world.ttl"]
