from __future__ import annotations

import os

import pytest

import kg
from tests.view.unpacking import unpack


def test_build_writes_page_rdf_and_graphml_and_says_what_is_in_them(run, tmp_path):
    done = run("build")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(os.listdir(tmp_path / "out")) == [
        "ms.graphml",
        "ms.html",
        "ms.trig",
        "smoking.graphml",
        "smoking.html",
        "smoking.trig",
    ]
    for line in (
        "claims by direction: 1002",
        "   953  supports",
        "     8  insufficient",
        "    34  inconclusive",
        "     6  disputes",
        "     1  mixed",
        "  Article on stem cell therapy for multiple sclerosis: 185 claims from 104 sentences",
    ):
        assert line in done.stdout.splitlines()
    assert os.path.join("out", "ms.html") in done.stdout
    assert "Not medical advice. Knowledge as of: ms 2026-11-26." in done.stdout


def test_build_is_the_same_from_run_to_run(run, tmp_path):
    run("build", "-o", "a")
    run("build", "-o", "b")
    assert len(os.listdir(tmp_path / "a")) == 6
    for name in os.listdir(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_build_into_a_place_that_cannot_be_written_writes_nothing(run, tmp_path):
    (tmp_path / "file").write_text("mine")
    done = run("build", "-o", os.path.join("file", "out"))
    assert done.returncode == 2
    assert (
        done.stderr
        == "kg: 'file/out' cannot be written: not a directory; choose a folder you may write to\n"
    )
    assert os.listdir(tmp_path) == ["file"]


def test_build_of_an_unknown_pack_is_refused(run, tmp_path):
    done = run("build", "mss")
    assert done.returncode == 2
    assert done.stderr.startswith("kg: pack 'mss' is not among the shipped packs")
    assert os.listdir(tmp_path) == []


def test_build_of_an_invalid_pack_writes_nothing_and_says_why(run, tmp_path):
    run("new", "mine")
    claims = tmp_path / "mine" / "claims.ttl"
    claims.write_text(claims.read_text().replace("tkg:direction tkg:supports ; ", ""))
    done = run("build", "mine")
    assert done.returncode == 1
    assert "add tkg:direction" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_new_pack_is_valid_and_builds(run, tmp_path):
    assert (
        run("new", "mine", "--title", 'Of "mine" \\ DATE, NAME and {other} $things').returncode == 0
    )
    assert run("validate", "mine").returncode == 0
    assert run("build", "mine").returncode == 0
    (pack,) = kg.load(tmp_path / "mine").packs.values()
    assert pack.title == 'Of "mine" \\ DATE, NAME and {other} $things'
    assert pack.prefix == "mine"


def test_a_new_pack_is_not_written_over_what_is_there(run):
    run("new", "mine")
    done = run("new", "mine")
    assert done.returncode == 2
    assert done.stderr.endswith("something is there already; choose another name\n")


def test_a_pack_of_ones_own_loads_together_with_the_shipped_one(run, tmp_path):
    run("new", "mine")
    both = kg.load("ms", tmp_path / "mine")
    assert [pack.prefix for pack in both.packs.values()] == ["mine", "ms"]
    assert len(both.claims) == 1003


def test_validate_prints_each_finding_and_exits_with_1(run, write):
    path = write(
        "bad.ttl",
        "@prefix tkg: <https://w3id.org/treatment-kg/ontology#> . @prefix ex: <https://example.org/> ."
        "ex:c a tkg:Claim ; tkg:subject ex:a ; tkg:predicate tkg:reduces ; tkg:object ex:b .",
    )
    done = run("validate", path)
    assert done.returncode == 1
    assert "add tkg:direction" in done.stdout
    assert "add tkg:modality" in done.stdout


def test_validate_of_the_shipped_pack_finds_nothing(run):
    assert run("validate", "ms").returncode == 0


def test_audit_of_the_shipped_pack_is_complete(run):
    done = run("audit")
    assert done.returncode == 0
    assert (
        done.stdout.splitlines()[-1]
        == "Every sentence is accounted for, and every claim has its source."
    )


def test_audit_against_another_text_exits_with_1(run, write):
    done = run("audit", "--source", write("other.txt", "Not the article.\n"))
    assert done.returncode == 1
    assert "the text differs from the index; read it again" in done.stdout


@pytest.mark.parametrize("format", ["trig", "graphml"])
def test_export_writes_to_standard_output_or_a_file(run, tmp_path, format):
    shown = run("export", "--format", format).stdout
    assert run("export", "--format", format, "-o", "x").returncode == 0
    assert (tmp_path / "x").read_text() == shown


def test_view_writes_the_page(run, tmp_path):
    assert run("view", "-o", "page.html").returncode == 0
    assert "<!doctype html>" in (tmp_path / "page.html").read_text().lower()


def test_the_version_is_printed(run):
    assert run("--version").stdout == f"kg {kg.__version__}\n"


def test_view_opens_with_a_concept(run, tmp_path):
    assert run("view", "--focus", "AHSCT", "--hops", "2", "-d", "ms").returncode == 0
    page = (tmp_path / "page.html").read_text()
    assert unpack(page)["start"] == "focus=ms%3Aahsct&hops=2"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--focus", "natalizumb"),
            "concept 'natalizumb' is not in the graph; did you mean 'natalizumab' or 'daclizumab'?",
        ),
        (("--focus", "AHSCT", "--hops", "4"), "hops 4 is not 1, 2 or 3; choose one of these"),
        (
            ("--hops", "2"),
            "hops 2 needs a concept to count from; name one as the focus, or leave the hops out",
        ),
        (
            ("--focus", "AHSCT", "--renderer", "pyvis"),
            "the page of pyvis always opens with all there is;"
            " take the explorer, or ask for nothing else",
        ),
    ],
)
def test_what_view_cannot_open_with_is_refused_in_a_line(run, tmp_path, arguments, said):
    done = run("view", *arguments, "-d", "ms")
    assert (done.returncode, done.stderr) == (2, f"kg: {said}\n")
    assert list(tmp_path.iterdir()) == []


