"""Run `kg` from a shell.

Data go to standard output, everything else to standard error. Exit codes: 0 done, 1 the answer is
no (invalid, incomplete), 2 wrong use or bad input.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from kg import progress
from kg.errors import KgError
from kg.version import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = parser(given).parse_args(given)
    _make_stdout_take_any_text()
    try:
        with progress.shown(_show()):
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
        if isinstance(error, FileNotFoundError):
            print("kg: the current folder is gone; change to one that exists", file=sys.stderr)
            return 2
        # A file would have a name: this is what we print to.
        print(f"kg: standard output cannot be written: {error.strerror}".lower(), file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        print("kg: interrupted; no file is half-written", file=sys.stderr)
        return 130


def _show() -> Callable[[str], None]:
    """Return what shows the progress: nothing where ``KG_PROGRESS`` is ``off``."""
    return (lambda text: None) if os.environ.get("KG_PROGRESS") == "off" else _Line().show


class _Line:
    """Show what is under way: on a terminal in one line that changes, elsewhere once a stage."""

    def __init__(self) -> None:
        self._said = ""

    def show(self, text: str) -> None:
        """Show a line; an empty one wipes the last away from a terminal."""
        what = text.rpartition(": ")[0]
        if sys.stderr.isatty():
            print(f"\r\x1b[K{text and f'kg: {text}'}", end="", file=sys.stderr, flush=True)
        elif text and what != self._said:
            print(f"kg: {what} …", file=sys.stderr, flush=True)
            self._said = what


def _make_stdout_take_any_text() -> None:
    """Show what an encoding lacks by its number, and let a closed standard output swallow all."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (open until the end)
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Parameters
    ----------
    arguments
        What will be parsed. The command that it begins with is known whole, the others by name:
        what they need is not imported for nothing.
    """
    top = argparse.ArgumentParser(
        prog="kg",
        description="Compare treatments by what is known of them. Not medical advice.",
        epilog="Run 'kg COMMAND --help' for what a command takes.",
        formatter_class=_Help,
    )
    top.add_argument("--version", action="version", version=f"kg {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (about, prepare) in _COMMANDS.items():
        command = commands.add_parser(name, help=about, formatter_class=_Help)
        if name in arguments[:1]:
            prepare(command)
    return top


class _Help(argparse.HelpFormatter):
    """Format help as wide as the terminal is.

    argparse asks shutil for the width, also where nothing is formatted, and importing that takes a
    twentieth of a short command.
    """

    def __init__(self, prog: str) -> None:
        try:
            columns = os.get_terminal_size().columns
        except OSError:
            columns = 80
        super().__init__(prog, width=columns - 2)


def _build(command: argparse.ArgumentParser) -> None:
    from kg.cli.build import build

    command.add_argument(
        "pack", nargs="*", help="a shipped pack's name or a pack's folder; all shipped ones if none"
    )
    command.add_argument("-o", "--out", default="out", help="the folder to write to (out)")
    command.set_defaults(run=lambda options: build(options.pack, options.out))


def _query(command: argparse.ArgumentParser) -> None:
    from kg.cli.query import FORMATS, query

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


def _ask(command: argparse.ArgumentParser) -> None:
    from kg.cli.ask import FORMATS, ask

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


def _view(command: argparse.ArgumentParser) -> None:
    from kg.cli.write import view
    from kg.view.page import RENDERERS

    command.add_argument("-o", "--out", default="page.html", help="the file to write (page.html)")
    command.add_argument(
        "--renderer", choices=RENDERERS, default="explorer", help="explorer, or pyvis's own page"
    )
    command.add_argument(
        "--focus", metavar="NAME", help="the concept that it opens with (the map of all)"
    )
    command.add_argument(
        "--hops", type=int, metavar="N", help="steps from there that are drawn: 1, 2 or 3 (1)"
    )
    command.add_argument(
        "--query",
        metavar="FILE",
        help="a query whose result it opens with; '-' is standard input",
    )
    command.add_argument("--open", action="store_true", help="open it in a browser")
    _takes_data(command)
    _takes_limits(command)
    command.set_defaults(
        run=lambda options: view(
            options.data,
            options.out,
            renderer=options.renderer,
            focus=options.focus,
            hops=options.hops,
            query=options.query,
            show=options.open,
            **_limits(options),
        )
    )


def _export(command: argparse.ArgumentParser) -> None:
    from kg.cli.write import EXPORTS, export

    command.add_argument("--format", choices=sorted(EXPORTS), default="trig", help="trig")
    command.add_argument("-o", "--out", default="-", help="the file; '-' is standard output (-)")
    _takes_data(command)
    command.set_defaults(run=lambda options: export(options.data, options.format, options.out))


def _validate(command: argparse.ArgumentParser) -> None:
    from kg.cli.check import validate

    command.add_argument("path", nargs="+", help="packs, folders or RDF files")
    command.set_defaults(run=lambda options: validate(options.path))


def _audit(command: argparse.ArgumentParser) -> None:
    from kg.cli.check import AUDIT_FORMATS, audit

    command.add_argument("--source", metavar="FILE", help="a text to check every fingerprint with")
    command.add_argument("--all", action="store_true", help="list all of which there are many")
    command.add_argument(
        "--format", choices=AUDIT_FORMATS, default="text", help="csv and json list all (text)"
    )
    _takes_data(command)
    command.set_defaults(
        run=lambda options: audit(options.data, options.source, options.format, whole=options.all)
    )


def _new(command: argparse.ArgumentParser) -> None:
    from kg.cli.new import new

    command.add_argument("name", help="its name and prefix: lower-case letters, digits, hyphens")
    command.add_argument("--title", help="what it is about")
    command.set_defaults(run=lambda options: new(options.name, options.title))


def _evidence(command: argparse.ArgumentParser) -> None:
    from kg.cli.evidence import prepare

    prepare(command)
    _takes_data(command)


def _compare(command: argparse.ArgumentParser) -> None:
    from kg.cli.compare import prepare

    prepare(command)
    _takes_data(command)


def _import(command: argparse.ArgumentParser) -> None:
    from kg.cli.arms import prepare

    prepare(command)


_COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "build": ("read, derive, validate, and write page and files", _build),
    "query": ("run a SPARQL query", _query),
    "ask": ("list the questions, or answer one", _ask),
    "compare": ("put treatments side by side", _compare),
    "evidence": ("pool what studies say of an outcome", _evidence),
    "view": ("write the interactive page", _view),
    "export": ("write everything as TriG or GraphML", _export),
    "validate": ("check data against the shapes", _validate),
    "audit": ("say what claims cover, and how well figures stand", _audit),
    "import": ("make a table part of a pack", _import),
    "new": ("start a data pack of your own", _new),
}


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
