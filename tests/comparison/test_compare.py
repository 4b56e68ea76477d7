from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

import kg
from kg.comparison.differences import none_shown
from kg.comparison.gist import gist
from kg.comparison.short import cell_lines, estimate_line
from kg.comparison.sources import SourceNumbers
from kg.errors import AmbiguousNameError, DataError, UnknownNameError
from kg.model.mapping import CLAIM_LINKS
from kg.vocabulary import TKG

MS_PAIRS = [
    ("AHSCT", "natalizumab"),
    ("AHSCT", "MSC therapy"),
    ("ocrelizumab", "fingolimod"),
    ("stem cell therapy", "conventional treatment"),
    ("choice of DMT", "AHSCT"),
]


@pytest.fixture
def teas(world):
    return world().compare("moon tea", "sun tea")


def names(cell):
    return {entry.claim.iri.local_name: entry.basis for entry in cell.entries}


def touching(knowledge: kg.Knowledge, iri: str) -> set[str]:
    """Return the claims that touch a treatment, worked out with SPARQL alone."""
    links = " ".join(f"tkg:{link}" for link in ("subject", "object", *CLAIM_LINKS))
    query = f"""
        SELECT DISTINCT ?claim {{
          {{ VALUES ?link {{ {links} }} ?claim a tkg:Claim ; ?link ?it }}
          UNION {{ ?it skos:broader+ ?above . ?claim a tkg:Claim ; tkg:subject ?above }}
          UNION {{ VALUES ?of {{ {links} }} ?choice tkg:hasMember ?it . ?claim a tkg:Claim ; ?of ?choice }}
        }}"""
    near = {row.claim for row in knowledge.select(query, it=iri)}
    about = {c.iri for c in knowledge.claims.values() if near & set(c.about_claims)}
    return near | about


@pytest.mark.parametrize("pair", MS_PAIRS, ids=" and ".join)
def test_every_claim_that_touches_a_compared_treatment_is_there_and_no_other(ms, pair):
    found = ms.compare(*pair)
    wanted = set().union(*(touching(ms, treatment.iri) for treatment in found.treatments))
    assert found.claims == wanted
    assert len(wanted) > 10


def test_every_claim_stands_in_one_row_of_each_treatment_that_it_touches(ms):
    found = ms.compare("AHSCT", "natalizumab", "MSC therapy")
    for place in range(3):
        entries = [e.claim.iri for row in found.rows for e in row.cells[place].entries]
        assert len(entries) == len(set(entries))


def test_every_pair_of_the_smoking_pack_compares():
    smoking = kg.load("smoking")
    treatments = ["no contact", "self-help", "individual counselling", "group counselling"]
    for pair in itertools.combinations(treatments, 2):
        found = smoking.compare(*pair)
        (estimate,) = found.row("smoking cessation").pairs[0].estimates
        known = smoking.synthesize("smoking cessation", measure=estimate.measure.id)
        assert estimate.value == known.effect(*pair).value


# --- cells ------------------------------------------------------------------------------------------------


def test_claims_say_on_which_basis_they_stand(teas):
    moon, sun = teas.row("shivering").cells
    assert names(moon) == {"not-shown": "own", "hope": "overruled"}
    assert names(sun) == {"hope": "inherited"}
    assert [names(cell) for cell in teas.row("warmth").cells] == [{"general": "general"}] * 2
    assert [names(cell) for cell in teas.row("sleep").cells] == [
        {"against-choice": "own"},
        {"against-choice": "member"},
    ]
    assert names(teas.row("what is sought").cells[0]) == {"about-it": "about"}


def test_a_treatment_is_called_by_its_label_whatever_product_was_asked_for(world):
    found = world().compare("Lunar Tea", "ex:sun-tea".replace("ex:", "https://example.org/"))
    assert found.titles == ("moon tea", "sun tea")
    assert found.remarks == (
        "lunar tea is taken for moon tea; what is said is of the substance, all its products"
        " together.",
    )
    assert found.row("given by").cells[0].entries[0].text == (
        "Moon tea is given by drinking (two cups; every evening; as of 2020-01-01)."
    )


def test_a_concept_may_say_where_claims_about_it_belong(teas):
    assert teas.row("challenges").aspect.name == "access"


def test_harms_stand_among_risks_and_other_effects_among_benefits(teas):
    assert [row.label for row in teas.of("risk")] == ["burnt tongue"]
    assert {row.label for row in teas.of("benefit")} == {"shivering", "warmth", "sleep"}


def test_where_nothing_is_known_the_cell_says_so(teas):
    cell = teas.row("burnt tongue").cells[0]
    assert cell.empty
    assert cell.strength is None
    assert cell.reading == (
        "No evidence was found on burnt tongue with moon tea. That is not evidence that it makes no"
        " difference."
    )


def test_what_one_has_and_the_other_lacks_is_said_first(teas):
    assert teas.row("burnt tongue").lacking == (teas.treatments[0].iri,)
    assert (
        "Risk of sun tea: shown to cause burnt tongue (A report). Nothing of it is told here of moon"
        " tea." in teas.told_of_one_only
    )
    for aspect in teas.aspects:
        differs = [row.differs for row in teas.of(aspect) if row.about is not None]
        assert differs == sorted(differs, reverse=True)


def test_readings_are_plain(ms):
    found = ms.compare("AHSCT", "natalizumab")
    improvement = found.row("disability improvement").cells[1].reading
    assert improvement.startswith(
        "natalizumab, against the treatments chosen here: no difference shown from AHSCT, in people"
        " with progressive multiple sclerosis (strength very low); in no estimate, Kalincik 2023, AHSCT against natalizumab (in people with"
        " relapsing multiple sclerosis; 5 years): AHSCT was shown in a study to increase disability"
        " improvement compared with natalizumab. It is not known which of natalizumab and AHSCT does better on disability improvement, if"
        " either does: with natalizumab, the chance of it at any time may be anything from 90 % lower"
        " to 4.6 times as high, compared with AHSCT."
    )
    for cell in found.cells:
        assert not re.search(r"by \d+\.\d+ weeks", cell.reading)
        assert "claims supports" not in cell.reading
        assert "95 % interval" not in cell.reading
        assert "(printed: " not in cell.reading
    kinds = found.row("kind of treatment").cells[1].reading
    assert "it is said: Medication is a kind of" not in kinds


def test_a_time_stands_with_what_it_is_of(ms):
    reading = ms.compare("AHSCT", "natalizumab").row("disability worsening").cells[0].reading
    assert "better on disability worsening by 3 years, if either does: with AHSCT," in reading


def test_shares_are_told_as_so_many_people_and_what_is_too_rare_is_not_pooled(ms):
    reading = ms.compare("AHSCT", "natalizumab").row("death").cells[0].reading
    assert "too rare to be pooled: of " in reading
    assert "people in the studies that compare treatments" in reading
    # Nobody died in one of the studies: that is a share of people, too.
    assert (
        "Shares of people with it: from none of 55 (MIST; up to about 65 of 1,000 is not"
        " excluded) to about" in reading
    )


def test_what_is_known_of_a_pair_is_plain_where_cells_are(ms):
    found = ms.compare("AHSCT", "natalizumab")
    pair = found.row("relapse").pairs[0]
    assert "hazard ratio" in pair.sentence
    assert "hazard ratio" not in pair.reading
    assert pair.reading.startswith(pair.sentence.partition(". On relapse")[0])
    plain = found.to_text(plain=True, width=10_000)
    assert pair.reading in plain and pair.sentence not in plain


def test_what_limits_the_first_of_what_is_told_of_one_goes_with_it(ms):
    found = ms.compare("AHSCT", "natalizumab").told_of_one_only
    (usable,) = [one for one in found if "usable in pregnant women" in one]
    assert "(note: only if clearly needed, Singapore product text; " in usable


def test_what_is_known_against_a_chosen_treatment_leads_its_cell(ms):
    ahsct, alemtuzumab = ms.compare("AHSCT", "alemtuzumab").row("relapse").cells
    # Two cohorts compared them, one in people whose disease is aggressive.
    aggressive = "in people with aggressive multiple sclerosis (strength very low)"
    assert ahsct.leads == (
        "better than alemtuzumab at 60 months (strength very low)",
        f"also: better than alemtuzumab, {aggressive}",
    )
    assert alemtuzumab.leads == (
        "worse than AHSCT at 60 months (strength very low)",
        f"also: worse than AHSCT, {aggressive}",
    )
    assert alemtuzumab.reading.startswith(
        "alemtuzumab, against the treatments chosen here: worse than AHSCT at 60 months (strength"
        f" very low); also: worse than AHSCT, {aggressive}. Against interferon beta-1a, not chosen"
        " here: Relapse by 2 years: of 1,000"
    )
    lines = cell_lines(alemtuzumab, SourceNumbers(ms.compare("AHSCT", "alemtuzumab")))
    first, second, third = (line for line in lines if line.startswith("= "))
    assert first == "= worse than AHSCT at 60 months (strength very low)"
    assert second == f"= also: worse than AHSCT, {aggressive}"
    assert third.startswith("= against interferon beta-1a, not chosen here: ")
    _, other = ms.compare("AHSCT", "alemtuzumab", "interferon beta-1a").row("relapse").cells[:2]
    assert not other.beside
    assert "not chosen here" not in other.reading


