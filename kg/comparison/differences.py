"""Say first where treatments differ: what studies show of one against another, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.comparison.conflicts import dissent
from kg.comparison.estimates import Estimate
from kg.comparison.matrix import Comparison, Row
from kg.comparison.short import estimate_line
from kg.comparison.strength import LEVELS
from kg.evidence.sentences import counted, listed

# As many differences are told with their interval.
_SHOWN = 12

# What stands before and after the outcomes of estimates that figures of a document carry, of which
# something has to be known.
RESTS_ON = ("What is said here of ", " rests on ")


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold a line at the top: the words around the names of the rows that it leads to."""

    before: str
    rows: tuple[Row, ...]
    after: str

    @property
    def sentence(self) -> str:
        """Return it as one sentence."""
        return f"{self.before}{'; '.join(row.label for row in self.rows)}{self.after}"


def differences(comparison: Comparison) -> tuple[str, ...]:
    """Return where an estimate of one treatment against another shows a difference, in sentences.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("ms").compare("alemtuzumab", "interferon beta-1a")
    >>> [one for one in differences(found) if "on relapse rate:" in one][0][:75]
    'alemtuzumab does better than interferon beta-1a on relapse rate: rate ratio'
    """
    return tuple(one.sentence for one in shown(comparison))


def none_shown(comparison: Comparison) -> str:
    """Return what is said where `differences` is empty: of whom estimates are, and how direct.

    Examples
    --------
    >>> import kg
    >>> none_shown(kg.load("ms").compare("AHSCT", "MSC therapy"))
    'Nothing gives an estimate of one against another.'
    """
    estimates = [one for row in comparison.rows for pair in row.pairs for one in pair.estimates]
    filters = comparison.filters
    rows = (*comparison.rows, *comparison.weak)
    weak = [pair for row in rows for pair in row.pairs if pair.weak or row in comparison.weak]
    if not estimates and any(pair.weak or pair.estimates for pair in weak):
        return f"No estimate of one against another is of strength {filters.strength} or above."
    if not estimates:
        alone = f" in {comparison.labels[filters.population]} alone" if filters.population else ""
        return f"Nothing gives an estimate of one against another{alone}."
    people = sorted({people for one in estimates for people in one.people_behind})
    of = [f"they are of {listed(people)}"] if people else []
    said = ", and ".join([*of, _how_direct(estimates)])
    return f"No estimate of one against another shows a difference; {said}."


def _how_direct(estimates: Sequence[Estimate]) -> str:
    """Return how many estimates rest on studies that compare the two that they are of."""
    direct = [one for one in estimates if one.direct is not None]
    if not direct:
        return "none rests on a study that compares the two"
    if len(direct) == len(estimates):
        return "each rests on studies that compare the two"
    return f"{len(direct)} of {len(estimates)} rest on studies that compare the two"


def shown(comparison: Comparison) -> tuple[Difference, ...]:
    """Return the lines of `differences`, each with its rows: what is best supported goes first."""
    found = [
        (_place(estimate), row, estimate)
        for row in comparison.rows
        for pair in row.pairs
        for estimate in pair.estimates
        if is_shown(estimate)
    ]
    found.sort(key=lambda one: one[0])
    lines = [_shown(row, of, comparison.labels) for _, row, of in found[:_SHOWN]]
    if rest := tuple({id(row): row for _, row, _ in found[_SHOWN:]}.values()):
        said = f"{counted(len(found) - _SHOWN, 'more estimate')} that show a difference, on "
        lines.append(Difference(said, rest, "."))
    carried: dict[str, dict[int, Row]] = {}
    for _, row, estimate in found:
        for caveat in estimate.caveats:
            carried.setdefault(caveat, {})[id(row)] = row
    lines += [
        Difference(RESTS_ON[0], tuple(rows.values()), f"{RESTS_ON[1]}{caveat}.")
        for caveat, rows in carried.items()
    ]
    return tuple(lines)


def is_shown(estimate: Estimate) -> bool:
    """Return whether an estimate shows a difference: whether its interval does not hold none."""
    if estimate.lower is None or estimate.upper is None:
        return False
    return not estimate.lower <= estimate.measure.null <= estimate.upper


def _place(estimate: Estimate) -> int:
    level = estimate.strength.level if estimate.strength else ""
    return -LEVELS.index(level) if level in LEVELS else 1


def _shown(row: Row, estimate: Estimate, labels: Mapping[str, str]) -> Difference:
    one, other = estimate.treatment, estimate.comparator
    if estimate.favours == other:
        one, other = other, one
    said = "does better than" if estimate.favours else "differs from"
    strength = f" Strength of the evidence: {estimate.strength.level}." if estimate.strength else ""
    line = f"{estimate.treatment} {estimate_line(estimate)}"
    line = line.removeprefix(f"{one} against {other}: ")
    of_the_two = [cell for cell in row.cells if labels[cell.treatment] in (one, other)]
    ends = {*estimate.ends}
    beside = [e for pair in row.pairs for e in pair.estimates if {*e.ends} == ends]
    against = dissent(estimate, of_the_two, beside, labels)
    but = f" {against}" if against else ""
    return Difference(f"{one} {said} {other} on ", (row,), f": {line}{strength}{but}")
