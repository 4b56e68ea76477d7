"""Say what has to be known beside an estimate: of which times and doses, and of whom it is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence, Set

from kg.evidence.contributions import NOTABLE
from kg.evidence.counting import is_randomised
from kg.evidence.data import SHARES
from kg.evidence.effects import Effect
from kg.evidence.label_doses import words_of_beyond
from kg.evidence.results import RECKONED
from kg.evidence.sentences import listed
from kg.evidence.synthesis import Synthesis
from kg.model.studies import Study

# By more than this an interval has to be wider than a study's own to be worth a word.
_MUCH_WIDER = 1.2

# How a remark begins on an interval that is wider than a study's own.
WIDER = "Its interval is wider than"


def remarks_of(
    synthesis: Synthesis,
    effect: Effect,
    studies: Sequence[Study],
    *,
    people: Sequence[str],
    different: Sequence[str],
) -> tuple[str, ...]:
    """Return what has to be known beside an estimate, a sentence each.

    Parameters
    ----------
    effect
        The estimate, by the names of the synthesis.
    studies
        Those that the estimate rests on.
    people, different
        Whom they are of, in words, and those of them who are not among each other.
    """
    told = {found.study.study: found for found in synthesis.told}
    ends = effect.treatment, effect.comparator
    said = [_widened(synthesis, effect, studies[0].label)] if len(studies) == 1 else []
    if synthesis.question.at is None:
        said.append(_time({t for one in studies for t in synthesis.origins[one.label].times}))
    for study in studies:
        apart = synthesis.origins[study.label].apart
        said += [f"{one}." for one in (*told[study.label].lumped(ends), *apart)]
    if beyond := words_of_beyond([told[study.label] for study in studies], ends):
        said.append(f"{beyond}.")
    by_chance = [
        study.label
        for study in studies
        if any(RECKONED in remark for remark in told[study.label].remarks)
    ]
    if len(by_chance) == 1:
        said.append(f"The interval of {by_chance[0]} is reckoned from its p value.")
    elif by_chance:
        said.append(f"The intervals of {listed(by_chance)} are reckoned from their p values.")
    read_off: dict[str, list[str]] = {}
    for study in studies:
        for mirror in synthesis.origins[study.label].mirrors:
            read_off.setdefault(mirror, []).append(study.label)
    for mirror, of in read_off.items():
        verb = "is" if len(of) == 1 else "are"
        said.append(f"{listed(of)} {verb} read as the complement of {mirror}.")
    shares = [study.label for study in studies if told[study.label].way == SHARES]
    if shares:
        said.append(
            f"The counts of {listed(shares)} are reckoned from printed shares, which may be"
            " Kaplan-Meier estimates."
        )
    corrected = [study.label for study in studies if told[study.label].is_corrected]
    if corrected and len(studies) > 1:
        carried = synthesis.network_of(ends[0]).study_contributions(*ends)
        corrected = [label for label in corrected if carried.get(label, 0) >= NOTABLE]
    if corrected and synthesis.question.measure.ratio:
        said.append(
            f"A half was added to the counts of {listed(corrected)}, as nobody or everybody in an"
            " arm had it: how large the ratio is hangs on that."
        )
    if not any(is_randomised(study) for study in studies):
        said.append("Nobody was assigned to a treatment at random.")
    if different:
        said.append(f"The studies are of different people: {'; '.join(different)}.")
    elif people:
        said.append(f"Studied in {' and in '.join(people)}.")
    return tuple(one for one in said if one)


def caveats_of(synthesis: Synthesis, effect: Effect, studies: Sequence[Study]) -> tuple[str, ...]:
    """Return what has to be known of documents whose figures carry a share of an estimate."""
    carried = synthesis.network_of(effect.treatment).study_contributions(
        effect.treatment, effect.comparator
    )
    shares: defaultdict[str, float] = defaultdict(float)
    for study in studies:
        for caveat in synthesis.origins[study.label].caveats:
            shares[caveat] += carried.get(study.label, 0)
    return tuple(caveat for caveat, share in shares.items() if share >= NOTABLE)


def _time(printed: Set[str]) -> str:
    """Return when the figures are of that were taken without a time to ask for.

    Where all are of one time that is no number of weeks, such as the whole follow-up, that is said.
    """
    if len(printed) == 1 and (time := next(iter(printed))):
        return f"Time, as printed: {time}."
    return "Each study's longest time was taken."


def _widened(synthesis: Synthesis, effect: Effect, label: str) -> str:
    """Return that an estimate is less sure than the one study it rests on, where that matters.

    How much studies of a network differ is taken to be the same for all of its comparisons: it
    widens the interval of one that was studied once, too.
    """
    network = synthesis.network_of(effect.treatment)
    own = next((study for study in network.studies if study.study == label), None)
    if own is None or not network.fitted.tau2 or effect.lower is None or effect.upper is None:
        return ""
    value, variance = own.against(effect.treatment, effect.comparator)
    error, limits = network.effects.interval(value, math.sqrt(variance))
    null = network.measure.null
    shows = limits is not None and not limits[0] <= null <= limits[1]
    if shows and effect.lower <= null <= effect.upper:
        return f"{WIDER} {label}'s own, which shows a difference, as studies of the network differ."
    if effect.error > _MUCH_WIDER * error:
        return f"{WIDER} {label}'s own, as studies of the network differ."
    return ""
