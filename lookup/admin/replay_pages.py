"""Quarantined entries judged again after a fix: one, those of one batch, or all of one reason."""
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from invoice_portal.accounts.desk.asking import Question, ask, typed
from invoice_portal.refusal import Refusal
from lookup.feed.replaying import REASONS, Entries, replay, replayable_by
from lookup.intake import Report
from lookup.models import Entry

#: While somebody waits for the page. More is for ``manage.py replay``.
MOST = 5_000


class WhyForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("为什么重新判定（记入变更记录）"), max_length=500,
        widget=UnfoldAdminTextInputWidget({"autocomplete": "off"}),
    )  # fmt: skip


class ReasonForm(WhyForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("隔离原因"), choices=[(reason.value, reason.label) for reason in REASONS],
        widget=UnfoldAdminSelectWidget(),
    )  # fmt: skip
    field_order = ["reason"]


def of_one(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Ask why this entry is to be judged again, and do it."""
    back = reverse("admin:lookup_entry_change", args=[entry.pk])
    return _ask(request, Entry.objects.filter(pk=entry.pk), back, f"{entry.path} · {entry.get_reason_display()}")


def of_batch(request: HttpRequest, batch) -> HttpResponse:
    """Ask why the entries of this batch are to be judged again, and do it."""
    back = reverse("admin:lookup_batch_change", args=[batch.pk])
    return _ask(request, Entry.objects.filter(batch=batch), back, str(batch))


def of_reason(request: HttpRequest) -> HttpResponse:
    """Ask which reason's entries are to be judged again and why, and do it."""
    asked = request.GET.get("reason")
    form = ReasonForm(typed(request), initial={"reason": asked if asked in REASONS else None})
    question = _question(reverse("admin:lookup_entry_changelist") + "?state__exact=QUARANTINED")
    return ask(request, question, form, lambda given: _do(request, Entry.objects.filter(reason=given["reason"]), given))


def _ask(request: HttpRequest, entries: Entries, back: str, about: str) -> HttpResponse:
    count = replayable_by(entries, request.user)[: MOST + 1].count()
    if not count:
        messages.info(request, _("这里没有可以重新判定的条目。"))
        return redirect(back)
    told = ngettext("%(about)s，%(count)s 个条目", "%(about)s，%(count)s 个条目", count)
    question = _question(back, told % {"about": about, "count": f"{MOST:,}+" if count > MOST else count})
    return ask(request, question, WhyForm(typed(request)), lambda given: _do(request, entries, given))


def _question(back: str, about: str = "") -> Question:
    return Question(_("重新判定"), _("重新判定"), back, about=about)


def _do(request: HttpRequest, entries: Entries, given: dict[str, Any]) -> str:
    if replayable_by(entries, request.user)[: MOST + 1].count() > MOST:
        text = _("超过 %(most)s 个条目，请用命令 manage.py replay 重新判定。") % {"most": f"{MOST:,}"}
        raise Refusal("too_many", text, status=413)
    return _told(replay(entries, by=request.user, reason=given["why"]))


def _told(report: Report) -> str:
    counts = {"read": report.read, "accepted": report.accepted, "changed": report.quarantined,
              "unchanged": report.unchanged}  # fmt: skip
    words = _("重新判定 %(read)s 个条目：接收 %(accepted)s，原因已变 %(changed)s，未变 %(unchanged)s。")
    return words % counts
