"""Run a command and say on the last line: its seconds, its peak of memory (MB), its exit code.

A process of its own, and a small one: the memory that a command is charged with begins with what
the process that starts it has taken.
"""

import os
import sys
import time

if __name__ == "__main__":
    start = time.perf_counter()
    child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
    _, status, usage = os.wait4(child, 0)
    took = time.perf_counter() - start
    print("\n", took, usage.ru_maxrss / 1e3, os.waitstatus_to_exitcode(status))
