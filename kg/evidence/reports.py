"""Lay out as tables what estimates are, what they rest on, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.evidence.analysis import NetworkAnalysis
from kg.evidence.inconsistency import Squares
from kg.evidence.question import Origin
from kg.evidence.sentences import figures
from kg.store.table import Table

if TYPE_CHECKING:
    from kg.evidence.pooled import Pooled


def estimates(synthesis: Pooled) -> Table:
    """Return the estimate of every pair, one row each.

    Ratios are as printed, `se` is on the scale of the analysis. Each pair stands one way round, the
    later name against the earlier.
    """
    measure = synthesis.question.measure
    rows = [
        (
            number,
            effect.treatment,
            effect.comparator,
            measure.id,
            effect.value,
            effect.lower,
            effect.upper,
            effect.error,
            effect.p,
            *(effect.prediction or (None, None)),
            effect.evidence,
            len(effect.studies),
        )
        for number, network in enumerate(synthesis.networks, 1)
        for effect in network.every_effect()
    ]
    columns = (
        "network treatment comparator measure estimate lower upper se p predicted_lower"
        " predicted_upper evidence direct_studies"
    )
    return Table(columns.split(), rows)


def arms(synthesis: Pooled) -> Table:
    """Return every arm with the treatment it counts for, and what was taken of it."""
    rows = []
    for found in synthesis.told:
        documents = "; ".join(synthesis.origins.get(found.study.study, Origin()).dois)
        for arm in found.study.arms:
            rows.append(
                (
                    found.study.study,
                    arm.label,
                    arm.node,
                    arm.participants,
                    ", ".join(figures(told) for told in arm.figures) or None,
                    found.way or "left out",
                    documents or None,
                )
            )
    columns = "study arm counts_for participants figures taken_from documents"
    return Table(columns.split(), rows)


def trace(synthesis: Pooled, treatment: str, comparator: str) -> Table:
    """Return the way back from an estimate: each study's share, its figures and documents."""
    network = synthesis.network_of(treatment)
    rows = []
    for study, share in network.study_contributions(treatment, comparator).items():
        origin = synthesis.origins.get(study, Origin())
        for arm, printed, read in origin.results or [("", "", "")]:
            rows.append(
                (
                    study,
                    share,
                    arm or None,
                    printed or None,
                    read or None,
                    "; ".join(origin.dois) or None,
                    "; ".join(origin.registrations) or None,
                )
            )
    rows.sort(key=lambda row: (-row[1], row[0]))
    columns = "study share arm as_printed verification documents registrations"
    return Table(columns.split(), rows)


def consistency(network: NetworkAnalysis) -> Table:
    """Return what Q is made of: in all, within and between designs, and with a design detached.

    ``interaction`` is what is between designs under random effects.
    """
    found = network.decomposition
    parts: list[tuple[str, str | None, Squares]] = [
        ("total", None, found.total),
        ("within designs", None, found.within),
        ("between designs", None, found.between),
        ("interaction", None, found.interaction),
    ]
    parts += [("within", " : ".join(name), q) for name, q in found.by_design.items()]
    parts += [("between, without", " : ".join(name), q) for name, q in found.detached.items()]
    rows = [(part, design, q.q, q.freedom, q.p) for part, design, q in parts]
    return Table(["part", "design", "Q", "df", "p"], rows)


def splits(network: NetworkAnalysis, *, method: str) -> Table:
    """Return direct against indirect evidence on every pair; ratios as printed.

    `p` is the chance of a difference as large if they told the same.
    """
    rows = []
    for found in network.splits(method):
        difference = found.difference
        rows.append(
            (
                found.treatment,
                found.comparator,
                len(found.studies),
                found.share,
                *(
                    None if part is None else network.measure.from_scale(part.effect)
                    for part in (found.network, found.direct, found.indirect)
                ),
                None if difference is None else difference.p,
            )
        )
    columns = "treatment comparator studies direct_share network direct indirect p"
    return Table(columns.split(), rows)


def contributions(
    network: NetworkAnalysis, treatment: str, comparator: str, *, method: str
) -> Table:
    """Return the share of each direct comparison in an estimate, the largest first."""
    found = network.contributions(treatment, comparator, method=method)
    rows = [(first, second, share) for (first, second), share in found.items()]
    rows.sort(key=lambda row: (-row[2], row[:2]))
    return Table(["treatment", "comparator", "share"], rows)


def influence(network: NetworkAnalysis, reference: str) -> Table:
    """Return the estimates against one treatment without each study in turn; ratios as printed.

    Where the network falls apart without a study, its row is empty.
    """
    found = network.influence(reference)
    places = [i for i, name in enumerate(found.treatments) if name != reference]
    rows = []
    for row, study in enumerate(found.studies):
        lost = study in found.cut_off
        values = found.effects[row]
        shown = [None if lost else network.measure.from_scale(float(values[i])) for i in places]
        rows.append((study, None if lost else float(found.tau2[row]), *shown))
    return Table(["without", "tau2", *(found.treatments[i] for i in places)], rows)
