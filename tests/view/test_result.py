"""The result of a query as a view of the page."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import DataError, LimitError, NothingFoundError, QueryError
from kg.view.found import find
from kg.vocabulary import IRI
from tests.browser import violations
from tests.view.unpacking import unpack

DISPUTED = "SELECT ?claim { ?claim a tkg:Claim ; tkg:direction tkg:disputes }"
PAIR = "SELECT ?c { VALUES ?c { ms:natalizumab ms:relapse-rate ms:fatigue } }"

SMALL = """
ex:drug a tkg:Drug ; skos:prefLabel "a drug"@en ; skos:broader ex:drugs .
ex:drugs a tkg:Drug ; skos:prefLabel "drugs"@en .
ex:pain a tkg:Symptom ; skos:prefLabel "<img src=x onerror=alert(1)>"@en .
ex:sleep a tkg:Symptom ; skos:prefLabel "sleep"@en .
ex:c1 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:supports ; tkg:modality tkg:possible .
ex:c2 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:disputes ; tkg:modality tkg:shown .
ex:c3 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:mayCause ; tkg:object ex:sleep ;
    tkg:direction tkg:supports ; tkg:modality tkg:possible .
"""
EX = "http://example.org/"

Derived = Callable[[str], kg.Knowledge]


def names(iris: tuple[IRI, ...]) -> list[str]:
    return [iri.removeprefix(EX) for iri in iris]


# --- what is found ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "concepts", "claims"),
    [
        # Claims are drawn by themselves, with both their ends.
        ("SELECT ?c { ?c tkg:direction tkg:disputes }", ["drug", "pain"], ["c2"]),
        # Whichever column holds them, and whatever else is in the row.
        ("SELECT ?s ?c ?l { ?c tkg:direction tkg:disputes ; tkg:subject ?s . ?s skos:prefLabel ?l }",
         ["drug", "pain"], ["c2"]),
        # Concepts alone are drawn with all the claims between them.
        ("SELECT ?s { VALUES ?s { ex:drug ex:pain } }", ["drug", "pain"], ["c1", "c2"]),
        ("SELECT ?s { VALUES ?s { ex:sleep ex:pain } }", ["pain", "sleep"], []),
        # Subjects and objects of triples count, predicates do not.
        ("CONSTRUCT { ex:drug ex:c3 ex:pain } WHERE {}", ["drug", "pain"], ["c1", "c2"]),
        ("CONSTRUCT { ?c tkg:object ?o } { ?c tkg:direction tkg:disputes ; tkg:object ?o }",
         ["drug", "pain"], ["c2"]),
        ("DESCRIBE ex:drug", ["drug", "drugs"], []),
    ],
)  # fmt: skip
def test_the_rows_say_what_is_drawn(
    derived: Derived, query: str, concepts: list[str], claims: list[str]
) -> None:
    found = find(derived(SMALL), f"PREFIX ex: <{EX}> {query}")
    assert (names(found.concepts), names(found.claims)) == (concepts, claims)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?claim { ?claim tkg:direction tkg:mixed }",
        "SELECT ?l { ?s skos:prefLabel ?l }",
        "CONSTRUCT { ?s skos:prefLabel ?l } { ?s tkg:nothing ?l }",
    ],
)
def test_a_result_without_concept_or_claim_is_refused(
    derived: Derived, tmp_path: Path, query: str
) -> None:
    with pytest.raises(NothingFoundError) as caught:
        derived(SMALL).view(tmp_path / "page.html", query=query)
    assert str(caught.value) == (
        "query: its result holds no concept and no claim;"
        " select some, such as ?claim { ?claim a tkg:Claim }"
    )
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x {", "query, line 1, column 12: not valid SPARQL"),
        ("ASK { ?s ?p ?o }", "query: an ASK has only yes or no for an answer; draw a SELECT or a"),
        ("DROP ALL", "query, line 1, column 9: not valid SPARQL"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "query, line 1, column 12: "),
    ],
)
def test_a_wrong_query_is_told_as_everywhere(ms: kg.Knowledge, query: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        find(ms, query)
    assert str(caught.value).startswith(said)


def test_a_query_is_stopped_at_its_limit(ms: kg.Knowledge, tmp_path: Path) -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with pytest.raises(LimitError, match=r"was stopped after 0\.2 s"):
        ms.view(tmp_path / "page.html", query=endless, timeout=0.2)


def test_a_focus_and_a_query_are_refused(ms: kg.Knowledge, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        ms.view(tmp_path / "page.html", focus="AHSCT", query=DISPUTED)
    assert str(caught.value) == (
        "a page cannot open with both a focus and a query; give one of them"
    )


def test_the_page_of_pyvis_draws_no_result(ms: kg.Knowledge, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the page of pyvis always opens with all there is; "):
        ms.view(tmp_path / "page.html", renderer="pyvis", query=DISPUTED)


# --- in the browser -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def result_page(ms: kg.Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("result") / "ms.html"
    ms.view(path, query=DISPUTED)
    return path


@pytest.fixture(scope="module")
def disputed(ms: kg.Knowledge) -> set[str]:
    """Return the claims that a study speaks against, as the page calls them."""
    return {f"ms:{i.local_name}" for i, c in ms.claims.items() if c.direction == "disputes"}


def listed(shown) -> set[str]:
    rows = shown.page.locator("#claims-view tbody tr")
    return set(rows.evaluate_all("rows => rows.map((row) => row.dataset.claim)"))


@pytest.mark.parametrize("width", [390, 1400])
def test_the_page_draws_lists_and_saves_just_the_result(
    show, result_page: Path, disputed: set[str], width: int
) -> None:
    shown = show(result_page, width=width)
    drawn = shown.drawn()
    assert len(disputed) > 5
    assert {line["claim"] for line in drawn["lines"]} == disputed
    assert len(drawn["lines"]) == len(disputed)
    assert all(re.search("not|against", line["said"]) for line in drawn["lines"])
    packed = unpack(result_page.read_text(encoding="utf-8"))
    said = f"Result of the query: {len(drawn['boxes'])} concepts, {len(disputed)} claims"
    assert shown.page.inner_text("#drawn").partition("; more lies ")[0] == said
    assert {box["concept"] for box in drawn["boxes"]} == set(packed["found"]["concepts"])
    assert f"Drawing: {said}." in shown.page.get_attribute("#drawing", "aria-label")
    assert listed(shown) == disputed
    with shown.page.expect_download() as given:
        shown.page.click("#save-csv")
    rows = csv.DictReader(io.StringIO(Path(given.value.path()).read_text(encoding="utf-8")))
    assert {row["id"] for row in rows} == disputed
    assert shown.complaints == []


def test_no_concept_of_a_result_stands_on_another_and_every_line_has_its_words(
    show, ms: kg.Knowledge, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    ms.view(path, query="SELECT ?claim { ?claim tkg:direction tkg:inconclusive }")
    shown = show(path)
    meeting = shown.page.evaluate(
        """() => {
          const meet = (a, b) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 - 0.01
            && Math.abs(a.y - b.y) < (a.height + b.height) / 2 - 0.01;
          return drawn.boxes.flatMap((a, i) => drawn.boxes.slice(i + 1).filter((b) => meet(a, b))).length;
        }"""
    )
    assert meeting == 0
    drawn = shown.drawn()
    words = [text for text in drawn["texts"] if "inconclusive: " in text]
    assert len(words) == len(drawn["lines"]) > 10


def test_the_map_is_one_press_away_and_the_result_another(
    show, result_page: Path, disputed: set[str], ms: kg.Knowledge
) -> None:
    shown = show(result_page)
    assert shown.page.evaluate("location.hash") == "#result=1"
    shown.page.click("#overview")
    assert shown.drawn()["lines"] == []
    assert shown.page.inner_text("#table-status") == f"All {len(ms.claims)} claims"
    shown.page.click("#result button")
    assert {line["claim"] for line in shown.drawn()["lines"]} == disputed
    shown.page.click("#claims-tab")
    shown.page.click("text=Show everything")
    assert shown.page.inner_text("#table-status") == f"All {len(ms.claims)} claims"
    shown.page.go_back()
    assert shown.page.inner_text("#table-status") == f"{len(disputed)} of {len(ms.claims)} claims"


def test_a_claim_of_the_result_is_told_of_beside_it_and_a_concept_leads_out(
    show, result_page: Path, disputed: set[str]
) -> None:
    shown = show(result_page)
    shown.page.goto(f"{shown.url}#result=1&claim={sorted(disputed)[0]}")
    shown.page.reload()
    shown.page.wait_for_selector("html[data-ready]")
    assert len(shown.drawn()["lines"]) == len(disputed)
    shown.page.locator("#details dd button.link").first.click()
    assert shown.page.evaluate("location.hash").startswith("#focus=")
    assert shown.page.inner_text("#result") == "Back to the result of the query"


def test_filters_narrow_the_result_and_count_in_it(show, result_page: Path, ms) -> None:
    shown = show(result_page)
    wanted = sum(
        claim.direction == "disputes" and claim.modality == "advised"
        for claim in ms.claims.values()
    )
    box = shown.page.locator("input[data-facet=modality][data-key=advised]")
    assert box.locator("xpath=..").inner_text().split("\n")[-1].strip() == str(wanted)
    box.check()
    assert 0 < len(shown.drawn()["lines"]) == wanted
    assert shown.page.inner_text("#drawn").endswith(f"; {wanted} claims pass the filters")


def test_concepts_that_nothing_ties_together_are_drawn(
    show, ms: kg.Knowledge, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    ms.view(path, query=PAIR)
    drawn = show(path).drawn()
    assert {"natalizumab", "relapse rate", "fatigue"} <= set(drawn["texts"])
    assert len(drawn["boxes"]) == 3
    ends = {ms.concept("natalizumab").iri, ms.concept("relapse rate").iri}
    assert {line["claim"] for line in drawn["lines"]} == {
        f"ms:{i.local_name}" for i, c in ms.claims.items() if {c.subject, c.object} == ends
    }


def test_of_a_large_result_the_drawing_says_what_it_leaves_out(
    show, ms: kg.Knowledge, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    ms.view(path, query="SELECT ?claim { ?claim a tkg:Claim }")
    shown = show(path)
    said, _, beyond = shown.page.inner_text("#drawn").partition("; more lies ")
    assert beyond
    ends = {end for claim in ms.claims.values() for end in (claim.subject, claim.object)}
    assert said.startswith(f"Result of the query: {len(ends)} concepts, {len(ms.claims)} claims; ")
    assert "; 60 concepts and " in said
    assert said.endswith(" claims are drawn, those with most claims")


def test_kinds_and_parts_are_drawn_between_concepts_that_were_asked_for(
    show, derived: Derived, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    derived(SMALL).view(path, query="SELECT ?s { ?s a tkg:Drug }")
    assert [line["said"] for line in show(path).drawn()["lines"]] == ["a drug is a kind of drugs"]


def test_hostile_texts_of_a_result_are_texts(show, derived: Derived, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    derived(SMALL).view(path, query="SELECT ?c { ?c tkg:direction tkg:disputes }")
    shown = show(path)
    assert "<img src=x onerror=alert(1)>" in " ".join(shown.drawn()["texts"])
    assert shown.page.locator("img").count() == 0
    assert shown.complaints == []


def test_a_page_without_a_query_has_no_result(show, ms_page: Path) -> None:
    shown = show(ms_page)
    shown.page.goto(f"{shown.url}#result=1")
    shown.page.reload()
    shown.page.wait_for_selector("html[data-ready]")
    assert shown.page.locator("#result").is_hidden()
    assert shown.page.inner_text("#table-status").startswith("All ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1366])
def test_nobody_is_shut_out_of_a_result(show, result_page: Path, width: int, scheme: str) -> None:
    shown = show(result_page, width=width, color_scheme=scheme)
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(shown.page) == []
