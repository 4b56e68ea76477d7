"""The same knowledge gives the same bytes, however it was written and wherever it is exported."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.exchange.graphml import to_graphml
from kg.exchange.rdf import to_trig
from kg.store.embedded import EmbeddedStore
from kg.view.page import to_html
from kg.vocabulary import PREFIXES
from tests.strategies import Sample, examples, samples

HEAD = """
@prefix ex: <https://example.org/> . @prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CLAIM = """
ex:c a tkg:Claim ; tkg:subject ex:t ; tkg:predicate tkg:reduces ; tkg:object ex:o ;
  tkg:direction tkg:mixed ; tkg:modality tkg:shown ; tkg:weeks 104.50 .
"""
TERMS = """
ex:t a tkg:Drug ; skos:prefLabel "Fingolímod"@en ; skos:altLabel "colour"@en-GB, "色"@zh-Hant-TW .
ex:o a tkg:Outcome ; skos:prefLabel "pain"@en .
"""
NOTES = """
ex:t ex:seen "2026-11-25T10:00:00Z"^^xsd:dateTime ; ex:note [ ex:n 1 ; ex:next [ ex:n 2 ] ] .
ex:o ex:note [ ex:n 2 ] .
"""

# The same in other words: order, prefixes, escapes, tags, numbers, time zones, blank nodes.
IN_OTHER_WORDS = """
@prefix e: <https://example.org/> .
<https://example.org/o> e:note _:z .
_:z e:n +2 . _:y e:n "02"^^<http://www.w3.org/2001/XMLSchema#integer> . _:x e:next _:y ; e:n 01 .
e:t e:note _:x ; e:seen "2026-11-25T10:00:00+00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
e:o <http://www.w3.org/2004/02/skos/core#prefLabel> "pain"@EN ; a tkg:Outcome .
e:t skos:altLabel "\\u8272"@zh-hant-tw , "colour"@en-gb, "colour"@EN-GB ; a tkg:Drug ;
  skos:prefLabel '''Fingol\\u00EDmod'''@En .
e:c tkg:weeks 104.5 ; tkg:weeks 0104.500 ; tkg:modality tkg:shown ; tkg:direction tkg:mixed .
e:c tkg:object e:o ; tkg:predicate tkg:reduces ; tkg:subject e:t ; a tkg:Claim .
"""

Export = Callable[[kg.Knowledge], bytes]
EXPORTS: dict[str, Export] = {
    "trig": lambda knowledge: to_trig(knowledge.store),
    "graphml": lambda knowledge: to_graphml(knowledge.graph()),
    "page": lambda knowledge: to_html(knowledge).encode(),
}


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_the_same_facts_in_other_words_give_the_same_bytes(
    write: Callable[..., str], export: Export
) -> None:
    one = kg.load(write("one/data.ttl", HEAD + CLAIM + TERMS + NOTES))
    other = kg.load(write("other/data.ttl", HEAD + IN_OTHER_WORDS))
    assert export(one) == export(other)


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_files_may_come_in_any_order(write: Callable[..., str], export: Export) -> None:
    texts = {"a.ttl": CLAIM, "b.ttl": TERMS, "c.ttl": NOTES}
    paths = [write(name, HEAD + text) for name, text in texts.items()]
    assert export(kg.load(*paths)) == export(kg.load(*reversed(paths)))


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_a_pack_may_come_before_or_after_other_data(
    write: Callable[..., str], export: Export
) -> None:
    path = write("extra.ttl", HEAD + CLAIM + TERMS)
    assert export(kg.load("ms", path)) == export(kg.load(path, "ms"))


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_a_store_on_disk_gives_the_same_bytes_as_one_in_memory(
    ms: kg.Knowledge, tmp_path: Path, export: Export
) -> None:
    ms.save(tmp_path / "store")
    assert export(kg.load(tmp_path / "store", read_only=True)) == export(ms)


@pytest.mark.parametrize(
    "text", ["_:x { <urn:a> <urn:b> 1 }", "<urn:a> <urn:b> <<( _:x <urn:b> 1 )>> ."]
)
def test_a_blank_node_has_the_same_label_wherever_it_stands(
    write: Callable[..., str], text: str
) -> None:
    one, other = write("one/a.trig", text), write("other/a.trig", text.replace("_:x", "_:y"))
    assert to_trig(kg.load(one).store) == to_trig(kg.load(other).store)


@examples(8)
@given(sample=samples(), chance=st.randoms(use_true_random=False))
def test_triples_may_come_in_any_order(sample: Sample, chance: Random) -> None:
    quads = list(sample.quads)
    chance.shuffle(quads)
    store = EmbeddedStore(prefixes=PREFIXES)
    for quad in quads:
        store.extend([quad])
    one, other = sample.knowledge(), kg.Knowledge(store)
    assert [export(one) for export in EXPORTS.values()] == [
        export(other) for export in EXPORTS.values()
    ]


# --- processes: hash seed, clock, time zone, locale, folder --------------------------------------

# Read by Python at its start: a clock that stands in the last minute of 1999.
CLOCK = """
import datetime, time

def clock():
    return 946684740.0

time.time = clock
time.time_ns = lambda: int(clock() * 1e9)

class date(datetime.date):
    @classmethod
    def today(cls):
        return cls(1999, 12, 31)

class datetime_(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(1999, 12, 31, 23, 59, tzinfo=tz)

    utcnow = today = now

datetime.date, datetime.datetime = date, datetime_
"""

SETTINGS = {
    "hash seed": {"PYTHONHASHSEED": "4711"},
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "clock": {"PYTHONPATH": "clock"},
    "locale": {"LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
COMMANDS = {
    "trig": ("export", "--format", "trig"),
    "graphml": ("export", "--format", "graphml"),
    "page": ("view",),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with data and a clock that is wrong."""
    folder = tmp_path_factory.mktemp("processes")
    (folder / "data.ttl").write_text(HEAD + CLAIM + TERMS + NOTES, encoding="utf-8")
    (folder / "clock").mkdir()
    (folder / "clock" / "sitecustomize.py").write_text(CLOCK)
    (folder / "elsewhere" / "déjà vu").mkdir(parents=True)
    return folder


def run_kg(command: str, folder: Path, cwd: Path, **settings: str) -> bytes:
    """Return what a command writes about the data, run in some folder with some settings."""
    if "PYTHONPATH" in settings:
        settings["PYTHONPATH"] = str(folder / settings["PYTHONPATH"])
    out = folder / f"{command}-{len(settings)}.out"
    data = os.path.relpath(folder / "data.ttl", cwd)
    plain = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    run = subprocess.run(
        [sys.executable, "-m", "kg", *COMMANDS[command], "-d", "ms", "-d", data, "-o", str(out)],
        env={**os.environ, **plain, **settings},
        cwd=cwd,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (run.returncode, run.stdout) == (0, b""), run.stderr
    return out.read_bytes()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_process_writes_the_same_whatever_is_around_it(command: str, folder: Path) -> None:
    every = {name: value for settings in SETTINGS.values() for name, value in settings.items()}
    here = run_kg(command, folder, folder)
    assert len(here) > 100_000
    assert run_kg(command, folder, folder / "elsewhere" / "déjà vu", **every) == here


def test_the_wrong_clock_is_the_one_that_a_process_sees(folder: Path) -> None:
    code = (
        "import datetime, time; print(datetime.date.today(), datetime.datetime.now(), time.time())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(folder / "clock")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "1999-12-31 1999-12-31 23:59:00 946684740.0\n"
