"""Pool what studies say of an outcome, or list what can be pooled, from a shell."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.cli.sources import disclaimer, load, note
from kg.errors import DataError
from kg.evidence.label_doses import DOSES
from kg.evidence.sentences import extent
from kg.files import write_files

if TYPE_CHECKING:
    from kg.evidence.synthesis import Synthesis

FORMATS = ("text", "markdown", "table", "csv", "tsv", "json", "turtle")


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what the command line asks for besides the outcome; see `kg.Knowledge.synthesize`."""

    options: Mapping[str, Any]
    baseline: tuple[str, float] | None = None
    plots: str | None = None
    treatment: str | None = None


def prepare(command: argparse.ArgumentParser) -> None:
    """Say what the command takes, but for its data."""
    add = command.add_argument
    add("outcome", nargs="?", help="a concept's name; without it, what can be pooled is listed")
    add("--table", metavar="FILE", help="pool a CSV file of arms or contrasts, and no graph")
    add("--better", choices=("higher", "lower"), help="of a table: which is better")
    add("--at", metavar="TIME", help="such as '24 months' (each study's longest)")
    add("--window", metavar="TIME", help="how far from it a result may be (a tenth of it)")
    add("--measure", help="OR, RR, RD, HR, IRR, MD, SMD or ROM (what most studies tell of)")
    add("--model", default="random", help="random or common (random)")
    add("--tau2", default="DL", help="DL, REML, ML, PM, or a value (DL)")
    add("--interval", default="normal", help="normal, t or HK (normal)")
    add("--level", type=float, default=0.95, help="of every interval (0.95)")
    add("--nodes", default="therapy", help="tell treatments apart by therapy, dose or route")
    add("--doses", choices=DOSES, default="all", help="all, or those that labels hold (all)")
    add("--lump", action="append", default=[], metavar="OLD=NEW", help="count OLD as NEW")
    add("--assume", action="append", default=[], metavar="OLD=NEW", help="likewise, as assumed")
    add("--verified-only", action="store_true", help="leave out figures that nobody has read")
    add("--population", metavar="NAME", help="only studies of these people, or of some of them")
    add(
        "--randomised-only",
        action="store_true",
        help="leave out studies that assigned nobody at random",
    )
    add(
        "--all-together",
        action="store_true",
        help="pool studies of any people and any design, as if that made no difference",
    )
    add("--baseline", metavar="COMPARATOR=RISK", help="tell effects as people in a thousand")
    add("--treatment", help="list only what studies have an arm of it for")
    add("--plots", metavar="FOLDER", help="write forest, geometry, ranks and funnel there as SVG")
    add("--format", choices=FORMATS, default="text", help="text")

    def run(options: argparse.Namespace) -> int:
        names = (
            "at window measure model interval level nodes doses verified_only population"
            " randomised_only all_together"
        ).split()
        chosen = {name: getattr(options, name) for name in names}
        chosen["tau2"] = tau2(options.tau2)
        chosen["lump"] = pairs(options.lump, "--lump")
        chosen["assume"] = pairs(options.assume, "--assume")
        asked = Asked(chosen, baseline(options.baseline), options.plots, options.treatment)
        refuse_unheeded(options)
        if options.table is not None:
            return of_table(options.table, options.outcome, options.better, options.format, asked)
        return evidence(options.outcome, options.format, options.data, asked)

    command.set_defaults(run=run)


def evidence(outcome: str | None, format: str, sources: Sequence[str] | None, asked: Asked) -> int:
    """Print the synthesis of an outcome, or without one the list of what can be pooled."""
    knowledge = load(sources)
    if outcome is None:
        table = knowledge.evidence_map(asked.treatment)
        print(_listing(table, format))
        if not table:
            note("No rows: no study gives figures that can be pooled.")
        note(disclaimer(knowledge))
        return 0
    found = knowledge.synthesize(outcome, **asked.options)
    if format == "turtle":
        from kg.evidence.record import to_turtle

        print(to_turtle(found, knowledge).rstrip("\n"))
    else:
        _show(found, format, asked)
    note(disclaimer(knowledge))
    return 0


def of_table(table: str, outcome: str | None, better: str | None, format: str, asked: Asked) -> int:
    """Print the synthesis of a table's studies."""
    from kg.knowledge import synthesize

    if format == "turtle":
        raise DataError("a table", "is no graph to write triples of", "choose another --format")
    if asked.options["measure"] is None:
        raise DataError("the table", "does not say what it is of", "add --measure, such as RR")
    taken = "measure model tau2 interval level lump assume".split()
    options = {name: asked.options[name] for name in taken}
    _show(
        synthesize(table, outcome=outcome or "the outcome", better=better, **options),
        format,
        asked,
    )
    note("Not medical advice.")
    return 0


def _show(found: Synthesis, format: str, asked: Asked) -> None:
    print(_WRITERS[format](found).rstrip("\n"))
    if asked.baseline is not None:
        for line in _absolute(found, *asked.baseline):
            note(line)
    if asked.plots is not None:
        write_files(asked.plots, _drawings(found))
        note(f"wrote the plots and their data into {asked.plots}")


