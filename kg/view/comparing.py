"""Pack the comparison of every treatment with every other, so that a page can choose among them.

No cell depends on which other treatments are compared with its own, so that the cells of all of
them are filled once. What does depend on it is left to the scripts of the page: which rows there
are and in which order, whether their cells differ, the note on figures of different studies, and
the words on pairs that no estimate connects. Claims stand as numbers in the page's list of them.

Every treatment is offered, however broad: what is said of a class is found nowhere else, and how
many claims and figures each has stands beside its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any

from kg.comparison.aspects import Places
from kg.comparison.cell import Cell, Figure
from kg.comparison.compare import made_from, place_of
from kg.comparison.conflicts import dissent
from kg.comparison.differences import is_shown
from kg.comparison.estimates import Estimate
from kg.comparison.evidence_by_outcome import EvidenceByOutcome
from kg.comparison.filling import FilledRow, Filling
from kg.comparison.filters import Filters
from kg.comparison.gist import gist
from kg.comparison.matrix import Row
from kg.comparison.not_estimated import not_estimated
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.comparison.rows import signature
from kg.comparison.strength import RULE
from kg.comparison.touching import BASES
from kg.comparison.treatments import every_treatment
from kg.evidence.mirrors import mirrors_of
from kg.model.values import Concept
from kg.store.table import compact
from kg.view.comparing_estimates import EstimatePacking
from kg.view.numbering import Numbering
from kg.view.pools import pool_keys
from kg.vocabulary import IRI, TKG
from kg.words.labels import clean

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

# Among as many treatments that most is said of, examples are looked for.
_BUSIEST = 25


def comparison_data(
    knowledge: Catalogue,
    concepts: Iterable[str],
    claims: Iterable[str],
    *,
    evidence: EvidenceByOutcome | None = None,
) -> dict[str, Any]:
    """Return the comparison of all treatments; ``web/compare_data.js`` is its other half.

    Parameters
    ----------
    knowledge
        What is known.
    concepts, claims
        In the order in which the page numbers them.
    evidence
        On outcomes, without filters, where that is there already.

    Examples
    --------
    >>> import kg
    >>> smoking = kg.load("smoking")
    >>> data = comparison_data(smoking, smoking.concepts, smoking.claims)
    >>> len(data["treatments"])
    6
    """
    # Without the vocabulary, nothing says in which part of a comparison a claim stands.
    placed = bool(Places(knowledge.store, knowledge.concepts, knowledge.claims).aspects)
    treatments = every_treatment(knowledge) if placed else []
    titles = {one.iri: clean(one.label) for one in treatments}
    filling = Filling(knowledge, treatments, Filters(), titles, evidence=evidence)
    packing = _Packing(knowledge, treatments, claims, filling.labels)
    rows: list[FilledRow | Row] = [*filling.rows(), *filling.facts()] if treatments else []
    for row in sorted(rows, key=place_of):
        packing.add(row, filling.with_figures)
    return {
        "treatments": packing.offered(list(concepts)),
        "examples": _examples(knowledge, treatments, packing),
        **packing.packed(),
        "bases": list(BASES.items()),
        "about": made_from(knowledge),
        "rule": RULE,
    }


class _Packing:
    """Pack rows one after the other.

    Cells and pairs are kept as plain values, each after the numbers of its row and treatments.
    """

    def __init__(
        self,
        knowledge: Catalogue,
        treatments: Sequence[Concept],
        claims: Iterable[str],
        labels: Mapping[str, str],
    ) -> None:
        self._knowledge, self._treatments, self._labels = knowledge, treatments, labels
        self._prefixes = dict(knowledge.prefixes)
        self._claims = Numbering(claims)
        self._bases = Numbering(BASES)
        # Studies compare other things, too: these are numbered after the treatments.
        self._ends = Numbering(one.iri for one in treatments)
        self._texts: Numbering[str] = Numbering()
        self._signatures: Numbering[tuple[object, ...]] = Numbering()
        self._aspects: Numbering[tuple[str, str]] = Numbering()
        self._studies: Numbering[IRI] = Numbering()
        self._estimates = EstimatePacking(self._texts, self._ends)
        self._rows: list[list[Any]] = []
        self.cells: list[list[Any]] = []
        self.pairs: list[list[Any]] = []

    def packed(self) -> dict[str, Any]:
        """Return all of it; texts go last, when all are known."""
        return {
            "aspects": list(self._aspects),
            "rows": self._rows,
            "cells": self.cells,
            "pairs": self.pairs,
            "studies": [self._study(iri) for iri in self._studies],
            **self._estimates.packed(),
            "texts": list(self._texts),
        }

    def offered(self, concepts: Sequence[str]) -> list[list[int]]:
        """Return each treatment's concept, and of how many claims and figures it has a cell."""
        number = {iri: n for n, iri in enumerate(concepts)}
        claims: dict[int, set[int]] = {}
        figures: dict[int, set[str]] = {}
        for _, n, _, _, entries, found, *_ in self.cells:
            claims.setdefault(n, set()).update(claim for claim, _ in entries)
            figures.setdefault(n, set()).update(figure[0] for figure in found)
        return [
            [number[one.iri], len(claims.get(n, ())), len(figures.get(n, ()))]
            for n, one in enumerate(self._treatments)
        ]

    def add(self, row: FilledRow | Row, with_figures: Mapping[IRI, frozenset[IRI]]) -> None:
        """Add a row with its cells, and what studies tell of its outcome."""
        place = len(self._rows)
        evidence = row.evidence if isinstance(row, FilledRow) else None
        told: Iterable[IRI] = ()
        if row.about is not None and (evidence is not None or not row.aspect.of_effects):
            told = with_figures.get(row.about, ())
        mirrors = () if row.about is None else mirrors_of(self._knowledge, row.about)
        self._rows.append(
            [
                self._aspects((row.aspect.name, row.aspect.label)),
                None if row.about is None else self._short(row.about),
                row.label,
                int(row.aspect.of_effects),
                sorted(map(self._ends, told)),
                None if evidence is None else self._telling(evidence),
                [self._short(one) for one in row.near],
                row.gravity,
                # Few rows have one.
                *([[self._short(one) for one in mirrors]] if mirrors else []),
            ]
        )
        for n, cell in enumerate(row.cells):
            if not cell.empty or cell.strength or cell.conflicts:
                self.cells.append([place, n, *self._cell(cell), self._gist(row, n, cell)])
        if evidence is None:
            return
        number = {one.iri: n for n, one in enumerate(self._treatments)}
        keys = pool_keys(evidence)
        compared = {pair for _, ends in evidence.compared for pair in permutations(ends, 2)}
        for a, b in sorted(
            (number[one], number[other])
            for one, other in evidence.connected | compared
            if one in number and other in number
        ):
            one, other = self._treatments[a].iri, self._treatments[b].iri
            found = evidence.between(one, other)
            apart = not_estimated(one, other, evidence, found, self._labels)
            if not (found or apart):
                continue
            cells = row.cells[a], row.cells[b]
            packed = [
                [
                    *self._estimates.estimate(each, keys[each.synthesis]),
                    *self._dissent(each, cells, found),
                ]
                for each in found
            ]
            # Few pairs have one.
            rest = [[self._texts(each.lead), self._texts(each.sentence)] for each in apart]
            self.pairs.append([place, a, b, packed, *([rest] if rest else [])])

    def _dissent(
        self, estimate: Estimate, cells: Sequence[Cell], beside: Sequence[Estimate]
    ) -> list[int]:
        """Return what is found otherwise than an estimate that shows a difference, if anything."""
        found = dissent(estimate, cells, beside, self._labels) if is_shown(estimate) else ""
        return [self._texts(found)] if found else []

    def _telling(self, evidence: OutcomeEvidence) -> list[list[Any]]:
        """Return the studies with figures of an outcome, those that compare treatments, cohorts.

        Last go those that may be pooled with each other, by their places among the first; none
        where all may.
        """
        figures = [
            [
                self._studies(study.iri),
                [self._ends(iri) for iri in sorted(study.told_of(evidence.outcome))],
            ]
            for study in evidence.studies
        ]
        compared = [self._studies(study.iri) for study, _ in evidence.compared]
        cohorts = [[self._texts(label) for label in sorted(group)] for group in evidence.cohorts]
        place = {study.iri: n for n, study in enumerate(evidence.studies)}
        pools = [[place[study.iri] for study in pool.studies] for pool in evidence.pools]
        return [figures, compared, cohorts, pools if len(pools) > 1 else []]

    def _cell(self, cell: Cell) -> list[Any]:
        return [
            self._signatures(signature(cell)),
            self._texts(cell.reading),
            [[self._claims(e.claim.iri), self._bases(e.basis)] for e in cell.entries],
            [self._figure(figure) for figure in cell.figures],
            [self._texts(fact) for fact in cell.facts],
            None if cell.estimate is None else self._estimates.estimate(cell.estimate),
            self._estimates.strength(cell.strength),
            [self._texts(conflict) for conflict in cell.conflicts],
        ]

    def _gist(self, row: FilledRow | Row, n: int, cell: Cell) -> list[int] | None:
        name = self._labels[self._treatments[n].iri]
        found = gist(row.aspect, name, cell, self._labels, row.gravity)
        if found is None:
            return None
        return [self._texts(found.before), self._texts(found.after), found.rank]

    def _figure(self, figure: Figure) -> list[Any]:
        said = (figure.study, ", ".join(figure.registrations), figure.of, figure.time)
        read = (figure.told, figure.verification, figure.read_in)
        return [self._short(figure.iri), *map(self._texts, (*said, *read))]

    def _study(self, iri: IRI) -> list[Any]:
        study = self._knowledge.studies[iri]
        ends = sorted({self._ends(arm.counts_for) for arm in study.arms})
        return [self._texts(study.label), ends]

    def _short(self, iri: IRI) -> str:
        return compact(iri, self._prefixes)


