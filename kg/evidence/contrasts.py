"""Make one study's contrasts: effects against its first treatment, with their covariance.

Whatever a study tells (figures by arm, or contrasts between arms) becomes the same value, so that
both kinds stand in one network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.evidence.arms import Figures, joined
from kg.evidence.measures import Array, Measure, effects


@dataclass(frozen=True, slots=True, eq=False)
class StudyContrasts:
    """Hold what a study tells of its m treatments.

    Parameters
    ----------
    treatments
        The first is what the others are contrasted with.
    effects, covariance
        Shapes (m−1,) and (m−1, m−1), on the scale of the analysis.
    participants
        In the arms that tell of these, where that is known.
    reckoned
        Whether the covariance was reckoned from the sizes of the arms.
    """

    study: str
    treatments: tuple[str, ...]
    effects: Array
    covariance: Array
    participants: float | None = None
    reckoned: bool = False

    def against(self, first: str, second: str) -> tuple[float, float]:
        """Return the study's own estimate of one treatment against another, and its variance."""
        row = np.zeros(len(self.treatments))
        row[self.treatments.index(first)] += 1
        row[self.treatments.index(second)] -= 1
        return float(row[1:] @ self.effects), float(row[1:] @ self.covariance @ row[1:])

    def in_order(self, order: Sequence[str]) -> StudyContrasts:
        """Return the same contrasts with the treatments in another order.

        Examples
        --------
        >>> study = StudyContrasts("S", ("A", "B"), np.array([2.0]), np.array([[1.0]]))
        >>> study.in_order(("B", "A")).effects
        array([-2.])
        """
        if tuple(order) == self.treatments:
            return self
        size = len(order)
        places = [self.treatments.index(t) for t in order]
        # Each row takes a treatment's effect against the present first one, less the new first's.
        whole = np.vstack([np.zeros(size - 1), np.eye(size - 1)])[places]
        rows = whole[1:] - whole[0]
        return replace(
            self,
            treatments=tuple(order),
            effects=rows @ self.effects,
            covariance=rows @ self.covariance @ rows.T,
        )

    def lumped(self, nodes: Mapping[str, str]) -> StudyContrasts | None:
        """Return the contrasts of nodes that the treatments count for, by least squares.

        None if all treatments count for one node.

        Examples
        --------
        >>> study = StudyContrasts("S", ("a", "b1", "b2"), np.array([1.0, 3.0]), np.eye(2))
        >>> study.lumped({"a": "A", "b1": "B", "b2": "B"}).effects
        array([2.])
        """
        of_each = [nodes.get(treatment, treatment) for treatment in self.treatments]
        kept = tuple(sorted(set(of_each)))
        if len(kept) < 2:
            return None
        if len(kept) == len(of_each):
            return replace(self, treatments=tuple(of_each)).in_order(kept)
        place = {node: i for i, node in enumerate(kept)}
        rows = np.zeros((len(self.effects), len(kept)))
        for row, node in zip(rows, of_each[1:], strict=True):
            row[place[node]] += 1
            row[place[of_each[0]]] -= 1
        weights = np.linalg.inv(self.covariance)
        normal = rows[:, 1:].T @ weights
        covariance = np.asarray(np.linalg.inv(normal @ rows[:, 1:]), dtype=float)
        effects = covariance @ (normal @ self.effects)
        return replace(self, treatments=kept, effects=effects, covariance=covariance)


def from_arms(
    study: str, arms: Sequence[tuple[str, Figures]], measure: Measure
) -> StudyContrasts | None:
    """Return the contrasts of a study's arms; arms of one treatment are joined.

    Returns
    -------
    StudyContrasts or None
        None if there is nothing to contrast, or the arms tell nothing of this measure.

    Examples
    --------
    >>> from kg.evidence.arms import Counts
    >>> from kg.evidence.measures import MEASURES
    >>> made = from_arms("S", [("B", Counts(5, 20)), ("A", Counts(10, 20))], MEASURES["RD"])
    >>> made.treatments, made.effects
    (('A', 'B'), array([-0.25]))
    """
    by_treatment: dict[str, list[Figures]] = {}
    for treatment, figures in arms:
        by_treatment.setdefault(treatment, []).append(figures)
    if len(by_treatment) < 2:
        return None
    treatments = tuple(sorted(by_treatment))
    made = effects(measure, [joined(by_treatment[t]) for t in treatments])
    if made is None:
        return None
    sizes = [getattr(figures, "total", None) for _, figures in arms]
    known = [size for size in sizes if size is not None]
    participants = sum(known) if len(known) == len(sizes) else None
    return StudyContrasts(study, treatments, *made, participants)
