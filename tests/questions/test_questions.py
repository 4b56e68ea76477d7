"""The competency questions: each is well-formed, and answers exactly what its table says."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql.parser import parseQuery

import kg
from kg import resources
from kg.files import read_text
from kg.questions import Parameter, Question, answer, questions
from kg.store.embedded import EmbeddedStore
from kg.vocabulary import PREFIXES, TKG

from .cases import ANOTHER, CASES

EXPECTED = Path(__file__).parent / "expected"
PATHS = resources.files("questions", suffix=".rq")
TAGS = {"patient", "clinician", "analyst"}

# Header keys that every question has; `parameters` is there where it takes some.
KEYS = {"id", "question", "theme", "tags"}


def _asked(question: Question) -> dict[str, dict[str, str]]:
    examples = {parameter.name: parameter.example for parameter in question.parameters}
    return {"": examples, **CASES.get(question.id, {})}


def _file(id: str, case: str) -> str:
    return f"{id}--{case}.csv" if case else f"{id}.csv"


BY_ID = {question.id: question for question in questions()}
ASKED = [(q, case, names) for q in questions() for case, names in _asked(q).items()]
PARAMETERS = [
    (question, parameter) for question in questions() for parameter in question.parameters
]

every_question = pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
every_path = pytest.mark.parametrize("path", PATHS, ids=lambda path: Path(path).stem)
every_case = pytest.mark.parametrize(
    ("question", "case", "names"), ASKED, ids=[_file(q.id, case) for q, case, _ in ASKED]
)
every_parameter = pytest.mark.parametrize(
    ("question", "parameter"), PARAMETERS, ids=[f"{q.id}-{p.name}" for q, p in PARAMETERS]
)


def _shown(table) -> list[list[str]]:
    return [list(table.columns), *([table.shown(value) for value in row] for row in table)]


def _read(name: str) -> list[list[str]]:
    with (EXPECTED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _code(query: str) -> str:
    """Return a query without comments and texts."""
    return re.sub(r'"[^"]*"', '""', re.sub(r"^\s*#.*$", "", query, flags=re.MULTILINE))


def _projected(query: str) -> list[str]:
    return re.findall(r"\?(\w+)", _code(query).partition("WHERE")[0])


# --- the files ----------------------------------------------------------------------------------


def test_there_are_enough_questions():
    assert len(PATHS) >= 48


def test_every_id_is_there_once():
    assert [id for id, count in Counter(q.id for q in questions()).items() if count > 1] == []


@every_path
def test_the_header_is_complete(path):
    header = resources.header_of(path, read_text(path))
    assert set(header) - {"parameters"} == KEYS
    assert all(header[key] for key in KEYS)
    assert set(header["tags"]) <= TAGS


@every_path
def test_the_id_is_the_stem_of_the_file(path):
    header = resources.header_of(path, read_text(path))
    assert header["id"] == Path(path).stem


@every_path
def test_the_folder_is_a_number_and_the_theme(path):
    header = resources.header_of(path, read_text(path))
    number, _, slug = Path(path).parent.name.partition("-")
    assert number.isdigit()
    assert slug == header["theme"].lower().replace(" ", "-")


@every_question
def test_the_text_names_each_parameter(question):
    assert set(re.findall(r"{(\w+)}", question.text)) == {p.name for p in question.parameters}


@every_parameter
def test_the_example_is_of_the_class_that_the_question_takes(ms, question, parameter):
    assert ms.ask(
        "ASK { ?concept a ?class }",
        concept=ms.concept(parameter.example),
        **{"class": TKG[parameter.cls]},
    )


@every_parameter
def test_a_parameter_is_projected_by_its_label_and_not_by_its_iri(question, parameter):
    projected = _projected(question.query)
    assert f"{parameter.name}_label" in projected
    assert parameter.name not in projected


@every_question
def test_the_query_is_standard_sparql(question):
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    parseQuery(prologue + question.query)


@every_question
def test_the_solutions_are_distinct(question):
    assert _code(question.query).lstrip().startswith("SELECT DISTINCT ?")


@every_question
def test_counts_are_of_distinct_things(question):
    code = _code(question.query)
    assert len(re.findall(r"\bCOUNT\b", code)) == code.count("COUNT(DISTINCT ?")


@every_question
def test_the_order_is_total(question):
    ordered = re.findall(r"\?(\w+)", _code(question.query).rpartition("ORDER BY")[2])
    assert sorted(ordered) == sorted(_projected(question.query))


@every_question
def test_there_is_no_blank_node(question):
    assert re.findall(r"\[|_:", _code(question.query)) == []


@every_question
def test_nothing_in_the_query_knows_the_disease(question):
    prefixes = set(re.findall(r"(\w*):\w", _code(question.query)))
    assert prefixes <= {"tkg", "skos", "rdfs", "dcterms", "owl", "prov"}
    assert "<" not in _code(question.query).replace("<=", "")


# Questions whose rows stand for claims, each with its own columns for modality and direction.
@pytest.mark.parametrize(
    "question",
    [question for question in questions() if "claim" in _projected(question.query)],
    ids=lambda question: question.id,
)
def test_a_row_that_stands_for_a_claim_says_how_it_is_hedged_and_where_it_points(question):
    assert {"modality", "direction"} <= set(_projected(question.query))


# --- the answers --------------------------------------------------------------------------------


def test_every_table_belongs_to_a_case():
    assert {path.name for path in EXPECTED.iterdir()} == {_file(q.id, case) for q, case, _ in ASKED}


def test_every_case_belongs_to_a_question():
    assert set(CASES) <= set(BY_ID)


@every_case
def test_the_answer_is_the_table(ms, question, case, names):
    assert _shown(answer(ms, question.id, names)) == _read(_file(question.id, case))


@every_case
def test_no_row_comes_twice(ms, question, case, names):
    rows = [tuple(row) for row in answer(ms, question.id, names)]
    assert len(rows) == len(set(rows))


GRAPHS = ["ms/graph/article", "ms/graph/concepts", "ontology", "derived"]


@pytest.fixture(scope="module", params=GRAPHS)
def doubled(request) -> kg.Knowledge:
    """Return the pack with the triples of one of its graphs in a second graph, too."""
    knowledge = kg.load("ms")
    copy = ox.NamedNode("https://example.org/copy")
    quads = knowledge.store.quads(f"https://w3id.org/treatment-kg/{request.param}")
    copies = [ox.Quad(quad.subject, quad.predicate, quad.object, copy) for quad in quads]
    assert copies
    knowledge.store.extend(copies)
    return knowledge


@every_case
def test_a_triple_in_two_graphs_counts_once(doubled, question, case, names):
    assert _shown(answer(doubled, question.id, names)) == _read(_file(question.id, case))


@pytest.fixture(scope="module")
def nothing() -> EmbeddedStore:
    """Return a store without a triple."""
    return EmbeddedStore(prefixes=PREFIXES)


@every_question
def test_where_nothing_is_known_the_answer_is_an_empty_table(nothing, question):
    table = nothing.select(question.query)
    assert list(table.columns) == _projected(question.query)
    assert len(table) == 0


@pytest.mark.parametrize(
    "question",
    [question for question in questions() if any(p.required for p in question.parameters)],
    ids=lambda question: question.id,
)
def test_a_question_that_makes_no_sense_without_a_parameter_asks_for_it(ms, question):
    with pytest.raises(kg.DataError, match=f"the question '{question.id}' needs a "):
        answer(ms, question.id, {})


# --- a trial that did not bear out a hope -------------------------------------------------------

TRIAL = """
@prefix ms: <https://w3id.org/treatment-kg/ms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tkg: <https://w3id.org/treatment-kg/ontology#> .

