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
    Activity AdministrationRoute AdverseEvent AnatomicalEntity Arm Aspect BenefitClaim
    BiologicalProcess CellTherapy CellType Challenge Characteristic Claim ClaimPredicate
    CombinationTherapy Comparison ComparisonCell ComparisonPair Concept ContrastResult
    ControlCondition CostItem CostResult CountResult DesirableDirection DirectPredicate
    DirectStatement DirectVerb Direction Disease DiseaseCourse Drug EstimateResult
    EthicalConsideration EvidenceKind Factor LifestyleIntervention Masking MeanResult Measure
    Modality MolecularEntity Movement NoClaimReason Outcome Pack PooledResult Population
    ProcedureStep RateResult Region RegulatoryAgency RegulatoryDecision Rehabilitation
    ResearchDirection Result RiskClaim Section Sentence Source SourceKind Stakeholder Strength
    StrengthJudgement Study StudyDesign StudyStatus Symptom Synthesis Therapy TherapyChoice
    Verification aboutClaim aboutStudy absenceOf accessAspect achieves addresses
    addressesEstablished advances advised affects affectsEstablished agency aimedAt anecdotal
    appliedToTreat appliesToKinds approvalAspect arm asOf asPrinted aspect attacks
    attacksEstablished background baselineFrom baselineRisk becomes benefitAspect benefits block
    burdenAspect carriesBoxedWarningOf carriesWarningOf causes causesAnecdotal causesEstablished
    causesPossible causesShown caveat checkedBy cohortStudy combines combinesArm comparator
    comparatorArm comparedHeadToHead compares completed conflict contests copiedDocument
    costDependsOn costDependsOnEstablished costs countsFor criterion crossOverTrial currency
    deliveryAspect design desirableDirection developsInto developsIntoEstablished directEvidence
    directObject directPredicate directSubject direction disease disputes disrupts
    disruptsEstablished doesBetterOn doi dose doseNotOfLabel doubleMasked downward drawsOn
    eligibilityAspect ensures established estimated eventRate events evidenceAspect evidenceKind
    extractedBy favours fingerprint focus forModality forTheBetter forTheWorse frequency
    givesRiseTo goesBeyond gravity halts haltsAnecdotal haltsEstablished haltsPossible haltsShown
    hasArm hasCell hasChallenge hasChallengeEstablished hasCharacteristic hasDirectPart hasEstimate
    hasGeneralClaim hasMember hasPair hasPart hasRiskOfBias hasStep hasStepEstablished hasSymptom
    hasSymptomEstablished hazardRatio headToHead heading hedgedAs heterogeneity highStrength higher
    identified improves improvesAnecdotal improvesEstablished improvesPossible improvesShown
    inconclusive increases increasesAnecdotal increasesEstablished increasesPossible increasesShown
    indirectEvidence inheritsClaim insufficient investigates invitation involves
    involvesEstablished isAdvisedTo isApprovedFor isApprovedForEstablished isContraindicatedIn
    isDerivedFrom isDerivedFromEstablished isExploredIn isGivenBy isKindOf isNeededFor
    isNotAdvisedIn isRecommendedFor isRecommendedForAdvised isRecommendedForEstablished
    isRestrictedBy isStudiedFor isStudiedForEstablished isStudiedForUnderInvestigation isUsableIn
    isUsedFor isUsedForEstablished isUsedForPossible judgedBy kaplanMeierProportion leadsTo
    leadsToEstablished level lowStrength lower lowerLimit maintains maintainsAnecdotal
    maintainsEstablished maintainsPossible maintainsShown makesPromising manages managesAnecdotal
    managesEstablished managesPossible managesShown masking mayCause mayHalt mayImprove mayIncrease
    mayMaintain mayManage mayModulate mayPromote mayReduce mayRegenerate mayRepair mayReset maySlow
    mayTreat mayWorsen mean meanDifference meanValue means measure medianValue metaAnalysis method
    migratesTo mixed modality moderateStrength modulates modulatesAnecdotal modulatesEstablished
    modulatesPossible modulatesShown moves natureAspect networkEvidence notVerified
    notYetRecruiting numberNeeded object oddsRatio ofTreatment offers offersHopeOf offersHopeTo
    ongoing openAspect openLabel originalDocument outcome pValue pValueBelow parallelTrial
    participants paysFor period personYears perspective phase playsRoleIn pooled pools population
    position possible predicate priceYear primaryOutcome primaryOutcomeMet printedOtherwise
    promotes promotesAnecdotal promotesEstablished promotesPossible promotesShown proportion
    provides purpose pursues qualification question raises raisesLess rateRatio raterMasked
    ratioOfMeans readIn readInSecondarySource readInSource reading recruiting reduces
    reducesAnecdotal reducesEstablished reducesPossible reducesShown regenerates
    regeneratesAnecdotal regeneratesEstablished regeneratesPossible regeneratesShown region
    registration registry remark repairs repairsAnecdotal repairsEstablished repairsPossible
    repairsShown repeats repetition reportedToCause reportedToHalt reportedToImprove
    reportedToIncrease reportedToMaintain reportedToManage reportedToModulate reportedToPromote
    reportedToReduce reportedToRegenerate reportedToRepair reportedToReset reportedToSlow
    reportedToWorsen requires requiresMonitoringOf resets resetsAnecdotal resetsEstablished
    resetsPossible resetsShown restsOn result retracted risk riskAspect riskDifference
    riskLowerLimit riskRatio riskUpperLimit route row rowLabel secondaryDocument section seeks
    sentence shown shownToCause shownToHalt shownToImprove shownToIncrease shownToMaintain
    shownToManage shownToModulate shownToPromote shownToReduce shownToRegenerate shownToRepair
    shownToReset shownToSlow shownToWorsen shows showsClaim singleArmTrial singleMasked slows
    slowsAnecdotal slowsEstablished slowsPossible slowsShown software source sourceKind
    standardDeviation standardError standardisedMeanDifference status strength strengthReason
    studiedToTreat study subject superseded supports suppresses suppressesEstablished
    takesCellsFrom targets targetsEstablished tendency terminated timeLabel total totalNotRead
    treats underInvestigation upperLimit upward usesCell usesCellEstablished validAsOf value
    variesAmong variesAmongEstablished verification veryLowStrength weeks withoutFigures worsens
    worsensAnecdotal worsensEstablished worsensPossible worsensShown year yieldsNoClaim
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
