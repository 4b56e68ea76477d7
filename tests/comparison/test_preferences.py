from __future__ import annotations

import json

import pytest

import kg
from kg.comparison.criteria import Criterion
from kg.comparison.preferences import _remedy
from kg.comparison.record import to_turtle
from kg.errors import DataError, UnknownNameError

# A third outcome, on which the order is the other way round: moon tea 0.5 against water, sun tea 0.8.
MORE = """
ex:dizziness a tkg:Outcome ; skos:prefLabel "dizziness"@en ; skos:definition "Dizzy."@en ;
  tkg:desirableDirection tkg:lower .
""" + "".join(
    f"""
ex:dizzy-{arm} a tkg:CountResult ; tkg:arm ex:{arm} ; tkg:outcome ex:dizziness ; tkg:weeks 24.0 ;
  tkg:events {events} ; tkg:total 500 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
"""
    for arm, events in {"moon-a": 100, "moon-w": 200, "sun-a": 200, "sun-w": 250}.items()
)


@pytest.fixture
def both(world) -> kg.Knowledge:
    return world(MORE)


def test_one_outcome_orders_by_its_estimates(both):
    order = both.compare("moon tea", "sun tea").prefer({"shivering": 1})
    assert [place.treatment for place in order.places] == ["sun tea", "moon tea"]
    assert order.places[0].first > 0.99
    assert order.flips == ("No weight alone puts moon tea ahead of sun tea.",)


def test_the_weight_that_turns_the_order_is_said_and_turns_it(both):
    found = both.compare("moon tea", "sun tea", "water")
    even = found.prefer({"shivering": 1, "dizziness": 1})
    assert {place.treatment for place in even.places[:2]} == {"moon tea", "sun tea"}
    first, second = (place.treatment for place in even.places[:2])
    assert even.places[2].treatment == "water"
    assert even.flips[0].startswith(f"{second} is ahead of {first} if ")
    for outcome in ("shivering", "dizziness"):
        share = int(even.flips[0].partition(f"{outcome} weighs ")[2].split()[1])
        above = f"{outcome} weighs above" in even.flips[0]
        for over, winner in ((5, second), (-5, first)):
            weight = share + (over if above else -over)
            other = "dizziness" if outcome == "shivering" else "shivering"
            turned = found.prefer({outcome: weight, other: 100 - weight})
            assert turned.places[0].treatment == winner


def test_only_ratios_of_weights_count(both):
    found = both.compare("moon tea", "sun tea")
    one = found.prefer({"shivering": 1, "dizziness": 3})
    assert one == found.prefer({"dizziness": 30, "shivering": 10})


def test_what_has_no_estimate_is_not_placed_and_the_reason_is_said(both):
    order = both.compare("moon tea", "sun tea", "night cap").prefer({"shivering": 2})
    assert order.unplaced == {"night cap": ("shivering",)}
    assert [place.treatment for place in order.places] == ["sun tea", "moon tea"]
    assert (
        "night cap cannot be placed: no estimate of shivering that studies connect with the others."
        in order.to_text()
    )


def test_what_was_weighed_is_said(both):
    order = both.compare("moon tea", "sun tea").prefer({"shivering": 1, "dizziness": 3})
    assert order.criteria == (
        "dizziness, weight 75 %: risk ratio of dizziness at 24 weeks; values are in proportion to the"
        " logarithm of this ratio; 2 studies (MOON and SUN), of"
        " elders; strength of the evidence: low.",
        "shivering, weight 25 %: risk ratio of shivering at 24 weeks; values are in proportion to the"
        " logarithm of this ratio; 2 studies (MOON and SUN), of"
        " elders; strength of the evidence: low.",
    )
    assert order.to_table().columns == (
        "place",
        "treatment",
        "score",
        "lower",
        "upper",
        "chance_of_first",
    )


