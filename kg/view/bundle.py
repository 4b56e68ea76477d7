"""Bundle scripts, styles and data so that a page asks for nothing, and runs nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

WEB = Path(__file__).parent / "web"
_SCRIPTS = (
    "types.js",
    "elements.js",
    "chips.js",
    "boxes.js",
    "looks.js",
    "words.js",
    "camera.js",
    "drawing.js",
    "details.js",
    "search.js",
    "table.js",
    "legend.js",
    "page.js",
)
_STYLES = ("base.css", "explorer.css", "claims.css", "screens.css")
_FONT = "atkinson-hyperlegible-next.woff2"


def to_json_block(data: object) -> Markup:
    r"""Return data as JSON that can stand in an HTML script element, whatever texts it holds.

    Examples
    --------
    >>> print(to_json_block({"label": "</script>"}))
    {"label":"\u003c/script\u003e"}
    """
    from markupsafe import Markup

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704


def scripts() -> list[Markup]:
    """Return vis-network and the page's own scripts, these in a scope of their own."""
    own = "\n".join((WEB / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    return [_markup(_vis("js")), _markup(f'(() => {{\n"use strict";\n{own}\n}})();\n')]


def styles() -> list[Markup]:
    """Return the style sheets of vis-network and of the page, with the font in it."""
    font = base64.b64encode((WEB / _FONT).read_bytes()).decode()
    own = "\n".join((WEB / name).read_text(encoding="utf-8") for name in _STYLES)
    own = own.replace("FONT_BASE64", font)
    return [_markup(_vis("css")), _markup(own)]


def _vis(kind: str) -> str:
    """Return vis-network as pyvis ships it, without the line that names a file of its own."""
    import pyvis

    name = {"js": "vis-network.min.js", "css": "vis-network.css"}[kind]
    shipped = (Path(pyvis.__file__).parent / "templates" / "lib").glob(f"vis-*/{name}")
    text = max(shipped).read_text(encoding="utf-8")
    return "\n".join(line for line in text.split("\n") if "sourceMappingURL=" not in line[:40])


def _markup(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text.replace("\r\n", "\n"))  # noqa: S704


def policy(scripts: list[Markup], styles: list[Markup]) -> str:
    """Return a content security policy that allows these scripts and styles, and nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_source_hash, scripts))}",
            f"style-src {' '.join(map(_source_hash, styles))}",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
