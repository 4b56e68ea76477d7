"""Questions to the studies of a graph."""

from __future__ import annotations

import pytest

import kg
from kg import DataError, UnknownNameError
from kg.evidence import asked
from kg.evidence.studies import take

from .graphs import count, loaded, study

AHSCT = "autologous hematopoietic stem cell transplantation"
MSC = "mesenchymal stem cell therapy"
EVERYBODY = "people with multiple sclerosis"
RELAPSING = "people with relapsing multiple sclerosis"
BOTH = f"people with relapses despite treatment; {RELAPSING}"
CHOICE = "choice of disease-modifying therapies"
CDP12 = "disability progression confirmed at 12 weeks"
CDP24 = "disability progression confirmed at 24 weeks"


def networks(found) -> list[tuple[str, ...]]:
    return [network.treatments for network in found.networks]


def used(found) -> list[str]:
    return [told.study.study for told in found.told if told.contrasts is not None]


# --- times ------------------------------------------------------------------------------------------


def test_two_years_are_met_by_96_and_by_108_weeks(ms):
    found = ms.synthesize("relapse rate", at="24 months")
    assert used(found) == ["AFFIRM", "CARE-MS II", "CLARITY", "OPTIMUM"]
    assert "24 months was met by results at weeks 96 to 108." in found.caveats


def test_a_narrow_window_is_not_met_by_96_or_108_weeks(ms):
    found = ms.synthesize("relapse rate", at="24 months", window="1 week")
    assert used(found) == ["AFFIRM", "CARE-MS II"]
    assert "24 months was met by results at week 104.4." in found.caveats


def test_without_a_time_each_study_tells_of_its_longest(ms):
    found = ms.synthesize("relapse rate")
    assert found.effect("natalizumab", "placebo").value == pytest.approx(0.23 / 0.73)
    said = "No time was asked for: each study's longest was taken, weeks 96 to 108."
    assert said in found.caveats


def test_a_year_has_other_figures_than_two(ms):
    found = ms.synthesize("relapse rate", at="12 months")
    assert used(found) == ["AFFIRM"]
    assert found.effect("natalizumab", "placebo").value == pytest.approx(0.325)


def test_one_time_that_nobody_asked_for_needs_no_word(write):
    found = loaded(write, study("s", a=count(5, 20), c=count(9, 20))).synthesize("pain")
    assert [said for said in found.caveats if "week" in said] == []


def test_the_time_stands_in_the_words_of_the_question(ms):
    assert ms.synthesize("relapse rate", at="24 months").question.words == (
        "relapse rate at 24 months"
    )
    assert ms.synthesize("relapse rate").question.words == "relapse rate"


# --- questions that have no answer ------------------------------------------------------------------------


def test_a_time_that_no_study_has_is_refused_with_those_that_there_are(ms):
    with pytest.raises(DataError) as caught:
        ms.synthesize("relapse rate", at="3 months")
    assert str(caught.value) == (
        "relapse rate at 3 months is in no study; there is week 52.2, 96, 104.4, 108"
    )


def test_an_outcome_that_no_study_has_is_refused_with_those_that_there_are(ms):
    with pytest.raises(DataError) as caught:
        ms.synthesize("fatigue")
    assert str(caught.value) == (
        "the outcome 'fatigue' is in no study; there is death, disability improvement,"
        " disability progression confirmed at 12 weeks, disability progression confirmed at 24"
        " weeks, event-free survival, gadolinium-enhancing lesions, new T2 lesions,"
        " progression-free survival, relapse, relapse rate, relapse-free survival, rise of the"
        " disability score, survival free of MRI activity"
    )


def test_an_unknown_outcome_is_refused_with_near_ones(ms):
    with pytest.raises(UnknownNameError) as caught:
        ms.synthesize("relapse rates")
    assert str(caught.value).startswith(
        "concept 'relapse rates' is not in the graph; did you mean 'relapse rate'"
    )


