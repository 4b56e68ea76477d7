"""Turn what Oxigraph raises on a query into one `QueryError` with a place in the original text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from kg.errors import QueryError
from kg.store.parameters import Bound
from kg.store.syntax import Token, line_and_column, offset_of, tokens

# What Oxigraph raises on a query.
NATIVE_ERRORS = (SyntaxError, OSError, RuntimeError, ValueError)


@contextmanager
def query_errors(bound: Bound, prefixes: Mapping[str, str]) -> Iterator[None]:
    """Turn what Oxigraph raises inside into a `QueryError`."""
    try:
        yield
    except NATIVE_ERRORS as error:
        raise query_error(error, bound, prefixes) from None


def query_error(error: Exception, bound: Bound, prefixes: Mapping[str, str]) -> QueryError:
    """Return what Oxigraph raised as a `QueryError`."""
    if isinstance(error, SyntaxError):
        return _syntax_error(str(error), bound, prefixes)
    return QueryError(" ".join(str(error).split()))


# Oxigraph names what it could have read next; among the characters stand sentences worth repeating.
_PLACE = r"error at (\d+):(\d+): "
_SENTENCE = r"(?:expected (?:one of )?|, )([A-Z][A-Za-z]+ [\w ]*[a-z][\w ]*)(?=,|$)"
_UNHELPFUL = "Prefix not found"


def _syntax_error(said: str, bound: Bound, prefixes: Mapping[str, str]) -> QueryError:
    text = bound.original
    if (token := _undeclared(text, prefixes)) is not None:
        line, column = line_and_column(text, token.start)
        reason = f"the prefix of {token.text!r} is not declared"
        return QueryError(reason, line=line, column=column)
    place = re.match(_PLACE, said)
    if place is None:
        return QueryError(" ".join(said.split()))
    offset = bound.original_offset(offset_of(bound.text, int(place[1]), int(place[2])))
    line, column = line_and_column(text, offset)
    sentence = re.search(_SENTENCE, said)
    if sentence and sentence[1] != _UNHELPFUL:
        reason = sentence[1][0].lower() + sentence[1][1:]
    else:
        reason = f"not valid SPARQL at {_near(text, offset)}"
    return QueryError(reason, line=line, column=column)


def _near(text: str, offset: int) -> str:
    rest = text[offset:].split("\n", 1)[0].strip()
    return repr(rest[:30]) if rest else "the end of a line"


def _undeclared(text: str, prefixes: Mapping[str, str]) -> Token | None:
    """Return the first prefixed name whose prefix neither the text nor the caller declares.

    Oxigraph's own message often points elsewhere: its parser looks ahead.
    """
    found = tokens(text)
    known = {f"{prefix}:" for prefix in prefixes} | {"_:"}
    known |= {
        token.text for before, token in itertools.pairwise(found) if before.keyword == "PREFIX"
    }
    for token in found:
        prefix, colon, _ = token.text.partition(":")
        if token.kind == "word" and colon and prefix + colon not in known:
            return token
    return None