def test_a_cell_gives_one_answer_with_its_strength_and_then_what_else_is_told(ms):
    found = ms.compare("AHSCT", "alemtuzumab")
    cell = found.row("relapse").cells[0]
    answer, also = cell.reading.split(" Also told, but not in this estimate: ")
    # The text above and the strength below are of one study, against one treatment.
    assert "Against ocrelizumab, not chosen here: It is not known which of AHSCT and" in answer
    assert "compared with ocrelizumab: no difference was shown" in answer
    assert "Boffa 2020" not in answer
    assert answer.endswith(
        "according to Muraro 2025, AHSCT against ocrelizumab; 3 years). Strength of the evidence:"
        " very low."
    )
    assert "alemtuzumab (in people with aggressive multiple sclerosis; according to Boffa" in also
    assert "Strength" not in also
    lines = cell_lines(cell, SourceNumbers(found))
    place = lines.index("Also told, but not in this estimate:")
    (own,) = lines[:place][-1:]
    assert own.startswith("? Whether AHSCT reduces relapse compared with ocrelizumab:")
    assert "Boffa 2020, AHSCT against alemtuzumab" in lines[place + 1]
    assert lines[-1].startswith("Strength (against ocrelizumab, not chosen here) very low: ")
    assert "strength (against ocrelizumab, not chosen here)</span>" in found.to_html()


def both_in(people, moon, sun):
    """Return a trial of one tea against the other in some people, of 500 each."""
    arms = (("moon", moon), ("sun", sun))
    return f"""
ex:of-{people} a tkg:Study ; skos:prefLabel "OF {people}"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:design tkg:parallelTrial ; tkg:population ex:{people} ;
  tkg:hasArm ex:{people}-moon , ex:{people}-sun ; tkg:source ex:report .
""" + "".join(
        f"""
ex:{people}-{tea} a tkg:Arm ; skos:prefLabel "{tea} tea"@en ; tkg:countsFor ex:{tea}-tea .
ex:{people}-{tea}-1 a tkg:CountResult ; tkg:arm ex:{people}-{tea} ; tkg:outcome ex:sleep ;
  tkg:weeks 24.0 ; tkg:timeLabel "24 weeks" ; tkg:events {events} ; tkg:total 500 ;
  tkg:source ex:report ; tkg:verification tkg:readInSource .
"""
        for tea, events in arms
    )


@pytest.mark.parametrize(
    ("people", "whose"),
    [("children", [("children",), ("elders",)]), ("people", [("elders", "people")])],
)
def test_an_answer_of_other_people_is_given_too_and_said_to_be(world, people, whose):
    # Elders sleep better with moon tea, children with sun tea; elders are among all people.
    more = both_in("elders", 400, 200) + both_in(people, 200, 400)
    row = world(more).compare("moon tea", "sun tea").row("sleep")
    (pair,) = row.pairs
    assert [estimate.people_behind for estimate in pair.estimates] == whose
    also = [lead for lead in row.cells[0].leads if lead.startswith("also: ")]
    assert [lead.partition(" (strength")[0] for lead in also] == (
        ["also: better than sun tea at 24 weeks, in elders"] if len(whose) > 1 else []
    )


def test_what_is_left_out_for_its_strength_leads_nothing(ms):
    found = ms.compare("AHSCT", "alemtuzumab", strength="moderate")
    warned = [row for row in found.rows if row.aspect.of_effects and not row.pairs]
    assert warned
    assert not any(cell.leads or cell.beside for row in warned for cell in row.cells)
    risks = [-row.gravity for row in found.of("risk")]
    assert risks == sorted(risks) and risks[0] < 0


def test_a_study_whose_figure_is_read_off_its_mirror_has_a_figure(ms):
    for row in ms.compare("alemtuzumab", "interferon beta-1a").rows:
        for pair in row.pairs:
            assert not {*pair.head_to_head} & {*pair.without_figures}


def test_grave_risks_go_first_then_what_is_known_of_several(ms):
    risks = ms.compare("AHSCT", "natalizumab").of("risk")
    assert [row.label for row in risks[:2]] == ["death", "treatment-related death"]
    assert "progressive multifocal leukoencephalopathy" in [row.label for row in risks[2:8]]
    places = [(-row.gravity, row.alone) for row in risks]
    assert places == sorted(places)
    assert any(row.alone for row in risks)
    assert not all(row.alone for row in risks)
    benefits = [row.alone for row in ms.compare("AHSCT", "natalizumab").of("benefit")]
    assert benefits == sorted(benefits)


def test_small_shares_are_told_as_so_many_people(ms):
    reading = ms.compare("ocrelizumab", "teriflunomide").row("PML").cells[0].reading
    assert "in a million" in reading
    assert "0.000" not in reading


NOBODY = """
ex:early a tkg:Study ; skos:prefLabel "{name}"@en ; skos:definition "A first look."@en ;
  tkg:identified true ; tkg:registration "{name}" ; tkg:design tkg:singleArmTrial ;
  tkg:hasArm ex:early-a ; tkg:source ex:report .
ex:early-a a tkg:Arm ; skos:prefLabel "sun tea"@en ; tkg:countsFor ex:sun-tea ;
  tkg:participants {total} .
ex:early-1 {figure} ; tkg:arm ex:early-a ; tkg:outcome ex:burn ; tkg:weeks 4.0 ;
  tkg:timeLabel "4 weeks" ; tkg:source ex:report ; tkg:verification tkg:readInSource .
"""


def nobody(
    name, total, figure="a tkg:CountResult ; tkg:events {events} ; tkg:total {total}", events=0
):
    told = figure.format(events=events, total=total)
    return NOBODY.format(name=name, total=total, figure=told).replace("ex:early", f"ex:{name}")


ZERO_PERCENT = (
    'a tkg:EstimateResult ; tkg:measure tkg:proportion ; tkg:value 0.0 ; tkg:asPrinted "0%"'
)


@pytest.mark.parametrize(
    ("studies", "told"),
    [
        (
            [nobody("few", 24)],
            "Share of people with it: none of 24 (few; up to about 14 of 100 is not excluded).",
        ),
        (
            [nobody("few", 24), nobody("many", 1_969), nobody("some", 100, events=5)],
            "Shares of people with it: from none of 1,969 (many; up to about 19 of 10,000 is not"
            " excluded) to about 50 of 1,000 (some).",
        ),
        (
            [nobody("few", 24), nobody("many", 1_969)],
            "Shares of people with it: none of 1,969 (many; up to about 19 of 10,000 is not"
            " excluded); none of 24 (few; up to about 14 of 100 is not excluded).",
        ),
        (
            [nobody("few", 24, ZERO_PERCENT)],
            "Share of people with it: 0 % of 24, as printed (few; up to about 14 of 100 is not"
            " excluded).",
        ),
    ],
    ids=["one", "a span", "nobody anywhere", "zero percent"],
)
def test_that_nobody_had_it_is_told_with_how_many_and_what_it_does_not_exclude(
    world, studies, told
):
    found = world("".join(studies)).compare("moon tea", "sun tea")
    assert told in found.row("burnt tongue").cells[1].reading


def test_what_an_estimate_shows_to_differ_goes_first_with_its_interval(ms):
    found = ms.compare("alemtuzumab", "interferon beta-1a")
    rate = next(one for one in found.differences if " on relapse rate:" in one)
    assert re.match(
        r"alemtuzumab does better than interferon beta-1a on relapse rate:"
        r" rate ratio 0\.\d+ \(0\.\d+ to 0\.\d+\).* evidence\. .*"
        r"Strength of the evidence: \w+",
        rate,
    )
    text = found.to_text()
    assert text.index("Differences first") < text.index(rate[:40]) < text.index("Told of one only")


def test_a_difference_that_speaks_for_the_other_names_it_as_the_better(teas):
    (one,) = teas.differences
    assert one.startswith(
        "sun tea does better than moon tea on shivering: moon tea against sun tea: risk ratio 1.60"
        " (1.25 to 2.05) at 24 weeks;"
    )


def test_where_no_estimate_shows_a_difference_that_is_said(ms):
    found = ms.compare("AHSCT", "natalizumab")
    assert found.differences == ()
    for face in (found.to_text(width=2000), found.to_markdown(), found.to_html()):
        assert (
            "No estimate of one against another shows a difference; they are of people with"
            " progressive multiple sclerosis, and each rests on studies that compare the two."
            in face
        )


def test_where_no_difference_is_shown_it_is_said_how_direct_the_estimates_are(ms):
    found = none_shown(ms.compare("ocrelizumab", "fingolimod"))
    assert found.endswith(", and none rests on a study that compares the two.")


def test_what_is_told_of_one_only_is_little_and_tells_what_is_said(ms):
    found = ms.compare("AHSCT", "natalizumab").told_of_one_only
    assert len(found) <= 20
    # What kills goes first, then what is warned of in a box.
    assert found[0].startswith("Risk of AHSCT: causes treatment-related death")
    assert found[1].startswith("Risk of natalizumab: carries a boxed warning of progressive multif")
    # That it may lessen a harm is hoped of all its kind: it is no risk of it.
    assert not [one for one in found if one.startswith("Risk") and "fatigue" in one]


