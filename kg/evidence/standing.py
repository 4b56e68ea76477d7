"""Say how well figures and facts of a graph stand: who read them, what is stale or withdrawn."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.evidence.disagreements import Disagreement, disagreements
from kg.evidence.results import printed
from kg.model.catalogue import Catalogue
from kg.model.studies import Result
from kg.model.study_mapping import read_results
from kg.vocabulary import IRI

# What is said as of a day goes stale so many days later: labels, prices and guidelines are revised
# about every other year.
STALE_AFTER = 730

# As many of a kind are listed for a person; all of them are in the values.
_LISTED = 10

_WAYS: Mapping[str, str] = {
    "readInSource": "read in the source",
    "readInSecondarySource": "read in a secondary source",
    "notVerified": "not verified",
}

_KINDS: Mapping[str, str] = {
    "originalDocument": "from an original document",
    "copiedDocument": "from a copy of one",
    "secondaryDocument": "from a secondary document",
    "": "from a document of which that is not said",
}

# What rests on no figure, no study and no sentence of an index: approvals, warnings, doses,
# guidelines. The documents of one count by the nearest to whoever said it first.
_FACTS = """
SELECT DISTINCT ?claim ?kind {
  ?claim a tkg:Claim .
  FILTER NOT EXISTS { ?claim tkg:result ?result }
  FILTER NOT EXISTS { ?claim tkg:study ?study }
  FILTER NOT EXISTS { ?claim tkg:sentence ?sentence }
  OPTIONAL { ?claim tkg:source/tkg:sourceKind ?kind }
}
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold how well the figures and facts of a graph stand.

    Parameters
    ----------
    figures
        How many results were read somewhere, by where: ``readInSource``,
        ``readInSecondarySource``, ``notVerified``. What is pooled here is calculated, and does not
        count.
    stale, retracted, duplicates, disagreeing
        What to look at, one sentence each.
    printed_otherwise
        Figures of which a remark tells that another document has another one, which is not encoded
        beside it; one sentence each.
    facts
        How many claims that rest on no figure, study or located sentence (approvals, warnings,
        doses, guidelines) come from which kind of document: ``originalDocument``,
        ``copiedDocument``, ``secondaryDocument``, and empty where that is not said.
    """

    figures: Mapping[str, int]
    stale: tuple[str, ...]
    retracted: tuple[str, ...]
    duplicates: tuple[str, ...]
    disagreeing: tuple[str, ...]
    printed_otherwise: tuple[str, ...] = ()
    facts: Mapping[str, int] = field(default_factory=dict)

    def share(self, way: str) -> float | None:
        """Return the share of figures that were read in a way; None without figures.

        Examples
        --------
        >>> Standing({"readInSource": 1, "notVerified": 3}, (), (), (), ()).share("readInSource")
        0.25
        """
        total = sum(self.figures.values())
        return self.figures.get(way, 0) / total if total else None

    @property
    def to_look_at(self) -> Mapping[str, tuple[str, ...]]:
        """Return what to look at, by what it is."""
        return {
            "Stale": self.stale,
            "Retracted": self.retracted,
            "Registered twice": self.duplicates,
            "Sources that differ": self.disagreeing,
            "Printed otherwise elsewhere, as a remark tells": self.printed_otherwise,
        }

    def to_text(self, *, whole: bool = False) -> str:
        """Return it for a person to read; `whole` lists all where there are many of a kind."""
        lines = [_shares("Figures", self.figures, _WAYS), _shares("Facts", self.facts, _KINDS)]
        for name, found in self.to_look_at.items():
            lines.append(f"{name}: {len(found) or 'none'}.")
            listed = found if whole else found[:_LISTED]
            lines += [f"- {sentence}" for sentence in listed]
            if len(found) > len(listed):
                lines.append(f"- and {len(found) - len(listed)} more (--all lists them).")
        return "\n".join(lines)


def _shares(name: str, numbers: Mapping[str, int], words: Mapping[str, str]) -> str:
    total = sum(numbers.values())
    if not total:
        return f"{name}: none."
    parts = [
        f"{numbers.get(key, 0)} {said} ({100 * numbers.get(key, 0) / total:.0f} %)"
        for key, said in words.items()
        if key or numbers.get(key)
    ]
    return f"{name}: {total}; {', '.join(parts)}."


def standing(knowledge: Catalogue) -> Standing:
    """Return how well the figures of what is loaded stand.

    Examples
    --------
    >>> import kg
    >>> found = standing(kg.load("smoking"))
    >>> sum(found.figures.values()) > 0, found.retracted
    (True, ())
    """
    results = read_results(knowledge.store)
    figures = Counter(r.verification for r in results.values() if r.verification is not None)
    differing = disagreements(knowledge)
    return Standing(
        {way: figures[way] for way in _WAYS},
        tuple(_stale(knowledge)),
        tuple(_retracted(knowledge)),
        tuple(_duplicates(knowledge)),
        tuple(one.sentence for one in differing),
        tuple(_printed_otherwise(knowledge, results, differing)),
        _facts(knowledge),
    )


def _facts(knowledge: Catalogue) -> Mapping[str, int]:
    kinds: dict[object, set[str]] = {}
    for claim, kind in knowledge.select(_FACTS).tuples():
        kinds.setdefault(claim, set()).add(kind.local_name if isinstance(kind, IRI) else "")
    nearest = Counter(next(kind for kind in _KINDS if kind in of) for of in kinds.values())
    return {kind: nearest[kind] for kind in _KINDS}


def _printed_otherwise(
    knowledge: Catalogue, results: Mapping[IRI, Result], differing: Iterable[Disagreement]
) -> Iterable[str]:
    """Tell each remark once, with all the arms that it is of."""
    encoded = {iri for one in differing for iri in one.results}
    whose = {arm.iri: (study, arm) for study in knowledge.studies.values() for arm in study.arms}
    told: dict[tuple[str, str], list[str]] = {}
    for iri, result in sorted(results.items()):
        if not result.printed_otherwise or iri in encoded or result.arm not in whose:
            continue
        study, arm = whose[result.arm]
        key = (f"{study.label}, {knowledge.label(result.outcome)}", result.note or "no remark")
        told.setdefault(key, []).append(f"{arm.label} {printed(result)}")
    for (of, note), figures in told.items():
        yield f"{of}: {'; '.join(figures)}. {note.rstrip('.')}."


def _stale(knowledge: Catalogue) -> Iterable[str]:
    days = [pack.as_of for pack in knowledge.packs.values()]
    if not days:
        return
    last = max(days) - datetime.timedelta(days=STALE_AFTER)
    by_source: dict[tuple[str, datetime.date], int] = {}
    for claim in knowledge.claims.values():
        if claim.valid_as_of is not None and claim.valid_as_of < last:
            where = ", ".join(knowledge.label(source) for source in claim.sources)
            key = where, claim.valid_as_of
            by_source[key] = by_source.get(key, 0) + 1
    for (where, day), many in sorted(by_source.items(), key=lambda item: item[0][::-1]):
        claims = "1 claim is" if many == 1 else f"{many} claims are"
        yield f"{claims} as of {day.isoformat()} ({where}); look whether it still holds."


def _retracted(knowledge: Catalogue) -> Iterable[str]:
    for study in knowledge.studies.values():
        if study.retracted:
            claims = [c for c in knowledge.claims.values() if c.study == study.iri]
            yield f"{study.label}; {len(claims)} claims rest on it."


def _duplicates(knowledge: Catalogue) -> Iterable[str]:
    numbers: dict[str, list[str]] = {}
    for study in knowledge.studies.values():
        for number in study.registrations:
            numbers.setdefault(number, []).append(study.label)
    for number, labels in sorted(numbers.items()):
        if len(labels) > 1:
            yield f"{number}: {', '.join(sorted(labels))}; it counts once."
    dois: dict[str, list[str]] = {}
    for source in knowledge.sources.values():
        if source.doi:
            dois.setdefault(source.doi.casefold(), []).append(source.label)
    for doi, labels in sorted(dois.items()):
        if len(labels) > 1:
            yield f"{doi}: {', '.join(sorted(labels))}; make them one source."
