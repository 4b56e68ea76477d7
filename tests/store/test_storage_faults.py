"""What a disk can do to a store and to what is written: F30 and F32 to F35 of the faults."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg

ANY = "ASK { ?s ?p ?o }"

# RocksDB writes its diary even where it refuses to open, and takes the lock.
NOT_DATA = ("LOG", "LOCK")

Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def saved(ms, tmp_path_factory) -> Path:
    """Return a store with an update that is in its log yet; a test works on a copy."""
    path = tmp_path_factory.mktemp("saved") / "store"
    ms.save(path)
    kg.load(path).update("INSERT DATA { <a:a> <a:b> 1 }")
    return path


@pytest.fixture
def store(saved, tmp_path) -> Path:
    return Path(shutil.copytree(saved, tmp_path / "store"))


def python(code: str, *arguments: object, **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def cli(*arguments: object, **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def is_one_line(text: str) -> bool:
    return text.startswith("kg: ") and text.count("\n") == 1


# --- F34: a corrupt store, or one of another version --------------------------------------------


def largest(folder: Path, pattern: str) -> Path:
    return max(folder.glob(pattern), key=lambda path: path.stat().st_size)


def tables(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sst"))


def truncated(pattern: str, share: float) -> Damage:
    def damage(folder: Path) -> None:
        path = largest(folder, pattern)
        os.truncate(path, int(path.stat().st_size * share))

    return damage


def flip(path: Path, share: float) -> None:
    data = bytearray(path.read_bytes())
    place = len(data) + int(share) if share < 0 else int(len(data) * share)
    data[place : place + 16] = bytes(byte ^ 0xFF for byte in data[place : place + 16])
    path.write_bytes(data)


def removed(pattern: str) -> Damage:
    def damage(folder: Path) -> None:
        for path in folder.glob(pattern):
            path.unlink()

    return damage


def current(text: str) -> Damage:
    return lambda folder: (folder / "CURRENT").write_text(text) and None


def of_a_later_version(folder: Path) -> None:
    """Write into the log that the store is of version 99 of Oxigraph's format.

    Sources: https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format, and
    ``db/write_batch.cc`` there for what a record holds.
    """
    shutil.rmtree(folder)
    ox.Store(str(folder)).add(ox.Quad(*[ox.NamedNode("a:a")] * 3))
    log = largest(folder, "*.log")
    put = struct.pack("<QI", 2, 1) + b"\x01\x09oxversion\x08" + struct.pack(">Q", 99)
    record = struct.pack("<BI", 5, int(log.stem)) + put
    log.write_bytes(struct.pack("<IH", masked_crc32c(record), len(put)) + record)


def masked_crc32c(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def what_is_in(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if not path.name.startswith(NOT_DATA)
    }


# Where Oxigraph 0.5 meets damage in some joins and in aggregates, it asks for the next row for ever
# and keeps what it is told: so a query on a damaged store is always limited here.
LIMITS = {"timeout": 5, "memory": 1_500}

OPEN = """
import sys, kg
for read_only in (True, False):
    try:
        kg.load(sys.argv[1], read_only=read_only)
        print("opened")
    except kg.LoadError as error:
        print(error)
