"""Let the WHERE of an update read all graphs, as a query does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.store.syntax import Token, tokens

# SPARQL cannot name the unnamed graph in USING; a copy under this name stands in for it.
_UNNAMED = "urn:treatment-kg:unnamed"


def read_union(update: str, graphs: Sequence[str]) -> str:
    """Return an update whose WHERE clauses read all graphs, unless they say which they read.

    Parameters
    ----------
    update
        A SPARQL update of one or more operations.
    graphs
        The IRIs of the named graphs; a graph that an operation of the same text makes is read by
        the next text only.

    Examples
    --------
    >>> print(read_union("DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", ["http://e/g"]))
    COPY DEFAULT TO <urn:treatment-kg:unnamed> ;
    DELETE { ?s ?p 1 } USING <urn:treatment-kg:unnamed>
    USING <http://e/g> USING NAMED <http://e/g> WHERE { ?s ?p 1 }
    ; DROP SILENT GRAPH <urn:treatment-kg:unnamed>
    >>> read_union("WITH <http://e/g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", ["http://e/h"])
    'WITH <http://e/g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }'
    """
    found = tokens(update)
    places = list(_open_wheres(found))
    if not graphs or not places:
        return update
    named = " ".join(f"USING <{graph}> USING NAMED <{graph}>" for graph in graphs)
    for operation, where in reversed(places):
        update = (
            f"{update[:operation]}COPY DEFAULT TO <{_UNNAMED}> ;\n"
            f"{update[operation:where]}USING <{_UNNAMED}>\n{named} {update[where:]}"
        )
    separator = "" if found[-1].text == ";" else "; "
    return f"{update}\n{separator}DROP SILENT GRAPH <{_UNNAMED}>"


def _open_wheres(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Find where operations with a template start whose WHERE does not say what it reads.

    Returns
    -------
    iterator of (int, int)
        The places of the operation's first word and of its WHERE.
    """
    depth = 0
    start: int | None = None
    has_template = chosen = False
    for token in found:
        word = token.keyword
        if token.kind == "mark" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
            has_template = True
        elif depth > 0:
            continue
        elif token.text == ";":
            start, has_template, chosen = None, False, False
        elif word in ("USING", "WITH"):
            chosen = True
        elif word in ("INSERT", "DELETE") and start is None:
            start = token.start
        elif word == "WHERE" and has_template and not chosen and start is not None:
            yield start, token.start
