"""Hold what the graph knows as Python values: concepts, claims, sources."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from kg.vocabulary import IRI


@dataclass(frozen=True, slots=True)
class Match:
    """Hold the tie of a concept to a term of a public ontology; `kind` is exact or close."""

    kind: str
    iri: IRI


@dataclass(frozen=True, slots=True)
class Concept:
    """Hold a thing that claims are about.

    Parameters
    ----------
    cls
        The class it was given, the most specific one.
    desirable
        ``higher`` or ``lower`` where more or less of it is better, else None.
    broader
        The concepts right above it.
    absence_of
        The outcomes that just those have who do not have it.
    parts
        The therapies that a combination consists of.
    members
        The therapies that a choice is made among.
    aspect
        The part of a comparison where claims about it belong, if not where their predicate says.
    """

    iri: IRI
    label: str
    cls: IRI
    definition: str = ""
    alt_labels: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    desirable: str | None = None
    broader: tuple[IRI, ...] = ()
    parts: tuple[IRI, ...] = ()
    members: tuple[IRI, ...] = ()
    aspect: str | None = None
    absence_of: tuple[IRI, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Hold one assertion by a source, with the direction of its evidence and its hedge.

    Parameters
    ----------
    direction
        supports, disputes, inconclusive, mixed or insufficient.
    modality
        established, shown, pooled, possible, aimedAt, advised, underInvestigation or anecdotal.
    effect
        ``benefit`` or ``risk`` where the rules derived one, else None.
    tendency
        ``forTheBetter`` or ``forTheWorse``: what it would be for the outcome, were it so.
    agency, year
        Who decided it, and when.
    dose, frequency
        As printed, of what is given.
    contested_by
        Claims that dispute this one, or are inconclusive about the same.
    figure_comparators
        What its figures set its subject against, where the claim itself names no comparator.
    """

    iri: IRI
    subject: IRI
    predicate: IRI
    object: IRI
    direction: str
    modality: str
    disease: IRI | None = None
    population: IRI | None = None
    comparator: IRI | None = None
    means: IRI | None = None
    purpose: IRI | None = None
    region: IRI | None = None
    agency: IRI | None = None
    study: IRI | None = None
    position: int | None = None
    year: int | None = None
    dose: str | None = None
    frequency: str | None = None
    weeks: Decimal | None = None
    time_label: str | None = None
    qualification: str | None = None
    applies_to_kinds: bool = False
    valid_as_of: datetime.date | None = None
    about_claims: tuple[IRI, ...] = ()
    about_studies: tuple[IRI, ...] = ()
    sources: tuple[IRI, ...] = ()
    sentences: tuple[IRI, ...] = ()
    results: tuple[IRI, ...] = ()
    effect: str | None = None
    tendency: str | None = None
    contested_by: tuple[IRI, ...] = ()
    figure_comparators: tuple[IRI, ...] = ()

    @property
    def compared_with(self) -> tuple[IRI, ...]:
        """Return what the claim sets its subject against: its comparator, else its figures'."""
        return self.figure_comparators if self.comparator is None else (self.comparator,)


@dataclass(frozen=True, slots=True)
class Source:
    """Hold a document that claims are taken from.

    Parameters
    ----------
    doi
        Without the address of a resolver.
    addresses
        Where it was read.
    caveat
        What has to be known of all figures that were read in it.
    """

    iri: IRI
    label: str
    description: str = ""
    extracted_by: str = ""
    checked_by: str = ""
    doi: str = ""
    addresses: tuple[str, ...] = ()
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold where a sentence stands in its source, and the fingerprint it is known by.

    Parameters
    ----------
    block, position
        Counted from 1.
    no_claim
        Why it yields no claim, else None.
    """

    iri: IRI
    source: IRI
    section: IRI
    block: int
    position: int
    fingerprint: str
    no_claim: str | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """Hold what a data pack says of itself."""

    iri: IRI
    title: str
    version: str
    license: IRI
    as_of: datetime.date
    prefix: str
    namespace: str
    focus: IRI | None = None
