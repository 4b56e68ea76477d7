from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import kg
from kg.comparison.cell import Cell
from kg.comparison.differences import none_shown
from kg.comparison.leading import leads_sentence
from kg.comparison.matrix import Comparison, Row
from kg.comparison.parts import parts
from kg.comparison.short import estimate_line
from kg.evidence.sentences import interval

SETS = [
    ("alemtuzumab", "interferon beta-1a"),
    ("natalizumab", "autologous hematopoietic stem cell transplantation"),
    (
        "autologous hematopoietic stem cell transplantation",
        "mesenchymal stem cell therapy",
        "placebo",
    ),
    ("placebo", "teriflunomide", "ocrelizumab", "fingolimod", "glatiramer acetate"),
    ("medication", "lifestyle changes"),
    (
        "glatiramer acetate with interferon beta-1a",
        "choice of disease-modifying therapies",
        "cladribine",
    ),
]

_READ = """() => {
  const text = (of, what) => [...of.querySelectorAll(what)].map((one) => one.textContent);
  const own = (cell, what) => [...cell.querySelectorAll(what)];
  return [...document.querySelectorAll(".matrix tbody")].flatMap((body) => (
    [...body.querySelectorAll("tr[data-row]")].map((row) => {
      const below = row.nextElementSibling?.matches(".beside:not(.notes)") ? row.nextElementSibling : document.createElement("tr");
      return {
        aspect: body.dataset.aspect,
        label: row.querySelector("th").firstChild.textContent,
        divided: row.querySelector("th .tag")?.textContent ?? "",
        cells: own(row, "td").map((cell) => ({
          none: cell.matches(".none"),
          leads: text(cell, ".lead"),
          text: text(cell, ".nothing, .reading"),
          facts: text(cell, ".facts-list li"),
          claims: own(cell, "[data-claim]").map(({ dataset }) => [dataset.claim, dataset.basis]),
          figures: own(cell, "[data-figure]").map((one) => [one.dataset.figure, one.firstChild.textContent]),
          strength: text(cell, ".strength p"),
          conflicts: own(cell, ".conflict").map((one) => one.lastChild.textContent),
          lines: text(cell, ".plot figcaption"),
          rests: text(cell, ".rests p"),
        })),
        pairs: text(below, ".pair"),
        strengths: text(below, ".strength p"),
        lines: text(below, ".plot figcaption"),
        rests: text(below, ".rests p"),
        dots: own(below, ".icon-array").map((one) => one.querySelector("svg").getAttribute("aria-label")),
        marked: Boolean(row.querySelector("th .mark")),
      };
    })
  ));
}"""


@pytest.fixture
def at(show, ms_page: Path, ms: kg.Knowledge):
    """Return a function that opens the tab with treatments."""

    def open_at(*names: str, more: str = "", **options: Any):
        treatments = "".join(f"&treatment={short(ms, name)}" for name in names)
        shown = show(ms_page, **options)
        shown.page.goto(f"{shown.url}#view=compare{treatments}{more}")
        shown.page.reload()
        shown.page.wait_for_selector("#comparison[data-shown]")
        return shown

    return open_at


def short(knowledge: kg.Knowledge, name: str) -> str:
    return f"ms:{knowledge.concept(name).iri.local_name}"


def facts_alone(cell: Cell) -> bool:
    """Return whether a cell has facts and nothing else: a reading would only say them again."""
    return bool(cell.facts) and not (cell.entries or cell.figures or cell.estimate)


def own_reading(cell: Cell, comparison: Comparison) -> str:
    """Return what a cell says after what leads it, which the page puts into lines of its own."""
    if not cell.leads:
        return cell.reading
    sentence = leads_sentence(comparison.labels[cell.treatment], cell.leads)
    return cell.reading.removeprefix(f"{sentence} ")


