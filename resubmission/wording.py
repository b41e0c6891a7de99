"""States, owners and events of an application in the reader's words."""
from django.utils.translation import gettext_lazy as _

from .states import OWNER

_TONES = {
    "DRAFT": "info", "SUBMITTED": "info", "IN_REVIEW": "info", "RETURNED": "warn", "SETTLED": "ok", "REJECTED": "bad",
    "WITHDRAWN": "info",
}  # fmt: skip
_OWNERS = {
    "applicant": _("等您办理"),
    "system": _("系统预审中"),
    "clerk": _("等税务机关审核"),
    "nobody": _("已办结"),
}
_NEXT = {
    "DRAFT": _("请完成各步骤并提交。"),
    "SUBMITTED": _("系统正在预审，通常一分钟内转交审核员，您不需要做什么。"),
    "IN_REVIEW": _("审核员正在办理，有结果会立即通知您。"),
    "RETURNED": _("请按审核意见补充或更正后再次提交。"),
    "SETTLED": _("记录已更新，可以打开发票并下载 PDF。"),
    "REJECTED": _("申请未通过，原因如下。情况有变化时可以重新申请。"),
    "WITHDRAWN": _("您已撤销这件申请。需要时可以重新申请。"),
}
_EVENTS = {
    "begin": _("建立申请"), "submit": _("提交申请"), "resubmit": _("补正后再次提交"),
    "begin_review": _("预审完成，转交审核"), "claim": _("审核员开始办理"), "release": _("审核员退回待领取"),
    "return": _("退回补正"), "settle": _("审核通过，记录已更新"), "reject": _("审核不通过"), "withdraw": _("撤销申请"),
    "evidence_added": _("上传证明材料"), "evidence_removed": _("移除证明材料"),
}  # fmt: skip


def state_words(application) -> dict:
    """Return label, tone, owner and next step of the application's present state."""
    state = application.state
    return {"label": application.get_state_display(), "tone": _TONES[state], "owner": _OWNERS[OWNER[state]],
            "next": _NEXT[state]}  # fmt: skip


def timeline(events) -> list[dict]:
    """Return what happened, for the applicant: staff appear by office, not by name."""
    return [
        {"at": event.at, "what": _EVENTS[event.action], "reason": event.reason,
         "who": _("审核员") if event.actor and event.actor.is_staff else (_("申请人") if event.actor else _("系统"))}
        for event in events
        if event.action in _EVENTS
    ]  # fmt: skip
