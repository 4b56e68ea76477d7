"""Lay a synthesis out: league tables in both orientations, ranks, and the whole as a text.

A league table says in words what a cell is of, so that nobody reads it the wrong way round.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import UnknownNameError
from kg.evidence.analysis import NetworkAnalysis
from kg.evidence.caveats import caveats
from kg.evidence.sentences import extent, findings, good, interval, method, percent
from kg.store.table import Table

if TYPE_CHECKING:
    from kg.evidence.pooled import Pooled

ORIENTATIONS = ("row", "column")


def league(network: NetworkAnalysis, *, orientation: str = "row") -> Table:
    """Return every pair of a network as a square table.

    Parameters
    ----------
    network
        With its treatments, the best first where that is known.
    orientation
        ``row``: a cell is the row's treatment against the column's; ``column``: the other way
        round.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("smoking").synthesize("smoking cessation", measure="OR")
    >>> table = found.league()
    >>> table.columns[0], table[0][1:3]
    ('row against column', ('group counselling', '1.18 (0.55 to 2.55)'))
    """
    if orientation not in ORIENTATIONS:
        raise UnknownNameError("orientation", orientation, ORIENTATIONS, where="among the two")
    names = ordered(network)
    rows = []
    for row in names:
        cells = [row]
        for column in names:
            if row == column:
                cells.append(row)
                continue
            pair = (row, column) if orientation == "row" else (column, row)
            effect = network.effect(*pair)
            cells.append(interval(network.measure, effect.value, effect.lower, effect.upper))
        rows.append(cells)
    corner = "row against column" if orientation == "row" else "column against row"
    return Table([corner, *names], rows)


def nodes(synthesis: Pooled) -> Table:
    """Return every treatment with the arms whose figures are pooled for it.

    See `Synthesis.arms` for each arm, and for those without a figure.
    """
    arms: dict[str, dict[str, list[str]]] = {}
    for found in synthesis.told:
        for arm in found.study.arms:
            if arm.label in found.arms_of(arm.node):
                arms.setdefault(arm.node, {}).setdefault(arm.label, []).append(found.study.study)
    rows = []
    for node, labels in sorted(arms.items()):
        for label, studies in sorted(labels.items()):
            said = ", ".join(studies) if len(studies) <= 3 else f"{len(studies)} studies"
            rows.append((node, label, said))
    return Table(["treatment", "arm", "of"], rows)


def ordered(network: NetworkAnalysis) -> list[str]:
    """Return the treatments, best first by P-score where that is known, else by name."""
    if network.better is None:
        return list(network.treatments)
    scores = network.p_scores
    return sorted(network.treatments, key=lambda t: (-scores[t], t))


def ranks(network: NetworkAnalysis) -> Table:
    """Return treatments by P-score, each with the ranks that it may have.

    Raises
    ------
    DataError
        If it is not known which direction is better.
    """
    scores = network.p_scores
    gram = network.rankogram()
    level = network.options.level
    limits = dict(zip(gram.treatments, gram.rank_limits(level), strict=True))
    sucra = dict(zip(gram.treatments, gram.sucra.tolist(), strict=True))
    rows = [
        (t, round(scores[t], 3), round(sucra[t], 3), "{} to {}".format(*limits[t]))
        for t in ordered(network)
    ]
    columns = [
        "treatment",
        "P_score",
        "SUCRA",
        f"rank_at_{percent(level).replace(' %', '')}_percent",
    ]
    return Table(columns, rows)


def caption(synthesis: Pooled, network: NetworkAnalysis, orientation: str = "row") -> str:
    """Return in words what a cell of the league table is, and which direction is good."""
    measure = network.measure
    of = (
        "row's treatment against the column's"
        if orientation == "row"
        else ("column's treatment against the row's")
    )
    first = "row" if orientation == "row" else "column"
    said = (
        f"Each cell: {measure.name} of the {of}, with {percent(synthesis.options.level)} interval."
    )
    better = good(synthesis.question)
    if better is None:
        return said
    side = "below" if synthesis.question.better == "lower" else "above"
    return (
        f"{said} {better[0].upper()}{better[1:]} for {synthesis.question.outcome}: {side}"
        f" {measure.null:g} speaks for the {first}'s."
    )


def _parts(synthesis: Pooled) -> Iterator[tuple[str, list[str] | Table]]:
    """Go through headings, each with its lines or its table."""
    for number, network in enumerate(synthesis.networks, 1):
        many = len(synthesis.networks) > 1
        heading = f"Network {number}" if many else "League table"
        yield f"{heading}\n{caption(synthesis, network)}", league(network)
        if network.better is not None and len(network.treatments) > 2:
            yield (
                "Ranks, with the ranks that each may have; they say nothing of how large a"
                " difference is",
                ranks(network),
            )
    if synthesis.networks:
        yield "What it rests on", [extent(synthesis)]
    yield "What it says", findings(synthesis) or ["Nothing can be compared."]
    if synthesis.networks:
        yield "Which arms count for what", nodes(synthesis)
    yield "Caveats", [*caveats(synthesis), method(synthesis)]


def _title(synthesis: Pooled) -> str:
    question = synthesis.question
    title = f"{question.words}: {question.measure.name}"
    return title[0].upper() + title[1:]


def to_text(synthesis: Pooled) -> str:
    """Return a synthesis in plain text."""
    parts = [_title(synthesis)]
    for heading, body in _parts(synthesis):
        shown = body.to_text() if isinstance(body, Table) else "\n".join(f"- {x}" for x in body)
        parts.append(f"{heading}\n\n{shown}")
    return "\n\n".join(parts)


def to_markdown(synthesis: Pooled) -> str:
    """Return a synthesis as Markdown."""
    parts = [f"# {_escaped(_title(synthesis))}"]
    for heading, body in _parts(synthesis):
        first, _, rest = heading.partition("\n")
        if isinstance(body, Table):
            shown = _markdown(body)
        else:
            shown = "\n".join(f"- {_escaped(line)}" for line in body)
        parts.append("\n\n".join(x for x in (f"## {first}", _escaped(rest), shown) if x))
    return "\n\n".join(parts) + "\n"


def _markdown(table: Table) -> str:
    lines = [list(table.columns), ["---"] * len(table.columns)]
    lines += [[table.shown(value) for value in row] for row in table.tuples()]
    return "\n".join("| " + " | ".join(map(_escaped, line)) + " |" for line in lines)


def _escaped(text: str) -> str:
    for character in "\\|*_<>`[]":
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split())


def to_html(synthesis: Pooled) -> str:
    """Return a synthesis as a piece of HTML, for a notebook."""
    parts = [f"<h3>{html.escape(_title(synthesis))}</h3>"]
    for heading, body in _parts(synthesis):
        first, _, rest = heading.partition("\n")
        parts.append(f"<h4>{html.escape(first)}</h4>")
        if rest:
            parts.append(f"<p>{html.escape(rest)}</p>")
        if isinstance(body, Table):
            parts.append(body._repr_html_())
        else:
            items = "".join(f"<li>{html.escape(line)}</li>" for line in body)
            parts.append(f"<ul>{items}</ul>")
    return "".join(parts)
