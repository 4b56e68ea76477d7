"""Keep people from counting twice where a study tells of arms, and of them together."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from kg.evidence.sentences import listed
from kg.model.studies import Arm, Study
from kg.vocabulary import IRI


@dataclass(frozen=True, slots=True)
class Once:
    """Hold the arms of a study that count, so that nobody is in two of them.

    Parameters
    ----------
    arms
        In the order of the study.
    left_out
        Arms that tell something and do not count, each with those that count in its place.
    """

    arms: tuple[Arm, ...]
    left_out: tuple[tuple[Arm, tuple[Arm, ...]], ...] = ()


def each_once(study: Study, telling: Set[IRI]) -> Once:
    """Return the arms of a study that count, given which of them tell something.

    Arms by themselves go before what they make up together, which stands for them only where none
    of them tells anything.

    Examples
    --------
    >>> s, tea = IRI("ex:s"), IRI("ex:tea")
    >>> low, high = (Arm(IRI(f"ex:{dose}"), dose, s, tea) for dose in ("2", "4"))
    >>> both = Arm(IRI("ex:both"), "both", s, tea, combines=(low.iri, high.iri))
    >>> study = Study(s, "S", arms=(low, high, both))
    >>> [arm.label for arm in each_once(study, {both.iri}).arms]
    ['both']
    >>> [arm.label for arm in each_once(study, {low.iri, both.iri}).arms]
    ['2', '4']
    """
    gone: set[IRI] = set()
    left_out = []
    for whole in study.arms:
        if not whole.combines:
            continue
        parts = tuple(arm for arm in study.arms if arm.iri in whole.combines)
        told = tuple(part for part in parts if part.iri in telling)
        if whole.iri in telling and not told:
            gone.update(part.iri for part in parts)
            continue
        gone.add(whole.iri)
        if whole.iri in telling:
            left_out.append((whole, told))
    return Once(tuple(arm for arm in study.arms if arm.iri not in gone), tuple(left_out))


def words_of_left_out(study: Study, whole: str, parts: list[str]) -> str:
    """Return what to say of an arm that does not count beside those that make it up."""
    verb = "count" if len(parts) > 1 else "counts"
    return f"{study.label}: {whole} is left out, as {listed(parts)}, of the same people, {verb}"
