"""Looks of staff at a case and its evidence, recorded through the one door of ``accounts.looks``."""
from invoice_portal.accounts.looks import looked
from invoice_portal.accounts.models import Look, Person

from .models import Application, Evidence


def looked_at_case(by: Person, case: Application) -> None:
    """Record that the case is shown to ``by``."""
    label = case.reference or ""
    looked(by, Look.Kind.CASE, case.pk, of=[case.taxpayer_id], label=label, region=case.region)


def looked_at_evidence(by: Person, evidence: Evidence, *, saved: bool = False) -> None:
    """Record that a file is shown to ``by``, or ``saved``."""
    case = evidence.application
    kind = Look.Kind.DOWNLOAD if saved else Look.Kind.EVIDENCE
    label = f"{case.reference} · {evidence.original_name}"
    looked(by, kind, evidence.pk, of=[case.taxpayer_id], label=label, region=case.region)
