"""Say what is recorded to set an estimate here apart from a published one of the same question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.evidence.data import SHARES
from kg.evidence.label_doses import words_of_beyond
from kg.evidence.sentences import listed

if TYPE_CHECKING:
    from kg.evidence.data import Told
    from kg.evidence.effects import Effect
    from kg.evidence.synthesis import Synthesis
    from kg.model.catalogue import Catalogue
    from kg.model.studies import Result

# What a published result rests on, and an estimate here, in words.
_KINDS = {
    "networkEvidence": "of a whole network",
    "directEvidence": "direct",
    "indirectEvidence": "indirect",
    "mixed": "direct and indirect",
}
# A network may be of direct evidence, of indirect, or of both: only the first is something else.
_OTHER_KINDS = {
    ("networkEvidence", "direct"),
    ("directEvidence", "indirect"),
    ("directEvidence", "mixed"),
    ("indirectEvidence", "direct"),
    ("indirectEvidence", "mixed"),
}


def differences(
    effect: Effect,
    result: Result,
    resting: Sequence[str],
    synthesis: Synthesis,
    knowledge: Catalogue,
) -> list[str]:
    """Return what sets two estimates apart that do not agree, and that the rest is not known.

    Parameters
    ----------
    effect
        The estimate here.
    result
        The published one.
    resting
        The studies that the estimate here rests on.
    synthesis
        What the estimate here is of.
    knowledge
        Where the published one is.

    Returns
    -------
    list of str
        What the graph has of it alone: nothing of it has to be why the two differ.
    """
    used = [found for found in synthesis.told if found.study.study in resting]
    theirs = _studies_of(result, knowledge)
    found = [
        *products(effect, result, used),
        *_lumped(effect, result, used),
        *_beyond(effect, used),
        *_kinds(effect, result),
        *_times(result, synthesis),
        *_reckoned(used),
        *([f'of theirs is noted: "{result.note}"'] if result.note else []),
        *_other_studies(theirs, resting),
    ]
    silent = (
        "what else sets them apart is not recorded" if found else "nothing recorded explains it"
    )
    missing = {
        "studies": not theirs,
        "doses": result.qualification is None and _is_of_dose(effect.treatment, used, knowledge),
        "time": result.weeks is None,
    }
    if unknown := [what for what, is_missing in missing.items() if is_missing]:
        verb = "is" if unknown == ["time"] else "are"
        return [*found, f"{silent}: their {listed(unknown)} {verb} not listed"]
    return found or [silent]


def products(effect: Effect, result: Result, used: Iterable[Told]) -> list[str]:
    """Return of which dose or product a published result is, if of one, and of which is that here.

    Whether the two are one is for the reader to see: they are as their sources print them.
    """
    if result.qualification is None:
        return []
    here = _arms(effect.treatment, used)
    together = " together" if len(here) > 1 else ""
    return [f"theirs is of {result.qualification}, the one here of {listed(here)}{together}"]


def _lumped(effect: Effect, result: Result, used: Sequence[Told]) -> list[str]:
    """Return which arms count as one treatment here, unless said with the product of theirs."""
    ends = [effect.comparator]
    if result.qualification is None:
        ends = [effect.treatment, effect.comparator]
    arms = {end: _arms(end, used) for end in ends}
    return [f"{listed(of)} count as {end} here" for end, of in arms.items() if len(of) > 1]


def _beyond(effect: Effect, used: Iterable[Told]) -> list[str]:
    """Return which arms count here though no label read holds their dose."""
    said = words_of_beyond(used, (effect.treatment, effect.comparator))
    return [f"here is {said[0].lower()}{said[1:]}"] if said else []


def _arms(node: str, used: Iterable[Told]) -> list[str]:
    """Return the arms that count as a treatment, each name once."""
    return list(dict.fromkeys(label for found in used for label in sorted(found.arms_of(node))))


def _is_of_dose(node: str, used: Iterable[Told], knowledge: Catalogue) -> bool:
    """Return whether a dose is recorded of any arm that counts as a treatment here."""
    arms = {(found.study.study, label) for found in used for label in found.arms_of(node)}
    return any(
        arm.dose is not None and (study.label, arm.label) in arms
        for study in knowledge.studies.values()
        for arm in study.arms
    )


def _kinds(effect: Effect, result: Result) -> list[str]:
    theirs = result.evidence_kind or ""
    if (theirs, effect.evidence) not in _OTHER_KINDS:
        return []
    here = _KINDS.get(effect.evidence, effect.evidence)
    return [f"theirs is {_KINDS[theirs]}, the one here {here}"]


def _times(result: Result, synthesis: Synthesis) -> list[str]:
    weeks = synthesis.question.weeks
    if result.weeks is None:
        return []
    at = result.time_label or f"week {float(result.weeks):g}"
    if weeks is None:
        return [f"theirs is at {at}, the one here at any time"]
    # Times as near as a week are one, but for how months are turned into weeks.
    near = abs(float(result.weeks) - weeks) <= 1
    return [] if near else [f"theirs is at {at}, the one here at {synthesis.question.at}"]


def _reckoned(used: Iterable[Told]) -> list[str]:
    studies = sorted(found.study.study for found in used if found.way == SHARES)
    return [f"counts of {listed(studies)} are reckoned from shares here"] if studies else []


def _studies_of(result: Result, knowledge: Catalogue) -> frozenset[str]:
    """Return the studies that a published result is said to rest on."""
    pooled, resting = set(result.pools), set(result.rests_on)
    return frozenset(
        study.label
        for study in knowledge.studies.values()
        if study.iri in resting or pooled & {own.iri for own in study.results}
    )


def _other_studies(theirs: frozenset[str], here: Sequence[str]) -> list[str]:
    if not theirs:
        return []
    said = {
        "theirs alone rests on": sorted(theirs - set(here)),
        "the one here alone rests on": [study for study in here if study not in theirs],
    }
    return [f"{words} {listed(studies)}" for words, studies in said.items() if studies]
