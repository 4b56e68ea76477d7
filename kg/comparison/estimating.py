"""Make of one synthesis what it says of one treatment against another, and what goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.comparison.baseline import baseline
from kg.comparison.bodies import body_of, resting_on
from kg.comparison.contrary import contrary
from kg.comparison.designs import said_beside
from kg.comparison.estimates import Estimate
from kg.comparison.remarks import caveats_of, remarks_of
from kg.comparison.strength import Judgement, rate
from kg.evidence.absolute import absolute_effect
from kg.evidence.choice import Choice
from kg.evidence.effects import Effect
from kg.evidence.sentences import of_effect
from kg.evidence.splitting import direct_estimate
from kg.evidence.study_pools import people_of
from kg.evidence.synthesis import Synthesis
from kg.vocabulary import IRI

if TYPE_CHECKING:
    from kg.comparison.outcome_evidence import OutcomeEvidence


def estimated(
    evidence: OutcomeEvidence,
    synthesis: Synthesis,
    ends: tuple[IRI, IRI],
    titles: tuple[str, str],
    held: Sequence[Judgement],
    *,
    verified_only: bool,
) -> Estimate:
    """Return what a synthesis says of one treatment against another of its network.

    Parameters
    ----------
    evidence
        What the synthesis is one of.
    ends, titles
        The two, and what they are called.
    held
        What people hold of the strength.
    verified_only
        Whether the risk that an absolute effect starts from rests on figures that were read alone.
    """
    treatment, comparator = ends
    a, b = evidence.names(treatment), evidence.names(comparator)
    effect = synthesis.effect(a, b)
    question, options = synthesis.question, synthesis.options
    network = synthesis.network_of(a)
    direct = _direct(synthesis, effect, network.fitted.tau2)
    limits = None if effect.lower is None else (effect.lower, effect.upper)
    choice = Choice(
        evidence.outcome,
        question.measure,
        question.weeks,
        verified_only=verified_only,
    )
    behind = resting_on(evidence.studies, synthesis, effect)
    pooled = {study.study for study in network.studies}
    beside = [study for study in evidence.studies if study.label in pooled]
    # Without a time, what others than the compared came to by theirs tells nothing.
    counted = beside if question.at is not None else list(behind)
    start = baseline(counted, choice, comparator, titles[1])
    if start is not None and not {study.label for study in behind} & set(start.studies):
        # Of others than those that were compared: a risk that the estimate is none of.
        start = None
    absolute = None
    if start is not None and limits is not None and 0 < start.risk < 1:
        absolute = absolute_effect(
            question.measure, (effect.value, limits[0], limits[1] or limits[0]), start.risk
        )
    compared = evidence.head_to_head(treatment, comparator)
    body = body_of(evidence.knowledge, behind, synthesis, effect, choice, evidence.bias)
    people = people_of(evidence.knowledge, behind)
    # A single study tells by its own interval, which others that differ do not widen.
    apart = direct if len(effect.studies) > 1 else _direct(synthesis, effect, 0.0)
    said = contrary(question.measure, effect.value, apart, effect.studies) if apart else ""
    remarks = remarks_of(
        synthesis,
        effect,
        behind,
        people=people,
        different=body.different_people,
    )
    remarks = (said, *remarks) if said else remarks
    named = replace(effect, treatment=titles[0], comparator=titles[1])
    return Estimate(
        *titles,
        question.outcome,
        question.at,
        question.measure,
        effect.value,
        effect.lower,
        effect.upper,
        options.level,
        effect.evidence,
        direct,
        effect.studies,
        tuple(sorted(study.study for study in network.studies)),
        tuple(sorted(study.label for study in behind)),
        absolute,
        start if absolute is not None else None,
        rate(body, held, beside=said_beside(behind, compared, pooled=True)),
        question.better,
        people,
        said,
        caveats_of(synthesis, effect, behind),
        remarks,
        " ".join([of_effect(named, question, options), *remarks]),
        ends,
        synthesis,
    )


def _direct(synthesis: Synthesis, effect: Effect, tau2: float) -> tuple[float, float, float] | None:
    network = synthesis.network_of(effect.treatment)
    part = direct_estimate(network.studies, effect.treatment, effect.comparator, tau2)
    if part is None:
        return None
    _, limits = network.effects.interval(part.effect, part.error)
    return None if limits is None else (network.measure.from_scale(part.effect), *limits)
