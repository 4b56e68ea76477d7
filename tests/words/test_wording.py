from __future__ import annotations

from collections.abc import Callable

import pytest

import kg
from kg.model.values import Claim
from kg.vocabulary import IRI, TKG
from kg.words.labels import Labels
from kg.words.wording import direction_words, line_words, relation, sentence

THERAPY, OUTCOME = IRI("http://example.org/therapy"), IRI("http://example.org/outcome")
OTHERS = tuple(IRI(f"http://example.org/{name}") for name in ("placebo", "tea", "honey"))

Make = Callable[..., Claim]


@pytest.fixture
def labels(ms: kg.Knowledge) -> Labels:
    return Labels({**ms.labels, THERAPY: "stem cell therapy", OUTCOME: "relapse rate"})


@pytest.mark.parametrize(
    ("modality", "expected"),
    [
        ("established", "Stem cell therapy reduces relapse rate."),
        ("shown", "Stem cell therapy was shown in a study to reduce relapse rate."),
        ("possible", "Stem cell therapy may reduce relapse rate."),
        ("aimedAt", "Stem cell therapy aims to reduce relapse rate."),
        ("advised", "Stem cell therapy is needed to reduce relapse rate."),
        (
            "underInvestigation",
            "It is being studied whether stem cell therapy reduces relapse rate.",
        ),
        ("anecdotal", "People report that stem cell therapy reduces relapse rate."),
    ],
)
def test_a_supported_claim_keeps_its_hedge(
    claim: Make, labels: Labels, modality: str, expected: str
) -> None:
    assert sentence(claim(modality=modality), labels) == expected


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        (
            "disputes",
            "That stem cell therapy reduces relapse rate is not borne out:"
            " the evidence speaks against it.",
        ),
        (
            "inconclusive",
            "Whether stem cell therapy reduces relapse rate:"
            " no difference was shown, and one is not ruled out either.",
        ),
        (
            "mixed",
            "Whether stem cell therapy reduces relapse rate:"
            " it is so only in part, or the evidence is mixed.",
        ),
        (
            "insufficient",
            "Whether stem cell therapy reduces relapse rate:"
            " the source says there is not yet enough evidence.",
        ),
        (
            "somethingNew",
            "Whether stem cell therapy reduces relapse rate: the source leaves it open.",
        ),
    ],
)
@pytest.mark.parametrize("modality", ["established", "possible"])
def test_a_claim_that_is_not_supported_never_reads_like_support(
    claim: Make, labels: Labels, direction: str, modality: str, expected: str
) -> None:
    assert sentence(claim(direction=direction, modality=modality), labels) == expected


@pytest.mark.parametrize(
    ("modality", "expected"),
    [
        ("shown", "a study speaks against it."),
        ("anecdotal", "what people report speaks against it."),
        ("advised", "the source advises against it."),
        ("aimedAt", "the source says that this is not the aim."),
    ],
)
def test_a_disputed_claim_says_what_speaks_against_it(
    claim: Make, labels: Labels, modality: str, expected: str
) -> None:
    disputed = claim(direction="disputes", modality=modality)
    assert sentence(disputed, labels).endswith(expected)


@pytest.mark.parametrize(
    ("predicate", "modality", "said", "drawn", "few"),
    [
        (
            "isRecommendedFor",
            "advised",
            "Stem cell therapy is not recommended for relapse rate.",
            "is not recommended for",
            "not recommended",
        ),
        (
            "isApprovedFor",
            "established",
            "Stem cell therapy is not approved for relapse rate.",
            "is not approved for",
            "not approved",
        ),
    ],
)
def test_what_was_decided_otherwise_is_said_plainly(
    claim: Make, labels: Labels, predicate: str, modality: str, said: str, drawn: str, few: str
) -> None:
    disputed = claim(predicate=TKG[predicate], direction="disputes", modality=modality)
    assert sentence(disputed, labels) == said
    assert relation(disputed, labels) == drawn
    assert direction_words(disputed, labels) == few
    assert direction_words(claim(direction="disputes"), labels) == "not borne out"


def test_a_plural_subject_takes_a_plural_verb(claim: Make, labels: Labels) -> None:
    many = Labels({**dict(labels), THERAPY: "corticosteroids"})
    assert [
        sentence(claim(modality=modality), many) for modality in ("established", "shown", "aimedAt")
    ] == [
        "Corticosteroids reduce relapse rate.",
        "Corticosteroids were shown in a study to reduce relapse rate.",
        "Corticosteroids aim to reduce relapse rate.",
    ]


@pytest.mark.parametrize(
    ("predicate", "modality", "expected"),
    [
        ("hasSymptom", "established", "Stem cell therapy has relapse rate as a symptom."),
        ("hasCharacteristic", "possible", "Stem cell therapy may have the characteristic “relapse"),
        ("makesPromising", "possible", "Stem cell therapy may make relapse rate promising."),
        ("costDependsOn", "established", "Stem cell therapy has a cost that depends on relapse"),
        ("isAdvisedTo", "advised", "Stem cell therapy is advised for relapse rate."),
        ("isStudiedFor", "underInvestigation", "Stem cell therapy is studied for relapse rate."),
        ("pursues", "aimedAt", "Stem cell therapy pursues relapse rate."),
        ("hasStep", "established", "Stem cell therapy has relapse rate as a step."),
        ("hasRiskOfBias", "established", "Stem cell therapy is at relapse rate."),
        ("requiresMonitoringOf", "established", "Stem cell therapy requires monitoring: relapse"),
    ],
)
def test_predicates_read_well_between_two_nouns(
    claim: Make, labels: Labels, predicate: str, modality: str, expected: str
) -> None:
    said = sentence(claim(predicate=TKG[predicate], modality=modality), labels)
    assert said.startswith(expected)


