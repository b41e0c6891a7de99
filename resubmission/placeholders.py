"""Placeholders of a template: ``{name}`` and nothing else. No attribute, index or format of Python's is reached."""
import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: What a case fills in.
NAMES = {
    "number": gettext_lazy("发票号码"),
    "case_number": gettext_lazy("受理编号"),
    "taxpayer": gettext_lazy("申请的纳税人"),
    "kind": gettext_lazy("补录或重新上传"),
    "total": gettext_lazy("申请所填的价税合计"),
    "field": gettext_lazy("最严重的一处不一致：字段"),
    "claimed": gettext_lazy("最严重的一处不一致：申请所填"),
    "found": gettext_lazy("最严重的一处不一致：证明材料所载"),
    "differences": gettext_lazy("全部不一致，逐项列出"),
}
#: Stands where the case says nothing: the clerk writes it, and nothing is sent before.
BLANK = "〔＿＿〕"
_PLACEHOLDER = re.compile(r"\{([a-z_]*)\}")


def why_not(text: str) -> str:
    """Return in words what is wrong with a template's text, "" if nothing is."""
    unknown = sorted({name for name in _PLACEHOLDER.findall(text) if name not in NAMES})
    if unknown:
        return _("没有这样的占位符：%(names)s。可用的有：%(known)s。") % {
            "names": _("、").join(f"{{{name}}}" for name in unknown),
            "known": _("、").join(f"{{{name}}}" for name in NAMES),
        }  # fmt: skip
    if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
        return _("花括号只用于占位符，如 {number}。")
    return ""


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its placeholders filled; what the case does not say becomes ``BLANK``."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1]) or BLANK, text)
