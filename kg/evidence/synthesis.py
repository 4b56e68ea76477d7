"""Put a question to studies, and hold the answer: networks, what they rest on, and the caveats.

A question that studies cannot answer in one network is answered in several, each by itself, and
what is missing between them is named.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import DataError
from kg.evidence import caveats, league, reports, sentences
from kg.evidence.analysis import NetworkAnalysis
from kg.evidence.pooled import Pooled
from kg.store.table import Table

if TYPE_CHECKING:
    import pandas

    from kg.evidence.absolute import AbsoluteEffect
    from kg.evidence.drawing import Figure


class Synthesis(Pooled):
    """Hold what studies say of a question, pooled.

    See `Pooled` for what it is made of.

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

    def __repr__(self) -> str:
        counted = sentences.counted
        studies = counted(sum(len(network.studies) for network in self.networks), "study")
        treatments = counted(sum(len(network.treatments) for network in self.networks), "treatment")
        networks = counted(len(self.networks), "network")
        what = f"{self.question.words}; {self.question.measure.name}"
        return f"Synthesis({what}; {studies} of {treatments} in {networks})"

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

    # --- in words -------------------------------------------------------------------------------

    @cached_property
    def findings(self) -> tuple[str, ...]:
        """Return each estimate against the reference of its network, as a sentence."""
        return tuple(sentences.findings(self))

    @cached_property
    def caveats(self) -> tuple[str, ...]:
        """Return what has to be known before the estimates are used, one sentence each."""
        return tuple(caveats.caveats(self))

    @property
    def method(self) -> str:
        """Return in one sentence how it was done."""
        return sentences.method(self)

    def to_text(self) -> str:
        """Return all of it in plain text: league tables, findings, ranks, caveats."""
        return league.to_text(self)

    def to_markdown(self) -> str:
        """Return all of it as Markdown."""
        return league.to_markdown(self)

    def _repr_html_(self) -> str:
        return league.to_html(self)

    # --- as tables ------------------------------------------------------------------------------

    def to_table(self) -> Table:
        """Return the estimate of every pair; see `kg.evidence.reports.estimates`."""
        return reports.estimates(self)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the estimate of every pair as a DataFrame; see `to_table`."""
        return self.to_table().to_pandas()

    def arms(self) -> Table:
        """Return every arm with the treatment it counts for, and what was taken of it."""
        return reports.arms(self)

    def trace(self, treatment: str, comparator: str) -> Table:
        """Return the way back from an estimate to figures; see `kg.evidence.reports.trace`."""
        return reports.trace(self, treatment, comparator)

    def league(self, network: NetworkAnalysis | None = None, *, orientation: str = "row") -> Table:
        """Return the league table of a network; see `kg.evidence.league.league`."""
        return league.league(network or self.only(), orientation=orientation)

    def ranks(self, network: NetworkAnalysis | None = None) -> Table:
        """Return the treatments of a network by P-score, with the ranks that each may have."""
        return league.ranks(network or self.only())

    def consistency(self, network: NetworkAnalysis | None = None) -> Table:
        """Return what Q is made of, within and between designs."""
        return reports.consistency(network or self.only())

    def splits(self, network: NetworkAnalysis | None = None, *, method: str = "SIDE") -> Table:
        """Return direct against indirect evidence, as printed; see `kg.evidence.splitting`."""
        return reports.splits(network or self.only(), method=method)

    def contributions(
        self, treatment: str, comparator: str, *, method: str = "randomwalk"
    ) -> Table:
        """Return the share of each direct comparison; see `kg.evidence.contributions`."""
        network = self.network_of(treatment)
        return reports.contributions(network, treatment, comparator, method=method)

    def influence(
        self, network: NetworkAnalysis | None = None, *, reference: str | None = None
    ) -> Table:
        """Return the estimates without each study in turn; see `kg.evidence.influence`."""
        chosen = network or self.only()
        return reports.influence(chosen, reference or self.reference(chosen))

    # --- as figures -----------------------------------------------------------------------------

    def forest(self, network: NetworkAnalysis | None = None, **options: str) -> Figure:
        """Return the forest plot of a network; see `kg.evidence.plots.forest`."""
        from kg.evidence.plots import forest

        chosen = network or self.only()
        return forest(chosen, self.question, **{"reference": self.reference(chosen), **options})

    def geometry(self, network: NetworkAnalysis | None = None) -> Figure:
        """Return the geometry of a network, or of all; see `kg.evidence.geometry`."""
        from kg.evidence.geometry import geometry

        return geometry([network] if network else self.networks, self.question)

    def rankogram(self, network: NetworkAnalysis | None = None) -> Figure:
        """Return the chances of ranks of a network; see `kg.evidence.plots.rankogram`."""
        from kg.evidence.plots import rankogram

        return rankogram(network or self.only(), self.question)

    def funnel(self, network: NetworkAnalysis | None = None) -> Figure:
        """Return the comparison-adjusted funnel plot; see `kg.evidence.plots.funnel`."""
        from kg.evidence.plots import funnel

        chosen = network or self.only()
        return funnel(chosen, self.question, reference=self.reference(chosen))
