"""Hold a cell of a comparison: every claim and figure that touches a treatment in a row."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from kg.comparison.estimates import Estimate
from kg.comparison.strength import Strength
from kg.model.values import Claim
from kg.vocabulary import IRI

NONE_FOUND = "no evidence found"

# What leads in of which kinds of a treatment something is known.
OF_KINDS = "More is known of kinds of it: "

# What leads in what the filters leave out of a cell.
FILTERED = "left out by the filter:"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a claim in a cell.

    Parameters
    ----------
    basis
        In which way it touches the treatment; see `kg.comparison.touching.BASES`.
    sentence, limits
        In words: what is said, and for whom, compared with what, when, with which figures.
    plain_limits
        The same, without figures of one treatment against another, and without what else is
        printed beside a figure.
    places
        Where it is said: documents, each with the places in it.
    as_of
        The day for which it is said, where that matters.
    verification
        How its figures were read; empty without any.
    report
        What became of the report of its study: "stands", "superseded" or "retracted".
    of_answer
        Whether the estimate of its cell rests on its study: then both tell the same.
    """

    claim: Claim
    basis: str
    said_of: str
    sentence: str
    limits: str
    plain_limits: str
    modality: str
    direction: str
    places: tuple[tuple[str, str], ...]
    as_of: datetime.date | None
    verification: tuple[str, ...]
    report: str = "stands"
    of_answer: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """Return where it is said, each a document with the places in it."""
        return tuple(f"{source}, {place}" if place else source for source, place in self.places)

    @property
    def is_of_it(self) -> bool:
        """Return whether it is said of the treatment, be it of all kinds of something broader."""
        return self.basis in ("own", "inherited")

    @property
    def text(self) -> str:
        """Return sentence and limits as one text."""
        return _limited(self.sentence, self.limits)

    @property
    def plain(self) -> str:
        """Return sentence and limits for lay people."""
        return _limited(self.sentence, self.plain_limits)


def _limited(sentence: str, limits: str) -> str:
    return f"{sentence.rstrip('.')} ({limits})." if limits else sentence


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a figure that a study reports of a treatment, and where it was read.

    Parameters
    ----------
    of, time
        Whose, and when.
    whom
        Of which people, where others than were asked for may be among them; else empty.
    printed, told
        As its source prints it, and in words that say which of several printed numbers it is.
    share, people, counted
        Which share of people it tells, where it does; of how many, where that is known; and whether
        these were counted.
    """

    iri: IRI
    study: str
    registrations: tuple[str, ...]
    of: str
    time: str
    printed: str
    told: str
    verification: str
    read_in: str
    share: float | None = None
    people: int | None = None
    counted: bool = False
    whom: str = field(default="", kw_only=True)

    @property
    def whose(self) -> str:
        """Return of which arms it is, and of which people, where that has to be known."""
        return ", ".join(part for part in (self.of, self.whom) if part)

    @property
    def text(self) -> str:
        """Return it in words."""
        return ", ".join(p for p in (self.study, self.whose, self.time) if p) + f": {self.told}"


@dataclass(frozen=True, slots=True)
class Apart:
    """Hold a study of a cell that the strength of the cell is not of.

    Parameters
    ----------
    strength
        Of the body of evidence that it belongs to; None where it is not rated.
    told
        The claims and figures of the cell that are its.
    """

    study: str
    strength: Strength | None
    told: frozenset[IRI]


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold what is known of a treatment in a row.

    Parameters
    ----------
    facts
        What the graph holds of it besides claims, such as its definition or its studies; and of
        which kinds of it more is known.
    estimate
        Against a control condition, where studies connect the two.
    strength
        Of the evidence for it; None where no study tells of it.
    conflicts
        Where sources, or a study and what is pooled, do not agree, one sentence each.
    reading
        All of it in plain words.
    leads
        What is known against the treatments that are chosen beside its own, which goes first.
    beside
        Whether the estimate is against what is not chosen.
    left_out
        What the filters leave out of it, in words; empty where that is nothing.
    apart
        The studies that the strength is not of, where a filter asks how strong each is.
    """

    treatment: IRI
    entries: tuple[Entry, ...]
    figures: tuple[Figure, ...]
    facts: tuple[str, ...]
    estimate: Estimate | None
    strength: Strength | None
    conflicts: tuple[str, ...]
    reading: str
    leads: tuple[str, ...] = ()
    beside: bool = False
    left_out: str = ""
    apart: tuple[Apart, ...] = ()

    @property
    def empty(self) -> bool:
        """Return whether nothing is known, or nothing that the filters leave."""
        return not (self.entries or self.figures or self.facts or self.estimate)

    @property
    def silent(self) -> bool:
        """Return whether there is nothing to say of it, not even that something is left out."""
        return self.empty and not self.left_out

    @property
    def nothing(self) -> str:
        """Return what it says where it is empty."""
        return f"{FILTERED} {self.left_out}" if self.left_out else NONE_FOUND

    @property
    def telling(self) -> bool:
        """Return whether something is known of the treatment itself, not of its kind in general."""
        of_it = any(entry.is_of_it for entry in self.entries)
        return bool(of_it or self.figures or self.facts or self.estimate)
