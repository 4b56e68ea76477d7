"""Cross between RDF terms and Python values, both ways.

RDF terms are pyoxigraph's. Python values are `IRI` for IRIs, `Text` for text with a language,
and int, float, Decimal, bool, date, datetime or str for the other literals.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from kg.vocabulary import IRI

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_XSD = "http://www.w3.org/2001/XMLSchema#"


class Text(str):
    """Hold text in a language.

    Examples
    --------
    >>> Text("fatigue", "en").language
    'en'
    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, value: str, language: str) -> Text:
        """Make text in a language."""
        text = str.__new__(cls, value)
        text.language = language
        return text

    def __reduce__(self) -> tuple[type[Text], tuple[str, str]]:
        return Text, (str(self), self.language)


class BlankNode(str):
    """Hold the label of a blank node; it means something within one result only."""

    __slots__ = ()


def _boolean(lexical: str) -> bool:
    if lexical not in ("true", "1", "false", "0"):
        raise ValueError(lexical)
    return lexical in ("true", "1")


def _matching(pattern: str, convert: Callable[[str], object]) -> Callable[[str], object]:
    """Return a conversion that first demands the form of XML Schema; Python's own takes more."""

    def strict(lexical: str) -> object:
        # Compiled, and kept by `re`, when the first such literal comes.
        if not re.fullmatch(pattern, lexical, re.ASCII):
            raise ValueError(lexical)
        return convert(lexical)

    return strict


_DATE = r"\d{4}-\d\d-\d\d"
# Python counts no less than microseconds; what is finer stays text.
_TIME = r"\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?"
_INTEGER = _matching(r"[+-]?\d+", int)
_DOUBLE = _matching(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN", float)

_FROM_LEXICAL: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(
        (
            _XSD + name
            for name in (
                "integer int long short byte nonNegativeInteger positiveInteger negativeInteger "
                "nonPositiveInteger unsignedInt unsignedLong unsignedShort unsignedByte"
            ).split()
        ),
        _INTEGER,
    ),
    _XSD + "decimal": _matching(r"[+-]?(\d+(\.\d*)?|\.\d+)", Decimal),
    _XSD + "double": _DOUBLE,
    _XSD + "float": _DOUBLE,
    _XSD + "boolean": _boolean,
    _XSD + "date": _matching(_DATE, datetime.date.fromisoformat),
    _XSD + "dateTime": _matching(f"{_DATE}T{_TIME}", datetime.datetime.fromisoformat),
}


def to_python(term: Term | None) -> Any:
    """Return the Python value of an RDF term; None for an unbound variable.

    A literal whose text does not fit its datatype stays text: nothing is lost.

    Examples
    --------
    >>> to_python(ox.Literal("1.5", datatype=ox.NamedNode(_XSD + "decimal")))
    Decimal('1.5')
    >>> to_python(ox.NamedNode("http://example.org/a"))
    IRI('http://example.org/a')
    """
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return IRI(term.value)
    if isinstance(term, ox.Literal):
        return _literal_value(term)
    if isinstance(term, ox.BlankNode):
        return BlankNode(term.value)
    return str(term)


def _literal_value(literal: ox.Literal) -> object:
    if literal.language is not None:
        return Text(literal.value, literal.language)
    return from_lexical(literal.value, literal.datatype.value)


def from_lexical(lexical: str, datatype: str) -> object:
    """Return the Python value of a literal's text in a datatype; the text where it does not fit.

    Examples
    --------
    >>> from_lexical("1.5", _XSD + "decimal"), from_lexical("x", _XSD + "decimal")
    (Decimal('1.5'), 'x')
    """
    convert = _FROM_LEXICAL.get(datatype)
    if convert is None:
        return lexical
    try:
        return convert(lexical)
    except (ValueError, InvalidOperation):
        return lexical


def to_term(value: object) -> Term:
    """Return the RDF term of a Python value.

    Parameters
    ----------
    value
        An `IRI`, anything with an ``iri`` attribute (a concept, a claim), a pyoxigraph or rdflib
        term, or a str, bool, int, float, Decimal, date or datetime.

    Raises
    ------
    TypeError
        If there is no RDF term for such a value.
    ValueError
        If an IRI is not a valid one.

    Examples
    --------
    >>> str(to_term("a"))
    '"a"'
    >>> str(to_term(IRI("http://example.org/a")))
    '<http://example.org/a>'
    """
    if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple):
        return value
    if isinstance(value, IRI):
        return ox.NamedNode(value)
    if isinstance(value, BlankNode):
        return ox.BlankNode(value)
    if isinstance(value, Text):
        return ox.Literal(str(value), language=value.language)
    if hasattr(value, "iri"):
        return ox.NamedNode(value.iri)
    if hasattr(value, "n3"):
        return _from_rdflib(value)
    if isinstance(value, datetime.datetime):
        return _typed(value.isoformat(), "dateTime")
    if isinstance(value, datetime.date):
        return _typed(value.isoformat(), "date")
    if isinstance(value, Decimal):
        return _typed(format(value, "f"), "decimal")
    if isinstance(value, int) and not isinstance(value, bool):
        return _typed(str(value), "integer")
    if isinstance(value, str | bool | float):
        return ox.Literal(value)
    raise TypeError(f"{value!r} has no RDF term; give an IRI, a concept, text, a number or a date")


def to_triple(subject: str, predicate: str, value: object) -> ox.Triple:
    """Return a triple whose object is a Python value.

    Examples
    --------
    >>> str(to_triple("http://e/s", "http://e/p", True).object.value)
    'true'
    """
    term = to_term(value)
    if isinstance(term, ox.NamedNode | ox.Literal):
        return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), term)
    raise TypeError(f"{value!r} is no IRI and no literal")


def _typed(lexical: str, datatype: str) -> ox.Literal:
    return ox.Literal(lexical, datatype=ox.NamedNode(_XSD + datatype))


def _from_rdflib(value: Any) -> Term:
    import rdflib

    if isinstance(value, rdflib.URIRef):
        return ox.NamedNode(str(value))
    if isinstance(value, rdflib.BNode):
        return ox.BlankNode(str(value))
    if isinstance(value, rdflib.Literal):
        if value.language:
            return ox.Literal(str(value), language=value.language)
        datatype = ox.NamedNode(str(value.datatype)) if value.datatype else None
        return ox.Literal(str(value), datatype=datatype)
    raise TypeError(f"{value!r} has no RDF term; give an rdflib URIRef, BNode or Literal")
