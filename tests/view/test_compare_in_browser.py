from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.comparison.matrix import Comparison, Row
from kg.comparison.short import estimate_line

SETS = [
    ("alemtuzumab", "interferon beta-1a"),
    ("natalizumab", "autologous hematopoietic stem cell transplantation"),
    ("autologous hematopoietic stem cell transplantation", "mesenchymal stem cell therapy", "placebo"),
    ("placebo", "teriflunomide", "ocrelizumab", "fingolimod", "glatiramer acetate"),
    ("medication", "lifestyle changes"),
    ("glatiramer acetate with interferon beta-1a", "choice of disease-modifying therapies", "cladribine"),
]

_READ = """() => {
  const text = (of, what) => [...of.querySelectorAll(what)].map((one) => one.textContent);
  const own = (cell, what) => [...cell.querySelectorAll(what)];
  return [...document.querySelectorAll(".matrix tbody")].flatMap((body) => (
    [...body.querySelectorAll("tr[data-row]")].map((row) => {
      const below = row.nextElementSibling?.matches(".beside") ? row.nextElementSibling : document.createElement("tr");
      return {
        aspect: body.dataset.aspect,
        label: row.querySelector("th").firstChild.textContent,
        differs: row.querySelector("th .tag") !== null,
        cells: own(row, "td").map((cell) => ({
          none: cell.matches(".none"),
          text: text(cell, ".nothing, .reading"),
          facts: text(cell, ".facts-list li"),
          claims: own(cell, "[data-claim]").map(({ dataset }) => [dataset.claim, dataset.basis]),
          figures: own(cell, "[data-figure]").map((one) => [one.dataset.figure, one.firstChild.textContent]),
          strength: text(cell, ".strength p"),
          conflicts: own(cell, ".conflict").map((one) => one.lastChild.textContent),
          lines: text(cell, ".plot figcaption"),
        })),
        pairs: text(below, ".pair"),
        strengths: text(below, ".strength p"),
        lines: text(below, ".plot figcaption"),
        dots: own(below, ".icon-array").map((one) => one.querySelector("svg").getAttribute("aria-label")),
        note: text(below, ".note"),
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


def expected(comparison: Comparison, row: Row) -> dict[str, Any]:
    """Return what the page has to show of a row."""
    pairs = sorted(row.pairs, key=lambda pair: not pair.estimates)
    estimates = [estimate for pair in row.pairs for estimate in pair.estimates]
    return {
        "aspect": row.aspect.name,
        "label": row.label,
        "differs": row.differs,
        "cells": [
            {
                "none": cell.empty,
                "text": ["no evidence found"] if cell.empty else [] if cell.facts else [cell.reading],
                "facts": list(cell.facts),
                "claims": [[f"ms:{e.claim.iri.local_name}", e.basis] for e in cell.entries],
                "figures": [[f"ms:{f.iri.local_name}", f.text] for f in cell.figures],
                "strength": [cell.strength.sentence] if cell.strength and not cell.empty else [],
                "conflicts": list(cell.conflicts),
                "lines": [captioned(cell.estimate)] if cell.estimate else [],
            }
            for cell in row.cells
        ],
        "pairs": [pair.sentence for pair in pairs],
        "strengths": [one.strength.sentence for one in estimates if one.strength],
        "lines": [captioned(one) for one in estimates],
        "dots": [text for one in estimates if one.absolute for text in dots(one)],
        "note": [row.note] if row.note else [],
    }


def captioned(estimate: Any) -> str:
    return f"{estimate_line(estimate)}. The upright line is no difference ({estimate.measure.null:g})."


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


@pytest.mark.parametrize("names", SETS[:4], ids=lambda names: " and ".join(names))
def test_what_one_has_and_another_lacks_is_told_as_in_the_comparison(
    at, ms: kg.Knowledge, names
) -> None:
    page = at(*names).page
    told = page.evaluate("[...document.querySelectorAll('.lacks li')].map((one) => one.textContent)")
    assert tuple(told) == ms.compare(*names).differences


def test_the_rule_of_strength_is_on_the_page(at) -> None:
    from kg.comparison.strength import RULE

    page = at(*SETS[0]).page
    told = page.evaluate("[...document.querySelectorAll('.rule li')].map((one) => one.textContent)")
    assert tuple(told) == RULE


# --- preferences --------------------------------------------------------------------------------

WEIGHTS = [
    (SETS[0], {"relapse": 100}),
    (
        ("placebo", "teriflunomide", "fingolimod", "glatiramer acetate", "natalizumab"),
        {"annualised relapse rate": 60, "disability progression confirmed at 12 weeks": 20},
    ),
    (
        ("fingolimod", "placebo", "dimethyl fumarate"),
        {"annualised relapse rate": 35, "relapse": 5, "new T2 lesions": 50},
    ),
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
                if f"no estimate of {row.label} for {names[0]}" in str(error):
                    continue
                raise
            found[row.label] = order
    shown = weighable(at(*names).page)
    assert list(shown) == list(found)
    for label, order in found.items():
        (criterion,) = order.criteria
        question = criterion.split(": ", 1)[1].rsplit(", ", 1)[0]
        assert shown[label] == f"{question}; {len(order.places)} of {len(names)} treatments"
