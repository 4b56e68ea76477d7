"""Whom figures are of, where a comparison is narrowed to people."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import kg.comparison
from kg.comparison.differences import none_shown
from kg.comparison.people import AskedFor

# Three more studies of moon tea: of everybody, of people that nobody recorded, and of wet people.
WIDER = """
ex:everybody a tkg:Study ; skos:prefLabel "EVERYBODY"@en ; skos:definition "A register."@en ;
  tkg:identified true ; tkg:design tkg:registry ; tkg:population ex:people ; tkg:hasArm ex:ev-a ;
  tkg:source ex:report .
ex:ev-a a tkg:Arm ; skos:prefLabel "all"@en ; tkg:countsFor ex:moon-tea .
ex:ev-1 a tkg:CountResult ; tkg:arm ex:ev-a ; tkg:outcome ex:burn ; tkg:events 4 ; tkg:total 1000 ;
  tkg:source ex:report ; tkg:verification tkg:readInSource .
ex:anybody a tkg:Study ; skos:prefLabel "ANYBODY"@en ; skos:definition "A register."@en ;
  tkg:identified true ; tkg:design tkg:registry ; tkg:hasArm ex:an-a , ex:an-old ;
  tkg:source ex:report .
ex:an-a a tkg:Arm ; skos:prefLabel "some"@en ; tkg:countsFor ex:moon-tea .
ex:an-1 a tkg:CountResult ; tkg:arm ex:an-a ; tkg:outcome ex:burn ; tkg:events 9 ; tkg:total 100 ;
  tkg:source ex:report ; tkg:verification tkg:readInSource .
ex:an-old a tkg:Arm ; skos:prefLabel "old"@en ; tkg:countsFor ex:sun-tea ;
  tkg:population ex:elders .
ex:an-2 a tkg:CountResult ; tkg:arm ex:an-old ; tkg:outcome ex:burn ; tkg:events 8 ; tkg:total 90 ;
  tkg:source ex:report ; tkg:verification tkg:readInSource .
ex:warned a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:carriesBoxedWarningOf ;
  tkg:object ex:burn ; tkg:direction tkg:supports ; tkg:modality tkg:established ;
  tkg:source ex:leaflet .
