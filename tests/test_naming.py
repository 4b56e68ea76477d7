"""What a name means where a concept of some class is wanted."""

from __future__ import annotations

import pytest

import kg
from kg.vocabulary import TKG

PACK = """
@prefix ex: <https://example.org/> . @prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:ague a tkg:Disease ; skos:prefLabel "ague"@en ; skos:altLabel "AG"@en .
ex:marsh-ague a tkg:DiseaseCourse ; skos:prefLabel "marsh ague"@en ; skos:broader ex:ague .
ex:hill-ague a tkg:DiseaseCourse ; skos:prefLabel "hill ague"@en ; skos:broader ex:ague .
ex:bog-ague a tkg:DiseaseCourse ; skos:prefLabel "bog ague"@en ; skos:broader ex:marsh-ague .
ex:moor-fever a tkg:Disease ; skos:prefLabel "moor fever"@en .
ex:agile a tkg:Drug ; skos:prefLabel "agile drops"@en ; skos:altLabel "AG"@en .
ex:marsh-people a tkg:Population ; skos:prefLabel "people with marsh ague"@en ;
  tkg:criterion ex:marsh-ague .
ex:marsh-children a tkg:Population ; skos:prefLabel "children with marsh ague"@en ;
  skos:broader ex:marsh-people ; tkg:criterion ex:marsh-ague .
ex:herders a tkg:Population ; skos:prefLabel "herders with hill ague"@en ;
  tkg:criterion ex:hill-ague .
ex:miners a tkg:Population ; skos:prefLabel "miners with hill ague"@en ;
  tkg:criterion ex:hill-ague .
"""


@pytest.fixture
def marsh(write):
    knowledge = kg.load(write("marsh.ttl", PACK))
    knowledge.derive()
    return knowledge


@pytest.mark.parametrize(
    ("name", "cls", "label"),
    [
        ("AG", "Disease", "ague"),
        ("AG", "Therapy", "agile drops"),
        ("marsh ague", "Disease", "marsh ague"),
        ("marsh ague", "Population", "people with marsh ague"),
        ("https://example.org/marsh-ague", "Population", "people with marsh ague"),
        ("miners with hill ague", "Population", "miners with hill ague"),
        ("miners with hill ague", "Disease", "hill ague"),
    ],
)
def test_the_class_that_is_wanted_decides_what_a_name_means(marsh, name, cls, label):
    assert marsh.concept(name, TKG[cls]).label == label


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "hill ague",
            "population 'hill ague' is ambiguous; it could be 'herders with hill ague'"
            " or 'miners with hill ague'",
        ),
        (
            "bog ague",
            "'bog ague' is of the class disease course; name a population, such as"
            " 'people with marsh ague'",
        ),
        ("moor fever", "'moor fever' is of the class disease; name a population"),
        ("AG", "concept 'AG' is ambiguous; it could be 'agile drops' or 'ague'"),
        ("bog agu", "concept 'bog agu' is not in the graph; did you mean 'bog ague'?"),
    ],
)
def test_what_cannot_be_told_is_one_sentence_that_names_the_candidates(marsh, name, sentence):
    with pytest.raises(kg.KgError) as refused:
        marsh.concept(name, TKG.Population)
    assert str(refused.value).startswith(sentence)


def test_a_name_of_two_concepts_without_a_class_names_both(marsh):
    with pytest.raises(kg.AmbiguousNameError, match=r"agile drops .* or 'ague"):
        marsh.concept("AG")


def test_a_cell_leads_to_the_therapy_that_uses_it_where_a_therapy_is_wanted(ms):
    assert ms.concept("MSC").label == "mesenchymal stem cell"
    assert ms.compare("MSC", "AHSCT").treatments[0] == ms.concept("MSC therapy")


def test_a_course_leads_to_the_people_who_have_it_in_every_face(ms):
    people = ms.concept("people with PPMS")
    assert ms.concept("PPMS", TKG.Population) == people
    asked = ms.answer("studies-of-people", people="PPMS")
    assert list(asked) == list(ms.answer("studies-of-people", people="people with PPMS"))
    pools = [ms.synthesize("CDP12", population=name) for name in ("PPMS", people.label)]
    assert pools[0].to_text() == pools[1].to_text()
    found = ms.compare("ocrelizumab", "rituximab", population="PPMS")
    assert any("than people with primary progressive" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("ARR", "relapse rate"),
        ("annualized relapse rate", "relapse rate"),
        ("mortality", "death"),
        ("TRM", "treatment-related death"),
        ("HSCT", "autologous hematopoietic stem cell transplantation"),
        ("CDP24", "disability progression confirmed at 24 weeks"),
        ("6-month CDP", "disability progression confirmed at 24 weeks"),
        ("NEDA", "freedom from disease activity"),
        ("SAEs", "serious adverse event"),
        ("new or enlarging T2 lesions", "new T2 lesions"),
        ("Gd-enhancing lesions", "gadolinium-enhancing lesions"),
        ("Ocrevus", "ocrelizumab"),
        ("stem cell transplantation", "autologous hematopoietic stem cell transplantation"),
        ("primary progressive", "primary progressive multiple sclerosis"),
        ("secondary progressive", "secondary progressive multiple sclerosis"),
        ("MSCs", "mesenchymal stem cell"),
    ],
)
def test_words_of_neurologists_are_known(ms, name, label):
    assert ms.concept(name).label == label