def test_what_was_not_approved_is_no_approval_among_differences(ms):
    found = ms.compare("AHSCT", "MSC therapy").told_of_one_only
    (approval,) = [one for one in found if "approved for" in one]
    assert "is not approved for" in approval


def test_what_a_neighbouring_row_tells_is_no_gap(ms):
    found = ms.compare("AHSCT", "natalizumab").told_of_one_only
    (near,) = [one for one in found if "on relapse-free survival" in one]
    assert near.startswith("Figures of AHSCT on relapse-free survival")
    assert near.endswith("For natalizumab, see relapse.")
    assert "Nothing of it is told" not in near


def test_what_the_absence_of_an_outcome_tells_is_no_gap(ms):
    found = ms.compare("ublituximab", "dimethyl fumarate").told_of_one_only
    (line,) = [one for one in found if "shown to reduce relapse compared with placebo" in one]
    assert "For ublituximab, see relapse-free survival" in line


def test_a_superseded_report_is_told_as_no_benefit(ms):
    found = ms.compare("AHSCT", "alemtuzumab")
    lines = found.told_of_one_only
    assert not [
        one for one in lines if "Benefit of AHSCT: shown to increase disability impr" in one
    ]
    row = found.row("disability improvement")
    cell = row.cells[0]
    # Without the paper that supersedes it, what it says differs from nothing that stands.
    left = tuple(e for e in cell.entries if "according to Kalincik 2023" not in e.limits)
    bare = replace(cell, entries=left, conflicts=())
    assert {entry.report for entry in left} == {"stands", "superseded"}
    line = gist(row.aspect, "AHSCT", bare, found.labels)
    assert line.before.startswith("Of AHSCT: inconclusive whether it increases")
    old = tuple(entry for entry in cell.entries if entry.report == "superseded")
    alone = gist(row.aspect, "AHSCT", replace(cell, entries=old), found.labels)
    assert alone.before.startswith("Superseded, of AHSCT: shown to increase")


def test_a_ratio_that_hangs_on_an_arm_with_nobody_says_so(ms):
    # 48 of 69 against 0 of 75: (48.5 / 69.5) / (0.5 / 75.5).
    (pair,) = ms.compare("AHSCT", "alemtuzumab").row("severe adverse event").pairs
    (estimate,) = pair.estimates
    assert estimate.value == pytest.approx(48.5 / 69.5 / (0.5 / 75.5))
    assert any("A half was added to the counts of AHSCT against" in one for one in estimate.remarks)
    (pair,) = ms.compare("AHSCT", "alemtuzumab").row("thyroid disorders").pairs
    assert not any("half was added" in one for of in pair.estimates for one in of.remarks)


def test_what_is_grave_goes_first_of_what_is_told_of_one_only(ms):
    found = ms.compare("interferon beta-1a", "alemtuzumab").told_of_one_only
    assert found[0].startswith("Risk of alemtuzumab: carries a boxed warning of")


def test_a_row_whose_treatments_point_elsewhere_is_divided(teas):
    # Of moon tea a trial found nothing for sure; of all tea it is hoped.
    assert [row.label for row in teas.rows if row.divided] == ["shivering"]
    page = teas.to_html()
    assert page.count("directions differ") == 1


def test_a_hope_that_a_trial_did_not_bear_out_shows_both(teas):
    moon, sun = teas.row("shivering").cells
    # What the trial claims, its own counts do not bear out: 200 of 500 against 250 of 500.
    assert moon.conflicts == (
        "Tea may reduce shivering (holds for all its kinds, A leaflet). But: Whether moon tea reduces"
        " shivering compared with water: no difference was shown, and one is not ruled out either (in"
        " elders; according to MOON, A report).",
        "Whether moon tea reduces shivering compared with water: no difference was shown, and one is not"
        " ruled out either (in elders; according to MOON, A report). But pooled from 1 study"
        " (MOON): On shivering at 24 weeks, moon tea does better than water (moon tea against water: risk ratio 0.80, 95 % interval 0.70 to 0.92); 1 study"
        " compares the two, and no indirect evidence adds to it. Studied in elders.",
    )
    assert sun.conflicts == ()
    assert moon.entries[0].direction == "inconclusive"
    assert "Not all of this agrees." in moon.reading


def test_figures_that_differ_are_a_conflict(world):
    more = """
    ex:other a tkg:CountResult ; tkg:arm ex:sun-a ; tkg:outcome ex:shivering ; tkg:weeks 24.0 ;
      tkg:timeLabel "24 weeks" ; tkg:events 101 ; tkg:total 500 ; tkg:source ex:leaflet ;
      tkg:verification tkg:readInSource .
    """
    cell = world(more).compare("moon tea", "sun tea").row("shivering").cells[1]
    assert cell.conflicts == (
        "Sources differ on SUN, sun tea, shivering, 24 weeks: 101/500 (A leaflet), 100/500 (A report).",
    )


def test_a_study_that_found_what_the_pooled_does_not_show_is_a_conflict(world):
    more = """
    ex:found a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:reduces ;
      tkg:object ex:chills ; tkg:comparator ex:water ; tkg:study ex:moon-trial ;
      tkg:direction tkg:supports ; tkg:modality tkg:shown ; tkg:source ex:report .
    ex:chills a tkg:Outcome ; skos:prefLabel "chills"@en ; skos:definition "A cold."@en ;
      tkg:desirableDirection tkg:lower .
    ex:moon-3 a tkg:CountResult ; tkg:arm ex:moon-a ; tkg:outcome ex:chills ; tkg:weeks 24.0 ;
      tkg:events %s ; tkg:total 500 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
    ex:moon-4 a tkg:CountResult ; tkg:arm ex:moon-w ; tkg:outcome ex:chills ; tkg:weeks 24.0 ;
      tkg:events 250 ; tkg:total 500 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
    """
    agreeing, contrary, against = (
        world(more % events).compare("moon tea", "sun tea").row("chills").cells[0]
        for events in (150, 240, 350)
    )
    assert agreeing.conflicts == ()
    (said,) = contrary.conflicts
    assert said.startswith(
        "Moon tea was shown in a study to reduce chills compared with water (according to MOON, A"
        " report). But pooled from 1 study (MOON):"
        " On chills at 24 weeks, no difference between moon tea and water is shown,"
    )
    (said,) = against.conflicts
    assert "On chills at 24 weeks, water does better than moon tea" in said


NOON = """
ex:noon-trial a tkg:Study ; skos:prefLabel "NOON"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:registration "T4" ; tkg:design tkg:parallelTrial ;
  tkg:participants 1000 ; tkg:population ex:elders ; tkg:hasArm ex:noon-a , ex:noon-w ;
  tkg:source ex:report .
ex:noon-a a tkg:Arm ; skos:prefLabel "sun tea"@en ; tkg:countsFor ex:sun-tea .
ex:noon-w a tkg:Arm ; skos:prefLabel "water"@en ; tkg:countsFor ex:water .
ex:noon-1 a tkg:CountResult ; tkg:arm ex:noon-a ; tkg:outcome ex:shivering ; tkg:weeks 24.0 ;
  tkg:events %s ; tkg:total 500 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
ex:noon-2 a tkg:CountResult ; tkg:arm ex:noon-w ; tkg:outcome ex:shivering ; tkg:weeks 24.0 ;
  tkg:events 200 ; tkg:total 500 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
"""


@pytest.mark.parametrize(
    ("events", "told"),
    [
        # As SUN found it: the two trials of sun tea do not differ.
        (100, ""),
        # They differ a little, which widens it by less than is worth a word.
        (116, ""),
        (
            220,
            "Its interval is wider than MOON's own, which shows a difference, as studies of the"
            " network differ.",
        ),
    ],
)
def test_an_interval_that_differing_studies_widen_says_so(world, events, told):
    cell = world(NOON % events).compare("moon tea", "sun tea").row("shivering").cells[0]
    assert cell.estimate.rests_on == ("MOON",)
    wider = [one for one in cell.estimate.remarks if "wider" in one]
    assert wider == ([told] if told else [])
    assert told in cell.reading and told in cell.estimate.sentence
    assert sum("wider" in conflict for conflict in cell.conflicts) <= 1


def test_what_is_known_of_kinds_is_told_of_the_broader_treatment(world):
    found = world().compare("tea", "night cap")
    cell = found.row("shivering").cells[0]
    assert cell.facts == (
        "More is known of kinds of it: moon tea (1 claim inconclusive, figures of the randomised MOON)"
        " and sun tea (figures of the randomised SUN).",
    )
    assert cell.facts[0] in cell.reading
    assert (
        found.row("burnt tongue").cells[0].reading
        == "More is known of kinds of it: sun tea (1 claim in support)."
    )


# --- figures and estimates --------------------------------------------------------------------------------


def test_two_that_no_study_compares_are_estimated_through_what_connects_them(teas):
    (pair,) = teas.row("shivering").pairs
    assert pair.head_to_head == ()
    assert "no head-to-head comparison" in pair.sentence
    (estimate,) = pair.estimates
    # Moon tea against water is 0.8, sun tea against water 0.5 (by hand).
    assert (estimate.measure.id, estimate.evidence) == ("RR", "indirect")
    assert estimate.value == pytest.approx(1.6)
    assert estimate.direct is None
    assert estimate.favours == "sun tea"


