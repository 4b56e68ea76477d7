"""Write a store into a new folder on disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import WriteError
from kg.files import umask, write_errors

if TYPE_CHECKING:
    from kg.store.protocol import Store


def write_store(store: Store, path: str) -> None:
    """Write all quads of a store into a new store folder, which appears only when it is whole.

    Raises
    ------
    WriteError
        If something is there already, or the folder cannot be written.
    """
    if os.path.lexists(path):
        raise WriteError(path, "something is there already", remedy="choose a new folder")
    with write_errors(path):
        parent = os.path.dirname(os.path.abspath(path))
        os.makedirs(parent, exist_ok=True)
        aside = tempfile.mkdtemp(prefix=".kg-", dir=parent)
        try:
            native = ox.Store(aside)
            native.bulk_extend(store.quads())
            native.flush()
            del native
            os.chmod(aside, 0o777 & ~umask())
            os.rename(aside, path)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
