"""Studies, arms and results as Python values: `kg.model.study_mapping`."""

from __future__ import annotations

from decimal import Decimal

import pytest

import kg
from kg import IRI, DataError
from kg.model.study_mapping import RESULT_KINDS, read_results

MS = "https://w3id.org/treatment-kg/ms/"

STUDY = """
@prefix ex: <https://example.org/> .
@prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

ex:s a tkg:Study ; skos:prefLabel "S"@en ; tkg:hasArm ex:arm , ex:other .
ex:arm a tkg:Arm ; skos:prefLabel "drug"@en ; tkg:countsFor ex:drug .
ex:other a tkg:Arm ; tkg:countsFor ex:placebo .
ex:r a tkg:CountResult ; tkg:arm ex:arm ; tkg:outcome ex:pain ; tkg:events 5 ; tkg:total 20 .
"""


@pytest.fixture
def studies(write):
    """Return a function that reads the studies of a Turtle text."""

    def read(turtle: str = STUDY):
        return kg.load(write("studies.ttl", turtle)).studies

    return read


@pytest.fixture(scope="module")
def ms(thirteen_trials) -> kg.Knowledge:
    return kg.load(thirteen_trials)


# --- the pack ms ------------------------------------------------------------------------------------------


def subjects(ms: kg.Knowledge, pattern: str) -> set[str]:
    return {row.x for row in ms.select(f"SELECT DISTINCT ?x {{ {pattern} }}")}


def test_every_study_arm_and_result_is_read(ms):
    arms = [arm for study in ms.studies.values() for arm in study.arms]
    results = [result for study in ms.studies.values() for result in study.results]
    kinds = " ".join(f"<{kind}>" for kind in RESULT_KINDS)
    assert set(ms.studies) == subjects(ms, "?x a tkg:Study")
    assert {arm.iri for arm in arms} == subjects(ms, "?x a tkg:Arm")
    assert {result.iri for result in results} == subjects(
        ms, f"VALUES ?kind {{ {kinds} }} ?x a ?kind"
    )
    assert (len(ms.studies), len(arms), len(results)) == (15, 27, 90)


def test_arms_belong_to_their_study_and_results_to_its_arms(ms):
    own = {study.iri: {arm.iri for arm in study.arms} for study in ms.studies.values()}
    assert {
        (study.iri, arm.iri) for study in ms.studies.values() for arm in study.arms
        if arm.study != study.iri
    } == set()  # fmt: skip
    assert {
        result.iri for study in ms.studies.values() for result in study.results
        if not {result.arm, result.comparator_arm} - {None} <= own[study.iri]
    } == set()  # fmt: skip
    assert sum(len(arms) for arms in own.values()) == len(set().union(*own.values()))


def test_a_result_is_read_once(ms):
    results = [result.iri for study in ms.studies.values() for result in study.results]
    assert len(results) == len(set(results))


@pytest.mark.parametrize(
    ("kind", "many"), [("count", 28), ("rate", 2), ("estimate", 41), ("contrast", 19)]
)
def test_results_are_of_the_kind_that_they_have_in_the_graph(ms, kind, many):
    of_kind = [r for study in ms.studies.values() for r in study.results if r.kind == kind]
    assert len(of_kind) == many


def test_a_study_has_its_properties(ms):
    study = ms.studies[IRI(MS + "study-optimum")]
    assert (study.label, study.identified, study.registrations, study.phase) == (
        "OPTIMUM", True, ("NCT02425644",), "3",
    )  # fmt: skip
    assert (study.design, study.masking, study.participants) == (
        "parallelTrial", "doubleMasked", 1133,
    )  # fmt: skip
    assert (study.primary_outcomes, study.primary_outcome_met) == ((MS + "relapse-rate",), True)
    assert (study.population, study.retracted) == (
        MS + "people-with-relapsing-multiple-sclerosis",
        False,
    )
    assert study.sources == (MS + "kappos-2021",)


def test_a_study_may_have_several_registrations(ms):
    assert ms.studies[IRI(MS + "study-mesems")].registrations == (
        "NCT01606215", "NCT01745783", "NCT01854957", "NCT02035514", "NCT02239393",
    )  # fmt: skip


def test_a_trial_that_missed_its_primary_outcome_says_so(ms):
    missed = [s.label for s in ms.studies.values() if s.primary_outcome_met is False]
    assert missed == ["MESEMS", "MSC-NP trial"]


