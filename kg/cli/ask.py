"""List the competency questions from a shell, and have one answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kg.cli.sources import disclaimer, load, note
from kg.errors import DataError
from kg.questions import Question, meant, question, questions
from kg.store.table import Table
from kg.words.names import taken_for

if TYPE_CHECKING:
    from kg.knowledge import Knowledge

FORMATS = ("table", "csv", "tsv", "json", "spreadsheet")


def ask(
    id: str | None,
    parameters: Sequence[str],
    format: str,
    sources: Sequence[str] | None,
    *,
    timeout: float | None,
    memory: float | None,
) -> int:
    """Print the list of questions, or the answer to one, found within limits."""
    if id is None:
        print(_listing())
        return 0
    asked = question(id)
    names = _named(asked, parameters)
    knowledge = load(sources)
    table = knowledge.answer(id, timeout=timeout, memory=memory, **names)
    note(asked.asked(names))
    for sentence in _taken(knowledge, id, names):
        note(sentence)
    print(_shown(table, names) if format == "table" else _formatted(table, format))
    if not table:
        note("No rows: nothing that is loaded fits.")
    note(disclaimer(knowledge))
    return 0


def _listing() -> str:
    lines = []
    for theme, members in groupby(questions(), lambda question: question.theme):
        lines.append(theme)
        for member in members:
            takes = " ".join(
                parameter.name if parameter.required else f"[{parameter.name}]"
                for parameter in member.parameters
            )
            lines.append(f"  {f'{member.id} {takes}'.strip():<44}  {member.text}")
    lines.append("")
    lines.append("Answer one with: kg ask ID [NAME …], for example: kg ask procedure-steps AHSCT")
    return "\n".join(lines)


def _named(asked: Question, given: Sequence[str]) -> dict[str, str]:
    """Return the parameters by name, given as ``name=value`` or in order."""
    order = [parameter.name for parameter in asked.parameters]
    names: dict[str, str] = {}
    for value in given:
        name, equals, rest = value.partition("=")
        if equals and name.isidentifier():
            if name in names:
                raise DataError(f"the parameter {name!r}", "is given twice", "give it once")
            names[name] = rest
            continue
        free = [name for name in order if name not in names]
        if not free:
            takes = ", ".join(order) or "no parameter"
            raise DataError(f"{value!r}", "is one name too many", f"the question takes {takes}")
        names[free[0]] = value
    return names


def _taken(knowledge: Knowledge, id: str, names: Mapping[str, str]) -> Iterator[str]:
    """Say which concept a name was taken for, where it is not its label, or short for it."""
    for name, concept in meant(knowledge, id, names).items():
        if said := taken_for(names[name], concept):
            yield said


def _shown(table: Table, names: Mapping[str, str]) -> str:
    """Return a table for a person: without the columns that only repeat what was asked for."""
    asked = {f"{name}_label" for name in names}
    kept = [i for i, column in enumerate(table.columns) if column not in asked]
    return table.columns_at(kept).to_text()


def _formatted(table: Table, format: str) -> str:
    if format == "json":
        import json

        rows = [row.asdict() for row in table]
        return json.dumps(rows, ensure_ascii=False, indent=1, default=str)
    delimiter = "\t" if format == "tsv" else ","
    return table.to_csv(delimiter=delimiter, spreadsheet=format == "spreadsheet").rstrip("\n")
