from __future__ import annotations

import hashlib

import pytest

import kg
from kg.sentences import fingerprint, read_sentences, split


def test_blocks_and_sentences_are_counted_from_one():
    found = split("Title\n\nOne is here. Two is (not) here! Is three?\n   \nLast one.")
    assert [(s.block, s.position, s.text) for s in found] == [
        (1, 1, "Title"),
        (2, 1, "One is here."),
        (2, 2, "Two is (not) here!"),
        (2, 3, "Is three?"),
        (3, 1, "Last one."),
    ]


@pytest.mark.parametrize("text", ["It may help.", "  It may   help. ", "It\u00a0may\thelp.\n"])
def test_white_space_does_not_change_a_fingerprint(text):
    expected = "sha256:" + hashlib.sha256(b"It may help.").hexdigest()
    assert fingerprint(text) == expected


def test_a_changed_word_changes_the_fingerprint():
    assert fingerprint("It may help.") != fingerprint("It may harm.")


def test_a_text_that_is_not_there_is_named():
    with pytest.raises(kg.LoadError, match=r"'nowhere\.txt': no such file or directory"):
        read_sentences("nowhere.txt")


def test_a_text_that_is_not_utf_8_is_refused(write):
    with pytest.raises(kg.LoadError, match=r"not UTF-8 \(byte 3\); save it as UTF-8"):
        read_sentences(write("a.txt", b"caf\xe9"))
