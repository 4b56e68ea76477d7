"""Say beside an estimate where the absence of its outcome, or what that is of, answers otherwise.

The two tell the same the other way round, but by another measure, or from other studies: then one
may show a difference, and the other none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.comparison.estimates import Estimate
from kg.evidence.choice import WINDOW
from kg.evidence.sentences import interval, listed


def with_mirror(estimate: Estimate, mirrors: Iterable[Estimate]) -> Estimate:
    """Return an estimate with a remark on those of its outcome's mirror that answer otherwise.

    Parameters
    ----------
    mirrors
        Estimates of the same two, on the absence of the outcome or on what it is the absence of.
    """
    said = tuple(
        _otherwise(estimate, mirror)
        for mirror in mirrors
        if _at_one_time(estimate, mirror) and estimate.favours != mirror.favours
    )
    if not said:
        return estimate
    sentence = " ".join([estimate.sentence, *said])
    return replace(estimate, remarks=(*estimate.remarks, *said), sentence=sentence)


def _at_one_time(estimate: Estimate, mirror: Estimate) -> bool:
    one, other = (each.synthesis.question.weeks for each in (estimate, mirror))
    if one is None or other is None:
        return one is other
    return abs(one - other) <= WINDOW * one


def _otherwise(estimate: Estimate, mirror: Estimate) -> str:
    shows = f"{mirror.favours} does better" if mirror.favours else "no difference is shown"
    found = interval(mirror.measure, mirror.value, mirror.lower, mirror.upper)
    why = [
        reason
        for reason, holds in (
            ("the measure is another", mirror.measure != estimate.measure),
            ("the network has other studies", mirror.all_studies != estimate.all_studies),
            ("these differ from each other", mirror.heterogeneous and not estimate.heterogeneous),
            (
                "those here differ from each other",
                estimate.heterogeneous and not mirror.heterogeneous,
            ),
        )
        if holds
    ]
    told = f"Told as {mirror.outcome}, {shows}, {mirror.measure.name} {found}"
    return f"{told}: {listed(why) or 'the figures are others'}."
