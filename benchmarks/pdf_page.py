"""The invoice's form as a web page, for the ways that make a PDF of one (pdf_ways.py)."""
import base64
import io
from pathlib import Path

import segno
from django.template import engines
from django.utils.html import format_html

from lookup.document import InvoiceDocument
from lookup.pdf.layout import COLUMNS, lay_out
from lookup.pdf.measures import LINE

HERE = Path(__file__).parent
#: Dots a module of the QR code.
DOTS = 8


def page_of(document: InvoiceDocument, family: str) -> str:
    """Return the page with its style sheet inside; ``family`` is the font, from the system."""
    invoice = lay_out(document)
    context = {
        "invoice": invoice, "name": invoice.title, "author": document.seller.name or "", "qr": qr_image(invoice.qr),
        "parties": [("\n".join(label), "\n".join(lines)) for label, lines in invoice.parties],
        "party_height": f"{invoice.party_height * LINE:.2f}",
        "pages": [
            (page, [list(zip(COLUMNS, row.cells, strict=True)) for row in page.rows], f"{page.empty * LINE:.2f}",
             "\n".join(page.remark), f"{max(3, len(page.remark)) * LINE:.2f}")
            for page in invoice.pages
        ],
    }  # fmt: skip
    style = (HERE / "pdf_page.css").read_text().replace("Invoice;", f"'{family}';")
    html = engines["django"].from_string((HERE / "pdf_page.html").read_text()).render(context)
    return html.replace("</head>", f"<style>{style}</style></head>")


def qr_image(payload: str) -> str:
    out = io.BytesIO()
    segno.make_qr(payload, error="m").save(out, kind="png", scale=DOTS, border=0)
    return format_html('<img alt="" src="data:image/png;base64,{}">', base64.b64encode(out.getvalue()).decode())
