"""Refuse and record every attempt to leave this machine; Python imports it by its name at start."""

from __future__ import annotations

import os
import sys

# The environment variable that names the file of attempts; without it nothing is watched.
RECORD = "KG_TESTS_AUDIT"

_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0", "::")
_RESOLVING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_SENDING = ("socket.connect", "socket.sendto", "socket.sendmsg")


def install() -> None:
    """Watch this process from now on; an audit hook cannot be taken off again."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in _RESOLVING:
        host = arguments[0]
    elif event in _SENDING and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "urllib.Request":
        host = str(arguments[0]).partition("://")[2] or "localhost"
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if not name.startswith(_LOOPBACK) and name != _own_name():
        with open(os.environ[RECORD], "a", encoding="utf-8") as file:
            file.write(f"{event} {name!r} by {sys.argv[:3]}\n")
        raise PermissionError(f"{event} {name!r} would leave the machine")


def _own_name() -> str:
    return os.uname().nodename


if RECORD in os.environ:
    install()
