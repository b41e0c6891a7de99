"""What clerks decide on a case they hold: approve, return, reject. Each is one transaction."""
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.refusal import Refusal
from invoice_portal.support.notices import notify

from .changes import told_since
from .holding import check_held, check_in_review, locked
from .models import Application
from .second_opinion import giving
from .second_opinion.giving import NO_PROPOSAL, propose
from .second_opinion.needing import why_second
from .settlement import settle
from .states import move


@transaction.atomic
def approve(application: Application, *, by: Person, reason: str = "", version: int) -> Application:
    """Approve and settle in one transaction: the record, the state, the history, the notice, the PDF owed.

    Where two must agree (``second_opinion.needing``), the first one's approval is a proposal: the case stays in
    review and waits for a second clerk, whose approval settles it.
    """
    case = _ready_to_decide(application, by=by, version=version)
    reason = _cleaned(reason)
    why = [] if case.proposed_by_id else why_second(case)
    if why:
        _check_would_settle(case, by)
        return propose(case, by=by, reason=reason, why=why)
    return settle(case, by=by, reason=reason)


@transaction.atomic
def disagree(application: Application, *, by: Person, reason: str, version: int) -> Application:
    """Say as the second clerk that it should not be approved so, and why; the case goes back to everyone."""
    case = _ready_to_decide(application, by=by, version=version)
    return giving.disagree(case, by=by, reason=_cleaned(reason, needed=_("请写明为什么不同意。")))


@transaction.atomic
def return_(application: Application, *, by: Person, reason: str, version: int) -> Application:
    """Give it back to the applicant, saying what is needed."""
    case = _ready_to_decide(application, by=by, version=version)
    reason = _cleaned(reason, needed=_("请写明需要申请人补正什么。"))
    move(case, "return", by=by, reason=reason, decision_reason=reason, claimed_by=None, claimed_at=None, **NO_PROPOSAL)
    _tell(case, "application_returned", reason)
    return case


@transaction.atomic
def reject(application: Application, *, by: Person, reason: str, version: int) -> Application:
    """Reject it, saying why."""
    case = _ready_to_decide(application, by=by, version=version)
    reason = _cleaned(reason, needed=_("请写明不通过的原因。"))
    move(case, "reject", by=by, reason=reason, decision_reason=reason, decided_at=timezone.now(), **NO_PROPOSAL)
    _tell(case, "application_rejected", reason)
    return case


def _check_would_settle(case: Application, by: Person) -> None:
    """Refuse what the second clerk could only be refused, by settling in a savepoint that is taken back."""
    with transaction.atomic():
        settle(Application.objects.get(pk=case.pk), by=by, reason="")
        transaction.set_rollback(True)


def _ready_to_decide(application: Application, *, by: Person, version: int) -> Application:
    case = locked(application, by)
    check_in_review(case)
    if case.version != version:
        raise _changed(case, version)
    check_held(case, by)
    return case


def _changed(case: Application, version: int) -> Refusal:
    what = told_since(case.pk, seen=version, now=case.version)
    text = _("您打开页面之后，这件申请有了变化：%(what)s。请查看后再办理。") % {"what": what}
    return Refusal("case_changed", text, status=409)


def _cleaned(reason: str, needed: str = "") -> str:
    reason = "".join(character for character in reason if character.isprintable() or character in "\n\t").strip()
    if needed and not reason:
        raise Refusal("reason_missing", needed, fields={"reason": needed})
    if len(reason) > 2000:
        raise Refusal("reason_too_long", _("审核意见最多 2000 个字。"), fields={"reason": _("最多 2000 个字。")})
    return reason


def _tell(case: Application, kind: str, reason: str) -> None:
    params = {"reference": case.reference, "number": case.number, "reason": reason}
    owe = partial(notify, case.taxpayer, operator=case.operator, kind=kind, params=params)
    owe(link=f"/applications/{case.pk}/", dedupe_key=f"{kind}:{case.pk}:{case.version}")
