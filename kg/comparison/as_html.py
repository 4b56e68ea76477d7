"""Turn a comparison into HTML: a page of its own that asks for nothing, or a part of one."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.comparison.cell import NONE_FOUND
from kg.comparison.differences import none_shown
from kg.comparison.grave import grave_title
from kg.comparison.matrix import Comparison
from kg.comparison.not_estimated import TITLE as TITLE_NOT_ESTIMATED
from kg.comparison.one_only import ONE_ONLY
from kg.comparison.order import CAUTION, TITLE
from kg.comparison.parts import IN_GENERAL, MARK, parts
from kg.comparison.readings import in_general
from kg.comparison.short import estimate_line, strength_name
from kg.comparison.strength import RULE
from kg.comparison.touching import BASES
from kg.evidence.sentences import listed

if TYPE_CHECKING:
    import jinja2

_WEB = Path(__file__).parent / "web"


def to_html(comparison: Comparison) -> str:
    """Return a comparison as a page; the same comparison gives the same bytes.

    Every text is put in as text, and the page's policy lets nothing load or run.

    Examples
    --------
    >>> import kg
    >>> page = kg.load("smoking").compare("group counselling", "self-help").to_html()
    >>> page.splitlines()[:2]
    ['<!doctype html>', '<html lang="en">']
    """
    style = (_WEB / "comparison.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    template = _environment().get_template("comparison.html")
    return template.render(**_shown(comparison), style=_markup(style), policy=policy)


def to_fragment(comparison: Comparison) -> str:
    """Return a comparison as a part of a page: the cell of a notebook, which is laid out in it."""
    style = (_WEB / "notebook.css").read_text(encoding="utf-8")
    part = _environment().get_template("fragment.html").render(**_shown(comparison))
    return f"<style>\n{style}</style>\n{part}"


def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_WEB),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(comparison: Comparison) -> dict[str, Any]:
    return {
        "comparison": comparison,
        "bases": BASES,
        "none_found": NONE_FOUND,
        "none_shown": none_shown(comparison),
        "not_estimated": TITLE_NOT_ESTIMATED,
        "grave_title": grave_title(comparison),
        "one_only": ONE_ONLY,
        "estimate_line": estimate_line,
        "strength_name": strength_name,
        "rule": RULE,
        "order_title": TITLE,
        "caution": CAUTION,
        "parts": parts(comparison),
        "mark": MARK,
        "general_title": IN_GENERAL,
        "in_general": lambda cells: in_general([one for cell in cells for one in cell.entries]),
        "listed": listed,
        "names_of": lambda treatments: [comparison.labels[one] for one in treatments],
    }


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 (a file of the package)
