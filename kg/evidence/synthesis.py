"""Put a question to studies, and hold the answer: networks, what they rest on, and the caveats.

A question that studies cannot answer in one network is answered in several, each by itself, and
what is missing between them is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import DataError, UnknownNameError
from kg.evidence import sentences
from kg.evidence.analysis import Effect, NetworkAnalysis, Options
from kg.evidence.data import StudyData, Told, nodes_of, told
from kg.evidence.measures import Measure
from kg.evidence.network import sub_networks
from kg.store.table import Table
from kg.vocabulary import IRI

if TYPE_CHECKING:
    import pandas

    from kg.evidence.absolute import AbsoluteEffect
    from kg.evidence.plots import Figure


@dataclass(frozen=True, slots=True)
class Question:
    """Hold what is asked.

    Parameters
    ----------
    outcome
        What it is called.
    measure
        What effects are given as.
    at
        The time, as it was asked for.
    better
        ``higher`` or ``lower`` where more or less of it is better, else None.
    iri
        Of the outcome, where it is a concept.
    weeks
        The time in weeks.
    """

    outcome: str
    measure: Measure
    at: str | None = None
    better: str | None = None
    iri: IRI | None = None
    weeks: float | None = None

    @property
    def words(self) -> str:
        """Return the outcome and the time."""
        return f"{self.outcome} at {self.at}" if self.at else self.outcome


@dataclass(frozen=True, slots=True)
class Origin:
    """Hold where a study's figures are from, for tracing a number back.

    Parameters
    ----------
    results
        Each with its arm, the figure as printed, and whether it was read.
    dois
        Of the documents that report them, or their names where they have none.
    registrations
        Numbers that the study is registered under.
    """

    results: tuple[tuple[str, str, str], ...] = ()
    dois: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()


class Synthesis:
    """Hold what studies say of a question, pooled.

    Parameters
    ----------
    question
        What was asked.
    told
        What was taken of each study, also where it tells nothing of the measure.
    options
        How networks are analysed.
    assumptions
        What was assumed, one sentence each.
    remarks
        What choosing the studies brought up, one sentence each.
    origins
        Where each study's figures are from.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("smoking").synthesize("smoking cessation", measure="OR")
    >>> found
    Synthesis(smoking cessation; odds ratio; 24 studies of 4 treatments in 1 network)
    >>> effect = found.effect("individual counselling", "no contact")
    >>> round(effect.value, 2), round(effect.lower, 2), round(effect.upper, 2)
    (2.08, 1.36, 3.2)
    """

    def __init__(
        self,
        question: Question,
        told: Sequence[Told],
        options: Options,
        *,
        assumptions: Sequence[str] = (),
        remarks: Sequence[str] = (),
        origins: Mapping[str, Origin] | None = None,
    ) -> None:
        self.question, self.options = question, options
        self.told = tuple(told)
        self.assumptions, self.remarks = tuple(assumptions), tuple(remarks)
        self.origins = dict(origins or {})

    def __repr__(self) -> str:
        studies = sum(len(network.studies) for network in self.networks)
        treatments = sum(len(network.treatments) for network in self.networks)
        many = "network" if len(self.networks) == 1 else "networks"
        return (
            f"Synthesis({self.question.words}; {self.question.measure.name}; {studies} studies of"
            f" {treatments} treatments in {len(self.networks)} {many})"
        )

    # --- networks and estimates -----------------------------------------------------------------

    @cached_property
    def networks(self) -> tuple[NetworkAnalysis, ...]:
        """Return each connected network by itself, the one with most treatments first."""
        studies = [found.contrasts for found in self.told if found.contrasts is not None]
        return tuple(
            NetworkAnalysis(part, self.question.measure, self.options, better=self.question.better)
            for part in sub_networks(studies)
        )

    @property
    def treatments(self) -> tuple[str, ...]:
        """Return the treatments of all networks, sorted."""
        return tuple(sorted(t for network in self.networks for t in network.treatments))

    @property
    def unconnected(self) -> tuple[str, ...]:
        """Return the nodes that studies have arms of, but that no network holds, sorted."""
        return tuple(
            node
            for node in nodes_of([found.study for found in self.told])
            if node not in self.treatments
        )

    def network_of(self, treatment: str) -> NetworkAnalysis:
        """Return the network that holds a treatment.

        Raises
        ------
        UnknownNameError
            If none does.
        """
        for network in self.networks:
            if treatment in network.treatments:
                return network
        raise UnknownNameError(
            "treatment", treatment, self.treatments, where=f"in the studies of {self._words}"
        )

    @property
    def _words(self) -> str:
        return self.question.words

    def effect(self, treatment: str, comparator: str) -> Effect:
        """Return the estimate of one treatment against another.

        Raises
        ------
        UnknownNameError
            If a treatment is in no network.
        DataError
            If the two are in different networks: then nothing is known of the one against the
            other.
        """
        network = self.network_of(treatment)
        if comparator not in network.treatments:
            self.network_of(comparator)
            raise DataError(
                f"{treatment} against {comparator}",
                f"is not known: no study connects them on {self._words}",
                "ask of treatments in one network",
            )
        return network.effect(treatment, comparator)

    def absolute(self, treatment: str, comparator: str, *, baseline: float) -> AbsoluteEffect:
        """Return what an estimate makes of a baseline risk, that of the comparator.

        Raises
        ------
        DataError
            If the measure tells no risk, the baseline is none, or there is no interval.
        """
        from kg.evidence.absolute import absolute_effect

        effect = self.effect(treatment, comparator)
        if effect.lower is None or effect.upper is None:
            raise DataError(
                f"{treatment} against {comparator}", "has no interval", "take normal intervals"
            )
        limits = (effect.value, effect.lower, effect.upper)
        return absolute_effect(self.question.measure, limits, baseline)

    def reference(self, network: NetworkAnalysis) -> str:
        """Return the treatment that the others of a network are told against: the most compared."""
        arms = {
            t: sum(t in study.treatments for study in network.studies) for t in network.treatments
        }
        return max(network.treatments, key=lambda t: (arms[t], t))

    # --- in words -------------------------------------------------------------------------------

    @cached_property
    def findings(self) -> tuple[str, ...]:
        """Return each estimate against the reference of its network, as a sentence."""
        return tuple(
            sentences.of_effect(effect, self.question, self.options)
            for network in self.networks
            for effect in network.effects_against(self.reference(network))
        )

    @cached_property
    def caveats(self) -> tuple[str, ...]:
        """Return what has to be known before the estimates are used, one sentence each."""
        return tuple(sentences.caveats(self))

    @property
    def method(self) -> str:
        """Return in one sentence how it was done."""
        return sentences.method(self)

    def to_text(self) -> str:
        """Return all of it in plain text: league tables, findings, ranks, caveats."""
        from kg.evidence.league import to_text

        return to_text(self)

    def to_markdown(self) -> str:
        """Return all of it as Markdown."""
        from kg.evidence.league import to_markdown

        return to_markdown(self)

    def _repr_html_(self) -> str:
        from kg.evidence.league import to_html

        return to_html(self)

    # --- as tables ------------------------------------------------------------------------------

    def to_table(self) -> Table:
        """Return the estimate of every pair, one row each.

        Ratios are as printed, `se` is on the scale of the analysis. Each pair stands one way round,
        the later name against the earlier.
        """
        rows = [
            (
                number,
                effect.treatment,
                effect.comparator,
                self.question.measure.id,
                effect.value,
                effect.lower,
                effect.upper,
                effect.error,
                effect.p,
                *(effect.prediction or (None, None)),
                effect.evidence,
                len(effect.studies),
            )
            for number, network in enumerate(self.networks, 1)
            for effect in network.every_effect()
        ]
        return Table(
            "network treatment comparator measure estimate lower upper se p predicted_lower"
            " predicted_upper evidence direct_studies".split(),
            rows,
        )

    def to_pandas(self) -> pandas.DataFrame:
        """Return the estimate of every pair as a DataFrame; see `to_table`."""
        return self.to_table().to_pandas()

    def league(self, network: NetworkAnalysis | None = None, *, orientation: str = "row") -> Table:
        """Return the league table of a network; see `kg.evidence.league.league`."""
        from kg.evidence.league import league

        return league(network or self._only(), orientation=orientation)

    def _only(self) -> NetworkAnalysis:
        if len(self.networks) != 1:
            raise DataError(
                f"the synthesis of {self._words}",
                f"has {len(self.networks)} networks",
                "say which, by one of its `networks`",
            )
        return self.networks[0]

    def ranks(self, network: NetworkAnalysis | None = None) -> Table:
        """Return the treatments of a network by P-score, with the ranks that each may have."""
        from kg.evidence.league import ranks

        return ranks(network or self._only())

    def arms(self) -> Table:
        """Return every arm with the treatment it counts for, and what was taken of it."""
        rows = []
        for found in self.told:
            origin = self.origins.get(found.study.study, Origin())
            documents = "; ".join(origin.dois)
            for arm in found.study.arms:
                figures = ", ".join(sentences.figures(f) for f in arm.figures)
                rows.append(
                    (
                        found.study.study,
                        arm.label,
                        arm.node,
                        arm.participants,
                        figures or None,
                        found.way or "left out",
                        documents or None,
                    )
                )
        columns = "study arm counts_for participants figures taken_from documents".split()
        return Table(columns, rows)

    def trace(self, treatment: str, comparator: str) -> Table:
        """Return the way back from an estimate: each study's share, its figures and documents."""
        network = self.network_of(treatment)
        rows = []
        for study, share in network.study_contributions(treatment, comparator).items():
            origin = self.origins.get(study, Origin())
            said = [(arm, printed, read) for arm, printed, read in origin.results] or [("", "", "")]
            for arm, printed, read in said:
                rows.append(
                    (
                        study,
                        share,
                        arm or None,
                        printed or None,
                        read or None,
                        "; ".join(origin.dois) or None,
                        "; ".join(origin.registrations) or None,
                    )
                )
        rows.sort(key=lambda row: (-row[1], row[0]))
        return Table(
            "study share arm as_printed verification documents registrations".split(), rows
        )

    # --- as figures -----------------------------------------------------------------------------

    def forest(self, network: NetworkAnalysis | None = None, **options: str) -> Figure:
        """Return the forest plot of a network; see `kg.evidence.plots.forest`."""
        from kg.evidence.plots import forest

        chosen = network or self._only()
        return forest(chosen, self.question, **{"reference": self.reference(chosen), **options})

    def geometry(self, network: NetworkAnalysis | None = None) -> Figure:
        """Return the geometry of a network, or of all; see `kg.evidence.plots.geometry`."""
        from kg.evidence.plots import geometry

        return geometry([network] if network else self.networks, self.question)

    def rankogram(self, network: NetworkAnalysis | None = None) -> Figure:
        """Return the chances of ranks of a network; see `kg.evidence.plots.rankogram`."""
        from kg.evidence.plots import rankogram

        return rankogram(network or self._only(), self.question)

    def funnel(self, network: NetworkAnalysis | None = None) -> Figure:
        """Return the comparison-adjusted funnel plot; see `kg.evidence.plots.funnel`."""
        from kg.evidence.plots import funnel

        chosen = network or self._only()
        return funnel(chosen, self.question, reference=self.reference(chosen))


