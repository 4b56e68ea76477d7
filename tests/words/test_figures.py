from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import kg
from kg.model.study_mapping import read_results
from kg.view.content import claim_texts
from kg.words.figures import figure_texts
from kg.words.labels import Labels

MS = "https://w3id.org/treatment-kg/ms/"

STUDY = """
ex:drug a tkg:Drug ; skos:prefLabel "drug"@en .
ex:placebo a tkg:ControlCondition ; skos:prefLabel "placebo"@en .
ex:pain a tkg:Outcome ; skos:prefLabel "pain"@en ; tkg:desirableDirection tkg:lower .
ex:s a tkg:Study ; skos:prefLabel "S"@en ; tkg:hasArm ex:arm , ex:other .
ex:arm a tkg:Arm ; skos:prefLabel "drug 10 mg"@en ; tkg:countsFor ex:drug .
ex:other a tkg:Arm ; skos:prefLabel "placebo"@en ; tkg:countsFor ex:placebo .
"""


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (
            "a tkg:CountResult ; tkg:arm ex:arm ; tkg:events 5 ; tkg:total 20",
            "drug 10 mg: 5 of 20",
        ),
        (
            # 1 - 0.025 ** (1 / 20), as in tables of the exact interval.
            "a tkg:CountResult ; tkg:arm ex:arm ; tkg:events 0 ; tkg:total 20",
            "drug 10 mg: 0 of 20; up to 17 % is not excluded",
        ),
        (
            'a tkg:CountResult ; tkg:arm ex:arm ; tkg:events 5 ; tkg:total 20 ; tkg:asPrinted "5 (25%)"',
            "drug 10 mg: 5 (25%)",
        ),
        (
            'a tkg:CountResult ; tkg:arm ex:arm ; tkg:events 5 ; tkg:total 20 ; tkg:asPrinted "5/20 | 7/20 | p = 0.03"',
            "drug 10 mg: 5 of 20 (printed: 5/20 | 7/20 | p = 0.03)",
        ),
        (
            "a tkg:EstimateResult ; tkg:arm ex:arm ; tkg:measure tkg:proportion ; tkg:value 0.25 ;"
            ' tkg:lowerLimit 0.2 ; tkg:upperLimit 0.301 ; tkg:asPrinted "25% (95% CI 20–30.1; p < 0.001)"',
            "drug 10 mg: 25% (95% CI 20–30.1; p < 0.001)",
        ),
        (
            # The unit stood at the head of the column, and nobody noted it.
            "a tkg:EstimateResult ; tkg:arm ex:arm ; tkg:measure tkg:proportion ; tkg:value 0.52 ;"
            ' tkg:asPrinted "52"',
            "drug 10 mg: proportion 52 % (printed: 52)",
        ),
        (
            "a tkg:EstimateResult ; tkg:arm ex:arm ; tkg:measure tkg:proportion ; tkg:value 0.52 ;"
            ' tkg:asPrinted "52 [%]"',
            "drug 10 mg: proportion 52 [%]",
        ),
        (
            "a tkg:EstimateResult ; tkg:arm ex:arm ; tkg:measure tkg:proportion ; tkg:value 0.17 ;"
            ' tkg:asPrinted "0.17"',
            "drug 10 mg: proportion 0.17",
        ),
        (
            # A number of months is no figure without a unit.
            "a tkg:EstimateResult ; tkg:arm ex:arm ; tkg:measure tkg:proportion ; tkg:value 0.00004 ;"
            ' tkg:lowerLimit 0.00001 ; tkg:upperLimit 0.00011 ; tkg:asPrinted "1-11 months: 0.04 per 1,000 (0.01-0.11)"',
            "drug 10 mg: 1-11 months: 0.04 per 1,000 (0.01-0.11)",
        ),
        (
            "a tkg:CountResult ; tkg:arm ex:arm ; tkg:events 1 ; tkg:total 936 ;"
            ' tkg:asPrinted "Deaths | 0 | 0 | 1 (0.1)"',
            "drug 10 mg: 1 of 936 (printed: Deaths | 0 | 0 | 1 (0.1))",
        ),
        (
            'a tkg:CountResult ; tkg:arm ex:arm ; tkg:events 17 ; tkg:total 627 ; tkg:asPrinted "17"',
            "drug 10 mg: 17 of 627 (printed: 17)",
        ),
        (
            "a tkg:RateResult ; tkg:arm ex:arm ; tkg:events 5 ; tkg:personYears 1200",
            "drug 10 mg: 5 in 1,200 person-years",
        ),
        (
            "a tkg:EstimateResult ; tkg:arm ex:arm ; tkg:measure tkg:eventRate ; tkg:value 0.5 ;"
            ' tkg:asPrinted "0.5" ; <http://purl.org/dc/terms/description> "An earlier cut."@en',
            "drug 10 mg: event rate 0.5 (note: An earlier cut)",
        ),
        (
            'a tkg:EstimateResult ; tkg:arm ex:arm ; tkg:measure tkg:meanValue ; tkg:value -0.3 ; tkg:asPrinted "0.3"',
            "drug 10 mg: mean value -0.3 (printed: 0.3)",
        ),
        (
            'a tkg:EstimateResult ; tkg:arm ex:arm ; tkg:measure tkg:proportion ; tkg:value 0.25 ; tkg:asPrinted "33% vs 25%"',
            "drug 10 mg: proportion 25 % (printed: 33% vs 25%)",
        ),
        (
            'a tkg:EstimateResult ; tkg:arm ex:arm ; tkg:measure tkg:eventRate ; tkg:value 0.0012 ; tkg:asPrinted "1·2 per 1,000"',
            "drug 10 mg: 1·2 per 1,000",
        ),
        (
            'a tkg:EstimateResult ; tkg:arm ex:arm ; tkg:measure tkg:meanValue ; tkg:value 0.4 ; tkg:asPrinted "−0.4"',
            "drug 10 mg: mean value 0.4 (printed: −0.4)",
        ),
        (
            "a tkg:EstimateResult ; tkg:arm ex:arm ; tkg:measure tkg:eventRate ; tkg:value 0.25",
            "drug 10 mg: event rate 0.25",
        ),
        (
            "a tkg:ContrastResult ; tkg:arm ex:arm ; tkg:comparatorArm ex:other ;"
            " tkg:measure tkg:hazardRatio ; tkg:value 0.5 ; tkg:lowerLimit 0.25 ; tkg:upperLimit 1.0",
            "drug 10 mg against placebo: hazard ratio 0.5 (0.25 to 1)",
        ),
        (
            "a tkg:ContrastResult ; tkg:arm ex:arm ; tkg:comparatorArm ex:other ;"
            " tkg:measure tkg:hazardRatio ; tkg:value 0.123456 ; tkg:lowerLimit 0.1",
            "drug 10 mg against placebo: hazard ratio 0.123",
        ),
        (
            "a tkg:PooledResult ; tkg:countsFor ex:drug ; tkg:comparator ex:placebo ;"
            " tkg:measure tkg:oddsRatio ; tkg:value 0.5 ; tkg:lowerLimit 0.251 ; tkg:upperLimit 0.99951",
            "drug against placebo: odds ratio 0.5 (0.251 to 1)",
        ),
    ],
)  # fmt: skip
def test_a_figure_says_whose_it_is_and_what(
    derived: Callable[[str], kg.Knowledge], result: str, said: str
) -> None:
    knowledge = derived(f"{STUDY} ex:r {result} ; tkg:outcome ex:pain .")
    (figure,) = figure_texts(knowledge).values()
    assert (figure.name, figure.value) == ("Figure", said)


