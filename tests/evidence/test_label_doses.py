"""Arms in doses that no label read holds: they count, and that is said; or they are left out."""

from __future__ import annotations

import json
import math

import pytest

import kg
from kg import IRI
from kg.comparison.baseline import counts_by_arm
from kg.evidence.choice import Choice
from kg.evidence.label_doses import beyond_labels, in_labelled_doses
from kg.evidence.measures import MEASURES
from kg.model.studies import Arm, Study

from .graphs import count, loaded

OF_NO_LABEL = "of a dose that no label read holds"
LEFT_OUT = "; left out where labelled doses alone are asked for."

LABEL = """
ex:mouth a tkg:AdministrationRoute ; skos:prefLabel "by mouth"@en ; skos:definition "By mouth."@en .
ex:label a tkg:Source ; skos:prefLabel "The label"@en ; tkg:sourceKind tkg:originalDocument .
ex:giving a tkg:Claim ; tkg:subject ex:a ; tkg:predicate tkg:isGivenBy ; tkg:object ex:mouth ;
  tkg:dose "2 mg" ; tkg:direction tkg:supports ; tkg:modality tkg:established ; tkg:source ex:label .
"""


def trial(name: str, **results: str) -> str:
    """Return a trial of 2 mg and 9 mg of drug A, of both, and of placebo: those with results."""
    arms = {
        "low": ("drug A 2 mg", 'tkg:countsFor ex:a ; tkg:dose "2 mg"'),
        "high": (
            "drug A 9 mg",
            'tkg:countsFor ex:a ; tkg:dose "9 mg" ; tkg:doseNotOfLabel ex:giving',
        ),
        "both": (
            "drug A, both doses",
            f"tkg:countsFor ex:a ; tkg:combinesArm ex:{name}-low , ex:{name}-high",
        ),
        "c": ("placebo", "tkg:countsFor ex:c"),
    }
    has = " , ".join(f"ex:{name}-{arm}" for arm in arms)
    lines = [
        f'ex:{name} a tkg:Study ; skos:prefLabel "{name}"@en ; skos:definition "A study."@en ;'
        f" tkg:identified true ; tkg:hasArm {has} ."
    ]
    for arm, (label, more) in arms.items():
        lines.append(f'ex:{name}-{arm} a tkg:Arm ; skos:prefLabel "{label}"@en ; {more} .')
    for arm, result in results.items():
        lines.append(
            f"ex:r-{name}-{arm} {result} ; tkg:arm ex:{name}-{arm} ; tkg:source ex:paper ."
        )
    return "\n".join(lines) + "\n"


S = trial("s", low=count(3, 40), high=count(5, 50), c=count(12, 60))
T = trial("t", both=count(9, 90), c=count(12, 60))


@pytest.fixture
def knowledge(write) -> kg.Knowledge:
    return loaded(write, LABEL, S, T)


def about(found: kg.Synthesis) -> list[str]:
    return [caveat for caveat in found.caveats if "label" in caveat]


def test_what_such_an_arm_makes_up_is_of_such_a_dose_in_part():
    s, a = IRI("urn:s"), IRI("urn:a")
    low = Arm(IRI("urn:low"), "low", s, a)
    high = Arm(IRI("urn:high"), "high", s, a, not_of_label=(IRI("urn:label"),))
    higher = Arm(IRI("urn:higher"), "higher", s, a, not_of_label=(IRI("urn:label"),))
    all_of_them = Arm(IRI("urn:all"), "all", s, a, combines=(low.iri, high.iri))
    highs = Arm(IRI("urn:highs"), "highs", s, a, combines=(high.iri, higher.iri))
    # Its other dose has no arm.
    other = Arm(IRI("urn:o"), "o", s, a, combines=(low.iri,), not_of_label=high.not_of_label)
    study = Study(s, "S", arms=(low, high, higher, all_of_them, highs, other))
    assert beyond_labels(study) == {
        high.iri: "wholly",
        higher.iri: "wholly",
        all_of_them.iri: "partly",
        highs.iri: "wholly",
        other.iri: "partly",
    }
    assert in_labelled_doses(study).arms == (low,)


def test_all_doses_count_and_that_is_said_once(knowledge):
    found = knowledge.synthesize("pain", measure="RR")
    assert about(found) == [
        f"Counted, {OF_NO_LABEL}: drug A 9 mg (s) and drug A, both doses (t, partly){LEFT_OUT}"
    ]
    # By hand: 8 of 90 against 12 of 60 in s, 9 of 90 in t.
    (s, t) = found.only().studies
    ratios = [math.exp(one.against("drug A", "placebo")[0]) for one in (s, t)]
    assert [round(ratio, 3) for ratio in ratios] == [0.444, 0.5]


def test_labelled_doses_alone_leave_out_the_others_by_name(knowledge):
    found = knowledge.synthesize("pain", measure="RR", doses="labelled")
    assert about(found) == [
        f"S: left out, {OF_NO_LABEL}: drug A 9 mg.",
        f"T: left out, {OF_NO_LABEL}: drug A, both doses (partly); nothing else in it tells of"
        " drug A.",
    ]
    # By hand: 3 of 40 against 12 of 60.
    assert round(found.effect("drug A", "placebo").value, 3) == 0.375
    assert [study.study for study in found.only().studies] == ["s"]
    assert "labelled doses" in found.ways


