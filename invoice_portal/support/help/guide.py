"""The short guide: the articles that say ``guide: yes``, as one PDF to print. Made by the worker, kept as a file.

The file's name carries a digest of all that it is made of, so a changed article makes another file.
"""
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from invoice_portal.queueing import queue_after_commit
from invoice_portal.refusal import Refusal

from .article import Article
from .rendering import filled, to_html
from .shelf import shelf

TASK = "invoice_portal.support.tasks.make_help_guide"
FOLDER = "help-guide"
STYLES = Path(__file__).with_name("guide.css")
PICTURES = settings.BASE_DIR / "static/img/help"
#: Asked for again while it is made, it is not made twice.
_PATIENCE = 90
_QUOTES = {ord("“"): "&quot;", ord("”"): "&quot;", ord("’"): "&#39;"}
_ARTICLE = re.compile(r"/help/([a-z0-9-]+)/(#.*)?")


def guide_file(language: str) -> bytes | None:
    """Return the PDF if it is made."""
    try:
        with default_storage.open(_name(language)) as file:
            return file.read()
    except OSError:
        return None


def ask_for_guide(language: str) -> None:
    """Have the worker make the guide. Asked again, the message that was lost is sent again after a while."""
    try:
        first = cache.add(f"asked:{_name(language)}", 1, _PATIENCE)
    except RedisError as down:
        raise Refusal("unavailable", _("系统暂时无法处理，请稍后再试。"), status=503) from down
    if first:
        queue_after_commit(TASK, language)


def make_guide(language: str) -> None:
    """Make the guide, unless it is there, and remove the one it replaces. Run twice, it is made once or alike."""
    from .guide_pdf import pdf_of  # WeasyPrint, which the web process need not load

    name = _name(language)
    if not default_storage.exists(name):
        _put(name, pdf_of(html_of(language)))
    _folders, files = default_storage.listdir(FOLDER)
    for file in files:
        if file.startswith(f"{language}-") and f"{FOLDER}/{file}" != name:
            default_storage.delete(f"{FOLDER}/{file}")


def html_of(language: str) -> str:
    """Return the guide as the page that is printed."""
    with translation.override(language):
        articles = [article for article in shelf(language).values() if article.guide]
        names = {article.slug for article in articles}
        bodies = [(article, filled(_body(article, names), level=1)) for article in articles]
        context = {"language": articles[0].language, "bodies": bodies, "home": settings.PUBLIC_URL}
        html = render_to_string("support/help/guide.html", context)
    # The font's curly quotes are as wide as a Han character.
    return html if language.startswith("zh") else html.translate(_QUOTES)


def _body(article: Article, names: set[str]) -> str:
    def address(href: str) -> str:
        found = _ARTICLE.fullmatch(href)
        if found and found[1] in names:
            return found[2] or f"#{found[1]}"
        return settings.PUBLIC_URL + href if href.startswith("/") else href

    return to_html(article, address=address, picture="picture:{}".format, level=1)


@lru_cache
def _name(language: str) -> str:
    digest = hashlib.sha256(html_of(language).encode())
    for path in [STYLES, *sorted(PICTURES.glob("*.svg"))]:
        digest.update(path.read_bytes())
    return f"{FOLDER}/{language}-{digest.hexdigest()[:20]}.pdf"


def _put(name: str, data: bytes) -> None:
    """Store the file whole or not at all."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # an object store, which is atomic by itself
        default_storage.save(name, ContentFile(data))
        return
    unfinished = default_storage.save(f"{name}.part", ContentFile(data))
    Path(default_storage.path(unfinished)).replace(path)
