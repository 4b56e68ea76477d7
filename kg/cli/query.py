"""Run a SPARQL query from a shell."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kg.cli.sources import load
from kg.errors import QueryError
from kg.files import read_text
from kg.store.answers import GRAPH_FORMATS, RESULT_FORMATS
from kg.store.syntax import form_of

FORMATS = ("table", *RESULT_FORMATS, "spreadsheet", *GRAPH_FORMATS)


def query(
    text: str | None,
    path: str | None,
    format: str | None,
    sources: Sequence[str] | None,
    *,
    timeout: float | None,
    memory: float | None,
) -> int:
    """Run a query within limits and print its answer."""
    query_text = _text(text, path)
    knowledge = load(sources)
    kind = form_of(query_text)
    if format in (None, "table") and kind == "select":
        print(knowledge.select(query_text, timeout=timeout, memory=memory).to_text())
    elif format in (None, "table") and kind == "ask":
        print("yes" if knowledge.ask(query_text, timeout=timeout, memory=memory) else "no")
    elif format == "spreadsheet":
        table = knowledge.select(query_text, timeout=timeout, memory=memory)
        print(table.to_csv(spreadsheet=True), end="")
    else:
        chosen = "turtle" if format in (None, "table") else str(format)
        data = knowledge.results(query_text, chosen, timeout=timeout, memory=memory)
        sys.stdout.buffer.write(data)
    return 0


def _text(text: str | None, path: str | None) -> str:
    if (text is None) == (path is None):
        raise QueryError("give one query: as the argument, with -f FILE, or '-' for standard input")
    if path is not None and path != "-":
        return read_text(path)
    return sys.stdin.read() if "-" in (text, path) else str(text)
