"""The pack smoking: a second disease, so that nothing here is about the first alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kg
from kg.store.table import compact

from ..evidence.data import SMOKING

SMK = "https://w3id.org/treatment-kg/smoking/"
WAYS = {
    "A": "no contact",
    "B": "self-help",
    "C": "individual counselling",
    "D": "group counselling",
}


@pytest.fixture(scope="module")
def smoking() -> kg.Knowledge:
    return kg.load("smoking")


@pytest.fixture(scope="module")
def both() -> kg.Knowledge:
    return kg.load("ms", "smoking")


# --- what is in it ----------------------------------------------------------------------------------------


def test_it_loads_alone_and_is_valid(smoking):
    assert repr(smoking) == "Knowledge(smoking; 33 concepts, 5 claims)"
    assert smoking.validate().to_text() == "nothing to mend"
    assert smoking.warnings == ()


def test_it_says_what_it_is(smoking):
    (pack,) = smoking.packs.values()
    assert (pack.prefix, pack.namespace) == ("smoking", SMK)
    assert smoking.label(pack.focus) == "tobacco dependence"


def test_every_arm_has_the_figures_that_are_published(smoking):
    published = {
        f"trial {number:02}": sorted((WAYS[way], events, total) for way, events, total in arms)
        for number, arms in SMOKING.items()
    }
    found = {
        study.label: sorted(
            (smoking.label(arm.counts_for), result.events, result.total)
            for arm in study.arms
            for result in study.results
            if result.arm == arm.iri and "lu-ades" not in result.iri
        )
        for study in smoking.studies.values()
    }
    assert found == published


def test_every_figure_says_where_it_is_from_and_where_it_was_read(smoking):
    results = [result for study in smoking.studies.values() for result in study.results]
    assert len(results) == 50 + 3
    assert {(r.verification, len(r.sources), len(r.read_in)) for r in results} == {
        ("readInSecondarySource", 1, 1)
    }


def test_every_concept_has_a_label_and_a_definition(smoking):
    own = [c for c in smoking.concepts.values() if c.iri.startswith(SMK)]
    assert [c.iri for c in own if not (c.label and c.definition)] == []


def test_labels_are_unique(smoking):
    names = [
        name.casefold() for c in smoking.concepts.values() for name in (c.label, *c.alt_labels)
    ]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_no_trial_is_said_to_have_shown_anything(smoking):
    assert {claim.modality for claim in smoking.claims.values()} == {"established", "aimedAt"}
    assert {claim.effect for claim in smoking.claims.values()} == {None}


# --- what it says when it is pooled -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("treatment", "value", "lower", "upper"),
    [
        ("self-help", 1.516, 0.737, 3.120),
        ("individual counselling", 2.082, 1.356, 3.198),
        ("group counselling", 2.465, 1.100, 5.523),
    ],
)
def test_each_way_is_pooled_against_none(smoking, treatment, value, lower, upper):
    effect = smoking.synthesize("smoking cessation", measure="OR").effect(treatment, "no contact")
    assert (effect.value, effect.lower, effect.upper) == pytest.approx(
        (value, lower, upper), abs=5e-4
    )
    assert effect.evidence == "mixed"


def test_the_trials_differ_and_that_is_said(smoking):
    caveats = smoking.synthesize("smoking cessation", measure="OR").caveats
    assert caveats[0] == (
        "Heterogeneity: tau² = 0.5989, I² = 89 % (Q = 202.62 on 23 degrees of freedom, p < 0.001)."
    )


def test_other_readings_of_three_arms_are_said(smoking):
    caveats = smoking.synthesize("smoking cessation", measure="OR").caveats
    assert [said for said in caveats if "sources differ" in said] == [
        "Trial 16: sources differ on self-help; taken was 19/149, as one had to be, and not 19/146.",
        "Trial 17: sources differ on individual counselling; taken was 143/1031, as one had to be, and"
        " not 134/1031.",
        "Trial 18: sources differ on individual counselling; taken was 36/504, as one had to be, and not 35/504.",
    ]


def test_that_no_one_read_the_trials_themselves_is_said(smoking):
    caveats = smoking.synthesize("smoking cessation", measure="OR").caveats
    assert "50 of 50 figures were read in a secondary source." in caveats


def test_self_help_is_not_said_to_do_better_than_nothing(smoking):
    findings = smoking.synthesize("smoking cessation", measure="OR").findings
    assert [said.partition(" (")[0] for said in findings] == [
        "On smoking cessation, group counselling does better than no contact",
        "On smoking cessation, individual counselling does better than no contact",
        "On smoking cessation, no difference between self-help and no contact is shown, and one is"
        " not ruled out either",
    ]


# --- beside another pack ----------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", ["OR", "RR", "RD"])
def test_beside_another_pack_it_is_pooled_as_it_is_alone(smoking, both, measure):
    alone = smoking.synthesize("smoking cessation", measure=measure)
    beside = both.synthesize("smoking cessation", measure=measure)
    assert beside.to_table() == alone.to_table()
    assert beside.to_text() == alone.to_text()


def test_beside_it_another_pack_is_pooled_as_it_is_alone(ms, both):
    alone = ms.synthesize("relapse rate", at="24 months")
    beside = both.synthesize("relapse rate", at="24 months")
    assert beside.to_text() == alone.to_text()


def test_together_they_are_valid_and_hold_what_each_holds(ms, smoking, both):
    assert both.validate().to_text() == "nothing to mend"
    assert set(both.claims) == set(ms.claims) | set(smoking.claims)
    assert set(both.studies) == set(ms.studies) | set(smoking.studies)


def test_what_can_be_pooled_of_both_is_that_of_each(ms, smoking, both):
    rows = sorted(map(str, [*ms.evidence_map().tuples(), *smoking.evidence_map().tuples()]))
    assert sorted(map(str, both.evidence_map().tuples())) == rows


# --- questions --------------------------------------------------------------------------------------------


def test_two_ways_compare_by_their_own_claims_and_those_of_their_kind(smoking):
    rows = smoking.answer("compare", therapy="self-help", other="group counselling")
    assert [
        (str(r.predicate), str(r.object), r.had_by, str(r.holder), r.basis, str(r.modality))
        for r in rows
    ] == [
        ("increases", "smoking cessation", "both", "group counselling", "inherited", "aimed at"),
        ("increases", "smoking cessation", "both", "self-help", "own", "aimed at"),
        ("is studied for", "tobacco dependence", "both", "group counselling", "own", "stated flatly"),
        ("is studied for", "tobacco dependence", "both", "self-help", "own", "stated flatly"),
    ]  # fmt: skip


def test_kinds_of_a_therapy_are_found_at_any_depth(smoking):
    rows = smoking.answer("kinds-of-therapy", therapy="behavioural support")
    assert [(str(row.kind), str(row.is_a_kind_of)) for row in rows] == [
        ("counselling", "behavioural support"),
        ("self-help", "behavioural support"),
        ("group counselling", "counselling"),
        ("individual counselling", "counselling"),
    ]


def test_figures_on_the_outcome_are_all_there(smoking):
    rows = smoking.answer("figures-on-outcome", outcome="quitting")
    assert len({(str(row.study), str(row.arm)) for row in rows}) == 50
    assert {str(row.verification) for row in rows} == {"read in a secondary source"}


def test_nothing_is_a_benefit_of_a_way_to_stop(smoking):
    assert len(smoking.answer("benefits", therapy="individual counselling")) == 0
    assert len(smoking.answer("aims", therapy="individual counselling")) == 1


# --- faces ------------------------------------------------------------------------------------------------


def test_it_makes_a_page_with_every_claim(smoking, tmp_path):
    smoking.view(tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    short = {compact(claim, smoking.prefixes) for claim in smoking.claims}
    assert {claim for claim in short if f'data-claim="{claim}"' not in page} == set()
    assert "Counselling and self-help to stop smoking" in page
    assert "sclerosis" not in page


def test_its_claims_are_the_same_in_rdf_and_in_the_graph(smoking):
    rdf = {row.c for row in smoking.select("SELECT DISTINCT ?c { ?c a tkg:Claim }")}
    edges = smoking.graph().edges(keys=True, data="kind")
    assert rdf == set(smoking.claims) == {key for _, _, key, kind in edges if kind == "claim"}


# --- the code ---------------------------------------------------------------------------------------------

WORDS = ("smok", "tobacco", "nicotine", "cessation", "counsel", "self-help", "quitting")


def code_of(path: Path) -> str:
    """Return the lines of a module in lower case, without its docstrings."""
    return re.sub(r'"""[\s\S]*?"""', "", path.read_text(encoding="utf-8")).lower()


def test_the_code_knows_nothing_of_smoking():
    modules = sorted(Path(kg.__file__).parent.rglob("*.py"))
    assert len(modules) > 60
    assert [(path.name, word) for path in modules for word in WORDS if word in code_of(path)] == []
