"""What is told of the absence of an outcome tells of the outcome."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg import IRI, DataError
from kg.evidence.mirrors import mirrored, with_mirrored
from kg.model.studies import Result, Study
from tests.evidence.graphs import count, loaded, study

FREE = """
ex:painless a tkg:Outcome ; skos:prefLabel "freedom from pain"@en ; skos:definition "Having no pain."@en ;
    tkg:desirableDirection tkg:higher ; tkg:absenceOf ex:pain .
"""

PAIN, PAINLESS, ARM, OTHER = (IRI(f"urn:{name}") for name in ("pain", "painless", "a", "b"))


def free(events: int, total: int, **fields) -> str:
    return count(events, total, outcome="painless", **fields)


def test_a_count_is_that_of_the_others(write):
    found = loaded(write, FREE, study("s", a=free(15, 20), c=free(10, 20)))
    effect = found.synthesize("pain", measure="RR").effect("drug A", "placebo")
    assert effect.value == pytest.approx(5 / 10)
    back = found.synthesize("freedom from pain", measure="RR").effect("drug A", "placebo")
    assert back.value == pytest.approx(15 / 10)


def test_it_is_read_either_way(write):
    found = loaded(write, FREE, study("s", a=count(5, 20), c=count(10, 20)))
    effect = found.synthesize("freedom from pain", measure="RR").effect("drug A", "placebo")
    assert effect.value == pytest.approx(15 / 10)


def test_that_it_is_read_so_is_said(write):
    found = loaded(write, FREE, study("s", a=free(15, 20), c=free(10, 20))).synthesize("pain")
    said = "S is read as the complement of freedom from pain: a 15 of 20; c 10 of 20."
    assert said in found.caveats
    assert [row.as_printed for row in found.trace("drug A", "placebo")] == [
        "15/20 (freedom from pain, whose complement is taken)",
        "10/20 (freedom from pain, whose complement is taken)",
    ]


def test_what_a_study_tells_of_the_outcome_itself_goes_first(write):
    both = study("s", a=count(4, 20), c=count(8, 20)), study("t", a=free(15, 20), c=free(10, 20))
    more = "\n".join(
        f"ex:more-{arm} {free(15, 20)} ; tkg:arm ex:s-{arm} ; tkg:source ex:paper ." for arm in "ac"
    )
    found = loaded(write, FREE, *both, more).synthesize("pain", measure="RR")
    (network,) = found.networks
    assert {one.study: round(float(one.effects[0]), 3) for one in network.studies} == {
        "s": round(0.6931, 3),
        "t": round(0.6931, 3),
    }
    assert not any("S is read" in said for said in found.caveats)


def test_a_study_of_both_counts_once(write):
    both = study("s", a=count(5, 20), c=count(10, 20))
    more = "\n".join(
        f"ex:more-{arm} {free(15, 20)} ; tkg:arm ex:s-{arm} ; tkg:source ex:paper ." for arm in "ac"
    )
    alone = loaded(write, FREE, both).synthesize("pain", measure="RR")
    found = loaded(write, FREE, both, more).synthesize("pain", measure="RR")
    assert found.effect("drug A", "placebo").lower == alone.effect("drug A", "placebo").lower


def estimate(**fields) -> Result:
    given = {"measure": "proportion", "value": Decimal("0.7")} | fields
    return Result(IRI("urn:r"), "estimate", PAINLESS, ARM, **given)


def test_a_share_is_that_of_the_others_with_its_limits_the_other_way_round():
    found = mirrored(estimate(lower=Decimal("0.6"), upper=Decimal("0.75")), PAIN)
    assert (found.value, found.lower, found.upper) == tuple(map(Decimal, ("0.3", "0.25", "0.40")))
    assert (found.iri, found.outcome, found.complement_of) == ("urn:r", PAIN, PAINLESS)


@pytest.mark.parametrize("measure", ["eventRate", "meanValue"])
def test_what_is_no_share_tells_nothing_of_the_others(measure):
    assert mirrored(estimate(measure=measure), PAIN) is None


def test_a_ratio_tells_nothing_of_the_others():
    ratio = replace(estimate(measure="hazardRatio"), kind="contrast", comparator_arm=OTHER)
    assert mirrored(ratio, PAIN) is None


def contrast(measure: str, **numbers: str) -> Result:
    given = {name: Decimal(number) for name, number in numbers.items()}
    return replace(estimate(measure=measure, **given), kind="contrast", comparator_arm=OTHER)


@pytest.mark.parametrize(
    ("given", "turned"),
    [
        (contrast("oddsRatio", value="2", lower="1.25", upper="4"), ("0.5", "0.25", "0.8")),
        (
            contrast("riskDifference", value="0.1", lower="-0.1", upper="0.3"),
            ("-0.1", "-0.3", "0.1"),
        ),
    ],
)
def test_an_odds_ratio_is_the_inverse_and_a_risk_difference_the_negative(given, turned):
    found = mirrored(given, PAIN)
    assert (found.value, found.lower, found.upper) == tuple(map(Decimal, turned))
    assert found.complement_of == PAINLESS


# 49 of 96 and 33 of 92 without pain; of pain itself, a risk ratio alone is printed.
RATIO = """
ex:s-ratio a tkg:ContrastResult ; tkg:arm ex:s-a ; tkg:comparatorArm ex:s-b ; tkg:outcome ex:pain ;
  tkg:weeks 24.0 ; tkg:measure tkg:riskRatio ; tkg:value 0.75 ; tkg:lowerLimit 0.5 ;
  tkg:upperLimit 1.125 ; tkg:level 0.95 ; tkg:source ex:paper ; tkg:verification tkg:readInSource .
