"""Unpack the data of a page, as its own scripts do."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from itertools import islice
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
    data: dict[str, Any] = json.loads(in_full(unpacked(page, name)))
    return data


def in_full(text: str) -> str:
    """Return a text that is in shorthand as it was."""
    own, *lines, written = text.split("\n")
    signs = (chr(code) for code in range(0xA1, 0x800) if chr(code) not in own)
    keys = [
        dict(zip(_signs_of(line, signs), line.split("|"), strict=True)) for line in lines if line
    ]
    for key in reversed(keys):
        written = "".join(key.get(sign, sign) for sign in written)
    return written


def _signs_of(line: str, signs: Iterator[str]) -> list[str]:
    return list(islice(signs, line.count("|") + 1))


def unpacked(page: str, name: str) -> str:
    """Return a text that a page carries packed."""
    found = re.search(rf'<script id="{name}" type="text/plain">([^<]*)</script>', page)
    assert found is not None
    text = found[1].translate(str.maketrans(".,:", "&<>"))
    return gzip.decompress(base64.b85decode(text)).decode()
