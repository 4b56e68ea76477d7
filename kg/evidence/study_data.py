"""Make of a study's results at one time what it tells: figures by arm, and contrasts between arms.

What counts for one treatment is decided by the arms' own links, and may be drawn finer, by dose or
by route. Where several results tell the same, the best read is taken, and the others are remarked.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.errors import DataError
from kg.evidence.arms import LEVEL, Counts, Estimate, Figures, Means, Rates
from kg.evidence.choice import TRUST, Choice
from kg.evidence.data import LEFT_OUT, SHARES, ArmData, StudyData
from kg.evidence.intervals import quantile, standard_error
from kg.evidence.measures import Measure
from kg.evidence.pairs import Contrast
from kg.evidence.shares import OF_PEOPLE, reckoned_by_arm
from kg.model.studies import Arm, Result, Study
from kg.vocabulary import IRI

# How far an estimate may be from the middle of its limits, as a share of their distance, before it
# is more than rounding.
_LOPSIDED = 0.08

# From here on, limits of a mean are of its logarithm, and not of itself, or the other way round.
_TOO_LOPSIDED = 0.3

# What a p value is said to be below tells a standard error up to here, and a p value itself up to
# there: nearer to no effect, what was rounded off the figures decides.
_BELOW_TELLS, _P_TELLS = 0.05, 0.5

# A half of the last decimal place that is printed, usually, and how far it may move an effect.
_ROUNDED, _MOVED = 0.005, 0.1

# Measures that contrast risks.
_OF_RISKS = ("hazardRatio", "oddsRatio", "riskDifference", "riskRatio")

# What a remark holds on a contrast whose standard error is not that of its source.
RECKONED = "its standard error is reckoned"

# How a remark on figures ends that are left out, though others of the study may be taken.
NOT_POOLED = "cannot be pooled"


@dataclass(frozen=True, slots=True)
class Remark:
    """Hold what to say of figures, of which arms they are, and whether they contrast these.

    Parameters
    ----------
    ways
        In which ways of taking the study it holds, the empty one if nothing is taken; None if in
        any.
    """

    text: str
    arms: frozenset[str]
    contrast: bool = False
    ways: tuple[str, ...] | None = None


def study_data(
    study: Study, results: Sequence[Result], choice: Choice, labels: Callable[[str], str]
) -> tuple[StudyData, list[Remark]]:
    """Return what a study tells by results of one time, and what to say of how it was taken."""
    remarks: list[Remark] = []
    names = _arm_names(study.arms)
    arms: list[ArmData] = []
    bare: dict[IRI, str] = {}
    shares: list[Result] = []
    reckons = choice.measure.figures is Counts and (
        choice.shares == "all"
        or (choice.shares == "alone" and not any(map(_contrasts_risks, results)))
    )
    for arm in study.arms:
        of_arm = [r for r in results if r.arm == arm.iri and r.kind != "contrast"]
        figures: list[Figures] = []
        origins = []
        telling = [r for r in of_arm if _tells(r, choice.measure)]
        for kind in sorted({(r.kind, r.measure or "") for r in telling}):
            same = [r for r in telling if (r.kind, r.measure or "") == kind]
            best = _best(same, [names[arm.iri]], study, remarks)
            made = None if best is None else _figures(best, choice.measure)
            if made is not None and best is not None:
                figures.append(made)
                origins.append(best.iri)
            elif best is not None and best.kind == "estimate" and not _has_interval(best):
                bare[arm.iri] = printed(best)
            elif best is not None and best.kind == "estimate":
                text = (
                    f"{study.label}: from {printed(best)} follows no standard error on the scale of"
                    f" {choice.measure.one}; it {NOT_POOLED}"
                )
                remarks.append(Remark(text, frozenset([names[arm.iri]])))
            if reckons and best is not None and best.measure in OF_PEOPLE:
                shares.append(best)
        node = node_of(arm, choice.nodes, labels)
        arms.append(ArmData(names[arm.iri], node, tuple(figures), arm.participants, tuple(origins)))
    arms, why = _with_shares(arms, study, shares)
    remarks += _on_bare(study, bare, why, names)
    contrasts = []
    of_measure = [r for r in results if r.kind == "contrast" and r.measure == choice.measure.term]
    for pair in sorted(
        {frozenset((str(r.arm), str(r.comparator_arm))) for r in of_measure}, key=sorted
    ):
        same = [r for r in of_measure if {str(r.arm), str(r.comparator_arm)} == pair]
        ends = tuple(names.get(end, end) for end in sorted(pair))
        best = _best(same, ends, study, remarks)
        if best is None or best.value is None:
            continue
        ends = tuple(names.get(str(e), str(e)) for e in (best.arm, best.comparator_arm))
        label = " against ".join(ends)
        contrast = _contrast(best, ends, choice.measure)
        said = ""
        if contrast is None:
            said = (
                f"{label} is printed as {printed(best)}, without two limits that tell its standard"
                f" error; it {NOT_POOLED}"
            )
        elif _by_chance(best, choice.measure):
            said = f"{label} is printed as {printed(best)}; {_reckoned(best)}"
        elif _is_lopsided(best, choice.measure):
            said = (
                f"{printed(best)} is not in the middle of its limits; here it is taken as if it"
                " were"
            )
        if said:
            remarks.append(Remark(f"{study.label}: {said}", frozenset(ends), contrast=True))
        if contrast is not None:
            contrasts.append(contrast)
    return StudyData(study.label, tuple(arms), tuple(contrasts)), remarks


def _with_shares(
    arms: Sequence[ArmData], study: Study, shares: Sequence[Result]
) -> tuple[list[ArmData], dict[IRI, str | None]]:
    """Return arms with the counts that are reckoned from shares, and why others have none.

    An arm that has one, be it read or reckoned, stands there with None.
    """
    pairs = list(zip(study.arms, arms, strict=True))
    counted = {arm.iri for arm, data in pairs if any(isinstance(f, Counts) for f in data.figures)}
    # Where all shares have intervals, these tell more.
    needed = shares if any(not _has_interval(share) for share in shares) else ()
    made, why = reckoned_by_arm(needed, {arm.iri: arm for arm in study.arms}, counted)
    found = []
    for arm, data in pairs:
        if arm.iri in made:
            counts, share = made[arm.iri]
            data = replace(
                data, figures=(*data.figures, counts), origins=(*data.origins, share.iri)
            )
        found.append(data)
    return found, {**why, **dict.fromkeys((*made, *counted))}


def _on_bare(
    study: Study,
    bare: Mapping[IRI, str],
    why: Mapping[IRI, str | None],
    names: Mapping[str, str],
) -> list[Remark]:
    """Return what to say of estimates without an interval, in whichever way a study is taken."""
    counted = [arm for arm in bare if arm in why and why[arm] is None]
    others = [arm for arm in bare if arm not in counted]

    def remark(arms: Sequence[IRI], end: str, ways: tuple[str, ...] | None) -> list[Remark]:
        if not arms:
            return []
        shown = ", ".join(dict.fromkeys(bare[arm] for arm in arms))
        reasons = dict.fromkeys(f", and {why[arm]}" for arm in arms if why.get(arm))
        text = f"{study.label} prints {shown} without an interval{''.join(reasons)}; {end}"
        return [Remark(text, frozenset(names[arm] for arm in arms), ways=ways)]

    cannot = f"they {NOT_POOLED}"
    if not counted:
        return remark(others, cannot, None)
    beside = f"beside what can be weighed as it is printed, that {LEFT_OUT}"
    weighed = ("figures", "contrasts", "estimates")
    return [
        *remark(list(bare), cannot, ("",)),
        *remark(counted, beside, weighed),
        *remark(others, cannot, (*weighed, SHARES)),
    ]


def _arm_names(arms: Iterable[Arm]) -> dict[str, str]:
    """Return what each arm is called, told apart where two have one label."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for arm in arms:
        name = arm.label if arm.label not in taken else f"{arm.label} ({arm.iri.local_name})"
        taken.add(name)
        names[arm.iri] = name
    return names


