"""Findings and reports as values, and how they read."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from kg import resources
from kg.validation import Finding, Report, validate
from kg.vocabulary import IRI, TKG

from .examples import store_of


def invalid(stem: str) -> Report:
    return validate(store_of(Path(resources.folder("examples", "invalid", f"{stem}.ttl"))))


SENTENCES = {
    "claim-has-direction": "claim 'ex:claim' has no direction; add tkg:direction tkg:supports,"
    " disputes, inconclusive, mixed or insufficient",
    "claim-direction-is-known": "claim 'ex:claim' has a direction that the vocabulary does not know"
    " ('tkg:higher'); use tkg:supports, disputes, inconclusive, mixed or insufficient",
    "claim-subject-is-concept-unknown": "claim 'ex:claim' has a subject that is not described as a"
    " concept ('ex:gray-ague'); name a concept by its IRI, and describe it here or load the pack"
    " that does",
    "claim-subject-is-concept-text": "claim 'ex:claim' has a subject that is not described as a"
    " concept ('grey ague'); name a concept by its IRI, and describe it here or load the pack that"
    " does",
    "claim-has-one-disease": "claim 'ex:claim' has more than one disease; keep one, or make a claim"
    " of each",
    "claim-weeks-are-above-zero": "claim 'ex:claim' has a time in weeks that is not above 0 (0);"
    " give the weeks since the start, or leave tkg:weeks out",
    "claim-sentence-is-of-its-source": "claim 'ex:claim' has a sentence from a document that is not"
    " its source ('ex:leaflet-b1-s1'); add that document with tkg:source, or cite another sentence",
    "combination-has-two-parts": "combination therapy 'ex:tea-and-rest' has fewer than two parts;"
    " add tkg:hasPart for each therapy in it",
    "concept-label-is-unique": "concept 'ex:moon-tea' has the English label of another in its"
    " namespace ('ex:herbal-tea'); tell the two apart, or make them one",
    "outcome-has-desirable-direction": "outcome 'ex:sleep' has no desirable direction; add"
    " tkg:desirableDirection tkg:higher or lower",
    "pack-licence-is-iri": "pack 'https://example.org/' has a licence that is not named by its IRI"
    " ('free to use'); write the address of the licence between < and >",
    "sentence-is-accounted-for": "sentence 'ex:leaflet-b1-s1' has no claim and no reason for that;"
    " write its claims, or add tkg:yieldsNoClaim",
    "source-has-one-sentence-a-place": "source 'ex:leaflet' has two sentences with one block and"
    " position ('ex:leaflet-b1-s2'); correct the place of one",
    "thing-has-class": "something is described without a class ('ex:moon-tea'); add 'a' and its"
    " class, such as tkg:Claim or tkg:Drug",
    "thing-is-named": "a thing is a blank node; give it an IRI, so that it can be cited",
    "thing-states-no-bare-triple": "'ex:grey-ague' has the bare triple tkg:hasSymptom ex:shivering;"
    " make it a claim with a direction, a modality and a source",
    "thing-uses-declared-properties": "'ex:moon-tea' has tkg:flavour, a property that the vocabulary"
    " does not declare; correct the spelling, or use a namespace of your own",
    "thing-uses-properties-of-its-class": "'ex:moon-tea' has tkg:period, a property of the class"
    " 'arm' ('24 weeks'); move it there, or give the thing that class",
}


@pytest.mark.parametrize("stem", SENTENCES)
def test_finding_reads_as_one_sentence_with_culprit_and_remedy(stem):
    assert invalid(stem).to_text() == SENTENCES[stem]


def test_finding_keeps_its_culprit_as_values():
    (finding,) = invalid("claim-direction-is-known").findings
    assert finding.focus == IRI("https://example.org/claim")
    assert (finding.path, finding.value) == (TKG.direction, TKG.higher)
    assert (finding.severity, finding.shape.local_name) == ("violation", "ClaimDirectionIsKnown")


def test_finding_pickles():
    (finding,) = invalid("claim-weeks-are-above-zero").findings
    copy = pickle.loads(pickle.dumps(finding))
    assert copy == finding
    assert str(copy) == str(finding)


def test_report_pickles():
    report = invalid("thing-is-named")
    assert pickle.loads(pickle.dumps(report)) == report


def test_warning_is_marked_and_does_not_keep_data_from_conforming():
    report = invalid("pack-has-description")
    assert report.conforms
    assert report.to_text() == (
        "warning: pack 'https://example.org/' has no description;"
        " say with dcterms:description what is in it"
    )


def test_violation_keeps_data_from_conforming():
    assert not invalid("claim-has-direction").conforms


def test_report_becomes_a_table():
    frame = invalid("claim-direction-is-known").to_pandas()
    assert list(frame.columns) == (
        ["focus", "path", "value", "message", "severity", "shape", "sentence"]
    )
    assert frame.loc[0, "sentence"] == SENTENCES["claim-direction-is-known"]


def test_special_characters_in_names_do_no_harm():
    finding = Finding(
        focus=IRI("https://example.org/a"),
        path=None,
        value=None,
        message="a thing (or two) is bad; mend it",
        severity="info",
        shape=IRI("https://example.org/S"),
        kind="thing (or two)",
        name=r"ex:a\1",
    )
    assert str(finding) == r"thing (or two) 'ex:a\\1' is bad; mend it"
