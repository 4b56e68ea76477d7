"""Say where an event is too rare for what studies tell of it to be pooled.

Estimates here weigh studies by the inverse of their variance, which misleads where hardly anybody
has the event: how large a ratio is hangs on one person, or on the half that is added to a zero.

References
----------
Cochrane Handbook 5.1, sections 16.9.1 and 16.9.5; Bradburn et al. 2007, 10.1002/sim.2528 (what
pools by the inverse of the variance is most biased; other methods serve below 1 in 100).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.evidence.arms import Counts

if TYPE_CHECKING:
    from kg.evidence.pooled import Pooled

# An event that a smaller share of all people had is rare; so is one that hardly anybody was spared.
_RARE = 0.01


def too_rare(syntheses: Iterable[Pooled]) -> str:
    """Return that an event is too rare to be pooled, as a sentence without its stop; else nothing.

    Parameters
    ----------
    syntheses
        What would be made of the outcome. Each study counts once, and only if it counted people.

    Examples
    --------
    >>> import kg
    >>> too_rare([kg.load("smoking").synthesize("smoking cessation")])
    ''
    """
    counted: dict[str, list[Counts]] = {}
    for told in (one for synthesis in syntheses for one in synthesis.told if one.contrasts):
        counted.setdefault(told.study.study, [f for f in told.taken if isinstance(f, Counts)])
    figures = [one for of in counted.values() for one in of]
    events, people = sum(one.events for one in figures), sum(one.total for one in figures)
    if not people or _RARE <= events / people <= 1 - _RARE:
        return ""
    rare, share = ("rare", "fewer than 1") if events / people < _RARE else ("common", "over 99")
    return (
        f"It is too {rare} to be pooled: of {people:,.0f} people in the studies that compare"
        f" treatments, {events:,.0f} had it, {share} in 100"
    )
