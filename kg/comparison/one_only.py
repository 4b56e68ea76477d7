"""Say what is told of one treatment only, where nothing is told of another.

It is no difference: it stands by itself. What matters most goes first, with its content; of the
rest the rows are named. What a neighbouring row tells of the other treatment, under a broader,
narrower or related outcome, is no gap.
"""

from __future__ import annotations

from kg.comparison.differences import Difference
from kg.comparison.grave import gists, is_grave_of_several, lack
from kg.comparison.matrix import Comparison, Row
from kg.evidence.sentences import counted, listed

# As many are told with their content: of effects, and of everything else.
_EFFECTS, _OTHERS = 13, 5

ONE_ONLY = "Told of one only"


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


def told(comparison: Comparison) -> tuple[Difference, ...]:
    """Return the lines of `told_of_one_only`, each with its rows."""
    ranked: list[tuple[int, int, Difference]] = []
    general: list[Row] = []
    for place, row in enumerate(comparison.rows):
        if not row.lacking or is_grave_of_several(comparison, row):
            continue
        lines = [(line, comparison.labels[of]) for of, line in gists(comparison, row)]
        if not lines:
            general.append(row)
            continue
        best, of = min(lines, key=lambda one: one[0].rank)
        also = [name for _, name in lines if name != of]
        more = f" Also told of {listed(also)}." if also else ""
        after = f"{best.after}.{more} {lack(comparison, row)}"
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
