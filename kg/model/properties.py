"""Read the properties of things as Python values, and refuse what does not fit.

A value that is missing, double, or of another kind is an error that names thing and property.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias, cast

from kg.errors import DataError
from kg.store.protocol import Store
from kg.store.table import compact
from kg.store.terms import BlankNode
from kg.vocabulary import IRI, TKG

# The values of every property of one thing.
Properties: TypeAlias = Mapping[str, list[Any]]


def read_properties(store: Store, query: str) -> dict[IRI, dict[str, list[Any]]]:
    """Return the values of every property of everything that a query of ?s ?p ?o finds, sorted."""
    found: dict[IRI, dict[str, list[Any]]] = {}
    for subject, predicate, value in store.select(query).tuples():
        if not isinstance(subject, IRI):
            raise DataError(
                "a blank node", f"has {compact(predicate, store.prefixes)}", "give it an IRI"
            )
        found.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return {iri: found[iri] for iri in sorted(found)}


_KINDS: Mapping[type, str] = {
    IRI: "an IRI",
    int: "a whole number",
    Decimal: "a number",
    bool: "true or false",
    datetime.date: "a date",
    str: "text",
}


class One:
    """Read the values of one thing, and refuse what is missing, double or of another kind.

    Parameters
    ----------
    kind, iri
        What it is, for errors.
    of
        The values of its properties.
    prefixes
        Namespaces by prefix, for errors.

    Examples
    --------
    >>> claim = One("claim", IRI("urn:c"), {TKG.position: [2]}, {"tkg": TKG.base})
    >>> claim.whole_number(TKG.position)
    2
    >>> claim.link(TKG.subject)
    Traceback (most recent call last):
    kg.errors.DataError: claim 'urn:c' has no tkg:subject; add tkg:subject
    """

    def __init__(self, kind: str, iri: IRI, of: Properties, prefixes: Mapping[str, str]) -> None:
        self._kind, self._iri, self._of, self._prefixes = kind, iri, of, prefixes

    def maybe(self, property: str, *kinds: type) -> Any:
        """Return the value, which is of one of these kinds, or None if there is none."""
        values = self._of.get(property)
        if not values:
            return None
        if len(values) > 1:
            raise self._error(f"has {len(values)} values of {self._named(property)}", "keep one")
        return self._checked(property, values[0], kinds)

    def demand(self, property: str) -> None:
        """Refuse a thing that has no value."""
        if not self._of.get(property):
            name = self._named(property)
            raise self._error(f"has no {name}", f"add {name}")

    def of(self, property: str, *kinds: type) -> Any:
        """Return the value, which must be there."""
        self.demand(property)
        return self.maybe(property, *kinds)

    def text(self, property: str) -> Any:
        """Return the text, if there is one."""
        return self.maybe(property, str)

    def whole_number(self, property: str) -> Any:
        """Return the whole number, if there is one."""
        return self.maybe(property, int)

    def number(self, property: str) -> Decimal | None:
        """Return the number, if there is one, however it is written."""
        value = self.maybe(property, Decimal, int)
        return None if value is None else Decimal(value)

    def number_from_zero(self, property: str) -> Decimal | None:
        """Return the number, if there is one; it may not be below zero."""
        value = self.number(property)
        if value is not None and value < 0:
            raise self.misfit(property, "which is below zero", "correct it")
        return value

    def date(self, property: str) -> Any:
        """Return the date, if there is one."""
        return self.maybe(property, datetime.date)

    def boolean(self, property: str) -> Any:
        """Return whether it is so, if that is said."""
        return self.maybe(property, bool)

    def link(self, property: str) -> IRI:
        """Return the IRI, which must be there."""
        return cast(IRI, self.of(property, IRI))

    def links(self, property: str) -> tuple[IRI, ...]:
        """Return the IRIs, as many as there are, sorted."""
        values = self._of.get(property, ())
        return tuple(sorted(self._checked(property, value, (IRI,)) for value in values))

    def texts(self, property: str) -> tuple[str, ...]:
        """Return the texts, as many as there are, sorted."""
        values = self._of.get(property, ())
        return tuple(sorted(self._checked(property, value, (str,)) for value in values))

    def term(self, property: str) -> str:
        """Return the name of the term of the vocabulary that a property holds."""
        value = self.link(property)
        if value not in TKG:
            reason = (
                f"has {str(value)!r} as {self._named(property)}, which the vocabulary does not have"
            )
            raise self._error(reason, "choose one of its terms")
        return value.local_name

    def misfit(self, property: str, why: str, remedy: str) -> DataError:
        """Return the error of a value that cannot be, to be raised."""
        value = str(self._of[property][0])
        return self._error(f"has {value!r} as {self._named(property)}, {why}", remedy)

    def _checked(self, property: str, value: Any, kinds: tuple[type, ...]) -> Any:
        if type(value) in kinds:
            return value
        fits = isinstance(value, kinds)
        if isinstance(value, IRI | BlankNode | bool | datetime.datetime):
            # Each is a kind of something that it may not stand for: text, a number, a date.
            fits = False
        if isinstance(value, float) and Decimal in kinds and math.isfinite(value):
            number = f"{Decimal(repr(value)):f}"
            reason = f"has the floating-point number {value} as {self._named(property)}"
            raise self._error(reason, f"write it as a decimal, {number}")
        if not fits:
            reason = f"has {str(value)!r} as {self._named(property)}"
            raise self._error(reason, f"give {_KINDS[kinds[0]]}")
        return value

    def _named(self, property: str) -> str:
        return compact(property, self._prefixes)

    def _error(self, reason: str, remedy: str) -> DataError:
        return DataError(f"{self._kind} {compact(self._iri, self._prefixes)!r}", reason, remedy)
