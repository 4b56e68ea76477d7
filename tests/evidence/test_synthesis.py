"""Syntheses of tables: networks, what is not known, assumptions, tables, absolute effects."""

from __future__ import annotations

from itertools import permutations

import pandas
import pytest

import kg
from kg import DataError, UnknownNameError
from tests.evidence.frames import COUNTS, LOOP, counts


def pooled(table: pandas.DataFrame, measure: str = "OR", **options):
    return kg.synthesize(table, **{"measure": measure, "outcome": "pain"} | options)


ONE = counts(("S", "a", 5, 20), ("S", "b", 9, 20))
TWO = counts(("S", "a", 5, 20), ("S", "b", 9, 20), ("T", "a", 4, 30), ("T", "b", 8, 30))
STAR = counts(
    ("S", "a", 5, 20), ("S", "p", 9, 20), ("T", "b", 4, 60), ("T", "p", 9, 60),
    ("U", "c", 3, 25), ("U", "p", 8, 25),
)  # fmt: skip
APART = counts(
    ("S", "a", 5, 20), ("S", "b", 9, 20), ("T", "c", 4, 30), ("T", "d", 8, 30),
    ("U", "d", 4, 30), ("U", "e", 8, 30),
)  # fmt: skip
NOTHING = counts(("S", "a", 0, 20), ("S", "b", 0, 20))

NO_HETEROGENEITY = (
    "Heterogeneity cannot be assessed: there are no degrees of freedom, as no comparison was studied"
    " twice; the estimates are those of a common effect."
)
NO_CONSISTENCY = (
    "Consistency cannot be assessed: no comparison has both direct and indirect evidence."
)
LEFT = ": without that study, no estimate of it against the others is left."
NO_INTERVAL = "Without degrees of freedom there is no t or HK interval."


# --- what cannot be assessed ------------------------------------------------------------------------


def test_one_study_is_all_there_is_and_that_is_said():
    assert pooled(ONE, better="lower").caveats == (
        "All rests on one study, S, of 40 people.",
        NO_HETEROGENEITY,
        NO_CONSISTENCY,
    )


def test_a_star_hangs_on_each_of_its_studies():
    assert pooled(STAR, better="lower").caveats == (
        NO_HETEROGENEITY,
        NO_CONSISTENCY,
        f"A hangs on the one small study S (of 40 people){LEFT}",
        f"B hangs on the one study T (of 120 people){LEFT}",
        f"C hangs on the one small study U (of 50 people){LEFT}",
    )


HALF = (
    "A half was added to the counts of Z, as nobody or everybody in an arm had it: how large the ratio"
    " is of a against b hangs on that, and so does what rests on it."
)


@pytest.mark.parametrize(
    ("beside", "measure", "said"),
    [
        ((), "RR", [HALF]),
        ((), "RD", []),
        # Beside a large trial of the same two, it carries next to nothing.
        ((("S", "a", 500, 2000), ("S", "b", 900, 2000)), "RR", []),
    ],
)
def test_a_half_that_was_added_is_told_where_it_carries_a_notable_share(beside, measure, said):
    found = pooled(counts(("Z", "a", 0, 20), ("Z", "b", 3, 20), *beside), measure)
    assert [one for one in found.caveats if "half was added" in one] == said


def test_two_studies_of_two_treatments_tell_of_heterogeneity():
    caveats = pooled(TWO, better="lower").caveats
    assert caveats == (
        "Heterogeneity: tau² = 0, I² = 0 % (Q = 0.00 on 1 degree of freedom, p = 0.969).",
        NO_CONSISTENCY,
    )


def test_a_common_effect_says_nothing_of_heterogeneity():
    assert pooled(STAR, better="lower", model="common").caveats[0] == NO_CONSISTENCY


@pytest.mark.parametrize("model", ["random", "common"])
@pytest.mark.parametrize("interval", ["t", "HK"])
@pytest.mark.parametrize("table", [ONE, STAR], ids=["one", "star"])
def test_without_degrees_of_freedom_there_is_no_t_or_hk_interval(table, interval, model):
    found = pooled(table, better="lower", interval=interval, model=model)
    (network,) = found.networks
    effects = network.every_effect()
    assert {(e.lower, e.upper, e.p, e.prediction) for e in effects} == {(None, None, None, None)}
    assert NO_INTERVAL in found.caveats
    assert {said.partition(":")[0] for said in found.findings} == {
        "How sure this is cannot be assessed"
    }


