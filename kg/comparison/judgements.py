"""Read what people judged: risk of bias of studies, and the strength of evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pyoxigraph as ox

from kg.comparison.strength import LEVELS, Judgement
from kg.comparison.treatments import is_treatment, treatment_named
from kg.errors import DataError, UnknownNameError
from kg.model.catalogue import Catalogue
from kg.model.mapping import best_text
from kg.model.properties import One, read_properties
from kg.store.terms import Text, to_triple
from kg.vocabulary import IRI, PREFIXES, TKG

JUDGEMENTS = IRI("https://w3id.org/treatment-kg/judgements")

# The term of each level.
STRENGTHS: Mapping[str, IRI] = {
    "high": TKG.highStrength,
    "moderate": TKG.moderateStrength,
    "low": TKG.lowStrength,
    "very low": TKG.veryLowStrength,
}

# Judgements by outcome, and there by treatment and comparator.
Judged = Mapping[IRI, Mapping[tuple[IRI, IRI | None], list[Judgement]]]


def read_bias(knowledge: Catalogue) -> dict[IRI, str]:
    """Return the recorded judgements of risk of bias, in words, by the study's IRI.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> read_bias(ms)[ms.concept("AFFIRM").iri]
    'low risk of bias'
    """
    return {
        claim.subject: knowledge.label(claim.object).casefold()
        for claim in knowledge.claims.values()
        if claim.predicate == TKG.hasRiskOfBias and claim.direction == "supports"
    }


def read_judgements(knowledge: Catalogue) -> Judged:
    """Return what people hold of the strength of evidence."""
    found: dict[IRI, dict[tuple[IRI, IRI | None], list[Judgement]]] = {}
    read = read_properties(
        knowledge.store, "SELECT DISTINCT ?s ?p ?o { ?s a tkg:StrengthJudgement ; ?p ?o }"
    )
    for iri, of in read.items():
        one = One("judgement", iri, of, knowledge.prefixes)
        level = knowledge.label(one.link(TKG.strength))
        judgement = Judgement(level, best_text(of, TKG.strengthReason), one.text(TKG.judgedBy))
        ends = one.link(TKG.ofTreatment), one.maybe(TKG.comparator, IRI)
        found.setdefault(one.link(TKG.outcome), {}).setdefault(ends, []).append(judgement)
    return found


def judge(
    knowledge: Catalogue,
    treatment: str,
    outcome: str,
    strength: str,
    *,
    by: str,
    why: str,
    against: str | None = None,
) -> IRI:
    """Write a judgement into a graph of its own; see `kg.Knowledge.judge`.

    Raises
    ------
    UnknownNameError
        If a name or the strength is not known.
    DataError
        If nobody judged, no reason is given, or it is not of a treatment, another and an outcome.
    """
    if strength not in STRENGTHS:
        raise UnknownNameError("strength", strength, LEVELS, where="among the levels")
    for what, text in (("judge", by), ("reason", why)):
        if not (text and text.strip()):
            raise DataError("the judgement", f"has no {what}", "say who judged, and why")
    about = knowledge.concept(outcome)
    if is_treatment(knowledge, about):
        raise DataError(f"{outcome!r}", "is a treatment", "name an outcome")
    ends = [treatment_named(knowledge, treatment).iri, about.iri]
    other = None if against is None else treatment_named(knowledge, against).iri
    if other == ends[0]:
        raise DataError(f"{treatment!r}", "is judged against itself", "name another treatment")
    key = hashlib.sha256("\n".join([*ends, other or "", by]).encode()).hexdigest()[:12]
    iri = IRI(f"{JUDGEMENTS}/{key}")
    triples = [
        to_triple(iri, IRI(PREFIXES["rdf"] + "type"), TKG.StrengthJudgement),
        to_triple(iri, TKG.ofTreatment, ends[0]),
        to_triple(iri, TKG.outcome, ends[1]),
        to_triple(iri, TKG.strength, STRENGTHS[strength]),
        to_triple(iri, TKG.strengthReason, Text(why.strip(), "en")),
        to_triple(iri, TKG.judgedBy, by.strip()),
    ]
    if other is not None:
        triples.append(to_triple(iri, TKG.comparator, other))
    graph = ox.NamedNode(iri)
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    knowledge.store.replace_graph(iri, quads)
    return iri
