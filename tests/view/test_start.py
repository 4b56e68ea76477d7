"""What a page opens with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import AmbiguousNameError, DataError, UnknownNameError
from kg.view.start import Start, read_start
from tests.view.unpacking import unpack

TWO_OF_A_NAME = """
ex:a a tkg:Disease ; skos:prefLabel "mitral stenosis"@en ; skos:altLabel "MS"@en .
ex:b a tkg:Disease ; skos:prefLabel "multiple sclerosis"@en ; skos:altLabel "MS"@en .
ex:c1 a tkg:Claim ; tkg:subject ex:a ; tkg:predicate tkg:leadsTo ; tkg:object ex:b ;
    tkg:direction tkg:supports ; tkg:modality tkg:possible .
"""


@pytest.mark.parametrize(
    "name",
    [
        "AHSCT",
        "Autologous hematopoietic stem cell transplantation",
        "ms:ahsct",
        "https://w3id.org/treatment-kg/ms/ahsct",
    ],
)
def test_a_focus_is_found_by_any_of_its_names(ms: kg.Knowledge, name: str) -> None:
    assert read_start(ms, focus=name, hops=2) == Start(ms.concept("ms:ahsct").iri, 2)


def test_nothing_asked_for_is_the_map(ms: kg.Knowledge, ms_page: Path) -> None:
    assert read_start(ms, focus=None, hops=None) == Start()
    assert unpack(ms_page.read_text(encoding="utf-8"))["start"] == ""


def test_an_unknown_name_gets_a_suggestion(ms: kg.Knowledge) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'natalizumab'"):
        read_start(ms, focus="natalizumb", hops=None)


def test_an_ambiguous_name_gets_its_candidates(derived: Callable[[str], kg.Knowledge]) -> None:
    with pytest.raises(AmbiguousNameError, match="could be 'mitral stenosis"):
        read_start(derived(TWO_OF_A_NAME), focus="MS", hops=None)


@pytest.mark.parametrize("hops", [0, 4, -1])
def test_hops_are_one_to_three(ms: kg.Knowledge, hops: int) -> None:
    with pytest.raises(DataError) as caught:
        read_start(ms, focus="AHSCT", hops=hops)
    assert str(caught.value) == f"hops {hops} is not 1, 2 or 3; choose one of these"


def test_hops_without_a_focus_are_refused(ms: kg.Knowledge) -> None:
    with pytest.raises(DataError) as caught:
        read_start(ms, focus=None, hops=2)
    assert str(caught.value) == (
        "hops 2 needs a concept to count from; name one as the focus, or leave the hops out"
    )


def test_the_page_of_pyvis_takes_no_focus(ms: kg.Knowledge, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the page of pyvis always opens with all there is; "):
        ms.view(tmp_path / "page.html", renderer="pyvis", focus="AHSCT")
    assert list(tmp_path.iterdir()) == []


# --- in the browser -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def focused_page(ms: kg.Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("focused") / "ms.html"
    ms.view(path, focus="AHSCT", hops=2)
    return path


def test_the_page_opens_with_the_focus_as_if_its_address_said_so(
    show, focused_page: Path, ms_page: Path
) -> None:
    shown = show(focused_page)
    assert shown.page.inner_text("#details h2") == (
        "autologous hematopoietic stem cell transplantation"
    )
    assert shown.page.is_checked("input[name=hops][value='2']")
    assert shown.page.evaluate("location.hash") == "#focus=ms%3Aahsct&hops=2"
    plain = show(ms_page)
    plain.page.goto(f"{plain.url}#focus=ms:ahsct&hops=2")
    plain.page.reload()
    plain.page.wait_for_selector("html[data-ready]")
    assert plain.drawn()["lines"] == shown.drawn()["lines"] != []
    assert shown.complaints == []


def test_all_concepts_leads_to_the_map_and_back_leads_to_the_focus(
    show, focused_page: Path
) -> None:
    shown = show(focused_page)
    shown.page.click("#overview")
    assert shown.drawn()["lines"] == []
    assert shown.page.locator("#details").is_hidden()
    shown.page.reload()
    shown.page.wait_for_selector("html[data-ready]")
    assert shown.drawn()["lines"] == []
    shown.page.go_back()
    assert shown.page.inner_text("#details h2").startswith("autologous")


def test_the_address_rules_where_it_says_something(show, focused_page: Path) -> None:
    shown = show(focused_page)
    shown.page.goto(f"{shown.url}#focus=ms:fatigue")
    shown.page.reload()
    shown.page.wait_for_selector("html[data-ready]")
    assert shown.page.inner_text("#details h2") == "fatigue"


@pytest.mark.parametrize("place", ["app", "cite"])
def test_a_link_to_a_place_of_the_page_keeps_what_is_shown(
    show, focused_page: Path, place: str
) -> None:
    shown = show(focused_page)
    before = shown.drawn()["lines"]
    shown.page.locator(f"a[href='#{place}']").evaluate("link => link.click()")
    assert shown.page.evaluate("location.hash") == f"#{place}"
    assert shown.drawn()["lines"] == before
