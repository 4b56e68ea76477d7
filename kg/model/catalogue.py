"""Look up what a store knows: by SPARQL, as values, and by the names that people use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import AmbiguousNameError
from kg.progress import stage
from kg.store.prefixes import declared_prefixes
from kg.store.table import Table, compact
from kg.store.triples import Triples
from kg.vocabulary import IRI

if TYPE_CHECKING:
    import rdflib

    from kg.model.studies import Study
    from kg.model.values import Claim, Concept, Pack, Source
    from kg.store.embedded import EmbeddedStore


class Catalogue:
    """Hold a store, and what it knows as values by IRI; they are read when first asked for.

    Parameters
    ----------
    store
        Where the triples are.

    Examples
    --------
    >>> from kg.store.embedded import EmbeddedStore
    >>> from kg.vocabulary import PREFIXES
    >>> Catalogue(EmbeddedStore(prefixes=PREFIXES)).concepts
    {}
    """

    def __init__(self, store: EmbeddedStore) -> None:
        self.store = store
        for prefix, namespace in declared_prefixes(store).items():
            self.store.prefixes.setdefault(prefix, namespace)

    # --- SPARQL ---------------------------------------------------------------------------------

    def select(
        self,
        query: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> Table:
        """Return the solutions of a SELECT as typed rows.

        Parameters
        ----------
        query
            SPARQL; the prefixes in `prefixes` need no declaration.
        timeout
            Seconds after which the query is stopped. It then runs in a process of its own, on the
            graph as it is now.
        memory
            Megabytes above the graph's own at which it is stopped, likewise; 1,000 where only a
            time is given.
        parameters
            Values for variables of the query, by name: an `IRI`, a concept, text, a number.

        Raises
        ------
        QueryError
            If the query is wrong, with line and column.
        LimitError
            If it was stopped at a limit.

        Examples
        --------
        >>> import kg
        >>> ms = kg.load("ms")
        >>> rows = ms.select(
        ...     "SELECT DISTINCT ?symptom { ?c tkg:subject ?d ; tkg:predicate tkg:hasSymptom ;"
        ...     " tkg:object/skos:prefLabel ?symptom } ORDER BY ?symptom",
        ...     d=ms.concept("MS"),
        ... )
        >>> [str(row.symptom) for row in rows]
        ['cognitive impairment', 'fatigue', 'muscle weakness']
        >>> ms.select("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=0.2)
        Traceback (most recent call last):
        kg.errors.LimitError: query: was stopped after 0.2 s; narrow it, or allow more time
        """
        return self.store.select(query, timeout=timeout, memory=memory, **parameters)

    def ask(
        self,
        query: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> bool:
        """Return the answer of an ASK; see `select` for limits and parameters."""
        return self.store.ask(query, timeout=timeout, memory=memory, **parameters)

    def construct(
        self,
        query: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> Triples:
        """Return the triples of a CONSTRUCT or DESCRIBE; see `select` for limits and parameters."""
        return self.store.construct(query, timeout=timeout, memory=memory, **parameters)

    def results(
        self,
        query: str,
        format: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: object,
    ) -> bytes:
        """Return the answer of any query, serialised as csv, tsv, json, xml, turtle or ntriples."""
        return self.store.results(query, format, timeout=timeout, memory=memory, **parameters)

    def update(self, update: str, **parameters: object) -> None:
        """Carry out a SPARQL update; see `EmbeddedStore.update` for which graphs it touches."""
        try:
            self.store.update(update, **parameters)
        finally:
            self.forget()

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Return the namespaces that queries may use undeclared, by prefix."""
        return dict(sorted(self.store.prefixes.items()))

    @property
    def graphs(self) -> Mapping[str, int]:
        """Return the number of triples by named graph."""
        return self.store.graphs()

    @property
    def rdf(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over the same store, without a copy."""
        return self.store.to_rdflib()

    # --- what it knows, as values ---------------------------------------------------------------

    @cached_property
    def concepts(self) -> Mapping[IRI, Concept]:
        """Return every concept by its IRI."""
        from kg.model import mapping

        claims = self.claims
        with stage("reading the concepts"):
            return mapping.read_concepts(self.store, claims)

    @cached_property
    def claims(self) -> Mapping[IRI, Claim]:
        """Return every claim by its IRI."""
        from kg.model import mapping

        with stage("reading the claims"):
            return mapping.read_claims(self.store)

    @cached_property
    def sources(self) -> Mapping[IRI, Source]:
        """Return every source by its IRI."""
        from kg.model import mapping

        return mapping.read_sources(self.store)

    @cached_property
    def studies(self) -> Mapping[IRI, Study]:
        """Return every study by its IRI, with its arms and their results.

        Examples
        --------
        >>> import kg
        >>> ms = kg.load("ms")
        >>> affirm = ms.studies[ms.concept("AFFIRM").iri]
        >>> [(arm.label, arm.participants) for arm in affirm.arms]
        [('natalizumab 300 mg', 627), ('placebo', 315)]
        """
        from kg.model import study_mapping

        with stage("reading the studies"):
            return study_mapping.read_studies(self.store)

    @cached_property
    def packs(self) -> Mapping[IRI, Pack]:
        """Return what each loaded pack says of itself, by its IRI."""
        from kg.model import mapping

        return mapping.read_packs(self.store)

    @cached_property
    def labels(self) -> Mapping[IRI, str]:
        """Return the label of everything that has one, by IRI."""
        from kg.model import mapping

        return mapping.read_labels(self.store)

    def label(self, iri: str) -> str:
        """Return the label of an IRI, or its short form where it has none."""
        return self.labels.get(IRI(iri)) or compact(iri, self.store.prefixes)

    def concept(self, name: str, *classes: IRI, remedy: str = "") -> Concept:
        """Return the concept with a label, an alternative label, a CURIE or an IRI.

        Parameters
        ----------
        classes
            If one of these is wanted, they decide between concepts of one name, and lead from a
            concept to what is of it; see `kg.model.naming`.
        remedy
            What to do where nothing of these classes is meant.

        Raises
        ------
        UnknownNameError
            If no concept has that name; similar ones are suggested.
        AmbiguousNameError
            If several have.
        DataError
            If it is of another class than is wanted, and nothing of that is of it.

        Examples
        --------
        >>> import kg
        >>> from kg.vocabulary import TKG
        >>> ms = kg.load("ms")
        >>> ms.concept("ms:fatigue").label
        'fatigue'
        >>> ms.concept("MSC").label, ms.concept("MSC", TKG.Therapy).label
        ('mesenchymal stem cell', 'mesenchymal stem cell therapy')
        """
        if classes:
            from kg.model.naming import concept_of_class

            return concept_of_class(self, name, classes, remedy=remedy)
        found = self.named(name)
        if len(found) > 1:
            candidates = [f"{concept.label} ({self._short(concept.iri)})" for concept in found]
            raise AmbiguousNameError("concept", str(name), candidates)
        return found[0]

    def named(self, name: str) -> list[Concept]:
        """Return every concept that a name may mean, one or more.

        Raises
        ------
        UnknownNameError
            If no concept has that name; similar ones are suggested.
        """
        name = str(name)
        if IRI(name) in self.concepts:
            return [self.concepts[IRI(name)]]
        prefix, _, local = name.partition(":")
        whole = IRI(self.store.prefixes.get(prefix, "") + local)
        if prefix in self.store.prefixes and whole in self.concepts:
            return [self.concepts[whole]]
        found = self._names.get(name.strip().casefold(), [])
        if not found:
            from kg.model.naming import unknown

            raise unknown(self, name)
        return [self.concepts[iri] for iri in found]

    def claims_about(self, name: str) -> list[Claim]:
        """Return the claims that have a concept as subject, object or qualifier, sorted by IRI."""
        from kg.model import mapping

        iri = self.concept(name).iri
        links = ("subject", "object", *mapping.CLAIM_LINKS)
        return [c for c in self.claims.values() if any(getattr(c, link) == iri for link in links)]

    def narrower(self, iri: IRI) -> frozenset[IRI]:
        """Return a concept with all that are narrower, however far below.

        Examples
        --------
        >>> import kg
        >>> ms = kg.load("ms")
        >>> people = ms.concept("people with relapsing multiple sclerosis").iri
        >>> sorted(iri.local_name for iri in ms.narrower(people))[0]
        'people-recently-diagnosed-and-not-treated-before'
        """
        found = {iri}
        below = [iri]
        while below:
            above = below.pop()
            new = {c.iri for c in self._below.get(above, ())} - found
            found |= new
            below += new
        return frozenset(found)

    def broader(self, iri: IRI) -> frozenset[IRI]:
        """Return a concept with all that are broader, however far above."""
        found = {iri}
        above = [iri]
        while above:
            concept = self.concepts.get(above.pop())
            new = set(concept.broader if concept else ()) - found
            found |= new
            above += new
        return frozenset(found)

    def absences(self, iri: IRI) -> tuple[IRI, ...]:
        """Return the outcomes that are the absence of one."""
        return tuple(self._absences.get(iri, ()))

    @cached_property
    def _absences(self) -> dict[IRI, list[IRI]]:
        found: dict[IRI, list[IRI]] = {}
        for concept in self.concepts.values():
            for outcome in concept.absence_of:
                found.setdefault(outcome, []).append(concept.iri)
        return found

    @cached_property
    def _below(self) -> dict[IRI, list[Concept]]:
        found: dict[IRI, list[Concept]] = {}
        for concept in self.concepts.values():
            for above in concept.broader:
                found.setdefault(above, []).append(concept)
        return found

    @cached_property
    def _names(self) -> dict[str, list[IRI]]:
        names: dict[str, list[IRI]] = {}
        for iri, concept in self.concepts.items():
            for name in {n.strip().casefold() for n in (concept.label, *concept.alt_labels)}:
                names.setdefault(name, []).append(iri)
        return names

    def _short(self, iri: str) -> str:
        return compact(iri, self.store.prefixes)

    def forget(self) -> None:
        """Forget the values read so far, because the store has changed."""
        for name in (
            "concepts",
            "claims",
            "sources",
            "studies",
            "packs",
            "labels",
            "_names",
            "_below",
            "_absences",
        ):
            self.__dict__.pop(name, None)
