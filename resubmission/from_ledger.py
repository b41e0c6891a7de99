"""A draft for each invoice that a ledger found to be missing, a few at a time by the worker.

May run twice, two at once, or be killed anywhere: the wish's row is locked while its drafts are made, and says how far
they are in the same transaction.
"""
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator, Taxpayer
from invoice_portal.history.record import record
from invoice_portal.queueing import queue_after_commit
from invoice_portal.refusal import Refusal
from lookup.access import SALES
from lookup.ledger.results import never_seen
from lookup.models import LedgerRow, LedgerRun

from .drafting import AlreadyOpen, begin, check_may_apply
from .models import Application, LedgerDrafts

State = LedgerDrafts.State
TASK = "resubmission.tasks.draft_from_ledger"
SLICE = 100
LEASE = timedelta(seconds=settings.LEASE_SECONDS)


def ask_for(operator: Operator, run: LedgerRun) -> LedgerDrafts:
    """Owe a draft for every row of a finished run that was never seen; asked again, the same wish.

    Raises :class:`Refusal` without the right to apply, and if there is no such row.
    """
    check_may_apply(operator)
    rows = never_seen(run).count()
    if not rows:
        raise Refusal("nothing_missing", _("这份台账里没有“从未收到”的发票。"), status=409)
    with transaction.atomic():
        wish, created = LedgerDrafts.objects.get_or_create(run=run, defaults={"operator": operator, "rows_total": rows})
        if created:
            record("ledger", run.pk, "drafts_asked", by=operator.person, rows=rows)
            _queue(run.pk)
    return wish


def draft_slice(run_id: str) -> None:
    """Make the next drafts, and queue those after them."""
    with transaction.atomic():
        owed = LedgerDrafts.objects.filter(pk=run_id, state=State.OWED).select_for_update(of=["self"])
        wish = owed.select_related("run", "operator__person", "operator__taxpayer").first()
        if wish is None:
            return
        rows = list(never_seen(wish.run).filter(row_number__gt=wish.after_row)[:SLICE])
        for row in rows:
            _draft(wish, row)
        if len(rows) < SLICE:
            wish.state = State.DONE
            record("ledger", wish.pk, "drafts_made", new=wish.new, existing=wish.existing, refused=len(wish.refused))
        else:
            _queue(wish.pk)
        wish.moved_at = timezone.now()
        wish.save()


def requeue_owed() -> None:
    """Queue again what stands still: its message was lost, or its worker died."""
    quiet = LedgerDrafts.objects.filter(state=State.OWED, moved_at__lt=timezone.now() - LEASE)
    for run_id in quiet.order_by("moved_at").values_list("pk", flat=True)[:1000]:
        _queue(run_id)


def _draft(wish: LedgerDrafts, row: LedgerRow) -> None:
    try:
        begin(wish.operator, kind=Application.Kind.SUPPLEMENT, claimed=claimed_of(row, wish.operator.taxpayer))
        wish.new += 1
    except AlreadyOpen:
        wish.existing += 1
    except Refusal as refusal:
        why = next(iter(refusal.fields.values()), refusal.detail)
        wish.refused.append([row.row_number, str(why)])
    wish.after_row = row.row_number


def claimed_of(row: LedgerRow, taxpayer: Taxpayer) -> dict[str, str]:
    """Return what the row says of the invoice, and the taxpayer itself on the side where the row names nobody."""
    own = "seller" if row.side == SALES else "buyer"
    claimed = dict(row.said)
    if not claimed.get(f"{own}_tax_id"):
        claimed |= {f"{own}_tax_id": taxpayer.tax_id, f"{own}_name": claimed.get(f"{own}_name") or taxpayer.name}
    return claimed


def _queue(run_id) -> None:
    queue_after_commit(TASK, str(run_id))
