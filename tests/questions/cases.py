"""The cases of the competency questions: under which name which parameters are asked."""

# Every question is asked with the examples of its header; the answer is `expected/<id>.csv`.
# These are asked besides; the answer is `expected/<id>--<case>.csv`. `any` leaves all parameters out.
CASES: dict[str, dict[str, dict[str, str]]] = {
    "symptoms": {"any": {}, "a-course": {"disease": "aggressive MS"}},
    "causal-chain": {
        "from-the-disease": {"start": "MS", "end": "nerve damage"},
        "one-link": {"start": "inflammation", "end": "nerve deterioration"},
        "no-way": {"start": "nerve deterioration", "end": "inflammation"},
    },
    "causal-chains-from": {"end-of-the-chain": {"start": "permanent nerve damage"}},
    "kinds-of-therapy": {"any": {}},
    "cells-of-therapy": {"any": {}},
    "therapies-using-cell": {"any": {}},
    "procedure-steps": {"any": {}},
    "cell-donors": {"any": {}},
    "combinations": {"any": {}},
    "mechanisms": {
        "msc-therapy": {"therapy": "MSC therapy"},
        "stem-cell-therapy": {"therapy": "stem cell therapy"},
    },
    "mechanisms-of-one-only": {"other-way": {"therapy": "MSC therapy", "other": "AHSCT"}},
    "shared-mechanisms": {"none": {"therapy": "AHSCT", "other": "physical therapy"}},
    "benefits": {
        "any": {},
        "stem-cell-therapy": {"therapy": "stem cell therapy"},
        "msc-therapy": {"therapy": "MSC therapy"},
    },
    "aims": {"any": {}},
    "therapies-for-outcome": {"inflammation": {"outcome": "inflammation"}},
    "combination-effects": {"any": {}},
    "risks": {"any": {}, "none": {"therapy": "disease-modifying therapy"}},
    "not-yet-known": {"any": {}},
    "challenges": {"ahsct": {"therapy": "AHSCT"}},
    "what-addresses": {"any": {}},
    "shown-in-studies": {"any": {}},
    "said-of-study": {"any": {}},
    "anecdote-only": {"any": {}},
    "possible-only": {"any": {}},
    "not-supported": {"any": {}},
    "contests": {"any": {}},
    "comments-on-claims": {"any": {}},
    "cost-and-access": {"ahsct": {"therapy": "AHSCT"}},
    "who-pays": {"any": {}, "none": {"therapy": "physical therapy"}},
    "ethics-of-cells": {"any": {}},
    "ethics-of-therapy": {"stem-cell-therapy": {"therapy": "stem cell therapy"}},
    "stakeholders": {"any": {}},
    "advice": {"any": {}},
    "needed-for": {"any": {}},
    "investigations": {"any": {}},
    "research-aims": {"any": {}},
    "what-varies": {"any": {}},
    "compare": {"with-a-drug": {"therapy": "stem cell therapy", "other": "medication"}},
    "open-cells": {"any": {}, "ahsct": {"therapy": "AHSCT"}},
    "everything-on-therapy": {"corticosteroids": {"therapy": "corticosteroids"}},
    "everything-on-concept": {"a-study": {"concept": "unidentified study of MSC therapy"}},
    "definition": {"fatigue": {"concept": "fatigue"}},
    "direct-statements": {"any": {}},
}

# A concept of each class to ask about instead of the example, of the pack or of the trial that the
# tests add to it: the answer must then be another one.
ANOTHER = {
    "CellType": "various cell types",
    "Challenge": "lack of donors",
    "Concept": "mobility",
    "Disease": "aggressive MS",
    "Outcome": "mobility",
    "Region": "other regions",
    "Study": "unidentified study of AHSCT in aggressive MS",
    "Therapy": "lifestyle changes",
}
