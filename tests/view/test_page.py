from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import UnknownNameError, WriteError
from kg.view import page as page_module
from kg.view.network import build_network
from kg.view.page import to_html, write_page
from kg.view.payload import compressed
from kg.words.labels import Labels
from tests.view.unpacking import unpack, unpacked

SMALL = """
ex:drug a tkg:Drug ; skos:prefLabel "a drug"@en .
ex:pain a tkg:Symptom ; skos:prefLabel "pain"@en .
ex:c1 a tkg:Claim ; tkg:subject ex:drug ; tkg:predicate tkg:reduces ; tkg:object ex:pain ;
    tkg:direction tkg:supports ; tkg:modality tkg:possible .
"""


class Parts(HTMLParser):
    """Collect what a page consists of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.bodies: dict[str, list[str]] = {"script": [], "style": [], "title": []}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag in self.bodies:
            self.bodies[tag].append("")

    def handle_data(self, data: str) -> None:
        if self._open in self.bodies:
            self.bodies[self._open][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


@pytest.fixture(scope="module")
def parts(ms_page: Path) -> Parts:
    return Parts(ms_page.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def data(ms_page: Path) -> dict[str, Any]:
    return unpack(ms_page.read_text(encoding="utf-8"))


def test_the_claims_are_the_same_in_rdf_network_table_and_details(
    ms: kg.Knowledge, parts: Parts, data: dict[str, Any]
) -> None:
    rows = [attrs["data-claim"] for tag, attrs in parts.elements if tag == "tr" and attrs]
    network = build_network(ms.graph(), ms.claims, Labels(ms.labels))
    edges = [edge["id"] for edge in network.edges if edge["kind"] == "claim"]
    told = [iri.replace("ms:", ms.prefixes["ms"]) for iri in data["claims"]["id"]]
    assert len(ms.claims) > 100
    assert rows == data["claims"]["id"]
    assert sorted(edges) == list(ms.claims)
    assert sorted(told) == list(ms.claims)


def test_every_claim_keeps_its_direction_and_its_ends(
    ms: kg.Knowledge, data: dict[str, Any]
) -> None:
    claims, concepts = data["claims"], data["concepts"]["id"]
    told = {
        claims["id"][n]: (concepts[claims["subject"][n]], concepts[claims["object"][n]], direction)
        for n, direction in enumerate(claims["direction"])
    }
    assert told == {
        f"ms:{claim.iri.local_name}": (
            f"ms:{claim.subject.local_name}",
            f"ms:{claim.object.local_name}",
            claim.direction,
        )
        for claim in ms.claims.values()
    }


def test_the_concepts_are_the_same_in_rdf_and_in_the_page(
    ms: kg.Knowledge, data: dict[str, Any]
) -> None:
    told = [iri.replace("ms:", ms.prefixes["ms"]) for iri in data["concepts"]["id"]]
    assert sorted(told) == list(ms.concepts)


def test_the_page_names_its_language_title_version_date_and_limits(
    ms: kg.Knowledge, parts: Parts, ms_page: Path
) -> None:
    (pack,) = ms.packs.values()
    text = ms_page.read_text(encoding="utf-8")
    assert ("html", {"lang": "en"}) in parts.elements
    assert parts.bodies["title"] == [pack.title]
    assert f"version <b>{pack.version}</b>" in text
    assert "Informs, does not advise: not medical advice." in text


def test_only_scripts_and_styles_with_a_listed_hash_may_run(parts: Parts, ms_page: Path) -> None:
    (policy,) = [
        attrs["content"] for tag, attrs in parts.elements if tag == "meta" and "http-equiv" in attrs
    ]
    rules = dict(rule.split(" ", 1) for rule in str(policy).split("; "))
    assert rules["default-src"] == "'none'"
    found = {
        "script-src": [
            *(hash_of(body) for body in parts.bodies["script"] if "=>" in body),
            hash_of(unpacked(ms_page.read_text(encoding="utf-8"), "scripts")),
        ],
        "style-src": [hash_of(body) for body in parts.bodies["style"]],
    }
    assert {name: rules[name].split() for name in found} == found


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_nothing_in_the_page_asks_for_a_file(parts: Parts) -> None:
    asking = [
        (tag, name, value)
        for tag, attrs in parts.elements
        for name, value in attrs.items()
        if name in ("src", "srcset", "href", "data", "action", "style") or name.startswith("on")
        if not (value or "").startswith(("#", "data:"))
        # A link asks for nothing until someone follows it.
        if not (tag == "a" and (value or "").startswith(("https://", "http://")))
    ]
    assert asking == []
    assert re.findall(r"url\((?!\"?data:)[^)]{0,40}", "".join(parts.bodies["style"])) == []
    assert "sourceMappingURL" not in "".join(parts.bodies["script"])


def test_a_missing_folder_is_made_and_a_file_replaced(
    derived: Callable[[str], kg.Knowledge], tmp_path: Path
) -> None:
    target = tmp_path / "new" / "deep" / "page.html"
    knowledge = derived(SMALL)
    write_page(knowledge, str(target))
    first = target.read_bytes()
    target.write_text("old")
    write_page(knowledge, str(target))
    assert target.read_bytes() == first
    assert os.listdir(target.parent) == ["page.html"]


def test_a_folder_that_cannot_be_written_is_an_error_that_leaves_nothing(
    derived: Callable[[str], kg.Knowledge], tmp_path: Path
) -> None:
    knowledge = derived(SMALL)
    (tmp_path / "file").write_text("in the way")
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(WriteError, match="cannot be written: ") as caught:
        write_page(knowledge, str(tmp_path / "file" / "page.html"))
    assert caught.value.path == str(tmp_path / "file" / "page.html")
    assert sorted(os.listdir(tmp_path)) == before


def test_a_folder_in_the_place_of_the_page_is_an_error_that_leaves_nothing(
    derived: Callable[[str], kg.Knowledge], tmp_path: Path
) -> None:
    target = tmp_path / "page.html"
    target.mkdir()
    knowledge = derived(SMALL)
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(WriteError, match="is a directory"):
        write_page(knowledge, str(target))
    assert sorted(os.listdir(tmp_path)) == before


def test_a_page_that_fails_half_way_leaves_the_old_one(
    derived: Callable[[str], kg.Knowledge], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    knowledge = derived(SMALL)
    with pytest.raises(WriteError, match="no space left on device"):
        write_page(knowledge, str(target))
    assert target.read_text() == "old"
    assert [name for name in os.listdir(tmp_path) if name.startswith(".kg-")] == []


def test_data_without_a_pack_gets_a_plain_title(derived: Callable[[str], kg.Knowledge]) -> None:
    parts = Parts(to_html(derived(SMALL)))
    assert parts.bodies["title"] == ["Treatment knowledge graph"]


def test_data_without_any_concept_gives_a_page(derived: Callable[[str], kg.Knowledge]) -> None:
    assert "<b>0</b> concepts" in to_html(derived("ex:s a tkg:Source ."))


def test_data_cannot_close_its_script_element() -> None:
    packed = compressed({"a": "</script><!--"})
    assert re.fullmatch(r"[^&<>\"'\s]+", packed)


def test_the_page_of_pyvis_asks_for_nothing_and_has_every_claim(
    ms: kg.Knowledge, tmp_path: Path
) -> None:
    ms.view(tmp_path / "pyvis.html", renderer="pyvis")
    text = (tmp_path / "pyvis.html").read_text(encoding="utf-8")
    asking = [attrs for tag, attrs in Parts(text).elements if tag in ("script", "link")]
    assert [attrs for attrs in asking if "src" in attrs or "href" in attrs] == []
    assert all(f'"{claim}"' in text for claim in ms.claims)
    assert "Not medical advice" in text


def test_an_unknown_renderer_is_named(ms: kg.Knowledge, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="pyvis"):
        ms.view(tmp_path / "page.html", renderer="pyviz")


def test_hostile_texts_stay_texts_without_any_script(
    derived: Callable[[str], kg.Knowledge],
) -> None:
    label = "</script><img src=x onerror=alert(1)>"
    parts = Parts(to_html(derived(SMALL.replace('"pain"', f'"{label}"'))))
    assert [tag for tag, _ in parts.elements if tag == "img"] == []


def test_the_code_of_the_page_knows_no_disease() -> None:
    folder = Path(page_module.__file__).parent
    files = [path for path in folder.rglob("*") if path.suffix in (".js", ".css", ".html")]
    assert len(files) > 10
    named = [path.name for path in files if "sclerosis" in path.read_text(encoding="utf-8").lower()]
    assert named == []
