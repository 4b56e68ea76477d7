"""Count how many had an outcome, and take the risk under a comparator from that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.evidence.choice import TRUST, Choice
from kg.evidence.joint_arms import each_once
from kg.evidence.results import places
from kg.evidence.sentences import listed
from kg.evidence.shares import OF_PEOPLE, reckoned
from kg.model.studies import Arm, Result, Study
from kg.vocabulary import IRI

# Measures that tell what becomes of a risk.
_OF_RISK = ("OR", "RR", "RD", "HR")


@dataclass(frozen=True, slots=True)
class Baseline:
    """Hold how many had an outcome under a comparator, and in which studies.

    Parameters
    ----------
    reckoned
        The studies whose numbers are reckoned from printed shares.
    """

    events: int
    total: int
    comparator: str
    studies: tuple[str, ...]
    reckoned: tuple[str, ...] = ()

    @property
    def risk(self) -> float:
        """Return their share."""
        return self.events / self.total

    @property
    def words(self) -> str:
        """Return where it is from, in words.

        Examples
        --------
        >>> Baseline(12, 40, "placebo", ("MOON", "SUN"), reckoned=("SUN",)).words
        '12 of 40 people with placebo in MOON and SUN, partly reckoned from printed shares'
        """
        people = f"{self.events} of {self.total} people with {self.comparator}"
        return f"{people} in {listed(self.studies)}{self.how}"

    @property
    def how(self) -> str:
        """Return whether the numbers are reckoned, in words; empty if they are not."""
        if not self.reckoned:
            return ""
        partly = "" if self.reckoned == self.studies else "partly "
        return f", {partly}reckoned from printed shares"


@dataclass(frozen=True, slots=True)
class Counted:
    """Hold how many of an arm had an outcome.

    Parameters
    ----------
    result
        Where that was read, or the share that it is reckoned from.
    """

    study: Study
    arm: Arm
    events: int
    total: int
    result: Result

    @property
    def reckoned(self) -> bool:
        """Return whether it is no number that was read."""
        return self.result.kind != "count"


def baseline(
    studies: Sequence[Study], choice: Choice, comparator: IRI, label: str
) -> Baseline | None:
    """Return the risk of an outcome under a comparator; None where nothing tells of it.

    Without a time, that is the risk by the one time that all studies tell of.
    """
    if choice.measure.id not in _OF_RISK:
        return None
    counts = counts_by_arm(studies, choice, {comparator})
    if not counts or (choice.weeks is None and len({one.result.weeks for one in counts}) > 1):
        return None
    return Baseline(
        sum(one.events for one in counts),
        sum(one.total for one in counts),
        label,
        tuple(sorted({one.study.label for one in counts})),
        tuple(sorted({one.study.label for one in counts if one.reckoned})),
    )


def counts_by_arm(
    studies: Iterable[Study], choice: Choice, treatments: set[IRI] | None = None
) -> list[Counted]:
    """Return how many had the event in each arm, by what is best read and nearest in time.

    What was counted goes before what is reckoned from shares.

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
        best = {}
        for arm in study.arms:
            if treatments is None or arm.counts_for in treatments:
                of_arm = list(_counted(study, arm, choice))
                if of_arm:
                    best[arm.iri] = min(of_arm, key=lambda one: _rank(one, choice))
        kept = {arm.iri for arm in each_once(study, best.keys()).arms}
        found += [one for iri, one in best.items() if iri in kept]
    return found


def _counted(study: Study, arm: Arm, choice: Choice) -> Iterator[Counted]:
    for result in study.results:
        if result.arm != arm.iri or not choice.takes(result):
            continue
        if result.kind == "count":
            yield Counted(study, arm, result.events or 0, result.total or 0, result)
        elif result.kind == "estimate" and result.measure in OF_PEOPLE:
            made = reckoned(result, arm)
            if not isinstance(made, str):
                yield Counted(study, arm, int(made.events), int(made.total), result)


def _rank(one: Counted, choice: Choice) -> tuple[bool, int, float, int, str]:
    """Return a key by which the best read figure nearest in time, and the finest, goes first."""
    result = one.result
    trust = TRUST.index(result.verification)
    return one.reckoned, trust, choice.distance(result.weeks), -places(result), result.iri
