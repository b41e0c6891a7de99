"""Ends an account at its owner's wish: a week to think again, then names and addresses are erased.

What the bureau must keep (applications, invoices, the history) stays, without a name.
《个人信息保护法》 art. 15 and 47: withdrawing is as easy as agreeing; data go when the purpose has.
"""
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from invoice_portal.accounts.models import ApiToken, Operator, Person
from invoice_portal.accounts.operators import end_operator
from invoice_portal.accounts.tokens import revoke_token
from invoice_portal.chat.calling_back import cancel
from invoice_portal.chat.models import CallBack
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from invoice_portal.support.models import NoticeDelivery
from lookup.models import Watch
from lookup.watches.stopping import stop
from resubmission.models import Application

from .models import Closing

GRACE = timedelta(days=7)
_OPEN = (Application.State.SUBMITTED, Application.State.IN_REVIEW, Application.State.RETURNED)


def waiting(person: Person) -> Closing | None:
    """Return the closing that was asked for and not yet carried out."""
    return Closing.objects.filter(person=person, cancelled_at=None, done_at=None).first()


def why_not_close(person: Person) -> Refusal | None:
    """Return why the account cannot be closed now, or None."""
    if person.is_staff:
        return Refusal("staff_account", _("工作人员的账户由系统管理员停用。"), status=403)
    if open_ones := Application.objects.filter(operator__person=person, state__in=_OPEN).count():
        text = ngettext(
            "您还有 %(n)d 件申请没有办结。请等办结，或先撤销申请，再注销账户。",
            "您还有 %(n)d 件申请没有办结。请等办结，或先撤销申请，再注销账户。", open_ones,
        )  # fmt: skip
        return Refusal("open_applications", text % {"n": open_ones}, status=409)
    return None


@transaction.atomic
def ask_to_close(person: Person, *, password: str) -> Closing:
    """Note the wish; it is carried out after a week. Asked again, the first wish stands.

    Raises :class:`Refusal` for a wrong password and while applications are open.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if refusal := why_not_close(person):
        raise refusal
    if not person.check_password(password):
        wrong = _("密码不正确。")
        raise Refusal("wrong_password", wrong, fields={"password": wrong})
    if found := waiting(person):
        return found
    closing = Closing.objects.create(person=person, due_at=timezone.now() + GRACE)
    record("person", person.pk, "closing_asked", by=person, due=closing.due_at.isoformat())
    return closing


@transaction.atomic
def take_back(person: Person) -> bool:
    """Go on with the account. Tells whether there was anything to take back."""
    open_ones = Closing.objects.filter(person=person, cancelled_at=None, done_at=None)
    taken = bool(open_ones.update(cancelled_at=timezone.now()))
    if taken:
        record("person", person.pk, "closing_cancelled", by=person)
    return taken


def close_due() -> int:
    """Close every account whose day has come; return how many. What cannot be closed yet waits for the next run."""
    due = Closing.objects.filter(cancelled_at=None, done_at=None, due_at__lte=timezone.now())
    return sum(_close(pk) for pk in due.order_by("due_at").values_list("pk", flat=True)[:500])


@transaction.atomic
def _close(closing_id) -> bool:
    closing = Closing.objects.select_for_update().get(pk=closing_id)
    person = Person.objects.select_for_update().get(pk=closing.person_id)
    if closing.done_at or closing.cancelled_at or why_not_close(person):
        return False
    for token in ApiToken.objects.filter(operator__person=person, revoked_at=None):
        revoke_token(token)
    for watch in Watch.objects.filter(operator__person=person, state=Watch.State.WATCHING):
        stop(watch, by=None, reason=_("账户已注销"))
    for call in CallBack.objects.filter(conversation__operator__person=person, state=CallBack.State.BOOKED):
        cancel(call.conversation, by=call.conversation.operator)
    for operator in Operator.objects.filter(person=person, ended_at=None):
        end_operator(operator, reason=_("本人注销账户"))
    NoticeDelivery.objects.filter(notice__operator__person=person).delete()
    _erase(person)
    Closing.objects.filter(pk=closing.pk).update(done_at=timezone.now())
    record("person", person.pk, "closed")
    return True


def _erase(person: Person) -> None:
    """Leave a row without a name: what was done stays done by somebody."""
    person.name = person.phone = person.email = ""
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["name", "phone", "phone_digest", "email", "is_active", "password"])
