"""Number values, so that each is written once and named by its number elsewhere."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value", bound=Hashable)


class Numbering(Generic[Value]):
    """Give each value a number.

    Parameters
    ----------
    values
        Those that come first, in this order.

    Examples
    --------
    >>> number = Numbering(["a"])
    >>> number("b"), number("a"), number("b"), list(number)
    (1, 0, 1, ['a', 'b'])
    """

    def __init__(self, values: Iterable[Value] = ()) -> None:
        self._numbers = {value: n for n, value in enumerate(values)}

    def __call__(self, value: Value) -> int:
        """Return the number of a value, which it gets when it is first met."""
        return self._numbers.setdefault(value, len(self._numbers))

    def __iter__(self) -> Iterator[Value]:
        return iter(self._numbers)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Hold the numbers that things have in the page, by IRI."""

    concept: Mapping[str, int]
    claim: Mapping[str, int]
    source: Mapping[str, int]
    study: Mapping[str, int]

    @classmethod
    def of(cls, *kinds: Iterable[str]) -> Numbers:
        """Return the numbers of concepts, claims, sources and studies, each in their order."""
        return cls(*({iri: i for i, iri in enumerate(kind)} for kind in kinds))
