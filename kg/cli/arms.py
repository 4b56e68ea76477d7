"""Make a table part of a pack from a shell."""

from __future__ import annotations

import argparse
import os

from kg import resources
from kg.cli.sources import note
from kg.exchange.arm_rows import Import
from kg.exchange.arms import import_arms


def prepare(command: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    command.add_argument("what", choices=["arms"], help="arms: a table with a row for each arm")
    command.add_argument("table", help="a CSV file; its columns are in the documentation")
    command.add_argument("-p", "--pack", required=True, help="the pack's folder")
    command.add_argument("--outcome", required=True, help="the concept that was found out about")
    command.add_argument("--source", required=True, help="the document that reports the figures")
    command.add_argument("--doi", help="of that document")
    command.add_argument("--at", metavar="TIME", help="such as '24 months'")
    command.add_argument(
        "--verification",
        default="notVerified",
        help="readInSource, readInSecondarySource or notVerified (notVerified)",
    )
    command.add_argument("--read-in", metavar="DOCUMENT", help="where they were read, if not there")
    command.add_argument("--replace", action="store_true", help="write over an earlier import")
    command.set_defaults(
        run=lambda options: import_table(
            options.table,
            options.pack,
            Import(
                options.outcome,
                options.source,
                options.at,
                options.doi,
                options.verification,
                options.read_in,
            ),
            replace=options.replace,
        )
    )


def import_table(table: str, pack: str, said: Import, *, replace: bool) -> int:
    """Write the arms of a table into a pack."""
    folder = pack if os.path.isdir(pack) else resources.pack_folder(pack)
    path = import_arms(table, folder, said, replace=replace)
    note(f"wrote {path}")
    return 0