@pytest.mark.parametrize("model", ["random", "common"])
@pytest.mark.parametrize("interval", ["normal", "t", "HK"])
@pytest.mark.parametrize(
    "table", [ONE, TWO, STAR, LOOP, APART, NOTHING],
    ids=["one", "two", "star", "loop", "apart", "nothing"],
)  # fmt: skip
def test_all_of_it_can_be_laid_out_whatever_there_is(table, interval, model):
    found = pooled(table, better="lower", interval=interval, model=model)
    assert found.to_text().startswith("Pain: odds ratio\n")
    assert found.to_markdown().startswith("# Pain: odds ratio\n")
    assert found._repr_html_().startswith("<h3>Pain: odds ratio</h3>")
    assert len(found.to_table()) == len(found.to_pandas())


@pytest.mark.parametrize(
    ("table", "model"), [(ONE, "common"), (STAR, "common"), (TWO, "random"), (LOOP, "random")]
)
def test_the_model_that_is_fitted_is_common_where_heterogeneity_is_not_known(table, model):
    assert pooled(table).networks[0].model == model


def test_a_heterogeneity_that_is_given_is_taken_without_degrees_of_freedom():
    network = pooled(ONE, tau2=0.1).networks[0]
    # √(1/5 + 1/15 + 1/9 + 1/11 + 0.1), by hand.
    assert network.model == "random"
    assert network.effect("a", "b").error == pytest.approx(0.754113, abs=1e-6)


def test_t_intervals_are_wider_and_have_a_chance_of_their_own():
    # One degree of freedom: 12.7062 errors to each side and not 1.9600.
    normal, t = (pooled(TWO, interval=i).effect("a", "b") for i in ("normal", "t"))
    assert normal.error == t.error == pytest.approx(0.481534, abs=1e-6)
    assert t.effect == normal.effect == pytest.approx(-0.878873, abs=1e-6)
    assert t.lower == pytest.approx(0.000914, abs=1e-6)
    assert (normal.p, t.p) == (
        pytest.approx(0.067978, abs=1e-6),
        pytest.approx(0.319092, abs=1e-6),
    )


def test_prediction_needs_random_effects_and_degrees_of_freedom():
    assert pooled(TWO).effect("a", "b").prediction == pytest.approx((0.000914, 188.594), abs=1e-3)
    assert pooled(TWO, model="common").effect("a", "b").prediction is None
    assert pooled(STAR).effect("a", "b").prediction is None


def test_studies_that_do_not_differ_at_all_have_no_hk_interval():
    same = counts(("S", "a", 5, 20), ("S", "b", 9, 20), ("T", "a", 5, 20), ("T", "b", 9, 20))
    found = pooled(same, better="lower", interval="HK")
    effect = found.effect("a", "b")
    assert (effect.lower, effect.upper, effect.p) == (None, None, None)
    assert "does better" not in found.findings[0]


def test_hk_intervals_that_are_narrower_than_t_intervals_are_said_to_be():
    said = (
        "Hartung-Knapp intervals are narrower here than t intervals, as the studies differ less than"
        " chance would have it; where they do not differ at all there is none."
    )
    assert said in pooled(TWO, interval="HK").caveats
    assert said not in pooled(TWO, interval="t").caveats


# --- networks that nothing connects -----------------------------------------------------------------


def test_each_network_is_analysed_by_itself_the_larger_first():
    found = pooled(APART, better="lower")
    assert [network.treatments for network in found.networks] == [("c", "d", "e"), ("a", "b")]
    assert found.treatments == ("a", "b", "c", "d", "e")
    alone = pooled(ONE, better="lower")
    assert found.effect("a", "b") == alone.effect("a", "b")
    assert found.effect("e", "c").evidence == "indirect"


def test_the_comparison_that_is_missing_is_named():
    assert pooled(APART, better="lower").caveats[0] == (
        "A and b cannot be compared with c, d and e on pain: a study of one of these against one of"
        " those is missing."
    )


def test_what_is_said_of_one_network_says_of_which():
    caveats = pooled(APART, better="lower").caveats
    assert [said for said in caveats if said.startswith("Among a and b: ")] == [
        "Among a and b: all rests on one study, S, of 40 people.",
        "Among a and b: h" + NO_HETEROGENEITY[1:],
        "Among a and b: c" + NO_CONSISTENCY[1:],
    ]