"""


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(current(""), id="CURRENT is empty"),
        pytest.param(current("MANIFEST-000999\n"), id="CURRENT names what is not there"),
        pytest.param(current("nonsense"), id="CURRENT is nonsense"),
        pytest.param(truncated("MANIFEST-*", 0), id="the manifest is empty"),
        pytest.param(truncated("MANIFEST-*", 0.5), id="the manifest is half"),
        pytest.param(lambda folder: flip(largest(folder, "MANIFEST-*"), 0.5), id="it is damaged"),
        pytest.param(removed("MANIFEST-*"), id="it is gone"),
        pytest.param(truncated("*.sst", 0.5), id="a table is half"),
        pytest.param(removed("*.sst"), id="the tables are gone"),
        pytest.param(
            # The last 53 bytes of a table are its footer.
            lambda folder: flip(largest(folder, "*.sst"), -20),
            id="its end is damaged",
        ),
        pytest.param(removed("[!C]*"), id="CURRENT alone is left"),
    ],
)
def test_a_store_that_cannot_be_opened_is_refused_and_left_as_it_is(store, damage):
    damage(store)
    before = what_is_in(store)
    done = python(OPEN, store)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{str(store)!r}: the store does not open: ") for line in lines)
    assert all(line.endswith("; nothing was changed") for line in lines)
    assert what_is_in(store) == before


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        pytest.param(of_a_later_version, "is using the too recent version 99", id="later"),
        pytest.param(lambda folder: flip(tables(folder)[0], 0), "checksum mismatch", id="damaged"),
    ],
)
def test_a_store_whose_version_is_not_ours_is_refused_and_nothing_deleted(store, damage, reason):
    damage(store)
    before = what_is_in(store)
    with pytest.raises(kg.LoadError, match=f"the store does not open: .*{reason}") as caught:
        kg.load(store, read_only=True)
    assert "\n" not in str(caught.value)
    assert what_is_in(store) == before
    # Opened to be written, RocksDB moves its log into a table before Oxigraph asks for the version.
    with pytest.raises(kg.LoadError, match=f"the store does not open: .*{reason}"):
        kg.load(store)
    assert what_is_in(store).items() >= {it for it in before.items() if it[0].endswith(".sst")}


def test_a_query_on_a_store_that_cannot_be_opened_is_one_line_and_exit_code_2(store):
    current("")(store)
    done = cli("query", ANY, "-d", store)
    assert (done.returncode, done.stdout) == (2, "")
    assert is_one_line(done.stderr)


@pytest.mark.parametrize("share", [0, 0.4, 0.8])
@pytest.mark.parametrize("table", range(2, 9))
def test_damage_within_a_table_gives_the_right_answer_or_none(saved, store, table, share):
    query = "SELECT DISTINCT ?s ?label { ?s skos:prefLabel ?label ; a ?class } ORDER BY ?s ?label"
    right = kg.load(saved, read_only=True).select(query)
    flip(tables(store)[table], share)
    try:
        found = kg.load(store, read_only=True).select(query, **LIMITS)
    except (kg.QueryError, kg.LoadError) as error:
        assert "\n" not in str(error)
    else:
        assert found == right


# Oxigraph keeps the terms in the table that holds the most text.
def damage_the_terms(folder: Path) -> None:
    flip(next(p for p in tables(folder) if b"multiple sclerosis" in p.read_bytes()), 0)


FACES: dict[str, Callable[[kg.Knowledge, Path], object]] = {
    "quads": lambda knowledge, _: list(knowledge.store.quads()),
    "graphs": lambda knowledge, _: knowledge.graphs,
    "dump": lambda knowledge, _: [
        knowledge.store.dump(name) for name in knowledge.store.graph_names()
    ],
    "write_trig": lambda knowledge, place: knowledge.write_trig(place / "a.trig"),
    "save": lambda knowledge, place: knowledge.save(place / "copy"),
    "triple_graph": lambda knowledge, _: knowledge.triple_graph(),
    "select": lambda knowledge, _: knowledge.select("SELECT * { ?s ?p ?o }"),
    "load": lambda _, place: kg.load(place / "store", "ms"),
}


@pytest.mark.parametrize("face", FACES)
def test_damage_noticed_while_reading_is_an_error_of_ours_and_writes_nothing(store, tmp_path, face):
    damage_the_terms(store)
    knowledge = kg.load(store, read_only=True)
    with pytest.raises(kg.KgError) as caught:
        FACES[face](knowledge, tmp_path)
    assert "\n" not in str(caught.value)
    assert os.listdir(tmp_path) == ["store"]


def test_a_query_that_never_ends_on_damaged_terms_is_stopped_at_its_limit(store):
    damage_the_terms(store)
    knowledge = kg.load(store, read_only=True)
    with pytest.raises(kg.QueryError):
        knowledge.select(
            "SELECT ?s ?p ?o { { SELECT DISTINCT ?s { { ?s a ?class . ?class rdfs:subClassOf* ?top }"
            " UNION { ?claim tkg:subject|tkg:object ?s } } } ?s ?p ?o }",
            timeout=1,
            memory=1_500,
        )


def test_damage_noticed_by_a_query_from_a_shell_is_one_line_and_exit_code_2(store):
    damage_the_terms(store)
    done = cli("query", "SELECT * { ?s ?p ?o }", "-d", store)
    assert (done.returncode, done.stdout) == (2, "")
    assert is_one_line(done.stderr)


@pytest.mark.parametrize("share", [0, 0.5])
def test_a_damaged_end_of_the_log_gives_the_state_before_it(store, share):
    # To RocksDB a write that is cut short or wrong at the end is one that never was.
    before = kg.load(store, read_only=True)
    assert before.ask("ASK { <a:a> <a:b> 1 }")
    flip(largest(store, "*.log"), share)
    after = kg.load(store, read_only=True)
    assert not after.ask("ASK { <a:a> <a:b> 1 }")
    assert after.claims == before.claims


# --- F33: a second process -----------------------------------------------------------------------


@pytest.fixture
def in_use(store) -> Iterator[Path]:
    """Return a store that another process has open."""
    code = "import sys, kg; it = kg.load(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(store)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "open\n"
        yield store
        process.stdin.close()


def test_a_store_that_another_process_has_open_is_in_use(in_use):
    with pytest.raises(kg.LoadError) as caught:
        kg.load(in_use)
    assert str(caught.value) == (
        f"{str(in_use)!r}: the store is in use by another process; close it there first"
    )


def test_a_store_in_use_is_answered_from_or_refused_in_one_line(in_use):
    done = cli("query", ANY, "-d", in_use)
    assert (done.returncode, done.stdout, done.stderr) == (0, "yes\n", "") or (
        (done.returncode, done.stdout) == (2, "") and is_one_line(done.stderr)
    )


# --- F32: a full disk ----------------------------------------------------------------------------

# A limit on the size of files makes a write fail where a full disk does, and needs no rights.
FULL = """
import os, resource, sys, kg
from kg.cli.build import build
place = sys.argv[1]
knowledge, store = kg.load("ms"), kg.load(place + "/store")
_, hardest = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hardest))
for write in (
    lambda: knowledge.write_trig(place + "/a"),
    lambda: knowledge.write_graphml(place + "/a"),
    lambda: knowledge.view(place + "/a"),
    lambda: build(["ms"], place),
    lambda: knowledge.save(place + "/copy"),
    lambda: store.update("INSERT { GRAPH <x:g> { ?s ?p ?o } } WHERE { ?s ?p ?o }"),
    lambda: store.update("INSERT DATA { <x:a> <x:b> 1 }"),
):
    try:
        write()
        print("written")
    except kg.KgError as error:
        print(error)
