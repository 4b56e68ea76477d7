"""What all tests share: the pack, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg


@pytest.fixture(scope="session")
def ms() -> kg.Knowledge:
    """Return the pack ms; a test that changes it loads its own."""
    return kg.load("ms")


@pytest.fixture
def write(tmp_path: Path):
    """Return a function that writes a text under a temporary folder and returns the path."""

    def write_text(name: str, text: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write_text
