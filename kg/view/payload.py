"""Pack what the page works on: columns of texts, with numbers in the place of IRIs, compressed.

The scripts of the page unpack it; see ``web/data.js``, which is its other half.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from kg.store.table import compact
from kg.view import lines
from kg.view.background import SourceText, StudyText
from kg.view.carried import gzipped
from kg.view.content import ClaimText, ConceptText
from kg.view.families import FAMILIES
from kg.view.places import Places
from kg.view.shorthand import in_shorthand
from kg.words.labels import clean

# The fields of each kind that name others of a kind.
_CONCEPTS = {
    "claims": ("subject", "object", "mentions"),
    "concepts": ("broader", "narrower", "parts", "wholes"),
}
_CLAIMS = {
    "claims": ("about", "contested_by"),
    "concepts": ("own", "other", "inherited", "general"),
}

Columns = dict[str, list[Any]]


def payload(
    concepts: Mapping[str, ConceptText],
    claims: Mapping[str, ClaimText],
    sources: Mapping[str, SourceText],
    studies: Mapping[str, StudyText],
    places: Places,
    prefixes: Mapping[str, str],
) -> dict[str, Any]:
    """Return what the scripts of a page work on.

    Parameters
    ----------
    concepts, claims, sources, studies
        In words, by IRI, in the order in which they are listed.
    places
        Where concepts stand, and how large they are.
    prefixes
        By which IRIs are cut short.
    """
    number = {
        "concept": {iri: i for i, iri in enumerate(concepts)},
        "claim": {iri: i for i, iri in enumerate(claims)},
        "source": {iri: i for i, iri in enumerate(sources)},
        "study": {iri: i for i, iri in enumerate(studies)},
    }
    packed = {
        "concepts": _columns(ConceptText, concepts.values()),
        "claims": _columns(ClaimText, claims.values()),
        "sources": _columns(SourceText, sources.values()),
        "studies": _columns(StudyText, studies.values()),
    }
    for kind, columns in packed.items():
        columns["id"] = _ids(columns.pop("iri"), prefixes)
        for field in _CONCEPTS.get(kind, ()):
            columns[field] = [_numbered(value, number["concept"]) for value in columns[field]]
        for field in _CLAIMS.get(kind, ()):
            columns[field] = [_numbered(value, number["claim"]) for value in columns[field]]
    told = packed["claims"]
    told["study"] = [number["study"].get(iri) for iri in told["study"]]
    told["sources"] = [
        [(number["source"].get(iri, clean(iri)), place) for iri, place in value]
        for value in told["sources"]
    ]
    # The scripts read these off the two concepts and off the qualifiers.
    for text in ("subject_label", "object_label", "qualified"):
        del told[text]
    shared = {
        kind: {name: _shared(values) for name, values in columns.items()}
        for kind, columns in packed.items()
    }
    return {
        **shared,
        "boxes": _boxes(places, concepts),
        "layouts": _layouts(places, concepts),
        "families": [asdict(family) for family in FAMILIES],
        "lines": [asdict(line) for line in lines.EVERY],
    }


def compressed(data: object) -> str:
    """Return data as JSON, in shorthand and `gzipped`; the same data gives the same text.

    Examples
    --------
    >>> "<" in compressed({"label": "</script>"})
    False
    """
    return gzipped(in_shorthand(json.dumps(data, ensure_ascii=False, separators=(",", ":"))))


def _ids(iris: Sequence[str], prefixes: Mapping[str, str]) -> list[str]:
    """Return IRIs, cut short where that keeps them apart."""
    short = [compact(iri, prefixes) for iri in iris]
    counts = Counter([*short, *iris])
    return [one if counts[one] == 1 else iri for one, iri in zip(short, iris, strict=True)]


def _columns(kind: type[Any], values: Iterable[Any]) -> Columns:
    rows = list(values)
    return {
        field.name: [_plain(getattr(row, field.name)) for row in rows] for field in fields(kind)
    }


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: a tuple of values of ours as one of lists."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    return value


def _shared(column: list[Any]) -> list[Any] | dict[str, list[Any]]:
    """Return a column of texts that come again and again as each of them once, and their numbers.

    Examples
    --------
    >>> _shared(["supports", "disputes", "supports", "supports", "supports"])
    {'of': ['supports', 'disputes'], 'at': [0, 1, 0, 0, 0]}
    >>> _shared(["one", "two"])
    ['one', 'two']
    """
    if not all(isinstance(value, str) for value in column):
        return column
    number = {text: n for n, text in enumerate(dict.fromkeys(column))}
    if 2 * len(number) >= len(column):
        return column
    return {"of": list(number), "at": [number[text] for text in column]}


def _numbered(value: Any, number: Mapping[str, int]) -> Any:
    """Return an IRI as its number, and IRIs as the numbers of those that there are."""
    if isinstance(value, str):
        return number[value]
    return [number[iri] for iri in value if iri in number]


def _boxes(places: Places, concepts: Mapping[str, ConceptText]) -> list[list[Any]]:
    found = [places.labels[iri] for iri in concepts]
    return [[one.text, one.size, one.bold, one.width, one.height] for one in found]


def _layouts(places: Places, concepts: Mapping[str, ConceptText]) -> list[dict[str, Any]]:
    return [
        {
            "islands": [[one.group, one.x, one.y, one.width, one.height] for one in layout.islands],
            "places": [layout.positions[iri] for iri in concepts],
        }
        for layout in places.layouts
    ]
