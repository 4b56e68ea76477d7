"""Write a synthesis back into the graph: pooled results, and claims that rest on them.

Each pooled result says on which kind of evidence it rests. What is direct names every figure that
it pools, what is not rests on all that the synthesis pools; so SPARQL finds the way from an
estimate to its trials. They have a graph of their own, which gives way when it is recorded anew.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import DataError
from kg.evidence.analysis import NetworkAnalysis
from kg.evidence.sentences import favours, method
from kg.evidence.splitting import Part, Split
from kg.evidence.synthesis import Synthesis
from kg.store.terms import Text, to_triple
from kg.version import __version__
from kg.vocabulary import IRI, PREFIXES, TKG

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

SYNTHESES = "https://w3id.org/treatment-kg/synthesis/"

_TYPE = IRI(PREFIXES["rdf"] + "type")
_LABEL = IRI(PREFIXES["skos"] + "prefLabel")

# Figures are written with as many digits as a double holds without noise.
_DIGITS = 12


def record(synthesis: Synthesis, knowledge: Catalogue) -> IRI:
    """Write a synthesis into a graph's store, and return the IRI of it.

    Parameters
    ----------
    synthesis
        Of studies of that graph.
    knowledge
        Where it is written. What rules derive from it is there after `Knowledge.derive`.

    Raises
    ------
    DataError
        If it is of a table and not of a graph, it holds no estimate, or one of its treatments is no
        concept.

    Examples
    --------
    >>> import kg
    >>> smoking = kg.load("smoking")
    >>> iri = smoking.record(smoking.synthesize("smoking cessation", measure="OR"))
    >>> rows = smoking.answer("pooled-results", outcome="smoking cessation")
    >>> len(rows), sorted({str(row.evidence) for row in rows})
    (18, ['direct evidence', 'indirect evidence', 'network evidence'])
    """
    iri, triples = recorded(synthesis, knowledge)
    graph = ox.NamedNode(iri)
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    knowledge.store.replace_graph(iri, quads)
    return iri


def to_turtle(synthesis: Synthesis, knowledge: Catalogue) -> str:
    """Return what `record` would write, as Turtle."""
    _, triples = recorded(synthesis, knowledge)
    prefixes = dict(knowledge.prefixes)
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return (data or b"").decode()


def recorded(synthesis: Synthesis, knowledge: Catalogue) -> tuple[IRI, list[ox.Triple]]:
    """Return the IRI of a synthesis and what is written of it; see `record` for errors."""
    question = synthesis.question
    if question.iri is None:
        raise DataError(
            f"the synthesis of {question.words}", "is of a table", "import the table into a pack"
        )
    if not synthesis.networks:
        raise DataError(f"the synthesis of {question.words}", "holds nothing", "record another one")
    if synthesis.assumed:
        raise DataError(
            f"the synthesis of {question.words}",
            "rests on an assumption, which the graph would take for a fact",
            "record it without assume",
        )
    nodes = {name: _concept(synthesis, name) for n in synthesis.networks for name in n.treatments}
    for name, node in nodes.items():
        if node not in knowledge.concepts:
            remedy = "describe it, or load the pack that does"
            raise DataError(f"the treatment {name!r}", "is not described as a concept", remedy)
    words = slug(f"{question.words} {question.measure.id}")
    iri = IRI(f"{SYNTHESES}{words}-{mark(question.iri, question.at or '', *_way(synthesis))}")
    return iri, list(_triples(synthesis, knowledge, iri, IRI(question.iri), nodes))


def mark(*parts: str) -> str:
    """Return a few digits that tell apart what words do not."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]


def _way(synthesis: Synthesis) -> list[str]:
    """Return what tells a synthesis from another of the same question: how it was made."""
    options = synthesis.options
    made = [options.model, str(options.tau2), options.interval, f"{100 * options.level:g}"]
    return [*made, *synthesis.ways, *synthesis.assumptions]


def _triples(
    synthesis: Synthesis, knowledge: Catalogue, iri: IRI, outcome: IRI, nodes: Mapping[str, IRI]
) -> Iterator[ox.Triple]:
    yield to_triple(iri, _TYPE, TKG.Synthesis)
    label = f"Network meta-analysis of {synthesis.question.words}"
    yield to_triple(iri, _LABEL, Text(label, "en"))
    said = " ".join([method(synthesis), *synthesis.caveats])
    yield to_triple(iri, TKG.method, said)
    yield to_triple(iri, TKG.software, f"treatment-kg {__version__}")
    for result in figures_behind(synthesis, [t.study.study for t in synthesis.told if t.contrasts]):
        yield to_triple(iri, TKG.pools, result)
    taus = [n.heterogeneity.tau2 for n in synthesis.networks if n.heterogeneity.tau2 is not None]
    if len(taus) == 1 and synthesis.options.model == "random":
        yield to_triple(iri, TKG.heterogeneity, decimal(taus[0]))
    controls = {
        name for name, node in nodes.items() if knowledge.concepts[node].cls == TKG.ControlCondition
    }
    for network in synthesis.networks:
        for found in network.splits():
            yield from _comparison(synthesis, network, found, nodes, controls, iri, outcome)


def _concept(synthesis: Synthesis, name: str) -> IRI:
    if name not in synthesis.concepts:
        remedy = "tell treatments apart by therapy, and lump them as concepts"
        raise DataError(f"the treatment {name!r}", "is no concept", remedy)
    return synthesis.concepts[name]


