from __future__ import annotations

from dataclasses import replace

import pytest

import kg
from kg.comparison.filling import Filling
from kg.comparison.filters import Filters
from kg.comparison.touching import Touching
from kg.comparison.treatments import every_treatment


@pytest.fixture(scope="module")
def filled(ms: kg.Knowledge):
    """Return the cells of every treatment, by aspect, row and treatment."""
    treatments = every_treatment(ms)
    filling = Filling(ms, treatments, Filters(), {})
    cells = {
        (row.aspect.name, row.about, cell.treatment): cell
        for row in filling.rows()
        for cell in row.cells
    }
    return cells | {
        (row.aspect.name, row.label, cell.treatment): cell
        for row in filling.facts()
        for cell in row.cells
    }


@pytest.mark.parametrize(
    "names",
    [
        ("alemtuzumab", "interferon beta-1a"),
        ("mesenchymal stem cell therapy", "placebo"),
        ("medication", "choice of disease-modifying therapies", "natalizumab"),
    ],
)
def test_a_cell_is_the_same_whichever_other_treatments_are_compared(
    ms: kg.Knowledge, filled, names
) -> None:
    comparison = ms.compare(*names)
    assert len(comparison.rows) > 20
    for row in comparison.rows:
        for cell in row.cells:
            alone = filled[row.aspect.name, row.about or row.label, cell.treatment]
            # But for what leads it, which is known of it against just these.
            assert cell.reading.endswith(alone.reading)
            assert replace(cell, leads=(), beside=False, reading=alone.reading) == alone


def test_an_outcome_with_figures_has_a_row_for_the_treatments_that_have_them(
    ms: kg.Knowledge,
) -> None:
    pair = [ms.concepts[ms.concept(name).iri] for name in ("ponesimod", "teriflunomide")]
    found = Filling(ms, pair, Filters(), {}).with_figures
    rate = ms.concept("relapse rate").iri
    assert found[rate] == {one.iri for one in pair}
    assert list(found) == sorted(found)


def test_steps_stand_as_each_document_numbers_them(ms):
    steps = [
        (touch.claim.sources, touch.claim.position)
        for touch in Touching(ms).of(ms.concept("AHSCT").iri)
        if touch.claim.position and touch.basis == "own"
    ]
    documents = list(dict.fromkeys(sources for sources, _ in steps))
    assert len(documents) == 4
    numbers = [[n for s, n in steps if s == sources] for sources in documents]
    assert numbers == [[1, 2, 3], [1, 2], [3], [4]]
