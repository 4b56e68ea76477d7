from __future__ import annotations

import pickle

import pandas
import pytest

import kg
from kg import DataError, LoadError
from kg.evidence.arms import Counts, Estimate, Means, Rates
from kg.evidence.data import people_of_arms
from kg.evidence.measures import MEASURES
from kg.evidence.rows import TableError
from kg.evidence.tables import read_table

TWICE = (
    "'%s' of 'S' is there already; tell arms apart in a column 'arm', and give one outcome and one"
    " time"
)
COUNTS = "study,treatment,events,total\n"
MEANS = "study,treatment,mean,sd,total\n"
RATES = "study,treatment,events,person_time\n"
EFFECTS = "study,treatment,effect,se\n"
LIMITS = "study,treatment,comparator,effect,lower,upper\n"
LEVELS = "study,treatment,comparator,effect,lower,upper,level\n"


@pytest.fixture
def studies(write):
    """Return a function that reads a CSV text as of a measure."""

    def read(text: str | bytes, measure: str = "OR", **options):
        return read_table(write("trials.csv", text), MEASURES[measure], **options)

    return read


@pytest.fixture
def problems(studies):
    """Return a function that reads a CSV text and returns what is wrong with it."""

    def read(text: str | bytes, measure: str = "OR", **options):
        with pytest.raises(TableError) as caught:
            studies(text, measure, **options)
        return list(caught.value.problems)

    return read


# --- what a row tells -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "row", "measure", "figures"),
    [
        (COUNTS, "5,20", "OR", Counts(5, 20)),
        (COUNTS, "0,20", "RD", Counts(0, 20)),
        (COUNTS, "20,20", "RR", Counts(20, 20)),
        (MEANS, "-1.5,2.25,20", "MD", Means(-1.5, 2.25, 20)),
        (RATES, "12,17.5", "IRR", Rates(12, 17.5)),
        (EFFECTS, "-0.25,0.5", "MD", Estimate(-0.25, 0.5)),
        (EFFECTS, "1,0.5", "ROM", Estimate(0.0, 0.5)),
        (COUNTS, " 5 , 20 ", "OR", Counts(5, 20)),
        (COUNTS, "5.0,2e1", "OR", Counts(5, 20)),
    ],
)
def test_the_row_of_an_arm_tells_its_figures(studies, header, row, measure, figures):
    (study,) = studies(f"{header}S,a,{row}\nS,b,{row}\n", measure)
    assert [arm.figures for arm in study.arms] == [(figures,), (figures,)]


def test_an_arm_may_tell_several_kinds_of_figures(studies):
    (study,) = studies("study,treatment,events,total,person_time\nS,a,5,20,9\nS,b,6,20,8\n")
    assert study.arms[0].figures == (Counts(5, 20), Rates(5, 9))


def test_a_row_says_where_it_is_from(studies, tmp_path):
    (study,) = studies(f"{COUNTS}S,a,5,20\nS,b,6,20\n")
    path = tmp_path / "trials.csv"
    assert [arm.origins for arm in study.arms] == [(f"{path}, row 2",), (f"{path}, row 3",)]


def test_people_are_those_of_a_total_unless_they_are_given(studies):
    text = "study,treatment,events,total,participants\nS,a,5,20,25\nS,b,6,20,\n"
    (study,) = studies(text)
    assert [arm.participants for arm in study.arms] == [25, 20]
    assert people_of_arms(study.arms) == 45


def test_studies_come_in_the_order_of_their_first_rows(studies):
    text = f"{COUNTS}T,a,1,9\nS,a,1,9\nT,b,2,9\nS,b,2,9\n"
    assert [study.study for study in studies(text)] == ["T", "S"]


def test_an_arm_has_a_name_of_its_own_where_a_treatment_has_several(studies):
    text = "study,treatment,arm,events,total\nS,drug,10 mg,1,9\nS,drug,20 mg,2,9\nS,placebo,,3,9\n"
    (study,) = studies(text)
    assert [(arm.label, arm.node) for arm in study.arms] == [
        ("10 mg", "drug"),
        ("20 mg", "drug"),
        ("placebo", "placebo"),
    ]


