"""Take a SPARQL text apart into tokens, and name a place in it.

It knows no grammar beyond what separates a variable from a string, an IRI or a comment that
looks like one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache, wraps
from typing import Any, NamedTuple, TypeVar, cast

# After the terminals of SPARQL 1.1, section 19.8 (https://www.w3.org/TR/sparql11-query/#rQueryUnit).
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>'''(?:[^'\\]|\\.|'(?!''))*'''|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"
                  |'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")
      # A string without an end is an error, and looked for from one quote only.
      | (?P<unclosed>['"][^\n\r]*)
      | (?P<variable>[?$]\w+)
      | (?P<word>@?\w[\w.\-]*:?(?:[\w.:%\-]|\\.)*|:(?:[\w.:%\-]|\\.)*)
      | (?P<space>\s+)
      | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


# Of a longer text (data that are put in, mostly) nothing is kept: it would fill the memory.
_LONGEST_KEPT = 20_000

_Function = TypeVar("_Function", bound=Callable[..., Any])


def kept(function: _Function) -> _Function:
    """Keep what a function says of a text, for the last texts that were not long.

    Examples
    --------
    >>> kept(len)("ASK {}")
    6
    """
    cached = lru_cache(maxsize=256)(function)

    @wraps(function)
    def call(text: str, *rest: Hashable) -> Any:
        return (function if len(text) > _LONGEST_KEPT else cached)(text, *rest)

    return cast(_Function, call)


class Token(NamedTuple):
    """Hold one token: its kind, its text, and where it starts (in characters)."""

    kind: str
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """Return the word in capitals, or an empty string if this is no word."""
        return self.text.upper() if self.kind == "word" else ""


@kept
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a SPARQL text, without white space and comments.

    Examples
    --------
    >>> [token.text for token in tokens("SELECT ?x { ?x a <a?b> } # ?y")]
    ['SELECT', '?x', '{', '?x', 'a', '<a?b>', '}']
    """
    return tuple(scan(text))


_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def form_of(text: str) -> str:
    """Return the form of a query: ``select``, ``ask``, ``construct`` or ``describe``.

    What is no query is a ``select``: whoever runs it says what is wrong.

    Examples
    --------
    >>> form_of("PREFIX ask: <urn:ask:> CONSTRUCT WHERE { ?a ?b ?c }")
    'construct'
    """
    return next((t.keyword.lower() for t in tokens(text) if t.keyword in _FORMS), "select")


def scan(text: str) -> Iterator[Token]:
    """Yield the tokens of a SPARQL text one by one, for whoever may stop early.

    Examples
    --------
    >>> next(scan("SELECT " * 1_000_000)).keyword
    'SELECT'
    """
    start = 0
    last: Token | None = None
    while (match := _TOKEN.match(text, start)) is not None:
        kind = match.lastgroup or "mark"
        token = Token(kind, match.group(), start)
        if kind == "iri" and token.text[1] in "?$" and last is not None and _ends_value(last):
            token = Token("mark", "<", start)
        if kind not in ("space", "comment"):
            last = token
            yield token
        start += len(token.text)


@kept
def names_graphs(text: str) -> bool:
    """Say whether a query itself says, by FROM, which graphs it reads.

    Examples
    --------
    >>> names_graphs("SELECT * FROM <http://e/g> { ?s ?p ?o }"), names_graphs("ASK { ?from ?p 1 }")
    (True, False)
    """
    if not re.search(r"(?i)\bfrom\b", text):
        return False
    return any(token.keyword == "FROM" for token in tokens(text))


def _ends_value(token: Token) -> bool:
    """Say whether a ``<`` after this token compares, and does not open an IRI."""
    return token.kind in ("variable", "string") or token.text == ")"


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    r"""Return the line and the column, both from 1, of a character.

    Examples
    --------
    >>> line_and_column("ab\ncd", 4)
    (2, 2)
    """
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def offset_of(text: str, line: int, column: int) -> int:
    r"""Return the character at a line and a column, both from 1.

    Examples
    --------
    >>> offset_of("ab\ncd", 2, 2)
    4
    """
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))