"""


@pytest.fixture
def children(world):
    return world(WIDER).compare("moon tea", "sun tea", population="children")


def test_figures_that_can_be_of_the_people_asked_for_stay_and_say_of_whom_they_are(children):
    moon, sun = children.row("burnt tongue").cells
    assert [(figure.study, figure.whom) for figure in moon.figures] == [
        ("ANYBODY", "people not recorded"),
        ("EVERYBODY", "in people"),
    ]
    assert sun.figures == ()
    assert sun.left_out == "1 figure of others than children"
    assert children.remarks == (
        "Left out: 1 claim of others than children.",
        "Left out: 3 figures of others than children.",
        "Left out: 5 studies from the lists of studies, as not known to be of children alone.",
        "Kept, and marked: 2 figures of people who may be others than children, or are not"
        " recorded. No estimate rests on them.",
    )


def test_a_stratum_of_the_people_asked_for_needs_no_mark(world):
    found = world(WIDER).compare("moon tea", "sun tea", population="elders")
    (figure,) = found.row("burnt tongue").cells[1].figures
    assert (figure.study, figure.whom) == ("ANYBODY", "")


def test_every_face_says_of_whom_a_figure_is_and_what_is_left_out(children):
    plain = " ".join(children.to_text(plain=True, width=10_000).split())
    assert (
        "Others than were asked for may be among the people of EVERYBODY (in people); ANYBODY"
        " (people not recorded)."
    ) in plain
    assert "They are not of the people asked for alone: nothing is estimated from them." in plain
    for said in (children.to_text(width=10_000), children.to_markdown(), children.to_html()):
        said = " ".join(said.split())
        assert "EVERYBODY, all, in people: 4 of 1000" in said
        assert "ANYBODY, some, people not recorded: 9 of 100" in said
        assert "eft out by the filter: 1 figure of others than children" in said
    rows = {row.iri: row.text for row in children.to_table() if row.kind == "figure"}
    assert any(text.startswith("EVERYBODY, all, in people: ") for text in rows.values())
    assert "left out" in {row.kind for row in children.to_table()}
    written = json.loads(children.to_json())
    schema = Path(kg.comparison.__file__).with_name("comparison.schema.json")
    jsonschema.validate(written, json.loads(schema.read_text()))
    cells = [cell for row in written["rows"] for cell in row["cells"]]
    assert {figure["whom"] for cell in cells for figure in cell["figures"]} == {
        "people not recorded",
        "in people",
    }
    assert "1 figure of others than children" in {cell["left_out"] for cell in cells}


def test_what_a_filter_leaves_out_is_not_said_to_be_unknown(world):
    found = world(WIDER).compare("sun tea", "moon tea", population="children")
    row = found.row("shivering")
    reading = row.cells[1].reading
    assert "No study that the filter leaves gives figures on shivering with moon tea." in reading
    assert "Left out by the filter: 1 claim and 1 figure of others than children." in reading
    assert "No study here" not in reading


def test_a_cell_of_which_all_is_left_out_says_so(world):
    more = (
        WIDER
        + """
    ex:old-burn a tkg:CountResult ; tkg:arm ex:sun-w ; tkg:outcome ex:warmth ; tkg:events 1 ;
      tkg:total 500 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
    ex:old-sun a tkg:CountResult ; tkg:arm ex:sun-a ; tkg:outcome ex:chill ; tkg:events 1 ;
      tkg:total 500 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
    ex:ev-2 a tkg:CountResult ; tkg:arm ex:ev-a ; tkg:outcome ex:chill ; tkg:events 2 ;
      tkg:total 1000 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
    ex:chill a tkg:AdverseEvent ; skos:prefLabel "chill"@en ; skos:definition "Cold."@en ;
      tkg:desirableDirection tkg:lower .
    """
    )
    found = world(more).compare("moon tea", "sun tea", population="children")
    moon, sun = found.row("chill").cells
    assert (moon.empty, sun.empty) == (False, True)
    assert sun.reading == "Left out by the filter: 1 figure of others than children."
    said = "left out by the filter: 1 figure of others than children"
    for face in (found.to_text(width=10_000), found.to_markdown(), found.to_html()):
        assert said in face
    (line,) = [one for one in found.told_of_one_only if " chill" in one]
    assert line.endswith("What is told of sun tea is left out by the filter.")
    assert "no evidence found of sun tea" not in found.to_html()


@pytest.mark.parametrize(
    ("asked_for", "people", "may_be"),
    [
        ("people with relapsing multiple sclerosis", "people with JC virus antibodies", True),
        ("people with relapsing multiple sclerosis", "people with multiple sclerosis", True),
        ("people with relapsing multiple sclerosis", "people with PPMS", False),
        ("people with PPMS", "people with relapses despite treatment", False),
        ("people with JC virus antibodies", "people without JC virus antibodies", False),
        ("people with JC virus antibodies", "people with PPMS", True),
        (
            "people with relapsing multiple sclerosis",
            "people with aggressive multiple sclerosis",
            True,
        ),
        (
            "people with aggressive multiple sclerosis",
            "people with relapses despite treatment",
            True,
        ),
        ("people with aggressive multiple sclerosis", "people with SPMS", True),
        ("people with aggressive multiple sclerosis", "people with PPMS", False),
    ],
)
def test_people_told_by_something_else_are_no_others(ms, asked_for, people, may_be):
    found = AskedFor(ms, ms.concept(asked_for).iri)
    assert found.may_be(ms.concept(people).iri) is may_be


def test_the_risk_in_a_register_of_everybody_stays_for_people_with_a_course(ms):
    found = ms.compare(
        "AHSCT", "natalizumab", population="people with relapsing multiple sclerosis"
    )
    cell = found.row("progressive multifocal leukoencephalopathy").cells[1]
    assert "Natalizumab after marketing, November 2017" in {one.study for one in cell.figures}
    assert all(figure.whom for figure in cell.figures)
    assert "No study" not in cell.reading


def test_what_compares_two_in_other_or_in_more_people_is_named_as_left_out(ms):
    found = ms.compare(
        "AHSCT", "natalizumab", population="people with relapsing multiple sclerosis"
    )
    pair = found.row("relapse rate").pairs[0]
    assert pair.left_out == ("Kalincik 2024, AHSCT against natalizumab",)
    said = (
        "the filter leaves out 1 study (Kalincik 2024, AHSCT against natalizumab) of both, of other"
        " or of more people"
    )
    for sentence in (pair.sentence, pair.reading, found.to_text(width=10_000)):
        assert said in sentence
    assert (
        "Nothing gives an estimate of one against another in people with relapsing multiple"
        " sclerosis alone."
    ) in found.to_text(width=10_000)


def test_the_top_names_the_people_of_the_studies_that_estimates_rest_on(ms):
    found = ms.compare("ocrelizumab", "fingolimod")
    estimates = [one for row in found.rows for pair in row.pairs for one in pair.estimates]
    others = {
        study.label
        for study in ms.studies.values()
        if study.population and "despite treatment" in ms.label(study.population)
    }
    assert any(others & {*one.all_studies} for one in estimates)
    said = none_shown(found)
    behind = {people for one in estimates for people in one.people_behind}
    assert all(people in said for people in behind)
    assert "people with relapses despite treatment" not in said


COURSES = """
ex:wet-ague a tkg:DiseaseCourse ; skos:prefLabel "wet ague"@en ; skos:broader ex:ague .
ex:damp-ague a tkg:DiseaseCourse ; skos:prefLabel "damp ague"@en ; skos:broader ex:wet-ague .
ex:dry-ague a tkg:DiseaseCourse ; skos:prefLabel "dry ague"@en ; skos:broader ex:ague .
ex:swift-ague a tkg:DiseaseCourse ; skos:prefLabel "swift ague"@en ; skos:broader ex:ague %s.
ex:wet a tkg:Population ; skos:prefLabel "wet people"@en ; skos:broader ex:people ;
  tkg:criterion ex:wet-ague .
