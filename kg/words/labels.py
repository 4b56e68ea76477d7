"""Show names to people: clean text for everything, and never an IRI."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from kg.vocabulary import IRI

# Format characters that are seen or spell: the joiners of Persian and of emoji, and the signs that
# stand around a number (Prepended_Concatenation_Mark of the Unicode Character Database).
_SPELLING = frozenset(
    "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def clean(text: str) -> str:
    r"""Return a text on one line, without characters that are not seen but change what is.

    White space is folded; control and format characters go: they turn the direction of writing, or
    make two texts differ that look the same.

    Examples
    --------
    >>> clean("relapse\n  rate"), clean("safe\u202egnol")
    ('relapse rate', 'safegnol')
    """
    if not text.isprintable():
        text = "".join(c for c in text if c.isspace() or not _is_hidden(c))
    return " ".join(text.split())


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf") and character not in _SPELLING


class Labels(Mapping[str, str]):
    r"""Give a name to show for every IRI, be it labelled or not.

    Parameters
    ----------
    labels
        What is known, by IRI.

    Examples
    --------
    >>> labels = Labels({IRI("http://example.org/a"): "relapse\nrate"})
    >>> labels["http://example.org/a"], labels["http://example.org/isUsedFor"]
    ('relapse rate', 'is used for')
    """

    def __init__(self, labels: Mapping[IRI, str]) -> None:
        self._labels = {str(iri): clean(label) for iri, label in labels.items()}

    def __getitem__(self, iri: str) -> str:
        return self._labels.get(iri) or _spell(iri)

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)


def _spell(iri: str) -> str:
    """Return the last part of an IRI in words; a text that is no IRI, as it is."""
    if not isinstance(iri, IRI) and ":" not in iri:
        return clean(iri)
    words = _CAMEL.sub(" ", IRI(iri).local_name).replace("-", " ").replace("_", " ")
    return clean(words).lower() or "unnamed"


def web_address(iri: str) -> str | None:
    """Return an IRI that a link may lead to, or None for any other scheme than http and https.

    Examples
    --------
    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    return iri if re.match(r"https?://[^\s]+$", iri, re.IGNORECASE) else None


def term_name(iri: str) -> str:
    """Return how a term of a public ontology is called: its identifier, or its last part.

    Examples
    --------
    >>> term_name("http://purl.obolibrary.org/obo/MONDO_0005301")
    'MONDO:0005301'
    >>> term_name("https://schema.org/Drug")
    'Drug (schema.org)'
    """
    name = clean(IRI(iri).local_name)
    if re.fullmatch(r"[A-Za-z]+_[A-Z]*\d+", name):
        return name.replace("_", ":", 1)
    host = re.match(r"https?://(?:www\.)?([^/]+)", iri)
    return f"{name} ({host[1]})" if host else name
