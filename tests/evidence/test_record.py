"""Syntheses that are written into the graph."""

from __future__ import annotations

from decimal import Decimal

import pandas
import pytest

import kg
from kg import DataError
from kg.evidence.record import to_turtle
from kg.exchange.graphml import to_graphml
from kg.store.table import compact

from .graphs import HEAD, count, loaded, study

CDP24 = "disability progression confirmed at 24 weeks"
POOLED = "SELECT DISTINCT ?r { ?r a tkg:PooledResult }"


@pytest.fixture
def trials(write) -> kg.Knowledge:
    """Return a graph of two studies: drug A against placebo, and drug B against placebo."""
    return loaded(
        write,
        study("s", 'tkg:registration "NCT1" ;', a=count(20, 200), c=count(60, 200)),
        study("t", 'tkg:registration "NCT2" ;', b=count(50, 200), c=count(60, 200)),
    )


@pytest.fixture(scope="module")
def smoking() -> kg.Knowledge:
    """Return the pack smoking with its synthesis written into it."""
    knowledge = kg.load("smoking")
    knowledge.record(knowledge.synthesize("smoking cessation", measure="OR"))
    return knowledge


@pytest.fixture(scope="module")
def recorded(thirteen_trials) -> kg.Knowledge:
    """Return the pack ms with syntheses of what its trials of AHSCT, MSC and drugs found."""
    knowledge = kg.load(thirteen_trials)
    for outcome, options in (
        ("relapse rate", {"at": "24 months"}),
        (CDP24, {"measure": "HR"}),
        ("gadolinium-enhancing lesions", {"at": "24 weeks"}),
        ("death", {}),
    ):
        knowledge.record(knowledge.synthesize(outcome, **options))
    return knowledge


def pooled_claims(knowledge: kg.Knowledge) -> list[tuple[str, str, str, str, str]]:
    """Return each pooled claim: which predicate, direction, outcome, and of what against what."""
    label = knowledge.label
    return sorted(
        (
            label(c.object),
            label(c.subject),
            c.predicate.local_name,
            c.direction,
            label(c.comparator),
        )
        for c in knowledge.claims.values()
        if c.modality == "pooled"
    )


# --- what is written --------------------------------------------------------------------------------------


def test_a_synthesis_says_how_it_was_made_and_what_it_pools(trials):
    synthesis = trials.synthesize("pain", at="24 weeks", measure="RR")
    iri = trials.record(synthesis)
    assert iri.rpartition("-")[0] == "https://w3id.org/treatment-kg/synthesis/pain-at-24-weeks-rr"
    assert trials.label(iri) == "Network meta-analysis of pain at 24 weeks"
    (row,) = trials.select("SELECT ?m ?s { ?i tkg:method ?m ; tkg:software ?s }", i=iri)
    assert row.m == " ".join([synthesis.method, *synthesis.caveats])
    assert row.s == f"treatment-kg {kg.__version__}"
    pools = trials.select("SELECT ?r { ?i tkg:pools ?r } ORDER BY ?r", i=iri)
    assert [row.r.rpartition("/")[2] for row in pools] == [
        "result-s-a", "result-s-c", "result-t-b", "result-t-c",
    ]  # fmt: skip


def test_results_are_of_direct_of_indirect_and_of_all_evidence(trials):
    trials.record(trials.synthesize("pain", measure="RR"))
    rows = trials.answer("pooled-results", outcome="pain")
    assert [(str(r.treatment), str(r.comparator), str(r.evidence)) for r in rows] == [
        ("drug B", "drug A", "indirect evidence"),
        ("drug B", "drug A", "network evidence"),
        ("placebo", "drug A", "direct evidence"),
        ("placebo", "drug A", "network evidence"),
        ("placebo", "drug B", "direct evidence"),
        ("placebo", "drug B", "network evidence"),
    ]


def test_a_result_has_the_figures_of_its_estimate(trials):
    trials.record(trials.synthesize("pain", at="24 weeks", measure="RR"))
    rows = trials.answer("pooled-results", outcome="pain")
    (row,) = (
        r for r in rows if (str(r.comparator), str(r.evidence)) == ("drug A", "direct evidence")
    )
    # 60 of 200 against 20 of 200; ln 3 with √(1/60 + 1/20 less 2/200).
    assert (row.value, row.level) == (Decimal("3"), Decimal("0.95"))
    assert float(row.lower) == pytest.approx(1.881459, abs=1e-6)
    assert float(row.upper) == pytest.approx(4.783522, abs=1e-6)
    (error,) = trials.select("SELECT ?e { ?r tkg:evidenceKind tkg:directEvidence ; tkg:comparator ?a ; tkg:standardError ?e ; tkg:weeks 24.0 ; tkg:timeLabel '24 weeks' }", a=trials.concept("drug A"))  # fmt: skip
    assert float(error.e) == pytest.approx(0.238048, abs=1e-6)


