"""Rate how far evidence can be trusted, by a printed rule, and explain each rating in a sentence.

The rule follows the domains of GRADE as far as the data allow. It is no GRADE rating: that takes
people, who may put a judgement of their own beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.evidence.sentences import counted, listed
from kg.model.studies import Study
from kg.vocabulary import IRI

LEVELS = ("very low", "low", "moderate", "high")

# What is printed wherever a strength is shown. The numbers are those of the functions below.
RULE: tuple[str, ...] = (
    "S1 Start: evidence from randomised trials starts high, any other low (Balshem et al. 2011,"
    " 10.1016/j.jclinepi.2010.07.015). A trial counts once, by its registration number, however"
    " many papers report it.",
    "S2 Risk of bias: one level down if half of the people or more are in studies that a recorded"
    " judgement holds at high risk of bias, or, without a judgement, in trials in which neither"
    " people nor raters were masked; two levels down for evidence without any comparison group"
    " (Guyatt et al. 2011, 10.1016/j.jclinepi.2010.07.017).",
    "S3 Inconsistency: one level down if I² is above 50 % and Q is unlikely by chance (p < 0.10),"
    " or if direct and indirect evidence differ (p < 0.05) (Guyatt et al. 2011,"
    " 10.1016/j.jclinepi.2011.03.017; Higgins and Thompson 2002, 10.1002/sim.1186).",
    "S4 Indirectness: one level down if no direct comparison of the two was pooled, and one if the"
    " studies"
    " are of different people, of whom none are among the others (Guyatt et al. 2011,"
    " 10.1016/j.jclinepi.2011.04.014; Puhan et al. 2014,"
    " 10.1136/bmj.g5630).",
    "S5 Imprecision: one level down if the 95 % interval holds no difference, or there is no"
    " interval; one if fewer than 300"
    " people had the event (where that is not known or counted, if fewer than 400 took part); two"
    " if the interval of a ratio reaches from below 0.75 to above 1.25; two at most (Guyatt et al."
    " 2011, 10.1016/j.jclinepi.2011.01.012).",
    "S6 Not judged: whether studies were left unpublished, and whatever the data do not hold; the"
    " sentence says which.",
)

_RANDOMISED = ("parallelTrial", "crossOverTrial")
_WITHOUT_COMPARISON = ("singleArmTrial", "registry")
_POOLED = "metaAnalysis"
_MASKED = ("doubleMasked", "singleMasked", "raterMasked")

_EVENTS, _PEOPLE = 300, 400
_APPRECIABLE = (0.75, 1.25)


@dataclass(frozen=True, slots=True)
class Body:
    """Hold what evidence on one effect consists of, as far as the rule asks.

    Parameters
    ----------
    studies
        Each once.
    bias
        Recorded judgements of risk of bias, in words, by the study's IRI.
    ratio
        Whether the estimate is a ratio.
    limits
        Of its 95 % interval; None without one.
    i2, q_p
        How much studies differ; None where that cannot be assessed.
    split_p
        Of the difference between direct and indirect evidence; None without both.
    direct
        Whether a study compares the two; None where nothing is compared.
    events, people
        How many had the event, and took part, in all studies; None if not known.
    different_people
        Populations of the studies, in words, where none of them is among the others.
    """

    studies: tuple[Study, ...]
    bias: Mapping[IRI, str]
    ratio: bool = True
    limits: tuple[float, float] | None = None
    i2: float | None = None
    q_p: float | None = None
    split_p: float | None = None
    direct: bool | None = None
    events: int | None = None
    people: int | None = None
    different_people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold what a person holds of the strength, beside the rule."""

    level: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Strength:
    """Hold how far evidence can be trusted, and why.

    Parameters
    ----------
    level
        ``high``, ``moderate``, ``low`` or ``very low``.
    start
        Where it starts, and why.
    lowered, unjudged
        What lowered it, and what could not be judged.
    studies
        How many count.
    judgements
        What people hold instead.
    """

    level: str
    start: str
    lowered: tuple[str, ...]
    unjudged: tuple[str, ...]
    studies: int
    judgements: tuple[Judgement, ...] = ()

    @property
    def sentence(self) -> str:
        """Return the rating with its reasons, in one sentence."""
        said = f"{self.level}: {self.start}"
        said += f"; lowered for {listed(self.lowered)}" if self.lowered else "; nothing lowers it"
        if self.unjudged:
            said += f"; not judged: {listed(self.unjudged)}"
        for judgement in self.judgements:
            said += f"; {judgement.by} holds it to be {judgement.level}: {judgement.reason}"
        return said.rstrip(".") + "."

    def at_least(self, level: str) -> bool:
        """Return whether it is of a level, or above."""
        return LEVELS.index(self.level) >= LEVELS.index(level)


