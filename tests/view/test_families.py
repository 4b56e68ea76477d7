from __future__ import annotations

import pytest

import kg
from kg.view.families import FAMILIES, Family, family_of


def luminance(colour: str) -> float:
    """Return relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_published() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
@pytest.mark.parametrize("ground", ["#ffffff", "tint"])
def test_the_ink_of_a_family_can_be_read(family: Family, ground: str) -> None:
    assert contrast(family.ink, family.tint if ground == "tint" else ground) >= 4.5


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_white_text_on_the_ink_of_a_family_can_be_read(family: Family) -> None:
    assert contrast("#ffffff", family.ink) >= 4.5


def test_no_two_families_share_a_colour_a_shape_or_a_class() -> None:
    assert len({family.colour for family in FAMILIES}) == len(FAMILIES)
    assert len({family.shape for family in FAMILIES}) == len(FAMILIES)
    classes = [cls for family in FAMILIES for cls in family.classes]
    assert len(classes) == len(set(classes))


def test_every_class_of_concepts_in_the_vocabulary_has_a_family(ms: kg.Knowledge) -> None:
    classes = {
        row[0].local_name for row in ms.select("SELECT ?c { ?c rdfs:subClassOf+ tkg:Concept }")
    }
    assert len(classes) > 20
    assert {cls for cls in classes if family_of(cls).name == "other"} == set()


def test_an_unknown_class_is_drawn_as_other() -> None:
    assert family_of("Unheard").label == "Other concepts"
