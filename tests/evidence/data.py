"""Published figures that more than one test works with, and what they become."""

from __future__ import annotations

import numpy as np

from kg.evidence.arms import Counts, Means
from kg.evidence.contrasts import StudyContrasts, from_arms
from kg.evidence.measures import MEASURES
from kg.evidence.pairs import Contrast, from_contrasts

# 26 trials of glucose-lowering drugs: HbA1c against the comparator in %, and standard error.
# Senn, Gavini, Magrez and Scheen 2013, 10.1177/0962280211432220.
SENN = (
    ("DeFronzo1995", "metformin", "placebo", -1.9, 0.1414),
    ("Lewin2007", "metformin", "placebo", -0.82, 0.0992),
    ("Willms1999", "metformin", "acarbose", -0.2, 0.3579),
    ("Davidson2007", "rosiglitazone", "placebo", -1.34, 0.1435),
    ("Wolffenbuttel1999", "rosiglitazone", "placebo", -1.1, 0.1141),
    ("Kipnes2001", "pioglitazone", "placebo", -1.3, 0.1268),
    ("Kerenyi2004", "rosiglitazone", "placebo", -0.77, 0.1078),
    ("Hanefeld2004", "pioglitazone", "metformin", 0.16, 0.0849),
    ("Derosa2004", "pioglitazone", "rosiglitazone", 0.1, 0.1831),
    ("Baksi2004", "rosiglitazone", "placebo", -1.3, 0.1014),
    ("Rosenstock2008", "rosiglitazone", "placebo", -1.09, 0.2263),
    ("Zhu2003", "rosiglitazone", "placebo", -1.5, 0.1624),
    ("Yang2003", "rosiglitazone", "metformin", -0.14, 0.2239),
    ("Vongthavaravat2002", "rosiglitazone", "sulfonylurea", -1.2, 0.1436),
    ("Oyama2008", "acarbose", "sulfonylurea", -0.4, 0.1549),
    ("Costa1997", "acarbose", "placebo", -0.8, 0.1432),
    ("Hermansen2007", "sitagliptin", "placebo", -0.57, 0.1291),
    ("Garber2008", "vildagliptin", "placebo", -0.7, 0.1273),
    ("Alex1998", "metformin", "sulfonylurea", -0.37, 0.1184),
    ("Johnston1994", "miglitol", "placebo", -0.74, 0.1839),
    ("Johnston1998a", "miglitol", "placebo", -1.41, 0.2235),
    ("Kim2007", "rosiglitazone", "metformin", 0.0, 0.2339),
    ("Johnston1998b", "miglitol", "placebo", -0.68, 0.2828),
    ("Gonzalez-Ortiz2004", "metformin", "placebo", -0.4, 0.4356),
    ("Stucci1996", "benfluorex", "placebo", -0.23, 0.3467),
    ("Moulin2006", "benfluorex", "placebo", -1.01, 0.1366),
    ("Willms1999", "metformin", "placebo", -1.2, 0.3758),
    ("Willms1999", "acarbose", "placebo", -1.0, 0.4669),
)

