"""Hold what validation found: findings that say what is wrong and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from kg.store.terms import BlankNode
from kg.vocabulary import IRI

if TYPE_CHECKING:
    import pandas

Severity: TypeAlias = Literal["violation", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one thing that a shape objects to.

    Parameters
    ----------
    focus
        What the finding is about.
    path
        The property in question, if the shape is about one.
    value
        The value in question, as a Python value, if there is one.
    message
        What the shape says: what is wrong; what to do.
    severity
        How bad it is.
    shape
        The shape that objects.
    kind
        What the shape calls its focus: claim, concept, pack …
    name
        The focus as people read it, a CURIE where a prefix fits; empty for a blank node.
    shown
        The value as people read it; empty if the message names it or there is none.

    Examples
    --------
    >>> finding = Finding(
    ...     focus=IRI("https://example.org/c1"),
    ...     path=IRI("https://w3id.org/treatment-kg/ontology#direction"),
    ...     value=IRI("https://w3id.org/treatment-kg/ontology#higher"),
    ...     message="a claim has a direction that is none; use tkg:supports",
    ...     severity="violation",
    ...     shape=IRI("https://w3id.org/treatment-kg/shapes#ClaimDirectionIsKnown"),
    ...     kind="claim",
    ...     name="ex:c1",
    ...     shown="'tkg:higher'",
    ... )
    >>> print(finding)
    claim 'ex:c1' has a direction that is none ('tkg:higher'); use tkg:supports
    """

    focus: IRI | BlankNode
    path: IRI | None
    value: Any
    message: str
    severity: Severity
    shape: IRI
    kind: str = ""
    name: str = ""
    shown: str = ""

    def __str__(self) -> str:
        wrong, separator, remedy = self.message.partition("; ")
        culprit = repr(self.name) if self.kind == "thing" else f"{self.kind} {self.name!r}"
        for start in (f"a {self.kind} ", f"an {self.kind} "):
            if self.name and wrong.startswith(start):
                wrong = f"{culprit} {wrong.removeprefix(start)}"
        if self.shown:
            wrong += f" ({self.shown})"
        return wrong + separator + remedy


@dataclass(frozen=True, slots=True)
class Report:
    """Hold every finding of a validation, sorted by focus and shape.

    Examples
    --------
    >>> Report(()).conforms
    True
    >>> print(Report(()).to_text())
    nothing to mend
    """

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Say whether nothing is wrong; a warning is not yet wrong."""
        return all(finding.severity != "violation" for finding in self.findings)

    def to_text(self) -> str:
        """Return the findings as lines of text, those that are not violations marked as such."""
        if not self.findings:
            return "nothing to mend"
        return "\n".join(
            str(finding) if finding.severity == "violation" else f"{finding.severity}: {finding}"
            for finding in self.findings
        )

    def to_pandas(self) -> pandas.DataFrame:
        """Return the findings as a pandas DataFrame, a row each, with the sentence last."""
        import pandas

        columns = ["focus", "path", "value", "message", "severity", "shape"]
        rows = [[*(getattr(row, column) for column in columns), str(row)] for row in self.findings]
        return pandas.DataFrame(rows, columns=[*columns, "sentence"])
