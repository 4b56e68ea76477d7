"""Put the limits of a claim into plain words: for whom, compared with what, when, said where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model.values import Claim, Sentence
from kg.vocabulary import IRI
from kg.words.labels import clean
from kg.words.plain import time_said
from kg.words.wording import MOST_NAMED


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Hold one limit of a claim: what it is called, what it says, and the phrase for both.

    The phrase is empty where the sentence says the same.
    """

    name: str
    value: str
    phrase: str


# How the qualifiers that name another thing are called and put, by the claim's field.
_LINKS: Mapping[str, tuple[str, str]] = {
    "disease": ("Disease", "in"),
    "population": ("Population", "in"),
    "compared_with": ("Compared with", "compared with"),
    "means": ("Through", "through"),
    "purpose": ("With a view to", "with a view to"),
    "region": ("Region", "in"),
    "agency": ("Agency", "by"),
    "study": ("Study", "according to"),
}


def qualifiers(claim: Claim, labels: Mapping[str, str]) -> tuple[Qualifier, ...]:
    """Return the limits of a claim in words, in a fixed order.

    What the sentence of a claim says already, such as what it compares with, has no phrase here.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from kg.vocabulary import IRI, TKG
    >>> claim = Claim(
    ...     IRI("ex:1"), IRI("ex:a"), TKG.reduces, IRI("ex:b"), "supports", "shown",
    ...     comparator=IRI("ex:c"), weeks=Decimal(104), time_label="24 months",
    ... )
    >>> [qualifier.phrase for qualifier in qualifiers(claim, {"ex:c": "placebo"})]
    ['', '24 months (2 years)']
    """
    found = []
    for field, (name, preposition) in _LINKS.items():
        if field == "compared_with":
            found += _compared(claim, labels, name, preposition)
        elif (iri := getattr(claim, field)) is not None:
            said = field == "disease" and _names_it(claim, labels, labels[iri])
            phrase = "" if said else f"{preposition} {labels[iri]}"
            found.append(Qualifier(name, labels[iri], phrase))
    for name, text in (("Dose", claim.dose), ("How often", claim.frequency)):
        if printed := clean(text or ""):
            found.append(Qualifier(name, printed, printed))
    if claim.year is not None:
        found.append(Qualifier("Year", f"{claim.year}", f"{claim.year}"))
    if time := _time(claim):
        found.append(Qualifier("Time", time, time))
    if claim.position is not None:
        said = claim.predicate.local_name == "hasStep"
        phrase = "" if said else f"number {claim.position}"
        found.append(Qualifier("Position", f"{claim.position}", phrase))
    if note := clean(claim.qualification or ""):
        found.append(Qualifier("Note", note, f"note: {note}"))
    if claim.applies_to_kinds:
        found.append(Qualifier("Scope", "all its kinds", "holds for all its kinds"))
    if claim.valid_as_of is not None:
        date = claim.valid_as_of.isoformat()
        found.append(Qualifier("As of", date, f"as of {date}"))
    for study in claim.about_studies:
        found.append(Qualifier("About the study", labels[study], f"about {labels[study]}"))
    return tuple(found)


def _compared(
    claim: Claim, labels: Mapping[str, str], name: str, preposition: str
) -> list[Qualifier]:
    """Return what a claim compares with; in a phrase only where its sentence does not name it."""
    ends = ", ".join(labels[iri] for iri in claim.compared_with)
    named = len(claim.compared_with) <= MOST_NAMED
    return [Qualifier(name, ends, "" if named else f"{preposition} {ends}")] if ends else []


def _names_it(claim: Claim, labels: Mapping[str, str], disease: str) -> bool:
    """Say whether the sentence of a claim names its disease already."""
    return any(disease in labels[iri] for iri in (claim.subject, claim.object))


def _time(claim: Claim) -> str:
    printed = clean(claim.time_label or "")
    if claim.weeks is None:
        return printed
    said = time_said(float(claim.weeks))
    if not printed:
        weeks = f"at {claim.weeks.normalize():f} weeks"
        return weeks if said.endswith(("week", "weeks")) else f"{weeks} ({said})"
    return printed if re.search(rf"(?<!\d){said}\b", printed) else f"{printed} ({said})"


def location(
    claim: Claim, sentences: Mapping[IRI, Sentence], labels: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return where a claim is stated: pairs of a document's label and the places in it.

    Examples
    --------
    >>> from kg.vocabulary import IRI, TKG
    >>> claim = Claim(
    ...     IRI("ex:1"), IRI("ex:a"), TKG.halts, IRI("ex:b"), "supports", "shown",
    ...     sources=(IRI("ex:paper"),), sentences=(IRI("ex:s"),),
    ... )
    >>> place = Sentence(IRI("ex:s"), IRI("ex:paper"), IRI("ex:results"), 17, 2, "sha256:0")
    >>> location(claim, {IRI("ex:s"): place}, {"ex:paper": "A paper", "ex:results": "Results"})
    (('A paper', 'Results, block 17, sentence 2'),)
    """
    return tuple((labels[iri], where) for iri, where in places(claim, sentences, labels))


def places(
    claim: Claim, sentences: Mapping[IRI, Sentence], labels: Mapping[str, str]
) -> tuple[tuple[IRI, str], ...]:
    """Return where a claim is stated: pairs of a document and the places in it."""
    found: dict[IRI, list[str]] = {source: [] for source in claim.sources}
    known = [sentences[iri] for iri in claim.sentences if iri in sentences]
    for one in sorted(known, key=lambda place: (place.source, place.block, place.position)):
        place = f"{labels[one.section]}, block {one.block}, sentence {one.position}"
        found.setdefault(one.source, []).append(place)
    return tuple((document, "; ".join(where)) for document, where in found.items())


def join_phrases(phrases: Sequence[Qualifier]) -> str:
    """Return the phrases of qualifiers as one text.

    Examples
    --------
    >>> join_phrases([Qualifier("Region", "Europe", "in Europe"), Qualifier("Time", "now", "now")])
    'in Europe; now'
    """
    return "; ".join(qualifier.phrase for qualifier in phrases if qualifier.phrase)
