"""Hold an order of treatments by what somebody weighs, and tell it in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.evidence.sentences import listed
from kg.store.table import Table

# What an order is headed by, and what has to be known of any.
TITLE = "An order by what is weighed"
CAUTION = (
    "It is made of these outcomes and weights alone: it informs, and it does not advise. A score is"
    " the weighted mean of values from 0, the worst end of all intervals, to 1, the best end."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Hold where a treatment stands in an order.

    Parameters
    ----------
    score, lower, upper
        The weighted mean of its values, with the limits that 95 % of draws lie between.
    first
        The share of draws in which it is first.
    """

    treatment: str
    score: float
    lower: float
    upper: float
    first: float


@dataclass(frozen=True, slots=True)
class Preference:
    """Hold an order of treatments, how sure it is, and what would turn it.

    Parameters
    ----------
    places
        The best first; none where no order can be made.
    beats
        For each two neighbours in the order, the share of draws in which the first is ahead.
    flips
        What would turn the order of neighbours, one sentence each.
    unplaced
        Treatments that cannot be placed, and the outcomes that nothing is known of.
    criteria
        What values were read from, on which scale, from whom, one sentence each.
    outside
        Which harms are not in it, and why, one sentence each.
    refused
        Why there is no order, and what to do; empty where there is one.
    cautions
        Where studies of two treatments point the other way than the estimates that the order rests
        on, and what has to be known of documents that carry these, one sentence each.
    """

    places: tuple[Place, ...]
    beats: tuple[float, ...]
    flips: tuple[str, ...]
    unplaced: Mapping[str, tuple[str, ...]]
    criteria: tuple[str, ...]
    outside: tuple[str, ...] = ()
    refused: str = ""
    cautions: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """Return all of it in sentences, each with what it tells.

        What it tells is place, ahead, caution, turned by, not placed, not in it, rests on, or no
        order.
        """
        said = [("no order", self.refused)] if self.refused else []
        said += [
            (
                "place",
                f"{n}. {p.treatment}: score {p.score:z.2f} ({p.lower:z.2f} to {p.upper:z.2f}),"
                f" first in {100 * p.first:.0f} % of draws",
            )
            for n, p in enumerate(self.places, 1)
        ]
        said += [("not in it", one) for one in self.outside]
        for (one, other), share in zip(pairwise(self.places), self.beats, strict=True):
            ahead = f"{one.treatment} is ahead of {other.treatment}"
            said.append(("ahead", f"{ahead} in {100 * share:.0f} % of draws."))
        said += [("caution", caution) for caution in self.cautions]
        said += [("turned by", flip) for flip in self.flips]
        for treatment, outcomes in self.unplaced.items() if self.places else ():
            why = f"no estimate of {listed(outcomes)} that studies connect with the others"
            said.append(("not placed", f"{treatment} cannot be placed: {why}."))
        return (*said, *(("rests on", criterion) for criterion in self.criteria))

    def to_table(self) -> Table:
        """Return the order as a table."""
        rows = [
            (n, p.treatment, p.score, p.lower, p.upper, p.first)
            for n, p in enumerate(self.places, 1)
        ]
        return Table(["place", "treatment", "score", "lower", "upper", "chance_of_first"], rows)

    def to_text(self) -> str:
        """Return the order, its uncertainty and what would turn it, in words."""
        return "\n".join(text for _, text in self.told)
