"""The steps of a draft: each saves as it goes, and can be left and taken up again."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.refusal import Refusal
from lookup.reading import Unreadable, read_bytes
from lookup.reading.as_json import to_json

from .. import drafting, submitting
from ..claim import CLAIMED, typed_fields
from ..evidence import MAX_BYTES, add
from ..forms import InvoiceForm, ReasonForm
from ..models import Application
from ..own import own
from ..reasons import reason_words
from ..states import APPLICANT, OWNER

#: What a link from a search may carry over.
_CARRIED = (*CLAIMED, "buyer", "seller", "title")


@operator_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose the kind, with what was typed elsewhere carried over; the draft begins on POST."""
    operator = current_operator(request)
    given = {name: value for name in _CARRIED if (value := request.GET.get(name, "").strip()[:200])}
    if request.method == "GET":
        kind = request.GET.get("kind", "SUPPLEMENT")
        return render(request, "resubmission/new.html", {"kind": kind, "given": given})
    kind = request.POST.get("kind", "")
    if kind not in Application.Kind.values:
        raise Refusal("bad_kind", _("请选择补录或重新上传。"))
    claimed = typed_fields({name: request.POST[name] for name in CLAIMED if name in request.POST})
    if not any(claimed.get(name) == operator.taxpayer.tax_id for name in ("seller_tax_id", "buyer_tax_id")):
        claimed |= {"buyer_tax_id": operator.taxpayer.tax_id, "buyer_name": operator.taxpayer.name}
    try:
        application = drafting.begin(operator, kind=kind, claimed=_named(request, claimed))
    except drafting.AlreadyOpen as refusal:
        messages.info(request, refusal.detail)
        return redirect("application", refusal.existing.pk)
    return redirect("application-invoice", application.pk)


def _named(request: HttpRequest, claimed: dict) -> dict:
    """A search knows parties by one word each: a name, or a tax ID."""
    for side, typed in (("seller", request.POST.get("seller", "")), ("buyer", request.POST.get("title", ""))):
        if typed and not claimed.get(f"{side}_name"):
            claimed[f"{side}_name"] = typed[:200]
    return claimed


@operator_required
@require_http_methods(["GET", "POST"])
def invoice(request: HttpRequest, pk) -> HttpResponse:
    """The invoice: typed, or read from an uploaded XML."""
    application = _editable(request, pk)
    form = InvoiceForm(request.POST or None, initial=application.claimed)
    if request.method == "POST" and request.FILES.get("xml"):
        return _from_xml(request, application, form)
    if request.method == "POST" and form.is_valid():
        try:
            drafting.fill(application, form.cleaned_data, by=request.user)
        except drafting.AlreadyOpen as refusal:
            messages.info(request, refusal.detail)
            return redirect("application", refusal.existing.pk)
        except Refusal as refusal:
            _show(form, refusal)
        else:
            return redirect("application-reason", application.pk)
    return render(request, "resubmission/invoice.html", {"application": application, "form": form})


def _from_xml(request: HttpRequest, application: Application, form: InvoiceForm) -> HttpResponse:
    upload = request.FILES["xml"]
    try:
        if upload.size > MAX_BYTES:
            raise Unreadable(_("文件超过 20 MB。"))
        found = read_bytes(upload.read())
        if len(found) != 1:
            raise Unreadable(_("这个文件里不是恰好一张发票。"))
        values = to_json(found[0], upload.name)
        drafting.fill(application, typed_fields(values), by=request.user, lines=values["lines"])
        upload.seek(0)
        add(application, data=upload.read(), original_name=upload.name, by=request.user)
    except Unreadable as problem:
        form.is_valid()
        form.add_error(None, _("读不出这个文件：%(why)s请改为手工填写。") % {"why": problem})
        return render(request, "resubmission/invoice.html", {"application": application, "form": form})
    except Refusal as refusal:
        _show(form, refusal)
        return render(request, "resubmission/invoice.html", {"application": application, "form": form})
    messages.success(request, _("已从文件读出发票内容，请核对。文件已作为证明材料保存。"))
    return redirect("application-invoice", application.pk)


@operator_required
@require_http_methods(["GET", "POST"])
def reason(request: HttpRequest, pk) -> HttpResponse:
    application = _editable(request, pk)
    initial = {"reason": application.reason, "explanation": application.explanation}
    form = ReasonForm(request.POST or None, initial=initial, kind=application.kind)
    if request.method == "POST" and form.is_valid():
        drafting.explain(application, **form.cleaned_data, by=request.user)
        return redirect("application-evidence", application.pk)
    return render(request, "resubmission/reason.html", {"application": application, "form": form})


@operator_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk) -> HttpResponse:
    """Check the answers, then submit."""
    application = _editable(request, pk)
    missing = submitting.missing_steps(application)
    if request.method == "POST" and not missing:
        submitting.submit(application, by=request.user)
        return redirect("application", application.pk)
    form = InvoiceForm(initial=application.claimed)
    answers = [(field.name, field.label, application.claimed.get(field.name, "")) for field in form]
    context = {"application": application, "answers": answers, "missing": missing, "reason": reason_words(application)}
    return render(request, "resubmission/check.html", context, status=422 if request.method == "POST" else 200)


def _editable(request: HttpRequest, pk) -> Application:
    application = own(current_operator(request), pk)
    if OWNER[application.state] != APPLICANT:
        raise Refusal("not_editable", _("申请已提交，现在不能修改。"), status=409)
    if not current_operator(request).may_apply:
        raise Refusal("may_not_apply", _("您没有提交申请的权限，请联系本单位的管理员开通。"), status=403)
    return application


def _show(form, refusal: Refusal) -> None:
    """Put a refusal's words beside the fields that it names."""
    form.is_valid()
    for name, words in refusal.fields.items():
        form.add_error(name if name in form.fields else None, words)
    if not refusal.fields:
        form.add_error(None, refusal.detail)
