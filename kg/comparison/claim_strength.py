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
from kg.comparison.treatments import is_treatment
from kg.errors import KgError
from kg.model.catalogue import Catalogue
from kg.model.studies import Study
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
            found |= _rated(on[outcome], claims, knowledge.studies, labels)
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
    evidence: OutcomeEvidence,
    claims: Sequence[Claim],
    studies: Mapping[IRI, Study],
    labels: Labels,
) -> dict[IRI, ClaimStrength]:
    """Return the strengths of claims on one outcome, by claim."""
    bodies: dict[tuple[OutcomeEvidence, IRI, IRI | None], list[Claim]] = {}
    for claim in claims:
        of_its_kind = _of_its_kind(evidence, claim, studies)
        bodies.setdefault((of_its_kind, claim.subject, claim.comparator), []).append(claim)
    found: dict[IRI, ClaimStrength] = {}
    for (among, treatment, comparator), of in bodies.items():
        if comparator is None:
            own = [
                claim
                for (other, subject, _), others in bodies.items()
                if other is among and subject == treatment
                for claim in others
            ]
            estimate, strength = among.known_of(treatment, own)
        else:
            estimate, strength = among.known_between(treatment, comparator, of)
        if strength is not None:
            rated = estimate if strength.pooled else None
            about = _about(evidence, treatment, comparator, rated, labels)
            verb = ", is" if "," in about else " is"
            reason = f"The evidence on {about}{verb} {strength.sentence}"
            found |= {claim.iri: ClaimStrength(strength.level, reason) for claim in of}
    return found


def _of_its_kind(
    evidence: OutcomeEvidence, claim: Claim, studies: Mapping[IRI, Study]
) -> OutcomeEvidence:
    """Return the evidence of studies that may be pooled with the one that a claim is of.

    A trial of other people does not lend its strength to what a cohort found.
    """
    study = None if claim.study is None else studies.get(claim.study)
    return evidence.among(study) if study is not None and study.stands else evidence


def _about(
    evidence: OutcomeEvidence,
    treatment: IRI,
    comparator: IRI | None,
    estimate: Estimate | None,
    labels: Labels,
) -> str:
    """Return in words what evidence is on: what was compared with what, and when."""
    said = f"{labels[treatment]} and {labels[evidence.outcome]}"
    if comparator is not None:
        said += f", against {labels[comparator]}"
    elif estimate is not None:
        said += f", against {estimate.comparator}"
    return said + (f" at {estimate.at}" if estimate is not None and estimate.at else "")
