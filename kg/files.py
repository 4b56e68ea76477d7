"""Read a text, and write a file or a folder whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import LoadError, WriteError


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
        parent = os.path.dirname(os.path.abspath(path))
        os.makedirs(parent, exist_ok=True)
        aside = tempfile.mkdtemp(prefix=".kg-", dir=parent)
        try:
            yield aside
            os.chmod(aside, 0o777 & ~umask())
            os.rename(aside, path)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise


def write_whole(path: str, data: bytes) -> None:
    """Write a file aside, flush it to disk, and move it into place; make its folder if need be.

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
        folder = os.path.dirname(os.path.abspath(path))
        os.makedirs(folder, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".kg-", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(aside, 0o666 & ~umask())
            os.replace(aside, path)
        except BaseException:
            os.unlink(aside)
            raise


@contextmanager
def write_errors(path: str) -> Iterator[None]:
    """Turn what the operating system says into a `WriteError` about a path."""
    try:
        yield
    except OSError as error:
        raise WriteError(path, (error.strerror or str(error)).lower()) from None


def umask() -> int:
    """Return the permissions that new files are made without."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
