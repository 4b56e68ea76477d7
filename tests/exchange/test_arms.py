"""Tables of arms that become part of a pack."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg import DataError, LoadError, UnknownNameError, WriteError
from kg.evidence.rows import TableError
from kg.exchange.arms import Import, import_arms
from kg.exchange.pack import write_new_pack

CONCEPTS = """
mine:alpha a tkg:Drug ; skos:prefLabel "Alpha"@en ; skos:altLabel "ALP"@en ; skos:definition "A drug."@en .
mine:beta a tkg:Drug ; skos:prefLabel "Beta"@en ; skos:definition "A drug."@en .
mine:nothing a tkg:ControlCondition ; skos:prefLabel "no contact"@en ; skos:definition "Nothing."@en .
mine:sleep a tkg:Outcome ; skos:prefLabel "sleep"@en ; skos:definition "Rest."@en ; tkg:desirableDirection tkg:higher .
"""

COUNTS = "study,treatment,events,total\n"
TRIALS = (
    COUNTS
    + "trial 01,no contact,9,140\ntrial 01,Alpha,23,140\ntrial 01,Beta,10,138\n"
    + "trial 02,Alpha,12,85\ntrial 02,Beta,29,170\n"
    + "trial 03,no contact,75,731\ntrial 03,Alpha,363,714\n"
    + "trial 04,no contact,0,33\ntrial 04,Alpha,9,48\n"
)
SAID = Import("sleep", "A source")


@pytest.fixture
def pack(tmp_path) -> Path:
    """Return the folder of a new pack with two drugs, a control condition and an outcome."""
    folder = tmp_path / "mine"
    write_new_pack(str(folder), "mine", "A pack")
    concepts = folder / "concepts.ttl"
    concepts.write_text(concepts.read_text() + CONCEPTS)
    return folder


@pytest.fixture
def imported(pack, write):
    """Return a function that imports a CSV text into the pack and returns what is loaded of it."""

    def load(text: str, said: Import = SAID, *, name: str = "trials.csv", **options):
        import_arms(write(name, text), str(pack), said, **options)
        return kg.load(pack)

    return load


@pytest.fixture
def refused(pack, write):
    """Return a function that imports a text that is refused, and says why; nothing is written."""

    def why(text: str, said: Import = SAID, error: type[kg.KgError] = TableError, **options):
        before = contents(pack)
        with pytest.raises(error) as caught:
            import_arms(write("trials.csv", text), str(pack), said, **options)
        assert contents(pack) == before
        return str(caught.value)

    return why


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# --- what is imported -------------------------------------------------------------------------------------


def test_the_pack_is_valid_afterwards(imported):
    assert imported(TRIALS).validate().to_text() == "nothing to mend"


@pytest.mark.parametrize("measure", ["OR", "RR", "RD"])
def test_pooled_it_gives_the_numbers_that_the_table_gives(imported, write, measure):
    of_pack = imported(TRIALS).synthesize("sleep", measure=measure)
    of_table = kg.synthesize(
        write("trials.csv", TRIALS), measure=measure, outcome="sleep", better="higher"
    )
    assert of_pack.to_table() == of_table.to_table()
    assert of_pack.ranks() == of_table.ranks()
    assert of_pack.findings == of_table.findings


def test_every_arm_has_its_figure_and_what_it_counts_for(imported):
    knowledge = imported(TRIALS)
    assert [study.label for study in knowledge.studies.values()] == [
        "trial 01", "trial 02", "trial 03", "trial 04",
    ]  # fmt: skip
    first = knowledge.studies[kg.IRI("https://w3id.org/treatment-kg/mine/study-trial-01")]
    assert [
        (arm.label, knowledge.label(arm.counts_for), arm.participants) for arm in first.arms
    ] == [
        ("Alpha", "Alpha", 140),
        ("Beta", "Beta", 138),
        ("no contact", "no contact", 140),
    ]
    assert [(r.events, r.total, r.verification) for r in first.results] == [
        (23, 140, "notVerified"), (10, 138, "notVerified"), (9, 140, "notVerified"),
    ]  # fmt: skip
    assert (first.participants, first.identified) == (418, False)


def test_a_treatment_may_have_another_of_its_names(imported):
    text = f"{COUNTS}S,ALP,5,20\nS,mine:nothing,9,20\n"
    assert imported(text).synthesize("sleep").treatments == ("Alpha", "no contact")


def test_a_time_is_that_of_every_result(imported):
    knowledge = imported(TRIALS, Import("sleep", "A source", at="12 months"))
    results = [result for study in knowledge.studies.values() for result in study.results]
    assert {(r.weeks, r.time_label) for r in results} == {(Decimal("52.2"), "12 months")}
    assert knowledge.validate().conforms


def test_a_source_that_the_pack_has_is_used_and_another_is_made(imported):
    knowledge = imported(
        TRIALS,
        Import("sleep", "A paper", doi="10.1000/xyz", verification="readInSecondarySource",
               read_in="A review"),
    )  # fmt: skip
    assert knowledge.validate().conforms
    sources = {source.label: source for source in knowledge.sources.values()}
    assert sorted(sources) == ["A paper", "A review", "A source"]
    assert sources["A paper"].doi == "10.1000/xyz"
    result = next(iter(knowledge.studies.values())).results[0]
    assert result.sources == (sources["A paper"].iri,)
    assert result.read_in == (sources["A review"].iri,)
    assert result.verification == "readInSecondarySource"


def test_a_source_that_the_pack_has_is_not_made_again(imported):
    knowledge = imported(TRIALS)
    assert [source.label for source in knowledge.sources.values()] == ["A source"]


def test_more_may_be_said_of_studies_arms_and_figures(imported):
    text = (
        "study,treatment,arm,events,total,registration,phase,dose,route,frequency,background,"
        "as_printed\n"
        "S,Alpha,Alpha 5 mg,5,20,NCT01,3,5 mg,by mouth,once a day,rest,5 (25%)\n"
        "S,Alpha,Alpha 9 mg,6,20,NCT01,3,9 mg,,,,\n"
        "S,no contact,,9,20,NCT01,3,,,,,\n"
    )
    knowledge = imported(text)
    assert knowledge.validate().conforms
    (study,) = knowledge.studies.values()
    assert (study.identified, study.registrations, study.phase) == (True, ("NCT01",), "3")
    arm = study.arms[0]
    assert (arm.label, arm.dose, arm.route, arm.frequency, arm.background) == (
        "Alpha 5 mg", "5 mg", "by mouth", "once a day", "rest",
    )  # fmt: skip
    assert [result.as_printed for result in study.results] == ["5 (25%)", None, None]


@pytest.mark.parametrize(
    ("text", "measure", "kind"),
    [
        ("study,treatment,events,person_time\nS,Alpha,5,17.5\nS,Beta,9,18.25\n", "IRR", "rate"),
        ("study,treatment,events,person_time\nS,Alpha,5,17\nS,Beta,9,1e2\n", "IRR", "rate"),
        (
            "study,treatment,mean,sd,total\nS,Alpha,-1.25,0.5,20\nS,Beta,0.75,1.5,22\n",
            "MD",
            "mean",
        ),
        ("study,treatment,mean,sd,total\nS,Alpha,-1,2,20\nS,Beta,0,3,22\n", "MD", "mean"),
    ],
)
def test_rates_and_means_can_be_imported(imported, write, text, measure, kind):
    knowledge = imported(text)
    assert knowledge.validate().conforms
    assert {r.kind for study in knowledge.studies.values() for r in study.results} == {kind}
    of_table = kg.synthesize(write("trials.csv", text), measure=measure)
    assert knowledge.synthesize("sleep", measure=measure).to_table() == of_table.to_table()


@pytest.mark.parametrize("measure", ["OR", "IRR"])
def test_every_kind_of_figure_that_a_row_has_is_imported(imported, write, measure):
    text = "study,treatment,events,total,person_time\nS,Alpha,5,20,17.5\nS,Beta,9,20,18.25\n"
    knowledge = imported(text)
    assert knowledge.validate().conforms
    of_table = kg.synthesize(write("trials.csv", text), measure=measure)
    assert knowledge.synthesize("sleep", measure=measure).to_table() == of_table.to_table()


def test_studies_and_arms_of_nearly_one_name_stay_apart(imported):
    text = f"{COUNTS}S 1,Alpha,5,20\nS 1,Beta,6,20\nS-1,Alpha,7,20\nS-1,Beta,8,20\nŠ 1,Alpha,9,20\nŠ 1,Beta,9,20\n"
    knowledge = imported(text)
    assert knowledge.validate().conforms
    assert [(s.iri.local_name, s.label) for s in knowledge.studies.values()] == [
        ("study-s-1", "S 1"),
        ("study-s-1-2", "S-1"),
        ("study-s-1-3", "Š 1"),
    ]
    assert [r.events for s in knowledge.studies.values() for r in s.results] == [5, 6, 7, 8, 9, 9]


def test_two_arms_of_one_treatment_are_two_arms(imported):
    header = "study,treatment,arm,events,total\n"
    text = f"{header}S,Alpha,low,5,20\nS,Alpha,high,6,20\nS,no contact,,9,20\n"
    knowledge = imported(text)
    assert knowledge.validate().conforms
    # 11 of 40 less 9 of 20.
    effect = knowledge.synthesize("sleep", measure="RD").effect("Alpha", "no contact")
    assert effect.value == pytest.approx(-0.175)


def test_the_file_is_turtle_that_a_person_can_read(pack, write):
    path = import_arms(write("trials.csv", TRIALS), str(pack), SAID)
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    assert os.path.basename(path) == "trials.ttl"
    assert lines[:15] == [
        "@prefix mine: <https://w3id.org/treatment-kg/mine/> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix tkg: <https://w3id.org/treatment-kg/ontology#> .",
        "",
        "# The arms of trials.csv.",
        "",
        "mine:study-trial-01 a tkg:Study ;",
        '    skos:prefLabel "trial 01"@en ;',
        '    skos:definition "A study of sleep, trial 01 in A source."@en ;',
        "    tkg:identified false ;",
        "    tkg:hasArm mine:arm-trial-01-no-contact , mine:arm-trial-01-alpha , mine:arm-trial-01-beta ;",
        "    tkg:participants 418 .",
        "",
        "mine:arm-trial-01-no-contact a tkg:Arm ;",
        '    skos:prefLabel "no contact"@en ;',
    ]


def test_imported_twice_it_is_the_same_to_the_byte(pack, write):
    table = write("trials.csv", TRIALS)
    first = Path(import_arms(table, str(pack), SAID)).read_bytes()
    again = Path(import_arms(table, str(pack), SAID, replace=True)).read_bytes()
    assert first == again


def test_a_label_with_quotes_and_line_breaks_is_kept(imported):
    text = COUNTS + '"a ""quoted"" \\ name",Alpha,5,20\n"a ""quoted"" \\ name",Beta,6,20\n'
    (study,) = imported(text).studies.values()
    assert study.label == 'a "quoted" \\ name'


# --- what is refused --------------------------------------------------------------------------------------


def test_unknown_treatments_are_named_with_rows_and_suggestions_all_at_once(refused, tmp_path):
    text = f"{COUNTS}S,Alpho,5,20\nS,no contact,9,20\nT,Beta,5,20\nT,contact,9,20\n"
    path = tmp_path / "trials.csv"
    assert refused(text).splitlines() == [
        f"{path}, row 2: concept 'Alpho' is not in the graph; did you mean 'Alpha' or 'ALP'?",
        f"{path}, row 5: concept 'contact' is not in the graph; did you mean 'no contact'?",
    ]


def test_all_rows_that_cannot_be_are_named_at_once(refused, tmp_path):
    text = (
        "study,treatment,comparator,events,total,effect,se\n"
        "S,Alpha,,25,20,,\n,Alpha,,5,20,,\nS,,,5,20,,\nS,Beta,,5.5,20,,\nS,Beta,,five,20,,\n"
        "S,Beta,,,20,,\nS,Beta,Alpha,,,0.5,0.1\nS,Beta,,,,0.5,0.1\nS,gamma,,5,20,,\n"
    )
    path = tmp_path / "trials.csv"
    assert [line.removeprefix(f"{path}, ") for line in refused(text).splitlines()] == [
        "row 2: arm 'Alpha' has 25 events among 20 participants; events cannot exceed participants",
        "row 3: study is empty; say which it is",
        "row 4: treatment is empty; say which it is",
        "row 5: 5.5 is no whole number; people and events are counted",
        "row 6: events 'five' is no number; write a number",
        "row 7: arm 'Beta' tells nothing; give events and total, mean, sd and total, events and"
        " person_time, or effect and se",
        "row 8: a row with a comparator is a contrast; import arms only",
        "row 9: effects of arms cannot be imported; give counts, rates or means",
        "row 10: concept 'gamma' is not in the graph; there are 'ALP', 'Alpha', 'Beta', 'no"
        " contact', 'sleep', 'some outcome', 'some therapy'",
    ]


@pytest.mark.parametrize(
    ("said", "error", "reason"),
    [
        (
            Import("slep", "A source"),
            UnknownNameError,
            "concept 'slep' is not in the graph; did you mean 'sleep'?",
        ),
        (
            Import("sleep", "A source", at="soon"),
            DataError,
            "the time 'soon' is not understood; write it like '24 months'",
        ),
        (
            Import("sleep", "A source", verification="read"),
            DataError,
            "the verification 'read' is none; use readInSource, readInSecondarySource, notVerified",
        ),
    ],
)
def test_what_is_said_of_every_row_has_to_be_known(refused, said, error, reason):
    assert refused(TRIALS, said, error) == reason


def test_a_figure_that_was_read_elsewhere_says_where(refused):
    said = Import("sleep", "A source", verification="readInSecondarySource")
    reason = refused(TRIALS, said, DataError)
    assert reason.startswith("the pack would not be valid: result 'mine:result-trial-01-")


def test_a_row_that_repeats_another_is_refused(refused):
    assert refused(f"{COUNTS}S,Alpha,5,20\nS,Beta,6,20\nS,Alpha,5,20\n").endswith(
        "row 4: it repeats row 2; remove it, or tell the arms apart in a column 'arm'"
    )


def test_an_outcome_is_no_treatment(refused):
    reason = refused(f"{COUNTS}S,sleep,5,20\nS,Alpha,5,20\n", error=DataError)
    assert reason.startswith(
        "the pack would not be valid: arm 'mine:arm-s-sleep' counts for mine:sleep, which is not"
        " described as a therapy or a control condition"
    )


def test_a_table_without_rows_or_columns_is_refused(refused):
    assert refused(COUNTS).endswith("there are no rows; add one for each arm or contrast")
    assert refused("").endswith("row 1: there is no column 'study' and 'treatment'; add it")


def test_a_table_that_is_not_there_is_refused(pack, tmp_path):
    before = contents(pack)
    with pytest.raises(LoadError):
        import_arms(str(tmp_path / "trials.csv"), str(pack), SAID)
    assert contents(pack) == before


def test_a_folder_that_is_no_pack_is_refused(tmp_path, write):
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataError) as caught:
        import_arms(write("trials.csv", TRIALS), str(tmp_path / "folder"), SAID)
    assert str(caught.value) == (
        f"'{tmp_path / 'folder'}' is not the folder of a pack; start one with: kg new NAME"
    )
    assert os.listdir(tmp_path / "folder") == []


# --- a file that is there ---------------------------------------------------------------------------------


def test_a_file_that_is_there_is_not_written_over(imported, refused, pack):
    imported(TRIALS)
    reason = refused(TRIALS, error=WriteError)
    assert reason == (
        f"'{pack / 'trials.ttl'}' cannot be written: it is there already; rename the table, or say"
        " --replace"
    )


def test_where_it_may_be_replaced_the_new_figures_count_alone(imported):
    imported(TRIALS)
    changed = TRIALS.replace("9,140", "19,140").replace("trial 04", "trial 05")
    knowledge = imported(changed, replace=True)
    assert knowledge.validate().conforms
    assert [study.label for study in knowledge.studies.values()] == [
        "trial 01", "trial 02", "trial 03", "trial 05",
    ]  # fmt: skip
    first = next(iter(knowledge.studies.values()))
    assert [result.events for result in first.results] == [23, 10, 19]


def test_a_replacement_that_is_refused_leaves_what_was_there(imported, refused):
    imported(TRIALS)
    assert refused(f"{COUNTS}S,Alpha,30,20\nS,Beta,1,20\n", replace=True).endswith(
        "events cannot exceed participants"
    )


def test_a_second_table_stands_beside_the_first(imported):
    imported(TRIALS)
    other = f"{COUNTS}trial 90,Alpha,5,20\ntrial 90,Beta,6,20\n"
    knowledge = imported(other, name="more.csv")
    assert knowledge.validate().conforms
    assert len(knowledge.studies) == 5


def test_of_a_study_that_the_pack_has_only_the_figures_are_new(imported):
    imported(TRIALS)
    said = Import("some outcome", "A source", at="12 months")
    knowledge = imported(TRIALS, said, name="more.csv")
    assert knowledge.validate().to_text() == "nothing to mend"
    assert len(knowledge.studies) == 4
    assert sum(len(study.arms) for study in knowledge.studies.values()) == 9
    assert sum(len(study.results) for study in knowledge.studies.values()) == 18
    assert knowledge.synthesize("sleep", measure="OR").to_table() == (
        knowledge.synthesize("some outcome", measure="OR").to_table()
    )


def test_of_one_outcome_there_may_be_two_times(imported):
    imported(TRIALS, Import("sleep", "A source", at="6 months"))
    later = TRIALS.replace("9,140", "19,140")
    knowledge = imported(later, Import("sleep", "A source", at="12 months"), name="later.csv")
    assert knowledge.validate().conforms
    events = {
        (result.time_label, result.events)
        for study in knowledge.studies.values()
        for result in study.results
        if study.label == "trial 01" and result.total == 140 and result.events != 23
    }
    assert events == {("6 months", 9), ("12 months", 19)}


def test_what_two_tables_do_not_agree_on_is_kept_and_said(imported):
    imported(TRIALS)
    knowledge = imported(TRIALS.replace("9,140", "19,140"), name="more.csv")
    assert knowledge.validate().conforms
    caveats = knowledge.synthesize("sleep", measure="OR").caveats
    assert [said for said in caveats if "sources differ" in said] == [
        "Trial 01: sources differ on no contact; taken was 9/140, as one had to be, and not 19/140."
    ]


@pytest.mark.parametrize("name", ["claims", "concepts", "pack"])
def test_a_file_that_no_import_wrote_never_gives_way(pack, write, name):
    before = contents(pack)
    with pytest.raises(WriteError) as caught:
        import_arms(write(f"{name}.csv", TRIALS), str(pack), SAID, replace=True)
    assert str(caught.value) == (
        f"'{pack / name}.ttl' cannot be written: it is there, and no import wrote it; rename the"
        " table"
    )
    assert contents(pack) == before


def test_an_arm_of_the_pack_counts_for_what_it_did_before(imported, pack, write):
    imported("study,treatment,arm,events,total\nS,Alpha,x,5,20\nS,Beta,y,6,20\n")
    again = write("again.csv", "study,treatment,arm,events,total\nS,Beta,x,5,20\n")
    with pytest.raises(TableError, match="arm 'x' of 'S' counts for 'Alpha'; name it otherwise"):
        import_arms(again, str(pack), SAID)


def test_two_rows_of_one_arm_are_refused(refused):
    said = refused(f"{COUNTS}S,Alpha,5,20\nS,Alpha,6,20\nS,Beta,6,20\n")
    assert said.endswith("'Alpha' of 'S' is there already; tell arms apart in a column 'arm'")
