"""What red invoices do to the blue ones they reverse."""
from collections.abc import Iterable

from django.db.models import Max, Q, Sum

from invoice_portal.history.record import record
from lookup.models import Invoice
from lookup.pdf.owing import owe_again

Validity = Invoice.Validity


def apply_reversals(slugs: Iterable[str], *, by=None) -> None:
    """Set the validity of each blue invoice named, by the sum of the red ones that name it.

    Called with blue invoices that came and with those that arrived red ones name, since
    either may come first.
    """
    reds = _reds_of(slugs)
    if not reds:
        return
    for invoice in _blue(reds).select_for_update().order_by("id"):
        _settle(invoice, reds[invoice.slug], by)


def _reds_of(slugs: Iterable[str]) -> dict[str, dict]:
    # red_of > '' makes the partial index usable.
    reds = Invoice.objects.filter(red_of__in=list(slugs), red_of__gt="", conflict="").exclude(validity=Validity.VOIDED)
    sums = reds.values("red_of").annotate(reversed=Sum("total"), last=Max("number"), at=Max("issued_at"))
    return {row["red_of"]: row for row in sums.order_by()}


def _blue(slugs: Iterable[str]):
    wanted = Q(pk=None)
    numbers = [slug for slug in slugs if "-" not in slug]
    for slug in slugs:
        if "-" in slug:
            code, number = slug.split("-", 1)
            wanted |= Q(number=number, code=code)
    return Invoice.objects.filter(wanted | Q(number__in=numbers, code=""))


def _settle(invoice: Invoice, reds: dict, by) -> None:
    if invoice.validity == Validity.VOIDED or invoice.total <= 0:
        return
    validity = Validity.REVERSED if -reds["reversed"] >= invoice.total else Validity.PARTLY_REVERSED
    if (invoice.validity, invoice.reversed_by) == (validity, reds["last"]):
        return
    invoice.validity, invoice.reversed_by, invoice.validity_at = validity, reds["last"], reds["at"]
    invoice.save(update_fields=["validity", "reversed_by", "validity_at", "changed_at"])
    owe_again(invoice)
    record("invoice", invoice.pk, validity.lower(), by=by, red=reds["last"], reversed=str(-reds["reversed"]))
