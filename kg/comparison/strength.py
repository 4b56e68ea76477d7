"""Rate how far evidence can be trusted, by a printed rule, and explain each rating in a sentence.

The rule follows the domains of GRADE as far as the data allow. It is no GRADE rating: that takes
people, who may put a judgement of their own beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.comparison.designs import count_studies, parts_of, start_of
from kg.comparison.domains import (
    UNREAD_COMPARISON,
    WITHOUT_COMPARISON,
    Body,
    judge_bias,
    judge_imprecision,
    judge_inconsistency,
    judge_indirectness,
    judge_unread_interval,
)
from kg.evidence.sentences import counted, listed
from kg.vocabulary import IRI

LEVELS = ("very low", "low", "moderate", "high")

# What is printed wherever a strength is shown. The numbers are those of `kg.comparison.domains`.
RULE: tuple[str, ...] = (
    "S1 Start: evidence from randomised trials starts high, any other low (Balshem et al. 2011,"
    " 10.1016/j.jclinepi.2010.07.015). Where randomised trials tell of a treatment and an outcome,"
    " they are rated by themselves, and the others, which start lower, are counted beside them and"
    " do not lower the rating; only where there are none are the others rated (on the two as bodies"
    " of evidence of their own: Cuello-Garcia et al. 2022, 10.1016/j.jclinepi.2021.11.026). Random"
    " assignment makes groups alike: a trial that tells of one treatment alone, by two doses or"
    " by the share of people in one arm, starts low as any other. A trial"
    " counts once, by its registration number, however many papers report it; comparisons of one"
    " cohort, told by one source, count as one. Of a pooled estimate, those studies are rated that"
    " carry at least 95 % of it together.",
    "S2 Risk of bias: one level down if half of the people or more are in studies that a recorded"
    " judgement holds at high risk of bias, or, without a judgement, in studies in which neither"
    " people nor raters were masked; two levels down for evidence without figures of any"
    " comparison group"
    " (Guyatt et al. 2011, 10.1016/j.jclinepi.2010.07.017).",
    "S3 Inconsistency: one level down if I² is above 50 % and Q is unlikely by chance (p < 0.10),"
    " or if direct and indirect evidence differ (p < 0.05) (Guyatt et al. 2011,"
    " 10.1016/j.jclinepi.2011.03.017; Higgins and Thompson 2002, 10.1002/sim.1186). Of a single"
    " trial it cannot be judged, and that lowers nothing: whether it is large enough to stand alone"
    " is asked under S5.",
    "S4 Indirectness: one level down if no direct comparison of the two was pooled, and one if the"
    " studies that were pooled are of different people, of whom none are among the others"
    " (Guyatt et al. 2011, 10.1016/j.jclinepi.2011.04.014; Puhan et al. 2014, 10.1136/bmj.g5630).",
    "S5 Imprecision: one level down if the 95 % interval holds no difference; one if fewer than 300"
    " people had the event (where that is not known or counted, if fewer than 400 took part),"
    " whatever the interval; two if the interval of a ratio reaches from below 0.75 to above 1.25,"
    " whichever of the two treatments is named first;"
    " two at most (Guyatt et al. 2011, 10.1016/j.jclinepi.2011.01.012). Where studies compare but"
    " no interval is known, imprecision cannot be judged: one level down for what is not known, as"
    " evidence would otherwise be the stronger the less of it was read. A p value that is printed"
    " alone does not stand for the interval: it does not tell how large the effect may be.",
    "S6 Not judged: whether studies were left unpublished, and whatever the data do not hold; the"
    " sentence says which.",
)


_DOMAINS = (
    judge_bias,
    judge_inconsistency,
    judge_indirectness,
    judge_imprecision,
    judge_unread_interval,
)


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
    beside
        What has to be said of studies that tell of the same, but are not rated with these.
    pooled
        Whether an estimate is rated, and not what studies tell without being pooled.
    of
        The studies that are rated; of an analysis of several together, those.
    """

    level: str
    start: str
    lowered: tuple[str, ...]
    unjudged: tuple[str, ...]
    studies: int
    judgements: tuple[Judgement, ...] = ()
    beside: tuple[str, ...] = ()
    pooled: bool = True
    of: frozenset[IRI] = frozenset()

    @property
    def sentence(self) -> str:
        """Return the rating with its reasons, in one sentence."""
        said = f"{self.level}: {self.start}"
        said += f"; lowered for {listed(self.lowered)}" if self.lowered else "; nothing lowers it"
        if self.unjudged:
            said += f"; not judged: {listed(self.unjudged)}"
        said += "".join(f"; {one}" for one in self.beside)
        for judgement in self.judgements:
            said += f"; {judgement.by} holds it to be {judgement.level}: {judgement.reason}"
        return said.rstrip(".") + "."

    @property
    def compared(self) -> bool:
        """Return whether any of its studies tells of a comparison group."""
        return not {WITHOUT_COMPARISON, UNREAD_COMPARISON} & {*self.lowered}

    def at_least(self, level: str) -> bool:
        """Return whether it is of a level, or above."""
        return LEVELS.index(self.level) >= LEVELS.index(level)


def rate(
    body: Body, judgements: Sequence[Judgement] = (), *, beside: Sequence[str] = ()
) -> Strength | None:
    """Return the strength of evidence; None without any study.

    Parameters
    ----------
    beside
        What has to be said of studies that tell of the same, but are not rated with these; see
        `kg.comparison.designs.said_beside`.

    Examples
    --------
    >>> from kg.model.studies import Study
    >>> from kg.vocabulary import IRI
    >>> trial = Study(IRI("ex:s"), "S", design="parallelTrial", masking="openLabel",
    ...     participants=500)
    >>> body = Body((trial,), {}, limits=(0.4, 0.8), direct=True, events=350, people=500)
    >>> print(rate(body).sentence)  # doctest: +NORMALIZE_WHITESPACE
    moderate: 1 randomised trial starts high; lowered for risk of bias (neither people nor raters
    were masked in S); not judged: inconsistency (a single trial).
    """
    if not body.studies:
        return None
    start, said = start_of(body.studies, body.alone)
    more, share = body.light
    if more:
        carry = f"{counted(more, 'more study')} {'carries' if more == 1 else 'carry'}"
        said += f" ({carry} {100 * share:.2g} % of the estimate)"
    down = 0
    lowered, unjudged = [], []
    for judge in _DOMAINS:
        levels, reason = judge(body)
        down += levels
        if levels:
            lowered.append(reason)
        elif reason:
            unjudged.append(reason)
    return Strength(
        LEVELS[max(0, start - down)],
        said,
        tuple(lowered),
        tuple(unjudged),
        count_studies(body.studies),
        tuple(judgements),
        tuple(beside),
        body.direct is not None,
        frozenset(parts_of(body.studies)),
    )
