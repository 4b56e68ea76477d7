"""Hold what studies tell of an outcome, before it is contrasted: figures by arm, and contrasts.

A study may tell the same in several ways; which one is taken depends on the measure and is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.errors import DataError
from kg.evidence.arms import Counts, Estimate, Figures, Means, Rates, ReckonedCounts
from kg.evidence.contrasts import StudyContrasts, from_arms
from kg.evidence.measures import Measure
from kg.evidence.pairs import Contrast, from_contrasts
from kg.evidence.sentences import listed

# What a study tells by shares of people, from which counts are reckoned.
SHARES = "shares"

# In which order a study's ways of telling are tried. An adjusted rate ratio knows that some people
# have more events than others, and bare counts of events do not: so rates come last. Whatever is
# printed so that it can be weighed goes before counts that are reckoned.
_ORDER: Mapping[str, tuple[str, ...]] = {"IRR": ("contrasts", "estimates", "figures")}
_USUAL_ORDER = ("figures", "contrasts", "estimates", SHARES)

# How a remark ends on what a study tells in another way than the one that is taken.
LEFT_OUT = "is left out"


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
        Where each of its figures is from: a result by its IRI, or a row of a table.
    beyond_label
        Whether no label read holds its dose, ``wholly`` or ``partly``; empty if none of it is known
        to be so, or its dose is a treatment of its own.
    """

    label: str
    node: str
    figures: tuple[Figures, ...] = ()
    participants: float | None = None
    origins: tuple[str, ...] = ()
    beyond_label: str = ""

    @property
    def people(self) -> float | None:
        """Return how many people it has: those randomised, or else those that its figures are of.

        Examples
        --------
        >>> ArmData("a", "A", (Counts(5, 20),)).people, ArmData("a", "A").people
        (20, None)
        """
        if self.participants is not None:
            return self.participants
        return max(
            (one.total for one in self.figures if isinstance(one, Counts | Means)), default=None
        )


@dataclass(frozen=True, slots=True)
class StudyData:
    """Hold a study with its arms, and its contrasts between them by their labels."""

    study: str
    arms: tuple[ArmData, ...]
    contrasts: tuple[Contrast, ...] = ()

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
        ``figures``, ``contrasts``, ``estimates`` or ``shares``.
    remarks
        What has to be said of it, such as a covariance that had to be approximated.
    kind
        Of the figures that the measure takes.
    """

    study: StudyData
    contrasts: StudyContrasts | None
    way: str = ""
    remarks: tuple[str, ...] = ()
    kind: type[Figures] | None = None

    def lumped(self, nodes: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return in words which arms count as one in the contrasts, of some nodes or of all."""
        if self.contrasts is None:
            return ()
        together = {arm.node: self.arms_of(arm.node) for arm in self.study.arms}
        return tuple(
            f"{self.study.study}: {listed(labels)} are taken together, as {node}"
            for node, labels in together.items()
            if len(labels) > 1 and (nodes is None or node in nodes)
        )

    def beyond_labels(self, nodes: Iterable[str] | None = None) -> tuple[tuple[str, str], ...]:
        """Return the arms in the contrasts in doses that no label read holds, and how far.

        Parameters
        ----------
        nodes
            The treatments that they count for; None for any.
        """
        if self.contrasts is None:
            return ()
        return tuple(
            (arm.label, arm.beyond_label)
            for arm in self.study.arms
            if arm.beyond_label and (nodes is None or arm.node in nodes) and self._takes(arm)
        )

    def arms_of(self, node: str) -> tuple[str, ...]:
        """Return the arms in the contrasts that count for a treatment, by their labels."""
        if self.contrasts is None:
            return ()
        arms = [arm for arm in self.study.arms if arm.node == node]
        return tuple(arm.label for arm in arms if self._takes(arm))

    def _takes(self, arm: ArmData) -> bool:
        """Return whether an arm is in the contrasts."""
        if self.way == "contrasts":
            return any(arm.label in (one.treatment, one.comparator) for one in self.study.contrasts)
        return self._taken_of(arm) is not None

    def _taken_of(self, arm: ArmData) -> int | None:
        """Return the place of the figures of an arm that were taken."""
        kind = Estimate if self.way == "estimates" else self.kind
        return None if kind is None else _place(arm, kind, self.way)

    @property
    def taken(self) -> tuple[Figures, ...]:
        """Return the figures of arms that were taken; none if contrasts were."""
        if self.way == "contrasts":
            return ()
        places = [(arm, self._taken_of(arm)) for arm in self.study.arms]
        return tuple(arm.figures[i] for arm, i in places if i is not None)

    @property
    def is_corrected(self) -> bool:
        """Return whether a half was added to its counts: of an arm, nobody or everybody has it."""
        return any(
            one.events == 0 or (isinstance(one, Counts) and one.events == one.total)
            for one in self.taken
            if isinstance(one, Counts | Rates)
        )

    @property
    def origins(self) -> tuple[str, ...]:
        """Return where the figures that were taken are from."""
        if self.way == "contrasts":
            return tuple(sorted({c.origin for c in self.study.contrasts if c.origin}))
        places = [(arm, self._taken_of(arm)) for arm in self.study.arms]
        found = {arm.origins[i] for arm, i in places if i is not None and i < len(arm.origins)}
        return tuple(sorted(found))


