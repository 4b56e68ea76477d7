"""Let the WHERE of an update read all graphs, as a query does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.store.syntax import Token, tokens


def read_union(update: str, graphs: Sequence[str]) -> str:
    """Return an update whose WHERE clauses read all named graphs, unless they say which they read.

    Parameters
    ----------
    update
        A SPARQL update of one or more operations.
    graphs
        The IRIs of the named graphs.

    Examples
    --------
    >>> read_union("DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", ["http://e/g"])
    'DELETE { ?s ?p 1 } USING <http://e/g> USING NAMED <http://e/g> WHERE { ?s ?p 1 }'
    >>> read_union("WITH <http://e/g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", ["http://e/h"])
    'WITH <http://e/g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }'
    """
    using = " ".join(f"USING <{graph}> USING NAMED <{graph}>" for graph in graphs)
    if not using:
        return update
    for start in reversed(list(_open_wheres(tokens(update)))):
        update = f"{update[:start]}{using} {update[start:]}"
    return update


def _open_wheres(found: Sequence[Token]) -> Iterator[int]:
    """Find the WHEREs that follow a template and say nothing of what they read."""
    depth = 0
    has_template = chosen = False
    for token in found:
        if token.kind == "mark" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
            has_template = True
        elif depth == 0 and token.text == ";":
            has_template = chosen = False
        elif depth == 0 and token.keyword in ("USING", "WITH"):
            chosen = True
        elif depth == 0 and token.keyword == "WHERE" and has_template and not chosen:
            yield token.start