COHORT = """
ex:cohort a tkg:Study ; skos:prefLabel "COHORT"@en ; skos:definition "People who chose."@en ;
  tkg:identified true ; tkg:design tkg:cohortStudy ; tkg:hasArm ex:cohort-m , ex:cohort-s ;
  tkg:source ex:report .
ex:cohort-m a tkg:Arm ; skos:prefLabel "moon tea"@en ; tkg:countsFor ex:moon-tea .
ex:cohort-s a tkg:Arm ; skos:prefLabel "sun tea"@en ; tkg:countsFor ex:sun-tea .
""" + "".join(
    f"""
ex:cohort-{arm}-r a tkg:CountResult ; tkg:arm ex:cohort-{arm} ; tkg:outcome ex:shivering ;
  tkg:weeks {weeks} ; tkg:events {events} ; tkg:total 1000 ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .
"""
    for arm, events in (("m", 100), ("s", 500))
    for weeks in ("24.0",)
)


def test_who_chose_is_never_pooled_with_who_was_assigned_at_random(world):
    (pair,) = world(COHORT).compare("moon tea", "sun tea").row("shivering").pairs
    (estimate,) = pair.estimates
    # The trials alone: 0.8 over 0.5; the cohort alone would say 0.2.
    assert estimate.value == pytest.approx(1.6)
    assert estimate.all_studies == ("MOON", "SUN")
    assert pair.head_to_head == ("COHORT",)


def test_a_study_of_both_with_a_figure_of_one_alone_is_said_to_have_no_figures(world):
    one, other = COHORT.split("ex:cohort-s-r a ")
    (pair,) = world(one).compare("moon tea", "sun tea").row("shivering").pairs
    assert (pair.head_to_head, pair.without_figures) == ((), ("COHORT",))
    assert pair.sentence.startswith(
        "moon tea and sun tea: compared in 1 study (COHORT), but with no figures of shivering here."
    )
    assert other.startswith("tkg:CountResult ; tkg:arm ex:cohort-s")


def test_a_study_without_figures_is_named_beside_one_with_them(world):
    bare, _ = (
        COHORT.replace("ex:cohort", "ex:bare").replace("COHORT", "BARE").split("ex:bare-s-r a ")
    )
    (pair,) = world(COHORT + bare).compare("moon tea", "sun tea").row("shivering").pairs
    assert (pair.head_to_head, pair.without_figures) == (("COHORT",), ("BARE",))
    assert pair.sentence.startswith(
        "moon tea and sun tea: compared in 1 study (COHORT); also in 1 study (BARE), with no figures"
        " of shivering here."
    )


def test_what_only_a_cohort_tells_says_so(world):
    later = COHORT.replace("24.0", "100.0")
    (pair,) = world(later).compare("moon tea", "sun tea").row("shivering").pairs
    trials, cohort = pair.estimates
    assert (trials.at, cohort.at) == ("24 weeks", "100 weeks")
    assert cohort.value == pytest.approx(0.2)
    assert cohort.sentence.endswith("Nobody was assigned to a treatment at random.")
    assert cohort.strength.level == "low"


def of_children(world, more=""):
    """Return the world in which sun tea was tried in children, moon tea in elders."""
    knowledge = world(more)
    knowledge.update(
        """PREFIX ex: <https://example.org/>
        DELETE { GRAPH ?g { ex:sun-trial tkg:population ex:elders } }
        INSERT { GRAPH ?g { ex:sun-trial tkg:population ex:children } }
        WHERE { GRAPH ?g { ex:sun-trial tkg:population ex:elders } }"""
    )
    return knowledge


def test_what_only_studies_of_different_people_connect_is_not_estimated(world):
    (pair,) = of_children(world).compare("moon tea", "sun tea").row("shivering").pairs
    assert pair.estimates == ()
    assert pair.sentence == (
        "moon tea and sun tea: no head-to-head comparison on shivering, and only studies of different"
        " people or designs connect the two."
    )


def test_what_studies_connect_by_different_measures_is_not_said_to_be_of_other_people(world):
    knowledge = world()
    knowledge.update(
        """PREFIX ex: <https://example.org/> PREFIX tkg: <https://w3id.org/treatment-kg/ontology#>
        DELETE { GRAPH ?g { ?result a tkg:CountResult ; tkg:events ?events } }
        INSERT { GRAPH ?g { ?result a tkg:MeanResult ; tkg:mean 4.0 ; tkg:standardDeviation 2.0 } }
        WHERE { GRAPH ?g { ?result tkg:events ?events } VALUES ?result { ex:sun-1 ex:sun-2 } }"""
    )
    found = knowledge.compare("moon tea", "sun tea")
    (pair,) = found.row("shivering").pairs
    assert pair.estimates == ()
    why = (
        "studies connect the two only by figures of different measures, of too rare an event, or"
        " that could not be weighed"
    )
    assert pair.sentence == (
        f"moon tea and sun tea: no head-to-head comparison on shivering, and {why}."
    )
    text = found.to_text(width=10_000)
    assert f"moon tea and sun tea: no head-to-head comparison, and {why}, on 1" in text


def test_the_baseline_is_of_the_people_that_the_estimate_is_of(world):
    found = of_children(world).compare("moon tea", "sun tea").row("shivering").cells[1].estimate
    assert found.baseline.words == "200 of 500 people with water in SUN"


COHORT_OF_ALL = """
ex:both-trial a tkg:Study ; skos:prefLabel "BOTH"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:design tkg:parallelTrial ; tkg:participants 400 ;
  tkg:population ex:people ; tkg:hasArm ex:both-w , ex:both-c ; tkg:source ex:report .
ex:both-w a tkg:Arm ; skos:prefLabel "water"@en ; tkg:countsFor ex:water ; tkg:participants 200 .
ex:both-c a tkg:Arm ; skos:prefLabel "cap"@en ; tkg:countsFor ex:night-cap ; tkg:participants 200 .
ex:both-1 a tkg:CountResult ; tkg:arm ex:both-w ; tkg:outcome ex:shivering ; tkg:weeks 24.0 ;
  tkg:events 80 ; tkg:total 200 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
ex:both-2 a tkg:CountResult ; tkg:arm ex:both-c ; tkg:outcome ex:shivering ; tkg:weeks 24.0 ;
  tkg:events 60 ; tkg:total 200 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
"""


def test_a_study_of_everybody_does_not_lead_from_some_people_to_others(world):
    found = of_children(world, COHORT_OF_ALL).compare("moon tea", "sun tea", "night cap")
    moon_sun, moon_cap, sun_cap = found.row("shivering").pairs
    assert moon_sun.estimates == ()
    assert [e.all_studies for e in moon_cap.estimates] == [("BOTH", "MOON")]
    assert [e.all_studies for e in sun_cap.estimates] == [("BOTH", "SUN")]


def test_a_risk_under_a_comparator_is_of_a_study_that_the_estimate_rests_on(world):
    # In SUN alone, hazards are printed; how many shiver with water is counted in MOON alone.
    found = world(
        """ex:sun-3 a tkg:ContrastResult ; tkg:arm ex:sun-a ; tkg:comparatorArm ex:sun-w ;
          tkg:outcome ex:shivering ; tkg:weeks 24.0 ; tkg:measure tkg:riskRatio ; tkg:value 0.5 ;
          tkg:lowerLimit 0.4 ; tkg:upperLimit 0.6 ; tkg:level 0.95 ; tkg:source ex:report ;
          tkg:verification tkg:readInSource ."""
    )
    found.update(
        "PREFIX ex: <https://example.org/> DELETE { GRAPH ?g { ?r ?p ?o } }"
        " WHERE { GRAPH ?g { ?r ?p ?o } VALUES ?r { ex:sun-1 ex:sun-2 } }"
    )
    moon, sun = found.compare("moon tea", "sun tea").row("shivering").cells
    assert moon.estimate.baseline.words == "250 of 500 people with water in MOON"
    assert (sun.estimate.value, sun.estimate.baseline, sun.estimate.absolute) == (0.5, None, None)


def test_two_that_nothing_connects_have_no_estimate(teas):
    (pair,) = teas.row("sleep").pairs
    assert pair.estimates == ()
    assert pair.sentence == (
        "moon tea and sun tea: no head-to-head comparison on sleep, and no studies that connect the two."
    )


def test_a_cell_tells_of_people_from_a_stated_baseline(teas):
    estimate = teas.row("shivering").cells[1].estimate
    # Of 1,000 with water 450 shiver in both trials together; half of it is 225.
    assert estimate.baseline.risk == 0.45
    assert estimate.baseline.words == "450 of 1000 people with water in MOON and SUN"
    assert estimate.absolute.risk == pytest.approx(0.225)
    assert estimate.absolute.number_needed == pytest.approx(1 / 0.225)
    assert "about 225" in teas.row("shivering").cells[1].reading


def test_a_number_needed_says_which_way_it_goes(world):
    row = world().compare("water", "sun tea").row("shivering")
    worse = row.pairs[0].estimates[0]
    assert worse.needed == (
        "one more with shivering for every 5 treated (3 to 8; number needed to harm)"
    )
    assert f"of 1,000 people; {worse.needed}; direct evidence." in estimate_line(worse)
    better = row.cells[1].estimate
    assert better.needed == (
        "one fewer with shivering for every 4 treated (4 to 6; number needed to treat)"
    )
    assert f"in MOON and SUN), {better.needed}; sun tea does better" in row.cells[1].reading
    assert (worse.needed_for, better.needed_for) == ("harm", "benefit")


