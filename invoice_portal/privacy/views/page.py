"""What is done with people's data, for everybody to read, logged in or not."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from invoice_portal.accounts.consent import VERSION

from ..kept import TABLE


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    rows = [{"kept": kept, "days": [period.days for period in kept.periods if period.days]} for kept in TABLE]
    return render(request, "privacy/page.html", {"rows": rows, "version": VERSION})
