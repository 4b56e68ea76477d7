"""Find where what is said in a cell does not agree: claims, figures, and what is pooled of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from kg.comparison.advice import Advice
from kg.comparison.cell import Cell, Entry
from kg.comparison.estimates import Estimate, studies_words
from kg.comparison.remarks import WIDER
from kg.evidence.disagreements import Disagreement
from kg.evidence.sentences import interval, listed
from kg.model.values import Claim
from kg.vocabulary import IRI, TKG
from kg.words.english import capitalise
from kg.words.qualifiers import join_phrases, qualifiers
from kg.words.wording import sentence

_HOPES = ("possible", "aimedAt", "anecdotal", "underInvestigation")
_FINDINGS = ("shown", "pooled", "established")
_ADVICE = ("advised",)
# What stands between two statements that do not agree, after the sources of the first.
_BUT = " But"
_OTHERWISE = re.compile(rf"\)\.{_BUT}(?:: | (?=pooled from ))")
_NOT_BORNE_OUT = ("disputes", "inconclusive", "mixed", "insufficient")
# What a study found that does not agree with an estimate, by the direction of its claim.
_FOUND_OTHERWISE = {
    "supports": "found the reverse",
    "disputes": "speaks against it",
    "inconclusive": "showed no difference, and did not rule one out",
    "mixed": "found it in part only, or is mixed",
    "insufficient": "did not tell enough",
}
# As many findings that do not agree are told beside an estimate.
_NAMED = 2


def conflicts(
    entries: Sequence[Entry],
    disagreements: Iterable[Disagreement],
    claims: Mapping[IRI, Claim],
    labels: Mapping[str, str],
    kin: Container[IRI],
    advice: Advice,
) -> tuple[str, ...]:
    """Return where claims, or figures, do not agree, one sentence each.

    Parameters
    ----------
    entries
        Of one cell.
    disagreements
        Among figures of the treatment and the row.
    claims
        Those that contest what is said in the cell, by IRI.
    labels
        Of the graph, by IRI.
    kin
        The treatment, with what is broader and narrower: what is found of another kind is no
        conflict here.
    advice
        Knows which pieces of advice are on the same.
    """
    found: dict[str, None] = {}
    told = set()
    for entry in entries:
        for iri in entry.claim.contested_by:
            if iri in claims and claims[iri].subject in kin:
                if _is_advice(entry.claim, claims[iri]) and not advice.differs(
                    entry.claim, claims[iri]
                ):
                    continue
                if _follows(entry.claim, claims[iri]):
                    continue
                told.add((entry.claim.iri, iri))
                found[_against(entry, claims[iri], labels)] = None
    hopes = [e for e in entries if _is(e, _HOPES, ("supports",))]
    against = [e for e in entries if _is(e, _FINDINGS, _NOT_BORNE_OUT) and e.claim.subject in kin]
    for hope in hopes:
        for other in against:
            if (hope.claim.iri, other.claim.iri) not in told:
                found[_against(hope, other.claim, labels)] = None
    dissent = [entry.claim for entry in entries if _is(entry, _ADVICE, _NOT_BORNE_OUT)]
    for given in (entry for entry in entries if _is(entry, _ADVICE, ("supports",))):
        for dissenting in dissent:
            if advice.differs(given.claim, dissenting):
                found[_against(given, dissenting, labels)] = None
    for one in disagreements:
        found[one.sentence] = None
    return tuple(found)


def without_claims(
    found: Iterable[str], claims: Iterable[Claim], labels: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the conflicts in which none of some claims is told."""
    told = [_told(claim, labels) for claim in claims]
    return tuple(one for one in found if not any(claim in one for claim in told))


def _follows(approval: Claim, other: Claim) -> bool:
    """Return whether a decision is of a later year than an approval: it ends it."""
    if not approval.predicate == other.predicate == TKG.isApprovedFor:
        return False
    return approval.year is not None and other.year is not None and other.year > approval.year


def _is_advice(*claims: Claim) -> bool:
    return all(claim.modality in _ADVICE for claim in claims)


def otherwise(conflict: str) -> str:
    """Return of a conflict what does not agree with what is said first; all of it if it has no two.

    Examples
    --------
    >>> otherwise("Tea warms (A leaflet). But: Whether tea warms: no difference was shown.")
    'Whether tea warms: no difference was shown.'
    """
    found = _OTHERWISE.search(conflict)
    return capitalise(conflict[found.end() :]) if found else conflict


