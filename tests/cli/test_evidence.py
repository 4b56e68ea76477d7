from __future__ import annotations

import csv
import io
import json
import os
import xml.etree.ElementTree as ET

import pytest

import kg
from kg.cli.main import main

TWO = "study,treatment,events,total\nS,a,5,20\nS,b,9,20\nT,a,4,30\nT,b,8,30\n"
APART = f"{TWO}U,c,4,30\nU,d,8,30\n"
DISCLAIMER = "Not medical advice. Knowledge as of: ms 2026-11-26.\n"


@pytest.fixture
def shell(capsys, tmp_path, monkeypatch):
    """Return a function that runs `kg evidence` in an empty folder: exit code, output, errors."""
    monkeypatch.chdir(tmp_path)

    def run_here(*arguments: str) -> tuple[int, str, str]:
        code = main(["evidence", *arguments])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run_here


@pytest.fixture
def two(write) -> str:
    return write("two.csv", TWO)


# --- as processes of their own ----------------------------------------------------------------------------


def test_an_outcome_is_pooled_and_all_is_said_of_it(run, ms):
    done = run("evidence", "relapse rate", "-d", "ms", "--at", "24 months")
    assert (done.returncode, done.stderr) == (0, DISCLAIMER)
    assert done.stdout == ms.synthesize("relapse rate", at="24 months").to_text() + "\n"


def test_a_table_is_pooled_without_a_graph(run, two):
    options = ["--measure", "RR", "--better", "lower", "--baseline", "b=0.4"]
    done = run("evidence", "pain", "--table", two, *options)
    assert done.returncode == 0
    assert done.stdout.startswith("Pain: risk ratio\n\nLeague table\n")
    assert done.stderr == (
        "Pain: of 1,000 people, 400 with b (the stated baseline) and 213 with a (95 % interval"
        " 106 to 426): 187 fewer (294 fewer to 26 more); no number needed to treat is given,"
        " as no difference is not excluded.\nNot medical advice.\n"
    )


def test_rows_that_cannot_be_are_all_on_standard_error(run, write):
    bad = write("bad.csv", "study,treatment,events,total\nS,a,25,20\nS,b,x,20\n")
    done = run("evidence", "--table", bad, "--measure", "OR")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"kg: {bad}, row 2: arm 'a' has 25 events among 20 participants; events cannot exceed"
        " participants",
        f"{bad}, row 3: events 'x' is no number; write a number",
    ]


def test_plots_are_written_with_their_data_and_the_same_each_time(run, two, tmp_path):
    options = ["--table", two, "--measure", "OR", "--better", "lower", "--format", "csv"]
    first = run("evidence", *options, "--plots", "one")
    assert (first.returncode, first.stderr) == (
        0,
        "wrote the plots and their data into one\nNot medical advice.\n",
    )
    run("evidence", *options, "--plots", "other")
    names = ["forest", "funnel", "geometry", "rankogram"]
    assert sorted(os.listdir(tmp_path / "one")) == [
        f"{name}.{end}" for name in names for end in ("csv", "svg")
    ]
    assert [
        name
        for name in os.listdir(tmp_path / "one")
        if (tmp_path / "one" / name).read_bytes() != (tmp_path / "other" / name).read_bytes()
    ] == []


# --- formats ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("text", lambda found: found.to_text()),
        ("markdown", lambda found: found.to_markdown().rstrip("\n")),
        ("table", lambda found: found.to_table().to_text()),
        ("csv", lambda found: found.to_table().to_csv().rstrip("\n")),
        ("tsv", lambda found: found.to_table().to_csv(delimiter="\t").rstrip("\n")),
    ],
)
def test_a_synthesis_is_printed_as_it_is_in_python(shell, two, format, shown):
    found = kg.synthesize(two, measure="OR", outcome="pain", better="lower")
    options = ["--measure", "OR", "--better", "lower", "--format", format]
    assert shell("pain", "--table", two, *options) == (
        0,
        f"{shown(found)}\n",
        "Not medical advice.\n",
    )