def _examples(
    knowledge: Catalogue, treatments: Sequence[Concept], packing: _Packing
) -> list[list[int]]:
    """Return pairs to start with: that which studies tell most of, and that most is said of.

    Neither has a control condition in it, or a treatment that is a kind of the other.
    """
    estimates: Counter[tuple[int, int]] = Counter()
    for _, a, b, found, *_ in packing.pairs:
        estimates[a, b] += len(found)
    claims = Counter(cell[1] for cell in packing.cells for _ in cell[4])
    offered = [n for n, one in enumerate(treatments) if one.cls != TKG.ControlCondition]
    busiest = sorted(offered, key=lambda n: (-claims[n], n))[:_BUSIEST]
    candidates = {*combinations(sorted(busiest), 2), *estimates}
    pairs = [
        (a, b)
        for a, b in sorted(candidates)
        if a < b
        and {a, b} <= {*offered}
        and treatments[a].iri not in knowledge.broader(treatments[b].iri)
        and treatments[b].iri not in knowledge.broader(treatments[a].iri)
    ]
    studied = max(pairs, key=lambda pair: (estimates[pair], -pair[0]), default=())
    others = [pair for pair in pairs if not {*pair} & {*studied}]
    said = max(others, key=lambda pair: min(claims[n] for n in pair), default=())
    return [list(pair) for pair in (studied, said) if pair]