def test_a_step_says_its_position(claim: Make, labels: Labels) -> None:
    step = claim(predicate=TKG.hasStep, modality="established", position=2)
    assert sentence(step, labels) == "Stem cell therapy has relapse rate as step 2."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"modality": "established"}, "reduces"),
        ({"modality": "possible"}, "may reduce"),
        ({"modality": "shown"}, "shown to reduce"),
        ({"modality": "aimedAt"}, "aims to reduce"),
        ({"modality": "advised"}, "needed to reduce"),
        ({"modality": "anecdotal"}, "reported to reduce"),
        ({"modality": "underInvestigation"}, "being studied: reduces"),
        ({"modality": "advised", "predicate": TKG.isNeededFor}, "is needed for (advised)"),
        ({"modality": "advised", "predicate": TKG.isAdvisedTo}, "is advised for"),
        ({"modality": "aimedAt", "predicate": TKG.pursues}, "pursues (an aim)"),
        ({"modality": "shown", "predicate": TKG.shows}, "shows (in a study)"),
        ({"direction": "disputes"}, "not borne out: reduces"),
        ({"direction": "inconclusive"}, "inconclusive: reduces"),
        ({"direction": "mixed"}, "mixed: reduces"),
        ({"direction": "insufficient"}, "not enough evidence: reduces"),
    ],
)
def test_the_words_on_a_line_hold_predicate_and_hedge(
    claim: Make, labels: Labels, changes: dict[str, str], expected: str
) -> None:
    assert relation(claim(**changes), labels) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"modality": "shown"},
            "Stem cell therapy was shown in a study to reduce relapse rate compared with placebo.",
        ),
        (
            {"direction": "inconclusive"},
            "Whether stem cell therapy reduces relapse rate compared with placebo:"
            " no difference was shown, and one is not ruled out either.",
        ),
        (
            {"direction": "disputes"},
            "That stem cell therapy reduces relapse rate compared with placebo is not borne out:"
            " the evidence speaks against it.",
        ),
        (
            {"modality": "anecdotal"},
            "People report that stem cell therapy reduces relapse rate compared with placebo.",
        ),
        (
            {"modality": "underInvestigation", "predicate": TKG.improves},
            "It is being studied whether stem cell therapy improves relapse rate"
            " compared with placebo.",
        ),
        (
            {"modality": "pooled", "predicate": TKG.causes},
            "Stem cell therapy was found in pooled studies to cause relapse rate"
            " compared with placebo.",
        ),
        (
            {"modality": "established", "predicate": TKG.hasSymptom},
            "Stem cell therapy has relapse rate as a symptom compared with placebo.",
        ),
        (
            {"predicate": TKG.isRecommendedFor, "direction": "disputes", "modality": "advised"},
            "Stem cell therapy is not recommended for relapse rate compared with placebo.",
        ),
        (
            {"modality": "established", "predicate": TKG.raisesLess},
            "Stem cell therapy raises less relapse rate than placebo.",
        ),
        (
            {"modality": "established", "predicate": TKG.doesBetterOn},
            "Stem cell therapy does better on relapse rate than placebo.",
        ),
    ],
)
def test_a_sentence_says_what_its_subject_is_set_against(
    claim: Make, ms: kg.Knowledge, changes: dict[str, str], expected: str
) -> None:
    labels = Labels({**ms.labels, THERAPY: "stem cell therapy", OUTCOME: "relapse rate"})
    assert sentence(claim(comparator=OTHERS[0], **changes), labels) == expected


@pytest.mark.parametrize(
    ("ends", "said", "drawn"),
    [
        (OTHERS[:1], "compared with placebo", "against placebo"),
        (OTHERS[:2], "compared with placebo and with tea", "against placebo and against tea"),
        (OTHERS, "compared with 3 other treatments", "against 3 other treatments"),
    ],
)
def test_what_only_the_figures_compare_with_is_said_too(
    claim: Make, labels: Labels, ends: tuple[IRI, ...], said: str, drawn: str
) -> None:
    one = claim(figure_comparators=ends, modality="established")
    assert sentence(one, labels) == f"Stem cell therapy reduces relapse rate {said}."
    assert line_words(one, labels) == f"reduces ({drawn})"


def test_lines_that_differ_in_what_they_compare_with_have_words_of_their_own(
    claim: Make, labels: Labels
) -> None:
    lines = [line_words(claim(comparator=end, direction="inconclusive"), labels) for end in OTHERS]
    assert lines == [
        "inconclusive: reduces (against placebo)",
        "inconclusive: reduces (against tea)",
        "inconclusive: reduces (against honey)",
    ]
    assert line_words(claim(), labels) == relation(claim(), labels) == "may reduce"


def test_every_claim_of_the_pack_says_what_it_compares_with(ms: kg.Knowledge) -> None:
    labels = Labels(ms.labels)
    compared = [claim for claim in ms.claims.values() if claim.compared_with]
    assert len(compared) > 100
    for told in (sentence, line_words):
        silent = [one for one in compared if labels[one.compared_with[0]] not in told(one, labels)]
        assert silent == []


def test_every_claim_of_the_pack_becomes_one_sentence(ms: kg.Knowledge) -> None:
    labels = Labels(ms.labels)
    sentences = [sentence(claim, labels) for claim in ms.claims.values()]
    assert len(sentences) == len(ms.claims)
    assert [said for said in sentences if not said.endswith(".") or "  " in said] == []
