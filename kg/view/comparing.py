"""Pack the comparison of every treatment with every other, so that a page can put any side by side.

No cell depends on which other treatments are compared with its own, so that the cells of all of them
are filled once. What does depend on it is left to the scripts of the page: which rows there are and
in which order, whether their cells differ, the note on figures of different studies, and the words on
pairs that no estimate connects. Claims stand as numbers in the page's list of claims.

Every treatment that anything is known of is offered, however broad: what is said of a class is found
nowhere else, and how many claims and figures each has stands beside its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any

from kg.comparison.compare import made_from, place_of
from kg.comparison.estimates import Estimate
from kg.comparison.filling import FilledRow, Filling
from kg.comparison.filters import Filters
from kg.comparison.matrix import Cell, Row
from kg.comparison.rows import signature
from kg.comparison.short import estimate_line
from kg.comparison.strength import RULE, Strength
from kg.comparison.touching import BASES
from kg.comparison.treatments import every_treatment
from kg.evidence.synthesis import Synthesis
from kg.model.values import Concept
from kg.store.table import compact
from kg.vocabulary import IRI, TKG
from kg.words.labels import clean

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

# As many digits of a mean or covariance: far more than the order of treatments can show.
_DIGITS = 7


def comparison_data(
    knowledge: Catalogue, concepts: Iterable[str], claims: Iterable[str]
) -> dict[str, Any]:
    """Return the comparison of all treatments, as the scripts of a page read it.

    Parameters
    ----------
    knowledge
        What is known.
    concepts, claims
        In the order in which the page numbers them.

    Examples
    --------
    >>> import kg
    >>> smoking = kg.load("smoking")
    >>> data = comparison_data(smoking, smoking.concepts, smoking.claims)
    >>> len(data["treatments"])
    6
    """
    treatments = every_treatment(knowledge)
    titles = {one.iri: clean(one.label) for one in treatments}
    filling = Filling(knowledge, treatments, Filters(), titles)
    rows: list[FilledRow | Row] = sorted([*filling.rows(), *filling.facts()], key=place_of)
    packing = _Packing(knowledge, treatments, concepts, claims)
    for row in rows:
        packing.add(row, filling.with_figures)
    return {**packing.packed(), "about": made_from(knowledge), "rule": RULE}


class _Packing:
    """Number whatever occurs more than once, and keep the rest in rows of plain values."""

    def __init__(
        self,
        knowledge: Catalogue,
        treatments: Sequence[Concept],
        concepts: Iterable[str],
        claims: Iterable[str],
    ) -> None:
        self._knowledge, self._treatments = knowledge, treatments
        self._concept_number = {iri: n for n, iri in enumerate(concepts)}
        self._claim_number = {iri: n for n, iri in enumerate(claims)}
        # Studies compare other things, too: these are numbered after the treatments.
        self._place = {one.iri: n for n, one in enumerate(treatments)}
        self._texts: dict[str, int] = {}
        self._strengths: dict[tuple[int, int], int] = {}
        self._signatures: dict[object, int] = {}
        self._bases = {name: n for n, name in enumerate(BASES)}
        self._aspects: dict[tuple[str, str], int] = {}
        self._studies: dict[IRI, int] = {}
        self._syntheses: dict[Synthesis, int] = {}
        self._rows: list[list[Any]] = []
        self._cells: list[list[Any]] = []
        self._pairs: list[list[Any]] = []

    def packed(self) -> dict[str, Any]:
        """Return all of it."""
        syntheses = [self._synthesis(one) for one in self._syntheses]
        treatments = [self._treatment(n, one) for n, one in enumerate(self._treatments)]
        return {
            "treatments": treatments,
            "examples": self._examples(),
            "aspects": list(self._aspects),
            "bases": list(BASES.items()),
            "rows": self._rows,
            "cells": self._cells,
            "pairs": self._pairs,
            "studies": [self._study(iri) for iri in self._studies],
            "strengths": list(self._strengths),
            "syntheses": syntheses,
            "texts": list(self._texts),
        }

    def add(self, row: FilledRow | Row, with_figures: Mapping[IRI, frozenset[IRI]]) -> None:
        """Add a row with its cells, and what studies tell of its outcome."""
        place = len(self._rows)
        evidence = row.evidence if isinstance(row, FilledRow) else None
        told: Iterable[IRI] = ()
        if row.about is not None and (evidence is not None or not row.aspect.of_effects):
            told = with_figures.get(row.about, frozenset())
        studies, compared = [], []
        if evidence is not None:
            for study in evidence.studies:
                ends = [self._number(iri) for iri in sorted(study.told_of(evidence.outcome))]
                randomised = study.design in ("parallelTrial", "crossOverTrial")
                studies.append([self._numbered_study(study.iri), ends, int(randomised)])
            compared = [self._numbered_study(study.iri) for study, _ in evidence.compared]
        aspect = row.aspect
        about = None if row.about is None else compact(row.about, self._knowledge.prefixes)
        self._rows.append(
            [
                _numbered(self._aspects, (aspect.name, aspect.label)),
                about,
                row.label,
                int(aspect.of_effects),
                sorted(map(self._number, told)),
                None if evidence is None else [studies, compared],
            ]
        )
        for n, cell in enumerate(row.cells):
            if not cell.empty or cell.strength or cell.conflicts:
                self._cells.append([place, n, *self._cell(cell)])
        if evidence is None:
            return
        for a, b in permutations(self._treatments, 2):
            estimates = evidence.between(a.iri, b.iri)
            if estimates:
                ends = [self._number(a.iri), self._number(b.iri)]
                self._pairs.append([place, *ends, [self._estimate(one) for one in estimates]])

    def _cell(self, cell: Cell) -> list[Any]:
        return [
            _numbered(self._signatures, signature(cell)),
            self._text(cell.reading),
            [[self._claim_number[e.claim.iri], self._bases[e.basis]] for e in cell.entries],
            [
                [
                    compact(one.iri, self._knowledge.prefixes),
                    *map(self._text, (one.study, ", ".join(one.registrations), one.of, one.time)),
                    *map(self._text, (one.printed, one.verification, one.read_in)),
                ]
                for one in cell.figures
            ],
            [self._text(fact) for fact in cell.facts],
            None if cell.estimate is None else self._estimate(cell.estimate),
            self._strength(cell.strength),
            [self._text(conflict) for conflict in cell.conflicts],
        ]

    def _estimate(self, estimate: Estimate) -> list[Any]:
        absolute, start = estimate.absolute, estimate.baseline
        risks: list[Any] | None = None
        if absolute is not None and start is not None:
            numbers = (absolute.baseline, absolute.risk, absolute.lower, absolute.upper)
            risks = [*map(_short, numbers), self._text(start.words)]
        measure = estimate.measure
        numbers_ = (estimate.value, estimate.lower, estimate.upper)
        return [
            *map(self._text, (estimate.treatment, estimate.comparator)),
            *map(self._text, (estimate.outcome, estimate.at or "", measure.name)),
            [None if n is None else _short(n) for n in numbers_],
            int(measure.ratio),
            measure.null,
            self._text(estimate.evidence),
            None if estimate.direct is None else [_short(n) for n in estimate.direct],
            self._text(estimate.favours or ""),
            [self._text(study) for study in estimate.studies],
            [self._text(study) for study in estimate.all_studies],
            risks,
            self._strength(estimate.strength),
            self._text(estimate.sentence),
            self._text(estimate_line(estimate)),
            _numbered(self._syntheses, estimate.synthesis),
        ]

    def _strength(self, strength: Strength | None) -> int | None:
        if strength is None:
            return None
        key = (self._text(strength.level), self._text(strength.sentence))
        return _numbered(self._strengths, key)

    def _text(self, text: str) -> int:
        return _numbered(self._texts, text)

    def _number(self, iri: IRI) -> int:
        return _numbered(self._place, iri)

    def _numbered_study(self, iri: IRI) -> int:
        return _numbered(self._studies, iri)

    def _study(self, iri: IRI) -> list[Any]:
        study = self._knowledge.studies[iri]
        arms = sorted({self._number(arm.counts_for) for arm in study.arms})
        return [self._text(study.label), arms]

    def _synthesis(self, synthesis: Synthesis) -> list[Any]:
        """Return what an order of treatments can be drawn from, where it is known what is better."""
        question = synthesis.question
        if question.better is None:
            return []
        networks = []
        for network in synthesis.networks:
            fit = network.fitted
            ends = [self._number(synthesis.concepts[one]) for one in network.treatments]
            at = [fit.design.place[one] for one in network.treatments]
            means = [_short(float(fit.potentials[i])) for i in at]
            spread = [
                [_short(float(fit.inverse[i, j])) for j in at[: n + 1]] for n, i in enumerate(at)
            ]
            networks.append([ends, len(network.studies), means, spread])
        better = 1 if question.better == "higher" else -1
        return [self._text(question.measure.name), self._text(question.words), better, networks]

    def _treatment(self, n: int, concept: Concept) -> list[Any]:
        """Return a treatment's concept, how much is known of it, and whether it is a control."""
        cells = [cell for cell in self._cells if cell[1] == n]
        claims = {claim for cell in cells for claim, _ in cell[4]}
        figures = {figure[0] for cell in cells for figure in cell[5]}
        control = concept.cls == TKG.ControlCondition
        return [self._concept_number[concept.iri], len(claims), len(figures), int(control)]

    def _examples(self) -> list[list[int]]:
        """Return pairs to start with: that which studies tell most of, and that most is said of.

        Neither has a control condition in it, or a treatment that is a kind of the other.
        """
        offered = [
            n for n, one in enumerate(self._treatments) if one.cls != TKG.ControlCondition
        ]
        estimates: Counter[tuple[int, int]] = Counter()
        for _, a, b, found in self._pairs:
            estimates[a, b] += len(found)
        claims = Counter(cell[1] for cell in self._cells for _ in cell[4])
        pairs = [pair for pair in combinations(offered, 2) if not self._akin(*pair)]
        studied = max(pairs, key=lambda pair: (estimates[pair], -pair[0]), default=())
        others = [pair for pair in pairs if not {*pair} & {*studied}]
        said = max(others, key=lambda pair: min(claims[n] for n in pair), default=())
        return [list(pair) for pair in (studied, said) if pair]

    def _akin(self, a: int, b: int) -> bool:
        one, other = self._treatments[a].iri, self._treatments[b].iri
        known = self._knowledge
        return one in known.broader(other) or other in known.broader(one)


def _numbered(numbers: dict[Any, int], value: Any) -> int:
    """Return the number of a value, which it gets when it is first met."""
    return numbers.setdefault(value, len(numbers))


def _short(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
