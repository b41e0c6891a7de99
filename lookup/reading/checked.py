"""What is printed beside what the QR code says: a difference is a warning, what the print lacks is filled in."""
from __future__ import annotations

from dataclasses import replace

from lookup.document import InvoiceDocument

_COMPARED = ("code", "number", "issue_date", "amount", "total", "check_code")


def checked(document: InvoiceDocument, qr: InvoiceDocument | None) -> InvoiceDocument:
    """The document as printed, with warnings where its QR code contradicts it, and with what only the code says."""
    if qr is None:
        return document
    warnings = list(document.warnings)
    missing = {}
    for field in _COMPARED:
        printed, coded = getattr(document, field), getattr(qr, field)
        if coded is None:
            continue
        if printed is None:
            missing[field] = coded
        elif printed != coded:
            warnings.append(f"{field}: QR {coded} ≠ {printed}")
    if document.kind is None and document.number in (None, qr.number):
        missing["kind"] = qr.kind
    red = document.red or (document.total is None and qr.red)
    return replace(document, **missing, red=red, warnings=(*warnings, *qr.warnings))
