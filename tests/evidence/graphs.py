"""Small graphs of studies, as Turtle: two drugs and a control, two outcomes, one document."""

from __future__ import annotations

import kg

HEAD = """
@prefix ex: <https://example.org/> .
@prefix tkg: <https://w3id.org/treatment-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

ex:a a tkg:Drug ; skos:prefLabel "drug A"@en ; skos:altLabel "Alpha"@en ; skos:definition "A drug."@en .
ex:b a tkg:Drug ; skos:prefLabel "drug B"@en ; skos:definition "A drug."@en .
ex:c a tkg:ControlCondition ; skos:prefLabel "placebo"@en ; skos:definition "Nothing that works."@en .
ex:pain a tkg:Outcome ; skos:prefLabel "pain"@en ; skos:definition "What hurts."@en ; tkg:desirableDirection tkg:lower .
ex:sleep a tkg:Outcome ; skos:prefLabel "sleep"@en ; skos:definition "Rest at night."@en ; tkg:desirableDirection tkg:higher .
ex:paper a tkg:Source ; skos:prefLabel "A paper"@en .
"""


def count(
    events: int, total: int, *, outcome: str = "pain", weeks: float = 24, read: str = "readInSource"
) -> str:
    """Return so many events among so many people."""
    return (
        f"a tkg:CountResult ; tkg:outcome ex:{outcome} ; tkg:events {events} ; tkg:total {total} ;"
        f' tkg:weeks {weeks:.1f} ; tkg:timeLabel "{weeks:g} weeks" ; tkg:verification tkg:{read}'
    )


def study(name: str, more: str = "", *, label: str = "", **results: str) -> str:
    """Return a study with an arm for each treatment, and one result of each arm."""
    arms = {treatment: f"ex:{name}-{treatment}" for treatment in results}
    lines = [
        f'ex:{name} a tkg:Study ; skos:prefLabel "{label or name}"@en ; {more}',
        f'  skos:definition "A study."@en ; tkg:identified true ; tkg:hasArm {", ".join(arms.values())} .',
    ]
    for treatment, arm in arms.items():
        lines += [
            f'{arm} a tkg:Arm ; skos:prefLabel "{treatment}"@en ; tkg:countsFor ex:{treatment} .',
            f"ex:result-{name}-{treatment} {results[treatment]} ; tkg:arm {arm} ; tkg:source ex:paper .",
        ]
    return "\n".join(lines) + "\n"


def loaded(write, *turtle: str) -> kg.Knowledge:
    """Return a graph of these studies, with the rules run."""
    knowledge = kg.load(write("studies.ttl", HEAD + "\n".join(turtle)))
    knowledge.derive()
    return knowledge
