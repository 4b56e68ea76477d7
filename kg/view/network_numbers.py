"""Pack the numbers of one network of treatments, each as it is printed and as it is drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.evidence.caveats import of_network
from kg.evidence.data import people_of_arms
from kg.evidence.league import caption, ordered
from kg.evidence.network import treatment_network
from kg.evidence.sentences import interval, limit, of_absolute
from kg.words.labels import clean

if TYPE_CHECKING:
    from kg.comparison.estimates import Estimate
    from kg.evidence.analysis import NetworkAnalysis
    from kg.evidence.contrasts import StudyContrasts
    from kg.evidence.splitting import Part, Split
    from kg.evidence.synthesis import Synthesis

# The kinds of evidence, as pairs name them by their places.
KINDS = ("direct", "indirect", "mixed")

# The places of a pair's parts that tell of it one way round and the other, and how many of what
# each tells are numbers: these go first.
FORTH, BACK, NUMBERS = 4, 5, 5

# So many digits of a number are drawn; what is printed is a text of its own.
_DIGITS = 6

# Shares are printed in percent with one decimal place.
_SHARE_DIGITS = 3

# Estimates that differ by less than this are one.
_ROUNDING = 1e-9


def packed_network(
    synthesis: Synthesis,
    network: NetworkAnalysis,
    *,
    estimate: Callable[[str, str], Estimate],
    compared: Callable[[str, str], bool],
    treatments: Mapping[str, int],
    studies: Mapping[str, int],
) -> dict[str, Any]:
    """Return one network as the page has it.

    Parameters
    ----------
    estimate
        Returns what a comparison makes of two treatments.
    compared
        Returns whether it is this estimate that a comparison of the two shows.
    treatments, studies
        The numbers of both in the page, by what they are called.

    Returns
    -------
    dict
        Treatments stand best first where that is known; pairs, edges and ranks name them by their
        places in the network, and studies likewise.
    """
    order = ordered(network)
    place = {name: i for i, name in enumerate(order)}
    at = {study.study: i for i, study in enumerate(network.studies)}
    graph = treatment_network(network.studies)
    edges: list[list[Any]] = []
    for a, b in graph.edges:
        named: list[str] = graph.edges[a, b]["studies"]
        edges.append([*sorted((place[a], place[b])), [at[study] for study in named]])
    edges.sort()
    return {
        "treatments": [treatments[name] for name in order],
        "people": [_people(synthesis, network, name) for name in order],
        "reference": place[synthesis.reference(network)],
        "edges": edges,
        "pairs": _pairs(network, order, edges, estimate, compared),
        "ranks": _ranks(network, order),
        "studies": [_study(network, study, order, studies) for study in network.studies],
        "said": [clean(said) for said in of_network(network)],
        "caption": clean(caption(synthesis, network)),
    }


def _people(synthesis: Synthesis, network: NetworkAnalysis, treatment: str) -> float | None:
    """Return how many had a treatment, in the studies of a network; None if not known of all."""
    within = {study.study for study in network.studies}
    return people_of_arms(
        arm
        for found in synthesis.told
        if found.study.study in within
        for arm in found.study.arms
        if arm.label in found.arms_of(treatment)
    )


# --- pairs --------------------------------------------------------------------------------------


def _pairs(
    network: NetworkAnalysis,
    order: list[str],
    edges: list[list[Any]],
    estimate: Callable[[str, str], Estimate],
    compared: Callable[[str, str], bool],
) -> list[list[Any]]:
    """Return each pair: its ends, kind of evidence, both ways round, apart, and the shares."""
    place = {name: i for i, name in enumerate(order)}
    at = {study.study: i for i, study in enumerate(network.studies)}
    ends = {(a, b): i for i, (a, b, _) in enumerate(edges)}
    splits = {frozenset((s.treatment, s.comparator)): s for s in network.splits()}
    pairs = []
    for a, b in combinations(order, 2):
        forth, back = estimate(a, b), estimate(b, a)
        apart = splits[frozenset((a, b))]
        winner = forth.favours
        shares = [
            (ends[min(i, j), max(i, j)], share)
            for (x, y), share in network.contributions(a, b).items()
            for i, j in [(place[x], place[y])]
        ]
        by_study = [
            (at[study], share)
            for study, share in network.study_contributions(a, b).items()
            if share
        ]
        pairs.append(
            [
                place[a],
                place[b],
                KINDS.index(forth.evidence),
                None if winner is None else int(winner == forth.comparator),
                _one_way(network, a, b, forth),
                _one_way(network, b, a, back),
                _part(network, apart, apart.direct, a),
                _part(network, apart, apart.indirect, a),
                None if apart.difference is None else _short(apart.difference.p),
                _shares(shares),
                _shares(by_study),
                int(compared(a, b)),
            ]
        )
    return pairs


def _shares(of: list[tuple[int, float]]) -> list[list[Any]]:
    """Return shares of an estimate, the largest first, as far as they are printed: 0.1 %."""
    largest_first = sorted(of, key=lambda one: (-one[1], one[0]))
    return [[place, round(share, _SHARE_DIGITS)] for place, share in largest_first]


def _one_way(network: NetworkAnalysis, first: str, second: str, of: Estimate) -> list[Any]:
    """Return an estimate as numbers and texts: limits, prediction, sentence, strength, risks."""
    effect = network.effect(first, second)
    predicted = effect.prediction
    absolute = None
    if of.absolute is not None and of.baseline is not None:
        said = of_absolute(of.absolute, of.treatment, of.comparator, of.outcome, of.level)
        absolute = clean(f"{said} The baseline is {of.baseline.words}.")
    strength = None if of.strength is None else clean(of.strength.sentence)
    return [
        *(_short(n) for n in (effect.value, effect.lower, effect.upper)),
        *(_short(n) for n in predicted or (None, None)),
        interval(network.measure, effect.value, effect.lower, effect.upper),
        predicted and " to ".join(limit(network.measure, end) for end in predicted),
        clean(of.sentence),
        strength,
        absolute,
    ]


def _part(
    network: NetworkAnalysis, apart: Split, part: Part | None, first: str
) -> list[str] | None:
    """Return direct or indirect evidence as texts, both ways round; None without any."""
    if part is None:
        return None
    second = apart.comparator if apart.treatment == first else apart.treatment
    effect = part.effect if apart.treatment == first else -part.effect
    return [
        _own(network, first, second, effect, part.error)[-1],
        _own(network, second, first, -effect, part.error)[-1],
    ]


def _own(
    network: NetworkAnalysis, first: str, second: str, effect: float, error: float
) -> list[Any]:
    """Return an estimate on the scale of the analysis as numbers, and as a text.

    One that is the network's but for rounding is printed as that: else 0.525 might stand as 0.52
    here and as 0.53 there.
    """
    at = network.design.place[first], network.design.place[second]
    beside, wide = float(network.fitted.effects[at]), float(network.fitted.errors[at])
    if math.isclose(effect, beside, rel_tol=_ROUNDING, abs_tol=_ROUNDING):
        effect = beside
    if math.isclose(error, wide, rel_tol=_ROUNDING):
        error = wide
    _, limits = network.effects.interval(effect, error)
    lower, upper = limits or (None, None)
    value = network.measure.from_scale(effect)
    return [
        *(_short(n) for n in (value, lower, upper)),
        interval(network.measure, value, lower, upper),
    ]


# --- ranks and studies --------------------------------------------------------------------------


def _ranks(network: NetworkAnalysis, order: list[str]) -> dict[str, Any] | None:
    """Return P-scores, SUCRA, limits and chances of ranks; None where no more than two are."""
    if network.better is None or len(order) < 3:
        return None
    scores = network.p_scores
    gram = network.rankogram()
    row = {name: i for i, name in enumerate(gram.treatments)}
    limits = gram.rank_limits(network.options.level)
    sucra = gram.sucra.tolist()
    return {
        "p_score": [round(scores[name], 3) for name in order],
        "sucra": [round(sucra[row[name]], 3) for name in order],
        "limits": [limits[row[name]] for name in order],
        # Chances are whole numbers of draws: five digits tell them exactly.
        "chances": [
            [round(chance, 5) for chance in gram.chances[row[name]].tolist()] for name in order
        ],
    }


def _study(
    network: NetworkAnalysis, study: StudyContrasts, order: list[str], studies: Mapping[str, int]
) -> list[Any]:
    """Return a study with how many took part, and its own estimates, both ways round."""
    own = []
    for i, j in combinations(range(len(order)), 2):
        if order[i] in study.treatments and order[j] in study.treatments:
            effect, variance = study.against(order[i], order[j])
            error = math.sqrt(variance)
            forth = _own(network, order[i], order[j], effect, error)
            back = _own(network, order[j], order[i], -effect, error)
            own.append([i, j, forth, back])
    return [studies[study.study], study.participants, own]


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{_DIGITS}g}")