def test_nothing_is_known_of_one_network_against_another():
    with pytest.raises(DataError) as caught:
        pooled(APART).effect("a", "c")
    assert str(caught.value) == (
        "a against c is not known: no study connects them on pain; ask of treatments in one network"
    )


@pytest.mark.parametrize("of", ["league", "ranks", "consistency", "splits", "influence", "forest"])
def test_what_is_of_one_network_asks_which(of):
    with pytest.raises(DataError) as caught:
        getattr(pooled(APART, better="lower"), of)()
    assert str(caught.value) == (
        "the synthesis of pain has 2 networks; say which, by one of its `networks`"
    )


def test_one_network_of_several_may_be_chosen():
    found = pooled(APART, better="lower")
    assert found.league(found.networks[1]).columns[1:] == ("a", "b")
    assert [row.treatment for row in found.ranks(found.networks[0])] == ["c", "d", "e"]


def test_an_unknown_treatment_is_refused_with_those_that_there_are():
    with pytest.raises(UnknownNameError) as caught:
        pooled(APART).effect("a", "z")
    assert str(caught.value) == (
        "treatment 'z' is not in the studies of pain; there are 'a', 'b', 'c', 'd', 'e'"
    )


def test_a_treatment_without_figures_is_in_no_network_and_that_is_said():
    table = pandas.DataFrame(
        [("S", "a", 5, 20, None), ("S", "b", 9, 20, None), ("T", "c", 5, None, 9), ("T", "b", 5, None, 9)],
        columns=[*COUNTS, "person_time"],
    )  # fmt: skip
    found = pooled(table, measure="RR", better="lower")
    assert found.unconnected == ("c",)
    assert found.caveats[0] == (
        "C is in no network: no study tells a risk ratio of it that can be weighed, on pain."
    )


# --- no study at all ------------------------------------------------------------------------------------


def test_where_nothing_can_be_compared_that_is_said():
    found = pooled(NOTHING, measure="RR", better="lower")
    assert repr(found) == "Synthesis(pain; risk ratio; 0 studies of 0 treatments in 0 networks)"
    assert found.networks == found.findings == found.treatments == ()
    assert found.caveats == (
        "No two treatments can be compared on pain: no study gives figures of two for a risk ratio.",
        "S gives nothing that a risk ratio can be made of.",
    )
    assert "- Nothing can be compared." in found.to_text().splitlines()
    assert len(found.to_table()) == 0
    assert [row.taken_from for row in found.arms()] == ["left out", "left out"]


def test_of_nothing_there_is_no_effect():
    with pytest.raises(UnknownNameError, match="treatment 'a' is not in the studies of pain"):
        pooled(NOTHING).effect("a", "b")


# --- lumping and assuming -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "said"),
    [("lump", "Here e counts as a."), ("assume", "Here e is assumed to stand for a.")],
)
def test_what_is_lumped_or_assumed_changes_the_result_and_is_said_first(option, said):
    found = pooled(APART, better="lower", **{option: {"e": "a"}})
    (network,) = found.networks
    assert network.treatments == ("a", "b", "c", "d")
    assert (found.assumptions, found.caveats[0]) == ((said,), said)
    assert found.effect("c", "b").evidence == "indirect"
    # Over d and a: the odds ratios of c against d, of d against e, and of a against b.
    assert found.effect("c", "b").value == pytest.approx(
        (4 * 22 / (8 * 26)) * (4 * 22 / (8 * 26)) * (5 * 11 / (9 * 15))
    )


def test_arms_that_are_lumped_within_a_study_are_joined():
    table = counts(("S", "low", 4, 20), ("S", "high", 6, 20), ("S", "p", 10, 20))
    found = pooled(table, measure="RD", lump={"low": "drug", "high": "drug"})
    # 10 of 40 less 10 of 20.
    assert found.effect("drug", "p").value == pytest.approx(-0.25)


def test_lumping_and_assuming_go_together():
    found = pooled(APART, lump={"e": "d"}, assume={"b": "c"})
    assert found.assumptions == ("Here e counts as d.", "Here b is assumed to stand for c.")
    assert found.networks[0].treatments == ("a", "c", "d")


@pytest.mark.parametrize("option", ["lump", "assume"])
def test_what_is_in_no_study_cannot_be_lumped(option):
    with pytest.raises(UnknownNameError) as caught:
        pooled(TWO, **{option: {"z": "a"}})
    assert str(caught.value) == "treatment 'z' is not in these studies; there are 'a', 'b'"


