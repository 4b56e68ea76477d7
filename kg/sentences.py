"""Find a sentence of a source again: by block, position and fingerprint.

A block is a line of the text that is not empty, counted from 1; within it, sentences are what
Unicode's text segmentation makes of it (UAX #29, https://www.unicode.org/reports/tr29/, section
5), counted from 1. The fingerprint is the SHA-256 of the sentence with its white space folded.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kg.files import read_text


@dataclass(frozen=True, slots=True)
class Located:
    """Hold a sentence of a text, where it stands, and its fingerprint."""

    block: int
    position: int
    text: str

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the sentence."""
        return fingerprint(self.text)


def fingerprint(sentence: str) -> str:
    """Return the SHA-256 of a sentence with its white space folded.

    Examples
    --------
    >>> fingerprint("It  may help. ") == fingerprint("It may help.")
    True
    >>> fingerprint("It may help.")[:14]
    'sha256:483262e'
    """
    folded = " ".join(sentence.split())
    return "sha256:" + hashlib.sha256(folded.encode()).hexdigest()


def split(text: str) -> list[Located]:
    r"""Return the sentences of a text in order.

    Examples
    --------
    >>> [(s.block, s.position, s.text) for s in split("A heading\n\nOne. Two!\n")]
    [(1, 1, 'A heading'), (2, 1, 'One.'), (2, 2, 'Two!')]
    """
    from uniseg.sentencebreak import sentences

    blocks = [block for block in text.splitlines() if block.strip()]
    return [
        Located(number, position, " ".join(sentence.split()))
        for number, block in enumerate(blocks, 1)
        for position, sentence in enumerate(sentences(block.strip()), 1)
    ]


def read_sentences(path: str) -> list[Located]:
    """Return the sentences of a text file.

    Raises
    ------
    LoadError
        If the file cannot be read or is not UTF-8.
    """
    return split(read_text(path))
