"""Giving a complaint or a suggestion, with or without an account."""
from dataclasses import fields

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from invoice_portal.accounts.throttle import limit
from invoice_portal.attachments.taking import take_all
from invoice_portal.refusal import Refusal

from ..forms import ComplaintForm
from ..models import Complaint
from ..receiving import Said, receive

#: What this session has just sent, until it sends another: the code is told here alone.
SENT = "complaint_sent"
_SHOWN = 20


def give(request: HttpRequest) -> HttpResponse:
    """Show the form, and below it what this account has sent; take what is posted."""
    if request.method == "POST":
        return _take(request)
    operator = getattr(request, "operator", None)
    initial = {name: request.GET[name] for name in ("category", "about_reference") if name in request.GET}
    own = Complaint.objects.filter(operator=operator).order_by("-received_at", "-id")[:_SHOWN] if operator else []
    return render(request, "complaints/give.html", {"form": ComplaintForm(initial=initial), "own": own})


def _take(request: HttpRequest) -> HttpResponse:
    limit(request, "complaint", times=20, seconds=3600)
    form = ComplaintForm(request.POST)
    operator = getattr(request, "operator", None)
    if "anonymous" in request.POST:
        operator = None
    said = Said(**{field.name: request.POST.get(field.name, "") for field in fields(Said)})
    try:
        kept = take_all(request.FILES.getlist("file"), by=operator and operator.person)
        complaint, code = receive(said, operator=operator, files=kept)
    except Refusal as refusal:
        form.is_valid()
        for name, words in (refusal.fields or {"": refusal.detail}).items():
            if not form.has_error(name):
                form.add_error(name if name in form.fields else None, words)
        return render(request, "complaints/give.html", {"form": form}, status=422)
    request.session[SENT] = {"reference": complaint.reference, "code": code}
    return redirect("feedback-sent")


def sent(request: HttpRequest) -> HttpResponse:
    """Tell reference and code of what was just sent."""
    told = request.session.get(SENT)
    if not told:
        return redirect("feedback")
    complaint = Complaint.objects.get(reference=told["reference"])
    return render(request, "complaints/sent.html", {"complaint": complaint, "code": told["code"]})
