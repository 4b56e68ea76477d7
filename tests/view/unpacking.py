"""Unpack the data of a page, as its own scripts do."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import Any


def unpack(page: str) -> dict[str, Any]:
    """Return what the scripts of a page work on."""
    data = _unpacked(page, "data")
    for kind in ("concepts", "claims", "sources", "studies"):
        data[kind] = {name: _values(column) for name, column in data[kind].items()}
    return data


def _values(column: list[Any] | dict[str, list[Any]]) -> list[Any]:
    if isinstance(column, list):
        return column
    return [column["of"][n] for n in column["at"]]


def unpack_evidence(page: str) -> dict[str, Any]:
    """Return what the tab of evidence works on."""
    return _unpacked(page, "evidence-data")


def _unpacked(page: str, name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(unpacked(page, name))
    return data


def unpacked(page: str, name: str) -> str:
    """Return a text that a page carries packed."""
    found = re.search(rf'<script id="{name}" type="text/plain">([^<]*)</script>', page)
    assert found is not None
    text = found[1].translate(str.maketrans(".,:", "&<>"))
    return gzip.decompress(base64.b85decode(text)).decode()
