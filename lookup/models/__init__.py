from .batch import Announcement, Batch, Change
from .download import Download
from .entry import Entry
from .export import Export
from .invoice import Invoice
from .ledger import UNREADABLE, LedgerExport, LedgerRow, LedgerRun
from .owed_paper import OwedPaper
from .party_name import PartyName
from .pdf_file import PdfFile
from .posted_feed import PostedFeed
from .read_document import ReadDocument
from .right_request import RightRequest
from .source import Source, Span
from .statement import Statement
from .trace import Trace
from .visit import Visit
from .watch import Watch

__all__ = [
    "UNREADABLE",
    "Announcement",
    "Batch",
    "Change",
    "Download",
    "Entry",
    "Export",
    "Invoice",
    "LedgerExport",
    "LedgerRow",
    "LedgerRun",
    "OwedPaper",
    "PartyName",
    "PdfFile",
    "PostedFeed",
    "ReadDocument",
    "RightRequest",
    "Source",
    "Span",
    "Statement",
    "Trace",
    "Visit",
    "Watch",
]  # fmt: skip