@pytest.mark.parametrize(
    ("weights", "error", "sentence"),
    [
        ({}, DataError, "the preferences weigh nothing; give an outcome a weight"),
        (
            {"shivering": -1},
            DataError,
            "the weight -1 of 'shivering' is not above zero; leave the outcome out",
        ),
        (
            {"shivering": float("nan")},
            DataError,
            "the weight nan of 'shivering' is no finite number; write one, like 2",
        ),
        ({"shivering": "2"}, DataError, "the weight '2' of 'shivering' is no finite number;"),
        (
            {"shivering": 1e308, "warmth": 1e308},
            DataError,
            "the weights are too large to add up; give smaller ones",
        ),
        (
            {"shivering": 1, " Shivering": 2},
            DataError,
            "outcome 'shivering' is weighed twice; weigh it once",
        ),
        ({"shivring": 1}, UnknownNameError, "did you mean 'shivering'?"),
        (
            {"warmth": 1},
            DataError,
            "the order would have 0 treatments: no estimate of warmth connects",
        ),
    ],
)
def test_preferences_that_cannot_be_are_refused(both, weights, error, sentence):
    with pytest.raises(error) as caught:
        both.compare("moon tea", "sun tea").prefer(weights)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("lacking", "remedy"),
    [
        # Without the one outcome two can be placed, without either of two others three.
        (
            {"a": "x", "b": "x", "c": "yz", "d": "yz"},
            "leave out x: then 2 treatments can be placed",
        ),
        (
            {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y"},
            "leave out y: then 3 treatments can be placed",
        ),
        (
            {"a": "x", "b": "x", "c": "y", "d": "y"},
            "leave out x; or y: then 2 treatments can be placed",
        ),
        ({"a": "x", "b": "y", "c": "yz"}, "leave out x and y; or y and z: then 2 treatments"),
        ({"a": "xyz", "b": "xyz"}, "weigh others"),
    ],
)
def test_the_fewest_outcomes_to_leave_out_are_named(lacking, remedy):
    criteria = [Criterion(outcome, 1 / 3, "", {}) for outcome in "xyz"]
    assert _remedy(criteria, lacking).startswith(remedy)


@pytest.mark.parametrize(
    ("drawing", "sentence"),
    [
        ({"samples": 0}, "0 draws give no order; draw 1,000 or more"),
        ({"samples": -5}, "-5 draws give no order; draw 1,000 or more"),
        ({"samples": 1}, "1 draws give no order; draw 1,000 or more"),
        ({"samples": 2.5}, "2.5 draws are no whole number; draw 1,000 or more"),
        (
            {"samples": 10**12},
            "1000000000000 draws are too many; draw 1,000,000 or fewer",
        ),
        ({"seed": 1.5}, "the seed 1.5 is no whole number; take one, like 1"),
        ({"seed": "a"}, "the seed 'a' is no whole number; take one, like 1"),
        ({"seed": -1}, "the seed -1 is below zero; take another"),
    ],
)
def test_draws_that_cannot_be_made_are_refused(both, drawing, sentence):
    with pytest.raises(DataError) as caught:
        both.compare("moon tea", "sun tea").prefer({"shivering": 1}, **drawing)
    assert str(caught.value) == sentence


# Of an outcome that no study tells of, and of one that is known of the one tea alone.
HARMS = """
ex:rash a tkg:AdverseEvent ; skos:prefLabel "rash"@en ; skos:altLabel "red skin"@en ;
  skos:definition "Red skin."@en ; tkg:desirableDirection tkg:lower .
ex:rash-claim a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:increases ;
  tkg:object ex:rash ; tkg:direction tkg:supports ; tkg:modality tkg:established ;
  tkg:source ex:report .
"""


def test_an_order_says_which_harms_are_not_in_it(world):
    found = world(MORE + HARMS).compare("moon tea", "sun tea")
    order = found.prefer({"shivering": 1})
    assert order.outside == (
        "Not in this order, as no estimate of them connects the treatments: 2 harms (burnt tongue,"
        " rash).",
    )
    assert order.to_text().index("2 harms") < order.to_text().index("is ahead of")


def test_an_outcome_is_weighed_by_any_of_its_names(world):
    found = world(MORE + HARMS).compare("moon tea", "sun tea")
    order = found.weigh({"red skin": 1}).order
    assert order.places == ()
    assert order.refused == (
        "The order would have 0 treatments: no estimate of rash connects moon tea with the others;"
        " no estimate of rash connects sun tea with the others. Weigh others."
    )


@pytest.mark.parametrize(
    ("filters", "outcome", "why"),
    [
        ({"strength": "high"}, "burnt tongue", "by the filter: its evidence is below high"),
        ({"outcomes": ["dizziness"]}, "shivering", "by the filter on outcomes"),
    ],
)
def test_an_outcome_that_a_filter_leaves_out_is_said_to_be(both, filters, outcome, why):
    with pytest.raises(DataError) as caught:
        both.compare("moon tea", "sun tea", **filters).prefer({outcome: 1})
    assert f"{outcome!r} is left out {why}" in str(caught.value)


def test_an_order_is_on_every_face(both):
    found = both.compare("moon tea", "sun tea").weigh({"shivering": 1})
    first = f"1. sun tea: score {found.order.places[0].score:.2f}"
    for made in (
        found.to_text(width=500),
        found.to_markdown(),
        found.to_html(),
        found.to_csv(),
        found._repr_html_(),
        to_turtle(found, both),
    ):
        assert first in made
    order = json.loads(found.to_json())["order"]
    assert [place["treatment"] for place in order["places"]] == ["sun tea", "moon tea"]
    assert order["rests_on"] == list(found.order.criteria)