def expected(comparison: Comparison, row: Row) -> dict[str, Any]:
    """Return what the page has to show of a row."""
    estimates = [estimate for pair in row.pairs for estimate in pair.estimates]
    return {
        "aspect": row.aspect.name,
        "label": row.label,
        "divided": "directions differ" if row.divided else "",
        "cells": [
            {
                "none": cell.empty,
                "leads": list(cell.leads),
                "text": ["no evidence found"]
                if cell.empty
                else []
                if facts_alone(cell)
                else [own_reading(cell, comparison)],
                "facts": list(cell.facts) if facts_alone(cell) else [],
                "claims": [[f"ms:{e.claim.iri.local_name}", e.basis] for e in cell.entries],
                "figures": [[f"ms:{f.iri.local_name}", f.text] for f in cell.figures],
                "strength": [cell.strength.sentence] if cell.strength and not cell.empty else [],
                "conflicts": list(cell.conflicts),
                "lines": [captioned(cell.estimate)] if cell.estimate else [],
                "rests": [rests_on(cell.estimate)] if cell.estimate else [],
            }
            for cell in row.cells
        ],
        "pairs": [pair.sentence for pair in row.pairs if pair.estimates],
        "strengths": [one.strength.sentence for one in estimates if one.strength],
        "lines": [captioned(one) for one in estimates],
        "rests": [rests_on(one) for one in estimates],
        "dots": [text for one in estimates if one.absolute for text in dots(one)],
        "marked": bool(row.note),
    }


def captioned(estimate: Any) -> str:
    if estimate.lower is None:
        return str(estimate_line(estimate))
    return (
        f"{estimate_line(estimate)} The upright line is no difference ({estimate.measure.null:g})."
    )


def rests_on(estimate: Any) -> str:
    said = f"{', '.join(estimate.rests_on)}."
    if estimate.direct is None:
        return said
    alone = interval(estimate.measure, *estimate.direct)
    return f"{said} By the studies that compare the two alone: {estimate.measure.name} {alone}."


def dots(estimate: Any) -> list[str]:
    absolute = estimate.absolute
    outcome = f"{estimate.outcome} by {estimate.at}" if estimate.at else estimate.outcome
    low, high = sorted((absolute.lower, absolute.upper))
    return [
        f"With {estimate.treatment}, {1000 * absolute.risk:.0f} ({1000 * low:.0f} to"
        f" {1000 * high:.0f}) of 1,000 people have {outcome}",
        f"With {estimate.comparator}, {1000 * absolute.baseline:.0f} of 1,000 people have {outcome}",
    ]


# --- the same as in Python ----------------------------------------------------------------------


@pytest.mark.parametrize("names", SETS, ids=lambda names: " and ".join(names))
def test_the_page_says_what_the_comparison_says(at, ms: kg.Knowledge, names) -> None:
    comparison = ms.compare(*names)
    shown = at(*names).page.evaluate(_READ)
    assert len(comparison.rows) > 3
    assert shown == [expected(comparison, row) for row in comparison.rows]


# Of these two, not every study bears out the difference.
_DIVIDED = ("autologous hematopoietic stem cell transplantation", "ocrelizumab")


@pytest.mark.parametrize("names", [*SETS[:4], _DIVIDED], ids=lambda names: " and ".join(names))
def test_what_one_has_and_another_lacks_is_told_as_in_the_comparison(
    at, ms: kg.Knowledge, names
) -> None:
    page = at(*names).page
    found = ms.compare(*names)
    for part, wanted in (
        (".differ", found.differences or (none_shown(found),)),
        (".apart", found.in_no_estimate),
        (".grave", found.grave_risks),
        (".one-only", found.told_of_one_only),
    ):
        told = page.locator(f"{part} li").all_text_contents()
        assert tuple(told) == wanted
    assert page.locator(".differ li").first.is_visible()


@pytest.mark.parametrize("names", SETS[:4], ids=lambda names: " and ".join(names))
def test_what_is_missing_between_treatments_is_said_once_for_each_part(
    at, ms: kg.Knowledge, names
) -> None:
    told = at(*names).page.evaluate(
        """[...document.querySelectorAll(".notes")].map((line) => (
          [...line.querySelectorAll(".gaps li, .note")].map((one) => one.textContent)
        ))"""
    )
    wanted = [
        [*part.gaps, *([part.note] if part.note else [])] for part in parts(ms.compare(*names))
    ]
    assert told == [lines for lines in wanted if lines]


