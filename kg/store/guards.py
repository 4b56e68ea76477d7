"""Refuse a query or an update that would leave this machine, or would crash the parser."""

from __future__ import annotations

from kg.errors import QueryError
from kg.store.syntax import Token, kept, line_and_column, scan

# What reaches out, and what to do instead.
_OUTSIDE = {
    "SERVICE": "load the data with kg.load() and query them here",
    "LOAD": "fetch the file yourself and give it to kg.load()",
}

# Oxigraph recurses when it parses and when it evaluates: on a stack of 1 MB it dies from about 50
# nested lists, 140 path steps, 312 triple patterns, OPTIONALs or BINDs, and 801 UNIONs on, and
# nested lists and joins cost the fourth power of their number. What people write stays below.
_DEEPEST = 40
_LONGEST_CHAIN = 120
_MOST_PATTERNS = 120

_OPENING, _CLOSING = "([{", ")]}"
_ENDS_OF_CHAIN = ".;,{}"
_ENDS_OF_PATTERN = ".;,{"


@kept
def guard(text: str) -> None:
    """Refuse SERVICE and LOAD, and what is nested or chained too long to be parsed.

    Nothing is fetched from anywhere, and no file is read. It stops at the first token that goes too
    far, so a text of any length is refused at once.

    Raises
    ------
    QueryError
        At the first token that goes too far.

    Examples
    --------
    >>> guard('SELECT * { ?s ?p "SERVICE" } # LOAD')
    """
    brackets: list[str] = []
    chain = patterns = 0
    before = ""
    data_from: int | None = None
    for token in scan(text):
        if token.kind == "unclosed":
            line, column = line_and_column(text, token.start)
            raise QueryError("a string has no closing quote", line=line, column=column)
        _stay_here(text, token)
        if token.kind == "mark":
            mark = token.text
            if mark in _OPENING:
                if before == "DATA" and data_from is None:
                    data_from = len(brackets)
                brackets.append(mark)
            elif mark in _CLOSING and brackets:
                brackets.pop()
                if len(brackets) == data_from:
                    data_from = None
            chain = 0 if mark in _ENDS_OF_CHAIN else chain + (mark not in "()[]")
            # Items of a list in parentheses, and data only put in, are joined with nothing.
            joined = bool(brackets) and brackets[-1] != "(" and data_from is None
            patterns += joined and mark in _ENDS_OF_PATTERN
        else:
            patterns += token.keyword == "BIND"
        before = token.keyword
        if len(brackets) > _DEEPEST:
            raise _refusal(text, token, f"nested deeper than {_DEEPEST} brackets")
        if chain > _LONGEST_CHAIN:
            raise _refusal(text, token, f"a chain of more than {_LONGEST_CHAIN} operators")
        if patterns > _MOST_PATTERNS:
            raise _refusal(text, token, f"more than {_MOST_PATTERNS} patterns")


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
