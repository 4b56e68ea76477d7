"""Read Python values from triples; the one place where the two are matched.

Nothing is dropped on the way: a claim without its parts, or with two values where the vocabulary
allows one, is an error that names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.errors import DataError
from kg.model.values import Claim, Concept, Match, Pack, Sentence, Source
from kg.store.protocol import Store
from kg.store.table import compact
from kg.vocabulary import DERIVED, IRI, PREFIXES, TKG

_Properties = Mapping[str, list[Any]]

_SKOS = PREFIXES["skos"]
_DCTERMS = PREFIXES["dcterms"]
_VANN = PREFIXES["vann"]
_TYPE = PREFIXES["rdf"] + "type"

# Every property of a claim that holds one other thing, by the field that it fills.
CLAIM_LINKS = {
    name: TKG[name] for name in "disease population comparator means purpose region study".split()
}


def read_claims(store: Store) -> dict[IRI, Claim]:
    """Return every claim of a store by its IRI, sorted.

    Raises
    ------
    DataError
        If a claim lacks its subject, predicate, object, direction or modality, or has two of one.
    """
    claims = {}
    contested: dict[IRI, list[IRI]] = {}
    read = _properties(store, "SELECT DISTINCT ?s ?p ?o { ?s a tkg:Claim ; ?p ?o }")
    for iri, of in read.items():
        for other in of.get(TKG.contests, ()):
            contested.setdefault(other, []).append(iri)
    for iri, of in read.items():
        one = _One(f"claim {compact(iri, store.prefixes)!r}", of, store.prefixes)
        claims[iri] = Claim(
            iri=iri,
            subject=one.link(TKG.subject),
            predicate=one.link(TKG.predicate),
            object=one.link(TKG.object),
            direction=one.link(TKG.direction).local_name,
            modality=one.link(TKG.modality).local_name,
            position=one.maybe(TKG.position),
            weeks=one.maybe(TKG.weeks),
            time_label=one.maybe(TKG.timeLabel),
            qualification=one.maybe(TKG.qualification),
            applies_to_kinds=bool(one.maybe(TKG.appliesToKinds)),
            valid_as_of=one.maybe(TKG.validAsOf),
            about_claims=_sorted(of, TKG.aboutClaim),
            about_studies=_sorted(of, TKG.aboutStudy),
            sources=_sorted(of, TKG.source),
            sentences=_sorted(of, TKG.sentence),
            effect=_effect(of),
            contested_by=tuple(sorted(contested.get(iri, ()))),
            **{field: one.maybe(property) for field, property in CLAIM_LINKS.items()},
        )
    return claims


def _effect(of: _Properties) -> str | None:
    types = of.get(_TYPE, ())
    if TKG.BenefitClaim in types:
        return "benefit"
    return "risk" if TKG.RiskClaim in types else None


def read_concepts(store: Store) -> dict[IRI, Concept]:
    """Return every concept of a store by its IRI, sorted; what claims mention is a concept too."""
    read = _properties(
        store,
        "SELECT DISTINCT ?s ?p ?o { { SELECT DISTINCT ?s {"
        " { ?s a ?class . ?class rdfs:subClassOf* tkg:Concept }"
        " UNION { ?claim a tkg:Claim ; tkg:subject|tkg:object ?s } } } ?s ?p ?o }",
    )
    named = {
        iri
        for row in store.select(
            "SELECT DISTINCT ?s ?o { ?c a tkg:Claim ; tkg:subject ?s ; tkg:object ?o }"
        )
        for iri in row
    }
    derived = _derived_types(store)
    concepts = {}
    for iri in sorted(set(read) | named):
        of = read.get(iri, {})
        types = [cls for cls in _sorted(of, _TYPE) if (iri, cls) not in derived and cls in TKG]
        desirable = _sorted(of, TKG.desirableDirection)
        concepts[iri] = Concept(
            iri=iri,
            label=_first(of, _SKOS + "prefLabel") or iri.local_name,
            cls=types[0] if types else TKG.Concept,
            definition=_first(of, _SKOS + "definition"),
            alt_labels=_sorted(of, _SKOS + "altLabel"),
            matches=tuple(
                Match(kind, match)
                for kind in ("exact", "close")
                for match in _sorted(of, f"{_SKOS}{kind}Match")
            ),
            desirable=desirable[0].local_name if desirable else None,
            broader=_sorted(of, _SKOS + "broader"),
            parts=_sorted(of, TKG.hasPart),
        )
    return concepts


def _derived_types(store: Store) -> set[tuple[IRI, IRI]]:
    rows = store.select(
        "SELECT DISTINCT ?s ?class { GRAPH ?derived { ?s a ?class } }", derived=DERIVED
    )
    return {(row[0], row[1]) for row in rows}


def read_labels(store: Store) -> dict[IRI, str]:
    """Return the preferred label of everything that has one, terms of the vocabulary included."""
    rows = store.select(
        "SELECT DISTINCT ?s ?label { ?s rdfs:label|skos:prefLabel ?label } ORDER BY ?s DESC(?label)"
    )
    return {iri: str(label) for iri, label in rows}


def read_sources(store: Store) -> dict[IRI, Source]:
    """Return every source of a store by its IRI, sorted."""
    read = _properties(store, "SELECT DISTINCT ?s ?p ?o { ?s a tkg:Source ; ?p ?o }")
    return {
        iri: Source(
            iri=iri,
            label=_first(of, _SKOS + "prefLabel") or iri.local_name,
            description=_first(of, _DCTERMS + "description"),
            extracted_by=_first(of, TKG.extractedBy),
            checked_by=_first(of, TKG.checkedBy),
        )
        for iri, of in read.items()
    }


def read_sentences(store: Store) -> dict[IRI, Sentence]:
    """Return every sentence of the sentence indexes, in the order of source, block and position."""
    read = _properties(store, "SELECT DISTINCT ?s ?p ?o { ?s a tkg:Sentence ; ?p ?o }")
    sentences = []
    for iri, of in read.items():
        one = _One(f"sentence {compact(iri, store.prefixes)!r}", of, store.prefixes)
        reason = one.maybe(TKG.yieldsNoClaim)
        sentences.append(
            Sentence(
                iri=iri,
                source=one.link(TKG.source),
                section=one.link(TKG.section),
                block=one.of(TKG.block),
                position=one.of(TKG.position),
                fingerprint=one.of(TKG.fingerprint),
                no_claim=reason.local_name if reason else None,
            )
        )
    sentences.sort(key=lambda sentence: (sentence.source, sentence.block, sentence.position))
    return {sentence.iri: sentence for sentence in sentences}


def read_packs(store: Store) -> dict[IRI, Pack]:
    """Return what each pack in a store says of itself."""
    packs = {}
    for iri, of in _properties(store, "SELECT DISTINCT ?s ?p ?o { ?s a tkg:Pack ; ?p ?o }").items():
        one = _One(f"pack {iri!r}", of, store.prefixes)
        packs[iri] = Pack(
            iri=iri,
            title=str(one.of(_DCTERMS + "title")),
            version=str(one.of(PREFIXES["owl"] + "versionInfo")),
            license=one.link(_DCTERMS + "license"),
            as_of=one.of(TKG.asOf),
            prefix=str(one.of(_VANN + "preferredNamespacePrefix")),
            namespace=str(one.of(_VANN + "preferredNamespaceUri")),
            focus=one.maybe(TKG.focus),
        )
    return packs


class _One:
    """Read single values of one thing, and refuse when there are none or two."""

    def __init__(self, culprit: str, of: _Properties, prefixes: Mapping[str, str]) -> None:
        self._culprit, self._of, self._prefixes = culprit, of, prefixes

    def maybe(self, property: str) -> Any:
        values = self._of.get(property, ())
        if len(values) > 1:
            name = compact(property, self._prefixes)
            raise DataError(self._culprit, f"has {len(values)} values of {name}", "keep one")
        return values[0] if values else None

    def of(self, property: str) -> Any:
        value = self.maybe(property)
        if value is None:
            name = compact(property, self._prefixes)
            raise DataError(self._culprit, f"has no {name}", f"add {name}")
        return value

    def link(self, property: str) -> IRI:
        value = self.of(property)
        if not isinstance(value, IRI):
            name = compact(property, self._prefixes)
            raise DataError(self._culprit, f"has the text {value!r} as {name}", "give an IRI")
        return value


def _properties(store: Store, query: str) -> dict[IRI, dict[str, list[Any]]]:
    """Return the values of every property of everything that a query of ?s ?p ?o finds, sorted."""
    found: dict[IRI, dict[str, list[Any]]] = {}
    for subject, predicate, value in store.select(query):
        found.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return {iri: found[iri] for iri in sorted(found)}


def _sorted(of: _Properties, property: str) -> tuple[Any, ...]:
    return tuple(sorted(of.get(property, ())))


def _first(of: _Properties, property: str) -> str:
    values: Iterable[Any] = of.get(property, ())
    return str(min(values, default=""))
