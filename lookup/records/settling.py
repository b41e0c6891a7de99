"""Carries what red invoices and manifests say about records into them, whichever comes first.

Called with the numbers that came and the ones that red invoices and manifests name.
"""
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils import timezone

from invoice_portal.history.record import record_each
from lookup.models import Change, Invoice
from lookup.number import split_slug
from lookup.pdf.owing import owe_all_again

from .standing import VOIDED, Fact, Red, standing

_WRITTEN = [
    "validity", "validity_at", "validity_reason", "reversed_by", "replaced_by", "conflict", "conflict_detail",
    "changed_at",
]  # fmt: skip
_REPORTED = "REPORTED"


def settle(slugs: Iterable[str], *, by=None) -> None:
    """Bring the records among these numbers up to what is said about them."""
    if concerned := concerned_by(slugs):
        settle_locked(locked(concerned), by=by)


def concerned_by(slugs: Iterable[str]) -> set[str]:
    """Return the numbers among these, and the blue ones of their red ones, about which something is said.

    In two queries, and a third if a red invoice is voided.
    """
    slugs = set(slugs)
    waiting = Change.objects.filter(number__in={split_slug(slug)[1] for slug in slugs}, applied_at=None)
    said = {(slug_of(*key), status) for *key, status in waiting.values_list("code", "number", "status")}
    concerned = {slug for slug, _ in said} & slugs
    # red_of > '' makes the partial index usable.
    concerned |= set(Invoice.objects.filter(red_of__in=slugs, red_of__gt="").values_list("red_of", flat=True))
    if voided := {slug for slug, status in said if status == VOIDED} & slugs:
        concerned |= set(_of(voided).filter(red_of__gt="").values_list("red_of", flat=True))
    return concerned


def locked(slugs: Collection[str]) -> dict[str, Invoice]:
    """Lock the records of these numbers, in one order so that nobody waits in a circle, and return them by it."""
    if not slugs:
        return {}
    # Two queries: of a row that was waited for, PostgreSQL would join the parties it had before.
    waited_for = list(_of(slugs).select_for_update().order_by("id").values_list("pk", flat=True))
    found = Invoice.objects.filter(pk__in=waited_for)
    return {invoice.slug: invoice for invoice in found.select_related("seller", "buyer", "seller_name", "buyer_name")}


def settle_locked(invoices: dict[str, Invoice], *, by=None) -> None:
    """Settle records that are locked. What is said is read after the lock: another may just have said more."""
    if not invoices:
        return
    said = _Said(invoices)
    changed: dict[int, tuple[Invoice, str, dict]] = {}
    # Red ones first: a voided one no longer reverses.
    for invoice in sorted(invoices.values(), key=lambda invoice: (not invoice.red_of, invoice.pk)):
        if told := said.settle(invoice):
            changed[invoice.pk] = (invoice, *told)
    now = timezone.now()
    Change.objects.filter(pk__in=said.applied).update(applied_at=now)
    for invoice, *_ in changed.values():
        invoice.changed_at = now
    Invoice.objects.bulk_update([invoice for invoice, *_ in changed.values()], _WRITTEN, batch_size=500)
    record_each("invoice", ((pk, action, data) for pk, (_, action, data) in changed.items()), by=by)
    owe_all_again(invoice for invoice, action, _ in changed.values() if action != "reported")


def slug_of(code: str, number: str) -> str:
    return f"{code}-{number}" if code else number


def _of(slugs: Iterable[str]):
    """Match the records of these numbers."""
    by_code: dict[str, list[str]] = defaultdict(list)
    for slug in slugs:
        code, number = split_slug(slug)
        by_code[code].append(number)
    wanted = Q(pk=None)
    for code, numbers in by_code.items():
        wanted |= Q(code=code, number__in=numbers)
    return Invoice.objects.filter(wanted)


class _Said:
    """Everything that is said about some records."""

    def __init__(self, invoices: dict[str, Invoice]):
        self.changes: dict[str, list[Change]] = defaultdict(list)
        numbers = {invoice.number for invoice in invoices.values()}
        for change in Change.objects.filter(number__in=numbers).order_by("id"):
            self.changes[slug_of(change.code, change.number)].append(change)
        self.reds: dict[str, list[Invoice]] = defaultdict(list)
        for red in Invoice.objects.filter(red_of__in=list(invoices), red_of__gt="").order_by("id"):
            # The very object, if it is settled too: whether it is voided may just have been found.
            self.reds[red.red_of].append(invoices.get(red.slug, red))
        self.applied = [
            change.pk for slug in invoices for change in self.changes[slug] if change.applied_at is None
        ]  # fmt: skip

    def settle(self, invoice: Invoice) -> tuple[str, dict] | None:
        """Change the record in memory and return the event that tells of it, or None if nothing changes."""
        changes = self.changes[invoice.slug]
        reported = _report(invoice, [change for change in changes if change.status == Change.Status.ABNORMAL])
        before = _present(invoice)
        facts = [
            Fact(change.status, change.at, change.by, change.replaced_by, change.reason)
            for change in changes
            if change.status != Change.Status.ABNORMAL
        ]
        reds = [Red(red.slug, red.total, red.issued_at, red.validity == VOIDED) for red in self.reds[invoice.slug]]
        after = standing(before, facts, invoice.total, reds)
        if after == before:
            return ("reported", reported) if reported else None
        invoice.validity, invoice.validity_at, invoice.validity_reason = after.validity, after.at, after.reason
        invoice.reversed_by, invoice.replaced_by = after.reversed_by, after.replaced_by
        told = {"was": before.validity, "at": after.at and after.at.isoformat(), "red": after.reversed_by}
        return after.validity.lower(), {name: value for name, value in (told | reported).items() if value}


def _present(invoice: Invoice) -> Fact:
    return Fact(
        invoice.validity, invoice.validity_at, invoice.reversed_by, invoice.replaced_by, invoice.validity_reason
    )


def _report(invoice: Invoice, reports: list[Change]) -> dict[str, str]:
    """Mark a record that a source reports to be wrong. Older reports than one carried in before say nothing new.

    A contradiction between documents stays in front.
    """
    latest = max(reports, key=lambda report: (report.at, report.reason, report.applied_at is not None), default=None)
    if latest is None or latest.applied_at is not None:
        return {}
    told = {"reported_at": latest.at.isoformat(), "reason": latest.reason}
    invoice.conflict = invoice.conflict or _REPORTED
    invoice.conflict_detail = invoice.conflict_detail | told
    return told
