"""Start a data pack from a shell."""

from __future__ import annotations

import os
import re

from kg import resources
from kg.cli.sources import note
from kg.errors import DataError
from kg.exchange.pack import write_new_pack
from kg.vocabulary import PREFIXES

# Names that stand for something else in the project's namespace.
_TAKEN = ("derived", "direct", "ontology")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")


def new(name: str, title: str | None) -> int:
    """Write the folder of a new pack, with one source, two concepts and one claim to replace."""
    if not _NAME.fullmatch(name):
        raise DataError(
            f"the pack name {name!r}",
            "is not a plain one",
            "use lower-case letters, digits and hyphens, a letter first",
        )
    if name in resources.packs() or name in {*PREFIXES, *_TAKEN}:
        raise DataError(f"the pack name {name!r}", "is taken", "choose another name")
    write_new_pack(os.path.join(os.curdir, name), name, title or f"The pack {name}")
    note(f"wrote {name}/; edit its files, then: kg validate {name} && kg build {name}")
    return 0
