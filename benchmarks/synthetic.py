"""Write packs of any size and of the same shape as a shipped one: seeded, valid, made up.

A synthetic pack is made of cohorts. Each cohort repeats a part of the shipped pack under other
names, its hierarchy and its sentence index included; the ends of some claims are drawn from other
cohorts, so that the whole is one graph. So classes, predicates, directions, modalities and the
number of claims a concept has are distributed as in the shipped pack, at every size.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator

import pyoxigraph as ox

import kg
from kg import resources
from kg.vocabulary import PREFIXES, TKG

_MODEL = "ms"
# Those files of it that a cohort repeats: a small whole, so that sizes can be met.
_FILES = frozenset(
    (
        "article article-sentences concepts matches pack therapies trial-claims trial-concepts"
        " trials"
    ).split()
)
_NAMESPACE = "https://w3id.org/treatment-kg/ms/"
NAMESPACE = "https://example.org/synthetic/"

# One end in so many of a claim's is a concept of another cohort.
_STRANGERS = 5

_PACK = f"""@prefix dcterms: <{PREFIXES["dcterms"]}> .
@prefix owl: <{PREFIXES["owl"]}> .
@prefix tkg: <{PREFIXES["tkg"]}> .
@prefix vann: <{PREFIXES["vann"]}> .
@prefix xsd: <{PREFIXES["xsd"]}> .
<{NAMESPACE}> a tkg:Pack ;
    dcterms:title "Made up for measuring"@en ;
    dcterms:description "Nothing in it is true: the shipped pack, repeated under other names."@en ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    owl:versionInfo "0" ;
    tkg:asOf "2026-01-01"^^xsd:date ;
    vann:preferredNamespacePrefix "syn" ;
    vann:preferredNamespaceUri "{NAMESPACE}" .
"""


def write_pack(folder: str, *, triples: int, seed: int = 1) -> int:
    """Write a pack of about so many triples into a folder, and return how many it has.

    Parameters
    ----------
    folder
        A folder, made if it is not there.
    triples
        The size to reach; the last cohort is whole.
    seed
        Of the random numbers; the same seed gives the same bytes.
    """
    model = _model()
    cohorts = max(1, round(triples / sum(map(len, model.values()))))
    chance = random.Random(seed)  # noqa: S311 (nothing to guess here)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, resources.PACK_FILE), "w", encoding="utf-8") as file:
        file.write(_PACK)
    prefixes = {**PREFIXES, "syn": NAMESPACE}
    count = 0
    for name, found in model.items():
        made = [t for cohort in range(cohorts) for t in _cohort(found, cohort, cohorts, chance)]
        path = os.path.join(folder, f"{name}.ttl")
        ox.serialize(made, path, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
        count += len(made)
    return count


def _model() -> dict[str, list[ox.Triple]]:
    """Return what each file of the shipped pack says, but for what it says of itself."""
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in kg.load(_MODEL).store.quads():
        name = quad.graph_name.value.removeprefix(f"{_NAMESPACE}graph/")
        if name in _FILES and quad.subject.value != _NAMESPACE:
            graphs.setdefault("sources" if name == "pack" else name, []).append(quad.triple)
    return {name: sorted(graphs[name], key=str) for name in sorted(graphs)}


_CLAIM_ENDS = {TKG.subject, TKG.object}
# Texts that stand for one thing only, and get the number of the cohort at their end.
_OWN = {*(f"{PREFIXES['skos']}{kind}Label" for kind in ("pref", "alt")), TKG.registration}


def _cohort(
    model: list[ox.Triple], cohort: int, cohorts: int, chance: random.Random
) -> Iterator[ox.Triple]:
    for triple in model:
        among = cohort
        if triple.predicate.value in _CLAIM_ENDS and chance.randrange(_STRANGERS) == 0:
            among = chance.randrange(cohorts)
        subject = _renamed(triple.subject, cohort)
        yield ox.Triple(subject, triple.predicate, _object(triple, cohort, among))


def _object(triple: ox.Triple, cohort: int, among: int) -> ox.NamedNode | ox.Literal:
    value = triple.object
    if isinstance(value, ox.NamedNode):
        return _renamed(value, among)
    if triple.predicate.value in _OWN:
        said = f"{value.value} {cohort}"
        return ox.Literal(said, language=value.language) if value.language else ox.Literal(said)
    if triple.predicate.value == TKG.fingerprint:
        digest = hashlib.sha256(f"{value.value} {cohort}".encode()).hexdigest()
        return ox.Literal(f"sha256:{digest}")
    return value


def _renamed(node: ox.NamedNode, cohort: int) -> ox.NamedNode:
    if not node.value.startswith(_NAMESPACE):
        return node
    return ox.NamedNode(f"{NAMESPACE}{node.value.removeprefix(_NAMESPACE)}-{cohort}")
