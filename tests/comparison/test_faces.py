"""The faces of a comparison hold the same claims, and let nothing loose."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pyoxigraph as ox
import pytest

import kg
import kg.comparison
from kg.comparison.record import record, to_turtle
from kg.vocabulary import TKG

SCHEMA = json.loads((Path(kg.comparison.__file__).parent / "comparison.schema.json").read_text())

# Texts that would do harm if they were taken for more than texts.
ODD = '<img src=x onerror=alert(1)> | *bold* [link](javascript:alert(1)) </td> "quoted" =1+1'
ODD_TURTLE = ODD.replace('"', '\\"')
HARMFUL = f"""
ex:odd a tkg:Outcome ; skos:prefLabel "{ODD_TURTLE}"@en ; skos:definition "{ODD_TURTLE}"@en ;
  tkg:desirableDirection tkg:lower .
ex:odd-source a tkg:Source ; skos:prefLabel "{ODD_TURTLE} too"@en .
ex:odd-claim a tkg:Claim ; tkg:subject ex:moon-tea ; tkg:predicate tkg:reduces ; tkg:object ex:odd ;
  tkg:qualification "{ODD_TURTLE}"@en ; tkg:direction tkg:supports ; tkg:modality tkg:possible ;
  tkg:source ex:odd-source .
"""


@pytest.fixture
def odd(world):
    return world(HARMFUL).compare("moon tea", "sun tea")


@pytest.fixture(scope="module")
def both(ms):
    return ms.compare("AHSCT", "natalizumab")


class Texts(HTMLParser):
    """Gather the texts and the tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]


@pytest.mark.parametrize("names", [("AHSCT", "natalizumab"), ("AHSCT", "MSC therapy", "placebo")])
def test_json_keeps_to_its_schema(ms, names):
    made = json.loads(ms.compare(*names).to_json())
    jsonschema.validate(made, SCHEMA)
    assert len(made["treatments"]) == len(names)


def test_every_face_has_every_claim(ms, both):
    made = json.loads(both.to_json())
    in_json = {c["iri"] for row in made["rows"] for cell in row["cells"] for c in cell["claims"]}
    in_table = {row.iri for row in both.to_table() if row.kind == "claim"}
    in_csv = {
        row["iri"] for row in csv.DictReader(io.StringIO(both.to_csv())) if row["kind"] == "claim"
    }
    turtle = ox.parse(to_turtle(both, ms).encode(), format=ox.RdfFormat.TURTLE)
    in_rdf = {q.object.value for q in turtle if q.predicate.value == TKG.showsClaim}
    assert in_json == in_table == in_csv == in_rdf == set(both.claims)
    faces = {
        "html": " ".join(Texts(both.to_html()).texts),
        "notebook": " ".join(Texts(both._repr_html_()).texts),
        "text": " ".join(both.to_text(width=4000).split()),
    }
    for name, text in faces.items():
        for row in both.rows:
            for cell in row.cells:
                for entry in cell.entries:
                    assert " ".join(entry.text.split()) in " ".join(text.split()), name


def test_what_repeats_is_said_once(both):
    text = both.to_text(width=4000)
    assert len(both.to_text(width=120).splitlines()) < 1260
    # Under each part with such rows.
    assert text.count("The figures in this row are of different studies") == 2
    assert text.count("with no figures here, and no studies that connect the two") <= 2
    article = "Article on stem cell therapy for multiple sclerosis"
    assert text.count(article) < 5
    assert f"1 {article}" in text.partition("\nSources\n")[2]
    assert both.to_markdown().count("The figures in this row are of different studies") == 2
    assert both.to_html().count("The figures in this row are of different studies") == 2


def test_rows_of_what_is_said_in_general_stand_together(both):
    labels = {line.strip() for line in both.to_text(width=4000).splitlines()}
    assert "AHSCT, said in general, or in passing" in labels
    assert not labels & {"people with multiple sclerosis", "positive outcome"}


def test_every_face_says_what_it_is_not_and_of_which_day(both):
    for made in (
        both.to_html(),
        both.to_text(),
        both.to_markdown(),
        both.to_json(),
        both._repr_html_(),
    ):
        assert "Not medical advice." in made
        assert "as of 2026-" in made


def test_every_face_is_the_same_each_time(ms, both):
    again = ms.compare("AHSCT", "natalizumab")
    for way in ("to_html", "to_text", "to_markdown", "to_json", "to_csv"):
        assert getattr(both, way)() == getattr(again, way)()


def test_nothing_in_the_data_becomes_markup_in_html(odd):
    page = Texts(odd.to_html())
    assert not page.tags & {"img", "a", "script", "b2"}
    assert any(ODD in text for text in page.texts)


def test_nothing_in_the_data_becomes_markup_in_markdown(odd):
    made = odd.to_markdown()
    assert "<img" not in made
    assert "\\[link\\]" in made
    table = [line for line in made.splitlines() if "alert" in line and line.startswith("|")]
    assert table
    for line in table:
        assert line.replace("\\|", "").count("|") == 4


def test_a_terminal_gets_no_colours_unless_it_asks(odd):
    assert "\x1b" not in odd.to_text()
    assert "\x1b[" in odd.to_text(color=True)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_text_keeps_to_its_width(both, width):
    assert max(map(len, both.to_text(width=width).splitlines())) <= width


def test_a_page_asks_for_nothing(both, tmp_path, show):
    path = tmp_path / "comparison.html"
    path.write_text(both.to_html(), encoding="utf-8")
    for width in (360, 1920):
        shown = show(path, width=width, ready=False)
        assert shown.requests == [path.as_uri()]
        assert shown.complaints == []
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
        assert shown.page.evaluate("breaches") == []


def test_a_cell_opens_down_to_its_claims(both, tmp_path, show):
    path = tmp_path / "comparison.html"
    path.write_text(both.to_html(), encoding="utf-8")
    page = show(path, ready=False).page
    summary = page.locator("summary").first
    claim = page.locator("details li").first
    assert not claim.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert claim.is_visible()


def test_a_comparison_in_the_graph_is_found_by_sparql_and_is_valid(world):
    knowledge = world()
    found = knowledge.compare("moon tea", "sun tea")
    iri = knowledge.record_comparison(found)
    rows = knowledge.select(
        "SELECT DISTINCT ?claim { ?it tkg:hasCell/tkg:showsClaim ?claim }", it=iri
    )
    assert {row.claim for row in rows} == set(found.claims)
    about = [f for f in knowledge.validate().findings if str(iri) in f.focus]
    assert about == []
    before = len(list(knowledge.store.dump(iri).splitlines()))
    assert record(found, knowledge) == iri
    assert len(list(knowledge.store.dump(iri).splitlines())) == before


def test_recording_a_comparison_changes_none_of_its_claims(world):
    knowledge = world()
    found = knowledge.compare("moon tea", "sun tea")
    knowledge.record_comparison(found)
    assert knowledge.compare("moon tea", "sun tea").to_json() == found.to_json()
