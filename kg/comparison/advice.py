"""Say whether two who advise on a treatment disagree: on the same people, and the same case.

Of other people, in another region, or as another line of treatment, one may advise what another
advises against. What a source says in words of a case is known to be the same only where the words
are.
"""

from __future__ import annotations

from kg.model.catalogue import Catalogue
from kg.model.values import Claim
from kg.vocabulary import IRI
from kg.words.labels import clean

_REPLACED = (
    "SELECT DISTINCT ?new ?old { ?new dcterms:replaces+ ?old . FILTER (?new != ?old) }"
    " ORDER BY ?new ?old"
)


class Advice:
    """Know which pieces of advice are on the same.

    Parameters
    ----------
    knowledge
        Where they are.

    Examples
    --------
    >>> import kg
    >>> from kg.vocabulary import TKG
    >>> ms = kg.load("ms")
    >>> of_ahsct = [
    ...     claim
    ...     for claim in ms.claims.values()
    ...     if claim.predicate == TKG.isRecommendedFor and claim.subject == ms.concept("AHSCT").iri
    ... ]
    >>> open_ones = [claim for claim in of_ahsct if claim.direction == "insufficient"]
    >>> sorted(claim.qualification for claim in open_ones)[0]
    'as first treatment only in a study'
    >>> [one for one in of_ahsct for other in open_ones if Advice(ms).differs(one, other)]
    []
    """

    def __init__(self, knowledge: Catalogue) -> None:
        self._knowledge = knowledge
        self._replaced = set(knowledge.store.select(_REPLACED).tuples())

    def differs(self, one: Claim, other: Claim) -> bool:
        """Return whether the second of two, which does not advise it, disagrees with the first."""
        return (
            (one.subject, one.predicate) == (other.subject, other.predicate)
            and self._among_each_other(one.object, other.object)
            and all(
                self._among_each_other(getattr(one, limit), getattr(other, limit))
                for limit in ("disease", "population", "region")
            )
            and _of_one_case(one, other)
            and not self._one_is_replaced(one, other)
        )

    def _among_each_other(self, one: IRI | None, other: IRI | None) -> bool:
        if one is None or other is None:
            return True
        return one in self._knowledge.narrower(other) or other in self._knowledge.narrower(one)

    def _one_is_replaced(self, one: Claim, other: Claim) -> bool:
        """Return whether a document, or an agency's later word, stands in the other's place."""
        if set(one.sources) & set(other.sources):
            # One source may tell cases apart.
            return True
        if one.agency is not None and one.agency == other.agency and one.year != other.year:
            return True
        pairs = {(new, old) for new in one.sources for old in other.sources}
        return bool((pairs | {(old, new) for new, old in pairs}) & self._replaced)


def _of_one_case(one: Claim, other: Claim) -> bool:
    """Return whether neither or one only has limits in words, or both have the same."""
    cases = [clean(claim.qualification or "").casefold() for claim in (one, other)]
    return "" in cases or cases[0] == cases[1]
