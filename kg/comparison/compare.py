"""Put treatments side by side: find what touches each, and fill the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from kg.comparison import readings
from kg.comparison.aspects import Aspect, Places
from kg.comparison.conflicts import conflicts
from kg.comparison.estimates import Estimate, OutcomeEvidence, studies_words
from kg.comparison.facts import facts_of
from kg.comparison.filters import Filters, Narrowing
from kg.comparison.judgements import read_bias, read_judgements
from kg.comparison.matrix import NO_HEAD_TO_HEAD, Cell, Comparison, Entry, Figure, Pair, Row
from kg.comparison.touching import Touch, Touching
from kg.errors import DataError
from kg.evidence.asked import counted_once
from kg.evidence.disagreements import Disagreement, disagreements, read_where
from kg.evidence.studies import printed
from kg.model.catalogue import Catalogue
from kg.model.mapping import read_sentences
from kg.model.studies import Study
from kg.model.study_mapping import read_results
from kg.model.values import Concept
from kg.vocabulary import IRI, TKG
from kg.words import qualifiers, wording
from kg.words.figures import figure_texts
from kg.words.labels import Labels, clean


def compare(knowledge: Catalogue, names: Sequence[str], filters: Filters) -> Comparison:
    """Return treatments side by side.

    Parameters
    ----------
    knowledge
        What is known.
    names
        Of two treatments or more: labels, alternative labels, CURIEs or IRIs.
    filters
        What the comparison is narrowed to.

    Raises
    ------
    UnknownNameError
        If a name is not known; similar ones are suggested.
    AmbiguousNameError
        If a name is of several concepts; they are named.
    DataError
        If there are fewer than two treatments, one stands there twice, or a concept is none.
    """
    treatments = _treatments(knowledge, names)
    kept, remarks = _with_routes(knowledge, list(treatments.values()), filters)
    titles = {concept.iri: _title(name, concept) for name, concept in treatments.items()}
    return _Matrix(knowledge, kept, filters, titles).comparison(remarks)


def _title(name: str, concept: Concept) -> str:
    """Return what a treatment is called: as it was asked for, if that is a name of it."""
    wanted = name.strip().casefold()
    names = (concept.label, *concept.alt_labels)
    return next((clean(own) for own in names if own.casefold() == wanted), clean(concept.label))


def _treatments(knowledge: Catalogue, names: Sequence[str]) -> dict[str, Concept]:
    """Return the treatments by the names that were given."""
    if len(names) < 2:
        given = f"a comparison of {names[0]!r} alone" if names else "a comparison of nothing"
        raise DataError(given, "compares nothing", "name two treatments or more")
    found: dict[IRI, str] = {}
    for name in names:
        concept = knowledge.concept(name)
        if concept.iri in found:
            told = f"{found[concept.iri]!r} and {name!r}"
            raise DataError(told, "are one treatment", "name two different ones")
        found[concept.iri] = name
        if not _is_treatment(knowledge, concept):
            is_a = knowledge.label(concept.cls)
            raise DataError(f"{name!r}", f"is of the class {is_a}", "name a treatment")
    return {name: knowledge.concepts[iri] for iri, name in found.items()}


def _is_treatment(knowledge: Catalogue, concept: Concept) -> bool:
    if concept.cls in (TKG.ControlCondition, TKG.TherapyChoice):
        return True
    return knowledge.ask("ASK { ?cls rdfs:subClassOf* tkg:Therapy }", cls=concept.cls)


def _with_routes(
    knowledge: Catalogue, treatments: Sequence[Concept], filters: Filters
) -> tuple[list[Concept], list[str]]:
    """Return the treatments that need no excluded route, and what to say of the others."""
    if not filters.excluded_routes:
        return list(treatments), []
    routes: dict[IRI, set[IRI]] = {treatment.iri: set() for treatment in treatments}
    for claim in knowledge.claims.values():
        given = claim.predicate == TKG.isGivenBy and claim.direction == "supports"
        if given and claim.subject in routes:
            routes[claim.subject].add(claim.object)
    kept, said = [], []
    for treatment in treatments:
        known = routes[treatment.iri]
        ways = ", ".join(sorted(knowledge.label(iri) for iri in known))
        if known and known <= filters.excluded_routes:
            said.append(f"{treatment.label} is left out: it is given by {ways}.")
            continue
        if not known:
            said.append(f"By which route {treatment.label} is given is not known here.")
        kept.append(treatment)
    if len(kept) < 2:
        remedy = "exclude fewer routes, or name other treatments"
        raise DataError("the comparison", f"is left with {len(kept)} of them; {said[0]}", remedy)
    return kept, said


class _Matrix:
    """Fill the matrix of a comparison."""

    def __init__(
        self,
        knowledge: Catalogue,
        treatments: Sequence[Concept],
        filters: Filters,
        titles: Mapping[IRI, str],
    ) -> None:
        self._knowledge, self._treatments, self._filters = knowledge, treatments, filters
        self._places = Places(knowledge.store, knowledge.concepts)
        # Everywhere in the matrix, a treatment is called as it was asked for.
        self._labels = Labels({**knowledge.labels, **titles})
        self._results = read_results(knowledge.store)
        self._narrowing = Narrowing(knowledge, filters, self._results)
        self._sentences = read_sentences(knowledge.store)
        self._figure_texts = figure_texts(knowledge)
        self._disagreements = disagreements(knowledge)
        self._bias, self._judgements = read_bias(knowledge), read_judgements(knowledge)

    def comparison(self, remarks: Sequence[str]) -> Comparison:
        """Return the whole of it."""
        touching = Touching(self._knowledge)
        entries: dict[tuple[IRI, IRI], dict[IRI, list[Touch]]] = {}
        for treatment in self._treatments:
            for touch in touching.of(treatment.iri):
                aspect = self._places.aspect_of(touch.claim)
                if self._narrowing.keeps(touch.claim, of_effect=aspect.of_effects):
                    key = (aspect.iri, self._places.row_of(touch.claim))
                    entries.setdefault(key, {}).setdefault(treatment.iri, []).append(touch)
        for outcome in self._outcomes_with_figures():
            aspect_iri = self._aspect_of_outcome(outcome)
            entries.setdefault((aspect_iri, outcome), {})
        rows = [self._row(self._places[a], about, of) for (a, about), of in entries.items()]
        rows += facts_of(
            self._knowledge, self._treatments, self._places, self._filters, self._labels
        )
        shown = [row for row in rows if self._strong_enough(row)]
        hidden = len(rows) - len(shown)
        shown.sort(
            key=lambda row: (
                row.aspect.position,
                row.about is not None,
                not row.differs,
                row.label.casefold(),
                row.about or "",
            )
        )
        said = [*remarks, *self._narrowing.remarks]
        if hidden:
            said.append(
                f"Left out: {hidden} outcomes whose evidence is below {self._filters.strength}."
            )
        return Comparison(
            tuple(self._treatments),
            tuple(shown),
            self._filters,
            tuple(dict.fromkeys(said)),
            tuple(
                f"{pack.prefix} {pack.version}, as of {pack.as_of.isoformat()}"
                for pack in self._knowledge.packs.values()
            ),
            self._labels,
        )

    def _strong_enough(self, row: Row) -> bool:
        least = self._filters.strength
        if least is None or not row.aspect.of_effects:
            return True
        found = [cell.strength for cell in row.cells]
        found += [estimate.strength for pair in row.pairs for estimate in pair.estimates]
        return any(strength is not None and strength.at_least(least) for strength in found)

    # --- outcomes -------------------------------------------------------------------------------

    def _outcomes_with_figures(self) -> list[IRI]:
        compared = {treatment.iri for treatment in self._treatments}
        found = {
            result.outcome
            for study in self._knowledge.studies.values()
            if not study.retracted
            for arm in study.arms
            if arm.counts_for in compared
            for result in study.results
            if arm.iri in (result.arm, result.comparator_arm)
            and self._narrowing.keeps_outcome(result.outcome)
        }
        return sorted(found)

    def _aspect_of_outcome(self, outcome: IRI) -> IRI:
        concept = self._knowledge.concepts.get(outcome)
        if concept is not None and concept.aspect is not None:
            return TKG[concept.aspect]
        harm = concept is not None and concept.cls == TKG.AdverseEvent
        return TKG.riskAspect if harm else TKG.benefitAspect

    # --- rows -----------------------------------------------------------------------------------

    def _row(self, aspect: Aspect, about: IRI, touches: Mapping[IRI, Sequence[Touch]]) -> Row:
        evidence = None
        if aspect.of_effects and aspect.iri == self._aspect_of_outcome(about):
            evidence = OutcomeEvidence(
                self._knowledge,
                about,
                self._filters,
                bias=self._bias,
                judgements=self._judgements.get(about, {}),
                labels=self._labels,
            )
        cells = tuple(
            self._cell(aspect, about, treatment, touches.get(treatment.iri, ()), evidence)
            for treatment in self._treatments
        )
        pairs: tuple[Pair, ...] = ()
        if evidence is not None:
            pairs = tuple(
                self._pair(about, a, b, evidence) for a, b in combinations(self._treatments, 2)
            )
        return make_row(aspect, about, self._labels[about], cells, pairs, _note(cells))

    def _cell(
        self,
        aspect: Aspect,
        about: IRI,
        treatment: Concept,
        touches: Sequence[Touch],
        evidence: OutcomeEvidence | None,
    ) -> Cell:
        entries = tuple(self._entry(touch) for touch in touches)
        figures: tuple[Figure, ...] = ()
        estimate = None
        strength = None
        if evidence is not None:
            figures = self._figures(about, treatment.iri, evidence)
            estimate = evidence.against_control(treatment.iri)
            strength = None if estimate is None else estimate.strength
            if strength is None:
                strength = evidence.rated(treatment.iri, self._telling(about, treatment, entries))
        found = conflicts(
            entries,
            self._disagreeing(about, treatment.iri) if evidence is not None else (),
            self._knowledge.claims,
            self._labels,
            self._knowledge.narrower(treatment.iri) | self._knowledge.broader(treatment.iri),
        )
        name = self._labels[treatment.iri]
        if aspect.of_effects:
            outcome = self._labels[about]
            reading = readings.of_effect(name, outcome, entries, figures, estimate, strength, found)
        else:
            reading = readings.of_relation(name, entries, (), found)
        return Cell(treatment.iri, entries, figures, (), estimate, strength, found, reading)

    def _entry(self, touch: Touch) -> Entry:
        claim = touch.claim
        limits = [
            *qualifiers.qualifiers(claim, self._labels),
            *(self._figure_texts[iri] for iri in claim.results if iri in self._figure_texts),
        ]
        places = qualifiers.location(claim, self._sentences, self._labels)
        read = sorted(
            {self._results[iri].verification or "" for iri in claim.results if iri in self._results}
        )
        return Entry(
            claim,
            touch.basis,
            self._labels[claim.subject],
            wording.sentence(claim, self._labels),
            qualifiers.join_phrases(limits),
            self._labels[TKG[claim.modality]],
            wording.DIRECTION_WORDS.get(claim.direction, self._labels[TKG[claim.direction]]),
            tuple(f"{source}, {place}" if place else source for source, place in places),
            claim.valid_as_of,
            tuple(read),
        )

    def _figures(
        self, outcome: IRI, treatment: IRI, evidence: OutcomeEvidence
    ) -> tuple[Figure, ...]:
        found = self._published(outcome, treatment)
        for study in evidence.studies:
            arms = {arm.iri: arm for arm in study.arms}
            for result in study.results:
                ends = [iri for iri in (result.arm, result.comparator_arm) if iri in arms]
                if result.outcome != outcome or not any(
                    arms[iri].counts_for == treatment for iri in ends
                ):
                    continue
                if not self._narrowing.keeps_result(result, study.population):
                    continue
                found.append(
                    Figure(
                        result.iri,
                        study.label,
                        study.registrations,
                        " against ".join(arms[iri].label for iri in ends),
                        result.time_label or "",
                        printed(result),
                        self._labels[TKG[result.verification or "notVerified"]],
                        read_where(result, self._knowledge),
                    )
                )
        return tuple(found)

    def _published(self, outcome: IRI, treatment: IRI) -> list[Figure]:
        """Return what others have pooled and published of a treatment."""
        return [
            Figure(
                result.iri,
                ", ".join(self._labels[source] for source in result.sources),
                (),
                " against ".join(
                    self._labels[end] for end in (result.counts_for, result.comparator) if end
                ),
                result.time_label or "",
                f"{self._labels[TKG[result.measure]]} {printed(result)}"
                if result.measure
                else printed(result),
                self._labels[TKG[result.verification]],
                read_where(result, self._knowledge),
            )
            for result in self._results.values()
            if result.kind == "pooled"
            and result.verification is not None
            and result.outcome == outcome
            and treatment in (result.counts_for, result.comparator)
            and self._narrowing.keeps_result(result, None)
        ]

    def _telling(self, outcome: IRI, treatment: Concept, entries: Iterable[Entry]) -> list[Study]:
        """Return the studies that tell of a treatment and an outcome, each once."""
        studies, _ = counted_once(self._knowledge, outcome)
        telling = {
            study.iri: study for study in studies if _tells_of(study, treatment.iri, outcome)
        }
        known = self._knowledge.studies
        for entry in entries:
            claim = entry.claim
            study = None if claim.study is None else known.get(claim.study)
            if study is not None and entry.basis == "own" and claim.modality == "shown":
                telling.setdefault(study.iri, study)
        return [study for study in telling.values() if study.identified is not False]

    def _disagreeing(self, outcome: IRI, treatment: IRI) -> list[Disagreement]:
        arms = {
            arm.iri: arm.counts_for
            for study in self._knowledge.studies.values()
            for arm in study.arms
        }
        return [
            one
            for one in self._disagreements
            if one.outcome == outcome and any(arms.get(arm) == treatment for arm in one.arms)
        ]

    def _pair(
        self, outcome: IRI, treatment: Concept, other: Concept, evidence: OutcomeEvidence
    ) -> Pair:
        estimates = evidence.between(treatment.iri, other.iri)
        studies = tuple(study.label for study in evidence.head_to_head(treatment.iri, other.iri))
        return Pair(
            treatment.iri,
            other.iri,
            studies,
            estimates,
            _pair_sentence(
                self._labels[treatment.iri],
                self._labels[other.iri],
                self._labels[outcome],
                studies,
                estimates,
            ),
        )


def _tells_of(study: Study, treatment: IRI, outcome: IRI) -> bool:
    """Return whether a study has a figure of an outcome for an arm of a treatment."""
    arms = {arm.iri for arm in study.arms if arm.counts_for == treatment}
    return any(
        result.outcome == outcome and arms & {result.arm, result.comparator_arm}
        for result in study.results
    )


def make_row(
    aspect: Aspect,
    about: IRI | None,
    label: str,
    cells: tuple[Cell, ...],
    pairs: tuple[Pair, ...] = (),
    note: str = "",
) -> Row:
    """Return a row, with whether its cells differ and which are empty where others are not."""
    some = any(not cell.empty for cell in cells)
    lacking = tuple(cell.treatment for cell in cells if cell.empty) if some else ()
    differs = len({_signature(cell) for cell in cells}) > 1
    return Row(aspect, about, label, cells, pairs, note, differs, lacking)


def _signature(cell: Cell) -> tuple[object, ...]:
    """Return what makes a cell differ from another: what is said, whichever way it touches."""
    said = {(e.claim.predicate, e.claim.object, e.claim.direction) for e in cell.entries}
    return frozenset(said), bool(cell.figures), bool(cell.estimate), cell.facts


def _note(cells: Sequence[Cell]) -> str:
    """Return what has to be known where cells hold figures of different studies."""
    studies = {frozenset(figure.study for figure in cell.figures) for cell in cells if cell.figures}
    if len(studies) < 2:
        return ""
    return (
        "The figures in this row are of different studies, of different people at different times:"
        " they are not to be set against each other. What studies say of one treatment against"
        " another stands below."
    )


def _pair_sentence(
    a: str, b: str, outcome: str, studies: Sequence[str], estimates: Sequence[Estimate]
) -> str:
    direct = f"compared in {studies_words(studies)}" if studies else NO_HEAD_TO_HEAD
    if estimates:
        told = " ".join(estimate.sentence for estimate in estimates)
        return f"{a} and {b}: {direct}. {told}"
    if studies:
        return f"{a} and {b}: {direct}, but without figures that an estimate could be made of."
    return f"{a} and {b}: {NO_HEAD_TO_HEAD} on {outcome}, and no studies that connect the two."
