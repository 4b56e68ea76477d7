"""Bundle scripts and styles so that a page asks for nothing, and runs nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from kg.view import lines
from kg.view.carried import carried
from kg.view.families import FAMILIES

if TYPE_CHECKING:
    from markupsafe import Markup

WEB = Path(__file__).parent / "web"
_MAINS = ("face", "run", "page")
_STYLES = (
    "base.css",
    "explorer.css",
    "claims.css",
    "result.css",
    "evidence.css",
    "screens.css",
    "compare.css",
)
_FONT = "atkinson-hyperlegible-next.woff2"


def scripts() -> list[Markup]:
    """Return the scripts of the page, each in a scope of its own.

    The first readies its letters, and the second runs the third, which the page carries packed.
    """
    return [_markup(f'(() => {{\n"use strict";\n{link(main)}}})();\n') for main in _MAINS]


_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([a-z_]+)\.js";$', re.MULTILINE)
# A comment that has its lines for itself, and what lines begin with: a page has no use for it.
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)


def link(main: str) -> str:
    """Return a module with all that it imports as one script: what is imported goes first.

    Each module becomes a scope of its own, which hands on what it exports; it is made `compact`.

    Raises
    ------
    ValueError
        If a module imports or exports in another way than ours do.
    """
    done: dict[str, str] = {}

    def add(name: str) -> None:
        text = compact((WEB / f"{name}.js").read_text(encoding="utf-8"))
        for _, other in _IMPORT.findall(text):
            if other not in done:
                add(other)
        given = ", ".join(name for _, name in _EXPORT.findall(text))
        inner = _EXPORT.sub(r"\1 \2", _IMPORT.sub(r"const \1 = $\2;", text))
        if re.search(r"^(import|export)\b", inner, re.MULTILINE):
            raise ValueError(f"{name}.js imports or exports in a way that cannot be linked")
        done[name] = f"const ${name} = (() => {{\n{inner}return {{ {given} }};\n}})();\n"

    add(main)
    return "\n".join(done.values())


def compact(text: str) -> str:
    r"""Return a script or a style without comments that have lines for themselves, and indents.

    Examples
    --------
    >>> compact("// Adds.\n  const sum = 1 + 1; // two\n")
    'const sum = 1 + 1; // two\n'
    """
    return _INDENT.sub("", _COMMENT.sub("", text))


def styles() -> list[Markup]:
    """Return the style sheets of the page, with the colours of the drawing in them."""
    own = "\n".join(compact((WEB / name).read_text(encoding="utf-8")) for name in _STYLES)
    return [_markup(own + _colours())]


def face() -> str:
    """Return the font of the page, as `carried`."""
    return carried((WEB / _FONT).read_bytes())


def _colours() -> str:
    """Return what each family and each kind of line looks like, on a light and on a dark page."""
    rules = [
        f".family-{family.name} {{ --fill: {family.colour};"
        f" --outline: light-dark({family.ink}, {family.dark_ink}); }}"
        for family in FAMILIES
    ]
    rules += [
        f".line-{line.name} {{ --line: light-dark({line.colour}, {line.dark}); }}"
        for line in lines.EVERY
    ]
    return "\n".join(["", *rules, ""])


def _markup(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text.replace("\r\n", "\n"))  # noqa: S704 (files of the package)


def policy(scripts: list[Markup], styles: list[Markup]) -> str:
    """Return a content security policy that allows these scripts and styles, and nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_source_hash, scripts))}",
            f"style-src {' '.join(map(_source_hash, styles))}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
