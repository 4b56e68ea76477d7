"""Pool the studies of a table, with treatments lumped or assumed to stand for others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.errors import UnknownNameError
from kg.evidence.data import StudyData, Told, nodes_of, told
from kg.evidence.measures import Measure
from kg.evidence.options import Options
from kg.evidence.question import Origin, Question
from kg.evidence.synthesis import Synthesis


def synthesize(
    studies: Sequence[StudyData],
    measure: Measure,
    *,
    outcome: str = "the outcome",
    better: str | None = None,
    options: Options | None = None,
    lump: Mapping[str, str] | None = None,
    assume: Mapping[str, str] | None = None,
) -> Synthesis:
    """Pool studies that a table holds.

    Parameters
    ----------
    studies
        As `kg.evidence.tables.read_table` returns them.
    measure
        What effects are given as.
    outcome
        What it is called in sentences.
    better
        ``higher`` or ``lower``: which is better. Without it nothing is ranked.
    options
        Model, heterogeneity, intervals.
    lump
        Nodes that count as another, by their names.
    assume
        Likewise, where it is an assumption that has to be said.

    Examples
    --------
    >>> import pandas
    >>> from kg.evidence.measures import MEASURES
    >>> from kg.evidence.tables import read_table
    >>> frame = pandas.DataFrame({
    ...     "study": ["S", "S", "T", "T"], "treatment": ["a", "b", "b", "c"],
    ...     "events": [5, 9, 8, 4], "total": [20, 20, 25, 25]})
    >>> found = synthesize(read_table(frame, MEASURES["OR"]), MEASURES["OR"])
    >>> round(found.effect("c", "a").value, 2), found.effect("c", "a").evidence
    (0.99, 'indirect')
    """
    assumed, assumptions = with_nodes(studies, lump or {}, assume or {})
    found = [told(study, measure) for study in assumed]
    question = Question(outcome, measure, better=better)
    origins = {
        study.study: Origin(tuple((arm.label, "", ", ".join(arm.origins)) for arm in study.arms))
        for study in assumed
    }
    return Synthesis(
        question,
        found,
        options or Options(),
        assumptions=assumptions,
        origins=origins,
        assumed={new: old for old, new in (assume or {}).items()},
    )


def with_nodes(
    studies: Sequence[StudyData], lump: Mapping[str, str], assume: Mapping[str, str]
) -> tuple[list[StudyData], list[str]]:
    """Return studies with nodes renamed, and the sentences that say so.

    Raises
    ------
    UnknownNameError
        If a node that is to be renamed is in no study.
    """
    known = nodes_of(studies)
    said = []
    nodes: dict[str, str] = {}
    for renamed, verb in ((lump, "counts as"), (assume, "is assumed to stand for")):
        for old, new in renamed.items():
            if old not in known:
                raise UnknownNameError("treatment", old, known, where="in these studies")
            nodes[old] = new
            said.append(f"Here {old} {verb} {new}.")
    return [study.with_nodes(nodes) for study in studies], said


def retold(found: Told, nodes: Mapping[str, str], measure: Measure) -> Told:
    """Return what a study tells once some of its nodes have other names."""
    again = told(found.study.with_nodes(nodes), measure, strict=False)
    return replace(again, remarks=tuple(dict.fromkeys((*found.remarks, *again.remarks))))
