"""Keep triples in Oxigraph in a folder on disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pyoxigraph as ox

from kg.errors import LoadError
from kg.files import aside
from kg.store.embedded import EmbeddedStore


class FolderStore(EmbeddedStore):
    """Hold triples in a folder; it is open from the start, and for one process unless only read.

    Parameters
    ----------
    path
        The folder of a store.
    prefixes
        Namespaces by prefix that every query may use undeclared.
    read_only
        Whether it is only read from, so that several processes may do so at once.

    Raises
    ------
    LoadError
        If the folder is in use, is no store, or cannot be read.
    """

    def __init__(
        self, path: str, *, prefixes: Mapping[str, str] | None = None, read_only: bool = False
    ) -> None:
        try:
            native = ox.Store.read_only(path) if read_only else ox.Store(path)
        except (OSError, ValueError, RuntimeError) as error:
            said = " ".join(str(error).split())
            # RocksDB says so of its LOCK file only; a damaged store may have a bad "block".
            if "LOCK: " in said and said.startswith("IO error"):
                raise LoadError(
                    path, "the store is in use by another process", remedy="close it there first"
                ) from None
            raise LoadError(
                path, f"the store does not open: {said}", remedy="nothing was changed"
            ) from None
        super().__init__(native, prefixes=prefixes)
        self.place, self._read_only = os.path.abspath(path), read_only

    @contextmanager
    def copy(self) -> Iterator[EmbeddedStore]:
        """Give a copy to write to without consequence; it is gone afterwards."""
        if self._read_only:
            with super().copy() as scratch:
                yield scratch
        else:
            with self._checkpoint() as folder:
                scratch = EmbeddedStore(ox.Store(folder), prefixes=self.prefixes)
                try:
                    yield scratch
                finally:
                    # Closed before its folder goes: it still writes there.
                    del scratch.native

    @contextmanager
    def _snapshot(self) -> Iterator[Callable[[], ox.Store]]:
        """Give what opens a copy in a child: the threads that write here stay with the parent."""
        if self._read_only:
            yield lambda: ox.Store.read_only(self.place)
        else:
            with self._checkpoint() as folder:
                yield lambda: ox.Store.read_only(folder)

    @contextmanager
    def _checkpoint(self) -> Iterator[str]:
        """Give a copy of the folder as it is now, made of hard links, and remove it afterwards."""
        with aside(os.path.dirname(self.place)) as made:
            folder = os.path.join(made, "store")
            self.native.backup(folder)
            yield folder
