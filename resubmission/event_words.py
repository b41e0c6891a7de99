"""The events of an application in words."""
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from invoice_portal.accounts.region_words import region_name
from invoice_portal.history.models import Event

WORDS = {
    "begin": gettext_lazy("开始填写"),
    "edit": gettext_lazy("修改内容"),
    "evidence_added": gettext_lazy("上传证明材料"),
    "evidence_removed": gettext_lazy("移除证明材料"),
    "evidence_infected": gettext_lazy("材料含有病毒，没有接受"),
    "evidence_expired": gettext_lazy("草稿久未改动，材料已清除"),
    "submit": pgettext_lazy("event", "提交申请"),
    "resubmit": gettext_lazy("补正后再次提交"),
    "begin_review": gettext_lazy("预审完成，转入审核"),
    "due_day_moved": gettext_lazy("办理期限因节假日安排重新计算"),
    "claim": gettext_lazy("领取"),
    "release": gettext_lazy("放回"),
    "hand_over": gettext_lazy("移交"),
    "hand_over_region": gettext_lazy("移交其他地区"),
    "return": pgettext_lazy("event", "退回补正"),
    "propose": gettext_lazy("初审同意，转第二人复审"),
    "disagree": gettext_lazy("复审不同意，退回办理"),
    "take_back": gettext_lazy("撤回初审意见"),
    "settle": gettext_lazy("审核通过并办结"),
    "reject": gettext_lazy("审核不通过"),
    "object": gettext_lazy("申请复核"),
    "letter_owed_again": gettext_lazy("重新生成通知书"),
    "withdraw": pgettext_lazy("event", "撤销申请"),
}


def action_word(event: Event) -> str:
    word = str(WORDS.get(event.action, event.action))
    to = event.data.get("name") if event.action == "hand_over" else None
    to = region_name(event.data["region"]) if event.action == "hand_over_region" else to
    return f"{word} → {to}" if to else word


def told(event: Event) -> str:
    """Say in one phrase who did what and when."""
    at = timezone.localtime(event.at).strftime("%m-%d %H:%M")
    return f"{at} {event.actor or _('系统')} {action_word(event)}"