"""


def test_counts_of_the_absence_tell_by_measures_that_the_study_contrasts_nothing_by(write):
    found = loaded(write, FREE, study("s", a=free(49, 96), b=free(33, 92)), RATIO)
    odds = found.synthesize("pain", measure="OR").effect("drug A", "drug B")
    free_of_it = found.synthesize("freedom from pain", measure="OR").effect("drug A", "drug B")
    assert odds.value == pytest.approx(47 * 33 / (49 * 59))
    assert odds.value == pytest.approx(1 / free_of_it.value)
    assert odds.lower == pytest.approx(1 / free_of_it.upper)
    ratio = found.synthesize("pain", measure="RR").effect("drug A", "drug B")
    assert ratio.value == pytest.approx(0.75)


def test_an_outcome_and_its_absence_that_answer_otherwise_say_so(write):
    found = loaded(write, FREE, study("s", a=free(49, 96), b=free(33, 92)), RATIO)
    rows = found.compare("drug A", "drug B")
    (pain,) = rows.row("pain").pairs[0].estimates
    (free_of_it,) = rows.row("freedom from pain").pairs[0].estimates
    assert any(
        one.startswith("Told as freedom from pain, drug A does better, ") for one in pain.remarks
    )
    (told,) = [one for one in free_of_it.remarks if one.startswith("Told as pain, ")]
    assert told == (
        "Told as pain, no difference is shown, risk ratio 0.75 (0.50 to 1.12): the figures are others."
    )


def own(**fields) -> Result:
    return replace(estimate(**fields), iri=IRI("urn:own"), outcome=PAIN)


@pytest.mark.parametrize(
    ("itself", "kept"),
    [
        (own(), False),
        (own(measure="kaplanMeierProportion"), False),
        (own(weeks=Decimal(48)), True),
        (replace(own(), arm=OTHER), True),
        (own(measure="eventRate"), True),
    ],
)
def test_a_share_is_read_where_the_study_tells_less_itself(itself, kept):
    found = with_mirrored(Study(IRI("urn:s"), "S", results=(itself, estimate())), PAIN, (PAINLESS,))
    assert any(result.complement_of for result in found.results) == kept


def test_each_outcome_keeps_its_own_figures(write):
    found = loaded(write, FREE, study("s", a=free(15, 20), b=free(10, 20))).compare(
        "drug A", "drug B"
    )
    assert [row.label for row in found.rows if "pain" in row.label] == [
        "freedom from pain (the absence of pain)",
        "pain",
    ]
    assert [cell.figures for cell in found.row("pain").cells] == [(), ()]
    assert found.row("pain").pairs[0].estimates[0].value == pytest.approx(5 / 10)
    both = loaded(
        write,
        FREE,
        study("s", a=free(15, 20), b=free(10, 20)),
        study("t", a=count(3, 20), b=count(9, 20)),
    ).compare("drug A", "drug B")
    assert [f.printed for cell in both.row("pain").cells for f in cell.figures] == ["3/20", "9/20"]
    assert len(both.row("pain").pairs[0].head_to_head) == 2


def test_an_outcome_and_its_absence_are_not_both_weighed(write):
    found = loaded(
        write,
        FREE,
        study("s", a=free(15, 20), b=free(10, 20)),
        study("t", a=count(3, 20), b=count(9, 20)),
    ).compare("drug A", "drug B")
    with pytest.raises(DataError, match="tells the same the other way round; weigh one of the two"):
        found.prefer({"pain": 1, "freedom from pain": 1})
    assert found.prefer({"pain": 1}).places[0].treatment == "drug A"


def test_an_estimate_says_that_it_is_read_so(write):
    found = loaded(write, FREE, study("s", a=free(15, 20), b=free(10, 20))).compare(
        "drug A", "drug B"
    )
    (pair,) = found.row("freedom from pain").pairs
    assert "complement" not in pair.sentence
    other = study("t", a=count(3, 20), b=count(9, 20))
    both = loaded(write, FREE, study("s", a=free(15, 20), b=free(10, 20)), other)
    (pair,) = both.compare("drug A", "drug B").row("pain").pairs
    assert "s is read as the complement of freedom from pain." in pair.sentence