# The same by arms: change of HbA1c, or HbA1c, its SD, and participants. Senn 2013, as in
# wviechtb.github.io/metadat/reference/dat.senn2013.html.
SENN_ARMS = {
    "De Fronzo (1995)": (("metformin", -1.7, 1.459, 213), ("placebo", 0.2, 1.446, 209)),
    "Lewin (2007)": (("metformin", -0.74, 1.106, 431), ("placebo", 0.08, 1.004, 144)),
    "Willms (1999)": (
        ("metformin", -2.5, 0.862, 29),
        ("acarbose", -2.3, 1.782, 31),
        ("placebo", -1.3, 1.831, 29),
    ),
    "Davidson (2007)": (("rosiglitazone", -1.2, 1.097, 117), ("placebo", 0.14, 1.093, 116)),
    "Wolffenbuttel (1999)": (("rosiglitazone", -0.9, 1.1, 183), ("placebo", 0.2, 1.11, 192)),
    "Kipnes (2001)": (("pioglitazone", -1.2, 1.369, 182), ("placebo", 0.1, 1.024, 181)),
    "Kerenyi (2004)": (("rosiglitazone", -0.91, 0.99, 160), ("placebo", -0.14, 0.92, 154)),
    "Hanefeld (2004)": (("pioglitazone", 7.61, 1.072, 319), ("metformin", 7.45, 1.073, 320)),
    "Derosa (2004)": (("pioglitazone", 6.8, 0.8, 45), ("rosiglitazone", 6.7, 0.9, 42)),
    "Baksi (2004)": (("rosiglitazone", -1.2, 1.112, 218), ("placebo", 0.1, 1.036, 233)),
    "Rosenstock (2008)": (("rosiglitazone", -1.17, 1.229, 59), ("placebo", -0.08, 1.208, 57)),
    "Zhu (2003)": (("rosiglitazone", -1.9, 1.47, 210), ("placebo", -0.4, 1.3, 105)),
    "Yang (2003)": (("rosiglitazone", -1.09, 1.65, 102), ("metformin", -0.95, 1.5, 96)),
    "Vongthavaravat (2002)": (
        ("rosiglitazone", -1.1, 1.559, 164),
        ("sulfonylurea", 0.1, 0.992, 170),
    ),
    "Oyama (2008)": (("acarbose", -0.7, 0.8, 41), ("sulfonylurea", -0.3, 0.6, 43)),
    "Costa (1997)": (("acarbose", -1.1, 0.36, 36), ("placebo", -0.3, 0.7, 29)),
    "Hermansen (2007)": (("sitagliptin", -0.3, 0.94, 106), ("placebo", 0.27, 0.94, 106)),
    "Garber (2008)": (("vildagliptin", -0.63, 1.034, 132), ("placebo", 0.07, 1.08, 144)),
    "Alex (1998)": (("metformin", 0.13, 1.428, 291), ("sulfonylurea", 0.5, 1.45, 300)),
    "Johnston (1994)": (("miglitol", -0.41, 1.072, 68), ("placebo", 0.33, 1.032, 63)),
    "Johnston (1998a)": (("miglitol", -0.43, 0.954, 91), ("placebo", 0.98, 1.311, 43)),
    "Kim (2007)": (("rosiglitazone", -1.1, 1.341, 57), ("metformin", -1.1, 1.139, 56)),
    "Johnston (1998b)": (("miglitol", -0.12, 1.4, 49), ("placebo", 0.56, 1.166, 34)),
    "Gonzalez-Ortiz (2004)": (("metformin", -1.3, 1.861, 34), ("placebo", -0.9, 1.803, 37)),
    "Stucci (1996)": (("benfluorex", 8.03, 1.29, 28), ("placebo", 8.26, 1.35, 30)),
    "Moulin (2006)": (("benfluorex", -0.82, 1.028, 161), ("placebo", 0.19, 1.374, 156)),
}

# 24 trials of counselling to stop smoking: who stopped, of how many. A is no contact, B self-help,
# C individual and D group counselling. Hasselblad 1998, 10.1177/0272989X9801800110.
SMOKING = {
    1: (("A", 9, 140), ("C", 23, 140), ("D", 10, 138)),
    2: (("B", 11, 78), ("C", 12, 85), ("D", 29, 170)),
    3: (("A", 75, 731), ("C", 363, 714)),
    4: (("A", 2, 106), ("C", 9, 205)),
    5: (("A", 58, 549), ("C", 237, 1561)),
    6: (("A", 0, 33), ("C", 9, 48)),
    7: (("A", 3, 100), ("C", 31, 98)),
    8: (("A", 1, 31), ("C", 26, 95)),
    9: (("A", 6, 39), ("C", 17, 77)),
    10: (("A", 79, 702), ("B", 77, 694)),
    11: (("A", 18, 671), ("B", 21, 535)),
    12: (("A", 64, 642), ("C", 107, 761)),
    13: (("A", 5, 62), ("C", 8, 90)),
    14: (("A", 20, 234), ("C", 34, 237)),
    15: (("A", 0, 20), ("D", 9, 20)),
    16: (("A", 8, 116), ("B", 19, 149)),
    17: (("A", 95, 1107), ("C", 143, 1031)),
    18: (("A", 15, 187), ("C", 36, 504)),
    19: (("A", 78, 584), ("C", 73, 675)),
    20: (("A", 69, 1177), ("C", 54, 888)),
    21: (("B", 20, 49), ("C", 16, 43)),
    22: (("B", 7, 66), ("D", 32, 127)),
    23: (("C", 12, 76), ("D", 20, 74)),
    24: (("C", 9, 55), ("D", 3, 26)),
}

