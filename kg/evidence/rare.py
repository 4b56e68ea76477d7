"""Say where an event is too rare for what several studies tell of it to be pooled.

Where nobody in an arm had it, a half is added to the counts, so that there is a ratio: how large it
is hangs on that half, and what is pooled of such ratios is biased.

References
----------
Cochrane Handbook 5.1, section 16.9.5 (methods for rare events; those that weigh by the inverse of
the variance do worst); Sweeting et al. 2004, 10.1002/sim.1761 (what is added to zeros).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.evidence.sentences import counted

if TYPE_CHECKING:
    from kg.evidence.pooled import Pooled

# Of the studies of a network, no more than this share may need a half.
_MOST = 0.5


def too_rare(synthesis: Pooled) -> str:
    """Return that an event is too rare to be pooled, as a sentence without its stop; else nothing.

    What a single study tells is not pooled: it stands with its caveat.

    Examples
    --------
    >>> import kg
    >>> too_rare(kg.load("smoking").synthesize("smoking cessation"))
    ''
    """
    with_a_half = {found.study.study for found in synthesis.told if found.is_corrected}
    for network in synthesis.networks:
        studies = [study.study for study in network.studies]
        those = [study for study in studies if study in with_a_half]
        if len(studies) > 1 and len(those) > _MOST * len(studies):
            return (
                f"It is too rare to be pooled: in {len(those)} of {counted(len(studies), 'study')}"
                " nobody, or everybody, in an arm had it"
            )
    return ""