def told(study: StudyData, measure: Measure, *, strict: bool = True) -> Told:
    """Return what a study tells of a measure, in the way that tells of most treatments.

    Parameters
    ----------
    study, measure
        Of ways that tell of as many, the first is taken.
    strict
        Whether contrasts that cannot be of one study are an error; else that is remarked, and the
        study tells what else it can.

    Raises
    ------
    DataError
        If contrasts cannot be of one study, and that is asked for.

    Examples
    --------
    >>> from kg.evidence.arms import Counts
    >>> from kg.evidence.measures import MEASURES
    >>> arms = (ArmData("a", "A", (Counts(5, 20),)), ArmData("b", "B", (Counts(9, 20),)))
    >>> told(StudyData("S", arms), MEASURES["RR"]).way
    'figures'
    """
    remarks: list[str] = []
    found: dict[str, StudyContrasts] = {}
    for way in _ORDER.get(measure.id, _USUAL_ORDER):
        try:
            made = _in_way(study, measure, way)
        except DataError as error:
            if strict:
                raise
            remarks.append(f"{error}; until then it {LEFT_OUT}")
            continue
        if made is not None:
            found[way] = made
    if not found:
        return Told(study, None, "", tuple(remarks or [_why_nothing(study, measure)]))
    way = max(found, key=lambda name: len(found[name].treatments))
    best = found[way]
    if best.reckoned:
        remarks.append(
            f"{study.study} reports contrasts that share an arm, but not with one another; what"
            " they share was reckoned from the sizes of its arms"
        )
    elsewhere = {t for made in found.values() for t in made.treatments} - set(best.treatments)
    if elsewhere:
        remarks.append(
            f"{study.study} tells of {', '.join(sorted(elsewhere))} in another way, which does not"
            f" go together with that of the others; it {LEFT_OUT}"
        )
    return Told(study, best, way, tuple(remarks), measure.figures)


def _in_way(study: StudyData, measure: Measure, way: str) -> StudyContrasts | None:
    if way == "contrasts":
        return _by_contrasts(study, measure)
    kind = Estimate if way == "estimates" else measure.figures
    return None if kind is None else _by_arms(study, measure, kind, way)


def _by_arms(
    study: StudyData, measure: Measure, kind: type[Figures], way: str
) -> StudyContrasts | None:
    places = [(arm, _place(arm, kind, way)) for arm in study.arms]
    pairs = [(arm.node, _plain(arm.figures[i])) for arm, i in places if i is not None]
    made = from_arms(study.study, pairs, measure)
    telling = [arm for arm, i in places if i is not None]
    return None if made is None else replace(made, participants=people_of_arms(telling))


def _place(arm: ArmData, kind: type[Figures], way: str) -> int | None:
    """Return the place of an arm's figures of a kind; reckoned ones, too, where shares may tell.

    A count that was read goes before one that is reckoned.
    """
    found = [i for i, figures in enumerate(arm.figures) if isinstance(figures, kind)]
    read = [i for i in found if not isinstance(arm.figures[i], ReckonedCounts)]
    return next(iter([*read, *found] if way == SHARES else read), None)


def _plain(figures: Figures) -> Figures:
    """Return figures as they are pooled, whether they were read or reckoned."""
    return Counts(figures.events, figures.total) if isinstance(figures, Counts) else figures


def _by_contrasts(study: StudyData, measure: Measure) -> StudyContrasts | None:
    if not study.contrasts:
        return None
    sizes = {arm.label: arm.participants for arm in study.arms}
    made = from_contrasts(
        study.study, study.contrasts, sizes=sizes, independent=measure.id != "SMD"
    )
    nodes = {arm.label: arm.node for arm in study.arms}
    lumped = None if made is None else made.lumped(nodes)
    ends = {end for one in study.contrasts for end in (one.treatment, one.comparator)}
    telling = [arm for arm in study.arms if arm.label in ends]
    return None if lumped is None else replace(lumped, participants=people_of_arms(telling))


def people_of_arms(arms: Iterable[ArmData]) -> float | None:
    """Return how many people arms have together, where that is known of each."""
    sizes = [arm.people for arm in arms]
    known = [size for size in sizes if size is not None]
    return sum(known) if known and len(known) == len(sizes) else None


def _why_nothing(study: StudyData, measure: Measure) -> str:
    if len({arm.node for arm in study.arms}) < 2:
        return f"{study.study} has no two treatments to compare"
    return f"{study.study} gives nothing that {measure.one} can be made of"


def nodes_of(studies: Sequence[StudyData]) -> list[str]:
    """Return the nodes that any arm counts for, sorted."""
    return sorted({arm.node for study in studies for arm in study.arms})
