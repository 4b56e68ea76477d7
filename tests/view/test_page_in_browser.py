from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import kg

HOSTILE = r"""
ex:drug a tkg:Drug ; skos:prefLabel "</script><img src=x onerror=alert(1)>"@en ;
    skos:altLabel "\"quoted\" 'alt' & <b>bold</b>"@en ;
    skos:definition "<svg onload=alert(2)>{{ 7 * 7 }}\u2028line"@en ;
    skos:exactMatch <javascript:alert(3)> , <https://example.org/T_1> .
ex:pain a tkg:Symptom ; skos:prefLabel "safe\u202Egnol\nline <!-- <script>"@en .
ex:c1 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:disputes ; tkg:modality tkg:shown ; tkg:source ex:paper ;
    tkg:qualification "<i onclick=alert(4)>note</i>" .
ex:c2 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:supports ; tkg:modality tkg:possible .
ex:paper a tkg:Source ; skos:prefLabel "<img src=y onerror=alert(5)>"@en .
"""
EX = "http://example.org/"


@pytest.fixture
def opened(show, ms_page: Path):
    return show(ms_page)


def iri(knowledge: kg.Knowledge, name: str) -> str:
    return knowledge.concept(name).iri


# --- what the page asks for, and what it may do -------------------------------------------------


def test_the_page_asks_for_nothing_but_itself_and_complains_of_nothing(opened) -> None:
    opened.choose("AHSCT")
    opened.page.click("#details .said-list button")
    opened.page.mouse.move(700, 450)
    opened.page.wait_for_timeout(400)
    assert [url for url in opened.requests if not url.startswith("data:")] == [opened.url]
    assert opened.complaints == []
    assert opened.page.evaluate("breaches") == []


