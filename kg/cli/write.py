"""Write the page, the RDF and the GraphML from a shell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.cli.sources import load, note
from kg.errors import NothingFoundError
from kg.files import read_text, write_whole

if TYPE_CHECKING:
    from kg.knowledge import Knowledge


def view(
    sources: Sequence[str] | None,
    out: str,
    *,
    renderer: str,
    focus: str | None,
    hops: int | None,
    query: str | None,
    show: bool,
    timeout: float | None,
    memory: float | None,
) -> int:
    """Write the interactive page, and open it in a browser if asked to."""
    text = None if query is None else sys.stdin.read() if query == "-" else read_text(query)
    try:
        load(sources).view(
            out,
            renderer=renderer,
            focus=focus,
            hops=hops,
            query=text,
            timeout=timeout,
            memory=memory,
        )
    except NothingFoundError as error:
        note(f"kg: {error}")
        return 1
    note(f"wrote {out}")
    if show:
        import webbrowser
        from pathlib import Path

        webbrowser.open(Path(out).resolve().as_uri())
    return 0


def export(sources: Sequence[str] | None, format: str, out: str) -> int:
    """Write everything in a format, to a file or to standard output."""
    data = EXPORTS[format](load(sources))
    if out == "-":
        sys.stdout.buffer.write(data)
    else:
        write_whole(out, data)
        note(f"wrote {out}")
    return 0


def _trig(knowledge: Knowledge) -> bytes:
    from kg.exchange.rdf import to_trig

    return to_trig(knowledge.store)


def _graphml(knowledge: Knowledge) -> bytes:
    from kg.exchange.graphml import to_graphml

    return to_graphml(knowledge.graph())


EXPORTS: Mapping[str, Callable[[Knowledge], bytes]] = {"trig": _trig, "graphml": _graphml}
