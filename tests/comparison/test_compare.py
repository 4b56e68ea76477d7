from __future__ import annotations

import itertools

import pytest

import kg
from kg.errors import AmbiguousNameError, DataError, UnknownNameError
from kg.model.mapping import CLAIM_LINKS

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
    assert names(teas.row("seeks").cells[0]) == {"about-it": "about"}


def test_a_treatment_is_called_as_it_was_asked_for(world):
    found = world().compare("Lunar Tea", "ex:sun-tea".replace("ex:", "https://example.org/"))
    assert found.titles == ("lunar tea", "sun tea")
    assert found.row("is given by").cells[0].entries[0].text == (
        "Lunar tea is given by drinking (two cups; every evening; as of 2020-01-01)."
    )


def test_a_concept_may_say_where_claims_about_it_belong(teas):
    assert teas.row("has challenge").aspect.name == "access"


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
    assert "Risks: known of sun tea and not of moon tea: burnt tongue." in teas.differences
    for aspect in teas.aspects:
        differs = [row.differs for row in teas.of(aspect) if row.about is not None]
        assert differs == sorted(differs, reverse=True)


def test_a_hope_that_a_trial_did_not_bear_out_shows_both(teas):
    moon, sun = teas.row("shivering").cells
    assert moon.conflicts == (
        "Tea may reduce shivering. (A leaflet) But: Whether moon tea reduces shivering: no difference"
        " was shown, and one is not ruled out either (in elders, compared with water, according to"
        " MOON, A report)".replace(
            "in elders, compared with water, according to MOON,",
            "in elders; compared with water; according to MOON,",
        )
        + ".",
    )
    assert sun.conflicts == ()
    assert moon.entries[0].direction == "inconclusive"
    assert "Sources do not agree." in moon.reading


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


def of_children(world):
    """Return the world in which sun tea was tried in children, moon tea in elders."""
    knowledge = world()
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
        " people connect the two."
    )


def test_the_baseline_is_of_the_people_that_the_estimate_is_of(world):
    found = of_children(world).compare("moon tea", "sun tea").row("shivering").cells[1].estimate
    assert found.baseline.words == "200 of 500 people with water in SUN"


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


def test_figures_of_different_studies_never_stand_side_by_side_without_a_word(teas):
    assert teas.row("shivering").note.startswith("The figures in this row are of different studies")
    assert teas.row("sleep").note == ""


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
    assert found.remarks == ("Left out: 1 claim of others than children.",)


def test_a_population_keeps_narrower_ones(world):
    found = world().compare("moon tea", "sun tea", population="people")
    assert found.remarks == ()
    assert found.row("shivering").pairs[0].estimates[0].value == pytest.approx(1.6)


def test_outcomes_narrow_effects_and_nothing_else(world):
    found = world().compare("moon tea", "sun tea", outcomes=["shivering"])
    assert [row.label for row in (*found.of("benefit"), *found.of("risk"))] == ["shivering"]
    assert found.row("is given by").cells[0].entries
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
    assert found.remarks[-1] == "Left out: 2 outcomes whose evidence is below high."


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
            "'moon tea' and 'Lunar tea' are one treatment; name two different ones",
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
