from __future__ import annotations

import os
import pickle

import pytest

import kg
from kg.errors import NoConceptError

MS = "https://w3id.org/treatment-kg/ms/"


@pytest.mark.parametrize(
    "name",
    [
        "AHSCT",
        "ahsct",
        "ms:ahsct",
        MS + "ahsct",
        "autologous hematopoietic stem cell transplantation",
    ],
)
def test_a_concept_is_found_by_any_of_its_names(ms, name):
    assert ms.concept(name).iri == MS + "ahsct"


def test_an_unknown_name_gets_a_suggestion(ms):
    with pytest.raises(kg.UnknownNameError) as caught:
        ms.concept("AHCST")
    assert str(caught.value) == (
        "concept 'AHCST' is not in the graph; did you mean 'AHSCT' or 'HSCT' or 'COAST'?"
    )


def test_an_ambiguous_name_gets_the_candidates(write):
    path = write(
        "a.ttl",
        "@prefix tkg: <https://w3id.org/treatment-kg/ontology#> . @prefix ex: <https://example.org/> ."
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        'ex:a a tkg:Concept ; skos:prefLabel "mitral stenosis"@en ; skos:altLabel "MS"@en .'
        'ex:b a tkg:Concept ; skos:prefLabel "multiple sclerosis"@en ; skos:altLabel "MS"@en .',
    )
    with pytest.raises(
        kg.AmbiguousNameError, match=r"it could be 'mitral stenosis .*' or 'multiple"
    ):
        kg.load(path).concept("ms")


def test_claims_about_a_concept_include_those_that_qualify_by_it(ms):
    names = {claim.iri.local_name for claim in ms.claims_about("aggressive MS")}
    assert names == {f"claim-article-b23-s{n}" for n in ("2-1", "2-2", "3-1")}


def test_an_update_is_seen_by_every_face():
    ms = kg.load("ms")
    before = len(ms.claims)
    ms.update(
        "DELETE { GRAPH ?g { ?c ?p ?o } } WHERE { GRAPH ?g { ?c ?p ?o . ?c tkg:modality tkg:anecdotal } }"
    )
    ms.update(
        "DELETE { GRAPH ?g { ?c ?p ?o } } WHERE { ?c a tkg:Claim . GRAPH ?g { ?c ?p ?o } "
        "FILTER NOT EXISTS { ?c tkg:modality ?m } }"
    )
    assert len(ms.claims) == before - 4
    assert sum(d["kind"] == "claim" for *_, d in ms.graph().edges(data=True)) == before - 4


def test_built_in_and_pack_prefixes_need_no_declaration(ms):
    assert ms.ask("ASK { ms:ahsct skos:broader ms:stem-cell-therapy ; a tkg:CellTherapy }")


def test_rows_become_a_data_frame_and_a_table_in_a_notebook(ms):
    rows = ms.answer("symptoms", disease="MS")
    frame = rows.to_pandas()
    assert list(frame.columns) == ["disease_label", "symptom", "modality", "direction"]
    assert list(frame["symptom"]) == ["cognitive impairment", "fatigue", "muscle weakness"]
    assert rows._repr_html_().count("<tr>") == 4


def test_hostile_text_is_inert_in_a_notebook(write):
    path = write("a.ttl", '<a:a> <a:b> "</td><script>alert(1)</script>" .')
    shown = kg.load(path).select("SELECT ?o { ?s ?p ?o }")._repr_html_()
    assert "<script>" not in shown


def test_values_pickle(ms):
    claim = ms.claims[kg.IRI(MS + "claim-article-b19-s3-1")]
    assert pickle.loads(pickle.dumps(claim)) == claim
    table = ms.answer("symptoms", disease="MS")
    assert pickle.loads(pickle.dumps(table[0])) == table[0]


@pytest.mark.parametrize(
    "error",
    [
        kg.LoadError("a.ttl", "is bad", line=1, column=2),
        kg.QueryError("bad", line=1, column=2),
        kg.UnknownNameError("concept", "x", ["y"]),
        NoConceptError("x", "its class is y", "give it another"),
        kg.AmbiguousNameError("concept", "x", ["y", "z"]),
        kg.WriteError("x", "no"),
        kg.DataError("x", "is bad", "mend it"),
    ],
)
def test_errors_are_one_line_and_pickle(error):
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert "\n" not in str(error)
    assert isinstance(error, kg.KgError)


def test_what_is_public_is_there_and_nothing_else():
    assert set(kg.__all__) <= set(dir(kg))
    assert all(getattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'lod'"):
        _ = kg.lod


def test_importing_kg_imports_no_heavy_library():
    import subprocess
    import sys

    heavy = "rdflib networkx pandas pyvis numpy pyoxigraph yaml dataclasses"
    code = f"import sys, kg; print([m for m in {heavy.split()!r} if m in sys.modules])"
    # Without the variables by which a coverage run would import modules of its own.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=plain
    )
    assert done.stdout.strip() == "[]"
