"""Refuse a query or an update that would leave this machine, or would crash the parser."""

from __future__ import annotations

from kg.errors import QueryError
from kg.store.syntax import Token, line_and_column, tokens

# What reaches out, and what to do instead.
_OUTSIDE = {
    "SERVICE": "load the data with kg.load() and query them here",
    "LOAD": "fetch the file yourself and give it to kg.load()",
}

# Oxigraph's parser recurses: on a small stack it dies from about 50 nested lists, 140 path steps or
# 600 OPTIONALs on, and nested lists cost the fourth power of their depth. Queries that people
# write stay far below.
_DEEPEST = 40
_LONGEST_CHAIN = 120
_MOST_PATTERNS = 500

_OPENING, _CLOSING = "([{", ")]}"
_ENDS_OF_CHAIN = ".;,{}"
_PATTERNS = frozenset({"UNION", "OPTIONAL", "MINUS", "LATERAL"})


def guard(text: str) -> None:
    """Refuse SERVICE and LOAD, and what is nested or chained too long to be parsed.

    Nothing is fetched from anywhere, and no file is read.

    Raises
    ------
    QueryError
        At the first token that goes too far.

    Examples
    --------
    >>> guard('SELECT * { ?s ?p "SERVICE" } # LOAD')
    """
    depth = chain = patterns = 0
    for token in tokens(text):
        _stay_here(text, token)
        patterns += token.keyword in _PATTERNS
        if token.kind == "mark":
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            chain = 0 if token.text in _ENDS_OF_CHAIN else chain + (token.text not in "()[]")
        if depth > _DEEPEST:
            raise _refusal(text, token, f"nested deeper than {_DEEPEST} brackets")
        if chain > _LONGEST_CHAIN:
            raise _refusal(text, token, f"a chain of more than {_LONGEST_CHAIN} operators")
        if patterns > _MOST_PATTERNS:
            raise _refusal(text, token, f"more than {_MOST_PATTERNS} OPTIONALs and UNIONs")


def _stay_here(text: str, token: Token) -> None:
    keyword = next((word for word in _OUTSIDE if _holds(token, word)), None)
    if keyword is not None:
        reason = f"{keyword} would leave the store and is refused; {_OUTSIDE[keyword]}"
        line, column = line_and_column(text, token.start)
        raise QueryError(reason, line=line, column=column)


def _holds(token: Token, keyword: str) -> bool:
    """Say whether a token is a keyword, or is glued to one (``1SERVICE``, ``LOADSILENT``)."""
    word = token.keyword
    return ":" not in word and (word.startswith(keyword) or word.endswith(keyword))


def _refusal(text: str, token: Token, reason: str) -> QueryError:
    line, column = line_and_column(text, token.start)
    return QueryError(f"{reason}; make several queries of it", line=line, column=column)
