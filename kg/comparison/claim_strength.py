"""Say of each claim how strong the evidence is on the treatment and the outcome that it is about.

Strength belongs to a body of evidence, never to a claim by itself. What is said here is what a
comparison says: of a claim that names what it was compared with, between these two; of another, in
the cell of its treatment and its outcome; each of the studies alone that may be pooled with the
claim's own. It says how far the evidence can be trusted, whichever way it points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.comparison.aspects import Places
from kg.comparison.estimates import Estimate
from kg.comparison.evidence_by_outcome import EvidenceByOutcome
from kg.comparison.filters import Filters
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.comparison.rated_bodies import RatedBodies
from kg.comparison.treatments import is_treatment
from kg.errors import KgError
from kg.evidence.study_pools import pooled_with
from kg.model.catalogue import Catalogue
from kg.model.values import Claim
from kg.vocabulary import IRI
from kg.words.labels import Labels, clean

NOT_RATED = "rests on studies, not rated"
NO_STUDY = "no study behind it"


@dataclass(frozen=True, slots=True)
class ClaimStrength:
    """Hold how strong the evidence on a claim's treatment and outcome is, and why.

    Parameters
    ----------
    level
        One of `kg.comparison.strength.LEVELS`, `NOT_RATED` or `NO_STUDY`.
    reason
        A sentence; where nothing is rated, what is wrong with the figures, or nothing.
    """

    level: str
    reason: str


def claim_strengths(
    knowledge: Catalogue, *, evidence: EvidenceByOutcome | None = None
) -> dict[IRI, ClaimStrength]:
    """Return, for every claim by its IRI, the strength of the evidence on what it is about.

    A claim that rests on no study has none, however much is known of its treatment and outcome: a
    hope does not become evidence by standing beside it.

    Parameters
    ----------
    evidence
        On outcomes, without filters, where that is there already.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> found = claim_strengths(ms)[ms.prefixes["ms"] + "claim-affirm-relapse-rate"]
    >>> found.level
    'high'
    >>> found.reason.partition(": ")[0]
    'The evidence on natalizumab and relapse rate, against placebo at 24 months, is high'
    """
    found = dict.fromkeys(knowledge.claims, ClaimStrength(NO_STUDY, ""))
    studied = [claim for claim in knowledge.claims.values() if rests_on_studies(claim)]
    found |= {claim.iri: ClaimStrength(NOT_RATED, "") for claim in studied}
    labels = Labels(knowledge.labels)
    on = evidence or EvidenceByOutcome(knowledge, Filters(), labels)
    for outcome, claims in _by_outcome(knowledge, studied).items():
        try:
            found |= _rated(knowledge, on[outcome], claims, labels)
        except KgError as error:
            # Figures that cannot be rate nothing, and that is said.
            found |= {claim.iri: ClaimStrength(NOT_RATED, clean(f"{error}.")) for claim in claims}
    return found


def rests_on_studies(claim: Claim) -> bool:
    """Return whether a claim is a study's, or was pooled from several."""
    return claim.study is not None or claim.modality == "pooled"


def _by_outcome(knowledge: Catalogue, claims: Iterable[Claim]) -> Mapping[IRI, list[Claim]]:
    """Return the claims that are of effects of treatments, by the outcome."""
    places = Places(knowledge.store, knowledge.concepts, knowledge.claims)
    treatments: dict[IRI, bool] = {}
    found: dict[IRI, list[Claim]] = {}
    if not places.aspects:
        # Data without the vocabulary: nothing says which claims are of effects.
        return found
    for claim in claims:
        subject = knowledge.concepts[claim.subject]
        if subject.iri not in treatments:
            treatments[subject.iri] = is_treatment(knowledge, subject)
        if treatments[subject.iri] and places.aspect_of(claim).of_effects:
            found.setdefault(claim.object, []).append(claim)
    return found


def _rated(
    knowledge: Catalogue, evidence: OutcomeEvidence, claims: Sequence[Claim], labels: Labels
) -> dict[IRI, ClaimStrength]:
    """Return the strengths of claims on one outcome, by claim.

    Each is of the studies that may be pooled with the claim's own: a trial of other people does not
    lend its strength to what a cohort found, and none to a report that was superseded or retracted.
    """
    groups: dict[frozenset[IRI] | None, list[Claim]] = {}
    for claim in claims:
        study = None if claim.study is None else knowledge.studies.get(claim.study)
        if study is not None and not study.stands:
            continue
        among = None if study is None else pooled_with(knowledge, study, evidence.studies)
        groups.setdefault(among, []).append(claim)
    found: dict[IRI, ClaimStrength] = {}
    for among, of in groups.items():
        found |= _rated_together(RatedBodies(evidence, among), of, evidence.outcome, labels)
    return found


def _rated_together(
    bodies: RatedBodies, claims: Sequence[Claim], outcome: IRI, labels: Labels
) -> dict[IRI, ClaimStrength]:
    """Return the strengths of claims whose studies may be pooled with each other, by claim."""
    by_ends: dict[tuple[IRI, IRI | None], list[Claim]] = {}
    for claim in claims:
        by_ends.setdefault((claim.subject, claim.comparator), []).append(claim)
    found: dict[IRI, ClaimStrength] = {}
    for (treatment, comparator), of in by_ends.items():
        if comparator is None:
            own = [claim for claim in claims if claim.subject == treatment]
            estimate, strength = bodies.known_of(treatment, own)
        else:
            estimate, strength = bodies.known_between(treatment, comparator, of)
        if strength is not None:
            rated = estimate if strength.pooled else None
            about = _about(outcome, treatment, comparator, rated, labels)
            verb = ", is" if "," in about else " is"
            reason = f"The evidence on {about}{verb} {strength.sentence}"
            found |= {claim.iri: ClaimStrength(strength.level, reason) for claim in of}
    return found


def _about(
    outcome: IRI,
    treatment: IRI,
    comparator: IRI | None,
    estimate: Estimate | None,
    labels: Labels,
) -> str:
    """Return in words what evidence is on: what was compared with what, and when."""
    said = f"{labels[treatment]} and {labels[outcome]}"
    if comparator is not None:
        said += f", against {labels[comparator]}"
    elif estimate is not None:
        said += f", against {estimate.comparator}"
    return said + (f" at {estimate.at}" if estimate is not None and estimate.at else "")
