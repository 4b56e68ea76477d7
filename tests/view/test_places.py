"""Where concepts stand on the page, and how large they are."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.view.places import ASPECTS, place
from kg.words.labels import Labels

TWO = """
ex:drug a tkg:Drug ; skos:prefLabel "a drug"@en .
ex:pain a tkg:Symptom ; skos:prefLabel "pain"@en .
ex:c1 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:supports ; tkg:modality tkg:possible .
"""


def test_every_concept_has_a_label_and_a_place_in_each_layout(ms: kg.Knowledge) -> None:
    places = place(ms.graph(), Labels(ms.labels))
    assert list(places.labels) == list(ms.concepts)
    assert [sorted(layout.positions) for layout in places.layouts] == [list(ms.concepts)] * 3


def test_a_label_tells_its_family_its_lines_and_its_size(
    derived: Callable[[str], kg.Knowledge],
) -> None:
    knowledge = derived(TWO)
    label = place(knowledge.graph(), Labels(knowledge.labels)).labels["http://example.org/drug"]
    assert (label.text, label.family, label.degree, label.bold) == ("a drug", "therapy", 1, False)
    assert (label.size, label.height) == (14, 29)


def test_concepts_with_many_lines_are_larger_and_bold(ms: kg.Knowledge) -> None:
    labels = place(ms.graph(), Labels(ms.labels)).labels.values()
    assert {label.bold for label in labels if label.degree >= 10} == {True}
    assert {label.bold for label in labels if label.degree < 10} == {False}
    most, least = (choose(labels, key=lambda one: one.degree).size for choose in (max, min))
    assert (most, least) == (21, 14)


@pytest.mark.parametrize("n", range(len(ASPECTS)))
def test_each_layout_has_the_shape_of_the_window_that_it_is_for(ms: kg.Knowledge, n: int) -> None:
    islands = place(ms.graph(), Labels(ms.labels)).layouts[n].islands
    width = max(one.x + one.width for one in islands)
    height = max(one.y + one.height for one in islands)
    assert width / height == pytest.approx(ASPECTS[n], rel=0.05)


def test_what_much_is_said_of_has_more_room(ms: kg.Knowledge) -> None:
    islands = place(ms.graph(), Labels(ms.labels)).layouts[0].islands
    room = {one.group: one.width * one.height / len(one.boxes) for one in islands}
    assert room["therapy"] > 2.5 * room["research"]


def test_the_same_graph_gives_the_same_places(ms: kg.Knowledge) -> None:
    assert place(ms.graph(), Labels(ms.labels)) == place(ms.graph(), Labels(ms.labels))


def test_the_page_is_written_without_pyvis(tmp_path: Path) -> None:
    script = (
        "import sys, kg; kg.load('smoking').view('page.html');"
        " print([m for m in ('pyvis', 'kg.view.network') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
