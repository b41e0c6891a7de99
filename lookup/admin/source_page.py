"""The one page of a source: watermark, delays, gaps in its batches, and its quarantine, in figures and charts."""
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from invoice_portal.accounts.region_words import region_words
from lookup.coverage.picture import Picture, picture_of
from lookup.detail_words import detail_words
from lookup.feed.replaying import REASONS, why_not_replay
from lookup.models import Entry, Source

#: Batches in the chart of delays; its height and the width of a bar, in its own units.
_BARS, _HEIGHT, _STEP = 30, 120, 20


def page(admin, request: HttpRequest, source: Source) -> HttpResponse:
    """Show the source, which is one of this person's regions."""
    now, picture = timezone.now(), picture_of(source)
    due = picture.coverage.due()
    context = admin.admin_site.each_context(request) | {
        "opts": Source._meta,
        "title": str(source),
        "source": source,
        "region": region_words(source.region),
        "every": span_words(source.every),
        "watermark": picture.coverage.watermark,
        "due": due,
        "overdue": bool(due and now > due),
        "delays": _delays(picture, now),
        "chart": _chart(picture),
        "missing": picture.missing,
        "late": [(one, span_words(one.delay), span_words(one.late)) for one in picture.late],
        "refused": [(batch, detail_words(batch.detail)) for batch in picture.refused],
        "quarantine": _quarantine(picture, may_replay=why_not_replay(request.user) is None),
        "quarantined": sum(picture.quarantine.values()),
        "may_replay": why_not_replay(request.user) is None,
    }
    return TemplateResponse(request, "admin/lookup/source.html", context)


def span_words(span: timedelta | None) -> str:
    """Say how long in its two largest units; "-" if it is not known."""
    if span is None:
        return "-"
    minutes = round(span.total_seconds() / 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    said = [
        (days, ngettext("%(n)s 天", "%(n)s 天", days)), (hours, ngettext("%(n)s 小时", "%(n)s 小时", hours)),
        (minutes, ngettext("%(n)s 分钟", "%(n)s 分钟", minutes)),
    ]  # fmt: skip
    return " ".join([word % {"n": n} for n, word in said if n][:2]) or _("不到 1 分钟")


def _delays(picture: Picture, now: datetime) -> list[tuple[str, str]]:
    usual = picture.coverage.delays
    return [
        (_("现在距水位"), span_words(picture.behind(now))),
        (_("通常延迟（最快一成）"), span_words(usual and usual.p10)),
        (_("通常延迟（中位）"), span_words(usual and usual.p50)),
        (_("通常延迟（95% 以内）"), span_words(usual and usual.p95)),
    ]


def _chart(picture: Picture) -> dict[str, Any] | None:
    """Return the delays of the newest batches as bars, with the line that 19 out of 20 stay below."""
    shown = picture.recent[-_BARS:]
    if len(shown) < 2 or picture.coverage.delays is None:
        return None
    limit = picture.coverage.delays.p95
    highest = max([limit, *(one.delay for one in shown)]) or timedelta(seconds=1)

    def tall(delay: timedelta) -> int:
        return round(_HEIGHT * (delay / highest))

    bars = [
        {"x": place * _STEP + 3, "y": _HEIGHT - max(tall(one.delay), 1), "height": max(tall(one.delay), 1),
         "late": bool(one.late), "says": f"#{one.number or '-'}：{span_words(one.delay)}"}
        for place, one in enumerate(shown)
    ]  # fmt: skip
    return {"bars": bars, "width": len(shown) * _STEP, "height": _HEIGHT, "limit": _HEIGHT - tall(limit),
            "count": len(shown), "highest": span_words(highest)}  # fmt: skip


def _quarantine(picture: Picture, *, may_replay: bool) -> list[dict[str, Any]]:
    """Return a row for each reason: how many, how long its bar is, and where they are listed."""
    most = max(picture.quarantine.values(), default=1)
    listed, replay = reverse("admin:lookup_entry_changelist"), reverse("admin:lookup_entry_replay_reason")
    return [
        {
            "label": Entry.Reason(reason).label, "count": count, "share": max(round(100 * count / most), 1),
            "listed": f"{listed}?" + urlencode(
                {"state__exact": "QUARANTINED", "reason__exact": reason, "source__id__exact": picture.source.pk}),
            "replay": f"{replay}?reason={reason}" if may_replay and reason in REASONS else "",
        }
        for reason, count in picture.quarantine.items()
    ]  # fmt: skip
