"""Who holds a case: claiming and releasing it. Each is one transaction."""
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .models import Application
from .permissions import why_not_decide

State = Application.State

#: A claim lapses when its holder has not looked at the case for so long: it never waits for someone who went home.
LEASE = timedelta(minutes=settings.CLAIM_IDLE_MINUTES)
#: A look renews the lease, but writes no oftener than this.
_RENEWED_AFTER = timedelta(minutes=1)


def claim_holds(application: Application) -> bool:
    """Tell whether someone holds the case now."""
    claimed_at = application.claimed_at
    return application.claimed_by_id is not None and claimed_at is not None and claimed_at > timezone.now() - LEASE


@transaction.atomic
def claim(application: Application, *, by: Person) -> Application:
    """Take the case; refuse and tell who holds it if someone does. Claiming again renews the lease."""
    case = locked(application, by)
    check_in_review(case)
    if claim_holds(case) and case.claimed_by_id != by.pk:
        text = _("这件申请正由%(name)s办理（最近活动 %(at)s）。") % {
            "name": case.claimed_by, "at": timezone.localtime(case.claimed_at).strftime("%m-%d %H:%M"),
        }  # fmt: skip
        raise Refusal("claimed", text, status=409)
    return _hold(case, by=by, action="claim", holder=by)


@transaction.atomic
def release(application: Application, *, by: Person) -> Application:
    """Give the case back to everyone."""
    case = locked(application, by)
    check_in_review(case)
    check_held(case, by)
    return _hold(case, by=by, action="release", holder=None)


def renew(case: Application, *, by: Person) -> None:
    """Let the lease begin anew, since its holder is at work on the case.

    No event and no new version: whose the case is does not change, and a form that is open stays good.
    """
    now = timezone.now()
    if case.claimed_by_id == by.pk and claim_holds(case) and case.claimed_at < now - _RENEWED_AFTER:
        Application.objects.filter(pk=case.pk, claimed_by=by, claimed_at=case.claimed_at).update(claimed_at=now)


def locked(application: Application, by: Person) -> Application:
    """Return the case as it is now, held until the transaction ends, if ``by`` may handle it."""
    # No joins: of a row that was waited for, PostgreSQL would join what it referred to before.
    case = Application.objects.select_for_update().get(pk=application.pk)
    if refusal := why_not_decide(by, case):
        raise refusal
    return case


def check_in_review(case: Application) -> None:
    if case.state != State.IN_REVIEW:
        text = _("这件申请现在是“%(state)s”，不能办理。") % {"state": case.get_state_display()}
        raise Refusal("not_in_review", text, status=409)


def check_held(case: Application, by: Person) -> None:
    if not claim_holds(case) or case.claimed_by_id != by.pk:
        raise Refusal("not_claimed", _("请先领取这件申请。"), status=409)


def _hold(case: Application, *, by: Person, action: str, holder: Person | None) -> Application:
    case.claimed_by, case.claimed_at = holder, timezone.now() if holder else None
    case.version += 1
    case.save(update_fields=["claimed_by", "claimed_at", "version"])
    record("application", case.pk, action, by=by)
    return case