def test_an_arm_has_its_properties(ms):
    arms = {arm.iri.local_name: arm for s in ms.studies.values() for arm in s.arms}
    arm = arms["arm-optimum-ponesimod"]
    assert (arm.label, arm.counts_for, arm.participants) == (
        "ponesimod 20 mg", MS + "ponesimod", 567,
    )  # fmt: skip
    assert (arm.dose, arm.route, arm.frequency) == ("20 mg", "by mouth", "once a day")
    assert arms["arm-mesems-msc"].period == "The first 24 weeks; placebo afterwards."
    assert arms["arm-mist-dmt"].background.startswith("In an interim report the drugs were")
    assert arms["arm-mist-dmt"].counts_for == MS + "choice-of-disease-modifying-therapies"


def test_a_result_has_its_figures_and_where_they_are_from(ms):
    name = "result-optimum-ponesimod-against-teriflunomide-relapse-rate-108-weeks"
    result = read_results(ms.store)[IRI(MS + name)]
    assert (result.kind, result.measure, result.outcome) == (
        "contrast", "rateRatio", MS + "relapse-rate",
    )  # fmt: skip
    assert (result.value, result.lower, result.upper, result.level) == tuple(
        map(Decimal, ("0.695", "0.536", "0.902", "0.99"))
    )
    assert (result.arm, result.comparator_arm) == (
        MS + "arm-optimum-ponesimod",
        MS + "arm-optimum-teriflunomide",
    )
    assert (result.weeks, result.time_label, result.as_printed) == (
        108, "108 weeks", "0.695 (0.536-0.902)",
    )  # fmt: skip
    assert (result.verification, result.sources, result.read_in) == (
        "readInSource", (MS + "kappos-2021",), (),
    )  # fmt: skip


# --- what a graph may lack --------------------------------------------------------------------------------


def test_a_graph_without_studies_has_none(write):
    assert kg.load(write("a.ttl", "<urn:a> <urn:b> <urn:c> .")).studies == {}


def test_a_study_needs_little(studies):
    (study,) = studies("<urn:s> a <https://w3id.org/treatment-kg/ontology#Study> .").values()
    assert (study.arms, study.results, study.registrations, study.sources) == ((), (), (), ())
    assert (study.identified, study.participants, study.retracted) == (None, None, False)


def test_without_a_label_a_study_and_an_arm_have_their_local_names(studies):
    (study,) = studies(STUDY.replace('skos:prefLabel "S"@en ; ', "")).values()
    assert study.label == "s"
    assert [arm.label for arm in study.arms] == ["drug", "other"]


def test_a_result_of_an_arm_of_no_study_is_in_none(studies):
    lone = "ex:lone a tkg:Arm ; tkg:countsFor ex:drug . ex:q a tkg:CountResult ; tkg:arm ex:lone ; tkg:outcome ex:pain ."
    (study,) = studies(STUDY + lone).values()
    assert [result.iri for result in study.results] == ["https://example.org/r"]


def test_a_pooled_result_is_of_no_study(write):
    pooled = "ex:p a tkg:PooledResult ; tkg:outcome ex:pain ; tkg:countsFor ex:drug ; tkg:comparator ex:placebo ; tkg:pools ex:r ."
    knowledge = kg.load(write("studies.ttl", STUDY + pooled))
    (study,) = knowledge.studies.values()
    assert [result.kind for result in study.results] == ["count"]
    found = read_results(knowledge.store)[IRI("https://example.org/p")]
    assert (found.kind, found.counts_for, found.comparator, found.pools) == (
        "pooled", "https://example.org/drug", "https://example.org/placebo",
        ("https://example.org/r",),
    )  # fmt: skip


@pytest.mark.parametrize(
    "number", ["12", "12.0", '"12"^^<http://www.w3.org/2001/XMLSchema#decimal>']
)
def test_a_number_may_be_written_as_a_whole_one(studies, number):
    (study,) = studies(STUDY.replace("tkg:events 5", f"tkg:weeks {number} ; tkg:events 5")).values()
    assert study.results[0].weeks == 12


def test_studies_are_read_anew_after_a_change(write):
    knowledge = kg.load(write("studies.ttl", STUDY))
    assert knowledge.studies[IRI("https://example.org/s")].retracted is False
    knowledge.update("INSERT DATA { <https://example.org/s> tkg:retracted true }")
    assert knowledge.studies[IRI("https://example.org/s")].retracted is True


