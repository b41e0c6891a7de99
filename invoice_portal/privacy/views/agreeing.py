"""Asks for agreement once for each version, before anything else is shown."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from invoice_portal.accounts import consent
from invoice_portal.accounts.entering import next_page


@never_cache
def agree(request: HttpRequest) -> HttpResponse:
    """Show the short of it, and keep the agreement; who does not agree logs out."""
    if request.operator is None:
        return redirect("/login/")
    onward = next_page(request) or "/"
    if request.method == "POST":
        consent.agree(request.operator.person)
        request.session[consent.KEY] = consent.VERSION
        return redirect(onward)
    if consent.has_agreed(request):
        return redirect(onward)
    return render(request, "privacy/agree.html", {"next": onward, "version": consent.VERSION})
