"""Load knowledge and do everything with it: the façade of the library."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kg import rules
from kg.errors import UnknownNameError
from kg.loading import load_ontology, open_store
from kg.model.catalogue import Catalogue
from kg.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import pandas

    from kg.audit import Audit
    from kg.comparison.matrix import Comparison
    from kg.evidence.synthesis import Synthesis
    from kg.store.table import Table
    from kg.validation import Report
    from kg.view.cell import PageInCell
    from kg.vocabulary import IRI


def load(*sources: str | os.PathLike[str], read_only: bool = False) -> Knowledge:
    """Load packs, folders, RDF files or a store, all of them or none.

    Parameters
    ----------
    sources
        Each one a shipped pack's name (``"ms"``), a pack's folder, a folder of RDF files, an RDF
        file (Turtle, N-Triples, N-Quads, TriG, RDF/XML, JSON-LD), or a store folder. A store
        folder alone is opened in place; together with others its content is copied into memory.
    read_only
        Whether a store folder is only read from, so that several processes may do so at once.

    Returns
    -------
    Knowledge
        Each source as a named graph. If a pack is among them, the vocabulary is there too and the
        rules have run.

    Raises
    ------
    LoadError
        If a file or folder cannot be read; nothing is loaded then.
    UnknownNameError
        If a source is neither a file or folder nor a shipped pack.

    Examples
    --------
    >>> ms = load("ms")
    >>> ms.concept("AHSCT").label
    'autologous hematopoietic stem cell transplantation'
    """
    paths = [os.fspath(source) for source in sources]
    store, warnings = open_store(paths, read_only=read_only)
    return Knowledge(store, warnings=tuple(warnings))


def synthesize(
    table: str | os.PathLike[str] | pandas.DataFrame,
    *,
    measure: str,
    outcome: str = "the outcome",
    better: str | None = None,
    log: bool = False,
    model: str = "random",
    tau2: str | float = "DL",
    interval: str = "normal",
    level: float = 0.95,
    lump: Mapping[str, str] | None = None,
    assume: Mapping[str, str] | None = None,
) -> Synthesis:
    """Pool the studies of a table, by network meta-analysis, without a graph.

    Parameters
    ----------
    table
        A CSV file or a DataFrame of arms, contrasts or both; see `kg.evidence.tables.read_table`
        for its columns.
    measure
        OR, RR, RD, HR, IRR (rate ratio), MD, SMD or ROM.
    outcome
        What it is called in sentences.
    better
        ``"higher"`` or ``"lower"``: which is better. Without it nothing is ranked.
    log
        Whether the effects and limits of a ratio are logarithms already.
    model, tau2, interval, level, lump, assume
        As `Knowledge.synthesize` takes them.

    Raises
    ------
    TableError
        If rows of the table cannot be; all of them are named.
    UnknownNameError
        If a choice is not known.

    Examples
    --------
    >>> import pandas
    >>> frame = pandas.DataFrame({
    ...     "study": ["S", "T", "U"], "treatment": ["B", "C", "C"], "comparator": ["A", "B", "A"],
    ...     "effect": [0.5, 0.8, 0.42], "lower": [0.3, 0.5, 0.2], "upper": [0.83, 1.28, 0.88]})
    >>> found = synthesize(frame, measure="HR", better="lower")
    >>> found
    Synthesis(the outcome; hazard ratio; 3 studies of 3 treatments in 1 network)
    >>> round(found.effect("C", "A").value, 2), found.effect("C", "A").evidence
    (0.41, 'mixed')
    """
    from kg.evidence.measures import measure as measure_of
    from kg.evidence.options import Options
    from kg.evidence.pooling import synthesize
    from kg.evidence.tables import read_table

    if better not in (None, "higher", "lower"):
        raise UnknownNameError("direction", better, ("higher", "lower"), where="among the two")
    wanted = measure_of(measure)
    return synthesize(
        read_table(table, wanted, log=log),
        wanted,
        outcome=outcome,
        better=better,
        options=Options(model, tau2, interval, level),
        lump=lump,
        assume=assume,
    )


class Knowledge(Catalogue):
    """Hold concepts and claims, answer from them, and show every face of them.

    Parameters
    ----------
    store
        Where the triples are.
    warnings
        What loading noticed, one sentence each.
    """

    def __init__(self, store: EmbeddedStore, *, warnings: tuple[str, ...] = ()) -> None:
        super().__init__(store)
        self.warnings = warnings

    def __repr__(self) -> str:
        packs = ", ".join(pack.prefix for pack in self.packs.values()) or "no pack"
        return f"Knowledge({packs}; {len(self.concepts)} concepts, {len(self.claims)} claims)"

    # --- faces ----------------------------------------------------------------------------------

    def graph(self) -> nx.MultiDiGraph[str]:
        """Return concepts as nodes and claims as edges; see `kg.graph.concept_graph`.

        Examples
        --------
        >>> ms = load("ms")
        >>> claims = [k for _, _, k, d in ms.graph().edges(keys=True, data="kind") if d == "claim"]
        >>> sorted(claims) == list(ms.claims)
        True
        """
        from kg.graph import concept_graph

        return concept_graph(self.concepts, self.claims, self.labels)

    def triple_graph(self) -> nx.MultiDiGraph[object]:
        """Return every triple as an edge; see `kg.graph.triple_graph`."""
        from kg.graph import triple_graph

        return triple_graph(self.store)

    def view(
        self,
        path: str | os.PathLike[str],
        *,
        renderer: str = "explorer",
        focus: str | None = None,
        hops: int | None = None,
        query: str | None = None,
        timeout: float | None = None,
        memory: float | None = None,
    ) -> None:
        """Write the interactive page, one self-contained HTML file; `show` puts it into a cell.

        Parameters
        ----------
        renderer
            ``explorer``, or ``pyvis`` for the page that pyvis makes of the network.
        focus
            The concept that the page opens with: a label, alternative label, CURIE or IRI. Without
            it, the page opens with the map of all concepts.
        hops
            How many steps from there are drawn at first: 1, 2 or 3; without it, one.
        query
            SPARQL whose result the page opens with, instead of a focus: the concepts and claims
            that its rows hold. Where it finds concepts alone, the claims between them are drawn.
        timeout, memory
            Limits of the query; see `select`.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            If the name is not known, or is of several concepts.
        DataError
            If there are other hops, hops without a focus, both a focus and a query, or pyvis's page
            is to have either.
        QueryError
            If the query is wrong.
        LimitError
            If it was stopped at a limit.
        NothingFoundError
            If its result holds no concept and no claim.
        """
        from kg.view.page import write_page
        from kg.view.start import read_start

        start = read_start(
            self, focus=focus, hops=hops, query=query, timeout=timeout, memory=memory
        )
        write_page(self, os.fspath(path), renderer=renderer, start=start)

    def show(
        self,
        *,
        focus: str | None = None,
        hops: int | None = None,
        query: str | None = None,
        timeout: float | None = None,
        memory: float | None = None,
        height: int = 760,
    ) -> PageInCell:
        """Return the interactive page for a cell of a notebook, in a frame of its own.

        Nothing is written, and the page reaches neither the notebook nor any server. Elsewhere than
        in a notebook, `view` writes the same page to a file.

        Parameters
        ----------
        focus, hops, query, timeout, memory
            With what it opens; as `view` takes them, and refused likewise.
        height
            Of the frame, in pixels.

        Examples
        --------
        >>> shown = load("smoking").show(focus="self-help")
        >>> shown.title, shown.claims
        ('Counselling and self-help to stop smoking', 5)
        """
        from kg.view.page import page_in_cell
        from kg.view.start import read_start

        start = read_start(
            self, focus=focus, hops=hops, query=query, timeout=timeout, memory=memory
        )
        return page_in_cell(self, start=start, height=height)

    def write_trig(self, path: str | os.PathLike[str]) -> None:
        """Write every graph as TriG, sorted."""
        from kg.exchange.rdf import write_rdf

        write_rdf(self.store, os.fspath(path))

    def write_graphml(self, path: str | os.PathLike[str]) -> None:
        """Write the concept graph as GraphML."""
        from kg.exchange.graphml import write_graphml

        write_graphml(self.graph(), os.fspath(path))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write everything into a new store folder, which `load` opens again."""
        from kg.exchange.folder import write_store

        write_store(self.store, os.fspath(path))

    # --- evidence -------------------------------------------------------------------------------

    def synthesize(
        self,
        outcome: str,
        *,
        at: str | None = None,
        measure: str | None = None,
        model: str = "random",
        tau2: str | float = "DL",
        interval: str = "normal",
        level: float = 0.95,
        window: str | None = None,
        nodes: str = "therapy",
        doses: str = "all",
        lump: Mapping[str, str] | None = None,
        assume: Mapping[str, str] | None = None,
        verified_only: bool = False,
        population: str | None = None,
        randomised_only: bool = False,
        all_together: bool = False,
    ) -> Synthesis:
        """Pool what the studies say of an outcome, by network meta-analysis.

        Parameters
        ----------
        outcome
            A concept's label, alternative label, CURIE or IRI.
        at
            A time such as ``"24 months"``; without it, each study's longest.
        measure
            OR, RR, RD, HR, IRR (rate ratio), MD, SMD or ROM; without it, the one that most studies
            tell of.
        model
            ``"random"`` or ``"common"`` effects.
        tau2
            How heterogeneity is estimated (``"DL"``, ``"REML"``, ``"ML"``, ``"PM"``), or its value.
        interval
            ``"normal"``, ``"t"`` or ``"HK"``.
        level
            Of every interval.
        window
            How far from the time a result may be, such as ``"4 weeks"``; without it, a tenth of it.
        nodes
            How finely treatments are told apart: by ``"therapy"``, ``"dose"`` or ``"route"``.
        doses
            ``"all"``, or ``"labelled"`` to leave out arms in doses that no label read holds, and
            what others of that treatment make up with them; they are named.
        lump
            Treatments that count as another.
        assume
            Likewise, where it is an assumption; the result says so.
        verified_only
            Whether figures that nobody has read are left out.
        population
            Only studies of these people, or of narrower groups of them.
        randomised_only
            Whether studies are left out in which nobody was assigned to a treatment at random.
        all_together
            Whether studies of any people and any design are pooled in one, as if that made no
            difference. Otherwise of any two the people of one are among those of the other, those
            that assigned at random are pooled by themselves, and what is left out is said.

        Returns
        -------
        Synthesis
            A network for each set of treatments that studies connect, with all caveats.

        Raises
        ------
        UnknownNameError
            If a name or a choice is not known.
        DataError
            If no study has a result of the outcome at that time.

        Examples
        --------
        >>> found = load("smoking").synthesize("smoking cessation", measure="OR")
        >>> print(found.ranks().to_text().splitlines()[2])
        group counselling       0.838    0.839  1 to 3
        """
        from kg.evidence.asked import synthesize
        from kg.evidence.options import Options

        return synthesize(
            self,
            outcome,
            at=at,
            measure=measure,
            window=window,
            nodes=nodes,
            doses=doses,
            lump=lump,
            assume=assume,
            verified_only=verified_only,
            population=population,
            randomised_only=randomised_only,
            all_together=all_together,
            options=Options(model, tau2, interval, level),
        )

    def record(self, synthesis: Synthesis) -> IRI:
        """Write a synthesis into the graph, for SPARQL and every face; see `kg.evidence.record`.

        Examples
        --------
        >>> smoking = load("smoking")
        >>> iri = smoking.record(smoking.synthesize("smoking cessation", measure="OR"))
        >>> len([c for c in smoking.claims.values() if c.modality == "pooled"])
        6
        """
        from kg.evidence.record import record

        iri = record(synthesis, self)
        self.derive()
        return iri

    def beside_published(self, synthesis: Synthesis) -> Table:
        """Set a synthesis beside published pooled results; see `kg.evidence.published`."""
        from kg.evidence.published import beside_published

        return beside_published(synthesis, self)

    def compare(
        self,
        *treatments: str,
        population: str | None = None,
        outcomes: Sequence[str] = (),
        verified_only: bool = False,
        strength: str | None = None,
        exclude_routes: Sequence[str] = (),
        doses: str = "all",
    ) -> Comparison:
        """Put treatments side by side, aspect by aspect, every cell traceable to its claims.

        Parameters
        ----------
        treatments
            Two or more: labels, alternative labels, CURIEs or IRIs.
        population
            Only what can be of these people: what is said, or found, of them, of people among whom
            they may be, or of nobody in particular, for no other course of a disease. Figures say
            of whom they are; estimates are of these people, and narrower groups, alone.
        outcomes
            Only these, and narrower ones.
        verified_only
            Whether figures that nobody has read are left out.
        strength
            Leave out outcomes, cells and estimates whose evidence is weaker, but for what is warned
            of, or said of a risk without a study, which no rating applies to: ``"high"``,
            ``"moderate"``, ``"low"`` or ``"very low"``.
        exclude_routes
            Treatments that are given only by these routes are left out; of others it is said by
            which route studies gave them.
        doses
            ``"all"``, or ``"labelled"``: then no estimate rests on arms in doses that no label read
            holds; their figures stay in the cells.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            If a name is not known, or is of several concepts.
        DataError
            If there are fewer than two treatments, one stands there twice, or a concept is none.

        Examples
        --------
        >>> found = load("ms").compare("AHSCT", "natalizumab")
        >>> cell = found.row("quality of life").cells[0]
        >>> cell.entries[0].sentence, cell.entries[0].basis
        ('Stem cell therapy may improve quality of life.', 'inherited')
        """
        from kg.comparison.compare import compare
        from kg.comparison.filters import read_filters

        filters = read_filters(
            self,
            population=population,
            outcomes=outcomes,
            verified_only=verified_only,
            strength=strength,
            exclude_routes=exclude_routes,
            doses=doses,
        )
        return compare(self, treatments, filters)

    def record_comparison(self, comparison: Comparison) -> IRI:
        """Write a comparison into the graph, for SPARQL; see `kg.comparison.record`."""
        from kg.comparison.record import record

        return record(comparison, self)

    def judge(
        self, treatment: str, outcome: str, strength: str, *, by: str, why: str, against: str = ""
    ) -> IRI:
        """Write down what a person holds of the strength of evidence, beside the rule's rating.

        Parameters
        ----------
        treatment, outcome, against
            Names of concepts; without `against`, whatever the treatment is compared with.
        strength
            ``"high"``, ``"moderate"``, ``"low"`` or ``"very low"``.
        by, why
            Who judged, and for which reason.

        Examples
        --------
        >>> ms = load("ms")
        >>> _ = ms.judge("natalizumab", "relapse rate", "moderate", by="A reader", why="One trial.")
        >>> strength = ms.compare("natalizumab", "AHSCT").row("relapse rate").cells[0].strength
        >>> strength.level, strength.judgements[0].level
        ('high', 'moderate')
        """
        from kg.comparison.judgements import judge

        return judge(self, treatment, outcome, strength, by=by, why=why, against=against or None)

    def evidence_map(self, treatment: str | None = None) -> Table:
        """Return what can be pooled: outcomes, times, measures, of whom, and how far they connect.

        Each set of studies that may be pooled with each other has a row. With a treatment: only
        those that some study has an arm of it for, with what it is connected with and the studies
        that this hangs on.
        """
        from kg.evidence.coverage import evidence_map

        return evidence_map(self, treatment)

    # --- questions, rules, checks ---------------------------------------------------------------

    def answer(
        self,
        question: str,
        *,
        timeout: float | None = None,
        memory: float | None = None,
        **parameters: str,
    ) -> Table:
        """Answer a competency question; parameters are labels or IRIs of concepts.

        It is stopped at a limit of time or memory as a query is; see `select`.

        Examples
        --------
        >>> [str(row.symptom) for row in load("ms").answer("symptoms", disease="MS")]
        ['cognitive impairment', 'fatigue', 'muscle weakness']
        """
        from kg.questions import answer

        return answer(self, question, parameters, timeout=timeout, memory=memory)

    def derive(self) -> int:
        """Run the rules anew, and return the number of derived triples.

        A pack has its rules run when it is loaded; other data need this call. What was derived
        before gives way in one step, so that no half of it is ever seen, or left on disk.
        """
        load_ontology(self.store)
        count = rules.derive_anew(self.store)
        self.forget()
        return count

    def validate(self) -> Report:
        """Check the data against the shapes."""
        from kg.validation import validate

        return validate(self.store)

    def audit(self, *, source: str | os.PathLike[str] | None = None) -> Audit:
        """Say which sentences claims cover, which claims lack a source, and how figures stand.

        Parameters
        ----------
        source
            The text of the source, to check every fingerprint against; optional.
        """
        from kg.audit import audit

        return audit(self, None if source is None else os.fspath(source))
