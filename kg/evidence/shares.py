"""Reckon from printed shares of people how many they are, for where nothing better is printed.

A share is of the people that its result counts, or else of those of its arm. Where neither is
known, where rounding weighs too much, or where no number of people gives the share, it stays out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from kg.evidence.arms import ReckonedCounts
from kg.model.studies import Arm, Result
from kg.vocabulary import IRI

# Estimates of one arm that are shares of its people; plain shares go first.
PLAIN, KAPLAN_MEIER = "proportion", "kaplanMeierProportion"
OF_PEOPLE = (PLAIN, KAPLAN_MEIER)

# How far rounding may move the odds of a share: then no ratio of two moves by more than a tenth.
_MOVED = 0.05

# Why a share is not of the people that it is taken to be of, and what would let it count.
_OF_OTHERS = (
    "no number of its people is such a share, so that it is of others or was estimated"
    " (record of how many it is, or that it is a Kaplan-Meier estimate)"
)

# Shares are printed in whole percent at least.
_DECIMALS = 2


def reckoned(result: Result, arm: Arm) -> ReckonedCounts | str:
    """Return how many people a share is, or in words why that cannot be said.

    Notes
    -----
    A share that no number of its people rounds to is of other people: Brown and Heathers 2017,
    10.1177/1948550616673876. One by Kaplan and Meier need not be any number of them.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from kg.vocabulary import IRI
    >>> arm = Arm(IRI("a"), "a", IRI("s"), IRI("t"), participants=408)
    >>> def share(value):
    ...     return Result(
    ...         IRI("r"), "estimate", IRI("o"), IRI("a"), measure=PLAIN, value=Decimal(value)
    ...     )
    >>> reckoned(share("0.46"), arm)
    ReckonedCounts(events=188.0, total=408.0)
    >>> reckoned(share("0.02"), arm)
    'rounding weighs too much'
    """
    total = result.total or arm.participants
    if total is None or result.total_not_read:
        return "of how many people they are is not recorded"
    share = float(result.value or 0)
    step = _half_a_unit(result.value or Decimal(0))
    events = round(share * total)
    off = abs(events / total - share)
    if result.measure == PLAIN and off > step:
        return _OF_OTHERS
    if max(step, off) > _MOVED * share * (1 - share):
        return "rounding weighs too much"
    return ReckonedCounts(float(events), float(total))


def _half_a_unit(value: Decimal) -> float:
    """Return half a unit of the last place that a share is printed with."""
    exponent = value.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return 0.5 * 10.0 ** -max(places, _DECIMALS)


def reckoned_by_arm(
    shares: Sequence[Result], arms: Mapping[IRI, Arm], counted: Collection[IRI]
) -> tuple[dict[IRI, tuple[ReckonedCounts, Result]], dict[IRI, str]]:
    """Return the counts that shares of a study's arms are, and why others are none.

    All are of one kind, of which most arms have one: plain shares, if that can be; what Kaplan and
    Meier estimate goes with no count that was read.

    Parameters
    ----------
    shares
        At most one of each kind for an arm.
    counted
        The arms that a count was read of, which need none.
    """
    best: dict[IRI, tuple[ReckonedCounts, Result]] = {}
    why: dict[IRI, str] = {}
    for kind in OF_PEOPLE:
        found: dict[IRI, tuple[ReckonedCounts, Result]] = {}
        for share in shares:
            if share.measure != kind or share.arm is None or share.arm in counted:
                continue
            made = reckoned(share, arms[share.arm])
            if isinstance(made, str):
                why[share.arm] = made
            else:
                found[share.arm] = made, share
        if len(found) > len(best) and not (kind == KAPLAN_MEIER and counted):
            best = found
    return best, {arm: reason for arm, reason in why.items() if arm not in best}


def words_of_reckoned(shares: Sequence[tuple[ReckonedCounts, Result, str]]) -> str:
    """Return what to say of counts that are reckoned, each with its share and what its arm is.

    Examples
    --------
    >>> from decimal import Decimal
    >>> share = Result(IRI("r"), "estimate", IRI("o"), measure=PLAIN, value=Decimal("0.46"))
    >>> words_of_reckoned([(ReckonedCounts(188, 408), share, "placebo")])
    'counts are reckoned from printed shares of people, which may be Kaplan-Meier estimates: \
placebo 188 of 408 (46 %)'
    """
    told = "; ".join(
        f"{arm} {counts.events:g} of {counts.total:g} ({100 * float(share.value or 0):g} %)"
        for counts, share, arm in shares
    )
    verb = "are" if all(s.measure == KAPLAN_MEIER for _, s, _ in shares) else "may be"
    shares_are = f"printed shares of people, which {verb} Kaplan-Meier estimates"
    return f"counts are reckoned from {shares_are}: {told}"
