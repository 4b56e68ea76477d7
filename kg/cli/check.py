"""Check data from a shell: against the shapes, and against their sources."""

from __future__ import annotations

from collections.abc import Sequence

from kg.cli.sources import load, note


def validate(paths: Sequence[str]) -> int:
    """Print each finding as a sentence; return 1 if there is one."""
    from kg.loading import open_store
    from kg.validation import validate as check

    store, warnings = open_store(paths)
    for warning in warnings:
        note(f"warning: {warning}")
    report = check(store)
    print(report.to_text())
    return 0 if report.conforms else 1


AUDIT_FORMATS = ("text", "csv", "json")


def audit(sources: Sequence[str] | None, source: str | None, format: str, *, whole: bool) -> int:
    """Print the coverage of the sources, and what to look at; return 1 if something is missing."""
    found = load(sources).audit(source=source)
    if format == "json":
        print(found.to_json())
    elif format == "csv":
        print(found.to_table().to_csv().rstrip("\n"))
    else:
        print(found.to_text(whole=whole))
    return 0 if found.complete else 1
