"""Worlds for the trace: records as wanted, entries that were refused, numbers that nobody has."""
from lookup.document import Party
from lookup.models import Batch, Entry, Invoice
from lookup.records import accept
from tests.intake.documents import document


def mark(invoice: Invoice, **columns) -> Invoice:
    Invoice.objects.filter(pk=invoice.pk).update(**columns)
    return invoice


def made_out_to(buyer: Party) -> Invoice:
    paper = document(77, buyer=buyer)
    return accept(paper)


def other_digit(number: str, at: int) -> str:
    return number[:at] + str((int(number[at]) + 5) % 10) + number[at + 1 :]


def free_number(year: int = 26, region: str = "11") -> str:
    return f"{year}{region}2555000111222333"[:20]


def quarantined(source, *, number, buyer="", seller="", reason="AMOUNTS_DISAGREE", field="total", **read) -> Entry:
    batch = source.batches.first() or Batch.objects.create(source=source)
    return Entry.objects.create(
        batch=batch, source=source, path="x.xml", digest=number.encode().ljust(32)[:32], raw=b"<x/>",
        state="QUARANTINED", reason=reason, field=field, number=number, buyer_tax_id=buyer, seller_tax_id=seller,
        read=read,
    )  # fmt: skip