def node_of(arm: Arm, nodes: str, labels: Callable[[str], str]) -> str:
    """Return what an arm counts for in a network: the therapy, with its dose or route if asked."""
    name = labels(arm.counts_for)
    detail = arm.dose if nodes == "dose" else arm.route if nodes == "route" else None
    if nodes == "dose" and detail and arm.frequency:
        detail = f"{detail} {arm.frequency}"
    return f"{name} {detail}" if detail else name


def _best(
    results: Sequence[Result], arms: Sequence[str], study: Study, remarks: list[Remark]
) -> Result | None:
    """Return the result to take where several tell the same, and remark on the others."""
    ranked = sorted(
        results, key=lambda r: (not _has_interval(r), TRUST.index(r.verification), r.iri)
    )
    if len({printed(r) for r in ranked}) > 1:
        others = ", ".join(sorted({printed(r) for r in ranked[1:]} - {printed(ranked[0])}))
        text = (
            f"{study.label}: sources differ on {' and '.join(arms)}; taken was"
            f" {printed(ranked[0])}, not {others}"
        )
        remarks.append(Remark(text, frozenset(arms), contrast=len(arms) > 1))
    return ranked[0] if ranked else None


def _tells(result: Result, measure: Measure) -> bool:
    """Return whether a result of one arm can tell of a measure at all."""
    return result.kind != "estimate" or (measure.id, result.measure or "") in _ARM_SCALES


def _has_interval(result: Result) -> bool:
    """Return whether a result can be weighed: counts can, and estimates with two limits."""
    estimated = result.kind in ("estimate", "contrast")
    return not estimated or _has_limits(result) or result.standard_error is not None


def _contrasts_risks(result: Result) -> bool:
    """Return whether a result contrasts the risks of two arms so that it can be weighed."""
    return result.kind == "contrast" and result.measure in _OF_RISKS and _has_interval(result)


def _has_limits(result: Result) -> bool:
    return result.lower is not None and result.upper is not None


def printed(result: Result) -> str:
    """Return a figure as its source prints it, or its parts where that is not known."""
    if result.as_printed is not None:
        return result.as_printed
    figures = (result.events, result.total, result.mean, result.value)
    return "/".join(str(figure) for figure in figures if figure is not None)


