"""Say how well the figures of a graph stand: who read them, and what is stale or withdrawn."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evidence.disagreements import disagreements
from kg.model.catalogue import Catalogue
from kg.model.study_mapping import read_results

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


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold how well the figures of a graph stand.

    Parameters
    ----------
    figures
        How many results were read somewhere, by where: ``readInSource``,
        ``readInSecondarySource``, ``notVerified``. What is pooled here is calculated, and does not
        count.
    stale, retracted, duplicates, disagreeing
        What to look at, one sentence each.
    """

    figures: Mapping[str, int]
    stale: tuple[str, ...]
    retracted: tuple[str, ...]
    duplicates: tuple[str, ...]
    disagreeing: tuple[str, ...]

    def share(self, way: str) -> float | None:
        """Return the share of figures that were read in a way; None without figures.

        Examples
        --------
        >>> Standing({"readInSource": 1, "notVerified": 3}, (), (), (), ()).share("readInSource")
        0.25
        """
        total = sum(self.figures.values())
        return self.figures.get(way, 0) / total if total else None

    def to_text(self) -> str:
        """Return it for a person to read."""
        total = sum(self.figures.values())
        if not total:
            lines = ["Figures: none."]
        else:
            parts = []
            for way, words in _WAYS.items():
                many = self.figures.get(way, 0)
                parts.append(f"{many} {words} ({100 * many / total:.0f} %)")
            lines = [f"Figures: {total}; {', '.join(parts)}."]
        for name, found in (
            ("Stale", self.stale),
            ("Retracted", self.retracted),
            ("Registered twice", self.duplicates),
            ("Sources that differ", self.disagreeing),
        ):
            lines.append(f"{name}: {len(found) or 'none'}.")
            lines += [f"- {sentence}" for sentence in found[:_LISTED]]
            if len(found) > _LISTED:
                lines.append(f"- and {len(found) - _LISTED} more.")
        return "\n".join(lines)


def standing(knowledge: Catalogue) -> Standing:
    """Return how well the figures of what is loaded stand.

    Examples
    --------
    >>> import kg
    >>> found = standing(kg.load("smoking"))
    >>> sum(found.figures.values()) > 0, found.retracted
    (True, ())
    """
    results = read_results(knowledge.store).values()
    figures = Counter(r.verification for r in results if r.verification is not None)
    return Standing(
        {way: figures[way] for way in _WAYS},
        tuple(_stale(knowledge)),
        tuple(_retracted(knowledge)),
        tuple(_duplicates(knowledge)),
        tuple(one.sentence for one in disagreements(knowledge)),
    )


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
