"""Hold what studies say of one treatment against another, on one outcome at one time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from kg.comparison.baseline import Baseline
from kg.comparison.strength import Strength
from kg.evidence.absolute import AbsoluteEffect
from kg.evidence.cohorts import counted_cohorts
from kg.evidence.measures import Measure
from kg.evidence.sentences import listed
from kg.evidence.synthesis import Synthesis
from kg.vocabulary import IRI

_WEEKS_A_MONTH = 365.25 / 12 / 7

# How a number needed is called, after its limits.
_NEEDED = {"benefit": "; number needed to treat", "harm": "; number needed to harm"}


@dataclass(frozen=True, slots=True)
class Estimate:
    """Hold what studies say of one treatment against another, on one outcome at one time.

    Parameters
    ----------
    treatment, comparator
        Labels.
    outcome, at
        In words; without a time, each study's longest.
    measure
        What the numbers are.
    value, lower, upper, level
        Of the network's estimate; a ratio is no logarithm.
    evidence
        ``direct``, ``indirect`` or ``mixed``.
    direct
        What the studies that compare the two say by themselves, with limits; None without any.
    studies
        Those that compare the two.
    all_studies, rests_on
        Those of the network, and those of which some share is in the estimate.
    absolute, baseline
        What the estimate makes of the risk under the comparator, and where that is from; None where
        the measure or the data do not tell.
    people_behind
        Those that the studies it rests on are of, in words; empty where none is stated.
    contrary
        That the studies that compare the two point the other way, a sentence; else empty. It is
        among the remarks.
    caveats
        What has to be known of documents that figures were read in which carry some of it.
    remarks, sentence
        What has to be known beside it, a sentence each; and all of it in words.
    ends
        Treatment and comparator, as the graph knows them.
    synthesis
        What it was read from.
    """

    treatment: str
    comparator: str
    outcome: str
    at: str | None
    measure: Measure
    value: float
    lower: float | None
    upper: float | None
    level: float
    evidence: str
    direct: tuple[float, float, float] | None
    studies: tuple[str, ...]
    all_studies: tuple[str, ...]
    rests_on: tuple[str, ...]
    absolute: AbsoluteEffect | None
    baseline: Baseline | None
    strength: Strength | None
    better: str | None
    people_behind: tuple[str, ...]
    contrary: str
    caveats: tuple[str, ...]
    remarks: tuple[str, ...]
    sentence: str
    ends: tuple[IRI, IRI]
    synthesis: Synthesis = field(repr=False, compare=False)

    @property
    def heterogeneous(self) -> bool:
        """Return whether its interval is wider because studies of its network differ."""
        return any(
            (network.heterogeneity.tau2 or 0) > 0
            for network in self.synthesis.networks
            if {study.study for study in network.studies}.issuperset(self.rests_on)
        )

    @property
    def favours(self) -> str | None:
        """Return which of the two it speaks for; None where the interval holds no difference."""
        if self.lower is None or self.upper is None or self.better is None:
            return None
        if self.lower <= self.measure.null <= self.upper:
            return None
        above = self.lower > self.measure.null
        return self.treatment if above == (self.better == "higher") else self.comparator

    @property
    def needed_for(self) -> str | None:
        """Return what the number needed to treat is one for: ``benefit`` or ``harm``.

        None where no single number is needed, as the interval holds no difference, or where it is
        not known which end is good (Altman 1998, 10.1136/bmj.317.7168.1309).
        """
        if self.absolute is None or self.absolute.number_needed_limits is None:
            return None
        if self.better is None:
            return None
        more = self.absolute.risk > self.absolute.baseline
        return "benefit" if more == (self.better == "higher") else "harm"

    @property
    def needed(self) -> str:
        """Return how many are treated for one more, or one fewer; empty where none is needed."""
        absolute = self.absolute
        if absolute is None or absolute.number_needed_limits is None:
            return ""
        low, high = absolute.number_needed_limits
        way = "more" if absolute.risk > absolute.baseline else "fewer"
        name = _NEEDED.get(self.needed_for or "", "")
        return (
            f"one {way} with {self.outcome} for every {absolute.number_needed:.0f} treated"
            f" ({low:.0f} to {high:.0f}{name})"
        )


def time_words(weeks: float | None) -> str | None:
    """Return a time as people say it: in months where it is so many half years.

    Less than half a year is told in days where it is no number of whole weeks.

    Examples
    --------
    >>> time_words(104.4), time_words(96.0), time_words(24.0), time_words(14.3), time_words(None)
    ('24 months', '96 weeks', '24 weeks', '100 days', None)
    """
    if weeks is None:
        return None
    months = round(weeks / _WEEKS_A_MONTH)
    if months >= 6 and months % 6 == 0 and abs(months * _WEEKS_A_MONTH - weeks) < 0.1:
        return f"{months} months"
    if weeks < 6 * _WEEKS_A_MONTH and weeks % 1:
        return f"{7 * weeks:.0f} days"
    return f"{weeks:g} weeks"


def studies_words(
    studies: Sequence[str], together: Iterable[Set[str]] = (), *, more: str = ""
) -> str:
    """Return studies in words: how many, each cohort once, and which.

    Parameters
    ----------
    studies
        Labels.
    together
        Those that are comparisons of one cohort; see `kg.evidence.cohorts`.
    more
        What stands before the noun.

    Examples
    --------
    >>> studies_words(["A", "B", "C"], [{"B", "C", "D"}])
    '2 studies (A, B and C; 2 comparisons of one cohort count as one)'
    >>> studies_words(["B", "C"], [{"B", "C", "D"}])
    '2 comparisons of one cohort (B and C)'
    """
    sizes = [len(group & set(studies)) for group in together]
    sizes = [size for size in sizes if size > 1]
    alone = len(studies) - sum(sizes)
    said, _, rest = counted_cohorts([1] * alone + sizes, more=more).partition(" (")
    return f"{said} ({listed(studies)}{f'; {rest}' if rest else ')'}"
