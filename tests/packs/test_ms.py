"""The pack ms: its claims in every face, and its content against a few statements read by hand."""

from __future__ import annotations

import pytest

import kg
from kg.exchange.graphml import to_graphml
from kg.store.table import compact

MS = "https://w3id.org/treatment-kg/ms/"


@pytest.fixture(scope="module")
def article(thirteen_trials) -> kg.Knowledge:
    """Return the pack as far as its article and its first trials."""
    return kg.load(thirteen_trials)


def said(ms: kg.Knowledge, subject: str, predicate: str, object_: str) -> list[tuple[str, str]]:
    """Return direction and modality of the claims with these parts."""
    wanted = (MS + subject, kg.TKG[predicate], MS + object_)
    return sorted(
        (claim.direction, claim.modality)
        for claim in ms.claims.values()
        if (claim.subject, claim.predicate, claim.object) == wanted
    )


def test_the_claims_are_the_same_in_every_face(ms, tmp_path):
    ms.view(tmp_path / "ms.html")
    ms.write_trig(tmp_path / "ms.trig")
    page = (tmp_path / "ms.html").read_text(encoding="utf-8")
    graphml = to_graphml(ms.graph()).decode()
    rdf = {row.c for row in ms.select("SELECT DISTINCT ?c { ?c a tkg:Claim }")}
    networkx = {k for _, _, k, kind in ms.graph().edges(keys=True, data="kind") if kind == "claim"}
    assert len(rdf) == 1002
    assert rdf == set(ms.claims) == networkx == set(kg.load(tmp_path / "ms.trig").claims)
    short = {compact(claim, ms.prefixes) for claim in rdf}
    assert {claim for claim in short if f'data-claim="{claim}"' not in page} == set()
    assert page.count('data-claim="') == len(rdf)
    assert {claim for claim in rdf if f'id="{claim}"' not in graphml} == set()


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "expected"),
    [
        (
            "stem-cell-therapy",
            "halts",
            "disease-progression",
            [("supports", "aimedAt"), ("supports", "possible")],
        ),
        ("ahsct", "halts", "disease-progression", [("supports", "aimedAt")]),
        ("ahsct", "improves", "disability", [("supports", "shown")]),
        ("msc-therapy", "reduces", "inflammation", [("supports", "shown")]),
        ("mesenchymal-stem-cell", "reduces", "inflammation", [("supports", "possible")]),
        (
            "stem-cell-therapy",
            "achieves",
            "long-term-safety",
            [("insufficient", "underInvestigation")],
        ),
        ("stem-cell-therapy", "improves", "mobility", [("supports", "anecdotal")]),
        ("stem-cell-therapy", "causes", "infection", [("supports", "possible")]),
        ("health-insurers", "paysFor", "stem-cell-therapy", [("mixed", "established")]),
        ("medication", "reduces", "relapse-rate", [("supports", "aimedAt")]),
        ("ahsct", "reduces", "relapse-rate", []),
    ],
)
def test_the_hedges_of_the_article_are_kept(article, subject, predicate, object_, expected):
    assert said(article, subject, predicate, object_) == expected


def test_the_studies_that_the_article_mentions_are_unidentified(ms):
    unidentified = [study for study in ms.studies.values() if not study.identified]
    assert [study.label for study in unidentified] == [
        "unidentified study of AHSCT in aggressive MS",
        "unidentified study of MSC therapy",
    ]
    assert [study.arms for study in unidentified] == [(), ()]


def test_thirteen_trials_have_arms_and_figures(article):
    trials = [study for study in article.studies.values() if study.identified]
    assert len(trials) == 13
    assert [trial.label for trial in trials if not trial.results] == []
    assert sorted(t.label for t in trials if len(t.arms) != 2) == ["CLARITY", "HALT-MS", "TEMSO"]


def test_every_figure_says_where_it_was_read_and_as_what_it_is_printed(ms):
    figures = [result for study in ms.studies.values() for result in study.results]
    assert len(figures) == 915
    assert [f.iri for f in figures if not (f.as_printed and f.sources and f.verification)] == []
    elsewhere = [f for f in figures if f.verification == "readInSecondarySource"]
    assert [f.iri for f in elsewhere if not f.read_in] == []


