"""Put the steps of a procedure in order, as each document numbers them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.values import Claim
from kg.vocabulary import IRI


def places_of_steps(claims: Iterable[Claim]) -> dict[str, tuple[int, tuple[IRI, ...], int]]:
    """Return where steps stand among each other, by claim; claims that are none have no place.

    Of documents, one whose steps begin where those of another end goes after it.

    Examples
    --------
    >>> import kg
    >>> ms = kg.load("ms")
    >>> found = places_of_steps(ms.claims_about("AHSCT"))
    >>> [ms.claims[iri].position for iri in sorted(found, key=found.__getitem__)]
    [1, 2, 3, 1, 2, 3, 4]
    """
    numbers: dict[tuple[IRI, ...], dict[str, int]] = {}
    for claim in claims:
        if claim.position is not None:
            numbers.setdefault(claim.sources[:1], {})[claim.iri] = claim.position
    return {
        iri: (min(of.values()), document, position)
        for document, of in numbers.items()
        for iri, position in of.items()
    }
