"""The examples: valid ones conform, and each invalid one breaks the one shape that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import resources, rules
from kg.loading import load_ontology
from kg.validation import Finding, Report, validate, validate_ontology
from kg.validation.components import read_kinds
from kg.validation.queries import query_of
from kg.validation.shapes import Shape, read_shapes

from .examples import INVALID, VALID, breaks, is_vocabulary, store_of


def shapes_of(file: str) -> dict[str, Shape]:
    shapes = read_shapes(resources.folder("shapes", file))
    return {shape.iri.local_name: shape for shape in shapes}


DATA, ONTOLOGY = shapes_of("data.ttl"), shapes_of("ontology.ttl")
SHAPES = {**DATA, **ONTOLOGY}
OF_DATA = [path for path in INVALID if breaks(path) in DATA]


def checked(path: Path) -> Report:
    check = validate_ontology if breaks(path) in ONTOLOGY else validate
    return check(store_of(path))


def unnamed(finding: Finding) -> tuple[object, ...]:
    return finding.focus if finding.name else "_", finding.path, finding.value, str(finding)


def test_there_are_examples_of_both_kinds():
    assert len(VALID) > 10
    assert len(INVALID) >= len(SHAPES) == len(DATA) + len(ONTOLOGY)


def test_every_invalid_example_names_a_shape_that_there_is():
    assert {breaks(path) for path in INVALID} == set(SHAPES)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_example_leaves_nothing_to_mend(path):
    store = store_of(path)
    assert (validate(store).findings, validate_ontology(store).findings) == ((), ())


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_example_stays_valid_when_the_rules_have_run(path):
    store = store_of(path)
    if not is_vocabulary(path):
        load_ontology(store)
        rules.derive(store)
    assert validate(store).findings == ()


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid_example_breaks_the_shape_that_it_names_and_no_other(path):
    assert [finding.shape.local_name for finding in checked(path).findings] == [breaks(path)]


@pytest.mark.parametrize("path", OF_DATA, ids=lambda path: path.stem)
def test_invalid_example_is_as_wrong_when_the_rules_have_run(path):
    store = store_of(path)
    plain = validate(store)
    load_ontology(store)
    rules.derive(store)
    derived = validate(store)
    assert [unnamed(f) for f in derived.findings] == [unnamed(f) for f in plain.findings]


def test_every_constraint_of_every_shape_has_an_invalid_example():
    broken = set()
    for path in INVALID:
        store, shape = store_of(path), SHAPES[breaks(path)]
        if not is_vocabulary(path):
            load_ontology(store)
        for constraint in shape.constraints:
            if len(store.select(query_of(shape, constraint, read_kinds(store)))):
                broken.add((shape.iri.local_name, constraint.parameter))
    every = {(name, c.parameter) for name, shape in SHAPES.items() for c in shape.constraints}
    assert broken == every
