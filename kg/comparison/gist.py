"""Say in one line what a cell holds of a treatment: which way it points, how much, from where.

The line stands around the name of the row, which a page makes a way to it. It is the shortest form:
the row says the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.comparison.aspects import Aspect
from kg.comparison.cell import OF_KINDS, Cell, Entry, Figure
from kg.comparison.conflicts import otherwise
from kg.evidence.sentences import counted
from kg.model.values import Claim
from kg.words.labels import clean
from kg.words.wording import comparison, relation

# What somebody found or decided, other than what is hoped, feared or tried.
_FOUND = ("shown", "pooled", "established")

# Which parts of a comparison matter most to somebody who chooses, where no effect was found.
_NEXT = ("eligibility", "approval")
_LAST = ("nature", "evidence", "open")

_MOST = 999


@dataclass(frozen=True, slots=True)
class Gist:
    """Hold what a cell says in one line: what goes before and after the name of its row.

    Parameters
    ----------
    rank
        By which lines are put in order: the smaller, the more it matters.
    """

    before: str
    after: str
    rank: int


def gist(
    aspect: Aspect, treatment: str, cell: Cell, labels: Mapping[str, str], gravity: int = 0
) -> Gist | None:
    """Return what a cell says of its treatment; None where that is nothing, or of its kind alone.

    Of a grave outcome it says what is known of kinds of the treatment, too, where nothing else is.

    Parameters
    ----------
    aspect
        Of the cell's row.
    treatment
        What it is called.
    labels
        Of the graph, by IRI.
    gravity
        Of the row; see `kg.comparison.matrix.Row`.
    """
    own = [entry for entry in cell.entries if entry.is_of_it]
    many = len(own) + len(cell.figures) + len(cell.facts)
    if not cell.telling:
        return None
    if not aspect.of_effects:
        group = 1 if aspect.name in _NEXT else 4 if aspect.name in _LAST else 3
        said, more = _first(own, cell.facts)
        rest = f", and {more} more" if more else ""
        return Gist(f"{treatment}, ", f": {said}{rest}", _rank(group, many))
    found = [entry for entry in own if entry.claim.modality in _FOUND]
    pool = found or own
    group = 0 if found or cell.figures or cell.estimate else 2
    if not pool and not cell.figures and cell.facts:
        # Of its kinds more is known, or what is known was left out.
        return _of_kinds(treatment, cell, gravity)
    if not pool:
        of = f"Figures of {treatment} on "
        return Gist(of, _figure(cell.figures), _rank(group, many, gravity))
    standing = [entry for entry in pool if entry.report == "stands"]
    group = group if standing else 2
    lead = max(standing or pool, key=lambda entry: entry.claim.direction == "supports")
    against = [otherwise(one) for one in cell.conflicts if otherwise(one) != one]
    apart = against or len({entry.claim.direction for entry in standing}) > 1
    side = f"{_side(lead, found=bool(found))} {treatment}"
    if not standing:
        side = f"{lead.report.capitalize()}, of {treatment}"
    before = f"{side}:"
    if apart and standing:
        before = f"Findings on {treatment} differ; one:"
        group -= 1
    printed = [one for one in cell.figures if one.iri in lead.claim.results]
    if not lead.claim.results and lead.claim.study is None:
        printed = [*cell.figures]
    figure = _figure(printed) or f" ({_source(lead)})"
    after = comparison(lead.claim, labels) + figure + _but(against)
    return Gist(f"{before} {_relation(lead.claim, labels)} ", after, _rank(group, many, gravity))


def _of_kinds(treatment: str, cell: Cell, gravity: int) -> Gist | None:
    """Return of which kinds of a treatment a grave risk is told; None where there is none."""
    known = next((fact for fact in cell.facts if fact.startswith(OF_KINDS)), "")
    if not gravity or not known:
        return None
    before = f"Of kinds of {treatment}, not of it by itself, something is told on "
    return Gist(before, f": {known.removeprefix(OF_KINDS).rstrip('.')}", _rank(2, 1, gravity))


# What is told of a claim that its source does not support, before the predicate.
_NOT_SUPPORTED = {
    "disputes": "not borne out that it",
    "inconclusive": "inconclusive whether it",
    "mixed": "mixed findings on whether it",
    "insufficient": "not enough evidence whether it",
}


def _relation(claim: Claim, labels: Mapping[str, str]) -> str:
    before = _NOT_SUPPORTED.get(claim.direction)
    return f"{before} {labels[claim.predicate]}" if before else relation(claim, labels)


def _but(against: Sequence[str]) -> str:
    """Return the first of what does not agree, and how much more there is."""
    if not against:
        return ""
    first = against[0].rstrip(".")
    if first.startswith(("Whether ", "That ")):
        first = first[0].lower() + first[1:]
    more = f", and {len(against) - 1} more" if len(against) > 1 else ""
    return f"; but not all agrees: {first}{more}"


def _rank(group: int, many: int, gravity: int = 0) -> int:
    return (_MOST + 1) * (group - 10 * gravity) + _MOST - min(many, _MOST)


def _side(entry: Entry, *, found: bool) -> str:
    claim = entry.claim
    if claim.direction != "supports":
        return "Of"
    if claim.effect == "benefit":
        return "Benefit of" if found else "Hoped-for benefit of"
    if claim.effect == "risk":
        return "Risk of" if found else "Possible risk of"
    return "Effect of" if found else "Possible effect of"


def _first(own: Sequence[Entry], facts: Sequence[str]) -> tuple[str, int]:
    """Return the first of what is said, and how much more there is."""
    if own:
        note = clean(own[0].claim.qualification or "")
        limits = f"note: {note}; {_source(own[0])}" if note else _source(own[0])
        return f"{own[0].sentence.rstrip('.')} ({limits})", len(own) + len(facts) - 1
    return facts[0].rstrip("."), len(facts) - 1


def _source(entry: Entry) -> str:
    return next((source for source, _ in entry.places), "its source is not named")


def _figure(figures: Sequence[Figure]) -> str:
    """Return a figure and where it is from, and how many more there are.

    Of shares of people, the least and the most: the first of many may be far off the others.
    """
    if not figures:
        return ""
    told = [figures[0]]
    shares = [(one.share, one) for one in figures if one.share is not None]
    if figures[0].share is not None and len({share for share, _ in shares}) > 1:
        # Of many people nobody tells more than of few.
        shares.sort(key=lambda one: (one[0], -(one[1].people or 0), one[1].study))
        told = [shares[0][1], shares[-1][1]]
    more = len(figures) - len(told)
    rest = f", and {counted(more, 'more figure')}" if more else ""
    return f": {'from ' if len(told) > 1 else ''}{' to '.join(map(_placed, told))}{rest}"


def _placed(figure: Figure) -> str:
    """Return a figure and where it is from."""
    number = figure.told.partition(" (note: ")[0].partition(" (printed: ")[0]
    where = ", ".join(part for part in (figure.study, figure.whose, figure.time) if part)
    return f"{number} ({where})"
