"""Look up how a class of concepts is drawn: its family, colour and shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Hold a group of classes that belong together for a reader, and how it is drawn.

    Parameters
    ----------
    name
        What code calls it.
    label
        What a reader sees.
    classes
        Local names of the classes in it.
    colour
        Fill of the shape: Okabe and Ito's palette, which colour-blind readers can tell apart,
        and a few colours between theirs.
    ink
        A dark shade of the colour, for text and outlines: at least 4.5:1 on `tint`.
    tint
        A pale shade of the colour, for grounds.
    dark_ink, dark_tint
        The same for a dark page.
    shape
        SVG path of the shape in a box of 24 by 24.
    """

    name: str
    label: str
    classes: tuple[str, ...]
    colour: str
    ink: str
    tint: str
    dark_ink: str
    dark_tint: str
    shape: str


# Colours: M. Okabe and K. Ito, "Color Universal Design", 2008, https://jfly.uni-koeln.de/color/
FAMILIES: tuple[Family, ...] = (
    Family(
        "disease",
        "Disease and populations",
        ("Disease", "DiseaseCourse", "Population"),
        "#d55e00",
        "#8f3d00",
        "#fdf1e8",
        "#e7a36d",
        "#2b211b",
        "M12 1 21.5 6.5v11L12 23 2.5 17.5v-11Z",
    ),
    Family(
        "therapy",
        "Therapies",
        (
            "Therapy",
            "Drug",
            "CellTherapy",
            "Rehabilitation",
            "LifestyleIntervention",
            "CombinationTherapy",
            "TherapyChoice",
        ),
        "#0072b2",
        "#00507d",
        "#e9f3fa",
        "#7eb8d8",
        "#102432",
        "M5 2.5h14A2.5 2.5 0 0 1 21.5 5v14a2.5 2.5 0 0 1-2.5 2.5H5A2.5 2.5 0 0 1 2.5 19V5"
        "A2.5 2.5 0 0 1 5 2.5Z",
    ),
    Family(
        "step",
        "Routes and steps",
        ("ProcedureStep", "AdministrationRoute"),
        "#56b4e9",
        "#17618f",
        "#ecf6fd",
        "#73c1ed",
        "#1b2c39",
        "M1.5 3.5h12.5L22.5 12 14 20.5H1.5L8 12Z",
    ),
    Family(
        "outcome",
        "Symptoms and outcomes",
        ("Symptom", "Outcome", "AdverseEvent"),
        "#cc79a7",
        "#86386a",
        "#fbf0f6",
        "#dca3c2",
        "#2a2531",
        "M12 .8 23.2 12 12 23.2.8 12Z",
    ),
    Family(
        "body",
        "Cells, molecules, body parts",
        ("CellType", "AnatomicalEntity", "MolecularEntity"),
        "#009e73",
        "#00614a",
        "#e8f6f1",
        "#64c4aa",
        "#10292a",
        "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Z",
    ),
    Family(
        "process",
        "Processes in the body",
        ("BiologicalProcess",),
        "#8fae3c",
        "#4f6418",
        "#f3f7e6",
        "#a8c067",
        "#222c23",
        "M12 1.5a10.5 10.5 0 1 1 0 21 10.5 10.5 0 0 1 0-21Zm0 6.2a4.3 4.3 0 1 0 0 8.6"
        " 4.3 4.3 0 0 0 0-8.6Z",
    ),
    Family(
        "characteristic",
        "Characteristics",
        ("Characteristic",),
        "#9a9a9a",
        "#565656",
        "#f3f3f2",
        "#b5b5b5",
        "#24292f",
        "M1.5 3.5h21L12 22.5Z",
    ),
    Family(
        "challenge",
        "Challenges and factors",
        ("Challenge", "Factor", "CostItem"),
        "#e69f00",
        "#7d5600",
        "#fdf5e4",
        "#e9aa1e",
        "#2e2a1b",
        "M12 1.5 22.5 20.5h-21Z",
    ),
    Family(
        "activity",
        "Activities",
        ("Activity",),
        "#f0e442",
        "#685f00",
        "#fcfae3",
        "#f0e442",
        "#2f3324",
        "M8.5 1.5h7v7h7v7h-7v7h-7v-7h-7v-7h7Z",
    ),
    Family(
        "people",
        "People and places",
        ("Stakeholder", "Region"),
        "#a9754b",
        "#6f4622",
        "#f8f1ea",
        "#cbab91",
        "#262425",
        "M2 22.5V12A10 10 0 0 1 22 12v10.5Z",
    ),
    Family(
        "ethics",
        "Ethics and regulation",
        ("EthicalConsideration", "RegulatoryAgency", "RegulatoryDecision"),
        "#7d6fc9",
        "#4a3c96",
        "#f2f0fb",
        "#b5ace0",
        "#202335",
        "M12 1 21.5 4v8c0 5.4-4 9.3-9.5 11C6.5 21.3 2.5 17.4 2.5 12V4Z",
    ),
    Family(
        "research",
        "Research",
        ("ResearchDirection", "Study", "ControlCondition"),
        "#3f4f5f",
        "#2f3d4b",
        "#eef2f5",
        "#a4abb3",
        "#181f27",
        "M12 .8 15.4 8l7.8 1-5.7 5.4 1.4 7.8L12 18.4l-6.9 3.8 1.4-7.8L.8 9l7.8-1Z",
    ),
    Family(
        "other",
        "Other concepts",
        ("Concept",),
        "#c9c5bd",
        "#57534c",
        "#f5f4f1",
        "#c9c5bd",
        "#2a2e34",
        "M12 6.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z",
    ),
)

_BY_CLASS: Mapping[str, Family] = {cls: family for family in FAMILIES for cls in family.classes}


def family_of(cls: str) -> Family:
    """Return the family of a class, by the local name of the class.

    Examples
    --------
    >>> family_of("Drug").label
    'Therapies'
    >>> family_of("SomethingNew").label
    'Other concepts'
    """
    return _BY_CLASS.get(cls, FAMILIES[-1])
