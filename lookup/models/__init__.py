from .download import Download
from .feed import Batch, Entry, Source
from .invoice import Invoice
from .party_name import PartyName
from .pdf_file import PdfFile

__all__ = ["Batch", "Download", "Entry", "Invoice", "PartyName", "PdfFile", "Source"]
