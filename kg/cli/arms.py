"""Make a table part of a pack from a shell."""

from __future__ import annotations

import os

from kg import resources
from kg.cli.sources import note
from kg.exchange.arms import Import, import_arms


def import_table(table: str, pack: str, said: Import, *, replace: bool) -> int:
    """Write the arms of a table into a pack."""
    folder = pack if os.path.isdir(pack) else resources.pack_folder(pack)
    path = import_arms(table, folder, said, replace=replace)
    note(f"wrote {path}")
    return 0
