"""Load what a user names, and say what loading noticed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg import resources

if TYPE_CHECKING:
    from kg.knowledge import Knowledge


def load(sources: Sequence[str] | None) -> Knowledge:
    """Load sources, or all shipped packs if there are none."""
    from kg.knowledge import load as load_knowledge

    knowledge = load_knowledge(*(sources or resources.packs()), read_only=True)
    for warning in knowledge.warnings:
        note(f"warning: {warning}")
    return knowledge


def note(text: str) -> None:
    """Say something that is not data."""
    print(text, file=sys.stderr)


def disclaimer(knowledge: Knowledge) -> str:
    """Return the sentence that every face carries: what this is not, and of which date it is."""
    dates = sorted(f"{pack.prefix} {pack.as_of}" for pack in knowledge.packs.values())
    return "Not medical advice." + (f" Knowledge as of: {', '.join(dates)}." if dates else "")