def test_a_graph_without_studies_has_nothing_to_pool(write):
    knowledge = loaded(write)
    with pytest.raises(DataError) as caught:
        knowledge.synthesize("pain")
    assert str(caught.value) == "the outcome 'pain' is in no study; load studies with results"
    assert len(knowledge.evidence_map()) == 0
    assert len(knowledge.evidence_map("drug A")) == 0


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"at": "soon"}, DataError, "the time 'soon' is not understood; write it like '24 months'"),
        (
            {"at": "2 years", "window": "wide"},
            DataError,
            "the time 'wide' is not understood; write it like '24 months'",
        ),
        (
            {"nodes": "drug"},
            UnknownNameError,
            "nodes 'drug' is not among the ways; there are 'dose', 'route', 'therapy'",
        ),
        (
            {"model": "fixed"},
            UnknownNameError,
            "model 'fixed' is not among the models; there are 'common', 'random'",
        ),
        (
            {"interval": "bayes"},
            UnknownNameError,
            "interval 'bayes' is not among the intervals; there are 'HK', 'normal', 't'",
        ),
        ({"level": 95}, DataError, "the level 95 is none; give one such as 0.95"),
        (
            {"measure": "hazard"},
            UnknownNameError,
            "measure 'hazard' is not among the measures; did you mean 'hazard ratio'?",
        ),
        (
            {"lump": {"aspirin": "placebo"}},
            UnknownNameError,
            "treatment 'aspirin' is not in these studies; there are 'alemtuzumab', 'cladribine',"
            " 'interferon beta-1a', 'natalizumab', 'ocrelizumab', 'placebo', 'ponesimod',"
            " 'teriflunomide'",
        ),
        (
            {"assume": {"glatiramer acetate": "placebo"}},
            UnknownNameError,
            "treatment 'glatiramer acetate' is not in these studies; there are 'alemtuzumab',"
            " 'cladribine', 'interferon beta-1a', 'natalizumab', 'ocrelizumab', 'placebo',"
            " 'ponesimod', 'teriflunomide'",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(ms, options, error, said):
    with pytest.raises(error) as caught:
        ms.synthesize("relapse rate", **{"at": "24 months"} | options)
    assert str(caught.value) == said


# --- measures -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "measure"),
    [
        ("relapse rate", "IRR"),
        ("relapse", "RR"),
        (CDP24, "HR"),
        ("death", "RD"),
        ("rise of the disability score", "MD"),
    ],
)
def test_without_a_measure_it_is_what_most_studies_tell_of(ms, outcome, measure):
    assert ms.synthesize(outcome).question.measure.id == measure


def test_no_deaths_in_either_arm_tell_no_ratio_and_a_difference_of_nothing(ms):
    assert ms.synthesize("death", measure="OR").networks == ()
    effect = ms.synthesize("death").effect(AHSCT, CHOICE)
    # Its variance is that of half a death in each arm: 2 · 0.5 · 55.5 / 56³.
    assert (effect.value, effect.error) == (0, pytest.approx((55.5 / 56**3) ** 0.5))


def test_an_interval_of_99_percent_is_taken_as_one(ms):
    effect = ms.synthesize("relapse rate", at="108 weeks").effect("ponesimod", "teriflunomide")
    # ln(0.902 / 0.536) is 0.520480, and 2 · 2.575829 errors wide.
    assert effect.value == pytest.approx(0.695)
    assert effect.error == pytest.approx(0.101032, abs=1e-6)
    # To 1.959964 errors around ln 0.695, on both sides: narrower than the interval that is printed.
    assert (effect.lower, effect.upper) == pytest.approx((0.570147, 0.847201), abs=1e-5)


def test_at_its_own_level_the_interval_is_the_one_that_is_printed(ms):
    found = ms.synthesize("relapse rate", at="108 weeks", level=0.99)
    effect = found.effect("ponesimod", "teriflunomide")
    assert (round(effect.lower, 3), round(effect.upper, 3)) == (0.536, 0.902)