# --- choices --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        (
            {"better": "up"},
            UnknownNameError,
            "direction 'up' is not among the two; there are 'higher', 'lower'",
        ),
        (
            {"measure": "hazard"},
            UnknownNameError,
            "measure 'hazard' is not among the measures; did you mean 'hazard ratio'?",
        ),
        ({"level": 1.0}, DataError, "the level 1 is none; give one such as 0.95"),
        ({"level": 0.0}, DataError, "the level 0 is none; give one such as 0.95"),
        ({"level": float("nan")}, DataError, "the level nan is none; give one such as 0.95"),
    ],
)
def test_a_choice_that_is_none_is_refused(options, error, said):
    with pytest.raises(error) as caught:
        pooled(TWO, **options)
    assert str(caught.value) == said


@pytest.mark.parametrize("measure", ["OR", "or", "odds ratio", " Odds Ratio ", "oddsRatio"])
def test_a_measure_is_known_by_several_names(measure):
    assert pooled(TWO, measure=measure).question.measure.id == "OR"


def test_without_a_direction_nothing_is_ranked_and_that_is_said():
    found = pooled(LOOP)
    said = "Nothing is ranked: it is not said whether higher or lower is better."
    assert said in found.caveats
    assert "Ranks" not in found.to_text()
    with pytest.raises(DataError) as caught:
        found.ranks()
    assert str(caught.value) == (
        "the outcome has no desirable direction; say whether higher or lower is better, by"
        " better='lower'"
    )


def test_bare_counts_of_events_are_said_to_be_taken_at_one_rate():
    table = pandas.DataFrame(
        [("S", "a", 5, 20.5), ("S", "b", 9, 19.5)],
        columns=["study", "treatment", "events", "person_time"],
    )
    said = (
        "Counts of events are taken as if every person had them at one rate; where some have many,"
        " intervals are too narrow."
    )
    assert said in pooled(table, measure="IRR").caveats
    assert said not in pooled(ONE).caveats


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {},
            "Frequentist network meta-analysis of the odds ratio with random effects, heterogeneity"
            f" by DL, 95 % normal intervals; treatment-kg {kg.__version__}.",
        ),
        (
            {"model": "common", "level": 0.9},
            "Frequentist network meta-analysis of the odds ratio with a common effect, 90 % normal"
            f" intervals; treatment-kg {kg.__version__}.",
        ),
        (
            {"tau2": 0.25, "interval": "HK"},
            "Frequentist network meta-analysis of the odds ratio with random effects, heterogeneity"
            f" by tau² 0.25 as given, 95 % HK intervals; treatment-kg {kg.__version__}.",
        ),
    ],
)
def test_how_it_was_done_is_said_in_a_sentence(options, said):
    assert pooled(TWO, **options).method == said


