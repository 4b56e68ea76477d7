"""Put what claims rest on into words: figures, studies and documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.evidence.measures import MEASURES
from kg.model.studies import Result, Study
from kg.model.values import Source
from kg.vocabulary import TKG
from kg.words.labels import Labels, clean, web_address
from kg.words.qualifiers import Qualifier

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

# What a claim is called whose figures were read least well; the best goes last.
READ = {
    None: "no figure",
    "notVerified": "figure not verified",
    "readInSecondarySource": "figure read in a secondary source",
    "readInSource": "figure read in its source",
}


@dataclass(frozen=True, slots=True)
class FigureText:
    """Hold a figure that a claim rests on, with its interval where it has one.

    Parameters
    ----------
    text
        Whose it is, and as printed.
    value, lower, upper
        Of an effect between two arms; None where there is none, or it is not told.
    null
        The value of no difference.
    ratio
        Whether it belongs on a logarithmic scale.
    """

    text: str
    measure: str
    value: float | None
    lower: float | None
    upper: float | None
    null: float | None
    ratio: bool
    read: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """Hold a document: what it is called, and the web address that leads to it."""

    iri: str
    label: str
    description: str
    href: str | None
    extracted_by: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class StudyText:
    """Hold a study in words: its kind, and how many took part."""

    iri: str
    label: str
    said: str
    registrations: tuple[str, ...]


def source_texts(knowledge: Catalogue) -> dict[str, SourceText]:
    """Return every document in words by its IRI, sorted by label."""
    found = [
        SourceText(
            source.iri,
            clean(source.label),
            clean(source.description),
            _address(source),
            clean(source.extracted_by),
            clean(source.checked_by),
        )
        for source in knowledge.sources.values()
    ]
    return {source.iri: source for source in sorted(found, key=lambda s: (s.label, s.iri))}


def _address(source: Source) -> str | None:
    if source.doi:
        return f"https://doi.org/{quote(source.doi, safe='/:;()')}"
    return next((a for address in source.addresses if (a := web_address(address))), None)


def study_texts(knowledge: Catalogue, labels: Labels) -> dict[str, StudyText]:
    """Return every study in words by its IRI, sorted by label."""
    found = [
        StudyText(
            study.iri,
            labels[study.iri],
            _of_study(study, labels),
            tuple(clean(number) for number in study.registrations),
        )
        for study in knowledge.studies.values()
    ]
    return {study.iri: study for study in sorted(found, key=lambda s: (s.label, s.iri))}


def _of_study(study: Study, labels: Labels) -> str:
    said = [labels[TKG[term]] for term in (study.design, study.masking, study.status) if term]
    if study.participants is not None:
        said.append(f"{study.participants:,} people")
    if study.population is not None:
        said.append(labels[study.population])
    if study.retracted:
        said.append("retracted")
    return "; ".join(said)


def figure_text(result: Result, text: Qualifier, labels: Labels) -> FigureText:
    """Return a figure in words; only of an effect between two arms, with its interval."""
    measure = next((m for m in MEASURES.values() if m.term == result.measure), None)
    compares = result.kind in ("contrast", "pooled") and measure is not None
    limits = (None if n is None else float(n) for n in (result.value, result.lower, result.upper))
    value, lower, upper = limits if compares else (None, None, None)
    return FigureText(
        text.value,
        labels[TKG[result.measure]] if result.measure else "",
        value,
        lower,
        upper,
        measure.null if compares and measure else None,
        measure.ratio if measure else False,
        READ[result.verification],
    )
