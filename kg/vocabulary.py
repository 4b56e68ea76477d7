"""Name the terms of the vocabulary, and a misspelt one is an error.

The terms are declared and defined in ``ontology/treatment-kg.ttl``; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import UnknownNameError


class IRI(str):
    """Hold an IRI; a plain string in every respect but that it is not a literal.

    Examples
    --------
    >>> IRI("https://w3id.org/treatment-kg/ms/ahsct")
    IRI('https://w3id.org/treatment-kg/ms/ahsct')
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"IRI({str.__repr__(self)})"

    @property
    def local_name(self) -> str:
        """Return what follows the last ``#`` or ``/``."""
        return self.rstrip("#/").rpartition("#")[2].rpartition("/")[2]


ONTOLOGY = IRI("https://w3id.org/treatment-kg/ontology")
DERIVED = IRI("https://w3id.org/treatment-kg/derived")

_TERMS = frozenset(
    """
    Activity AdverseEvent AnatomicalEntity BenefitClaim BiologicalProcess CellTherapy
    CellType Challenge Characteristic Claim ClaimPredicate CombinationTherapy Concept
    DesirableDirection DirectPredicate DirectStatement DirectVerb Direction Disease
    DiseaseCourse Drug EthicalConsideration Factor LifestyleIntervention Modality Movement
    NoClaimReason Outcome Pack Population ProcedureStep Region RegulatoryAgency
    RegulatoryDecision Rehabilitation ResearchDirection RiskClaim Section Sentence Source
    Stakeholder Study Symptom Therapy aboutClaim aboutStudy achieves addresses
    addressesEstablished advances advised affects affectsEstablished aimedAt anecdotal
    appliedToTreat appliesToKinds asOf attacks attacksEstablished becomes benefits block
    causes causesAnecdotal causesEstablished causesPossible causesShown checkedBy comparator
    contests costDependsOn costDependsOnEstablished desirableDirection developsInto
    developsIntoEstablished directObject directPredicate directSubject direction disease
    disputes disrupts disruptsEstablished downward ensures established extractedBy
    fingerprint focus forModality forTheBetter forTheWorse givesRiseTo goesBeyond halts
    haltsAnecdotal haltsEstablished haltsPossible haltsShown hasChallenge
    hasChallengeEstablished hasCharacteristic hasGeneralClaim hasPart hasStep
    hasStepEstablished hasSymptom hasSymptomEstablished heading hedgedAs higher identified
    improves improvesAnecdotal improvesEstablished improvesPossible improvesShown
    inconclusive increases increasesAnecdotal increasesEstablished increasesPossible
    increasesShown inheritsClaim insufficient investigates invitation involves
    involvesEstablished isAdvisedTo isApprovedFor isApprovedForEstablished isDerivedFrom
    isDerivedFromEstablished isExploredIn isKindOf isNeededFor isRecommendedFor
    isRecommendedForAdvised isRecommendedForEstablished isStudiedFor isStudiedForEstablished
    isStudiedForUnderInvestigation isUsedFor isUsedForEstablished isUsedForPossible leadsTo
    leadsToEstablished lower maintains maintainsAnecdotal maintainsEstablished
    maintainsPossible maintainsShown makesPromising manages managesAnecdotal
    managesEstablished managesPossible managesShown mayCause mayHalt mayImprove mayIncrease
    mayMaintain mayManage mayModulate mayPromote mayReduce mayRegenerate mayRepair mayReset
    maySlow mayTreat mayWorsen means migratesTo mixed modality modulates modulatesAnecdotal
    modulatesEstablished modulatesPossible modulatesShown moves object offers offersHopeOf
    offersHopeTo paysFor playsRoleIn population position possible predicate promotes
    promotesAnecdotal promotesEstablished promotesPossible promotesShown provides purpose
    pursues qualification question raises raisesLess reduces reducesAnecdotal
    reducesEstablished reducesPossible reducesShown regenerates regeneratesAnecdotal
    regeneratesEstablished regeneratesPossible regeneratesShown region repairs
    repairsAnecdotal repairsEstablished repairsPossible repairsShown repeats repetition
    reportedToCause reportedToHalt reportedToImprove reportedToIncrease reportedToMaintain
    reportedToManage reportedToModulate reportedToPromote reportedToReduce
    reportedToRegenerate reportedToRepair reportedToReset reportedToSlow reportedToWorsen
    resets resetsAnecdotal resetsEstablished resetsPossible resetsShown section seeks
    sentence shown shownToCause shownToHalt shownToImprove shownToIncrease shownToMaintain
    shownToManage shownToModulate shownToPromote shownToReduce shownToRegenerate
    shownToRepair shownToReset shownToSlow shownToWorsen shows slows slowsAnecdotal
    slowsEstablished slowsPossible slowsShown source studiedToTreat study subject supports
    suppresses suppressesEstablished takesCellsFrom targets targetsEstablished tendency
    timeLabel treats underInvestigation upward usesCell usesCellEstablished validAsOf
    variesAmong variesAmongEstablished weeks worsens worsensAnecdotal worsensEstablished
    worsensPossible worsensShown yieldsNoClaim
    """.split()
)


class _Namespace:
    """Be a closed namespace: attributes are IRIs, unknown ones raise."""

    def __init__(self, base: str, terms: frozenset[str]) -> None:
        self.base, self.terms = base, terms

    def __getattr__(self, name: str) -> IRI:
        if name.startswith("__"):
            raise AttributeError(name)
        # Kept as an attribute, so that this is asked once a term.
        iri = self.__dict__[name] = self[name]
        return iri

    def __getitem__(self, name: str) -> IRI:
        if name not in self.terms:
            raise UnknownNameError("term", name, sorted(self.terms), where="in the vocabulary")
        return IRI(self.base + name)

    def __contains__(self, iri: object) -> bool:
        return (
            isinstance(iri, str)
            and iri.startswith(self.base)
            and iri[len(self.base) :] in self.terms
        )


TKG = _Namespace(ONTOLOGY + "#", _TERMS)

# Declared for every query; a pack adds its own.
PREFIXES: Mapping[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tkg": ONTOLOGY + "#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