def test_a_hazard_ratio_without_an_interval_is_left_out_and_that_is_said(ms):
    found = ms.synthesize("relapse", at="24 months", measure="HR")
    assert used(found) == ["AFFIRM", "CLARITY"]
    said = (
        "TEMSO: teriflunomide 14 mg against placebo is printed as 0.72**, without two limits that"
        " tell its standard error; it cannot be pooled."
    )
    assert said in found.caveats


def test_contrasts_with_one_placebo_are_reckoned_and_that_is_said(ms):
    found = ms.synthesize(CDP12, at="24 months", measure="HR")
    said = (
        "CLARITY reports contrasts that share an arm, but not with one another; what they share was"
        " reckoned from the sizes of its arms."
    )
    assert said in found.caveats
    assert said not in ms.synthesize(CDP12, at="24 months", measure="RR").caveats


def test_sources_that_differ_are_said(ms):
    caveats = ms.synthesize("relapse rate", at="24 months").caveats
    assert [said for said in caveats if "differ on" in said] == [
        "AFFIRM: sources differ on natalizumab 300 mg; taken was 0.23 (0.19, 0.28), as it can be"
        " weighed, and not 0.22.",
        "AFFIRM: sources differ on placebo; taken was 0.73 (0.62, 0.87), as it can be weighed, and not"
        " 0.67.",
    ]


# --- what counts for one treatment ------------------------------------------------------------------------


def test_a_trial_of_two_doses_compares_nothing_where_doses_count_for_one_therapy(ms):
    found = ms.synthesize("relapse", at="24 weeks", measure="RR")
    assert found.networks == ()
    assert found.unconnected == ("interferon beta-1a",)
    assert "EVIDENCE has no two treatments to compare." in found.caveats
    assert found.findings == ()


@pytest.mark.parametrize(
    ("nodes", "low", "high"),
    [
        (
            "dose",
            "interferon beta-1a 30 µg once a week",
            "interferon beta-1a 44 µg three times a week",
        ),
        ("route", "interferon beta-1a intramuscular", "interferon beta-1a subcutaneous"),
    ],
)
def test_a_trial_of_two_doses_compares_them_where_they_are_told_apart(ms, nodes, low, high):
    found = ms.synthesize("relapse", at="24 weeks", measure="RR", nodes=nodes)
    assert networks(found) == [(low, high)]
    effect = found.effect(low, high)
    # 124 of 338 against 85 of 339, and √(1/124 + 1/85 less 1/338 + 1/339).
    assert effect.value == pytest.approx(1.463140, abs=1e-6)
    assert effect.error == pytest.approx(0.117986, abs=1e-6)


def test_doses_that_count_for_one_therapy_are_joined(ms):
    found = ms.synthesize("relapse", at="96 weeks", window="1 week", measure="RR")
    # 88 + 96 of 433 + 456 against 171 of 437.
    assert found.effect("cladribine", "placebo").value == pytest.approx(0.528934, abs=1e-6)


def test_doses_that_are_told_apart_are_treatments_of_their_own(ms):
    found = ms.synthesize("relapse", at="96 weeks", window="1 week", measure="RR", nodes="dose")
    low, high = "cladribine 3.5 mg/kg in all", "cladribine 5.25 mg/kg in all"
    assert networks(found) == [(low, high, "placebo")]
    # 88 of 433, and 96 of 456, against 171 of 437.
    assert found.effect(low, "placebo").value == pytest.approx(0.519374, abs=1e-6)
    assert found.effect(high, "placebo").value == pytest.approx(0.538012, abs=1e-6)


def test_a_choice_of_therapies_is_a_treatment_of_its_own(ms):
    found = ms.synthesize(CDP24, measure="HR")
    assert networks(found) == [
        ("alemtuzumab", "interferon beta-1a"),
        (AHSCT, CHOICE),
        ("ponesimod", "teriflunomide"),
    ]
    effect = found.effect(AHSCT, CHOICE)
    assert (effect.value, effect.evidence, effect.studies) == (
        pytest.approx(0.07),
        "direct",
        ("MIST",),
    )


