"""Check that every sentence of a source is accounted for, every claim, and every figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kg.sentences import Located, read_sentences

if TYPE_CHECKING:
    from kg.evidence.standing import Standing
    from kg.model.catalogue import Catalogue
    from kg.model.values import Claim, Sentence
    from kg.store.table import Table
    from kg.vocabulary import IRI


@dataclass(frozen=True, slots=True)
class Coverage:
    """Hold how one section of a source is covered, in numbers of sentences and claims."""

    source: str
    section: str
    sentences: int
    with_claims: int
    without_claim: int
    open: int
    claims: int


@dataclass(frozen=True, slots=True)
class Audit:
    """Hold what an audit found.

    Parameters
    ----------
    coverage
        One line a section, in the order of the sources; a claim that two sections state counts in
        both.
    claims
        The number of located claims.
    reasons
        Number of sentences that yield no claim, by reason.
    findings
        What is wrong, one sentence each; none means complete.
    checked
        The number of fingerprints compared with a text; 0 if none was given.
    standing
        How well the figures and facts stand.
    """

    coverage: tuple[Coverage, ...]
    claims: int
    reasons: Mapping[str, int]
    findings: tuple[str, ...]
    standing: Standing
    checked: int = 0

    @property
    def complete(self) -> bool:
        """Say whether nothing is missing."""
        return not self.findings

    def to_text(self, *, whole: bool = False) -> str:
        """Return the audit for a person to read; `whole` lists all where there are many."""
        from kg.evidence.sentences import counted
        from kg.store.table import Table

        columns = "section sentences with_claims without_claim open claims".split()
        rows = [[getattr(line, column) for column in columns] for line in self.coverage]
        total = [
            "all",
            *(sum(row[i] for row in rows) for i in range(1, len(columns) - 1)),
            self.claims,
        ]
        headings = [column.replace("_", " ") for column in columns]
        lines = []
        for source in dict.fromkeys(line.source for line in self.coverage):
            lines.append(source)
        lines.append(Table(headings, [*rows, total]).to_text())
        in_sections = sum(line.claims for line in self.coverage)
        if in_sections != self.claims:
            lines.append(
                f"A claim counts in each section that states it, and once in all: {in_sections} in"
                f" the sections are {counted(self.claims, 'claim')}."
            )
        reasons = ", ".join(f"{count} {name}" for name, count in self.reasons.items())
        lines.append(f"Sentences without a claim, by reason: {reasons or 'none'}.")
        if self.checked:
            lines.append(f"Fingerprints compared with the text: {self.checked}.")
        lines.append(self.standing.to_text(whole=whole))
        lines += self.findings or [
            "Every sentence is accounted for, and every claim has its source."
        ]
        return "\n".join(lines)

    def to_table(self) -> Table:
        """Return everything there is to look at: what kind of thing it is, and a sentence.

        Examples
        --------
        >>> import kg
        >>> found = kg.load("smoking").audit().to_table()
        >>> found.columns, {row[0] for row in found}
        (('kind', 'sentence'), {'Sources that differ'})
        """
        from kg.store.table import Table

        kinds = {"Incomplete": self.findings, **self.standing.to_look_at}
        rows = [[kind, sentence] for kind, found in kinds.items() for sentence in found]
        return Table(["kind", "sentence"], rows)

    def to_json(self) -> str:
        """Return all of it as JSON: coverage, how figures and facts stand, what to look at."""
        import json

        kinds = {"Incomplete": self.findings, **self.standing.to_look_at}
        whole = {
            "coverage": [asdict(line) for line in self.coverage],
            "claims": self.claims,
            "reasons": dict(self.reasons),
            "checked": self.checked,
            "figures": dict(self.standing.figures),
            "facts": {kind or "notSaid": many for kind, many in self.standing.facts.items()},
            "to_look_at": {kind: list(found) for kind, found in kinds.items()},
        }
        return json.dumps(whole, ensure_ascii=False, indent=1)


def audit(knowledge: Catalogue, source: str | None = None) -> Audit:
    """Check the sentence indexes and the claims of what is loaded.

    Parameters
    ----------
    knowledge
        What is loaded.
    source
        A text file to compare every fingerprint with; optional.
    """
    from kg.evidence.standing import standing
    from kg.model.mapping import read_sentences as read_index

    index = read_index(knowledge.store)
    claims = knowledge.claims
    cited: dict[IRI, list[IRI]] = {iri: [] for iri in index}
    for claim in claims.values():
        for sentence in claim.sentences:
            cited.setdefault(sentence, []).append(claim.iri)
    findings = [*_claim_findings(knowledge, index), *_index_findings(index, cited)]
    checked = 0
    if source is not None:
        text = read_sentences(source)
        findings += _text_findings(list(index.values()), text, source)
        checked = len(text)
    return Audit(
        coverage=tuple(_coverage(knowledge, index, cited)),
        claims=sum(bool(claim.sentences) for claim in claims.values()),
        reasons=_reasons(index),
        findings=tuple(findings),
        standing=standing(knowledge),
        checked=checked,
    )


def _coverage(
    knowledge: Catalogue, index: Mapping[IRI, Sentence], cited: Mapping[IRI, list[IRI]]
) -> list[Coverage]:
    sections: dict[tuple[IRI, IRI], list[Sentence]] = {}
    for sentence in index.values():
        sections.setdefault((sentence.source, sentence.section), []).append(sentence)
    return [
        Coverage(
            source=knowledge.label(source),
            section=knowledge.label(section),
            sentences=len(members),
            with_claims=sum(bool(cited[s.iri]) for s in members),
            without_claim=sum(s.no_claim is not None for s in members),
            open=sum(not cited[s.iri] and s.no_claim is None for s in members),
            claims=len({claim for s in members for claim in cited[s.iri]}),
        )
        for (source, section), members in sections.items()
    ]


def _reasons(index: Mapping[IRI, Sentence]) -> dict[str, int]:
    reasons = [sentence.no_claim for sentence in index.values() if sentence.no_claim]
    return {reason: reasons.count(reason) for reason in sorted(set(reasons))}


def _claim_findings(knowledge: Catalogue, index: Mapping[IRI, Sentence]) -> list[str]:
    indexed = {sentence.source for sentence in index.values()}
    findings = []
    for iri, claim in knowledge.claims.items():
        name = f"claim {iri.local_name!r}"
        if not claim.sources:
            findings.append(f"{name} has no source; add tkg:source")
        if not claim.sentences and indexed.intersection(claim.sources):
            findings.append(f"{name} is not located in its source; add tkg:sentence")
        findings += _unknown_sentences(name, claim, index)
    return findings


def _unknown_sentences(name: str, claim: Claim, index: Mapping[IRI, Sentence]) -> list[str]:
    return [
        f"{name} cites {sentence.local_name!r}, which is in no sentence index; correct it"
        for sentence in claim.sentences
        if sentence not in index
    ]


def _index_findings(index: Mapping[IRI, Sentence], cited: Mapping[IRI, list[IRI]]) -> list[str]:
    findings = []
    for iri, sentence in index.items():
        if not cited[iri] and sentence.no_claim is None:
            findings.append(
                f"sentence {iri.local_name!r} has no claim and no reason;"
                " add a claim or tkg:yieldsNoClaim"
            )
        if cited[iri] and sentence.no_claim is not None:
            findings.append(
                f"sentence {iri.local_name!r} has a claim and a reason for none; remove one"
            )
    return findings


def _text_findings(index: Sequence[Sentence], text: Sequence[Located], path: str) -> list[str]:
    """Compare every fingerprint of an index with a text, both ways."""
    there = {(located.block, located.position): located for located in text}
    known = {(sentence.block, sentence.position) for sentence in index}
    findings = []
    for sentence in index:
        place = f"block {sentence.block}, sentence {sentence.position}"
        located = there.get((sentence.block, sentence.position))
        if located is None:
            findings.append(
                f"{path!r} has no {place}, which the index has; check that it is the source"
            )
        elif located.fingerprint != sentence.fingerprint:
            findings.append(f"{path!r}, {place}: the text differs from the index; read it again")
    findings += [
        f"{path!r}, block {block}, sentence {position}: the index lacks it; add it"
        for block, position in sorted(set(there) - known)
    ]
    return findings
