"""A synthesis stands beside what others have pooled, with why the two differ."""

from __future__ import annotations

import pytest

from tests.evidence.graphs import count, loaded, study

PUBLISHED = """
ex:review a tkg:Source ; skos:prefLabel "A review"@en .
ex:{name} a tkg:PooledResult ; tkg:outcome ex:pain ; tkg:countsFor ex:{of} ; tkg:comparator ex:{to} ;
    tkg:measure tkg:riskRatio ; tkg:value {value} ; tkg:lowerLimit {lower} ; tkg:upperLimit {upper} ;
    tkg:level 0.95 ; tkg:asPrinted "{value}" ; tkg:source ex:review ; tkg:verification tkg:readInSource .
"""


def published(of: str, to: str, value: float, lower: float, upper: float) -> str:
    given = {"of": of, "to": to, "value": value, "lower": lower, "upper": upper}
    return PUBLISHED.format(name=f"published-{of}-{to}", **given)


@pytest.fixture
def why(write):
    """Return a function that says why a published figure and these studies differ, or do not."""

    def find(review: str, *studies: str) -> str:
        knowledge = loaded(write, review, *studies)
        table = knowledge.beside_published(knowledge.synthesize("pain", measure="RR"))
        assert len(table) == 1
        return table[0].why

    return find


AGAINST_PLACEBO = study("s", a=count(5, 20), c=count(10, 20))


def test_what_an_estimate_rests_on_is_named(why):
    review = published("a", "c", 0.5, 0.3, 0.8)
    assert why(review, AGAINST_PLACEBO) == "direct: s; each estimate is within the other's interval"


def test_intervals_that_do_not_meet_are_said_to(why):
    review = published("a", "c", 3, 2.5, 3.5)
    assert why(review, AGAINST_PLACEBO).startswith("direct: s; the intervals do not meet; ")


def test_an_estimate_without_a_study_of_both_says_through_which(why):
    other = study("t", b=count(6, 20), c=count(11, 20))
    said = why(published("a", "b", 0.9, 0.5, 1.5), AGAINST_PLACEBO, other)
    assert said == "indirect: through s and t; each estimate is within the other's interval"


def test_of_many_studies_the_largest_shares_are_named(why):
    many = [
        study(name, a=count(5 + n, 20 + 9 * n), c=count(9 + n, 20 + 9 * n))
        for n, name in enumerate("stuvw")
    ]
    said = why(published("a", "c", 0.5, 0.3, 0.8), *many)
    assert said.startswith("direct: w, v, u and 2 more; ")


def test_a_treatment_without_figures_here_is_named_with_its_studies(why):
    silent = study("t", b=count(6, 20, outcome="sleep"), c=count(11, 20, outcome="sleep"))
    said = why(published("b", "c", 0.9, 0.5, 1.5), AGAINST_PLACEBO, silent)
    assert said == "drug B: no study here tells of it"


def test_treatments_that_no_study_connects_are_said_to_be_apart(why):
    apart = study("t", b=count(6, 20), d=count(11, 20))
    more = 'ex:d a tkg:Drug ; skos:prefLabel "drug D"@en ; skos:definition "A drug."@en .'
    said = why(published("b", "c", 0.9, 0.5, 1.5), AGAINST_PLACEBO, apart, more)
    assert said == "no study here connects the two"


# B against A, and D against placebo, counted at 24 weeks.
DRUG_D = 'ex:d a tkg:Drug ; skos:prefLabel "drug D"@en ; skos:definition "A drug."@en .'
TWO_NETWORKS = (
    DRUG_D,
    study("t", b=count(6, 20), a=count(11, 20)),
    study("u", d=count(6, 20), c=count(11, 20)),
)
MEAN = (
    "a tkg:MeanResult ; tkg:outcome ex:pain ; tkg:mean {mean} ; tkg:standardDeviation 2.0 ;"
    ' tkg:total 30 ; tkg:weeks 24.0 ; tkg:timeLabel "24 weeks" ; tkg:verification tkg:readInSource'
)
CHILDREN = (
    'ex:people a tkg:Population ; skos:prefLabel "children"@en ; skos:definition "Young people."@en .'
    ' ex:old a tkg:Population ; skos:prefLabel "elders"@en ; skos:definition "Old people."@en .'
    " ex:t tkg:population ex:old . ex:u tkg:population ex:old . ex:v tkg:population ex:people ."
)
LATER = study("v", b=count(6, 20, weeks=52), c=count(11, 20, weeks=52))
MEANS = (
    study("v", b=MEAN.format(mean="4.0"), c=MEAN.format(mean="5.0")),
    study("w", d=MEAN.format(mean="4.0"), c=MEAN.format(mean="5.0")),
)


