"""Read studies, arms and results from triples; the one place where the two are matched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kg.model.mapping import best_text
from kg.model.properties import One, read_properties
from kg.model.studies import Arm, Result, Study
from kg.store.protocol import Store
from kg.vocabulary import IRI, PREFIXES, TKG

_LABEL = PREFIXES["skos"] + "prefLabel"
_DESCRIPTION = PREFIXES["dcterms"] + "description"
_TYPE = PREFIXES["rdf"] + "type"

# The classes of results, by how values call them.
RESULT_KINDS: Mapping[IRI, str] = {
    TKG.CountResult: "count",
    TKG.MeanResult: "mean",
    TKG.RateResult: "rate",
    TKG.EstimateResult: "estimate",
    TKG.ContrastResult: "contrast",
    TKG.PooledResult: "pooled",
    TKG.CostResult: "cost",
}

# Measures whose values are shares of people.
_SHARES = ("proportion", "kaplanMeierProportion")


def read_studies(store: Store) -> dict[IRI, Study]:
    """Return every study of a store by its IRI, sorted, with its arms and their results.

    Raises
    ------
    DataError
        If an arm counts for nothing, or a result is wrong; see `read_results`.
    """
    arms = _read_arms(store)
    by_arm: dict[IRI, list[Result]] = {}
    for result in read_results(store).values():
        if result.arm is not None:
            by_arm.setdefault(result.arm, []).append(result)
    studies = {}
    read = read_properties(store, "SELECT DISTINCT ?s ?p ?o { ?s a tkg:Study ; ?p ?o }")
    for iri, of in read.items():
        one = One("study", iri, of, store.prefixes)
        own = [_arm(arm, iri, arms, store) for arm in one.links(TKG.hasArm)]
        results = [result for arm in own for result in by_arm.get(arm.iri, ())]
        studies[iri] = Study(
            iri=iri,
            label=best_text(of, _LABEL) or iri.local_name,
            arms=tuple(own),
            results=tuple(sorted(results, key=lambda result: result.iri)),
            **_fields(one, of, _STUDY_FIELDS),
        )
    return studies


def read_results(store: Store) -> dict[IRI, Result]:
    """Return every result of a store by its IRI, sorted.

    Raises
    ------
    DataError
        If a result lacks its outcome, or has a figure that cannot be: a time below zero, a share of
        people that is not from 0 to 1, or a contrast of an arm with itself.
    """
    read = read_properties(
        store,
        "SELECT DISTINCT ?s ?p ?o { VALUES ?kind { tkg:CountResult tkg:MeanResult tkg:RateResult"
        " tkg:EstimateResult tkg:ContrastResult tkg:PooledResult tkg:CostResult }"
        " ?s a ?kind ; ?p ?o }",
    )
    results = {}
    for iri, of in read.items():
        one = One("result", iri, of, store.prefixes)
        kind = next(RESULT_KINDS[cls] for cls in one.links(_TYPE) if cls in RESULT_KINDS)
        one.demand(TKG.outcome)
        note = best_text(of, _DESCRIPTION)
        result = Result(iri=iri, kind=kind, note=note, **_fields(one, of, _RESULT_FIELDS))
        if result.measure in _SHARES and not 0 <= (result.value or 0) <= 1:
            why, remedy = "which is no share of people", "give one from 0 to 1, 0.46 for 46 %"
            raise one.misfit(TKG.value, why, remedy)
        if result.arm is not None and result.arm == result.comparator_arm:
            why, remedy = "which is the arm itself", "contrast two arms of one study"
            raise one.misfit(TKG.comparatorArm, why, remedy)
        results[iri] = result
    return results


def _read_arms(store: Store) -> dict[IRI, Mapping[str, list[Any]]]:
    return dict(read_properties(store, "SELECT DISTINCT ?s ?p ?o { ?s a tkg:Arm ; ?p ?o }"))


def _arm(iri: IRI, study: IRI, arms: Mapping[IRI, Mapping[str, list[Any]]], store: Store) -> Arm:
    of = arms.get(iri, {})
    one = One("arm", iri, of, store.prefixes)
    one.demand(TKG.countsFor)
    label = best_text(of, _LABEL) or iri.local_name
    return Arm(iri=iri, label=label, study=study, **_fields(one, of, _ARM_FIELDS))


_Fields = Mapping[str, tuple[str, Callable[[One, str], Any]]]


def _fields(one: One, of: Mapping[str, list[Any]], fields: _Fields) -> dict[str, Any]:
    return {
        name: read(one, property) for property, (name, read) in fields.items() if property in of
    }


_ARM_FIELDS: _Fields = {
    TKG.countsFor: ("counts_for", One.link),
    TKG.participants: ("participants", One.whole_number),
    TKG.population: ("population", One.link),
    TKG.dose: ("dose", One.text),
    TKG.route: ("route", One.text),
    TKG.frequency: ("frequency", One.text),
    TKG.background: ("background", One.text),
    TKG.period: ("period", One.text),
    TKG.combinesArm: ("combines", One.links),
    TKG.doseNotOfLabel: ("not_of_label", One.links),
}

_STUDY_FIELDS: _Fields = {
    TKG.identified: ("identified", One.boolean),
    TKG.registration: ("registrations", One.texts),
    TKG.design: ("design", One.term),
    TKG.masking: ("masking", One.term),
    TKG.phase: ("phase", One.text),
    TKG.population: ("population", One.link),
    TKG.participants: ("participants", One.whole_number),
    TKG.primaryOutcome: ("primary_outcomes", One.links),
    TKG.primaryOutcomeMet: ("primary_outcome_met", One.boolean),
    TKG.combines: ("combines", One.links),
    TKG.status: ("status", One.term),
    TKG.retracted: ("retracted", One.boolean),
    TKG.source: ("sources", One.links),
}

_RESULT_FIELDS: _Fields = {
    TKG.outcome: ("outcome", One.link),
    TKG.arm: ("arm", One.link),
    TKG.comparatorArm: ("comparator_arm", One.link),
    TKG.countsFor: ("counts_for", One.link),
    TKG.comparator: ("comparator", One.link),
    TKG.qualification: ("qualification", One.text),
    TKG.evidenceKind: ("evidence_kind", One.term),
    TKG.weeks: ("weeks", One.number_from_zero),
    TKG.timeLabel: ("time_label", One.text),
    TKG.events: ("events", One.whole_number),
    TKG.total: ("total", One.whole_number),
    TKG.totalNotRead: ("total_not_read", One.boolean),
    TKG.printedOtherwise: ("printed_otherwise", One.boolean),
    TKG.mean: ("mean", One.number),
    TKG.standardDeviation: ("standard_deviation", One.number),
    TKG.personYears: ("person_years", One.number),
    TKG.measure: ("measure", One.term),
    TKG.value: ("value", One.number),
    TKG.standardError: ("standard_error", One.number),
    TKG.pValue: ("p_value", One.number),
    TKG.pValueBelow: ("p_below", One.number),
    TKG.lowerLimit: ("lower", One.number),
    TKG.upperLimit: ("upper", One.number),
    TKG.level: ("level", One.number),
    TKG.currency: ("currency", One.text),
    TKG.priceYear: ("price_year", One.whole_number),
    TKG.perspective: ("perspective", One.text),
    TKG.asPrinted: ("as_printed", One.text),
    TKG.verification: ("verification", One.term),
    TKG.source: ("sources", One.links),
    TKG.readIn: ("read_in", One.links),
    TKG.pools: ("pools", One.links),
    TKG.restsOn: ("rests_on", One.links),
}
