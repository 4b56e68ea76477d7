"""Catch everything that `kg` refuses, by one base class.

Each error keeps its culprit as attributes and builds its one-line sentence in
``__str__``, so it can be pickled and shown as it is.
"""

from __future__ import annotations

from collections.abc import Sequence


class KgError(Exception):
    """Be the base of every error that is the caller's to mend."""


class LoadError(KgError):
    """Say which file could not be read, where, and why.

    Examples
    --------
    >>> print(LoadError("trials.ttl", "the file is empty", remedy="give it at least one triple"))
    'trials.ttl': the file is empty; give it at least one triple
    >>> print(LoadError("trials.ttl", "unexpected end", line=2, column=6))
    'trials.ttl', line 2, column 6: unexpected end; nothing was loaded
    """

    def __init__(
        self,
        path: str,
        reason: str,
        *,
        line: int | None = None,
        column: int | None = None,
        remedy: str = "nothing was loaded",
    ) -> None:
        super().__init__(path, reason)
        self.path, self.reason, self.line, self.column = path, reason, line, column
        self.remedy = remedy

    def __str__(self) -> str:
        place = repr(self.path)
        if self.line is not None:
            place += f", line {self.line}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{place}: {self.reason}; {self.remedy}"


class QueryError(KgError):
    """Say where a SPARQL query or update is wrong.

    Examples
    --------
    >>> print(QueryError("expected '}'", line=3, column=2))
    query, line 3, column 2: expected '}'
    """

    def __init__(self, reason: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column

    def __str__(self) -> str:
        if self.line is None:
            return f"query: {self.reason}"
        return f"query, line {self.line}, column {self.column}: {self.reason}"


class LimitError(QueryError):
    """Say that a query was stopped, and at which limit: time, memory, or its process failed.

    Examples
    --------
    >>> print(LimitError("after 5 s", "time"))
    query: was stopped after 5 s; narrow it, or allow more time
    """

    def __init__(self, where: str, limit: str) -> None:
        remedy = "make it simpler" if limit == "process" else f"narrow it, or allow more {limit}"
        super().__init__(f"was stopped {where}; {remedy}")
        self.where, self.limit = where, limit

    def __reduce__(self) -> tuple[type[LimitError], tuple[str, str]]:
        return LimitError, (self.where, self.limit)


class NothingFoundError(QueryError):
    """Say that a query ran, and that nothing it found can be drawn.

    Examples
    --------
    >>> NothingFoundError().reason.partition("; ")[0]
    'its result holds no concept and no claim'
    """

    def __init__(self) -> None:
        super().__init__(
            "its result holds no concept and no claim;"
            " select some, such as ?claim { ?claim a tkg:Claim }"
        )

    def __reduce__(self) -> tuple[type[NothingFoundError], tuple[()]]:
        return NothingFoundError, ()


class UnknownNameError(KgError):
    """Say which name is not there, and which near ones are.

    Examples
    --------
    >>> print(UnknownNameError("concept", "natalizumb", ["natalizumab", "placebo"]))
    concept 'natalizumb' is not in the graph; did you mean 'natalizumab'?
    """

    def __init__(
        self, kind: str, name: str, known: Sequence[str], *, where: str = "in the graph"
    ) -> None:
        super().__init__(kind, name, tuple(known))
        self.kind, self.name, self.known, self.where = kind, name, tuple(known), where

    @property
    def suggestions(self) -> list[str]:
        """List the known names that look most like the unknown one."""
        from difflib import get_close_matches

        folded: dict[str, str] = {}
        for name in sorted(self.known, reverse=True):
            folded[name.casefold()] = name
        near = get_close_matches(str(self.name).casefold(), sorted(folded), n=3, cutoff=0.6)
        return [folded[name] for name in near]

    def __str__(self) -> str:
        sentence = f"{self.kind} {self.name!r} is not {self.where}"
        if near := self.suggestions:
            return f"{sentence}; did you mean {' or '.join(map(repr, near))}?"
        if self.known and len(self.known) <= 12:
            return f"{sentence}; there are {', '.join(map(repr, sorted(self.known)))}"
        return f"{sentence}; check the spelling"


class NoConceptError(UnknownNameError):
    """Say that a name is of something in the data which is read as no concept, why, and the remedy.

    Examples
    --------
    >>> print(NoConceptError("AFFIRM", "its class is ex:Trial", "give it one of the vocabulary"))
    'AFFIRM' is in the data, but is read as no concept: its class is ex:Trial; give it one of the \
vocabulary
    """

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__("concept", name, ())
        self.reason, self.remedy = reason, remedy

    def __reduce__(self) -> tuple[type[NoConceptError], tuple[str, str, str]]:
        return NoConceptError, (self.name, self.reason, self.remedy)

    def __str__(self) -> str:
        named = f"{self.name!r} is in the data, but is read as no concept"
        return f"{named}: {self.reason}; {self.remedy}"


class AmbiguousNameError(KgError):
    """Say that a name stands for several things, and which.

    Examples
    --------
    >>> print(AmbiguousNameError("concept", "MS", ["mitral stenosis", "multiple sclerosis"]))
    concept 'MS' is ambiguous; it could be 'mitral stenosis' or 'multiple sclerosis'
    """

    def __init__(self, kind: str, name: str, candidates: Sequence[str]) -> None:
        super().__init__(kind, name, tuple(candidates))
        self.kind, self.name, self.candidates = kind, name, tuple(candidates)

    def __str__(self) -> str:
        options = " or ".join(map(repr, self.candidates))
        return f"{self.kind} {self.name!r} is ambiguous; it could be {options}"


class WriteError(KgError):
    """Say which file or folder could not be written.

    Examples
    --------
    >>> print(WriteError("/proc/out", "permission denied"))
    '/proc/out' cannot be written: permission denied; choose a folder you may write to
    """

    def __init__(
        self, path: str, reason: str, *, remedy: str = "choose a folder you may write to"
    ) -> None:
        super().__init__(path, reason)
        self.path, self.reason, self.remedy = path, reason, remedy

    def __str__(self) -> str:
        return f"{self.path!r} cannot be written: {self.reason}; {self.remedy}"


class DataError(KgError):
    """Say which part of loaded data cannot be understood, and what to do.

    Examples
    --------
    >>> print(DataError("claim 'ex:c1'", "has no direction", "add tkg:direction"))
    claim 'ex:c1' has no direction; add tkg:direction
    """

    def __init__(self, culprit: str, reason: str, remedy: str) -> None:
        super().__init__(culprit, reason, remedy)
        self.culprit, self.reason, self.remedy = culprit, reason, remedy

    def __str__(self) -> str:
        return f"{self.culprit} {self.reason}; {self.remedy}"
