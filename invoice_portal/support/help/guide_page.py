"""/help/guide.pdf: the guide, or the page on which one waits for it. The web process never makes it."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from .addresses import addresses_of, speak
from .guide import ask_for_guide, guide_file


@require_safe
def guide_page(request: HttpRequest, language: str | None = None) -> HttpResponse:
    """Show the guide; the first who asks after a change waits some seconds."""
    spoken = speak(request, language)
    data = guide_file(spoken)
    if data is None:
        ask_for_guide(spoken)
        page = render(request, "support/help/guide_wait.html", addresses_of("help-guide", spoken))
        page["Cache-Control"] = "no-store"
        return page
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": content_disposition_header(False, f"guide-{spoken}.pdf"),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
    }
    return HttpResponse(data, headers=headers)
