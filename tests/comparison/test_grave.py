"""Nobody who reads the top of a comparison only misses a grave risk that several tell of."""

from __future__ import annotations

import html
import json

import pytest

# Both teas burn tongues, which is grave; only of moon tea a trial counted how many.
BURNS = """
ex:burn tkg:gravity 1 .
ex:moon-burns a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:causes ;
  tkg:object ex:burn ; tkg:study ex:moon-trial ; tkg:result ex:moon-3 ; tkg:direction tkg:supports ;
  tkg:modality tkg:shown ; tkg:source ex:report .
ex:moon-3 a tkg:CountResult ; tkg:arm ex:moon-a ; tkg:outcome ex:burn ; tkg:weeks 24.0 ;
  tkg:timeLabel "24 weeks" ; tkg:events 30 ; tkg:total 500 ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .
"""
SUN_BURNS = """
ex:sun-3 a tkg:CountResult ; tkg:arm ex:sun-a ; tkg:outcome ex:burn ; tkg:weeks 24.0 ;
  tkg:timeLabel "24 weeks" ; tkg:events 10 ; tkg:total 500 ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .
"""
# A trial of one against the other, which separates them.
AGAINST = """
ex:both a tkg:Study ; skos:prefLabel "BOTH"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:registration "T9" ; tkg:design tkg:parallelTrial ;
  tkg:hasArm ex:both-m , ex:both-s ; tkg:source ex:report .
ex:both-m a tkg:Arm ; skos:prefLabel "moon tea"@en ; tkg:countsFor ex:moon-tea .
ex:both-s a tkg:Arm ; skos:prefLabel "sun tea"@en ; tkg:countsFor ex:sun-tea .
ex:both-1 a tkg:CountResult ; tkg:arm ex:both-m ; tkg:outcome ex:burn ; tkg:weeks 24.0 ;
  tkg:timeLabel "24 weeks" ; tkg:events 200 ; tkg:total 500 ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .
ex:both-2 a tkg:CountResult ; tkg:arm ex:both-s ; tkg:outcome ex:burn ; tkg:weeks 24.0 ;
  tkg:timeLabel "24 weeks" ; tkg:events 50 ; tkg:total 500 ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .
"""


def test_a_grave_risk_that_both_tell_of_is_told_of_each(world):
    found = world(BURNS).compare("moon tea", "sun tea")
    assert found.grave_risks == (
        "Risk of moon tea: shown to cause burnt tongue: 30 of 500 (MOON, moon tea, 24 weeks). Risk of sun"
        " tea: shown to cause this (A report).",
    )


# Two more studies of moon tea: in one nobody of many burnt a tongue, in the other half of them.
SPREAD = """
ex:none a tkg:Study ; skos:prefLabel "NONE"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:design tkg:cohortStudy ; tkg:hasArm ex:none-a ; tkg:source ex:report .
ex:none-a a tkg:Arm ; skos:prefLabel "all"@en ; tkg:countsFor ex:moon-tea .
ex:none-1 a tkg:CountResult ; tkg:arm ex:none-a ; tkg:outcome ex:burn ; tkg:events 0 ;
  tkg:total 900 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
ex:half a tkg:Study ; skos:prefLabel "HALF"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:design tkg:cohortStudy ; tkg:hasArm ex:half-a ; tkg:source ex:report .
ex:half-a a tkg:Arm ; skos:prefLabel "all"@en ; tkg:countsFor ex:moon-tea .
ex:half-1 a tkg:EstimateResult ; tkg:arm ex:half-a ; tkg:outcome ex:burn ;
  tkg:measure tkg:proportion ; tkg:value 0.5 ; tkg:asPrinted "50%" ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .
ex:moon-burns tkg:result ex:none-1 , ex:half-1 .
"""


def test_of_several_shares_the_least_and_the_most_are_told(world):
    (line,) = world(BURNS + SPREAD).compare("moon tea", "sun tea").grave_risks
    assert line.startswith(
        "Risk of moon tea: shown to cause burnt tongue: from 0 of 900; up to 0.41 % is not excluded"
        " (NONE, all) to 50% (HALF, all), and 1 more figure."
    )


def test_figures_of_different_studies_are_said_to_be_no_comparison(world):
    (line,) = world(BURNS + SUN_BURNS).compare("moon tea", "sun tea").grave_risks
    assert line.endswith(
        " Risk of sun tea: shown to cause this: 10 of 500 (SUN, sun tea, 24 weeks)."
        " These figures are of different studies: they are no comparison."
    )


