"""Find where what is said in a cell does not agree: claims, figures, and what is pooled of them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from kg.comparison.estimates import Estimate, studies_words
from kg.comparison.matrix import Entry
from kg.evidence.disagreements import Disagreement
from kg.model.values import Claim
from kg.vocabulary import IRI
from kg.words.qualifiers import join_phrases, qualifiers
from kg.words.wording import sentence

_HOPES = ("possible", "aimedAt", "anecdotal", "underInvestigation")
_FINDINGS = ("shown", "pooled", "established")
_ADVICE = ("advised",)
_NOT_BORNE_OUT = ("disputes", "inconclusive", "mixed", "insufficient")


def conflicts(
    entries: Sequence[Entry],
    disagreements: Iterable[Disagreement],
    claims: Mapping[IRI, Claim],
    labels: Mapping[str, str],
    kin: Container[IRI],
) -> tuple[str, ...]:
    """Return where sources do not agree, one sentence each.

    Parameters
    ----------
    entries
        Of one cell.
    disagreements
        Among figures of the treatment and the row.
    claims, labels
        Of the graph, by IRI.
    kin
        The treatment, with what is broader and narrower: what is found of another kind is no
        conflict here.
    """
    found: dict[str, None] = {}
    told = set()
    for entry in entries:
        for iri in entry.claim.contested_by:
            if iri in claims and claims[iri].subject in kin:
                told.add((entry.claim.iri, iri))
                found[_against(entry, claims[iri], labels)] = None
    hopes = [e for e in entries if _is(e, _HOPES, ("supports",))]
    against = [e for e in entries if _is(e, _FINDINGS, _NOT_BORNE_OUT) and e.claim.subject in kin]
    for hope in hopes:
        for other in against:
            if (hope.claim.iri, other.claim.iri) not in told:
                found[_against(hope, other.claim, labels)] = None
    dissent = [entry.claim for entry in entries if _is(entry, _ADVICE, _NOT_BORNE_OUT)]
    for advice in (entry for entry in entries if _is(entry, _ADVICE, ("supports",))):
        ends = advice.claim.subject, advice.claim.object
        for dissenting in dissent:
            if (dissenting.subject, dissenting.object) == ends:
                found[_against(advice, dissenting, labels)] = None
    for one in disagreements:
        found[one.sentence] = None
    return tuple(found)


def with_estimates(
    entries: Sequence[Entry], between: Callable[[IRI, IRI], Sequence[Estimate]]
) -> tuple[str, ...]:
    """Return where a study found a difference and estimates hold none, or the reverse.

    An estimate takes doses together, and other studies in; its interval is wider where studies
    differ.

    Parameters
    ----------
    entries
        Of one cell.
    between
        Gives the estimates of one treatment against another on the cell's outcome.
    """
    found: dict[str, None] = {}
    for entry in entries:
        claim = entry.claim
        if entry.basis != "own" or claim.modality != "shown" or claim.comparator is None:
            continue
        for estimate in between(claim.subject, claim.comparator):
            if _is_against(claim, estimate):
                found[
                    f"{entry.sentence} ({', '.join(entry.sources)}) But pooled from"
                    f" {studies_words(estimate.rests_on)}: {estimate.sentence}"
                ] = None
    return tuple(found)


def _is_against(claim: Claim, estimate: Estimate) -> bool:
    """Return whether an estimate shows what a claim does not, or the reverse."""
    if claim.tendency is None or estimate.better is None or estimate.lower is None:
        return False
    if claim.direction != "supports":
        return estimate.favours is not None
    better = claim.tendency == "forTheBetter"
    return estimate.favours != (estimate.treatment if better else estimate.comparator)


def _is(entry: Entry, modalities: Sequence[str], directions: Sequence[str]) -> bool:
    return entry.claim.modality in modalities and entry.claim.direction in directions


def _against(entry: Entry, other: Claim, labels: Mapping[str, str]) -> str:
    limits = join_phrases(qualifiers(other, labels))
    said = sentence(other, labels).rstrip(".")
    where = ", ".join(labels[source] for source in other.sources)
    told = ", ".join(part for part in (limits, where) if part)
    return f"{entry.sentence} ({', '.join(entry.sources)}) But: {said} ({told})."
