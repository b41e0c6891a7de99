"""What is deleted when: one rule for each kind of data that does not stay, run by the scheduler every day.

《个人信息保护法》 art. 19 (no longer than the purpose needs) and art. 47 (deletion when it is fulfilled).
"""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from invoice_portal.accounts.models import ApiAnswer, Misuse, SmsCode
from invoice_portal.accounts.tasks import KEPT as ANSWERS_KEPT
from invoice_portal.chat.models import Conversation
from invoice_portal.complaints.models import Complaint
from invoice_portal.support.help.feedback import KEPT as HELP_KEPT
from invoice_portal.support.help.feedback import forget_old as forget_help
from invoice_portal.support.models import HelpSearch, Notice, NoticeDelivery
from lookup.exporting import own as zips
from lookup.exporting.removing import forget_old as forget_zips
from lookup.ledger import removing as ledgers
from lookup.models import Export, LedgerRow, LedgerRun, ReadDocument, RightRequest, Statement, Trace, Watch
from lookup.uploaded import forgetting as documents

from .forgetting import forget_complaints, forget_conversations, forget_exports, forget_in_parts
from .models import DataExport


@dataclass(frozen=True)
class Rule:
    """Rows of ``expired(before)`` are ``period`` past their use; ``forget(before)`` removes them and tells how many."""

    code: str
    period: timedelta
    expired: Callable[[datetime], QuerySet]
    forget: Callable[[datetime], int]


def _plain(code: str, period: timedelta, expired: Callable[[datetime], QuerySet]) -> Rule:
    """Return a rule for rows that go with what hangs on them, a part at a time."""
    return Rule(code, period, expired, lambda before: forget_in_parts(code, lambda: expired(before)))


def _unneeded_traces(before: datetime) -> QuerySet:
    """Match old traces that nothing else leads to any more."""
    rows = Trace.objects.filter(as_of__lt=before)
    for model in (Watch, RightRequest, LedgerRow, Statement, Conversation):
        rows = rows.filter(~Exists(model.objects.filter(trace=OuterRef("pk"))))
    return rows


RULES: tuple[Rule, ...] = (
    _plain("sms_codes", timedelta(days=30), lambda b: SmsCode.objects.filter(sent_at__lt=b)),
    _plain("sessions", timedelta(0), lambda b: Session.objects.filter(expire_date__lt=b)),
    _plain("failed_logins", timedelta(days=30), lambda b: AccessAttempt.objects.filter(attempt_time__lt=b)),
    _plain("failed_logins_log", timedelta(days=30), lambda b: AccessFailureLog.objects.filter(attempt_time__lt=b)),
    _plain("misuse", timedelta(days=180), lambda b: Misuse.objects.filter(last_at__lt=b, until__lt=b)),
    _plain("api_answers", ANSWERS_KEPT, lambda b: ApiAnswer.objects.filter(created_at__lt=b)),
    _plain("watches", timedelta(days=365), lambda b: Watch.objects.filter(created_at__lt=b).exclude(state="WATCHING")),
    _plain("right_requests", timedelta(days=365), lambda b: RightRequest.objects.filter(decided_at__lt=b)),
    _plain("traces", timedelta(days=365), _unneeded_traces),
    Rule("documents", documents.KEPT, lambda b: ReadDocument.objects.filter(uploaded_at__lt=b),
         lambda _before: documents.forget_old()),
    Rule("ledgers", ledgers.KEPT, lambda b: LedgerRun.objects.filter(created_at__lt=b),
         lambda _before: ledgers.forget_old()),
    Rule("zips", zips.KEPT, lambda b: Export.objects.filter(created_at__lt=b), lambda _before: forget_zips()),
    _plain("deliveries", timedelta(days=180), lambda b: NoticeDelivery.objects.filter(sent_at__lt=b)),
    _plain("notices", timedelta(days=730), lambda b: Notice.objects.filter(created_at__lt=b)),
    Rule("conversations", timedelta(days=730), lambda b: Conversation.objects.filter(closed_at__lt=b, state="CLOSED"),
         forget_conversations),
    Rule("complaints", timedelta(days=1095), lambda b: Complaint.objects.filter(received_at__lt=b, state="ANSWERED"),
         forget_complaints),
    Rule("help", HELP_KEPT, lambda b: HelpSearch.objects.filter(last_on__lt=b.date()), lambda _before: forget_help()),
    Rule("data_exports", timedelta(days=7), lambda b: DataExport.objects.filter(asked_at__lt=b), forget_exports),
)  # fmt: skip
BY_CODE = {rule.code: rule for rule in RULES}


def due(rule: Rule, now: datetime | None = None) -> int:
    """Count what the rule would remove now."""
    return rule.expired((now or timezone.now()) - rule.period).count()


def run(*, dry_run: bool = False) -> dict[str, int]:
    """Apply every rule; return how many rows each removed, or would remove."""
    now = timezone.now()
    return {rule.code: due(rule, now) if dry_run else rule.forget(now - rule.period) for rule in RULES}
