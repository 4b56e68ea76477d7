"""What people and machines put into a graph, at its worst: texts, languages, IRIs, literals, graphs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kg.knowledge import Knowledge
from kg.store.embedded import EmbeddedStore
from kg.vocabulary import IRI, PREFIXES, TKG

XSD = PREFIXES["xsd"]
SKOS = PREFIXES["skos"]
GRAPH = "https://example.org/graph"

# KG_TEST_DEPTH=100 tries a hundred times as many examples, other ones each time.
DEPTH = int(os.environ.get("KG_TEST_DEPTH", "1"))


def examples(number: int) -> settings:
    """Return how a property is tried: so many examples, the same ones each time."""
    return settings(
        max_examples=number * DEPTH,
        deadline=None,
        derandomize=DEPTH == 1,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


# --- texts --------------------------------------------------------------------------------------

HOSTILE_TEXTS = (
    *("", " ", "\t", "\n", "\r", "\r\n", "\u00a0", "\u3000", "\u200b", "\u2028", "\u2029"),
    *("a\0b", "\x01", "\x08", "\x0b\x0c", "\x1b[31mred\x1b[0m", "\x7f", "\x85", "\ufffe", "\uffff"),
    *("\ufeffmark", "safe\u202egnol\u202c", "\u2067\u05d0\u2069", "\u061c", "\u00ad", "\u2060"),
    *("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u05de\u05d7\u05dc\u05d4", "e\u0301"),
    *("\u00e9", "\u212b", "\u0130stanbul", "stra\u00dfe", "\ufb01bre", "\u0344" * 40),
    *("\U0001f9e0", "\U0001f469\u200d\u2695\ufe0f", "\U0001f3f4\U000e0067\U000e007f", "\ue000"),
    *("</script><script>alert(1)</script>", "<!--", "-->", "<!-- <script>", "]]>", "<![CDATA["),
    *("<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "\"><b onclick='a'>", "'", '"'),
    *("&amp;", "&lt;b&gt;", "&#0;", "&nope;", "javascript:alert(1)", "data:text/html,<script>"),
    *(
        "\\",
        "\\u0041",
        "\\u0022 }",
        "\\n",
        '\\"',
        '"""',
        "'''",
        "{{ 7 * 7 }}",
        "{% raw %}",
        "{label}",
    ),
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a,b", "a;b", "a\tb", 'say "a"', "a\rb", "a\nb"),
    *(
        "?x",
        "$x",
        "} DROP ALL",
        "# no comment",
        "' UNION SELECT",
        "../../etc/passwd",
        "%s %d %(a)s",
    ),
    *("true", "null", "None", "7", "007", "1e5", "tkg:reduces", "http://example.org/a", "urn:a"),
    *(" padded ", "two  spaces", "a | b", "Aa", "aA", "x" * 5_000, "word " * 500, "\u6f22" * 300),
)


def texts() -> st.SearchStrategy[str]:
    """Return any text that a literal can hold, hostile ones often."""
    hostile = st.sampled_from(HOSTILE_TEXTS)
    joined = st.lists(hostile | st.text(max_size=8), min_size=2, max_size=3).map("".join)
    return st.one_of(hostile, joined, st.text(max_size=40))


def languages() -> st.SearchStrategy[str]:
    """Return language tags as people write them."""
    return st.sampled_from(
        "en EN en-GB en-gb de DE-at zh-Hant-TW pt-BR ar he de-CH-1901 i-klingon x-private".split()
    )


# --- IRIs ---------------------------------------------------------------------------------------

HOSTILE_IRIS = (
    *(
        "urn:a",
        "urn:uuid:00000000-0000-0000-0000-000000000000",
        "mailto:a@example.org",
        "tag:\u00e9",
    ),
    *(
        "javascript:alert(1)",
        "JavaScript:alert('x')",
        "data:text/html;base64,PHNjcmlwdD4=",
        "blob:x",
    ),
    *("file:///etc/passwd", "vbscript:a", "about:blank", "x:", "http://", "http:///", "https:a"),
    *(
        "http://e",
        "http://e/",
        "http://e/#",
        "http://e/?",
        "http://e/a",
        "http://e/a/",
        "http://e/a#",
    ),
    *(
        "HTTP://E/a",
        "http://E/a",
        "http://e:80/a",
        "http://e/%61",
        "http://e/%C3%A9",
        "http://e/\u00e9",
    ),
    *(
        "http://e/e\u0301",
        "http://e/a/../b",
        "http://e/../../b",
        "http://e/./b",
        "http://e/b",
        "//x",
    ),
    *("http://[::1]:8080/a", "http://user:pass@e/a", "http://\u4f8b.jp/", "http://e/\U0001f9e0"),
    *("http://e/safe\u202egnol", "http://e/a\u200bb", "http://e/a\u2028b", "http://e/a\u3000b"),
    *(
        "http://e/'a'",
        "http://e/a'onclick=alert(1)",
        "http://e/(a)",
        "http://e/a,b;c",
        "http://e/=1",
    ),
    *(
        "http://e/&amp;",
        "http://e/&lt;script&gt;",
        "http://e/a&b",
        "http://e/?q=a&b=c#d",
        "http://e/*",
    ),
    *(
        "http://e/constructor",
        "http://e/__proto__",
        "http://e/1",
        "http://e/-",
        "http://e/.",
        "http://e/a.",
    ),
    *(TKG.reduces + "/", TKG.reduces + ".", PREFIXES["tkg"] + "a%2Fb", PREFIXES["schema"] + "a/b"),
    "http://e/" + "long" * 500,
)[:-1]