def test_where_all_is_left_out_it_is_said_why(write):
    alone = trial("t", both=count(9, 90))
    with pytest.raises(kg.DataError, match=f"no study that counts; t: left out, {OF_NO_LABEL}"):
        loaded(write, LABEL, alone).synthesize("pain", measure="RR", doses="labelled")
    at = loaded(write, LABEL, trial("s", low=count(3, 40, weeks=12), high=count(5, 50)))
    with pytest.raises(kg.DataError, match=f"no study that counts; s: left out, {OF_NO_LABEL}"):
        at.synthesize("pain", at="24 weeks", measure="RR", doses="labelled")


def test_a_contrast_with_such_an_arm_is_left_out(write):
    contrast = (
        "ex:r a tkg:ContrastResult ; tkg:arm ex:s-high ; tkg:comparatorArm ex:s-c ;"
        " tkg:outcome ex:pain ; tkg:weeks 24.0 ; tkg:measure tkg:riskRatio ; tkg:value 0.1 ;"
        " tkg:lowerLimit 0.05 ; tkg:upperLimit 0.2 ; tkg:verification tkg:readInSource ;"
        " tkg:source ex:paper .\n"
    )
    rest = trial("s", low=count(3, 40), c=count(12, 60))
    found = loaded(write, LABEL, rest, contrast).synthesize("pain", measure="RR", doses="labelled")
    assert round(found.effect("drug A", "placebo").value, 3) == 0.375


def test_a_dose_that_is_a_treatment_of_its_own_counts_for_no_other(knowledge):
    found = knowledge.synthesize("pain", measure="RR", nodes="dose")
    assert about(found) == [f"Counted, {OF_NO_LABEL}: drug A, both doses (t, partly){LEFT_OUT}"]
    apart = knowledge.synthesize("pain", measure="RR", nodes="dose", doses="labelled")
    assert "drug A 9 mg" not in apart.treatments


def test_a_choice_of_doses_that_there_is_not_is_refused(knowledge):
    for ask in (knowledge.synthesize, lambda *_, doses: knowledge.compare("a", "b", doses=doses)):
        with pytest.raises(kg.UnknownNameError, match="'licensed' is not among the choices"):
            ask("pain", doses="licensed")


def test_it_is_another_synthesis_in_the_graph(knowledge):
    every, labelled = (
        knowledge.record(knowledge.synthesize("pain", measure="RR", doses=doses))
        for doses in ("all", "labelled")
    )
    assert every != labelled


def test_a_comparison_says_it_of_an_estimate_and_keeps_the_figures(knowledge):
    found = knowledge.compare("drug A", "placebo")
    (pair,) = found.row("pain").pairs
    said = f"Counted, {OF_NO_LABEL}: drug A 9 mg (s) and drug A, both doses (t, partly)."
    assert said in pair.estimates[0].remarks
    labelled = knowledge.compare("drug A", "placebo", doses="labelled")
    assert labelled.remarks == (
        "No estimate rests on a dose that no label read holds: drug A 9 mg (s) and drug A, both"
        " doses (t, partly).",
    )
    row = labelled.row("pain")
    assert round(row.pairs[0].estimates[0].value, 3) == 0.375
    assert row.pairs[0].estimates[0].studies == ("s",)
    assert "drug A 9 mg" in labelled.to_text()
    assert knowledge.record_comparison(found) != knowledge.record_comparison(labelled)


def test_arms_of_others_are_counted(write):
    other = trial("u", high=count(5, 50), c=count(9, 50)).replace("ex:a ;", "ex:b ;")
    found = loaded(write, LABEL, other).compare("drug A", "placebo", doses="labelled")
    said = "No estimate rests on a dose that no label read holds: 1 arm of others left out."
    assert said in found.remarks


def test_events_are_counted_in_labelled_doses_where_asked(knowledge):
    choice = Choice(IRI("https://example.org/pain"), MEASURES["RR"])
    study = in_labelled_doses(knowledge.studies[IRI("https://example.org/s")])
    assert [one.events for one in counts_by_arm([study], choice)] == [12, 3]


def test_a_study_that_compares_in_other_doses_alone_is_left_out_by_name(write):
    found = loaded(write, LABEL, T).compare("drug A", "placebo", doses="labelled")
    (pair,) = found.row("pain").pairs
    said = "the filter leaves out 1 study (t) of both, of a dose that no label read holds"
    assert pair.sentence == (
        "drug A and placebo: no head-to-head comparison on pain, and no studies that connect the"
        f" two; {said}."
    )
    assert (pair.without_figures, pair.other_doses) == ((), ("t",))
    for face in (found.to_text(width=300), found.to_markdown(), found.to_csv()):
        assert said in face
    rows = json.loads(found.to_json())["rows"]
    assert [told["left_out"] for row in rows for told in row["pairs"]] == [["t"]]


def test_what_a_study_shows_in_other_doses_is_not_told_as_of_no_figure(write):
    claim = (
        "ex:shows a tkg:Claim ; tkg:subject ex:a ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;"
        " tkg:comparator ex:c ; tkg:study ex:t ; tkg:direction tkg:supports ;"
        " tkg:modality tkg:shown ; tkg:source ex:paper .\n"
    )
    found = loaded(write, LABEL, T, claim).compare("drug A", "placebo", doses="labelled")
    (pair,) = found.row("pain").pairs
    assert (pair.not_estimated, pair.other_doses) == ((), ("t",))
    assert [entry.claim.iri.local_name for entry in found.row("pain").cells[0].entries] == ["shows"]
