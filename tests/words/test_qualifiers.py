from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest

from kg.model.values import Claim, Sentence
from kg.vocabulary import IRI, TKG
from kg.words.labels import Labels
from kg.words.qualifiers import join_phrases, location, qualifiers

EX = "http://example.org/"
LABELS = Labels(
    {
        IRI(EX + "x"): "some\nthing",
        IRI(EX + "paper"): "A paper",
        IRI(EX + "book"): "A book",
        IRI(EX + "results"): "Results",
    }
)

Make = Callable[..., Claim]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"disease": IRI(EX + "x")}, "in some thing"),
        ({"disease": IRI(EX + "x"), "object": IRI(EX + "x")}, ""),
        ({"population": IRI(EX + "x")}, "in some thing"),
        ({"comparator": IRI(EX + "x")}, ""),
        ({"figure_comparators": (IRI(EX + "x"),)}, ""),
        (
            {"figure_comparators": (IRI(EX + "x"), IRI(EX + "paper"), IRI(EX + "book"))},
            "compared with some thing, A paper, A book",
        ),
        ({"means": IRI(EX + "x")}, "through some thing"),
        ({"purpose": IRI(EX + "x")}, "with a view to some thing"),
        ({"region": IRI(EX + "x")}, "in some thing"),
        ({"study": IRI(EX + "x")}, "according to some thing"),
        ({"time_label": "over\ntime"}, "over time"),
        ({"weeks": Decimal("24.0")}, "at 24 weeks"),
        ({"weeks": Decimal(104), "time_label": "24 months"}, "24 months (2 years)"),
        ({"weeks": Decimal("104.4"), "time_label": "median of 2 years"}, "median of 2 years"),
        ({"weeks": Decimal(96), "time_label": "96 weeks"}, "96 weeks (22 months)"),
        ({"weeks": Decimal(94)}, "at 94 weeks"),
        ({"weeks": Decimal(100)}, "at 100 weeks (23 months)"),
        ({"position": 2}, "number 2"),
        ({"position": 2, "predicate": TKG.hasStep}, ""),
        ({"qualification": "helps to"}, "note: helps to"),
        ({"applies_to_kinds": True}, "holds for all its kinds"),
        ({"valid_as_of": datetime.date(2024, 5, 1)}, "as of 2024-05-01"),
        ({"about_studies": (IRI(EX + "x"),)}, "about some thing"),
        ({}, ""),
    ],
)
def test_a_limit_is_put_into_words(claim: Make, changes: dict[str, object], expected: str) -> None:
    assert join_phrases(qualifiers(claim(**changes), LABELS)) == expected


def test_what_the_sentence_says_is_still_a_limit_with_a_name_and_a_value(claim: Make) -> None:
    (limit,) = qualifiers(claim(comparator=IRI(EX + "x")), LABELS)
    assert (limit.name, limit.value, limit.phrase) == ("Compared with", "some thing", "")


def test_limits_come_in_a_fixed_order(claim: Make) -> None:
    limited = claim(
        qualification="common", time_label="now", disease=IRI(EX + "x"), means=IRI(EX + "paper")
    )
    assert [qualifier.name for qualifier in qualifiers(limited, LABELS)] == [
        "Disease",
        "Through",
        "Time",
        "Note",
    ]


def test_a_place_is_named_by_document_section_block_and_sentence(claim: Make) -> None:
    places = {
        IRI(EX + name): Sentence(
            IRI(EX + name), IRI(EX + "paper"), IRI(EX + "results"), block, position, "sha256:0"
        )
        for name, block, position in (("late", 19, 1), ("early", 5, 2))
    }
    stated = claim(
        sources=(IRI(EX + "book"), IRI(EX + "paper")),
        sentences=(IRI(EX + "late"), IRI(EX + "early")),
    )
    assert location(stated, places, LABELS) == (
        ("A book", ""),
        ("A paper", "Results, block 5, sentence 2; Results, block 19, sentence 1"),
    )


def test_a_sentence_that_no_index_has_is_passed_over(claim: Make) -> None:
    stated = claim(sources=(IRI(EX + "paper"),), sentences=(IRI(EX + "lost"),))
    assert location(stated, {}, LABELS) == (("A paper", ""),)
