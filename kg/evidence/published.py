"""Set a synthesis beside what others have pooled and published of the same question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.evidence.choice import WINDOW
from kg.evidence.disagreements import read_where
from kg.evidence.sentences import listed
from kg.model.study_mapping import read_results
from kg.store.table import Table
from kg.vocabulary import IRI

if TYPE_CHECKING:
    from kg.evidence.synthesis import Synthesis
    from kg.model.catalogue import Catalogue
    from kg.model.studies import Result

COLUMNS = (
    "treatment comparator published published_lower published_upper source estimate lower upper"
    " difference agrees studies"
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
        are those that compare the two directly here. Without an estimate, these are empty.

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
        rows.append([*row, *_here(synthesis, ends, value)])
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


def _here(synthesis: Synthesis, ends: list[str], published: float) -> list[object]:
    treatment, comparator = ends
    network = next((n for n in synthesis.networks if treatment in n.treatments), None)
    if network is None or comparator not in network.treatments:
        return [None] * 6
    effect = network.effect(treatment, comparator)
    ratio = synthesis.question.measure.ratio
    difference = effect.value / published if ratio else effect.value - published
    agrees = None
    if effect.lower is not None and effect.upper is not None:
        agrees = effect.lower <= published <= effect.upper
    studies = listed(effect.studies) if effect.studies else None
    return [effect.value, effect.lower, effect.upper, difference, agrees, studies]
