"""Documents that arrived become records, or are found to contradict one."""
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from invoice_portal.history.record import record, record_many
from lookup.as_document import document_of
from lookup.document import InvoiceDocument
from lookup.models import Entry, Invoice, Source
from lookup.watches.arriving import note_arrivals

from .comparing import differences
from .parties import Parties
from .reversal import apply_reversals
from .row import columns, key_of, slug_of
from .staging import insert_new

Row = tuple[InvoiceDocument, Entry | None]


@dataclass
class Outcome:
    """What became of some documents: new records, known ones, and entries that contradict a record."""

    accepted: int = 0
    unchanged: int = 0
    differing: list[Entry | None] = field(default_factory=list)


def accept(
    document: InvoiceDocument, *, source: Source | None = None, entry: Entry | None = None, by=None, reason: str = ""
) -> Invoice:
    """Keep one checked document and return its record.

    The same content again changes nothing. A document that contradicts the record leaves it as it
    is, but marks it (conflict ``DUPLICATE_DIFFERS``) and quarantines the entry.
    """
    accept_many([(document, entry)], source=source, by=by, reason=reason)
    number, code = key_of(document)
    return Invoice.objects.get(number=number, code=code)


@transaction.atomic
def accept_many(rows: Sequence[Row], *, source: Source | None = None, by=None, reason: str = "") -> Outcome:
    """Keep checked documents, each with the saved entry it came as, in a fixed number of queries."""
    parties = Parties(document for document, _ in rows)
    ids = insert_new([columns(document, parties) | _as_new(document, entry) for document, entry in rows])
    record_many(
        "invoice", ids.values(), "accepted", by=by, reason=reason, **({"source": source.code} if source else {})
    )
    note_arrivals(ids)
    outcome = Outcome(accepted=len(ids))
    repeated = []
    for row in rows:
        if key_of(row[0]) in ids:
            del ids[key_of(row[0])]
        else:
            repeated.append(row)
    _compare_with_records(repeated, outcome, by)
    slugs = {slug_of(document) for document, _ in rows} | {document.red_of for document, _ in rows if document.red_of}
    apply_reversals(slugs, by=by)
    return outcome


def _as_new(document: InvoiceDocument, entry: Entry | None) -> dict:
    """Return what only a record's first document decides: later, its validity is changed by what happens to it."""
    return {"entry_id": entry and entry.pk, "validity": document.validity or Invoice.Validity.NORMAL}


def _compare_with_records(rows: list[Row], outcome: Outcome, by) -> None:
    if not rows:
        return
    kept = {(invoice.number, invoice.code): invoice for invoice in _records(rows)}
    for document, entry in rows:
        invoice = kept[key_of(document)]
        found = differences(document_of(invoice), document)
        if found:
            _contradict(invoice, entry, found, by)
            outcome.differing.append(entry)
        else:
            outcome.unchanged += 1


def _records(rows: list[Row]):
    parties = ("seller", "buyer", "seller_name", "buyer_name")
    numbers = [document.number for document, _ in rows]
    found = Invoice.objects.filter(number__in=numbers).order_by("id")
    # Two queries: of a row that was waited for, PostgreSQL would join the parties it had before.
    locked = list(found.select_for_update().values_list("pk", flat=True))
    return found.filter(pk__in=locked).select_related(*parties)


def _contradict(invoice: Invoice, entry: Entry | None, found: dict[str, tuple[str, str]], by) -> None:
    """Quarantine the entry and mark the record until someone settles which is right."""
    if entry:
        entry.state, entry.reason = Entry.State.QUARANTINED, Entry.Reason.DUPLICATE_DIFFERS
        entry.field = next(iter(found))
        entry.detail = "; ".join(f"{name}: {ours} ≠ {theirs}" for name, (ours, theirs) in found.items())
        entry.save(update_fields=["state", "reason", "field", "detail"])
    invoice.conflict = "DUPLICATE_DIFFERS"
    fields = sorted({*invoice.conflict_detail.get("fields", []), *found})
    invoice.conflict_detail = invoice.conflict_detail | {"fields": fields, "entry": entry and entry.pk}
    invoice.save(update_fields=["conflict", "conflict_detail", "changed_at"])
    record("invoice", invoice.pk, "contradicted", by=by, fields=sorted(found), entry=entry and entry.pk)