def test_no_synthesis_sets_ahsct_against_a_drug(ms):
    with pytest.raises(DataError) as caught:
        ms.synthesize(CDP24, measure="HR").effect(AHSCT, "alemtuzumab")
    assert str(caught.value) == (
        f"{AHSCT} against alemtuzumab is not known: no study connects them on {CDP24}; ask of"
        " treatments in one network"
    )


def test_an_assumption_joins_what_studies_do_not_and_is_said_first(ms):
    found = ms.synthesize(CDP24, measure="HR", assume={"choice of DMT": "Rebif"})
    assert networks(found) == [
        ("alemtuzumab", AHSCT, "interferon beta-1a"),
        ("ponesimod", "teriflunomide"),
    ]
    effect = found.effect(AHSCT, "alemtuzumab")
    assert (effect.value, effect.evidence) == (pytest.approx(0.07 / 0.58), "indirect")
    assert found.caveats[0] == f"Here {CHOICE} is assumed to stand for interferon beta-1a."
    assert found.assumptions == (f"Here {CHOICE} is assumed to stand for interferon beta-1a.",)


def test_treatments_that_are_lumped_are_said_to_count_as_one(ms):
    lumped = ms.synthesize(CDP24, measure="HR", lump={"ponesimod": "alemtuzumab"})
    assert lumped.caveats[0] == "Here ponesimod counts as alemtuzumab."
    assert networks(lumped) == [
        ("alemtuzumab", "interferon beta-1a", "teriflunomide"),
        (AHSCT, CHOICE),
    ]


def test_a_lump_may_have_a_name_that_no_concept_has(ms):
    drugs = dict.fromkeys(["alemtuzumab", "ocrelizumab", "natalizumab"], "an antibody")
    found = ms.synthesize("relapse rate", at="24 months", lump=drugs)
    assert networks(found)[0] == ("an antibody", "cladribine", "interferon beta-1a", "placebo")


def test_lumping_what_a_study_compares_leaves_nothing_of_it(ms):
    found = ms.synthesize("relapse rate", at="108 weeks", lump={"ponesimod": "teriflunomide"})
    assert "OPTIMUM has no two treatments to compare." in found.caveats
    assert "ponesimod" not in found.treatments


def test_that_what_nobody_read_is_left_out_is_said(ms):
    caveats = ms.synthesize("relapse", verified_only=True).caveats
    assert "Figures that nobody has read are left out." in caveats


def test_a_finding_that_rests_on_an_assumption_begins_with_it(ms):
    found = ms.synthesize(CDP24, measure="HR", assume={"choice of DMT": "Rebif"})
    assert [said.partition(" on ")[0].partition(": ")[0] for said in found.findings] == [
        f"Assuming that {CHOICE} stands for interferon beta-1a",
        f"Assuming that {CHOICE} stands for interferon beta-1a",
        f"On {CDP24}, no difference between ponesimod and teriflunomide is shown, and one is not"
        " ruled out either (ponesimod against teriflunomide",
    ]


# --- studies that never count as benefit ------------------------------------------------------------------


def test_a_trial_of_msc_shows_no_difference_and_does_not_rule_one_out(ms):
    found = ms.synthesize("gadolinium-enhancing lesions", at="24 weeks")
    assert found.findings == (
        "On gadolinium-enhancing lesions at 24 weeks, no difference between mesenchymal stem cell"
        " therapy and placebo is shown, and one is not ruled out either (mesenchymal stem cell"
        " therapy against placebo: rate ratio 0.94, 95 % interval 0.58 to 1.51); 1 study compares"
        " the two, and no indirect evidence adds to it.",
    )


@pytest.mark.parametrize("measure", ["OR", "RR", "RD", None])
def test_shares_of_unknown_size_are_not_pooled(ms, measure):
    found = ms.synthesize("disability improvement", measure=measure)
    assert found.networks == ()
    assert found.unconnected == ("MSC-derived neural progenitor therapy", "placebo")


def test_a_trial_of_one_arm_compares_nothing(ms):
    found = ms.synthesize("event-free survival", measure="RR")
    assert found.networks == ()
    assert "HALT-MS has no two treatments to compare." in found.caveats


