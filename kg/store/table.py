"""Hold the answer of a SELECT: typed rows, as a table where one is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from kg.store.rows import Row, row_type
from kg.vocabulary import IRI

if TYPE_CHECKING:
    import pandas


# A spreadsheet takes a cell that starts with one of these for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


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
        found = [tuple(row) for row in rows]
        for row in found:
            if len(row) != len(columns):
                raise ValueError(f"a row has {len(row)} values for {len(columns)} columns: {row!r}")
        self._set(columns, [value for row in found for value in row], len(found), prefixes or {})

    @classmethod
    def of_cells(
        cls, columns: Sequence[str], cells: list[Any], size: int, *, prefixes: Mapping[str, str]
    ) -> Table:
        """Return the table of so many rows whose cells are given row after row, and are kept."""
        table = cls.__new__(cls)
        table._set(columns, cells, size, prefixes)
        return table

    def _set(
        self, columns: Sequence[str], cells: list[Any], size: int, prefixes: Mapping[str, str]
    ) -> None:
        # A row is made when it is looked at: a flat list costs a third of a list of rows.
        self.columns = tuple(columns)
        self._row = row_type(self.columns)
        self._cells = cells
        self._size = size
        self._prefixes = dict(prefixes)

    @overload
    def __getitem__(self, index: int, /) -> Row: ...
    @overload
    def __getitem__(self, index: slice, /) -> Table: ...
    def __getitem__(self, index: int | slice, /) -> Row | Table:
        if isinstance(index, slice):
            rows = [self._at(place) for place in range(*index.indices(self._size))]
            return Table(self.columns, rows, prefixes=self._prefixes)
        place = range(self._size)[index]
        return self._row(self._at(place))

    def _at(self, place: int) -> list[Any]:
        width = len(self.columns)
        return self._cells[place * width : (place + 1) * width]

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self.tuples())

    def tuples(self) -> Iterator[tuple[Any, ...]]:
        """Go through the rows as plain tuples, which is faster where names are not needed."""
        if not self.columns:
            return iter([()] * self._size)
        cells = iter(self._cells)
        return zip(*[cells] * len(self.columns), strict=True)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        mine = (self.columns, self._size, self._cells)
        return mine == (other.columns, other._size, other._cells)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Table({', '.join(self.columns)}; {len(self)} rows)"

    def columns_at(self, positions: Sequence[int]) -> Table:
        """Return the table with only the columns at these positions, in this order."""
        rows = [[row[i] for i in positions] for row in self.tuples()]
        return Table([self.columns[i] for i in positions], rows, prefixes=self._prefixes)

    def shown(self, value: object) -> str:
        """Return a value as a person reads it: IRIs short, floats to six digits, unbound empty.

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
        return f"{value:.6g}" if isinstance(value, float) else str(value)

    def to_text(self) -> str:
        """Return the table in plain text, columns aligned."""
        cells = [[_one_line(self.shown(value)) for value in row] for row in self.tuples()]
        widths = [
            max([len(column), *(len(row[i]) for row in cells)])
            for i, column in enumerate(self.columns)
        ]
        lines = [list(self.columns), ["-" * width for width in widths], *cells]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )

    def to_csv(self, *, delimiter: str = ",", spreadsheet: bool = False) -> str:
        """Return the table as CSV with a header, lines ended by a line feed, IRIs whole.

        Parameters
        ----------
        delimiter
            What stands between two cells.
        spreadsheet
            Whether to put an apostrophe before text that a spreadsheet would take for a formula.
            Numbers stay as they are; only without it the text reads back unchanged.

        Examples
        --------
        >>> print(Table(["n"], [("=1+1",), (-1,)]).to_csv(spreadsheet=True), end="")
        n
        '=1+1
        -1
        """
        import csv

        cell = _harmless if spreadsheet else _plain
        lines = _Lines()
        # Only what may end a line is quoted: both characters have to, and one is taken off again.
        writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(map(cell, self.columns))
        writer.writerows(map(cell, row) for row in self.tuples())
        return "".join(lines)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the table as a pandas DataFrame, one column a variable, unbound as None."""
        import pandas

        return pandas.DataFrame(list(self.tuples()), columns=list(self.columns))

    def _repr_html_(self) -> str:
        import html

        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(self.shown(v))}</td>" for v in row) + "</tr>"
            for row in self.tuples()
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


class _Lines(list[str]):
    """Collect lines, each ended by a line feed alone."""

    def write(self, line: str) -> None:
        self.append(line.removesuffix("\r\n") + "\n")


def _plain(value: object) -> object:
    return "" if value is None else value


def _harmless(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return _plain(value)
