"""Pool what studies tell of an outcome, in every way that tells something of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from functools import partial
from itertools import combinations

from kg.comparison.estimates import time_words
from kg.comparison.filters import Filters
from kg.errors import DataError
from kg.evidence.asked import synthesize
from kg.evidence.choice import Choice
from kg.evidence.coverage import askable, is_told_otherwise
from kg.evidence.data import SHARES
from kg.evidence.study_pools import StudyPool
from kg.evidence.synthesis import Synthesis
from kg.model.catalogue import Catalogue
from kg.model.studies import Study
from kg.vocabulary import IRI

Pooled = tuple[StudyPool, Synthesis]


def what_is_pooled(
    knowledge: Catalogue,
    outcome: IRI,
    pools: Sequence[StudyPool],
    filters: Filters,
    names: Callable[[str], str],
    *,
    mirrored: bool,
) -> tuple[Pooled, ...]:
    """Return what can be pooled, each time and measure by itself; most studies go first.

    Trials that assigned people at random are pooled by themselves, and go before the others; see
    `study_pools` for the people. Without a time is pooled what has none, and what is nowhere
    connected by its time. Where counts are reckoned from shares, they tell by one measure, and
    others that counts tell are left to be asked for where they connect no more.

    Parameters
    ----------
    mirrored
        Whether what is told of the absence of the outcome is pooled with it.
    """
    found: list[Pooled] = []
    for pool in pools:
        every = list(_every(knowledge, outcome, pool, filters, names, mirrored=mirrored))
        found += [(pool, synthesis) for synthesis in _telling(every, _has_undated(pool, outcome))]
    return tuple(found)


def _every(
    knowledge: Catalogue,
    outcome: IRI,
    pool: StudyPool,
    filters: Filters,
    names: Callable[[str], str],
    *,
    mirrored: bool,
) -> Iterator[tuple[Choice, Synthesis]]:
    members = {study.iri for study in pool.studies}
    for choice in askable(list(pool.studies), outcome, names, mirrored=not mirrored):
        try:
            synthesis = synthesize(
                knowledge,
                outcome,
                at=time_words(choice.weeks),
                measure=choice.measure.id,
                doses=filters.doses,
                verified_only=filters.verified_only,
                population=filters.population,
                counts=partial(_is_among, members),
                shares=choice.shares,
                mirrored=mirrored,
            )
        except DataError:
            # Only figures that nobody has read tell of it.
            continue
        if synthesis.networks:
            yield choice, synthesis


def _is_among(studies: Set[IRI], study: Study) -> bool:
    return study.iri in studies


def _telling(every: Sequence[tuple[Choice, Synthesis]], undated: bool) -> Iterator[Synthesis]:
    """Return those that tell something that none before them does, or tell it in a way of its own.

    Parameters
    ----------
    undated
        Whether a figure among them has no time.
    """
    by_shares = any(SHARES in _ways(synthesis) for _, synthesis in every)
    at_its_time: defaultdict[float | None, set[tuple[str, str]]] = defaultdict(set)
    dated: set[tuple[str, str]] = set()
    for choice, synthesis in every:
        pairs, before = _pairs(synthesis), at_its_time[choice.weeks]
        otherwise = by_shares and is_told_otherwise(choice.measure, _ways(synthesis))
        if (otherwise and pairs <= before) or (
            choice.weeks is None and not undated and pairs <= dated
        ):
            continue
        before |= pairs
        if choice.weeks is not None:
            dated |= pairs
        yield synthesis


def _has_undated(pool: StudyPool, outcome: IRI) -> bool:
    results = (result for study in pool.studies for result in study.results)
    return any(result.weeks is None for result in results if result.outcome == outcome)


def _ways(synthesis: Synthesis) -> set[str]:
    return {one.way for one in synthesis.told if one.contrasts is not None}


def _pairs(synthesis: Synthesis) -> set[tuple[str, str]]:
    return {pair for n in synthesis.networks for pair in combinations(sorted(n.treatments), 2)}
