"""Hold what is asked of studies, and where the figures that answer it are from."""

from __future__ import annotations

from dataclasses import dataclass

from kg.evidence.measures import Measure
from kg.vocabulary import IRI


@dataclass(frozen=True, slots=True)
class Question:
    """Hold what is asked.

    Parameters
    ----------
    outcome
        What it is called.
    measure
        What effects are given as.
    at
        The time, as it was asked for.
    better
        ``higher`` or ``lower`` where more or less of it is better, else None.
    iri
        Of the outcome, where it is a concept.
    weeks
        The time in weeks.
    """

    outcome: str
    measure: Measure
    at: str | None = None
    better: str | None = None
    iri: IRI | None = None
    weeks: float | None = None

    @property
    def words(self) -> str:
        """Return the outcome and the time."""
        return f"{self.outcome} at {self.at}" if self.at else self.outcome


@dataclass(frozen=True, slots=True)
class Origin:
    """Hold where a study's figures are from, for tracing a number back.

    Parameters
    ----------
    results
        Each with its arm, the figure as printed, and whether it was read.
    dois
        Of the documents that report them, or their names where they have none.
    registrations
        Numbers that the study is registered under.
    apart
        What has to be said of treatments that it tells of at different times.
    mirrors
        The outcomes, by their labels, whose complement was taken.
    times
        When its figures are of, as printed; empty of one without a time.
    caveats
        What has to be known of the documents that they were read in, each after its name.
    """

    results: tuple[tuple[str, str, str], ...] = ()
    dois: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    mirrors: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
