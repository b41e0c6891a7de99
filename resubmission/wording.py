"""States, owners and events of an application in words."""
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from invoice_portal.history.models import Event
from invoice_portal.history.record import history_of

from .letters.owing import KINDS
from .models import Application, Letter
from .promise.wording import told_applicant
from .states import APPLICANT, CLERK, NOBODY, OWNER, SYSTEM

State = Application.State
OWNERS = {APPLICANT: _("您"), SYSTEM: _("系统"), CLERK: _("审核人员"), NOBODY: _("无需处理")}
TAGS = {
    State.DRAFT: "info", State.SUBMITTED: "info", State.IN_REVIEW: "info", State.RETURNED: "warn",
    State.SETTLED: "ok", State.REJECTED: "bad", State.WITHDRAWN: "info",
}  # fmt: skip
NEXT = {
    State.DRAFT: _("请完成下面各步后提交。已填的内容都已保存，可以随时离开再回来。"),
    State.SUBMITTED: _("系统正在预审，通常几分钟内完成，之后交审核人员。您不需要做什么。"),
    State.IN_REVIEW: _("审核人员正在审核。有结果时会通知您。"),
    State.RETURNED: _("请按审核意见补正，然后重新提交。"),
    State.SETTLED: _("已办结，发票记录已经更新。"),
    State.REJECTED: _("审核未通过。有新的证明材料可以重新申请；对决定有异议，可以申请复核。"),
    State.WITHDRAWN: _("您已撤销这件申请。需要时可以重新申请。"),
}
#: A review is not reviewed again: 《行政复议法》 names who decides then.
_REVIEW_REJECTED = _("复核未改变原来的决定。有新的证明材料可以重新申请；仍有异议，可以依法申请行政复议。")
#: Events the applicant sees: words and whose act it was. What clerks do among themselves is left out.
_EVENTS: dict[str, tuple[str | Promise, str]] = {
    "begin": (_("建立草稿"), APPLICANT),
    "edit": (_("保存填写内容"), APPLICANT),
    "evidence_added": (_("上传证明材料"), APPLICANT),
    "evidence_removed": (_("移除证明材料"), APPLICANT),
    "evidence_infected": (_("材料含有病毒，没有接受"), SYSTEM),
    "evidence_expired": (_("草稿久未改动，材料已清除"), SYSTEM),
    "submit": (pgettext_lazy("event", "提交申请"), APPLICANT),
    "resubmit": (_("补正后重新提交"), APPLICANT),
    "begin_review": (_("预审完成，转交审核"), SYSTEM),
    "claim": (_("审核人员已受理"), CLERK),
    "return": (_("退回，等待补正"), CLERK),
    "settle": (_("审核通过，发票记录已更新"), CLERK),
    "reject": (_("审核不通过"), CLERK),
    "object": (_("申请复核"), APPLICANT),
    "withdraw": (pgettext_lazy("event", "撤销申请"), APPLICANT),
}
_STEPS = {"invoice": _("发票内容"), "reason": _("申请原因")}
#: Reasons given with these are meant for the applicant.
_TOLD = {"submit", "resubmit", "return", "settle", "reject", "object", "withdraw"}


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline."""

    at: datetime
    action: str
    words: str
    who: str
    note: str
    #: What this step says on paper.
    letter: Letter | None = None


def timeline(application: Application) -> list[Moment]:
    """Return what happened, oldest first; saves of the same step in a row are one line."""
    moments: list[Moment] = []
    letters = _letters(application)
    for event in history_of("application", application.pk):
        if event.action not in _EVENTS:
            continue
        words, actor = _EVENTS[event.action]
        note = event.reason if event.action in _TOLD else ""
        note = note or str(_STEPS.get(event.data.get("step"), "")) or _files(event)
        who = event.actor.name if actor == APPLICANT and event.actor else str(OWNERS[actor])
        moment = Moment(event.at, event.action, str(words), who, note, _next(letters, event.action))
        if moments and event.action == "edit" and (moments[-1].action, moments[-1].note) == ("edit", note):
            moments.pop()
        moments.append(moment)
    return moments


def _letters(application: Application) -> dict[str, list[Letter]]:
    """Return the letters by the step that owed them, newest first."""
    found: dict[str, list[Letter]] = {}
    steps = {kind: step for step, kind in KINDS.items()}
    for letter in application.letters.order_by("-stated_at"):
        found.setdefault(steps[letter.kind], []).append(letter)
    return found


def _next(letters: dict[str, list[Letter]], step: str) -> Letter | None:
    """Take the oldest letter of this step that is left: a case may be returned several times."""
    return letters[step].pop() if letters.get(step) else None


def standing(application: Application) -> dict[str, Any]:
    """Return what resubmission/_standing.html tells: where the case stands and who acts next."""
    return {
        "application": application,
        "tag": TAGS[application.state],
        "owner": owner_words(application),
        "next": _next_words(application),
        "promised": told_applicant(application),
        # While it is examined again, what was said when it was returned is in the timeline only.
        "owner_is_not_clerk": OWNER[application.state] in (APPLICANT, NOBODY),
    }


def _next_words(application: Application) -> str | Promise:
    reviewed = application.state == State.REJECTED and application.objects_to_id
    return _REVIEW_REJECTED if reviewed else NEXT[application.state]


def _files(event: Event) -> str:
    return event.data.get("name", "") or _("、").join(event.data.get("names", []))


def owner_words(application: Application) -> str:
    return str(OWNERS[OWNER[application.state]])
