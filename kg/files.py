"""Read a text, and write files and folders whole or not at all.

What is new is made in a folder aside, brought to the disk, and moved into place by one renaming, so
that whoever is killed in between, or loses power, leaves the old state or the new one.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from kg.errors import LoadError, WriteError

# How the name of a folder aside begins; what is named so is never data.
_ASIDE = ".kg-aside-"

# What file systems say that cannot bring a folder to the disk by itself.
_CANNOT_SYNC_FOLDERS = (errno.EACCES, errno.EBADF, errno.EINVAL, errno.ENOTSUP)


def read_text(path: str) -> str:
    """Return the text of a file, without a byte-order mark.

    Raises
    ------
    LoadError
        If the file cannot be read or is not UTF-8.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LoadError(path, reason, remedy="check the path") from None
    except UnicodeDecodeError as error:
        reason = f"the text is not UTF-8 (byte {error.start})"
        raise LoadError(path, reason, remedy="save it as UTF-8") from None


def write_whole(path: str, data: bytes) -> None:
    """Write a file whole or not at all; make its folder if need be.

    Raises
    ------
    WriteError
        If it cannot be written; what was there before is still there then.
    """
    with write_errors(path):
        path = os.path.realpath(path)
        if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
            with open(path, "wb") as special:
                special.write(data)
            return
        folder, name = os.path.split(path)
        _write(folder, {name: data})


def write_files(folder: str, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, each of them whole, and none if one cannot be written.

    They are moved into place one after the other: who is killed in between leaves some of them new
    and some old.

    Parameters
    ----------
    folder
        Where they go; it is made if need be, and files of the same names in it are replaced.
    files
        What is in each, by its name.

    Raises
    ------
    WriteError
        If one cannot be written; what was there before is still there then.
    """
    with write_errors(folder):
        _write(os.path.abspath(folder), files)


@contextmanager
def new_folder(path: str, *, remedy: str) -> Iterator[str]:
    """Give a folder aside to fill, and move it into place when that has gone well.

    Parameters
    ----------
    path
        The folder to make.
    remedy
        What to do if something is there already.

    Raises
    ------
    WriteError
        If something is there already, or the folder cannot be written; nothing is left then.
    """
    if os.path.lexists(path):
        raise WriteError(path, "something is there already", remedy=remedy)
    with write_errors(path):
        path = os.path.abspath(path)
        parent, name = os.path.split(path)
        _make_folder(parent)
        with aside(parent) as made:
            new = os.path.join(made, name)
            os.mkdir(new)
            yield new
            _move(new, path)


@contextmanager
def aside(parent: str) -> Iterator[str]:
    """Give an empty folder in another one, gone afterwards with all that is still in it.

    Leftovers of processes that were killed are cleared away first.
    """
    import shutil

    for name in os.listdir(parent):
        if name.startswith(_ASIDE):
            _remove_if_left_over(os.path.join(parent, name))
    path, lock = _make_aside(parent)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        os.close(lock)


@contextmanager
def write_errors(path: str) -> Iterator[None]:
    """Turn what the operating system says into a `WriteError` about a path."""
    try:
        yield
    except OSError as error:
        # A store says more, about files aside that nobody knows; what the system said comes last.
        reason = error.strerror or str(error).rpartition(": ")[2]
        raise WriteError(path, reason.lower()) from None


def _write(folder: str, files: Mapping[str, bytes]) -> None:
    _make_folder(folder)
    with aside(folder) as made:
        for name, data in files.items():
            with open(os.path.join(made, name), "wb") as file:
                file.write(data)
            if os.path.isdir(os.path.join(folder, name)):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        for name in files:
            _move(os.path.join(made, name), os.path.join(folder, name))


def _make_aside(parent: str) -> tuple[str, int]:
    """Make a folder aside and lock it; return it and the lock.

    The system drops the lock when its holder ends, in whatever way: so others can tell what is
    under way from what is left over, also those that do not see this process's number.
    """
    import fcntl
    import tempfile

    while True:
        path = tempfile.mkdtemp(prefix=_ASIDE, dir=parent)
        # Another process may have taken the folder for a leftover before it was locked.
        with suppress(FileNotFoundError):
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
            with suppress(OSError):  # The file system knows no locks: then nobody clears away.
                fcntl.flock(lock, fcntl.LOCK_EX)
            if os.path.isdir(path):
                return path, lock
            os.close(lock)


def _remove_if_left_over(path: str) -> None:
    """Remove a folder aside if whoever made it is gone."""
    import fcntl
    import shutil

    with suppress(OSError):
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)
        finally:
            os.close(lock)


def _make_folder(path: str) -> None:
    """Make a folder and those above it that are missing, to stay."""
    if not os.path.isdir(path):
        parent = os.path.dirname(path)
        _make_folder(parent)
        with suppress(FileExistsError):
            os.mkdir(path)
        _sync(parent)


def _move(new: str, path: str) -> None:
    """Bring a new file or folder to the disk, and move it to its place, to stay."""
    for folder, _, names in os.walk(new):
        for name in names:
            _sync(os.path.join(folder, name))
        _sync(folder)
    if not os.path.isdir(new):
        _sync(new)
    os.replace(new, path)
    _sync(os.path.dirname(path))


def _sync(path: str) -> None:
    """Wait until a file or the list of a folder's files is on the disk."""
    try:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC_FOLDERS or not os.path.isdir(path):
            raise