def test_json_holds_question_estimates_words_and_arms(shell, two):
    options = ["--measure", "OR", "--better", "lower", "--format", "json"]
    found = json.loads(shell("pain", "--table", two, *options)[1])
    assert list(found) == [
        "outcome", "at", "measure", "better", "method", "rests_on", "estimates", "findings", "caveats",
        "arms",
    ]  # fmt: skip
    assert (found["outcome"], found["measure"], found["better"], found["at"]) == (
        "pain", "odds ratio", "lower", None,
    )  # fmt: skip
    (estimate,) = found["estimates"]
    assert (estimate["treatment"], estimate["comparator"], estimate["evidence"]) == (
        "b", "a", "direct",
    )  # fmt: skip
    # The inverse of the odds ratio of a against b that is pooled of two trials.
    assert estimate["estimate"] == pytest.approx(2.408183, abs=1e-6)
    assert found["arms"][0] == {
        "study": "S", "arm": "a", "counts_for": "a", "participants": 20, "figures": "5 of 20",
        "taken_from": "figures", "documents": None,
    }  # fmt: skip


def test_json_has_no_value_where_there_is_none(shell, two):
    options = ["--measure", "OR", "--model", "common", "--format", "json"]
    (estimate,) = json.loads(shell("pain", "--table", two, *options)[1])["estimates"]
    assert (estimate["predicted_lower"], estimate["predicted_upper"]) == (None, None)


def test_csv_reads_back(shell, two):
    _, out, _ = shell("--table", two, "--measure", "OR", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["treatment"], row["comparator"], row["direct_studies"]) == ("b", "a", "2")
    assert float(row["estimate"]) == pytest.approx(2.408183, abs=1e-6)


def test_as_turtle_a_synthesis_of_a_graph_is_data_for_one(shell, write):
    code, out, _ = shell("smoking cessation", "-d", "smoking", "--format", "turtle")
    assert code == 0
    found = kg.load(write("pooled.ttl", out))
    assert len(found.select("SELECT ?r { ?r a tkg:PooledResult }")) == 18
    assert len(found.claims) == 6


# --- what can be pooled -----------------------------------------------------------------------------------


def test_without_an_outcome_what_can_be_pooled_is_listed(shell, ms):
    assert shell("-d", "ms") == (0, f"{ms.evidence_map().to_text()}\n", DISCLAIMER)


def test_the_list_may_be_of_one_treatment(shell, thirteen_trials):
    _, out, _ = shell("-d", str(thirteen_trials), "--treatment", "AHSCT", "--format", "csv")
    choice = "choice of disease-modifying therapies"
    despite = "people with relapses despite treatment"
    both = f"{despite}; people with relapsing multiple sclerosis"
    assert out.splitlines() == [
        "outcome,weeks,measure,people,randomised,studies,networks,treatments,connected_with,hangs_on",
        f"death,,RD,{despite},True,1,1,2,{choice},MIST",
        f"disability progression confirmed at 24 weeks,108.0,HR,{both},True,3,3,2 + 2 + 2,{choice},MIST",
        f"rise of the disability score,52.2,MD,{despite},True,1,1,2,{choice},MIST",
    ]


def test_an_empty_list_is_said_to_be_one(shell, thirteen_trials):
    data = ("-d", str(thirteen_trials))
    code, out, err = shell(*data, "--treatment", "dimethyl fumarate", "--format", "json")
    assert (code, out) == (0, "[]\n")
    assert err == f"No rows: no study gives figures that can be pooled.\n{DISCLAIMER}"


def test_all_shipped_packs_are_listed_where_none_is_named(shell):
    _, out, err = shell("--format", "tsv")
    outcomes = {line.partition("\t")[0] for line in out.splitlines()}
    assert {"relapse", "smoking cessation"} <= outcomes
    assert err == "Not medical advice. Knowledge as of: ms 2026-11-26, smoking 2026-11-26.\n"


