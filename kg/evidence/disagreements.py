"""Find figures that different sources give differently for one and the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.evidence.results import printed
from kg.model.catalogue import Catalogue
from kg.model.studies import Result, Study
from kg.vocabulary import IRI

# Times as near as this, in weeks, are one time.
_ONE_TIME = Decimal(1)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Hold figures for one thing that are not the same.

    Parameters
    ----------
    of
        Whose, and of what, in words.
    figures
        Each as printed, with where it was read.
    results
        Their IRIs.
    """

    study: IRI
    outcome: IRI
    arms: tuple[IRI, ...]
    of: str
    figures: tuple[tuple[str, str], ...]
    results: tuple[IRI, ...]

    @property
    def sentence(self) -> str:
        """Return it in words."""
        said = ", ".join(f"{figure} ({where})" for figure, where in self.figures)
        return f"Sources differ on {self.of}: {said}."


def disagreements(knowledge: Catalogue) -> list[Disagreement]:
    """Return every disagreement among the figures of studies, by study.

    Examples
    --------
    >>> import kg
    >>> found = disagreements(kg.load("ms"))
    >>> [one.of for one in found if "AFFIRM" in one.of][0]
    'AFFIRM, natalizumab 300 mg, relapse rate, 2 years'
    """
    found = []
    for study in knowledge.studies.values():
        for group in _groups(study.results):
            if len(group) > 1 and not _agree(group):
                found.append(_disagreement(study, group, knowledge))
    return found


def _groups(results: Iterable[Result]) -> list[list[Result]]:
    """Return results in groups of those that are of one thing."""
    groups: list[list[Result]] = []
    for result in sorted(results, key=lambda r: (str(r.weeks or ""), r.iri)):
        for group in groups:
            if _is_of_one_thing(group[0], result):
                group.append(result)
                break
        else:
            groups.append([result])
    return groups


def _is_of_one_thing(one: Result, other: Result) -> bool:
    same = (
        _what(one) == _what(other)
        and one.outcome == other.outcome
        and one.arm == other.arm
        and one.comparator_arm == other.comparator_arm
    )
    if not same or (one.weeks is None) != (other.weeks is None):
        return False
    return one.weeks is None or abs(one.weeks - (other.weeks or one.weeks)) <= _ONE_TIME


def _what(result: Result) -> tuple[str, str | None]:
    """Return what kind of number a result is: a count of people is a share of them, too."""
    if result.kind == "count" and result.total:
        return "estimate", "proportion"
    return result.kind, result.measure


_NUMBERS = ("events", "total", "mean", "value", "person_years", "lower", "upper")


def _agree(group: list[Result]) -> bool:
    first = group[0]
    return all(_are_one(first, other) for other in group[1:])


def _are_one(one: Result, other: Result) -> bool:
    if one.kind != other.kind:
        shares = sorted((one, other), key=lambda result: result.kind)
        return _is_share_of(*shares)
    return all(_is_rounded(getattr(one, name), getattr(other, name)) for name in _NUMBERS)


def _is_share_of(count: Result, estimate: Result) -> bool:
    """Return whether a proportion is that of a count, but that it may be rounded."""
    if count.events is None or not count.total or estimate.value is None:
        return True
    # A share has no end, so that the proportion is always the coarser one.
    share = Decimal(count.events) / count.total
    return _is_rounded(estimate.value, share)


def _is_rounded(one: Decimal | int | None, other: Decimal | int | None) -> bool:
    """Return whether two numbers are one, but that one may be rounded."""
    if one is None or other is None:
        return True
    a, b = Decimal(one), Decimal(other)
    coarser = max(a.as_tuple().exponent, b.as_tuple().exponent, key=lambda e: e)
    if not isinstance(coarser, int):
        return a == b
    unit = Decimal(1).scaleb(coarser)
    return abs(a - b) <= unit / 2


def _disagreement(study: Study, group: list[Result], knowledge: Catalogue) -> Disagreement:
    labels = {arm.iri: arm.label for arm in study.arms}
    first = group[0]
    arms = tuple(arm for arm in (first.arm, first.comparator_arm) if arm is not None)
    whose = " against ".join(labels.get(arm, str(arm)) for arm in arms)
    time = first.time_label or (f"week {first.weeks:g}" if first.weeks is not None else "")
    of = ", ".join(p for p in (study.label, whose, knowledge.label(first.outcome), time) if p)
    return Disagreement(
        study.iri,
        first.outcome,
        arms,
        of,
        tuple((printed(result), read_where(result, knowledge)) for result in group),
        tuple(result.iri for result in group),
    )


def read_where(result: Result, knowledge: Catalogue) -> str:
    """Return the document that a figure was read in, and that it is of another where it is."""
    read = [knowledge.label(iri) for iri in result.read_in]
    of = [knowledge.label(iri) for iri in result.sources]
    return ", ".join(read or of)