DISPUTED = "SELECT ?claim { ?claim tkg:direction tkg:disputes }"


def test_view_opens_with_the_result_of_a_query(run, tmp_path, write):
    assert run("view", "--query", write("q.rq", DISPUTED), "-d", "ms").returncode == 0
    page = (tmp_path / "page.html").read_bytes()
    assert len(unpack(page.decode())["found"]["claims"]) > 5
    assert run("view", "--query", "-", "-d", "ms", stdin=DISPUTED).returncode == 0
    assert (tmp_path / "page.html").read_bytes() == page


@pytest.mark.parametrize(
    ("query", "code", "said"),
    [
        (
            "SELECT ?l { ms:fatigue skos:prefLabel ?l }",
            1,
            "query: its result holds no concept and no claim;"
            " select some, such as ?claim { ?claim a tkg:Claim }",
        ),
        ("SELECT ?x {", 2, "query, line 1, column 12: not valid SPARQL at the end of a line"),
        (
            "ASK { ?s ?p ?o }",
            2,
            "query: an ASK has only yes or no for an answer; draw a SELECT or a CONSTRUCT",
        ),
    ],
)
def test_a_query_that_cannot_be_drawn_says_so_in_a_line(run, tmp_path, query, code, said):
    done = run("view", "--query", "-", "-d", "ms", stdin=query)
    assert (done.returncode, done.stderr) == (code, f"kg: {said}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_query_of_a_view_is_stopped_at_its_limit(run):
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = run("view", "--query", "-", "--timeout", "0.2", stdin=endless)
    assert (done.returncode, done.stderr) == (
        2,
        "kg: query: was stopped after 0.2 s; narrow it, or allow more time\n",
    )
