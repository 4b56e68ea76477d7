"""Say by which routes the studies that are shown gave a treatment, where a route is excluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.comparison.cell import Cell
from kg.comparison.filters import Filters, routes_of
from kg.comparison.matrix import Row
from kg.evidence.sentences import counted, listed
from kg.model.catalogue import Catalogue
from kg.model.values import Concept
from kg.vocabulary import IRI


def routes_shown(
    knowledge: Catalogue,
    rows: Sequence[Row],
    treatments: Sequence[Concept],
    filters: Filters,
    labels: Mapping[str, str],
) -> list[str]:
    """Return of each treatment that is given by an excluded route, too, what its figures are of.

    Routes of arms are told as they are printed: a treatment stays for its other routes, and what
    studies found of it may be of the excluded one.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("ms").compare(
    ...     "natalizumab", "ocrelizumab", exclude_routes=["intravenous infusion"]
    ... )
    >>> found.remarks[0].partition(": ")[0]
    'natalizumab is also given by intravenous infusion, which is excluded'
    """
    if not filters.excluded_routes:
        return []
    ways = routes_of(knowledge, treatments)
    return [
        _said(knowledge, labels, treatment, ways[treatment.iri] & filters.excluded_routes, rows)
        for treatment in treatments
        if ways[treatment.iri] & filters.excluded_routes
    ]


def _said(
    knowledge: Catalogue,
    labels: Mapping[str, str],
    treatment: Concept,
    excluded: frozenset[IRI],
    rows: Sequence[Row],
) -> str:
    shown = {name for row in rows for name in _studies(row, treatment.iri)}
    by_route: dict[str, set[str]] = {}
    for study in knowledge.studies.values():
        arms = [arm for arm in study.arms if arm.counts_for == treatment.iri]
        if study.label in shown and arms:
            printed = listed(sorted({arm.route for arm in arms if arm.route}))
            by_route.setdefault(printed, set()).add(study.label)
    unknown = by_route.pop("", set())
    parts = [f"{listed(sorted(of))} ({route})" for route, of in sorted(by_route.items())]
    if unknown:
        parts.append(f"{counted(len(unknown), 'study')} of which the route is not recorded")
    is_also = f"{labels[treatment.iri]} is also given by {listed(_ways(labels, excluded))}"
    told = f" Its figures are of {listed(parts)}." if parts else ""
    return f"{is_also}, which is excluded: what is shown of it may be of that.{told}"


def _ways(labels: Mapping[str, str], routes: frozenset[IRI]) -> list[str]:
    return sorted(labels[route] for route in routes)


def _studies(row: Row, treatment: IRI) -> set[str]:
    """Return the labels of the studies that a row shows something of for a treatment."""
    cells: list[Cell] = [cell for cell in row.cells if cell.treatment == treatment]
    found = {figure.study for cell in cells for figure in cell.figures}
    estimates = [cell.estimate for cell in cells if cell.estimate is not None]
    for pair in row.pairs:
        if treatment in (pair.treatment, pair.comparator):
            estimates += pair.estimates
    return found.union(*(estimate.rests_on for estimate in estimates))
