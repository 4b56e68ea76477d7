"""Find the figures of a cell: what studies, and those who pool them, report of a treatment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.comparison.cell import Figure
from kg.comparison.filters import Narrowing
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.evidence.disagreements import read_where
from kg.evidence.results import printed
from kg.model.catalogue import Catalogue
from kg.model.studies import Result, Study
from kg.vocabulary import IRI, TKG
from kg.words.figures import figure_words
from kg.words.labels import Labels

# Of whom pooled studies are, nobody has recorded.
_NOBODY = ((None,),)


class CellFigures:
    """Find the figures of the cells of one comparison.

    Parameters
    ----------
    knowledge
        What is known.
    narrowing
        What the comparison is narrowed to.
    results
        Every figure, by its IRI.
    labels
        What everything is called in words.
    """

    def __init__(
        self,
        knowledge: Catalogue,
        narrowing: Narrowing,
        results: Mapping[IRI, Result],
        labels: Labels,
    ) -> None:
        self._knowledge, self._narrowing, self._labels = knowledge, narrowing, labels
        # What others have pooled and published, and the studies that pool others.
        self.pooled = [result for result in results.values() if result.kind == "pooled"]
        self.pooling = [
            study
            for study in knowledge.studies.values()
            if study.design == "metaAnalysis" and not study.retracted
        ]

    def of(
        self, outcome: IRI, treatment: IRI, evidence: OutcomeEvidence
    ) -> tuple[tuple[Figure, ...], dict[str, set[IRI]]]:
        """Return the figures on an outcome that are of a treatment, published ones first.

        Beside them stand those that the filters leave out, by the reason.
        """
        left: dict[str, set[IRI]] = {}
        found = self._published(outcome, treatment, left)
        for study in self._telling(outcome, evidence):
            arms = {arm.iri: arm for arm in study.arms}
            sizes = {arm.iri: arm.participants for arm in study.arms}
            for result in study.results:
                ends = [iri for iri in (result.arm, result.comparator_arm) if iri in arms]
                if (
                    result.complement_of is not None
                    or result.outcome != outcome
                    or not any(arms[iri].counts_for == treatment for iri in ends)
                ):
                    continue
                people = [(arms[iri].population, study.population) for iri in ends]
                if why := self._narrowing.why_without(result, people):
                    left.setdefault(why, set()).add(result.iri)
                    continue
                found.append(
                    Figure(
                        result.iri,
                        study.label,
                        study.registrations,
                        " against ".join(arms[iri].label for iri in ends),
                        result.time_label or "",
                        printed(result),
                        self._told(result),
                        self._labels[TKG[result.verification or "notVerified"]],
                        read_where(result, self._knowledge),
                        _share(result),
                        result.total or (sizes.get(result.arm) if result.arm else None),
                        result.kind == "count",
                        whom=self._narrowing.whom(result, people),
                    )
                )
        return tuple(found), left

    def _telling(self, outcome: IRI, evidence: OutcomeEvidence) -> Iterator[Study]:
        """Yield the studies with a figure, also those that pool others and are never pooled."""
        yield from evidence.all_studies
        for study in self.pooling:
            if any(result.outcome == outcome for result in study.results):
                yield replace(study, label=pooling_label(study))

    def _published(self, outcome: IRI, treatment: IRI, left: dict[str, set[IRI]]) -> list[Figure]:
        """Return what others have pooled and published of a treatment."""
        telling = []
        for result in self.pooled:
            if result.outcome == outcome and treatment in ends_of(result) and result.verification:
                if why := self._narrowing.why_without(result, _NOBODY):
                    left.setdefault(why, set()).add(result.iri)
                else:
                    telling.append((result, result.verification))
        return [
            Figure(
                result.iri,
                ", ".join(self._labels[source] for source in result.sources),
                (),
                " against ".join(
                    self._labels[end] for end in (result.counts_for, result.comparator) if end
                ),
                result.time_label or "",
                printed(result),
                self._told(result),
                self._labels[TKG[verification]],
                read_where(result, self._knowledge),
                whom=self._narrowing.whom(result, _NOBODY),
            )
            for result, verification in telling
        ]

    def _told(self, result: Result) -> str:
        measure = "" if result.measure is None else self._labels[TKG[result.measure]]
        told = figure_words(result, measure)
        # That what others pooled is a ratio, nothing else tells.
        bare = result.kind == "pooled" and not told.startswith(measure)
        return f"{measure} {told}" if bare else told


def pooling_label(study: Study) -> str:
    """Return what a study that pools others is called among those that it may pool."""
    return f"{study.label} (pools other studies)"


def _share(result: Result) -> float | None:
    """Return the share of people that a figure of one arm tells; None if it tells of another."""
    if result.kind == "count" and result.events is not None and result.total:
        return result.events / result.total
    if result.kind == "estimate" and result.measure in ("proportion", "kaplanMeierProportion"):
        return None if result.value is None else float(result.value)
    return None


def ends_of(pooled: Result) -> tuple[IRI | None, IRI | None]:
    """Return what a published estimate is of, and against what."""
    return pooled.counts_for, pooled.comparator
