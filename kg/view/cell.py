"""Show the page in a cell of a notebook, isolated from everything else in it."""

from __future__ import annotations

import html
from dataclasses import dataclass

# What the page may do in its frame: run its own scripts, save files, and follow links into a new
# tab. It has an origin of its own: it cannot reach the notebook, its cookies or its server.
_SANDBOX = "allow-scripts allow-downloads allow-popups"


@dataclass(frozen=True, slots=True, repr=False)
class PageInCell:
    """Hold a page that a notebook shows when it is the last value of a cell.

    Parameters
    ----------
    title
        What the page is about.
    concepts, claims
        How many it holds.
    html
        The page itself.
    height
        Of its frame, in pixels.
    opening
        Lines of text on what it opens with, for where HTML is not shown.
    """

    title: str
    concepts: int
    claims: int
    html: str
    height: int
    opening: tuple[str, ...] = ()

    def __repr__(self) -> str:
        what = (
            f"PageInCell({self.title}; {self.concepts} concepts, {self.claims} claims;"
            " shown where HTML is; view(path) writes it to a file; not medical advice)"
        )
        return "\n".join((what, *self.opening))

    def _repr_html_(self) -> str:
        name = html.escape(f"{self.title}: interactive page", quote=True)
        return (
            f'<iframe sandbox="{_SANDBOX}" title="{name}" width="100%" height="{self.height}"'
            f' style="border: 1px solid #8883" srcdoc="{html.escape(self.html, quote=True)}">'
            "</iframe>"
        )