# --- options ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (["--at", "24 months", "--window", "1 week"], {"at": "24 months", "window": "1 week"}),
        (["--measure", "RR", "--model", "common"], {"measure": "RR", "model": "common"}),
        (["--at", "24 weeks", "--nodes", "dose"], {"at": "24 weeks", "nodes": "dose"}),
        (["--tau2", "0.1", "--level", "0.9"], {"tau2": 0.1, "level": 0.9}),
        (["--tau2", "REML", "--interval", "HK"], {"tau2": "REML", "interval": "HK"}),
        (
            ["--lump", "natalizumab=cladribine", "--lump", "alemtuzumab = cladribine"],
            {"lump": {"natalizumab": "cladribine", "alemtuzumab": "cladribine"}},
        ),
        (["--assume", "Rebif=placebo"], {"assume": {"Rebif": "placebo"}}),
        (["--verified-only"], {"verified_only": True}),
        (["--randomised-only"], {"randomised_only": True}),
        (["--doses", "labelled"], {"doses": "labelled"}),
        (
            ["--population", "people with relapsing multiple sclerosis"],
            {"population": "people with relapsing multiple sclerosis"},
        ),
    ],
)
def test_every_option_is_that_of_python(shell, ms, given, options):
    _, out, _ = shell("relapse", "-d", "ms", *given)
    assert out == ms.synthesize("relapse", **options).to_text() + "\n"


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (["--lump", "d=a"], {"lump": {"d": "a"}}),
        (["--assume", "d=a"], {"assume": {"d": "a"}}),
        (["--tau2", "0.1", "--interval", "t"], {"tau2": 0.1, "interval": "t"}),
        (["--level", "0.9", "--model", "common"], {"level": 0.9, "model": "common"}),
    ],
)
def test_a_table_takes_those_that_make_sense_of_it(shell, write, given, options):
    table = write("apart.csv", APART)
    _, out, _ = shell("--table", table, "--measure", "OR", *given)
    assert out == kg.synthesize(table, measure="OR", **options).to_text() + "\n"


def test_a_baseline_is_told_of_every_other_treatment_of_its_network(shell, write):
    table = write("apart.csv", APART)
    _, _, err = shell("--table", table, "--measure", "RR", "--baseline", "d = 0.5")
    assert err == (
        "The outcome: of 1,000 people, 500 with d (the stated baseline) and 250 with c (95 %"
        " interval 84 to 742): 250 fewer (416 fewer to 242 more); no number needed to treat is"
        " given, as no difference is not excluded.\nNot medical advice.\n"
    )


def test_plots_of_several_networks_are_numbered(shell, write, tmp_path):
    table = write("apart.csv", APART)
    code, _, _ = shell("--table", table, "--measure", "OR", "--plots", "plots")
    assert code == 0
    svgs = sorted(path for path in os.listdir(tmp_path / "plots") if path.endswith(".svg"))
    # Nothing is ranked where nobody says which direction is better.
    assert svgs == ["forest-1.svg", "forest-2.svg", "funnel-1.svg", "funnel-2.svg", "geometry.svg"]
    assert {ET.parse(tmp_path / "plots" / name).getroot().tag for name in svgs} == {
        "{http://www.w3.org/2000/svg}svg"
    }


