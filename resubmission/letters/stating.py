"""What a letter says, in the language that is active: of the step that it tells of, and nothing that came later."""
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from invoice_portal.languages import is_chinese
from resubmission.models import Letter
from resubmission.objecting import DAYS_TO_OBJECT, last_day

Kind = Letter.Kind
#: What is done with it, and what comes next.
_LEADS: dict[str, str | Promise] = {
    Kind.ACCEPTED: _("您提交的申请已经受理。"),
    Kind.CORRECTION: _("您提交的申请经审核，需要补正。补正期间不计入办理时限。"),
    Kind.SETTLED: _("您提交的申请经审核通过，已经办结，发票记录已经更新。"),
    Kind.REJECTED: _("您提交的申请经审核，未予通过。"),
}
_REASONS: dict[str, str | Promise] = {
    Kind.CORRECTION: _("需要补正的内容"), Kind.SETTLED: _("审核意见"), Kind.REJECTED: _("原因和依据"),
}  # fmt: skip
_NEXT: dict[str, str | Promise] = {
    Kind.ACCEPTED: _("办理结果出来后会另行通知；进度随时可以在门户的“我的申请”中查看。"),
    Kind.CORRECTION: _("请登录门户，在这件申请中补正后再次提交；再次提交后继续计算办理时限。"),
    Kind.SETTLED: _("可以在门户查询这张发票并下载 PDF。"),
}


def stated(letter: Letter) -> dict[str, Any]:
    """Return the context of the letter."""
    case, said = letter.application, letter.said
    due = date_format(date.fromisoformat(said["due_on"]), "DATE_FORMAT") if said["due_on"] else ""
    return {
        "title": letter.get_kind_display(),
        "subtitle": _in_the_other_language(letter),
        "letter": letter,
        "case": case,
        "said": said,
        "lead": _LEADS[letter.kind],
        "reason_title": _REASONS.get(letter.kind, ""),
        "due": due if letter.kind == Kind.ACCEPTED else "",
        "next": _NEXT.get(letter.kind, ""),
        "objecting": _objecting(letter) if letter.kind == Kind.REJECTED else None,
    }


def _objecting(letter: Letter) -> dict[str, Any]:
    """Return how to object; of a review there is none inside the portal, only that of the law."""
    again = letter.application.objects_to_id is None
    return {"again": again, "days": DAYS_TO_OBJECT, "until": date_format(last_day(letter.stated_at), "DATE_FORMAT")}


def _in_the_other_language(letter: Letter) -> str:
    """Return the title as those know it who read the other language."""
    other = "en" if is_chinese(translation.get_language()) else "zh-hans"
    with translation.override(other):
        return letter.get_kind_display()