def test_a_trial_that_missed_its_primary_outcome_supports_no_claim_on_it(ms):
    missed = {i: s for i, s in ms.studies.items() if s.primary_outcome_met is False}
    assert len(missed) > 3
    claims = [
        claim
        for claim in ms.claims.values()
        if claim.study in missed and claim.object in missed[claim.study].primary_outcomes
    ]
    assert {claim.direction for claim in claims} == {"inconclusive"}
    assert {claim.effect for claim in claims} == {None}


def test_what_is_said_to_treat_was_approved_or_recommended_and_still_is(ms):
    rows = ms.select("""
        SELECT DISTINCT ?therapy ?disease ?claim {
          ?therapy tkg:treats ?disease .
          ?record tkg:directSubject ?therapy ; tkg:directPredicate tkg:treats ;
            tkg:directObject ?disease ; prov:wasDerivedFrom ?claim }""")
    assert len(rows) > 20
    allowed = {kg.TKG.isApprovedFor, kg.TKG.isRecommendedFor}
    for row in rows:
        claim = ms.claims[row.claim]
        assert (claim.direction, claim.contested_by) == ("supports", ())
        assert claim.predicate in allowed


@pytest.mark.parametrize("therapy", ["daclizumab", "MSC therapy", "placenta-derived cell therapy"])
def test_what_was_withdrawn_or_never_approved_treats_nothing(ms, therapy):
    iri = ms.concept(therapy).iri
    assert not ms.ask("ASK { ?therapy tkg:treats ?disease }", therapy=iri)


@pytest.mark.parametrize(
    ("therapy", "agency", "year"),
    [
        ("natalizumab", "FDA", 2004),
        ("fingolimod", "FDA", 2010),
        ("ocrelizumab", "FDA", 2017),
        ("ocrelizumab", "EMA", 2018),
        ("siponimod", "FDA", 2019),
        ("ozanimod", "FDA", 2020),
        ("ponesimod", "FDA", 2021),
        ("alemtuzumab", "EMA", 2013),
        ("teriflunomide", "FDA", 2012),
    ],
)
def test_first_approvals_are_of_the_year_that_agencies_print(ms, therapy, agency, year):
    rows = ms.answer("approvals", therapy=therapy)
    years = [row.year for row in rows if str(row.agency) == agency and row.year]
    assert min(years) == year


def test_every_concept_has_a_label_a_definition_and_a_part_in_a_claim_or_the_hierarchy(ms):
    used = {iri for c in ms.claims.values() for iri in (c.subject, c.object, c.means, c.purpose)}
    used |= {iri for c in ms.claims.values() for iri in (c.comparator, c.population, c.disease)}
    used |= {iri for c in ms.claims.values() for iri in (c.region, c.agency)}
    used |= {above for c in ms.concepts.values() for above in (*c.broader, *c.parts, *c.members)}
    for study in ms.studies.values():
        used |= {study.iri, study.population, *study.primary_outcomes}
        used |= {iri for arm in study.arms for iri in (arm.counts_for, arm.population)}
        used |= {result.outcome for result in study.results}
    assert [c.iri for c in ms.concepts.values() if not (c.label and c.definition)] == []
    assert [c.iri for c in ms.concepts.values() if c.iri not in used and not c.broader] == []


def test_what_the_source_counts_as_a_kind_is_in_the_hierarchy(ms):
    for claim in ms.claims.values():
        if claim.predicate == kg.TKG.isKindOf:
            assert ms.ask(
                "ASK { ?s skos:broaderTransitive ?o }", s=claim.subject, o=claim.object
            ) or (claim.object in ms.concepts[claim.subject].broader)


def test_labels_are_unique_but_for_words_that_are_used_of_two_outcomes(ms):
    names = [name.casefold() for c in ms.concepts.values() for name in (c.label, *c.alt_labels)]
    twice = sorted({name for name in names if names.count(name) > 1})
    assert twice == ["cdp", "confirmed disability progression", "edss"]


def test_the_code_knows_no_disease():
    from pathlib import Path

    code = [path for path in Path(kg.__file__).parent.rglob("*.py") if "ontology" not in path.parts]
    assert len(code) > 30
    words = ("sclerosis", "ahsct", "mesenchymal", "relapse")
    lines = [
        f"{path.name}: {line}"
        for path in code
        for line in path.read_text().splitlines()
        if any(word in line.lower() for word in words) and ">>>" not in line and "..." not in line
    ]
    assert [line for line in lines if "return" in line or " = " in line] == []
