from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path

import pytest

DISCLAIMER = "Not medical advice. Knowledge as of: ms 2026-"


def test_treatments_are_put_side_by_side(run):
    done = run("compare", "AHSCT", "natalizumab", "-d", "ms", "--width", "100")
    assert done.returncode == 0
    assert done.stdout.startswith("AHSCT · natalizumab\n")
    assert "AHSCT and natalizumab: compared in 2 studies (Kalincik 2023" in done.stdout
    assert "no evidence found" in done.stdout
    assert done.stderr.startswith(DISCLAIMER)


README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
SHOWN = [line for line in README.splitlines() if line.startswith("kg compare")]


@pytest.mark.parametrize("line", SHOWN)
def test_what_the_readme_shows_can_be_run(run, line):
    done = run(*shlex.split(line, comments=True)[1:])
    assert (done.returncode, "Not medical advice" in done.stderr) == (0, True), done.stderr


def test_plain_words_go_without_what_is_behind_them(run):
    full = run("compare", "AHSCT", "natalizumab", "-d", "ms", "--width", "200")
    plain = run("compare", "AHSCT", "natalizumab", "-d", "ms", "--width", "200", "--plain")
    assert "natalizumab does better than placebo on relapse" in " ".join(plain.stdout.split())
    assert "# AFFIRM" in full.stdout and "# AFFIRM" not in plain.stdout
    assert "Marks: + benefit" in full.stdout and "Marks:" not in plain.stdout


def test_estimates_of_labelled_doses_alone_can_be_asked_for(run):
    drugs = (
        "compare",
        "cladribine",
        "placebo",
        "-d",
        "ms",
        "--outcome",
        "relapse",
        "--width",
        "500",
    )
    every, labelled = run(*drugs).stdout, run(*drugs, "--doses", "labelled").stdout
    said = "of a dose that no label read holds: cladribine 5.25 mg/kg (CLARITY)"
    assert f"Counted, {said}." in every
    assert said not in labelled
    assert "No estimate rests on a dose that no label read holds: cladribine 5.25" in labelled


def test_plain_words_alone_are_no_csv(run):
    done = run("compare", "AHSCT", "natalizumab", "-d", "ms", "--plain", "--format", "csv")
    assert done.returncode == 2
    assert done.stderr == (
        "kg: --plain with --format csv is not there; plain words alone are text or Markdown\n"
    )


@pytest.mark.parametrize(
    ("format", "start"),
    [
        ("markdown", "# AHSCT · MSC therapy"),
        ("html", "<!doctype html>"),
        ("json", "{"),
        ("csv", "aspect,row,treatment,against,kind,text"),
        ("spreadsheet", "aspect,row,treatment,against,kind,text"),
        ("table", "aspect"),
        ("turtle", "@prefix"),
    ],
)
def test_every_format_is_written_to_standard_output(run, format, start):
    done = run("compare", "AHSCT", "MSC therapy", "-d", "ms", "--format", format)
    assert done.returncode == 0
    assert done.stdout.startswith(start)


def test_a_file_is_written_where_it_is_wanted(run, tmp_path):
    done = run("compare", "AHSCT", "MSC therapy", "-d", "ms", "--format", "html", "-o", "a/b.html")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("wrote a/b.html\n")
    assert (tmp_path / "a" / "b.html").read_text().startswith("<!doctype html>")


def test_filters_and_weights_are_heeded(run):
    done = run(
        *("compare", "self-help", "group counselling", "-d", "smoking", "--format", "json"),
        *("--outcome", "smoking cessation", "--weight", "smoking cessation=2"),
    )
    assert done.returncode == 0
    rows = json.loads(done.stdout)["rows"]
    assert {row["label"] for row in rows if row["aspect"] == "benefit"} == {"smoking cessation"}
    places = json.loads(done.stdout)["order"]["places"]
    assert places[0]["treatment"] == "group counselling"


def test_csv_reads_back(run):
    done = run("compare", "AHSCT", "natalizumab", "-d", "ms", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["treatment"] for row in rows} == {"AHSCT", "natalizumab"}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["AHSCT"], "a comparison of 'AHSCT' alone compares nothing; name two treatments or more"),
        (
            ["AHSCT", "autologous stem cell transplantation"],
            "'AHSCT' and 'autologous stem cell transplantation' both lead to autologous"
            " hematopoietic stem cell transplantation; name two different treatments",
        ),
        (
            ["Avonex", "Rebif"],
            "'Avonex' and 'Rebif' both lead to interferon beta-1a, whose products are not told"
            " apart here; name two different treatments",
        ),
        (
            ["AHSCT", "natalizumb"],
            "concept 'natalizumb' is not in the graph; did you mean 'natalizumab' or 'daclizumab'?",
        ),
        (
            ["AHSCT", "natalizumab", "--strength", "great"],
            "strength 'great' is not among the levels",
        ),
        (
            ["AHSCT", "natalizumab", "--weight", "relapse"],
            "--weight 'relapse' names no two; write it as 'OUTCOME=NUMBER'",
        ),
        (["AHSCT", "natalizumab", "--weight", "relapse=much"], "the weight 'much' of 'relapse'"),
        (["AHSCT", "natalizumab", "--weight", "relapse=-1"], "of 'relapse' is not above zero"),
        (["AHSCT", "natalizumab", "--weight", "relaps=1"], "did you mean 'relapse'"),
        (["AHSCT", "natalizumab", "--outcome", "natalizumab"], "'natalizumab' is of the class"),
        (
            ["AHSCT", "natalizumab", "--width", "100000000"],
            "the width 100000000 is too small or too large; take 40 to 500 characters",
        ),
        (["AHSCT", "natalizumab", "-o", "/proc/x.txt"], "'/proc/x.txt' cannot be written"),
    ],
)
def test_what_cannot_be_compared_ends_with_one_line_and_exit_code_2(run, arguments, complaint):
    done = run("compare", *arguments, "-d", "ms")
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_what_cannot_be_ordered_is_put_side_by_side_and_the_reason_is_said(run):
    done = run("compare", "AHSCT", "natalizumab", "-d", "ms", "--weight", "PML=1")
    assert done.returncode == 1
    assert done.stdout.startswith("AHSCT · natalizumab\n")
    why = "The order would have 0 treatments: no estimate of progressive multifocal"
    assert f"- {why}" in done.stdout
    assert done.stderr.splitlines()[-1].startswith(why)


def test_what_a_filter_leaves_out_is_not_weighed(run):
    done = run(
        *("compare", "AHSCT", "MSC therapy", "-d", "ms"),
        *("--strength", "high", "--weight", "relapse rate=1"),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "'relapse rate' is left out by the filter: its evidence is below high" in done.stderr
