"""Do the typed fields agree with each piece of evidence that can be read?"""
import json
from collections.abc import Iterator

from lookup.document import InvoiceDocument
from resubmission.claimed_document import EVIDENCE_READ, details_of
from resubmission.comparing import differing, flat
from resubmission.models import Evidence
from resubmission.prereview.case import INFO, SERIOUS, WARNING, Case, Found

#: Where a difference changes who owes whom how much.
GRAVE = {"seller_tax_id", "buyer_tax_id", "amount", "tax", "total"}


def check(case: Case) -> Iterator[Found]:
    for file in case.evidence:
        if not file.documents:
            yield Found("evidence_unread", INFO, found=file.why, evidence=file.evidence)
            continue
        same = [document for document in file.documents if document.number == case.claim.number]
        if not same:
            numbers = ", ".join(document.number or "?" for document in file.documents[:5])
            yield Found("evidence_other_number", SERIOUS, "number", case.claim.number or "", numbers, file.evidence)
        for document in same or file.documents[:1]:
            kept = json.dumps(details_of(document), ensure_ascii=False)
            yield Found(EVIDENCE_READ, INFO, found=kept, evidence=file.evidence)
        for document in same:
            yield from _differences(case, document, file.evidence)


def _differences(case: Case, document: InvoiceDocument, evidence: Evidence) -> Iterator[Found]:
    claimed, read = flat(case.claim), flat(document)
    for name in differing(claimed, read):
        if read[name]:
            severity = SERIOUS if name in GRAVE else WARNING
            yield Found("evidence_differs", severity, name, claimed[name], read[name], evidence)