def _comparison(
    synthesis: Synthesis,
    network: NetworkAnalysis,
    found: Split,
    nodes: Mapping[str, IRI],
    controls: set[str],
    iri: IRI,
    outcome: IRI,
) -> Iterator[ox.Triple]:
    parts: dict[str, Part | None] = {
        "network": found.network,
        "direct": found.direct,
        "indirect": found.indirect,
    }
    ends = nodes[found.treatment], nodes[found.comparator]
    words = slug(f"{ends[0].local_name} against {ends[1].local_name}")
    pair = f"{words}-{mark(*ends)}"
    for kind, part in parts.items():
        if part is None:
            continue
        result = IRI(f"{iri}/{pair}-{kind}")
        error, limits = network.effects.interval(part.effect, part.error)
        value = network.measure.from_scale(part.effect)
        yield from pooled_result(
            result, synthesis, ends, kind, value=value, error=error, limits=limits
        )
        yield to_triple(result, TKG.source, iri)
        # What is not direct rests on all that the synthesis pools.
        for figure in figures_behind(synthesis, found.studies) if kind == "direct" else ():
            yield to_triple(result, TKG.pools, figure)
    claim = IRI(f"{iri}/{pair}")
    yield from _claim(synthesis, network, claim, found, nodes, controls, iri, outcome)


def pooled_result(
    iri: IRI,
    synthesis: Synthesis,
    ends: tuple[IRI, IRI],
    kind: str,
    *,
    value: float,
    error: float,
    limits: tuple[float, float] | None,
) -> Iterator[ox.Triple]:
    """Return an estimate of a synthesis as triples, but for its source and what it pools.

    Parameters
    ----------
    ends
        Treatment and comparator.
    kind
        ``network``, ``direct`` or ``indirect``: the evidence that it rests on.
    value, error, limits
        As printed, but for the standard error, which is on the scale of the analysis.
    """
    question = synthesis.question
    yield to_triple(iri, _TYPE, TKG.PooledResult)
    yield to_triple(iri, TKG.countsFor, ends[0])
    yield to_triple(iri, TKG.comparator, ends[1])
    yield to_triple(iri, TKG.evidenceKind, TKG[f"{kind}Evidence"])
    yield to_triple(iri, TKG.measure, TKG[question.measure.term])
    yield to_triple(iri, TKG.value, decimal(value))
    yield to_triple(iri, TKG.standardError, decimal(error))
    if limits is not None:
        yield to_triple(iri, TKG.lowerLimit, decimal(limits[0]))
        yield to_triple(iri, TKG.upperLimit, decimal(limits[1]))
    yield to_triple(iri, TKG.level, decimal(synthesis.options.level))
    yield from _time(iri, synthesis)
    if question.iri is not None:
        yield to_triple(iri, TKG.outcome, question.iri)


def _claim(
    synthesis: Synthesis,
    network: NetworkAnalysis,
    iri: IRI,
    found: Split,
    nodes: Mapping[str, IRI],
    controls: set[str],
    source: IRI,
    outcome: IRI,
) -> Iterator[ox.Triple]:
    """Say what a comparison comes to.

    Against a control condition, what the therapy does: it reduces or increases the outcome, for the
    better or for the worse. Of two therapies, which does better: neither is said to do anything by
    itself.
    """
    better = synthesis.question.better
    effect = network.effect(found.treatment, found.comparator)
    if better is None or effect.lower is None:
        return
    winner = favours(synthesis.question, effect)
    subject, other = found.treatment, found.comparator
    if subject in controls or (winner == other and other not in controls):
        subject, other = other, subject
    predicate = TKG.doesBetterOn
    if other in controls and subject not in controls:
        down = (better == "lower") == (winner in (None, subject))
        predicate = TKG.reduces if down else TKG.increases
    claim = IRI(f"{iri}-claim")
    yield to_triple(claim, _TYPE, TKG.Claim)
    yield to_triple(claim, TKG.subject, nodes[subject])
    yield to_triple(claim, TKG.predicate, predicate)
    yield to_triple(claim, TKG.object, outcome)
    yield to_triple(claim, TKG.comparator, nodes[other])
    yield to_triple(claim, TKG.direction, TKG.inconclusive if winner is None else TKG.supports)
    yield to_triple(claim, TKG.modality, TKG.pooled)
    yield to_triple(claim, TKG.result, IRI(f"{iri}-network"))
    yield to_triple(claim, TKG.source, source)
    yield from _time(claim, synthesis)


def _time(iri: IRI, synthesis: Synthesis) -> Iterator[ox.Triple]:
    question = synthesis.question
    if question.weeks is not None and question.at is not None:
        yield to_triple(iri, TKG.weeks, Decimal(f"{question.weeks:.1f}"))
        yield to_triple(iri, TKG.timeLabel, question.at)


def figures_behind(synthesis: Synthesis, studies: Sequence[str]) -> list[IRI]:
    """Return the results in the graph that studies were taken from, sorted."""
    told = {found.study.study: found for found in synthesis.told}
    return sorted({IRI(origin) for name in studies for origin in told[name].origins})


def decimal(value: float) -> Decimal:
    """Return a number as an xsd:decimal, which has no exponent."""
    return Decimal(f"{Decimal(f'{value:.{_DIGITS}g}'):f}")


def slug(text: str) -> str:
    """Return a text as it may stand in an IRI: plain small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")