def test_two_arms_of_one_treatment_need_names_to_be_joined(write, problems):
    text = "study,treatment,arm,events,total\nS,drug,x,1,9\nS,drug,y,2,9\nS,placebo,,6,9\n"
    joined = kg.synthesize(write("two.csv", text), measure="RD").effect("drug", "placebo")
    # 3 of 18 against 6 of 9.
    assert joined.value == pytest.approx(-0.5)
    assert problems(f"{COUNTS}S,drug,1,9\nS,drug,2,9\nS,placebo,6,9\n") == [(3, TWICE % "drug")]


def test_empty_lines_are_skipped_and_still_counted(problems):
    assert problems(f"{COUNTS}S,a,5,20\n\n , ,,\nS,b,30,20\n") == [
        (5, "arm 'b' has 30 events among 20 participants; events cannot exceed participants")
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_column(studies):
    (study,) = studies(f"\ufeff{COUNTS}S,a,5,20\nS,b,6,20\n")
    assert study.study == "S"


def test_lines_may_end_as_on_windows(studies):
    (study,) = studies(f"{COUNTS}S,a,5,20\nS,b,6,20\n".replace("\n", "\r\n"))
    assert [arm.figures for arm in study.arms] == [(Counts(5, 20),), (Counts(6, 20),)]


def test_a_text_with_a_comma_stands_in_quotes(studies):
    (study,) = studies(f'{COUNTS}"Lu, 2004","drug, high",5,20\n"Lu, 2004",b,6,20\n')
    assert (study.study, study.arms[0].node) == ("Lu, 2004", "drug, high")


@pytest.mark.parametrize(
    "header",
    [
        "study,treatment,events,total",
        "Study,Treatment,Events,Total",
        " studlab , treat , event , n ",
        "trial,intervention,r,N",
        "author,t,d,n",
    ],
)
def test_columns_are_known_by_other_names(studies, header):
    (study,) = studies(f"{header}\nS,a,5,20\nS,b,6,20\n")
    assert [arm.figures for arm in study.arms] == [(Counts(5, 20),), (Counts(6, 20),)]


def test_the_columns_of_contrasts_are_known_by_those_of_another_library(studies):
    (study,) = studies("studlab,treat1,treat2,TE,seTE\nS,a,b,-0.5,0.25\n", "MD")
    (contrast,) = study.contrasts
    assert (contrast.treatment, contrast.comparator) == ("a", "b")
    assert (contrast.effect, contrast.error) == (-0.5, 0.25)


@pytest.mark.parametrize(
    "header", ["study,treatment,person-years,events", "study,treatment,Person Years,events"]
)
def test_a_column_may_be_written_with_a_space_or_a_hyphen(studies, header):
    (study,) = studies(f"{header}\nS,a,17.5,12\nS,b,18,9\n", "IRR")
    assert study.arms[0].figures == (Rates(12, 17.5),)


def test_a_column_that_means_nothing_here_is_left_alone(studies):
    text = "study,notes,notes,treatment,events,total\nS,x,y,a,5,20\nS,x,y,b,6,20\n"
    (study,) = studies(text)
    assert study.arms[0].figures == (Counts(5, 20),)


# --- standard errors from intervals -----------------------------------------------------------------

# 0.5 (0.25 to 1): ln 4 = 1.386294 wide, and twice 1.644854, 1.959964 or 2.575829 errors.
BY_LEVEL = [("0.90", 0.421403), ("", 0.353653), ("0.95", 0.353653), ("0.99", 0.269097)]


@pytest.mark.parametrize(("level", "error"), BY_LEVEL)
def test_a_ratio_and_its_limits_give_the_error_of_the_logarithm(studies, level, error):
    (study,) = studies(f"{LEVELS}S,a,b,0.5,0.25,1,{level}\n", "HR")
    (contrast,) = study.contrasts
    assert contrast.effect == pytest.approx(-0.693147, abs=1e-6)
    assert contrast.error == pytest.approx(error, abs=1e-6)


def test_limits_of_a_difference_are_no_logarithms(studies):
    (study,) = studies(f"{LIMITS}S,a,b,-1,-2.959964,0.959964\n", "MD")
    (contrast,) = study.contrasts
    assert (contrast.effect, contrast.error) == (-1, pytest.approx(1.0, abs=1e-6))


@pytest.mark.parametrize(("level", "error"), BY_LEVEL)
def test_with_log_the_limits_are_logarithms_already(studies, level, error):
    text = f"{LEVELS}S,a,b,-0.693147,-1.386294,0,{level}\n"
    (contrast,) = studies(text, "HR", log=True)[0].contrasts
    assert contrast.effect == -0.693147
    assert contrast.error == pytest.approx(error, abs=1e-6)


def test_with_log_or_without_a_table_says_the_same(write):
    plain = write("plain.csv", f"{LIMITS}S,a,b,0.5,0.25,1\n")
    logs = write("logs.csv", f"{LIMITS}S,a,b,-0.6931471805599453,-1.3862943611198906,0\n")
    as_is = kg.synthesize(plain, measure="HR").effect("a", "b")
    as_logs = kg.synthesize(logs, measure="HR", log=True).effect("a", "b")
    assert (as_is.value, as_is.lower, as_is.upper) == pytest.approx((0.5, 0.25, 1.0))
    assert (as_logs.value, as_logs.lower, as_logs.upper) == pytest.approx((0.5, 0.25, 1.0))


def test_with_log_a_ratio_may_be_below_zero_and_without_it_may_not(studies, problems):
    text = "study,treatment,comparator,effect,se\nS,a,b,-0.5,0.25\n"
    assert studies(text, "OR", log=True)[0].contrasts[0].effect == -0.5
    assert problems(text) == [(2, "-0.5 is no odds ratio; a ratio is above zero")]


def test_a_standard_error_goes_before_limits(studies):
    text = "study,treatment,comparator,effect,se,lower,upper\nS,a,b,0.5,0.2,0.25,1\n"
    assert studies(text)[0].contrasts[0].error == 0.2


def test_an_arm_may_have_an_effect_with_limits(studies):
    text = "study,treatment,effect,lower,upper,level\nS,a,0.5,0.25,1,0.9\nS,b,0.5,0.25,1,0.99\n"
    first, second = studies(text, "IRR")[0].arms
    assert first.figures[0].error == pytest.approx(0.421403, abs=1e-6)
    assert second.figures[0].error == pytest.approx(0.269097, abs=1e-6)


# --- rows that cannot be --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        (
            COUNTS,
            "S,a,12,10",
            "arm 'a' has 12 events among 10 participants; events cannot exceed participants",
        ),
        (COUNTS, "S,a,-1,10", "arm 'a' has -1 events; events cannot be negative"),
        (COUNTS, "S,a,1,0", "arm 'a' has 0 participants; an arm has at least one"),
        (COUNTS, "S,a,NaN,10", "events 'NaN' is no number; leave the cell empty if not known"),
        (COUNTS, "S,a,inf,10", "events 'inf' is no number; leave the cell empty if not known"),
        (COUNTS, "S,a,five,10", "events 'five' is no number; write a number"),
        (COUNTS, 'S,a,"1,5",10', "events '1,5' is no number; write it with a point"),
        (COUNTS, " ,a,5,10", "study is empty; say which it is"),
        (COUNTS, "S,,5,10", "treatment is empty; say which it is"),
        (
            COUNTS,
            "S,a,5,",
            "arm 'a' tells nothing; give events and total, mean, sd and total, events and"
            " person_time, or effect and se",
        ),
        (MEANS, "S,a,1,-2,10", "arm 'a' has a standard deviation of -2; it must be above zero"),
        (MEANS, "S,a,1,0,10", "arm 'a' has a standard deviation of 0; it must be above zero"),
        (MEANS, "S,a,1,2,1", "arm 'a' has 1 participants; a deviation needs at least two"),
        (RATES, "S,a,5,0", "arm 'a' has a person-time of 0; it must be above zero"),
        (RATES, "S,a,-5,2", "arm 'a' has -5 events; events cannot be negative"),
        (LIMITS, "S,a,a,1,0.5,2", "'a' is compared with itself; name another comparator"),
        (LIMITS, "S,a,b,1,2,0.5", "effect 1 is not between its limits 2 and 0.5; correct one"),
        (LIMITS, "S,a,b,3,0.5,2", "effect 3 is not between its limits 0.5 and 2; correct one"),
        (LIMITS, "S,a,b,1,1,1", "both limits are 1; an interval has two"),
        (LIMITS, "S,a,b,1,,2", "there is neither se nor both limits; give one of them"),
        (LIMITS, "S,a,b,,1,2", "there is no effect; give it with se, or with lower and upper"),
        (LIMITS, "S,a,b,0,0,2", "0 is no odds ratio; a ratio is above zero"),
        (LIMITS, "S,a,b,1,-1,2", "-1 is no odds ratio; a ratio is above zero"),
        (EFFECTS, "S,a,0.5,", "there is neither se nor both limits; give one of them"),
        (
            LIMITS,
            "S,a,b,1,0.5,20",
            "effect 1 is far from the middle of its limits 0.5 and 20; check them, or give its se",
        ),
        (LEVELS, "S,a,b,1,.5,2,95", "level 95 is not between 0 and 1; write 95 % as 0.95"),
        (LEVELS, "S,a,b,1,.5,2,1", "level 1 is not between 0 and 1; write 95 % as 0.95"),
        (
            "study,treatment,comparator,effect,se\n",
            "S,a,b,1,-2",
            "se -2 is not above zero; correct it",
        ),
        (
            "study,treatment,comparator,effect,se\n",
            "S,a,b,1,0",
            "se 0 is not above zero; correct it",
        ),
    ],
)
def test_a_row_that_cannot_be_is_named_with_its_reason(problems, header, row, reason):
    assert problems(f"{header}{row}\n") == [(2, reason)]


