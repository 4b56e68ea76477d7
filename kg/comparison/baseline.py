"""Count how many had an outcome, and take the risk under a comparator from that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.evidence.choice import TRUST, Choice
from kg.evidence.sentences import listed
from kg.model.studies import Result, Study
from kg.vocabulary import IRI

# Measures that tell what becomes of a risk.
_OF_RISK = ("OR", "RR", "RD", "HR")


@dataclass(frozen=True, slots=True)
class Baseline:
    """Hold how many had an outcome under a comparator, and in which studies."""

    events: int
    total: int
    comparator: str
    studies: tuple[str, ...]

    @property
    def risk(self) -> float:
        """Return their share."""
        return self.events / self.total

    @property
    def words(self) -> str:
        """Return where it is from, in words."""
        return (
            f"{self.events} of {self.total} people with {self.comparator} in {listed(self.studies)}"
        )


def baseline(
    studies: Sequence[Study], choice: Choice, comparator: IRI, label: str
) -> Baseline | None:
    """Return the risk of an outcome under a comparator; None where nothing tells of it."""
    # Without a time, there is no risk that a share by some time could stand for.
    timeless = choice.weeks is None and any(
        result.weeks is not None
        for study in studies
        for result in study.results
        if result.outcome == choice.outcome
    )
    if choice.measure.id not in _OF_RISK or timeless:
        return None
    counts = counts_by_arm(studies, choice, {comparator})
    if not counts:
        return None
    return Baseline(
        sum(result.events or 0 for _, result in counts),
        sum(result.total or 0 for _, result in counts),
        label,
        tuple(sorted({study.label for study, _ in counts})),
    )


def counts_by_arm(
    studies: Iterable[Study], choice: Choice, treatments: set[IRI] | None = None
) -> list[tuple[Study, Result]]:
    """Return one count of events for each arm, the best read and nearest in time.

    Parameters
    ----------
    studies
        Where to look.
    choice
        Which outcome, time and trust.
    treatments
        Whose arms count; all, if None.
    """
    found = []
    for study in studies:
        for arm in study.arms:
            if treatments is not None and arm.counts_for not in treatments:
                continue
            counts = [
                result
                for result in study.results
                if result.arm == arm.iri and result.kind == "count" and choice.takes(result)
            ]
            if counts:
                found.append((study, min(counts, key=lambda result: _rank(result, choice))))
    return found


def _rank(result: Result, choice: Choice) -> tuple[int, float, str]:
    """Return a key by which the best read figure nearest in time goes first."""
    return TRUST.index(result.verification), choice.distance(result.weeks), result.iri
