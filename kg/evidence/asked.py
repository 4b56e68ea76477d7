"""Put a question to the studies of a graph: which outcome, when, by which measure, how finely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.errors import DataError, UnknownNameError
from kg.evidence.choice import Choice, weeks_of
from kg.evidence.cohorts import cohorts
from kg.evidence.counting import (
    counted_once,
    is_randomised,
    names_of,
    of_chance,
    of_people,
    without_combined,
)
from kg.evidence.data import nodes_of
from kg.evidence.label_doses import check_doses, of_labelled_doses
from kg.evidence.measures import MEASURES, Measure
from kg.evidence.measures import measure as measure_of
from kg.evidence.options import Options
from kg.evidence.pooling import retold, with_nodes
from kg.evidence.question import Origin, Question
from kg.evidence.results import printed
from kg.evidence.sentences import listed
from kg.evidence.studies import Taken, how_many_tell, take
from kg.evidence.study_pools import most_told, of_others, study_pools
from kg.evidence.synthesis import Synthesis
from kg.vocabulary import IRI, TKG

if TYPE_CHECKING:
    from kg.model.catalogue import Catalogue
    from kg.model.studies import Result, Study

# Which measure is taken where several tell as much, the first that does.
PREFERRED = ("HR", "RR", "OR", "IRR", "MD", "SMD", "ROM", "RD")

# By which measure counts tell that are reckoned from shares, unless another is asked for.
OF_SHARES = "RR"


def synthesize(
    knowledge: Catalogue,
    outcome: str,
    *,
    at: str | None = None,
    measure: str | None = None,
    window: str | None = None,
    nodes: str = "therapy",
    doses: str = "all",
    lump: Mapping[str, str] | None = None,
    assume: Mapping[str, str] | None = None,
    verified_only: bool = False,
    population: str | None = None,
    randomised_only: bool = False,
    all_together: bool = False,
    counts: Callable[[Study], bool] | None = None,
    shares: bool = True,
    mirrored: bool = True,
    options: Options | None = None,
) -> Synthesis:
    """Pool what the studies of a graph say of an outcome; see `kg.Knowledge.synthesize`.

    With `counts`, only studies count of which it says so, and whether these may be pooled with each
    other is for the caller to say. For `shares`, see `Choice`; unless `mirrored`, nothing is
    read off the absence of the outcome.
    """
    check_doses(doses)
    concept = knowledge.concept(outcome)
    weeks = None if at is None else weeks_of(at)
    if window is not None and at is None:
        raise DataError(f"the window {window!r}", "is around no time", "say at which time, too")
    studies, remarks = counted_once(knowledge, concept.iri, mirrored=mirrored)
    names = names_of(knowledge)
    said_of_doses: list[str] = []
    if doses == "labelled":
        studies, said_of_doses = of_labelled_doses(studies, concept.iri, names)
        remarks += said_of_doses
    if population is not None:
        among = knowledge.concept(population, TKG.Population)
        studies, said_of = of_people(studies, knowledge, among.iri)
        remarks += said_of
    if randomised_only:
        studies, said_of = of_chance(studies)
        remarks += said_of
    tried = [MEASURES[id] for id in PREFERRED] if measure is None else [measure_of(measure)]
    if counts is not None:
        studies = [study for study in studies if counts(study)]

    def choice(of: Measure) -> Choice:
        near = None if window is None else weeks_of(window)
        return Choice(concept.iri, of, weeks, near, nodes, verified_only, shares)

    taken_by = {by: {one.iri: take(one, choice(by), names) for one in studies} for by in tried}

    def most_telling(of: Sequence[Study]) -> tuple[int, Measure]:
        telling = [(how_many_tell([taken_by[by][s.iri] for s in of]), by) for by in tried]
        (_, many), by = max(telling, key=lambda one: one[0])
        return many, by

    if counts is None and not all_together:
        pool = most_told(study_pools(knowledge, studies), lambda one: most_telling(one.studies)[0])
        if pool is not None:
            remarks += of_others(knowledge, studies, pool)
            studies = list(pool.studies)
    _, chosen = most_telling(studies)
    taken = [one for study in studies if (one := taken_by[chosen][study.iri]) is not None]
    taken, said_of = without_combined(taken)
    remarks += said_of
    if not taken:
        # Of studies that count, none tells of it: then why others do not is no reason.
        why = said_of_doses if studies else remarks
        if verified_only:
            why = [*why, "figures of it that nobody has read are left out"]
        raise _nothing(knowledge, concept.iri, at, why)
    told = [found.told for found in taken]
    data = [found.study for found in told]
    nodes_there = nodes_of(data)
    lumped = {_node(knowledge, old, nodes_there): new for old, new in (lump or {}).items()}
    assumed = {_node(knowledge, old, nodes_there): new for old, new in (assume or {}).items()}
    renamed = {old: _named(knowledge, new) for old, new in {**lumped, **assumed}.items()}
    _, said = with_nodes(data, {o: renamed[o] for o in lumped}, {o: renamed[o] for o in assumed})
    if renamed:
        told = [retold(found, renamed, chosen) for found in told]
        taken = [replace(one, told=new) for one, new in zip(taken, told, strict=True)]
    question = Question(concept.label, chosen, at, concept.desirable, concept.iri, weeks)
    if verified_only:
        remarks.append("Figures that nobody has read are left out")
    return Synthesis(
        question,
        told,
        options or Options(),
        assumptions=said,
        remarks=[
            *remarks,
            *_times(taken, at),
            *(said for found in taken for said in found.apart),
            *_people(taken, knowledge),
            *_reading(taken, knowledge),
        ],
        origins={found.study.label: _origin(found, knowledge) for found in taken},
        ways=(
            f"window {window}",
            f"nodes by {nodes}",
            *([] if doses == "all" else [f"{doses} doses"]),
            "verified" if verified_only else "all",
            *([] if population is None else [f"population {population}"]),
            *(["randomised only"] if randomised_only else []),
            *(["all together"] if all_together else []),
            *([] if shares else ["without shares"]),
            *([] if mirrored else ["without mirrors"]),
        ),
        assumed={renamed[old]: old for old in assumed},
        concepts={names(iri): iri for iri in _concepts(knowledge, taken)},
    )


def _nothing(knowledge: Catalogue, outcome: IRI, at: str | None, remarks: list[str]) -> DataError:
    """Return what to say where no study has a result: which outcomes and times there are."""
    label = knowledge.label(outcome)
    if remarks:
        return DataError(f"the outcome {label!r}", "has no study that counts", "; ".join(remarks))
    times = sorted(
        {
            float(result.weeks)
            for study in knowledge.studies.values()
            for result in study.results
            if result.outcome == outcome and result.weeks is not None
        }
    )
    if at is not None and times:
        shown = ", ".join(f"{weeks:g}" for weeks in times)
        return DataError(f"{label} at {at}", "is in no study", f"there is week {shown}")
    outcomes = sorted(
        {
            knowledge.label(result.outcome)
            for study in knowledge.studies.values()
            for result in study.results
        }
    )
    remedy = f"there is {', '.join(outcomes)}" if outcomes else "load studies with results"
    return DataError(f"the outcome {label!r}", "is in no study", remedy)


def _node(knowledge: Catalogue, name: str, nodes: list[str]) -> str:
    """Return the node that a name stands for: as it is, or as a concept."""
    if name in nodes:
        return name
    label = _named(knowledge, name)
    if label not in nodes:
        raise UnknownNameError("treatment", name, nodes, where="in these studies")
    return label


def _named(knowledge: Catalogue, name: str) -> str:
    """Return the label of a concept, or the name itself where it is of none."""
    try:
        return names_of(knowledge)(knowledge.concept(name).iri)
    except UnknownNameError:
        return name


def _concepts(knowledge: Catalogue, taken: list[Taken]) -> list[IRI]:
    """Return every therapy and control condition, so that what a node is called can be undone."""
    arms = {arm.counts_for for found in taken for arm in found.study.arms}
    return sorted(arms | set(knowledge.concepts))


def _times(taken: list[Taken], at: str | None) -> list[str]:
    """Return what to say of the times that were taken."""
    used = [found for found in taken if found.tells]
    weeks = sorted({float(found.weeks) for found in used if found.weeks is not None})
    if not weeks and len(printed_at := _printed_times(used)) == 1 and printed_at[0]:
        return [f"No time was asked for; the figures' own, as printed: {printed_at[0]}"]
    if not weeks or (at is None and len(weeks) == 1):
        return []
    span = f"{weeks[0]:g}" if len(weeks) == 1 else f"{weeks[0]:g} to {weeks[-1]:g}"
    if at is None:
        return [f"No time was asked for: each study's longest was taken, weeks {span}"]
    return (
        [f"{at} was met by results at week {span}"]
        if len(weeks) == 1
        else [f"{at} was met by results at weeks {span}"]
    )


def _printed_times(taken: list[Taken]) -> tuple[str, ...]:
    """Return when figures that were taken are of, as printed; empty for one without a time."""
    times = {result.time_label or "" for found in taken for result in found.results}
    return tuple(sorted(times))


def _people(taken: list[Taken], knowledge: Catalogue) -> list[str]:
    """Return what to say of studies whose people, or whose ways, differ."""
    used = [found.study for found in taken if found.tells]
    people = sorted({knowledge.label(s.population) for s in used if s.population is not None})
    said = []
    if len(people) > 1:
        shown = "; ".join(people)
        said.append(f"The studies are of different people, as if that made no difference: {shown}")
    loose = [study.label for study in used if not is_randomised(study)]
    if loose:
        said.append(f"Nobody was assigned to a treatment at random in {listed(loose)}")
    for cohort in cohorts(used):
        if len(cohort) > 1:
            these = listed([study.label for study in cohort])
            said.append(f"{these} share people, and are pooled as if they did not")
    return said


def _reading(taken: list[Taken], knowledge: Catalogue) -> list[str]:
    """Return what to say of how the figures that were taken were read, and of what they lack."""
    results = [result for found in taken if found.tells for result in found.results]
    elsewhere = sum(result.verification == "readInSecondarySource" for result in results)
    unread = sum(result.verification == "notVerified" for result in results)
    said = []
    if elsewhere:
        verb = "was" if elsewhere == 1 else "were"
        of = _of_figures(elsewhere, len(results))
        said.append(f"{of} {verb} read in a secondary source")
    if unread:
        verb = "is" if unread == 1 else "are"
        said.append(f"{_of_figures(unread, len(results))} {verb} not verified")
    return [*said, *_on_documents(results, knowledge)]


def _on_documents(results: Iterable[Result], knowledge: Catalogue) -> list[str]:
    """Return what has to be known of the documents that figures were read in."""
    read = (iri for result in results for iri in (*result.sources, *result.read_in))
    documents = (knowledge.sources.get(iri) for iri in dict.fromkeys(read))
    return [f"{one.label}: {one.caveat.rstrip('.')}" for one in documents if one and one.caveat]


def _of_figures(many: int, of: int) -> str:
    return "The only figure" if of == 1 else f"{many} of {of} figures"


def _origin(found: Taken, knowledge: Catalogue) -> Origin:
    labels = {arm.iri: arm.label for arm in found.study.arms}
    told = [_told(result, labels, knowledge) for result in found.results]
    documents = {
        iri for result in found.results for iri in (*result.sources, *result.read_in)
    } or set(found.study.sources)
    dois = []
    for iri in sorted(documents):
        source = knowledge.sources.get(iri)
        dois.append((source.doi or source.label) if source else knowledge.label(iri))
    mirrors = dict.fromkeys(r.complement_of for r in found.results if r.complement_of)
    labels_of = tuple(knowledge.label(mirror) for mirror in mirrors)
    return Origin(
        tuple(told),
        tuple(dois),
        found.study.registrations,
        found.apart,
        labels_of,
        _printed_times([found]),
        tuple(_on_documents(found.results, knowledge)),
    )


def _told(result: Result, labels: Mapping[IRI, str], knowledge: Catalogue) -> tuple[str, str, str]:
    ends = [labels.get(arm, str(arm)) for arm in (result.arm, result.comparator_arm) if arm]
    read = result.verification or ""
    mirror = result.complement_of
    of = "" if mirror is None else f" ({knowledge.label(mirror)}, whose complement is taken)"
    return " against ".join(ends), f"{printed(result)}{of}", read
