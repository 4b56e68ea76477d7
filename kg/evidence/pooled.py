"""Hold studies that answer a question, in networks: as many as the studies fall into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from kg.errors import DataError, UnknownNameError
from kg.evidence.analysis import NetworkAnalysis
from kg.evidence.data import Told, nodes_of
from kg.evidence.effects import Effect
from kg.evidence.network import sub_networks
from kg.evidence.options import Options
from kg.evidence.question import Origin, Question
from kg.vocabulary import IRI


class Pooled:
    """Hold studies that answer a question, in networks.

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
    ways
        How figures were chosen, in a word each.
    assumed
        What stands for each treatment by assumption, by the treatment.
    concepts
        The concept of each treatment, by what it is called.
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
        ways: Sequence[str] = (),
        assumed: Mapping[str, str] | None = None,
        concepts: Mapping[str, IRI] | None = None,
    ) -> None:
        self.question, self.options = question, options
        self.told = tuple(told)
        self.assumptions, self.remarks = tuple(assumptions), tuple(remarks)
        self.origins = dict(origins or {})
        self.ways = tuple(ways)
        self.assumed, self.concepts = dict(assumed or {}), dict(concepts or {})

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

    def reference(self, network: NetworkAnalysis) -> str:
        """Return the treatment that the others of a network are told against: the most compared."""
        arms = {
            t: sum(t in study.treatments for study in network.studies) for t in network.treatments
        }
        return max(network.treatments, key=lambda t: (arms[t], t))

    def only(self) -> NetworkAnalysis:
        """Return the network, if there is one and not several.

        Raises
        ------
        DataError
            If there are several, or none.
        """
        if len(self.networks) != 1:
            raise DataError(
                f"the synthesis of {self._words}",
                f"has {len(self.networks)} networks",
                "say which, by one of its `networks`",
            )
        return self.networks[0]