def dissent(
    estimate: Estimate,
    cells: Sequence[Cell],
    beside: Sequence[Estimate],
    labels: Mapping[str, str],
) -> str:
    """Return what of the two of an estimate is found otherwise, as a sentence; or nothing.

    Parameters
    ----------
    cells
        Of the two treatments, in the row of the estimate's outcome.
    beside
        What else is estimated of the two there: at other times, or in other people.
    labels
        Of the graph, by IRI.
    """
    ends = {cell.treatment for cell in cells}
    found = dict.fromkeys(_estimated(one, estimate) for one in beside if _differs(one, estimate))
    for cell in cells:
        for entry in cell.entries:
            claim = entry.claim
            of_the_two = claim.comparator is not None and {claim.subject, claim.comparator} == ends
            if not of_the_two or claim.modality not in _FINDINGS or entry.report != "stands":
                continue
            if _is_against(claim, estimate, labels):
                found[_dissenting(entry, estimate, labels)] = None
    if not found:
        return ""
    named, more = [*found][:_NAMED], len(found) - _NAMED
    rest = f"; and {more} more" if more > 0 else ""
    return f"But not all agrees: {'; '.join(named)}{rest}."


def _differs(other: Estimate, estimate: Estimate) -> bool:
    """Return whether an estimate shows no difference where another does, or shows the reverse."""
    return other.lower is not None and other.favours != estimate.favours


def _estimated(other: Estimate, estimate: Estimate) -> str:
    """Return in a few words what is estimated otherwise of the same two, when and of whom."""
    apart = other.people_behind != estimate.people_behind
    whom = f" in {listed(other.people_behind)}" if apart and other.people_behind else ""
    when = f"at {other.at}" if other.at else "at each study's longest time"
    said = f"{other.favours} does better" if other.favours else "no difference is shown"
    found = interval(other.measure, other.value, other.lower, other.upper)
    return f"{when}{whom}, {said} ({other.measure.name} {found}; {other.evidence} evidence)"


def _dissenting(entry: Entry, estimate: Estimate, labels: Mapping[str, str]) -> str:
    """Return in a few words who found otherwise, of whom and when."""
    claim = entry.claim
    who = labels[claim.study] if claim.study else next((s for s, _ in entry.places), "a claim")
    whom = labels[claim.population] if claim.population else ""
    others = f"in {whom}" if whom and whom not in estimate.people_behind else ""
    told = "; ".join(one for one in (others, claim.time_label) if one)
    return f"{who}{f' ({told})' if told else ''} {_FOUND_OTHERWISE[claim.direction]}"


def with_estimates(
    entries: Sequence[Entry],
    between: Callable[[IRI, IRI], Sequence[Estimate]],
    studies: Mapping[IRI, str],
    labels: Mapping[str, str],
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
    studies
        What they are called, by IRI.
    labels
        Of the graph, by IRI.
    """
    found: dict[str, None] = {}
    for entry in entries:
        claim = entry.claim
        if entry.basis not in _OF_A_STUDY or claim.modality != "shown" or claim.comparator is None:
            continue
        for estimate in between(claim.subject, claim.comparator):
            if _is_against(claim, estimate, labels):
                own = None if claim.study is None else studies.get(claim.study)
                found[
                    f"{_told(claim, labels)}{_BUT} pooled from {studies_words(estimate.rests_on)}:"
                    f" {estimate.sentence}{_why_apart(own, estimate)}"
                ] = None
    return tuple(found)


# In which ways a claim touches the treatments that a study compared.
_OF_A_STUDY = ("own", "comparator")


def _why_apart(own: str | None, estimate: Estimate) -> str:
    """Return why an estimate may say else than a study, where that can be told."""
    if own is None:
        return ""
    if own not in estimate.rests_on:
        return f" {own} is not among them."
    told = any(remark.startswith(WIDER) for remark in estimate.remarks)
    if estimate.rests_on == (own,) and estimate.heterogeneous and not told:
        return (
            f" It rests on {own} alone; its interval is wider than the study's own, by how much the"
            " studies of the network differ."
        )
    return ""


def _is_against(claim: Claim, estimate: Estimate, labels: Mapping[str, str]) -> bool:
    """Return whether an estimate of the same two shows what a claim does not, or the reverse."""
    if claim.tendency is None or estimate.better is None or estimate.lower is None:
        return False
    if claim.direction != "supports" or claim.comparator is None:
        return estimate.favours is not None
    better = claim.tendency == "forTheBetter"
    return estimate.favours != labels[claim.subject if better else claim.comparator]


def _is(entry: Entry, modalities: Sequence[str], directions: Sequence[str]) -> bool:
    return entry.claim.modality in modalities and entry.claim.direction in directions


def _against(entry: Entry, other: Claim, labels: Mapping[str, str]) -> str:
    return f"{_told(entry.claim, labels)}{_BUT}: {_told(other, labels)}"


def _told(claim: Claim, labels: Mapping[str, str]) -> str:
    """Return a claim with its limits and its sources."""
    limits = join_phrases(qualifiers(claim, labels))
    where = ", ".join(labels[source] for source in claim.sources)
    told = ", ".join(part for part in (limits, where) if part)
    return f"{sentence(claim, labels).rstrip('.')} ({told})."
