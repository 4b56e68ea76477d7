"""Put a claim into plain words: what is said, how surely, and where the evidence points.

Pure functions over a claim and a mapping of labels by IRI. The words keep the claim's hedge and
direction: what is not supported never reads like what is.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.model.values import Claim
from kg.vocabulary import IRI, ONTOLOGY
from kg.words.english import base_form, capitalise, is_comparative, is_plural, plural_form

# More comparators than this are counted in a sentence; the limits of the claim name them.
MOST_NAMED = 2

# Predicates whose label does not read well between two nouns: what stands before the object, and
# what after it.
_AROUND_OBJECT: Mapping[str, tuple[str, str]] = {
    "hasCharacteristic": ("has the characteristic “", "”"),
    "costs": ("has costs on record for ", ""),
    "hasChallenge": ("faces the challenge of ", ""),
    "hasRiskOfBias": ("is at ", ""),
    "hasStep": ("has ", " as a step"),
    "hasSymptom": ("has ", " as a symptom"),
    "isDerivedFrom": ("is derived from ", ""),
    "makesPromising": ("makes ", " promising"),
    "requiresMonitoringOf": ("requires monitoring: ", ""),
    "usesCell": ("uses the cell type ", ""),
}

# Predicates that say the hedge themselves: "researchers investigate" needs no "is being studied".
_SAYS_IT_ITSELF: Mapping[str, frozenset[str]] = {
    "advised": frozenset({"isAdvisedTo", "isNeededFor", "isRecommendedFor"}),
    "aimedAt": frozenset({"pursues", "seeks"}),
    "shown": frozenset({"shows"}),
    "underInvestigation": frozenset({"investigates", "isExploredIn", "isStudiedFor"}),
}

# How each hedge is put before a verb in its base form, on the line of a drawing.
_HEDGED_RELATION: Mapping[str, str] = {
    "possible": "may {base}",
    "shown": "shown to {base}",
    "pooled": "in pooled studies found to {base}",
    "aimedAt": "aims to {base}",
    "advised": "needed to {base}",
    "anecdotal": "reported to {base}",
    "underInvestigation": "being studied: {label}",
}

# The word added where the predicate says the hedge itself.
_HEDGE_WORD: Mapping[str, str] = {
    "shown": "in a study",
    "aimedAt": "an aim",
    "advised": "advised",
    "underInvestigation": "being studied",
}

DIRECTION_WORDS: Mapping[str, str] = {
    "disputes": "not borne out",
    "inconclusive": "inconclusive",
    "mixed": "mixed",
    "insufficient": "not enough evidence",
}

_UNSETTLED: Mapping[str, str] = {
    "inconclusive": "no difference was shown, and one is not ruled out either",
    "mixed": "it is so only in part, or the evidence is mixed",
    "insufficient": "the source says there is not yet enough evidence",
}

# Of a harm that nobody had where there was nothing to compare with.
_UNSEEN = "it was not seen, and it is not ruled out either"

# Who or what speaks against a disputed claim, by how its source puts it.
_AGAINST: Mapping[str, str] = {
    "shown": "a study speaks against it",
    "anecdotal": "what people report speaks against it",
    "advised": "the source advises against it",
    "aimedAt": "the source says that this is not the aim",
}

# What somebody decides is not borne out by evidence: a disputed claim of it says what was decided,
# in the place of the predicate, and in few words.
_DECIDED_OTHERWISE: Mapping[tuple[str, str], tuple[str, str]] = {
    ("isRecommendedFor", "advised"): ("is not recommended for", "not recommended"),
    ("isApprovedFor", "established"): ("is not approved for", "not approved"),
}


def sentence(claim: Claim, labels: Mapping[str, str]) -> str:
    """Return a claim as one sentence, with its hedge, its direction and what it compares with.

    What it is set against belongs to what is said: that no difference was shown from another
    treatment is no word on whether it works. The other qualifiers are left to stand beside it.

    Examples
    --------
    >>> from kg.vocabulary import IRI, TKG
    >>> claim = Claim(
    ...     iri=IRI("ex:1"), subject=IRI("ex:a"), predicate=TKG.reduces, object=IRI("ex:b"),
    ...     direction="supports", modality="possible",
    ... )
    >>> labels = {claim.subject: "stem cell therapy", claim.object: "relapse rate",
    ...           TKG.reduces: "reduces"}
    >>> sentence(claim, labels)
    'Stem cell therapy may reduce relapse rate.'
    >>> from dataclasses import replace
    >>> sentence(replace(claim, direction="insufficient"), labels)  # doctest: +ELLIPSIS
    'Whether stem cell therapy reduces relapse rate: the source says there is not yet enough...'
    >>> sentence(replace(claim, direction="disputes", modality="shown"), labels)
    'That stem cell therapy reduces relapse rate is not borne out: a study speaks against it.'
    >>> labels[IRI("ex:c")] = "a drug"
    >>> sentence(replace(claim, comparator=IRI("ex:c")), labels)
    'Stem cell therapy may reduce relapse rate compared with a drug.'
    """
    decided = _decided_otherwise(claim)
    if decided:
        return capitalise(_between_ends(claim, labels, f"{decided[0]} ")) + "."
    said = statement(claim, labels)
    if claim.direction == "supports":
        return capitalise(_hedged(claim, labels, said)) + "."
    if claim.direction == "disputes":
        against = _AGAINST.get(claim.modality, "the evidence speaks against it")
        return f"That {said} is not borne out: {against}."
    if claim.direction == "insufficient" and claim.modality == "underInvestigation":
        return f"Whether {said} is still under investigation."
    outcome = _UNSETTLED.get(claim.direction, "the source leaves it open")
    if (
        claim.direction == "inconclusive"
        and claim.tendency == "forTheWorse"
        and not claim.comparator
    ):
        outcome = _UNSEEN
    return f"Whether {said}: {outcome}."


def statement(claim: Claim, labels: Mapping[str, str]) -> str:
    """Return what a claim is about to say, without its hedge and direction, as a clause.

    Examples
    --------
    >>> from kg.vocabulary import IRI, TKG
    >>> statement(
    ...     Claim(IRI("ex:1"), IRI("ex:a"), TKG.hasSymptom, IRI("ex:b"), "supports", "established"),
    ...     {"ex:a": "influenza", "ex:b": "fever", TKG.hasSymptom: "has symptom"},
    ... )
    'influenza has fever as a symptom'
    """
    return _between_ends(claim, labels, *_around_object(claim, labels))


def _between_ends(claim: Claim, labels: Mapping[str, str], before: str, after: str = "") -> str:
    subject = labels[claim.subject]
    verb = plural_form(before) if is_plural(subject) else before
    return f"{subject} {verb}{labels[claim.object]}{after}{comparison(claim, labels)}"


def comparison(claim: Claim, labels: Mapping[str, str]) -> str:
    """Return what a claim sets its subject against, as it stands after the object, or nothing.

    Examples
    --------
    >>> from kg.vocabulary import IRI, TKG
    >>> labels = {"ex:b": "relapse", "ex:c": "placebo", "ex:d": "a drug", "ex:e": "another"}
    >>> about = IRI("ex:1"), IRI("ex:a"), TKG.reduces, IRI("ex:b"), "supports", "shown"
    >>> labels[TKG.reduces] = "reduces"
    >>> comparison(Claim(*about, comparator=IRI("ex:c")), labels)
    ' compared with placebo'
    >>> comparison(Claim(*about, figure_comparators=(IRI("ex:c"), IRI("ex:d"))), labels)
    ' compared with placebo and with a drug'
    >>> ends = IRI("ex:c"), IRI("ex:d"), IRI("ex:e")
    >>> comparison(Claim(*about, figure_comparators=ends), labels)
    ' compared with 3 other treatments'
    """
    than = is_comparative(labels[claim.predicate], labels[claim.object])
    said = _against(claim, labels, "than" if than else "with")
    return f" {'' if than else 'compared '}{said}" if said else ""


def _against(claim: Claim, labels: Mapping[str, str], word: str) -> str:
    ends = [labels[iri] for iri in claim.compared_with]
    if len(ends) > MOST_NAMED:
        return f"{word} {len(ends)} other treatments"
    return " and ".join(f"{word} {end}" for end in ends)


def _around_object(claim: Claim, labels: Mapping[str, str]) -> tuple[str, str]:
    name = claim.predicate.local_name
    if name == "hasStep" and claim.position is not None:
        return "has ", f" as step {claim.position}"
    return _AROUND_OBJECT.get(name) or (f"{labels[claim.predicate]} ", "")


def _hedged(claim: Claim, labels: Mapping[str, str], said: str) -> str:
    if claim.modality == "established" or _says_it_itself(claim):
        return said
    subject = labels[claim.subject]
    before, after = _around_object(claim, labels)
    done = f"{base_form(before)}{labels[claim.object]}{after}{comparison(claim, labels)}"
    many = is_plural(subject)
    forms = {
        "possible": f"{subject} may {done}",
        "advised": f"{subject} {'are' if many else 'is'} needed to {done}",
        "aimedAt": f"{subject} {'aim' if many else 'aims'} to {done}",
        "shown": f"{subject} {'were' if many else 'was'} shown in a study to {done}",
        "pooled": f"{subject} {'were' if many else 'was'} found in pooled studies to {done}",
        "anecdotal": f"people report that {said}",
        "underInvestigation": f"it is being studied whether {said}",
    }
    return forms.get(claim.modality, said)


def direction_words(claim: Claim, labels: Mapping[str, str]) -> str:
    """Return where the evidence points, in few words.

    Examples
    --------
    >>> from kg.vocabulary import IRI, TKG
    >>> about = IRI("ex:1"), IRI("ex:a"), TKG.isRecommendedFor, IRI("ex:b")
    >>> direction_words(Claim(*about, "disputes", "advised"), {})
    'not recommended'
    """
    decided = _decided_otherwise(claim)
    if decided:
        return decided[1]
    return DIRECTION_WORDS.get(claim.direction) or labels[IRI(f"{ONTOLOGY}#{claim.direction}")]


def _decided_otherwise(claim: Claim) -> tuple[str, str] | None:
    if claim.direction != "disputes":
        return None
    return _DECIDED_OTHERWISE.get((claim.predicate.local_name, claim.modality))


def _says_it_itself(claim: Claim) -> bool:
    return claim.predicate.local_name in _SAYS_IT_ITSELF.get(claim.modality, ())


def relation(claim: Claim, labels: Mapping[str, str]) -> str:
    """Return what stands between subject and object in few words: the predicate and its hedge.

    Examples
    --------
    >>> from kg.vocabulary import IRI, TKG
    >>> claim = Claim(IRI("ex:1"), IRI("ex:a"), TKG.halts, IRI("ex:b"), "supports", "aimedAt")
    >>> relation(claim, {TKG.halts: "halts"})
    'aims to halt'
    >>> from dataclasses import replace
    >>> relation(replace(claim, direction="disputes"), {TKG.halts: "halts"})
    'not borne out: halts'
    """
    decided = _decided_otherwise(claim)
    if decided:
        return decided[0]
    label = labels[claim.predicate]
    if claim.direction != "supports":
        return f"{DIRECTION_WORDS.get(claim.direction, claim.direction)}: {label}"
    if _says_it_itself(claim):
        word = _HEDGE_WORD[claim.modality]
        return label if word.split()[-1] in label.split() else f"{label} ({word})"
    form = _HEDGED_RELATION.get(claim.modality, "{label}")
    return form.format(base=base_form(label), label=label)


def line_words(claim: Claim, labels: Mapping[str, str]) -> str:
    """Return the words on a line that is drawn: the relation, and what its subject is set against.

    Several lines between two ends may differ in nothing else.

    Examples
    --------
    >>> from kg.vocabulary import IRI, TKG
    >>> claim = Claim(
    ...     IRI("ex:1"), IRI("ex:a"), TKG.reduces, IRI("ex:b"), "inconclusive", "shown",
    ...     comparator=IRI("ex:c"),
    ... )
    >>> labels = {"ex:b": "relapse", "ex:c": "a drug", TKG.reduces: "reduces"}
    >>> line_words(claim, labels)
    'inconclusive: reduces (against a drug)'
    """
    than = is_comparative(labels[claim.predicate], labels[claim.object])
    said = _against(claim, labels, "than" if than else "against")
    return f"{relation(claim, labels)} ({said})" if said else relation(claim, labels)
