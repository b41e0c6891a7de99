"""All facts about one question."""
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from lookup.access import PURCHASES, SALES
from lookup.coverage.gathering import coverage_of_region
from lookup.coverage.standing import SourceCoverage, Window
from lookup.models import Invoice
from lookup.number import REGIONS, region_of, region_of_tax_id

from ..facts import Applied, Facts, OutOfScope
from ..neighbours import open_applications
from ..question import Question
from . import arrivals, near, records
from .asker import Asker
from .unidentified import by_own_name

SHANGHAI = ZoneInfo("Asia/Shanghai")


def gather(asker: Asker, asked: Question, *, now: datetime) -> Facts:
    """Return what is known about the invoice asked for and may be said to this asker, as of ``now`` (aware)."""
    by_number = bool(asked.number or asked.digest)
    found = records.by_number(asker, asked) if by_number else records.by_particulars(asker, asked)
    visible = [invoice for invoice in found if records.visible(asker.operator, invoice)]
    seen = sorted((records.seen(asker, row, asked) for row in visible), key=lambda one: len(one.hidden_by))
    entry, entry_side = (None, "") if seen else arrivals.refused_entry(asker, asked)
    announced, announced_side = (None, "") if seen else arrivals.announcement(asker, asked)
    if not by_number and not seen:
        found = by_own_name(asker, asked)
    region = region_of_question(asked)
    return Facts(
        question=asked, now=now, today=now.astimezone(SHANGHAI).date(),
        seen=seen[0] if seen else None, others_seen=tuple(seen[1:]) if seen and not seen[0].hidden_by else (),
        elsewhere=None if seen else records.elsewhere(asker, found),
        out_of_scope=None if seen else _outside(asker, found, entry_side, announced_side),
        refused=arrivals.refused(entry, bool(entry_side)) if entry and arrivals.covered(asker, entry_side) else None,
        other_title=None if seen else records.other_title(asker, found, asked),
        near=() if seen else near.near_numbers(asker, asked) if asked.number else near.near_dates(asker, asked),
        awaited=arrivals.awaited(asker, announced) if announced and arrivals.covered(asker, announced_side) else None,
        application=_application(asker, asked),
        region=region, sources=sources_of(asker, region), window=window_of(asked),
        looked_elsewhere=asker.looks_elsewhere,
    )  # fmt: skip


def _application(asker: Asker, asked: Question) -> Applied | None:
    """Return the taxpayer's open application under any reading of the number, best reading first."""
    keys = [(code or "", number) for code, number in asked.forms()]
    known = asker.ahead.applications if asker.ahead.has(asked) else open_applications(asker.operator, keys)
    return next((known[key] for key in keys if key in known), None)


def _outside(asker: Asker, found: list[Invoice], *named: str) -> OutOfScope | None:
    """Return the side that the operator may not see, if the record, an entry or an announcement is of it."""
    for invoice in found:
        if records.belongs_to(asker.operator, invoice):
            side = PURCHASES if invoice.buyer_id == asker.operator.taxpayer_id else SALES
            return records.out_of_scope(asker, side)
    side = next((side for side in named if side and not arrivals.covered(asker, side)), "")
    return records.out_of_scope(asker, side) if side else None


def region_of_question(asked: Question) -> str:
    """Return the region of the number, else of the seller's tax ID; "" if neither tells one that exists."""
    for code, number in asked.forms():
        if (region := region_of(number, code or "")) in REGIONS:
            return region
    return region_of_tax_id(asked.seller.strip().upper()) if len(asked.seller.strip()) >= 15 else ""


def sources_of(asker: Asker, region: str) -> tuple[SourceCoverage, ...]:
    if region and region not in asker.coverage:
        asker.coverage[region] = tuple(coverage_of_region(region))
    return asker.coverage.get(region, ())


def window_of(asked: Question) -> Window | None:
    """Return the issue times that were asked for: the very second, or the whole day in China."""
    if asked.issued_at:
        return asked.issued_at, asked.issued_at + timedelta(seconds=1)
    if asked.day is None:
        return None
    begins = datetime.combine(asked.day, time(), SHANGHAI)
    return begins, begins + timedelta(days=1)
