"""Pack estimates of one treatment against another, and what orders of treatments rest on."""

from __future__ import annotations

from typing import Any

from kg.comparison.contrary import of_order
from kg.comparison.estimates import Estimate
from kg.comparison.short import estimate_line
from kg.comparison.strength import Strength
from kg.evidence.sentences import interval
from kg.evidence.synthesis import Synthesis
from kg.view.numbering import Numbering
from kg.vocabulary import IRI

# As many digits of a number: far more than are shown, or than the order of treatments depends on.
_DIGITS = 7


class EstimatePacking:
    """Pack estimates, with numbers in the place of what several of them share.

    Parameters
    ----------
    texts
        Of the page.
    ends
        Treatments, and what else studies compare.
    """

    def __init__(self, texts: Numbering[str], ends: Numbering[IRI]) -> None:
        self._text, self._ends = texts, ends
        self._strengths: Numbering[tuple[int, int]] = Numbering()
        self._syntheses: Numbering[Synthesis] = Numbering()

    def estimate(self, estimate: Estimate, pool: str = "") -> list[Any]:
        """Return an estimate in numbers and words, with the key of the pool that it is from."""
        absolute, start, measure = estimate.absolute, estimate.baseline, estimate.measure
        risks: list[Any] | None = None
        if absolute is not None and start is not None:
            numbers = (absolute.baseline, absolute.risk, absolute.lower, absolute.upper)
            risks = [*map(_short, numbers), self._text(start.words)]
        limits = (estimate.value, estimate.lower, estimate.upper)
        return [
            *map(self._text, (estimate.treatment, estimate.comparator)),
            *map(self._text, (estimate.outcome, estimate.at or "", measure.name)),
            [None if n is None else _short(n) for n in limits],
            int(measure.ratio),
            measure.null,
            self._text(estimate.favours or ""),
            risks,
            self.strength(estimate.strength),
            self._text(estimate.sentence),
            self._text(estimate_line(estimate)),
            self._text(_direct(estimate)),
            [self._text(study) for study in estimate.rests_on],
            self._syntheses(estimate.synthesis),
            self._text(pool),
            [self._text(people) for people in estimate.people_behind],
            self._text(of_order(estimate)),
            [self._text(caveat) for caveat in estimate.caveats],
        ]

    def strength(self, strength: Strength | None) -> int | None:
        """Return the number of a strength, which has its level and its reason."""
        if strength is None:
            return None
        return self._strengths((self._text(strength.level), self._text(strength.sentence)))

    def packed(self) -> dict[str, Any]:
        """Return what the numbers stand for."""
        syntheses = [_synthesis(one, self._text, self._ends) for one in self._syntheses]
        return {"strengths": list(self._strengths), "syntheses": syntheses}


def _direct(estimate: Estimate) -> str:
    """Return what the studies that compare the two say by themselves; empty without any."""
    if estimate.direct is None:
        return ""
    return f"{estimate.measure.name} {interval(estimate.measure, *estimate.direct)}"


def _synthesis(
    synthesis: Synthesis, text: Numbering[str], ends: Numbering[IRI]
) -> list[Any] | None:
    """Return the effects of each network with their covariance, a triangle of it.

    None where it is not known which end is good: nothing can be ordered by it.
    """
    question = synthesis.question
    if question.better is None:
        return None
    networks = []
    for network in synthesis.networks:
        fit = network.fitted
        at = [fit.design.place[one] for one in network.treatments]
        networks.append(
            [
                [ends(synthesis.concepts[one]) for one in network.treatments],
                [text(study) for study in sorted(one.study for one in network.studies)],
                [_short(float(fit.potentials[i])) for i in at],
                [[_short(float(fit.inverse[i, j])) for j in at[: n + 1]] for n, i in enumerate(at)],
            ]
        )
    better = 1 if question.better == "higher" else -1
    ratio = int(question.measure.ratio)
    return [text(question.measure.name), text(question.words), better, networks, ratio]


def _short(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