def synthesize(
    studies: Sequence[StudyData],
    measure: Measure,
    *,
    outcome: str = "the outcome",
    better: str | None = None,
    options: Options | None = None,
    lump: Mapping[str, str] | None = None,
    assume: Mapping[str, str] | None = None,
) -> Synthesis:
    """Pool studies that a table holds.

    Parameters
    ----------
    studies
        As `kg.evidence.tables.read_table` returns them.
    measure
        What effects are given as.
    outcome
        What it is called in sentences.
    better
        ``higher`` or ``lower``: which is better. Without it nothing is ranked.
    options
        Model, heterogeneity, intervals.
    lump
        Nodes that count as another, by their names.
    assume
        Likewise, where it is an assumption that has to be said.

    Examples
    --------
    >>> import pandas
    >>> from kg.evidence.measures import MEASURES
    >>> from kg.evidence.tables import read_table
    >>> frame = pandas.DataFrame({
    ...     "study": ["S", "S", "T", "T"], "treatment": ["a", "b", "b", "c"],
    ...     "events": [5, 9, 8, 4], "total": [20, 20, 25, 25]})
    >>> found = synthesize(read_table(frame, MEASURES["OR"]), MEASURES["OR"])
    >>> round(found.effect("c", "a").value, 2), found.effect("c", "a").evidence
    (0.99, 'indirect')
    """
    assumed, assumptions = with_nodes(studies, lump or {}, assume or {})
    found = [told(study, measure) for study in assumed]
    question = Question(outcome, measure, better=better)
    origins = {
        study.study: Origin(tuple((arm.label, "", ", ".join(arm.origins)) for arm in study.arms))
        for study in assumed
    }
    return Synthesis(
        question, found, options or Options(), assumptions=assumptions, origins=origins
    )


def with_nodes(
    studies: Sequence[StudyData], lump: Mapping[str, str], assume: Mapping[str, str]
) -> tuple[list[StudyData], list[str]]:
    """Return studies with nodes renamed, and the sentences that say so.

    Raises
    ------
    UnknownNameError
        If a node that is to be renamed is in no study.
    """
    known = nodes_of(studies)
    said = []
    nodes: dict[str, str] = {}
    for renamed, verb in ((lump, "counts as"), (assume, "is assumed to stand for")):
        for old, new in renamed.items():
            if old not in known:
                raise UnknownNameError("treatment", old, known, where="in these studies")
            nodes[old] = new
            said.append(f"Here {old} {verb} {new}.")
    return [study.with_nodes(nodes) for study in studies], said


def retold(found: Told, nodes: Mapping[str, str], measure: Measure) -> Told:
    """Return what a study tells once some of its nodes have other names."""
    again = told(found.study.with_nodes(nodes), measure)
    return replace(again, remarks=(*found.remarks, *again.remarks))
