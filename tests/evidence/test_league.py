"""League tables, ranks, and the whole laid out as text, Markdown and HTML."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pandas
import pytest

import kg
from kg import DataError, UnknownNameError
from kg.evidence.league import nodes
from tests.evidence.frames import APART, LOOP, ranked
from tests.evidence.graphs import count, loaded, study

HOSTILE = ["<script>alert(1)</script>", "a|b *c* [d](e)", "x\\y `z`", "a\nb"]


def hostile(better: str | None = "lower"):
    table = LOOP.assign(
        treatment=LOOP.treatment.map({"a": HOSTILE[0], "b": HOSTILE[1], "c": HOSTILE[2]}),
        study=LOOP.study.map({"S": HOSTILE[3], "T": "<T>", "U": "U|", "V": "V"}),
    )
    return ranked(table, better=better, outcome="<i>pain</i> | *much*")


# --- league tables --------------------------------------------------------------------------------------


def test_a_league_table_of_one_study_is_worked_out_by_hand():
    table = ranked(APART.head(2)).league()
    assert table.columns == ("row against column", "a", "b")
    assert list(table.tuples()) == [
        ("a", "a", "0.41 (0.11 to 1.56)"),
        ("b", "2.45 (0.64 to 9.39)", "b"),
    ]


def test_the_other_orientation_is_said_in_its_corner():
    table = ranked(APART.head(2)).league(orientation="column")
    assert table.columns == ("column against row", "a", "b")
    assert list(table.tuples()) == [
        ("a", "a", "2.45 (0.64 to 9.39)"),
        ("b", "0.41 (0.11 to 1.56)", "b"),
    ]


def cells(table) -> dict[tuple[str, str], list[float]]:
    """Return estimate and limits of each cell by its row and column."""
    names = table.columns[1:]
    return {
        (row[0], name): [
            float(x) for x in cell.replace("(", "").replace(")", "").split() if x != "to"
        ]
        for row in table.tuples()
        for name, cell in zip(names, row[1:], strict=True)
        if name != row[0]
    }


@pytest.mark.parametrize("pair", [("a", "b"), ("a", "c"), ("b", "c")])
def test_the_two_orientations_are_reciprocal(pair):
    by_row = cells(ranked().league())
    by_column = cells(ranked().league(orientation="column"))
    assert by_row[pair] == by_column[pair[1], pair[0]]
    value, lower, upper = by_row[pair]
    other, low, high = by_column[pair]
    assert (value * other, lower * high, upper * low) == pytest.approx((1, 1, 1), rel=0.05)


def test_the_two_orientations_of_a_difference_are_opposite():
    by_row = cells(ranked(measure="RD").league())
    by_column = cells(ranked(measure="RD").league(orientation="column"))
    value, lower, upper = by_row["a", "b"]
    assert by_column["a", "b"] == [-value, -upper, -lower]


def test_an_unknown_orientation_is_refused():
    with pytest.raises(UnknownNameError) as caught:
        ranked().league(orientation="diagonal")
    assert str(caught.value) == (
        "orientation 'diagonal' is not among the two; there are 'column', 'row'"
    )


@pytest.mark.parametrize(
    ("better", "order"),
    [("lower", ("a", "b", "c")), ("higher", ("c", "b", "a")), (None, ("a", "b", "c"))],
)
def test_the_best_stands_first_where_that_is_known(better, order):
    assert ranked(better=better).league().columns[1:] == order


def test_a_cell_without_an_interval_says_so():
    table = ranked(APART.head(2), interval="t").league()
    assert table[0][2] == "0.41 (no interval)"


# --- ranks ----------------------------------------------------------------------------------------------


def test_no_rank_stands_without_the_ranks_that_a_treatment_may_have():
    table = ranked().ranks()
    assert table.columns == ("treatment", "P_score", "SUCRA", "rank_at_95_percent")
    assert [row.treatment for row in table] == ["a", "b", "c"]
    assert [row.rank_at_95_percent for row in table] == ["1 to 2", "2 to 3", "2 to 3"]


@pytest.mark.parametrize(
    ("level", "column", "ranks"),
    [
        (0.8, "rank_at_80_percent", ["1 to 1", "2 to 2", "3 to 3"]),
        (0.999, "rank_at_99.9_percent", ["1 to 2", "1 to 3", "1 to 3"]),
    ],
)
def test_the_level_of_ranks_is_that_of_the_intervals(level, column, ranks):
    table = ranked(level=level).ranks()
    assert table.columns[3] == column
    assert [row[3] for row in table] == ranks


def test_p_scores_of_the_other_direction_are_what_is_left_of_one():
    lower = {row.treatment: row.P_score for row in ranked().ranks()}
    higher = {row.treatment: 1 - row.P_score for row in ranked(better="higher").ranks()}
    assert lower == pytest.approx(higher)


def test_without_a_direction_there_are_no_ranks():
    with pytest.raises(DataError, match="say whether higher or lower is better"):
        ranked(better=None).ranks()


# --- the whole ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {},
            "Each cell: odds ratio of the row's treatment against the column's, with 95 % interval."
            " Lower is better for pain: below 1 speaks for the row's.",
        ),
        (
            {"better": "higher", "measure": "RD", "level": 0.9},
            "Each cell: risk difference of the row's treatment against the column's, with 90 %"
            " interval. Higher is better for pain: above 0 speaks for the row's.",
        ),
        (
            {"better": None},
            "Each cell: odds ratio of the row's treatment against the column's, with 95 % interval.",
        ),
    ],
)
def test_a_league_table_says_what_a_cell_is_and_which_side_is_good(options, said):
    assert said in ranked(**options).to_text().splitlines()


def test_the_text_of_one_study_is_all_there_is_to_know():
    assert ranked(APART.head(2), measure="RR", outcome="relief", better="higher").to_text() == (
        f"""Relief: risk ratio