# --- studies that count once or not at all ------------------------------------------------------------------

TWO = study("s", a=count(5, 20), c=count(9, 20))


def test_a_retracted_study_is_left_out_and_said(write):
    retracted = study("t", "tkg:retracted true ;", a=count(1, 200), c=count(99, 200))
    found = loaded(write, TWO, retracted).synthesize("pain", measure="RR")
    assert used(found) == ["s"]
    assert "T was retracted and is left out." in found.caveats


def test_a_study_that_is_said_not_to_be_retracted_counts(write):
    kept = study("t", "tkg:retracted false ;", a=count(1, 200), c=count(99, 200))
    assert used(loaded(write, TWO, kept).synthesize("pain", measure="RR")) == ["s", "t"]


def test_a_trial_that_is_there_twice_counts_once_and_that_is_said(write):
    registered = 'tkg:registration "NCT1" ;'
    found = loaded(
        write,
        study("s", registered, a=count(5, 20), c=count(9, 20)),
        study("t", registered, a=count(5, 20), c=count(9, 20)),
        study("u", 'tkg:registration "NCT2" ;', a=count(5, 20), c=count(9, 20)),
    ).synthesize("pain", measure="RR")
    assert used(found) == ["s", "u"]
    said = "T and s are one trial by their registration NCT1; only s counts."
    assert said in found.caveats


def test_one_registration_of_several_that_agrees_is_enough(write):
    found = loaded(
        write,
        study("s", 'tkg:registration "NCT1" , "NCT2" ;', a=count(5, 20), c=count(9, 20)),
        study("t", 'tkg:registration "NCT2" , "NCT3" ;', a=count(5, 20), c=count(9, 20)),
    ).synthesize("pain", measure="RR")
    assert used(found) == ["s"]


def test_a_second_report_without_figures_does_not_displace_the_first(write):
    bare = 'ex:r a tkg:Study ; skos:prefLabel "r"@en ; tkg:registration "NCT1" .'
    registered = study("s", 'tkg:registration "NCT1" ;', a=count(5, 20), c=count(9, 20))
    found = loaded(write, bare, registered).synthesize("pain", measure="RR")
    assert used(found) == ["s"]


def test_a_second_report_of_a_trial_may_tell_of_another_outcome(write):
    registered = 'tkg:registration "NCT1" ;'
    knowledge = loaded(
        write,
        study("s", registered, a=count(5, 20), c=count(9, 20)),
        study("t", registered, a=count(5, 20, outcome="sleep"), c=count(9, 20, outcome="sleep")),
    )
    assert used(knowledge.synthesize("pain", measure="RR")) == ["s"]
    assert used(knowledge.synthesize("sleep", measure="RR")) == ["t"]


def test_a_retracted_study_of_another_outcome_is_not_spoken_of(write):
    other = study(
        "t",
        "tkg:retracted true ;",
        a=count(5, 20, outcome="sleep"),
        c=count(9, 20, outcome="sleep"),
    )
    caveats = loaded(write, TWO, other).synthesize("pain", measure="RR").caveats
    assert [said for said in caveats if "retracted" in said] == []


def test_where_all_studies_were_retracted_that_is_the_reason(write):
    gone = study("t", "tkg:retracted true ;", a=count(5, 20), c=count(9, 20))
    with pytest.raises(DataError) as caught:
        loaded(write, gone).synthesize("pain")
    assert str(caught.value) == (
        "the outcome 'pain' has no study that counts; t was retracted and is left out"
    )


def test_two_studies_of_one_name_are_told_apart_and_both_count(write):
    other = study("t", label="s", a=count(6, 20), b=count(9, 20))
    found = loaded(write, TWO, other).synthesize("pain", measure="RR")
    assert used(found) == ["s (https://example.org/s)", "s (https://example.org/t)"]


def test_two_concepts_of_one_name_are_told_apart(write):
    twin = 'ex:twin a tkg:Drug ; skos:prefLabel "drug A"@en .'
    found = loaded(write, twin, study("s", a=count(5, 20), twin=count(9, 20))).synthesize(
        "pain", measure="RR"
    )
    assert networks(found) == [
        ("drug A (https://example.org/a)", "drug A (https://example.org/twin)")
    ]


