"""Make drawings as SVG, with their data beside them, the same from run to run to the byte."""

from __future__ import annotations

import functools
import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec

from kg.errors import DataError
from kg.files import write_whole
from kg.store.table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

    from kg.evidence.question import Question

_Given = ParamSpec("_Given")

INK = "#26323d"
FAINT = "#8a949d"
# Okabe and Ito's colours, which people see apart whatever their colour vision.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7d6fc9")

_STYLE: Mapping[str, object] = {
    "svg.hashsalt": "treatment-kg",
    "svg.fonttype": "none",
    # A dollar sign in a name is one, and begins no formula.
    "text.parse_math": False,
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a drawing as SVG, what it shows in words, and its data.

    Parameters
    ----------
    alt
        What a person who does not see it is told.
    """

    svg: str
    alt: str
    data: Table

    def __repr__(self) -> str:
        return f"Figure({self.alt!r})"

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the SVG, and its data as CSV beside it."""
        name = os.fspath(path)
        write_whole(name, self.svg.encode())
        write_whole(os.path.splitext(name)[0] + ".csv", self.data.to_csv().encode())


def side(question: Question) -> str:
    """Return which direction is good, as it stands behind the name of an axis."""
    if question.better is None:
        return ""
    return f" ({question.better} is better)"


def styled(draw: Callable[_Given, Figure]) -> Callable[_Given, Figure]:
    """Return what draws in the style of this module; all texts are made while it holds.

    Raises
    ------
    DataError
        When it is called where matplotlib is not installed.
    """

    @functools.wraps(draw)
    def drawn(*given: _Given.args, **named: _Given.kwargs) -> Figure:
        try:
            import matplotlib
        except ModuleNotFoundError:
            remedy = "install it: pip install 'treatment-kg[plots]'"
            raise DataError("matplotlib", "is not installed, and draws", remedy) from None
        with matplotlib.rc_context(dict(_STYLE)):  # type: ignore[arg-type]
            return draw(*given, **named)

    return drawn


def sheet(width: float, height: float) -> Drawing:
    """Return an empty drawing, in inches."""
    from matplotlib.figure import Figure as Drawing

    return Drawing(figsize=(width, height), layout="constrained")


def panel(width: float, height: float) -> tuple[Drawing, Axes]:
    """Return a drawing of one panel, in inches, and the panel."""
    drawing = sheet(width, height)
    axes = drawing.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return drawing, axes


def svg(drawing: Drawing) -> str:
    """Return a drawing as SVG."""
    written = io.StringIO()
    # No date and no creator: nothing that changes with the day or the release.
    drawing.savefig(
        written, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None}
    )
    return written.getvalue()
