"""Hold the answer of a SELECT: typed rows, as a table where one is wanted."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, SupportsIndex, cast, overload

from kg.vocabulary import IRI

if TYPE_CHECKING:
    import pandas


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


def row_type(columns: Sequence[str]) -> type[Row]:
    """Return a class of rows with these columns, readable as attributes."""
    attributes: dict[str, Any] = {"__slots__": (), "_columns": tuple(columns)}
    for index, column in enumerate(columns):
        if not hasattr(Row, column):
            attributes[column] = property(itemgetter(index))
    return cast(type[Row], type("Row", (Row,), attributes))


def _restore_row(columns: tuple[str, ...], values: tuple[Any, ...]) -> Row:
    return row_type(columns)(values)


class Table(Sequence[Row]):
    """Hold the rows of an answer, in the order the query gave them.

    Parameters
    ----------
    columns
        The variables of the SELECT list, in order.
    rows
        One tuple of Python values a solution.
    prefixes
        Namespaces by prefix, for showing IRIs short.

    Examples
    --------
    >>> table = Table(["drug", "year"], [("natalizumab", 2004)])
    >>> table[0].drug, table[0]["year"], len(table)
    ('natalizumab', 2004, 1)
    >>> print(table.to_text())
    drug         year
    -----------  ----
    natalizumab  2004
    """

    def __init__(
        self,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        *,
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        self.columns = tuple(columns)
        make = row_type(self.columns)
        self._rows = [make(row) for row in rows]
        self._prefixes = dict(prefixes or {})

    @overload
    def __getitem__(self, index: int, /) -> Row: ...
    @overload
    def __getitem__(self, index: slice, /) -> Table: ...
    def __getitem__(self, index: int | slice, /) -> Row | Table:
        if isinstance(index, slice):
            return Table(self.columns, self._rows[index], prefixes=self._prefixes)
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return self.columns == other.columns and self._rows == other._rows

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Table({', '.join(self.columns)}; {len(self)} rows)"

    def columns_at(self, positions: Sequence[int]) -> Table:
        """Return the table with only the columns at these positions, in this order."""
        rows = [[row[i] for i in positions] for row in self._rows]
        return Table([self.columns[i] for i in positions], rows, prefixes=self._prefixes)

    def shown(self, value: object) -> str:
        """Return a value as a person reads it: IRIs short, nothing for unbound.

        Examples
        --------
        >>> Table([], [], prefixes={"ex": "http://example.org/"}).shown(IRI("http://example.org/a"))
        'ex:a'
        """
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, IRI):
            return compact(value, self._prefixes)
        return str(value)

    def to_text(self) -> str:
        """Return the table in plain text, columns aligned."""
        cells = [[_one_line(self.shown(value)) for value in row] for row in self._rows]
        widths = [
            max([len(column), *(len(row[i]) for row in cells)])
            for i, column in enumerate(self.columns)
        ]
        lines = [list(self.columns), ["-" * width for width in widths], *cells]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )

    def to_csv(self, *, delimiter: str = ",") -> str:
        """Return the table as CSV with a header, lines ended by a line feed, IRIs whole."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(["" if value is None else value for value in row] for row in self._rows)
        return out.getvalue()

    def to_pandas(self) -> pandas.DataFrame:
        """Return the table as a pandas DataFrame, one column a variable, unbound as None."""
        import pandas

        return pandas.DataFrame([tuple(row) for row in self._rows], columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(self.shown(v))}</td>" for v in row) + "</tr>"
            for row in self._rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def compact(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI as ``prefix:name`` where a prefix fits, else whole.

    Examples
    --------
    >>> compact("http://example.org/a", {"ex": "http://example.org/"})
    'ex:a'
    """
    best = max(
        (item for item in prefixes.items() if iri.startswith(item[1])),
        key=lambda item: len(item[1]),
        default=None,
    )
    if best is None or "/" in (name := iri[len(best[1]) :]) or "#" in name or not name:
        return str(iri)
    return f"{best[0]}:{name}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