# --- what cannot be understood ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            " ; tkg:outcome ex:pain",
            "",
            "result 'https://example.org/r' has no tkg:outcome; add tkg:outcome",
        ),
        (
            " ; tkg:countsFor ex:placebo",
            "",
            "arm 'https://example.org/other' has no tkg:countsFor; add tkg:countsFor",
        ),
        (
            "ex:arm , ex:other",
            "ex:arm , ex:other , ex:third",
            "arm 'https://example.org/third' has no tkg:countsFor; add tkg:countsFor",
        ),
        (
            "tkg:events 5",
            "tkg:events 5 , 6",
            "result 'https://example.org/r' has 2 values of tkg:events; keep one",
        ),
        (
            "tkg:events 5",
            'tkg:events "five"',
            "result 'https://example.org/r' has 'five' as tkg:events; give a whole number",
        ),
        (
            "tkg:events 5",
            "tkg:events 5.5",
            "result 'https://example.org/r' has '5.5' as tkg:events; give a whole number",
        ),
        (
            "tkg:outcome ex:pain",
            'tkg:outcome "pain"',
            "result 'https://example.org/r' has 'pain' as tkg:outcome; give an IRI",
        ),
        (
            "tkg:arm ex:arm",
            "tkg:arm ex:arm , ex:other",
            "result 'https://example.org/r' has 2 values of tkg:arm; keep one",
        ),
        (
            "tkg:events 5",
            "tkg:events 5 ; tkg:verification ex:read",
            "result 'https://example.org/r' has 'https://example.org/read' as tkg:verification,"
            " which the vocabulary does not have; choose one of its terms",
        ),
        (
            "tkg:events 5",
            "tkg:weeks -52.0",
            "result 'https://example.org/r' has '-52' as tkg:weeks, which is below zero; correct"
            " it",
        ),
        (
            "tkg:events 5",
            "tkg:measure tkg:proportion ; tkg:value 1.4",
            "result 'https://example.org/r' has '1.4' as tkg:value, which is no share of people;"
            " give one from 0 to 1, 0.46 for 46 %",
        ),
        (
            "tkg:events 5",
            "tkg:measure tkg:kaplanMeierProportion ; tkg:value -0.25",
            "result 'https://example.org/r' has '-0.25' as tkg:value, which is no share of people;"
            " give one from 0 to 1, 0.46 for 46 %",
        ),
        (
            "tkg:events 5",
            "tkg:value 2.5e-1",
            "result 'https://example.org/r' has the floating-point number 0.25 as tkg:value; write"
            " it as a decimal, 0.25",
        ),
        (
            "tkg:events 5",
            "tkg:comparatorArm ex:arm",
            "result 'https://example.org/r' has 'https://example.org/arm' as tkg:comparatorArm,"
            " which is the arm itself; contrast two arms of one study",
        ),
        (
            "tkg:countsFor ex:drug",
            "tkg:countsFor ex:drug , ex:placebo",
            "arm 'https://example.org/arm' has 2 values of tkg:countsFor; keep one",
        ),
        (
            'skos:prefLabel "S"@en',
            'tkg:retracted "yes"',
            "study 'https://example.org/s' has 'yes' as tkg:retracted; give true or false",
        ),
        (
            'skos:prefLabel "S"@en',
            "tkg:participants 10.5",
            "study 'https://example.org/s' has '10.5' as tkg:participants; give a whole number",
        ),
    ],
)
def test_what_cannot_be_understood_is_an_error_that_names_it(studies, old, new, said):
    assert old in STUDY
    with pytest.raises(DataError) as caught:
        studies(STUDY.replace(old, new))
    assert str(caught.value) == said


@pytest.mark.parametrize("value", ["0.0", "0.46", "1.0", "1"])
def test_a_share_of_people_is_from_none_to_all(value, studies):
    share = f"tkg:measure tkg:proportion ; tkg:value {value}"
    found = studies(STUDY.replace("tkg:events 5", share))
    assert [r.value for s in found.values() for r in s.results] == [Decimal(value)]


def test_another_measure_may_be_above_one_or_below_zero(studies):
    mean = "tkg:measure tkg:meanValue ; tkg:value -1.4"
    found = studies(STUDY.replace("tkg:events 5", mean))
    assert [r.value for s in found.values() for r in s.results] == [Decimal("-1.4")]
