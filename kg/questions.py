"""List the competency questions and answer one.

A question is a file ``ontology/questions/<theme>/<id>.rq`` with a header: id, question, theme,
parameters and tags. A parameter is a concept, given by label, alternative label, CURIE or IRI, or
by the name of something that it is of; where it is left out, the question is answered for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg import resources
from kg.errors import DataError, UnknownNameError
from kg.files import read_text
from kg.vocabulary import TKG

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue
    from kg.model.values import Concept
    from kg.store.table import Table


@dataclass(frozen=True, slots=True)
class Parameter:
    """Hold a parameter of a question: its name, the class it takes, an example."""

    name: str
    cls: str
    example: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Hold a competency question and its query."""

    id: str
    text: str
    theme: str
    parameters: tuple[Parameter, ...]
    tags: tuple[str, ...]
    query: str

    def asked(self, names: Mapping[str, str]) -> str:
        """Return the question with the given names in it, and 'any …' for those left out.

        Examples
        --------
        >>> question("symptoms").asked({"disease": "MS"})
        'What are the symptoms of MS?'
        """
        text = self.text
        for parameter in self.parameters:
            name = names.get(parameter.name) or f"any {parameter.name.replace('_', ' ')}"
            text = text.replace("{" + parameter.name + "}", name)
        return text


@cache
def questions() -> tuple[Question, ...]:
    """List every shipped question, by theme.

    Examples
    --------
    >>> len(questions()) >= 40
    True
    """
    return tuple(_read(path) for path in resources.files("questions", suffix=".rq"))


def _read(path: str) -> Question:
    query = read_text(path)
    header = resources.header_of(path, query)
    try:
        return Question(
            id=header["id"],
            text=header["question"],
            theme=header["theme"],
            parameters=tuple(
                Parameter(name, of["class"], of["example"], bool(of.get("required")))
                for name, of in (header.get("parameters") or {}).items()
            ),
            tags=tuple(header.get("tags") or ()),
            query=query,
        )
    except KeyError as error:
        raise DataError(repr(path), f"has no {error} in its header", "add it") from None


def question(id: str) -> Question:
    """Return the question with an id.

    Raises
    ------
    UnknownNameError
        If there is none; similar ones are suggested.
    """
    known = {question.id: question for question in questions()}
    if id not in known:
        raise UnknownNameError("question", id, sorted(known), where="among the questions")
    return known[id]


def answer(
    knowledge: Catalogue,
    id: str,
    names: Mapping[str, str],
    *,
    timeout: float | None = None,
    memory: float | None = None,
) -> Table:
    """Answer a question about concepts given by name, within limits if there are any.

    Raises
    ------
    UnknownNameError
        If the question, a parameter or a concept is not known.
    DataError
        If a parameter is missing, or its concept is of another class than the question takes.
    """
    asked = question(id)
    bound = meant(knowledge, id, names)
    for parameter in asked.parameters:
        if parameter.required and not names.get(parameter.name):
            raise DataError(
                f"the question {id!r}",
                f"needs a {parameter.name}",
                f"give one, such as {parameter.example!r}",
            )
    return knowledge.select(asked.query, timeout=timeout, memory=memory, **bound)


def meant(knowledge: Catalogue, id: str, names: Mapping[str, str]) -> dict[str, Concept]:
    """Return the concepts that the names for a question's parameters mean, by parameter.

    Examples
    --------
    >>> import kg
    >>> people = meant(kg.load("ms"), "known-for-people", {"people": "PPMS"})["people"]
    >>> people.label
    'people with primary progressive multiple sclerosis'
    """
    taken = {parameter.name: parameter for parameter in question(id).parameters}
    for name in names:
        if name not in taken:
            where = f"of the question {id!r}"
            raise UnknownNameError("parameter", name, sorted(taken), where=where)
    return {name: _concept(knowledge, taken[name], value) for name, value in names.items()}


def _concept(knowledge: Catalogue, parameter: Parameter, name: str) -> Concept:
    remedy = f"the question takes {parameter.cls}"
    return knowledge.concept(name, TKG[parameter.cls], remedy=remedy)