League table
Each cell: risk ratio of the row's treatment against the column's, with 95 % interval. Higher is better for relief: above 1 speaks for the row's.

row against column  b                    a
------------------  -------------------  -------------------
b                   b                    1.80 (0.73 to 4.43)
a                   0.56 (0.23 to 1.37)  a

What it rests on

- 1 study of 2 treatments, with 40 people.

What it says

- On relief, no difference between a and b is shown, and one is not ruled out either (a against b: risk ratio 0.56, 95 % interval 0.23 to 1.37); 1 study compares the two, and no indirect evidence adds to it.

Which arms count for what

treatment  arm  of
---------  ---  --
a          a    S
b          b    S

Caveats

- All rests on one study, S, of 40 people.
- Heterogeneity cannot be assessed: there are no degrees of freedom, as no comparison was studied twice; the estimates are those of a common effect.
- Consistency cannot be assessed: no comparison has both direct and indirect evidence.
- Frequentist network meta-analysis of the risk ratio with random effects (a common effect where heterogeneity cannot be assessed), heterogeneity by DL, 95 % normal intervals; treatment-kg {kg.__version__}."""
    )


def test_ranks_are_shown_only_of_three_treatments_or_more():
    assert "Ranks, with the ranks that each may have" in ranked().to_text()
    assert "Ranks" not in ranked(APART).to_text()


def test_networks_are_numbered_where_there_are_several():
    lines = ranked(APART).to_text().splitlines()
    assert [line for line in lines if line.startswith("Network")] == ["Network 1", "Network 2"]
    assert "League table" not in lines


def test_an_arm_without_a_figure_of_the_outcome_counts_for_nothing(write):
    told = {"a": count(5, 20), "c": count(9, 20)}
    silent = count(1, 20, outcome="sleep")
    found = loaded(write, study("S", **told, b=silent), study("T", **told)).synthesize("pain")
    assert [tuple(row) for row in nodes(found)] == [
        ("drug A", "a", "S, T"),
        ("placebo", "c", "S, T"),
    ]


def test_many_studies_of_an_arm_are_counted_and_few_are_named():
    lines = ranked().to_text().splitlines()
    assert "a          a    S, U, V" in lines
    five = pandas.concat([APART.head(2).assign(study=name) for name in "VWXYZ"])
    assert "a          a    5 studies" in ranked(five).to_text().splitlines()


@pytest.mark.parametrize("better", ["lower", None])
def test_markdown_escapes_what_a_label_may_hold(better):
    body = hostile(better).to_markdown()
    assert "<script>" not in body
    assert "<i>" not in body
    assert "\\<script\\>alert(1)\\</script\\>" in body
    assert "a\\|b \\*c\\* \\[d\\](e)" in body
    assert "x\\\\y \\`z\\`" in body


def test_a_table_in_markdown_has_as_many_cells_in_each_row():
    lines = [line for line in hostile().to_markdown().splitlines() if line.startswith("|")]
    widths = [line.replace("\\|", "").count("|") for line in lines]
    # A league table of three, ranks of three, and which of three arms counts for what.
    assert widths == [5] * 5 + [5] * 5 + [4] * 5


@pytest.mark.parametrize("better", ["lower", None])
def test_html_escapes_what_a_label_may_hold(better):
    shown = hostile(better)._repr_html_()
    assert "<script" not in shown
    assert "<i>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    # It is well-formed, so that nothing of it reaches beyond.
    tree = ET.fromstring(f"<div>{shown}</div>")
    assert [heading.text for heading in tree.iter("h3")] == ["<i>pain</i> | *much*: odds ratio"]
    assert {tag.tag for tag in tree.iter()} <= set(
        "div h3 h4 p ul li table thead tbody tr th td".split()
    )


def test_markdown_and_html_hold_what_the_text_holds():
    found = ranked()
    assert len(found.findings) == 2
    shown = found.to_markdown() + found._repr_html_()
    assert [said for said in found.findings if shown.count(said) != 2] == []
    assert found.to_markdown().splitlines()[0] == "# Pain: odds ratio"
    assert found.to_markdown().endswith(f"treatment-kg {kg.__version__}.\n")


def test_a_notebook_shows_the_html():
    assert ranked()._repr_html_().startswith("<h3>Pain: odds ratio</h3><h4>League table</h4><p>")
