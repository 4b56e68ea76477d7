from __future__ import annotations

import pytest

from kg.words.english import base_form, capitalise, is_plural, plural_form


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("reduces", "reduce"),
        ("causes", "cause"),
        ("addresses", "address"),
        ("varies among", "vary among"),
        ("goes beyond", "go beyond"),
        ("has a cost that depends on", "have a cost that depends on"),
        ("is used for", "be used for"),
        ("raises less of", "raise less of"),
        ("reaches", "reach"),
        ("treat with", "treat with"),
        ("", ""),
    ],
)
def test_a_verb_phrase_is_put_after_may(phrase: str, expected: str) -> None:
    assert base_form(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("is used for", "are used for"), ("has ", "have "), ("seeks", "seek"), ("was", "were")],
)
def test_a_verb_phrase_is_put_after_a_plural(phrase: str, expected: str) -> None:
    assert plural_form(phrase) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "patients",
        "corticosteroids",
        "people with influenza",
        "symptoms of influenza",
        "clinical trials",
        "ongoing efforts",
        "underlying causes of influenza",
        "reports by patients",
        "CAR-T cells",
        "MSCs",
        "some regions",
    ],
)
def test_a_plural_is_recognised(phrase: str) -> None:
    assert is_plural(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "multiple sclerosis",
        "MS",
        "AIDS",
        "diabetes",
        "progress",
        "virus",
        "genetics",
        "stem cell therapy combined with conventional drugs",
        "loss of cells",
        "weighing safety, efficacy and risks",
        "planning for expenses",
        "cautious optimism about reports",
        "response to treatments",
        "",
    ],
)
def test_a_singular_is_recognised(phrase: str) -> None:
    assert not is_plural(phrase)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stem cells", "Stem cells"),
        ("mRNA vaccine", "mRNA vaccine"),
        ("pH", "pH"),
        ("AHSCT", "AHSCT"),
        ("", ""),
    ],
)
def test_a_sentence_starts_with_a_capital_unless_its_word_has_its_own_spelling(
    text: str, expected: str
) -> None:
    assert capitalise(text) == expected