def test_a_study_of_both_is_not_said_to_be_of_different_studies(ms):
    found = ms.compare("daclizumab", "interferon beta-1a")
    (line,) = [one for one in found.grave_risks if "on serious infection" in one]
    assert line.endswith(
        " 1 study (DECIDE) found something of more than one; figures of different studies are no"
        " comparison."
    )


def test_what_an_estimate_separates_is_among_the_differences_only(world):
    found = world(BURNS + SUN_BURNS + AGAINST).compare("moon tea", "sun tea")
    assert [one for one in found.differences if " on burnt tongue: " in one]
    assert found.grave_risks == ()


def test_what_is_not_grave_is_no_grave_risk(world):
    found = world(BURNS.replace("ex:burn tkg:gravity 1 .", "")).compare("moon tea", "sun tea")
    assert found.grave_risks == ()


def test_of_several_it_says_who_lacks_it_and_that_stands_nowhere_else(world):
    found = world(BURNS).compare("moon tea", "sun tea", "night cap")
    (line,) = found.grave_risks
    assert line.endswith("shown to cause this (A report). Nothing of it is told here of night cap.")
    assert not [one for one in found.told_of_one_only if "burnt tongue" in one]
    assert "Grave risks told of several" in found.to_text()


def test_pml_is_at_the_top_where_both_tell_of_it(ms):
    found = ms.compare("natalizumab", "ocrelizumab")
    first = found.grave_risks[0]
    assert first.startswith(
        "Risk of natalizumab: carries a boxed warning of progressive multifocal leukoencephalopathy:"
        " from proportion 0.002 % (PML with natalizumab by risk factors, no JC virus antibodies, no prior"
        " immunosuppression, months 1 to 24) to proportion 1.3 % (PML with natalizumab by risk factors,"
        " JC virus antibodies, prior immunosuppression, months 49 to 72), and 24 more figures."
    )
    assert ". Risk of ocrelizumab: carries a warning of this: a case in a previously" in first
    assert ">130,000 treated (Ocrelizumab after marketing, October 2019" in first
    assert first.endswith(" These figures are of different studies: they are no comparison.")


def test_figures_that_nobody_claims_anything_from_do_not_go_first(ms):
    found = ms.compare("natalizumab", "ocrelizumab").grave_risks
    (death,) = [one for one in found if " on death: " in one]
    assert found.index(death) > 0
    assert "Figures of ocrelizumab on this: from 0 of 410" in death
    assert death.endswith(" These figures are of different studies: they are no comparison.")


@pytest.mark.parametrize(
    "names", [("natalizumab", "ocrelizumab"), ("alemtuzumab", "natalizumab", "ocrelizumab")]
)
def test_every_face_has_every_grave_risk_between_differences_and_what_one_tells(ms, names):
    found = ms.compare(*names)
    assert len(found.grave_risks) > 3
    title = "Grave risks told of " + ("both" if len(names) == 2 else "several")
    faces = {
        "text": found.to_text(width=10_000),
        "plain": found.to_text(width=10_000, plain=True),
        "markdown": found.to_markdown().replace("&gt;", ">"),
        "html": html.unescape(found.to_html()),
        "notebook": html.unescape(found._repr_html_()),
    }
    for name, face in faces.items():
        top = face[face.index("Differences first") : face.index("Told of one only")]
        assert title in top, name
        for one in found.grave_risks:
            assert one in top, name
    assert tuple(json.loads(found.to_json())["grave_risks"]) == found.grave_risks


def test_a_grave_risk_of_kinds_of_the_other_is_told_of_both(world):
    found = world(BURNS).compare("sun tea", "tea")
    assert found.grave_risks == (
        "Risk of sun tea: shown to cause burnt tongue (A report). Of kinds of tea, not of it by"
        " itself, something is told on this: moon tea (1 claim in support, figures of the randomised"
        " MOON) and sun tea (1 claim in support).",
    )
    assert not [one for one in found.told_of_one_only if "burnt tongue" in one]
    for face in (found.to_text(width=10_000), found.to_markdown()):
        assert "Of kinds of tea, not of it by itself, something is told on this: moon tea" in face


def test_a_grave_risk_of_kinds_of_one_alone_says_that_nothing_is_told_of_the_other(world):
    found = world(BURNS).compare("tea", "night cap")
    (line,) = [one for one in found.told_of_one_only if "burnt tongue" in one]
    assert line.startswith(
        "Of kinds of tea, not of it by itself, something is told on burnt tongue"
    )
    assert line.endswith("Nothing of it is told here of night cap.")
    # What is not grave stands with the others that are of kinds alone.
    milder = world(BURNS.replace("ex:burn tkg:gravity 1 .", "")).compare("tea", "night cap")
    assert not [one for one in milder.told_of_one_only if one.startswith("Of kinds of tea")]