_IRI_CHARACTERS = "abcXYZ019-._~!$&'()*+,;=:@/\u00e9\u00df\u4e2d\u202e\u2028\u200b\u3000\U0001f9e0"


def iris() -> st.SearchStrategy[IRI]:
    """Return any absolute IRI, hostile ones often."""
    hostile = st.sampled_from([iri for iri in HOSTILE_IRIS if not iri.startswith("//")])
    made = st.builds(
        "{}{}{}".format,
        st.sampled_from(["http://e/", "https://example.org/a#", "urn:x:", "http://e/a?"]),
        st.text(_IRI_CHARACTERS, max_size=12),
        st.sampled_from(["", "%20", "%F0%9F%A7%A0"]),
    )
    return st.one_of(hostile, made).map(IRI)


# --- literals -----------------------------------------------------------------------------------

_LEXICAL: dict[str, tuple[str, ...]] = {
    "integer": (
        "0",
        "007",
        "+5",
        "-0",
        "-12",
        "9" * 400,
        "9" * 5_000,
        " 7 ",
        "\u0663",
        "1.0",
        "",
        "x",
    ),
    "long": ("9223372036854775807", "-1", "9223372036854775808"),
    "nonNegativeInteger": ("5", "-5"),
    "byte": ("127", "128"),
    "decimal": ("1.50", "1.", ".5", "-0.0", "+1.10", "1e5", "0.1", "3" * 30 + ".1", "1,5", ""),
    "double": (
        "1e400",
        "-1E400",
        "NaN",
        "INF",
        "-INF",
        "+INF",
        "1",
        "1.0E0",
        "5e-324",
        "1e22",
        "nan",
    ),
    "float": ("0.1", "16777217", "NaN", "1e39", "infinity"),
    "boolean": ("true", "false", "1", "0", "TRUE", "yes", ""),
    "date": (
        "2026-11-25",
        "2026-11-25Z",
        "2026-11-25+14:00",
        "-0001-01-01",
        "0000-01-01",
        "12026-01-01",
    ),
    "dateTime": (
        "2026-11-25T10:00:00",
        "2026-11-25T10:00:00Z",
        "2026-11-25T10:00:00+00:00",
        "2026-11-25T10:00:00-05:30",
        "2026-11-25T24:00:00",
        "2026-11-25T10:00:00.123456",
        "2026-11-25T10:00:00.1234567",
        "2026-02-30T10:00:00",
        "-0001-01-01T00:00:00",
        "soon",
    ),
    "time": ("24:00:00", "10:00:00Z", "25:00:00"),
    "gYear": ("2026", "-0001", "26"),
    "duration": ("P24M", "P2Y", "PT0S", "P"),
    "string": ("a", ""),
    "anyURI": ("javascript:alert(1)", "a b"),
    "hexBinary": ("0aF", "0AFF"),
}
DATATYPES = (*(XSD + name for name in _LEXICAL), "http://example.org/own", PREFIXES["rdf"] + "HTML")


def literals() -> st.SearchStrategy[ox.Literal]:
    """Return literals of every kind: plain, with a language, typed well, oddly and wrongly."""
    typed = st.sampled_from([(text, XSD + name) for name in _LEXICAL for text in _LEXICAL[name]])
    wrong = st.tuples(texts(), st.sampled_from(DATATYPES))
    number = st.tuples(
        st.from_regex(r"\A[+-]?\d{0,4}(\.\d{0,4})?([eE][+-]?\d{1,3})?\Z"),
        st.sampled_from([XSD + name for name in ("integer", "decimal", "double", "float")]),
    )
    return st.one_of(
        texts().map(ox.Literal),
        st.builds(lambda text, language: ox.Literal(text, language=language), texts(), languages()),
        st.one_of(typed, wrong, number).map(
            lambda pair: ox.Literal(pair[0], datatype=ox.NamedNode(pair[1]))
        ),
    )


def terms() -> st.SearchStrategy[ox.Literal | ox.NamedNode]:
    """Return literals and IRIs of every kind."""
    return literals() | iris().map(ox.NamedNode)


# --- whole graphs -------------------------------------------------------------------------------

DIRECTIONS = tuple("supports disputes inconclusive mixed insufficient".split())
MODALITIES = tuple(
    "established shown possible aimedAt advised underInvestigation anecdotal".split()
)
_CLASSES = tuple("Therapy Drug Outcome Symptom Disease CellType Factor".split())
_PREDICATES = tuple("reduces halts hasSymptom hasStep isUsedFor investigates seeks causes".split())