def test_all_rows_that_cannot_be_are_named_at_once_with_the_file(studies, tmp_path):
    text = f"{COUNTS}S,a,12,10\nS,b,3,10\nT,a,x,10\n,b,1,10\nU,,1,10\nU,b,1,0\n"
    with pytest.raises(TableError) as caught:
        studies(text)
    path = tmp_path / "trials.csv"
    assert str(caught.value).splitlines() == [
        f"{path}, row 2: arm 'a' has 12 events among 10 participants;"
        " events cannot exceed participants",
        f"{path}, row 4: events 'x' is no number; write a number",
        f"{path}, row 5: study is empty; say which it is",
        f"{path}, row 6: treatment is empty; say which it is",
        f"{path}, row 7: arm 'b' has 0 participants; an arm has at least one",
    ]


def test_a_row_that_repeats_another_is_refused(problems):
    assert problems(f"{COUNTS}S,a,5,20\nS,b,6,20\nS, a,5 ,20\n") == [
        (4, "it repeats row 2; remove it, or tell the arms apart in a column 'arm'")
    ]


def test_an_arm_that_is_there_twice_is_refused(problems):
    text = "study,treatment,arm,events,total\nS,a,x,1,5\nS,a,x,2,5\nS,b,,2,5\n"
    assert problems(text) == [(3, TWICE % "x")]


