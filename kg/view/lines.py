"""Look up how a claim's line is drawn, by its hedge and its direction.

Two families that cannot be mistaken for each other: what a source supports has a cool colour and
an arrowhead, what it does not support has a warm colour and another end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a kind of line and what it stands for.

    Parameters
    ----------
    name
        Local name of the modality or direction, or ``hierarchy``.
    label
        What a reader sees in the legend.
    word
        What such a line says, by an example; empty where it says its label.
    colour
        Of the line: at least 4.5:1 on white, so that its words may have it too.
    dark
        The same for a dark page.
    dash
        Lengths of dashes and gaps in pixels; empty for a solid line.
    width
        In pixels.
    end
        Kind of arrowhead, as vis-network calls it.
    """

    name: str
    label: str
    word: str
    colour: str
    dark: str
    dash: tuple[int, ...]
    width: float
    end: str


SUPPORTED: tuple[Line, ...] = (
    Line("established", "Stated flatly", "reduces", "#46566a", "#8e98a4", (), 1.6, "arrow"),
    Line("shown", "Shown in a study", "shown to reduce", "#00734f", "#5aa48d", (), 2.6, "arrow"),
    Line("pooled", "Pooled studies", "found to reduce", "#1b4f9c", "#7c9ac6", (), 3.2, "arrow"),
    Line("possible", "Possible", "may reduce", "#0a6ebd", "#60a1d4", (9, 5), 1.8, "arrow"),
    Line(
        "anecdotal",
        "Reported by people",
        "reported to reduce",
        "#2f7280",
        "#709ea7",
        (2, 5),
        2.2,
        "arrow",
    ),
    Line("aimedAt", "An aim", "aims to reduce", "#6a58b8", "#9e93d1", (14, 5, 3, 5), 1.8, "arrow"),
    Line(
        "advised", "Advised or needed", "should reduce", "#4a7300", "#8aa45a", (5, 4), 1.8, "arrow"
    ),
    Line(
        "underInvestigation",
        "Being studied",
        "being studied: …",
        "#56687a",
        "#919da9",
        (3, 3),
        1.6,
        "arrow",
    ),
)

NOT_SUPPORTED: tuple[Line, ...] = (
    Line("disputes", "Speaks against", "", "#c22f00", "#da8064", (18, 4), 2.6, "bar"),
    Line("inconclusive", "Inconclusive", "", "#a3480f", "#c78f6d", (6, 6), 2.4, "circle"),
    Line("mixed", "Mixed, or in part", "", "#a8327f", "#ca82b1", (12, 4, 4, 4), 2.4, "diamond"),
    Line("insufficient", "Not enough evidence", "", "#8a5e00", "#b3975a", (2, 6), 2.6, "box"),
)

# Of a report that does not stand any more, whichever way it points: grey, and its words say so.
OUTDATED: tuple[Line, ...] = (
    Line("superseded", "Superseded", "", "#756f7d", "#98939f", (1, 4), 1.4, "crow"),
    Line("retracted", "Retracted", "", "#7d6a6a", "#a39393", (1, 9), 1.4, "crow"),
)

HIERARCHY = Line(
    "hierarchy", "Kinds and parts", "is a kind of", "#77726a", "#9b9892", (), 0.9, "vee"
)

EVERY: tuple[Line, ...] = (*SUPPORTED, *NOT_SUPPORTED, *OUTDATED, HIERARCHY)

_BY_NAME: Mapping[str, Line] = {line.name: line for line in (*SUPPORTED, *NOT_SUPPORTED)}
_BY_REPORT: Mapping[str, Line] = {line.name: line for line in OUTDATED}


def line_of(direction: str, modality: str, report: str = "stands") -> Line:
    """Return the line of a claim: its hedge's where it is supported, else its direction's.

    Parameters
    ----------
    report
        What became of the report of its study; one that does not stand has a line of its own.

    Examples
    --------
    >>> line_of("supports", "possible").label
    'Possible'
    >>> line_of("disputes", "shown").label
    'Speaks against'
    >>> line_of("something new", "established").label
    'Inconclusive'
    >>> line_of("supports", "shown", "superseded").label
    'Superseded'
    """
    if report in _BY_REPORT:
        return _BY_REPORT[report]
    if direction == "supports":
        return _BY_NAME.get(modality, _BY_NAME["underInvestigation"])
    return _BY_NAME.get(direction, _BY_NAME["inconclusive"])