def test_what_is_superseded_is_not_pooled(write):
    early = study("t", "tkg:status tkg:superseded ;", a=count(1, 20), c=count(9, 20))
    found = loaded(write, TWO, early).synthesize("pain", measure="RR")
    assert used(found) == ["s"]
    assert "T is superseded and is left out." in found.caveats


COHORT = study("t", "tkg:design tkg:cohortStudy ;", a=count(1, 20), c=count(9, 20))


def test_studies_that_drew_lots_are_pooled_by_themselves(write):
    knowledge = loaded(write, TWO, COHORT)
    found = knowledge.synthesize("pain", measure="RR")
    assert used(found) == ["s"]
    assert "Nobody was assigned at random in these, which are left out: t." in found.caveats
    assert used(knowledge.synthesize("pain", measure="RR", all_together=True)) == ["s", "t"]


def test_without_any_that_drew_lots_the_others_are_pooled(write):
    cohort = study("u", "tkg:design tkg:cohortStudy ;", a=count(2, 20), c=count(9, 20))
    assert used(loaded(write, COHORT, cohort).synthesize("pain", measure="RR")) == ["t", "u"]


def test_a_trial_that_tells_nothing_does_not_keep_cohorts_out(write):
    silent = study("s", a=count(1, 20, outcome="sleep"), c=count(2, 20, outcome="sleep"))
    assert used(loaded(write, silent, COHORT).synthesize("pain", measure="RR")) == ["t"]


def test_only_studies_that_drew_lots_count_where_that_is_asked_for(write):
    with pytest.raises(DataError, match="Nobody was assigned at random"):
        loaded(write, COHORT).synthesize("pain", measure="RR", randomised_only=True)


PEOPLE = """
ex:all a tkg:Population ; skos:prefLabel "all people"@en ; skos:definition "All."@en .
ex:old a tkg:Population ; skos:prefLabel "old people"@en ; skos:definition "Old."@en ; skos:broader ex:all .
ex:young a tkg:Population ; skos:prefLabel "young people"@en ; skos:definition "Young."@en ; skos:broader ex:all .
"""


def of(people: str, name: str) -> str:
    return study(name, f"tkg:population ex:{people} ;", a=count(5, 20), c=count(9, 20))


def test_studies_of_people_apart_are_not_pooled(write):
    knowledge = loaded(write, PEOPLE, of("old", "s"), of("old", "t"), of("young", "u"))
    found = knowledge.synthesize("pain", measure="RR")
    assert used(found) == ["s", "t"]
    said = "Of other people, and pooled only when asked for by them: young people (u)."
    assert said in found.caveats
    assert used(knowledge.synthesize("pain", measure="RR", population="young people")) == ["u"]
    every = knowledge.synthesize("pain", measure="RR", all_together=True)
    assert used(every) == ["s", "t", "u"]
    assert any("as if that made no difference" in caveat for caveat in every.caveats)


def test_a_study_of_everybody_does_not_lead_from_some_people_to_others(write):
    knowledge = loaded(write, PEOPLE, of("all", "r"), of("old", "s"), of("young", "u"))
    assert used(knowledge.synthesize("pain", measure="RR")) == ["r", "s"]
    wide = knowledge.synthesize("pain", measure="RR", population="all people")
    assert used(wide) == ["r", "s"]


def test_an_analysis_of_some_people_of_a_study_does_not_stand_for_it(write):
    some = study("u", "tkg:population ex:old ; tkg:combines ex:t ;", a=count(1, 20), c=count(9, 20))
    whole = 'ex:t a tkg:Study ; skos:prefLabel "t"@en ; skos:definition "A study."@en ;'
    whole += " tkg:identified true ; tkg:population ex:all .\n"
    knowledge = loaded(write, PEOPLE, of("all", "r"), of("old", "s"), whole, some)
    found = knowledge.synthesize("pain", measure="RR")
    assert used(found) == ["r", "s"]
    assert (
        "Of other people, and pooled only when asked for by them: old people (u)." in found.caveats
    )
    assert used(knowledge.synthesize("pain", measure="RR", population="old people")) == ["s", "u"]
    assert used(knowledge.synthesize("pain", measure="RR", population="all people")) == ["r", "s"]


