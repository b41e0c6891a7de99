"""Following a complaint: by the account that sent it, or by reference and code."""
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoice_portal.accounts.misuse import beginning_of, missed, refuse_if_held, sources_of
from invoice_portal.accounts.models import Misuse
from invoice_portal.accounts.throttle import limit
from invoice_portal.attachments.serving import as_attachment
from invoice_portal.attachments.taking import take_all
from invoice_portal.refusal import Refusal

from ..models import Complaint
from ..moving import PERSON, allowed, move
from ..receiving import find

#: The complaints that this session has shown the code of.
FOLLOWED = "complaints_followed"


class FollowForm(forms.Form):
    use_required_attribute = False
    reference = forms.CharField(
        label=gettext_lazy("受理编号"), max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )
    code = forms.CharField(
        label=gettext_lazy("查询码"), max_length=40, widget=forms.TextInput({"autocomplete": "off"}),
        help_text=gettext_lazy("提交时给您的 16 位字母和数字，大小写、空格和短横都不要紧。"),
    )  # fmt: skip


def follow(request: HttpRequest) -> HttpResponse:
    """Ask for reference and code; nothing of either stands in an address."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        limit(request, "complaint-code", times=20, seconds=900)
        sources = sources_of(request)
        refuse_if_held(Misuse.Kind.CODES, sources)
        if form.is_valid():
            found = find(form.cleaned_data["reference"], form.cleaned_data["code"])
            if found:
                known = request.session.get(FOLLOWED, [])
                request.session[FOLLOWED] = [*known[-9:], str(found.pk)]
                return redirect("feedback-one", found.pk)
            typed = f"{form.cleaned_data['reference']} {beginning_of(form.cleaned_data['code'])}"
            missed(Misuse.Kind.CODES, sources, typed)
            form.add_error(None, _("没有这个受理编号，或查询码不对。请对照提交时的回执再输入一次。"))
    return render(request, "complaints/follow.html", {"form": form}, status=422 if form.errors else 200)


def own(request: HttpRequest, complaint_id: UUID) -> Complaint:
    """Return the complaint if this account sent it or this session knows its code; the same Http404 otherwise."""
    operator = getattr(request, "operator", None)
    row = Complaint.objects.select_related("operator__taxpayer").filter(pk=complaint_id).first()
    mine = row and operator and row.operator_id == operator.pk
    if row is None or not (mine or str(complaint_id) in request.session.get(FOLLOWED, [])):
        raise Http404
    return row


def one(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Show how it stands, and let the person add, reply, or say that the answer does not do."""
    complaint, problem, typed = own(request, complaint_id), None, ""
    if request.method == "POST":
        limit(request, "complaint-add", times=30, seconds=3600)
        operator, typed = getattr(request, "operator", None), request.POST.get("text", "")
        mine = operator if operator and complaint.operator_id == operator.pk else None
        try:
            step = next(iter(allowed(complaint, PERSON)), "add")
            files = take_all(request.FILES.getlist("file"), by=mine and mine.person)
            move(complaint, step, by=mine and mine.person, text=typed, files=files)
            return redirect("feedback-one", complaint.pk)
        except Refusal as refusal:
            problem = refusal
    context = {
        "complaint": complaint, "texts": complaint.texts.prefetch_related("files"), "problem": problem, "typed": typed,
        "step": next(iter(allowed(complaint, PERSON)), None),
    }  # fmt: skip
    return render(request, "complaints/one.html", context, status=problem.status if problem else 200)


def file(request: HttpRequest, complaint_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Hand out a file that either side has attached."""
    text = own(request, complaint_id).texts.filter(files=attachment_id).first()
    if text is None:
        raise Http404
    return as_attachment(text.files.get(pk=attachment_id))
