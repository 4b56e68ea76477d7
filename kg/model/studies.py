"""Hold what the graph knows of studies as Python values: studies, their arms, their results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kg.model.values import Claim
from kg.vocabulary import IRI


@dataclass(frozen=True, slots=True)
class Arm:
    """Hold a group of people in a study who all get the same.

    Parameters
    ----------
    counts_for
        The therapy or control condition whose effect it tells.
    participants
        Those randomised, where people were.
    population
        Whom it is of, if not all the people of the study: a stratum.
    dose, route, frequency, background, period
        As printed.
    combines
        The arms that make it up together, as far as they are recorded.
    not_of_label
        Claims of labels on how the therapy is given, whose doses its own is none of; or, of several
        doses, not each.
    """

    iri: IRI
    label: str
    study: IRI
    counts_for: IRI
    participants: int | None = None
    population: IRI | None = None
    dose: str | None = None
    route: str | None = None
    frequency: str | None = None
    background: str | None = None
    period: str | None = None
    combines: tuple[IRI, ...] = ()
    not_of_label: tuple[IRI, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """Hold a figure, or figures that belong together, that a study gives for an outcome.

    Parameters
    ----------
    kind
        ``count``, ``mean``, ``rate``, ``estimate``, ``contrast``, ``pooled`` or ``cost``; it says
        which of the figures there are.
    arm, comparator_arm
        Whose figure it is; a contrast has both.
    counts_for, comparator
        What a pooled result contrasts.
    qualification
        Of what in particular that is, as printed: a dose, a product.
    total_not_read
        Whether a share is of an unknown number of the arm's people.
    printed_otherwise
        Whether another figure is printed elsewhere, which the note alone tells of.
    level
        Of the interval, as a fraction.
    p_value, p_below
        Two-sided, of a contrast: as it is printed, or what it is said to be below.
    currency, price_year, perspective
        Of a cost: its ISO 4217 code, the year of its prices, and whose costs it counts.
    as_printed
        The figure as its source prints it.
    note
        What has to be known beside it.
    complement_of
        The outcome that it is printed of, if it is read as what that leaves over.
    verification
        readInSource, readInSecondarySource or notVerified; None for what was calculated.
    sources, read_in
        What reports it first, and where it was read if not there.
    pools, rests_on
        The results, and the studies, that a pooled result is made of, as far as they are recorded.
    """

    iri: IRI
    kind: str
    outcome: IRI
    arm: IRI | None = None
    comparator_arm: IRI | None = None
    counts_for: IRI | None = None
    comparator: IRI | None = None
    qualification: str | None = None
    evidence_kind: str | None = None
    weeks: Decimal | None = None
    time_label: str | None = None
    events: int | None = None
    total: int | None = None
    total_not_read: bool = False
    printed_otherwise: bool = False
    mean: Decimal | None = None
    standard_deviation: Decimal | None = None
    person_years: Decimal | None = None
    measure: str | None = None
    value: Decimal | None = None
    standard_error: Decimal | None = None
    p_value: Decimal | None = None
    p_below: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    level: Decimal | None = None
    currency: str | None = None
    price_year: int | None = None
    perspective: str | None = None
    as_printed: str | None = None
    note: str = ""
    complement_of: IRI | None = None
    verification: str | None = None
    sources: tuple[IRI, ...] = ()
    read_in: tuple[IRI, ...] = ()
    pools: tuple[IRI, ...] = ()
    rests_on: tuple[IRI, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """Hold a study with its arms and all that they tell.

    Parameters
    ----------
    identified
        Whether a source names it.
    registrations
        Numbers it is registered under.
    combines
        The studies that it is an analysis of, together.
    status
        completed, ongoing, recruiting, notYetRecruiting or terminated.
    retracted
        Whether its report was withdrawn.
    """

    iri: IRI
    label: str
    identified: bool | None = None
    registrations: tuple[str, ...] = ()
    design: str | None = None
    masking: str | None = None
    phase: str | None = None
    population: IRI | None = None
    participants: int | None = None
    primary_outcomes: tuple[IRI, ...] = ()
    primary_outcome_met: bool | None = None
    combines: tuple[IRI, ...] = ()
    status: str | None = None
    retracted: bool = False
    arms: tuple[Arm, ...] = ()
    results: tuple[Result, ...] = ()
    sources: tuple[IRI, ...] = ()

    @property
    def stands(self) -> bool:
        """Return whether its report stands: neither withdrawn nor superseded."""
        return self.report == "stands"

    @property
    def report(self) -> str:
        """Return what became of its report: it stands, was superseded, or was retracted."""
        if self.retracted:
            return "retracted"
        return "superseded" if self.status == "superseded" else "stands"

    def told_of(self, outcome: IRI) -> frozenset[IRI]:
        """Return the treatments that it has a figure of an outcome for."""
        ends = {
            arm
            for result in self.results
            if result.outcome == outcome
            for arm in (result.arm, result.comparator_arm)
        }
        return frozenset(arm.counts_for for arm in self.arms if arm.iri in ends)


def report_of(claim: Claim, studies: Mapping[IRI, Study]) -> str:
    """Return what became of the report of a claim's study; of a claim without one, it stands."""
    study = None if claim.study is None else studies.get(claim.study)
    return "stands" if study is None else study.report