# --- what holds of any estimate -------------------------------------------------------------------------


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_estimates_go_both_ways_and_add_up(order):
    found = pooled(LOOP)
    x, y, z = order
    assert found.effect(x, y).effect == pytest.approx(-found.effect(y, x).effect)
    assert found.effect(x, y).value == pytest.approx(1 / found.effect(y, x).value)
    assert found.effect(x, y).lower == pytest.approx(1 / found.effect(y, x).upper)
    assert found.effect(x, y).error == pytest.approx(found.effect(y, x).error)
    assert found.effect(x, z).effect == pytest.approx(
        found.effect(x, y).effect + found.effect(y, z).effect
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_does_not_matter(seed):
    shuffled = pooled(LOOP.sample(frac=1, random_state=seed), better="lower")
    expected = pooled(LOOP, better="lower").to_pandas()
    pandas.testing.assert_frame_equal(shuffled.to_pandas(), expected)


def test_the_names_of_treatments_do_not_matter():
    renamed = LOOP.assign(treatment=LOOP.treatment.map({"a": "z", "b": "y", "c": "x"}))
    found, expected = pooled(renamed), pooled(LOOP)
    assert found.effect("z", "x").value == pytest.approx(expected.effect("a", "c").value)
    assert found.effect("z", "x").error == pytest.approx(expected.effect("a", "c").error)


def test_a_treatment_against_itself_makes_no_difference():
    effect = pooled(LOOP).effect("a", "a")
    assert (effect.value, effect.lower, effect.upper, effect.prediction) == (1, 1, 1, None)


@pytest.mark.parametrize(
    ("table", "treatment", "comparator", "evidence", "studies"),
    [
        (ONE, "a", "b", "direct", ("S",)),
        (TWO, "a", "b", "direct", ("S", "T")),
        (STAR, "a", "b", "indirect", ()),
        (STAR, "a", "p", "direct", ("S",)),
        (LOOP, "b", "a", "mixed", ("S", "V")),
        (LOOP, "a", "c", "mixed", ("U",)),
    ],
)
def test_an_estimate_says_on_what_kind_of_evidence_it_rests(
    table, treatment, comparator, evidence, studies
):
    effect = pooled(table).effect(treatment, comparator)
    assert (effect.evidence, effect.studies) == (evidence, studies)


# --- tables ---------------------------------------------------------------------------------------------


def test_the_table_has_every_pair_one_way_round():
    table = pooled(APART).to_table()
    assert table.columns == (
        "network", "treatment", "comparator", "measure", "estimate", "lower", "upper", "se", "p",
        "predicted_lower", "predicted_upper", "evidence", "direct_studies",
    )  # fmt: skip
    assert [(row.network, row.treatment, row.comparator) for row in table] == [
        (1, "d", "c"), (1, "e", "c"), (1, "e", "d"), (2, "b", "a"),
    ]  # fmt: skip
    assert [(row.evidence, row.direct_studies) for row in table] == [
        ("direct", 1), ("indirect", 0), ("direct", 1), ("direct", 1),
    ]  # fmt: skip


def test_a_row_of_the_table_is_the_estimate_as_printed():
    (row,) = pooled(ONE).to_table()
    # 9 · 15 / (5 · 11), and √(1/5 + 1/15 + 1/9 + 1/11).
    assert (row.estimate, row.se) == pytest.approx((2.454545, 0.684607), abs=1e-6)
    assert (row.lower, row.upper) == pytest.approx((0.641553, 9.390954), abs=1e-6)
    assert (row.predicted_lower, row.predicted_upper) == (None, None)


def test_a_frame_has_the_columns_and_rows_of_the_table():
    frame = pooled(APART).to_pandas()
    assert list(frame.columns) == list(pooled(APART).to_table().columns)
    assert frame.treatment.tolist() == ["d", "e", "e", "b"]


def test_arms_say_what_they_count_for_and_what_was_taken_of_them():
    table = counts(("S", "low", 4, 20), ("S", "high", 6, 20), ("S", "p", 10, 20))
    arms = pooled(table, lump={"low": "drug", "high": "drug"}).arms()
    assert arms.columns == (
        "study", "arm", "counts_for", "participants", "figures", "taken_from", "documents",
    )  # fmt: skip
    assert list(arms.tuples()) == [
        ("S", "low", "drug", 20, "4 of 20", "figures", None),
        ("S", "high", "drug", 20, "6 of 20", "figures", None),
        ("S", "p", "p", 20, "10 of 20", "figures", None),
    ]


def test_an_estimate_is_traced_to_the_rows_it_is_from():
    trace = pooled(ONE).trace("a", "b")
    assert [(row.study, row.share, row.arm, row.verification) for row in trace] == [
        ("S", 1.0, "a", "the table, row 2"),
        ("S", 1.0, "b", "the table, row 3"),
    ]


def test_an_indirect_estimate_is_traced_to_both_its_studies():
    trace = pooled(STAR).trace("a", "b")
    shares = {row.study: row.share for row in trace if row.share > 0}
    assert shares == pytest.approx({"S": 0.5, "T": 0.5})


def test_contributions_are_shares_of_direct_comparisons():
    table = pooled(STAR).contributions("a", "b")
    assert table.columns == ("treatment", "comparator", "share")
    assert [(row.treatment, row.comparator) for row in table] == [("a", "p"), ("b", "p")]
    assert [row.share for row in table] == pytest.approx([0.5, 0.5])


def test_splits_set_direct_against_indirect_evidence():
    table = pooled(LOOP).splits()
    assert [(row.treatment, row.comparator, row.studies) for row in table] == [
        ("b", "a", 2), ("c", "a", 1), ("c", "b", 1),
    ]  # fmt: skip
    # 8 · 22 / (3 · 17), and 9 · 56 / (4 · 51): a study of each pair.
    assert table[1].direct == pytest.approx(3.450980, abs=1e-6)
    assert table[2].direct == pytest.approx(2.470588, abs=1e-6)
    assert table[1].network == pytest.approx(pooled(LOOP).effect("c", "a").value)


def test_consistency_adds_up():
    rows = {row.part: row for row in pooled(LOOP).consistency() if row.design is None}
    assert list(rows) == ["total", "within designs", "between designs", "interaction"]
    assert pytest.approx(rows["within designs"].Q + rows["between designs"].Q) == rows["total"].Q
    assert [row.df for row in rows.values()] == [2, 1, 1, 1]


def test_without_a_study_that_all_hangs_on_there_is_no_estimate():
    table = pooled(STAR).influence()
    assert list(table.columns) == ["without", "tau2", "a", "b", "c"]
    assert list(table.tuples()) == [(study, None, None, None, None) for study in "STU"]


def test_without_a_study_of_a_loop_the_others_tell_by_themselves():
    table = pooled(TWO, model="common").influence(reference="b")
    assert table.columns == ("without", "tau2", "a")
    # The odds ratio of the other study: 4 · 22 / (8 · 26), and 5 · 11 / (9 · 15).
    assert [(row.without, row.tau2) for row in table] == [("S", 0), ("T", 0)]
    assert [row.a for row in table] == pytest.approx([0.423077, 0.407407], abs=1e-6)


def test_the_reference_is_the_treatment_with_most_studies():
    found = pooled(STAR)
    assert found.reference(found.networks[0]) == "p"


def test_a_synthesis_says_how_large_it_is():
    assert repr(pooled(LOOP)) == (
        "Synthesis(pain; odds ratio; 4 studies of 3 treatments in 1 network)"
    )


# --- absolute effects -------------------------------------------------------------------------------------


def contrast(value: float, lower: float, upper: float) -> pandas.DataFrame:
    return pandas.DataFrame(
        [("S", "a", "b", value, lower, upper)],
        columns=["study", "treatment", "comparator", "effect", "lower", "upper"],
    )


@pytest.mark.parametrize(
    ("measure", "risks"),
    [
        # Of 0.4: so much of it, so much of its odds of 2/3, and 1 less 0.6 to that power.
        ("RR", (0.2, 0.125, 0.32)),
        ("OR", (0.25, 0.172414, 0.347826)),
        ("HR", (0.225403, 0.147543, 0.335460)),
    ],
)
def test_a_ratio_and_a_baseline_make_a_risk(measure, risks):
    found = pooled(contrast(0.5, 0.3125, 0.8), measure=measure)
    effect = found.absolute("a", "b", baseline=0.4)
    assert effect.baseline == 0.4
    assert (effect.risk, effect.lower, effect.upper) == pytest.approx(risks, abs=1e-6)


def test_a_risk_ratio_makes_a_number_needed_to_treat():
    effect = pooled(contrast(0.5, 0.25, 1.0), measure="RR").absolute("a", "b", baseline=0.4)
    assert effect.per_thousand == pytest.approx((-200, -300, 0))
    assert effect.number_needed == pytest.approx(5)
    narrow = pooled(contrast(0.5, 0.3125, 0.8), measure="RR").absolute("a", "b", baseline=0.4)
    # From 0.4 to 0.125, and to 0.32.
    assert narrow.number_needed_limits == pytest.approx((1 / 0.275, 1 / 0.08))


def test_an_interval_that_holds_no_difference_has_no_limits_of_a_number_needed():
    effect = pooled(contrast(0.5, 0.2, 1.25), measure="RR").absolute("a", "b", baseline=0.4)
    assert effect.number_needed_limits is None


@pytest.mark.parametrize("baseline", [0, 1, -0.1, 1.5, 40, float("nan")])
def test_a_baseline_that_is_no_risk_is_refused(baseline):
    with pytest.raises(DataError) as caught:
        pooled(ONE).absolute("a", "b", baseline=baseline)
    assert str(caught.value) == (
        f"the baseline risk {baseline:g} is none; give one between 0 and 1, such as 0.4"
    )


@pytest.mark.parametrize(
    ("measure", "name"),
    [("MD", "mean difference"), ("IRR", "rate ratio"), ("ROM", "ratio of means")],
)
def test_a_measure_that_tells_no_risk_has_no_absolute_effect(measure, name):
    with pytest.raises(DataError) as caught:
        pooled(contrast(0.5, 0.25, 1.0), measure=measure).absolute("a", "b", baseline=0.4)
    assert str(caught.value) == f"the {name} tells no risk of an event; take OR, RR, RD, HR"


def test_without_an_interval_there_is_no_absolute_effect():
    with pytest.raises(DataError) as caught:
        pooled(ONE, interval="t").absolute("a", "b", baseline=0.4)
    assert str(caught.value) == "a against b has no interval; take normal intervals"
