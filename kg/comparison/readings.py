"""Read the cells of a comparison aloud, for lay people."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from kg.comparison.cell import FILTERED
from kg.comparison.conflicts import otherwise
from kg.comparison.estimate_readings import of_estimate, remarks_read
from kg.comparison.estimates import Estimate, studies_words
from kg.evidence.sentences import counted, listed
from kg.vocabulary import TKG
from kg.words.english import capitalise
from kg.words.figures import highest_unseen
from kg.words.plain import (
    share_said,
)

if TYPE_CHECKING:
    from kg.comparison.cell import Entry, Figure
    from kg.comparison.strength import Strength

# As many claims are read out; the others are counted.
_READ_OUT = 3

# What leads what studies tell that an estimate does not rest on.
ALSO = "Also told, but not in this estimate:"

_OF_OTHERS = ("general", "overruled", "comparator", "member")


def of_effect(
    treatment: str,
    outcome: str,
    entries: Sequence[Entry],
    figures: Sequence[Figure],
    facts: Sequence[str],
    estimate: Estimate | None,
    strength: Strength | None,
    conflicts: Sequence[str],
    *,
    cohorts: Sequence[Set[str]] = (),
    left_out: str = "",
    too_rare: str = "",
) -> str:
    """Return what a cell in a row of an outcome says, for lay people.

    Parameters
    ----------
    cohorts
        Which studies are comparisons of one cohort, by their labels.
    left_out
        What the filters leave out of it, in words.
    too_rare
        That the outcome is too rare to be pooled, if it is.
    """
    said = []
    if estimate is not None:
        said += _of_answer(treatment, entries, figures, estimate, strength, cohorts)
    elif figures:
        said += _of_figures(figures, cohorts)
        if all(figure.whom for figure in figures):
            said.append(
                "They are not of the people asked for alone: nothing is estimated from them."
            )
        elif strength is None or strength.compared:
            apart = "That could not be taken together with the figures of other studies"
            said.append(f"{too_rare or apart}.")
        else:
            said.append(
                "No comparison group tells of this: the figures say how often, not through what."
            )
    if estimate is None:
        said += claims_read(treatment, entries, found_out=bool(said))
        if strength is not None:
            said.append(f"Strength of the evidence: {strength.level}.")
        elif entries and not figures:
            where = "that the filter leaves" if left_out else "here"
            said.append(f"No study {where} gives figures on {outcome} with {treatment}.")
    said += facts
    said += _left_out(left_out)
    said += _conflicting(conflicts)
    if not said:
        return (
            f"No evidence was found on {outcome} with {treatment}. That is not evidence that it"
            " makes no difference."
        )
    return " ".join(said)


def _left_out(left_out: str) -> list[str]:
    return [f"{capitalise(FILTERED)} {left_out}."] if left_out else []


def _conflicting(conflicts: Sequence[str]) -> list[str]:
    """Return what does not agree with the rest."""
    if not conflicts:
        return []
    others = list(dict.fromkeys(_plainly(otherwise(one)) for one in conflicts))
    more = len(others) - _READ_OUT
    said = ["Not all of this agrees.", *others[:_READ_OUT]]
    return [*said, f"And {more} more."] if more > 0 else said


def _plainly(other: str) -> str:
    """Return what does not agree without the numbers of an estimate."""
    if not other.startswith("Pooled from"):
        return other
    pooled, _, told = other.partition("): ")
    # What is shown stands before the numbers of one treatment against another.
    shown = re.split(r" \([^()]* against ", told, maxsplit=1)[0]
    return f"{pooled}): {shown.rstrip('.')}."


def _of_answer(
    treatment: str,
    entries: Sequence[Entry],
    figures: Sequence[Figure],
    estimate: Estimate,
    strength: Strength | None,
    cohorts: Sequence[Set[str]],
) -> list[str]:
    """Return an estimate with what its studies claim and its strength, and then what else is told.

    What other studies tell, of other people or against other treatments, is another answer: it is
    said to be, and the strength is none of it.
    """
    answering = [entry for entry in entries if entry.of_answer]
    others = [entry for entry in entries if not entry.of_answer]
    said = [of_estimate(estimate), *remarks_read(estimate)]
    said += claims_read(treatment, answering, found_out=True)
    apart = strength is not None and not strength.pooled
    own = estimate.strength if apart else strength
    if own is not None:
        said.append(f"Strength of the evidence: {own.level}.")
    more = [figure for figure in figures if figure.study not in estimate.rests_on]
    most = max(1, _READ_OUT - len(answering))
    also = _of_figures(more, cohorts, more="more ")
    also += claims_read(treatment, others, found_out=True, most=most)
    if apart and strength is not None:
        also.append(f"Strength of what was not pooled: {strength.level}.")
    return [*said, ALSO, *also] if also else said


def _of_figures(
    figures: Sequence[Figure], cohorts: Sequence[Set[str]], *, more: str = ""
) -> list[str]:
    """Return which studies give figures, and from where to where shares of people are."""
    studies = sorted({figure.study for figure in figures})
    if not studies:
        return []
    verb = "gives" if len(studies) == 1 else "give"
    said = [f"{capitalise(studies_words(studies, cohorts, more=more))} {verb} figures."]
    wider: dict[str, dict[str, None]] = {}
    for figure in figures:
        if figure.whom:
            wider.setdefault(figure.whom, {})[figure.study] = None
    if wider:
        each = "; ".join(f"{listed([*of])} ({whom})" for whom, of in sorted(wider.items()))
        said.append(f"Others than were asked for may be among the people of {each}.")
    shares = [(f.share, f) for f in figures if f.share is not None]
    if shares:
        # Of many people nobody tells more than of few.
        shares.sort(key=lambda one: (one[0], -(one[1].people or 0), one[1].study))
        (least, here), (most, there) = shares[0], shares[-1]
        span = _share(least, here)
        if most > least:
            span = f"from {span} to {_share(most, there)}"
        elif not most and len(shares) > 1:
            span = "; ".join(_share(0, figure) for _, figure in shares[:_READ_OUT])
            others = len(shares) - _READ_OUT
            span += f"; none in {counted(others, 'more figure')}" if others > 0 else ""
        said.append(f"{'Share' if len(shares) == 1 else 'Shares'} of people with it: {span}.")
    return said


def _share(share: float, figure: Figure) -> str:
    """Return a share of people and where it is from; of nobody, what that does not exclude, too."""
    if share or figure.people is None:
        size = "none, of how many is not told here" if not share else share_said(share)
        return f"{size} ({figure.study})"
    unseen = f"up to {share_said(highest_unseen(figure.people))} is not excluded"
    none = f"none of {figure.people:,}"
    if not figure.counted:
        none = f"0 % of {figure.people:,}, as printed"
    return f"{none} ({figure.study}; {unseen})"


def claims_read(
    treatment: str, entries: Sequence[Entry], *, found_out: bool = False, most: int = _READ_OUT
) -> list[str]:
    """Return the first claims of a cell, nearest ones first, and how many more there are.

    As many as ``most`` are read out. That no source claims anything of the treatment itself is not
    said where studies found out about it.
    """
    near = [entry for entry in entries if entry.is_of_it]
    chosen = near or list(entries)
    said = []
    if entries and not found_out and all(entry.basis in _OF_OTHERS for entry in entries):
        said.append(f"No source here claims anything of {treatment} by itself.")
    said += _together(chosen[:most])
    more = len(entries) - min(len(chosen), most)
    if more > 0:
        said.append(f"And {counted(more, 'more claim')}.")
    return said


def _together(entries: Sequence[Entry]) -> list[str]:
    """Return claims in sentences, each once; what is said of one kind stands together."""
    found: dict[str, dict[str, None]] = {}
    for entry in entries:
        lead, text = _put(entry)
        found.setdefault(lead, {})[text] = None
    return [" ".join([lead, *texts]) if lead else " ".join(texts) for lead, texts in found.items()]


def _put(entry: Entry) -> tuple[str, str]:
    """Return what leads a claim in, and the claim; what is a kind of what, nobody has to say."""
    if entry.claim.predicate == TKG.isKindOf:
        return "", entry.sentence
    if entry.basis == "general":
        return f"Of {entry.said_of} in general it is said:", entry.sentence
    if entry.basis == "inherited":
        return f"Of {entry.said_of} and all its kinds it is said:", entry.sentence
    if entry.basis == "overruled":
        return f"Of {entry.said_of} and all its kinds it is said, too:", entry.sentence
    if entry.basis == "member":
        return "It was one of several that another was compared with:", entry.plain
    return "", entry.plain


def of_relation(
    treatment: str,
    entries: Sequence[Entry],
    facts: Sequence[str],
    conflicts: Sequence[str],
    left_out: str = "",
) -> str:
    """Return what a cell in any other row says, for lay people."""
    said = [*facts, *claims_read(treatment, entries), *_left_out(left_out)]
    said += _conflicting(conflicts)
    return " ".join(said) or f"No evidence was found on this for {treatment}."


def in_general(entries: Sequence[Entry]) -> list[str]:
    """Return what is said of kinds of treatment, or in passing, each sentence once."""
    return _together(entries)
