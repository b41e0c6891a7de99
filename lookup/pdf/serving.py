"""The answer to "give me the PDF", the same for page and API: the file, or how far it is."""

import re

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator
from invoice_portal.papers.serving import pdf_response
from lookup.models import Download, Invoice, PdfFile
from lookup.storing import load

from .owing import ahead_of, owe_again, owe_pdf

State = PdfFile.State
#: Steps in order, with their words; "" is what a finished or waiting row says.
STEPS = {
    "waiting": _("排队"),
    "reading": _("读取发票记录"),
    "laying out": _("排版"),
    "storing": _("保存"),
    "made": _("完成"),
}


def made_or_owed(invoice: Invoice) -> tuple[bytes | None, PdfFile]:
    """Return the PDF's bytes if it is made for the present version and intact; else owe it."""
    file = PdfFile.objects.filter(invoice=invoice).first()
    if file is None or file.version < invoice.version:
        file = owe_pdf(invoice)
    if file.state != State.MADE:
        return None, file
    data = load(file.name, file.digest)
    if data is None:
        owe_again(invoice)
        file.refresh_from_db()
    return data, file


def progress(file: PdfFile) -> dict:
    """Tell the state, the step the worker is at, and how many are ahead."""
    steps = {State.OWED: "waiting", State.MADE: "made", State.MAKING: file.stage or "reading"}
    stage = steps.get(file.state, "")
    ahead = ahead_of(file) if file.state == State.OWED else 0
    return {"state": file.state, "stage": stage, "ahead": ahead}


def attachment(invoice: Invoice, operator: Operator, data: bytes) -> HttpResponse:
    """Return the file as a download that a browser neither sniffs nor runs, and note who has it."""
    Download.objects.bulk_create([Download(invoice=invoice, taxpayer=operator.taxpayer)], ignore_conflicts=True)
    return pdf_response(data, file_name(invoice))


def file_name(invoice: Invoice) -> str:
    """Name the file so that a folder of them sorts by date and reads: date_seller_number_total.pdf."""
    seller = invoice.seller_name.name if invoice.seller_name else ""
    seller = re.sub(r"[^\w()（）·-]+", "", seller)[:60]
    parts = (invoice.issue_date.isoformat(), seller, invoice.slug, f"{invoice.total:.2f}")
    return "_".join(filter(None, parts)) + ".pdf"
