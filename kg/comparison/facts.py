"""Make the rows that hold no claims: what a treatment is, and which studies there are of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from kg.comparison import readings
from kg.comparison.aspects import Aspect, Places
from kg.comparison.cell import Cell
from kg.comparison.filters import Narrowing
from kg.comparison.matrix import Row
from kg.comparison.rows import make_row
from kg.evidence.sentences import counted, listed
from kg.model.catalogue import Catalogue
from kg.model.studies import Study
from kg.model.values import Concept
from kg.vocabulary import IRI, TKG
from kg.words.english import capitalise
from kg.words.labels import clean

# As many studies of kinds of a treatment are named; of more, each kind's are counted.
_NAMED = 20

_STUDIES, _KINDS = "studies with an arm of it", "studies of kinds of it"
_UNREPORTED, _PEOPLE = "studies that have not reported", "people in arms of it"

_OPEN = ("recruiting", "notYetRecruiting", "ongoing")


def facts_of(
    knowledge: Catalogue,
    treatments: Sequence[Concept],
    places: Places,
    narrowing: Narrowing,
    labels: Mapping[str, str],
) -> list[Row]:
    """Return the rows of what the graph holds of treatments besides claims.

    Parameters
    ----------
    narrowing
        Which studies are listed, as of the people asked for; each cell says how many are not.
    """
    each_once = _once(knowledge)
    every = {
        treatment.iri: [
            study
            for study in each_once
            if any(arm.counts_for == treatment.iri for arm in study.arms)
        ]
        for treatment in treatments
    }
    of_kinds = {
        treatment.iri: [
            (kind, study)
            for kind in _kinds(knowledge, treatment.iri)
            for study in each_once
            if any(arm.counts_for == kind for arm in study.arms)
            and study not in every[treatment.iri]
        ]
        for treatment in treatments
    }
    # The studies that are not listed, by the row and the treatment.
    left: dict[tuple[str, IRI], set[IRI]] = {}
    reported: dict[IRI, list[Study]] = {}
    unreported: dict[IRI, list[Study]] = {}
    for iri, studies in every.items():
        shown = [study for study in studies if narrowing.lists(study)]
        reported[iri] = [study for study in shown if study.status not in _OPEN]
        unreported[iri] = [study for study in shown if study.status in _OPEN]
        without = [study for study in studies if study not in shown]
        left[_STUDIES, iri] = {study.iri for study in without if study.status not in _OPEN}
        left[_UNREPORTED, iri] = {study.iri for study in without if study.status in _OPEN}
        left[_PEOPLE, iri] = left[_STUDIES, iri]
    for iri, kinds in of_kinds.items():
        of_kinds[iri] = [(kind, study) for kind, study in kinds if narrowing.lists(study)]
        left[_KINDS, iri] = {study.iri for _, study in kinds if not narrowing.lists(study)}
    sizes = {iri: _people(iri, of) for iri, of in reported.items()}
    told = (
        (TKG.natureAspect, "in short", _short(knowledge, treatments)),
        (TKG.evidenceAspect, _STUDIES, _named(knowledge, reported)),
        (TKG.evidenceAspect, _KINDS, _of_kinds(knowledge, of_kinds)),
        (TKG.evidenceAspect, _UNREPORTED, _named(knowledge, unreported)),
        (TKG.evidenceAspect, _PEOPLE, sizes),
    )
    rows = []
    for aspect, label, facts in told:
        if any(facts.values()):
            said = {iri: _left(left.get((label, iri), set()), narrowing) for iri in facts}
            rows.append(_row(places[aspect], label, facts, said, labels))
    return rows


def _left(studies: Set[IRI], narrowing: Narrowing) -> str:
    """Return in words how many studies a filter leaves out of a cell, and why."""
    return f"{counted(len(studies), 'study')} {narrowing.unlisted}" if studies else ""


def _kinds(knowledge: Catalogue, treatment: IRI) -> list[IRI]:
    kinds = knowledge.narrower(treatment) - {treatment}
    return sorted(kinds, key=lambda kind: (knowledge.label(kind).casefold(), kind))


def _row(
    aspect: Aspect,
    label: str,
    facts: Mapping[IRI, tuple[str, ...]],
    left: Mapping[IRI, str],
    labels: Mapping[str, str],
) -> Row:
    cells = tuple(
        Cell(
            *(iri, (), (), of, None, None, ()),
            readings.of_relation(labels[iri], (), of, (), left[iri]),
            left_out=left[iri],
        )
        for iri, of in facts.items()
    )
    return make_row(aspect, None, label, cells)


def _short(knowledge: Catalogue, treatments: Sequence[Concept]) -> dict[IRI, tuple[str, ...]]:
    found = {}
    for concept in treatments:
        facts = [clean(concept.definition)]
        if concept.broader:
            kinds = sorted(knowledge.label(iri) for iri in concept.broader)
            facts.append(f"It is a kind of {listed(kinds)}.")
        if concept.alt_labels:
            facts.append(f"Also called {', '.join(map(clean, concept.alt_labels))}.")
        found[concept.iri] = tuple(fact for fact in facts if fact)
    return found


def _once(knowledge: Catalogue) -> list[Study]:
    """Return the studies that were not retracted, each registration once."""
    kept: list[Study] = []
    seen: set[str] = set()
    for study in knowledge.studies.values():
        if study.retracted or seen & set(study.registrations):
            continue
        seen |= set(study.registrations)
        kept.append(study)
    return kept


def study_words(study: Study, knowledge: Catalogue) -> str:
    """Return a study in a few words: its name, number, design, people and standing."""
    parts = [", ".join(study.registrations)]
    parts += [knowledge.label(TKG[term]) for term in (study.design, study.masking) if term]
    if study.participants is not None:
        parts.append(f"{study.participants:,} people")
    if study.population is not None:
        parts.append(knowledge.label(study.population))
    if study.status is not None:
        parts.append(knowledge.label(TKG[study.status]))
    if study.primary_outcome_met is not None:
        met = "met" if study.primary_outcome_met else "not met"
        parts.append(f"primary outcome {met}")
    told = "; ".join(part for part in parts if part)
    return f"{clean(study.label)} ({told})." if told else f"{clean(study.label)}."


def _counts(study: Study) -> bool:
    """Return whether its people are not those of other studies."""
    return not study.combines and study.design not in ("metaAnalysis", "registry")


def _named(
    knowledge: Catalogue, studies: Mapping[IRI, Sequence[Study]]
) -> dict[IRI, tuple[str, ...]]:
    return {iri: tuple(study_words(one, knowledge) for one in of) for iri, of in studies.items()}


def _of_kinds(
    knowledge: Catalogue, studies: Mapping[IRI, Sequence[tuple[IRI, Study]]]
) -> dict[IRI, tuple[str, ...]]:
    """Return the studies of kinds of treatments, or how many of each kind where there are many."""
    found: dict[IRI, tuple[str, ...]] = {}
    for treatment, of in studies.items():
        if len(of) <= _NAMED:
            found[treatment] = tuple(
                f"Of {knowledge.label(kind)}: {study_words(study, knowledge)}" for kind, study in of
            )
            continue
        many = Counter(knowledge.label(kind) for kind, _ in of)
        said = ", ".join(f"{kind} ({counted(n, 'study')})" for kind, n in many.items())
        found[treatment] = (f"{capitalise(said)}.",)
    return found


def _people(treatment: IRI, studies: Sequence[Study]) -> tuple[str, ...]:
    sizes = [
        arm.participants
        for study in studies
        for arm in study.arms
        if arm.counts_for == treatment and not arm.combines and _counts(study)
    ]
    known = [size for size in sizes if size is not None]
    if not sizes:
        return ()
    unknown = len(sizes) - len(known)
    said = f"{sum(known):,} people in {counted(len(known), 'arm')}"
    if unknown:
        said += f"; of {counted(unknown, 'arm')} the number is not recorded"
    return (f"{said}.",)