def test_where_direct_and_indirect_evidence_meet_both_are_written_and_the_sum(smoking):
    rows = smoking.answer("pooled-results", outcome="smoking cessation")
    kinds = [str(row.evidence) for row in rows]
    assert sorted(kinds) == (
        ["direct evidence"] * 6 + ["indirect evidence"] * 6 + ["network evidence"] * 6
    )


def test_a_comparison_says_what_a_drug_does_or_which_of_two_does_better(trials):
    trials.record(trials.synthesize("pain", measure="RR"))
    assert pooled_claims(trials) == [
        ("pain", "drug A", "doesBetterOn", "supports", "drug B"),
        ("pain", "drug A", "reduces", "supports", "placebo"),
        ("pain", "drug B", "reduces", "inconclusive", "placebo"),
    ]


def test_where_more_is_better_the_one_that_does_better_increases(write):
    knowledge = loaded(
        write,
        study("s", a=count(60, 200, outcome="sleep"), c=count(20, 200, outcome="sleep")),
    )
    knowledge.record(knowledge.synthesize("sleep", measure="RR"))
    assert pooled_claims(knowledge) == [("sleep", "drug A", "increases", "supports", "placebo")]


def test_harm_is_recorded_on_the_drug_that_does_it(write):
    knowledge = loaded(write, study("s", a=count(60, 200), c=count(20, 200)))
    knowledge.record(knowledge.synthesize("pain", measure="RR"))
    assert pooled_claims(knowledge) == [("pain", "drug A", "increases", "supports", "placebo")]
    assert [c.effect for c in knowledge.claims.values() if c.modality == "pooled"] == ["risk"]


def test_the_less_harmful_of_two_drugs_is_said_to_do_no_good(write):
    knowledge = loaded(write, study("s", a=count(40, 200), b=count(80, 200), c=count(10, 200)))
    knowledge.record(knowledge.synthesize("pain", measure="RR"))
    assert pooled_claims(knowledge) == [
        ("pain", "drug A", "doesBetterOn", "supports", "drug B"),
        ("pain", "drug A", "increases", "supports", "placebo"),
        ("pain", "drug B", "increases", "supports", "placebo"),
    ]
    effects = {c.predicate.local_name: c.effect for c in knowledge.claims.values()}
    assert effects == {"doesBetterOn": None, "increases": "risk"}


def test_an_open_comparison_of_two_drugs_takes_nothing_from_either(write):
    shown = """
        ex:shown a tkg:Claim ; tkg:subject ex:b ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
            tkg:direction tkg:supports ; tkg:modality tkg:shown ; tkg:source ex:paper ."""
    knowledge = loaded(
        write, study("s", a=count(40, 200), b=count(41, 200), c=count(100, 200)), shown
    )
    knowledge.record(knowledge.synthesize("pain", measure="RR"))
    open_ones = [row for row in pooled_claims(knowledge) if row[3] == "inconclusive"]
    assert open_ones == [("pain", "drug B", "doesBetterOn", "inconclusive", "drug A")]
    assert knowledge.claims["https://example.org/shown"].contested_by == ()


def test_a_claim_rests_on_the_result_of_all_evidence_and_on_the_synthesis(trials):
    iri = trials.record(trials.synthesize("pain", at="24 weeks", measure="RR"))
    claims = [claim for claim in trials.claims.values() if claim.modality == "pooled"]
    kinds = {
        row.k.local_name
        for claim in claims
        for row in trials.select("SELECT ?k { ?r tkg:evidenceKind ?k }", r=claim.results[0])
    }
    assert kinds == {"networkEvidence"}
    assert {claim.sources for claim in claims} == {(iri,)}
    assert {claim.time_label for claim in claims} == {"24 weeks"}


def test_an_outcome_without_a_direction_makes_results_and_no_claim(write):
    side = 'ex:height a tkg:Outcome ; skos:prefLabel "height"@en .'
    knowledge = loaded(
        write,
        side,
        study("s", a=count(60, 200, outcome="height"), c=count(20, 200, outcome="height")),
    )
    knowledge.record(knowledge.synthesize("height", measure="RR"))
    assert pooled_claims(knowledge) == []
    assert len(knowledge.select(POOLED)) == 2


