"""Tell what studies that compare two treatments found where no estimate of the two rests on them.

A study may print what it found without an interval, or a summary of it may be all that was read.
Nothing can be pooled from that. Where no direct estimate is of such people, it is still the only
answer there is, and has to be named beside the estimates of others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from kg.evidence.counting import is_randomised
from kg.model.studies import Arm, Result, Study
from kg.model.values import Claim
from kg.vocabulary import IRI, TKG
from kg.words import qualifiers, wording
from kg.words.figures import figure_words

if TYPE_CHECKING:
    from kg.comparison.estimates import Estimate
    from kg.comparison.matrix import Comparison
    from kg.comparison.outcome_evidence import OutcomeEvidence

# What leads such a finding in a cell.
IN_NO_ESTIMATE = "in no estimate"

TITLE = "Compared in a study, but in no estimate"

# A figure with the arms that it is of.
_ToldBy: TypeAlias = tuple[tuple[Arm, ...], Result]


@dataclass(frozen=True, slots=True)
class NotEstimated:
    """Hold what a study of two treatments tells that no estimate rests on.

    Parameters
    ----------
    study
        What it is called.
    lead
        What leads a cell: the study, of whom it is, and its figures.
    sentence
        What its source claims by it, with the figures as printed, and what has to be known.
    """

    study: str
    lead: str
    sentence: str


def not_estimated(
    treatment: IRI,
    comparator: IRI,
    evidence: OutcomeEvidence,
    estimates: Sequence[Estimate],
    labels: Mapping[str, str],
) -> tuple[NotEstimated, ...]:
    """Return what studies tell of two treatments and an outcome that is in no estimate of the two.

    A study is left out if a direct estimate is of its people: that is the better answer, and claims
    that differ from it are told beside it. So is one that tells of the two in other doses alone
    than are asked for. Where evidence is narrowed to a strength, all are left out, as nothing rates
    them.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("ms").compare("AHSCT", "natalizumab").row("relapse rate").pairs[0]
    >>> [one.study for one in found.not_estimated]
    ['Kalincik 2023, AHSCT against natalizumab', 'Kalincik 2024, AHSCT against natalizumab']
    """
    if evidence.narrowed_to_strength:
        return ()
    ends = {treatment, comparator}
    answered = {
        people
        for estimate in estimates
        if estimate.evidence != "indirect"
        for people in (estimate.people_behind or ("",))
    }
    left_out = {study.label for study in evidence.of_other_doses(treatment, comparator)}
    weighed = evidence.weighed(treatment, comparator, estimates)
    found = []
    for study, compared in evidence.compared:
        people = "" if study.population is None else labels[study.population]
        if not ends <= compared or study.label in weighed | left_out or answered & {people, ""}:
            continue
        claims = [
            claim
            for claim in evidence.claims_of_studies.get(study.iri, ())
            if {claim.subject, *claim.compared_with} == ends
        ]
        first = claims[0].subject if claims else treatment
        second = comparator if first == treatment else treatment
        figures = _figures(study, (first, second), evidence, claims)
        why = evidence.is_too_rare({study.label})
        if claims or figures:
            found.append(_told(study, people, claims, figures, labels, why))
    return tuple(sorted(found, key=lambda one: one.study))


def in_no_estimate(comparison: Comparison) -> tuple[str, ...]:
    """Return what studies of two of the treatments tell that is in no estimate, in sentences.

    Examples
    --------
    >>> import kg
    >>> found = in_no_estimate(kg.load("ms").compare("AHSCT", "natalizumab"))
    >>> [one[:58] for one in found if "shown in a study to reduce" in one]
    ['relapse rate: AHSCT was shown in a study to reduce relapse']
    """
    return tuple(
        f"{row.label}: {one.sentence}"
        for row in comparison.rows
        for pair in row.pairs
        for one in pair.not_estimated
    )


def _figures(
    study: Study, ends: tuple[IRI, IRI], evidence: OutcomeEvidence, claims: Sequence[Claim]
) -> list[tuple[str, Result]]:
    """Return the figures of an outcome that a study has of both, each with whose it is.

    Those of the first go first. They are what claims rest on; without claims, those of the latest
    time that there are figures of both of.
    """
    arms = {arm.iri: arm for arm in study.arms if arm.counts_for in ends}
    told = [
        (tuple(arms[iri] for iri in (one.arm, one.comparator_arm) if iri in arms), one)
        for one in study.results
        if one.outcome == evidence.outcome and evidence.may_use(one)
    ]
    told = [(of, one) for of, one in told if of and (one.comparator_arm is None or len(of) == 2)]
    told.sort(key=lambda one: ends.index(one[0][0].counts_for))
    resting = {iri for claim in claims for iri in claim.results}
    if resting:
        told = [one for one in told if one[1].iri in resting] if _of_both(told, ends) else []
    else:
        by_time: defaultdict[Decimal, list[_ToldBy]] = defaultdict(list)
        for found in told:
            by_time[found[1].weeks or Decimal()].append(found)
        both = [when for when, found in by_time.items() if _of_both(found, ends)]
        # What the two tell of different times, or of none, is all that there is.
        told = by_time[max(both)] if both else told if _of_both(told, ends) else []
    return [(" against ".join(arm.label for arm in of), one) for of, one in told]


def _of_both(told: Iterable[_ToldBy], ends: tuple[IRI, IRI]) -> bool:
    return {arm.counts_for for of, _ in told for arm in of} == {*ends}


def _told(
    study: Study,
    people: str,
    claims: Sequence[Claim],
    figures: Sequence[tuple[str, Result]],
    labels: Mapping[str, str],
    too_rare: str,
) -> NotEstimated:
    printed = "; ".join(_printed(figures, labels))
    of = f"in {people}" if people else "of whom is not recorded"
    times = dict.fromkeys(one.time_label for _, one in figures if one.time_label)
    times = times or dict.fromkeys(claim.time_label for claim in claims if claim.time_label)
    where = "; ".join([of, *filter(None, times)])
    if claims:
        said = " ".join(_claimed(claim, printed, labels) for claim in claims)
    else:
        said = f"{study.label} ({where}): {printed}."
    rest = [] if is_randomised(study) else ["Nobody was assigned to a treatment at random."]
    rest.append(f"{too_rare or f'It is in no estimate: {_why(figures)}'}.")
    plain = "; ".join(_printed(figures, labels, beside=False))
    verdict = plain or " ".join(wording.sentence(claim, labels).rstrip(".") for claim in claims)
    lead = f"{IN_NO_ESTIMATE}, {study.label} ({where}): {verdict}"
    return NotEstimated(study.label, lead, " ".join([said, *rest]))


def _claimed(claim: Claim, printed: str, labels: Mapping[str, str]) -> str:
    limits = qualifiers.join_phrases(qualifiers.qualifiers(claim, labels))
    told = "; ".join(part for part in (limits, printed) if part)
    return f"{wording.sentence(claim, labels).rstrip('.')} ({told})."


def _printed(
    figures: Iterable[tuple[str, Result]], labels: Mapping[str, str], *, beside: bool = True
) -> Iterable[str]:
    """Yield figures as printed, what several have in common once; notes stand where they are."""
    before: set[str] = set()
    for whose, one in figures:
        measure = "" if one.measure is None else labels[TKG[one.measure]]
        told = figure_words(one, measure, beside=beside).partition(" (note: ")[0]
        number, mark, text = told.partition(" (printed: ")
        yield f"{whose}: {number if text in before else told}"
        before |= {text} if mark else set()


def _why(figures: Sequence[tuple[str, Result]]) -> str:
    """Return why nothing can be made of figures, as far as they tell."""
    if not figures:
        return "no figure of it was read"
    bare = [
        one.measure
        for _, one in figures
        if one.kind in ("estimate", "contrast") and (one.lower is None or one.upper is None)
    ]
    if bare:
        return "no interval that it could be weighed by was read"
    return "its figures could not be taken together with those of other studies"
