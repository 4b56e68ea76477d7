"""Put treatments side by side, from a shell."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kg.cli.evidence import pairs
from kg.cli.sources import disclaimer, load, note
from kg.errors import DataError
from kg.evidence.label_doses import DOSES
from kg.files import write_whole

if TYPE_CHECKING:
    from kg.comparison.matrix import Comparison
    from kg.knowledge import Knowledge

FORMATS = ("text", "markdown", "html", "json", "csv", "spreadsheet", "table", "turtle")

# As narrow and as wide as text is made.
_WIDTHS = (40, 500)


def prepare(command: argparse.ArgumentParser) -> None:
    """Say what the command takes, but for its data."""
    add = command.add_argument
    add("treatment", nargs="+", help="two or more treatments, by name")
    add("--population", metavar="NAME", help="only what can be of these people")
    add("--outcome", action="append", default=[], metavar="NAME", help="only this; repeatable")
    add("--verified-only", action="store_true", help="leave out figures that nobody has read")
    add("--strength", metavar="LEVEL", help="leave out weaker evidence of effects; warnings stay")
    add("--exclude-route", action="append", default=[], metavar="NAME", help="repeatable")
    add(
        "--doses", choices=DOSES, default="all", help="in estimates: all, or those that labels hold"
    )
    add(
        "--weight",
        action="append",
        default=[],
        metavar="OUTCOME=NUMBER",
        help="order the treatments by what matters; repeatable",
    )
    add("--plain", action="store_true", help="cells in plain words, without what is behind them")
    add("--width", type=int, help="of text, in characters, from 40 to 500 (the terminal's)")
    add("--format", choices=FORMATS, default="text", help="text")
    add("-o", "--out", default="-", help="the file; '-' is standard output (-)")

    def run(options: argparse.Namespace) -> int:
        weights = {
            name: _weight(name, text)
            for name, text in pairs(options.weight, "--weight", "OUTCOME=NUMBER").items()
        }
        if options.plain and options.format not in ("text", "markdown"):
            wanted = f"--plain with --format {options.format}"
            raise DataError(wanted, "is not there", "plain words alone are text or Markdown")
        if options.width is not None and not _WIDTHS[0] <= options.width <= _WIDTHS[1]:
            remedy = f"take {_WIDTHS[0]} to {_WIDTHS[1]} characters"
            raise DataError(f"the width {options.width}", "is too small or too large", remedy)
        knowledge = load(options.data)
        comparison = knowledge.compare(
            *options.treatment,
            population=options.population,
            outcomes=options.outcome,
            verified_only=options.verified_only,
            strength=options.strength,
            exclude_routes=options.exclude_route,
            doses=options.doses,
        )
        if weights:
            comparison = comparison.weigh(weights)
        _write(comparison, knowledge, options)
        note(disclaimer(knowledge))
        refused = comparison.order.refused if comparison.order else ""
        if refused:
            note(refused)
        return 1 if refused else 0

    command.set_defaults(run=run)


def _weight(name: str, text: str) -> float:
    from kg.comparison.preferences import check_weight

    try:
        weight = float(text)
    except ValueError:
        raise DataError(
            f"the weight {text!r} of {name!r}", "is no number", "write it like 2"
        ) from None
    check_weight(name, weight)
    return weight


def _write(comparison: Comparison, knowledge: Knowledge, options: argparse.Namespace) -> None:
    terminal = options.out == "-" and sys.stdout.isatty()
    here = shutil.get_terminal_size((120, 24)).columns
    width = options.width or min(max(here, _WIDTHS[0]), _WIDTHS[1])
    text = _formatted(
        comparison, knowledge, options.format, width, color=terminal, plain=options.plain
    )
    if options.out == "-":
        print(text.rstrip("\n"))
        return
    write_whole(options.out, text.encode())
    note(f"wrote {options.out}")


def _formatted(
    comparison: Comparison,
    knowledge: Knowledge,
    format: str,
    width: int,
    *,
    color: bool,
    plain: bool,
) -> str:
    if format == "text":
        return comparison.to_text(width=width, color=color, plain=plain)
    if format == "turtle":
        from kg.comparison.record import to_turtle

        return to_turtle(comparison, knowledge)
    if format == "table":
        return comparison.to_table().to_text()
    writers: Mapping[str, Callable[[], str]] = {
        "markdown": lambda: comparison.to_markdown(plain=plain),
        "html": comparison.to_html,
        "json": comparison.to_json,
        "csv": comparison.to_csv,
        "spreadsheet": lambda: comparison.to_table().to_csv(spreadsheet=True),
    }
    return writers[format]()