@pytest.mark.parametrize("width", [360, 768, 1366, 1920])
def test_the_page_fits_the_window_and_draws(show, ms_page: Path, width: int) -> None:
    page = show(ms_page, width=width, height=800).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    drawn = page.evaluate(
        """() => {
          const canvas = document.querySelector("#drawing canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )
    assert drawn > 500


@pytest.mark.parametrize("width", [360, 1366])
def test_the_whole_drawing_is_in_sight_at_first(show, ms_page: Path, width: int) -> None:
    shown = show(ms_page, width=width, height=800)
    box = shown.page.locator("#drawing").bounding_box()
    nodes = shown.page.evaluate("Object.keys(network.getPositions())")
    outside = [
        node
        for node in nodes
        for x, y in [shown.point_of(node)]
        if not (0 < x - box["x"] < box["width"] and 0 < y - box["y"] < box["height"])
    ]
    assert outside == []


def test_the_drawing_stands_still(opened) -> None:
    before = opened.page.evaluate("network.getPositions()")
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate("network.getPositions()") == before


def test_without_script_the_page_is_its_tables(show, ms_page: Path, ms: kg.Knowledge) -> None:
    page = show(ms_page, java_script_enabled=False).page
    assert page.locator("table.claims tbody tr").count() == len(ms.claims)
    assert page.locator("#explorer").is_hidden()
    assert page.get_by_text("The drawing needs JavaScript").is_visible()
    assert page.locator("#table-tools").is_hidden()


# --- finding, choosing, reading -----------------------------------------------------------------


def test_typing_suggests_concepts_by_any_of_their_names(opened) -> None:
    opened.page.locator("#search").press_sequentially("ahs")
    first = opened.page.locator("#suggestions [role=option]").first
    assert first.inner_text().split("\n")[0] == "autologous hematopoietic stem cell transplantation"
    assert "also called AHSCT" in first.inner_text()
    assert opened.page.locator("#search").get_attribute("aria-expanded") == "true"


def test_a_name_that_nothing_has_is_said_to_be_unknown(opened) -> None:
    opened.page.fill("#search", "zzz")
    assert opened.page.inner_text("#suggestions") == "No concept has that name."
    assert opened.page.inner_text("#table-status").startswith("0 of ")


def test_a_concept_with_what_it_is_tied_to_stands_out_and_all_else_fades(
    opened, ms: kg.Knowledge
) -> None:
    opened.choose("AHSCT")
    chosen = iri(ms, "AHSCT")
    graph = ms.graph().to_undirected()
    lit = {chosen, *graph.neighbors(chosen)}
    assert opened.faded() == set(ms.concepts) - lit


def test_what_stands_out_does_not_overlap(opened) -> None:
    opened.choose("stem cell therapy")
    overlapping = opened.page.evaluate(
        """() => {
          const boxes = network.getSelectedNodes().map((id) => network.body.nodes[id].shape)
            .map(({ left, top, width, height }) => [left, top, left + width, top + height]);
          const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
          return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => meet(a, b))).length;
        }"""
    )
    assert overlapping == 0


def test_the_details_of_a_concept_tell_definition_names_matches_claims_and_sources(
    opened, ms: kg.Knowledge
) -> None:
    opened.choose("AHSCT")
    text = opened.page.inner_text("#details")
    concept = ms.concept("AHSCT")
    assert opened.page.inner_text("#details h2") == concept.label
    assert concept.definition in text
    assert "AHSCT" in text
    assert "was shown in a study to improve disability." in text
    assert "Studies, block 23, sentence 3" in text
    links = opened.page.locator("#details a")
    assert [links.nth(i).get_attribute("href") for i in range(links.count())] == [
        match.iri for match in concept.matches
    ]


def test_the_details_list_every_own_inherited_and_general_claim(opened, ms: kg.Knowledge) -> None:
    opened.choose("AHSCT")
    chosen = iri(ms, "AHSCT")
    rows = ms.select(
        "SELECT DISTINCT ?claim { ?c tkg:inheritsClaim|tkg:hasGeneralClaim ?claim }",
        c=kg.IRI(chosen),
    )
    expected = {claim.iri for claim in ms.claims_about("AHSCT")} | {row.claim for row in rows}
    buttons = opened.page.locator("#details [data-claim]")
    found = [buttons.nth(i).get_attribute("data-claim") for i in range(buttons.count())]
    assert len(expected) > 20
    assert set(found) == expected
    text = opened.page.inner_text("#details")
    assert "Holds for it too: said of stem cell therapy" in text
    assert "Said of stem cell therapy in general" in text


def test_a_claim_in_the_details_opens_in_full(opened, ms: kg.Knowledge) -> None:
    opened.choose("stem cell therapy")
    opened.page.get_by_text("Whether stem cell therapy achieves long-term safety").first.click()
    text = opened.page.inner_text("#details")
    assert opened.page.inner_text("#details h2") == (
        "Whether stem cell therapy achieves long-term safety is still under investigation."
    )
    assert "also by calling it still under investigation, that it cannot yet be told." in text
    assert "Risks, block 19, sentence 3" in text
    assert opened.faded() == set(ms.concepts) - {
        iri(ms, "stem cell therapy"),
        iri(ms, "long-term safety"),
    }


# A point of the drawing with neither a node nor a line within a few pixels.
EMPTY_POINT = """() => {
  for (let y = 10; y < 300; y += 10) {
    for (let x = 10; x < 400; x += 10) {
      const near = [[0, 0], [8, 0], [-8, 0], [0, 8], [0, -8]].map(
        ([dx, dy]) => ({ x: x + dx, y: y + dy }));
      if (near.every((at) => network.getNodeAt(at) === undefined
          && network.getEdgeAt(at) === undefined)) return { x, y };
    }
  }
  throw new Error("there is no empty point");
}"""


def test_a_click_on_a_node_chooses_it_and_a_click_beside_it_lets_go(
    opened, ms: kg.Knowledge
) -> None:
    opened.page.mouse.click(*opened.point_of(iri(ms, "fatigue")))
    opened.page.wait_for_selector("#details h2")
    assert opened.page.inner_text("#details h2") == "fatigue"
    box = opened.page.locator("#drawing").bounding_box()
    empty = opened.page.evaluate(EMPTY_POINT)
    opened.page.mouse.click(box["x"] + empty["x"], box["y"] + empty["y"])
    assert opened.page.locator("#details").is_hidden()
    assert opened.page.evaluate("network.getSelectedNodes()") == []


def test_after_a_choice_every_node_goes_home(opened) -> None:
    before = opened.page.evaluate("network.getPositions()")
    opened.choose("stem cell therapy")
    assert opened.page.evaluate("network.getPositions()") != before
    opened.page.click("#details .close")
    assert opened.page.evaluate("network.getPositions()") == before


# --- the table ----------------------------------------------------------------------------------


def test_the_table_has_one_row_for_each_claim(opened, ms: kg.Knowledge) -> None:
    rows = opened.page.locator("table.claims tbody tr")
    found = [rows.nth(i).get_attribute("data-claim") for i in range(rows.count())]
    assert sorted(found) == list(ms.claims)


def test_the_table_follows_the_search_in_any_of_the_names(opened, ms: kg.Knowledge) -> None:
    opened.page.fill("#search", "demyelination")
    visible = opened.page.locator("table.claims tbody tr:visible")
    expected = {claim.iri for claim in ms.claims_about("myelin damage")}
    assert expected
    assert {visible.nth(i).get_attribute("data-claim") for i in range(visible.count())} == expected
    assert opened.page.input_value("#filter") == "demyelination"
    assert opened.page.inner_text("#table-status") == f"{len(expected)} of {len(ms.claims)} claims"


def test_a_row_shows_its_claim_in_the_drawing(opened, ms: kg.Knowledge) -> None:
    row = opened.page.locator("tr[data-claim$='claim-article-b17-s2-2']")
    row.get_by_role("button").click()
    assert opened.page.inner_text("#details h2") == "Stem cell therapy may reduce relapse rate."
    assert "chosen" in (row.get_attribute("class") or "")
    assert opened.page.evaluate("network.getSelectedNodes().length") == 2


def test_a_column_sorts_both_ways(opened) -> None:
    def objects() -> list[str]:
        return opened.page.locator("table.claims tbody td:nth-child(4)").all_inner_texts()

    heading = opened.page.locator("table.claims th", has_text="Object")
    heading.get_by_role("button").click()
    up = objects()
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    collated = """(texts) => texts.toSorted(new Intl.Collator("en", { numeric: true }).compare)"""
    assert up == opened.page.evaluate(collated, up)
    assert len(set(up)) > 300
    assert objects()[0] == up[-1]


# --- the legend ---------------------------------------------------------------------------------


def test_unchecking_a_family_hides_its_concepts_and_their_claims(opened, ms: kg.Knowledge) -> None:
    opened.page.uncheck("[data-family=step]")
    hidden = opened.page.evaluate("network.body.data.nodes.get().filter((n) => n.hidden).length")
    steps = (kg.TKG.ProcedureStep, kg.TKG.AdministrationRoute)
    assert hidden == sum(c.cls in steps for c in ms.concepts.values())
    assert opened.page.locator("tr[data-claim$='claim-article-b13-s1-1']").is_hidden()


def test_unchecking_a_line_hides_just_those_claims(opened, ms: kg.Knowledge) -> None:
    opened.page.uncheck("[data-line=insufficient]")
    hidden = opened.page.evaluate(
        "network.body.data.edges.get().filter((e) => e.hidden).map((e) => e.id)"
    )
    expected = {c.iri for c in ms.claims.values() if c.direction == "insufficient"}
    assert expected
    assert set(hidden) == expected


def test_what_is_hidden_comes_back_when_someone_asks_for_it(opened) -> None:
    opened.page.uncheck("[data-family=outcome]")
    opened.page.uncheck("[data-line=possible]")
    opened.page.fill("#filter", "")
    opened.choose("relapse rate")
    assert opened.page.is_checked("[data-family=outcome]")
    assert not opened.page.is_checked("[data-line=possible]")
    hidden = opened.page.evaluate("network.body.data.nodes.get().filter((n) => n.hidden).length")
    assert hidden == 0


def test_the_legend_counts_what_is_drawn(opened, ms: kg.Knowledge) -> None:
    row = opened.page.locator("label", has=opened.page.locator("[data-line=possible]"))
    possible = [
        c for c in ms.claims.values() if (c.direction, c.modality) == ("supports", "possible")
    ]
    assert row.locator(".count").inner_text() == str(len(possible))


# --- keyboard, motion, print --------------------------------------------------------------------


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent")


def test_the_first_stop_skips_to_the_table(opened) -> None:
    opened.page.keyboard.press("Tab")
    assert focused(opened.page) == "Skip to the table of all claims"
    opened.page.keyboard.press("Enter")
    assert focused(opened.page) == "claims"


def test_a_concept_is_found_read_and_left_by_keyboard_alone(opened) -> None:
    page = opened.page
    for _ in range(4):
        page.keyboard.press("Tab")
        if focused(page) == "search":
            break
    page.keyboard.type("fatigue")
    page.keyboard.press("ArrowDown")
    assert page.locator("#search").get_attribute("aria-activedescendant") == "suggestion-0"
    page.keyboard.press("Enter")
    assert focused(page) == "fatigue"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Close details"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert focused(page) == "symptoms of multiple sclerosis"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert focused(page) == "symptoms of multiple sclerosis"
    page.keyboard.press("Escape")
    assert page.locator("#details").is_hidden()
    assert focused(page) == "search"


def test_escape_closes_the_suggestions_before_the_details(opened) -> None:
    opened.choose("fatigue")
    opened.page.locator("#search").press_sequentially("x")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#suggestions").is_hidden()
    assert opened.page.locator("#details").is_visible()
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#details").is_hidden()


def test_the_drawing_has_a_text_alternative_and_no_stop_of_its_own(opened) -> None:
    drawing = opened.page.locator("#drawing")
    assert drawing.get_attribute("role") == "img"
    assert "table of all claims" in drawing.get_attribute("aria-label")
    assert drawing.locator("[tabindex='0']").count() == 0
    assert opened.page.locator("#details").get_attribute("aria-live") == "polite"


def test_motion_takes_time_only_where_it_is_wanted(show, ms_page: Path) -> None:
    shown = show(ms_page, reduced_motion="no-preference")
    home = shown.page.evaluate("network.getScale()")
    shown.choose("cognitive impairment")
    shown.until(f"Math.abs(network.getScale() - {home}) > 0.2")
    shown.page.keyboard.press("Escape")
    shown.until(f"Math.abs(network.getScale() - {home}) < 0.001")


def test_the_wheel_scrolls_the_page_until_one_is_in_the_drawing(opened) -> None:
    scale = opened.page.evaluate("network.getScale()")
    left = opened.page.locator("#drawing").bounding_box()["x"]
    opened.page.mouse.move(left + 2, 500)
    opened.page.mouse.wheel(0, 200)
    opened.until("scrollY > 0")
    assert opened.page.evaluate("network.getScale()") == scale
    opened.page.mouse.down()
    opened.page.mouse.up()
    opened.page.mouse.wheel(0, -200)
    opened.until(f"network.getScale() > {scale}")


def test_on_paper_there_is_the_table_and_nothing_to_press(opened) -> None:
    opened.page.emulate_media(media="print")
    assert opened.page.locator(".finder").is_hidden()
    assert opened.page.locator("#legend").is_hidden()
    assert opened.page.locator("table.claims tbody tr").first.is_visible()


# --- texts that mean harm -----------------------------------------------------------------------


@pytest.fixture
def hostile(show, derived: Callable[[str], kg.Knowledge], tmp_path: Path):
    path = tmp_path / "hostile.html"
    derived(HOSTILE).view(path)
    return show(path)


def test_hostile_texts_are_shown_and_nothing_else(hostile) -> None:
    page = hostile.page
    page.locator("#search").press_sequentially("img")
    assert "</script><img src=x onerror=alert(1)>" in page.inner_text("#suggestions")
    page.keyboard.press("Enter")
    text = page.inner_text("#details")
    assert page.inner_text("#details h2") == "</script><img src=x onerror=alert(1)>"
    assert "<svg onload=alert(2)>{{ 7 * 7 }} line" in text
    assert "\"quoted\" 'alt' & <b>bold</b>" in text
    page.locator("#details .said-list button").first.click()
    page.wait_for_timeout(300)
    assert page.locator("img, #details svg[onload], b:text-is('bold')").count() == 0
    assert [url for url in hostile.requests if not url.startswith("data:")] == [hostile.url]
    assert hostile.complaints == []
    assert page.evaluate("breaches") == []


def test_only_web_addresses_become_links(hostile) -> None:
    hostile.choose("img")
    links = hostile.page.locator("#details a")
    assert [links.nth(i).get_attribute("href") for i in range(links.count())] == [
        "https://example.org/T_1"
    ]
    assert "javascript:alert(3)" in hostile.page.inner_text("#details")
    assert hostile.page.locator("a[href^='javascript' i]").count() == 0


def test_no_text_turns_the_direction_of_what_follows(hostile) -> None:
    assert "\u202e" not in hostile.page.content()
    row = hostile.page.locator(f"tr[data-claim='{EX}c1'] td").first
    assert row.inner_text() == (
        "That </script><img src=x onerror=alert(1)> reduces safegnol line <!-- <script>"
        " is not borne out: a study speaks against it."
    )


@pytest.mark.parametrize("node", ["drug", "pain"])
def test_a_hostile_label_under_the_pointer_is_text(hostile, node: str) -> None:
    hostile.page.mouse.move(*hostile.point_of(EX + node))
    tooltip = hostile.page.locator("div.vis-tooltip")
    tooltip.wait_for(state="visible")
    assert tooltip.locator("*:not(br)").count() == 0
    assert "<" in tooltip.inner_text()
    assert hostile.complaints == []


def test_a_contested_benefit_says_so(hostile) -> None:
    row = hostile.page.locator(f"tr[data-claim='{EX}c2']")
    assert row.locator(".badge.contested").inner_text() == "contested"


def test_the_data_of_the_page_is_what_python_wrote(hostile) -> None:
    data = json.loads(hostile.page.locator("#data").text_content())
    assert data["concepts"][EX + "drug"]["label"] == "</script><img src=x onerror=alert(1)>"
