"""What is said when a form's token no longer holds: the page is of an earlier login or release, or from elsewhere."""
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

#: What nobody typed, and what is not shown to whoever looks over the shoulder.
_NOT_SHOWN = ("csrf", "password", "secret", "token", "code", "next", "version", "language", "cursor")
#: Shorter is sooner typed again than copied.
_SHORTEST = 4


def page_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse with 403, show what was typed so that it can be copied, and lead back to the page."""
    context = {"typed": _typed(request), "back": _page_before(request)}
    return render(request, "page_expired.html", context, status=403)


def _typed(request: HttpRequest) -> list[str]:
    return [
        value
        for name, values in request.POST.lists()
        if not any(part in name.lower() for part in _NOT_SHOWN)
        for value in values
        if len(value.strip()) >= _SHORTEST
    ]


def _page_before(request: HttpRequest) -> str:
    """Return the page that the form stood on, if it was ours."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return "/"
    parts = urlsplit(before)
    return parts.path + (f"?{parts.query}" if parts.query else "")
