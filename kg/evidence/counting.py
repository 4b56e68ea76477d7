"""Say which studies of a graph count, each once, and what their treatments are called.

Studies that were withdrawn or superseded are left out, and a trial that stands in the graph twice
counts once; all that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.evidence.mirrors import mirrors_of, with_mirrored
from kg.evidence.sentences import listed
from kg.evidence.studies import Taken
from kg.store.table import compact
from kg.vocabulary import IRI

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue
    from kg.model.studies import Study

_NOT_RANDOMISED = ("cohortStudy", "singleArmTrial", "registry")


def is_randomised(study: Study) -> bool:
    """Return whether people were assigned at random, as far as the design is recorded."""
    return study.design not in _NOT_RANDOMISED


def counted_once(
    knowledge: Catalogue, outcome: IRI, *, mirrored: bool = True
) -> tuple[list[Study], list[str]]:
    """Return the studies that count for an outcome, and what to say of those that do not.

    What they tell of its absence is read as of it, unless that is not wanted; see
    `kg.evidence.mirrors`.
    """
    kept, left = sorted_out(knowledge, outcome, mirrored=mirrored)
    return kept, [remark for _, remark in left]


def sorted_out(
    knowledge: Catalogue, outcome: IRI, *, mirrored: bool = True
) -> tuple[list[Study], list[tuple[Study, str]]]:
    """Return the studies that count, as `counted_once` does, and each other with what to say."""
    mirrors = mirrors_of(knowledge, outcome) if mirrored else ()
    kept: list[Study] = []
    left: list[tuple[Study, str]] = []
    by_number: dict[str, Study] = {}
    for found in knowledge.studies.values():
        study = with_mirrored(found, outcome, mirrors)
        if not any(result.outcome == outcome for result in study.results):
            continue
        if study.retracted:
            left.append((study, f"{study.label} was retracted and is left out"))
            continue
        if study.status == "superseded":
            left.append((study, f"{study.label} is superseded and is left out"))
            continue
        if study.design == "metaAnalysis":
            said = f"{study.label} pools other studies and does not count beside them"
            left.append((study, said))
            continue
        same = next((by_number[n] for n in study.registrations if n in by_number), None)
        if same is not None:
            numbers = ", ".join(n for n in study.registrations if n in by_number)
            said = (
                f"{study.label} and {same.label} are one trial by their registration {numbers};"
                f" only {same.label} counts"
            )
            left.append((study, said))
            continue
        kept.append(study)
        by_number.update(dict.fromkeys(study.registrations, study))
    labels = Counter(study.label for study in kept)
    return [
        replace(study, label=f"{study.label} ({compact(study.iri, knowledge.prefixes)})")
        if labels[study.label] > 1
        else study
        for study in kept
    ], left


def without_combined(taken: list[Taken]) -> tuple[list[Taken], list[str]]:
    """Leave out each analysis of several studies together of which one tells by itself, too."""
    telling = {found.study.iri for found in taken if found.tells}
    kept, said = [], []
    for found in taken:
        if telling & set(found.study.combines):
            said.append(f"{found.study.label} is left out, as its studies count by themselves")
        else:
            kept.append(found)
    return kept, said


def of_people(
    studies: list[Study], knowledge: Catalogue, population: IRI
) -> tuple[list[Study], list[str]]:
    """Return the studies of a population, or of a narrower one, and what to say of the others."""
    wanted = knowledge.narrower(population)
    kept = [study for study in studies if study.population in wanted]
    label = knowledge.label(population)
    others = [study.label for study in studies if study.population not in wanted]
    return kept, [f"Of others than {label}, and left out: {listed(others)}"] if others else []


def of_chance(studies: list[Study]) -> tuple[list[Study], list[str]]:
    """Return the studies that assigned people at random, and what to say of the others."""
    kept = [study for study in studies if is_randomised(study)]
    others = [study.label for study in studies if not is_randomised(study)]
    said = f"Nobody was assigned at random in these, which are left out: {listed(others)}"
    return kept, [said] if others else []


def names_of(knowledge: Catalogue) -> Callable[[str], str]:
    """Return what concepts are called: by their labels, told apart where two have one."""
    labels = Counter(concept.label for concept in knowledge.concepts.values())

    def name(iri: str) -> str:
        label = knowledge.label(iri)
        return f"{label} ({compact(iri, knowledge.prefixes)})" if labels[label] > 1 else label

    return name
