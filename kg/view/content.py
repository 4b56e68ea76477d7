"""Hold what the page says of every concept and claim, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.comparison.claim_strength import ClaimStrength, claim_strengths
from kg.comparison.evidence_by_outcome import EvidenceByOutcome
from kg.comparison.steps import places_of_steps
from kg.model.mapping import CLAIM_LINKS, read_reached, read_sentences
from kg.model.studies import report_of
from kg.model.study_mapping import read_results
from kg.model.values import Claim, Concept, Sentence
from kg.view import lines
from kg.view.background import READ, FigureText, figure_text
from kg.view.families import family_of
from kg.vocabulary import IRI, ONTOLOGY, TKG
from kg.words import qualifiers, wording
from kg.words.figures import figure_texts
from kg.words.labels import Labels, clean, term_name, web_address

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

_READ = list(READ.values())
DESIRABLE = {"higher": "more of it", "lower": "less of it"}


@dataclass(frozen=True, slots=True)
class ClaimText:
    """Hold one claim in words; IRIs only to tell things apart, never to be shown.

    What the report of a study says that was superseded or retracted is no benefit and no risk.
    """

    iri: str
    sentence: str
    subject: str
    object: str
    subject_label: str
    object_label: str
    predicate: str
    relation: str
    direction: str
    direction_label: str
    direction_note: str
    modality: str
    modality_label: str
    modality_note: str
    line: str
    effect: str | None
    qualifiers: tuple[qualifiers.Qualifier, ...]
    qualified: str
    mentions: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    figures: tuple[FigureText, ...]
    read: str
    study: str | None
    report: str
    strength: str
    strength_reason: str
    about: tuple[str, ...]
    contested_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermLink:
    """Hold a term of a public ontology: its name, its kind of match, and its web address."""

    name: str
    kind: str
    href: str | None


@dataclass(frozen=True, slots=True)
class ConceptText:
    """Hold one concept in words, and the claims by the part that it has in them."""

    iri: str
    label: str
    kind: str
    family: str
    definition: str
    names: tuple[str, ...]
    links: tuple[TermLink, ...]
    desirable: str
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    own: tuple[str, ...]
    other: tuple[str, ...]
    inherited: tuple[str, ...]
    general: tuple[str, ...]


def claim_texts(
    knowledge: Catalogue, labels: Labels, *, evidence: EvidenceByOutcome | None = None
) -> dict[str, ClaimText]:
    """Return every claim in words by its IRI, in the order of the sources.

    Parameters
    ----------
    evidence
        On outcomes, without filters, where that is there already.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> next(iter(claim_texts(ms, Labels(ms.labels)).values())).sentence
    'Multiple sclerosis has the characteristic “chronic”.'
    """
    sentences = read_sentences(knowledge.store)
    results = read_results(knowledge.store)
    notes = {row.term: clean(str(row.note)) for row in knowledge.select(_NOTES)}
    claims = sorted(knowledge.claims.values(), key=lambda claim: _place(claim, sentences))
    texts = figure_texts(knowledge)
    figures = {iri: figure_text(result, texts[iri], labels) for iri, result in results.items()}
    strengths = claim_strengths(knowledge, evidence=evidence)
    return {
        claim.iri: _claim_text(
            claim,
            labels,
            notes,
            sentences,
            texts,
            figures,
            strengths[claim.iri],
            report_of(claim, knowledge.studies),
        )
        for claim in claims
    }


_NOTES = """
SELECT DISTINCT ?term ?note {
  { ?term a tkg:Direction } UNION { ?term a tkg:Modality }
  ?term skos:definition ?note
} ORDER BY ?term DESC(?note)
"""


def _place(claim: Claim, sentences: Mapping[IRI, Sentence]) -> tuple[str, int, int, str]:
    found = [sentences[iri] for iri in claim.sentences if iri in sentences]
    first = min(((s.source, s.block, s.position) for s in found), default=("\uffff", 0, 0))
    return *first, claim.iri


def _claim_text(
    claim: Claim,
    labels: Labels,
    notes: Mapping[IRI, str],
    sentences: Mapping[IRI, Sentence],
    texts: Mapping[IRI, qualifiers.Qualifier],
    figures: Mapping[IRI, FigureText],
    strength: ClaimStrength,
    report: str,
) -> ClaimText:
    direction, modality = (IRI(f"{ONTOLOGY}#{n}") for n in (claim.direction, claim.modality))
    limits = (
        *qualifiers.qualifiers(claim, labels),
        *(texts[result] for result in claim.results if result in texts),
    )
    told = tuple(figures[result] for result in claim.results if result in figures)
    linked = (getattr(claim, name) for name in CLAIM_LINKS)
    return ClaimText(
        iri=claim.iri,
        sentence=wording.sentence(claim, labels),
        subject=claim.subject,
        object=claim.object,
        subject_label=labels[claim.subject],
        object_label=labels[claim.object],
        predicate=labels[claim.predicate],
        relation=wording.line_words(claim, labels),
        direction=claim.direction,
        direction_label=wording.direction_words(claim, labels),
        direction_note=notes.get(direction, ""),
        modality=claim.modality,
        modality_label=labels[modality],
        modality_note=notes.get(modality, ""),
        line=lines.line_of(claim.direction, claim.modality, report).name,
        effect=claim.effect if report == "stands" else None,
        qualifiers=limits,
        qualified=qualifiers.join_phrases(limits),
        mentions=tuple(dict.fromkeys(str(iri) for iri in linked if iri is not None)),
        sources=qualifiers.places(claim, sentences, labels),
        figures=told,
        read=min((figure.read for figure in told), key=_READ.index, default=READ[None]),
        study=claim.study,
        report=report,
        strength=strength.level,
        strength_reason=strength.reason,
        about=claim.about_claims,
        contested_by=claim.contested_by,
    )


def concept_texts(
    knowledge: Catalogue, labels: Labels, claims: Iterable[ClaimText]
) -> dict[str, ConceptText]:
    """Return every concept in words by its IRI, sorted by label."""
    claims = list(claims)
    concepts = _with_far_ends(knowledge.concepts, claims, labels)
    own: dict[str, list[str]] = {}
    other: dict[str, list[str]] = {}
    for claim in claims:
        own.setdefault(claim.subject, []).append(claim.iri)
        for iri in dict.fromkeys((claim.object, *claim.mentions)):
            if iri != claim.subject:
                other.setdefault(iri, []).append(claim.iri)
    reached = read_reached(knowledge.store)
    below = _inverse((iri, concept.broader) for iri, concept in concepts.items())
    wholes = _inverse((iri, concept.parts) for iri, concept in concepts.items())
    return {
        iri: _concept_text(
            concept,
            labels,
            narrower=tuple(below.get(iri, ())),
            wholes=tuple(wholes.get(iri, ())),
            own=_with_steps_in_order(own.get(iri, ()), knowledge),
            other=_with_steps_in_order(other.get(iri, ()), knowledge),
            inherited=tuple(reached.get(iri, {}).get("inherited", ())),
            general=tuple(reached.get(iri, {}).get("general", ())),
        )
        for iri, concept in sorted(concepts.items(), key=lambda item: (labels[item[0]], item[0]))
    }


def _with_steps_in_order(claims: Sequence[str], knowledge: Catalogue) -> tuple[str, ...]:
    """Return claims as they are listed; steps go after others, in their order."""
    steps = places_of_steps(knowledge.claims[IRI(iri)] for iri in claims)
    return tuple(sorted(claims, key=lambda iri: steps.get(iri, ())))


def _with_far_ends(
    concepts: Mapping[IRI, Concept], claims: Iterable[ClaimText], labels: Labels
) -> dict[IRI, Concept]:
    """Return concepts, and what claims and hierarchy links lead to even if it is none itself."""
    ends = {end for concept in concepts.values() for end in (*concept.broader, *concept.parts)}
    ends |= {IRI(end) for claim in claims for end in (claim.subject, claim.object)}
    others = {iri: Concept(iri, labels[iri], TKG.Concept) for iri in ends - set(concepts)}
    return {**concepts, **others}


def _inverse(pairs: Iterable[tuple[IRI, tuple[IRI, ...]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for iri, others in pairs:
        for other in others:
            found.setdefault(other, []).append(iri)
    return found


def _concept_text(concept: Concept, labels: Labels, **related: tuple[str, ...]) -> ConceptText:
    return ConceptText(
        iri=concept.iri,
        label=labels[concept.iri],
        kind=labels[concept.cls],
        family=family_of(concept.cls.local_name).name,
        definition=clean(concept.definition),
        names=tuple(clean(name) for name in concept.alt_labels),
        links=tuple(
            TermLink(term_name(match.iri), match.kind, web_address(match.iri))
            for match in concept.matches
        ),
        desirable=DESIRABLE.get(concept.desirable or "", ""),
        broader=concept.broader,
        parts=concept.parts,
        **related,
    )
