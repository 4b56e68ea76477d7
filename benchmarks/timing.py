"""Time calls and processes in turn, so that a machine that slows down slows all of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# A call shorter than this is repeated until it takes so long, and the time divided.
_SHORTEST = 0.02

_LAUNCHER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "launch.py")


@dataclass(frozen=True, slots=True)
class Timing:
    """Hold a median of seconds, and the largest memory of the process in megabytes if known."""

    seconds: float
    megabytes: float | None = None


def time_calls(calls: Mapping[str, Callable[[], object]], *, rounds: int = 5) -> dict[str, Timing]:
    """Return the median of each call, made in turn: A B C A B C."""
    repeats = {name: _repeats(call) for name, call in calls.items()}
    found: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            found[name].append(_seconds(call, repeats[name]))
    return {name: Timing(statistics.median(seconds)) for name, seconds in found.items()}


def _repeats(call: Callable[[], object]) -> int:
    """Return how often to call, and warm up on the way."""
    return max(1, round(_SHORTEST / max(_seconds(call, 1), 1e-7)))


def _seconds(call: Callable[[], object], repeats: int) -> float:
    start = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - start) / repeats


def time_processes(
    commands: Mapping[str, Sequence[str]], *, rounds: int = 5, inner: bool = False
) -> dict[str, Timing]:
    """Return the median of each command as a whole process, run in turn, and its peak memory.

    Parameters
    ----------
    commands
        What to run, by name.
    rounds
        How often each is run, after one run that is not counted.
    inner
        Whether the command itself prints the seconds that count, as its last line.
    """
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    peaks: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            took, peak = _run(command, inner=inner)
            if number:
                seconds[name].append(took)
                peaks[name].append(peak)
    return {
        name: Timing(statistics.median(seconds[name]), statistics.median(peaks[name]))
        for name in commands
    }


def _run(command: Sequence[str], *, inner: bool) -> tuple[float, float]:
    launched = [sys.executable, "-I", "-S", _LAUNCHER, *command]
    done = subprocess.run(launched, stdout=subprocess.PIPE, text=True, check=True)
    *said, last = done.stdout.rstrip().splitlines()
    took, peak, code = last.split()
    if code != "0":
        raise RuntimeError(f"{command} ended with {code}")
    return float(said[-2] if inner else took), float(peak)


def python(*arguments: str) -> list[str]:
    """Return the command that runs this Python."""
    return [sys.executable, *arguments]