def test_without_intervals_there_are_results_without_limits_and_no_claim(trials):
    trials.record(trials.synthesize("pain", measure="RR", interval="t"))
    assert pooled_claims(trials) == []
    rows = trials.answer("pooled-results", outcome="pain")
    network = [row for row in rows if str(row.evidence) == "network evidence"]
    assert [(row.lower, row.upper) for row in network] == [(None, None)] * 3
    assert trials.validate().conforms


@pytest.mark.parametrize(
    ("options", "heterogeneity"),
    [({"tau2": 0.25}, [Decimal("0.25")]), ({}, []), ({"tau2": 0.25, "model": "common"}, [])],
)
def test_heterogeneity_is_written_where_it_is_known(trials, options, heterogeneity):
    iri = trials.record(trials.synthesize("pain", measure="RR", **options))
    rows = trials.select("SELECT ?h { ?i tkg:heterogeneity ?h }", i=iri)
    assert [row.h for row in rows] == heterogeneity


# --- the shapes, and every face ---------------------------------------------------------------------------


def test_what_is_written_is_valid(smoking, recorded):
    assert smoking.validate().to_text() == "nothing to mend"
    assert recorded.validate().to_text() == "nothing to mend"


def test_pooled_claims_are_claims_of_every_face(smoking, tmp_path):
    smoking.view(tmp_path / "page.html")
    smoking.write_trig(tmp_path / "graph.trig")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    graphml = to_graphml(smoking.graph()).decode()
    rdf = {row.c for row in smoking.select("SELECT DISTINCT ?c { ?c a tkg:Claim }")}
    edges = smoking.graph().edges(keys=True, data="kind")
    assert len(rdf) == 5 + 6
    assert rdf == set(smoking.claims)
    assert rdf == {key for _, _, key, kind in edges if kind == "claim"}
    assert rdf == set(kg.load(tmp_path / "graph.trig").claims)
    short = {compact(claim, smoking.prefixes) for claim in rdf}
    assert {claim for claim in short if f'data-claim="{claim}"' not in page} == set()
    assert {claim for claim in rdf if f'id="{claim}"' not in graphml} == set()


def test_the_pooled_claims_of_the_pack_ms_are_in_rdf_as_in_python(recorded):
    rdf = {row.c for row in recorded.select("SELECT DISTINCT ?c { ?c a tkg:Claim }")}
    assert rdf == set(recorded.claims)
    # Five pairs of a rate, three of a hazard, one of lesions, one of deaths.
    assert len(rdf) == 203 + 10


def test_what_is_written_is_there_after_saving(trials, tmp_path):
    trials.record(trials.synthesize("pain", measure="RR"))
    trials.save(tmp_path / "store")
    again = kg.load(tmp_path / "store", read_only=True)
    assert pooled_claims(again) == pooled_claims(trials)
    assert len(pooled_claims(again)) == 3


def test_as_turtle_it_is_what_would_be_written(trials, write):
    synthesis = trials.synthesize("pain", measure="RR")
    turtle = to_turtle(synthesis, trials)
    trials.record(synthesis)
    apart = kg.load(write("pooled.ttl", turtle))
    assert len(apart.select(POOLED)) == len(trials.select(POOLED)) == 6
    assert "@prefix tkg: <https://w3id.org/treatment-kg/ontology#> ." in turtle.splitlines()


# --- the way back -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "registrations"),
    [
        ("directEvidence", ["NCT1", "NCT2"]),
        ("networkEvidence", ["NCT1", "NCT2"]),
    ],
)
def test_sparql_finds_the_way_from_a_result_to_registrations(trials, kind, registrations):
    trials.record(trials.synthesize("pain", measure="RR"))
    rows = trials.select(
        "SELECT DISTINCT ?n { ?pooled tkg:evidenceKind ?kind ; tkg:countsFor ?c ; tkg:comparator ?a ;"
        " (tkg:pools|tkg:source/tkg:pools)/tkg:arm/^tkg:hasArm/tkg:registration ?n } ORDER BY ?n",
        kind=kg.TKG[kind],
        c=trials.concept("placebo"),
        a=trials.concept("drug A"),
    )
    assert [str(row.n) for row in rows] == registrations


def test_indirect_evidence_leads_to_the_studies_of_both_ends(trials):
    trials.record(trials.synthesize("pain", measure="RR"))
    rows = trials.answer("studies-behind-pooled-results", outcome="pain")
    studies = {str(row.study) for row in rows if str(row.evidence) == "indirect evidence"}
    assert studies == {"s", "t"}