# 13 trials of BCG against tuberculosis: cases and others, vaccinated and not. Colditz 1994, as in
# table I of van Houwelingen, Arends and Stijnen 2002, Statistics in Medicine 21, 594.
BCG = (
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
)

# 9 studies of specialist stroke care: participants, mean days in hospital and SD with it, and with
# routine care. Normand 1999, Statistics in Medicine 18, 351, table VIII.
STROKE = (
    (155, 55, 47, 156, 75, 64),
    (31, 27, 7, 32, 29, 4),
    (75, 64, 17, 71, 119, 29),
    (18, 66, 20, 18, 137, 48),
    (8, 14, 8, 13, 18, 11),
    (57, 19, 7, 52, 18, 4),
    (34, 52, 45, 33, 41, 34),
    (110, 21, 16, 183, 31, 27),
    (60, 30, 27, 52, 23, 20),
)


def senn() -> list[StudyContrasts]:
    """Return the trials of glucose-lowering drugs."""
    by_study: dict[str, list[Contrast]] = {}
    for study, *contrast in SENN:
        by_study.setdefault(study, []).append(Contrast(*contrast))
    return [from_contrasts(study, contrasts) for study, contrasts in by_study.items()]


def senn_by_arms() -> list[StudyContrasts]:
    """Return the trials of glucose-lowering drugs, from their arms."""
    return [
        from_arms(study, [(t, Means(*figures)) for t, *figures in arms], MEASURES["MD"])
        for study, arms in SENN_ARMS.items()
    ]


def smoking(measure: str = "OR", add: float = 0.0) -> list[StudyContrasts]:
    """Return the trials of counselling to stop smoking, with something added to every cell."""
    return [
        from_arms(
            f"{trial:02}",
            [(t, Counts(r + add, n + 2 * add)) for t, r, n in arms],
            MEASURES[measure],
        )
        for trial, arms in SMOKING.items()
    ]


def bcg(measure: str = "OR") -> list[StudyContrasts]:
    """Return the trials of BCG: vaccinated against not."""
    return [
        from_arms(
            f"{trial:02}",
            [("none", Counts(c, c + d)), ("vaccinated", Counts(a, a + b))],
            MEASURES[measure],
        )
        for trial, (a, b, c, d) in enumerate(BCG, 1)
    ]


def pair(study: str, treatments: str, effect: float, variance: float) -> StudyContrasts:
    """Return a study of two treatments of one letter each: the second against the first."""
    return StudyContrasts(study, tuple(treatments), np.array([effect]), np.array([[variance]]))


def two_treatments(effects: list[float], variances: list[float]) -> list[StudyContrasts]:
    """Return studies of B against A."""
    figures = zip(effects, variances, strict=True)
    return [pair(f"{i:02}", "AB", *figure) for i, figure in enumerate(figures, 1)]


def triangle(ab: float = 1.0, bc: float = 1.0, ac: float = 3.0) -> list[StudyContrasts]:
    """Return three studies that close a loop, each with a variance of 1."""
    return [pair("ab", "AB", ab, 1), pair("bc", "BC", bc, 1), pair("ac", "AC", ac, 1)]
