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
      ?this <http://e/p> ?value .
      FILTER (!COALESCE(ISIRI(?value), false))
      FILTER (EXISTS { VALUES ?class { <http://e/C> } ?this a ?class })
    }
    """
    if constraint.parameter == "sparql":
        return _asked_at_once(shape, constraint, kinds)
    if constraint.parameter in OF_VALUE:
        test = OF_VALUE[constraint.parameter](shape, constraint, kinds)
        if shape.path is None:
            lines = [_targets(shape.targets, kinds), "BIND (?this AS ?value)", test]
        else:
            lines = [follow(shape.path, "?value"), test, _is_target(shape.targets, kinds)]
        return _select("?this ?value", lines)
    if shape.path is None:
        raise error(shape, f"has sh:{constraint.parameter} but no path", "add sh:path")
    of_focus = OF_FOCUS[constraint.parameter](shape.path, constraint)
    if of_focus.binds:
        lines = [of_focus.pattern, _is_target(shape.targets, kinds)]
    else:
        lines = [_targets(shape.targets, kinds), of_focus.pattern]
    return _select("?this", lines) + of_focus.after


def _select(columns: str, lines: Sequence[str]) -> str:
    group = "".join(f"  {line}\n" for line in lines)
    return f"SELECT DISTINCT {columns} WHERE {{\n{group}}}"


def _targets(targets: Sequence[Target], kinds: Kinds) -> str:
    """Return the pattern that leads to all that a shape is about."""
    groups = [
        f"VALUES ?this {{ {target.term} }}" if target.kind == "targetNode" else group
        for target, group in zip(targets, _groups(targets, kinds), strict=True)
    ]
    return groups[0] if len(groups) == 1 else " UNION ".join(f"{{ {group} }}" for group in groups)


def _is_target(targets: Sequence[Target], kinds: Kinds) -> str:
    """Return the filter that keeps what a shape is about.

    It is faster than `_targets` where something else leads to the focus, because few break a rule.
    """
    conditions = [
        f"?this = {target.term}" if target.kind == "targetNode" else f"EXISTS {{ {group} }}"
        for target, group in zip(targets, _groups(targets, kinds), strict=True)
    ]
    return f"FILTER ({' || '.join(conditions)})"


def _groups(targets: Sequence[Target], kinds: Kinds) -> list[str]:
    """Return a pattern for each target; none for a node."""
    forms = {
        "targetClass": "VALUES ?class {{ {kinds} }} ?this a ?class",
        "targetNode": "",
        "targetObjectsOf": "?any {term} ?this",
        "targetSubjectsOf": "?this {term} ?any",
    }
    return [
        forms[target.kind].format(
            kinds=" ".join(kinds_of(IRI(target.term.value), kinds)), term=target.term
        )
        for target in targets
    ]


def _asked_at_once(shape: Shape, constraint: Constraint, kinds: Kinds) -> str:
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
    added = _is_target if _leads_to_focus(found, brace) else _targets
    lines = [added(shape.targets, kinds)]
    if {"path", "value"} <= _columns(found, select, brace):
        triple = f"GRAPH {ox.NamedNode(DERIVED)} {{ ?this ?path ?value }}"
        lines.append(f"FILTER NOT EXISTS {{ {triple} }}")
    start, middle = select.start + len("SELECT"), brace.start + 1
    return f"{text[:start]} DISTINCT{text[start:middle]} {' '.join(lines)} {text[middle:]}"


def _leads_to_focus(found: Sequence[Token], brace: Token) -> bool:
    """Say whether the outermost group has a triple pattern with the focus in it."""
    braces = parentheses = 0
    for token in found:
        if token.start < brace.start or token.kind not in ("mark", "variable"):
            continue
        braces += (token.text == "{") - (token.text == "}")
        parentheses += (token.text == "(") - (token.text == ")")
        if token.text[1:] == "this" and (braces, parentheses) == (1, 0):
            return True
    return False


def _columns(found: Sequence[Token], select: Token, brace: Token) -> set[str]:
    between = (token for token in found if select.start < token.start < brace.start)
    return {token.text[1:] for token in between if token.kind == "variable"}
