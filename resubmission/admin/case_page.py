"""The one page of a case: what everyone says of the invoice, findings, evidence, history, what can be done."""
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse

from invoice_portal.accounts.roles import regions_of
from invoice_portal.history.record import history_of
from lookup.trace.catalogue import CATALOGUE
from lookup.trace.holding import latest_trace
from resubmission.event_words import action_word
from resubmission.handed import handed
from resubmission.holding import renew
from resubmission.looks import looked_at_case
from resubmission.models import Application
from resubmission.permissions import cases_for
from resubmission.reasons import reason_words
from resubmission.related import related_to
from resubmission.states import NOBODY, OWNER

from .columns import columns_of
from .comparison import compare
from .doable import doable
from .evidence_block import evidence_of
from .finding_words import shown_findings

#: Events that are shown; a case has a dozen.
MOST_EVENTS = 100


def show(desk, request: HttpRequest, case_id: str) -> TemplateResponse:
    """Answer with the page; a case that is not theirs to look at does not exist."""
    case = seen_case(request, case_id)
    renew(case, by=request.user)
    findings = list(case.findings.select_related("evidence"))
    regions = regions_of(request.user)
    columns = columns_of(case, findings, regions)
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.model._meta,
        "title": case.reference,
        "case": case,
        "closed": OWNER[case.state] == NOBODY,
        "reason": reason_words(case),
        "traced": _traced(case),
        "compared": compare(columns),
        "has_record": any(column.whole for column in columns),
        "findings": shown_findings(findings),
        "evidence": evidence_of(case, findings),
        "related": related_to(case, regions),
        "letters": case.letters.order_by("stated_at"),
        **(told := _history(case)),
        "handed": handed(item["event"] for item in told["events"]),
        **doable(request, case),
    }
    return TemplateResponse(request, "admin/resubmission/application/case.html", context)


def seen_case(request: HttpRequest, case_id: object) -> Application:
    """Return a case that this person may look at, with the look recorded; raises :class:`Http404`."""
    related = ("taxpayer", "operator__person", "claimed_by", "proposed_by", "invoice", "objects_to")
    try:
        case = cases_for(request.user).select_related(*related).get(pk=case_id)
    except (Application.DoesNotExist, ValidationError, ValueError):
        raise Http404 from None
    looked_at_case(request.user, case)
    return case


def _traced(case: Application) -> dict[str, Any] | None:
    """Return what the taxpayer was last told of this invoice, and when."""
    trace = latest_trace(case.taxpayer, case.code, case.number)
    return {"trace": trace, "headline": CATALOGUE[trace.cause].headline} if trace else None


def _history(case: Application) -> dict[str, Any]:
    newest = list(history_of("application", case.pk).reverse()[: MOST_EVENTS + 1])
    events = [{"event": event, "word": action_word(event)} for event in reversed(newest[:MOST_EVENTS])]
    return {"events": events, "events_left": len(newest) > MOST_EVENTS}
