"""Set a synthesis beside what others have pooled and published of the same question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.evidence.choice import WINDOW
from kg.evidence.contributions import NO_SHARE
from kg.evidence.disagreements import read_where
from kg.evidence.sentences import listed
from kg.model.study_mapping import read_results
from kg.store.table import Table
from kg.vocabulary import IRI

if TYPE_CHECKING:
    from kg.evidence.analysis import NetworkAnalysis
    from kg.evidence.effects import Effect
    from kg.evidence.synthesis import Synthesis
    from kg.model.catalogue import Catalogue
    from kg.model.studies import Result

# As many studies as are named of those that an estimate rests on.
_NAMED = 3

COLUMNS = (
    "treatment comparator published published_lower published_upper source estimate lower upper"
    " difference agrees studies why"
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
        ``difference`` is the estimate here over the published one for a ratio, else less it;
        ``agrees`` says whether the published estimate lies within the interval here; ``studies``
        are those that compare the two directly here. Without an estimate, these are empty. ``why``
        says what the estimate here rests on and where the intervals part, or why there is none.

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
            *ends,
            value,
            None if result.lower is None else float(result.lower),
            None if result.upper is None else float(result.upper),
            read_where(result, knowledge),
        ]
        rows.append([*row, *_here(synthesis, ends, result)])
    return Table(COLUMNS, sorted(rows, key=lambda row: (str(row[0]), str(row[1]), str(row[5]))))


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


def _here(synthesis: Synthesis, ends: list[str], result: Result) -> list[object]:
    treatment, comparator = ends
    network = next((n for n in synthesis.networks if treatment in n.treatments), None)
    if network is None or comparator not in network.treatments:
        return [*[None] * 6, _why_none(synthesis, ends)]
    effect = network.effect(treatment, comparator)
    ratio = synthesis.question.measure.ratio
    published = float(result.value or 0)
    difference = effect.value / published if ratio else effect.value - published
    agrees = None
    if effect.lower is not None and effect.upper is not None:
        agrees = effect.lower <= published <= effect.upper
    studies = listed(effect.studies) if effect.studies else None
    why = _why(network, effect, result)
    return [effect.value, effect.lower, effect.upper, difference, agrees, studies, why]


def _why(network: NetworkAnalysis, effect: Effect, result: Result) -> str:
    """Return what an estimate here rests on, and how its interval lies to the published one."""
    shares = network.study_contributions(effect.treatment, effect.comparator)
    resting = sorted((s for s in shares if shares[s] > NO_SHARE), key=lambda s: (-shares[s], s))
    largest, others = resting[:_NAMED], len(resting[_NAMED:])
    through = listed([*largest, *([f"{others} more"] if others else [])])
    said = [
        f"direct: {through}"
        if effect.evidence == "direct"
        else f"no study of both here: through {through}"
        if effect.evidence == "indirect"
        else f"direct and indirect: {through}"
    ]
    limits = [effect.lower, effect.upper, result.lower, result.upper]
    known = [float(one) for one in limits if one is not None]
    if len(known) == len(limits):
        lower, upper, low, high = known
        apart = upper < low or high < lower
        said.append("the intervals do not meet" if apart else "the intervals overlap")
    return "; ".join(said)


def _why_none(synthesis: Synthesis, ends: list[str]) -> str:
    """Return why there is no estimate of two treatments here."""
    said = []
    for end in ends:
        if any(end in network.treatments for network in synthesis.networks):
            continue
        silent = [t.study.study for t in synthesis.told if end in {a.node for a in t.study.arms}]
        figures = f"{listed(silent)} give none that can be pooled" if len(silent) > 1 else ""
        if len(silent) == 1:
            figures = f"{silent[0]} gives none that can be pooled"
        said.append(f"{end}: {figures or 'no study here tells of it'}")
    return "; ".join(said) or "no study here connects the two"
