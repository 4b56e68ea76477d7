"""Write the words and phrases that a text repeats as single signs, so that it packs closer.

What packs a text looks for repetitions in the last 32 thousand bytes alone: the shorter it is, the
more is found. ``web/shorthand.js`` writes it out again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

# Words with the space before them, and then what stands between numbers and quotation marks, with
# the signs of these words in it; each with how many there can be.
_KINDS = ((r" ?[^\W\d_]{2,}", 1400), (r'[^\d"|\n]{3,}', 400))

# Signs of two bytes: those that the text has itself stand for themselves.
_FIRST, _LAST = 0xA1, 0x7FF


def in_shorthand(text: str) -> str:
    """Return a text in shorthand, in four lines.

    The first has the signs that stand for themselves; the next two have what the others stand for,
    in their order: words, and phrases.

    Parameters
    ----------
    text
        In one line, as JSON is.

    Examples
    --------
    >>> in_shorthand('["to be", "or not to be"]').splitlines()
    ['', '', '', '["to be", "or not to be"]']
    >>> in_shorthand("interval interval interval").splitlines()
    ['', ' interval', '', 'interval¡¡']
    """
    own = "".join(sorted({sign for sign in text if _FIRST <= ord(sign) <= _LAST}))
    signs = (chr(code) for code in range(_FIRST, _LAST + 1) if chr(code) not in own)
    lines = []
    for pattern, most in _KINDS:
        found = _worth_a_sign(text, pattern, most)
        lines.append("|".join(found))
        text = _with_signs(text, pattern, found, signs)
    return "\n".join([own, *lines, text])


def _worth_a_sign(text: str, pattern: str, most: int) -> list[str]:
    """Return what a text repeats so that signs save room, by the alphabet."""
    times = Counter(re.findall(pattern, text))
    saved = {found: (many - 1) * (len(found.encode()) - 2) for found, many in times.items()}
    worth = [found for found in times if saved[found] > 4]
    worth.sort(key=lambda found: (-saved[found], found))
    return sorted(worth[:most])


def _with_signs(text: str, pattern: str, found: list[str], signs: Iterator[str]) -> str:
    sign_of = dict(zip(found, signs, strict=False))
    return re.sub(pattern, lambda one: sign_of.get(one[0], one[0]), text)
