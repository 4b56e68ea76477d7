"""Say results in plain words, with what has to be known before they are used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.evidence.arms import Counts, Figures, Means, Rates, ReckonedCounts
from kg.evidence.measures import Measure
from kg.version import __version__

if TYPE_CHECKING:
    from kg.evidence.absolute import AbsoluteEffect
    from kg.evidence.effects import Effect
    from kg.evidence.options import Options
    from kg.evidence.pooled import Pooled
    from kg.evidence.question import Question

# More digits than these no limit is given, however near it is to no effect.
_MOST_DIGITS = 6

# How many names a sentence lists before it only counts the rest.
_NAMES = 12


def number(measure: Measure, value: float) -> str:
    """Return a value with as many digits as a reader wants.

    Examples
    --------
    >>> from kg.evidence.measures import MEASURES
    >>> number(MEASURES["RR"], 0.5234), number(MEASURES["RD"], -0.0412)
    ('0.52', '-0.041')
    """
    small = abs(value) < 0.095
    if not measure.ratio and small:
        return f"{value:.2g}" if value else "0"
    digits = 3 if measure.id == "RD" or small else 2
    shown = f"{value:.{digits}f}"
    # A tiny negative number is no minus zero.
    return shown[1:] if shown.startswith("-") and float(shown) == 0 else shown


def limit(measure: Measure, value: float) -> str:
    """Return a limit of an interval, with enough digits to see on which side of no effect it is.

    Examples
    --------
    >>> from kg.evidence.measures import MEASURES
    >>> limit(MEASURES["RR"], 0.5234), limit(MEASURES["RR"], 0.9968), limit(MEASURES["RR"], 1)
    ('0.52', '0.997', '1.00')
    """
    shown = number(measure, value)
    for digits in range(3, _MOST_DIGITS + 1):
        if value == measure.null or float(shown) != measure.null:
            break
        shown = f"{value:.{digits}f}"
    return shown


def percent(level: float) -> str:
    """Return a level in percent: 0.95 is ``95 %``."""
    return f"{100 * level:g} %"


def interval(measure: Measure, value: float, lower: float | None, upper: float | None) -> str:
    """Return an estimate with its interval, which it never stands without.

    Examples
    --------
    >>> from kg.evidence.measures import MEASURES
    >>> interval(MEASURES["RR"], 0.5, 0.4, 0.625)
    '0.50 (0.40 to 0.62)'
    """
    if lower is None or upper is None:
        return f"{number(measure, value)} (no interval)"
    limits = f"{limit(measure, lower)} to {limit(measure, upper)}"
    return f"{number(measure, value)} ({limits})"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    >>> listed(["a, first part", "a, second part", "b"])
    'a, first part; a, second part; and b'
    """
    shown = list(names[:_NAMES])
    if len(names) > _NAMES:
        shown.append(f"{len(names) - _NAMES} more")
    apart = len(shown) > 2 and any("," in name for name in shown)
    between, last = ("; ", "; and ") if apart else (", ", " and ")
    return last.join([between.join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def counted(many: int, noun: str) -> str:
    """Return how many of something: 1 study, 2 studies."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{many} {noun if many == 1 else plural}"


def figures(found: Figures) -> str:
    """Return the figures of an arm in a few words.

    Examples
    --------
    >>> figures(Counts(5, 20)), figures(Rates(12, 17.5))
    ('5 of 20', '12 in 17.5')
    """
    if isinstance(found, Counts):
        reckoned = ", reckoned from a share" if isinstance(found, ReckonedCounts) else ""
        return f"{found.events:g} of {found.total:g}{reckoned}"
    if isinstance(found, Rates):
        return f"{found.events:g} in {found.time:g}"
    if isinstance(found, Means):
        return f"mean {found.mean:g}, SD {found.deviation:g}, n {found.total:g}"
    return f"estimate {found.value:.4g}, SE {found.error:.3g}, on the scale of the analysis"


def good(question: Question) -> str | None:
    """Return in words which direction is good; None if that is not known."""
    if question.better is None:
        return None
    return f"{question.better} is better"


def favours(question: Question, effect: Effect) -> str | None:
    """Return which treatment an estimate speaks for: None unless its interval is on one side."""
    null = question.measure.null
    if question.better is None or effect.lower is None or effect.upper is None:
        return None
    if effect.lower <= null <= effect.upper:
        return None
    above = effect.lower > null
    return effect.treatment if above == (question.better == "higher") else effect.comparator


def of_effect(effect: Effect, question: Question, options: Options) -> str:
    """Return an estimate as a sentence: what it speaks for, how sure, and from which evidence."""
    measure = question.measure
    against = f"{effect.treatment} against {effect.comparator}"
    if effect.lower is None or effect.upper is None:
        said = f"How sure this is cannot be assessed: {measure.name} of {against}"
        return f"{said} {number(measure, effect.value)}; {_evidence(effect)}."
    limits = (
        f"{measure.name} {number(measure, effect.value)}, {percent(options.level)} interval"
        f" {limit(measure, effect.lower)} to {limit(measure, effect.upper)}"
    )
    winner = favours(question, effect)
    if winner is not None:
        loser = effect.comparator if winner == effect.treatment else effect.treatment
        said = f"On {question.words}, {winner} does better than {loser} ({against}: {limits})"
    elif effect.lower <= measure.null <= effect.upper:
        said = (
            f"On {question.words}, no difference between {effect.treatment} and"
            f" {effect.comparator} is shown, and one is not ruled out either ({against}: {limits})"
        )
    else:
        said = f"On {question.words}, {effect.treatment} and {effect.comparator} differ ({limits})"
    return f"{said}; {_evidence(effect)}."


def _evidence(effect: Effect) -> str:
    if effect.evidence == "indirect":
        return "indirect evidence alone, with no direct comparison pooled"
    compare = f"{counted(len(effect.studies), 'study')}"
    verb = "compares" if len(effect.studies) == 1 else "compare"
    if effect.evidence == "direct":
        return f"{compare} {verb} the two, and no indirect evidence adds to it"
    return f"{compare} {verb} the two, and indirect evidence adds to it"


def of_absolute(
    effect: AbsoluteEffect, treatment: str, comparator: str, outcome: str, level: float
) -> str:
    """Return an absolute effect as a sentence, from its baseline."""
    more, low, high = effect.per_thousand
    way = "fewer" if more < 0 else "more"
    said = (
        f"{outcome[:1].upper()}{outcome[1:]}: of 1,000 people, {1000 * effect.baseline:.0f} with"
        f" {comparator} (the stated baseline) and {1000 * effect.risk:.0f} with {treatment}"
        f" ({percent(level)} interval {1000 * effect.lower:.0f} to {1000 * effect.upper:.0f}):"
        f" {abs(more):.0f} {way} ({_signed(low)} to {_signed(high)})"
    )
    limits = effect.number_needed_limits
    if limits is None:
        return f"{said}; no number needed to treat is given, as no difference is not excluded."
    return (
        f"{said}; {effect.number_needed:.0f} treated for one {way} to have"
        f" it ({limits[0]:.0f} to {limits[1]:.0f})."
    )


def _signed(value: float) -> str:
    return f"{abs(value):.0f} {'fewer' if value < 0 else 'more'}"


def extent(pooled: Pooled) -> str:
    """Return how many studies of how many treatments were pooled, with how many people, in words.

    Nobody counts twice; studies that do not tell how many they had are not among them.
    """
    studies = [study for network in pooled.networks for study in network.studies]
    known = [study.participants for study in studies if study.participants is not None]
    treatments = sum(len(network.treatments) for network in pooled.networks)
    said = f"{counted(len(studies), 'study')} of {counted(treatments, 'treatment')}"
    if len(pooled.networks) > 1:
        said += f", in {len(pooled.networks)} networks that nothing connects"
    if known:
        telling = "" if len(known) == len(studies) else f" in the {len(known)} that tell"
        said += f", with {sum(known):,.0f} people{telling}"
    return f"{said}."


def findings(pooled: Pooled) -> list[str]:
    """Return each estimate against the reference of its network, as a sentence."""
    said = []
    for network in pooled.networks:
        taken = [(new, old) for new, old in pooled.assumed.items() if new in network.treatments]
        on = " and ".join(f"{old} stands for {new}" for new, old in sorted(taken))
        for effect in network.effects_against(pooled.reference(network)):
            sentence = of_effect(effect, pooled.question, pooled.options)
            said.append(f"Assuming that {on}: {sentence}" if on else sentence)
    return said


def method(synthesis: Pooled) -> str:
    """Return in one sentence how a synthesis was made."""
    options = synthesis.options
    way = f"tau² {options.tau2:g} as given" if not isinstance(options.tau2, str) else options.tau2
    model = "random effects" if options.model == "random" else "a common effect"
    if any(network.model != options.model for network in synthesis.networks):
        model += " (a common effect where heterogeneity cannot be assessed)"
    tau = f", heterogeneity by {way}" if options.model == "random" else ""
    return (
        f"Frequentist network meta-analysis of the {synthesis.question.measure.name} with"
        f" {model}{tau}, {percent(options.level)} {options.interval} intervals; treatment-kg"
        f" {__version__}."
    )
