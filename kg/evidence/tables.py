"""Read studies from a table of arms or contrasts: a CSV file, or a pandas DataFrame.

A row is an arm, or a contrast if it names a comparator; both kinds may stand in one table. All
rows that cannot be are named at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.evidence.arms import Counts, Estimate, Figures, Means, Rates
from kg.evidence.data import ArmData, StudyData
from kg.evidence.intervals import standard_error
from kg.evidence.measures import Measure
from kg.evidence.pairs import Contrast
from kg.evidence.rows import Row, TableError, read_rows, refuse_repeated

if TYPE_CHECKING:
    import pandas


# How far an effect may be from the middle of its limits, as a share of their distance, before its
# limits are taken for those of something else.
_LOPSIDED = 0.5

# No ratio that a study finds has a logarithm further from zero.
_FAR = 50


@dataclass(slots=True)
class _Study:
    arms: list[ArmData] = field(default_factory=list)
    contrasts: list[Contrast] = field(default_factory=list)
    nodes: dict[str, str] = field(default_factory=dict)


def read_table(
    table: str | os.PathLike[str] | pandas.DataFrame, measure: Measure, *, log: bool = False
) -> list[StudyData]:
    """Return the studies of a table, in the order of their first rows.

    Parameters
    ----------
    table
        A CSV file's path, or a DataFrame. Columns: `study`, `treatment`, and then of an arm
        `events` and `total`; `mean`, `sd` and `total`; `events` and `person_time`; or `effect` with
        `se`, or `lower` and `upper` with a `level` (0.95). A row with a `comparator` is a contrast,
        with `effect` and `se` or limits. `arm` names an arm where a treatment has several, and
        `participants` says how many people it has.
    measure
        What effects are of. Ratios and their limits are given as such, their standard errors as
        those of the logarithm.
    log
        Whether effects and limits of a ratio are logarithms already.

    Raises
    ------
    TableError
        If columns are missing or rows cannot be; all such rows are named.
    LoadError
        If the file cannot be read.

    Examples
    --------
    >>> import pandas
    >>> from kg.evidence.measures import MEASURES
    >>> frame = pandas.DataFrame({
    ...     "study": ["S", "S"], "treatment": ["a", "b"], "events": [5, 9], "total": [20, 20]})
    >>> [(arm.node, arm.figures) for arm in read_table(frame, MEASURES["OR"])[0].arms]
    [('a', (Counts(events=5.0, total=20.0),)), ('b', (Counts(events=9.0, total=20.0),))]
    """
    name, rows = read_rows(table)
    studies: dict[str, _Study] = {}
    problems: list[tuple[int | None, str]] = []
    seen: dict[tuple[tuple[str, str], ...], int] = {}
    for row in rows:
        try:
            refuse_repeated(row, seen)
            _read_row(row, name, studies, _scale(measure, log))
        except ValueError as error:
            problems.append((row.number, str(error)))
    # A study whose rows are wrong may look as if it lacked arms.
    problems = problems or list(_inconsistent(studies))
    if problems:
        raise TableError(name, problems)
    return [_study(study, found) for study, found in studies.items()]


def _scale(measure: Measure, log: bool) -> Callable[[float], float]:
    def to_scale(value: float) -> float:
        if not log:
            return measure.to_scale(value)
        if measure.ratio and abs(value) > _FAR:
            raise ValueError(f"{value:g} is no logarithm of {measure.one}; leave out log=True")
        return value

    return to_scale


def _read_row(
    row: Row, name: str, studies: dict[str, _Study], to_scale: Callable[[float], float]
) -> None:
    for column in ("study", "treatment"):
        if not row.text(column):
            raise ValueError(f"{column} is empty; say which it is")
    study = studies.setdefault(row.text("study"), _Study())
    label = row.text("arm") or row.text("treatment")
    origin = f"{name}, row {row.number}"
    if comparator := row.text("comparator"):
        if comparator == label:
            raise ValueError(f"{label!r} is compared with itself; name another comparator")
        effect, error = _estimate(row, to_scale)
        study.contrasts.append(Contrast(label, comparator, effect, error, origin))
        study.nodes[label] = row.text("treatment")
        return
    if any(arm.label == label for arm in study.arms):
        raise ValueError(
            f"{label!r} of {row.text('study')!r} is there already; tell arms apart in a column"
            " 'arm', and give one outcome and one time"
        )
    figures = arm_figures(row, to_scale)
    participants = row.number_in("participants")
    if participants is None:
        participants = row.number_in("total")
    study.arms.append(
        ArmData(label, row.text("treatment"), figures, participants, (origin,) * len(figures))
    )


def arm_figures(row: Row, to_scale: Callable[[float], float]) -> tuple[Figures, ...]:
    """Return what the row of an arm tells.

    Raises
    ------
    ValueError
        If that cannot be, or is nothing.
    """
    events, total = row.number_in("events"), row.number_in("total")
    time = row.number_in("person_time")
    mean, deviation = row.number_in("mean"), row.number_in("sd")
    label = row.text("arm") or row.text("treatment")
    figures: list[Figures] = []
    try:
        if events is not None and total is not None:
            figures.append(Counts(events, total))
        if events is not None and time is not None:
            figures.append(Rates(events, time))
        if mean is not None and deviation is not None and total is not None:
            figures.append(Means(mean, deviation, total))
    except ValueError as error:
        raise ValueError(f"arm {label!r} has {error}") from None
    if row.text("effect"):
        figures.append(Estimate(*_estimate(row, to_scale)))
    if not figures:
        raise ValueError(
            f"arm {label!r} tells nothing; give events and total, mean, sd and total, events and"
            " person_time, or effect and se"
        )
    return tuple(figures)


def _estimate(row: Row, to_scale: Callable[[float], float]) -> tuple[float, float]:
    """Return the row's estimate and standard error on the scale of the analysis."""
    value = row.number_in("effect")
    if value is None:
        raise ValueError("there is no effect; give it with se, or with lower and upper")
    error = row.number_in("se")
    lower, upper = row.number_in("lower"), row.number_in("upper")
    if error is not None:
        if error <= 0:
            raise ValueError(f"se {error:g} is not above zero; correct it")
        return to_scale(value), error
    if lower is None or upper is None:
        raise ValueError("there is neither se nor both limits; give one of them")
    if not lower <= value <= upper:
        raise ValueError(
            f"effect {value:g} is not between its limits {lower:g} and {upper:g}; correct one"
        )
    if lower == upper:
        raise ValueError(f"both limits are {lower:g}; an interval has two")
    low, high, middle = to_scale(lower), to_scale(upper), to_scale(value)
    if abs(low + high - 2 * middle) > _LOPSIDED * (high - low):
        raise ValueError(
            f"effect {value:g} is far from the middle of its limits {lower:g} and {upper:g}; check"
            " them, or give its se"
        )
    return middle, standard_error(low, high, row.level())


def _inconsistent(studies: Mapping[str, _Study]) -> Iterable[tuple[int | None, str]]:
    for name, study in studies.items():
        labels = [arm.label for arm in study.arms]
        if len(study.arms) == 1 and not study.contrasts:
            yield None, f"study {name!r} has one arm, {labels[0]!r}; a study compares two or more"


def _study(name: str, found: _Study) -> StudyData:
    named = {arm.label for arm in found.arms}
    ends = {end for c in found.contrasts for end in (c.treatment, c.comparator)}
    others = [ArmData(end, found.nodes.get(end, end)) for end in sorted(ends - named)]
    return StudyData(name, (*found.arms, *others), tuple(found.contrasts))