# The disk has room again for what others (such as coverage) write at the end.
resource.setrlimit(resource.RLIMIT_FSIZE, (hardest, hardest))
"""


def test_a_full_disk_is_refused_and_what_was_there_still_is(store, tmp_path):
    (tmp_path / "a").write_text("old")
    before = set(kg.load(store, read_only=True).store.quads())
    done = python(FULL, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:5] == [
        f"{str(path)!r} cannot be written: file too large; choose a folder you may write to"
        for path in (*[tmp_path / "a"] * 3, tmp_path, tmp_path / "copy")
    ]
    assert [line.rpartition(": ")[2] for line in lines[5:]] == ["File too large"] * 2
    assert sorted(os.listdir(tmp_path)) == ["a", "store"]
    assert (tmp_path / "a").read_text() == "old"
    assert set(kg.load(store).store.quads()) == before


def test_a_full_device_is_refused(ms):
    with pytest.raises(kg.WriteError) as caught:
        ms.write_trig("/dev/full")
    assert str(caught.value) == (
        "'/dev/full' cannot be written: no space left on device; choose a folder you may write to"
    )


# --- F35: a read-only folder, no home, no place for temporary files, no current folder -----------

# Linux's numbers: to take a right away from what is started next, and the two by which root writes
# where nobody may (capabilities(7)).
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


def without_the_rights_of_root() -> None:
    libc = ctypes.CDLL(None)
    libc.prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)
    libc.prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH)


@pytest.fixture
def bare(store) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Return a function that runs `kg` where it may write nowhere and has no home."""
    place = store.parent
    for path in (*store.iterdir(), store, place):
        path.chmod(0o555 if path.is_dir() else 0o444)
    env = {name: value for name, value in os.environ.items() if name not in ("HOME", "COVERAGE")}
    env |= {"TMPDIR": str(place), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return cli(*arguments, cwd=place, env=env, preexec_fn=without_the_rights_of_root)

    yield run
    for path in (place, store, *store.iterdir()):
        path.chmod(0o755)


@pytest.mark.parametrize(
    "arguments",
    [["query", ANY], ["ask", "symptoms", "MS"], ["query", ANY, "-d", "store"], ["validate", "ms"]],
)
def test_reading_needs_no_place_to_write(bare, arguments):
    done = bare(*arguments)
    assert done.returncode == 0
    assert done.stdout


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["build"], "out"),
        (["build", "-o", "."], "."),
        (["view"], "page.html"),
        (["export", "-o", "a.trig"], "a.trig"),
        (["new", "mine"], "./mine"),
    ],
)
def test_a_folder_that_may_not_be_written_to_is_named(bare, arguments, path):
    done = bare(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"kg: {path!r} cannot be written: permission denied; choose a folder you may write to\n"
    )


