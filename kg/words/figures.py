"""Put the figures that claims rest on into a few words: whose they are, and as printed."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model.catalogue import Catalogue
from kg.model.studies import Result
from kg.model.study_mapping import read_results
from kg.vocabulary import IRI, TKG
from kg.words.labels import clean
from kg.words.qualifiers import Qualifier


def figure_texts(knowledge: Catalogue) -> dict[IRI, Qualifier]:
    """Return each result as the qualifier of a claim that rests on it, by its IRI.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> claim = ms.claims[ms.prefixes["ms"] + "claim-mesems-lesions"]
    >>> [figure_texts(ms)[result].value for result in claim.results]
    ['MSC first against placebo first: 0.94, 95% CI 0.58–1.50']
    """
    arms = {arm.iri: arm.label for study in knowledge.studies.values() for arm in study.arms}
    found = {}
    for iri, result in read_results(knowledge.store).items():
        whose = _whose(result, arms, knowledge)
        said = f"{whose}: {_number(result, knowledge)}" if whose else _number(result, knowledge)
        found[iri] = Qualifier("Figure", clean(said), clean(said))
    return found


def _whose(result: Result, arms: Mapping[IRI, str], knowledge: Catalogue) -> str:
    ends = [
        arms.get(end, knowledge.label(end)) for end in (result.arm, result.comparator_arm) if end
    ]
    ends = ends or [knowledge.label(end) for end in (result.counts_for, result.comparator) if end]
    return " against ".join(ends)


def _number(result: Result, knowledge: Catalogue) -> str:
    if result.kind == "cost":
        return _cost(result)
    if result.as_printed is not None:
        return result.as_printed
    name = "" if result.measure is None else knowledge.label(TKG[result.measure])
    if result.value is None and result.mean is not None:
        return f"mean {result.mean} (SD {result.standard_deviation}, n {result.total})"
    if result.value is None:
        among = result.total if result.person_years is None else f"{result.person_years} years"
        return f"{result.events} of {among}"
    said = f"{name} {float(result.value):.3g}".strip()
    if result.lower is None or result.upper is None:
        return said
    return f"{said} ({float(result.lower):.3g} to {float(result.upper):.3g})"


def _cost(result: Result) -> str:
    amount = result.as_printed or f"{result.currency} {result.value:,f}"
    year = None if result.price_year is None else f"in prices of {result.price_year}"
    return ", ".join(part for part in (amount, year, result.perspective) if part)
