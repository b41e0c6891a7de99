"""The outbox of demo mode, as a page."""
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from .models import OutboxMessage


def outbox(request: HttpRequest) -> HttpResponse:
    """Show what a gateway would have sent, newest first. Demo mode only."""
    if not settings.DEMO:
        raise Http404
    messages = Paginator(OutboxMessage.objects.order_by("-sent_at", "-id"), 50)
    return render(request, "gateway/outbox.html", {"page": messages.get_page(request.GET.get("page"))})
