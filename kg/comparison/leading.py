"""Lead a cell with what is known against the treatments that were chosen beside its own.

What a cell holds by itself is against a control condition, or against whatever else studies have
compared: beside an answer to what was asked, it comes after, and says that nobody chose that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.comparison.cell import Cell
from kg.comparison.estimates import Estimate
from kg.comparison.matrix import Pair
from kg.evidence.sentences import listed

NOT_CHOSEN = "not chosen here"

# What stands before an answer of other people than the first.
ALSO = "also: "


def with_leads(
    cells: Sequence[Cell], pairs: Sequence[Pair], labels: Mapping[str, str]
) -> tuple[Cell, ...]:
    """Return the cells of a row, each led by what is known of it against the others.

    Parameters
    ----------
    pairs
        What is known of each two of the treatments.
    labels
        What treatments are called in words.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("ms").compare("AHSCT", "alemtuzumab")
    >>> found.row("relapse rate").cells[1].leads
    ('worse than AHSCT at 60 months (strength very low)',)
    """
    chosen = {labels[cell.treatment] for cell in cells}
    return tuple(cell if cell.empty else _led(cell, pairs, labels, chosen) for cell in cells)


def _led(cell: Cell, pairs: Sequence[Pair], labels: Mapping[str, str], chosen: set[str]) -> Cell:
    name = labels[cell.treatment]
    leads = _leads(name, [pair for pair in pairs if cell.treatment in _ends(pair)])
    beside = cell.estimate is not None and cell.estimate.comparator not in chosen
    reading = cell.reading
    if beside and cell.estimate is not None:
        reading = f"Against {cell.estimate.comparator}, {NOT_CHOSEN}: {reading}"
    if leads:
        reading = f"{leads_sentence(name, leads)} {reading}"
    return replace(cell, leads=leads, beside=beside, reading=reading)


def leads_sentence(treatment: str, leads: Sequence[str]) -> str:
    """Return what leads a cell as a sentence of its treatment."""
    return f"{treatment}, against the treatments chosen here: {'; '.join(leads)}."


def _ends(pair: Pair) -> tuple[str, str]:
    return pair.treatment, pair.comparator


def _leads(name: str, pairs: Sequence[Pair]) -> tuple[str, ...]:
    """Return what each other comes to, the times together that it is the same at."""
    found: dict[tuple[str, str], list[str]] = {}
    for pair in pairs:
        for estimate in pair.estimates:
            level = f" (strength {estimate.strength.level})" if estimate.strength else ""
            verdict, whom = _verdict(estimate, name), of_whom(estimate, pair.estimates[0])
            if whom:
                verdict = f"{ALSO}{verdict}"
            elif pair.not_estimated and estimate.people_behind:
                # What follows may be of others.
                whom = f", in {listed(estimate.people_behind)}"
            at = found.setdefault((verdict, whom + level), [])
            if estimate.at:
                at.append(estimate.at)
    told = [one.lead for pair in pairs for one in pair.not_estimated]
    return (
        *(
            f"{verdict}{f' at {listed(at)}' if at else ''}{rest}"
            for (verdict, rest), at in found.items()
        ),
        *told,
    )


def of_whom(estimate: Estimate, first: Estimate) -> str:
    """Return of whom an estimate is, where none of them are the first's; else nothing."""
    if not first.people_behind or {*estimate.people_behind} & {*first.people_behind}:
        return ""
    return f", in {listed(estimate.people_behind)}" if estimate.people_behind else ""


def _verdict(estimate: Estimate, name: str) -> str:
    """Return what an estimate comes to for one of its treatments."""
    first = estimate.treatment == name
    other = estimate.comparator if first else estimate.treatment
    if estimate.favours is not None:
        return f"{'better' if estimate.favours == name else 'worse'} than {other}"
    if estimate.lower is None or estimate.upper is None:
        return f"against {other}: cannot be told"
    if estimate.lower <= estimate.measure.null <= estimate.upper:
        return f"no difference shown from {other}"
    more = (estimate.value > estimate.measure.null) == first
    return f"{'more' if more else 'less'} than with {other}"
