"""Bend the words of a label so that a sentence made of labels reads well.

Labels carry no grammar, so these are rules of thumb: where one fails, a sentence is clumsy and
still true.
"""

from __future__ import annotations

import re

# Words after which the head of an English noun phrase is over: "symptoms | of the disease".
_AFTER_HEAD = frozenset(
    "about above across after against among and at between by combined during for from given in"
    " into of on or over that through to under who with within without".split()
)

# Adjectives in -ing, which do not make a gerund of the phrase that they begin.
_ADJECTIVES = frozenset(
    "emerging existing following growing increasing lasting leading living ongoing outstanding"
    " promising remaining rising supporting underlying".split()
)

_PLURAL = frozenset("bacteria children criteria data feet men mice people phenomena women".split())
_SINGULAR = frozenset("diabetes herpes measles news rabies scabies series".split())
_SINGULAR_ENDINGS = ("ss", "us", "is", "ics")

# Verbs that no rule takes apart: what stands in a label, without its ending, for many.
_IRREGULAR = {
    "is": ("be", "are"),
    "was": ("be", "were"),
    "has": ("have", "have"),
    "does": ("do", "do"),
    "goes": ("go", "go"),
}

# Words after which what something is set against is said with "than".
_COMPARATIVE = frozenset("better fewer less more worse".split())

_SIBILANT = re.compile(r"(ss|sh|ch|x|zz)es$")


def base_form(verb_phrase: str) -> str:
    """Return a verb phrase as it stands after "may" or "to".

    Examples
    --------
    >>> [base_form(phrase) for phrase in ("reduces", "is used for", "varies among", "addresses")]
    ['reduce', 'be used for', 'vary among', 'address']
    """
    verb, space, rest = verb_phrase.partition(" ")
    return _IRREGULAR.get(verb, (_without_ending(verb),))[0] + space + rest


def plural_form(verb_phrase: str) -> str:
    """Return a verb phrase as it stands after a plural subject.

    Examples
    --------
    >>> [plural_form(phrase) for phrase in ("is used for", "has symptom", "seeks")]
    ['are used for', 'have symptom', 'seek']
    """
    verb, space, rest = verb_phrase.partition(" ")
    return _IRREGULAR.get(verb, ("", _without_ending(verb)))[1] + space + rest


def _without_ending(verb: str) -> str:
    if not verb.endswith("s") or verb.endswith("ss"):
        return verb
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    return verb[:-2] if _SIBILANT.search(verb) else verb[:-1]


def is_comparative(verb_phrase: str, object_phrase: str) -> bool:
    """Say whether a statement compares by its own words, so that "than" has to follow.

    Examples
    --------
    >>> is_comparative("raises less", "controversy"), is_comparative("offers", "more choice")
    (True, True)
    >>> is_comparative("reduces", "relapse")
    False
    """
    words = {*verb_phrase.split(), *object_phrase.split()[:1]}
    return not _COMPARATIVE.isdisjoint(words)


def is_plural(noun_phrase: str) -> bool:
    """Say whether a noun phrase takes a verb in the plural.

    Examples
    --------
    >>> [is_plural(phrase) for phrase in ("symptoms of the disease", "health insurers", "people")]
    [True, True, True]
    >>> [is_plural(phrase) for phrase in ("multiple sclerosis", "MS", "weighing risks")]
    [False, False, False]
    """
    words = noun_phrase.split()
    if len(words) > 1 and words[0].endswith("ing") and words[0].lower() not in _ADJECTIVES:
        return False
    after = (i for i, word in enumerate(words) if i and word.lower() in _AFTER_HEAD)
    head = words[next(after, len(words)) - 1].strip(",;") if words else ""
    if head.lower() in _PLURAL:
        return True
    if head.isupper() or head.lower() in _SINGULAR:
        return False
    return head.endswith("s") and not head.endswith(_SINGULAR_ENDINGS)


def capitalise(text: str) -> str:
    """Return a text with a capital at its start, unless its first word has its own spelling.

    Examples
    --------
    >>> capitalise("stem cells may help"), capitalise("mRNA is used"), capitalise("")
    ('Stem cells may help', 'mRNA is used', '')
    """
    first = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if first.islower() else text
