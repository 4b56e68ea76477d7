"""Say what a name was taken for, where it is no label and not short for one.

A brand is one product of a substance, and what is known here is of the substance: it is never told
under the name of a brand.
"""

from __future__ import annotations

import re

from kg.model.values import Concept
from kg.vocabulary import TKG
from kg.words.labels import clean

_WORD = re.compile(r"[^\W_]+")


def heading(name: str, concept: Concept) -> str:
    """Return what to call a concept that was asked for: its label, or a short form that was used.

    Examples
    --------
    >>> from kg.vocabulary import IRI
    >>> drug = Concept(IRI("ex:d"), "interferon beta-1a", TKG.Drug, alt_labels=("Avonex",))
    >>> heading("Avonex", drug), heading("INTERFERON beta-1a", drug)
    ('interferon beta-1a', 'interferon beta-1a')
    """
    own = _own(name, concept)
    return clean(own if own is not None and is_short_for(own, concept.label) else concept.label)


def taken_for(name: str, concept: Concept) -> str:
    """Return in a sentence what a name was taken for; empty where that needs no word.

    Examples
    --------
    >>> from kg.vocabulary import IRI
    >>> drug = Concept(IRI("ex:d"), "interferon beta-1a", TKG.Drug, alt_labels=("Avonex",))
    >>> print(taken_for("avonex", drug))  # doctest: +NORMALIZE_WHITESPACE
    Avonex is taken for interferon beta-1a; what is said is of the substance, all its products
    together.
    >>> taken_for("interferon beta-1a", drug)
    ''
    """
    own = _own(name, concept)
    if own is None and ":" in name:
        # An identifier, which means itself.
        return ""
    if own is not None and (own == concept.label or is_short_for(own, concept.label)):
        return ""
    said = f"{clean(own or name)} is taken for {clean(concept.label)}"
    if own is not None and concept.cls == TKG.Drug:
        said += "; what is said is of the substance, all its products together"
    return f"{said}."


def is_short_for(name: str, label: str) -> bool:
    """Return whether each word of a name is one of a label, or the initials of some that follow.

    Examples
    --------
    >>> [is_short_for(name, "autologous hematopoietic stem cell transplantation")
    ...     for name in ("AHSCT", "HSCT", "transplantation", "Tysabri")]
    [True, True, False, False]
    >>> is_short_for("MSC therapy", "mesenchymal stem cell therapy")
    True
    """
    words = [word.casefold() for word in _WORD.findall(label)]
    starts = "".join(word[0] for word in words)
    given = _WORD.findall(name)
    initials = [one for one in given if one.casefold() not in words]
    return bool(initials) and all(
        len(one) > 1 and one.isupper() and one.casefold() in starts for one in initials
    )


def _own(name: str, concept: Concept) -> str | None:
    """Return the name as the concept has it; None where it has none such."""
    wanted = name.strip().casefold()
    names = (concept.label, *concept.alt_labels)
    return next((own for own in names if own.casefold() == wanted), None)
