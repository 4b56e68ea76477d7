from __future__ import annotations

import os

import pytest

import kg
from kg.cli.main import main

CONCEPTS = """
mine:alpha a tkg:Drug ; skos:prefLabel "Alpha"@en ; skos:definition "A drug."@en .
mine:nothing a tkg:ControlCondition ; skos:prefLabel "no contact"@en ; skos:definition "Nothing."@en .
"""
TRIALS = "study,treatment,events,total\nS,Alpha,5,20\nS,no contact,9,20\n"
SAID = ["-p", "mine", "--outcome", "some outcome", "--source", "A source"]


@pytest.fixture
def shell(capsys, tmp_path, monkeypatch):
    """Return a function that runs `kg` in a folder with the pack `mine`: code, output, errors."""
    monkeypatch.chdir(tmp_path)

    def run_here(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    assert run_here("new", "mine")[0] == 0
    concepts = tmp_path / "mine" / "concepts.ttl"
    concepts.write_text(concepts.read_text() + CONCEPTS)
    return run_here


def test_a_new_pack_takes_a_table_and_pools_it(run, tmp_path, write):
    run("new", "mine")
    concepts = tmp_path / "mine" / "concepts.ttl"
    concepts.write_text(concepts.read_text() + CONCEPTS)
    done = run("import", "arms", write("trials.csv", TRIALS), *SAID, "--at", "12 weeks")
    written = os.path.join("mine", "trials.ttl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"wrote {written}\n")
    assert run("validate", "mine").returncode == 0
    pooled = run("evidence", "some outcome", "-d", "mine", "--measure", "RR", "--format", "csv")
    row = pooled.stdout.splitlines()[1].split(",")
    assert row[1:4] == ["no contact", "Alpha", "RR"]
    # 9 of 20 against 5 of 20.
    assert float(row[4]) == pytest.approx(1.8)


def test_what_the_options_say_is_said_of_every_figure(shell, write, tmp_path):
    table = write("trials.csv", TRIALS)
    options = [
        "--at", "12 weeks", "--doi", "10.1000/xyz", "--verification", "readInSecondarySource",
        "--read-in", "A review",
    ]  # fmt: skip
    code, out, err = shell(
        "import", "arms", table, "-p", "mine", "--outcome", "some outcome", "--source", "A paper",
        *options,
    )  # fmt: skip
    assert (code, out, err) == (0, "", f"wrote {os.path.join('mine', 'trials.ttl')}\n")
    (study,) = kg.load(tmp_path / "mine").studies.values()
    assert {(r.time_label, r.verification) for r in study.results} == {
        ("12 weeks", "readInSecondarySource")
    }


def test_a_table_is_imported_again_only_where_that_is_said(shell, write):
    table = write("trials.csv", TRIALS)
    assert shell("import", "arms", table, *SAID)[0] == 0
    assert shell("import", "arms", table, *SAID) == (
        2,
        "",
        f"kg: '{os.path.join('mine', 'trials.ttl')}' cannot be written: it is there already; rename"
        " the table, or say --replace\n",
    )
    assert shell("import", "arms", table, *SAID, "--replace")[0] == 0


def test_rows_that_cannot_be_are_all_named_and_nothing_is_written(shell, write, tmp_path):
    table = write("trials.csv", f"{TRIALS}T,Alpho,5,20\nT,no contact,25,20\n")
    before = sorted(os.listdir(tmp_path / "mine"))
    code, out, err = shell("import", "arms", table, *SAID)
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        f"kg: {table}, row 4: concept 'Alpho' is not in the graph; did you mean 'Alpha'?",
        f"{table}, row 5: arm 'no contact' has 25 events among 20 participants; events cannot exceed"
        " participants",
    ]
    assert sorted(os.listdir(tmp_path / "mine")) == before


def test_a_pack_that_is_not_there_is_refused(shell, write):
    table = write("trials.csv", TRIALS)
    code, _, err = shell(
        "import", "arms", table, "-p", "yours", "--outcome", "some outcome", "--source", "A source"
    )
    assert code == 2
    assert err.startswith("kg: pack 'yours' is not among the shipped packs")


@pytest.mark.parametrize("missing", ["--outcome", "--source", "-p"])
def test_outcome_source_and_pack_have_to_be_said(shell, write, missing, capsys):
    at = SAID.index(missing)
    with pytest.raises(SystemExit) as caught:
        shell("import", "arms", write("trials.csv", TRIALS), *SAID[:at], *SAID[at + 2 :])
    assert caught.value.code == 2
    assert "the following arguments are required" in capsys.readouterr().err


def test_only_arms_can_be_imported(shell, write, capsys):
    with pytest.raises(SystemExit):
        shell("import", "studies", write("trials.csv", TRIALS), *SAID)
    assert "invalid choice: 'studies'" in capsys.readouterr().err
