from __future__ import annotations

import pytest

from kg.store.syntax import line_and_column, offset_of, tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("?a<?b", ["?a", "<", "?b"]),
        ("?a<?b&&?c>?d", ["?a", "<", "?b", "&", "&", "?c", ">", "?d"]),
        ("(?a)<?b&&?c>1", ["(", "?a", ")", "<", "?b", "&", "&", "?c", ">", "1"]),
        ("{ <?q=1> ?p ?o }", ["{", "<?q=1>", "?p", "?o", "}"]),
        ("<http://e/?a#b> # ?c", ["<http://e/?a#b>"]),
        ("'''it's ?a''' \"?b\" '\\'?c'", ["'''it's ?a'''", '"?b"', "'\\'?c'"]),
        ("ex:a.b ex:a. :c _:d", ["ex:a.b", "ex:a.", ":c", "_:d"]),
        ('"a"@en-GB "1"^^xsd:int', ['"a"', "@en-GB", '"1"', "^", "^", "xsd:int"]),
        ("SELECT\n?x", ["SELECT", "?x"]),
        ("'unclosed ?a", ["'unclosed ?a"]),
    ],
)
def test_a_text_is_taken_apart(text, found):
    assert [token.text for token in tokens(text)] == found


@pytest.mark.parametrize("offset", range(9))
def test_lines_and_columns_lead_back_to_the_character(offset):
    text = "ab\n\ncd\nef"
    assert offset_of(text, *line_and_column(text, offset)) == offset


def test_what_is_said_of_a_short_text_is_kept_and_of_a_long_one_is_not():
    assert tokens("ASK { }") is tokens("ASK { }")
    long = "ASK { } # " + "a" * 30_000
    assert tokens(long) == tokens("ASK { }")
    assert tokens(long) is not tokens(long)
