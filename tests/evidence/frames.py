"""Small tables of counts, as a user would have them."""

from __future__ import annotations

import pandas

import kg

COUNTS = ["study", "treatment", "events", "total"]


def counts(*rows: tuple[str, str, int, int]) -> pandas.DataFrame:
    return pandas.DataFrame(rows, columns=COUNTS)


LOOP = counts(
    ("S", "a", 5, 20), ("S", "b", 9, 20), ("T", "b", 4, 60), ("T", "c", 9, 60),
    ("U", "a", 3, 25), ("U", "c", 8, 25), ("V", "a", 3, 50), ("V", "b", 8, 50),
)  # fmt: skip

# Two studies that nothing connects: an odds ratio of 5 · 11 / (9 · 15), and one of 4 · 22 / (8 · 26).
APART = counts(("S", "a", 5, 20), ("S", "b", 9, 20), ("T", "c", 4, 30), ("T", "d", 8, 30))


def ranked(table: pandas.DataFrame = LOOP, **options):
    """Return a synthesis of odds of pain, of which less is better."""
    return kg.synthesize(table, **{"measure": "OR", "outcome": "pain", "better": "lower"} | options)
