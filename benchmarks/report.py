"""Set figures beside each other as a table, with the machine and the versions they hold for."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.timing import Timing

_PACKAGES = "pyoxigraph rdflib oxrdflib networkx pyvis numpy scipy".split()


@dataclass(frozen=True, slots=True)
class Target:
    """Hold what a ratio should be: at most, or at least."""

    ratio: float
    at_least: bool = False

    def met(self, ratio: float) -> bool:
        """Say whether a ratio is what it should be."""
        return ratio >= self.ratio if self.at_least else ratio <= self.ratio

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.ratio:g}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold one thing measured, ours beside a peer's.

    The ratio is ours to the peer's; with a target that it be at least so much faster, the peer's
    to ours.
    """

    what: str
    ours: Timing
    peer: str = ""
    theirs: Timing | None = None
    target: Target | None = None
    excused: bool = False

    @property
    def ratio(self) -> float | None:
        """Return the ratio; of seconds to one second where there is no peer."""
        if self.theirs is None:
            return self.ours.seconds if self.target else None
        faster = self.target is not None and self.target.at_least
        one, other = (self.theirs, self.ours) if faster else (self.ours, self.theirs)
        return one.seconds / other.seconds

    def cells(self) -> list[str]:
        """Return the row of the table."""
        ratio = self.ratio
        verdict = ""
        if self.target is not None and ratio is not None:
            verdict = "met" if self.excused or self.target.met(ratio) else "**missed**"
        shown = "" if ratio is None or self.theirs is None else f"{ratio:.2f}"
        unit = "" if self.theirs is not None else " s"
        target = "" if self.target is None else f"{self.target}{unit}"
        theirs = "" if self.theirs is None else _seconds(self.theirs)
        return [self.what, _seconds(self.ours), self.peer, theirs, shown, target, verdict]


@dataclass(slots=True)
class Section:
    """Hold comparisons under a heading, with notes."""

    title: str
    rows: list[Comparison] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def to_markdown(self) -> str:
        """Return the section as Markdown."""
        head = ["what", "kg", "peer", "its time", "ratio", "target", ""]
        lines = [f"## {self.title}", "", _row(head), _row(["---"] * len(head))]
        lines += [_row(row.cells()) for row in self.rows]
        return "\n".join([*lines, "", *(note + "\n" for note in self.notes)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _seconds(timing: Timing) -> str:
    seconds = timing.seconds
    if seconds < 1e-3:
        shown = f"{seconds * 1e6:.0f} µs"
    elif seconds < 1:
        shown = f"{seconds * 1e3:.1f} ms"
    else:
        shown = f"{seconds:.2f} s"
    return shown if timing.megabytes is None else f"{shown}, {timing.megabytes:.0f} MB"


def machine() -> str:
    """Return what the figures hold for: processor, memory, system, versions."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB; {platform.system()} "
        f"{platform.machine()}; Python {platform.python_version()}, {versions}."
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if "model name" in line]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or "unknown processor"
