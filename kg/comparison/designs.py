"""Put studies into words by their design: where their evidence starts, and what stands beside."""

from __future__ import annotations

from collections.abc import Sequence, Set

from kg.evidence.cohorts import cohorts, counted_cohorts
from kg.evidence.sentences import counted, listed
from kg.model.studies import Study
from kg.vocabulary import IRI

RANDOMISED = ("parallelTrial", "crossOverTrial")


_NONE: Set[IRI] = frozenset()


def split_by_chance(
    studies: Sequence[Study], alone: Set[IRI] = _NONE
) -> tuple[list[Study], list[Study]]:
    """Return the studies that compare what was assigned at random, as recorded, and the others.

    Parameters
    ----------
    alone
        Those that tell of one treatment alone, whatever their design.
    """
    trials: list[Study] = []
    others: list[Study] = []
    for study in studies:
        by_chance = study.design in RANDOMISED and study.iri not in alone
        (trials if by_chance else others).append(study)
    return trials, others


def parts_of(studies: Sequence[Study]) -> set[IRI]:
    """Return the studies behind studies: an analysis of several together stands for those."""
    return {iri for study in studies for iri in study.combines or (study.iri,)}


def count_studies(studies: Sequence[Study]) -> int:
    """Return how many studies there are: each trial once, and each cohort."""
    trials, others = split_by_chance(studies)
    return len(parts_of(trials)) + len(cohorts(others))


def start_of(studies: Sequence[Study], alone: Set[IRI] = _NONE) -> tuple[int, str]:
    """Return the level at which the rule starts, and why (S1).

    Examples
    --------
    >>> trial = Study(IRI("ex:t"), "T", design="parallelTrial")
    >>> start_of([trial])
    (3, '1 randomised trial starts high')
    >>> start_of([trial], {trial.iri})
    (1, '1 randomised trial that tells of one treatment alone starts low')
    """
    trials, others = split_by_chance(studies, alone)
    if not others:
        return 3, f"{_trials(trials)} {_verb('start', trials)} high"
    if trials:
        return 1, f"{_trials(trials)} and {_others(others)}, pooled, start low"
    return 1, f"{_others(others)} {_verb('start', others)} low"


def said_beside(
    rated: Sequence[Study],
    telling: Sequence[Study],
    *,
    pooled: bool,
    alone: Set[IRI] = _NONE,
) -> tuple[str, ...]:
    """Return what to say of studies that tell of the same, but are not rated with others.

    Parameters
    ----------
    rated, telling
        The studies that are rated, and all that tell of the same.
    pooled
        Whether an estimate rests on those that are rated.
    alone
        Those that tell of one treatment alone, whatever their design.

    Examples
    --------
    >>> trial = Study(IRI("ex:t"), "T", design="parallelTrial")
    >>> cohort = Study(IRI("ex:c"), "C", design="cohortStudy")
    >>> said_beside([trial], [trial, cohort], pooled=True)
    ('1 study without random assignment does not lower the rating',)
    """
    counts = parts_of(rated)
    left = [study for study in telling if not parts_of([study]) <= counts]
    trials, others = split_by_chance(left, alone)
    apart = [(trials, _trials(trials, "more "))] if trials and pooled else []
    said = []
    if split_by_chance(rated, alone)[0]:
        if others:
            does = "does" if _verb("be", others) == "is" else "do"
            said.append(f"{_others(others)} {does} not lower the rating")
    elif others and pooled:
        apart.append((others, _others(others, "more ")))
    told = [
        f"{words} {_verb('tell', of)} of this, but {_verb('be', of)} not in the estimate"
        for of, words in apart
    ]
    return (*told, *said)


def _trials(trials: Sequence[Study], more: str = "") -> str:
    return counted(len(parts_of(trials)), f"{more}randomised trial")


def _others(others: Sequence[Study], more: str = "") -> str:
    """Return in words how many studies there are that compare nothing assigned at random."""
    trials, rest = split_by_chance(others)
    said = []
    if rest:
        unknown = sum(study.design is None for study in rest)
        how = "of no recorded design" if unknown else "without random assignment"
        if 0 < unknown < len(rest):
            how = "without random assignment or of no recorded design"
        sizes = [len(cohort) for cohort in cohorts(rest)]
        said.append(counted_cohorts(sizes, how=how, more=more))
    if trials:
        tell = "tells" if len(parts_of(trials)) == 1 else "tell"
        said.append(f"{_trials(trials, more)} that {tell} of one treatment alone")
    return listed(said)


def _verb(verb: str, studies: Sequence[Study]) -> str:
    one = count_studies(studies) == 1 and len(cohorts(studies)) == len(studies)
    if verb == "be":
        return "is" if one else "are"
    return f"{verb}s" if one else verb
