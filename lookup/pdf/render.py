"""Renders a document as PDF bytes. Nothing is fetched while it does: no network, no files but the fonts."""
from functools import lru_cache

import segno

from invoice_portal.papers.fonts import FURTHER, font_path
from invoice_portal.papers.issuing import address_of
from lookup.document import InvoiceDocument

from .drawing.book import Attached, Book
from .drawing.typeface import Typeface
from .form import draw_page
from .layout import lay_out
from .measures import PAGE_HEIGHT, PAGE_WIDTH
from .wording import ATTACHED
from .wrapping import clean

#: Dots a module of a QR code: enough to stay sharp when the page is enlarged.
DOTS = 8


def render(
    document: InvoiceDocument, *, status_mark: str | None = None, original: bytes | None = None, code: str = ""
) -> bytes:
    """Return a tagged PDF/A-3u (ISO 19005-3).

    Args:
        document: what is printed.
        status_mark: stands across every page (已作废, 已红冲).
        original: the XML as the source sent it, embedded as the source of the page.
        code: by which it is checked at /verify/, printed with its QR code; empty: a paper that nobody can check.
    """
    invoice = lay_out(document)
    name, author = clean(f"{invoice.title} {document.number or ''}"), clean(document.seller.name or "")
    book = Book(typeface(), width=PAGE_WIDTH, height=PAGE_HEIGHT, title=name, author=author, language="zh-CN")
    _hold_qr(book, "qr", invoice.qr)
    if code:
        _hold_qr(book, "verify", address_of(code))
    address = address_of(code).partition("?")[0] if code else ""
    for number in range(1, len(invoice.pages) + 1):
        draw_page(book, invoice, number, code=code, address=address, mark=status_mark)
    return book.pdf(Attached("invoice.xml", ATTACHED, original) if original else None)


@lru_cache(maxsize=1)
def typeface() -> Typeface:
    """Open the fonts once per process."""
    return Typeface([font_path(), *FURTHER])


def _hold_qr(book: Book, name: str, payload: str) -> None:
    book.hold_dots(name, segno.make_qr(payload, error="m").matrix, DOTS)
