"""The tab of evidence, by mouse and by keyboard, in Chromium."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import kg
from kg.comparison.filters import Filters
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.evidence.caveats import of_choice, of_gaps
from kg.evidence.sentences import counted, extent
from kg.words.labels import Labels

OUTCOME = "view=evidence&outcome=ms:relapse-rate"
RELAPSE = f"{OUTCOME}&pool=IRR,+24+months"
PAIR = f"{RELAPSE}&pair=ms:natalizumab~ms:cladribine"
INKS = {"#1c2733", "#56616d"}
STUDY = "view=evidence&outcome=ms:relapse&trial=ms:study-care-ms-2"


@pytest.fixture(scope="session")
def smoking_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("smoking") / "smoking.html"
    kg.load("smoking").view(path)
    return path


@pytest.fixture
def at(show, ms_page: Path):
    """Return a function that opens a page at an address, and waits for the evidence."""

    def open_at(address: str, *, page: Path = ms_page, **options: Any):
        shown = show(page, **options)
        shown.page.goto(f"{shown.url}#{address}")
        shown.page.reload()
        shown.page.wait_for_selector("html[data-ready]")
        shown.page.wait_for_selector("#evidence-view[data-ready]")
        shown.settle()
        return shown

    return open_at


def address_of(shown: Any) -> str:
    found: str = shown.page.evaluate("decodeURIComponent(location.hash)")
    return found


def focused(shown: Any) -> str:
    found: str = shown.page.evaluate("document.activeElement.textContent")
    return found


# --- the numbers --------------------------------------------------------------------------------


def leagues_in(shown: Any) -> list[list[list[str]]]:
    """Return the league tables in sight, by rows, as a person reads them."""
    found: list[list[list[str]]] = shown.page.evaluate(
        """[...document.querySelectorAll(".league")].map((table) => [...table.tBodies[0].rows].map((row) =>
          [...row.cells].map((cell) => cell.querySelector(".number span:nth-child(2)")?.textContent ?? cell.textContent)))"""
    )
    return found


@pytest.mark.parametrize(
    ("measure", "key"), [("RR", ""), ("OR", "&pool=OR, longest"), ("RD", "&pool=RD, longest")]
)
def test_the_league_table_of_smoking_is_that_of_python(
    at, smoking_page: Path, measure: str, key: str
) -> None:
    shown = at(f"view=evidence&outcome=smoking:cessation{key}", page=smoking_page)
    found = kg.load("smoking").synthesize("smoking cessation", measure=measure)
    expected = [list(row) for row in found.league().tuples()]
    for i, row in enumerate(expected):
        row[i + 1] = "–"
    assert leagues_in(shown) == [expected]


def test_literal_numbers_of_smoking_are_in_sight(at, smoking_page: Path) -> None:
    shown = at("view=evidence&outcome=smoking:cessation&pool=OR, longest", page=smoking_page)
    text = shown.page.inner_text("#evidence-view")
    assert "Studies whose design is not recorded: 24 studies of 4 treatments" in text
    assert (
        shown.page.locator(".forest tbody tr")
        .nth(1)
        .inner_text()
        .split("\t")[-1]
        .startswith("2.08 (1.36 to 3.20)\nmixed; in a new study ")
    )


@pytest.mark.parametrize("name", ["relapse", "relapse rate", "serious infection"])
def test_every_pool_of_an_outcome_shows_the_numbers_of_python(
    at, ms: kg.Knowledge, name: str
) -> None:
    iri = ms.concept(name).iri
    evidence = OutcomeEvidence(ms, iri, Filters(), bias={}, judgements={}, labels=Labels(ms.labels))
    shown = at(f"view=evidence&outcome=ms:{iri.local_name}")
    keys = shown.page.evaluate(
        "[...document.querySelectorAll('#pool-choice option')].map(({ value }) => value)"
    )
    seen = []
    for key in keys:
        shown.page.select_option("#pool-choice", key)
        for measure in shown.page.evaluate(
            "[...document.querySelectorAll('#measure-choice option')].map(({ value }) => value)"
        ):
            shown.page.select_option("#measure-choice", measure)
            seen.append((shown.page.inner_text(".evidence-head h2"), forests_in(shown)))
    expected = [
        (title_of(synthesis), [forest_of(synthesis, n) for n in synthesis.networks])
        for synthesis in evidence.syntheses
    ]
    assert sorted(seen, key=repr) == sorted(expected, key=repr)


def title_of(synthesis: Any) -> str:
    words = synthesis.question.words
    return f"{words[0].upper()}{words[1:]}: {synthesis.question.measure.name}"


def forests_in(shown: Any) -> list[list[tuple[str, str]]]:
    found = shown.page.evaluate(
        """[...document.querySelectorAll(".forest")].map((plot) => [...plot.querySelectorAll("tbody tr")].map((row) =>
          [row.cells[0].textContent, row.querySelector(".number").textContent]))"""
    )
    return [sorted((name, text) for name, text in rows) for rows in found]


def forest_of(synthesis: Any, network: Any) -> list[tuple[str, str]]:
    columns = list(synthesis.league(network).columns)
    reference = columns.index(synthesis.reference(network))
    return sorted(
        (row[0], row[reference])
        for row in synthesis.league(network).tuples()
        if row[0] != columns[reference]
    )


def test_no_pool_of_the_pack_makes_the_page_complain(at) -> None:
    shown = at("view=evidence")
    outcomes = shown.page.evaluate(
        "[...document.querySelectorAll('.outcomes button')].map(({ textContent }) => textContent)"
    )
    assert len(outcomes) > 25
    shown.page.click(".outcomes button >> nth=0")
    for value in shown.page.evaluate(
        "[...document.querySelectorAll('#outcome-choice option')].map(({ value }) => value)"
    ):
        shown.page.select_option("#outcome-choice", value)
        for key in shown.page.evaluate(
            "[...document.querySelectorAll('#pool-choice option')].map(({ value }) => value)"
        ):
            shown.page.select_option("#pool-choice", key)
            assert shown.page.evaluate(
                "[...document.querySelectorAll('#evidence-view svg *')].every((one) =>"
                " [...one.attributes].every(({ value }) => !/NaN|Infinity|undefined/.test(value)))"
            )
    assert shown.complaints == []
    assert shown.page.evaluate("breaches") == []


# --- by mouse -----------------------------------------------------------------------------------


def test_the_tab_is_worked_out_when_it_is_opened(show, ms_page: Path) -> None:
    shown = show(ms_page)
    assert shown.page.evaluate("document.getElementById('evidence-view').childElementCount") == 0
    shown.page.click("#evidence-tab")
    shown.page.wait_for_selector("#evidence-view h2")
    assert address_of(shown) == "#view=evidence"
    assert shown.page.locator("#search").is_hidden()
    assert shown.page.locator(".advice").is_visible()


def test_from_the_outcomes_to_a_trial_and_back(at) -> None:
    shown = at("view=evidence")
    page = shown.page
    page.click(".outcomes button:text-is('relapse rate')")
    assert page.inner_text(".evidence-head h2") == "Relapse rate: rate ratio"
    page.select_option("#pool-choice", "IRR, 24 months")
    assert page.inner_text(".evidence-head h2") == "Relapse rate at 24 months: rate ratio"
    page.click(".league button:has-text('0.72 (0.52 to 0.98)')")
    assert page.inner_text("#details h2") == "natalizumab against cladribine"
    assert page.inner_text("#details .estimate") == "0.72 (0.52 to 0.98)"
    assert "natalizumab does better than cladribine" in page.inner_text("#details")
    shares = page.locator("#details .share-list button")
    assert shares.nth(0).inner_text().split("\n") == [
        "natalizumab against placebo",
        "0.32 (0.24 to 0.41)",
        "50.0 %",
    ]
    shares.filter(has_text="AFFIRM").click()
    assert page.inner_text("#details h2") == "AFFIRM"
    text = page.inner_text("#details")
    assert "NCT00027300" in text and "low risk of bias" in text.lower()
    assert "natalizumab 300 mg: event rate 0.23 (0.19, 0.28)" in text
    hrefs = page.locator("#details a").evaluate_all("all => all.map((one) => one.href)")
    assert "https://doi.org/10.1056/NEJMoa044397" in hrefs
    assert address_of(shown) == (
        f"#{RELAPSE}&pair=ms:natalizumab~ms:cladribine&trial=ms:study-affirm"
    )
    page.go_back()
    assert page.inner_text("#details h2") == "natalizumab against cladribine"
    page.go_back()
    assert page.locator("#details").is_hidden()
    page.go_back()
    assert page.inner_text(".evidence-head h2") == "Relapse rate: rate ratio"
    page.go_back()
    assert page.inner_text("#evidence-view h2") == "What studies say, pooled"


def test_from_a_treatment_one_gets_to_the_pools_with_it(at) -> None:
    shown = at("view=evidence")
    page = shown.page
    name = "autologous hematopoietic stem cell transplantation"
    every = page.locator(".outcomes").first.locator("tbody tr").count()
    page.select_option("#with-treatment", label=name)
    few = page.locator(".outcomes").first.locator("tbody tr").count()
    assert 0 < few < every
    assert page.evaluate("document.activeElement.id") in ("with-treatment", "")
    told = page.inner_text(".with-treatment .quiet")
    assert told == f"{name} is pooled on {few} outcomes of {every}."
    page.get_by_role("button", name="disability worsening", exact=True).click()
    page.wait_for_selector(".forest")
    assert name in page.locator(".forest caption").first.inner_text()
    page.go_back()
    assert page.input_value("#with-treatment") == "ms:ahsct"
    page.select_option("#with-treatment", value="")
    assert page.locator(".outcomes").first.locator("tbody tr").count() == every


@pytest.mark.parametrize("width", [1366, 1000])
def test_a_number_that_was_pressed_keeps_its_place(at, width: int) -> None:
    page = at("view=evidence&outcome=ms:relapse-rate", width=width, height=768).page
    number = page.locator(".forest .number").nth(3)
    number.scroll_into_view_if_needed()
    before = number.bounding_box()["y"]
    number.click()
    page.wait_for_selector("#details .estimate")
    assert abs(number.bounding_box()["y"] - before) < 3
    page.click("#details .close")
    assert abs(number.bounding_box()["y"] - before) < 3


def test_a_number_turns_round(at) -> None:
    shown = at(PAIR)
    shown.page.click("#details button:has-text('Turn round')")
    assert shown.page.inner_text("#details .estimate") == "1.39 (1.02 to 1.91)"
    assert "natalizumab does better than cladribine" in shown.page.inner_text("#details")


def test_a_node_sets_all_against_it_and_a_line_tells_of_the_two(at) -> None:
    shown = at(RELAPSE)
    page = shown.page
    page.click(".node[aria-label^='natalizumab:'] text")
    assert "against=ms:natalizumab" in address_of(shown)
    assert (
        page.locator(".forest caption")
        .first.inner_text()
        .startswith("Rate ratio against natalizumab")
    )
    assert page.input_value("#against-0") == "ms:natalizumab"
    page.click(".edge[aria-label^='cladribine and placebo'] text")
    assert page.inner_text("#details h2") == "cladribine against placebo"
    assert page.locator(".edge.chosen").count() == 1
    page.select_option("#against-0", "ms:placebo")
    assert page.locator("tr.chosen th").inner_text() == "cladribine"
    assert page.locator("td.chosen button").get_attribute("aria-current") == "true"


def test_the_forest_marks_indirect_evidence_by_shape_and_word(at) -> None:
    shown = at(f"{RELAPSE}&against=ms:natalizumab")
    rows = shown.page.locator(".forest").first.locator("tbody tr")
    kinds = {
        (
            rows.nth(i).locator("small").inner_text().split(";")[0],
            rows.nth(i).locator(".hollow").count(),
        )
        for i in range(rows.count())
    }
    assert (
        {("indirect", 1), ("direct", 0)} <= kinds <= {("indirect", 1), ("direct", 0), ("mixed", 0)}
    )


def test_the_league_table_tells_by_shape_for_whom_a_number_speaks(at) -> None:
    shown = at(RELAPSE)
    cells = shown.page.evaluate(
        """[...document.querySelectorAll(".league .number")].map((one) =>
          [one.querySelector(".sign").textContent, one.textContent])"""
    )
    signs = {"◀": "for the row's", "▲": "for the column's", "○": "no difference shown"}
    assert {sign for sign, _ in cells} == set(signs)
    assert all(label.endswith(signs[sign]) for sign, label in cells)


def test_another_estimate_than_the_compared_one_leads_to_that(at) -> None:
    shown = at("view=evidence&outcome=ms:relapse&pool=HR, 24 months&pair=ms:natalizumab~ms:placebo")
    page = shown.page
    assert "another estimate is shown: risk ratio, 24 months" in page.inner_text("#details")
    page.click("#details .remark button")
    assert page.input_value("#measure-choice") == "RR, 24 months"
    assert "another estimate" not in page.inner_text("#details")
    assert page.inner_text("#details h2") == "natalizumab against placebo"


def test_what_is_not_pooled_says_why_and_stands_with_its_figures(at) -> None:
    shown = at("view=evidence")
    shown.page.click(".outcomes button:text-is('treatment-related death')")
    text = shown.page.inner_text("#evidence-view")
    assert "Nothing is pooled. 10 studies, each with figures of one treatment alone." in text
    assert "TRM was 1.4% (n=5/364)" in text
    assert "Zhou 2019, meta-analysis pools other studies and does not count beside them." in text
    shown.page.click(".study-list button:text-is('Burt 2021')")
    assert shown.page.inner_text("#details h2") == "Burt 2021"


def test_outcomes_that_no_study_has_a_figure_of_are_named(at, ms: kg.Knowledge) -> None:
    shown = at("view=evidence")
    shown.page.click("#evidence-view .fold summary")
    assert shown.page.inner_text("#evidence-view .fold summary").startswith("No evidence found: ")
    silent = shown.page.locator("#evidence-view .fold button")
    told = {result.outcome for study in ms.studies.values() for result in study.results}
    kinds = ("Symptom", "Outcome", "AdverseEvent")
    others = [
        concept.label
        for concept in ms.concepts.values()
        if concept.cls.local_name in kinds and concept.iri not in told
    ]
    assert sorted(silent.all_inner_texts()) == sorted(others)


def test_figures_that_were_not_read_in_their_source_are_marked(at) -> None:
    shown = at(STUDY)
    badges = shown.page.locator("#details .badge.open").all_inner_texts()
    assert badges and set(badges) == {"figure read in a secondary source"}
    assert shown.page.locator(".study-list .badge.open").count() > 0


def test_a_concept_leads_to_its_evidence_and_back(show, ms_page: Path) -> None:
    shown = show(ms_page)
    shown.choose("relapse rate")
    shown.page.click("#details button:has-text('What studies say of it, pooled')")
    shown.page.wait_for_selector(".evidence-head h2")
    assert shown.page.input_value("#outcome-choice") == "ms:relapse-rate"
    shown.page.click(".evidence-head button")
    assert shown.page.inner_text("#details h2") == "relapse rate"
    shown.choose("fatigue")
    assert shown.page.locator("#details button:has-text('pooled')").count() == 0


def test_drawings_have_their_numbers_as_tables(at) -> None:
    shown = at(RELAPSE)
    shown.page.click(".network-figure summary >> nth=0")
    rows = shown.page.locator(".network-figure").first.locator("tbody tr").all_inner_texts()
    assert "natalizumab\tplacebo\t1" in rows
    assert len(rows) == shown.page.locator(".network-figure").first.locator(".edge").count() > 10
    shown.page.click("summary:has-text('The chances as a table')")
    table = shown.page.locator("[aria-label='Chances of ranks'] table")
    many = shown.page.locator("table.ranks").first.locator("tbody tr").count()
    assert table.locator("tbody tr").count() == many > 10
    assert table.locator("tbody tr").first.locator("td").count() == many


def test_all_estimates_are_saved_as_pythons_table_has_them(at, smoking_page: Path) -> None:
    shown = at("view=evidence&outcome=smoking:cessation&pool=RD, longest", page=smoking_page)
    with shown.page.expect_download() as waiting:
        shown.page.click("#save-estimates")
    assert waiting.value.suggested_filename == "smoking-cessation-rd.csv"
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text("utf-8"))))
    found = kg.load("smoking").synthesize("smoking cessation", measure="RD")
    assert len(rows) == 6
    for row in rows:
        effect = found.effect(row["treatment"], row["comparator"])
        assert float(row["estimate"]) == pytest.approx(effect.value, rel=1e-5)
        assert float(row["lower"]) == pytest.approx(effect.lower, rel=1e-5)
        assert float(row["predicted_upper"]) == pytest.approx(effect.prediction[1], rel=1e-5)
        assert row["evidence"] == effect.evidence
        assert int(row["direct_studies"]) == len(effect.studies)


def test_what_has_to_be_known_is_in_sight_and_gaps_are_counted(at, ms: kg.Knowledge) -> None:
    shown = at(RELAPSE)
    (first, *_) = OutcomeEvidence(
        ms,
        ms.concept("relapse rate").iri,
        Filters(),
        bias={},
        judgements={},
        labels=Labels(ms.labels),
    ).syntheses
    for said in of_choice(first):
        if "superseded" in said:
            # Of studies of another design: below, where they could not have been.
            assert shown.page.locator(f".net-said li:text-is({json.dumps(said)})").is_visible()
            continue
        assert shown.page.locator(f".known > ul li:text-is({json.dumps(said)})").is_visible()
    gaps = of_gaps(first)
    summary = shown.page.locator(".known summary")
    assert summary.inner_text().endswith(f": {counted(len(gaps), 'remark')}")
    summary.click()
    assert shown.page.locator(".known details li").all_inner_texts() == gaps


def test_the_number_of_studies_leads_to_just_these(at) -> None:
    shown = at("view=evidence")
    most = shown.page.locator("button[aria-label$=', on relapse rate']")
    said = most.inner_text()
    most.click()
    assert f": {said}" in shown.page.inner_text(".asked")
    assert f"{OUTCOME}&pool=" in address_of(shown)
    shown.page.click("#all-outcomes")
    shown.page.click(".outcomes button:text-is('relapse rate')")
    assert f": {said}" in shown.page.inner_text(".asked")


def test_the_people_of_a_pool_are_those_that_python_counts(at, ms: kg.Knowledge) -> None:
    shown = at("view=evidence&outcome=ms:serious-adverse-event")
    said = extent(ms.synthesize("serious adverse event"))
    assert shown.page.inner_text(".asked").endswith(f": {said}")


def test_what_is_not_pooled_of_a_study_stands_under_a_heading_of_its_own(at) -> None:
    shown = at("view=evidence&outcome=ms:relapse")
    seen = set()
    for key in shown.page.evaluate(
        "[...document.querySelectorAll('#pool-choice option')].map(({ value }) => value)"
    ):
        shown.page.select_option("#pool-choice", key)
        seen |= set(
            shown.page.evaluate(
                """[...document.querySelectorAll(".study-list small")]
                  .filter(({ textContent }) => /(cannot be pooled|is left out)\\.$/.test(textContent))
                  .map((said) => said.closest("ul").previousElementSibling.textContent.split(":")[0])"""
            )
        )
    assert seen == {"Not pooled", "Not pooled, of studies that are"}


def test_no_name_is_broken_within_a_word_on_a_phone(at) -> None:
    shown = at("view=evidence&outcome=ms:relapse", width=360)
    names = shown.page.evaluate(
        """[...document.querySelectorAll(".forest tbody th")].map((name) => {
          const range = document.createRange();
          range.selectNodeContents(name);
          return [name.textContent, range.getClientRects().length];
        })"""
    )
    assert ["alemtuzumab", 1] in names
    assert all(lines <= len(name.split()) for name, lines in names)


@pytest.mark.parametrize(
    ("drawing", "name", "words"),
    [
        (
            "network",
            "network-relapse-rate-at-24-months.svg",
            {"placebo", "natalizumab", "cladribine", "fingolimod", "1"},
        ),
        (
            "forest plot",
            "forest-relapse-rate-at-24-months-irr-placebo.svg",
            {"natalizumab", "0.32 (0.24 to 0.41)", "← better than placebo · worse →"},
        ),
    ],
)
def test_a_drawing_is_saved_as_a_file_that_stands_alone(
    at, drawing: str, name: str, words: set[str]
) -> None:
    shown = at(RELAPSE, color_scheme="dark")
    with shown.page.expect_download() as waiting:
        shown.page.locator(f"button:text-is('Save the {drawing} as SVG')").first.click()
    assert waiting.value.suggested_filename == name
    saved = Path(waiting.value.path()).read_text("utf-8")
    root = ElementTree.fromstring(saved)
    texts = root.iter("{http://www.w3.org/2000/svg}text")
    assert words <= {"".join(one.itertext()).strip() for one in texts}
    assert root.get("font-family", "").endswith("sans-serif")
    # Of its own: no style sheet, no colour of the dark page, nothing to press.
    assert not re.search("class=|var\\(|role=", saved)
    marks = {one.get("fill") for one in root.iter() if one.tag.endswith(("circle", "text"))}
    assert marks <= {"rgb(28, 39, 51)", "rgb(86, 97, 109)", "rgb(0, 80, 125)", "none", *INKS}
    assert shown.page.evaluate("document.documentElement.dataset.theme") is None


# --- by keyboard --------------------------------------------------------------------------------


def tab_until(page: Any, condition: str) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(f"(at => {condition})(document.activeElement)"):
            return
    pytest.fail(f"the keyboard does not reach what {condition}")


def test_by_keyboard_alone_one_gets_to_a_trial_and_out_again(show, ms_page: Path) -> None:
    shown = show(ms_page)
    page = shown.page
    page.focus("#graph-tab")
    for _ in ("claims", "compare", "evidence"):
        page.keyboard.press("ArrowRight")
    page.wait_for_selector("#evidence-view h2")
    tab_until(page, "at.textContent === 'relapse rate'")
    page.keyboard.press("Enter")
    assert focused(shown) == "Relapse rate: rate ratio"
    tab_until(page, "at.matches('.node[aria-label^=natalizumab]')")
    page.keyboard.press("Enter")
    assert "against=ms:natalizumab" in address_of(shown)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(
        "natalizumab: "
    )
    tab_until(page, "at.matches('.forest .number')")
    page.keyboard.press("Enter")
    assert focused(shown) == page.inner_text("#details h2")
    tab_until(page, "at.closest('.share-list') && at.textContent.startsWith('AFFIRM')")
    page.keyboard.press("Enter")
    assert focused(shown) == "AFFIRM"
    page.keyboard.press("Escape")
    assert page.locator("#details").is_hidden()
    assert page.evaluate("document.activeElement.matches('.forest .number')")


def test_lines_of_the_network_are_pressed_by_the_space_bar(at) -> None:
    shown = at(RELAPSE)
    shown.page.focus(".edge[aria-label^='cladribine and placebo']")
    shown.page.keyboard.press(" ")
    assert shown.page.inner_text("#details h2") == "cladribine against placebo"


def test_the_way_back_to_all_outcomes_keeps_the_keyboard_in_the_tab(at) -> None:
    shown = at(RELAPSE)
    shown.page.focus("#all-outcomes")
    shown.page.keyboard.press("Enter")
    assert focused(shown) == "What studies say, pooled"


# --- addresses ----------------------------------------------------------------------------------


def test_an_address_leads_to_a_number(at) -> None:
    shown = at(
        "view=evidence&outcome=ms:relapse&pool=HR, 24 months&against=ms:natalizumab&pair=ms:cladribine~ms:natalizumab"
    )
    assert shown.page.input_value("#measure-choice") == "HR, 24 months"
    assert shown.page.input_value("#against-0") == "ms:natalizumab"
    assert shown.page.inner_text("#details h2") == "cladribine against natalizumab"


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("view=evidence&outcome=ms:nothing", "What studies say, pooled"),
        (f"{OUTCOME}&pool=XX, never", "Relapse rate: rate ratio"),
        (f"{RELAPSE}&pair=ms:nothing~ms:placebo", "Relapse rate at 24 months: rate ratio"),
        (f"{RELAPSE}&pair=ms:placebo~ms:placebo", "Relapse rate at 24 months: rate ratio"),
        (f"{RELAPSE}&against=ms:nothing&trial=x", "Relapse rate at 24 months: rate ratio"),
    ],
)
def test_an_address_that_asks_for_what_is_not_there_shows_what_is(
    at, address: str, title: str
) -> None:
    shown = at(address)
    assert shown.page.inner_text("#evidence-view h2") == title
    assert shown.page.locator("#details").is_hidden()
    assert shown.complaints == []


# --- for everybody ------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("address", ["view=evidence", RELAPSE, PAIR, STUDY])
def test_nobody_is_shut_out(at, address: str, width: int, scheme: str) -> None:
    checker = Path(sys.prefix) / "node" / "node_modules" / "axe-core" / "axe.min.js"
    if not checker.exists():
        pytest.fail("the page is checked with axe-core; make .venv/installed-for-scripts")
    shown = at(address, width=width, height=800, color_scheme=scheme)
    shown.page.evaluate(checker.read_text(encoding="utf-8"))
    found = shown.page.evaluate(
        """axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        })"""
    )
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


@pytest.mark.parametrize("width", [360, 768, 1366, 1920])
def test_the_evidence_fits_the_window(at, width: int) -> None:
    shown = at(PAIR, width=width, height=800)
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.page.evaluate(
        "[...document.querySelectorAll('.forest, .network-figure')].every((one) =>"
        " one.scrollWidth <= one.clientWidth + 1)"
    )


def test_on_paper_there_is_the_evidence_and_not_the_claims(at) -> None:
    shown = at(PAIR)
    shown.page.emulate_media(media="print")
    assert shown.page.locator(".league").first.is_visible()
    assert shown.page.locator("#details").is_visible()
    assert shown.page.locator("#claims-view").is_hidden()
    assert shown.page.locator(".evidence-tools").is_hidden()


@pytest.mark.parametrize("width", [360, 1366])
def test_the_heads_of_a_league_table_stay_in_sight(at, width: int) -> None:
    shown = at(RELAPSE, width=width, height=768)
    page = shown.page
    assert page.locator(".league tbody tr").count() > 12
    page.focus(".league-scroller")
    assert page.locator(".league-scroller").bounding_box()["height"] < 700
    for key in ["ArrowDown"] * 6 + ["ArrowRight"] * 6:
        page.keyboard.press(key)
    shown.until(
        "document.querySelector('.league-scroller').scrollTop > 60"
        " && document.querySelector('.league-scroller').scrollLeft > 60"
    )
    assert page.evaluate(
        """(() => {
          const { left, top } = document.querySelector(".league-scroller").getBoundingClientRect();
          const near = (a, b) => Math.abs(a - b) < 3;
          return [...document.querySelectorAll(".league thead th")].every((head) => near(head.getBoundingClientRect().top, top))
            && [...document.querySelectorAll(".league tbody th")].every((head) => near(head.getBoundingClientRect().left, left));
        })()"""
    )


def test_a_number_with_the_focus_is_not_below_the_heads(at) -> None:
    page = at(RELAPSE, width=1366, height=768).page
    page.evaluate(
        "(() => { const s = document.querySelector('.league-scroller'); s.scrollTo(s.scrollWidth, s.scrollHeight); })()"
    )
    page.locator(".league tbody tr").nth(0).locator("button").nth(0).focus()
    assert page.evaluate(
        """(() => {
          const at = document.activeElement.getBoundingClientRect();
          return at.top >= document.querySelector(".league thead th").getBoundingClientRect().bottom - 1
            && at.left >= document.querySelector(".league tbody th").getBoundingClientRect().right - 1;
        })()"""
    )


def test_letters_of_a_network_can_be_read_on_a_phone(at) -> None:
    page = at(RELAPSE, width=360, height=740).page
    size = page.evaluate(
        """(() => {
          const drawing = document.querySelector(".trial-network");
          return 13 * drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
        })()"""
    )
    assert size >= 11
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_league_table_is_whole_on_paper(at) -> None:
    shown = at(RELAPSE, width=1047, height=720)
    shown.page.emulate_media(media="print")
    assert shown.page.evaluate(
        """(() => {
          const table = document.querySelector(".league");
          const { right } = table.getBoundingClientRect();
          return right <= 1047 && [...table.querySelectorAll("td")].every((cell) => cell.scrollWidth <= cell.clientWidth + 1);
        })()"""
    )


# --- packs of other kinds -----------------------------------------------------------------------


def test_a_pack_without_studies_says_that_nothing_is_pooled(
    at, derived: Callable[[str], kg.Knowledge], tmp_path: Path
) -> None:
    path = tmp_path / "empty.html"
    derived('ex:drug a tkg:Drug ; skos:prefLabel "drug"@en .').view(path)
    shown = at("view=evidence", page=path)
    assert shown.page.inner_text("#evidence-view") == (
        "What studies say, pooled\n\n"
        "Nothing is pooled: no two treatments are compared by figures of a study here."
    )
    assert shown.complaints == []


HOSTILE = r"""
ex:a a tkg:Drug ; skos:prefLabel "</script><img src=x onerror=alert(1)>"@en .
ex:b a tkg:Drug ; skos:prefLabel "safe\u202Egnol <svg onload=alert(2)>"@en .
ex:pain a tkg:Outcome ; skos:prefLabel "<b>pain</b> {{ 7 * 7 }}"@en ; tkg:desirableDirection tkg:lower .
ex:paper a tkg:Source ; skos:prefLabel "<img src=y onerror=alert(3)>"@en ; tkg:address <javascript:alert(4)> .
ex:s a tkg:Study ; skos:prefLabel "<i onclick=alert(5)>study</i>"@en ; tkg:design tkg:parallelTrial ;
    tkg:registration "<img src=z onerror=alert(6)>" ; tkg:source ex:paper ; tkg:hasArm ex:arm-a , ex:arm-b .