def test_a_line_names_the_studies_of_a_baseline_that_is_not_of_the_estimates_study_alone(teas):
    estimate = teas.row("shivering").cells[1].estimate
    said = "instead of 450 of 1,000 people (as 450 of 1,000 in MOON and SUN); one fewer"
    assert estimate.rests_on == ("SUN",)
    assert said in estimate_line(estimate)
    for text in (teas.to_text(), teas.to_markdown(), teas.to_html()):
        assert "(as 450 of 1,000 in MOON and SUN)" in " ".join(text.split())
    own = replace(estimate, baseline=replace(estimate.baseline, studies=("SUN",)))
    assert "instead of 450 of 1,000 people; one fewer" in estimate_line(own)


def test_more_of_what_is_good_is_one_for_whom_it_does_good(world):
    more = world("ex:shivering tkg:desirableDirection tkg:higher .")
    more.update(
        "PREFIX ex: <https://example.org/> PREFIX tkg: <https://w3id.org/treatment-kg/ontology#>"
        " DELETE { GRAPH ?g { ex:shivering tkg:desirableDirection tkg:lower } }"
        " WHERE { GRAPH ?g { ex:shivering tkg:desirableDirection tkg:lower } }"
    )
    (found,) = more.compare("water", "sun tea").row("shivering").pairs[0].estimates
    assert found.needed_for == "benefit"
    assert found.needed.startswith("one more with shivering")


def test_no_number_is_needed_where_no_difference_is_not_excluded(teas):
    estimate = teas.row("shivering").cells[1].estimate
    wide = replace(estimate, absolute=replace(estimate.absolute, upper=0.5))
    assert (wide.needed, wide.needed_for) == ("", None)
    assert "needed" not in estimate_line(wide)


def test_a_row_of_a_relation_has_a_noun_for_a_name(teas):
    assert [row.label for row in teas.rows if row.about == TKG.isGivenBy] == ["given by"]
    assert "given by" in {row.row for row in teas.to_table()}


def test_who_advises_otherwise_is_named(world):
    found = world(
        """ex:elsewhere a tkg:Disease ; skos:prefLabel "red ague"@en ; skos:definition "Another."@en .
        ex:for-it a tkg:Claim ; tkg:subject ex:sun-tea ; tkg:predicate tkg:isRecommendedFor ;
          tkg:object ex:ague ; tkg:direction tkg:supports ; tkg:modality tkg:advised ;
          tkg:source ex:leaflet .
        ex:against-it a tkg:Claim ; tkg:subject ex:sun-tea ; tkg:predicate tkg:isRecommendedFor ;
          tkg:object ex:ague ; tkg:direction tkg:disputes ; tkg:modality tkg:advised ;
          tkg:source ex:report .
        ex:of-another a tkg:Claim ; tkg:subject ex:sun-tea ; tkg:predicate tkg:isRecommendedFor ;
          tkg:object ex:elsewhere ; tkg:direction tkg:supports ; tkg:modality tkg:advised ;
          tkg:source ex:leaflet ."""
    ).compare("moon tea", "sun tea")
    (conflict,) = found.row("recommended for").cells[1].conflicts
    assert conflict.startswith("Sun tea is recommended for grey ague (A leaflet). But: ")
    assert conflict.endswith("Sun tea is not recommended for grey ague (A report).")


ADVICE = """
ex:wet-ague a tkg:Disease ; skos:prefLabel "wet ague"@en ; skos:definition "One in rain."@en ;
  skos:broader ex:ague .
ex:dry-ague a tkg:Disease ; skos:prefLabel "dry ague"@en ; skos:definition "One in sun."@en ;
  skos:broader ex:ague .
ex:north a tkg:Region ; skos:prefLabel "the North"@en ; skos:definition "A land."@en .
ex:south a tkg:Region ; skos:prefLabel "the South"@en ; skos:definition "Another."@en .
ex:guild a tkg:RegulatoryAgency ; skos:prefLabel "the guild"@en ; skos:definition "A guild."@en .
ex:for-it a tkg:Claim ; tkg:subject ex:sun-tea ; tkg:predicate tkg:isRecommendedFor ;
  tkg:direction tkg:supports ; tkg:modality tkg:advised ; %s .
ex:against-it a tkg:Claim ; tkg:subject ex:sun-tea ; tkg:predicate tkg:isRecommendedFor ;
  tkg:direction tkg:disputes ; tkg:modality tkg:advised ; %s .
"""
FIRST, LATER = (f'tkg:qualification "as {line} treatment"@en' for line in ("first", "later"))


@pytest.mark.parametrize(
    ("advised", "dissenting", "differ"),
    [
        ("tkg:object ex:ague", "tkg:object ex:ague", True),
        ("tkg:object ex:wet-ague", "tkg:object ex:ague", True),
        ("tkg:object ex:wet-ague", "tkg:object ex:dry-ague", False),
        (f"tkg:object ex:ague ; {FIRST}", f"tkg:object ex:ague ; {FIRST}", True),
        (f"tkg:object ex:ague ; {FIRST}", "tkg:object ex:ague", True),
        (f"tkg:object ex:ague ; {FIRST}", f"tkg:object ex:ague ; {LATER}", False),
        (
            "tkg:object ex:ague ; tkg:population ex:elders",
            "tkg:object ex:ague ; tkg:population ex:people",
            True,
        ),
        (
            "tkg:object ex:ague ; tkg:population ex:elders",
            "tkg:object ex:ague ; tkg:population ex:children",
            False,
        ),
        (
            "tkg:object ex:ague ; tkg:region ex:north",
            "tkg:object ex:ague ; tkg:region ex:south",
            False,
        ),
        (
            "tkg:object ex:ague ; tkg:agency ex:guild ; tkg:year 2019",
            "tkg:object ex:ague ; tkg:agency ex:guild ; tkg:year 2025",
            False,
        ),
    ],
)
def test_advice_disagrees_only_on_the_same_people_and_case(world, advised, dissenting, differ):
    more = ADVICE % (f"{advised} ; tkg:source ex:leaflet", f"{dissenting} ; tkg:source ex:report")
    cell = world(more).compare("moon tea", "sun tea").row("recommended for").cells[1]
    assert len(cell.entries) == 2
    assert bool(cell.conflicts) is differ


def test_a_document_disagrees_with_none_that_it_replaces(world):
    more = ADVICE % (
        "tkg:object ex:ague ; tkg:source ex:leaflet",
        "tkg:object ex:ague ; tkg:source ex:report",
    )
    replaces = "ex:report <http://purl.org/dc/terms/replaces> ex:leaflet ."
    found = [
        world(more + replaced).compare("moon tea", "sun tea").row("recommended for").cells[1]
        for replaced in ("", replaces)
    ]
    assert [len(cell.conflicts) for cell in found] == [1, 0]


def test_all_effects_on_an_outcome_stand_in_one_row(world):
    found = world(
        """ex:ache a tkg:Symptom ; skos:prefLabel "ache"@en ; skos:definition "A pain."@en .
        ex:better a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:reduces ;
          tkg:object ex:ache ; tkg:direction tkg:supports ; tkg:modality tkg:possible ;
          tkg:source ex:leaflet .
        ex:worse a tkg:Claim ; tkg:subject ex:sun-tea ; tkg:predicate tkg:causes ;
          tkg:object ex:ache ; tkg:direction tkg:supports ; tkg:modality tkg:shown ;
          tkg:source ex:report .
        ex:colder a tkg:Claim ; tkg:subject ex:sun-tea ; tkg:predicate tkg:worsens ;
          tkg:object ex:shivering ; tkg:direction tkg:supports ; tkg:modality tkg:possible ;
          tkg:source ex:leaflet ."""
    ).compare("moon tea", "sun tea")
    (ache,) = [row for row in found.rows if row.label == "ache"]
    assert ache.aspect.name == "risk"
    assert [names(cell) for cell in ache.cells] == [{"better": "own"}, {"worse": "own"}]
    (shivering,) = [row for row in found.rows if row.label == "shivering"]
    assert shivering.aspect.name == "benefit"
    assert "colder" in names(shivering.cells[1])


def test_of_a_treatment_and_its_kind_it_is_said_that_they_are(teas, world):
    found = world().compare("tea", "lunar tea")
    assert found.remarks[-1] == (
        "moon tea is a kind of tea; studies of the one do not count for the other."
    )
    assert teas.remarks == ()


def test_that_treatments_are_broader_than_each_other_in_a_circle_is_said_once(world):
    ring = "ex:tea skos:broader ex:moon-tea . ex:night-cap skos:broader ex:night-cap ."
    found = world(ring).compare("moon tea", "night cap", "tea")
    assert [one for one in found.remarks if "circle" in one] == [
        "moon tea and tea are each broader than the others, in a circle of skos:broader: which is a"
        " kind of which is not known, and what is said of all kinds of one is told of every other."
        " `kg validate` names what makes the circle.",
        "night cap is broader than itself, by skos:broader. `kg validate` names what makes the"
        " circle.",
    ]
    assert not [one for one in found.remarks if "studies of the one" in one]
    # So it is where what is broader than a treatment is in a circle.
    assert any("circle" in one for one in world(ring).compare("sun tea", "water").remarks)
    assert not any("circle" in one for one in world().compare("sun tea", "tea").remarks)


