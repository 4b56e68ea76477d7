"""Turn what studies say of one treatment against another into triples.

An estimate is a pooled result, as one of a synthesis is (`kg.evidence.record`), so that a query
finds both; it names the figures that it pools. Where there is no comparison, or no estimate, the
triples say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.comparison.estimates import Estimate
from kg.comparison.judgements import STRENGTHS
from kg.comparison.matrix import Pair
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.comparison.strength import Strength
from kg.evidence.record import decimal, figures_behind, mark, pooled_result, slug
from kg.evidence.splitting import direct_estimate
from kg.store.terms import Text, to_triple
from kg.vocabulary import IRI, PREFIXES, TKG

_TYPE = IRI(PREFIXES["rdf"] + "type")
_DESCRIPTION = IRI(PREFIXES["dcterms"] + "description")

# The kinds of evidence that each word is of.
_DRAWS_ON: Mapping[str, tuple[IRI, ...]] = {
    "direct": (TKG.directEvidence,),
    "indirect": (TKG.indirectEvidence,),
    "mixed": (TKG.directEvidence, TKG.indirectEvidence),
}


def pair_triples(
    comparison: IRI, number: int, pair: Pair, evidence: OutcomeEvidence
) -> Iterator[ox.Triple]:
    """Return a pair of a row as triples, with its estimates.

    Parameters
    ----------
    comparison, number
        What it is part of, and the number of its row there.
    evidence
        Of the row's outcome.
    """
    ends = pair.treatment, pair.comparator
    words = slug(f"{number} {ends[0].local_name} against {ends[1].local_name}")
    made = IRI(f"{comparison}/{words}-{mark(*ends)}")
    yield to_triple(comparison, TKG.hasPair, made)
    yield to_triple(made, _TYPE, TKG.ComparisonPair)
    yield to_triple(made, TKG.ofTreatment, pair.treatment)
    yield to_triple(made, TKG.comparator, pair.comparator)
    yield to_triple(made, TKG.outcome, evidence.outcome)
    compared = bool(pair.head_to_head or pair.without_figures)
    yield to_triple(made, TKG.comparedHeadToHead, compared)
    for iri in sorted(study.iri for study in evidence.head_to_head(*ends)):
        yield to_triple(made, TKG.headToHead, iri)
    for iri in sorted(study.iri for study in evidence.without_figures(*ends)):
        yield to_triple(made, TKG.withoutFigures, iri)
    yield to_triple(made, TKG.estimated, bool(pair.estimates))
    yield to_triple(made, _DESCRIPTION, Text(pair.sentence, "en"))
    for estimate in pair.estimates:
        iri = IRI(f"{made}-{slug(estimate.at or 'longest times')}")
        yield to_triple(made, TKG.hasEstimate, iri)
        yield from estimate_triples(iri, comparison, estimate, evidence)


def estimate_triples(
    iri: IRI, comparison: IRI, estimate: Estimate, evidence: OutcomeEvidence
) -> Iterator[ox.Triple]:
    """Return an estimate as triples: its numbers, what they rest on, and how far to trust them."""
    synthesis = estimate.synthesis
    names = evidence.names(estimate.ends[0]), evidence.names(estimate.ends[1])
    effect = synthesis.effect(*names)
    yield from pooled_result(
        iri,
        synthesis,
        estimate.ends,
        "network",
        value=effect.value,
        error=effect.error,
        limits=_limits(effect.lower, effect.upper),
    )
    yield to_triple(iri, TKG.source, comparison)
    for figure in figures_behind(synthesis, estimate.all_studies):
        yield to_triple(iri, TKG.pools, figure)
    for kind in _DRAWS_ON[estimate.evidence]:
        yield to_triple(iri, TKG.drawsOn, kind)
    known = {study.label: study.iri for study in evidence.studies}
    for relation, labels in (
        (TKG.headToHead, estimate.studies),
        (TKG.restsOn, estimate.rests_on),
    ):
        for study in sorted(known[label] for label in labels):
            yield to_triple(iri, relation, study)
    if estimate.favours is not None:
        favoured = estimate.ends[estimate.favours != estimate.treatment]
        yield to_triple(iri, TKG.favours, favoured)
    yield from _absolute(iri, estimate)
    yield from strength_triples(iri, estimate.strength)
    for remark in (*estimate.remarks, *estimate.caveats):
        yield to_triple(iri, TKG.remark, remark)
    yield to_triple(iri, _DESCRIPTION, Text(estimate.sentence, "en"))
    if estimate.direct is not None:
        part = IRI(f"{iri}-direct")
        yield to_triple(iri, TKG.hasDirectPart, part)
        yield from _direct(part, comparison, estimate, names)


def strength_triples(iri: IRI, strength: Strength | None) -> Iterator[ox.Triple]:
    """Return how far evidence can be trusted, and why, as triples."""
    if strength is not None:
        yield to_triple(iri, TKG.strength, STRENGTHS[strength.level])
        yield to_triple(iri, TKG.strengthReason, strength.sentence)


def _direct(
    iri: IRI, comparison: IRI, estimate: Estimate, names: tuple[str, str]
) -> Iterator[ox.Triple]:
    """Return what the studies that compare the two say by themselves, as triples."""
    synthesis = estimate.synthesis
    network = synthesis.network_of(names[0])
    part = direct_estimate(network.studies, *names, network.fitted.tau2)
    if part is None:
        return
    error, limits = network.effects.interval(part.effect, part.error)
    value = network.measure.from_scale(part.effect)
    yield from pooled_result(
        iri, synthesis, estimate.ends, "direct", value=value, error=error, limits=limits
    )
    yield to_triple(iri, TKG.source, comparison)
    for figure in figures_behind(synthesis, estimate.studies):
        yield to_triple(iri, TKG.pools, figure)


def _absolute(iri: IRI, estimate: Estimate) -> Iterator[ox.Triple]:
    """Return what an estimate makes of the risk under the comparator, as triples."""
    absolute, baseline = estimate.absolute, estimate.baseline
    if absolute is None or baseline is None:
        return
    yield to_triple(iri, TKG.baselineRisk, decimal(absolute.baseline))
    yield to_triple(iri, TKG.baselineFrom, baseline.words)
    yield to_triple(iri, TKG.risk, decimal(absolute.risk))
    yield to_triple(iri, TKG.riskLowerLimit, decimal(absolute.lower))
    yield to_triple(iri, TKG.riskUpperLimit, decimal(absolute.upper))
    if estimate.needed:
        yield to_triple(iri, TKG.numberNeeded, estimate.needed)


def _limits(lower: float | None, upper: float | None) -> tuple[float, float] | None:
    return None if lower is None or upper is None else (lower, upper)
