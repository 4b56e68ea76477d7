"""An estimate says when its figures are of, be it in weeks or only as printed."""

from __future__ import annotations

import pytest

import kg

# A trial of one tea against the other, with figures that are dated by words alone.
TRIAL = """
ex:both a tkg:Study ; skos:prefLabel "BOTH"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:registration "T4" ; tkg:design tkg:parallelTrial ;
  tkg:hasArm ex:both-a , ex:both-b ; tkg:source ex:report .
ex:both-a a tkg:Arm ; skos:prefLabel "moon tea"@en ; tkg:countsFor ex:moon-tea .
ex:both-b a tkg:Arm ; skos:prefLabel "sun tea"@en ; tkg:countsFor ex:sun-tea .
ex:both-1 a tkg:CountResult ; tkg:arm ex:both-a ; tkg:outcome ex:sleep ; %s
  tkg:events 60 ; tkg:total 100 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
ex:both-2 a tkg:CountResult ; tkg:arm ex:both-b ; tkg:outcome ex:sleep ; %s
  tkg:events 40 ; tkg:total 100 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
"""
LONGEST = "Each study's longest time was taken."


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (('tkg:timeLabel "first nights" ;',) * 2, "Time, as printed: first nights."),
        (('tkg:timeLabel "first nights" ;', 'tkg:timeLabel "last nights" ;'), LONGEST),
        (('tkg:timeLabel "first nights" ;', ""), LONGEST),
        (("", ""), LONGEST),
    ],
)
def test_figures_that_are_dated_by_words_alone_are_told_with_these(world, times, said) -> None:
    known: kg.Knowledge = world(TRIAL % times)
    (pair,) = known.compare("moon tea", "sun tea").row("sleep").pairs
    (estimate,) = pair.estimates
    assert estimate.at is None
    assert [one for one in estimate.remarks if "ime" in one] == [said]


def test_a_synthesis_says_the_time_that_its_figures_are_printed_with(world) -> None:
    found = world(TRIAL % (('tkg:timeLabel "first nights" ;',) * 2)).synthesize("sleep")
    assert "No time was asked for; the figures' own, as printed: first nights" in found.remarks


def test_severe_harms_of_the_first_hundred_days_are_told_as_of_these(ms) -> None:
    (line,) = [
        one
        for one in ms.compare("alemtuzumab", "AHSCT").differences
        if " on severe adverse event:" in one
    ]
    assert "risk ratio 0.009 (0.001 to 0.15) at 100 days; 7 (0 to 105) instead of 696" in line
    assert LONGEST not in line
