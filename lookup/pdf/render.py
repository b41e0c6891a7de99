"""Renders a document as PDF bytes. Nothing is fetched while it does: no network, no files."""

import base64
import io
from functools import lru_cache
from pathlib import Path

import segno
from django.template.loader import render_to_string
from django.utils.html import format_html
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from invoice_portal.papers.fonts import font_path
from invoice_portal.papers.issuing import address_of
from lookup.document import InvoiceDocument

from .layout import COLUMNS, lay_out
from .wording import ATTACHED
from .wrapping import clean

STYLES = Path(__file__).with_name("invoice.css")
#: Height of a text line in mm (11 pt).
LINE = 3.881
#: How pictures begin, and dots a module of a QR code has: enough to stay sharp when the page is enlarged.
PNG, DOTS = "data:image/png;base64,", 8


class OwnOnly(URLFetcher):
    """Knows the font and the pictures that stand in the page itself; whatever else it may ask for does not exist."""

    def fetch(self, url, headers=None):
        if url.startswith(PNG):
            return URLFetcherResponse(url, base64.b64decode(url[len(PNG) :]), {"Content-Type": "image/png"})
        if url != "font:invoice":
            raise ValueError(f"not fetched while rendering: {url[:80]}")
        return URLFetcherResponse(url, font_path().read_bytes(), {"Content-Type": "font/ttf"})


@lru_cache(maxsize=1)
def prepared() -> tuple[FontConfiguration, CSS, OwnOnly]:
    """Load font and style sheet, which takes longer than an invoice, once per process."""
    fonts, fetcher = FontConfiguration(), OwnOnly()
    return fonts, CSS(string=STYLES.read_text(), font_config=fonts, url_fetcher=fetcher), fetcher


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
    fonts, style, fetcher = prepared()
    html = HTML(string=page_of(document, status_mark=status_mark, code=code), url_fetcher=fetcher)
    attached = [_attachment(original)] if original else None
    return html.write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-3u", pdf_tags=True, attachments=attached
    )


def _attachment(original: bytes) -> Attachment:
    return Attachment(string=original, name="invoice.xml", description=ATTACHED, relationship="Source")


def page_of(document: InvoiceDocument, *, status_mark: str | None = None, code: str = "") -> str:
    """Return the HTML of the document, without its style sheet."""
    invoice = lay_out(document)
    context = {
        "invoice": invoice,
        "name": clean(f"{invoice.title} {document.number or ''}"),
        "author": clean(document.seller.name or ""),
        "qr": qr_image(invoice.qr, "发票二维码"),
        "mark": status_mark,
        "code": code,
        "verify": address_of(code).partition("?")[0],
        "verify_qr": qr_image(address_of(code), f"核验二维码，核验码 {code}") if code else "",
        "columns": list(COLUMNS),
        "line": LINE,
        "parties": [("\n".join(label), "\n".join(lines)) for label, lines in invoice.parties],
        "party_height": f"{invoice.party_height * LINE:.2f}",
        "pages": [
            (
                page,
                [list(zip(COLUMNS, row.cells, strict=True)) for row in page.rows],
                f"{page.empty * LINE:.2f}",
                "\n".join(page.remark),
                f"{max(3, len(page.remark)) * LINE:.2f}",
            )
            for page in invoice.pages
        ],
    }
    return render_to_string("pdf/invoice.html", context)


def qr_image(payload: str, alt: str) -> str:
    """Return the QR code as a picture of one bit a dot, with what is read aloud in its place.

    As SVG it takes WeasyPrint twice as long to read and to draw.
    """
    out = io.BytesIO()
    segno.make_qr(payload, error="m").save(out, kind="png", scale=DOTS, border=0)
    return format_html('<img alt="{}" src="{}{}">', alt, PNG, base64.b64encode(out.getvalue()).decode())
