"""The page narrows claims by the strength of the evidence behind them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import kg
from kg.comparison.claim_strength import claim_strengths
from tests.browser import violations


@pytest.fixture(scope="module")
def counts(ms: kg.Knowledge) -> Counter[str]:
    return Counter(one.level for one in claim_strengths(ms).values())


def test_the_facet_counts_claims_as_python_rates_them(
    show, ms_page: Path, counts: Counter[str]
) -> None:
    shown = show(ms_page)
    facet = shown.page.locator("[data-facet=strength]").first
    assert facet.locator("summary").inner_text() == (
        "Strength of the evidence on its treatment and outcome"
    )
    facet.locator("summary").click()
    rows = [row.split("\n") for row in facet.locator("li").all_inner_texts()]
    order = ["high", "moderate", "low", "very low", "rests on studies, not rated"]
    assert [(name, int(count)) for name, count in rows] == [
        (name, counts[name]) for name in [*order, "no study behind it"]
    ]
    facet.get_by_label("high", exact=False).first.check()
    shown.page.click("#claims-tab")
    assert shown.page.inner_text("#table-status").startswith(f"{counts['high']} of ")
    assert shown.page.evaluate("location.hash") == "#view=claims&strength=high"


def test_the_details_say_the_strength_why_and_what_it_is_not(show, ms_page: Path) -> None:
    shown = show(ms_page)
    shown.page.goto(f"{shown.url}#view=claims&claim=ms:claim-mesems-lesions")
    shown.page.reload()
    shown.page.wait_for_selector("html[data-ready]")
    text = shown.page.inner_text("#details")
    assert (
        "The evidence on mesenchymal stem cell therapy and gadolinium-enhancing lesions,"
        " against placebo at 6 months, is low: 1 randomised trial starts high; lowered for"
    ) in text
    assert "how far that evidence can be trusted, not that this claim is true." in text
    assert violations(shown.page) == []


def test_a_claim_without_a_study_says_nothing_of_strength(show, ms_page: Path) -> None:
    shown = show(ms_page)
    shown.page.goto(f"{shown.url}#view=claims&strength=no+study+behind+it")
    shown.page.reload()
    shown.page.wait_for_selector("html[data-ready]")
    shown.page.locator("#claims-view tbody button").first.click()
    assert "Strength\n" not in shown.page.inner_text("#details")
