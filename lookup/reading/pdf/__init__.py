"""One PDF → the invoices in it: from the XML it carries, else from its text by place, else from its QR codes."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lookup.document import InvoiceDocument

from ..checked import checked
from ..errors import Unreadable
from ..printed import Glyph, read_form
from ..qr import read_qr
from ..xml import read_xml
from .opening import attachments_of
from .pictures import MOST_PAGES, codes_on
from .text import text_of


def read_pdf(data: bytes) -> list[InvoiceDocument]:
    """Each invoice in the file, in the order of its pages; raises Unreadable if there is none."""
    attached = _attached(data)
    if attached is not None:
        return [_checked(attached, _coded(data, range(MOST_PAGES)).values())]
    pages = _text(data)
    printed = read_form(pages, "pdf")
    pictures = [place for place, glyphs in enumerate(pages) if not glyphs] if printed else range(MOST_PAGES)
    coded = _coded(data, [*(one.pages[0] for one in printed), *pictures])
    found = [_checked(one.document, [coded.pop(one.pages[0], [])]) for one in printed]
    found += [document for page in coded.values() for document in page]
    # A page of something else has text, but no number of an invoice.
    numbered = [document for document in found if document.number]
    if not numbered:
        raise Unreadable("PDF 内没有可识别的发票，请上传税务局或销售方提供的原件")
    return numbered


def _text(data: bytes) -> list[list[Glyph]]:
    """The text of the pages; none where it cannot be read, since the pages may still be drawn."""
    try:
        return text_of(data)
    except Unreadable:
        return []


def _coded(data: bytes, pages: Iterable[int]) -> dict[int, list[InvoiceDocument]]:
    return {
        page: [document for text in texts if (document := read_qr(text, "pdf"))]
        for page, texts in codes_on(data, pages).items()
    }


def _checked(document: InvoiceDocument, pages: Iterable[list[InvoiceDocument]]) -> InvoiceDocument:
    """The document beside the QR code of its number, or if there is none, beside the first."""
    codes = [code for page in pages for code in page]
    return checked(document, min(codes, key=lambda code: code.number != document.number, default=None))


def _attached(data: bytes) -> InvoiceDocument | None:
    """The invoice as XML inside the PDF, if one of its attachments is."""
    for content in attachments_of(data):
        if not content.lstrip().startswith((b"<", b"\xef\xbb\xbf")):
            continue
        try:
            found = read_xml(content.lstrip())
        except Unreadable:
            continue
        if found.number:
            return replace(found, format="pdf")
    return None
