"""Say at the top which grave risks are told of several treatments, and what is told of each.

Where an estimate separates treatments, it says how they differ; where something is told of one
alone, that stands by itself. What is left are risks that threaten life or disable, of which several
tell something and nothing sets one against another: nobody who reads the top only may miss them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from kg.comparison.differences import Difference, is_shown
from kg.comparison.estimates import studies_words
from kg.comparison.gist import Gist, gist
from kg.comparison.matrix import Comparison, Row
from kg.evidence.sentences import listed
from kg.vocabulary import IRI


def grave_title(comparison: Comparison) -> str:
    """Return what the lines of `grave_risks` are headed by."""
    return f"Grave risks told of {'both' if len(comparison.treatments) == 2 else 'several'}"


def grave_risks(comparison: Comparison) -> tuple[str, ...]:
    """Return the grave risks of which several treatments tell something, in sentences.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("ms").compare("natalizumab", "ocrelizumab")
    >>> [one for one in grave_risks(found) if "leukoencephalopathy" in one][0][:60]
    'Risk of natalizumab: carries a boxed warning of progressive '
    """
    return tuple(one.sentence for one in grave(comparison))


def grave(comparison: Comparison) -> tuple[Difference, ...]:
    """Return the lines of `grave_risks`, each with its row: what is gravest goes first.

    What is claimed of some goes before what figures alone tell: a death among hundreds may have
    come by chance, and nobody says that it did not.
    """
    found = []
    for place, row in enumerate(comparison.rows):
        if is_grave_of_several(comparison, row):
            lines = [line for _, line in gists(comparison, row)]
            rank = min(line.rank for line in lines)
            bare = not any(entry.is_of_it for cell in row.cells for entry in cell.entries)
            found.append((bare, -row.gravity, rank, place, _line(comparison, row, lines)))
    return tuple(line for *_, line in sorted(found, key=lambda one: one[:4]))


def is_grave_of_several(comparison: Comparison, row: Row) -> bool:
    """Return whether several tell of a grave risk, of whom no estimate separates some."""
    if not row.gravity or not row.aspect.of_effects:
        return False
    apart = {
        frozenset((pair.treatment, pair.comparator))
        for pair in row.pairs
        if any(is_shown(estimate) for estimate in pair.estimates)
    }
    telling = [treatment for treatment, _ in gists(comparison, row)]
    return any(frozenset(pair) not in apart for pair in combinations(telling, 2))


def gists(comparison: Comparison, row: Row) -> Iterator[tuple[IRI, Gist]]:
    """Yield what the cells of a row say in one line, each with its treatment."""
    for cell in row.cells:
        name = comparison.labels[cell.treatment]
        if found := gist(row.aspect, name, cell, comparison.labels, row.gravity):
            yield cell.treatment, found


def _line(comparison: Comparison, row: Row, lines: list[Gist]) -> Difference:
    """Return what each cell says, the name of the row being said once."""
    first, *others = lines
    said = "".join(f" {one.before}this{one.after}." for one in others)
    missing = f" {lack(comparison, row)}" if row.lacking else ""
    return Difference(first.before, (row,), f"{first.after}.{said}{_apart(row)}{missing}")


def _apart(row: Row) -> str:
    """Return that figures of different studies are no comparison, and which study compared some."""
    if not row.note:
        return ""
    having = Counter(name for cell in row.cells for name in {one.study for one in cell.figures})
    comparing = sorted(name for name, cells in having.items() if cells > 1)
    if not comparing:
        return " These figures are of different studies: they are no comparison."
    found = f"{studies_words(comparing)} found something of more than one"
    return f" {found}; figures of different studies are no comparison."


def lack(comparison: Comparison, row: Row) -> str:
    """Return of which treatments nothing is said, and of which something near it."""
    near: dict[str, list[str]] = {}
    for treatment in row.lacking:
        near[comparison.labels[treatment]] = [
            other.label
            for other in comparison.rows
            if other.about in row.near
            and any(cell.treatment == treatment and cell.telling for cell in other.cells)
        ]
    filtered = {comparison.labels[cell.treatment] for cell in row.cells if cell.left_out}
    left = [name for name, labels in near.items() if not labels and name in filtered]
    bare = [name for name, labels in near.items() if not labels and name not in filtered]
    said = [f"Nothing of it is told here of {listed(bare)}."] if bare else []
    said += [f"What is told of {listed(left)} is left out by the filter."] if left else []
    said += [f"For {name}, see {listed(labels)}." for name, labels in near.items() if labels]
    return " ".join(said)