def _listing(table: Any, format: str) -> str:
    if format in ("csv", "tsv"):
        return str(table.to_csv(delimiter="\t" if format == "tsv" else ",")).rstrip("\n")
    if format == "json":
        rows = [row.asdict() for row in table]
        return json.dumps(rows, ensure_ascii=False, indent=1, default=str)
    return str(table.to_text())


def _json(found: Synthesis) -> str:
    question = found.question
    return json.dumps(
        {
            "outcome": question.outcome,
            "at": question.at,
            "measure": question.measure.name,
            "better": question.better,
            "method": found.method,
            "rests_on": extent(found),
            "estimates": [row.asdict() for row in found.to_table()],
            "findings": list(found.findings),
            "caveats": list(found.caveats),
            "arms": [row.asdict() for row in found.arms()],
        },
        ensure_ascii=False,
        indent=1,
        default=str,
    )


_WRITERS: Mapping[str, Callable[[Synthesis], str]] = {
    "text": lambda found: found.to_text(),
    "markdown": lambda found: found.to_markdown(),
    "table": lambda found: found.to_table().to_text(),
    "csv": lambda found: found.to_table().to_csv(),
    "tsv": lambda found: found.to_table().to_csv(delimiter="\t"),
    "json": _json,
}


def _absolute(found: Synthesis, comparator: str, baseline: float) -> list[str]:
    from kg.evidence.sentences import of_absolute

    network = found.network_of(comparator)
    level = network.options.level
    return [
        of_absolute(
            found.absolute(other, comparator, baseline=baseline),
            other,
            comparator,
            found.question.words,
            level,
        )
        for other in network.treatments
        if other != comparator
    ]


def _drawings(found: Synthesis) -> dict[str, bytes]:
    figures = {"geometry": found.geometry()}
    for number, network in enumerate(found.networks, 1):
        end = f"-{number}" if len(found.networks) > 1 else ""
        figures[f"forest{end}"] = found.forest(network)
        figures[f"funnel{end}"] = found.funnel(network)
        if network.better is not None:
            figures[f"rankogram{end}"] = found.rankogram(network)
    files = {}
    for name, figure in figures.items():
        files[f"{name}.svg"] = figure.svg.encode()
        files[f"{name}.csv"] = figure.data.to_csv().encode()
    return files


# Options that only a table, a graph, an outcome, or the list of what can be pooled takes.
_OF_GRAPHS = "at window verified_only population randomised_only nodes doses treatment data".split()
_OF_OUTCOMES = (
    "at window measure model tau2 interval level nodes doses verified_only population"
    " randomised_only all_together"
    " lump assume baseline plots"
).split()


def refuse_unheeded(options: argparse.Namespace) -> None:
    """Refuse options that would be left unheeded.

    Raises
    ------
    DataError
        At the first one.
    """
    if options.table is not None:
        refused, why = _OF_GRAPHS, "asks a graph, and not a table"
    elif options.outcome is not None:
        refused, why = ["better", "treatment"], "is not for an outcome of a graph"
    else:
        refused, why = ["better", *_OF_OUTCOMES], "is for an outcome, and none is named"
    for name in refused:
        if getattr(options, name) not in _DEFAULTS.get(name, (None, False)):
            option = "--" + name.replace("_", "-")
            raise DataError(option, why, "leave it out, or say what it is for")


# What options are where nobody says anything.
_DEFAULTS: Mapping[str, tuple[object, ...]] = {
    "model": ("random",),
    "tau2": ("DL",),
    "interval": ("normal",),
    "level": (0.95,),
    "nodes": ("therapy",),
    "doses": ("all",),
    "lump": ([],),
    "assume": ([],),
}


def pairs(given: Sequence[str], option: str, form: str = "OLD=NEW") -> dict[str, str]:
    """Return what ``OLD=NEW`` options, or those of another form, say, by what goes first.

    Raises
    ------
    DataError
        If one has no equals sign.
    """
    found = {}
    for text in given:
        old, equals, new = text.partition("=")
        if not equals or not old.strip() or not new.strip():
            raise DataError(f"{option} {text!r}", "names no two", f"write it as '{form}'")
        found[old.strip()] = new.strip()
    return found


def baseline(given: str | None) -> tuple[str, float] | None:
    """Return the comparator and its risk of a ``COMPARATOR=RISK`` option."""
    if given is None:
        return None
    ((comparator, risk),) = pairs([given], "--baseline").items()
    try:
        return comparator, float(risk)
    except ValueError:
        remedy = "write it as 'placebo=0.4'"
        raise DataError(f"the baseline risk {risk!r}", "is no number", remedy) from None


def tau2(given: str) -> str | float:
    """Return a method's name, or the value that is given instead."""
    try:
        return float(given)
    except ValueError:
        return given
