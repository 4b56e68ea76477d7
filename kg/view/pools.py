"""Pack what is pooled on each outcome, for the page: the pools that comparisons rest on.

The scripts of the page unpack it when its tab is opened; see ``web/pools.js``, the other half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.comparison.evidence_by_outcome import EvidenceByOutcome
from kg.comparison.filters import Filters
from kg.comparison.outcome_evidence import OutcomeEvidence
from kg.errors import KgError
from kg.evidence.arms import Counts
from kg.evidence.caveats import of_choice, of_gaps, of_study
from kg.evidence.counting import is_randomised, names_of, sorted_out
from kg.evidence.data import LEFT_OUT
from kg.evidence.sentences import counted, good, listed, percent
from kg.evidence.study_data import NOT_POOLED
from kg.evidence.study_pools import people_of
from kg.view.network_numbers import KINDS, packed_network
from kg.view.numbering import Numbers
from kg.view.trial_texts import TrialTexts
from kg.vocabulary import IRI
from kg.words.labels import Labels, clean

if TYPE_CHECKING:
    from kg.evidence.data import Told
    from kg.evidence.study_pools import StudyPool
    from kg.evidence.synthesis import Synthesis
    from kg.model.catalogue import Catalogue
    from kg.model.studies import Result, Study

# Networks of more treatments are large: their numbers by three measures would outweigh the rest.
_LARGE = 10


def evidence_payload(
    knowledge: Catalogue,
    labels: Labels,
    numbers: Numbers,
    *,
    evidence: EvidenceByOutcome | None = None,
) -> dict[str, Any]:
    """Return what the page's tab of evidence works on.

    Parameters
    ----------
    labels
        What things are called in words.
    numbers
        By which concepts, claims, sources and studies are named.
    evidence
        On outcomes, without filters, where that is there already.
    """
    return _Packing(knowledge, labels, numbers, evidence).packed()


def pooled_concepts(packed: Mapping[str, Any]) -> list[int]:
    """Return the numbers of the concepts that studies are pooled on."""
    found = (outcome["concept"] for outcome in packed["outcomes"] if outcome["pools"])
    return sorted(number for number in found if number is not None)


def pool_keys(evidence: OutcomeEvidence) -> dict[Synthesis, str]:
    """Return the key by which an address names each pool of an outcome.

    The same studies, pooled in the same way, are one pool: a study of everybody goes with those of
    each course of a disease, and where none of these tells, stands alone each time.
    """
    keys: dict[Synthesis, str] = {}
    seen: dict[tuple[object, ...], str] = {}
    times: Counter[str] = Counter()
    for pool, synthesis in evidence.pooled:
        question = synthesis.question
        studies = frozenset(one.study for network in synthesis.networks for one in network.studies)
        same = studies, question.at, question.measure.id
        if same not in seen:
            design = [] if pool.randomised else ["not randomised"]
            plain = ", ".join([question.measure.id, question.at or "longest", *design])
            times[plain] += 1
            seen[same] = plain if times[plain] == 1 else f"{plain}, {times[plain]}"
        keys[synthesis] = seen[same]
    return keys


def _each_once(evidence: OutcomeEvidence) -> Iterator[tuple[str, StudyPool, Synthesis]]:
    """Return each pool once; of large networks, what counts tell is there by one measure alone.

    That is the measure that goes first, which comparisons show.
    """
    keys = pool_keys(evidence)
    told = set()
    counted = set()
    for pool, synthesis in evidence.pooled:
        large = any(len(network.treatments) > _LARGE for network in synthesis.networks)
        if large and _is_of_counts(synthesis):
            asked = frozenset(study.iri for study in pool.studies), synthesis.question.at
            if asked in counted:
                continue
            counted.add(asked)
        if keys[synthesis] not in told:
            told.add(keys[synthesis])
            yield keys[synthesis], pool, synthesis


def _is_of_counts(synthesis: Synthesis) -> bool:
    """Return whether counts of arms tell all that is pooled, so that other measures do as well."""
    ways = {found.way for found in synthesis.told if found.contrasts is not None}
    return synthesis.question.measure.figures is Counts and ways <= {"figures", "estimates"}


class _Packing:
    def __init__(
        self,
        knowledge: Catalogue,
        labels: Labels,
        numbers: Numbers,
        evidence: EvidenceByOutcome | None,
    ) -> None:
        self._knowledge, self._labels, self._numbers = knowledge, labels, numbers
        self._names = names_of(knowledge)
        self._texts = TrialTexts(knowledge, labels, numbers)
        self._treatments: dict[str, int] = {}
        self._treatment_rows: list[list[Any]] = []
        self._evidence = evidence or EvidenceByOutcome(knowledge, Filters(), labels)

    def packed(self) -> dict[str, Any]:
        told: dict[IRI, dict[IRI, list[Result]]] = {}
        for study in self._knowledge.studies.values():
            for result in study.results:
                told.setdefault(result.outcome, {}).setdefault(study.iri, []).append(result)
        found = sorted(told, key=lambda iri: (self._labels[iri].casefold(), iri))
        outcomes = [self._outcome(iri, told[iri]) for iri in found]
        return {
            "kinds": KINDS,
            "outcomes": outcomes,
            "treatments": self._treatment_rows,
            "studies": self._texts.studies,
            "figures": self._texts.figures,
        }

    def _outcome(self, outcome: IRI, told: Mapping[IRI, list[Result]]) -> dict[str, Any]:
        evidence = self._evidence[outcome]
        try:
            _, left = sorted_out(self._knowledge, outcome)
            pools = [
                self._pool(evidence, key, pool, synthesis, left)
                for key, pool, synthesis in _each_once(evidence)
            ]
            pools.sort(key=_largest_first)
            why = "" if pools else _why_nothing(evidence)
        except KgError as error:
            # A page is shown of data that are not right, too; what is wrong with them is said.
            pools, why = [], _sentence(f"the figures cannot be pooled: {error}")
        studies = self._knowledge.studies
        return {
            "concept": self._numbers.concept.get(outcome),
            "label": self._labels[outcome],
            "pools": pools,
            "why": why,
            "remarks": [_sentence(remark) for remark in evidence.remarks],
            "told": [
                [self._texts.study(studies[iri]), [self._texts.figure(result) for result in of]]
                for iri, of in sorted(told.items(), key=lambda item: self._labels[item[0]])
            ],
        }

    def _pool(
        self,
        evidence: OutcomeEvidence,
        key: str,
        pool: StudyPool,
        synthesis: Synthesis,
        left: Sequence[tuple[Study, str]],
    ) -> dict[str, Any]:
        question = synthesis.question
        elsewhere = _elsewhere(left, evidence.outcome, pool, synthesis)
        by_label = {study.label: study for study in evidence.studies}
        numbers = {label: self._texts.study(study) for label, study in by_label.items()}
        for name in synthesis.treatments:
            self._treatment(name, synthesis)
        concepts = synthesis.concepts
        within = {study.study for network in synthesis.networks for study in network.studies}
        pooled = [by_label[label] for label in sorted(within)]
        networks = [
            packed_network(
                synthesis,
                network,
                estimate=lambda a, b: evidence.estimate(synthesis, concepts[a], concepts[b]),
                compared=lambda a, b: synthesis in evidence.telling(concepts[a], concepts[b]),
                treatments=self._treatments,
                studies=numbers,
            )
            for network in synthesis.networks
        ]
        return {
            "key": key,
            "at": question.at,
            "words": clean(question.words),
            "measure": question.measure.id,
            "measure_name": question.measure.name,
            "null": question.measure.null,
            "ratio": question.measure.ratio,
            "level": percent(synthesis.options.level),
            "better": question.better,
            "good": good(question),
            "randomised": pool.randomised,
            "kind": _kind(pool, pooled),
            "people": self._people(pooled),
            "method": clean(synthesis.method),
            "said": [said for said in map(clean, of_choice(synthesis)) if said not in elsewhere],
            "gaps": [clean(said) for said in of_gaps(synthesis)],
            "networks": networks,
            "taken": [self._taken(found, by_label) for found in synthesis.told],
        }

    def _people(self, studies: Sequence[Study]) -> str:
        return listed([clean(people) for people in people_of(self._knowledge, studies)])

    def _treatment(self, name: str, synthesis: Synthesis) -> None:
        if name not in self._treatments:
            self._treatments[name] = len(self._treatment_rows)
            concept = self._numbers.concept.get(synthesis.concepts[name])
            self._treatment_rows.append([clean(name), concept])

    def _taken(self, found: Told, by_label: Mapping[str, Study]) -> list[Any]:
        """Return a study, whether it is pooled, the figures that were taken, and what is said.

        Of a study that is pooled, what is said of figures that are not stands by itself.
        """
        study = by_label[found.study.study]
        used = set(found.origins) if found.contrasts is not None else set()
        # What is read off a mirror of the outcome is the same figure.
        origins = dict.fromkeys(result.iri for result in study.results if result.iri in used)
        own = {result.iri: result for result in study.results}
        figures = [self._texts.figure(own[iri]) for iri in origins]
        pooled = found.contrasts is not None
        said = [clean(remark) for remark in of_study(found)]
        ends = f"{NOT_POOLED}.", f"{LEFT_OUT}."
        left = [remark for remark in said if pooled and remark.endswith(ends)]
        taken = [remark for remark in said if remark not in left]
        return [self._texts.study(study), int(pooled), figures, taken, left]


def _elsewhere(
    left: Sequence[tuple[Study, str]], outcome: IRI, pool: StudyPool, synthesis: Synthesis
) -> set[str]:
    """Return why studies are left out that could not have been in a pool.

    The page says it in any case, below the studies of the outcome.
    """
    treatments = {synthesis.concepts[name] for name in synthesis.treatments}
    return {
        _sentence(remark)
        for study, remark in left
        if not study.told_of(outcome) & treatments
        or (study.design != "metaAnalysis" and is_randomised(study) != pool.randomised)
    }


def _largest_first(pool: Mapping[str, Any]) -> tuple[bool, int, int, int]:
    """Return a key that puts trials first, then what connects most treatments by most studies."""
    networks = pool["networks"]
    connected = max((len(one["treatments"]) for one in networks), default=0)
    treatments = sum(len(one["treatments"]) for one in networks)
    return (
        not pool["randomised"],
        -connected,
        -treatments,
        -sum(len(n["studies"]) for n in networks),
    )


def _kind(pool: StudyPool, pooled: Sequence[Study]) -> str:
    """Return in words how the studies that are pooled assigned people."""
    if not pool.randomised:
        return "Studies in which nobody was assigned to a treatment at random"
    unknown = sum(study.design is None for study in pooled)
    if unknown == len(pooled):
        return "Studies whose design is not recorded"
    if unknown:
        return f"Randomised trials, with {unknown} whose design is not recorded"
    return "Randomised trials"


def _sentence(text: str) -> str:
    said = clean(text)
    return said[:1].upper() + said[1:] + ("" if said.endswith(".") else ".")


def _why_nothing(evidence: OutcomeEvidence) -> str:
    """Return why studies that tell of an outcome cannot be pooled."""
    studies = evidence.studies
    if not studies:
        return "No study counts."
    if evidence.too_rare:
        return f"{evidence.too_rare}."
    comparing = [s for s in studies if len(s.told_of(evidence.outcome)) > 1]
    if not comparing:
        if len(studies) == 1:
            return "One study, with figures of one treatment alone."
        return f"{counted(len(studies), 'study')}, each with figures of one treatment alone."
    if len(comparing) == 1:
        return "One study compares treatments, and no effect can be made of its figures."
    return (
        f"{counted(len(comparing), 'study')} compare treatments, and no effect can be made of"
        " their figures."
    )
