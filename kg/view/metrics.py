"""Know how much room a label takes before any browser has drawn it."""

from __future__ import annotations

# Advance widths of Atkinson Hyperlegible Next, weight 500, in thousandths of the font size, from
# U+0020 to U+007E: read from the font file of the page.
_ADVANCES = tuple(
    int(width)
    for width in """
    293 293 337 697 599 939 729 180 313 313 485 601 235 366 235 408 653 420 560 586 618 596 609 521
    619 585 235 235 560 621 560 507 779 647 625 650 677 580 558 704 697 405 532 644 545 838 703 727
    607 737 628 599 578 688 614 868 648 605 612 326 408 344 564 383 261 536 578 495 577 548 335 572
    559 271 251 518 285 860 559 559 578 584 360 486 346 551 489 707 505 478 478 359 244 359 548
    """.split()
)
_OTHER = 650
_WIDE = 1050
_FIRST_WIDE = 0x1100


def text_width(text: str, size: float) -> float:
    """Return the width of a text in pixels, at a font size in pixels.

    Examples
    --------
    >>> round(text_width("relapse rate", 10), 2)
    54.24
    """
    return sum(map(_advance, text)) * size / 1000


def _advance(character: str) -> int:
    index = ord(character) - 0x20
    if 0 <= index < len(_ADVANCES):
        return _ADVANCES[index]
    return _WIDE if ord(character) >= _FIRST_WIDE else _OTHER


def wrap(text: str, size: float, width: float, *, most: int = 4) -> list[str]:
    """Return a text in lines no wider than `width`, as even as can be.

    Words too long for a line are cut, and what goes beyond the `most` lines becomes an ellipsis.

    Examples
    --------
    >>> wrap("autologous hematopoietic stem cell transplantation", 14, 150)
    ['autologous', 'hematopoietic stem', 'cell transplantation']
    >>> wrap("one two three", 14, 30, most=2)
    ['one', 'two…']
    """
    words = [piece for word in text.split() for piece in _cut(word, size, width)]
    if not words:
        return [""]
    lines = _fill(words, size, _even_width(words, size, width))
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return lines


def _cut(word: str, size: float, width: float) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _even_width(words: list[str], size: float, width: float) -> float:
    """Return the smallest width that needs no more lines than `width` does, to a pixel."""
    count = len(_fill(words, size, width))
    narrow, wide = max(text_width(word, size) for word in words), width
    if narrow >= wide or len(_fill(words, size, narrow)) == count:
        return narrow
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        if len(_fill(words, size, middle)) > count:
            narrow = middle
        else:
            wide = middle
    return wide


def _fill(words: list[str], size: float, width: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        if text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
