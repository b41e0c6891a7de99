"""Which release a page is of: an open page of another says that it must be loaded again (static/js/stale.js)."""
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

HEADER = "Portal-Release"
_DIGEST = re.compile(r"\.[0-9a-f]{12}(?=\.)")


@lru_cache(maxsize=1)
def release() -> str:
    """Return the digest of what a page is made of: static files and templates."""
    digest = hashlib.sha256(str(getattr(staticfiles_storage, "manifest_hash", "")).encode())
    for path in sorted(Path(settings.BASE_DIR, "templates").rglob("*.html")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def release_of_page(request: HttpRequest) -> dict[str, str]:
    return {"release": release()}


class ReleaseMiddleware:
    """Says with each answer which release gave it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response[HEADER] = release()
        return response


@require_safe
def file_of_another_release(request: HttpRequest, name: str) -> HttpResponse:
    """Lead a page that was loaded before an upgrade to today's file where the one it names is gone."""
    plain = _DIGEST.sub("", name, count=1)
    today = getattr(staticfiles_storage, "hashed_files", {}).get(plain)
    if today is None or today == name:
        raise Http404
    response = redirect(settings.STATIC_URL + today)
    response["Cache-Control"] = "no-store"
    return response
