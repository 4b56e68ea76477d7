"""Name the arms of studies in doses that no label read holds, or leave them out.

Which these are, the graph says; see `kg.model.studies.Arm`. What such an arm makes up with others
is of such a dose in part: it cannot be taken apart, and goes the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.errors import UnknownNameError
from kg.evidence.data import Told
from kg.evidence.sentences import listed
from kg.model.studies import Arm, Study
from kg.vocabulary import IRI

DOSES = ("all", "labelled")

# What the dose of such an arm is.
NO_LABEL = "a dose that no label read holds"


def check_doses(doses: str) -> None:
    """Refuse what is no choice of doses.

    Raises
    ------
    UnknownNameError
        If it is none.
    """
    if doses not in DOSES:
        raise UnknownNameError("doses", doses, DOSES, where="among the choices")


def beyond_labels(study: Study) -> dict[IRI, str]:
    """Return the arms of a study in doses that no label read holds: ``wholly`` or ``partly``.

    Examples
    --------
    >>> from kg.model.studies import Arm
    >>> s, tea, label = IRI("ex:s"), IRI("ex:tea"), IRI("ex:label")
    >>> low = Arm(IRI("ex:2"), "2", s, tea)
    >>> high = Arm(IRI("ex:9"), "9", s, tea, not_of_label=(label,))
    >>> both = Arm(IRI("ex:both"), "both", s, tea, combines=(low.iri, high.iri))
    >>> beyond_labels(Study(s, "S", arms=(low, high, both)))
    {IRI('ex:9'): 'wholly', IRI('ex:both'): 'partly'}
    """
    named = {arm.iri for arm in study.arms if arm.not_of_label}
    return {
        arm.iri: "partly" if set(arm.combines) - named else "wholly"
        for arm in study.arms
        if arm.iri in named or named & set(arm.combines)
    }


def in_labelled_doses(study: Study) -> Study:
    """Return a study without its arms in doses that no label read holds, and what they tell."""
    beyond = beyond_labels(study)
    if not beyond:
        return study
    return replace(
        study,
        arms=tuple(arm for arm in study.arms if arm.iri not in beyond),
        results=tuple(
            one for one in study.results if beyond.keys().isdisjoint((one.arm, one.comparator_arm))
        ),
    )


def of_labelled_doses(
    studies: Sequence[Study], outcome: IRI, labels: Callable[[str], str]
) -> tuple[list[Study], list[str]]:
    """Return what studies tell of an outcome in labelled doses, and what to say of the rest.

    A study that tells nothing in these is left out.
    """
    kept, said = [], []
    for study in studies:
        rest = in_labelled_doses(study)
        if left := beyond_telling(study, outcome):
            silent = sorted(map(labels, study.told_of(outcome) - rest.told_of(outcome)))
            nothing = f"; nothing else in it tells of {listed(silent)}" if silent else ""
            names = listed([_called(arm.label, how) for arm, how in left])
            said.append(f"{study.label}: left out, of {NO_LABEL}: {names}{nothing}")
        if any(result.outcome == outcome for result in rest.results):
            kept.append(rest)
    return kept, said


def beyond_telling(study: Study, outcome: IRI | None = None) -> list[tuple[Arm, str]]:
    """Return the arms in doses that no label read holds that tell of an outcome, or of any."""
    beyond = beyond_labels(study)
    ends = {
        end
        for result in study.results
        if outcome in (None, result.outcome)
        for end in (result.arm, result.comparator_arm)
    }
    return [(arm, beyond[arm.iri]) for arm in study.arms if arm.iri in beyond and arm.iri in ends]


def words_of_beyond(told: Iterable[Told], nodes: Iterable[str] | None = None) -> str:
    """Return which arms count though no label read holds their dose; empty if none does.

    Parameters
    ----------
    nodes
        The treatments that they count for; None for any.
    """
    arms = [(one.study.study, *arm) for one in told for arm in one.beyond_labels(nodes)]
    return f"Counted, of {NO_LABEL}: {listed_by_arm(arms)}" if arms else ""


def listed_by_arm(arms: Iterable[tuple[str, str, str]]) -> str:
    """Return arms in words, each name with its studies, from study, arm, and how far it is so.

    Examples
    --------
    >>> listed_by_arm([("S", "9", "wholly"), ("T", "9", "wholly"), ("S", "both", "partly")])
    '9 (S and T) and both (S, partly)'
    """
    found: dict[tuple[str, str], list[str]] = {}
    for study, label, how in arms:
        found.setdefault((label, how), []).append(study)
    return listed([_called(label, how, of) for (label, how), of in found.items()])


def _called(label: str, how: str, studies: Sequence[str] = ()) -> str:
    more = [*([listed(studies)] if studies else []), *(["partly"] if how == "partly" else [])]
    return f"{label} ({', '.join(more)})" if more else label
