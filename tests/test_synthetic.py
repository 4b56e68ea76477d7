"""The packs that benchmarks measure on: valid, alike at every size, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import kg
from benchmarks.synthetic import write_pack


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_synthetic_pack_is_valid_and_has_the_size_that_was_asked_for(tmp_path):
    count = write_pack(str(tmp_path / "p"), triples=22_000)
    assert count == pytest.approx(22_000, rel=0.1)
    pack = kg.load(tmp_path / "p")
    assert pack.validate().conforms
    given = [name for name in pack.graphs if name.startswith("https://example.org/synthetic/")]
    # What the pack says of itself is not counted.
    assert sum(pack.graphs[name] for name in given) - count < 12


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_pack(str(tmp_path / name), triples=10_000, seed=seed)
    assert content(tmp_path / "a") == content(tmp_path / "b")
    assert content(tmp_path / "a") != content(tmp_path / "c")


def test_directions_and_modalities_are_spread_as_in_the_shipped_pack(tmp_path, thirteen_trials):
    write_pack(str(tmp_path / "p"), triples=16_000)
    made = Counter((c.direction, c.modality) for c in kg.load(tmp_path / "p").claims.values())
    shipped = Counter((c.direction, c.modality) for c in kg.load(thirteen_trials).claims.values())
    assert made == Counter({kind: 3 * count for kind, count in shipped.items()})
