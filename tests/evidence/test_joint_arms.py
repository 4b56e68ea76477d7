"""Arms that a study tells of by themselves, and of together: nobody counts twice."""

from __future__ import annotations

from dataclasses import replace

import kg
from kg import IRI
from kg.comparison.baseline import counts_by_arm
from kg.evidence.arms import Counts
from kg.evidence.choice import Choice
from kg.evidence.measures import MEASURES
from kg.evidence.sentences import extent
from kg.evidence.studies import take
from kg.model.studies import Arm, Result, Study

from .graphs import count, loaded, study

OUTCOME, S, TEA = IRI("urn:outcome"), IRI("urn:s"), IRI("urn:tea")
LOW, HIGH, WATER = (
    Arm(IRI("urn:low"), "2 cups", S, TEA, 40),
    Arm(IRI("urn:high"), "4 cups", S, TEA, 50),
    Arm(IRI("urn:water"), "water", S, IRI("urn:water-alone"), 60),
)
BOTH = Arm(IRI("urn:both"), "both", S, TEA, combines=(LOW.iri, HIGH.iri))
NAMES = {TEA: "tea", WATER.counts_for: "water"}


def counts(arm: Arm, events: int, total: int) -> Result:
    return Result(IRI(f"{arm.iri}-n"), "count", OUTCOME, arm.iri, events=events, total=total)


def taken(*results: Result, both: Arm = BOTH):
    of = Study(S, "S", arms=(LOW, HIGH, both, WATER), results=results)
    return take(of, Choice(OUTCOME, MEASURES["RR"]), NAMES.__getitem__)


def figures(found) -> dict[str, tuple]:
    return {arm.label: arm.figures for arm in found.told.study.arms}


def test_what_arms_make_up_together_stands_for_them_where_none_tells_anything():
    found = taken(counts(BOTH, 9, 90), counts(WATER, 12, 60))
    assert figures(found) == {"both": (Counts(9, 90),), "water": (Counts(12, 60),)}
    assert found.told.remarks == ()
    sized = taken(counts(BOTH, 9, 90), counts(WATER, 12, 60), both=replace(BOTH, participants=90))
    assert sized.told.contrasts.participants == 150


def test_arms_go_before_what_they_make_up_together_and_that_is_said():
    found = taken(counts(LOW, 3, 40), counts(BOTH, 9, 90), counts(WATER, 12, 60))
    assert figures(found)["2 cups"] == (Counts(3, 40),)
    assert "both" not in figures(found)
    assert found.told.remarks == ("S: both is left out, as 2 cups, of the same people, counts",)


def test_a_silent_arm_of_the_same_people_adds_nobody():
    found = taken(counts(LOW, 3, 40), counts(HIGH, 5, 50), counts(WATER, 12, 60))
    assert found.told.contrasts.participants == 150
    assert found.told.remarks == ()


def test_events_are_counted_once():
    results = (counts(LOW, 3, 40), counts(BOTH, 9, 90), counts(WATER, 12, 60))
    of = Study(S, "S", arms=(LOW, HIGH, BOTH, WATER), results=results)
    choice = Choice(OUTCOME, MEASURES["RR"])
    assert {one.arm.label for one in counts_by_arm([of], choice)} == {"2 cups", "water"}
    alone = replace(of, results=results[1:])
    assert {one.arm.label for one in counts_by_arm([alone], choice)} == {"both", "water"}


def test_the_graph_says_which_arms_make_up_another(write):
    joint = 'ex:s tkg:hasArm ex:j . ex:j a tkg:Arm ; skos:prefLabel "all"@en ; tkg:countsFor ex:a ;'
    knowledge = loaded(
        write, study("s", a=count(5, 20), c=count(9, 20)), f"{joint} tkg:combinesArm ex:s-a ."
    )
    found = knowledge.studies[IRI("https://example.org/s")]
    assert [arm.combines for arm in found.arms if arm.label == "all"] == [
        (IRI("https://example.org/s-a"),)
    ]


def test_what_has_to_be_known_of_a_document_is_said_with_its_figures(write):
    said = 'ex:paper tkg:caveat "Those who left are not counted."@en .'
    told = study("s", a=count(5, 20), c=count(9, 20))
    caveats = loaded(write, told, said).synthesize("pain", measure="RR").caveats
    assert "A paper: Those who left are not counted." in caveats


def test_people_of_an_arm_of_arms_are_those_that_its_count_is_of():
    # Of the arms it combines one is not recorded, so that theirs together would be too few.
    of_three = replace(BOTH, combines=(LOW.iri, HIGH.iri, IRI("urn:not-recorded")))
    found = taken(counts(of_three, 9, 130), counts(WATER, 12, 58), both=of_three)
    assert found.told.contrasts.participants == 190


def test_how_many_people_were_pooled_is_told_with_those_of_all_doses():
    found = kg.load("ms").synthesize("serious adverse events")
    assert extent(found) == "34 studies of 18 treatments, with 32,273 people."
    assert extent(found) in found.to_text()
    assert extent(found) in found.to_markdown()
