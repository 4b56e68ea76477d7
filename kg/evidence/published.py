"""Set a synthesis beside what others have pooled and published of the same question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.evidence.apart import unconnected
from kg.evidence.choice import WINDOW
from kg.evidence.contributions import NO_SHARE
from kg.evidence.differences import differences, products
from kg.evidence.disagreements import read_where
from kg.evidence.sentences import listed
from kg.model.study_mapping import read_results
from kg.store.table import Table
from kg.vocabulary import IRI

if TYPE_CHECKING:
    from kg.evidence.analysis import NetworkAnalysis
    from kg.evidence.data import StudyData
    from kg.evidence.effects import Effect
    from kg.evidence.synthesis import Synthesis
    from kg.model.catalogue import Catalogue
    from kg.model.studies import Result

# As many studies as are named of those that an estimate rests on.
_NAMED = 3

COLUMNS = (
    "treatment qualification comparator published published_lower published_upper source"
    " estimate lower upper difference agrees studies why"
).split()


def beside_published(synthesis: Synthesis, knowledge: Catalogue) -> Table:
    """Return each published pooled result of a question beside the estimate here.

    Parameters
    ----------
    synthesis
        Of studies of that graph.
    knowledge
        Where published results are: pooled results that say how they were read.

    Returns
    -------
    Table
        ``qualification`` is of which dose or product of the treatment the published result is, as
        printed, if not of the treatment as such; ``difference`` is the estimate here over the
        published one for a ratio, else less it; ``agrees`` is true if each estimate lies within the
        other's interval, false if neither does, and empty if only one does, as a wide interval
        holds much; ``studies`` are those that compare the two directly here. Without an estimate,
        these three are empty. ``why`` says what the estimate here rests on, how the two lie to each
        other, and, unless they agree, what is recorded to set them apart; or why there is none.

    Examples
    --------
    >>> import kg
    >>> smoking = kg.load("smoking")
    >>> len(beside_published(smoking.synthesize("smoking cessation"), smoking))
    0
    """
    labels = {iri: name for name, iri in synthesis.concepts.items()}
    rows = []
    for result in read_results(knowledge.store).values():
        if not _is_of(result, synthesis):
            continue
        ends = [labels.get(end, knowledge.label(end)) for end in _ends(result)]
        value = float(result.value or 0)
        row = [
            ends[0],
            result.qualification,
            *ends[1:],
            value,
            None if result.lower is None else float(result.lower),
            None if result.upper is None else float(result.upper),
            read_where(result, knowledge),
        ]
        rows.append([*row, *_here(synthesis, ends, result, knowledge)])
    return Table(COLUMNS, sorted(rows, key=_order))


def _order(row: Sequence[object]) -> list[str]:
    """Return what rows are sorted by: the two treatments, who published it, of which product."""
    by = dict(zip(COLUMNS, row, strict=True))
    return [str(by[name] or "") for name in ("treatment", "comparator", "source", "qualification")]


def _ends(result: Result) -> list[IRI]:
    return [end for end in (result.counts_for, result.comparator) if end is not None]


def _is_of(result: Result, synthesis: Synthesis) -> bool:
    """Return whether a result was published, of the outcome, the measure and about the time."""
    question = synthesis.question
    same = (
        result.kind == "pooled"
        and result.verification is not None
        and result.value is not None
        and result.outcome == question.iri
        and result.measure == question.measure.term
        and len(_ends(result)) == 2
    )
    if not same or question.weeks is None or result.weeks is None:
        return same
    return abs(float(result.weeks) - question.weeks) <= WINDOW * question.weeks


def _here(
    synthesis: Synthesis, ends: list[str], result: Result, knowledge: Catalogue
) -> list[object]:
    treatment, comparator = ends
    network = next((n for n in synthesis.networks if treatment in n.treatments), None)
    if network is None or comparator not in network.treatments:
        return [*[None] * 6, _why_none(synthesis, ends, knowledge)]
    effect = network.effect(treatment, comparator)
    ratio = synthesis.question.measure.ratio
    published = float(result.value or 0)
    difference = effect.value / published if ratio else effect.value - published
    studies = listed(effect.studies) if effect.studies else None
    agrees, lie = _agree(effect, result)
    missed = _unweighed(synthesis, ends) if effect.evidence == "indirect" else ""
    resting = _resting(network, effect)
    if agrees:
        used = [found for found in synthesis.told if found.study.study in resting]
        apart = products(effect, result, used)
    else:
        apart = differences(effect, result, resting, synthesis, knowledge)
    why = "; ".join(filter(None, [missed, _through(effect, resting), lie, *apart]))
    return [effect.value, effect.lower, effect.upper, difference, agrees, studies, why]


def _resting(network: NetworkAnalysis, effect: Effect) -> list[str]:
    """Return the studies that an estimate here rests on, the largest share first."""
    shares = network.study_contributions(effect.treatment, effect.comparator)
    return sorted((s for s in shares if shares[s] > NO_SHARE), key=lambda s: (-shares[s], s))


def _through(effect: Effect, resting: list[str]) -> str:
    """Return what an estimate here rests on, in words."""
    largest, others = resting[:_NAMED], len(resting[_NAMED:])
    through = listed([*largest, *([f"{others} more"] if others else [])])
    if effect.evidence == "direct":
        return f"direct: {through}"
    if effect.evidence == "indirect":
        return f"indirect: through {through}"
    return f"direct and indirect: {through}"


def _agree(effect: Effect, result: Result) -> tuple[bool | None, str]:
    """Return whether an estimate here and a published one agree, and how they lie, in words."""
    limits = [effect.lower, effect.upper, result.lower, result.upper]
    known = [float(one) for one in limits if one is not None]
    if len(known) < len(limits):
        return None, ""
    lower, upper, low, high = known
    if upper < low or high < lower:
        return False, "the intervals do not meet"
    theirs_in_ours = lower <= float(result.value or 0) <= upper
    ours_in_theirs = low <= effect.value <= high
    if theirs_in_ours and ours_in_theirs:
        return True, "each estimate is within the other's interval"
    if theirs_in_ours:
        return None, "compatible, but the interval here is wide: the estimate is outside theirs"
    if ours_in_theirs:
        return (
            None,
            "compatible, but their interval is wide: their estimate is outside the one here",
        )
    return False, "the intervals overlap, but neither holds the other's estimate"


def _why_none(synthesis: Synthesis, ends: list[str], knowledge: Catalogue) -> str:
    """Return why there is no estimate of two treatments here.

    That no study connects two is said only where none has arms of both.
    """
    if missed := _unweighed(synthesis, ends):
        return missed
    said = []
    for end in ends:
        if any(end in network.treatments for network in synthesis.networks):
            continue
        silent = [told.study.study for told in synthesis.told if end in _nodes(told.study)]
        verb = "gives" if len(silent) == 1 else "give"
        figures = f"{listed(silent)} {verb} no figure of it that could be weighed"
        none = "no study here tells of it" + (" at this time" if synthesis.question.at else "")
        said.append(f"{end}: {figures if silent else none}")
    return "; ".join(said) or unconnected(synthesis, ends, knowledge)


def _unweighed(synthesis: Synthesis, ends: list[str]) -> str:
    """Return which studies have arms of two treatments, and yet do not tell of the two here."""
    told = [found.study.study for found in synthesis.told if set(ends) <= _nodes(found.study)]
    if not told:
        return ""
    verb = "compares" if len(told) == 1 else "compare"
    measure = synthesis.question.measure.name
    return f"{listed(told)} {verb} the two, but no {measure} of the two could be weighed"


def _nodes(study: StudyData) -> set[str]:
    return {arm.node for arm in study.arms}
