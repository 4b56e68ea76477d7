"""Draw what treatments are worth on an outcome that is weighed, from the estimates of studies.

A treatment's value on it runs from 0, the worst end of all intervals, to 1, the best end, in a
straight line on the scale of the analysis; a weight says how much it matters to get from that worst
to that best. Values are drawn from the estimates of a network meta-analysis, with their covariance.

References
----------
van Valkenhoef et al. 2012, 10.1016/j.jclinepi.2011.09.005 (benefit and risk by several criteria,
from network meta-analysis).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.comparison.estimates import Estimate
from kg.comparison.matrix import Row
from kg.comparison.rows import too_weak
from kg.comparison.strength import LEVELS
from kg.evidence.analysis import NetworkAnalysis
from kg.evidence.measures import Array, Measure
from kg.evidence.ranking import draws
from kg.evidence.sentences import counted, listed
from kg.evidence.synthesis import Synthesis
from kg.vocabulary import IRI

# Of the intervals that values are told with, and whose ends are the worst and the best.
LEVEL = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Criterion:
    """Hold an outcome with a weight, and what treatments are worth on it.

    Parameters
    ----------
    weight
        Its share of all weights.
    question
        The outcome, time and measure that values are read from.
    drawn
        Values by treatment, from 0 to 1 but for what lies beyond the intervals; shape (samples,).
    estimates
        Of each two treatments, those that the values are read with.
    """

    outcome: str
    weight: float
    question: str
    drawn: Mapping[str, Array]
    estimates: tuple[Estimate, ...] = ()


def draw_criterion(
    row: Row, weight: float, names: Mapping[IRI, str], generator: np.random.Generator, samples: int
) -> Criterion:
    """Return what treatments are worth on the outcome of a row, as far as studies connect them.

    Parameters
    ----------
    weight
        Its share of all weights.
    names
        What treatments are called, by their IRIs.
    generator, samples
        Where values are drawn from, and how often.
    """
    found = most_connected(row, names)
    if found is None:
        weak = [estimate for pair in row.pairs for estimate in pair.weak]
        why = too_weak(weak) if weak else "no estimate connects the treatments"
        return Criterion(row.label, weight, f"{row.label}: {why}.", {})
    synthesis, network, nodes = found
    drawn = _draws(network, list(nodes.values()), generator, samples)
    sign = 1.0 if synthesis.question.better == "higher" else -1.0
    tails = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    ends = np.quantile(sign * drawn, tails, axis=0)
    low, high = float(ends[0].min()), float(ends[1].max())
    values = (sign * drawn - low) / ((high - low) or 1.0)
    question = synthesis.question
    estimates = tuple(e for pair in row.pairs for e in pair.estimates if e.synthesis is synthesis)
    return Criterion(
        row.label,
        weight,
        f"{row.label}, weight {100 * weight:.0f} %: {question.measure.name} of {question.words};"
        f" {_scale(question.measure)}; {_behind(estimates, network)};"
        f" strength of the evidence: {_strengths(estimates)}.",
        {names[iri]: values[:, i] for i, iri in enumerate(nodes)},
        estimates,
    )


def _strengths(estimates: Sequence[Estimate]) -> str:
    """Return how far the estimates that are weighed can be trusted, from the most to the least."""
    found = {estimate.strength.level for estimate in estimates if estimate.strength}
    levels = sorted(found, key=LEVELS.index, reverse=True)
    return " to ".join(levels[:1] + levels[1:][-1:])


def _scale(measure: Measure) -> str:
    """Return on which scale values run from the worst to the best."""
    if measure.ratio:
        return "values are in proportion to the logarithm of this ratio"
    return "values are in proportion to this difference"


def _behind(estimates: Sequence[Estimate], network: NetworkAnalysis) -> str:
    """Return which studies values were read from, and of whom they are."""
    studies = sorted(study.study for study in network.studies)
    people = sorted({people for estimate in estimates for people in estimate.people_behind})
    of = "; ".join(people) or "people who are not described"
    return f"{counted(len(studies), 'study')} ({listed(studies)}), of {of}"


def most_connected(
    row: Row, names: Mapping[IRI, str]
) -> tuple[Synthesis, NetworkAnalysis, dict[IRI, str]] | None:
    """Return the synthesis of a row, and its network, that holds most of the treatments."""
    best: tuple[Synthesis, NetworkAnalysis, dict[IRI, str]] | None = None
    syntheses = [e.synthesis for pair in row.pairs for e in pair.estimates]
    for synthesis in dict.fromkeys(syntheses):
        if synthesis.question.better is None:
            continue
        for network in synthesis.networks:
            nodes = {
                synthesis.concepts[t]: t
                for t in network.treatments
                if synthesis.concepts.get(t) in names
            }
            apart = {
                frozenset((pair.treatment, pair.comparator))
                for pair in row.pairs
                if any(estimate.synthesis is synthesis for estimate in pair.weak)
            }
            ordered: dict[IRI, str] = {}
            for iri in names:
                # Of two that only weak evidence connects, the second is not placed.
                if iri in nodes and not any(frozenset((iri, one)) in apart for one in ordered):
                    ordered[iri] = nodes[iri]
            if len(ordered) >= 2 and (best is None or len(ordered) > len(best[2])):
                best = synthesis, network, ordered
    return best


def _draws(
    network: NetworkAnalysis, nodes: Sequence[str], generator: np.random.Generator, samples: int
) -> Array:
    """Return draws of each treatment's effect on the scale of the analysis; (samples, nodes)."""
    fit = network.fitted
    drawn = draws(fit, samples, generator)
    return np.asarray(drawn[:, [fit.design.place[node] for node in nodes]])