@pytest.mark.parametrize(
    ("name", "cls", "label"),
    [
        ("MSCs", TKG.Therapy, "mesenchymal stem cell therapy"),
        (
            "primary progressive",
            TKG.Population,
            "people with primary progressive multiple sclerosis",
        ),
    ],
)
def test_short_words_lead_to_what_is_asked_for(ms, name, cls, label):
    assert ms.concept(name, cls).label == label


def test_sizes_of_a_risk_stand_by_therapy_unit_and_study_in_the_order_of_numbers(ms):
    table = ms.answer("therapies-with-risk", risk="PML")
    place = {column: i for i, column in enumerate(table.columns)}
    rows = [
        (str(row[place["value_is"]]), str(row[place["study"]]), float(row[place["value"]]))
        for row in table
        if str(row[place["therapy"]]) == "natalizumab" and row[place["value"]] is not None
    ]
    assert len(rows) > 20
    assert rows == sorted(rows)
    told = [str(row[place["how_large"]]) for row in table if row[place["value"]] is None]
    assert set(told) == {"no figure here"}


@pytest.mark.parametrize("name", ["CDP", "confirmed disability progression", "EDSS"])
def test_a_word_of_two_outcomes_names_both(ms, name):
    with pytest.raises(kg.AmbiguousNameError, match=r"it could be '.*' or '"):
        ms.concept(name, TKG.Outcome)


def test_of_things_with_one_label_the_iris_are_named(write):
    twin = 'ex:twin a tkg:Drug ; skos:prefLabel "agile drops"@en .'
    knowledge = kg.load(write("pack.ttl", PACK + twin))
    knowledge.derive()
    with pytest.raises(kg.AmbiguousNameError) as caught:
        knowledge.concept("agile drops", TKG.Drug)
    assert [one.partition(" (")[0] for one in caught.value.candidates] == ["agile drops"] * 2
    assert len(set(caught.value.candidates)) == 2


# The same without rules: a file that is no pack brings no vocabulary.
_WITHOUT_PACK = (
    "without a pack among the data, no vocabulary is loaded that tells what its class is; put the"
    " data into a folder with a pack.ttl (kg new NAME writes one), or call derive() on them"
)


@pytest.mark.parametrize("name", ["agile drops", "AG", "https://example.org/agile"])
def test_a_file_that_is_no_pack_says_why_nothing_in_it_is_a_concept(write, name):
    knowledge = kg.load(write("marsh.ttl", PACK))
    with pytest.raises(kg.UnknownNameError) as caught:
        knowledge.compare(name, "marsh ague")
    assert str(caught.value) == f"{name!r} is in the data, but is read as no concept: " + (
        _WITHOUT_PACK
    )
    with pytest.raises(kg.UnknownNameError, match="is not in the graph; check the spelling"):
        knowledge.compare("hare drops", "agile drops")


def test_what_claims_are_about_is_a_concept_of_no_known_class_without_a_pack(write):
    claim = (
        "ex:c a tkg:Claim ; tkg:subject ex:agile ; tkg:predicate tkg:treats ; tkg:object ex:ague ;"
    )
    claim += " tkg:direction tkg:supports ; tkg:modality tkg:shown ."
    knowledge = kg.load(write("marsh.ttl", PACK + claim))
    with pytest.raises(kg.DataError) as caught:
        knowledge.compare("agile drops", "ague")
    assert (
        str(caught.value)
        == f"'agile drops' is not known to be of the class tkg:Therapy: {_WITHOUT_PACK}"
    )


def test_what_is_no_concept_says_of_which_class_it_is(write):
    odd = """ex:fever-book a tkg:Source ; skos:prefLabel "Book of fevers"@en .
    ex:brew a ex:Brew ; skos:prefLabel "moor brew"@en . ex:drop skos:prefLabel "drop"@en ."""
    knowledge = kg.load(write("marsh.ttl", PACK + odd))
    knowledge.derive()
    said = []
    for name in ("Book of fevers", "moor brew", "drop"):
        with pytest.raises(kg.UnknownNameError) as caught:
            knowledge.concept(name)
        said.append(str(caught.value).partition(": ")[2])
    assert said == [
        "it is of the class source; name a concept",
        "its class https://example.org/Brew is none of the vocabulary; give it one that is, such as tkg:Drug",
        "it has no class; give it one, such as tkg:Drug",
    ]
