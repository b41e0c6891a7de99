"""What each rule of the pre-review found, in words."""
from django.utils.translation import gettext_lazy as _

from lookup.models import Entry
from resubmission.models import Finding

_WORDS = {
    "record_exists": _("这张发票已有记录"),
    "record_missing": _("要更正的发票没有记录"),
    "record_of_another": _("现有记录的双方都不是申请人，请核实申请人确为受票方"),
    "record_differs": _("与记录不一致"),
    "nothing_to_correct": _("与记录完全一致，没有需要更正的内容"),
    "evidence_differs": _("与证明材料不一致"),
    "evidence_other_number": _("证明材料中的发票号码不同"),
    "evidence_unread": _("证明材料未能自动核对"),
    "evidence_reused": _("同一文件用于另一件申请"),
    "region_differs": _("号码中的地区与销售方识别号的地区不同"),
    "rule_failed": _("一条预审规则未能运行，请人工核对"),
}


def finding_word(finding: Finding) -> str:
    """Return the words for a finding; those of ``checking`` are the words of a feed's refusals."""
    if finding.rule in Entry.Reason.values:
        return str(Entry.Reason(finding.rule).label)
    return str(_WORDS.get(finding.rule, finding.rule))
