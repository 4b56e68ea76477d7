r"""Read terms as N-Triples writes them.

Source: https://www.w3.org/TR/rdf12-n-triples/
"""

from __future__ import annotations

import re
from typing import TypeAlias

import pyoxigraph as ox

_ESCAPE = r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)"
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


# The text of a literal, its language, its base direction and its datatype, as far as it has them.
LiteralParts: TypeAlias = tuple[str, str | None, str | None, str | None]


def literal_parts(term: str) -> LiteralParts:
    r"""Return the parts of a literal, its text unescaped.

    Examples
    --------
    >>> literal_parts(r'"a\tb"@en')
    ('a\tb', 'en', None, None)
    >>> literal_parts('"1"^^<http://www.w3.org/2001/XMLSchema#int>')
    ('1', None, None, 'http://www.w3.org/2001/XMLSchema#int')
    """
    end = term.rindex('"')
    text, rest = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = re.sub(_ESCAPE, _unescape, text, flags=re.DOTALL)
    if rest.startswith("@"):
        language, _, direction = rest[1:].partition("--")
        return text, language, direction or None, None
    return text, None, None, rest[3:-1] or None


def _unescape(found: re.Match[str]) -> str:
    said = found[1]
    return chr(int(said[1:], 16)) if len(said) > 1 else _ESCAPED.get(said, said)


def read_term(term: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    """Return the RDF term that is written so.

    Examples
    --------
    >>> read_term("<http://example.org/a>")
    <NamedNode value=http://example.org/a>
    >>> read_term('"fatigue"@en').language
    'en'
    """
    if term[0] == "<" and term[1] != "<":
        return ox.NamedNode(term[1:-1])
    if term[0] == "_":
        return ox.BlankNode(term[2:])
    if term[0] == '"':
        return _literal(*literal_parts(term))
    # A triple within a triple is rare: the parser reads it.
    (quad,) = ox.parse(f"<urn:x> <urn:x> {term} .", format=ox.RdfFormat.N_TRIPLES)
    found: ox.Triple = quad.object
    return found


def _literal(
    text: str, language: str | None, direction: str | None, datatype: str | None
) -> ox.Literal:
    if language is None:
        return ox.Literal(text, datatype=None if datatype is None else ox.NamedNode(datatype))
    side = None if direction is None else ox.BaseDirection(direction)
    return ox.Literal(text, language=language, direction=side)
