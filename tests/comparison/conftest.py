"""A small world for comparisons: two teas for the grey ague, water, and two trials."""

from __future__ import annotations

import pytest

import kg

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# Moon tea is a kind of tea, sun tea another; each was tried against water, but never one against the
# other. Of tea it is hoped that it halts the ague, and of tea in general that it warms.
WORLD = (
    PREFIXES
    + """
ex:ague a tkg:Disease ; skos:prefLabel "grey ague"@en ; skos:definition "A fever."@en .
ex:tea a tkg:Therapy ; skos:prefLabel "tea"@en ; skos:definition "Leaves in water."@en .
ex:moon-tea a tkg:Drug ; skos:prefLabel "moon tea"@en ; skos:altLabel "lunar tea"@en ;
  skos:definition "A tea drunk by moonlight."@en ; skos:broader ex:tea .
ex:sun-tea a tkg:Drug ; skos:prefLabel "sun tea"@en ; skos:definition "A tea drunk at noon."@en ;
  skos:broader ex:tea .
ex:choice a tkg:TherapyChoice ; skos:prefLabel "tea of choice"@en ; skos:definition "Any tea."@en ;
  skos:broader ex:tea ; tkg:hasMember ex:sun-tea , ex:night-cap .
ex:night-cap a tkg:Therapy ; skos:prefLabel "night cap"@en ; skos:definition "A cap."@en .
ex:water a tkg:ControlCondition ; skos:prefLabel "water"@en ; skos:definition "Water."@en .
ex:shivering a tkg:Outcome ; skos:prefLabel "shivering"@en ; skos:definition "A trembling."@en ;
  tkg:desirableDirection tkg:lower .
ex:warmth a tkg:Outcome ; skos:prefLabel "warmth"@en ; skos:definition "Being warm."@en ;
  tkg:desirableDirection tkg:higher .
ex:sleep a tkg:Outcome ; skos:prefLabel "sleep"@en ; skos:definition "Sleeping."@en ;
  tkg:desirableDirection tkg:higher .
ex:burn a tkg:AdverseEvent ; skos:prefLabel "burnt tongue"@en ; skos:definition "A burn."@en ;
  tkg:desirableDirection tkg:lower .
ex:drinking a tkg:AdministrationRoute ; skos:prefLabel "drinking"@en ; skos:definition "By mouth."@en .
ex:bathing a tkg:AdministrationRoute ; skos:prefLabel "bathing"@en ; skos:definition "By skin."@en .
ex:high-cost a tkg:Challenge ; skos:prefLabel "high cost"@en ; skos:definition "Much money."@en ;
  tkg:aspect tkg:accessAspect .
ex:people a tkg:Population ; skos:prefLabel "people"@en ; skos:definition "People."@en .
ex:children a tkg:Population ; skos:prefLabel "children"@en ; skos:definition "Young people."@en ;
  skos:broader ex:people .
ex:elders a tkg:Population ; skos:prefLabel "elders"@en ; skos:definition "Old people."@en ;
  skos:broader ex:people .
ex:leaflet a tkg:Source ; skos:prefLabel "A leaflet"@en .
ex:report a tkg:Source ; skos:prefLabel "A report"@en .

ex:hope a tkg:Claim ; tkg:subject ex:tea ; tkg:predicate tkg:reduces ; tkg:object ex:shivering ;
  tkg:appliesToKinds true ; tkg:direction tkg:supports ; tkg:modality tkg:possible ;
  tkg:source ex:leaflet .
ex:general a tkg:Claim ; tkg:subject ex:tea ; tkg:predicate tkg:increases ; tkg:object ex:warmth ;
  tkg:direction tkg:supports ; tkg:modality tkg:possible ; tkg:source ex:leaflet .
ex:not-shown a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:reduces ;
  tkg:object ex:shivering ; tkg:comparator ex:water ; tkg:study ex:moon-trial ;
  tkg:population ex:elders ; tkg:direction tkg:inconclusive ; tkg:modality tkg:shown ;
  tkg:source ex:report .
ex:burns a tkg:Claim ; tkg:subject ex:sun-tea ; tkg:predicate tkg:causes ; tkg:object ex:burn ;
  tkg:direction tkg:supports ; tkg:modality tkg:shown ; tkg:population ex:children ;
  tkg:source ex:report .
ex:drunk a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:isGivenBy ;
  tkg:object ex:drinking ; tkg:dose "two cups" ; tkg:frequency "every evening" ;
  tkg:direction tkg:supports ; tkg:modality tkg:established ; tkg:source ex:leaflet ;
  tkg:validAsOf "2020-01-01"^^xsd:date .
ex:dear a tkg:Claim ; tkg:subject ex:sun-tea ; tkg:predicate tkg:hasChallenge ;
  tkg:object ex:high-cost ; tkg:direction tkg:supports ; tkg:modality tkg:established ;
  tkg:source ex:leaflet .
ex:against-choice a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:increases ;
  tkg:object ex:sleep ; tkg:comparator ex:choice ; tkg:direction tkg:supports ;
  tkg:modality tkg:shown ; tkg:source ex:report .
ex:about-it a tkg:Claim ; tkg:subject ex:people ; tkg:predicate tkg:seeks ; tkg:object ex:warmth ;
  tkg:aboutClaim ex:general ; tkg:direction tkg:supports ; tkg:modality tkg:established ;
  tkg:source ex:leaflet .

ex:moon-trial a tkg:Study ; skos:prefLabel "MOON"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:registration "T1" ; tkg:design tkg:parallelTrial ;
  tkg:masking tkg:doubleMasked ; tkg:participants 1000 ; tkg:population ex:elders ;
  tkg:status tkg:completed ; tkg:hasArm ex:moon-a , ex:moon-w ; tkg:source ex:report .
ex:moon-a a tkg:Arm ; skos:prefLabel "moon tea"@en ; tkg:countsFor ex:moon-tea ;
  tkg:participants 500 .
ex:moon-w a tkg:Arm ; skos:prefLabel "water"@en ; tkg:countsFor ex:water ; tkg:participants 500 .
ex:moon-1 a tkg:CountResult ; tkg:arm ex:moon-a ; tkg:outcome ex:shivering ; tkg:weeks 24.0 ;
  tkg:timeLabel "24 weeks" ; tkg:events 200 ; tkg:total 500 ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .
ex:moon-2 a tkg:CountResult ; tkg:arm ex:moon-w ; tkg:outcome ex:shivering ; tkg:weeks 24.0 ;
  tkg:timeLabel "24 weeks" ; tkg:events 250 ; tkg:total 500 ; tkg:source ex:report ;
  tkg:verification tkg:readInSource .

ex:sun-trial a tkg:Study ; skos:prefLabel "SUN"@en ; skos:definition "A trial."@en ;
  tkg:identified true ; tkg:registration "T2" ; tkg:design tkg:parallelTrial ;
  tkg:masking tkg:openLabel ; tkg:participants 1000 ; tkg:population ex:elders ;
  tkg:hasArm ex:sun-a , ex:sun-w ; tkg:source ex:report .
ex:sun-a a tkg:Arm ; skos:prefLabel "sun tea"@en ; tkg:countsFor ex:sun-tea ; tkg:participants 500 .
ex:sun-w a tkg:Arm ; skos:prefLabel "water"@en ; tkg:countsFor ex:water ; tkg:participants 500 .
ex:sun-1 a tkg:CountResult ; tkg:arm ex:sun-a ; tkg:outcome ex:shivering ; tkg:weeks 24.0 ;
  tkg:timeLabel "24 weeks" ; tkg:events 100 ; tkg:total 500 ; tkg:source ex:report ;
  tkg:verification tkg:notVerified .
ex:sun-2 a tkg:CountResult ; tkg:arm ex:sun-w ; tkg:outcome ex:shivering ; tkg:weeks 24.0 ;
  tkg:timeLabel "24 weeks" ; tkg:events 200 ; tkg:total 500 ; tkg:source ex:report ;
  tkg:verification tkg:notVerified .

ex:later a tkg:Study ; skos:prefLabel "LATER"@en ; skos:definition "A trial to come."@en ;
  tkg:identified true ; tkg:registration "T3" ; tkg:status tkg:recruiting ; tkg:hasArm ex:later-a ;
  tkg:source ex:report .
ex:later-a a tkg:Arm ; skos:prefLabel "sun tea"@en ; tkg:countsFor ex:sun-tea .
"""
)


@pytest.fixture
def world(write):
    """Return a function that loads the small world with more Turtle, and runs the rules."""

    def load(more: str = "", world: str = WORLD) -> kg.Knowledge:
        knowledge = kg.load(write("world.ttl", world + more))
        knowledge.derive()
        return knowledge

    return load
