"""An order and a headline say that studies of the two point the other way, and what carries both."""

from __future__ import annotations

import json

import pytest

from kg.comparison.contrary import contrary
from kg.comparison.record import to_turtle
from kg.evidence.measures import MEASURES

# MOON and SUN together put sun tea ahead; a tiny trial of the two has it behind.
OTHERWISE = """
ex:both a tkg:Study ; skos:prefLabel "BOTH"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:registration "T4" ; tkg:design tkg:parallelTrial ;
  tkg:population ex:elders ; tkg:hasArm ex:both-a , ex:both-b ; tkg:source ex:leaflet .
ex:both-a a tkg:Arm ; skos:prefLabel "moon tea"@en ; tkg:countsFor ex:moon-tea .
ex:both-b a tkg:Arm ; skos:prefLabel "sun tea"@en ; tkg:countsFor ex:sun-tea .
""" + "".join(
    f"""
ex:both-{arm}-1 a tkg:CountResult ; tkg:arm ex:both-{arm} ; tkg:outcome ex:shivering ;
  tkg:weeks 24.0 ; tkg:events 5 ; tkg:total {total} ; tkg:source ex:leaflet ;
  tkg:verification tkg:readInSource .
"""
    for arm, total in {"a": 21, "b": 20}.items()
)
CAVEAT = 'ex:report tkg:caveat "Those who left are not counted."@en .'
POINTS = (
    "BOTH, which compares the two, points the other way by itself: risk ratio 0.95 (0.32 to 2.80)."
)
RESTS = "What is said here of shivering rests on A report: Those who left are not counted."


@pytest.fixture
def found(world):
    return world(OTHERWISE + CAVEAT).compare("moon tea", "sun tea").weigh({"shivering": 1})


def test_an_order_says_that_the_trial_of_the_two_has_it_the_other_way_round(found):
    assert [place.treatment for place in found.order.places] == ["sun tea", "moon tea"]
    ahead, caveat = found.order.cautions
    assert ahead.startswith(
        "On shivering at 24 weeks, all studies together have sun tea ahead of moon tea (moon tea"
        " against sun tea: risk ratio 1.56 ("
    )
    assert ahead.endswith(f"). {POINTS}")
    assert caveat == RESTS


def test_a_headline_says_it_once(found):
    headline, caveat = found.differences
    assert headline.startswith("sun tea does better than moon tea on shivering: ")
    assert headline.count(POINTS) == 1
    assert caveat == RESTS


def test_each_face_says_it(found):
    order = json.loads(found.to_json())["order"]
    assert order["cautions"] == list(found.order.cautions)
    (estimate,) = found.row("shivering").pairs[0].estimates
    assert (estimate.contrary, estimate.caveats) == (
        POINTS,
        ("A report: Those who left are not counted",),
    )
    table = [row.text for row in found.to_table() if row.kind == "order: caution"]
    assert table == list(found.order.cautions)
    turtle = to_turtle(found, found.knowledge)
    for face in (found.to_text(width=2000), found.to_markdown(), found.to_html(), turtle):
        for said in found.order.cautions:
            assert said in face


def test_plain_words_say_it_without_an_interval(found):
    (pair,) = found.row("shivering").pairs
    assert " BOTH, which compares the two, points the other way by itself. " in pair.reading
    assert POINTS in pair.sentence


def test_where_trials_agree_and_nothing_has_to_be_known_there_is_no_caution(world):
    found = world().compare("moon tea", "sun tea").weigh({"shivering": 1})
    assert found.order.cautions == ()
    assert not any("rests on" in line for line in found.differences)


def test_a_caveat_of_a_document_that_carries_nothing_is_not_told(world):
    caveat = 'ex:leaflet tkg:caveat "Those who left are not counted."@en .'
    found = world(caveat).compare("moon tea", "sun tea").weigh({"shivering": 1})
    assert found.order.cautions == ()


@pytest.mark.parametrize(
    ("value", "direct", "said"),
    [
        (0.96, (1.14, 0.96, 1.36), "A, which compares the two, points the other way by itself"),
        (0.96, (1.34, 1.16, 1.56), "A, which compares the two, shows a difference the other way"),
        (0.96, (0.98, 0.8, 1.2), ""),
        # As both are printed, neither is on a side.
        (0.999, (1.14, 0.96, 1.36), ""),
    ],
)
def test_only_what_points_the_other_way_is_told(value, direct, said):
    assert contrary(MEASURES["RR"], value, direct, ["A"]).startswith(said)
    assert bool(contrary(MEASURES["RR"], value, direct, ["A"])) == bool(said)


def test_the_order_of_two_by_serious_events_says_that_decide_has_it_the_other_way_round(ms):
    found = ms.compare("daclizumab", "interferon beta-1a").prefer({"serious adverse event": 1})
    assert found.places[0].treatment == "daclizumab"
    decide, caveat = found.cautions
    assert decide.endswith(
        "DECIDE, which compares the two, points the other way by itself: risk ratio 1.14 (0.96 to"
        " 1.35)."
    )
    assert "whether relapses are among the events" in caveat
