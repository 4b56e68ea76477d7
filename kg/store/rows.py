"""Hold one solution of a SELECT, readable by position, by name and as an attribute."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, SupportsIndex, cast, overload


class Row(tuple[Any, ...]):
    """Hold one solution; read a value by position, by name or as an attribute.

    An unbound variable is None.
    """

    __slots__ = ()
    _columns: tuple[str, ...] = ()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Any: ...
    @overload
    def __getitem__(self, key: slice[Any, Any, Any], /) -> tuple[Any, ...]: ...
    @overload
    def __getitem__(self, key: str, /) -> Any: ...
    def __getitem__(self, key: Any, /) -> Any:
        if isinstance(key, str):
            if key not in self._columns:
                raise KeyError(key)
            return tuple.__getitem__(self, self._columns.index(key))
        return tuple.__getitem__(self, key)

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{k}={v!r}' for k, v in zip(self._columns, self, strict=True))})"

    def asdict(self) -> dict[str, Any]:
        """Return the row as a dictionary by column."""
        return dict(zip(self._columns, self, strict=True))

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore_row, (self._columns, tuple(self))


@lru_cache(maxsize=256)
def row_type(columns: tuple[str, ...]) -> type[Row]:
    """Return the class of rows with these columns, readable as attributes.

    Examples
    --------
    >>> row_type(("drug", "year"))(("natalizumab", 2004)).drug
    'natalizumab'
    """
    attributes: dict[str, Any] = {"__slots__": (), "_columns": columns}
    for index, column in enumerate(columns):
        if not hasattr(Row, column):
            attributes[column] = property(itemgetter(index))
    return cast(type[Row], type("Row", (Row,), attributes))


def _restore_row(columns: tuple[str, ...], values: tuple[Any, ...]) -> Row:
    return row_type(columns)(values)
