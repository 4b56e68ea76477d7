"""Put a cell into a few lines, the same wherever there is little room: terminal and Markdown."""

from __future__ import annotations

from collections.abc import Container, Sequence

from kg.comparison.baseline import Baseline
from kg.comparison.cell import FILTERED, Cell, Entry, Figure
from kg.comparison.estimates import Estimate
from kg.comparison.leading import NOT_CHOSEN
from kg.comparison.not_estimated import IN_NO_ESTIMATE
from kg.comparison.readings import ALSO
from kg.comparison.sources import SourceNumbers
from kg.evidence.sentences import interval, listed
from kg.vocabulary import IRI
from kg.words.english import capitalise

# What stands before a claim: the way its evidence points, and for whom. Never colour alone.
_MARKS = {
    ("supports", "benefit"): "+",
    ("supports", "risk"): "!",
    ("supports", None): "·",
    ("disputes", None): "✗",
    ("inconclusive", None): "?",
    ("mixed", None): "±",
    ("insufficient", None): "?",
}

# What is said of a claim whose figures were not read where they were published.
_UNREAD = {
    "readInSecondarySource": "figure read in a secondary source",
    "notVerified": "figure not verified",
}

# How a figure is called that was read where it was published.
_READ = "read in the source"

LEGEND = (
    "+ benefit, ! risk, · other claim, ✗ not borne out or not so decided, ± mixed, ? inconclusive"
    " or not enough evidence, = estimate from studies, # figure of a study (read in the source, if"
    " nothing else is said), ≠ does not agree, [1] the source with that number"
)


def cell_lines(cell: Cell, numbers: SourceNumbers, told: Container[IRI] = frozenset()) -> list[str]:
    """Return a cell in lines: facts, leads, estimate, claims, figures, conflicts, strength.

    Parameters
    ----------
    told
        The claims that a cell before it in the row tells in full; their limits are not said again.
    """
    lines = [*cell.facts, *(f"{_mark(lead)} {lead}" for lead in cell.leads)]
    if cell.estimate is not None:
        against = f"against {cell.estimate.comparator}"
        mark = f", {NOT_CHOSEN}" if cell.beside else ""
        lines.append(f"= {against}{mark}{estimate_line(cell.estimate).removeprefix(against)}")
    answering = [entry for entry in cell.entries if entry.of_answer]
    others = [entry for entry in cell.entries if not entry.of_answer]
    for entries in (answering, others):
        if cell.estimate is not None and entries and entries is others:
            lines.append(ALSO)
        lines += [entry_line(entry, numbers, again=entry.claim.iri in told) for entry in entries]
    lines += figure_lines([one for one in cell.figures if not _told_by_a_claim(one, cell.entries)])
    lines += [f"≠ {conflict}" for conflict in cell.conflicts]
    if cell.strength is not None:
        lines.append(f"{capitalise(strength_name(cell))} {cell.strength.sentence}")
    if cell.left_out:
        lines.append(f"{capitalise(FILTERED)} {cell.left_out}.")
    return lines


def _mark(lead: str) -> str:
    """Return what stands before a lead: what is in no estimate is a figure of a study."""
    return "#" if lead.startswith(IN_NO_ESTIMATE) else "="


def strength_name(cell: Cell) -> str:
    """Return what the strength of a cell is called: of what, where that is not what leads it."""
    if cell.estimate is None or cell.strength is None:
        return "strength"
    if not cell.strength.pooled:
        return "strength (of what was not pooled)"
    return (
        f"strength (against {cell.estimate.comparator}, {NOT_CHOSEN})"
        if cell.beside
        else "strength"
    )


def short_lines(cell: Cell, numbers: SourceNumbers, *, plain: bool) -> list[str]:
    """Return a cell in lines, or, if ``plain``, as what it says in plain words."""
    return row_lines([cell], numbers, plain=plain)[0]


def row_lines(
    cells: Sequence[Cell], numbers: SourceNumbers, *, plain: bool
) -> tuple[list[str], ...]:
    """Return the cells of a row in lines, or, if ``plain``, in plain words."""
    told: set[IRI] = set()
    found = []
    for cell in cells:
        if cell.empty:
            found.append([cell.nothing])
        else:
            found.append([cell.reading] if plain else cell_lines(cell, numbers, told))
        told |= {entry.claim.iri for entry in cell.entries}
    return tuple(found)


def _told_by_a_claim(figure: Figure, entries: Sequence[Entry]) -> bool:
    """Return whether a claim of the cell tells a figure in full."""
    return any(
        figure.iri in entry.claim.results
        and all(
            part in entry.text for part in (figure.study, figure.whose, figure.time, figure.told)
        )
        for entry in entries
    )


def figure_lines(figures: Sequence[Figure]) -> list[str]:
    """Return figures in lines, one for each study and what of it they are of."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in figures:
        read = "" if one.verification == _READ else f" [{one.verification}]"
        time = f"{one.time}: " if one.time else ""
        found.setdefault((one.study, one.whose), []).append(f"{time}{one.told}{read}")
    return [
        f"# {', '.join(part for part in of if part)}: {'; '.join(told)}"
        for of, told in found.items()
    ]


def estimate_line(estimate: Estimate) -> str:
    """Return an estimate in one line, with what it means for people where that is known."""
    found = interval(estimate.measure, estimate.value, estimate.lower, estimate.upper)
    at = f" at {estimate.at}" if estimate.at else ""
    line = f"against {estimate.comparator}: {estimate.measure.name} {found}{at}"
    if estimate.absolute is not None and estimate.baseline is not None:
        absolute = estimate.absolute
        low, high = sorted((absolute.lower, absolute.upper))
        line += (
            f"; {1000 * absolute.risk:.0f} ({1000 * low:.0f} to {1000 * high:.0f}) instead of"
            f" {1000 * absolute.baseline:.0f} of 1,000 people{_whose(estimate.baseline, estimate)}"
        )
        if estimate.needed:
            line += f"; {estimate.needed}"
    return " ".join([f"{line}; {estimate.evidence} evidence.", *estimate.remarks])


def _whose(baseline: Baseline, estimate: Estimate) -> str:
    """Return of which studies a baseline is, where it is not of the estimate's only one."""
    if baseline.studies == estimate.rests_on and len(baseline.studies) == 1:
        return ""
    counted = f"{baseline.events:,} of {baseline.total:,} in {listed(baseline.studies)}"
    return f" (as {counted}{baseline.how})"


def entry_line(entry: Entry, numbers: SourceNumbers, *, again: bool = False) -> str:
    """Return a claim in one line: its mark, its words, on which basis, and its sources.

    ``again`` leaves its limits to where it was told before.
    """
    claim = entry.claim
    # What a claim says for another treatment is no benefit and no risk of this one.
    effect = claim.effect if entry.is_of_it else None
    mark = _MARKS.get((claim.direction, effect)) or _MARKS[(claim.direction, None)]
    basis = "" if entry.basis == "own" else f"{entry.basis}; "
    unread = "".join(f"; {_UNREAD[one]}" for one in entry.verification if one in _UNREAD)
    if again and entry.limits:
        return f"{mark} {entry.sentence} [{basis}limits as before; {numbers.of(entry)}]"
    return f"{mark} {entry.text} [{basis}{numbers.of(entry)}{unread}]"
