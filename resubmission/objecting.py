"""Objecting (复核): a rejected application is reviewed once more, as a case of its own, by other clerks.

A new application that names the decision it objects to: what was decided stays as it was, and the review has its own
history, promise and letters.
"""
import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .drafting import EXPLANATION_LENGTH, AlreadyOpen, check_may_apply, open_one
from .evidence import add, read
from .models import Application, Evidence

log = logging.getLogger(__name__)

#: As long as 《行政复议法》 (2023), article 20, gives for asking a higher authority: nobody has to hurry here first.
DAYS_TO_OBJECT = settings.OBJECTION_DAYS
_COPIED = ("kind", "number", "code", "region", "claimed", "total", "reason", "invoice_id")


def last_day(decided_at: datetime) -> date:
    """Return the last day on which a decision can be objected to."""
    return timezone.localdate(decided_at) + timedelta(days=DAYS_TO_OBJECT)


def why_not_object(application: Application) -> Refusal | None:
    """Return why nobody may object to how this case stands, or None if its applicant may."""
    if application.state != Application.State.REJECTED:
        return Refusal("not_rejected", _("只能对“审核不通过”的申请提出复核。"), status=409)
    if application.objects_to_id:
        text = _("这件申请本身就是复核，不能再次复核。仍有异议的，可以依法申请行政复议。")
        return Refusal("reviewed_already", text, status=409)
    if refusal := why_too_late(application):
        return refusal
    if made := objection_of(application):
        return Refusal("objected_already", _("您已对这件申请提出复核，请在那里继续。"), status=409,
                       fields={"application": str(made.pk)})  # fmt: skip
    return None


def why_too_late(rejected: Application) -> Refusal | None:
    """Return why its review can no longer be handed in, or None: what counts is when it is, not when it was begun."""
    if timezone.localdate() <= last_day(rejected.decided_at):
        return None
    text = _("提出复核的期限是 %(day)s，已经过了。有新的材料时，可以重新申请。")
    return Refusal("too_late", text % {"day": last_day(rejected.decided_at)}, status=409)


def objection_of(application: Application) -> Application | None:
    """Return the review that was asked for, unless it was taken back."""
    return application.objections.exclude(state=Application.State.WITHDRAWN).first()


def object_to(application: Application, *, operator: Operator, grounds: str) -> Application:
    """Begin the review: a draft with everything of the rejected case, its evidence and the grounds.

    Raises :class:`Refusal` (see :func:`why_not_object`), also without grounds, and :class:`AlreadyOpen`.
    """
    check_may_apply(operator)
    grounds = "".join(c for c in grounds if c.isprintable() or c in "\n\t").strip()
    if not grounds:
        text = _("请写明对决定有什么异议。")
        raise Refusal("grounds_missing", text, fields={"grounds": text})
    if len(grounds) > EXPLANATION_LENGTH:
        text = _("最多 %(most)s 个字。") % {"most": EXPLANATION_LENGTH}
        raise Refusal("grounds_too_long", text, fields={"grounds": text})
    try:
        return _begin(application, operator, grounds)
    except IntegrityError:
        existing = open_one(application.taxpayer, application.number, application.code)
        if existing is None:
            raise
        raise AlreadyOpen(existing) from None


@transaction.atomic
def _begin(application: Application, operator: Operator, grounds: str) -> Application:
    # Two who object at once take turns, and the second one finds the first one's review.
    rejected = Application.objects.select_for_update().get(pk=application.pk)
    if refusal := why_not_object(rejected):
        raise refusal
    copied = {name: getattr(rejected, name) for name in _COPIED}
    review = Application.objects.create(
        taxpayer=operator.taxpayer, operator=operator, objects_to=rejected, explanation=grounds, **copied
    )
    record("application", review.pk, "begin", by=operator.person, objects_to=str(rejected.pk))
    record("application", rejected.pk, "object", by=operator.person, reason=grounds, review=str(review.pk))
    for file in rejected.evidence.order_by("uploaded_at", "id"):
        _carry_over(file, review, operator)
    return review


def _carry_over(file: Evidence, review: Application, operator: Operator) -> None:
    """Copy a file, so that taking it off the review leaves it with the rejected case."""
    try:
        data = read(file)
    except Refusal:
        # Lost or altered at our side, which must not cost anyone the review.
        log.error("evidence not carried over", extra={"evidence": str(file.pk), "review": str(review.pk)})
        return
    add(review, data=data, original_name=file.original_name, by=operator.person)