def rate(body: Body, judgements: Sequence[Judgement] = ()) -> Strength | None:
    """Return the strength of evidence; None without any study.

    Examples
    --------
    >>> trial = Study(IRI("ex:s"), "S", design="parallelTrial", masking="openLabel",
    ...     participants=500)
    >>> body = Body((trial,), {}, limits=(0.4, 0.8), direct=True, events=350, people=500)
    >>> print(rate(body).sentence)  # doctest: +NORMALIZE_WHITESPACE
    moderate: 1 randomised trial starts high; lowered for risk of bias (neither people nor raters
    were masked in S); not judged: inconsistency.
    """
    if not body.studies:
        return None
    start, said = _start(body)
    down = 0
    lowered, unjudged = [], []
    for domain in (_bias, _inconsistency, _indirectness, _imprecision):
        levels, reason = domain(body)
        down += levels
        if levels:
            lowered.append(reason)
        elif reason:
            unjudged.append(reason)
    level = LEVELS[max(0, start - down)]
    return Strength(
        level,
        said,
        tuple(lowered),
        tuple(unjudged),
        sum(_many(study) for study in body.studies),
        tuple(judgements),
    )


def _start(body: Body) -> tuple[int, str]:
    every = sum(_many(study) for study in body.studies)
    unknown = sum(_many(study) for study in body.studies if study.design is None)
    others = sum(_many(study) for study in body.studies if study.design not in _RANDOMISED)
    starts = "starts" if (others or every) == 1 else "start"
    if not others:
        return 3, f"{counted(every, 'randomised trial')} {starts} high"
    how = "of no recorded design" if unknown else "without random assignment"
    if 0 < unknown < others:
        how = "without random assignment or of no recorded design"
    of = "" if others == every else f" of {every}"
    return 1, f"{_studies(others)}{of} {how} {starts} low"


def _many(study: Study) -> int:
    """Return how many trials one stands for: an analysis of several together, for those."""
    return max(1, len(study.combines)) if study.design in _RANDOMISED else 1


def _studies(many: int) -> str:
    return counted(many, "study")


def _bias(body: Body) -> tuple[int, str]:
    """S2."""
    alone = [study for study in body.studies if _is_alone(study)]
    if len(alone) == len(body.studies):
        return 2, "risk of bias (no comparison group)"
    weights = {s.iri: s.participants or 1 for s in body.studies}
    high, unknown, why = 0, 0, set()
    for study in body.studies:
        judged = body.bias.get(study.iri)
        if judged is not None:
            if "high" in judged:
                high += weights[study.iri]
                why.add(f"a recorded judgement of {study.label}")
        elif study.masking == "openLabel":
            high += weights[study.iri]
            why.add(f"neither people nor raters were masked in {study.label}")
        elif study.masking not in _MASKED:
            unknown += weights[study.iri]
    total = sum(weights.values())
    if 2 * high >= total:
        return 1, f"risk of bias ({listed(sorted(why))})"
    return 0, "risk of bias, as masking is not recorded" if 2 * unknown >= total else ""


def _is_alone(study: Study) -> bool:
    """Return whether a study has nothing to compare with, itself or the studies it pools."""
    kinds = {arm.counts_for for arm in study.arms}
    return study.design in _WITHOUT_COMPARISON or (study.design == _POOLED and len(kinds) < 2)


def _inconsistency(body: Body) -> tuple[int, str]:
    """S3."""
    if body.split_p is not None and body.split_p < 0.05:
        return 1, f"inconsistency (direct and indirect evidence differ, p = {body.split_p:.2g})"
    if body.i2 is None or body.q_p is None:
        return 0, "inconsistency"
    if body.i2 > 0.5 and body.q_p < 0.10:
        return 1, f"inconsistency (I² {100 * body.i2:.0f} %)"
    return 0, ""


def _indirectness(body: Body) -> tuple[int, str]:
    """S4."""
    why = []
    if body.direct is False:
        why.append("no direct comparison pooled")
    if body.different_people:
        why.append(f"the studies are of different people: {'; '.join(body.different_people)}")
    return len(why), f"indirectness ({', and '.join(why)})" if why else ""


def _imprecision(body: Body) -> tuple[int, str]:
    """S5."""
    if body.limits is None:
        return 1, "imprecision (no interval of an effect)"
    low, high = body.limits
    if body.ratio and low < _APPRECIABLE[0] and high > _APPRECIABLE[1]:
        return 2, "imprecision (the interval reaches from clear benefit to clear harm)"
    why = []
    null = 1.0 if body.ratio else 0.0
    if low <= null <= high:
        why.append("the interval holds no difference")
    if body.events is not None:
        if body.events < _EVENTS:
            why.append(f"{counted(body.events, 'event')}, fewer than {_EVENTS}")
    elif body.people is not None and body.people < _PEOPLE:
        why.append(f"{body.people} people, fewer than {_PEOPLE}")
    return len(why), f"imprecision ({listed(why)})" if why else ""
