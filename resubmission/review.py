"""What clerks do with a case: claim, release, approve, return, reject. Each is one transaction."""
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.history.record import history_of, record
from invoice_portal.refusal import Refusal
from invoice_portal.support.notices import notify

from .event_words import told
from .models import Application
from .permissions import why_not_decide
from .settlement import settle
from .states import move

State = Application.State

#: A claim lapses after this long, so that a case never waits for someone who went home.
LEASE = timedelta(hours=8)


def claim_holds(application: Application) -> bool:
    """Tell whether someone holds the case now."""
    claimed_at = application.claimed_at
    return application.claimed_by_id is not None and claimed_at is not None and claimed_at > timezone.now() - LEASE


@transaction.atomic
def claim(application: Application, *, by: Person) -> Application:
    """Take the case; refuse and tell who holds it if someone does. Claiming again renews the lease."""
    case = _locked(application, by)
    _check_in_review(case)
    if claim_holds(case) and case.claimed_by_id != by.pk:
        text = _("这件申请正由%(name)s办理（%(at)s 领取）。") % {
            "name": case.claimed_by, "at": timezone.localtime(case.claimed_at).strftime("%m-%d %H:%M"),
        }  # fmt: skip
        raise Refusal("claimed", text, status=409)
    return _hold(case, by=by, action="claim", holder=by)


@transaction.atomic
def release(application: Application, *, by: Person) -> Application:
    """Give the case back to everyone."""
    case = _locked(application, by)
    _check_in_review(case)
    _check_held(case, by)
    return _hold(case, by=by, action="release", holder=None)


@transaction.atomic
def approve(application: Application, *, by: Person, reason: str = "", version: int) -> Application:
    """Approve and settle in one transaction: the record, the state, the history, the notice, the PDF owed."""
    case = _ready_to_decide(application, by=by, version=version)
    return settle(case, by=by, reason=_cleaned(reason))


@transaction.atomic
def return_(application: Application, *, by: Person, reason: str, version: int) -> Application:
    """Give it back to the applicant, saying what is needed."""
    case = _ready_to_decide(application, by=by, version=version)
    reason = _cleaned(reason, needed=_("请写明需要申请人补正什么。"))
    move(case, "return", by=by, reason=reason, decision_reason=reason, claimed_by=None, claimed_at=None)
    _tell(case, "application_returned", reason)
    return case


@transaction.atomic
def reject(application: Application, *, by: Person, reason: str, version: int) -> Application:
    """Reject it, saying why."""
    case = _ready_to_decide(application, by=by, version=version)
    reason = _cleaned(reason, needed=_("请写明不通过的原因。"))
    move(case, "reject", by=by, reason=reason, decision_reason=reason, decided_at=timezone.now())
    _tell(case, "application_rejected", reason)
    return case


def _locked(application: Application, by: Person) -> Application:
    """Return the case as it is now, held until the transaction ends, if ``by`` may handle it."""
    # No joins: of a row that was waited for, PostgreSQL would join what it referred to before.
    case = Application.objects.select_for_update().get(pk=application.pk)
    if refusal := why_not_decide(by, case):
        raise refusal
    return case


def _ready_to_decide(application: Application, *, by: Person, version: int) -> Application:
    case = _locked(application, by)
    _check_in_review(case)
    if case.version != version:
        raise _changed(case, version)
    _check_held(case, by)
    return case


def _changed(case: Application, version: int) -> Refusal:
    newest = list(history_of("application", case.pk).reverse()[: max(1, min(5, case.version - version))])
    what = _("；").join(map(told, reversed(newest)))
    text = _("您打开页面之后，这件申请有了变化：%(what)s。请查看后再办理。") % {"what": what}
    return Refusal("case_changed", text, status=409)


def _check_in_review(case: Application) -> None:
    if case.state != State.IN_REVIEW:
        text = _("这件申请现在是“%(state)s”，不能办理。") % {"state": case.get_state_display()}
        raise Refusal("not_in_review", text, status=409)


def _check_held(case: Application, by: Person) -> None:
    if not claim_holds(case) or case.claimed_by_id != by.pk:
        raise Refusal("not_claimed", _("请先领取这件申请。"), status=409)


def _hold(case: Application, *, by: Person, action: str, holder: Person | None) -> Application:
    case.claimed_by, case.claimed_at = holder, timezone.now() if holder else None
    case.version += 1
    case.save(update_fields=["claimed_by", "claimed_at", "version"])
    record("application", case.pk, action, by=by)
    return case


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
