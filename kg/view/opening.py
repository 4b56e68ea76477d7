"""Tell in a few lines of text what a page opens with, for where a page cannot be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from kg.model.values import Claim
from kg.view.start import Start
from kg.words.labels import Labels
from kg.words.qualifiers import join_phrases, qualifiers
from kg.words.wording import direction_words, sentence

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue

# One claim of each kind is told, in this order: what speaks for something never stands alone where
# something speaks against it, or is open.
_KINDS = ("benefit", "risk", "disputes", "inconclusive", "mixed", "insufficient", "supports")


def opening(knowledge: Catalogue, start: Start) -> tuple[str, ...]:
    """Return in lines what a page opens with: a name, and the first claim of each kind.

    Examples
    --------
    >>> import kg
    >>> smoking = kg.load("smoking")
    >>> for line in opening(smoking, Start(smoking.concept("self-help").iri)):
    ...     print(line)
    opens with self-help; claims: supports 2
    - Self-help aims to increase smoking cessation. (in people who smoke)
    - and 1 more
    """
    claims = knowledge.claims
    labels = Labels(knowledge.labels)
    if start.found is not None:
        return _told("the result of a query", [claims[iri] for iri in start.found.claims], labels)
    if start.focus is None:
        return ()
    own = [claim for claim in claims.values() if claim.subject == start.focus]
    own += [claim for claim in claims.values() if start.focus == claim.object != claim.subject]
    return _told(labels[start.focus], own, labels)


def _told(name: str, claims: Collection[Claim], labels: Mapping[str, str]) -> tuple[str, ...]:
    if not claims:
        return (f"opens with {name}; no claim names it",)
    first: dict[str, Claim] = {}
    for claim in claims:
        first.setdefault(claim.effect or claim.direction, claim)
    told = [first[kind] for kind in sorted(first, key=_rank)]
    many = Counter(direction_words(claim, labels) for claim in claims)
    counts = ", ".join(f"{word} {number}" for word, number in many.most_common())
    more = len(claims) - len(told)
    return (
        f"opens with {name}; claims: {counts}",
        *(f"- {_line(claim, labels)}" for claim in told),
        *((f"- and {more} more",) if more else ()),
    )


def _rank(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _line(claim: Claim, labels: Mapping[str, str]) -> str:
    limits = join_phrases(qualifiers(claim, labels))
    return f"{sentence(claim, labels)}{f' ({limits})' if limits else ''}"
