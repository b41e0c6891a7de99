"""What an entry (条目) said, read again from the bytes that were kept."""
import logging

from django.db.models import BinaryField, Case, F, Func, IntegerField, QuerySet, When

from .document import InvoiceDocument
from .intake.rows import row_document
from .models import Entry
from .reading import Unreadable, read_bytes

log = logging.getLogger(__name__)

#: Larger ones are not fetched to be shown beside a case: an invoice's XML has a few kilobytes.
LARGEST = 256 * 1024


def entries_of_number(number: str, code: str) -> QuerySet[Entry]:
    """Return the entries of an invoice, newest first, each with its raw bytes as ``small_raw`` unless they are many."""
    size = Func(F("raw"), function="octet_length", output_field=IntegerField())
    small = Case(When(size__lte=LARGEST, then=F("raw")), default=None, output_field=BinaryField(null=True))
    entries = Entry.objects.filter(number=number, code=code).defer("raw").annotate(size=size, small_raw=small)
    return entries.select_related("source", "batch").order_by("-id")


def document_of_entry(entry: Entry) -> InvoiceDocument | None:
    """Return the invoice that an entry of ``entries_of_number`` says; None where reading it takes a worker."""
    raw = bytes(entry.small_raw or b"")
    if kept := row_document(raw):
        return kept
    # XML is read in microseconds and under limits; a PDF is the worker's to read.
    if not raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return None
    try:
        found = read_bytes(raw)
    except Unreadable:
        return None
    except Exception:
        log.exception("an entry could not be read again", extra={"entry": entry.pk})
        return None
    return next((document for document in found if document.number == entry.number), found[0])
