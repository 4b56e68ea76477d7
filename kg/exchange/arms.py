"""Make a table of arms part of a pack: studies, arms and results as Turtle.

The table's treatments and outcomes are concepts of the pack already. Nothing is written unless
every row is right and the pack stays valid.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from kg import resources, rules
from kg.errors import DataError, KgError, WriteError
from kg.evidence.choice import weeks_of
from kg.evidence.rows import Row, TableError, read_rows
from kg.evidence.tables import arm_figures
from kg.files import write_whole
from kg.loading import load_into
from kg.model.catalogue import Catalogue
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Text, to_triple
from kg.validation import validate
from kg.vocabulary import IRI, PREFIXES, TKG

_TYPE = IRI(PREFIXES["rdf"] + "type")
_LABEL = IRI(PREFIXES["skos"] + "prefLabel")
_DEFINITION = IRI(PREFIXES["skos"] + "definition")

# What else a row may say of its study, its arm and its figure; each goes to the graph as it is.
_OF_STUDY: Mapping[str, IRI] = {"registration": TKG.registration, "phase": TKG.phase}
_OF_ARM: Mapping[str, IRI] = {
    "dose": TKG.dose,
    "route": TKG.route,
    "frequency": TKG.frequency,
    "background": TKG.background,
}
_VERIFICATIONS = ("readInSource", "readInSecondarySource", "notVerified")


@dataclass(frozen=True, slots=True)
class Import:
    """Hold what is to be said of every row of a table.

    Parameters
    ----------
    outcome
        A concept's name.
    source
        The label of the document that reports the figures; made a source unless it is one.
    at
        The time, such as ``"24 months"``.
    doi
        Of the document.
    verification
        Where the figures were read: readInSource, readInSecondarySource or notVerified.
    read_in
        The label of the document that they were read in, if not their source.
    """

    outcome: str
    source: str
    at: str | None = None
    doi: str | None = None
    verification: str = "notVerified"
    read_in: str | None = None


def import_arms(table: str, pack: str, said: Import, *, replace: bool = False) -> str:
    """Write the studies of a table of arms into a pack, and return the file's path.

    Parameters
    ----------
    table
        A CSV file with the columns `study`, `treatment` and figures; see
        `kg.evidence.tables.read_table`.
    pack
        The pack's folder.
    said
        What holds for every row.
    replace
        Whether a file that an earlier import wrote gives way.

    Raises
    ------
    TableError
        If rows cannot be, or name a treatment that is no concept; all of them are named.
    DataError
        If the pack would not be valid.
    WriteError
        If the file is there already.
    """
    path = os.path.join(pack, os.path.splitext(os.path.basename(table))[0] + ".ttl")
    if not os.path.isfile(os.path.join(pack, resources.PACK_FILE)):
        raise DataError(f"{pack!r}", "is not the folder of a pack", "start one with: kg new NAME")
    if os.path.exists(path) and not replace:
        raise WriteError(path, "it is there already", remedy="rename the table, or say --replace")
    catalogue = Catalogue(_without(pack, path))
    (namespace,) = {found.namespace for found in catalogue.packs.values()} or {""}
    _, rows = read_rows(table)
    triples = list(_triples(table, rows, said, catalogue, namespace))
    _check(catalogue.store, triples, namespace)
    write_whole(path, _turtle(triples, catalogue.prefixes, os.path.basename(table)))
    return path


def _turtle(triples: list[ox.Triple], prefixes: Mapping[str, str], table: str) -> bytes:
    """Return triples as Turtle, one block a subject, with the prefixes that they use."""
    by_subject: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        by_subject.setdefault(str(triple.subject), []).append(triple)
    blocks = [_block(own, prefixes) for own in by_subject.values()]
    words = {word.partition(":")[0] for block in blocks for word in block.split()}
    used = {prefix: name for prefix, name in sorted(prefixes.items()) if prefix in words}
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in used.items())
    return "\n\n".join([head + f"\n# The arms of {table}.", *blocks, ""]).rstrip().encode() + b"\n"


def _block(triples: list[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """Return the triples of one subject as Turtle, without the prefixes."""
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
    lines = [line for line in data.decode().splitlines() if not line.startswith("@prefix")]
    return "\n".join(line.replace("\t", "    ", 1) for line in lines)


def _without(pack: str, path: str) -> EmbeddedStore:
    """Return a store with the pack, but for the file that is to be written."""
    store = EmbeddedStore(prefixes=PREFIXES)
    load_into(store, [pack])
    stem = os.path.splitext(os.path.basename(path))[0]
    for graph in store.graphs():
        if graph.endswith(f"graph/{stem}"):
            store.remove_graph(graph)
            rules.derive_anew(store)
    return store


def _check(store: EmbeddedStore, triples: list[ox.Triple], namespace: str) -> None:
    graph = ox.NamedNode(f"{namespace}graph/imported")
    store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
    report = validate(store)
    if not report.conforms:
        first, _, remedy = report.to_text().splitlines()[0].partition("; ")
        raise DataError("the pack", f"would not be valid: {first}", remedy or "correct the table")


def _triples(
    table: str, rows: list[Row], said: Import, catalogue: Catalogue, namespace: str
) -> Iterator[ox.Triple]:
    if said.verification not in _VERIFICATIONS:
        known = ", ".join(_VERIFICATIONS)
        raise DataError(f"the verification {said.verification!r}", "is none", f"use {known}")
    outcome = catalogue.concept(said.outcome).iri
    names = _Names(namespace)
    documents = []
    for label, doi in ((said.source, said.doi), (said.read_in, None)):
        iri = None if label is None else _source(label, catalogue, names)
        documents.append(iri)
        if iri is not None and label is not None and iri not in catalogue.sources:
            yield from _said(iri, TKG.Source, label)
            if doi:
                yield to_triple(iri, TKG.doi, doi)
    weeks = None if said.at is None else Decimal(f"{weeks_of(said.at):.1f}")
    problems: list[tuple[int | None, str]] = []
    studies: dict[str, IRI] = {}
    sizes: dict[IRI, Decimal] = {}
    made: list[ox.Triple] = []
    for row in rows:
        try:
            treatment = _treatment(row, catalogue)
            arm_figures(row, float)
            study = row.text("study")
            if study not in studies:
                studies[study] = names.new("study", study)
                made += _study(studies[study], study, row, said)
            group = f"{study} {row.text('arm') or row.text('treatment')}"
            arm = names.new("arm", group)
            made += _arm(arm, studies[study], treatment, row)
            result = names.new("result", f"{group} {outcome.local_name}")
            made += _result(result, arm, outcome, row)
            made += _circumstances(result, said, documents, weeks)
            if (people := row.number_in("total")) is not None:
                sizes[studies[study]] = sizes.get(studies[study], Decimal(0)) + _whole(people)
        except (ValueError, KgError) as error:
            problems.append((row.number, str(error)))
    if problems:
        raise TableError(table, problems)
    made += [to_triple(study, TKG.participants, int(size)) for study, size in sizes.items()]
    yield from made


def _whole(number: float) -> Decimal:
    if number != int(number):
        raise ValueError(f"{number:g} is no whole number; people and events are counted")
    return Decimal(int(number))


def _treatment(row: Row, catalogue: Catalogue) -> IRI:
    for column in ("study", "treatment"):
        if not row.text(column):
            raise ValueError(f"{column} is empty; say which it is")
    if row.text("comparator"):
        raise ValueError("a row with a comparator is a contrast; import arms only")
    return catalogue.concept(row.text("treatment")).iri


def _study(iri: IRI, name: str, row: Row, said: Import) -> Iterator[ox.Triple]:
    yield from _said(iri, TKG.Study, name)
    definition = f"A study of {said.outcome}, {name} in {said.source}."
    yield to_triple(iri, _DEFINITION, Text(definition, "en"))
    yield to_triple(iri, TKG.identified, bool(row.text("registration")))
    for column, property in _OF_STUDY.items():
        if text := row.text(column):
            yield to_triple(iri, property, text)


def _arm(iri: IRI, study: IRI, treatment: IRI, row: Row) -> Iterator[ox.Triple]:
    yield to_triple(study, TKG.hasArm, iri)
    yield from _said(iri, TKG.Arm, row.text("arm") or row.text("treatment"))
    yield to_triple(iri, TKG.countsFor, treatment)
    people = row.number_in("participants")
    people = row.number_in("total") if people is None else people
    if people is not None:
        yield to_triple(iri, TKG.participants, int(_whole(people)))
    for column, property in _OF_ARM.items():
        if text := row.text(column):
            yield to_triple(iri, property, text)


# Which class and which properties each set of columns makes, the first that is filled.
_KINDS: tuple[tuple[IRI, Mapping[str, IRI]], ...] = (
    (TKG.RateResult, {"events": TKG.events, "person_time": TKG.personYears}),
    (TKG.CountResult, {"events": TKG.events, "total": TKG.total}),
    (TKG.MeanResult, {"mean": TKG.mean, "sd": TKG.standardDeviation, "total": TKG.total}),
)
_WHOLE = ("events", "total")


def _result(iri: IRI, arm: IRI, outcome: IRI, row: Row) -> Iterator[ox.Triple]:
    for cls, properties in _KINDS:
        if all(row.text(column) for column in properties):
            yield to_triple(iri, _TYPE, cls)
            for column, property in properties.items():
                number = row.number_in(column) or 0.0
                whole = column in _WHOLE
                value = int(_whole(number)) if whole else Decimal(row.text(column))
                yield to_triple(iri, property, value)
            break
    else:
        raise ValueError("effects of arms cannot be imported; give counts, rates or means")
    yield to_triple(iri, TKG.arm, arm)
    yield to_triple(iri, TKG.outcome, outcome)
    if printed := row.text("as_printed"):
        yield to_triple(iri, TKG.asPrinted, printed)


def _circumstances(
    result: IRI, said: Import, documents: list[IRI | None], weeks: Decimal | None
) -> Iterator[ox.Triple]:
    source, read_in = documents
    if source is not None:
        yield to_triple(result, TKG.source, source)
    if read_in is not None:
        yield to_triple(result, TKG.readIn, read_in)
    yield to_triple(result, TKG.verification, TKG[said.verification])
    if weeks is not None and said.at is not None:
        yield to_triple(result, TKG.weeks, weeks)
        yield to_triple(result, TKG.timeLabel, said.at)


def _source(label: str, catalogue: Catalogue, names: _Names) -> IRI:
    """Return the source with a label, or a new name for it."""
    for iri, source in catalogue.sources.items():
        if source.label == label:
            return iri
    return names.new("source", label)


def _said(iri: IRI, cls: IRI, label: str) -> Iterator[ox.Triple]:
    yield to_triple(iri, _TYPE, cls)
    yield to_triple(iri, _LABEL, Text(label, "en"))


class _Names:
    """Make IRIs of a namespace out of names, each of them once."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace
        self._taken: set[str] = set()

    def new(self, kind: str, name: str) -> IRI:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", f"{kind} {plain}".casefold()).strip("-")
        free = slug
        number = 2
        while free in self._taken:
            free = f"{slug}-{number}"
            number += 1
        self._taken.add(free)
        return IRI(self._namespace + free)
