"""Refuse a query or an update that would leave this machine."""

from __future__ import annotations

from kg.errors import QueryError
from kg.store.syntax import line_and_column, tokens

# What reaches out, and what to do instead.
_OUTSIDE = {
    "SERVICE": "load the data with kg.load() and query them here",
    "LOAD": "fetch the file yourself and give it to kg.load()",
}


def stay_here(text: str) -> None:
    """Refuse SERVICE and LOAD: nothing is fetched from anywhere, and no file is read.

    Raises
    ------
    QueryError
        At the first such keyword.

    Examples
    --------
    >>> stay_here('SELECT * { ?s ?p "SERVICE" } # LOAD')
    """
    for token in tokens(text):
        if token.keyword in _OUTSIDE:
            line, column = line_and_column(text, token.start)
            reason = f"{token.keyword} would leave the store and is refused"
            raise QueryError(f"{reason}; {_OUTSIDE[token.keyword]}", line=line, column=column)