@pytest.mark.parametrize(
    ("asked", "title", "said"),
    [
        ("AHSCT", "AHSCT", ""),
        ("MSC therapy", "MSC therapy", ""),
        (
            "Avonex",
            "interferon beta-1a",
            "Avonex is taken for interferon beta-1a; what is said is of the substance, all its"
            " products together.",
        ),
        (
            "MSC-NP",
            "MSC-NP",
            "",
        ),
        (
            "PDA-001",
            "placenta-derived cell therapy",
            "PDA-001 is taken for placenta-derived cell therapy.",
        ),
    ],
)
def test_what_is_no_label_and_not_short_for_one_heads_no_column(ms, asked, title, said):
    found = ms.compare(asked, "natalizumab", outcomes=["relapse rate"])
    assert found.titles[0] == title
    assert [one for one in found.remarks if "is taken for" in one] == [said] * bool(said)


def test_the_headline_and_the_plain_words_say_what_does_not_agree(ms):
    found = ms.compare("AHSCT", "MSC therapy")
    (line,) = [one for one in found.told_of_one_only if "reduce inflammation" in one]
    assert line.startswith("Findings on MSC therapy differ; one: shown to reduce inflammation (")
    assert "; but not all agrees: whether bone-marrow MSC therapy reduces gadolinium" in line
    assert "according to Llufriu 2014" in line
    reading = found.row("inflammation").cells[1].reading
    assert "Not all of this agrees. Whether bone-marrow MSC therapy reduces gadolinium" in reading
    assert "according to MESEMS" in reading


SHARES_WITHOUT_A_TIME = """
ex:shared a tkg:Study ; skos:prefLabel "SHARED"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:design tkg:parallelTrial ; tkg:participants 400 ;
  tkg:population ex:people ; tkg:hasArm ex:shared-n , ex:shared-m ; tkg:source ex:report .
ex:shared-n a tkg:Arm ; skos:prefLabel "cap"@en ; tkg:countsFor ex:night-cap ;
  tkg:participants 200 .
ex:shared-m a tkg:Arm ; skos:prefLabel "moon"@en ; tkg:countsFor ex:moon-tea ;
  tkg:participants 200 .
ex:shared-1 a tkg:EstimateResult ; tkg:arm ex:shared-n ; tkg:outcome ex:shivering ;
  tkg:measure tkg:proportion ; tkg:value 0.4 ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .
ex:shared-2 a tkg:EstimateResult ; tkg:arm ex:shared-m ; tkg:outcome ex:shivering ;
  tkg:measure tkg:proportion ; tkg:value 0.2 ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .
"""


def test_a_pair_told_of_in_shares_without_a_time_has_an_estimate_by_them(world):
    row = world(SHARES_WITHOUT_A_TIME).compare("moon tea", "night cap").row("shivering")
    ((estimate,),) = (pair.estimates for pair in row.pairs)
    assert (estimate.measure.id, estimate.at) == ("RR", None)
    assert estimate.value == pytest.approx(0.5)
    assert "reckoned from printed shares" in estimate.sentence


@pytest.mark.parametrize(
    ("weeks", "ratio", "lower", "upper"), [(12, 0.66, 0.50, 0.86), (24, 0.68, 0.50, 0.92)]
)
def test_a_printed_ratio_goes_before_one_of_shares(ms, weeks, ratio, lower, upper):
    row = ms.compare("ofatumumab", "teriflunomide").row(
        f"disability progression confirmed at {weeks} weeks"
    )
    ((estimate,),) = (pair.estimates for pair in row.pairs)
    assert estimate.measure.id == "HR"
    assert estimate.value == pytest.approx(ratio)
    assert (estimate.lower, estimate.upper) == (
        pytest.approx(lower, abs=0.01),
        pytest.approx(upper, abs=0.01),
    )
    assert "reckoned from printed shares" not in estimate.sentence


def test_what_only_figures_without_a_common_time_connect_is_estimated_all_the_same(ms):
    found = ms.compare(
        "ocrelizumab",
        "glatiramer acetate",
        population="people with primary progressive multiple sclerosis",
    )
    (pair,) = found.row("disability progression confirmed at 12 weeks").pairs
    (estimate,) = pair.estimates
    assert estimate.at is None
    # ORATORIO 0.76 (0.59 to 0.98) over PROMiSe 0.87 (0.71 to 1.07), by hand.
    assert estimate.value == pytest.approx(0.874, abs=0.005)


def test_a_study_of_two_is_told_beside_what_others_say_of_them_at_a_time(ms):
    (pair,) = ms.compare("natalizumab", "fingolimod").row("relapse rate").pairs
    assert any("REVEAL" in estimate.studies for estimate in pair.estimates)


POOLED_ALONE = """
ex:pooling a tkg:Study ; skos:prefLabel "POOLED"@en ; skos:definition "A meta-analysis."@en ;
  tkg:identified true ; tkg:design tkg:metaAnalysis ; tkg:hasArm ex:pooling-a ; tkg:source ex:report .
ex:pooling-a a tkg:Arm ; skos:prefLabel "tea, pooled"@en ; tkg:countsFor ex:tea .
ex:pooling-1 a tkg:EstimateResult ; tkg:arm ex:pooling-a ; tkg:outcome ex:shivering ;
  tkg:measure tkg:proportion ; tkg:value 0.4 ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .
"""


def test_what_was_pooled_without_a_comparison_group_says_so_and_is_rated(world):
    cell = world(POOLED_ALONE).compare("tea", "night cap").row("shivering").cells[0]
    assert cell.strength.level == "very low"
    assert "without a comparison group" in cell.strength.sentence
    said = "No comparison group tells of this: the figures say how often, not through what."
    assert said in cell.reading
    assert "could not be taken together" not in cell.reading
    (kinds,) = [fact for fact in cell.facts if fact.startswith("More is known of kinds of it")]
    assert "moon tea (1 claim inconclusive, figures of the randomised MOON)" in kinds
    assert "sun tea (figures of the randomised SUN)" in kinds


def test_studies_of_kinds_of_a_treatment_are_among_its_evidence(world, ms):
    row = world().compare("tea", "night cap").row("studies of kinds of it")
    assert [fact.split(" (")[0] for fact in row.cells[0].facts] == [
        "Of moon tea: MOON",
        "Of sun tea: LATER",
        "Of sun tea: SUN",
    ]
    assert row.cells[1].empty
    told = ms.compare("MSC therapy", "AHSCT").row("studies of kinds of it").cells[0].reading
    for study in ("Llufriu 2014", "Fernández 2018", "MSC-NP trial"):
        assert study in told


def test_of_many_studies_of_kinds_each_kinds_are_counted(ms):
    row = ms.compare("conventional treatment", "AHSCT").row("studies of kinds of it")
    (fact,) = row.cells[0].facts
    assert "natalizumab (10 studies)" in fact


def test_that_nobody_had_a_harm_does_not_speak_against_it(ms):
    cell = ms.compare("MSC therapy", "AHSCT").row("treatment-related death").cells[0]
    (entry,) = [one for one in cell.entries if one.claim.direction == "inconclusive"]
    assert entry.sentence == (
        "Whether MSC therapy causes treatment-related death: it was not seen, and it is not ruled"
        " out either."
    )
    assert "no deaths among 133 people" in entry.limits
    assert "up to 2.7 % is not excluded" in cell.reading
    assert "speaks against" not in cell.reading


def test_figures_of_different_studies_never_stand_side_by_side_without_a_word(teas):
    assert teas.row("shivering").note.startswith("The figures in this row are of different studies")
    assert teas.row("sleep").note == ""


def test_what_pools_other_studies_is_told_and_never_pooled(world):
    found = world(
        """ex:pool a tkg:Study ; skos:prefLabel "POOL"@en ; skos:definition "Both."@en ;
          tkg:identified true ; tkg:design tkg:metaAnalysis ; tkg:hasArm ex:pool-a ; tkg:source ex:report .
        ex:pool-a a tkg:Arm ; skos:prefLabel "moon tea"@en ; tkg:countsFor ex:moon-tea .
        ex:pool-1 a tkg:CountResult ; tkg:arm ex:pool-a ; tkg:outcome ex:shivering ;
          tkg:events 9 ; tkg:total 900 ; tkg:source ex:report ; tkg:verification tkg:readInSource ."""
    ).compare("moon tea", "sun tea")
    cell = found.row("shivering").cells[0]
    assert [figure.study for figure in cell.figures] == ["MOON", "POOL (pools other studies)"]
    assert cell.estimate.rests_on == ("MOON",)
    assert "1 more study (POOL (pools other studies)) gives figures." in cell.reading
    assert "Share of people with it: about 10 of 1,000 (POOL" in cell.reading


def test_a_study_that_was_retracted_tells_nothing(world):
    more = "ex:sun-trial tkg:retracted true ."
    found = world(more).compare("moon tea", "sun tea")
    row = found.row("shivering")
    assert (row.cells[1].figures, row.cells[1].estimate, row.pairs[0].estimates) == ((), None, ())
    assert not any(
        "SUN" in fact for row in found.of("evidence") for c in row.cells for fact in c.facts
    )