def test_every_study_with_one_arm_is_named(problems):
    assert problems(f"{COUNTS}S,a,5,20\nT,a,5,20\nT,b,5,20\nU,c,5,20\n") == [
        (None, "study 'S' has one arm, 'a'; a study compares two or more"),
        (None, "study 'U' has one arm, 'c'; a study compares two or more"),
    ]


def test_a_problem_without_a_row_names_the_file(studies, tmp_path):
    with pytest.raises(TableError) as caught:
        studies(f"{COUNTS}S,a,5,20\n")
    path = tmp_path / "trials.csv"
    said = "study 'S' has one arm, 'a'; a study compares two or more"
    assert str(caught.value) == f"{path}: {said}"


def test_too_many_cells_are_refused(problems):
    assert problems(f"{COUNTS}S,a,1,5,6\nS,b,1,2\nT,a,b,c,1,5\n") == [
        (2, "5 cells for 4 columns; put text with a comma in quotes"),
        (4, "6 cells for 4 columns; put text with a comma in quotes"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("foo,bar\n1,2\n", (1, "there is no column 'study' and 'treatment'; add it")),
        ("study,events,total\nS,1,2\n", (1, "there is no column 'treatment'; add it")),
        ("treatment,events,total\na,1,2\n", (1, "there is no column 'study'; add it")),
        (
            "study;treatment;events\nS;a;1\n",
            (1, "there is no column 'study' and 'treatment'; add it"),
        ),
        ("", (1, "there is no column 'study' and 'treatment'; add it")),
        ("\ufeff", (1, "there is no column 'study' and 'treatment'; add it")),
        (COUNTS, (None, "there are no rows; add one for each arm or contrast")),
        (f"{COUNTS},,,\n\n", (None, "there are no rows; add one for each arm or contrast")),
        ("study,treatment,events,events\n", (1, "the column 'events' is there twice; keep one")),
        ("study,treatment,total,n\n", (1, "the column 'total' is there twice; keep one")),
        ("study,Trial,treatment\n", (1, "the column 'study' is there twice; keep one")),
    ],
)
def test_a_table_without_its_columns_or_rows_is_refused(problems, text, problem):
    assert problems(text) == [problem]


