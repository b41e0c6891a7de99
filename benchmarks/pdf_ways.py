"""Ways to make one page a PDF; each prepares and returns what makes one (see benchmarks/pdf.py)."""
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from weasyprint import HTML

from benchmarks.pdf_page import page_of
from invoice_portal.papers.issuing import new_code, signed
from lookup.document import InvoiceDocument
from lookup.pdf.render import render

FAMILY = "Noto Sans CJK SC"
CHROMIUM = "/usr/bin/chromium"
Way = Callable[[], bytes]


def page(document: InvoiceDocument) -> str:
    return page_of(document, FAMILY)


def worker(document: InvoiceDocument) -> Way:
    return lambda: render(document)


def signing(document: InvoiceDocument) -> Way:
    """As the worker hands it out: with code, second QR code and signature."""
    return lambda: signed(render(document, code=new_code()))


def plain(document: InvoiceDocument) -> Way:
    return lambda: HTML(string=page(document)).write_pdf()


def chromium_warm(document: InvoiceDocument) -> Way:
    """One browser and one tab are kept open."""
    from playwright.sync_api import sync_playwright

    browser = sync_playwright().start().chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    tab = browser.new_page()

    def make() -> bytes:
        tab.set_content(page(document))
        return tab.pdf(prefer_css_page_size=True, print_background=True)

    return make


def chromium_cold(document: InvoiceDocument) -> Way:
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    return _by_program(document, lambda html, pdf: [*command, f"--print-to-pdf={pdf}", f"file://{html}"])


def wkhtmltopdf(document: InvoiceDocument) -> Way:
    size = ["--page-width", "210mm", "--page-height", "148mm", "--quiet"]
    return _by_program(document, lambda html, pdf: ["wkhtmltopdf", *size, str(html), str(pdf)])


def _by_program(document: InvoiceDocument, command: Callable[[Path, Path], list[str]]) -> Way:
    folder = Path(tempfile.mkdtemp(prefix="pdf-"))
    html, pdf = folder / "page.html", folder / "page.pdf"

    def make() -> bytes:
        html.write_text(page(document), encoding="utf-8")
        subprocess.run(command(html, pdf), check=True, capture_output=True)
        return pdf.read_bytes()

    return make


WAYS = {way.__name__: way for way in (worker, signing, plain, chromium_warm, chromium_cold, wkhtmltopdf)}
