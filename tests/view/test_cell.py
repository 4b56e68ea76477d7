"""The page in a cell of a notebook."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Error, Frame

import kg
from kg.errors import DataError, UnknownNameError
from kg.view.page import to_html
from kg.view.start import Start

HOSTILE = """
ex:drug a tkg:Drug ; skos:prefLabel "\\"></iframe><script>parent.caught = 1</script>"@en .
ex:pain a tkg:Symptom ; skos:prefLabel "pain &quot; &amp;"@en .
ex:c1 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:supports ; tkg:modality tkg:possible .
"""


class Frames(HTMLParser):
    """Collect the elements of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_cell_holds_the_page_in_one_frame_of_its_own(ms: kg.Knowledge) -> None:
    shown = ms.show(focus="AHSCT", height=600)
    ((tag, of),) = Frames(shown._repr_html_()).found
    assert tag == "iframe"
    assert of["sandbox"] == "allow-scripts allow-downloads allow-popups"
    assert of["title"] == (
        "Stem cell therapy and conventional treatments for multiple sclerosis: interactive page"
    )
    assert of["height"] == "600"
    assert of["srcdoc"] == to_html(ms, start=Start(ms.concept("AHSCT").iri))


def test_as_text_it_says_what_it_is(ms: kg.Knowledge) -> None:
    assert repr(ms.show()) == (
        "PageInCell(Stem cell therapy and conventional treatments for multiple sclerosis;"
        f" {len(ms.concepts)} concepts, {len(ms.claims)} claims; shown where HTML is;"
        " view(path) writes it to a file; not medical advice)"
    )


def test_as_text_it_tells_of_what_it_opens_with_for_and_against(ms: kg.Knowledge) -> None:
    first, opens, *claims, more = repr(ms.show(focus="natalizumab")).split("\n")
    assert first == repr(ms.show())
    assert opens.startswith("opens with natalizumab; claims: supports ")
    assert [line.partition(" (")[0] for line in claims[:3]] == [
        "- Natalizumab was shown in a study to reduce disability progression confirmed at 12 weeks"
        " compared with placebo.",
        "- Natalizumab may cause progressive multifocal leukoencephalopathy.",
        "- Whether natalizumab reduces gadolinium-enhancing lesions compared with fingolimod:"
        " no difference was shown, and one is not ruled out either.",
    ]
    about = ms.concept("natalizumab").iri
    named = [claim for claim in ms.claims.values() if about in (claim.subject, claim.object)]
    assert more == f"- and {len(named) - len(claims)} more"
    assert repr(ms.show(focus="PRISMS")).endswith("opens with PRISMS; no claim names it")
    disputed = ms.show(query="SELECT ?claim { ?claim tkg:direction tkg:disputes }")
    assert "opens with the result of a query; claims: not approved" in repr(disputed)


def test_what_cannot_be_shown_is_refused(ms: kg.Knowledge) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'natalizumab'"):
        ms.show(focus="natalizumb")
    with pytest.raises(DataError, match="needs a concept to count from"):
        ms.show(hops=2)


# --- in the browser -----------------------------------------------------------------------------

NOTEBOOK = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Notebook</title>{}'


@pytest.fixture
def in_cell(show, tmp_path: Path):
    """Return a function that opens a notebook with a page in a cell, and its frame."""

    def open_cell(cell, **options):
        path = tmp_path / "notebook.html"
        path.write_text(NOTEBOOK.format(cell._repr_html_()), encoding="utf-8")
        shown = show(path, ready=False, **options)
        frame = shown.page.frames[1]
        frame.wait_for_selector("html[data-ready]")
        return shown, frame

    return open_cell


def drawn(frame: Frame) -> list[str]:
    """Return the claims of what is drawn, once it is drawn anew: the first time may be over."""
    said: list[str] = frame.evaluate(
        """() => new Promise((done) => {
          const told = ({ detail }) => done(detail.lines.map(({ claim }) => claim));
          document.addEventListener("drawn", told, { once: true });
          document.getElementById("zoom-all").click();
        })"""
    )
    return said


def test_the_explorer_works_in_a_cell_asks_for_nothing_and_has_no_address(
    in_cell, ms: kg.Knowledge
) -> None:
    shown, frame = in_cell(ms.show(focus="AHSCT"), width=1400)
    assert len(drawn(frame)) > 20
    frame.click("#overview")
    assert drawn(frame) == []
    frame.fill("#search", "fatigue")
    frame.press("#search", "Enter")
    assert frame.inner_text("#details h2") == "fatigue"
    assert drawn(frame) != []
    frame.check("input[data-facet=direction][data-key=disputes]")
    frame.click("#claims-tab")
    disputed = sum(claim.direction == "disputes" for claim in ms.claims.values())
    assert frame.inner_text("#table-status") == f"{disputed} of {len(ms.claims)} claims"
    with shown.page.expect_download() as given:
        frame.click("#save-csv")
    assert Path(given.value.path()).read_bytes().count(b"\r\n") == disputed + 1
    assert frame.evaluate("location.href") == "about:srcdoc"
    assert [url for url in shown.requests if url != shown.url and url[:5] != "blob:"] == []
    assert shown.complaints == []
    assert frame.evaluate("breaches") == []


def test_a_link_to_a_place_stays_in_the_cell(in_cell, ms: kg.Knowledge) -> None:
    shown, frame = in_cell(ms.show())
    frame.click("a[href='#cite']")
    assert frame.evaluate("document.activeElement.id") == "cite"
    assert frame.evaluate("scrollY") > 0
    assert frame.evaluate("location.href") == "about:srcdoc"
    assert shown.complaints == []


@pytest.mark.parametrize(
    "reach",
    [
        "parent.document.title",
        "top.location.href",
        "document.cookie",
        "localStorage.length",
        "frameElement.id",
    ],
)
def test_a_cell_reaches_nothing_around_it(in_cell, ms: kg.Knowledge, reach: str) -> None:
    _, frame = in_cell(ms.show())
    with pytest.raises(Error, match=r"SecurityError|null"):
        frame.evaluate(reach)


def test_hostile_texts_stay_in_the_cell_and_texts(
    in_cell, derived: Callable[[str], kg.Knowledge]
) -> None:
    shown, frame = in_cell(derived(HOSTILE).show(focus="http://example.org/drug"))
    assert frame.inner_text("#details h2") == '"></iframe><script>parent.caught = 1</script>'
    assert shown.page.evaluate("window.caught") is None
    assert shown.page.locator("script").count() == 0
    assert shown.page.locator("iframe").count() == 1
    assert shown.complaints == []
