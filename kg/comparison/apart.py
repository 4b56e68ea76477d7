"""Rate what studies tell in a cell that its strength is not of.

The strength of a cell is that of one body of evidence. What else is told there, by cohorts beside
trials or by trials of other people, may be far weaker: a filter on strength has to know of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.comparison.bodies import unpooled_body
from kg.comparison.cell import Apart, Entry, Figure
from kg.comparison.designs import parts_of, split_by_chance
from kg.comparison.domains import is_alone, tells_alone
from kg.comparison.estimates import Estimate
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.comparison.rated_bodies import RatedBodies
from kg.comparison.strength import Strength, rate
from kg.evidence.study_pools import pooled_with
from kg.model.studies import Study
from kg.model.values import Claim
from kg.vocabulary import IRI


def rated_apart(
    evidence: OutcomeEvidence,
    treatment: IRI,
    entries: Sequence[Entry],
    figures: Sequence[Figure],
    estimate: Estimate | None,
    strength: Strength | None,
) -> tuple[Apart, ...]:
    """Return the studies of a cell that its strength is not of, each with how strong it is.

    Those that an estimate of the cell rests on are as strong as that. Of the others, a trial is
    rated with those that it may be pooled with; any other study, and a trial that tells of one
    treatment alone, by itself. What was pooled of studies that compare, and published, is not
    rated.

    Parameters
    ----------
    evidence
        On the outcome of the cell's row.
    estimate, strength
        Those of the cell.
    """
    rated = strength.of if strength is not None else frozenset[IRI]()
    behind: set[IRI] = set()
    if estimate is not None:
        behind = parts_of([one for one in evidence.studies if one.label in estimate.rests_on])
    if strength is not None and strength.pooled:
        rated |= behind
    told: dict[IRI, set[IRI]] = {}
    studies: dict[IRI, Study] = {}
    for study, iri in _told(evidence, entries, figures):
        pooled = study.design == "metaAnalysis" and not is_alone(study)
        if not pooled and not parts_of([study]) <= rated:
            studies[study.iri] = study
            told.setdefault(study.iri, set()).add(iri)
    claims = [entry.claim for entry in entries]
    found = []
    for iri, study in studies.items():
        if estimate is not None and parts_of([study]) <= behind:
            own = estimate.strength
        else:
            own = _strength(study, evidence, treatment, claims)
        found.append(Apart(study.label, own, frozenset(told[iri])))
    return tuple(found)


def _told(
    evidence: OutcomeEvidence, entries: Iterable[Entry], figures: Iterable[Figure]
) -> list[tuple[Study, IRI]]:
    """Return what a study tells, each with the study as it counts for the outcome."""
    known = {**evidence.knowledge.studies, **{one.iri: one for one in evidence.studies}}
    of = {result.iri: study for study in known.values() for result in study.results}
    told = [(known.get(e.claim.study), e.claim.iri) for e in entries if e.claim.study is not None]
    told += [(of.get(figure.iri), figure.iri) for figure in figures]
    return [(study, iri) for study, iri in told if study is not None]


def _strength(
    study: Study, evidence: OutcomeEvidence, treatment: IRI, claims: Sequence[Claim]
) -> Strength | None:
    """Return how strong the body is that a study belongs to; None if its report does not stand.

    A claim of it may be of another treatment that was compared with this one.
    """
    if not study.stands:
        return None
    its = [claim for claim in claims if claim.study == study.iri]
    alone = {study.iri} if tells_alone(study, evidence.outcome, its) else set[IRI]()
    if split_by_chance([study], alone)[0]:
        among = pooled_with(evidence.knowledge, study, evidence.studies)
        bodies = RatedBodies(evidence, among)
        for one in dict.fromkeys([treatment, *(claim.subject for claim in its)]):
            said = [claim for claim in claims if claim.subject == one]
            _, strength = bodies.known_of(one, said)
            if strength is not None and study.iri in strength.of:
                return strength
    return rate(unpooled_body(evidence.knowledge, [study], evidence.bias, alone))
