"""Say which comparisons are of one cohort, so that it is counted once."""

from __future__ import annotations

from collections.abc import Sequence

from kg.evidence.counting import is_randomised
from kg.evidence.sentences import counted, listed
from kg.model.studies import Study


def cohorts(studies: Sequence[Study]) -> list[tuple[Study, ...]]:
    """Return studies, those together that are comparisons of one cohort.

    Where one report sets people who got a treatment against those on several others, the same
    people stand in more than one comparison. That is taken to be so of comparisons from one source
    that share a treatment, if nobody was assigned at random and none has a number in a register by
    which it were a study of its own. Whether cohorts of different reports share people is nowhere
    recorded.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> named = [s for s in ms.studies.values() if s.label.startswith(("Kalincik", "AFFIRM"))]
    >>> for cohort in cohorts(named):
    ...     print("; ".join(study.label for study in cohort))
    AFFIRM
    Kalincik 2023, AHSCT against fingolimod; Kalincik 2023, AHSCT against natalizumab; \
Kalincik 2023, AHSCT against ocrelizumab
    Kalincik 2024, AHSCT against natalizumab
    """
    found: list[list[Study]] = []
    for study in studies:
        same = [group for group in found if any(_share_people(study, other) for other in group)]
        found = [group for group in found if group not in same]
        found.append([*(member for group in same for member in group), study])
    order = {study.iri: place for place, study in enumerate(studies)}
    return [tuple(group) for group in sorted(found, key=lambda group: order[group[0].iri])]


def _share_people(a: Study, b: Study) -> bool:
    return (
        not any(is_randomised(study) or study.registrations for study in (a, b))
        and not set(a.sources).isdisjoint(b.sources)
        and not {arm.counts_for for arm in a.arms}.isdisjoint(arm.counts_for for arm in b.arms)
    )


def counted_cohorts(sizes: Sequence[int], *, how: str = "", more: str = "") -> str:
    """Return in words how many studies there are, each cohort once.

    Parameters
    ----------
    sizes
        In how many comparisons each is told.
    how, more
        What stands behind, and before, the noun.

    Examples
    --------
    >>> counted_cohorts([1, 1])
    '2 studies'
    >>> counted_cohorts([3], how="without random assignment")
    '3 comparisons of one cohort without random assignment'
    >>> counted_cohorts([1, 3])
    '2 studies (3 comparisons of one cohort count as one)'
    """
    tail = f" {how}" if how else ""
    if len(sizes) == 1 and sizes[0] > 1:
        return f"{sizes[0]} {more}comparisons of one cohort{tail}"
    said = counted(len(sizes), f"{more}study") + tail
    several = [f"{size} comparisons of one cohort" for size in sizes if size > 1]
    return f"{said} ({listed(several)} count as one)" if several else said
