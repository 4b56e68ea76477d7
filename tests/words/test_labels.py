from __future__ import annotations

import pytest

from kg.vocabulary import IRI
from kg.words.labels import Labels, clean, term_name, web_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("relapse\r\n\trate", "relapse rate"),
        ("safe\u202egnol\u202c", "safegnol"),
        ("\u2067a\u2069 b\u200f", "a b"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("bell\x07", "bell"),
        ("a\u2028b", "a b"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_a_text_is_shown_without_what_hides_or_turns_it(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("http://example.org/known", "a name"),
        ("http://example.org/isUsedFor", "is used for"),
        ("http://example.org/relapse-rate", "relapse rate"),
        ("http://example.org/ontology#Drug_Class", "drug class"),
        ("http://example.org/", "example.org"),
        ("a plain text", "a plain text"),
    ],
)
def test_everything_has_a_name_and_no_name_is_an_iri(iri: str, expected: str) -> None:
    assert Labels({IRI("http://example.org/known"): "a\nname"})[IRI(iri)] == expected


@pytest.mark.parametrize(
    "iri",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "urn:x", "//a", "http://a b"],
)
def test_only_web_addresses_may_become_links(iri: str) -> None:
    assert web_address(iri) is None


@pytest.mark.parametrize("iri", ["https://example.org/a?b#c", "http://purl.obolibrary.org/obo/X"])
def test_web_addresses_may_become_links(iri: str) -> None:
    assert web_address(iri) == iri


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("http://purl.obolibrary.org/obo/MONDO_0005301", "MONDO:0005301"),
        ("http://purl.obolibrary.org/obo/NCIT_C3243", "NCIT:C3243"),
        ("https://schema.org/Drug", "Drug (schema.org)"),
        ("javascript:alert(3)", "javascript:alert(3)"),
    ],
)
def test_a_term_is_called_by_its_identifier_or_by_its_last_part(iri: str, expected: str) -> None:
    assert term_name(iri) == expected
