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


class _Stage:
    """Hold what is under way, since when, how far it is, and whether that has been shown."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.since = time.monotonic()
        self.share: float | None = None
        self.is_shown = False

    def tell(self, share: float) -> None:
        self.share = share


# The stages under way, the latest last; threads may end theirs in any order.
_stages: list[_Stage] = []

# Who shows them; the lock keeps what is over from being shown.
_shows: list[Callable[[str], None]] = []
_showing = threading.Lock()


@contextmanager
def stage(what: str) -> Iterator[Callable[[float], None]]:
    """Do a stage of some work, which says so; yield what tells how far it is, from 0 to 1."""
    entered = _Stage(what)
    _stages.append(entered)
    try:
        yield entered.tell
    finally:
        with _showing:
            _stages.remove(entered)
            if entered.is_shown:
                for show in _shows:
                    show("")


@contextmanager
def shown(show: Callable[[str], None]) -> Iterator[None]:
    """Have each stage that takes longer than two seconds shown, and again every two.

    Parameters
    ----------
    show
        Is given a line such as ``reading article.ttl: 45%, 2 s``, in a thread of its own, and an
        empty one when a stage that was shown is over.
    """
    done = threading.Event()
    thread = threading.Thread(target=_watch, args=(show, done), daemon=True)
    _shows.append(show)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        _shows.remove(show)


def _watch(show: Callable[[str], None], done: threading.Event) -> None:
    while not done.wait(_PATIENCE):
        with _showing:
            now = next(reversed(_stages), None)
            if now is not None and (seconds := time.monotonic() - now.since) >= _PATIENCE:
                far = "" if now.share is None else f"{now.share:.0%}, "
                now.is_shown = True
                show(f"{now.what}: {far}{seconds:.0f} s")