def test_a_table_of_unknown_columns_tells_nothing(problems):
    tells_nothing = (
        "tells nothing; give events and total, mean, sd and total, events and person_time, or"
        " effect and se"
    )
    assert problems("study,treatment,responders,randomised\nS,a,5,20\nS,b,6,20\n") == [
        (2, f"arm 'a' {tells_nothing}"),
        (3, f"arm 'b' {tells_nothing}"),
    ]


def test_a_file_that_is_not_there_is_a_load_error(tmp_path):
    with pytest.raises(LoadError, match="no such file or directory"):
        read_table(tmp_path / "trials.csv", MEASURES["OR"])


def test_a_text_that_is_not_utf_8_is_a_load_error(studies):
    with pytest.raises(LoadError, match="the text is not UTF-8"):
        studies(f"{COUNTS}S\xe4,a,5,20\n".encode("latin-1"))


def test_the_error_of_a_table_can_be_pickled():
    error = TableError("trials.csv", [(14, "12 events among 10 participants"), (None, "more")])
    again = pickle.loads(pickle.dumps(error))
    assert (again.path, again.problems) == (error.path, error.problems)
    assert str(again) == "trials.csv, row 14: 12 events among 10 participants\ntrials.csv: more"


def test_the_error_of_a_table_is_one_of_the_library():
    assert issubclass(TableError, kg.KgError)


# --- DataFrames -----------------------------------------------------------------------------------

MIXED = pandas.DataFrame(
    {
        "study": ["S", "S", "T", "T", "U"],
        "treatment": ["a", "b", "b", "c", "c"],
        "comparator": [None, None, None, None, "a"],
        "events": [5, 9, 8, 4, None],
        "total": [20, 20, 25, 25, None],
        "effect": [None, None, None, None, 0.5],
        "lower": [None, None, None, None, 0.25],
        "upper": [None, None, None, None, 1.0],
    }
)