def _figures(result: Result, measure: Measure) -> Figures | None:
    """Return a result of one arm as figures, None if it lacks some or cannot be."""
    try:
        if result.kind == "count" and None not in (result.events, result.total):
            return Counts(float(result.events or 0), float(result.total or 0))
        if result.kind == "rate" and None not in (result.events, result.person_years):
            return Rates(float(result.events or 0), float(result.person_years or 0))
        if result.kind == "mean" and None not in (result.mean, result.standard_deviation):
            return Means(
                float(result.mean or 0),
                float(result.standard_deviation or 0),
                float(result.total or 0),
            )
        if result.kind == "estimate":
            return _estimate(result, measure)
    except ValueError as error:
        raise DataError(f"result {result.iri.local_name!r}", f"has {error}", "correct it") from None
    return None


# On which scale each kind of estimate of one arm is, for each measure that it can tell of.
_ARM_SCALES: Mapping[tuple[str, str], Callable[[float], float]] = {
    ("IRR", "eventRate"): math.log,
    ("MD", "meanValue"): float,
    ("ROM", "meanValue"): math.log,
    **{
        (measure, kind): scale
        for kind in ("proportion", "kaplanMeierProportion")
        for measure, scale in (
            ("RD", float),
            ("RR", math.log),
            ("OR", lambda p: math.log(p / (1 - p))),
        )
    },
}


def _estimate(result: Result, measure: Measure) -> Estimate | None:
    scale = _ARM_SCALES.get((measure.id, result.measure or ""))
    if scale is None or result.value is None:
        return None
    try:
        if result.standard_error is not None:
            # How far the scale moves with the value, by which the standard error moves too.
            value, step = float(result.value), 1e-6 * max(abs(float(result.value)), 1e-6)
            slope = (scale(value + step) - scale(value - step)) / (2 * step)
            return Estimate(scale(value), abs(slope) * float(result.standard_error))
        if result.lower is not None and result.upper is not None:
            level = float(result.level or LEVEL)
            low, middle, high = (
                scale(float(end)) for end in (result.lower, result.value, result.upper)
            )
            lopsided = abs(low + high - 2 * middle) > _TOO_LOPSIDED * (high - low)
            if result.measure == "meanValue" and lopsided:
                return None
            return Estimate(middle, standard_error(low, high, level))
    except (ValueError, ZeroDivisionError):
        # A proportion of nothing, or of all, has no logarithm.
        return None
    return None


def _contrast(result: Result, ends: tuple[str, ...], measure: Measure) -> Contrast | None:
    """Return a contrast between two arms; None if it has no interval that it can be weighed by."""
    try:
        error = _error(result, measure)
        if error is None:
            return None
        effect = measure.to_scale(float(result.value or 0))
        return Contrast(ends[0], ends[1], effect, error, result.iri)
    except ValueError as error:
        said = f"cannot be {measure.one}: {printed(result)} ({error})"
        raise DataError(f"result {result.iri.local_name!r}", said, "correct it") from None


def _is_lopsided(result: Result, measure: Measure) -> bool:
    """Return whether an estimate is off the middle of its limits by more than rounding."""
    if result.standard_error is not None or result.value is None:
        return False
    ends = (result.lower, result.value, result.upper)
    low, middle, high = (measure.to_scale(float(end or 0)) for end in ends)
    return abs(low + high - 2 * middle) > _LOPSIDED * (high - low)


def _error(result: Result, measure: Measure) -> float | None:
    """Return the standard error of a contrast: its own, from both limits, or from the p value.

    A p value tells it as the Cochrane Handbook does (version 5.1, sections 7.7.7.2 and 7.7.7.3); of
    one that is said to be below something, it is at most what is returned.
    """
    if result.standard_error is not None:
        return float(result.standard_error)
    if _has_limits(result) and not (measure.ratio and result.lower == 0):
        low, high = (measure.to_scale(float(limit or 0)) for limit in (result.lower, result.upper))
        return standard_error(low, high, float(result.level or LEVEL))
    p = _by_chance(result, measure)
    if p is None:
        return None
    return abs(measure.to_scale(float(result.value or 0))) / quantile(1 - p)


def _by_chance(result: Result, measure: Measure) -> float | None:
    """Return the p value that a contrast is weighed by: none where something better is printed."""
    if result.standard_error is not None or _has_limits(result):
        return None
    p, most = result.p_value, _P_TELLS
    if p is None:
        p, most = result.p_below, _BELOW_TELLS
    if p is None or p > most:
        return None
    value = float(result.value or 0)
    moved = abs(_ROUNDED / value) if measure.ratio and value else _ROUNDED
    return float(p) if moved <= _MOVED * abs(measure.to_scale(value)) else None


def _reckoned(result: Result) -> str:
    """Return how a standard error follows from a p value, in words."""
    if result.p_value is not None:
        return f"{RECKONED} from the p value"
    return f"{RECKONED} as if p were {result.p_below:f}, so its interval may be much too wide"
