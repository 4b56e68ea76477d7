"""Bind parameters in a SPARQL text, by value and never by pasting.

A bound parameter is replaced, token by token, by the serialisation of its RDF term, wherever it
stands: in sub-queries, in filters, in updates. So binding means the same in a query and in an
update, on any store, and a parameter that a text does not use is an error and not a silence.
(pyoxigraph's own substitutions demand that the parameter is projected and do not exist for
updates.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.syntax import Token, kept, line_and_column, tokens
from kg.store.terms import Term, to_term

_ENDS_OF_PROJECTION = frozenset({"WHERE", "FROM"})
_STARTS_OF_CONDITIONS = frozenset({"GROUP", "ORDER"})
_ENDS_OF_CONDITIONS = frozenset({"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})

# How a parameter is written at one place of the text; `{}` stands for the term.
_PLAIN, _IN_PARENTHESES, _TRUE = "{}", "({})", "(true)"
# In a sub-SELECT it is dropped, for outside it is a value too; renamed where nothing else is left.
_PROJECTED, _DROPPED, _RENAMED = "({} AS ?NAME)", "", "({} AS ?bound_NAME)"


class Bound(NamedTuple):
    """Hold a text with its parameters in place, and the way back to the original's places."""

    text: str
    original: str
    shifts: tuple[tuple[int, int], ...]

    def original_offset(self, offset: int) -> int:
        """Return the character of the original that a character of the text came from."""
        here, there = 0, 0
        for start, origin in self.shifts:
            if start > offset:
                break
            here, there = start, origin
        return min(there + offset - here, len(self.original))


def bind(text: str, parameters: Mapping[str, object]) -> Bound:
    """Return a SPARQL text with its parameters bound to values.

    Parameters
    ----------
    text
        A SPARQL query or update.
    parameters
        Values by variable name (without ``?``); see `kg.store.terms.to_term` for what they may be.

    Raises
    ------
    QueryError
        If a parameter does not occur, is assigned by the text itself, or has no RDF term.

    Examples
    --------
    >>> bind("SELECT ?s ?o { ?s ?p ?o }", {"o": "?s }"}).text
    'SELECT ?s ("?s }" AS ?o) { ?s ?p "?s }" }'
    """
    if not parameters:
        return Bound(text, text, ())
    terms = {name: _serialised(name, value) for name, value in parameters.items()}
    for name in terms:
        if not any(token.text[1:] == name for token in tokens(text) if token.kind == "variable"):
            raise QueryError(
                f"parameter {name!r} is not a variable of the query; it has {_names(text)}"
            )
    pieces: list[str] = []
    shifts: list[tuple[int, int]] = [(0, 0)]
    end = length = 0
    for start, stop, name, form in _places(text, frozenset(terms)):
        inserted = form.replace("NAME", name).replace("{}", terms[name])
        pieces += (text[end:start], inserted)
        length += start - end
        shifts.append((length, start))
        length += len(inserted)
        shifts.append((length, stop))
        end = stop
    pieces.append(text[end:])
    return Bound("".join(pieces), text, tuple(shifts))


def _serialised(name: str, value: object) -> str:
    try:
        term: Term = to_term(value)
    except (TypeError, ValueError) as error:
        raise QueryError(f"parameter {name!r}: {error}") from None
    if isinstance(term, ox.BlankNode):
        raise QueryError(f"parameter {name!r}: a blank node has no name outside its result")
    return str(term)


def _names(text: str) -> str:
    found = sorted({token.text[1:] for token in tokens(text) if token.kind == "variable"})
    return ", ".join(map(repr, found)) or "none"


@kept
def _places(text: str, names: frozenset[str]) -> tuple[tuple[int, int, str, str], ...]:
    """Return where each parameter stands: start, stop, name, and the form it takes there."""
    places = []
    found = tokens(text)
    clause = _Clauses()
    for index, token in enumerate(found):
        clause.step(token)
        if token.kind != "variable" or token.text[1:] not in names:
            continue
        before = [found[i].keyword or found[i].text for i in range(max(0, index - 2), index)]
        start, stop = token.start, token.start + len(token.text)
        if before[-1:] == ["AS"] or clause.in_values_header:
            line, column = line_and_column(text, token.start)
            raise QueryError(
                f"parameter {token.text[1:]!r} is assigned by the query itself; use another name",
                line=line,
                column=column,
            )
        if before == ["BOUND", "("]:
            places.append(
                (found[index - 2].start, found[index + 1].start + 1, token.text[1:], _TRUE)
            )
        else:
            form = clause.form
            if form == _DROPPED and not _projects_more(found, index, names):
                form = _RENAMED
            places.append((start, stop, token.text[1:], form))
    return tuple(places)


def _projects_more(found: Sequence[Token], index: int, names: frozenset[str]) -> bool:
    """Say whether the SELECT clause around a parameter projects anything but parameters."""
    first = max(i for i in range(index) if found[i].keyword == "SELECT") + 1
    for token in found[first:]:
        if token.text == "{" or token.keyword in _ENDS_OF_PROJECTION:
            return False
        if token.text in ("*", "(") or (token.kind == "variable" and token.text[1:] not in names):
            return True
    return False


class _Clauses:
    """Follow a text and know whether a variable here is projected, a condition, or in a pattern."""

    def __init__(self) -> None:
        self._braces = self._parentheses = 0
        self._clause, self._base = "", 0
        self.in_values_header = False

    def step(self, token: Token) -> None:
        word = token.keyword
        if word == "VALUES":
            self.in_values_header = True
        elif token.text == "{":
            self.in_values_header = False
        if word == "SELECT":
            self._enter("SELECT")
        elif self._clause and self._parentheses > self._base:
            pass  # A pattern inside an expression ends no clause.
        elif self._clause == "SELECT" and (word in _ENDS_OF_PROJECTION or token.text == "{"):
            self._leave()
        elif word in _STARTS_OF_CONDITIONS:
            self._enter(word)
        elif self._clause and (word in _ENDS_OF_CONDITIONS or token.text == "}"):
            self._leave()
        if token.kind == "mark":
            self._braces += (token.text == "{") - (token.text == "}")
            self._parentheses += (token.text == "(") - (token.text == ")")

    def _enter(self, clause: str) -> None:
        self._clause, self._base = clause, self._parentheses

    def _leave(self) -> None:
        self._clause = ""

    @property
    def form(self) -> str:
        if not self._clause or self._parentheses > self._base:
            return _PLAIN
        if self._clause != "SELECT":
            return _IN_PARENTHESES
        return _DROPPED if self._braces else _PROJECTED