# --- what is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "the table does not say what it is of; add --measure, such as RR"),
        (
            ["--measure", "RR", "--at", "2 weeks"],
            "--at asks a graph, and not a table; leave it out, or say what it is for",
        ),
        (
            ["--measure", "RR", "--window", "2 weeks"],
            "--window asks a graph, and not a table; leave it out, or say what it is for",
        ),
        (
            ["--measure", "RR", "--verified-only"],
            "--verified-only asks a graph, and not a table; leave it out, or say what it is for",
        ),
        (
            ["--measure", "RR", "--nodes", "dose"],
            "--nodes asks a graph, and not a table; leave it out, or say what it is for",
        ),
        (
            ["--measure", "RR", "--treatment", "a"],
            "--treatment asks a graph, and not a table; leave it out, or say what it is for",
        ),
        (
            ["--measure", "RR", "-d", "ms"],
            "--data asks a graph, and not a table; leave it out, or say what it is for",
        ),
        (
            ["--measure", "RR", "--format", "turtle"],
            "a table is no graph to write triples of; choose another --format",
        ),
        (["--measure", "RR", "--lump", "ab"], "--lump 'ab' names no two; write it as 'OLD=NEW'"),
        (["--measure", "RR", "--lump", "a="], "--lump 'a=' names no two; write it as 'OLD=NEW'"),
        (
            ["--measure", "RR", "--assume", "=b"],
            "--assume '=b' names no two; write it as 'OLD=NEW'",
        ),
        (
            ["--measure", "RR", "--lump", "z=a"],
            "treatment 'z' is not in these studies; there are 'a', 'b'",
        ),
        (
            ["--measure", "RR", "--baseline", "b"],
            "--baseline 'b' names no two; write it as 'OLD=NEW'",
        ),
        (
            ["--measure", "RR", "--baseline", "b=x"],
            "the baseline risk 'x' is no number; write it as 'placebo=0.4'",
        ),
        (
            ["--measure", "RR", "--baseline", "b=40"],
            "the baseline risk 40 is none; give one between 0 and 1, such as 0.4",
        ),
        (
            ["--measure", "RR", "--baseline", "z=0.4"],
            "treatment 'z' is not in the studies of the outcome; there are 'a', 'b'",
        ),
        (
            ["--measure", "RR", "--tau2", "XX"],
            "method 'XX' is not among the methods; there are 'DL', 'ML', 'PM', 'REML'",
        ),
        (
            ["--measure", "RR", "--tau2", "-1"],
            "tau² -1 is no variance; give a number from zero up",
        ),
        (["--measure", "RR", "--level", "95"], "the level 95 is none; give one such as 0.95"),
    ],
)
def test_what_makes_no_sense_of_a_table_is_refused(shell, two, given, said):
    code, _, err = shell("--table", two, *given)
    assert (code, err) == (2, f"kg: {said}\n")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            ["relapse rate", "--at", "3 months"],
            "relapse rate at 3 months is in no study; there is week 48, 52, 52.2, 96, 104.4,"
            " 108, 144, 156.5, 156.6, 200, 260.9",
        ),
        (
            ["relapse rate", "--at", "soon"],
            "the time 'soon' is not understood; write it like '24 months'",
        ),
        (
            ["relapse", "--nodes", "drug"],
            "nodes 'drug' is not among the ways; there are 'dose', 'route', 'therapy'",
        ),
        (
            ["relapse", "--better", "lower"],
            "--better is not for an outcome of a graph; leave it out, or say what it is for",
        ),
        (
            ["relapse", "--treatment", "AHSCT"],
            "--treatment is not for an outcome of a graph; leave it out, or say what it is for",
        ),
        (
            ["--measure", "RR"],
            "--measure is for an outcome, and none is named; leave it out, or say what it is for",
        ),
        (
            ["--plots", "plots"],
            "--plots is for an outcome, and none is named; leave it out, or say what it is for",
        ),
        (
            ["relaps"],
            "concept 'relaps' is not in the graph; did you mean 'relapse' or 'relapsing MS'"
            " or 'relapse rate'?",
        ),
    ],
)
def test_what_makes_no_sense_of_a_graph_is_refused(shell, given, said):
    assert shell(*given, "-d", "ms") == (2, "", f"kg: {said}\n")


@pytest.mark.parametrize("given", [["--format", "xml"], ["--better", "up"], ["--level", "high"]])
def test_what_the_command_line_does_not_know_is_refused(shell, two, given, capsys):
    with pytest.raises(SystemExit) as caught:
        shell("--table", two, "--measure", "RR", *given)
    assert caught.value.code == 2
    assert f"argument {given[0]}: invalid" in capsys.readouterr().err


def test_plots_that_cannot_be_written_leave_what_is_there(shell, two, tmp_path):
    (tmp_path / "file").write_text("mine")
    options = ["--table", two, "--measure", "OR", "--plots", os.path.join("file", "plots")]
    code, _, err = shell(*options)
    assert code == 2
    assert "cannot be written: not a directory" in err
    assert (tmp_path / "file").read_text() == "mine"
