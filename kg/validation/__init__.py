"""Check data and the vocabulary against SHACL shapes, and say what to mend."""

from kg.validation.report import Finding, Report
from kg.validation.validator import validate, validate_ontology

__all__ = ["Finding", "Report", "validate", "validate_ontology"]