def test_the_rule_of_strength_is_on_the_page(at) -> None:
    from kg.comparison.strength import RULE

    page = at(*SETS[0]).page
    told = page.evaluate("[...document.querySelectorAll('.rule li')].map((one) => one.textContent)")
    assert tuple(told) == RULE


# --- preferences --------------------------------------------------------------------------------

_FIVE = ("placebo", "teriflunomide", "fingolimod", "glatiramer acetate", "natalizumab")
WEIGHTS = [
    (SETS[0], {"relapse rate": 100}),
    (
        SETS[0],
        {"relapse": 35, "adverse event": 45, "disability progression confirmed at 24 weeks": 20},
    ),
    (_FIVE, {"relapse rate": 60}),
    (_FIVE, {"disability progression confirmed at 12 weeks": 20, "relapse rate": 60}),
    (("daclizumab", "interferon beta-1a"), {"serious adverse event": 50}),
]


def weighable(page) -> dict[str, str]:
    """Return the outcomes that have a slider, and what its value would be read from."""
    found: dict[str, str] = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll(".slider")].map((one) => (
          [one.querySelector("label").textContent, one.querySelector("small").textContent]
        )))"""
    )
    return found


@pytest.mark.parametrize("names", SETS, ids=lambda names: " and ".join(names))
def test_there_is_a_slider_for_each_outcome_that_an_order_can_rest_on(
    at, ms: kg.Knowledge, names
) -> None:
    comparison = ms.compare(*names)
    found = {}
    for row in comparison.rows:
        if any(pair.estimates for pair in row.pairs):
            try:
                order = comparison.prefer({row.label: 1}, samples=10)
            except kg.DataError as error:
                assert "would have" in str(error)
                if f"no estimate of {row.label} connects {names[0]}" in str(error):
                    continue
                raise
            found[row.label] = order
    shown = weighable(at(*names).page)
    assert list(shown) == list(found)
    for label, order in found.items():
        (criterion,) = order.criteria
        question = criterion.split(": ", 1)[1].partition("; values")[0]
        places = f"{len(order.places)} of {len(names)} treatments"
        assert re.sub("(more|less) of it is better; ", "", shown[label]) == f"{question}; {places}"


@pytest.mark.parametrize(("names", "weights"), WEIGHTS)
def test_the_order_by_weights_is_that_of_python(at, ms: kg.Knowledge, names, weights) -> None:
    comparison = ms.compare(*names)
    order = comparison.prefer(weights, samples=100_000)
    ids = {label: f"ms:{comparison.row(label).about.local_name}" for label in weights}
    more = "".join(f"&weight={weight}+{ids[label]}" for label, weight in weights.items())
    page = at(*names, more=more).page
    assert page.locator(".prefer").get_attribute("open") is not None
    for (text, numbers), (wanted, near) in zip(
        map(parted, page.locator(".places > li").all_text_contents()),
        map(parted, told_in_places(order)),
        strict=True,
    ):
        assert text == wanted
        assert numbers == pytest.approx(near, abs=1.51, rel=0)
    assert page.locator(".cautions li").all_text_contents() == list(order.cautions)
    assert page.locator(".order > .outside").all_text_contents() == list(order.outside)
    assert page.locator(".order > p:not(.outside)").all_text_contents() == [
        f"{name} cannot be placed: no estimate of {' and '.join(outcomes)} that studies connect"
        " with the others."
        for name, outcomes in order.unplaced.items()
    ]
    assert page.locator(".criteria li").all_text_contents() == list(order.criteria)


def told_in_places(order: Any) -> list[str]:
    """Return each place of an order with what is known of the next, as the page puts it."""
    told = [
        f"{p.treatment}: score {p.score:.2f} ({p.lower:.2f} to {p.upper:.2f}), first in"
        f" {100 * p.first:.0f} % of draws"
        for p in order.places
    ]
    for n, (share, flip) in enumerate(zip(order.beats, order.flips, strict=True)):
        one, other = order.places[n].treatment, order.places[n + 1].treatment
        told[n] += f"{one} is ahead of {other} in {100 * share:.0f} % of draws. {flip}"
    return told


def parted(text: str) -> tuple[str, list[float]]:
    """Return a text without its numbers, and those; scores in hundredths, as shares are."""
    numbers = [
        float(found) * (100 if "." in found else 1)
        for found in re.findall(r"(?<![\w-])-?\d+(?:\.\d+)?(?![\w-])", text)
    ]
    return re.sub(r"-?\d+(?:\.\d+)?", "#", text), numbers


def test_where_no_order_can_be_made_the_page_says_why(at, ms: kg.Knowledge) -> None:
    comparison = ms.compare(*_FIVE)
    two = {
        row.label: {
            place.treatment for place in comparison.prefer({row.label: 1}, samples=10).places
        }
        for row in comparison.rows
        if row.label in ("brain volume loss", "serious infection", "infection")
    }
    one, other = next((a, b) for a in two for b in two if len(two[a] & two[b]) < 2)
    with pytest.raises(kg.DataError) as caught:
        comparison.prefer({one: 1, other: 1}, samples=10)
    ids = [f"ms:{comparison.row(label).about.local_name}" for label in (one, other)]
    page = at(*_FIVE, more="".join(f"&weight=50+{iri}" for iri in ids)).page
    assert page.inner_text(".refused").lower() == refusal(caught.value)


def refusal(error: kg.DataError) -> str:
    """Return an error as the page puts it, in small letters."""
    return f"{error.culprit} {error.reason}. {error.remedy}.".lower()


def test_an_outcome_and_its_mirror_are_not_both_weighed(at, ms: kg.Knowledge) -> None:
    names = ("placebo", "cladribine")
    comparison = ms.compare(*names)
    free = "relapse-free survival (the absence of relapse)"
    weights = {"relapse": 50, free: 50}
    with pytest.raises(kg.DataError, match="the other way round") as caught:
        comparison.prefer(weights, samples=10)
    ids = [f"ms:{comparison.row(label).about.local_name}" for label in weights]
    page = at(*names, more="".join(f"&weight=50+{iri}" for iri in ids)).page
    assert page.inner_text(".refused").lower() == refusal(caught.value)
    assert page.locator(".places").count() == 0


def test_where_all_is_weighed_the_page_says_what_to_leave_out(at, ms: kg.Knowledge) -> None:
    comparison = ms.compare(*_FIVE)
    labels = list(weighable(at(*_FIVE).page))
    with pytest.raises(kg.DataError) as caught:
        comparison.prefer(dict.fromkeys(labels, 1), samples=10)
    ids = [f"ms:{comparison.row(label).about.local_name}" for label in labels]
    page = at(*_FIVE, more="".join(f"&weight=50+{iri}" for iri in ids)).page
    assert page.inner_text(".refused").lower() == refusal(caught.value)
    remedy = caught.value.remedy
    first = re.split("; or |: then", remedy.removeprefix("leave out "))[0]
    out = set(re.split(", | and ", first))
    placed = comparison.prefer({one: 1 for one in labels if one not in out}, samples=10).places
    assert remedy.endswith(f": then {len(placed)} treatments can be placed")


def test_moving_a_slider_orders_at_once_and_leaves_one_step_back(at) -> None:
    shown = at(*SETS[0])
    page = shown.page
    page.click(".prefer summary")
    assert page.inner_text(".order") == "Nothing is weighed yet: move a slider."
    slider = page.get_by_label("relapse", exact=True)
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert slider.input_value() == "15"
    assert page.locator(".slider output").filter(has_text="100 %").count() == 1
    assert page.locator(".places li").first.inner_text().startswith("alemtuzumab: score ")
    assert "weight=15+ms%3Arelapse" in page.evaluate("location.hash")
    assert page.evaluate("document.activeElement.type") == "range"
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert page.inner_text(".order") == "Nothing is weighed yet: move a slider."


# --- choosing -----------------------------------------------------------------------------------


def chips(page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.chip')].map((one) => one.firstChild.textContent)"
    )
    return found


def test_a_treatment_that_is_a_kind_of_another_is_said_to_be(at, ms: kg.Knowledge) -> None:
    names = ("mesenchymal stem cell therapy", "stem cell therapy", "natalizumab")
    page = at(*names).page
    assert page.locator(".remarks").all_text_contents() == list(ms.compare(*names).remarks) != []


def test_at_first_the_tab_says_what_to_do_with_examples_from_the_data(
    show, ms_page: Path, ms: kg.Knowledge
) -> None:
    shown = show(ms_page)
    page = shown.page
    assert page.locator("#comparison").inner_html() == ""
    page.click("#compare-tab")
    page.wait_for_selector(".start")
    assert page.inner_text(".start h2") == "Put two to five treatments side by side"
    example = page.locator(".example").first
    names = example.inner_text().split(" and ")
    example.click()
    page.wait_for_selector(".matrix")
    assert chips(page) == names
    chosen = "".join(f"&treatment={quote(short(ms, name), safe='')}" for name in names)
    assert page.evaluate("location.hash") == f"#view=compare{chosen}"


def test_every_treatment_can_be_chosen_from_the_list(show, ms_page: Path, ms: kg.Knowledge) -> None:
    from kg.comparison.treatments import every_treatment

    page = show(ms_page).page
    page.click("#compare-tab")
    page.wait_for_selector(".start")
    labels = page.locator(".all-treatments button").all_text_contents()
    assert labels == [one.label for one in every_treatment(ms)]
    page.get_by_role("button", name="medication", exact=True).click()
    page.wait_for_selector("h2:text('With what shall medication be compared?')")
    page.get_by_role("button", name="lifestyle changes", exact=True).click()
    page.wait_for_selector(".matrix")
    assert chips(page) == ["medication", "lifestyle changes"]


def test_treatments_are_chosen_and_left_by_keyboard_alone(show, ms_page: Path) -> None:
    page = show(ms_page).page
    page.focus("#graph-tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".start")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != "add-treatment":
        page.keyboard.press("Tab")
    for name in ("nataliz", "Lemtrada", "AHSCT"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        assert page.input_value("#add-treatment") == ""
    page.wait_for_selector(".matrix")
    chosen = ["natalizumab", "alemtuzumab", "autologous hematopoietic stem cell transplantation"]
    assert chips(page) == chosen
    page.keyboard.type("natalizumab")
    assert "natalizumab with interferon beta-1a" in page.inner_text("#treatment-suggestions")
    page.keyboard.press("Escape")
    page.fill("#add-treatment", "")
    page.focus(".chip button")
    page.keyboard.press("Enter")
    assert chips(page) == chosen[1:]
    assert page.evaluate("document.activeElement.id") == "add-treatment"


def test_more_than_five_cannot_be_chosen(at) -> None:
    page = at(*_FIVE, "ocrelizumab").page
    assert chips(page) == list(_FIVE)
    assert page.is_disabled("#add-treatment")
    page.click(".chip button")
    page.wait_for_selector("#add-treatment:enabled")


def test_an_address_may_ask_for_what_is_no_treatment(show, ms_page: Path) -> None:
    shown = show(ms_page)
    address = "view=compare&treatment=ms:relapse&treatment=ms:nothing&treatment=ms:natalizumab"
    shown.page.goto(f"{shown.url}#{address}&treatment=ms:natalizumab&weight=x+ms:relapse&weight=7")
    shown.page.reload()
    shown.page.wait_for_selector(".start")
    assert chips(shown.page) == ["natalizumab"]
    assert shown.complaints == []


def test_back_leads_to_the_treatments_before(at) -> None:
    page = at("natalizumab", "placebo").page
    page.fill("#add-treatment", "ocrelizumab")
    page.press("#add-treatment", "Enter")
    assert chips(page) == ["natalizumab", "placebo", "ocrelizumab"]
    page.go_back()
    page.wait_for_selector(".chip:nth-child(2):last-child")
    assert page.locator(".matrix thead th").all_text_contents() == [
        "Asked about",
        "natalizumab",
        "placebo",
    ]


def test_from_the_details_of_a_treatment_one_gets_to_its_comparison(show, ms_page: Path) -> None:
    shown = show(ms_page)
    shown.choose("fatigue")
    assert shown.page.locator("#details .do").count() == 0
    shown.choose("natalizumab")
    shown.page.click("#details .do button:text-is('Compare …')")
    shown.page.wait_for_selector("h2:text('With what shall natalizumab be compared?')")
    shown.page.click("#graph-tab")
    shown.choose("ocrelizumab")
    shown.page.click("#details .do button:text-is('Compare with natalizumab')")
    shown.page.wait_for_selector(".matrix")
    assert chips(shown.page) == ["natalizumab", "ocrelizumab"]


# --- reading ------------------------------------------------------------------------------------


def test_a_cell_opens_down_to_its_claims_and_a_claim_to_all_about_it(at, ms: kg.Knowledge) -> None:
    page = at("natalizumab", "placebo").page
    row = page.locator("tr[data-row]", has=page.locator("th", has_text="relapse rate")).first
    cell = row.locator("td[data-treatment='ms:natalizumab']")
    assert cell.locator("[data-claim]").first.is_hidden()
    cell.locator("summary", has_text="claim").click()
    first = cell.locator("[data-claim]").first
    assert first.is_visible()
    first.locator("button").click()
    assert page.inner_text("#details h2") == first.locator("button > span").evaluate(
        "(one) => one.firstChild.textContent"
    )
    assert page.locator(".matrix").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#details").is_hidden()


def test_an_estimate_leads_to_its_number_in_the_evidence(at) -> None:
    shown = at("fingolimod", "natalizumab")
    link = shown.page.locator(".in-evidence").first
    where = link.get_attribute("aria-label") or ""
    assert where.startswith("Show in Evidence: fingolimod against natalizumab, hazard ratio of ")
    told = link.locator("xpath=ancestor::div[@class='estimate']").inner_text()
    link.focus()
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_selector("#details .estimate")
    assert shown.page.inner_text("#details h2") == "fingolimod against natalizumab"
    assert shown.page.inner_text("#details .estimate") in told


def test_an_answer_of_other_people_is_said_to_be_and_each_strength_says_of_what(at) -> None:
    page = at("autologous hematopoietic stem cell transplantation", "alemtuzumab").page
    leads, strength = page.evaluate(
        """(() => {
          const row = [...document.querySelectorAll("tr[data-row]")]
            .find((one) => one.querySelector("th").firstChild.textContent === "relapse");
          const cell = row.querySelector("td");
          const texts = (what) => [...cell.querySelectorAll(what)].map((one) => one.textContent);
          return [texts(".lead"), texts(".strength summary")];
        })()"""
    )
    assert leads == [
        "better than alemtuzumab at 60 months (strength very low)",
        "also: better than alemtuzumab, in people with aggressive multiple sclerosis (strength very"
        " low)",
    ]
    assert strength == ["strength very low, against ocrelizumab, not chosen here"]


def test_parts_and_differences_lead_to_their_rows(at) -> None:
    page = at("natalizumab", "placebo").page
    page.click(".parts button:text-is('Risks')")
    assert page.evaluate("document.activeElement.textContent") == "Risks"
    top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    head = page.evaluate(
        "document.querySelector('.matrix thead th').getBoundingClientRect().bottom"
    )
    assert abs(top - head) < 3
    page.evaluate("document.querySelector('.compare-scroller').scrollTop = 0")
    page.click(".one-only summary")
    page.locator(".one-only button").last.click()
    assert page.evaluate("document.activeElement.getAttribute('scope')") == "row"


def test_every_ratio_is_drawn_on_the_same_scale_and_says_which_side_is_better(at) -> None:
    page = at(*SETS[3]).page
    drawn = page.evaluate(
        """[...document.querySelectorAll(".pair-known .interval")].map((plot) => ({
          texts: [...plot.querySelectorAll("text")].map((one) => one.textContent),
          places: [...plot.querySelectorAll("text")].map((one) => one.getAttribute("x")),
        }))"""
    )
    ratios = [one for one in drawn if "10" in one["texts"]]
    assert len(ratios) > 5
    for one in ratios:
        assert one["texts"][:7] == ["0.1", "0.2", "0.5", "1", "2", "5", "10"]
        assert one["places"][:7] == ratios[0]["places"][:7]
        assert set(one["texts"][7:]) in (
            {"← better", "worse →"},
            {"← worse", "better →"},
        )


def test_where_no_interval_is_printed_nothing_is_drawn(at) -> None:
    page = at("natalizumab", "placebo").page
    page.goto(f"{page.url.split('#')[0]}#view=claims&claim=ms:claim-care-ms-2-disability-12")
    assert "0.72" in page.locator("#details .plot figcaption").inner_text()
    assert page.locator("#details .plot svg").count() == 0


def test_small_risks_are_drawn_by_single_people(at) -> None:
    page = at("natalizumab", "placebo", "alemtuzumab", "interferon beta-1a", "ocrelizumab").page
    found = page.locator(".icon-arrays > p").all_text_contents()
    assert any(text.startswith("Each dot is 10 of 1,000 people.") for text in found)
    counts = page.evaluate(
        """[...document.querySelectorAll(".icon-array svg")].map((one) => (
          [...one.querySelectorAll("path")].reduce((sum, { attributes }) => sum + attributes.d.value.split("M").length - 1, 0)
        ))"""
    )
    assert {*counts} <= {100, 1000}


def test_dots_from_different_starting_risks_say_so(at, ms: kg.Knowledge) -> None:
    cells = ms.compare("natalizumab", "alemtuzumab").row("relapse").cells
    starts = [
        f"{1000 * cell.estimate.absolute.baseline:.0f} with {cell.estimate.comparator}"
        for cell in cells
    ]
    assert len({*starts}) == 2
    page = at("natalizumab", "alemtuzumab").page
    row = page.locator("tr[data-row]", has=page.locator("th", has_text="relapse †")).first
    assert row.locator(".starts").all_text_contents() == 2 * [
        f"From different starting risks (of 1,000: {' and '.join(starts)}): these dots are not to be"
        " compared across the row."
    ]


def test_filters_for_claims_do_not_stand_beside_a_comparison(at) -> None:
    page = at("natalizumab", "placebo", more="&direction=inconclusive").page
    assert page.locator("#legend").is_hidden()
    assert page.locator("#save-csv").is_hidden()
    assert page.locator("tr[data-row]").count() > 30
    page.click("#claims-tab")
    assert page.locator("#legend").is_visible()


@pytest.mark.parametrize("width", [360, 820, 1400, 1920])
def test_the_tab_fits_the_window(at, width: int) -> None:
    page = at(*SETS[3], width=width, height=800).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_each_cell_says_of_which_treatment_it_is(at) -> None:
    page = at("natalizumab", "placebo", width=390, height=800).page
    cell = page.locator("td[data-treatment]").first
    assert cell.inner_text().startswith("natalizumab")
    assert cell.bounding_box()["width"] > 300


def test_on_a_phone_parts_fold_open_when_one_goes_there_and_lead_back_up(at) -> None:
    page = at(*SETS[3], width=360, height=740).page
    risks = page.locator("tbody", has=page.locator("h2", has_text="Risks"))
    assert risks.locator("[data-row]").first.is_hidden()
    page.click(".parts button:text-is('Risks')")
    assert risks.locator("[data-row]").first.is_visible()
    assert 0 <= page.evaluate("document.activeElement.getBoundingClientRect().top") < 100
    fold = risks.get_by_role("button", name="Show Risks")
    assert fold.get_attribute("aria-expanded") == "true"
    risks.get_by_role("button", name="Up to the parts").click()
    assert page.evaluate("Boolean(document.activeElement.closest('.parts'))")
    fold.click()
    assert fold.get_attribute("aria-expanded") == "false"
    assert risks.locator("[data-row]").first.is_hidden()


def test_on_paper_there_is_the_matrix_with_what_one_opened(at) -> None:
    page = at("natalizumab", "placebo").page
    page.locator("td .behind:not(.facts-more) > summary", has_text="claim").first.click()
    page.emulate_media(media="print")
    assert page.locator(".choice-bar").is_hidden()
    assert page.locator("#claims-view").is_hidden()
    assert page.locator(".matrix").is_visible()
    assert page.locator(".entries li").first.is_visible()
    assert page.locator(".entries li").last.is_hidden()
    assert page.locator(".strength p").first.is_visible()
    assert page.locator(".rule li").first.is_visible()
    assert page.locator(".print-only").inner_text().startswith("natalizumab · placebo. Not medical")


def test_the_tab_asks_for_nothing_and_complains_of_nothing(at) -> None:
    shown = at(*SETS[3], more="&weight=30+ms:relapse-rate")
    for summary in shown.page.locator("#compare-view summary").all()[:12]:
        summary.click()
    assert shown.complaints == []
    assert shown.page.evaluate("breaches") == []
    assert {url for url in shown.requests if not url.startswith("data:")} == {shown.url}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("names", "more", "width"),
    [
        ((), "", 390),
        ((), "", 1400),
        (("natalizumab",), "", 1400),
        (SETS[0], "&weight=50+ms:relapse-rate&weight=20+ms:adverse-event", 1400),
        (SETS[3], "", 1400),
        (SETS[2], "&claim=ms:claim-affirm-disability", 820),
        (SETS[1], "", 390),
    ],
)
def test_nobody_is_shut_out(at, names, more: str, width: int, scheme: str) -> None:
    checker = Path(sys.prefix) / "node" / "node_modules" / "axe-core" / "axe.min.js"
    if not checker.exists():
        pytest.fail("the page is checked with axe-core; make .venv/installed-for-scripts")
    page = at(*names, more=more, width=width, height=800, color_scheme=scheme).page
    page.evaluate(
        "for (const one of document.querySelectorAll('#compare-view details')) one.open = true"
    )
    page.evaluate(checker.read_text(encoding="utf-8"))
    found = page.evaluate(
        """axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        })"""
    )
    assert [(one["id"], one["nodes"][0]["html"][:300]) for one in found["violations"]] == []


# --- other data ---------------------------------------------------------------------------------

HOSTILE = r"""
ex:drug a tkg:Drug ; skos:prefLabel "</script><img src=x onerror=alert(1)>"@en ;
    skos:definition "<svg onload=alert(2)>{{ 7 * 7 }}"@en .
