"""The start page of the desk: what needs whoever looks, and how things go in their regions."""
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from resubmission import figures, queues
from resubmission.models import Application
from resubmission.permissions import DECIDING, Role, cases_for, sees_cases, staff_of
from resubmission.promise import setting as promise
from resubmission.promise.wording import standing_of
from resubmission.second_opinion import limit as second_opinion

_SHOWN = 8
QUEUE = "admin:resubmission_application_changelist"


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add what admin/start/page.html shows (unfold's DASHBOARD_CALLBACK)."""
    context |= {"rules": _rules(request)}
    if not sees_cases(request.user):
        return context
    staff, cases = staff_of(request.user), cases_for(request.user)
    decides = staff.role in DECIDING
    context |= {
        "start": True,
        "counts": _counts(request, cases, decides=decides),
        "lists": _lists(request, cases) if decides else [],
        "per_day": figures.cases_per_day(cases),
        "median": told_span(figures.median_time(cases)),
        "returned": figures.share_returned(cases),
        "reasons": figures.reasons(cases),
        "days": figures.DAYS, "span": figures.SPAN, "sample": figures.SAMPLE,
    }  # fmt: skip
    if staff.role == Role.SUPERVISOR:
        rows = figures.load_per_clerk(cases, staff.regions)
        context["load"] = [row | {"median": told_span(row["middle"])} for row in rows]
    return context


def _rules(request: HttpRequest) -> list[tuple[str, str]]:
    """Return (label, address) of the rules that are this person's to change."""
    asked = [
        (promise.why_not_set, _("承诺时限"), "admin:service-promise"),
        (second_opinion.why_not_set, _("双人审核"), "admin:second-opinion-limit"),
    ]
    return [(label, reverse(name)) for why_not, label, name in asked if why_not(request.user) is None]


def told_span(span: timedelta | None) -> str:
    """Return a span in words, in hours up to two days."""
    if span is None:
        return "—"
    hours = span.total_seconds() / 3600
    if hours < 48:
        return _("%(n)s 小时") % {"n": f"{hours:.1f}"}
    return _("%(n)s 天") % {"n": f"{hours / 24:.1f}"}


def _counts(request: HttpRequest, cases, *, decides: bool) -> list[dict[str, Any]]:
    asked = [
        (_("待领取"), queues.unclaimed(cases), "work=unclaimed"), (_("已超期"), queues.late(cases), "due=late"),
        (_("即将到期"), queues.soon(cases), "due=soon"), (_("补正已答复"), queues.answered(cases), "work=answered"),
    ]  # fmt: skip
    if decides:
        me = request.user
        asked.insert(0, (_("我领取的"), queues.mine(cases, me), "work=mine"))
        asked.append((_("请我复审"), queues.second_opinions(cases, me), "work=second"))
    at = reverse(QUEUE)
    counted = [(label, queues.capped(found), f"{at}?{query}") for label, found, query in asked]
    return [
        {"label": label, "count": f"{queues.MOST}+" if n > queues.MOST else str(n), "url": url}
        for label, n, url in counted
    ]


def _lists(request: HttpRequest, cases) -> list[dict[str, Any]]:
    me = request.user
    asked = [
        (_("我的申请"), queues.mine(cases, me), "work=mine"),
        (_("我的领取已失效"), queues.lapsed(cases, me), ""),
        (_("请我复审"), queues.second_opinions(cases, me), "work=second"),
        (_("补正已答复，待领取"), queues.answered(cases), "work=answered"),
        (_("待领取，最急的在前"), queues.unclaimed(cases), "work=unclaimed"),
    ]
    return [
        {"title": title, "rows": [_row(case) for case in _first(found)], "url": query and f"{reverse(QUEUE)}?{query}"}
        for title, found, query in asked
    ]


def _first(found) -> list[Application]:
    return list(found.select_related("taxpayer").order_by("due_on", "id")[:_SHOWN])


def _row(case: Application) -> dict[str, Any]:
    return {"case": case, "due": standing_of(case)}