def test_only_what_was_read_counts_where_that_is_asked_for(write):
    unread = study("t", a=count(1, 20, read="notVerified"), c=count(9, 20, read="notVerified"))
    knowledge = loaded(write, TWO, unread)
    assert used(knowledge.synthesize("pain", measure="RR")) == ["s", "t"]
    assert used(knowledge.synthesize("pain", measure="RR", verified_only=True)) == ["s"]


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ("readInSource", []),
        ("readInSecondarySource", ["2 of 4 figures were read in a secondary source."]),
        ("notVerified", ["2 of 4 figures are not verified."]),
    ],
)
def test_how_figures_were_read_is_said(write, read, said):
    other = study("t", a=count(1, 20, read=read), c=count(9, 20, read=read))
    caveats = loaded(write, TWO, other).synthesize("pain", measure="RR").caveats
    assert [caveat for caveat in caveats if "figures" in caveat] == said


def test_one_figure_was_and_several_were_read(write):
    other = study("t", a=count(1, 20, read="notVerified"), c=count(9, 20))
    caveats = loaded(write, TWO, other).synthesize("pain", measure="RR").caveats
    assert "1 of 4 figures is not verified." in caveats


def test_comparisons_of_one_cohort_are_said_to_share_people(write):
    cohort = "tkg:design tkg:cohortStudy ; tkg:source ex:paper ;"
    some = study("s", cohort, a=count(5, 20), c=count(9, 20))
    others = study("t", cohort, a=count(5, 20), b=count(9, 20))
    found = loaded(write, some, others).synthesize("pain", measure="RR")
    assert "S and t share people, and are pooled as if they did not." in found.caveats
    apart = study("t", cohort, b=count(5, 20), c=count(9, 20)).replace(
        "ex:paper ;", "ex:other ;", 1
    )
    found = loaded(write, some, apart).synthesize("pain", measure="RR")
    assert not [caveat for caveat in found.caveats if "share people" in caveat]


@pytest.mark.parametrize(
    ("design", "said"),
    [
        ("parallelTrial", []),
        ("crossOverTrial", []),
        ("cohortStudy", ["Nobody was assigned to a treatment at random in s."]),
    ],
)
def test_people_who_were_not_assigned_at_random_are_said(write, design, said):
    loose = study("s", f"tkg:design tkg:{design} ;", a=count(5, 20), c=count(9, 20))
    caveats = loaded(write, loose).synthesize("pain", measure="RR").caveats
    assert [caveat for caveat in caveats if "random" in caveat] == said


def test_that_people_differ_from_study_to_study_is_said(ms):
    said = (
        "The studies are of different people, as if that made no difference: people with relapses"
        " despite treatment; people with relapsing multiple sclerosis."
    )
    assert said in ms.synthesize("relapse", at="24 months").caveats
    alike = ms.synthesize("relapse", at="96 weeks", window="1 week").caveats
    assert [caveat for caveat in alike if "people, as if" in caveat] == []


# --- where a figure is from -------------------------------------------------------------------------------


def test_a_study_is_traced_to_figures_documents_and_registrations(ms):
    origin = ms.synthesize("relapse rate", at="24 months").origins["CARE-MS II"]
    assert origin.results == (
        (
            "alemtuzumab 12 mg against interferon beta-1a 44 µg",
            "0.51 (0.39–0.65)",
            "readInSecondarySource",
        ),
    )
    assert origin.dois == (
        "Table of CARE-MS II in a review, PMC3959804",
        "10.1016/S0140-6736(12)61768-1",
    )
    assert origin.registrations == ("NCT00548405",)


