"""Pages for taxpayers: messages."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from invoice_portal.accounts.access import current_operator, operator_required

from .models import Notice
from .notices import notices_of
from .paging import page_of
from .wording import body_of, title_of


@require_safe
@operator_required
def messages(request: HttpRequest) -> HttpResponse:
    """List the notices and mark as read those that are shown."""
    page = page_of(notices_of(current_operator(request)), request.GET.get("cursor", ""))
    shown = [{"notice": row, "title": title_of(row), "body": body_of(row), "new": not row.read_at} for row in page.rows]
    unread = [row.pk for row in page.rows if not row.read_at]
    if unread:
        Notice.objects.filter(pk__in=unread, read_at=None).update(read_at=timezone.now())
    return render(request, "support/messages.html", {"shown": shown, "next_cursor": page.next_cursor})

