"""Judge in each domain of the rule by how many levels evidence is lowered, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.comparison.designs import RANDOMISED, count_studies, split_by_chance
from kg.evidence.sentences import counted, listed
from kg.model.studies import Study
from kg.model.values import Claim
from kg.vocabulary import IRI

# Why evidence that has nothing to compare with is lowered.
WITHOUT_COMPARISON = (
    "risk of bias (without a comparison group, it tells how often and not through what)"
)

# The same of studies that have one, whose figures were not read.
UNREAD_COMPARISON = (
    "risk of bias (without figures of a comparison group, it tells how often and not through what)"
)

_ALONE = ("singleArmTrial", "registry")
_POOLED = "metaAnalysis"
_MASKED = ("doubleMasked", "singleMasked", "raterMasked")

_EVENTS, _PEOPLE = 300, 400
_APPRECIABLE = (0.75, 1.25)

# More studies than these are counted where they are a reason.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Body:
    """Hold what evidence on one effect consists of, as far as the rule asks.

    Parameters
    ----------
    studies
        Each once.
    bias
        Recorded judgements of risk of bias, in words, by the study's IRI.
    ratio
        Whether the estimate is a ratio.
    limits
        Of its 95 % interval; None without one.
    i2, q_p
        How much studies differ; None where that cannot be assessed.
    split_p
        Of the difference between direct and indirect evidence; None without both.
    direct
        Whether a study compares the two; None where nothing was pooled.
    events, people
        How many had the event, and took part, in all studies; None if not known.
    different_people
        Populations of the studies, in words, where none of them is among the others.
    light
        How many more studies have some share in the estimate, and how much they carry together.
    alone
        The studies that tell of one treatment alone; see `tells_alone`.
    """

    studies: tuple[Study, ...]
    bias: Mapping[IRI, str]
    ratio: bool = True
    limits: tuple[float, float] | None = None
    i2: float | None = None
    q_p: float | None = None
    split_p: float | None = None
    direct: bool | None = None
    events: int | None = None
    people: int | None = None
    different_people: tuple[str, ...] = ()
    light: tuple[int, float] = (0, 0.0)
    alone: Set[IRI] = frozenset()

    @property
    def without_comparison(self) -> bool:
        """Return whether none of the studies has anything to compare with."""
        return all(study.iri in self.alone or is_alone(study) for study in self.studies)


def judge_bias(body: Body) -> tuple[int, str]:
    """S2."""
    if body.without_comparison:
        return 2, WITHOUT_COMPARISON if all(map(is_alone, body.studies)) else UNREAD_COMPARISON
    weights = {s.iri: s.participants or 1 for s in body.studies}
    high, unknown = 0, 0
    judged_so, unmasked = [], []
    for study in body.studies:
        judged = body.bias.get(study.iri)
        if judged is not None:
            if "high" in judged:
                high += weights[study.iri]
                judged_so.append(study)
        elif study.masking == "openLabel":
            high += weights[study.iri]
            unmasked.append(study)
        elif study.masking not in _MASKED:
            unknown += weights[study.iri]
    total = sum(weights.values())
    if 2 * high >= total:
        why = []
        if judged_so:
            why.append(f"a recorded judgement of {_named(judged_so, body, 'all of them')}")
        if unmasked:
            named = _named(unmasked, body, "any of them")
            why.append(f"neither people nor raters were masked in {named}")
        return 1, f"risk of bias ({'; '.join(why)})"
    return 0, "risk of bias (masking is not recorded)" if 2 * unknown >= total else ""


def _named(studies: Sequence[Study], body: Body, every: str) -> str:
    """Return studies by their names where these are few, else how many of all they are."""
    if len(body.studies) > 1 and len(studies) == len(body.studies):
        return every
    if len(studies) > _NAMED:
        return f"{len(studies)} of them"
    names = sorted(study.label for study in studies)
    # A name that has a comma itself would not be told from two.
    return "; ".join(names) if any("," in name for name in names) else listed(names)


def is_alone(study: Study) -> bool:
    """Return whether a study has nothing to compare with, itself or the studies it pools.

    A trial of two doses of one treatment sets these against each other: of the treatment against
    others it tells what a study without a comparison group does. Where a single arm of a trial is
    recorded, there was another.
    """
    kinds = {arm.counts_for for arm in study.arms}
    if study.design in _ALONE or (study.design == _POOLED and len(kinds) < 2):
        return True
    if len(kinds) != 1:
        return False
    return len(study.arms) > 1 or study.design not in (None, *RANDOMISED)


def tells_alone(study: Study, outcome: IRI, claims: Iterable[Claim]) -> bool:
    """Return whether a study tells of an outcome with one treatment alone, and compares nothing.

    What is assigned at random makes groups alike: of one group by itself it says nothing.

    Parameters
    ----------
    claims
        On the treatment and the outcome: one of the study may name what it compares with.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> optimum = next(s for s in ms.studies.values() if s.label == "OPTIMUM")
    >>> free, rate = (ms.concept(of).iri for of in ("relapse-free survival", "relapse rate"))
    >>> tells_alone(optimum, free, []), tells_alone(optimum, rate, [])
    (True, False)
    """
    if is_alone(study):
        return True
    compares = any(claim.study == study.iri and claim.compared_with for claim in claims)
    return len(study.told_of(outcome)) == 1 and not compares


def judge_inconsistency(body: Body) -> tuple[int, str]:
    """S3."""
    if body.split_p is not None and body.split_p < 0.05:
        return 1, f"inconsistency (direct and indirect evidence differ, p = {body.split_p:.2g})"
    if body.i2 is None or body.q_p is None:
        return 0, f"inconsistency ({_why_not_compared(body)})"
    if body.i2 > 0.5 and body.q_p < 0.10:
        return 1, f"inconsistency (I² {100 * body.i2:.0f} %)"
    return 0, ""


def _why_not_compared(body: Body) -> str:
    if count_studies(body.studies) == 1:
        return f"a single {'trial' if split_by_chance(body.studies)[0] else 'study'}"
    if body.direct is None:
        return "nothing was pooled"
    return "no two figures of one comparison"


def judge_indirectness(body: Body) -> tuple[int, str]:
    """S4."""
    people = f"the studies are of different people: {listed(body.different_people)}"
    if body.direct is None:
        return 0, f"indirectness ({people})" if body.different_people else ""
    why = []
    if body.direct is False:
        why.append("no direct comparison pooled")
    if body.different_people:
        why.append(people)
    return len(why), f"indirectness ({', and '.join(why)})" if why else ""


def judge_imprecision(body: Body) -> tuple[int, str]:
    """S5, as far as there are figures."""
    if body.limits is None and body.without_comparison:
        return 0, "imprecision (nothing was compared)"
    why = []
    if body.limits is not None:
        low, high = body.limits
        if body.ratio and any(map(_from_benefit_to_harm, (low, 1 / high), (high, 1 / low))):
            return 2, "imprecision (the interval reaches from clear benefit to clear harm)"
        null = 1.0 if body.ratio else 0.0
        if low <= null <= high:
            why.append("the interval holds no difference")
    if body.events is not None:
        if body.events < _EVENTS:
            why.append(f"{counted(body.events, 'event')}, fewer than {_EVENTS}")
    elif body.people is None:
        if not why:
            return 0, "whether enough people took part (their number is not recorded)"
    elif body.people < _PEOPLE:
        why.append(f"{body.people} people, fewer than {_PEOPLE}")
    elif not why and body.limits is not None:
        return 0, "whether there were enough events (their number was not read)"
    return len(why), f"imprecision ({listed(why)})" if why else ""


def _from_benefit_to_harm(low: float, high: float) -> bool:
    return low < _APPRECIABLE[0] and high > _APPRECIABLE[1]


def judge_unread_interval(body: Body) -> tuple[int, str]:
    """S5, where there is no interval to judge by."""
    if body.limits is not None or body.without_comparison:
        return 0, ""
    why = (
        "no interval of this comparison was read" if body.direct is None else "no interval follows"
    )
    if judge_imprecision(body)[0] == 0:
        why = f"imprecision cannot be judged: {why}"
    return 1, f"what is not known ({why})"
