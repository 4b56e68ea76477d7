"""Read what a study tells of an outcome off its mirror: its absence, or what it is the absence of.

Counts and shares of people can be read so: of 100, 70 without a relapse are 30 with one. Of what
contrasts two arms, only odds ratios and risk differences can: those of the one are the inverse, or
the negative, of those of the other. A risk ratio or a hazard ratio tells nothing of it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from kg.evidence.results import printed
from kg.evidence.shares import OF_PEOPLE
from kg.model.studies import Result, Study
from kg.vocabulary import IRI

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

Labels: TypeAlias = "Callable[[str], str]"

# Measures that contrast counts.
_OF_COUNTS = ("oddsRatio", "riskRatio", "riskDifference")

# Results as near as this, in weeks, are of one time.
_ONE_TIME = 1


def mirrors_of(knowledge: Catalogue, outcome: IRI) -> tuple[IRI, ...]:
    """Return the outcomes that one is the absence of, or that are its absence.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> [ms.label(one) for one in mirrors_of(ms, ms.concept("relapse").iri)]
    ['relapse-free survival']
    """
    concepts = knowledge.concepts
    own = concepts[outcome].absence_of if outcome in concepts else ()
    return tuple(dict.fromkeys((*own, *knowledge.absences(outcome))))


def with_mirrored(study: Study, outcome: IRI, mirrors: Sequence[IRI]) -> Study:
    """Return a study with what it tells of an outcome by its mirrors.

    What it tells of the outcome itself goes first, where that is worth as much. A result that is
    read so keeps its IRI and what its source prints.
    """
    if not mirrors:
        return study
    own = [result for result in study.results if result.outcome == outcome]
    read = [mirrored(r, outcome) for r in study.results if r.outcome in mirrors]
    more = [r for r in read if r is not None and not any(_tells_as_much(o, r) for o in own)]
    return replace(study, results=(*study.results, *more)) if more else study


def mirrored(result: Result, outcome: IRI) -> Result | None:
    """Return a figure of people as one of those others who have an outcome; else None.

    Examples
    --------
    >>> free = Result(IRI("r"), "count", IRI("without"), events=70, total=100)
    >>> mirrored(free, IRI("with")).events
    30
    >>> odds = Result(IRI("r"), "contrast", IRI("without"), measure="oddsRatio", value=Decimal(2))
    >>> mirrored(odds, IRI("with")).value
    Decimal('0.5')
    """
    read = replace(
        result, outcome=outcome, complement_of=result.outcome, as_printed=printed(result)
    )
    if result.kind == "count" and result.events is not None and result.total is not None:
        return replace(read, events=result.total - result.events)
    turn = _TURNED.get((result.kind, result.measure or ""))
    if turn is None:
        return None
    numbers = (result.value, result.upper, result.lower)
    value, lower, upper = (None if x is None else turn(x) for x in numbers)
    return replace(read, value=value, lower=lower, upper=upper)


def _rest(share: Decimal) -> Decimal:
    return 1 - share


def _inverse(ratio: Decimal) -> Decimal | None:
    return 1 / ratio if ratio else None


# How a number is turned into that of the others, by the kind of its result and its measure.
_TURNED: Mapping[tuple[str, str], Callable[[Decimal], Decimal | None]] = {
    **{("estimate", measure): _rest for measure in OF_PEOPLE},
    ("contrast", "oddsRatio"): _inverse,
    ("contrast", "riskDifference"): operator.neg,
}


def words_of_mirrored(study: Study, used: Sequence[Result], labels: Labels) -> list[str]:
    """Return what to say of figures that are read off another outcome, by outcome."""
    names = {arm.iri: arm.label for arm in study.arms}
    found: dict[IRI, list[str]] = {}
    for result in used:
        if result.complement_of is not None and result.arm is not None:
            arms = [arm for arm in (result.arm, result.comparator_arm) if arm is not None]
            told = f"{' against '.join(names.get(a, a) for a in arms)} {_as_it_was(result)}"
            found.setdefault(result.complement_of, []).append(told)
    return [
        f"{study.label} is read as the complement of {labels(outcome)}: {'; '.join(told)}"
        for outcome, told in found.items()
    ]


def _as_it_was(result: Result) -> str:
    """Return a figure in words as it was before it was read as of the others."""
    if result.kind == "count":
        return f"{(result.total or 0) - (result.events or 0)} of {result.total}"
    if result.kind == "contrast":
        return printed(result)
    return f"{100 * float(1 - (result.value or 0)):g} %"


def _tells_as_much(own: Result, read: Result) -> bool:
    """Return whether a study's own result tells of the same arm and time, and as well."""
    if read.arm not in (own.arm, own.comparator_arm):
        return False
    if own.kind == "contrast" and read.kind == "contrast" and read.measure != own.measure:
        return False
    if own.kind == "contrast" and read.kind == "count":
        # A count tells by every measure; by the one of the contrast, that is taken.
        return False
    if (own.weeks is None) != (read.weeks is None):
        return False
    near = own.weeks is None or abs(own.weeks - (read.weeks or own.weeks)) <= _ONE_TIME
    return near and _worth(own) >= _worth(read)


def _worth(result: Result) -> int:
    """Return how well a figure can be weighed: counts and contrasts best, bare shares least."""
    if result.kind == "count":
        return 3
    weighed = result.standard_error is not None or None not in (result.lower, result.upper)
    if result.kind == "contrast" and result.measure in _OF_COUNTS:
        return 3 if weighed else 0
    if result.measure not in OF_PEOPLE:
        return 0
    return 2 if weighed else 1
