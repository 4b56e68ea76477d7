"""Run the main job: from a pack to its page, its RDF and its GraphML."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg import resources
from kg.cli.sources import disclaimer, load, note
from kg.errors import DataError
from kg.files import write_files

if TYPE_CHECKING:
    from kg.knowledge import Knowledge


def build(packs: Sequence[str], out: str) -> int:
    """Build each pack into a folder; return 1 if one is not valid."""
    chosen = list(packs) or resources.packs()
    for name, count in Counter(map(_name, chosen)).items():
        if count > 1:
            raise DataError(f"the name {name!r}", "is that of two packs", "build them apart")
    return max(_build_one(pack, out) for pack in chosen)


def _name(pack: str) -> str:
    """Return what the files of a pack are called: by its name, or the last part of its path."""
    return pack if pack in resources.packs() else os.path.basename(os.path.abspath(pack))


def _build_one(pack: str, out: str) -> int:
    knowledge = load([pack])
    report = knowledge.validate()
    if not report.conforms:
        note(report.to_text())
        note(f"kg: {pack!r} is not valid; nothing was written")
        return 1
    name = _name(pack)
    files = _write(knowledge, out, name)
    print(summary(knowledge))
    print("files:")
    for path in files:
        print(f"  {path}  {os.path.getsize(path) / 1e6:.2f} MB")
    print(disclaimer(knowledge))
    return 0


def _write(knowledge: Knowledge, out: str, name: str) -> list[str]:
    """Write all files of a pack, or none, and return their paths."""
    from kg.exchange.graphml import to_graphml
    from kg.exchange.rdf import to_trig
    from kg.view.page import to_html

    files = {
        f"{name}.html": to_html(knowledge).encode(),
        f"{name}.trig": to_trig(knowledge.store),
        f"{name}.graphml": to_graphml(knowledge.graph()),
    }
    write_files(out, files)
    return [os.path.join(out, file) for file in files]


def summary(knowledge: Knowledge) -> str:
    """Return what is in the graph, in numbers."""
    concepts, claims = knowledge.concepts.values(), knowledge.claims.values()
    lines = [", ".join(pack.title for pack in knowledge.packs.values())]
    lines += _counts("concepts", (knowledge.label(concept.cls) for concept in concepts))
    lines += _counts("claims by direction", (claim.direction for claim in claims))
    lines += _counts(
        "claims by how the source puts them",
        (_modality(knowledge, claim.modality) for claim in claims),
    )
    studies = knowledge.studies.values()
    arms = sum(len(study.arms) for study in studies)
    figures = sum(len(study.results) for study in studies)
    lines += [f"studies: {len(studies)}, with {arms} arms and {figures} results"]
    lines += [f"sources: {len(knowledge.sources)}"]
    for iri, source in knowledge.sources.items():
        of_it = [claim for claim in claims if iri in claim.sources]
        located = {sentence for claim in of_it for sentence in claim.sentences}
        if of_it:
            said = f"  {source.label}: {len(of_it)} {'claim' if len(of_it) == 1 else 'claims'}"
            lines.append(f"{said} from {len(located)} sentences" if located else said)
    return "\n".join(lines)


def _modality(knowledge: Knowledge, name: str) -> str:
    from kg.vocabulary import TKG

    return knowledge.label(TKG[name])


def _counts(title: str, names: Iterable[str]) -> list[str]:
    counted = Counter(names)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [f"{title}: {sum(counted.values())}"] + [f"  {n:4}  {name}" for name, n in ranked]
