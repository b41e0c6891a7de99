"""The taxpayer's applications."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.support.paging import page_of

from ..own import own_list
from ..wording import TAGS, owner_words


@require_safe
@operator_required
def applications(request: HttpRequest) -> HttpResponse:
    operator = current_operator(request)
    page = page_of(own_list(operator), request.GET.get("cursor", ""))
    shown = [{"application": row, "tag": TAGS[row.state], "owner": owner_words(row)} for row in page.rows]
    context = {"shown": shown, "next_cursor": page.next_cursor, "may_apply": operator.may_apply}
    return render(request, "resubmission/list.html", context)
