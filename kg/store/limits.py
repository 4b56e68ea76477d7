"""Work within limits of time and memory, in a process that can be stopped.

Oxigraph has no time-out, and its parser and its allocator end the process that they fail in. So
work that must not run away is done by a child: a fork, which sees the store as it stands at that
moment (its pages are shared, not copied), hands back bytes, and is killed at the limit.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import NoReturn

from kg.errors import DataError, LimitError

# What a query may take above the store itself unless it is told otherwise.
_MEGABYTES = 1_000

_MEGABYTE = 1_000_000
_READ_SIZE = 1 << 20

# The system waits no longer at once (milliseconds).
_LONGEST_WAIT = 1_000_000

# What the child says first: it has the answer, or an error.
_ANSWER, _ERROR = b"+", b"-"


class Limits:
    """Hold how long work may take (seconds) and how much memory above the store's (megabytes).

    Examples
    --------
    >>> Limits(seconds=0.5).megabytes
    1000
    >>> Limits(seconds=-1)
    Traceback (most recent call last):
    kg.errors.DataError: the time limit -1 is not above zero; give seconds, such as 5
    """

    __slots__ = ("megabytes", "seconds")

    def __init__(self, seconds: float | None = None, megabytes: float | None = None) -> None:
        self.seconds = seconds
        self.megabytes = _MEGABYTES if megabytes is None else megabytes
        if seconds is not None and not 0 < seconds < float("inf"):
            raise DataError(
                f"the time limit {seconds:g}", "is not above zero", "give seconds, such as 5"
            )
        if not 0 < self.megabytes < float("inf"):
            culprit = f"the memory limit {self.megabytes:g}"
            raise DataError(culprit, "is not above zero", "give megabytes, such as 500")


def within(
    limits: Limits,
    work: Callable[[], bytes],
    *,
    still: AbstractContextManager[object] | None = None,
) -> bytes:
    """Return what work returns, done by a child process within limits.

    Parameters
    ----------
    limits
        Of time and memory.
    work
        What the child does.
    still
        A lock to hold while the child is born, so that no other thread is changing what it
        inherits.

    Raises
    ------
    LimitError
        If it took too long or too much memory, or its process came to a bad end; the child is
        gone then, and this process as it was.
    Exception
        What the work itself raised.

    Examples
    --------
    >>> within(Limits(seconds=5), lambda: b"done")
    b'done'
    >>> within(Limits(seconds=0.1), lambda: time.sleep(60) or b"")
    Traceback (most recent call last):
    kg.errors.LimitError: query: was stopped after 0.1 s; narrow it, or allow more time
    """
    deadline = None if limits.seconds is None else time.monotonic() + limits.seconds
    with _child(limits, work, still or nullcontext()) as (pid, pipe):
        said = _read(pipe, deadline)
        if said is None:
            raise LimitError(f"after {limits.seconds:g} s", "time")
        status = os.waitpid(pid, 0)[1]
    if said[:1] == _ANSWER and status == 0:
        return said[1:]
    if said[:1] == _ERROR and status == 0:
        raise _error(said[1:])
    raise _bad_end(status, limits)


@contextmanager
def _child(
    limits: Limits, work: Callable[[], bytes], still: AbstractContextManager[object]
) -> Iterator[tuple[int, int]]:
    """Start a child, give its process number and the pipe it answers by, and see it gone."""
    theirs_to_read, ours = os.pipe()
    with still, warnings.catch_warnings():
        # Python warns that other threads' locks stay locked in the child. It takes none of theirs:
        # it computes, writes to a pipe and ends, and if it hangs it is killed.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        _be_the_child(limits, work, ours)
    os.close(ours)
    try:
        yield pid, theirs_to_read
    finally:
        os.close(theirs_to_read)
        _see_gone(pid)


def _see_gone(pid: int) -> None:
    try:
        if os.waitpid(pid, os.WNOHANG)[0] == 0:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    except ChildProcessError:
        pass  # It was waited for already.


def _be_the_child(limits: Limits, work: Callable[[], bytes], pipe: int) -> NoReturn:
    """Do the work, write what comes of it, and end without running anything else of the parent."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _be_quiet()
        _bound_memory(limits)
        with os.fdopen(pipe, "wb") as out:
            try:
                answer = work()
                out.write(_ANSWER)
                out.write(answer)
                code = 0
            except MemoryError:
                os.abort()
            except Exception as error:
                import pickle

                out.write(_ERROR + pickle.dumps(error))
                code = 0
    finally:
        os._exit(code)


def _be_quiet() -> None:
    """Keep what a failing process says from the user's terminal, and its core from the disk."""
    import faulthandler

    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_memory(limits: Limits) -> None:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            taken = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return  # Not Linux: only time is bounded there.
    most = taken + int(limits.megabytes * _MEGABYTE)
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    if hardest != resource.RLIM_INFINITY:
        most = min(most, hardest)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _read(pipe: int, deadline: float | None) -> bytes | None:
    """Return all that comes out of a pipe, or None if the time is up first."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    pieces: list[bytes] = []
    while True:
        if deadline is not None:
            left = (deadline - time.monotonic()) * 1000
            if left <= 0:
                return None
            if not poll.poll(min(left, _LONGEST_WAIT)):
                continue
        piece = os.read(pipe, _READ_SIZE)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def _error(data: bytes) -> Exception:
    """Return the error that our own child met."""
    import pickle

    found: Exception = pickle.loads(data)  # noqa: S301 (our own child wrote it)
    return found


def _bad_end(status: int, limits: Limits) -> LimitError:
    """Return what the end of a child means that handed back no answer."""
    code = os.waitstatus_to_exitcode(status)
    # An allocator that gets no memory aborts; the system kills who takes too much of it.
    if code in (-signal.SIGABRT, -signal.SIGKILL):
        return LimitError(f"at {limits.megabytes:g} MB of memory", "memory")
    why = f"by {signal.Signals(-code).name}" if code < 0 else "because its process failed"
    return LimitError(why, "process")
