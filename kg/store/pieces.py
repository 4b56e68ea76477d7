"""Hand a file to a parser piece by piece, look at each piece, and let the work be interrupted."""

from __future__ import annotations

import codecs
import io
import os
import stat
from collections.abc import Callable
from typing import IO, BinaryIO, cast

from kg.errors import LoadError

# What is read from the disk at once; the parser asks for much less.
_BLOCK = 1 << 18

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def open_source(path: str) -> BinaryIO:
    """Open a file for reading, more than once over; a pipe is read whole for that.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    try:
        file = open(path, "rb")  # noqa: SIM115 (the caller closes it)
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return file
        with file:
            return io.BytesIO(file.read())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LoadError(path, reason, remedy="check the path; nothing was loaded") from None
    except ValueError as error:
        raise LoadError(path, str(error), remedy="check the path; nothing was loaded") from None


class FoundMark(Exception):  # noqa: N818 (no error: what was watched for is there)
    """Say that what was watched for has come, before the parser has seen it."""


class Pieces:
    """Be what a parser reads: the pieces of a file, each of them looked at.

    Parameters
    ----------
    path
        For the errors.
    source
        A file at its start.
    tell
        Is told how far the reading is, from 0 to 1.
    watch_for
        Two bytes that raise `FoundMark` when they come.

    Raises
    ------
    LoadError
        From `read`, at a NUL character, at what is not UTF-8, and at a mark of UTF-16.
    """

    def __init__(
        self,
        path: str,
        source: BinaryIO,
        *,
        tell: Callable[[float], None] | None = None,
        watch_for: bytes = b"",
    ) -> None:
        self._path, self._source, self._tell, self._watch_for = path, source, tell, watch_for
        self._size = source.seek(0, os.SEEK_END)
        source.seek(0)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._done = 0
        self._block, self._at = b"", 0
        self._last = b""
        self.is_blank = True

    def as_file(self) -> IO[bytes]:
        """Return this as what a parser takes; it reads and does nothing else."""
        return cast("IO[bytes]", self)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most so many; none at the end."""
        if size < 0:
            pieces = [self._block[self._at :]]
            while self._fill():
                pieces.append(self._block)
            self._at = len(self._block)
            return b"".join(pieces)
        if self._at >= len(self._block) and not self._fill():
            return b""
        piece = self._block[self._at : self._at + size]
        self._at += len(piece)
        return piece

    def _fill(self) -> bool:
        """Read and look at the next block; say whether there is one."""
        block = self._source.read(_BLOCK)
        self._check(block)
        if self._done == 0:
            block = block.removeprefix(_BYTE_ORDER_MARK)
        self._done = self._source.tell()
        if self._tell is not None and self._size:
            self._tell(self._done / self._size)
        self._block, self._at = block, 0
        # Of a file that is nothing but its mark, the block is empty and yet not the last.
        return bool(block) or (0 < self._done < self._size and self._fill())

    def _check(self, block: bytes) -> None:
        if self._done == 0 and block.startswith(_UTF_16_MARKS):
            raise self._refusal("the text is UTF-16 (byte 0)", "save it as UTF-8")
        if (nul := block.find(b"\0")) >= 0:
            place = self._done + nul
            if place < 4:
                raise self._refusal(f"the text is UTF-16 or 32 (byte {place})", "save it as UTF-8")
            raise self._refusal(f"there is a NUL character at byte {place}", "remove it")
        waiting = len(self._decoder.getstate()[0])
        try:
            self._decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            place = self._done - waiting + error.start
            raise self._refusal(
                f"the text is not UTF-8 (byte {place})", "save it as UTF-8"
            ) from None
        if self._watch_for and self._watch_for in self._last + block:
            raise FoundMark
        self._last = block[-1:]
        self.is_blank = self.is_blank and not block.removeprefix(_BYTE_ORDER_MARK).strip()

    def _refusal(self, reason: str, remedy: str) -> LoadError:
        return LoadError(self._path, reason, remedy=remedy)
