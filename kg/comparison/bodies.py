"""Gather the body of evidence that an estimate rests on, for its strength to be rated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from kg.comparison.baseline import counts_by_arm
from kg.comparison.domains import Body
from kg.evidence.choice import Choice
from kg.evidence.cohorts import cohorts
from kg.evidence.contributions import NO_SHARE
from kg.evidence.effects import Effect
from kg.evidence.study_pools import people_of
from kg.evidence.synthesis import Synthesis
from kg.model.catalogue import Catalogue
from kg.model.studies import Study
from kg.vocabulary import IRI

# What the studies that are rated carry of an estimate together, at least.
_NEARLY_ALL = 0.95


def resting_on(studies: Sequence[Study], synthesis: Synthesis, effect: Effect) -> tuple[Study, ...]:
    """Return the studies that an estimate rests on: those of which some share is in it."""
    named = {study.label: study for study in studies}
    wanted = effect.studies
    if effect.evidence != "direct":
        network = synthesis.network_of(effect.treatment)
        shares = network.study_contributions(effect.treatment, effect.comparator)
        wanted = tuple(sorted(study for study, share in shares.items() if share > NO_SHARE))
    return tuple(named[label] for label in wanted if label in named)


def carrying(
    studies: Sequence[Study], synthesis: Synthesis, effect: Effect
) -> tuple[tuple[Study, ...], float]:
    """Return the studies that carry nearly all of an estimate, and the share of the others.

    In a network each study has some share in each estimate, however small: what a hundredth of it
    comes from says little of how far it can be trusted.
    """
    network = synthesis.network_of(effect.treatment)
    shares = network.study_contributions(effect.treatment, effect.comparator)
    kept: list[Study] = []
    carried = 0.0
    for study in sorted(studies, key=lambda one: (-shares.get(one.label, 0.0), one.label)):
        if carried >= _NEARLY_ALL:
            break
        kept.append(study)
        carried += shares.get(study.label, 0.0)
    inside = {study.iri for study in kept}
    return tuple(study for study in studies if study.iri in inside), max(0.0, 1 - carried)


def body_of(
    knowledge: Catalogue,
    studies: Sequence[Study],
    synthesis: Synthesis,
    effect: Effect,
    choice: Choice,
    bias: Mapping[IRI, str],
) -> Body:
    """Return what an estimate rests on: of the studies, those that carry nearly all of it.

    Parameters
    ----------
    studies
        Those that it rests on; see `resting_on`.
    choice
        Which counts of events tell how large they are.
    bias
        What is held of their risk of bias.
    """
    every = studies
    studies, share = carrying(every, synthesis, effect)
    network = synthesis.network_of(effect.treatment)
    several = len(studies) > 1
    limits = None
    if effect.lower is not None and effect.upper is not None:
        limits = (effect.lower, effect.upper)
    return Body(
        tuple(studies),
        bias,
        ratio=synthesis.question.measure.ratio,
        limits=limits,
        i2=network.heterogeneity.i2 if several else None,
        q_p=network.heterogeneity.p if several else None,
        split_p=_split_p(synthesis, effect),
        direct=effect.evidence != "indirect",
        events=_events(studies, choice),
        people=_taking_part(knowledge, studies),
        different_people=different_people(knowledge, studies),
        light=(len(every) - len(studies), share),
    )


def unpooled_body(
    knowledge: Catalogue,
    studies: Sequence[Study],
    bias: Mapping[IRI, str],
    alone: Set[IRI] = frozenset(),
    choice: Choice | None = None,
    rare: bool = False,
) -> Body:
    """Return what studies are as a body of evidence that no estimate was made from.

    Parameters
    ----------
    alone
        Those that tell of one treatment alone; see `kg.comparison.domains.tells_alone`.
    choice
        Which counts of events tell how large they are.
    rare
        Whether events are so rare that arms in which they were not read hold few, too.
    """
    return Body(
        tuple(studies),
        bias,
        events=None if choice is None else _events(studies, choice, rare=rare),
        people=_taking_part(knowledge, studies),
        different_people=different_people(knowledge, studies),
        alone=alone,
    )


def _events(studies: Sequence[Study], choice: Choice, *, rare: bool = False) -> int | None:
    """Return how many events studies counted; None if not in each arm, unless they are rare."""
    counts = counts_by_arm(studies, choice)
    arms = {arm.iri for study in studies for arm in study.arms if not arm.combines}
    counted = {iri for one in counts for iri in (one.arm.iri, *one.arm.combines)}
    if not (counted >= arms or (rare and counts)):
        return None
    return sum(one.events for one in counts)


def _taking_part(knowledge: Catalogue, studies: Sequence[Study]) -> int | None:
    """Return how many people took part in studies, a cohort's once; None if not known."""
    total = 0
    for cohort in cohorts(studies):
        known = [_people(knowledge, study) for study in cohort]
        if None in known:
            return None
        total += max(n for n in known if n is not None)
    return total


def _people(knowledge: Catalogue, study: Study) -> int | None:
    """Return how many took part in a study, or in the studies that it is an analysis of."""
    if study.participants is not None or not study.combines:
        return study.participants
    parts = [knowledge.studies[iri] for iri in study.combines if iri in knowledge.studies]
    known = [part.participants for part in parts if part.participants is not None]
    return sum(known) if len(known) == len(study.combines) else None


def different_people(knowledge: Catalogue, studies: Sequence[Study]) -> tuple[str, ...]:
    """Return the populations of studies, in words, if some are not among each other."""
    people = {study.population for study in studies if study.population is not None}
    within = {one: knowledge.narrower(one) for one in people}
    apart = any(a not in within[b] and b not in within[a] for a in people for b in people)
    return people_of(knowledge, studies) if apart else ()


def _split_p(synthesis: Synthesis, effect: Effect) -> float | None:
    if effect.evidence != "mixed":
        return None
    ends = {effect.treatment, effect.comparator}
    for found in synthesis.network_of(effect.treatment).splits():
        if {found.treatment, found.comparator} == ends and found.difference is not None:
            return found.difference.p
    return None