def test_a_result_of_the_pack_ms_leads_to_trial_figure_and_document(recorded):
    rows = recorded.answer("studies-behind-pooled-results", outcome="gadolinium-enhancing lesions")
    assert {
        (str(r.study), str(r.as_printed), str(r.document), str(r.doi), str(r.evidence)) for r in rows
    } == {
        ("MESEMS", "0.94, 95% CI 0.58–1.50", "Uccelli et al. 2021, on MESEMS",
         "10.1016/S1474-4422(21)00301-X", kind)
        for kind in ("direct evidence", "network evidence")
    }  # fmt: skip
    assert {str(row.registration) for row in rows} == {
        "NCT01606215", "NCT01745783", "NCT01854957", "NCT02035514", "NCT02239393",
    }  # fmt: skip


# --- writing it again -------------------------------------------------------------------------------------


def test_writing_a_synthesis_again_replaces_it(trials):
    first = trials.record(trials.synthesize("pain", measure="RR"))
    before = dict(trials.graphs), set(trials.claims)
    assert trials.record(trials.synthesize("pain", measure="RR")) == first
    assert (dict(trials.graphs), set(trials.claims)) == before


def test_what_is_no_longer_so_is_gone_once_it_is_written_again(trials):
    trials.record(trials.synthesize("pain", measure="RR"))
    assert len(pooled_claims(trials)) == 3
    trials.update("DELETE WHERE { GRAPH ?g { ?study tkg:hasArm <https://example.org/t-b> } }")
    trials.record(trials.synthesize("pain", measure="RR"))
    assert pooled_claims(trials) == [("pain", "drug A", "reduces", "supports", "placebo")]


@pytest.mark.parametrize(
    "options",
    [
        {"measure": "OR"},
        {"model": "common"},
        {"tau2": "REML"},
        {"interval": "HK"},
        {"level": 0.9},
        {"at": "24 weeks"},
        {"lump": {"drug B": "drug A"}},
    ],
)
def test_a_synthesis_of_another_kind_stands_beside_it(trials, options):
    first = trials.record(trials.synthesize("pain", measure="RR"))
    second = trials.record(trials.synthesize("pain", **{"measure": "RR"} | options))
    assert first != second
    assert {first, second} <= set(trials.graphs)
    assert trials.validate().conforms


@pytest.mark.parametrize(
    "options", [{"window": "1 week"}, {"nodes": "route"}, {"verified_only": True}]
)
def test_a_synthesis_of_figures_that_were_chosen_otherwise_stands_beside_it(trials, options):
    first = trials.record(trials.synthesize("pain", at="24 weeks", measure="RR"))
    second = trials.record(trials.synthesize("pain", at="24 weeks", measure="RR", **options))
    assert first != second
    assert {first, second} <= set(trials.graphs)


@pytest.mark.parametrize(
    ("one", "other"), [("甲", "乙"), ("CD4+ drug", "CD4- drug"), ("Α", "Β"), ("drug A", "drug  a")]
)
def test_treatments_whose_names_look_alike_in_an_iri_stay_apart(write, one, other):
    head = HEAD.replace('"drug A"', f'"{one}"').replace('"drug B"', f'"{other}"')
    trial = study("s", a=count(20, 200), b=count(90, 200), c=count(160, 200))
    knowledge = kg.load(write("studies.ttl", head + trial))
    knowledge.derive()
    knowledge.record(knowledge.synthesize("pain", measure="RR"))
    assert len(pooled_claims(knowledge)) == 3
    assert len(knowledge.select(POOLED)) == 6
    assert knowledge.validate().conforms


def test_the_rules_run_anew(trials):
    trials.record(trials.synthesize("pain", measure="RR"))
    claim = next(c for c in trials.claims.values() if c.predicate == kg.TKG.reduces)
    assert trials.ask("ASK { ?claim tkg:tendency tkg:forTheBetter }", claim=claim.iri)


# --- what is inconclusive is no benefit -------------------------------------------------------------------


def test_what_is_inconclusive_is_written_as_that(recorded):
    assert [row for row in pooled_claims(recorded) if row[3] != "supports"] == [
        ("death", "choice of disease-modifying therapies", "doesBetterOn", "inconclusive",
         "autologous hematopoietic stem cell transplantation"),
        (CDP24, "teriflunomide", "doesBetterOn", "inconclusive", "ponesimod"),
        ("gadolinium-enhancing lesions", "mesenchymal stem cell therapy", "reduces",
         "inconclusive", "placebo"),
    ]  # fmt: skip


