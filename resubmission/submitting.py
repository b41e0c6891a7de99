"""Handing an application in, and taking it back."""
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.queueing import queue_after_commit
from invoice_portal.refusal import Refusal

from .claim import faults_of
from .drafting import lock_for_applicant
from .models import Application
from .objecting import why_too_late
from .states import move

#: No letters or digits that are mistaken for one another.
_ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
_PREFIX = {Application.Kind.SUPPLEMENT: "BL", Application.Kind.REUPLOAD: "CX"}
_PREFIX_OF_REVIEW = "FH"


def missing_steps(application: Application) -> dict[str, str]:
    """Return what still keeps the application from being submitted: field -> what to do. Empty: it can go."""
    problems = faults_of(application)
    if not application.reason:
        problems["reason"] = _("请选择申请原因。")
    if not application.evidence.exclude(scan__state="INFECTED").exists():
        problems["evidence"] = _("请至少上传一份证明材料。")
    return problems


def submit(application: Application, *, by, answer: str = "") -> Application:
    """Submit a draft, or a returned application again; the pre-review is queued after commit.

    Raises :class:`Refusal` with a field for everything that is missing or wrong; nothing is changed then.
    ``answer`` is what the applicant says to the clerk who returned it.
    """
    with transaction.atomic():
        lock_for_applicant(application)
        problems = missing_steps(application)
        if problems:
            raise Refusal("incomplete", _("还有内容需要补充或更正。"), fields=problems)
        again = application.state == Application.State.RETURNED
        if application.objects_to and not again and (refusal := why_too_late(application.objects_to)):
            raise refusal
        fields = {"submitted_at": timezone.now(), "prereview_at": None, "prereview_attempts": 0}
        if not application.reference:
            fields["reference"] = _new_reference(application)
        move(application, "resubmit" if again else "submit", by=by, reason=answer, **fields)
        # By name: what the worker runs imports this room.
        queue_after_commit("resubmission.tasks.prereview", str(application.pk))
    return application


def withdraw(application: Application, *, by, reason: str = "") -> Application:
    """Take the application back; Refusal once a clerk works on it."""
    return move(application, "withdraw", by=by, reason=reason, touched_at=timezone.now())


def _new_reference(application: Application) -> str:
    tail = "".join(secrets.choice(_ALPHABET) for _place in range(6))
    prefix = _PREFIX_OF_REVIEW if application.objects_to_id else _PREFIX[application.kind]
    return f"{prefix}-{timezone.localdate():%Y%m%d}-{tail}"
