"""What the rules judge: one application with everything that could be read of it."""
from dataclasses import dataclass, field

from lookup.document import InvoiceDocument
from resubmission.models import Application, Evidence, Finding

INFO, WARNING, SERIOUS = Finding.Severity.INFO, Finding.Severity.WARNING, Finding.Severity.SERIOUS


@dataclass(frozen=True, slots=True)
class ReadEvidence:
    """One file and the invoices found in it; ``why`` says why there are none."""

    evidence: Evidence
    documents: list[InvoiceDocument] = field(default_factory=list)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    application: Application
    claim: InvoiceDocument
    evidence: list[ReadEvidence]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a rule, in the fields of :class:`Finding`."""

    rule: str
    severity: str
    field: str = ""
    claimed: str = ""
    found: str = ""
    evidence: Evidence | None = None
