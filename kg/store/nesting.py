"""Refuse data that are nested so deep that their parser would crash or take for ever.

Measured on a stack of 256 KB, as a thread may have: the parser dies from 87 JSON objects and from
297 triples within triples on; RDF/XML takes time with the square of its depth. Collections and
blank nodes of Turtle do no harm at any depth.
"""

from __future__ import annotations

import re
from itertools import accumulate

from kg.errors import LoadError

DEEPEST_JSON = 60
DEEPEST_TRIPLE = 100
DEEPEST_XML = 1_000

# How a triple within a triple begins, in all of Turtle, TriG, N-Triples and N-Quads.
TRIPLE_MARK = b"<<"

# Patterns are compiled when the first file needs them.
_TURTLE = (
    rb'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    rb'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\''
    # A string without an end is an error, and looked for from one quote only.
    rb"|[\"'][^\n\r]*"
    rb"|\#[^\n\r]*|<(?!<)[^<>\s]*>|(<<)|(>>)"
)
_XML = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|(</|/>)|(<)[^!?/]"

_ESCAPE = rb"\\."
_JSON_STRING = rb'"[^"]*"'
_NOT_OF_JSON_FRAME = bytes(set(range(256)) - set(b'"{}[]\\'))


def check_json(path: str, data: bytes) -> None:
    """Refuse JSON whose objects and lists are nested deeper than `DEEPEST_JSON`.

    Examples
    --------
    >>> check_json("a.json", b"[" * 60 + b"]" * 60)
    >>> check_json("a.json", b"[" * 61 + b"]" * 61)
    Traceback (most recent call last):
    kg.errors.LoadError: 'a.json': objects and lists are nested deeper than 60; make them flatter
    """
    frame = data
    if b"\\" in frame:
        frame = re.sub(_ESCAPE, b"", frame, flags=re.DOTALL)
    frame = re.sub(_JSON_STRING, b"", frame.translate(None, _NOT_OF_JSON_FRAME))
    steps = ((letter in b"{[") - (letter in b"}]") for letter in frame)
    if max(accumulate(steps), default=0) > DEEPEST_JSON:
        raise _refusal(path, "objects and lists", DEEPEST_JSON)


def check_triples(path: str, data: bytes) -> None:
    """Refuse Turtle and its kin whose triples within triples are deeper than `DEEPEST_TRIPLE`.

    Examples
    --------
    >>> check_triples("a", b"<< " * 101)
    Traceback (most recent call last):
    kg.errors.LoadError: 'a': triples within triples are nested deeper than 100; make them flatter
    """
    marks = (found for found in re.finditer(_TURTLE, data, re.DOTALL) if found.lastindex)
    steps = (1 if found.lastindex == 1 else -1 for found in marks)
    if max(accumulate(steps), default=0) > DEEPEST_TRIPLE:
        raise _refusal(path, "triples within triples", DEEPEST_TRIPLE)


def check_xml(path: str, data: bytes) -> None:
    """Refuse XML whose elements are nested deeper than `DEEPEST_XML`."""
    if data.count(b"<") <= DEEPEST_XML:
        return
    marks = (found for found in re.finditer(_XML, data, re.DOTALL) if found.lastindex)
    steps = (-1 if found.lastindex == 1 else 1 for found in marks)
    if max(accumulate(steps), default=0) > DEEPEST_XML:
        raise _refusal(path, "elements", DEEPEST_XML)


def _refusal(path: str, what: str, most: int) -> LoadError:
    return LoadError(path, f"{what} are nested deeper than {most}", remedy="make them flatter")
