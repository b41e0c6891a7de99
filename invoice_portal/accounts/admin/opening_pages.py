"""Opening accounts: one, or a roster of them."""
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

from ..desk.asking import Question, ask, show, typed
from ..models import Taxpayer
from ..opening import open_taxpayer
from ..permissions import why_not_open
from ..roster import Outcome, take_in
from ..roster.columns import LABELS, NEEDED
from .forms import RosterForm, TaxpayerForm
from .operator_pages import open_typed

#: Rows that are opened while a person waits; more belong to the command.
MOST_ROWS, MOST_BYTES = 1000, 1024 * 1024


def open_one(request: HttpRequest) -> HttpResponse:
    """Ask for a taxpayer with its first operator."""
    _check(request)
    question = Question(_("开户"), _("开户"), _list())

    @transaction.atomic
    def do(given: dict[str, Any]) -> str:
        taxpayer = open_taxpayer(tax_id=given["tax_id"], name=given["name"], by=request.user)
        operator = open_typed(taxpayer, given, by=request.user)
        return _("已为 %(taxpayer)s 开户，操作员 %(code)s。") % {"taxpayer": taxpayer.name, "code": operator.code}

    return ask(request, question, TaxpayerForm(typed(request), initial={"operator": "01"}), do)


def open_many(request: HttpRequest) -> HttpResponse:
    """Ask for a roster, and say what became of each of its rows."""
    _check(request)
    columns = [{"name": name, "label": label, "needed": name in NEEDED} for name, label in LABELS.items()]
    question = Question(_("导入名册"), _("导入"), _list())

    def do(given: dict[str, Any]) -> HttpResponse:
        if given["file"].size > MOST_BYTES:
            text = _("文件超过 1 MB，请分成几个文件，或使用命令 import_taxpayers。")
            raise Refusal("too_big", text, fields={"file": text})
        report = take_in(given["file"].read(), by=request.user, most=MOST_ROWS)
        counts = [{"outcome": outcome, "rows": report.count(outcome)} for outcome in Outcome]
        context = {"report": report, "counts": counts, "opts": Taxpayer._meta}
        return show(request, "roster_report.html", _("名册导入结果"), context)

    form = RosterForm(typed(request), request.FILES or None)
    return ask(request, question, form, do, template="roster.html", context={"columns": columns})


def _check(request: HttpRequest) -> None:
    if why_not_open(request.user):
        raise PermissionDenied


def _list() -> str:
    return reverse("admin:accounts_taxpayer_changelist")
