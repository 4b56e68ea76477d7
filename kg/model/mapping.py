"""Read Python values from triples; the one place where the two are matched.

Nothing is dropped on the way: a claim without its parts, or with two values where the vocabulary
allows one, is an error that names it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from kg.model.properties import One, Properties, read_properties
from kg.model.values import Claim, Concept, Match, Pack, Sentence, Source
from kg.store.protocol import Store
from kg.vocabulary import DERIVED, IRI, PREFIXES, TKG

_SKOS = PREFIXES["skos"]
_DCTERMS = PREFIXES["dcterms"]
_VANN = PREFIXES["vann"]
_TYPE = PREFIXES["rdf"] + "type"

# Every property of a claim that holds one other thing, by the field that it fills.
CLAIM_LINKS = {
    name: TKG[name]
    for name in "disease population comparator means purpose region agency study".split()
}

# What a claim must have.
_CLAIM_PARTS = (TKG.subject, TKG.predicate, TKG.object, TKG.direction, TKG.modality)


def read_claims(store: Store) -> dict[IRI, Claim]:
    """Return every claim of a store by its IRI, sorted.

    Raises
    ------
    DataError
        If a claim lacks its subject, predicate, object, direction or modality, or has two of one.
    """
    claims = {}
    contested: dict[IRI, list[IRI]] = {}
    read = read_properties(store, "SELECT DISTINCT ?s ?p ?o { ?s a tkg:Claim ; ?p ?o }")
    for iri, of in read.items():
        for other in of.get(TKG.contests, ()):
            contested.setdefault(other, []).append(iri)
    compared = _figure_comparators(store)
    for iri, of in read.items():
        one = One("claim", iri, of, store.prefixes)
        for part in _CLAIM_PARTS:
            one.demand(part)
        fields = {}
        for property in of:
            if (field := _CLAIM_FIELDS.get(property)) is not None:
                name, read_field = field
                fields[name] = read_field(one, property)
        against = tuple(sorted(contested.get(iri, ())))
        claims[iri] = Claim(
            iri=iri,
            effect=_effect(of),
            tendency=_tendency(of),
            contested_by=against,
            figure_comparators=() if "comparator" in fields else tuple(compared.get(iri, ())),
            **fields,
        )
    return claims


# The two ends of every figure that a claim rests on and that sets one treatment against another.
_CONTRASTED = """
SELECT DISTINCT ?claim ?subject ?one ?other {
  ?claim tkg:subject ?subject ; tkg:result ?result .
  { ?result tkg:comparatorArm/tkg:countsFor ?other ; tkg:arm/tkg:countsFor ?one }
  UNION { ?result tkg:comparator ?other ; tkg:countsFor ?one }
} ORDER BY ?claim ?other ?one
"""


def _figure_comparators(store: Store) -> dict[IRI, list[IRI]]:
    """Return what the figures of each claim set its subject against, each once."""
    found: dict[IRI, list[IRI]] = {}
    for claim, subject, one, other in store.select(_CONTRASTED).tuples():
        against = one if other == subject else other
        known = found.setdefault(claim, [])
        # Two doses of one treatment are told apart by their figures.
        if against != subject and against not in known:
            known.append(against)
    return found


def _effect(of: Properties) -> str | None:
    if of.get(TKG.direction) != [TKG.supports]:
        return None
    types = of.get(_TYPE, ())
    if TKG.BenefitClaim in types:
        return "benefit"
    return "risk" if TKG.RiskClaim in types else None


def _tendency(of: Properties) -> str | None:
    found = of.get(TKG.tendency, ())
    return str(found[0].local_name) if len(found) == 1 and found[0] in TKG else None


# What the rules derived for narrower concepts: `inherited` claims hold for them, `general` ones
# were said of something broader.
_REACHED = """
SELECT DISTINCT ?concept ?claim ?how {
  VALUES (?property ?how) { (tkg:inheritsClaim "inherited") (tkg:hasGeneralClaim "general") }
  ?concept ?property ?claim
} ORDER BY ?concept ?claim ?how
"""


def read_reached(store: Store) -> dict[IRI, dict[str, list[IRI]]]:
    """Return which claims reach each concept from broader ones: inherited, and general ones."""
    found: dict[IRI, dict[str, list[IRI]]] = {}
    for concept, claim, how in store.select(_REACHED).tuples():
        found.setdefault(concept, {}).setdefault(str(how), []).append(claim)
    return found


def read_concepts(store: Store, claims: Mapping[IRI, Claim]) -> dict[IRI, Concept]:
    """Return every concept of a store by its IRI, sorted; the ends of its claims are concepts."""
    read = read_properties(
        store,
        "SELECT DISTINCT ?s ?p ?o { { SELECT DISTINCT ?s {"
        " { ?s a ?class . ?class rdfs:subClassOf* tkg:Concept }"
        " UNION { ?claim a tkg:Claim ; tkg:subject|tkg:object ?s } } } ?s ?p ?o }",
    )
    named = {end for claim in claims.values() for end in (claim.subject, claim.object)}
    derived = _derived_types(store)
    concepts = {}
    for iri in sorted(set(read) | named):
        of = read.get(iri, {})
        one = One("concept", iri, of, store.prefixes)
        types = [cls for cls in one.links(_TYPE) if (iri, cls) not in derived and cls in TKG]
        label = best_text(of, _SKOS + "prefLabel")
        concepts[iri] = Concept(
            iri=iri,
            label=label or iri.local_name,
            cls=types[0] if types else TKG.Concept,
            definition=best_text(of, _SKOS + "definition"),
            alt_labels=_other_names(of, label),
            matches=tuple(
                Match(kind, match)
                for kind in ("exact", "close")
                for match in one.links(f"{_SKOS}{kind}Match")
            ),
            desirable=one.term(TKG.desirableDirection) if TKG.desirableDirection in of else None,
            broader=one.links(_SKOS + "broader"),
            parts=one.links(TKG.hasPart),
            members=one.links(TKG.hasMember),
            aspect=one.term(TKG.aspect) if TKG.aspect in of else None,
            absence_of=one.links(TKG.absenceOf),
        )
    return concepts


def _derived_types(store: Store) -> set[tuple[IRI, IRI]]:
    rows = store.select(
        "SELECT DISTINCT ?s ?class { GRAPH ?derived { ?s a ?class } }", derived=DERIVED
    )
    return {(row[0], row[1]) for row in rows}


def read_labels(store: Store) -> dict[IRI, str]:
    """Return the preferred label of everything that has one, terms of the vocabulary included."""
    rows = store.select("SELECT DISTINCT ?s ?label { ?s rdfs:label|skos:prefLabel ?label }")
    found: dict[IRI, list[object]] = {}
    for iri, label in rows:
        if isinstance(iri, IRI):
            found.setdefault(iri, []).append(label)
    return {iri: str(min(labels, key=_preference)) for iri, labels in sorted(found.items())}


def read_sources(store: Store) -> dict[IRI, Source]:
    """Return every source of a store by its IRI, sorted."""
    read = read_properties(
        store, "SELECT DISTINCT ?s ?p ?o { ?s a/rdfs:subClassOf* tkg:Source ; ?p ?o }"
    )
    return {
        iri: Source(
            iri=iri,
            label=best_text(of, _SKOS + "prefLabel") or iri.local_name,
            description=best_text(of, _DCTERMS + "description"),
            extracted_by=best_text(of, TKG.extractedBy),
            checked_by=best_text(of, TKG.checkedBy),
            doi=best_text(of, TKG.doi),
            addresses=tuple(sorted(str(v) for v in of.get(_DCTERMS + "source", ()))),
            caveat=best_text(of, TKG.caveat),
        )
        for iri, of in read.items()
    }


def read_sentences(store: Store) -> dict[IRI, Sentence]:
    """Return every sentence of the sentence indexes, in the order of source, block and position."""
    read = read_properties(store, "SELECT DISTINCT ?s ?p ?o { ?s a tkg:Sentence ; ?p ?o }")
    sentences = []
    for iri, of in read.items():
        one = One("sentence", iri, of, store.prefixes)
        sentences.append(
            Sentence(
                iri=iri,
                source=one.link(TKG.source),
                section=one.link(TKG.section),
                block=one.of(TKG.block, int),
                position=one.of(TKG.position, int),
                fingerprint=one.of(TKG.fingerprint, str),
                no_claim=one.term(TKG.yieldsNoClaim) if TKG.yieldsNoClaim in of else None,
            )
        )
    sentences.sort(key=lambda sentence: (sentence.source, sentence.block, sentence.position))
    return {sentence.iri: sentence for sentence in sentences}


def read_packs(store: Store) -> dict[IRI, Pack]:
    """Return what each pack in a store says of itself."""
    packs = {}
    read = read_properties(store, "SELECT DISTINCT ?s ?p ?o { ?s a tkg:Pack ; ?p ?o }")
    for iri, of in read.items():
        one = One("pack", iri, of, {})
        packs[iri] = Pack(
            iri=iri,
            title=str(one.of(_DCTERMS + "title", str)),
            version=str(one.of(PREFIXES["owl"] + "versionInfo", str)),
            license=one.link(_DCTERMS + "license"),
            as_of=one.of(TKG.asOf, datetime.date),
            prefix=str(one.of(_VANN + "preferredNamespacePrefix", str)),
            namespace=str(one.of(_VANN + "preferredNamespaceUri", str)),
            focus=one.maybe(TKG.focus, IRI),
        )
    return packs


# How each property of a claim is read, and into which field.
_CLAIM_FIELDS: Mapping[str, tuple[str, Callable[[One, str], Any]]] = {
    property: (field, read)
    for property, field, read in (
        (TKG.subject, "subject", One.link),
        (TKG.predicate, "predicate", One.link),
        (TKG.object, "object", One.link),
        (TKG.direction, "direction", One.term),
        (TKG.modality, "modality", One.term),
        (TKG.position, "position", One.whole_number),
        (TKG.year, "year", One.whole_number),
        (TKG.dose, "dose", One.text),
        (TKG.frequency, "frequency", One.text),
        (TKG.weeks, "weeks", One.number_from_zero),
        (TKG.timeLabel, "time_label", One.text),
        (TKG.qualification, "qualification", One.text),
        (TKG.appliesToKinds, "applies_to_kinds", One.boolean),
        (TKG.validAsOf, "valid_as_of", One.date),
        (TKG.aboutClaim, "about_claims", One.links),
        (TKG.aboutStudy, "about_studies", One.links),
        (TKG.source, "sources", One.links),
        (TKG.sentence, "sentences", One.links),
        (TKG.result, "results", One.links),
        *((property, field, One.link) for field, property in CLAIM_LINKS.items()),
    )
}


def _preference(text: object) -> tuple[int, str]:
    """Order texts: English first, then without a language, then any other."""
    language = getattr(text, "language", "")
    return (0 if language == "en" else 1 if not language else 2, str(text))


def best_text(of: Properties, property: str) -> str:
    """Return the text of a property that suits an English reader best, empty without any."""
    return str(min(of.get(property, ()), key=_preference, default=""))


def _other_names(of: Properties, label: str) -> tuple[str, ...]:
    """Return every name of a concept but the one it is shown by."""
    names = {str(n) for p in ("altLabel", "prefLabel") for n in of.get(_SKOS + p, ())}
    return tuple(sorted(names - {label}))
