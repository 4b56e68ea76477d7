"""Say first where treatments differ: what studies show of one against another, with its interval.

What is told of one only, and nothing of another, is no difference: it stands by itself. What
matters most goes first, with its content; of the rest the rows are named. What a neighbouring row
tells of the other treatment, under a broader, narrower or related outcome, is no gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.comparison.conflicts import dissent
from kg.comparison.estimates import Estimate
from kg.comparison.gist import gist
from kg.comparison.matrix import Comparison, Row
from kg.comparison.short import estimate_line
from kg.comparison.strength import LEVELS
from kg.evidence.sentences import counted, listed

# As many are told with their content: of effects, and of everything else.
_EFFECTS, _OTHERS = 13, 5
# As many differences are told with their interval.
_SHOWN = 12

ONE_ONLY = "Told of one only"


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold a line of what differs: the words around the names of the rows that it leads to."""

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
    """Return what is said where `differences` is empty: of whom the estimates are, if any.

    Examples
    --------
    >>> import kg
    >>> none_shown(kg.load("ms").compare("AHSCT", "MSC therapy"))
    'Nothing gives an estimate of one against another.'
    """
    estimates = [one for row in comparison.rows for pair in row.pairs for one in pair.estimates]
    if not estimates:
        return "Nothing gives an estimate of one against another."
    people = sorted({people for one in estimates for people in one.people})
    of = f"; they are of {listed(people)}" if people else ""
    return f"No estimate of one against another shows a difference{of}."


def told_of_one_only(comparison: Comparison) -> tuple[str, ...]:
    """Return where something is said of one treatment and nothing of another, in sentences.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("ms").compare("AHSCT", "natalizumab")
    >>> [one for one in told_of_one_only(found) if "leukoencephalopathy" in one][0][:60]
    'Risk of natalizumab: carries a boxed warning of progressive '
    """
    return tuple(one.sentence for one in told(comparison))


def shown(comparison: Comparison) -> tuple[Difference, ...]:
    """Return the lines of `differences`, each with its rows: what is best supported goes first."""
    found = [
        (_place(estimate), row, estimate)
        for row in comparison.rows
        for pair in row.pairs
        for estimate in pair.estimates
        if differs(estimate)
    ]
    found.sort(key=lambda one: one[0])
    lines = [_shown(row, estimate, comparison.labels) for _, row, estimate in found[:_SHOWN]]
    if rest := tuple({id(row): row for _, row, _ in found[_SHOWN:]}.values()):
        said = f"{counted(len(found) - _SHOWN, 'more estimate')} that show a difference, on "
        lines.append(Difference(said, rest, "."))
    return tuple(lines)


def differs(estimate: Estimate) -> bool:
    """Return whether the interval holds no difference."""
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
    against = dissent(estimate, of_the_two, labels)
    but = f" {against}" if against else ""
    return Difference(f"{one} {said} {other} on ", (row,), f": {line}{strength}{but}")


def told(comparison: Comparison) -> tuple[Difference, ...]:
    """Return the lines of `told_of_one_only`, each with its rows."""
    ranked: list[tuple[int, int, Difference]] = []
    general: list[Row] = []
    for place, row in enumerate(comparison.rows):
        if not row.lacking:
            continue
        names = [comparison.labels[cell.treatment] for cell in row.cells]
        gists = [
            (line, name)
            for cell, name in zip(row.cells, names, strict=True)
            if (line := gist(row.aspect, name, cell, comparison.labels, row.gravity))
        ]
        if not gists:
            general.append(row)
            continue
        best, of = min(gists, key=lambda one: one[0].rank)
        also = [name for _, name in gists if name != of]
        more = f" Also told of {listed(also)}." if also else ""
        after = f"{best.after}.{more} {_lack(comparison, row)}"
        ranked.append((best.rank, place, Difference(best.before, (row,), after)))
    ranked.sort(key=lambda one: one[:2])
    effects = [one for *_, one in ranked if one.rows[0].aspect.of_effects]
    others = [one for *_, one in ranked if not one.rows[0].aspect.of_effects]
    found = [*effects[:_EFFECTS], *others[:_OTHERS]]
    rest = tuple(row for one in (*effects[_EFFECTS:], *others[_OTHERS:]) for row in one.rows)
    for rows, said in (
        (rest, "one lacks what another has"),
        (tuple(general), "what is said is of kinds of treatment in general, or in passing"),
    ):
        if rows:
            found.append(
                Difference(f"{counted(len(rows), 'more row')} in which {said}: ", rows, ".")
            )
    return tuple(found)


def _lack(comparison: Comparison, row: Row) -> str:
    """Return of which treatments nothing is said, and of which something near it."""
    near: dict[str, list[str]] = {}
    for treatment in row.lacking:
        near[comparison.labels[treatment]] = [
            other.label
            for other in comparison.rows
            if other.about in row.near
            and any(cell.treatment == treatment and cell.telling for cell in other.cells)
        ]
    bare = [name for name, labels in near.items() if not labels]
    said = [f"Nothing of it is told here of {listed(bare)}."] if bare else []
    said += [f"For {name}, see {listed(labels)}." for name, labels in near.items() if labels]
    return " ".join(said)
