"""Number values in the order in which they are first met, so that each is written once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
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
