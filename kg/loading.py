"""Turn what a user names (packs, folders, files, stores) into one store."""

from __future__ import annotations

import os
from collections.abc import Sequence

from kg import resources, rules
from kg.errors import DataError, LoadError, UnknownNameError
from kg.store.embedded import EmbeddedStore
from kg.store.reading import FORMATS, file_graph, read_files
from kg.vocabulary import ONTOLOGY, PREFIXES

_ONTOLOGY_FILE = "treatment-kg.ttl"
_NAMESPACE = "SELECT ?namespace { ?pack a tkg:Pack ; vann:preferredNamespaceUri ?namespace }"

# RocksDB keeps the name of its current manifest in this file.
_STORE_MARK = "CURRENT"


def open_store(
    sources: Sequence[str], *, read_only: bool = False
) -> tuple[EmbeddedStore, list[str]]:
    """Return a store with everything that the sources name, and the warnings on the way.

    Parameters
    ----------
    sources
        What to load.
    read_only
        Whether a store folder that stands alone is only read from.

    Raises
    ------
    LoadError, UnknownNameError
        At the first source that cannot be loaded; see `kg.load`.
    """
    if len(sources) == 1 and is_store(sources[0]):
        from kg.store.folder import FolderStore

        return FolderStore(sources[0], prefixes=PREFIXES, read_only=read_only), []
    store = EmbeddedStore(prefixes=PREFIXES)
    warnings = load_into(store, sources)
    return store, warnings


def load_into(store: EmbeddedStore, sources: Sequence[str]) -> list[str]:
    """Load sources into a store that the caller drops if this raises; return warnings."""
    if not sources:
        packs = ", ".join(map(repr, resources.packs()))
        raise DataError("kg.load", "was given nothing to load", f"name a pack ({packs}) or a file")
    plain = [path for source in sources for path in _plain_files(source)]
    files: list[tuple[str, str]] = []
    has_pack = False
    for source in sources:
        if is_store(source):
            from kg.store.folder import FolderStore

            store.native.bulk_extend(FolderStore(source, read_only=True).quads())
        elif folder := _pack_folder(source):
            has_pack = True
            files += _pack_files(folder)
        else:
            files += [(path, file_graph(path, plain)) for path in _plain_files(source)]
    unique = list(dict.fromkeys(files))
    warnings = read_files([path for path, _ in unique], store.native, [name for _, name in unique])
    if has_pack:
        load_ontology(store)
        rules.derive(store)
    return warnings


def load_ontology(store: EmbeddedStore) -> None:
    """Load the vocabulary into its graph."""
    read_files([resources.folder(_ONTOLOGY_FILE)], store.native, [ONTOLOGY])


def is_store(path: str) -> bool:
    """Say whether a source is the folder of a store, and not the name of a shipped pack."""
    return path not in resources.packs() and os.path.isfile(os.path.join(path, _STORE_MARK))


def _pack_folder(source: str) -> str | None:
    """Return the folder of a pack that a source names, or None if it names none.

    A shipped pack's name means that pack, whatever lies in the current folder; ``./ms`` means a
    folder.
    """
    if source in resources.packs():
        return resources.pack_folder(source)
    return source if os.path.isfile(os.path.join(source, resources.PACK_FILE)) else None


def _pack_files(folder: str) -> list[tuple[str, str]]:
    """Return the RDF files of a pack, each with its graph: the pack's namespace and its stem."""
    pack = EmbeddedStore(prefixes=PREFIXES)
    path = os.path.join(folder, resources.PACK_FILE)
    read_files([path], pack.native, ["file:///pack.ttl"])
    rows = pack.select(_NAMESPACE)
    if len(rows) != 1:
        raise LoadError(
            path,
            f"the file describes {len(rows)} packs with a namespace",
            remedy="describe one tkg:Pack with vann:preferredNamespaceUri",
        )
    namespace = rows[0]["namespace"]
    return [
        (file, f"{namespace}graph/{os.path.splitext(os.path.basename(file))[0]}")
        for file in _rdf_files(folder)
    ]


def _plain_files(source: str) -> list[str]:
    """Return the RDF files that a source names, if it is no pack and no store."""
    if _pack_folder(source) or is_store(source):
        return []
    if os.path.isdir(source):
        found = _rdf_files(source)
        if not found:
            known = ", ".join(sorted(FORMATS))
            raise LoadError(
                source, "the folder holds no RDF file", remedy=f"put files there ({known})"
            )
        return found
    if not os.path.exists(source) and os.sep not in source and "." not in source:
        raise UnknownNameError(
            "pack", source, resources.packs(), where="among the shipped packs, nor a file or folder"
        )
    return [source]


def _rdf_files(folder: str) -> list[str]:
    """Return the ordinary files of a folder whose extension is one of RDF, sorted."""
    try:
        paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LoadError(folder, reason, remedy="check the path; nothing was loaded") from None
    return [p for p in paths if os.path.splitext(p)[1].lower() in FORMATS and os.path.isfile(p)]
