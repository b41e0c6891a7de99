"""Makes owed PDFs. May run twice, or two at once, or be killed anywhere: one file comes of it.

A worker claims the row by a filtered UPDATE, which also writes down the name of the file to be;
so the next one removes whatever a killed worker left. It marks the row only while the claim is
still its own, and otherwise removes its own file.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from invoice_portal.papers.issuing import new_code, register, signed
from lookup.as_document import document_of
from lookup.judging_papers import INVOICE, subject_of
from lookup.models import Invoice, PdfFile
from lookup.owed import Owed
from lookup.reading import sniff
from lookup.records import mark_pdf_made
from lookup.storing import digest_of, new_name, remove, store

from .owing import queue
from .render import render

State = PdfFile.State
#: A claim older than this is a dead worker's.
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
MOST_ATTEMPTS = 5
OWED = Owed(PdfFile, State.OWED, State.MAKING, State.FAILED, "owed_at", LEASE, MOST_ATTEMPTS)
MARKS = {
    Invoice.Validity.VOIDED: "已作废",
    Invoice.Validity.REVERSED: "已红冲",
    Invoice.Validity.PARTLY_REVERSED: "部分红冲",
}


def make(invoice_id: int) -> bool:
    """Make the PDF if it is owed and nobody else is at it; tell whether it was made."""
    file = _claim(invoice_id)
    if file is None:
        return False
    try:
        parties = ("seller", "buyer", "seller_name", "buyer_name")
        invoice = Invoice.objects.select_related(*parties, "entry").get(pk=invoice_id)
        _enter(file, "laying out")
        mark = MARKS.get(invoice.validity)
        code = new_code()
        data = signed(render(document_of(invoice), status_mark=mark, original=_xml_of(invoice), code=code))
        _enter(file, "storing")
        store(file.name, data)
        return _deliver(file, invoice, data, code)
    except Exception as error:
        _give_up(file, error)
        raise


def requeue_owed() -> int:
    """Queue again what is owed, or was left by a dead worker; return how many."""
    return OWED.requeue(queue, stage="", error="every worker that tried has died")


def _claim(invoice_id: int) -> PdfFile | None:
    file = PdfFile.objects.filter(pk=invoice_id).first()
    if file is None:
        return None
    leftover, name = file.name, new_name("pdf", ".pdf")
    claimed = OWED.take(PdfFile.objects.filter(pk=invoice_id, name=leftover), stage="reading", name=name)
    if claimed is None:
        return None
    remove(leftover)
    file.name, file.claimed_at, file.attempts = name, claimed, file.attempts + 1
    return file


def _xml_of(invoice: Invoice) -> bytes | None:
    """Return the XML that the record was read from, None if it came as something else."""
    raw = bytes(invoice.entry.raw) if invoice.entry else b""
    return raw if sniff(raw) == "xml" else None


def _enter(file: PdfFile, stage: str) -> None:
    OWED.held(file).update(stage=stage)


def _deliver(file: PdfFile, invoice: Invoice, data: bytes, code: str) -> bool:
    """Mark the row and the record, and register the paper, unless the record has changed or the claim has passed on."""
    with transaction.atomic():
        delivered = (
            OWED.held(file)
            .filter(version=invoice.version)
            .update(
                state=State.MADE, stage="", made_at=timezone.now(), size=len(data), digest=digest_of(data), error=""
            )
        )
        if delivered:
            mark_pdf_made(invoice.pk, invoice.version)
            register(INVOICE, subject_of(invoice), code, data)
    if not delivered:
        remove(file.name)
    return bool(delivered)


def _give_up(file: PdfFile, error: Exception) -> None:
    """Owe it again for the sweeper to queue, or call it failed after too many attempts."""
    state = State.FAILED if file.attempts >= MOST_ATTEMPTS else State.OWED
    told = f"{type(error).__name__}: {error}"[:1000]
    OWED.held(file).update(state=state, stage="", owed_at=timezone.now(), error=told)
