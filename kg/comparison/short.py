"""Put a cell into a few lines, the same wherever there is little room: terminal and Markdown."""

from __future__ import annotations

from kg.comparison.estimates import Estimate
from kg.comparison.matrix import NONE_FOUND, Cell, Entry
from kg.evidence.sentences import interval

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

LEGEND = (
    "+ benefit, ! risk, · other claim, ✗ not borne out or not so decided, ± mixed, ? inconclusive"
    " or not enough evidence, = estimate from studies, # figure of a study, ≠ does not agree"
)


def cell_lines(cell: Cell) -> list[str]:
    """Return a cell in lines: facts, estimate, claims, figures, conflicts, strength."""
    lines = [*cell.facts]
    if cell.estimate is not None:
        lines.append(f"= {estimate_line(cell.estimate)}")
    lines += [entry_line(entry) for entry in cell.entries]
    lines += [f"# {figure.text} [{figure.verification}]" for figure in cell.figures]
    lines += [f"≠ {conflict}" for conflict in cell.conflicts]
    if cell.strength is not None:
        lines.append(f"Strength {cell.strength.sentence}")
    return lines


def short_lines(cell: Cell, *, plain: bool) -> list[str]:
    """Return a cell in lines, or, if ``plain``, as what it says in plain words."""
    if cell.empty:
        return [NONE_FOUND]
    return [cell.reading] if plain else cell_lines(cell)


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
            f" {1000 * absolute.baseline:.0f} of 1,000 people"
        )
        limits = absolute.number_needed_limits
        if limits is not None:
            line += (
                f"; number needed to treat {absolute.number_needed:.0f}"
                f" ({limits[0]:.0f} to {limits[1]:.0f})"
            )
    return " ".join([f"{line}; {estimate.evidence} evidence.", *estimate.remarks])


def entry_line(entry: Entry) -> str:
    """Return a claim in one line: its mark, its words, on which basis, and its sources."""
    claim = entry.claim
    # What a claim says for another treatment is no benefit and no risk of this one.
    effect = claim.effect if entry.is_of_it else None
    mark = _MARKS.get((claim.direction, effect)) or _MARKS[(claim.direction, None)]
    basis = "" if entry.basis == "own" else f"{entry.basis}; "
    sources = "; ".join(entry.sources)
    dated = f", as of {entry.as_of.isoformat()}" if entry.as_of else ""
    return f"{mark} {entry.text} [{basis}{sources}{dated}]"