def test_studies_are_listed_with_their_numbers_and_those_to_come_apart(teas):
    assert teas.row("studies with an arm of it").cells[0].facts == (
        "MOON (T1; randomised parallel-group trial; double-masked; 1,000 people; elders; completed).",
    )
    assert teas.row("studies that have not reported").cells[1].facts == ("LATER (T3; recruiting).",)
    assert teas.row("people in arms of it").cells[1].facts == ("500 people in 1 arm.",)


# --- filters ----------------------------------------------------------------------------------------------


def test_a_population_leaves_out_what_is_said_of_others_and_says_so(world):
    found = world().compare("moon tea", "sun tea", population="children")
    assert names(found.row("shivering").cells[0]) == {"hope": "overruled"}
    assert found.row("shivering").cells[0].figures == ()
    assert found.row("shivering").cells[0].strength is None
    assert names(found.row("burnt tongue").cells[1]) == {"burns": "own"}
    assert found.remarks == (
        "Left out: 1 claim of others than children.",
        "Left out: 2 figures of others than children.",
        "Left out: 3 studies from the lists of studies, as not known to be of children alone.",
    )


def test_a_population_keeps_narrower_ones(world):
    found = world().compare("moon tea", "sun tea", population="people")
    # Whom the study that has not begun is to be of, is not recorded.
    assert found.remarks == (
        "Left out: 1 study from the lists of studies, as not known to be of people alone.",
    )
    assert found.row("shivering").pairs[0].estimates[0].value == pytest.approx(1.6)


COURSES = """
ex:wet-ague a tkg:Disease ; skos:prefLabel "wet ague"@en ; skos:definition "One in rain."@en ;
  skos:broader ex:ague .
ex:dry-ague a tkg:Disease ; skos:prefLabel "dry ague"@en ; skos:definition "One in sun."@en ;
  skos:broader ex:ague .
ex:drizzly-ague a tkg:Disease ; skos:prefLabel "drizzly ague"@en ;
  skos:definition "A wet ague of drizzle."@en ; skos:broader ex:wet-ague .
ex:wet-people a tkg:Population ; skos:prefLabel "wet people"@en ; skos:definition "Wet ones."@en ;
  skos:broader ex:people ; tkg:criterion ex:wet-ague .
ex:drizzled a tkg:Population ; skos:prefLabel "drizzled people"@en ; skos:broader ex:people ;
  skos:definition "Those with a drizzly ague."@en ; tkg:criterion ex:drizzly-ague .
ex:dry-people a tkg:Population ; skos:prefLabel "dry people"@en ; skos:definition "Dry ones."@en ;
  skos:broader ex:people ; tkg:criterion ex:dry-ague .
ex:pregnant a tkg:Population ; skos:prefLabel "pregnant women"@en ; skos:definition "Some."@en .
ex:dry-trial a tkg:Study ; skos:prefLabel "DRY"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:population ex:dry-people ; tkg:source ex:report .
"""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("tkg:predicate tkg:isApprovedFor ; tkg:object ex:wet-ague", True),
        ("tkg:predicate tkg:isApprovedFor ; tkg:object ex:drizzly-ague", True),
        ("tkg:predicate tkg:isApprovedFor ; tkg:object ex:ague", True),
        ("tkg:predicate tkg:isApprovedFor ; tkg:object ex:dry-ague", False),
        ("tkg:predicate tkg:isRecommendedFor ; tkg:object ex:dry-ague", False),
        ("tkg:predicate tkg:reduces ; tkg:object ex:shivering ; tkg:disease ex:dry-ague", False),
        ("tkg:predicate tkg:reduces ; tkg:object ex:shivering ; tkg:disease ex:ague", True),
        ("tkg:predicate tkg:causes ; tkg:object ex:dry-ague", True),
        ("tkg:predicate tkg:isContraindicatedIn ; tkg:object ex:pregnant", True),
        ("tkg:predicate tkg:isContraindicatedIn ; tkg:object ex:dry-people", False),
        ("tkg:predicate tkg:reduces ; tkg:object ex:burn ; tkg:population ex:people", True),
        ("tkg:predicate tkg:reduces ; tkg:object ex:burn ; tkg:population ex:pregnant", True),
        ("tkg:predicate tkg:reduces ; tkg:object ex:burn ; tkg:population ex:drizzled", True),
        ("tkg:predicate tkg:reduces ; tkg:object ex:burn ; tkg:population ex:dry-people", False),
        ("tkg:predicate tkg:reduces ; tkg:object ex:burn ; tkg:study ex:dry-trial", False),
        (
            "tkg:predicate tkg:reduces ; tkg:object ex:burn ; tkg:study ex:dry-trial ;"
            " tkg:population ex:wet-people",
            True,
        ),
    ],
)
def test_a_population_keeps_what_is_said_of_its_course_of_all_or_of_nobody(world, said, kept):
    claim = f"""ex:asked a tkg:Claim ; tkg:subject ex:moon-tea ; {said} ;
      tkg:direction tkg:supports ; tkg:modality tkg:established ; tkg:source ex:leaflet ."""
    found = world(COURSES + claim).compare("moon tea", "sun tea", population="wet people")
    entries = [entry for row in found.rows for entry in row.cells[0].entries]
    assert ("asked" in {entry.claim.iri.local_name for entry in entries}) is kept
    # Of elders and of children there is one claim each.
    many = 2 if kept else 3
    assert f"Left out: {many} claims of others than wet people." in found.remarks


def test_nothing_is_contested_by_what_is_said_of_others(world):
    found = world().compare("moon tea", "sun tea", population="children")
    assert found.row("shivering").cells[0].conflicts == ()


def test_people_who_are_told_by_no_disease_leave_every_course_of_it(world):
    claim = """ex:asked a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:isApprovedFor ;
      tkg:object ex:dry-ague ; tkg:direction tkg:supports ; tkg:modality tkg:established ;
      tkg:source ex:leaflet ."""
    found = world(COURSES + claim).compare("moon tea", "sun tea", population="children")
    assert found.row("approved for").cells[0].entries


def test_a_row_of_which_nothing_is_left_goes(world):
    more = """ex:moon-3 a tkg:CountResult ; tkg:arm ex:moon-a ; tkg:outcome ex:sleep-loss ;
      tkg:weeks 24.0 ; tkg:events 2 ; tkg:total 500 ; tkg:source ex:report ;
      tkg:verification tkg:readInSource .
    ex:sleep-loss a tkg:Outcome ; skos:prefLabel "sleep loss"@en ; skos:definition "None."@en ."""
    found = world(more)
    assert found.compare("moon tea", "sun tea").row("sleep loss").cells[0].figures
    labels = [row.label for row in found.compare("moon tea", "sun tea", population="children").rows]
    assert "sleep loss" not in labels and "shivering" in labels


@pytest.mark.parametrize("name", ["sun tea", "MOON", "elders"])
def test_an_outcome_is_neither_a_treatment_nor_a_study_nor_people(world, name):
    with pytest.raises(kg.DataError, match="; name an outcome"):
        world().compare("moon tea", "sun tea", outcomes=[name])


def test_outcomes_narrow_effects_and_nothing_else(world):
    found = world().compare("moon tea", "sun tea", outcomes=["shivering"])
    assert [row.label for row in (*found.of("benefit"), *found.of("risk"))] == ["shivering"]
    assert found.row("given by").cells[0].entries
    assert found.remarks == ("Left out: 3 claims of other outcomes.",)


def test_figures_that_nobody_has_read_can_be_left_out(world):
    found = world().compare("moon tea", "sun tea", verified_only=True)
    row = found.row("shivering")
    assert row.cells[1].figures == ()
    assert row.cells[0].estimate.all_studies == ("MOON",)
    assert row.pairs[0].estimates == ()


def test_weak_evidence_can_be_left_out(world):
    knowledge = world()
    assert "shivering" in {
        row.label for row in knowledge.compare("moon tea", "sun tea", strength="high").rows
    }
    found = knowledge.compare("moon tea", "night cap", strength="high")
    assert {row.label for row in found.of("benefit")} == {"shivering"}
    assert found.remarks[-1] == (
        "Left out for their strength, below high, of benefits: sleep (not rated), warmth (no study)."
    )


WARNED = """
ex:burn-figure a tkg:CountResult ; tkg:arm ex:sun-a ; tkg:outcome ex:burn ; tkg:weeks 24.0 ;
  tkg:events 1 ; tkg:total 500 ; tkg:source ex:report ; tkg:verification tkg:readInSource .
ex:warned a tkg:Claim ; tkg:subject ex:sun-tea ; tkg:predicate tkg:carriesBoxedWarningOf ;
  tkg:object ex:burn ; tkg:direction tkg:supports ; tkg:modality tkg:established ;
  tkg:source ex:leaflet .
"""