ex:arm-a a tkg:Arm ; skos:prefLabel "<u>arm</u>"@en ; tkg:countsFor ex:a ; tkg:participants 100 ; tkg:dose "<s>1</s>" .
ex:arm-b a tkg:Arm ; skos:prefLabel "other"@en ; tkg:countsFor ex:b ; tkg:participants 100 .
ex:r1 a tkg:CountResult ; tkg:outcome ex:pain ; tkg:arm ex:arm-a ; tkg:events 10 ; tkg:total 100 ;
    tkg:asPrinted "<em onclick=alert(7)>10</em>" ; tkg:source ex:paper ; tkg:verification tkg:notVerified .
ex:r2 a tkg:CountResult ; tkg:outcome ex:pain ; tkg:arm ex:arm-b ; tkg:events 20 ; tkg:total 100 ;
    tkg:asPrinted "20" ; tkg:source ex:paper ; tkg:verification tkg:readInSource .
"""


def test_hostile_texts_are_shown_and_nothing_else(
    at, derived: Callable[[str], kg.Knowledge], tmp_path: Path
) -> None:
    path = tmp_path / "hostile.html"
    derived(HOSTILE).view(path)
    shown = at("view=evidence", page=path)
    page = shown.page
    page.click(".outcomes button")
    text = page.inner_text("#evidence-view")
    assert "</script><img src=x onerror=alert(1)>" in text
    assert "safegnol <svg onload=alert(2)>" in text
    assert "<b>pain</b> {{ 7 * 7 }}" in text.lower()
    page.click(".forest .number")
    page.click("#details .share-list button:has-text('study')")
    told = page.inner_text("#details")
    assert "<i onclick=alert(5)>study</i>" in told
    assert "<em onclick=alert(7)>10</em>" in told
    assert "figure not verified" in told
    assert page.locator("img, em, u, s, #evidence-view b:not(.badge)").count() == 0
    assert page.locator("a[href^='javascript' i]").count() == 0
    assert "\u202e" not in page.content()
    assert shown.complaints == []
    assert page.evaluate("breaches") == []