def test_only_the_figures_that_were_taken_are_an_origin(ms):
    origin = ms.synthesize("relapse rate", at="24 months").origins["AFFIRM"]
    assert [printed for _, printed, _ in origin.results] == [
        "0.23 (0.19, 0.28)",
        "0.73 (0.62, 0.87)",
    ]


# --- what can be pooled -----------------------------------------------------------------------------------


def test_what_can_be_pooled_of_ahsct_is_what_the_choice_of_therapies_allows(ms):
    table = ms.evidence_map("AHSCT")
    assert table.columns == (
        "outcome", "weeks", "measure", "people", "randomised", "studies", "networks", "treatments",
        "connected_with", "hangs_on",
    )  # fmt: skip
    despite = "people with relapses despite treatment"
    assert list(table.tuples()) == [
        ("death", None, "RD", despite, True, 1, 1, "2", CHOICE, "MIST"),
        (CDP24, 108.0, "HR", BOTH, True, 3, 3, "2 + 2 + 2", CHOICE, "MIST"),
        ("rise of the disability score", 52.2, "MD", despite, True, 1, 1, "2", CHOICE, "MIST"),
    ]


def test_what_can_be_pooled_of_msc_is_one_trial_against_placebo(ms):
    assert list(ms.evidence_map("MSC therapy").tuples()) == [
        (
            "gadolinium-enhancing lesions",
            24.0,
            "IRR",
            EVERYBODY,
            True,
            1,
            1,
            "2",
            "placebo",
            "MESEMS",
        )
    ]


def test_a_treatment_hangs_on_the_studies_of_its_own_alone(ms):
    rows = [row for row in ms.evidence_map("natalizumab").tuples() if row[0] == "relapse"]
    assert rows[-1] == (
        "relapse",
        104.4,
        "HR",
        RELAPSING,
        True,
        2,
        1,
        "3",
        "cladribine, placebo",
        "AFFIRM",
    )


def test_a_treatment_without_studies_has_nothing_to_pool(ms):
    assert list(ms.evidence_map("dimethyl fumarate").tuples()) == []
    with pytest.raises(UnknownNameError):
        ms.evidence_map("aspirin")


def test_what_can_be_pooled_is_every_outcome_time_and_measure(ms):
    table = ms.evidence_map()
    assert table.columns == (
        "outcome", "weeks", "measure", "people", "randomised", "studies", "networks", "treatments",
    )  # fmt: skip
    assert [row for row in table.tuples() if row[0] in ("relapse", "relapse rate")] == [
        ("relapse", 52.2, "OR", RELAPSING, True, 2, 1, "3"),
        ("relapse", 52.2, "RR", RELAPSING, True, 2, 1, "3"),
        ("relapse", 52.2, "RD", RELAPSING, True, 2, 1, "3"),
        ("relapse", 104.4, "OR", BOTH, True, 4, 2, "4 + 2"),
        ("relapse", 104.4, "RR", BOTH, True, 4, 2, "4 + 2"),
        ("relapse", 104.4, "RD", BOTH, True, 4, 2, "4 + 2"),
        ("relapse", 104.4, "HR", RELAPSING, True, 2, 1, "3"),
        ("relapse rate", 52.2, "IRR", RELAPSING, True, 1, 1, "2"),
        ("relapse rate", 104.4, "IRR", BOTH, True, 4, 3, "3 + 2 + 2"),
    ]


def test_each_study_is_taken_once_by_each_measure(ms, monkeypatch):
    taken = []

    def noting(study, choice, names):
        taken.append((study.iri, choice.measure.id))
        return take(study, choice, names)

    monkeypatch.setattr(asked, "take", noting)
    ms.synthesize("relapse")
    assert {measure for _, measure in taken} == set(asked.PREFERRED)
    assert len(taken) == len(set(taken))


def test_a_network_of_many_trials_hangs_on_none():
    assert list(kg.load("smoking").evidence_map("self-help").tuples()) == [
        (
            "smoking cessation",
            None,
            measure,
            "",
            True,
            24,
            1,
            "4",
            "group counselling, individual counselling, no contact",
            None,
        )
        for measure in ("OR", "RR", "RD")
    ]
