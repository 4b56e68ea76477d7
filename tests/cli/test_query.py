from __future__ import annotations

import json

import pytest

QUERY = "SELECT ?label { ms:fatigue skos:prefLabel ?label }"


@pytest.mark.parametrize(
    ("format", "output"),
    [
        ("table", "label\n-------\nfatigue\n"),
        ("csv", "label\nfatigue\n"),
        ("tsv", '?label\n"fatigue"@en\n'),
    ],
)
def test_a_select_is_printed_in_every_format(run, format, output):
    done = run("query", QUERY, "--format", format)
    assert (done.returncode, done.stdout, done.stderr) == (0, output, "")


def test_sparql_json_is_json(run):
    bindings = json.loads(run("query", QUERY, "--format", "json").stdout)["results"]["bindings"]
    assert bindings == [{"label": {"type": "literal", "xml:lang": "en", "value": "fatigue"}}]


def test_triples_are_printed_as_turtle(run):
    done = run("query", "CONSTRUCT WHERE { ms:fatigue skos:broader ?b }")
    assert done.stdout.splitlines()[-1] == "ms:fatigue skos:broader ms:ms-symptoms ."


def test_an_ask_is_answered_in_a_word(run):
    assert run("query", "ASK { ?t tkg:treats tkg:Drug }").stdout == "no\n"


def test_a_query_comes_from_a_file_or_from_standard_input(run, write):
    expected = run("query", QUERY).stdout
    assert run("query", "-f", write("q.rq", QUERY)).stdout == expected
    assert run("query", "-", stdin=QUERY).stdout == expected


def test_data_come_from_a_file_too(run, write):
    path = write("a.ttl", '<http://example.org/a> <http://example.org/p> "x" .')
    assert run("query", "SELECT ?o { ?s ?p ?o }", "-d", path).stdout == "o\n-\nx\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["query", "SELECT ?s {"],
            "kg: query, line 1, column 12: not valid SPARQL at the end of a line",
        ),
        (
            ["query", "SELECT * { ?s x:p ?o }"],
            "kg: query, line 1, column 15: the prefix of 'x:p' is not declared",
        ),
        (
            ["query", "ASK {}", "-d", "nope"],
            "kg: pack 'nope' is not among the shipped packs, nor a file or folder; there are 'ms', 'smoking'",
        ),
        (
            ["query", "ASK {}", "-d", "no.ttl"],
            "kg: 'no.ttl': no such file or directory; check the path; nothing was loaded",
        ),
        (
            ["query"],
            "kg: query: give one query: as the argument, with -f FILE, or '-' for standard input",
        ),
        (["query", "-f", "no.rq"], "kg: 'no.rq': no such file or directory; check the path"),
        (
            ["query", "ASK {}", "--format", "turtle"],
            "kg: query: rows are not written as 'turtle'; choose csv, json, tsv, xml",
        ),
        (
            ["ask", "symptms"],
            "kg: question 'symptms' is not among the questions; did you mean 'symptoms'?",
        ),
        (
            ["ask", "symptoms", "MSS"],
            "kg: concept 'MSS' is not in the graph; did you mean 'MSCs' or 'MS' or 'MSC'?",
        ),
        (
            ["ask", "symptoms", "MS", "more"],
            "kg: 'more' is one name too many; the question takes disease",
        ),
        (
            ["ask", "symptoms", "therapy=MS"],
            "kg: parameter 'therapy' is not of the question 'symptoms'; there are 'disease'",
        ),
        (
            ["ask", "symptoms", "AHSCT"],
            "kg: 'autologous hematopoietic stem cell transplantation' is of the class cell therapy; the question takes Disease",
        ),
        (
            ["new", "../evil"],
            "kg: the pack name '../evil' is not a plain one; use lower-case letters, digits and hyphens, a letter first",
        ),
        (
            ["new", "ms"],
            "kg: the pack name 'ms' is taken; choose another name",
        ),
        (
            ["new", "skos"],
            "kg: the pack name 'skos' is taken; choose another name",
        ),
        (
            ["ask", "symptoms", "fatigue", "disease=MS"],
            "kg: the parameter 'disease' is given twice; give it once",
        ),
        (
            ["build", "a/p", "b/p"],
            "kg: the name 'p' is that of two packs; build them apart",
        ),
        (
            ["audit", "--source", "no.txt"],
            "kg: 'no.txt': no such file or directory; check the path",
        ),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(run, arguments, sentence):
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", sentence)