def test_no_pooled_claim_that_is_inconclusive_is_a_benefit(recorded):
    open_ones = [c for c in recorded.claims.values() if c.direction == "inconclusive"]
    assert len(open_ones) == 4 + 3
    assert {claim.effect for claim in open_ones} == {None}
    assert not recorded.ask("ASK { ?c a tkg:BenefitClaim ; tkg:direction tkg:inconclusive }")


def test_what_was_a_benefit_before_is_one_still_and_nothing_else(ms, recorded):
    def benefits(knowledge):
        return {iri for iri, claim in knowledge.claims.items() if claim.effect == "benefit"}

    new = benefits(recorded) - benefits(ms)
    assert benefits(ms) <= benefits(recorded)
    assert sorted(recorded.label(recorded.claims[iri].subject) for iri in new) == [
        "cladribine", "natalizumab",
    ]  # fmt: skip


@pytest.mark.parametrize("therapy", ["MSC therapy", "MSC-NP"])
def test_no_trial_makes_a_benefit_of_msc(recorded, therapy):
    trials = {"MESEMS", "MSC-NP trial"}
    claims = [c for c in recorded.claims_about(therapy) if c.study or c.modality == "pooled"]
    shown = {recorded.label(claim.study) for claim in claims if claim.study} & trials
    assert shown
    assert {c.direction for c in claims if not c.study or recorded.label(c.study) in trials} == {
        "inconclusive"
    }
    assert not [
        row for row in recorded.answer("benefits", therapy=therapy) if "lesions" in str(row.outcome)
    ]


# --- what cannot be written -------------------------------------------------------------------------------


def test_a_synthesis_of_a_table_is_refused(trials):
    table = pandas.DataFrame(
        [("S", "drug A", 5, 20), ("S", "placebo", 9, 20)],
        columns=["study", "treatment", "events", "total"],
    )
    with pytest.raises(DataError) as caught:
        trials.record(kg.synthesize(table, measure="RR", outcome="pain"))
    assert str(caught.value) == "the synthesis of pain is of a table; import the table into a pack"
    assert pooled_claims(trials) == []


def test_a_synthesis_that_compares_nothing_is_refused(trials):
    with pytest.raises(DataError) as caught:
        trials.record(trials.synthesize("pain", measure="HR"))
    assert str(caught.value) == "the synthesis of pain holds nothing; record another one"


def test_a_treatment_that_is_no_concept_is_refused_and_nothing_is_written(trials):
    before = dict(trials.graphs)
    lump = {"drug A": "a thing", "drug B": "a thing"}
    with pytest.raises(DataError, match="the treatment 'a thing' is no concept"):
        trials.record(trials.synthesize("pain", measure="RR", lump=lump))
    assert dict(trials.graphs) == before


def test_what_rests_on_an_assumption_is_refused(trials):
    with pytest.raises(DataError) as caught:
        trials.record(trials.synthesize("pain", measure="RR", assume={"drug B": "drug A"}))
    assert str(caught.value) == (
        "the synthesis of pain rests on an assumption, which the graph would take for a fact;"
        " record it without assume"
    )


def test_doses_are_no_concepts(ms):
    found = ms.synthesize("relapse", at="24 weeks", measure="RR", nodes="dose")
    with pytest.raises(DataError) as caught:
        ms.record(found)
    assert str(caught.value) == (
        "the treatment 'interferon beta-1a 30 µg once a week' is no concept; tell treatments"
        " apart by therapy, and lump them as concepts"
    )


def test_the_small_graph_is_one_that_can_be_loaded(write):
    assert kg.load(write("head.ttl", HEAD)).claims == {}


@pytest.mark.parametrize("interval", ["t", "HK"])
def test_direct_evidence_has_the_intervals_of_the_network(write, interval):
    knowledge = loaded(
        write,
        study("s", a=count(20, 200), c=count(60, 200)),
        study("t", a=count(30, 200), c=count(62, 200)),
    )
    knowledge.record(knowledge.synthesize("pain", measure="RR", interval=interval, tau2=0))
    rows = knowledge.answer("pooled-results", outcome="pain")
    assert len(rows) == 2
    assert len({(row.lower, row.upper) for row in rows}) == 1
    errors = knowledge.select(
        "SELECT ?result ?error { ?result a tkg:PooledResult ; tkg:standardError ?error }"
    )
    assert len({row.error for row in errors}) == 1
