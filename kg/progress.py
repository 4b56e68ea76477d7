"""Say what is under way, for whoever shows it; nothing is shown unless somebody asks.

>>> with shown(lambda said: None):
...     with stage("reading a.ttl"):
...         pass
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Work that is done sooner is not worth a word; then a word so often (seconds).
_PATIENCE = 2.0


class _Now:
    """Hold what is under way in this process: what, since when, and how far it is."""

    what = ""
    since = 0.0
    share: float | None = None


@contextmanager
def stage(what: str) -> Iterator[Callable[[float], None]]:
    """Do a stage of some work, which says so; yield what tells how far it is, from 0 to 1."""
    before = _Now.what, _Now.since, _Now.share
    _Now.what, _Now.since, _Now.share = what, time.monotonic(), None
    try:
        yield _tell
    finally:
        _Now.what, _Now.since, _Now.share = before


def _tell(share: float) -> None:
    _Now.share = share


@contextmanager
def shown(show: Callable[[str], None]) -> Iterator[None]:
    """Have each stage that takes longer than two seconds shown, and again every two.

    Parameters
    ----------
    show
        Is given a line such as ``reading article.ttl: 45 %, 2 s``, in a thread of its own.
    """
    done = threading.Event()
    thread = threading.Thread(target=_watch, args=(show, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _watch(show: Callable[[str], None], done: threading.Event) -> None:
    while not done.wait(_PATIENCE):
        what, seconds, share = _Now.what, time.monotonic() - _Now.since, _Now.share
        if what and seconds >= _PATIENCE:
            far = "" if share is None else f"{share:.0%}, "
            show(f"{what}: {far}{seconds:.0f} s")
