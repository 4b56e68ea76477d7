"""Number the sources of a comparison, so that their names are written out once."""

from __future__ import annotations

from kg.comparison.cell import Entry
from kg.comparison.matrix import Comparison


class SourceNumbers:
    """Give the documents that claims are from numbers, in the order in which they stand."""

    def __init__(self, comparison: Comparison) -> None:
        documents = (
            document
            for cell in comparison.cells
            for entry in cell.entries
            for document, _ in entry.places
        )
        self._numbers = {one: n for n, one in enumerate(dict.fromkeys(documents), 1)}

    def of(self, entry: Entry) -> str:
        """Return the sources of a claim by their numbers, each with the places in it."""
        return "; ".join(
            f"{self._numbers[document]}: {place}" if place else f"{self._numbers[document]}"
            for document, place in entry.places
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """Return each source after its number."""
        return tuple(f"{n} {document}" for document, n in self._numbers.items())
