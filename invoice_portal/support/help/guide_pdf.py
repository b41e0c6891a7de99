"""Prints the guide with WeasyPrint. Nothing is fetched but its font and the pictures of help."""
from functools import lru_cache

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from invoice_portal.papers.fonts import font_path

from .guide import PICTURES, STYLES

_FONT, _PICTURE = "font:guide", "picture:"


class _OwnOnly(URLFetcher):
    def fetch(self, url, headers=None):
        if url == _FONT:
            return URLFetcherResponse(url, font_path().read_bytes(), {"Content-Type": "font/ttf"})
        names = {path.name: path for path in PICTURES.glob("*.svg")}
        if url.removeprefix(_PICTURE) not in names or not url.startswith(_PICTURE):
            raise ValueError(f"not fetched while rendering: {url[:80]}")
        data = names[url.removeprefix(_PICTURE)].read_bytes()
        return URLFetcherResponse(url, data, {"Content-Type": "image/svg+xml"})


def pdf_of(html: str) -> bytes:
    """Return a tagged PDF/UA with the page's language and title."""
    fonts, style, fetcher = _prepared()
    return HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True
    )


@lru_cache(maxsize=1)
def _prepared() -> tuple[FontConfiguration, CSS, _OwnOnly]:
    fonts, fetcher = FontConfiguration(), _OwnOnly()
    return fonts, CSS(string=STYLES.read_text(), font_config=fonts, url_fetcher=fetcher), fetcher