def test_a_frame_and_its_csv_give_the_same(tmp_path):
    path = tmp_path / "trials.csv"
    MIXED.to_csv(path, index=False)
    of_frame = kg.synthesize(MIXED, measure="OR", better="lower")
    of_file = kg.synthesize(path, measure="OR", better="lower")
    assert of_frame.to_table() == of_file.to_table()
    assert of_frame.to_text() == of_file.to_text()


def test_arms_and_contrasts_stand_in_one_network():
    found = kg.synthesize(MIXED, measure="OR")
    (network,) = found.networks
    assert network.treatments == ("a", "b", "c")
    assert [told.way for told in found.told] == ["figures", "figures", "contrasts"]
    assert found.effect("c", "a").evidence == "mixed"
    assert found.effect("c", "a").studies == ("U",)


def test_a_contrast_is_what_its_arms_would_tell(write):
    # ln(5·11 / (9·15)) and √(1/5 + 1/15 + 1/9 + 1/11), by hand.
    arms = write("arms.csv", f"{COUNTS}S,a,5,20\nS,b,9,20\n")
    contrast = "study,treatment,comparator,effect,se\nS,a,b,-0.8979416,0.6846071\n"
    of_arms = kg.synthesize(arms, measure="OR").effect("a", "b")
    of_contrast = kg.synthesize(write("contrasts.csv", contrast), measure="OR", log=True).effect(
        "a", "b"
    )
    assert of_arms.effect == pytest.approx(of_contrast.effect, abs=1e-6)
    assert of_arms.error == pytest.approx(of_contrast.error, abs=1e-6)


def test_a_frame_may_have_missing_values_as_none_or_not_a_number():
    frame = pandas.DataFrame(
        {
            "study": ["S", "S"],
            "treatment": ["a", "b"],
            "comparator": [None, float("nan")],
            "events": [5, 9],
            "total": [20, 20],
            "mean": [float("nan"), None],
        }
    )
    (study,) = read_table(frame, MEASURES["OR"])
    assert [arm.figures for arm in study.arms] == [(Counts(5, 20),), (Counts(9, 20),)]


def test_a_frame_may_have_the_nullable_columns_of_pandas():
    frame = pandas.DataFrame(
        {
            "study": ["S", "S"],
            "treatment": ["a", "b"],
            "comparator": [None, None],
            "events": [5, 9],
            "total": [20, 20],
            "mean": [1.5, None],
        }
    ).convert_dtypes()
    (study,) = read_table(frame, MEASURES["OR"])
    assert [arm.figures for arm in study.arms] == [(Counts(5, 20),), (Counts(9, 20),)]


def test_a_frame_is_named_and_counted_as_a_table_with_its_header_is():
    frame = pandas.DataFrame(
        {"study": ["S", "S"], "treatment": ["a", None], "events": [5, 30], "total": [20, 20]},
        index=[70, 80],
    )
    with pytest.raises(TableError) as caught:
        read_table(frame, MEASURES["OR"])
    assert str(caught.value) == "the table, row 3: treatment is empty; say which it is"


def test_a_frame_is_not_changed():
    before = MIXED.copy(deep=True)
    read_table(MIXED, MEASURES["OR"])
    pandas.testing.assert_frame_equal(MIXED, before)


# --- studies of contrasts ---------------------------------------------------------------------------


def test_a_study_of_three_that_lacks_a_contrast_is_refused_by_name(write):
    text = "study,treatment,comparator,effect,se\nS,b,a,1,0.2\nS,c,b,1,0.2\n"
    with pytest.raises(DataError) as caught:
        kg.synthesize(write("trials.csv", text), measure="MD")
    assert str(caught.value) == (
        "study 'S' has 3 arms but no contrast of c against a; give every pair, or the figures of"
        " each arm"
    )


def test_contrasts_name_the_arms_that_no_row_is_of(studies):
    (study,) = studies("study,treatment,comparator,effect,se\nS,b,a,1,0.2\n", "MD")
    assert [(arm.label, arm.node, arm.figures) for arm in study.arms] == [
        ("a", "a", ()),
        ("b", "b", ()),
    ]
