"""Put the studies of pools into words: arms, figures with where each was read, risk of bias."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.evidence.label_doses import NO_LABEL, beyond_labels
from kg.model.studies import Arm, Result, Study
from kg.view.background import READ
from kg.vocabulary import IRI, TKG
from kg.words.figures import figure_texts
from kg.words.labels import Labels, clean

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue
    from kg.view.numbering import Numbers


class TrialTexts:
    """Give studies and figures numbers as they are asked for, and hold them in words.

    Parameters
    ----------
    knowledge
        Where they are from.
    numbers
        Those of concepts, claims, sources and studies in the page.
    """

    def __init__(self, knowledge: Catalogue, labels: Labels, numbers: Numbers) -> None:
        self._knowledge, self._labels, self._numbers = knowledge, labels, numbers
        self._said = {iri: text.value for iri, text in figure_texts(knowledge).items()}
        self._bias: dict[str, list[IRI]] = {}
        for claim in knowledge.claims.values():
            if claim.predicate == TKG.hasRiskOfBias:
                self._bias.setdefault(claim.subject, []).append(claim.iri)
        self._studies: dict[IRI, int] = {}
        self._figures: dict[IRI, int] = {}
        self.studies: list[list[Any]] = []
        self.figures: list[list[Any]] = []

    def study(self, study: Study) -> int:
        """Return the number of a study."""
        if study.iri not in self._studies:
            self._studies[study.iri] = len(self.studies)
            self.studies.append(self._of_study(study))
        return self._studies[study.iri]

    def figure(self, result: Result) -> int:
        """Return the number of a figure."""
        if result.iri not in self._figures:
            self._figures[result.iri] = len(self.figures)
            self.figures.append(self._of_figure(result))
        return self._figures[result.iri]

    def _of_study(self, study: Study) -> list[Any]:
        beyond = beyond_labels(study)
        met = study.primary_outcome_met
        primary = [self._labels[iri] for iri in study.primary_outcomes]
        return [
            self._numbers.study[study.iri],
            self._numbers.concept.get(study.iri),
            [self._of_arm(arm, beyond.get(arm.iri, "")) for arm in study.arms],
            "; ".join(primary),
            None if met is None else "met" if met else "not met",
            [self._numbers.claim[iri] for iri in self._bias.get(study.iri, ())],
            self._sources(study.sources),
        ]

    def _of_arm(self, arm: Arm, beyond: str) -> list[Any]:
        told = (arm.dose, arm.route, arm.frequency, arm.background, arm.period)
        more = [] if arm.population is None else [self._labels[arm.population]]
        if beyond:
            more.append(f"partly {NO_LABEL}" if beyond == "partly" else NO_LABEL)
        return [
            clean(arm.label),
            self._labels[arm.counts_for],
            arm.participants,
            ", ".join([*(clean(text) for text in told if text), *more]),
        ]

    def _of_figure(self, result: Result) -> list[Any]:
        weeks = None if result.weeks is None else f"{float(result.weeks):g} weeks"
        return [
            self._said[result.iri],
            self._labels[TKG[result.measure]] if result.measure else "",
            clean(result.time_label or weeks or ""),
            READ[result.verification] if result.verification else "calculated",
            self._sources(result.sources),
            self._sources(result.read_in),
        ]

    def _sources(self, iris: Iterable[IRI]) -> list[int | str]:
        known: Mapping[str, int] = self._numbers.source
        return [known[iri] if iri in known else self._labels[iri] for iri in iris]
