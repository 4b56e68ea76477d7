from __future__ import annotations

from collections.abc import Callable

import kg
from kg.comparison.touching import Touching
from kg.view.background import study_texts
from kg.view.content import ConceptText, claim_texts, concept_texts
from kg.vocabulary import IRI
from kg.words.labels import Labels

FAMILY = """
ex:cells a tkg:CellTherapy ; skos:prefLabel "cell therapy"@en .
ex:graft a tkg:CellTherapy ; skos:prefLabel "graft"@en ; skos:broader ex:cells ;
    skos:altLabel "transplant"@en ; skos:definition "A giving of cells."@en .
ex:both a tkg:CombinationTherapy ; skos:prefLabel "both"@en ; tkg:hasPart ex:graft .
ex:pain a tkg:Symptom ; skos:prefLabel "pain"@en ; tkg:desirableDirection tkg:lower .
ex:flu a tkg:Disease ; skos:prefLabel "influenza"@en .
ex:own a tkg:Claim ; tkg:subject ex:graft ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:disease ex:flu ; tkg:direction tkg:supports ; tkg:modality tkg:possible .
ex:kinds a tkg:Claim ; tkg:subject ex:cells ; tkg:predicate tkg:causes ; tkg:object ex:pain ;
    tkg:appliesToKinds true ; tkg:direction tkg:supports ; tkg:modality tkg:possible .
ex:general a tkg:Claim ; tkg:subject ex:cells ; tkg:predicate tkg:isUsedFor ; tkg:object ex:flu ;
    tkg:direction tkg:supports ; tkg:modality tkg:established .
"""


def concepts_of(knowledge: kg.Knowledge) -> dict[str, ConceptText]:
    labels = Labels(knowledge.labels)
    texts = concept_texts(knowledge, labels, claim_texts(knowledge, labels).values())
    return {concept.label: concept for concept in texts.values()}


def ends(iris: tuple[str, ...]) -> list[str]:
    return [iri.rpartition("/")[2] for iri in iris]


def test_a_concept_tells_own_inherited_and_general_claims_apart(
    derived: Callable[[str], kg.Knowledge],
) -> None:
    graft = concepts_of(derived(FAMILY))["graft"]
    assert [ends(c) for c in (graft.own, graft.inherited, graft.general, graft.other)] == [
        ["own"],
        ["kinds"],
        ["general"],
        [],
    ]


def test_a_concept_lists_claims_that_have_it_as_object_or_qualifier(
    derived: Callable[[str], kg.Knowledge],
) -> None:
    flu = concepts_of(derived(FAMILY))["influenza"]
    assert sorted(ends(flu.other)) == ["general", "own"]


def test_a_concept_says_what_it_is(derived: Callable[[str], kg.Knowledge]) -> None:
    concepts = concepts_of(derived(FAMILY))
    graft = concepts["graft"]
    assert (graft.kind, graft.family, graft.definition, graft.names) == (
        "cell therapy",
        "therapy",
        "A giving of cells.",
        ("transplant",),
    )
    assert (ends(graft.broader), ends(graft.wholes)) == (["cells"], ["both"])
    assert ends(concepts["cell therapy"].narrower) == ["graft"]
    assert ends(concepts["both"].parts) == ["graft"]
    assert concepts["pain"].desirable == "less of it"


def test_what_a_hierarchy_link_leads_to_is_there_even_if_no_concept(
    derived: Callable[[str], kg.Knowledge],
) -> None:
    knowledge = derived(FAMILY + "ex:cells skos:broader ex:farAway .")
    assert concepts_of(knowledge)["far away"].family == "other"


def test_claims_come_in_the_order_of_the_source(ms: kg.Knowledge) -> None:
    texts = claim_texts(ms, Labels(ms.labels)).values()
    places = [text.sources[0][1] for text in texts if text.sources[0][1]]
    located = [bool(text.sources[0][1]) for text in texts]
    assert located == sorted(located, reverse=True)
    assert len(places) == 185
    blocks = [int(place.split("block ")[1].split(",")[0]) for place in places]
    assert blocks == sorted(blocks)


def test_steps_of_a_procedure_come_as_in_a_comparison(ms: kg.Knowledge) -> None:
    labels = Labels(ms.labels)
    ahsct = ms.concept("AHSCT").iri
    own = concept_texts(ms, labels, claim_texts(ms, labels).values())[ahsct].own
    positions = [ms.claims[iri].position for iri in map(IRI, own)]
    assert [n for n in positions if n is not None] == [1, 2, 3, 1, 2, 3, 4]
    compared = [touch.claim.iri for touch in Touching(ms).of(ahsct) if touch.basis == "own"]
    assert own[-7:] == tuple(compared[-7:])


def test_a_claim_carries_its_effect_and_who_contests_it(
    derived: Callable[[str], kg.Knowledge],
) -> None:
    against = """ex:against a tkg:Claim ; tkg:subject ex:graft ; tkg:predicate tkg:reduces ;
        tkg:object ex:pain ; tkg:direction tkg:disputes ; tkg:modality tkg:shown ."""
    knowledge = derived(FAMILY + against)
    own = claim_texts(knowledge, Labels(knowledge.labels))["http://example.org/own"]
    assert (own.effect, ends(own.contested_by)) == ("benefit", ["against"])


def test_a_registration_holds_nothing_that_is_not_seen(
    derived: Callable[[str], kg.Knowledge],
) -> None:
    study = (
        'ex:trial a tkg:Study ; skos:prefLabel "A trial"@en ; tkg:registration "NCT\\u200b1\\n" .'
    )
    knowledge = derived(FAMILY + study)
    (told,) = study_texts(knowledge, Labels(knowledge.labels)).values()
    assert told.registrations == ("NCT1",)
