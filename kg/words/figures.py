"""Put the figures that claims rest on into a few words: whose they are, and as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kg.model.catalogue import Catalogue
from kg.model.studies import Result
from kg.model.study_mapping import read_results
from kg.vocabulary import IRI, TKG
from kg.words.labels import clean
from kg.words.qualifiers import Qualifier


def figure_texts(knowledge: Catalogue, *, beside: bool = True) -> dict[IRI, Qualifier]:
    """Return each result as the qualifier of a claim that rests on it, by its IRI.

    Parameters
    ----------
    beside
        Whether a text that prints figures of others, too, is given with it.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> claim = ms.claims[ms.prefixes["ms"] + "claim-mesems-lesions"]
    >>> [figure_texts(ms)[result].value for result in claim.results]
    ['MSC first against placebo first: rate ratio 0.94, 95% CI 0.58–1.50']
    """
    arms = {arm.iri: arm.label for study in knowledge.studies.values() for arm in study.arms}
    found = {}
    for iri, result in read_results(knowledge.store).items():
        whose = _whose(result, arms, knowledge)
        measure = "" if result.measure is None else knowledge.label(TKG[result.measure])
        number = figure_words(result, measure, beside=beside)
        said = f"{whose}: {number}" if whose else number
        found[iri] = Qualifier("Figure", clean(said), clean(said))
    return found


def _whose(result: Result, arms: Mapping[IRI, str], knowledge: Catalogue) -> str:
    ends = [
        arms.get(end, knowledge.label(end)) for end in (result.arm, result.comparator_arm) if end
    ]
    ends = ends or [knowledge.label(end) for end in (result.counts_for, result.comparator) if end]
    return " against ".join(ends)


def figure_words(result: Result, measure: str, *, beside: bool = True) -> str:
    """Return a figure as its source prints it, with what of that is its own where that is not all.

    A table's row, or a sentence that tells of two arms, holds figures of others, too. What has to
    be known beside it goes last.

    Parameters
    ----------
    measure
        What it is called in words.
    beside
        Whether a text that prints figures of others, too, is given with it.
    """
    note = f" (note: {result.note.rstrip('.')})" if result.note else ""
    return f"{_figure(result, measure, beside=beside)}{_not_excluded(result)}{note}"


def _not_excluded(result: Result) -> str:
    """Return which risk nobody having an event does not exclude; empty where somebody had it.

    Notes
    -----
    The exact one-sided 97.5 % limit, ``1 - 0.025 ** (1 / n)``, which is the upper end of the exact
    95 % interval (Clopper and Pearson 1934, 10.1093/biomet/26.4.404); with the 95 % limit, it is
    near 3 in n, the rule of three (Hanley and Lippman-Hand 1983, 10.1001/jama.1983.03330370053031).
    """
    if result.kind != "count" or result.events != 0 or not result.total:
        return ""
    return f"; up to {100 * highest_unseen(result.total):.2g} % is not excluded"


def highest_unseen(total: int) -> float:
    """Return the highest risk that none among some people does not exclude, 97.5 % one-sided.

    Examples
    --------
    >>> round(highest_unseen(133), 4)
    0.0274
    """
    return float(1 - 0.025 ** (1 / total))


def _figure(result: Result, measure: str, *, beside: bool) -> str:
    if result.kind == "cost":
        return _cost(result)
    printed = result.as_printed
    if printed is None:
        return _own(result, measure)
    if _holds_others(printed, result) or _lacks_its_total(printed, result):
        own = _own(result, measure)
        return f"{own} (printed: {printed})" if beside else own
    # A number without a unit does not say of what it is.
    if not measure or not _BARE.match(printed) or measure in printed:
        return printed
    if result.measure in _SHARES and _is_of_a_hundred(printed, result):
        return f"{_own(result, measure)} (printed: {printed})"
    return f"{measure} {printed}"


def _own(result: Result, measure: str) -> str:
    if result.value is None and result.mean is not None:
        return f"mean {result.mean} (SD {result.standard_deviation}, n {result.total})"
    if result.value is None and result.person_years is not None:
        return f"{result.events} in {result.person_years:,} person-years"
    if result.value is None:
        return f"{result.events} of {result.total}"
    said = f"{measure} {_short(result, result.value)}".strip()
    if result.lower is None or result.upper is None:
        return said
    return f"{said} ({_short(result, result.lower)} to {_short(result, result.upper)})"


def _short(result: Result, value: Decimal) -> str:
    if result.measure in _SHARES:
        return f"{100 * float(value):.3g} %"
    return f"{float(value):.3g}"


_SHARES = ("proportion", "kaplanMeierProportion")

# What is printed beside a figure: a chance, a level, the number of people of a rate.
_BESIDE = re.compile(
    r"\bp(?:-value)?\s*[=<>≤]\s*[\d.]+|\d+\s*(?:%|percent)\s*(?:ci|confidence)|\bper \d+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d*\.?\d+")
_BARE = re.compile(r"[-−–]?[\d.·]+(?![\d.·]*(?:[-−–]\d|\s*(?:%|per\b|of\b|[a-z])))")
_MINUS = ("-", "−", "–")
_PLAIN = str.maketrans("·", ".")
_SCALES = (1, 100, 1_000, 10_000, 100_000)


def _holds_others(printed: str, result: Result) -> bool:
    """Return whether a text prints numbers that are none of a result."""
    own = result.mean if result.value is None else result.value
    if own is not None and _is_turned(printed, own):
        return True
    plain = _without_commas(printed.translate(_PLAIN))
    found = _NUMBER.findall(_BESIDE.sub(" ", plain))
    return not all(any(_is_rounded(one, own) for own in _numbers(result)) for one in found)


def _lacks_its_total(printed: str, result: Result) -> bool:
    """Return whether a text prints how many had an event, and not of how many."""
    if result.kind != "count" or result.total is None or "%" in printed:
        return False
    return str(result.total) not in _without_commas(printed)


def _is_of_a_hundred(printed: str, share: Result) -> bool:
    """Return whether a share is printed as so many of a hundred, and the text does not say so."""
    number = _NUMBER.search(printed.translate(_PLAIN))
    if number is None or share.value is None or "%" in printed:
        return False
    return _is_rounded(number[0], 100 * float(share.value)) and float(number[0]) != share.value


def _without_commas(text: str) -> str:
    """Return a text whose numbers have no commas between thousands."""
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)


def _is_turned(printed: str, own: Decimal) -> bool:
    """Return whether a loss is printed as what there is less, or the other way round."""
    if own < 0:
        return bool(_NUMBER.search(printed)) and not any(sign in printed for sign in _MINUS)
    return printed.startswith(_MINUS)


def _numbers(result: Result) -> Iterator[float]:
    """Yield the numbers of a result, in every way that they may be printed."""
    whole = (result.events, result.total, result.person_years)
    scaled = (
        result.value,
        result.lower,
        result.upper,
        result.mean,
        result.standard_deviation,
        result.standard_error,
    )
    yield from (float(one) for one in whole if one is not None)
    yield from (abs(float(one)) * scale for one in scaled if one is not None for scale in _SCALES)
    if result.events is not None and result.total:
        yield 100 * result.events / result.total


def _is_rounded(printed: str, own: float) -> bool:
    digits = len(printed.partition(".")[2])
    if float(printed) == 0:
        # Nothing is no rounding of something.
        return own == 0
    return abs(float(printed) - own) <= 0.5000001 / 10.0**digits


def _cost(result: Result) -> str:
    amount = result.as_printed or f"{result.currency} {result.value:,f}"
    year = None if result.price_year is None else f"in prices of {result.price_year}"
    return ", ".join(part for part in (amount, year, result.perspective) if part)