def test_the_questions_are_listed_by_theme(run):
    done = run("ask")
    assert done.stdout.startswith("The disease\n")
    assert "  symptoms [disease]" in done.stdout
    assert done.stdout.count("?") >= 40


@pytest.mark.parametrize(
    "name",
    [
        "MS",
        "disease=MS",
        "ms:multiple-sclerosis",
        "https://w3id.org/treatment-kg/ms/multiple-sclerosis",
    ],
)
def test_a_question_is_answered_by_label_curie_or_iri(run, name):
    done = run("ask", "symptoms", name, "--format", "csv")
    assert done.stdout.splitlines()[0] == "disease_label,symptom,modality,direction"
    assert "multiple sclerosis,fatigue,stated flatly,supports" in done.stdout
    assert "Not medical advice." in done.stderr


def test_an_answer_comes_as_json(run):
    rows = json.loads(run("ask", "symptoms", "MS", "--format", "json").stdout)
    assert rows[1]["symptom"] == "fatigue"


def test_a_name_that_is_taken_for_what_the_question_is_about_is_said(run):
    done = run("ask", "known-for-people", "PPMS")
    assert done.returncode == 0
    people = "people with primary progressive multiple sclerosis"
    assert f"PPMS is taken for {people}." in done.stderr.splitlines()
    assert "hazard ratio 0.76 (95 % 0.59 to 0.98)" in done.stdout
    assert "taken for" not in run("ask", "known-for-people", people).stderr
    assert "Rebif is taken for interferon beta-1a; " in run("ask", "routes", "rebif").stderr


def test_an_audit_lists_all_that_it_finds_where_it_is_asked_to(run):
    short, whole = (run("audit", *options).stdout.splitlines() for options in ([], ["--all"]))
    assert any(line.endswith("more (--all lists them).") for line in short)
    assert not any("--all" in line for line in whole)
    assert len(whole) > 100
    listed = run("audit", "--format", "csv").stdout.splitlines()
    assert listed[0] == "kind,sentence"
    assert sum(line.startswith("Stale,") for line in listed) > 100


def test_an_empty_answer_says_so(run):
    done = run("ask", "symptoms", "aggressive MS")
    assert done.returncode == 0
    assert "No rows: nothing that is loaded fits." in done.stderr


@pytest.mark.parametrize("redirect", [">/dev/full", ">&-"])
def test_output_that_cannot_be_written_is_no_traceback(redirect):
    import subprocess
    import sys

    done = subprocess.run(
        f"{sys.executable} -m kg ask {redirect}",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if redirect == ">/dev/full" else 0)


def test_output_into_a_closed_pipe_is_no_error():
    import subprocess
    import sys

    done = subprocess.run(
        f"{sys.executable} -m kg query 'SELECT * {{ ?s ?p ?o }}' | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


def test_a_query_is_stopped_at_its_limit(run):
    # F15
    done = run("query", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "0.3")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "kg: query: was stopped after 0.3 s; narrow it, or allow more time\n"


def test_a_question_is_stopped_at_its_limit(run):
    done = run("ask", "symptoms", "MS", "--timeout", "1e-6")
    assert (done.returncode, done.stdout) == (2, "")
    assert "was stopped after 1e-06 s; narrow it, or allow more time" in done.stderr


@pytest.mark.parametrize("verb", [("query",), ("ask", "symptoms")], ids=["query", "ask"])
def test_a_limit_that_is_none_is_refused(run, verb):
    done = run(*verb, *(["ASK {}"] if verb == ("query",) else []), "--timeout", "-1")
    assert done.returncode == 2
    assert "the time limit -1 is not above zero; give seconds, such as 5" in done.stderr


def test_a_spreadsheet_gets_cells_that_it_computes_nothing_from(run):
    # F29
    query = 'SELECT ?a ?b { BIND ("=1+1" AS ?a) BIND (-1 AS ?b) }'
    assert run("query", query, "--format", "spreadsheet").stdout == "a,b\n'=1+1,-1\n"
    assert run("query", query, "--format", "csv").stdout == "a,b\n=1+1,-1\n"
