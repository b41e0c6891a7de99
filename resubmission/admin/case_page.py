"""The one page of a case: the claim beside the record, findings, evidence, history, what can be done."""
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from invoice_portal.history.record import history_of
from lookup.detail_words import detail_words
from lookup.field_words import field_word
from lookup.models import Invoice
from lookup.trace.catalogue import CATALOGUE
from lookup.trace.holding import latest_trace
from resubmission.claimed_document import EVIDENCE_READ, claimed_document
from resubmission.comparing import FIELDS, differing, flat, flat_record
from resubmission.event_words import action_word
from resubmission.holding import claim_holds
from resubmission.models import Application, Finding
from resubmission.permissions import cases_for, why_not_decide
from resubmission.reasons import reason_words

from .finding_words import finding_word
from .previewing import page_count

_TONE = {"SERIOUS": "bad", "WARNING": "warn", "INFO": "info"}


def show(desk, request: HttpRequest, case_id: str) -> TemplateResponse:
    """Answer with the page; a case that is not theirs to look at does not exist."""
    related = ("taxpayer", "operator__person", "claimed_by", "invoice")
    try:
        case = cases_for(request.user).select_related(*related).get(pk=case_id)
    except (Application.DoesNotExist, ValidationError, ValueError):
        raise Http404 from None
    findings = list(case.findings.select_related("evidence"))
    record = _record_of(case)
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.model._meta,
        "title": case.reference,
        "case": case,
        "reason": reason_words(case),
        "traced": _traced(case),
        "rows": _comparison(case, record),
        "has_record": record is not None,
        "findings": _findings(findings),
        "evidence": [_file(case, file, findings) for file in case.evidence.order_by("uploaded_at", "id")],
        "events": [{"event": event, "word": action_word(event)} for event in history_of("application", case.pk)],
        **_doable(request, case),
    }
    return TemplateResponse(request, "admin/resubmission/application/case.html", context)


def _traced(case: Application) -> dict[str, Any] | None:
    """Return what the taxpayer was last told of this invoice, and when."""
    trace = latest_trace(case.taxpayer, case.code, case.number)
    return {"trace": trace, "headline": CATALOGUE[trace.cause].headline} if trace else None


def _record_of(case: Application) -> Invoice | None:
    if not case.number:
        return None
    parties = ("seller", "buyer", "seller_name", "buyer_name")
    return Invoice.objects.select_related(*parties).filter(number=case.number, code=case.code).first()


def _comparison(case: Application, record: Invoice | None) -> list[dict[str, Any]]:
    claimed = flat(claimed_document(case))
    recorded = flat_record(record) if record else {}
    odd = differing(claimed, recorded) if record else []
    return [
        {
            "field": field_word(name),
            "claimed": claimed[name],
            "recorded": recorded.get(name, ""),
            "differs": name in odd,
        }
        for name in FIELDS
        if claimed[name] or recorded.get(name)
    ]


def _findings(findings: list[Finding]) -> list[dict[str, Any]]:
    order = list(_TONE)
    shown = [finding for finding in findings if finding.rule != EVIDENCE_READ]
    shown.sort(key=lambda finding: (order.index(finding.severity), finding.pk))
    return [
        {
            "finding": finding,
            "tone": _TONE[finding.severity],
            "word": finding_word(finding),
            "field": field_word(finding.field) if finding.field else "",
            "found": detail_words(finding.found) if finding.rule == "evidence_unread" else finding.found,
        }
        for finding in shown
    ]


def _file(case: Application, file, findings: list[Finding]) -> dict[str, Any]:
    """Return what is shown of one file: pictures of its pages, or the fields read from it."""
    reads = [finding for finding in findings if finding.rule == EVIDENCE_READ and finding.evidence_id == file.pk]
    numbers = range(1, page_count(file) + 1)
    return {
        "file": file,
        "pages": [reverse("admin:case-evidence-page", args=[case.pk, file.pk, number]) for number in numbers],
        "address": reverse("admin:case-evidence", args=[case.pk, file.pk]),
        "read": [_read_fields(json.loads(finding.found)) for finding in reads],
    }


def _read_fields(kept: dict[str, Any]) -> dict[str, Any]:
    fields = [(field_word(name), kept[name]) for name in FIELDS if kept.get(name)]
    return {"fields": fields, "lines": kept.get("lines", [])}


def _doable(request: HttpRequest, case: Application) -> dict[str, Any]:
    """Return what this person can do now, by the same guards that the actions use."""
    refusal = why_not_decide(request.user, case)
    open_, held = case.state == Application.State.IN_REVIEW, claim_holds(case)
    mine = held and case.claimed_by_id == request.user.pk
    return {
        "refusal": refusal.detail if refusal else "",
        "can_claim": open_ and not refusal and not held,
        "can_decide": open_ and not refusal and mine,
        "held_by_other": open_ and held and not mine,
        "kept_reason": request.session.get(f"case-reason-{case.pk}", ""),
    }
