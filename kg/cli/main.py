"""Run `kg` from a shell.

Data go to standard output, everything else to standard error. Exit codes: 0 done, 1 the answer is
no (invalid, incomplete), 2 wrong use or bad input.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from kg import __version__
from kg.errors import KgError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    options = parser().parse_args(arguments)
    _make_stdout_take_any_text()
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output has gone; that is their right. Keep the interpreter from
        # flushing into the closed pipe once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.filename is not None:
            raise
        # A file would have a name: this is what we print to.
        print(f"kg: standard output cannot be written: {error.strerror}".lower(), file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        print("kg: interrupted", file=sys.stderr)
        return 130


def _make_stdout_take_any_text() -> None:
    """Show what an encoding lacks by its number, and let a closed standard output swallow all."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (open until the end)
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="kg",
        description="Compare treatments by what is known of them. Not medical advice.",
        epilog="Run 'kg COMMAND --help' for what a command takes.",
    )
    top.add_argument("--version", action="version", version=f"kg {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_build(commands)
    _add_query(commands)
    _add_ask(commands)
    _add_view(commands)
    _add_export(commands)
    _add_validate(commands)
    _add_audit(commands)
    _add_new(commands)
    return top


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from kg.cli.build import build

    command = commands.add_parser("build", help="read, derive, validate, and write page and files")
    command.add_argument(
        "pack", nargs="*", help="a shipped pack's name or a pack's folder; all shipped ones if none"
    )
    command.add_argument("-o", "--out", default="out", help="the folder to write to (out)")
    command.set_defaults(run=lambda options: build(options.pack, options.out))


def _add_query(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from kg.cli.query import FORMATS, query

    command = commands.add_parser("query", help="run a SPARQL query")
    command.add_argument("query", nargs="?", help="the query; '-' reads it from standard input")
    command.add_argument("-f", "--file", help="a file to read the query from")
    command.add_argument("--format", choices=FORMATS, help="table, or turtle for triples")
    _takes_data(command)
    _takes_limits(command)
    command.set_defaults(
        run=lambda options: query(
            options.query, options.file, options.format, options.data, **_limits(options)
        )
    )


def _add_ask(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from kg.cli.ask import FORMATS, ask

    command = commands.add_parser("ask", help="list the questions, or answer one")
    command.add_argument("question", nargs="?", help="the id of a question; none lists them all")
    command.add_argument(
        "parameters", nargs="*", help="names of concepts, in order or as parameter=name"
    )
    command.add_argument("--format", choices=FORMATS, default="table", help="table")
    _takes_data(command)
    _takes_limits(command)
    command.set_defaults(
        run=lambda options: ask(
            options.question, options.parameters, options.format, options.data, **_limits(options)
        )
    )


def _add_view(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from kg.cli.write import view

    command = commands.add_parser("view", help="write the interactive page")
    command.add_argument("-o", "--out", default="page.html", help="the file to write (page.html)")
    _takes_data(command)
    command.set_defaults(run=lambda options: view(options.data, options.out))


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from kg.cli.write import EXPORTS, export

    command = commands.add_parser("export", help="write everything as TriG or GraphML")
    command.add_argument("--format", choices=sorted(EXPORTS), default="trig", help="trig")
    command.add_argument("-o", "--out", default="-", help="the file; '-' is standard output (-)")
    _takes_data(command)
    command.set_defaults(run=lambda options: export(options.data, options.format, options.out))


def _add_validate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from kg.cli.check import validate

    command = commands.add_parser("validate", help="check data against the shapes")
    command.add_argument("path", nargs="+", help="packs, folders or RDF files")
    command.set_defaults(run=lambda options: validate(options.path))


def _add_audit(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from kg.cli.check import audit

    command = commands.add_parser("audit", help="say which sentences the claims cover")
    command.add_argument("--source", metavar="FILE", help="a text to check every fingerprint with")
    _takes_data(command)
    command.set_defaults(run=lambda options: audit(options.data, options.source))


def _add_new(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from kg.cli.new import new

    command = commands.add_parser("new", help="start a data pack of your own")
    command.add_argument("name", help="its name and prefix: lower-case letters, digits, hyphens")
    command.add_argument("--title", help="what it is about")
    command.set_defaults(run=lambda options: new(options.name, options.title))


def _takes_data(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-d",
        "--data",
        action="append",
        metavar="SOURCE",
        help="a pack, a folder, an RDF file or a store; may be repeated (all shipped packs)",
    )


# A query from a shell always has a process of its own, so that it can be interrupted.
_MEMORY = 4_000


def _takes_limits(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--timeout", type=float, metavar="SECONDS", help="stop the query after so long (never)"
    )
    command.add_argument(
        "--memory",
        type=float,
        metavar="MB",
        default=_MEMORY,
        help=f"stop the query at so much memory above the graph's own ({_MEMORY})",
    )


def _limits(options: argparse.Namespace) -> dict[str, float | None]:
    return {"timeout": options.timeout, "memory": options.memory}
