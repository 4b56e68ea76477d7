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
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - start
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    if inner:
        took = float(said.split()[-1])
    return took, usage.ru_maxrss / 1e3


def python(*arguments: str) -> list[str]:
    """Return the command that runs this Python."""
    return [sys.executable, *arguments]
