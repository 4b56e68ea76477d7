"""Find the files that ship with `kg`: vocabulary, rules, packs.

In an installed wheel they lie inside the package, in a checkout beside it.
"""

from __future__ import annotations

import os
from itertools import takewhile
from typing import Any

from kg.errors import DataError, UnknownNameError

_PACKAGE = os.path.dirname(os.path.abspath(__file__))

# A folder of `ontology/` with this file in it is a data pack.
PACK_FILE = "pack.ttl"

# What a new pack is made from; no pack itself.
TEMPLATE = "new-pack"


def folder(*parts: str) -> str:
    """Return the path of a shipped folder or file.

    Parameters
    ----------
    parts : str
        Path segments below ``ontology/``.

    Examples
    --------
    >>> os.path.isfile(folder("treatment-kg.ttl"))
    True
    """
    packaged = os.path.join(_PACKAGE, "ontology")
    root = (
        packaged if os.path.isdir(packaged) else os.path.join(os.path.dirname(_PACKAGE), "ontology")
    )
    return os.path.join(root, *parts)


def packs() -> list[str]:
    """List the names of the shipped data packs, sorted.

    Examples
    --------
    >>> "ms" in packs()
    True
    """
    root = folder()
    return sorted(
        name
        for name in os.listdir(root)
        if name != TEMPLATE and os.path.isfile(os.path.join(root, name, PACK_FILE))
    )


def pack_folder(name: str) -> str:
    """Return the folder of a shipped pack.

    Raises
    ------
    UnknownNameError
        If no shipped pack has that name.
    """
    if name not in packs():
        raise UnknownNameError("pack", name, packs(), where="among the shipped packs")
    return folder(name)


def files(*parts: str, suffix: str) -> list[str]:
    """List the files below a shipped folder that end in `suffix`, sorted by path."""
    return sorted(
        os.path.join(base, name)
        for base, _, names in os.walk(folder(*parts))
        for name in names
        if name.endswith(suffix)
    )


def header_of(path: str, text: str) -> dict[str, Any]:
    """Return the header of a SPARQL file.

    Parameters
    ----------
    path
        Where it is from, for the error.
    text
        Its first lines start with ``#+`` and, without that, are YAML. To SPARQL they are comments.

    Raises
    ------
    DataError
        If the header is missing or is no YAML mapping.
    """
    import yaml

    lines = list(takewhile(lambda line: line.startswith("#+"), text.splitlines(keepends=True)))
    try:
        header = yaml.safe_load("".join(line[2:].removeprefix(" ") for line in lines))
    except yaml.YAMLError as error:
        raise DataError(
            repr(path), f"has a bad header ({error})", "write '#+ key: value'"
        ) from None
    if not isinstance(header, dict):
        raise DataError(repr(path), "has no header", "start it with lines '#+ key: value'")
    return header
