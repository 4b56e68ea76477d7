"""Drawings as SVG: valid, the same to the byte, with words and data beside them."""

from __future__ import annotations

import builtins
import csv
import xml.etree.ElementTree as ET

import pandas
import pytest

from kg import DataError, WriteError
from tests.evidence.frames import APART, COUNTS, LOOP, ranked

KINDS = ["forest", "geometry", "rankogram", "funnel"]

every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def drawn():
    """Return each drawing of the loop, by its kind."""
    found = ranked()
    return {kind: getattr(found, kind)() for kind in KINDS}


def texts(svg: str) -> list[str]:
    """Return the texts of a drawing, read as XML."""
    return ["".join(text.itertext()).strip() for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # fmt: skip


@every_kind
def test_a_drawing_is_valid_svg_and_names_every_treatment(drawn, kind):
    svg = drawn[kind].svg
    root = ET.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    shown = " ".join(texts(svg)).split()
    assert {"a", "b", "c"} <= set(shown)
    assert "pain" in " ".join(shown)


@every_kind
def test_a_drawing_is_the_same_twice_to_the_byte(drawn, kind):
    again = getattr(ranked(), kind)()
    assert again.svg == drawn[kind].svg
    assert again.data == drawn[kind].data


@every_kind
def test_a_drawing_holds_no_date_and_no_script(drawn, kind):
    assert "<dc:date>" not in drawn[kind].svg
    assert "<script" not in drawn[kind].svg


@every_kind
def test_a_notebook_shows_the_svg_and_a_shell_the_words(drawn, kind):
    figure = drawn[kind]
    assert figure._repr_svg_() == figure.svg
    assert repr(figure) == f"Figure({figure.alt!r})"


@pytest.mark.parametrize(
    ("kind", "alt"),
    [
        # 4 · 22 / (8 · 26) and 5 · 11 / (9 · 15), weighed by the inverse of their variances.
        ("forest", "Forest plot of pain: odds ratio against b. a 0.42 (0.16 to 1.07)"),
        ("geometry", "Network of pain. a and b: 2 studies"),
        ("rankogram", "Chances of ranks on pain: a SUCRA 0.97; b SUCRA 0.03"),
        ("funnel", "Comparison-adjusted funnel plot of pain: 2 contrasts"),
    ],
)
def test_a_person_who_does_not_see_it_is_told_what_is_drawn(kind, alt):
    two = APART.assign(treatment=["a", "b", "a", "b"])
    assert getattr(ranked(two), kind)().alt == alt


# --- data -----------------------------------------------------------------------------------------------


def test_the_data_of_a_forest_are_the_estimates_that_it_draws():
    found = ranked()
    data = found.forest().data
    assert data.columns == (
        "treatment", "comparator", "estimate", "lower", "upper", "predicted_lower",
        "predicted_upper", "evidence", "direct_studies",
    )  # fmt: skip
    assert [(row.treatment, row.comparator, row.evidence, row.direct_studies) for row in data] == [
        ("a", "b", "mixed", 2),
        ("c", "b", "mixed", 1),
    ]
    effect = found.effect("a", "b")
    assert (data[0].estimate, data[0].lower, data[0].upper) == (
        effect.value,
        effect.lower,
        effect.upper,
    )
    assert (data[0].predicted_lower, data[0].predicted_upper) == effect.prediction


def test_a_forest_is_against_any_treatment_that_is_asked_for():
    figure = ranked().forest(reference="a")
    assert [(row.treatment, row.comparator) for row in figure.data] == [("b", "a"), ("c", "a")]
    assert "odds ratio against a (lower is better)" in texts(figure.svg)


@pytest.mark.parametrize(
    ("options", "axis", "title"),
    [
        ({}, "odds ratio against b (lower is better)", "confidence (thick) and prediction (thin)"),
        ({"better": None}, "odds ratio against b", "confidence (thick) and prediction (thin)"),
        ({"model": "common"}, "odds ratio against b (lower is better)", "confidence"),
    ],
)
def test_a_forest_says_what_its_lines_are_and_which_side_is_good(options, axis, title):
    shown = texts(ranked(**options).forest().svg)
    assert axis in shown
    assert f"pain: 95 % {title}" in shown


def test_a_forest_prints_each_estimate_with_its_interval():
    assert "0.41 (0.11 to 1.56)" in texts(ranked(APART.head(2)).forest().svg)


def test_the_data_of_a_geometry_are_its_lines():
    data = ranked(APART).geometry().data
    assert data.columns == ("network", "treatment", "comparator", "studies", "names")
    assert list(data.tuples()) == [(1, "a", "b", 1, "S"), (2, "c", "d", 1, "T")]


def test_a_line_of_a_geometry_names_its_studies(drawn):
    assert list(drawn["geometry"].data.tuples()) == [
        (1, "a", "b", 2, "S; V"), (1, "a", "c", 1, "U"), (1, "b", "c", 1, "T"),
    ]  # fmt: skip


def test_a_geometry_of_one_network_leaves_out_the_other():
    found = ranked(APART)
    data = found.geometry(found.networks[1]).data
    assert list(data.tuples()) == [(1, "c", "d", 1, "T")]


def test_the_chances_of_a_rankogram_add_up(drawn):
    data = drawn["rankogram"].data
    assert data.columns == ("treatment", "rank", "chance")
    sums = {name: sum(r.chance for r in data if r.treatment == name) for name in "abc"}
    assert sums == pytest.approx({"a": 1, "b": 1, "c": 1})
    assert [(row.treatment, row.rank) for row in data][:3] == [("a", 1), ("a", 2), ("a", 3)]


def test_a_rankogram_needs_a_direction():
    with pytest.raises(DataError, match="say whether higher or lower is better"):
        ranked(better=None).rankogram()


def test_a_funnel_shows_each_contrast_less_what_its_comparison_says(drawn):
    data = drawn["funnel"].data
    assert data.columns == ("study", "comparison", "off", "standard_error")
    assert [(row.study, row.comparison) for row in data] == [
        ("S", "a against b"), ("T", "c against b"), ("U", "c against a"), ("V", "a against b"),
    ]  # fmt: skip
    # Alone in its comparison, a study lies on the line; S and V lie around it by their weights.
    assert (data[1].off, data[2].off) == pytest.approx((0, 0), abs=1e-12)
    weighted = [data[i].off / data[i].standard_error ** 2 for i in (0, 3)]
    assert sum(weighted) == pytest.approx(0, abs=1e-9)
    assert data[0].standard_error == pytest.approx(0.684607, abs=1e-6)


# --- what is difficult to draw ----------------------------------------------------------------------------


@pytest.mark.parametrize(("measure", "interval"), [("OR", "normal"), ("OR", "HK"), ("RD", "t")])
@every_kind
def test_one_study_can_be_drawn(kind, measure, interval):
    figure = getattr(ranked(APART.head(2), measure=measure, interval=interval), kind)()
    assert ET.fromstring(figure.svg).tag.endswith("svg")


@every_kind
def test_more_treatments_than_colours_can_be_drawn(kind):
    rows = [(f"S{i}", f"drug {j}", 5 + j, 40) for i in range(8) for j in (i, i + 1)]
    figure = getattr(ranked(pandas.DataFrame(rows, columns=COUNTS)), kind)()
    assert ET.fromstring(figure.svg).tag.endswith("svg")
    many = {"forest": 8, "geometry": 8, "rankogram": 81, "funnel": 8}
    assert len(figure.data) == many[kind]


@every_kind
def test_a_label_with_characters_of_markup_is_text(kind):
    hostile = LOOP.assign(treatment=LOOP.treatment.map({"a": "<b>&'\"", "b": "µg ≥ 5 %", "c": "c"}))
    svg = getattr(ranked(hostile, outcome="</text><script>"), kind)().svg
    shown = " ".join(texts(svg))
    assert "<b>&'\"" in shown
    assert "</text><script>" in shown
    assert "<script" not in svg


def test_where_nothing_is_compared_the_geometry_is_empty():
    nothing = pandas.DataFrame([("S", "a", 0, 20), ("S", "b", 0, 20)], columns=COUNTS)
    figure = ranked(nothing).geometry()
    assert ET.fromstring(figure.svg).tag.endswith("svg")
    assert len(figure.data) == 0


# --- files ------------------------------------------------------------------------------------------------


@every_kind
def test_saving_writes_the_svg_and_its_data_beside_it(drawn, kind, tmp_path):
    figure = drawn[kind]
    figure.save(tmp_path / "figure.svg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figure.csv", "figure.svg"]
    assert (tmp_path / "figure.svg").read_text(encoding="utf-8") == figure.svg
    with (tmp_path / "figure.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == list(figure.data.columns)
    assert len(rows) == len(figure.data) + 1


def test_saving_where_nothing_can_be_written_is_refused(drawn, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(WriteError):
        drawn["forest"].save(tmp_path / "file" / "figure.svg")
    assert (tmp_path / "file").read_text() == "mine"


@every_kind
def test_without_matplotlib_it_is_said_how_to_get_it(kind, monkeypatch):
    found = ranked()
    import_of = builtins.__import__

    def without(name, *arguments, **options):
        if name.partition(".")[0] == "matplotlib":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return import_of(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DataError) as caught:
        getattr(found, kind)()
    assert str(caught.value) == (
        "matplotlib is not installed, and draws; install it: pip install 'treatment-kg[plots]'"
    )


def test_a_synthesis_needs_no_matplotlib(monkeypatch):
    import_of = builtins.__import__

    def without(name, *arguments, **options):
        assert name.partition(".")[0] != "matplotlib"
        return import_of(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    assert ranked().to_text().startswith("Pain: odds ratio")
