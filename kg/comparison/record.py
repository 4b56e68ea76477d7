"""Write a comparison into the graph: a source of its own, whose cells name the claims they show.

What studies say of one treatment against another goes with it; see `kg.comparison.recorded_pairs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.comparison.cell import Cell
from kg.comparison.evidence_by_outcome import EvidenceByOutcome
from kg.comparison.matrix import Comparison, Row
from kg.comparison.order import CAUTION, TITLE
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.comparison.recorded_pairs import estimate_triples, pair_triples, strength_triples
from kg.evidence.record import mark, slug
from kg.store.terms import Text, to_triple
from kg.version import __version__
from kg.vocabulary import IRI, PREFIXES, TKG

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

COMPARISONS = "https://w3id.org/treatment-kg/comparison/"

_TYPE = IRI(PREFIXES["rdf"] + "type")
_LABEL = IRI(PREFIXES["skos"] + "prefLabel")
_DESCRIPTION = IRI(PREFIXES["dcterms"] + "description")
_DERIVED_FROM = IRI(PREFIXES["prov"] + "wasDerivedFrom")


def record(comparison: Comparison, knowledge: Catalogue) -> IRI:
    """Write a comparison into a graph of its own, and return its IRI.

    Recorded anew, it takes the place of what was there.

    Examples
    --------
    >>> import kg
    >>> smoking = kg.load("smoking")
    >>> iri = record(smoking.compare("self-help", "group counselling"), smoking)
    >>> len(smoking.select("SELECT ?cell { ?it tkg:hasCell ?cell }", it=iri)) > 1
    True
    >>> found = smoking.select(
    ...     "SELECT ?value ?lower ?upper { ?it tkg:hasPair/tkg:hasEstimate ?estimate ."
    ...     " ?estimate tkg:value ?value ; tkg:lowerLimit ?lower ; tkg:upperLimit ?upper }",
    ...     it=iri,
    ... )
    >>> [round(float(number), 2) for number in found[0]]
    [0.69, 0.35, 1.39]
    """
    iri, triples = recorded(comparison)
    graph = ox.NamedNode(iri)
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    knowledge.store.replace_graph(iri, quads)
    return iri


def to_turtle(comparison: Comparison, knowledge: Catalogue) -> str:
    """Return what `record` would write, as Turtle."""
    _, triples = recorded(comparison)
    prefixes = dict(knowledge.prefixes)
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return (data or b"").decode()


def recorded(comparison: Comparison) -> tuple[IRI, list[ox.Triple]]:
    """Return the IRI of a comparison, and what is written of it."""
    filters = comparison.filters
    made = [
        *(treatment.iri for treatment in comparison.treatments),
        str(filters.population),
        *sorted(filters.outcomes),
        str(filters.verified_only),
        str(filters.strength),
        *sorted(filters.excluded_routes),
        *([] if filters.doses == "all" else [filters.doses]),
        *_order(comparison),
    ]
    iri = IRI(f"{COMPARISONS}{slug(' and '.join(comparison.titles))}-{mark(*made)}")
    return iri, list(_triples(comparison, iri))


def _triples(comparison: Comparison, iri: IRI) -> Iterator[ox.Triple]:
    yield to_triple(iri, _TYPE, TKG.Comparison)
    label = f"Comparison of {' and '.join(comparison.titles)}"
    yield to_triple(iri, _LABEL, Text(label, "en"))
    remarks = [*comparison.remarks, *_order(comparison)]
    said = " ".join(["Not medical advice.", *comparison.about, *remarks])
    yield to_triple(iri, _DESCRIPTION, Text(said, "en"))
    yield to_triple(iri, TKG.software, f"treatment-kg {__version__}")
    for treatment in comparison.treatments:
        yield to_triple(iri, TKG.compares, treatment.iri)
    evidence = EvidenceByOutcome(comparison.knowledge, comparison.filters, comparison.labels)
    for number, row in enumerate(comparison.rows, 1):
        outcome = row.about if row.aspect.of_effects else None
        told = None if outcome is None else evidence[outcome]
        for cell in row.cells:
            yield from _cell(iri, number, row, cell, told)
        if told is not None:
            for pair in row.pairs:
                yield from pair_triples(iri, number, pair, told)


def _order(comparison: Comparison) -> list[str]:
    """Return the order by weights in sentences, if there is one."""
    if comparison.order is None:
        return []
    return [f"{TITLE}. {CAUTION}", *(text for _, text in comparison.order.told)]


def _cell(
    iri: IRI, number: int, row: Row, cell: Cell, told: OutcomeEvidence | None
) -> Iterator[ox.Triple]:
    made = IRI(f"{iri}/{number}-{slug(cell.treatment.local_name)}")
    yield to_triple(iri, TKG.hasCell, made)
    yield to_triple(made, _TYPE, TKG.ComparisonCell)
    yield to_triple(made, TKG.ofTreatment, cell.treatment)
    yield to_triple(made, TKG.aspect, row.aspect.iri)
    if row.about is not None:
        yield to_triple(made, TKG.row, row.about)
    yield to_triple(made, TKG.reading, cell.reading)
    for entry in cell.entries:
        yield to_triple(made, TKG.showsClaim, entry.claim.iri)
    for figure in cell.figures:
        yield to_triple(made, _DERIVED_FROM, figure.iri)
    if cell.estimate is not None and told is not None:
        estimate = IRI(f"{made}-estimate")
        yield to_triple(made, TKG.hasEstimate, estimate)
        yield from estimate_triples(estimate, iri, cell.estimate, told)
    for conflict in cell.conflicts:
        yield to_triple(made, TKG.conflict, conflict)
    yield from strength_triples(made, cell.strength)