ex:dry a tkg:Population ; skos:prefLabel "dry people"@en ; skos:broader ex:people ;
  tkg:criterion ex:dry-ague .
ex:swift a tkg:Population ; skos:prefLabel "swift people"@en ; skos:broader ex:people ;
  tkg:criterion ex:swift-ague .
ex:swift-burn a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:causes ; tkg:object ex:burn ;
  tkg:disease ex:swift-ague ; tkg:direction tkg:supports ; tkg:modality tkg:established ;
  tkg:source ex:leaflet .
"""


def _may_be(knowledge, asked_for):
    of = AskedFor(knowledge, knowledge.concept(asked_for).iri)
    others = ("wet people", "dry people", "swift people")
    return [name for name in others if of.may_be(knowledge.concept(name).iri)]


def test_a_course_that_goes_with_another_is_no_other_course(world):
    apart = world(COURSES % "")
    assert _may_be(apart, "wet people") == ["wet people"]
    assert _may_be(apart, "swift people") == ["swift people"]
    # It need not be recorded from both ends, and holds for what is narrower, but no further.
    together = world(COURSES % "; skos:related ex:wet-ague ")
    assert _may_be(together, "wet people") == ["wet people", "swift people"]
    assert _may_be(together, "swift people") == ["wet people", "swift people"]
    assert _may_be(together, "dry people") == ["dry people"]
    for knowledge, kept in ((apart, False), (together, True)):
        found = knowledge.compare("moon tea", "sun tea", population="wet people")
        told = {e.claim.iri.local_name for cell in found.cells for e in cell.entries}
        assert ("swift-burn" in told) == kept


# A trial of moon tea in children, beside the one in elders; and one of whom nobody knows.
LISTED = """
ex:small a tkg:Study ; skos:prefLabel "SMALL"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:design tkg:parallelTrial ; tkg:population ex:children ;
  tkg:hasArm ex:small-a ; tkg:source ex:report .
ex:small-a a tkg:Arm ; skos:prefLabel "moon tea"@en ; tkg:countsFor ex:moon-tea ;
  tkg:participants 30 .
ex:unknown a tkg:Study ; skos:prefLabel "UNKNOWN"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:design tkg:parallelTrial ; tkg:hasArm ex:unknown-a ; tkg:source ex:report .
ex:unknown-a a tkg:Arm ; skos:prefLabel "moon tea"@en ; tkg:countsFor ex:moon-tea .
"""


def test_lists_of_studies_say_how_many_a_filter_on_people_leaves_out(world):
    knowledge = world(LISTED)
    found = knowledge.compare("moon tea", "sun tea", population="children")
    for label in ("studies with an arm of it", "people in arms of it"):
        moon, sun = (next(row for row in found.rows if row.label == label)).cells
        assert moon.left_out == "2 studies not known to be of children alone"
        assert sun.left_out == "1 study not known to be of children alone"
        assert (len(moon.facts), sun.facts, sun.empty) == (1, (), True)
        assert moon.reading.endswith(
            "Left out by the filter: 2 studies not known to be of children alone."
        )
    # MOON, UNKNOWN and SUN; LATER has not reported.
    said = "Left out: 4 studies from the lists of studies, as not known to be of children alone."
    assert said in found.remarks
    tea = knowledge.compare("tea", "night cap", population="children")
    (row,) = [row for row in tea.rows if row.label == "studies of kinds of it"]
    assert row.cells[0].left_out == "4 studies not known to be of children alone"
    for face in (found.to_text(width=10_000), found.to_markdown(), found.to_html()):
        assert said in face and "2 studies not known to be of children alone" in face
    assert not [one for one in knowledge.compare("moon tea", "sun tea").remarks if "Left" in one]
