"""Numbers that manifests announced, naming this taxpayer, and whose data has not come."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator
from invoice_portal.paging import PAGE_SIZE, Page, page_of
from lookup.access import PURCHASES, SALES, SIDES, sides_of
from lookup.coverage.gathering import coverage_of
from lookup.coverage.standing import SourceCoverage, expected_next
from lookup.models import Announcement
from lookup.trace.eta import eta_json
from lookup.trace.wording.phrases import moment


@dataclass(frozen=True, slots=True)
class OnItsWay:
    announcement: Announcement
    side: str
    #: What to ask the trace, in the names of its form.
    question: dict[str, str]
    #: When it may be expected, in phrases; none where the source has no past to tell by.
    expected: list[str]


def on_its_way(operator: Operator, cursor: str = "", limit: int = PAGE_SIZE) -> Page:
    """Return what is on its way on the sides that the operator may see, last announced first."""
    page = page_of([_named(operator, side) for side in sides_of(operator)], ("id",), cursor, limit)
    return Page(_told(operator, page.rows), page.next_cursor)


def _named(operator: Operator, side: str) -> QuerySet[Announcement]:
    party = "buyer_tax_id" if side == PURCHASES else "seller_tax_id"
    waiting = Announcement.objects.filter(**{party: operator.taxpayer.tax_id}, arrived_at=None)
    return waiting.select_related("source")


def _told(operator: Operator, rows: Sequence[Announcement]) -> list[OnItsWay]:
    now, sources = timezone.now(), {row.source_id: row.source for row in rows}
    coverages = dict(zip(sources, coverage_of(sources.values()), strict=True)) if sources else {}
    words = {pk: _expected(coverage, now) for pk, coverage in coverages.items()}
    return [OnItsWay(row, side_word(operator, row), asked_by(row), words[row.source_id]) for row in rows]


def _expected(coverage: SourceCoverage, now: datetime) -> list[str]:
    """Say when the source's next batch may be expected, by its own past."""
    eta = eta_json(expected_next(coverage, now))
    if eta is None:
        return []
    times = {name: moment(time) for name, time in eta.items()}
    if datetime.fromisoformat(eta["latest"]) < now:
        return [_("最迟应在 %(latest)s 前送达") % times]
    return [_("大约 %(likely)s") % times, _("最迟 %(latest)s") % times]


def asked_by(row) -> dict[str, str]:
    """Return the question for a row's number and code, in the names of the trace's form."""
    return {"number": row.number} | ({"code": row.code} if row.code else {})


def side_word(operator: Operator, row) -> str:
    """Say on which side a row with ``buyer_tax_id`` names this taxpayer; purchases first, as ``access.side_of``."""
    bought = row.buyer_tax_id == operator.taxpayer.tax_id and operator.sees_purchases
    return str(SIDES[PURCHASES if bought else SALES])