def test_every_result_of_a_pack_has_its_words(ms: kg.Knowledge) -> None:
    figures = figure_texts(ms)
    results = list(read_results(ms.store).values())
    assert set(figures) == {result.iri for result in results}
    assert {
        result.iri for result in results if result.as_printed not in figures[result.iri].value
    } == set()


def test_no_share_of_a_pack_is_told_without_its_unit(ms: kg.Knowledge) -> None:
    shares = [
        result
        for result in read_results(ms.store).values()
        if result.measure in ("proportion", "kaplanMeierProportion") and result.as_printed
    ]
    bare = re.compile(r"[\d.·]+")
    assert len(shares) > 50
    # "0.17" is one of itself; "17" is none.
    assert {
        result.as_printed
        for result in shares
        if bare.fullmatch(result.as_printed or "") and float(result.as_printed or "") > 1
    } == set()


def test_a_claim_of_a_trial_shows_the_figures_that_it_rests_on(ms: kg.Knowledge) -> None:
    texts = claim_texts(ms, Labels(ms.labels))
    shown = [
        (qualifier.name, qualifier.value)
        for qualifier in texts[MS + "claim-affirm-relapse-rate"].qualifiers
        if qualifier.name.startswith("Figure")
    ]
    assert shown == [
        ("Figure", "natalizumab 300 mg: event rate 0.23 (0.19, 0.28)"),
        ("Figure", "placebo: event rate 0.73 (0.62, 0.87)"),
    ]


def test_a_claim_of_an_article_shows_no_figure(ms: kg.Knowledge) -> None:
    texts = claim_texts(ms, Labels(ms.labels))
    labels = {q.name for q in texts[MS + "claim-article-b23-s6-1"].qualifiers}
    assert "Figure" not in labels


def test_a_pooled_claim_shows_its_estimate_with_its_interval(tmp_path) -> None:
    smoking = kg.load("smoking")
    smoking.record(smoking.synthesize("smoking cessation", measure="OR"))
    texts = claim_texts(smoking, Labels(smoking.labels))
    pooled = [text for iri, text in texts.items() if smoking.claims[iri].modality == "pooled"]
    shown = sorted(q.value for text in pooled for q in text.qualifiers if q.name == "Figure")
    assert shown == [
        "individual counselling against group counselling: odds ratio 0.845 (0.393 to 1.82)",
        "no contact against group counselling: odds ratio 0.406 (0.181 to 0.909)",
        "no contact against individual counselling: odds ratio 0.48 (0.313 to 0.738)",
        "self-help against group counselling: odds ratio 0.615 (0.254 to 1.49)",
        "self-help against individual counselling: odds ratio 0.728 (0.346 to 1.53)",
        "self-help against no contact: odds ratio 1.52 (0.737 to 3.12)",
    ]
    smoking.view(tmp_path / "page.html")
    assert [line for line in shown if line not in (tmp_path / "page.html").read_text()] == []


def test_markup_in_a_figure_is_text_on_the_page(
    derived: Callable[[str], kg.Knowledge], tmp_path
) -> None:
    knowledge = derived(
        STUDY
        + 'ex:r a tkg:CountResult ; tkg:arm ex:arm ; tkg:outcome ex:pain ; tkg:events 5 ; tkg:total 20 ; tkg:asPrinted "5 <script>alert(1)</script>" .'
        + "ex:c a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;"
        " tkg:direction tkg:supports ; tkg:modality tkg:shown ; tkg:study ex:s ; tkg:result ex:r ."
    )
    knowledge.view(tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "5 &lt;script&gt;alert(1)&lt;/script&gt;" in page
