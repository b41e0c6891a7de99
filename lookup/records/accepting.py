"""Documents that arrived become records, or are found to contradict one."""
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from invoice_portal.history.record import record, record_many
from lookup.as_document import document_of
from lookup.document import InvoiceDocument
from lookup.models import Invoice, Source
from lookup.watches.arriving import note_arrivals

from .comparing import differences
from .parties import Parties
from .row import COLUMNS, key_of, slug_of, values
from .settling import concerned_by, locked, settle_locked
from .staging import insert_new

#: A checked document, and the id of the entry it came as: the entry itself may be written later in the transaction.
Row = tuple[InvoiceDocument, int | None]


@dataclass
class Outcome:
    """What became of some documents: how many are new records and how many known ones."""

    accepted: int = 0
    unchanged: int = 0
    #: Place among the documents -> field -> (what the record says, what came), of those that contradict a record.
    differing: dict[int, dict[str, tuple[str, str]]] = field(default_factory=dict)


def accept(document: InvoiceDocument, *, source: Source | None = None, by=None, reason: str = "") -> Invoice:
    """Keep one checked document and return its record.

    The same content again changes nothing. A document that contradicts the record leaves it as it
    is, but marks it (conflict ``DUPLICATE_DIFFERS``).
    """
    accept_many([(document, None)], source=source, by=by, reason=reason)
    number, code = key_of(document)
    return Invoice.objects.get(number=number, code=code)


@transaction.atomic
def accept_many(rows: Sequence[Row], *, source: Source | None = None, by=None, reason: str = "") -> Outcome:
    """Keep checked documents in a fixed number of queries, with whatever was said about them before they came."""
    parties = Parties(document for document, _ in rows)
    ids = insert_new(
        [*COLUMNS, "entry_id", "validity"],
        [(*values(document, parties), entry_id, _validity(document)) for document, entry_id in rows],
    )
    origin = {"source": source.code} if source else {}
    record_many("invoice", ids.values(), "accepted", by=by, reason=reason, **origin)
    note_arrivals(ids)
    outcome = Outcome(accepted=len(ids))
    repeated = _not_in(ids, rows)
    slugs = {slug_of(document) for document, _ in rows} | {document.red_of for document, _ in rows if document.red_of}
    concerned = concerned_by(slugs)
    # Whatever is here already is locked at once and in one order.
    records = locked(concerned | {slug_of(rows[place][0]) for place in repeated})
    for place in repeated:
        _compare(place, rows[place], records, outcome, by)
    settle_locked({slug: records[slug] for slug in concerned if slug in records}, by=by)
    return outcome


def _validity(document: InvoiceDocument) -> str:
    """Return what only a record's first document decides: later, its validity is changed by what happens to it."""
    return document.validity or Invoice.Validity.NORMAL


def _not_in(ids: dict[tuple[str, str], int], rows: Sequence[Row]) -> list[int]:
    """Return the places of the rows that were not inserted: the record was here, or came earlier among them."""
    left, repeated = dict(ids), []
    for place, (document, _) in enumerate(rows):
        if left.pop(key_of(document), None) is None:
            repeated.append(place)
    return repeated


def _compare(place: int, row: Row, records: dict[str, Invoice], outcome: Outcome, by) -> None:
    document, entry_id = row
    invoice = records[slug_of(document)]
    if found := differences(document_of(invoice), document):
        _contradict(invoice, entry_id, found, by)
        outcome.differing[place] = found
    else:
        outcome.unchanged += 1


def _contradict(invoice: Invoice, entry_id: int | None, found: dict[str, tuple[str, str]], by) -> None:
    """Mark the record until someone settles which is right."""
    invoice.conflict = "DUPLICATE_DIFFERS"
    fields = sorted({*invoice.conflict_detail.get("fields", []), *found})
    invoice.conflict_detail = invoice.conflict_detail | {"fields": fields, "entry": entry_id}
    invoice.save(update_fields=["conflict", "conflict_detail", "changed_at"])
    record("invoice", invoice.pk, "contradicted", by=by, fields=sorted(found), entry=entry_id)
