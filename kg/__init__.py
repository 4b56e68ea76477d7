"""Compare treatments by what is known of them: sourced, hedged claims as a knowledge graph.

>>> import kg
>>> ms = kg.load("ms")
>>> ms.concept("AHSCT").label
'autologous hematopoietic stem cell transplantation'
"""

from __future__ import annotations

from kg.version import __version__ as __version__

# What type checkers read; importing typing for it would cost more than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kg.errors import (
        AmbiguousNameError,
        DataError,
        KgError,
        LimitError,
        LoadError,
        QueryError,
        UnknownNameError,
        WriteError,
    )
    from kg.knowledge import Knowledge, load, synthesize
    from kg.resources import packs
    from kg.vocabulary import IRI, TKG

# Where each public name lives; it is imported when it is first used (PEP 562).
_HOMES = {
    "AmbiguousNameError": "kg.errors",
    "DataError": "kg.errors",
    "IRI": "kg.vocabulary",
    "KgError": "kg.errors",
    "Knowledge": "kg.knowledge",
    "LimitError": "kg.errors",
    "LoadError": "kg.errors",
    "QueryError": "kg.errors",
    "TKG": "kg.vocabulary",
    "UnknownNameError": "kg.errors",
    "WriteError": "kg.errors",
    "load": "kg.knowledge",
    "packs": "kg.resources",
    "synthesize": "kg.knowledge",
}

__all__ = [
    "IRI",
    "TKG",
    "AmbiguousNameError",
    "DataError",
    "KgError",
    "Knowledge",
    "LimitError",
    "LoadError",
    "QueryError",
    "UnknownNameError",
    "WriteError",
    "load",
    "packs",
    "synthesize",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