@pytest.fixture
def nowhere(tmp_path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs `kg` in a folder that is gone."""

    def leave() -> None:
        os.mkdir(tmp_path / "gone")
        os.chdir(tmp_path / "gone")
        os.rmdir(tmp_path / "gone")

    return lambda *arguments: cli(*arguments, preexec_fn=leave)


def test_a_current_folder_that_is_gone_is_not_needed(nowhere, tmp_path):
    assert nowhere("query", ANY).stdout == "yes\n"
    assert nowhere("build", "-o", tmp_path / "out").returncode == 0
    assert len(os.listdir(tmp_path / "out")) == 6


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["build"], "'out' cannot be written: no such file or directory; "),
        (["view"], "'page.html' cannot be written: no such file or directory; "),
    ],
)
def test_a_current_folder_that_is_gone_is_explained_where_it_is_needed(
    nowhere, arguments, sentence
):
    done = nowhere(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"kg: {sentence}")
    assert is_one_line(done.stderr)


def test_a_file_named_in_a_current_folder_that_is_gone_is_not_there(nowhere):
    done = nowhere("query", ANY, "-d", "a.ttl")
    assert (done.returncode, done.stdout) == (2, "")
    assert is_one_line(done.stderr)
    assert "standard output" not in done.stderr


# --- F30: names that lead elsewhere ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["..", ".", "../x", "a/b", "/x", "a\n", ".kg", "-x", "", "a\0"])
def test_a_new_pack_is_not_made_elsewhere(name, tmp_path, monkeypatch):
    from kg.cli.new import new

    monkeypatch.chdir(tmp_path)
    with pytest.raises(kg.DataError, match="is not a plain one; use lower-case letters"):
        new(name, None)
    assert os.listdir(tmp_path) == []


@pytest.fixture
def mine(tmp_path, monkeypatch) -> Path:
    """Return the description of a new pack in the current folder."""
    from kg.exchange.pack import write_new_pack

    monkeypatch.chdir(tmp_path)
    write_new_pack("mine", "mine", "../../title")
    return tmp_path / "mine" / "pack.ttl"


@pytest.mark.parametrize("path", ["mine", "mine/", "./mine", "mine/../mine"])
def test_what_is_built_is_named_after_the_folder_of_its_pack(mine, path, tmp_path):
    from kg.cli.build import build

    assert build([path], "out") == 0
    assert sorted(os.listdir(tmp_path)) == ["mine", "out"]
    assert sorted(os.listdir("out")) == ["mine.graphml", "mine.html", "mine.trig"]


def test_a_pack_whose_prefix_leads_elsewhere_is_refused(mine, tmp_path):
    from kg.cli.build import build

    mine.write_text(mine.read_text().replace('"mine"', '"../../mine"'))
    assert build(["mine"], "out") == 1
    assert os.listdir(tmp_path) == ["mine"]
