"""The words of a notice, made from its kind and params in the reader's language."""
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator

from .models import Notice


@dataclass(frozen=True, slots=True)
class Words:
    title: str | Promise
    body: str | Promise


_NOT_YOU = _("如果不是您本人操作，请立即通过短信重设密码，并联系主管税务机关。")
#: Placeholders are keys of ``params``; one that is missing is left out, never an error.
WORDS = {
    "application_submitted": Words(
        _("申请已提交"), _("受理编号 %(reference)s，发票 %(number)s。系统预审后由审核员办理，进度可随时查看。")
    ),
    "application_returned": Words(
        _("申请需要补正"), _("受理编号 %(reference)s，发票 %(number)s。需要补正：%(reason)s")
    ),
    "application_settled": Words(
        _("审核通过，发票已入库"), _("受理编号 %(reference)s。发票 %(number)s 已可查询，PDF 正在生成。")
    ),
    "application_rejected": Words(
        _("申请未通过"), _("受理编号 %(reference)s，发票 %(number)s。原因：%(reason)s")
    ),
    "application_withdrawn": Words(_("申请已撤销"), _("受理编号 %(reference)s，发票 %(number)s。")),
    "evidence_infected": Words(
        _("材料含有病毒，没有接受"),
        _("发票 %(number)s 的申请中，%(name)s 含有病毒（%(signature)s），没有接受。请检查您的电脑，再上传干净的文件。"),
    ),
    "draft_files_expiring": Words(
        _("草稿的材料即将清除"),
        _("发票 %(number)s 的申请草稿久未改动，已上传的材料将于 %(day)s 清除。请在此前提交，或保存一次任一步骤。"),
    ),
    "watch_accepted": Words(_("您关注的发票已到达"), _("发票 %(number)s 已入库，请打开查看。")),
    "watch_quarantined": Words(
        _("您关注的发票未通过校验"),
        _("发票 %(number)s 的数据已送达，但有一项校验没有通过，因此没有入库。请打开查看是哪一项、下一步怎么办。"),
    ),
    "watch_wrong_title": Words(
        _("您关注的发票抬头不符"),
        _("发票 %(number)s 的数据已送达，但购买方不是您的登记信息。请打开查看哪里不符、下一步怎么办。"),
    ),
    "watch_overdue": Words(
        _("您关注的发票迟到了"),
        _("发票 %(number)s 所在的批次已到期而没有送达，税务机关须催办。到达后会再通知您一次。"),
    ),
    "chat_answer": Words(_("在线咨询有新的答复"), _("咨询编号 %(reference)s。请打开查看答复。")),
    "complaint_asked": Words(
        _("投诉或建议需要您补充"), _("受理编号 %(reference)s。请打开查看要补充什么，补充期间不计入答复期限。")
    ),
    "complaint_answered": Words(_("投诉或建议已答复"), _("受理编号 %(reference)s。请打开查看答复。")),
    "right_asked": Words(_("有操作员申请权限"), _("操作员 %(who)s 申请一项权限，请在“我的账户”中决定。")),
    "right_granted": Words(_("权限已开通"), _("管理员已开通您申请的权限，可以再查一次发票 %(number)s。")),
    "right_declined": Words(_("权限申请未获同意"), _("管理员没有开通您申请的权限；需要时请当面联系管理员。")),
    "password_changed": Words(_("密码已更改"), _NOT_YOU),
    "phone_changed": Words(_("登记的手机号已更改"), _NOT_YOU),
    "email_changed": Words(_("登记的电子邮箱已更改"), _NOT_YOU),
}
_OTHER = Words(_("有新的消息"), _("请打开查看详情。"))


def title_of(notice: Notice) -> str:
    return str(WORDS.get(notice.kind, _OTHER).title)


def body_of(notice: Notice) -> str:
    return str(WORDS.get(notice.kind, _OTHER).body) % _filled(notice.params)


def sms_text(notice: Notice) -> str:
    """Return the text for a phone: no name, no amount, and only the last four digits of a number."""
    tail = str(notice.params.get("number") or notice.params.get("reference") or "")[-4:]
    title = title_of(notice)
    sign = pgettext("SMS signature", "【发票查找与补录】")
    if not tail:
        return gettext("%(sign)s%(title)s。请登录门户查看。") % {"sign": sign, "title": title}
    return gettext("%(sign)s尾号 %(tail)s：%(title)s。请登录门户查看。") % {"sign": sign, "tail": tail, "title": title}


def email_text(notice: Notice) -> str:
    """Return the text for a mailbox: what an SMS says, where to read on, and how to get no more of them."""
    about = settings.PUBLIC_URL.rstrip("/")
    return gettext("%(said)s\n\n%(link)s\n\n更改通知方式：%(choose)s") % {
        "said": sms_text(notice), "link": about + (notice.link or "/messages/"), "choose": about + "/account/notices/",
    }  # fmt: skip


def language_of(operator: Operator | None) -> str:
    """Return the language in which this operator reads."""
    return (operator and operator.person.language) or settings.LANGUAGE_CODE


def _filled(params: dict[str, Any]) -> dict[str, str]:
    return defaultdict(str, {key: "" if value is None else str(value) for key, value in params.items()})
