"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import WriteError


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
