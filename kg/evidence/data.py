"""Hold what studies tell of an outcome, before it is contrasted: figures by arm, and contrasts.

A study may tell the same in several ways; which one is taken depends on the measure and is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.evidence.arms import Estimate, Figures
from kg.evidence.contrasts import StudyContrasts, from_arms
from kg.evidence.measures import Measure
from kg.evidence.pairs import Contrast, from_contrasts

# In which order a study's ways of telling are tried. An adjusted rate ratio knows that some people
# have more events than others, and bare counts of events do not: so rates come last.
_ORDER: Mapping[str, tuple[str, ...]] = {"IRR": ("contrasts", "estimates", "figures")}
_USUAL_ORDER = ("figures", "contrasts", "estimates")


@dataclass(frozen=True, slots=True)
class ArmData:
    """Hold an arm of a study, and what it tells.

    Parameters
    ----------
    label
        Its name within the study.
    node
        The treatment of the network that it counts for.
    figures
        What it tells, in as many kinds as there are.
    participants
        Those randomised, where that is known.
    origins
        Where its figures are from: results by their IRIs, or rows of a table.
    """

    label: str
    node: str
    figures: tuple[Figures, ...] = ()
    participants: float | None = None
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyData:
    """Hold a study with its arms, and its contrasts between them by their labels."""

    study: str
    arms: tuple[ArmData, ...]
    contrasts: tuple[Contrast, ...] = ()

    @property
    def participants(self) -> float | None:
        """Return how many people all arms have, where that is known."""
        sizes = [arm.participants for arm in self.arms]
        known = [size for size in sizes if size is not None]
        return sum(known) if known and len(known) == len(sizes) else None

    def with_nodes(self, nodes: Mapping[str, str]) -> StudyData:
        """Return the study with some nodes under other names."""
        arms = tuple(replace(arm, node=nodes.get(arm.node, arm.node)) for arm in self.arms)
        return replace(self, arms=arms)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Hold what was taken of a study.

    Parameters
    ----------
    contrasts
        None where the study tells nothing of the measure.
    way
        ``figures``, ``contrasts`` or ``estimates``.
    remarks
        What has to be said of it, such as a covariance that had to be approximated.
    """

    study: StudyData
    contrasts: StudyContrasts | None
    way: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def origins(self) -> tuple[str, ...]:
        """Return where the figures that were taken are from."""
        if self.way == "contrasts":
            return tuple(sorted({c.origin for c in self.study.contrasts if c.origin}))
        return tuple(sorted({o for arm in self.study.arms for o in arm.origins}))


def told(study: StudyData, measure: Measure) -> Told:
    """Return what a study tells of a measure, in the best way that it does.

    Examples
    --------
    >>> from kg.evidence.arms import Counts
    >>> from kg.evidence.measures import MEASURES
    >>> arms = (ArmData("a", "A", (Counts(5, 20),)), ArmData("b", "B", (Counts(9, 20),)))
    >>> told(StudyData("S", arms), MEASURES["RR"]).way
    'figures'
    """
    remarks: list[str] = []
    for way in _ORDER.get(measure.id, _USUAL_ORDER):
        if way == "contrasts":
            found, remark = _by_contrasts(study, measure)
            remarks += remark
        else:
            kind = Estimate if way == "estimates" else measure.figures
            found = None if kind is None else _by_arms(study, measure, kind)
        if found is not None:
            return Told(study, found, way, tuple(remarks))
    return Told(study, None, "", tuple(remarks or [_why_nothing(study, measure)]))


def _by_arms(study: StudyData, measure: Measure, kind: type[Figures]) -> StudyContrasts | None:
    pairs: list[tuple[str, Figures]] = []
    for arm in study.arms:
        found = [figures for figures in arm.figures if isinstance(figures, kind)]
        pairs += [(arm.node, figures) for figures in found[:1]]
    made = from_arms(study.study, pairs, measure)
    return None if made is None else replace(made, participants=study.participants)


def _by_contrasts(study: StudyData, measure: Measure) -> tuple[StudyContrasts | None, list[str]]:
    if not study.contrasts:
        return None, []
    sizes = {arm.label: arm.participants for arm in study.arms}
    made = from_contrasts(
        study.study, study.contrasts, sizes=sizes, independent=measure.id != "SMD"
    )
    remarks = []
    if made is not None and made.reckoned:
        remarks.append(
            f"{study.study} reports contrasts that share an arm, but not with one another; what"
            " they share was reckoned from the sizes of its arms"
        )
    nodes = {arm.label: arm.node for arm in study.arms}
    lumped = None if made is None else made.lumped(nodes)
    if lumped is None:
        return None, []
    return replace(lumped, participants=study.participants), remarks


def _why_nothing(study: StudyData, measure: Measure) -> str:
    if len({arm.node for arm in study.arms}) < 2:
        return f"{study.study} has no two treatments to compare"
    return f"{study.study} gives no figures for a {measure.name}, or no events in any arm"


def nodes_of(studies: Sequence[StudyData]) -> list[str]:
    """Return the nodes that any arm counts for, sorted."""
    return sorted({arm.node for study in studies for arm in study.arms})
