"""/verify/: what anyone may write down today, to check tomorrow that nothing was changed since."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .publishing import published

#: Days shown; older ones are proved by newer ones.
SHOWN = 31


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Show the digests of the last days, to everyone."""
    days = [(day, bytes(day.digest).hex()) for day in published(SHOWN)]
    return render(request, "history/verify.html", {"days": days})
