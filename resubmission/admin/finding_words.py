"""Findings in words: what was found, and the rule that found it."""
from typing import Any

from django.utils.translation import gettext_lazy as _

from lookup.detail_words import detail_words
from lookup.field_words import field_word
from lookup.models import Entry
from resubmission.claimed_document import EVIDENCE_READ
from resubmission.models import Finding
from resubmission.value_words import value_words

_TONE = {"SERIOUS": "bad", "WARNING": "warn", "INFO": "info"}
_WORDS = {
    "record_exists": _("这张发票已有记录"),
    "record_missing": _("要更正的发票没有记录"),
    "record_of_another": _("现有记录的双方都不是申请人，请核实申请人确为受票方"),
    "record_differs": _("与记录不一致"),
    "nothing_to_correct": _("与记录完全一致，没有需要更正的内容"),
    "evidence_differs": _("与证明材料不一致"),
    "evidence_against_feed": _("证明材料与来源数据不一致"),
    "evidence_other_number": _("证明材料中的发票号码不同"),
    "evidence_unread": _("证明材料未能自动核对"),
    "evidence_infected": _("证明材料含有病毒，已隔离"),
    "evidence_reused": _("同一文件用于另一件申请"),
    "region_differs": _("号码中的地区与销售方识别号的地区不同"),
    "rule_failed": _("一条预审规则未能运行，请人工核对"),
}
#: What each rule demands.
_RULES = {
    "record_exists": _("已有记录的发票不再补录；内容相同则并入原记录。"),
    "record_missing": _("只有已入库的发票可以重新上传。"),
    "record_of_another": _("申请人应是发票的销售方或购买方。"),
    "record_differs": _("补录应与已有记录一致；重新上传应写明更正了什么。"),
    "nothing_to_correct": _("重新上传应至少更正一项，或补上缺失的文件。"),
    "evidence_differs": _("申请所填各项应与能读出的证明材料一致。"),
    "evidence_against_feed": _("材料与来源送来的数据不一致时，须由第二名审核员复审。"),
    "evidence_other_number": _("证明材料应是同一张发票的。"),
    "evidence_unread": _("能读出的材料自动核对，读不出的由审核员查看。"),
    "evidence_infected": _("含有病毒的材料不予接受，由管理员保管。"),
    "evidence_reused": _("同一份材料不应用于不同的申请。"),
    "region_differs": _("发票号码第 3、4 位是开具地区，应与销售方登记地一致。"),
    "MISSING_FIELD": _("号码、日期、双方名称和价税合计不能缺少。"),
    "BAD_NUMBER": _("号码应符合长度、年度和地区的编码规则。"),
    "BAD_BUYER_ID": _("识别号的校验位应正确，已登记的除外。"),
    "BAD_SELLER_ID": _("识别号的校验位应正确，已登记的除外。"),
    "BAD_DATE": _("开票日期应与号码中的年度相符，且不晚于今天。"),
    "AMOUNTS_DISAGREE": _("金额加税额应等于价税合计。"),
    "LINES_DISAGREE": _("各行明细之和应等于合计。"),
}
#: Who says the two values that a finding sets side by side.
_SIDES = {
    "": (_("申请所填"), _("核对所得")),
    "record_differs": (_("申请所填"), _("现有记录")),
    "evidence_differs": (_("申请所填"), _("证明材料")),
    "evidence_other_number": (_("申请所填"), _("证明材料")),
    "evidence_against_feed": (_("证明材料"), _("来源数据")),
}


def finding_word(finding: Finding) -> str:
    """Return the words for a finding; those of ``checking`` are the words of a feed's refusals."""
    if finding.rule in Entry.Reason.values:
        return str(Entry.Reason(finding.rule).label)
    return str(_WORDS.get(finding.rule, finding.rule))


def shown_findings(findings: list[Finding]) -> list[dict[str, Any]]:
    """Return the findings in words, gravest first; what was only read from evidence is none."""
    order = list(_TONE)
    shown = [finding for finding in findings if finding.rule != EVIDENCE_READ]
    shown.sort(key=lambda finding: (order.index(finding.severity), finding.pk))
    return [
        {
            "finding": finding,
            "tone": _TONE[finding.severity],
            "word": finding_word(finding),
            "rule": str(_RULES.get(finding.rule, "")),
            "field": field_word(finding.field) if finding.field else "",
            "claimed": value_words(finding.field, finding.claimed),
            "found": _found(finding),
            "sides": _SIDES.get(finding.rule, _SIDES[""]),
        }
        for finding in shown
    ]


def _found(finding: Finding) -> str:
    # What checks and readers say is a sentence kept in pieces; what a comparison found is a value.
    if finding.rule == "evidence_unread" or finding.rule in Entry.Reason.values:
        return detail_words(finding.found)
    return value_words(finding.field, finding.found)


def rule_words() -> list[tuple[str, str]]:
    """Return every rule that can find something, with its words."""
    return [*Entry.Reason.choices, *_WORDS.items()]
