"""Beginning an application, with what the search knows carried over."""
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from invoice_portal.accounts import tax_id
from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.accounts.models import Operator
from invoice_portal.refusal import Refusal
from lookup.access import SALES, find_visible

from ..claim import typed_fields
from ..drafting import AlreadyOpen, begin, check_may_apply, claimed_from_record
from ..forms import StartForm
from ..models import Application


@operator_required
def start(request: HttpRequest) -> HttpResponse:
    operator = current_operator(request)
    check_may_apply(operator)
    if request.method == "POST":
        return _begin(request, operator)
    given = {name: value for name, value in request.GET.items() if name in StartForm.base_fields}
    form = StartForm(initial={"kind": Application.Kind.SUPPLEMENT} | given)
    return render(request, "resubmission/start.html", {"form": form})


def _begin(request: HttpRequest, operator: Operator) -> HttpResponse:
    form, record = StartForm(request.POST), None
    if form.is_valid():
        # "kind" is the application's here, the invoice's (票种) among the claimed fields.
        given = dict(form.cleaned_data)
        kind = given.pop("kind")
        asked = typed_fields(given)
        try:
            claimed = _claimed(operator, kind, given, asked)
            application = begin(operator, kind=kind, claimed=claimed)
            return redirect("application-invoice", application.pk)
        except AlreadyOpen as refusal:
            messages.info(request, refusal.detail)
            return redirect("application", refusal.existing.pk)
        except Refusal as refusal:
            for name, words in refusal.fields.items():
                form.add_error(name if name in form.fields else None, words)
            record = visible_record(operator, asked) if refusal.code == "record_exists" else None
    context = {"form": form, "record": record}
    return render(request, "resubmission/start.html", context, status=422)


def visible_record(operator: Operator, asked: dict[str, str]):
    """Return the record that the operator sees under this number, or None."""
    try:
        return find_visible(operator, asked.get("code", ""), asked.get("number", ""))
    except Http404:
        return None


def _claimed(operator: Operator, kind: str, given: dict[str, str], asked: dict[str, str]) -> dict[str, str]:
    """Return what is known already: the record's fields, or what was typed and the taxpayer's own side."""
    if kind == Application.Kind.REUPLOAD:
        record = visible_record(operator, asked)
        if not asked.get("number"):
            text = _("请填写要更正的发票号码。")
            raise Refusal("missing_number", text, fields={"number": text})
        # Not visible: refused by begin(), in the same words whether or not it exists; unless a trace has shown that
        # they hold it, made out to another title. Then it is typed as they hold it, and their own title is known.
        title = {"buyer_tax_id": operator.taxpayer.tax_id, "buyer_name": operator.taxpayer.name}
        return claimed_from_record(record) if record else asked | title
    own, other = ("seller", "buyer") if given["side"] == SALES else ("buyer", "seller")
    mine = operator.taxpayer
    named = given["title"] if own == "buyer" else given[own]
    claimed = asked | {f"{own}_tax_id": mine.tax_id, f"{own}_name": _name(named, mine.name)}
    if stated := given[other] or (given["title"] if other == "buyer" else ""):
        field = "tax_id" if tax_id.problem(tax_id.clean(stated)) is None else "name"
        claimed[f"{other}_{field}"] = stated
    return claimed


def _name(stated: str, registered: str) -> str:
    """Return the name as printed if one was typed; a part of it only helped the search."""
    return registered if not stated or stated in registered else stated


