"""Settlement (办结): an approval carried into the record, in one transaction."""
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.refusal import Refusal
from invoice_portal.support.notices import notify
from lookup import checking, records
from lookup.as_document import document_of
from lookup.document import InvoiceDocument
from lookup.field_words import field_word
from lookup.models import Invoice
from lookup.records.comparing import differences

from .claimed_document import full_document
from .models import Application
from .states import move

#: Faults that no record can have. Others (a tax ID's check digit) are the clerk's to judge.
_IMPOSSIBLE = {"MISSING_FIELD", "BAD_NUMBER", "BAD_DATE", "AMOUNTS_DISAGREE", "LINES_DISAGREE"}


@transaction.atomic
def settle(application: Application, *, by: Person, reason: str) -> Application:
    """Write or correct the record, which owes its PDF, link it, close the case, owe the notice.

    ``application`` must be locked and all rights checked (see ``deciding.approve``).
    """
    document = _checked(full_document(application))
    why = _("申请 %(reference)s 审核通过") % {"reference": application.reference}
    carry = _correct if application.kind == Application.Kind.REUPLOAD else _supplement
    invoice = carry(application, document, by=by, why=f"{why} {reason}".strip())
    now = timezone.now()
    move(application, "settle", by=by, reason=reason, invoice=invoice, decision_reason=reason, decided_at=now)
    notify(
        application.taxpayer, operator=application.operator, kind="application_settled",
        params={"reference": application.reference, "number": application.number, "slug": invoice.slug},
        link=f"/applications/{application.pk}/", dedupe_key=f"settled:{application.pk}",
    )  # fmt: skip
    return application


def _checked(document: InvoiceDocument) -> InvoiceDocument:
    wrong = {}
    for fault in checking.faults(document, today=timezone.localdate()):
        if fault.reason in _IMPOSSIBLE:
            field = "lines" if fault.reason == "LINES_DISAGREE" else fault.field
            wrong.setdefault(field, fault.detail or _("缺少"))
    if unstorable := records.unstorable(document):
        field, why = unstorable
        wrong.setdefault(field, _(why))
    if wrong:
        names = _("、").join(field_word(name) for name in wrong)
        text = _("所填内容不能成为有效的发票记录，请退回补正：%(names)s。") % {"names": names}
        raise Refusal("impossible_record", text, fields=wrong)
    return document


def _supplement(application: Application, document: InvoiceDocument, *, by: Person, why: str) -> Invoice:
    """Write the record; one that arrived meanwhile is linked if it says the same."""
    parties = ("seller", "buyer", "seller_name", "buyer_name")
    arrived = Invoice.objects.select_related(*parties).filter(number=document.number, code=document.code or "").first()
    if arrived and (differing := differences(document_of(arrived), document)):
        names = _("、").join(field_word(name) for name in differing)
        text = _("这张发票的记录已经到达，但与申请不一致：%(names)s。请退回或改为重新上传。") % {"names": names}
        fields = {name: recorded for name, (recorded, _claimed) in differing.items()}
        raise Refusal("record_differs", text, status=409, fields=fields)
    return records.supplement(document, by=by, reason=why, application_id=application.pk)


def _correct(application: Application, document: InvoiceDocument, *, by: Person, why: str) -> Invoice:
    if application.invoice is None:
        raise Refusal("no_record", _("要更正的发票没有记录，请退回并改为补录。"), status=409)
    return records.correct(application.invoice, document, by=by, reason=why, application_id=application.pk)
