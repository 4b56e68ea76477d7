"""Write the folder of a new data pack that is valid from the start."""

from __future__ import annotations

import datetime
import os
import re

import pyoxigraph as ox

from kg import resources
from kg.files import new_folder


def write_new_pack(path: str, name: str, title: str, *, today: datetime.date | None = None) -> None:
    """Write a new pack from the template, whole or not at all.

    Parameters
    ----------
    path
        The folder to make.
    name
        The pack's prefix and the last part of its namespace.
    title
        Any text.
    today
        The as-of date; the current date unless given.

    Raises
    ------
    WriteError
        If something is there already, or the folder cannot be written.
    """
    values = {
        "NAME": name,
        '"TITLE"': str(ox.Literal(title)),
        "DATE": (today or datetime.date.today()).isoformat(),
    }
    with new_folder(path, remedy="choose another name") as aside:
        for source in resources.files(resources.TEMPLATE, suffix=".ttl"):
            _fill(source, os.path.join(aside, os.path.basename(source)), values)


def _fill(template: str, path: str, values: dict[str, str]) -> None:
    with open(template, encoding="utf-8") as file:
        text = file.read()
    placeholders = "|".join(map(re.escape, values))
    text = re.sub(placeholders, lambda found: values[found.group()], text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