@pytest.mark.parametrize(
    ("more", "at", "because"),
    [
        ((LATER,), "24 weeks", " at this time"),
        (MEANS, "24 weeks", " by this measure"),
        (MEANS, None, " by this measure"),
        # What other people had at another time connects nothing that may be pooled with these.
        ((LATER, CHILDREN), "24 weeks", ""),
        ((), "24 weeks", ""),
    ],
    ids=["time", "measure", "measure without a time", "other people", "nothing"],
)
def test_that_nothing_connects_two_says_whether_the_time_or_the_measure_is_why(
    write, more, at, because
):
    knowledge = loaded(write, published("b", "d", 0.9, 0.5, 1.5), *TWO_NETWORKS, *more)
    found = knowledge.synthesize("pain", at=at, measure="RR")
    (row,) = knowledge.beside_published(found)
    assert row.why == f"no study here connects the two{because}"


SHARE = (
    "a tkg:EstimateResult ; tkg:outcome ex:pain ; tkg:measure tkg:proportion ; tkg:value {share} ;"
    ' tkg:asPrinted "{share}" ; tkg:weeks 24.0 ; tkg:timeLabel "24 weeks" ;'
    " tkg:verification tkg:readInSource"
)


def share(value: float) -> str:
    """Return a share of people whose number is not recorded, which cannot be weighed."""
    return SHARE.format(share=value)


def test_a_study_of_both_that_could_not_be_weighed_is_named(why):
    review = published("b", "c", 0.9, 0.5, 1.5)
    silent = study("t", b=share(0.27), c=share(0.46))
    said = "t compares the two, but no risk ratio of the two could be weighed"
    assert why(review, AGAINST_PLACEBO, silent) == said


def test_a_study_of_one_that_could_not_be_weighed_is_named(why):
    review = published("b", "c", 0.9, 0.5, 1.5)
    silent = study("t", b=share(0.27), a=share(0.46))
    assert why(review, AGAINST_PLACEBO, silent) == (
        "drug B: t gives no figure of it that could be weighed"
    )


def test_beside_an_indirect_estimate_a_study_of_both_is_named(why):
    review = published("a", "b", 0.9, 0.5, 1.5)
    other = study("t", b=count(6, 20), c=count(11, 20))
    silent = study("u", a=share(0.27), b=share(0.46))
    assert why(review, AGAINST_PLACEBO, other, silent).startswith(
        "u compares the two, but no risk ratio of the two could be weighed; indirect: through s and"
        " t; "
    )


@pytest.mark.parametrize(
    ("value", "lower", "upper", "agrees", "said"),
    [
        # Of 5 and 10 of 20, the ratio is 0.50 (0.21 to 1.20).
        (0.6, 0.4, 0.9, True, "each estimate is within the other's interval"),
        (0.9, 0.8, 1.0, None, "compatible, but the interval here is wide"),
        (1.3, 0.4, 4.2, None, "compatible, but their interval is wide"),
        (1.3, 1.1, 1.6, False, "the intervals overlap, but neither holds the other's estimate"),
        (3.0, 2.5, 3.5, False, "the intervals do not meet"),
    ],
)
def test_two_estimates_agree_if_each_is_within_the_others_interval(
    write, value, lower, upper, agrees, said
):
    knowledge = loaded(write, published("a", "c", value, lower, upper), AGAINST_PLACEBO)
    (row,) = knowledge.beside_published(knowledge.synthesize("pain", measure="RR"))
    assert row.agrees is agrees
    assert said in row.why


APART = published("a", "c", 3, 2.5, 3.5)
DOSE = ' ex:published-a-c tkg:qualification "30 mg"@en .'
TIME = ' ex:published-a-c tkg:weeks 24.0 ; tkg:timeLabel "24 weeks" .'
KIND = " ex:published-a-c tkg:evidenceKind tkg:networkEvidence ."
NOTE = ' ex:published-a-c <http://purl.org/dc/terms/description> "Of all who began."@en .'
# Of S, a second arm that counts for the drug; of its first, the dose.
SECOND = (
    "ex:s tkg:hasArm ex:s-high . ex:s-high a tkg:Arm ; tkg:countsFor ex:a ;"
    ' skos:prefLabel "a, much"@en . ex:result-s-high '
    + count(4, 20)
    + " ; tkg:arm ex:s-high ; tkg:source ex:paper ."
)
DOSED = ' ex:s-a tkg:dose "10 mg" .'