def test_weak_evidence_of_a_harm_is_left_out_by_name_and_its_warning_stays(world):
    found = world(WARNED).compare("moon tea", "sun tea", strength="high")
    row = found.row("burnt tongue")
    moon, sun = row.cells
    assert names(sun) == {"warned": "own"}
    assert (moon.empty, sun.figures, sun.strength) == (True, (), None)
    assert sun.facts[0].startswith(
        "What studies found is left out: it is not high or above, and is"
    )
    assert sun.reading.endswith("Sun tea carries a boxed warning of burnt tongue.")
    assert [one for one in found.remarks if "risk" in one] == [
        "Left out for their strength, below high, of risks: burnt tongue (very low).",
        "Of these risks, what is warned of or said without a study stays: burnt tongue.",
    ]
    for said in (found.to_text(), found.to_markdown(), found.to_html(), found.to_json()):
        assert "boxed warning of burnt tongue" in " ".join(said.split())


def test_a_harm_that_studies_alone_tell_of_is_left_out_by_name(world):
    found = world().compare("moon tea", "sun tea", strength="high")
    assert "burnt tongue" not in {row.label for row in found.rows}
    assert any("of risks: burnt tongue (not rated)" in one for one in found.remarks)


def test_the_boxed_warning_of_a_drug_stays_whatever_the_strength(ms):
    found = ms.compare("ocrelizumab", "natalizumab", strength="high")
    cell = found.row("progressive multifocal leukoencephalopathy").cells[1]
    said = {entry.claim.predicate.local_name for entry in cell.entries}
    assert "carriesBoxedWarningOf" in said


def test_a_treatment_that_needs_an_excluded_route_is_left_out(world):
    more = """
    ex:bathed a tkg:Claim ; tkg:subject ex:sun-tea ; tkg:predicate tkg:isGivenBy ; tkg:object ex:bathing ;
      tkg:direction tkg:supports ; tkg:modality tkg:established ; tkg:source ex:leaflet .
    """
    found = world(more).compare("moon tea", "sun tea", "night cap", exclude_routes=["bathing"])
    assert found.titles == ("moon tea", "night cap")
    assert found.remarks[:2] == (
        "sun tea is left out: it is given by bathing.",
        "By which route night cap is given is not known here.",
    )


def test_routes_that_leave_nothing_to_compare_are_an_error(world):
    with pytest.raises(DataError, match="is left with 1 of them; moon tea is left out"):
        world().compare("moon tea", "sun tea", exclude_routes=["drinking"])


# --- bad input --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "error", "sentence"),
    [
        ([], DataError, "a comparison of nothing compares nothing; name two treatments or more"),
        (
            ["moon tea"],
            DataError,
            "a comparison of 'moon tea' alone compares nothing; name two treatments or more",
        ),
        (
            ["moon tea", "Lunar tea"],
            DataError,
            "'moon tea' and 'Lunar tea' both lead to moon tea, whose products are not told apart"
            " here; name two different treatments",
        ),
        (
            ["moon tea", "mun tea"],
            UnknownNameError,
            "concept 'mun tea' is not in the graph; did you mean 'sun tea' or 'moon tea' or 'lunar tea'?",
        ),
        (
            ["moon tea", "shivering"],
            DataError,
            "'shivering' is of the class outcome; name a treatment",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(world, given, error, sentence):
    with pytest.raises(error) as caught:
        world().compare(*given)
    assert str(caught.value) == sentence


def test_a_name_of_several_is_refused_with_the_candidates(world):
    more = 'ex:other a tkg:Drug ; skos:prefLabel "sun tea"@en ; skos:definition "Another."@en .'
    with pytest.raises(AmbiguousNameError, match="could be 'sun tea"):
        world(more).compare("moon tea", "sun tea")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"strength": "hihg"}, "strength 'hihg' is not among the levels; did you mean 'high'?"),
        ({"population": "shivering"}, "'shivering' is of the class outcome; name a population"),
        (
            {"exclude_routes": ["water"]},
            "'water' is of the class control condition; name a route of administration",
        ),
    ],
)
def test_a_filter_that_cannot_be_is_refused(world, options, sentence):
    with pytest.raises(kg.KgError) as caught:
        world().compare("moon tea", "sun tea", **options)
    assert str(caught.value) == sentence


# --- a person's judgement ---------------------------------------------------------------------------------


def test_a_judgement_stands_beside_the_rule_and_does_not_replace_it(world):
    knowledge = world()
    knowledge.judge("sun tea", "shivering", "very low", by="A. Reader", why="The cups were cold.")
    strength = knowledge.compare("moon tea", "sun tea").row("shivering").cells[1].strength
    assert strength.level == "moderate"
    assert strength.sentence.endswith("; A. Reader holds it to be very low: The cups were cold.")


def test_a_judgement_of_a_treatment_alone_stands_in_its_cell_and_beside_no_pair(world):
    knowledge = world()
    knowledge.judge("sun tea", "shivering", "low", by="R", why="Why not.")
    for names_ in (("moon tea", "sun tea"), ("sun tea", "moon tea")):
        row = knowledge.compare(*names_).row("shivering")
        held = {cell.estimate.treatment: cell.strength.judgements for cell in row.cells}
        assert [judgement.level for judgement in held["sun tea"]] == ["low"]
        assert held["moon tea"] == ()
        assert row.pairs[0].estimates[0].strength.judgements == ()


def test_a_judgement_against_one_comparator_holds_for_no_other(world):
    knowledge = world()
    knowledge.judge("sun tea", "shivering", "low", by="R", why="Why not.", against="moon tea")
    row = knowledge.compare("sun tea", "moon tea").row("shivering")
    assert row.cells[0].strength.judgements == ()
    assert row.pairs[0].estimates[0].strength.judgements[0].level == "low"
    turned = knowledge.compare("moon tea", "sun tea").row("shivering")
    assert turned.pairs[0].estimates[0].strength.judgements[0].level == "low"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"strength": "lowest"}, "strength 'lowest' is not among the levels; did you mean 'low'?"),
        ({"by": " "}, "the judgement has no judge; say who judged, and why"),
        ({"why": ""}, "the judgement has no reason; say who judged, and why"),
        ({"by": None}, "the judgement has no judge; say who judged, and why"),
        ({"outcome": "water"}, "'water' is a treatment; name an outcome"),
        (
            {"treatment": "shivering"},
            "'shivering' is of the class outcome; name a treatment",
        ),
        ({"against": "Sun tea"}, "'sun tea' is judged against itself; name another treatment"),
    ],
)
def test_a_judgement_without_its_parts_is_refused(world, changes, sentence):
    given = {"treatment": "sun tea", "outcome": "shivering", "strength": "low", "by": "R"}
    given |= {"why": "So.", **changes}
    with pytest.raises(kg.KgError) as caught:
        world().judge(**given)
    assert str(caught.value) == sentence


def test_a_judgement_is_valid_data(world):
    knowledge = world()
    knowledge.judge("sun tea", "shivering", "low", by="R", why="So.", against="water")
    assert not [f for f in knowledge.validate().findings if "judgement" in f.kind]


def test_one_outcome_may_be_given_as_it_is(world):
    teas = world()
    one = teas.compare("moon tea", "sun tea", outcomes="shivering")
    assert one.filters == teas.compare("moon tea", "sun tea", outcomes=["shivering"]).filters


def test_an_arm_that_counts_for_what_is_not_described_is_no_control_condition(world):
    teas = world(
        """
ex:fog a tkg:Study ; skos:prefLabel "FOG"@en ; skos:definition "A trial."@en ;
  tkg:design tkg:parallelTrial ; tkg:hasArm ex:fog-tea , ex:fog-brew .
ex:fog-tea a tkg:Arm ; skos:prefLabel "tea"@en ; tkg:countsFor ex:sun-tea .
ex:fog-brew a tkg:Arm ; skos:prefLabel "brew"@en ; tkg:countsFor ex:brewage .
ex:fog-1 a tkg:CountResult ; tkg:arm ex:fog-tea ; tkg:outcome ex:sleep ; tkg:weeks 24.0 ;
  tkg:events 20 ; tkg:total 100 ; tkg:source ex:report .
ex:fog-2 a tkg:CountResult ; tkg:arm ex:fog-brew ; tkg:outcome ex:sleep ; tkg:weeks 24.0 ;
  tkg:events 35 ; tkg:total 100 ; tkg:source ex:report .
"""
    )
    assert "brewage" in teas.compare("moon tea", "sun tea").to_text()
    with pytest.raises(kg.DataError, match="is not described as a concept; describe it"):
        teas.record(teas.synthesize("sleep"))


def test_that_a_treatment_is_not_approved_or_no_longer_stands_at_the_head(ms):
    found = ms.compare("daclizumab", "interferon beta-1a")
    assert found.remarks[0].startswith(
        "Daclizumab is not approved for relapsing forms of multiple sclerosis (2018; note: withdrawn"
    )
    row = found.row("approved for")
    # An approval and its withdrawal two years later do not disagree.
    assert row.cells[0].conflicts == ()
    assert not any("not approved" in one for one in ms.compare("AHSCT", "natalizumab").remarks)


def test_a_half_that_was_added_is_told_where_the_study_carries_a_notable_share(ms):
    found = ms.compare("ocrelizumab", "natalizumab", "fingolimod").row("serious adverse event")
    for estimate in (one for pair in found.pairs for one in pair.estimates):
        network = estimate.synthesis.network_of(estimate.treatment)
        carried = network.study_contributions(estimate.treatment, estimate.comparator)
        said = " ".join(one for one in estimate.remarks if "half was added" in one)
        assert ("REVEAL" in said) == (carried.get("REVEAL", 0) >= 0.05)
