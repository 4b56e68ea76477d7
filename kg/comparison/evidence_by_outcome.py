"""Find out what studies say of outcomes, each once, however many ask."""

from __future__ import annotations

from collections.abc import Mapping

from kg.comparison.filters import Filters
from kg.comparison.judgements import read_bias, read_judgements
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.model.catalogue import Catalogue
from kg.vocabulary import IRI


class EvidenceByOutcome:
    """Hold the evidence on each outcome that was asked for.

    Parameters
    ----------
    knowledge
        Where the studies are.
    filters
        Which studies and figures count.
    labels
        What treatments are called in words.

    Examples
    --------
    >>> import kg
    >>> smoking = kg.load("smoking")
    >>> evidence = EvidenceByOutcome(smoking, Filters(), smoking.labels)
    >>> cessation = smoking.concept("smoking cessation").iri
    >>> evidence[cessation] is evidence[cessation]
    True
    """

    def __init__(self, knowledge: Catalogue, filters: Filters, labels: Mapping[str, str]) -> None:
        self._knowledge, self._filters, self._labels = knowledge, filters, labels
        self._bias, self._judgements = read_bias(knowledge), read_judgements(knowledge)
        self._found: dict[IRI, OutcomeEvidence] = {}

    def __getitem__(self, outcome: IRI) -> OutcomeEvidence:
        if outcome not in self._found:
            self._found[outcome] = OutcomeEvidence(
                self._knowledge,
                outcome,
                self._filters,
                bias=self._bias,
                judgements=self._judgements.get(outcome, {}),
                labels=self._labels,
                of=self.__getitem__,
            )
        return self._found[outcome]
