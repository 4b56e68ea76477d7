"""Our engine and pyshacl agree on the very same shapes."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg import resources
from kg.store.embedded import EmbeddedStore
from kg.validation import validate, validate_ontology
from kg.validation.shapes import read_shapes
from kg.vocabulary import DERIVED

from .examples import EXAMPLE, INVALID, VALID, VOCABULARY, breaks, is_vocabulary, store_of
from .oracle import graph_of, pyshacl_finds, we_find

DATA, ONTOLOGY = resources.folder("shapes", "data.ttl"), resources.folder("shapes", "ontology.ttl")
OF_VOCABULARY = {shape.iri.local_name for shape in read_shapes(ONTOLOGY)}
BACKWARDS = frozenset({"RowHasOneClaimPredicate"})

HEADERS = [path for path in (*VALID, *INVALID) if is_vocabulary(path)]
TERMS = [
    path
    for path in (*VALID, *INVALID)
    if path not in HEADERS and (breaks(path) in OF_VOCABULARY or "vocabulary" in path.stem)
]
OTHERS = [path for path in (*VALID, *INVALID) if path not in HEADERS + TERMS]

# The shapes that are for what people write; whoever runs them elsewhere leaves derived triples out.
OF_WRITERS = {"ThingStatesNothingDerived", "ThingIsOfNoDerivedClass", "ThingStatesNoBareTriple"}


@pytest.fixture
def side_by_side(tmp_path):
    """Return a function that writes examples so that they do not touch each other."""

    def write(paths: list[Path], pattern: str, replacement: str) -> list[Path]:
        written = []
        for number, path in enumerate(paths):
            text = re.sub(pattern, replacement.format(number), path.read_text())
            copy = tmp_path / f"{number}.ttl"
            copy.write_text(text)
            written.append(copy)
        return written

    return write


@pytest.mark.parametrize("shapes", [DATA, ONTOLOGY], ids=["data", "ontology"])
def test_shapes_are_valid_shacl(shapes):
    header = next(path for path in HEADERS if path in VALID)
    read = rdflib.Graph().parse(shapes)
    conforms, _, _ = pyshacl.validate(str(header), shacl_graph=read, meta_shacl=True)
    assert conforms


def test_they_agree_on_all_examples_of_data(side_by_side):
    copies = side_by_side(OTHERS, re.escape(EXAMPLE), EXAMPLE + "{}/")
    store = store_of(VOCABULARY, *copies)
    ours = we_find(validate(store))
    assert len(ours) == sum(path in INVALID for path in OTHERS) > 100
    assert ours == pyshacl_finds(graph_of(store, large=True), DATA)


def test_they_agree_on_all_examples_of_terms(side_by_side):
    own = r"tkg:([Pp]otion|sooth\w*|calms|mayCalm|flavour|Treatment)\b"
    copies = side_by_side(TERMS, own, r"tkg:\g<1>{}")
    store = store_of(VOCABULARY, *copies)
    ours = we_find(validate_ontology(store), backwards=BACKWARDS)
    assert len(ours) == sum(path in INVALID for path in TERMS) > 20
    assert ours == pyshacl_finds(graph_of(store), ONTOLOGY)


@pytest.mark.parametrize("path", HEADERS, ids=lambda path: path.stem)
def test_they_agree_on_the_example_of_a_header(path):
    store = store_of(path)
    assert we_find(validate_ontology(store)) == pyshacl_finds(graph_of(store), ONTOLOGY)


def test_they_agree_that_the_vocabulary_conforms():
    store = store_of(VOCABULARY)
    assert we_find(validate_ontology(store)) == set()
    assert pyshacl_finds(graph_of(store), ONTOLOGY) == set()


def test_they_agree_that_the_pack_ms_conforms_before_the_rules_have_run(ms):
    graph = graph_of(ms.store, without=(DERIVED,), large=True)
    assert pyshacl_finds(graph, DATA) == we_find(ms.validate())
    assert we_find(ms.validate()) == set()


def test_what_the_rules_derive_breaks_only_the_shapes_that_are_for_writers(ms):
    flat = EmbeddedStore(prefixes=ms.store.prefixes)
    flat.extend(ox.Quad(*quad.triple, ox.NamedNode(EXAMPLE)) for quad in ms.store.quads())
    assert ms.graphs[DERIVED] > 500
    assert {finding.shape.local_name for finding in validate(flat).findings} == OF_WRITERS
