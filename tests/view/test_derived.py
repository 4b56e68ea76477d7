"""What rules derived is marked as derived wherever the page shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.vocabulary import DERIVED, IRI, TKG
from tests.browser import violations
from tests.view.unpacking import unpack

# What a rule may derive, and where the page shows it; the other predicates are the direct verbs.
ON_THE_PAGE = {"tendency", "inheritsClaim", "hasGeneralClaim", "contests"}
NOT_ON_IT = {
    "type",
    "broaderTransitive",
    "directSubject",
    "directPredicate",
    "directObject",
    "wasDerivedFrom",
}


@pytest.fixture
def at(show, ms_page: Path):
    def open_at(address: str, **options):
        shown = show(ms_page, **options)
        shown.page.goto(f"{shown.url}#{address}")
        shown.page.reload()
        shown.page.wait_for_selector("html[data-ready]")
        shown.settle()
        return shown

    return open_at


def reached(knowledge: kg.Knowledge, name: str, predicate: IRI) -> set[str]:
    """Return the claims that the rules bring to a concept, as the page calls them."""
    rows = knowledge.select(
        "SELECT ?claim { GRAPH ?derived { ?concept ?how ?claim } }",
        derived=DERIVED,
        concept=knowledge.concept(name),
        how=predicate,
    )
    return {f"ms:{row.claim.local_name}" for row in rows}


def test_it_is_known_which_derived_triples_there_are(ms: kg.Knowledge) -> None:
    rows = ms.select(
        "SELECT DISTINCT ?p { GRAPH ?derived { ?s ?p ?o }"
        " FILTER NOT EXISTS { ?record tkg:directPredicate ?p } }",
        derived=DERIVED,
    )
    assert {row.p.local_name for row in rows} == ON_THE_PAGE | NOT_ON_IT


def test_no_direct_triple_is_drawn_beside_its_claims(ms: kg.Knowledge, ms_page: Path) -> None:
    packed = unpack(ms_page.read_text(encoding="utf-8"))
    assert len(packed["claims"]["id"]) == len(ms.claims)
    records = ms.select("SELECT DISTINCT ?r { ?r a tkg:DirectStatement }")
    assert len(records) > 20
    assert {row.r for row in records} & {
        *packed["claims"]["id"],
        *packed["concepts"]["id"],
    } == set()


@pytest.mark.parametrize("width", [390, 1366])
def test_lines_that_rules_brought_are_hollow_and_say_so(at, ms: kg.Knowledge, width: int) -> None:
    shown = at("focus=ms:ahsct&kin=1", width=width)
    lines = shown.drawn()["lines"]
    derived = {line["claim"]: line["said"] for line in lines if line["key"] != line["claim"]}
    derived = {claim: said for claim, said in derived.items() if claim}
    inherited = reached(ms, "AHSCT", TKG.inheritsClaim)
    general = reached(ms, "AHSCT", TKG.hasGeneralClaim)
    assert set(derived) == inherited | general
    for claim, said in derived.items():
        kind = "said of all its kinds, so" if claim in inherited else "said of its kind in general"
        assert f" Derived: it is {kind}" in said
    own = [line["said"] for line in lines if line["key"] == line["claim"]]
    assert own and not any("Derived" in said for said in own)
    texts = shown.drawn()["texts"]
    assert sum(text.startswith("for all its kinds: ") for text in texts) == len(inherited)
    assert sum(text.startswith("in general: ") for text in texts) == len(general)
    hollow = shown.page.evaluate(
        """() => {
          return drawn.marks.filter(({ kind, stroke }) => kind === "curve" && stroke === "#fdfcfa").length;
        }"""
    )
    assert hollow == len(derived)


def test_without_asking_no_line_is_derived(at) -> None:
    shown = at("focus=ms:ahsct")
    assert not any("Derived" in line["said"] for line in shown.drawn()["lines"])
    assert shown.page.inner_text("#kin-choice").endswith(", derived)")
    assert shown.page.locator("#kin-choice svg .hollow").count() == 1


def test_the_details_mark_what_rules_brought(at, ms: kg.Knowledge) -> None:
    shown = at("focus=ms:ahsct")
    details = shown.page.locator("#details")
    derived = {
        one.get_attribute("data-claim") for one in details.locator("button:has(svg .hollow)").all()
    }
    inherited = reached(ms, "AHSCT", TKG.inheritsClaim)
    assert derived == inherited | reached(ms, "AHSCT", TKG.hasGeneralClaim)
    assert "Derived, holds for it too: said of stem cell therapy, for all its kinds" in (
        details.inner_text()
    )
    assert "Derived: said of stem cell therapy in general" in details.inner_text()


def test_benefit_and_contest_say_that_a_rule_found_them(at) -> None:
    shown = at("view=claims&claim=ms:claim-affirm-relapse-rate")
    assert (
        "Derived: its source supports it, and it moves the outcome the way that is desirable."
    ) in shown.page.inner_text("#details")
    shown.page.goto(f"{shown.url}#focus=ms:msc-therapy")
    shown.page.reload()
    shown.page.wait_for_selector("html[data-ready]")
    shown.page.locator("#details [data-claim]", has_text="reduce inflammation").click()
    assert "Derived: a rule finds that these speak against it." in shown.page.inner_text("#details")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_what_is_derived(at, scheme: str) -> None:
    shown = at("focus=ms:ahsct&kin=1", color_scheme=scheme)
    assert violations(shown.page) == []
