"""Say what has to be known beside an estimate: of which times and doses, and of whom it is."""

from __future__ import annotations

from collections.abc import Sequence

from kg.evidence.counting import is_randomised
from kg.evidence.sentences import listed
from kg.evidence.study_data import RECKONED
from kg.evidence.synthesis import Synthesis
from kg.model.studies import Study


def remarks_of(
    synthesis: Synthesis,
    ends: tuple[str, str],
    studies: Sequence[Study],
    *,
    people: Sequence[str],
    different: Sequence[str],
) -> tuple[str, ...]:
    """Return what has to be known beside an estimate, a sentence each.

    Parameters
    ----------
    ends
        The two treatments, by their names in the synthesis.
    studies
        Those that the estimate rests on.
    people, different
        Whom they are of, in words, and those of them who are not among each other.
    """
    told = {found.study.study: found for found in synthesis.told}
    said = []
    if synthesis.question.at is None:
        said.append("Each study's longest time was taken.")
    for study in studies:
        apart = synthesis.origins[study.label].apart
        said += [f"{one}." for one in (*told[study.label].lumped(ends), *apart)]
    by_chance = [
        study.label
        for study in studies
        if any(RECKONED in remark for remark in told[study.label].remarks)
    ]
    if len(by_chance) == 1:
        said.append(f"The interval of {by_chance[0]} is reckoned from its p value.")
    elif by_chance:
        said.append(f"The intervals of {listed(by_chance)} are reckoned from their p values.")
    if not any(is_randomised(study) for study in studies):
        said.append("Nobody was assigned to a treatment at random.")
    if different:
        said.append(f"The studies are of different people: {'; '.join(different)}.")
    elif people:
        said.append(f"Studied in {' and in '.join(people)}.")
    return tuple(said)
