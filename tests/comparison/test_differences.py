"""A difference says who did not find it, and what is near to a gap is named."""

from __future__ import annotations

import pytest

from tests.evidence.graphs import count, loaded, study

# A trial of one tea against the other that claims to have found no difference, without a figure.
HEAD_TO_HEAD = """
ex:both a tkg:Study ; skos:prefLabel "BOTH"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:registration "T4" ; tkg:design tkg:parallelTrial ;
  tkg:hasArm ex:both-a , ex:both-b ; tkg:source ex:report .
ex:both-a a tkg:Arm ; skos:prefLabel "moon tea"@en ; tkg:countsFor ex:moon-tea .
ex:both-b a tkg:Arm ; skos:prefLabel "sun tea"@en ; tkg:countsFor ex:sun-tea .
ex:no-difference a tkg:Claim ; tkg:subject ex:%s ; tkg:predicate tkg:reduces ;
  tkg:object ex:shivering ; tkg:comparator ex:%s ; tkg:study ex:both ; tkg:population ex:children ;
  tkg:timeLabel "4 weeks" ; tkg:direction tkg:%s ; tkg:modality tkg:shown ; tkg:source ex:report .
"""
ENDS = ("moon-tea", "sun-tea")


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ((*ENDS, "inconclusive"), "showed no difference, and did not rule one out"),
        ((*ENDS, "supports"), "found the reverse"),
        ((*ENDS[::-1], "inconclusive"), "showed no difference, and did not rule one out"),
    ],
)
def test_a_difference_says_which_study_of_the_two_did_not_find_it(world, claim, said) -> None:
    found = world(HEAD_TO_HEAD % claim).compare("moon tea", "sun tea")
    (line,) = found.differences
    told = f"But not all agrees: BOTH (in children; 4 weeks) {said}."
    assert line.endswith(told)
    for face in (found.to_text(width=2000), found.to_markdown(), found.to_html(), found.to_json()):
        assert told in face


def test_a_difference_that_a_study_of_the_two_bears_out_has_no_but(world) -> None:
    found = world(HEAD_TO_HEAD % (*ENDS[::-1], "supports")).compare("moon tea", "sun tea")
    assert "But" not in found.differences[0]


def test_a_study_of_one_of_the_two_against_a_third_is_no_but(world) -> None:
    # MOON claims no difference from water; of sun tea it tells nothing.
    assert "But" not in world().compare("moon tea", "sun tea").differences[0]


def test_that_ahsct_does_better_than_ocrelizumab_names_the_study_that_did_not_find_it(ms) -> None:
    found = ms.compare("AHSCT", "ocrelizumab")
    (line,) = [one for one in found.differences if " on relapse rate:" in one]
    assert "But not all agrees: Kalincik 2023, AHSCT against ocrelizumab (3 years) showed" in line


# Of moon tea a kind of the harm is told that sun tea is said to cause, and of a third another kind.
HARMS = """
ex:scald a tkg:AdverseEvent ; skos:prefLabel "scald"@en ; skos:definition "A wet burn."@en ;
  skos:broader ex:burn ; tkg:desirableDirection tkg:lower .
ex:blister a tkg:AdverseEvent ; skos:prefLabel "blister"@en ; skos:definition "A burn that swells."@en ;
  skos:broader ex:burn ; tkg:desirableDirection tkg:lower .
ex:scalds a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:causes ; tkg:object ex:scald ;
  tkg:direction tkg:supports ; tkg:modality tkg:shown ; tkg:source ex:report .
ex:blisters a tkg:Claim ; tkg:subject ex:night-cap ; tkg:predicate tkg:causes ;
  tkg:object ex:blister ; tkg:direction tkg:supports ; tkg:modality tkg:shown ;
  tkg:source ex:report .
"""


def test_a_narrower_harm_of_the_other_is_no_gap(world) -> None:
    found = world(HARMS).compare("moon tea", "sun tea").told_of_one_only
    (burn,) = [one for one in found if one.startswith("Risk of sun tea: shown to cause burnt")]
    assert burn.endswith("For moon tea, see scald.")


def test_another_harm_of_the_same_kind_leaves_the_gap(world) -> None:
    found = world(HARMS).compare("moon tea", "night cap").told_of_one_only
    (blister,) = [one for one in found if "blister" in one]
    assert blister.endswith("Nothing of it is told here of moon tea.")


@pytest.mark.parametrize(
    ("names", "risk", "said"),
    [
        (("ocrelizumab", "siponimod"), "warning of malignancy", "For siponimod, see skin cancer."),
        (("ocrelizumab", "siponimod"), "serious infection", "For siponimod, see infection."),
        (("ocrelizumab", "AHSCT"), "serious infection", "For AHSCT, see infection and complic"),
    ],
)
def test_what_the_labels_call_by_a_narrower_or_broader_name_is_no_gap(ms, names, risk, said):
    (line,) = [one for one in ms.compare(*names).told_of_one_only if risk in one]
    assert said in line


def test_plain_words_say_what_the_pooled_studies_show_where_it_is_otherwise(ms):
    (cell, _) = ms.compare("natalizumab", "fingolimod").row("relapse rate").cells
    assert "it reads otherwise" not in cell.reading
    assert (
        "Pooled from 3 studies (AFFIRM, ASSESS and GALA): On relapse rate at 12 months, no difference"
        " between natalizumab and fingolimod is shown, and one is not ruled out either."
    ) in cell.reading


def test_a_difference_at_one_time_says_where_none_is_shown_at_another(write):
    soon = study("soon", a=count(40, 100, weeks=24), c=count(20, 100, weeks=24))
    late = study("late", a=count(40, 100, weeks=96), c=count(38, 100, weeks=96))
    found = loaded(write, soon, late).compare("drug A", "placebo").differences
    shown = [line for line in found if " at 24 weeks" in line]
    assert len(shown) == 1
    assert "But not all agrees: at 96 weeks, no difference is shown (risk ratio 1.05 (" in shown[0]
