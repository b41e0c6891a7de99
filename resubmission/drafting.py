"""Beginning an application and filling it in, step by step."""
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from lookup.access import find_visible
from lookup.as_document import document_of
from lookup.models import Invoice
from lookup.number import region_of
from lookup.trace.holding import held_record

from .claim import typed_fields
from .models import Application
from .reasons import REASONS
from .states import APPLICANT, OWNER

EXPLANATION_LENGTH = 2000
_TYPED_COLUMNS = ("claimed", "number", "code", "region", "total", "invoice_id", "reason", "explanation")


class AlreadyOpen(Refusal):
    """This taxpayer has an open application for this invoice: the way leads there."""

    def __init__(self, existing: Application):
        super().__init__("already_open", _("这张发票已有一件未办结的申请，请在那里继续。"), status=409,
                         fields={"application": str(existing.pk)})
        self.existing = existing


def begin(operator: Operator, *, kind: str, claimed: Mapping[str, str] | None = None) -> Application:
    """Open a draft. ``claimed`` may fill in what is known already (fields of :data:`CLAIMED`, text).

    Raises :class:`Refusal` without the right to apply, and :class:`AlreadyOpen`.
    """
    check_may_apply(operator)
    application = Application(kind=kind, taxpayer=operator.taxpayer, operator=operator)
    with transaction.atomic():
        application.save()
        record("application", application.pk, "begin", by=operator.person, kind=kind)
        if claimed:
            fill(application, claimed, by=operator.person)
    return application


def check_may_apply(operator: Operator) -> None:
    if not operator.may_apply:
        raise Refusal("may_not_apply", _("您没有提交申请的权限，请联系本单位的管理员开通。"), status=403)


def fill(application: Application, claimed: Mapping[str, str], *, by, lines: list | None = None) -> Application:
    """Save what is typed of the invoice, whether or not it is complete yet. ``lines`` come from a file read.

    Raises :class:`Refusal` if it is no longer the applicant's turn, if the invoice is already visible
    to them (补录) or is not (re-upload), and :class:`AlreadyOpen`.
    """
    typed = typed_fields(claimed)
    with _saving(application, by=by, step="invoice"):
        kept = {**application.claimed, **typed}
        if lines is not None:
            kept["lines"] = lines
        number, code = kept.get("number", "")[:20], kept.get("code", "")[:12]
        _check_same_invoice(application, number, code)
        application.invoice = _record(application, number, code)
        if (number, code) != (application.number, application.code) or not application.region:
            # The same number stays where it was handed over to.
            application.region = region_of(number, code)[:2]
        application.claimed, application.number, application.code = kept, number, code
        application.total = _decimal(kept.get("total"))
    return application


def explain(application: Application, *, reason: str, explanation: str, by) -> Application:
    """Save why the applicant applies. Raises :class:`Refusal` for a reason that cannot be chosen."""
    if reason and reason not in REASONS[application.kind]:
        text = _("请从列表中选择申请原因。")
        raise Refusal("bad_reason", text, fields={"reason": text})
    explanation = "".join(c for c in explanation if c.isprintable() or c in "\n\t").strip()[:EXPLANATION_LENGTH]
    with _saving(application, by=by, step="reason"):
        application.reason, application.explanation = reason, explanation
    return application


@contextmanager
def _saving(application: Application, *, by, step: str) -> Iterator[None]:
    """Change the application under its lock and write the event; the database has the last word on doubles."""
    try:
        with transaction.atomic():
            lock_for_applicant(application)
            yield
            touch(application, *_TYPED_COLUMNS)
            record("application", application.pk, "edit", by=by, step=step)
    except IntegrityError:
        existing = open_one(application.taxpayer, application.number, application.code)
        if existing is None or existing.pk == application.pk:
            raise
        raise AlreadyOpen(existing) from None


def lock_for_applicant(application: Application) -> None:
    """Hold the row, bring the object up to date with it, and refuse if it is not the applicant's turn."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    for field in ("state", "version", *_TYPED_COLUMNS):
        setattr(application, field, getattr(locked, field))
    check_turn(application)


def check_turn(application: Application) -> None:
    """Refuse if it is not the applicant's turn."""
    if OWNER[application.state] != APPLICANT:
        raise Refusal("not_editable", _("申请已提交，现在不能修改。"), status=409)


def touch(application: Application, *columns: str) -> None:
    """Note under its lock that the applicant changed these columns, or something with the application."""
    application.version += 1
    application.touched_at = timezone.now()
    application.save(update_fields=[*columns, "version", "touched_at"])


def open_one(taxpayer, number: str, code: str) -> Application | None:
    """Return this taxpayer's open application for this invoice, if there is one."""
    same = Application.objects.filter(taxpayer=taxpayer, number=number, code=code, state__in=Application.OPEN_STATES)
    return same.first() if number else None


def _check_same_invoice(application: Application, number: str, code: str) -> None:
    """Refuse to make a review one of another invoice."""
    if application.objects_to_id and (number, code) != (application.number, application.code):
        text = _("复核只能是原来那张发票的。要申请别的发票，请另外申请。")
        raise Refusal("other_invoice", text, fields={"number": text})


def _record(application: Application, number: str, code: str) -> Invoice | None:
    if not number:
        return None
    try:
        found = find_visible(application.operator, code, number)
    except Http404:
        found = None
    if application.kind == Application.Kind.REUPLOAD and found is None:
        found = held_record(application.taxpayer, code, number)
    if application.kind == Application.Kind.REUPLOAD and found is None:
        text = _("您名下没有这张发票的记录，不能申请重新上传。记录不存在时，请申请补录。")
        raise Refusal("no_record", text, fields={"number": text})
    if application.kind == Application.Kind.SUPPLEMENT and found is not None:
        text = _("这张发票已有记录，不需要补录。记录有误时，请申请重新上传。")
        raise Refusal("record_exists", text, status=409, fields={"number": text})
    return found


def claimed_from_record(invoice: Invoice) -> dict[str, str]:
    """Fill a re-upload with what the record holds, so that only what is wrong need be typed."""
    document = document_of(invoice)
    values = {
        "kind": document.kind, "number": document.number, "code": document.code, "issue_date": document.issue_date,
        "seller_tax_id": document.seller.tax_id, "seller_name": document.seller.name,
        "buyer_tax_id": document.buyer.tax_id, "buyer_name": document.buyer.name,
        "amount": document.amount, "tax": document.tax, "total": document.total,
    }  # fmt: skip
    return {name: "" if value is None else str(value) for name, value in values.items()}


def _decimal(text: str | None) -> Decimal | None:
    try:
        value = Decimal((text or "").replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 15 else None
