"""Letters on A4, all with one frame: who it is from, the title, the code and its QR code at the foot of each page.

    code = new_code()
    with translation.override("zh-hans"):
        data = signed(letter("lookup/statement.html", {"title": …, "subtitle": …, …}, code=code))

The template extends ``papers/letter.html`` and fills ``{% block body %}``; what may stand there is in letter.css
(``dl.facts``, ``table.rows``, ``.lead``, ``.small``, ``.box``). Nothing is fetched while it is rendered.
"""
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .codes import address_of
from .fonts import font_path

STYLES = Path(__file__).with_name("letter.css")
#: What has no picture and would only turn or hide what stands beside it.
_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


def letter(template: str, context: Mapping[str, Any], *, code: str) -> bytes:
    """Return the letter as a tagged PDF/A-3u in the language that is active, to be signed and registered.

    Args:
        template: extends ``papers/letter.html``.
        context: what it needs, and ``title`` and ``subtitle`` (may be empty), which also name the file.
        code: from :func:`.issuing.new_code`.
    """
    fonts, style, fetcher = _prepared()
    address = address_of(code)
    given = {"code": code, "address": address, "qr": _qr(address), "issued_at": timezone.now()}
    html = render_to_string(template, given | dict(context)).translate(_UNSEEN)
    return HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-3u", pdf_tags=True
    )


class _FontOnly(URLFetcher):
    def fetch(self, url, headers=None):
        if url != "font:letter":
            raise ValueError(f"not fetched while rendering: {url[:80]}")
        return URLFetcherResponse(url, font_path().read_bytes(), {"Content-Type": "font/ttf"})


@lru_cache(maxsize=1)
def _prepared() -> tuple[FontConfiguration, CSS, _FontOnly]:
    """Load font and style sheet once per process."""
    fonts, fetcher = FontConfiguration(), _FontOnly()
    return fonts, CSS(string=STYLES.read_text(), font_config=fonts, url_fetcher=fetcher), fetcher


def _qr(address: str) -> str:
    drawing = segno.make_qr(address, error="m").svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawing)  # noqa: S308 - drawn here, of our own address