@dataclass(frozen=True, slots=True)
class Sample:
    """Hold a graph, and what it must be found to say.

    `claims` holds subject, predicate, object, direction and modality by the claim's IRI; `names`
    holds every name of a concept by the concept's IRI.
    """

    quads: tuple[ox.Quad, ...]
    claims: dict[str, tuple[str, str, str, str, str]]
    names: dict[str, frozenset[str]]

    def knowledge(self) -> Knowledge:
        """Return the graph in a fresh store."""
        store = EmbeddedStore(prefixes=PREFIXES)
        store.extend(self.quads)
        return Knowledge(store)


def quad(subject: str, predicate: str, value: ox.NamedNode | ox.Literal | str) -> ox.Quad:
    """Return a quad; a value that is a string is an IRI."""
    term = ox.NamedNode(value) if isinstance(value, str) else value
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term, ox.NamedNode(GRAPH))


@st.composite
def samples(draw: st.DrawFn, *, most: int = 5) -> Sample:
    """Return a small graph of concepts and claims, everything in it as odd as can be."""
    known = draw(st.lists(iris(), unique=True, min_size=2, max_size=3 * most))
    cut = draw(st.integers(1, min(most, len(known) - 1)))
    concepts, claims = known[:cut], known[cut:]
    quads = [quad(TKG[name], PREFIXES["rdfs"] + "subClassOf", TKG.Concept) for name in _CLASSES]
    names = {}
    for iri in concepts:
        described, names[iri] = draw(_concept(iri, concepts))
        quads += described
    said = {}
    for iri in claims:
        said[iri] = draw(_statement(concepts))
        quads += draw(_claim(iri, said[iri], known))
    return Sample(tuple(quads), said, names)


@st.composite
def _concept(
    draw: st.DrawFn, iri: str, concepts: Sequence[str]
) -> tuple[list[ox.Quad], frozenset[str]]:
    others = st.lists(st.sampled_from(concepts), max_size=2)
    label = draw(st.none() | texts())
    more = draw(st.lists(texts(), max_size=2))
    quads = [quad(iri, PREFIXES["rdf"] + "type", TKG[draw(st.sampled_from(_CLASSES))])]
    if label is not None:
        quads.append(quad(iri, SKOS + "prefLabel", ox.Literal(label, language="en")))
    quads += [quad(iri, SKOS + "altLabel", _in_some_language(draw, name)) for name in more]
    if draw(st.booleans()):
        quads.append(quad(iri, SKOS + "definition", _in_some_language(draw, draw(texts()))))
    quads += [quad(iri, SKOS + "exactMatch", draw(iris())) for _ in range(draw(st.integers(0, 2)))]
    quads += [quad(iri, SKOS + "broader", other) for other in draw(others)]
    quads += [quad(iri, TKG.hasPart, other) for other in draw(others)]
    shown = {IRI(iri).local_name} if not label else {label}
    return quads, frozenset(shown | set(more))


def _in_some_language(draw: st.DrawFn, text: str) -> ox.Literal:
    return ox.Literal(text, language=draw(st.none() | languages()))


@st.composite
def _statement(draw: st.DrawFn, concepts: Sequence[str]) -> tuple[str, str, str, str, str]:
    predicate = draw(st.sampled_from(_PREDICATES).map(TKG.__getitem__) | iris())
    return (
        draw(st.sampled_from(concepts)),
        predicate,
        draw(st.sampled_from(concepts)),
        draw(st.sampled_from(DIRECTIONS)),
        draw(st.sampled_from(MODALITIES)),
    )


_LINKS = tuple(
    "disease population comparator means purpose region agency study source aboutClaim".split()
)
_VALUES = {
    "position": st.integers(1, 10**6).map(ox.Literal),
    "year": st.integers(1900, 2100).map(ox.Literal),
    "dose": texts().map(ox.Literal),
    "frequency": texts().map(ox.Literal),
    "weeks": st.sampled_from(["24", "24.0", "0.1", "1" * 40]).map(
        lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal"))
    )
    | st.integers(0, 10**6).map(ox.Literal),
    "timeLabel": texts().map(ox.Literal),
    "qualification": texts().map(ox.Literal),
    "validAsOf": st.dates().map(
        lambda date: ox.Literal(date.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    ),
    "appliesToKinds": st.booleans().map(ox.Literal),
}


@st.composite
def _claim(
    draw: st.DrawFn, iri: str, said: tuple[str, str, str, str, str], known: Sequence[str]
) -> list[ox.Quad]:
    subject, predicate, object_, direction, modality = said
    quads = [
        quad(iri, PREFIXES["rdf"] + "type", TKG.Claim),
        quad(iri, TKG.subject, subject),
        quad(iri, TKG.predicate, predicate),
        quad(iri, TKG.object, object_),
        quad(iri, TKG.direction, TKG[direction]),
        quad(iri, TKG.modality, TKG[modality]),
    ]
    for name in draw(st.sets(st.sampled_from(_LINKS), max_size=2)):
        quads.append(quad(iri, TKG[name], draw(st.sampled_from(known))))
    for name in sorted(draw(st.sets(st.sampled_from(sorted(_VALUES)), max_size=2))):
        quads.append(quad(iri, TKG[name], draw(_VALUES[name])))
    return quads
