"""Turn a constraint of a shape into the SELECT that finds what breaks it.

Each query has the columns ``this`` (the focus) and, where there is one, ``value``; a SPARQL-based
constraint may add ``path`` and others for its message. Terms are written as pyoxigraph serialises
them, so that nothing of a shape or of the data is pasted as text.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from kg.store.syntax import Token, tokens
from kg.validation.components import OF_FOCUS, OF_VALUE, Kinds, error, follow, kinds_of
from kg.validation.shapes import Constraint, Shape, Target
from kg.vocabulary import DERIVED, IRI

# What a query with pre-bound variables may not have (https://www.w3.org/TR/shacl/#pre-binding).
_FORBIDDEN = frozenset({"MINUS", "SERVICE", "VALUES"})


def query_of(shape: Shape, constraint: Constraint, kinds: Kinds) -> str:
    """Return the SELECT that finds what breaks a constraint.

    Parameters
    ----------
    shape
        A shape that has the constraint.
    constraint
        One of its constraints.
    kinds
        The classes below each class, itself included; a class that is missing has none below it.

    Raises
    ------
    DataError
        If the constraint cannot be said in SPARQL here.

    Examples
    --------
    >>> from kg.validation.shapes import SH, Path
    >>> ex = lambda name: ox.NamedNode("http://e/" + name)
    >>> constraint = Constraint("nodeKind", (ox.NamedNode(SH + "IRI"),), "x; y")
    >>> targets = (Target("targetClass", ex("C")),)
    >>> shape = Shape(IRI("x:S"), "thing", targets, Path(ex("p")), "violation", (constraint,))
    >>> print(query_of(shape, constraint, {}))
    SELECT DISTINCT ?this ?value WHERE {
      VALUES ?class { <http://e/C> } ?this a ?class .
      ?this <http://e/p> ?value .
      FILTER (!COALESCE(ISIRI(?value), false))
    }
    """
    targets = _targets(shape.targets, kinds)
    if constraint.parameter == "sparql":
        return _asked_at_once(shape, constraint, targets)
    if constraint.parameter in OF_VALUE:
        values = "BIND (?this AS ?value)" if shape.path is None else follow(shape.path, "?value")
        test = OF_VALUE[constraint.parameter](shape, constraint, kinds)
        return f"SELECT DISTINCT ?this ?value WHERE {{\n  {targets}\n  {values}\n  {test}\n}}"
    if shape.path is None:
        raise error(shape, f"has sh:{constraint.parameter} but no path", "add sh:path")
    test, after = OF_FOCUS[constraint.parameter](shape.path, constraint)
    return f"SELECT DISTINCT ?this WHERE {{\n  {targets}\n  {test}\n}} {after}"


def _targets(targets: Sequence[Target], kinds: Kinds) -> str:
    """Return the pattern that binds ``?this`` to all that a shape is about."""
    classes: set[str] = set()
    groups = []
    for target in targets:
        if target.kind == "targetClass":
            classes.update(kinds_of(IRI(target.term.value), kinds))
        elif target.kind == "targetNode":
            groups.append(f"VALUES ?this {{ {target.term} }}")
        elif target.kind == "targetSubjectsOf":
            groups.append(f"?this {target.term} ?any .")
        else:
            groups.append(f"?any {target.term} ?this .")
    if classes:
        groups.append(f"VALUES ?class {{ {' '.join(sorted(classes))} }} ?this a ?class .")
    if len(groups) == 1:
        return groups[0]
    return " UNION ".join(f"{{ {group} }}" for group in groups)


def _asked_at_once(shape: Shape, constraint: Constraint, targets: str) -> str:
    """Return the SELECT of a SPARQL-based constraint, asked of all its targets at once.

    Where it points at a triple (``path`` and ``value``), derived triples are left out: a finding
    is for whoever can mend it, and those nobody writes.
    """
    (query,) = constraint.values
    text = str(getattr(query, "value", ""))
    found = tokens(text)
    words = [token.keyword for token in found]
    if words.count("SELECT") != 1 or _FORBIDDEN & set(words):
        raise error(
            shape,
            "has a query that cannot be asked of all its targets at once",
            f"write one SELECT without {', '.join(sorted(_FORBIDDEN))}",
        )
    select = found[words.index("SELECT")]
    brace = next(token for token in found if token.kind == "mark" and token.text == "{")
    if {"path", "value"} <= _columns(found, select, brace):
        triple = f"GRAPH {ox.NamedNode(DERIVED)} {{ ?this ?path ?value }}"
        targets += f" FILTER NOT EXISTS {{ {triple} }}"
    start, middle = select.start + len("SELECT"), brace.start + 1
    return f"{text[:start]} DISTINCT{text[start:middle]} {targets} {text[middle:]}"


def _columns(found: Sequence[Token], select: Token, brace: Token) -> set[str]:
    between = (token for token in found if select.start < token.start < brace.start)
    return {token.text[1:] for token in between if token.kind == "variable"}
