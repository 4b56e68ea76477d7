"""Write a store into a new folder on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.files import new_folder

if TYPE_CHECKING:
    from kg.store.protocol import Store


def write_store(store: Store, path: str) -> None:
    """Write all quads of a store into a new store folder, which appears only when it is whole.

    Raises
    ------
    WriteError
        If something is there already, or the folder cannot be written.
    """
    with new_folder(path, remedy="choose a new folder") as aside:
        native = ox.Store(aside)
        native.bulk_extend(store.quads())
        native.flush()
        del native
