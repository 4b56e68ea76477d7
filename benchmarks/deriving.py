"""Run the rules and the validation at several sizes, and see how they grow.

Run as ``python benchmarks/deriving.py derive|validate FOLDER``: prints the seconds it took.
"""

from __future__ import annotations

import os
import sys
import time

if __name__ == "__main__":
    # The folder of this file would hide the packages of the same names.
    sys.path[:] = [path for path in sys.path if path != os.path.dirname(os.path.abspath(__file__))]


def command(what: str, folder: str) -> list[str]:
    """Return the command that measures one of the two on a pack."""
    return [sys.executable, os.path.abspath(__file__), what, folder]


if __name__ == "__main__":
    from kg import rules
    from kg.knowledge import load
    from kg.validation import validate

    knowledge = load(sys.argv[2])
    work = {"derive": rules.derive, "validate": validate}[sys.argv[1]]
    start = time.perf_counter()
    work(knowledge.store)
    print(time.perf_counter() - start)
