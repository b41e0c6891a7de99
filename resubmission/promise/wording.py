"""The promise in words: for the desk, where it counts days, and for the applicant, who is told a date."""
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from invoice_portal.office.working_days import announced, counted
from resubmission.models import Application

from .clock import RESTING, RUNNING

#: Tones of the desk: what is late, what is due within so many working days, the rest.
SOON = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands with its promise: ``tone`` is "late", "soon", "fine", "resting", "kept" or ""."""

    tone: str
    words: str
    day: date | None = None
    #: The holidays of that year are not announced yet.
    guessed: bool = False


def standing_of(case: Application, today: date | None = None) -> Standing:
    """Return how the case stands today, from its stored day."""
    if case.state == RESTING:
        return Standing("resting", _("待补正，暂停计时"))
    if not case.due_on:
        return Standing("", "—")
    if case.state not in RUNNING:
        return _decided(case)
    today = today or timezone.localdate()
    tone, words = _left(case.due_on, today)
    return Standing(tone, words, case.due_on, guessed=not announced(case.due_on))


def _left(due: date, today: date) -> tuple[str, str]:
    if due < today:
        late = counted(due, today)
        if not late:
            return "late", _("已过期限")
        return "late", _("已超期 %(days)s 个工作日") % {"days": late}
    if due == today:
        return "soon", _("今天到期")
    days = counted(today, due)
    return "soon" if days <= SOON else "fine", _("还剩 %(days)s 个工作日") % {"days": days}


def _decided(case: Application) -> Standing:
    on = timezone.localdate(case.decided_at) if case.decided_at else case.due_on
    if on <= case.due_on:
        return Standing("kept", _("按期办结"), case.due_on)
    late = counted(case.due_on, on)
    return Standing("late", _("超期 %(days)s 个工作日办结") % {"days": late}, case.due_on)


def told_applicant(case: Application, today: date | None = None) -> str:
    """Return what the applicant is told of the promise; "" where there is nothing to say."""
    if case.state == RESTING:
        return _("补正期间不计入办理时限，再次提交后继续计算。")
    if case.state not in RUNNING or not case.due_on:
        return ""
    day = date_format(case.due_on, "DATE_FORMAT")
    if case.due_on < (today or timezone.localdate()):
        return _("承诺在 %(day)s 前办结，现已超期，我们正在加紧办理。") % {"day": day}
    words = _("预计 %(day)s 前办结（按工作日计算）。") % {"day": day}
    return words if announced(case.due_on) else words + guessed_words()


def guessed_words() -> str:
    return _("该年节假日安排尚未公布，暂按周一至周五计算。")
