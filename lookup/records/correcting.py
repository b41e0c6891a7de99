"""Changes of a record by a decision: corrected, or supplied where none had come."""
from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from lookup.as_document import document_of
from lookup.document import InvoiceDocument
from lookup.models import Invoice
from lookup.pdf.owing import owe_pdf
from lookup.watches.arriving import note_arrivals

from .accepting import accept_many
from .comparing import differences
from .parties import Parties
from .row import columns, key_of, slug_of
from .settling import locked, settle


@transaction.atomic
def correct(invoice: Invoice, document: InvoiceDocument, *, by, reason: str, application_id) -> Invoice:
    """Replace what the record says, end its conflict, and owe the PDF of the new version.

    Its number is what it is known by and stays. The event keeps what changed.
    """
    # Those that it reverses are locked with it and in one order, as an import locks them.
    invoice = locked({invoice.slug, document.red_of or invoice.slug})[invoice.slug]
    if key_of(document) != (invoice.number, invoice.code):
        raise Refusal("number_differs", _("更正不能改变发票号码。"), status=409)
    changed = differences(document_of(invoice), document)
    for name, value in columns(document, Parties([document])).items():
        setattr(invoice, name, value)
    invoice.conflict, invoice.conflict_detail = "", {}
    invoice.version += 1
    invoice.pdf_made = False
    invoice.save()
    owe_pdf(invoice)
    record(
        "invoice", invoice.pk, "corrected", by=by, reason=reason,
        application=str(application_id), version=invoice.version, changed=changed,
    )  # fmt: skip
    # It may be made out to another party now.
    note_arrivals([key_of(document)])
    settle({slug_of(document), document.red_of or slug_of(document)}, by=by)
    return invoice


@transaction.atomic
def supplement(document: InvoiceDocument, *, by, reason: str, application_id) -> Invoice:
    """Write the record that no source sent. A record that came meanwhile is kept if it says the same."""
    number, code = key_of(document)
    known = Invoice.objects.filter(number=number, code=code).first()
    if known is None:
        accept_many([(document, None)], by=by, reason=reason)
    invoice = locked({slug_of(document)})[slug_of(document)]
    if differences(document_of(invoice), document):
        raise Refusal("record_differs", _("该发票已有记录，且内容与申请不一致。"), status=409)
    owe_pdf(invoice)
    if known is None:
        record("invoice", invoice.pk, "supplemented", by=by, reason=reason, application=str(application_id))
    return invoice


@transaction.atomic
def mark_pdf_made(invoice_id: int, version: int) -> bool:
    """Note that the PDF of this version is stored; False if the record has changed since."""
    marked = Invoice.objects.filter(pk=invoice_id, version=version, pdf_made=False).update(pdf_made=True)
    if marked:
        record("invoice", invoice_id, "pdf_made", version=version)
    return bool(marked) or Invoice.objects.filter(pk=invoice_id, version=version).exists()