def test_published_results_of_products_of_one_drug_are_told_apart(write):
    high = published("a", "c", 0.5, 0.3, 0.8).replace("published-a-c", "published-high")
    high += ' ex:published-high tkg:qualification "60 mg"@en .'
    knowledge = loaded(write, APART + DOSE, high, AGAINST_PLACEBO)
    table = knowledge.beside_published(knowledge.synthesize("pain", measure="RR"))
    assert [(row.treatment, row.qualification, row.published) for row in table] == [
        ("drug A", "30 mg", 3.0),
        ("drug A", "60 mg", 0.5),
    ]


def test_a_result_of_the_drug_as_such_names_no_product(write):
    knowledge = loaded(write, APART, AGAINST_PLACEBO)
    (row,) = knowledge.beside_published(knowledge.synthesize("pain", measure="RR"))
    assert row.qualification is None


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ("", "nothing recorded explains it: their studies and time are not listed"),
        (TIME, "nothing recorded explains it: their studies are not listed"),
        (DOSED + TIME, "nothing recorded explains it: their studies and doses are not listed"),
        (
            DOSED + DOSE + TIME,
            "theirs is of 30 mg, the one here of a; what else sets them apart is not recorded:"
            " their studies are not listed",
        ),
        (
            SECOND + TIME,
            "a and a, much count as drug A here; what else sets them apart is not recorded: their"
            " studies are not listed",
        ),
        (
            KIND + TIME,
            "theirs is of a whole network, the one here direct; what else sets them apart is not"
            " recorded: their studies are not listed",
        ),
        (
            NOTE + TIME,
            'of theirs is noted: "Of all who began."; what else sets them apart is not recorded:'
            " their studies are not listed",
        ),
    ],
    ids=["nothing", "time", "doses", "product", "lumped", "network", "note"],
)
def test_what_is_recorded_to_set_two_estimates_apart_is_said(write, more, because):
    knowledge = loaded(write, APART, AGAINST_PLACEBO, more)
    (row,) = knowledge.beside_published(knowledge.synthesize("pain", at="24 weeks", measure="RR"))
    assert row.why == f"direct: s; the intervals do not meet; {because}"


@pytest.mark.parametrize(
    ("listing", "because"),
    [
        ("tkg:restsOn ex:s", "nothing recorded explains it"),
        ("tkg:pools ex:result-s-a", "nothing recorded explains it"),
        ("tkg:restsOn ex:s, ex:t", "theirs alone rests on t"),
        ("tkg:restsOn ex:t", "theirs alone rests on t; the one here alone rests on s"),
    ],
)
def test_studies_that_only_one_of_two_estimates_rests_on_are_named(write, listing, because):
    sleep = study("t", a=count(6, 20, outcome="sleep"), c=count(11, 20, outcome="sleep"))
    listed = f" ex:published-a-c {listing} ."
    knowledge = loaded(write, APART, AGAINST_PLACEBO, sleep, listed, TIME)
    (row,) = knowledge.beside_published(knowledge.synthesize("pain", at="24 weeks", measure="RR"))
    assert row.why == f"direct: s; the intervals do not meet; {because}"


def test_another_time_sets_two_estimates_apart(write):
    knowledge = loaded(write, APART + TIME, AGAINST_PLACEBO)
    (row,) = knowledge.beside_published(knowledge.synthesize("pain", measure="RR"))
    assert "; theirs is at 24 weeks, the one here at any time; " in row.why


def test_counts_that_are_reckoned_from_shares_set_two_estimates_apart(write):
    reckoned = study("s", a=share(0.25), c=share(0.5))
    people = " ex:s-a tkg:participants 20 . ex:s-c tkg:participants 20 ."
    knowledge = loaded(write, APART + TIME, reckoned, people)
    (row,) = knowledge.beside_published(knowledge.synthesize("pain", at="24 weeks", measure="RR"))
    assert "; counts of s are reckoned from shares here; " in row.why


def test_the_product_is_said_of_estimates_that_agree_too(why):
    review = published("a", "c", 0.5, 0.3, 0.8) + DOSE
    said = why(review, AGAINST_PLACEBO)
    assert said.endswith("within the other's interval; theirs is of 30 mg, the one here of a")


def test_products_that_count_as_one_here_are_said_to_be_together(why):
    review = published("a", "c", 0.5, 0.3, 0.8) + DOSE
    said = why(review, AGAINST_PLACEBO, SECOND)
    assert said.endswith("; theirs is of 30 mg, the one here of a and a, much together")
