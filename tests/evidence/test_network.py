"""Which treatments studies compare, and which studies hold a network together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from kg.evidence.contrasts import StudyContrasts
from kg.evidence.network import Bridge, bridges, designs, sub_networks, treatment_network
from tests.strategies import examples

from .data import senn, smoking
from .networks import networks


def compare(*treatments: str, participants: float | None = None) -> list[StudyContrasts]:
    """Return studies named after the treatments, of one letter each, that they compare."""
    names = [f"{word}{treatments[:i].count(word) or ''}" for i, word in enumerate(treatments)]
    return [
        StudyContrasts(
            name, tuple(word), np.zeros(len(word) - 1), np.eye(len(word) - 1), participants
        )
        for name, word in zip(names, treatments, strict=True)
    ]


def names(studies: list[StudyContrasts]) -> list[str]:
    return [study.study for study in studies]


# --- the network --------------------------------------------------------------------------------


def test_every_pair_that_a_study_compares_is_an_edge_with_its_studies():
    network = treatment_network(compare("CB", "ABC"))
    assert sorted(network.edges(data="studies")) == [
        ("A", "B", ["ABC"]),
        ("A", "C", ["ABC"]),
        ("B", "C", ["ABC", "CB"]),
    ]


def test_every_treatment_has_its_studies():
    network = treatment_network(compare("CB", "ABC"))
    assert dict(network.nodes(data="studies")) == {
        "A": ("ABC",),
        "B": ("ABC", "CB"),
        "C": ("ABC", "CB"),
    }


def test_no_studies_make_no_network():
    assert list(treatment_network([])) == []
    assert sub_networks([]) == []
    assert designs([]) == {}
    assert bridges([]) == []


# --- sub-networks -------------------------------------------------------------------------------


def test_a_connected_network_is_one_sub_network():
    assert [len(part) for part in sub_networks(senn())] == [26]


def test_sub_networks_come_by_size_and_then_by_name_with_studies_in_their_order():
    studies = compare("XY", "DC", "ZQ", "AC", "BA")
    assert [names(part) for part in sub_networks(studies)] == [
        ["DC", "AC", "BA"],
        ["ZQ"],
        ["XY"],
    ]


@examples(20)
@given(studies=networks())
def test_studies_of_other_treatments_leave_a_sub_network_as_it_is(studies):
    parts = sub_networks([*compare("YZ"), *studies])
    assert sorted(map(names, parts)) == sorted([["YZ"], names(studies)])


# --- bridges ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("studies", "cut_off"),
    [
        pytest.param(("AB",), {}, id="all there is"),
        pytest.param(("AB", "AB"), {}, id="one pair twice"),
        pytest.param(("AB", "BC", "CA"), {}, id="a loop"),
        pytest.param(("AB", "BC", "CA", "CD"), {"CD": ("D",)}, id="a spur"),
        pytest.param(
            ("AB", "BC", "CA", "CD", "DE"), {"CD": ("D", "E"), "DE": ("E",)}, id="a chain"
        ),
        pytest.param(("AB", "BC", "CA", "CD", "CD"), {}, id="a spur of two studies"),
        pytest.param(("ABC", "AB"), {"ABC": ("C",)}, id="an arm of its own"),
        pytest.param(("ABC", "AD"), {"ABC": ("B", "C"), "AD": ("D",)}, id="two arms of its own"),
        pytest.param(("ABC", "AB", "BC"), {}, id="arms that others join"),
        pytest.param(
            ("AB", "AB", "CD", "CD", "BC"), {"BC": ("A", "B")}, id="halves, the later one stays"
        ),
    ],
)
def test_a_study_without_which_the_network_falls_apart_is_a_bridge(studies, cut_off):
    found = bridges(compare(*studies))
    assert {bridge.study: bridge.cut_off for bridge in found} == cut_off


def test_a_bridge_says_how_many_people_hold_it():
    found = bridges(compare("AB", "BC", "AB", participants=40))
    assert found == [Bridge("BC", ("C",), 40)]


def test_no_single_trial_of_smoking_cessation_holds_the_network():
    assert bridges(smoking()) == []


def test_the_bridges_of_senns_data_are_the_spurs_of_one_trial():
    # Sitagliptin and vildagliptin have one trial each, all others two or more.
    assert {bridge.study: bridge.cut_off for bridge in bridges(senn())} == {
        "Hermansen2007": ("sitagliptin",),
        "Garber2008": ("vildagliptin",),
    }


@examples(30)
@given(studies=networks())
def test_bridges_are_the_studies_whose_going_leaves_more_parts(studies):
    treatments = {t for study in studies for t in study.treatments}

    def holds(study: StudyContrasts) -> bool:
        rest = [other for other in studies if other is not study]
        parts = sub_networks(rest)
        return len(parts) != 1 or {t for s in rest for t in s.treatments} != treatments

    expected = [] if len(studies) == 1 else [s.study for s in studies if holds(s)]
    assert [bridge.study for bridge in bridges(studies)] == expected


# --- designs ------------------------------------------------------------------------------------


def test_a_design_is_a_set_of_treatments():
    found = designs(compare("CB", "BC", "ABC", "BA"))
    assert {design: names(studies) for design, studies in found.items()} == {
        ("A", "B"): ["BA"],
        ("A", "B", "C"): ["ABC"],
        ("B", "C"): ["CB", "BC"],
    }


def test_smoking_cessation_has_eight_designs():
    found = {"".join(design): len(studies) for design, studies in designs(smoking()).items()}
    assert found == {"AB": 3, "AC": 14, "ACD": 1, "AD": 1, "BC": 1, "BCD": 1, "BD": 1, "CD": 2}