ex:other a tkg:Drug ; skos:prefLabel "=other & <b>bold</b>"@en .
ex:pain a tkg:Symptom ; skos:prefLabel "pain <!-- <script>"@en .
ex:c1 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:disputes ; tkg:modality tkg:shown ; tkg:source ex:paper ;
    tkg:qualification "<i onclick=alert(4)>note</i>" .
ex:c2 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:supports ; tkg:modality tkg:possible .
ex:paper a tkg:Source ; skos:prefLabel "<img src=y onerror=alert(5)>"@en .
"""


def test_hostile_texts_are_shown_and_nothing_else(
    show, derived: Callable[[str], kg.Knowledge], tmp_path: Path
) -> None:
    path = tmp_path / "hostile.html"
    derived(HOSTILE).view(path)
    shown = show(path)
    page = shown.page
    page.click("#compare-tab")
    page.wait_for_selector(".start")
    page.locator(".example").first.click()
    page.wait_for_selector(".matrix")
    for summary in page.locator("#compare-view summary").all():
        summary.click()
    text = page.inner_text("#compare-view")
    for said in ("</script><img src=x onerror=alert(1)>", "<svg onload=alert(2)>{{ 7 * 7 }}"):
        assert said in text
    assert "note: <i onclick=alert(4)>note</i>" in text
    assert "does not agree" in text
    assert page.locator("#compare-view img, #compare-view b:text-is('bold')").count() == 0
    assert shown.complaints == []
    assert page.evaluate("breaches") == []


def test_without_two_treatments_there_is_no_tab(
    show, derived: Callable[[str], kg.Knowledge], tmp_path: Path
) -> None:
    path = tmp_path / "one.html"
    derived('ex:d a tkg:Drug ; skos:prefLabel "a drug"@en .').view(path)
    shown = show(path)
    shown.page.goto(f"{shown.url}#view=compare")
    shown.page.reload()
    shown.page.wait_for_selector("html[data-ready]")
    assert shown.page.locator("#compare-tab").count() == 0
    assert shown.page.locator("#graph-view").is_visible()
    shown.choose("a drug")
    assert shown.page.locator("#details .do").count() == 0
    assert shown.complaints == []