ms:trial a tkg:Study ; skos:prefLabel "trial of MSC therapy"@en ; tkg:identified true .
ms:lack-of-donors a tkg:Challenge ; skos:prefLabel "lack of donors"@en .

ms:claim-trial-relapse a tkg:Claim ;
    tkg:subject ms:msc-therapy ; tkg:predicate tkg:reduces ; tkg:object ms:relapse-rate ;
    tkg:disease ms:multiple-sclerosis ; tkg:comparator ms:placebo ; tkg:study ms:trial ;
    tkg:direction tkg:inconclusive ; tkg:modality tkg:shown .

ms:claim-trial-disability a tkg:Claim ;
    tkg:subject ms:ahsct ; tkg:predicate tkg:improves ; tkg:object ms:disability ;
    tkg:disease ms:aggressive-multiple-sclerosis ; tkg:comparator ms:placebo ; tkg:study ms:trial ;
    tkg:direction tkg:disputes ; tkg:modality tkg:shown .

ms:claim-label a tkg:Claim ;
    tkg:subject ms:disease-modifying-therapy ; tkg:predicate tkg:isApprovedFor ;
    tkg:object ms:multiple-sclerosis ;
    tkg:direction tkg:supports ; tkg:modality tkg:established .
"""


@pytest.fixture(scope="module")
def before(thirteen_trials) -> kg.Knowledge:
    """Return the pack without the trial."""
    return kg.load(thirteen_trials)


@pytest.fixture(scope="module")
def contested(tmp_path_factory, thirteen_trials) -> kg.Knowledge:
    """Return the first trials with one that contests two of the benefits, and an approval."""
    return with_trial(tmp_path_factory, thirteen_trials)


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> kg.Knowledge:
    """Return the whole pack together with that trial."""
    return with_trial(tmp_path_factory, "ms")


def with_trial(tmp_path_factory, pack) -> kg.Knowledge:
    path = tmp_path_factory.mktemp("trial") / "trial.ttl"
    path.write_text(TRIAL, encoding="utf-8")
    knowledge = kg.load(pack, path)
    knowledge.record(knowledge.synthesize("relapse", at="24 months"))
    knowledge.judge("natalizumab", "relapse rate", "moderate", by="A reader", why="One trial.")
    return knowledge


def _rows(knowledge: kg.Knowledge, id: str, *columns: str, **names: str) -> list[tuple[str, ...]]:
    table = answer(knowledge, id, names)
    return [tuple(table.shown(row[column]) for column in columns) for row in table]


def test_a_contested_benefit_says_whose_evidence_contests_it(contested):
    rows = _rows(contested, "benefits", "outcome", "contested_by", therapy="stem cell therapy")
    assert rows == [
        ("disease progression", ""),
        ("fatigue", ""),
        ("mobility", ""),
        ("positive outcome", ""),
        ("quality of life", ""),
        ("quality of life", ""),
        ("relapse rate", "mesenchymal stem cell therapy"),
        ("symptoms of multiple sclerosis", ""),
    ]


def test_an_inconclusive_trial_of_its_own_takes_an_inherited_benefit_from_a_therapy(
    before, contested
):
    def outcomes(knowledge):
        return {
            outcome for (outcome,) in _rows(knowledge, "benefits", "outcome", therapy="MSC therapy")
        }

    assert outcomes(before) - outcomes(contested) == {"relapse rate"}
    assert outcomes(contested) - outcomes(before) == set()


def test_a_disputed_benefit_is_listed_as_disputed_and_the_dispute_as_no_benefit(contested):
    rows = _rows(contested, "benefits", "outcome", "contested_by", "claim", therapy="AHSCT")
    assert [row for row in rows if row[0] == "disability"] == [
        (
            "disability",
            "autologous hematopoietic stem cell transplantation",
            "ms:claim-article-b23-s3-1",
        )
    ]


def test_what_contests_what_is_listed(contested):
    rows = _rows(contested, "contests", "claim", "by_direction", "by_claim")
    assert rows == [
        ("ms:claim-article-b23-s3-1", "disputes", "ms:claim-trial-disability"),
        ("ms:claim-article-b23-s4-2", "inconclusive", "ms:claim-mesems-lesions"),
        ("ms:claim-article-b17-s2-2", "inconclusive", "ms:claim-trial-relapse"),
    ]


def test_a_contested_claim_derives_no_direct_statement(before, contested):
    def statements(knowledge):
        return set(_rows(knowledge, "direct-statements", "subject_label", "verb", "object"))

    assert statements(before) - statements(contested) == {
        ("stem cell therapy", "may reduce", "relapse rate"),
        ("autologous hematopoietic stem cell transplantation", "shown to improve", "disability"),
    }
    assert statements(contested) - statements(before) == {
        ("disease-modifying therapy", "treats", "multiple sclerosis"),
    }


def test_what_a_study_did_not_bear_out_stands_among_what_it_showed_with_its_direction(contested):
    rows = _rows(
        contested, "shown-in-studies", "object", "direction", "comparator", subject="MSC therapy"
    )
    assert rows == [
        ("gadolinium-enhancing lesions", "inconclusive", "placebo"),
        ("inflammation", "supports", ""),
        ("relapse rate", "inconclusive", "placebo"),
    ]


def test_disputed_and_inconclusive_claims_are_found_by_outcome(contested):
    rows = _rows(contested, "not-supported", "direction", "claim", concept="relapse rate")
    assert rows == [("inconclusive", "ms:claim-trial-relapse")]


def test_an_approved_therapy_treats(contested):
    rows = _rows(contested, "therapies-for-disease", "therapy", "verb", disease="MS")
    assert ("disease-modifying therapy", "treats") in rows


def test_an_approved_therapy_leaves_the_list_of_those_without_approval(before, contested):
    def without(knowledge):
        return set(_rows(knowledge, "therapies-without-approval-claim", "therapy", disease="MS"))

    assert without(before) - without(contested) == {("disease-modifying therapy",)}


# --- causal chains ------------------------------------------------------------------------------


@pytest.fixture
def chain(write):
    """Return a function that loads concepts a, b, c … with the given links between them."""

    def load_links(*links: str) -> kg.Knowledge:
        lines = [
            "@prefix ex: <https://example.org/> .",
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
            "@prefix tkg: <https://w3id.org/treatment-kg/ontology#> .",
        ]
        for name in sorted(set("".join(links))):
            lines.append(f'ex:{name} a tkg:BiologicalProcess ; skos:prefLabel "{name}"@en .')
        for cause, effect in links:
            lines.append(
                f"ex:claim-{cause}{effect} a tkg:Claim ; tkg:subject ex:{cause} ;"
                f" tkg:predicate tkg:leadsTo ; tkg:object ex:{effect} ;"
                " tkg:direction tkg:supports ; tkg:modality tkg:established ."
            )
        return kg.load("ms", write("chain.ttl", "\n".join(lines)))

    return load_links


def test_in_a_chain_every_cause_stands_before_its_effects_also_beside_a_shortcut(chain):
    rows = _rows(
        chain("ab", "bc", "cd", "ad", "ax", "yd"),
        "causal-chain",
        "step",
        "cause",
        "effect",
        start="a",
        end="d",
    )
    assert rows == [("1", "a", "b"), ("1", "a", "d"), ("2", "b", "c"), ("3", "c", "d")]


def test_a_vicious_circle_has_an_end(chain):
    rows = _rows(chain("ab", "bc", "cb"), "causal-chains-from", "cause", "effect", start="a")
    assert rows == [("a", "b"), ("b", "c"), ("c", "b")]


# --- the parameters -----------------------------------------------------------------------------


def _ask_about(parameter: Parameter, name: str, question: Question) -> dict[str, str]:
    return {p.name: p.example for p in question.parameters} | {parameter.name: name}


@every_parameter
def test_each_parameter_changes_the_answer(whole, question, parameter):
    label = f"{parameter.name}_label"
    columns = [column for column in _projected(question.query) if column != label]
    example = _ask_about(parameter, parameter.example, question)
    another = _ask_about(parameter, ANOTHER[parameter.cls], question)
    about_example = _rows(whole, question.id, *columns, **example)
    assert about_example
    assert about_example != _rows(whole, question.id, *columns, **another)


@pytest.mark.parametrize(
    ("question", "parameter"),
    [(question, parameter) for question, parameter in PARAMETERS if not parameter.required],
    ids=[f"{q.id}-{p.name}" for q, p in PARAMETERS if not p.required],
)
def test_without_a_parameter_the_answer_holds_that_of_its_example(whole, question, parameter):
    columns = _projected(question.query)
    some = {p.name: p.example for p in question.parameters if p.required}
    every = _rows(whole, question.id, *columns, **some)
    example = _rows(whole, question.id, *columns, **some, **{parameter.name: parameter.example})
    label = whole.concept(parameter.example).label
    position = columns.index(f"{parameter.name}_label")
    assert [row for row in every if row[position] == label] == example
