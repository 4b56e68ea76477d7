"""Say what has to be known before a synthesis is used: what is missing, or assumed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from kg.evidence.contributions import NOTABLE
from kg.evidence.data import SHARES
from kg.evidence.inconsistency import assessed, chance, degrees
from kg.evidence.label_doses import words_of_beyond
from kg.evidence.rare import too_rare
from kg.evidence.sentences import listed

if TYPE_CHECKING:
    from kg.evidence.analysis import NetworkAnalysis
    from kg.evidence.data import Told
    from kg.evidence.network import Bridge
    from kg.evidence.pooled import Pooled

# A study with fewer people than this is called small where all hangs on it.
SMALL = 100


def caveats(synthesis: Pooled) -> list[str]:
    """Return what has to be known before a synthesis is used, a sentence each."""
    return [_sentence(said) for said in _caveats(synthesis)]


def of_network(network: NetworkAnalysis) -> list[str]:
    """Return what has to be known of one network, a sentence each, as if there were no other."""
    return [_sentence(said) for said in _of_network(network, many=False)]


def of_choice(synthesis: Pooled) -> list[str]:
    """Return what was assumed, and what choosing the studies brought up, a sentence each."""
    return [_sentence(said) for said in (*synthesis.assumptions, *_after(synthesis))]


def of_gaps(synthesis: Pooled) -> list[str]:
    """Return what cannot be compared for want of studies, a sentence each."""
    return [_sentence(said) for said in _missing(synthesis)]


def of_study(told: Told) -> list[str]:
    """Return what has to be known of how a study was taken, a sentence each."""
    return [_sentence(said) for said in (*told.lumped(), *told.remarks)]


def _caveats(synthesis: Pooled) -> Iterator[str]:
    if why := too_rare([synthesis]):
        yield f"{why}. What is pooled here all the same hangs on a few of them"
    yield from synthesis.assumptions
    yield from _missing(synthesis)
    for network in synthesis.networks:
        yield from _of_network(network, many=len(synthesis.networks) > 1)
    yield from _after(synthesis)
    for found in synthesis.told:
        yield from found.lumped()
        yield from found.remarks


def _after(synthesis: Pooled) -> Iterator[str]:
    if synthesis.question.better is None and synthesis.networks:
        yield "Nothing is ranked: it is not said whether higher or lower is better."
    if synthesis.question.measure.id == "IRR" and any(t.way == "figures" for t in synthesis.told):
        yield (
            "Counts of events are taken as if every person had them at one rate; where some have"
            " many, intervals are too narrow."
        )
    if synthesis.question.measure.ratio:
        yield from _corrected(synthesis)
    shares = [found.study.study for found in synthesis.told if found.way == SHARES]
    if shares:
        yield (
            f"The counts of {listed(shares)} are reckoned from printed shares of people: those whom"
            " a study lost sight of are taken as if they had stayed, and where shares are"
            " Kaplan-Meier estimates, intervals are a little too narrow."
        )
    if beyond := words_of_beyond(synthesis.told):
        yield f"{beyond}; left out where labelled doses alone are asked for."
    yield from synthesis.remarks


def _corrected(synthesis: Pooled) -> Iterator[str]:
    """Say to which counts a half was added, and which estimates of two hang on that.

    Of none a study carries more than of those of its own treatments.
    """
    corrected = {found.study.study for found in synthesis.told if found.is_corrected}
    for network in synthesis.networks:
        for study in network.studies:
            if study.study not in corrected:
                continue
            pairs = [
                f"{one} against {other}"
                for one, other in combinations(study.treatments, 2)
                if network.study_contributions(one, other)[study.study] >= NOTABLE
            ]
            if pairs:
                yield (
                    f"A half was added to the counts of {study.study}, as nobody or everybody in an"
                    f" arm had it: how large the ratio is of {listed(pairs)} hangs on that, and so"
                    " does what rests on it."
                )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _missing(synthesis: Pooled) -> Iterator[str]:
    """Name what keeps treatments and networks apart."""
    if not synthesis.networks:
        yield (
            f"No two treatments can be compared on {synthesis.question.words}: no study gives"
            f" figures of two for {synthesis.question.measure.one}."
        )
    first, *others = synthesis.networks or (None,)
    for other in others:
        if first is not None:
            yield (
                f"{listed(other.treatments)} cannot be compared with {listed(first.treatments)} on"
                f" {synthesis.question.words}: a study of one of these against one of those is"
                " missing."
            )
    for node in synthesis.unconnected:
        if synthesis.networks:
            yield (
                f"{node} is in no network: no study tells {synthesis.question.measure.one} of it"
                f" that can be weighed, on {synthesis.question.words}."
            )


def _of_network(network: NetworkAnalysis, *, many: bool) -> Iterator[str]:
    where = f"Among {listed(network.treatments)}: " if many else ""
    if len(network.studies) == 1:
        yield _with(where, f"All rests on one study, {_sized(network.studies[0].study, network)}.")
    if network.options.model == "random":
        if network.heterogeneity.tau2 is None or network.heterogeneity.freedom <= 0:
            shown = (
                "; the estimates are those of a common effect" if network.model == "common" else ""
            )
            yield _with(
                where,
                "Heterogeneity cannot be assessed: there are no degrees of freedom, as no"
                f" comparison was studied twice{shown}.",
            )
        else:
            found = network.heterogeneity
            yield _with(
                where,
                f"Heterogeneity: tau² = {found.tau2:.4g}, I² = {100 * (found.i2 or 0):.0f} %"
                f" (Q = {found.q:.2f} on {degrees(found.freedom)}, {chance(found.p or 0)}).",
            )
    if network.options.interval == "HK" and network.fitted.q < network.design.freedom:
        yield _with(
            where,
            "Hartung-Knapp intervals are narrower here than t intervals, as the studies differ less"
            " than chance would have it; where they do not differ at all there is none.",
        )
    if network.options.interval != "normal" and network.design.freedom <= 0:
        yield _with(where, "Without degrees of freedom there is no t or HK interval.")
    yield _with(where, assessed(network.decomposition))
    for bridge in network.bridges:
        # It begins with the name of a treatment.
        yield where + _bridged(bridge)


def _with(where: str, said: str) -> str:
    return where + (said[0].lower() + said[1:] if where else said)


def _sized(study: str, network: NetworkAnalysis) -> str:
    people = next((s.participants for s in network.studies if s.study == study), None)
    return study if people is None else f"{study}, of {people:g} people"


def _bridged(bridge: Bridge) -> str:
    small = bridge.participants is not None and bridge.participants < SMALL
    kind = "small study" if small else "study"
    size = "" if bridge.participants is None else f" (of {bridge.participants:g} people)"
    verb, them = ("hangs", "it") if len(bridge.cut_off) == 1 else ("hang", "them")
    return (
        f"{listed(bridge.cut_off)} {verb} on the one {kind} {bridge.study}{size}: without that"
        f" study, no estimate of {them} against the others is left."
    )
