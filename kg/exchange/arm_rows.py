"""Turn the rows of a table of arms into triples: studies, arms and results."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from kg.errors import DataError, KgError
from kg.evidence.choice import weeks_of
from kg.evidence.rows import Row, TableError, refuse_repeated
from kg.evidence.tables import arm_figures
from kg.model.catalogue import Catalogue
from kg.store.terms import Text, to_triple
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


def triples(
    table: str, rows: list[Row], said: Import, catalogue: Catalogue, namespace: str
) -> Iterator[ox.Triple]:
    """Go through the triples of a table's rows.

    Raises
    ------
    TableError
        If rows cannot be; all of them are named.
    DataError
        If what is said of all of them cannot be.
    """
    if said.verification not in _VERIFICATIONS:
        known = ", ".join(_VERIFICATIONS)
        raise DataError(f"the verification {said.verification!r}", "is none", f"use {known}")
    concept = catalogue.concept(said.outcome)
    if concept.desirable is None and concept.cls != TKG.Outcome:
        raise DataError(f"{said.outcome!r}", "is no outcome", "name what was found out about")
    outcome = concept.iri
    names = _Names(namespace, _taken(catalogue))
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
    made = _Made(catalogue, names, said, outcome, documents, weeks)
    seen: dict[tuple[tuple[str, str], ...], int] = {}
    for row in rows:
        try:
            refuse_repeated(row, seen)
            made.add(row)
        except (ValueError, KgError) as error:
            problems.append((row.number, str(error)))
    if problems:
        raise TableError(table, problems)
    yield from made.triples()


class _Made:
    """Gather the triples of rows; a study or an arm that the pack has already is not made anew."""

    def __init__(
        self,
        catalogue: Catalogue,
        names: _Names,
        said: Import,
        outcome: IRI,
        documents: list[IRI | None],
        weeks: Decimal | None,
    ) -> None:
        self._catalogue, self._names, self._said = catalogue, names, said
        self._outcome, self._documents, self._weeks = outcome, documents, weeks
        self._triples: list[ox.Triple] = []
        self._studies = {study.label: study.iri for study in catalogue.studies.values()}
        self._arms = {
            (study.label, arm.label): arm.iri
            for study in catalogue.studies.values()
            for arm in study.arms
        }
        self._counts_for = {
            (study.label, arm.label): arm.counts_for
            for study in catalogue.studies.values()
            for arm in study.arms
        }
        self._given: set[tuple[str, str]] = set()
        self._sizes: dict[IRI, list[int | None]] = {}

    def add(self, row: Row) -> None:
        """Add what a row says."""
        treatment = _treatment(row, self._catalogue)
        arm_figures(row, float)
        told = _results(row)
        study = row.text("study")
        label = row.text("arm") or row.text("treatment")
        if study not in self._studies:
            self._studies[study] = self._names.new("study", study)
            self._triples += _study(self._studies[study], study, row, self._said)
            self._sizes[self._studies[study]] = []
        iri = self._studies[study]
        if (study, label) in self._given:
            raise ValueError(
                f"{label!r} of {study!r} is there already; tell arms apart in a column 'arm'"
            )
        self._given.add((study, label))
        counted = self._counts_for.get((study, label), treatment)
        if counted != treatment:
            name = self._catalogue.label(counted)
            raise ValueError(f"arm {label!r} of {study!r} counts for {name!r}; name it otherwise")
        if (study, label) not in self._arms:
            self._arms[study, label] = self._names.new("arm", f"{study} {label}")
            self._triples += _arm(self._arms[study, label], iri, treatment, row)
            if iri in self._sizes:
                self._sizes[iri].append(_people(row))
        arm = self._arms[study, label]
        at = f"{self._outcome.local_name} {self._said.at or ''}"
        for kind, values in told:
            result = self._names.new("result", f"{study} {label} {at} {kind}")
            self._triples += _result(result, arm, self._outcome, row, values)
            self._triples += _circumstances(result, self._said, self._documents, self._weeks)

    def triples(self) -> Iterator[ox.Triple]:
        """Go through all of it, with how many people each new study has."""
        yield from self._triples
        for study, sizes in self._sizes.items():
            if None not in sizes:
                yield to_triple(study, TKG.participants, sum(size or 0 for size in sizes))


def _people(row: Row) -> int | None:
    """Return how many people an arm has, where the row says it."""
    said = row.number_in("participants")
    said = row.number_in("total") if said is None else said
    return None if said is None else int(_whole(said))


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
    if (people := _people(row)) is not None:
        yield to_triple(iri, TKG.participants, people)
    for column, property in _OF_ARM.items():
        if text := row.text(column):
            yield to_triple(iri, property, text)


# Which class and which properties each set of columns makes, by what its results are called.
_KINDS: Mapping[str, tuple[IRI, Mapping[str, IRI]]] = {
    "": (TKG.CountResult, {"events": TKG.events, "total": TKG.total}),
    "rate": (TKG.RateResult, {"events": TKG.events, "person_time": TKG.personYears}),
    "mean": (
        TKG.MeanResult,
        {"mean": TKG.mean, "sd": TKG.standardDeviation, "total": TKG.total},
    ),
}
_WHOLE = ("events", "total")


def _results(row: Row) -> list[tuple[str, dict[IRI, object]]]:
    """Return every result that a row tells: its name, and its class and figures by property."""
    found: list[tuple[str, dict[IRI, object]]] = []
    for kind, (cls, properties) in _KINDS.items():
        if not all(row.text(column) for column in properties):
            continue
        values: dict[IRI, object] = {_TYPE: cls}
        for column, property in properties.items():
            number = row.number_in(column) or 0.0
            text = row.text(column)
            decimal = text if "." in text else f"{number:.1f}"
            values[property] = int(_whole(number)) if column in _WHOLE else Decimal(decimal)
        found.append((kind, values))
    if not found:
        raise ValueError("effects of arms cannot be imported; give counts, rates or means")
    return found


def _result(
    iri: IRI, arm: IRI, outcome: IRI, row: Row, values: Mapping[IRI, object]
) -> Iterator[ox.Triple]:
    for property, value in values.items():
        yield to_triple(iri, property, value)
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


def _taken(catalogue: Catalogue) -> list[str]:
    """Return the IRIs that the pack has already."""
    return [str(row[0]) for row in catalogue.select("SELECT DISTINCT ?s { ?s ?p ?o }").tuples()]


class _Names:
    """Make IRIs of a namespace out of names, each of them once."""

    def __init__(self, namespace: str, taken: Iterable[str]) -> None:
        self._namespace = namespace
        self._taken = {iri.removeprefix(namespace) for iri in taken}

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
