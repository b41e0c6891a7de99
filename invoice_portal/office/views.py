"""How people reach the bureau."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from . import contacts
from .hours import back_words, hours_now, week_words
from .models import OfficeException


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Show every contact, the hours, and whether someone is there now."""
    rows, hours, now = contacts.shown(), hours_now(), timezone.now()
    back = None if hours.is_open(now) else hours.next_opening(now)
    context = {
        "contacts": rows, "machines": contacts.for_machines(rows), "week": week_words(), "open": hours.is_open(now),
        "back": back_words(back) if back else "",
        "exceptions": OfficeException.objects.filter(date__gte=timezone.localdate()).order_by("date", "opens")[:10],
    }  # fmt: skip
    return render(request, "office/contact.html", context)
