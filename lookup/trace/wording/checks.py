"""The checks of a trace in words: what was looked at, with which result, and where."""
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoice_portal.accounts.region_words import region_name
from lookup.access import SIDES
from lookup.field_words import field_word, field_words
from lookup.number_words import part_words

from ..neighbours import state_words
from .phrases import moment, reason_words, status_words

RULES = {
    "number": gettext_lazy("号码符合编号规则"),
    "date": gettext_lazy("开票日期已到"),
    "records": gettext_lazy("您的记录中有它"),
    "validity": gettext_lazy("记录有效、完整"),
    "filters": gettext_lazy("没有被条件排除"),
    "other_taxpayers": gettext_lazy("不在您代表的其他纳税人名下"),
    "permission": gettext_lazy("在您的权限范围内"),
    "quarantine": gettext_lazy("没有被校验拦下"),
    "title": gettext_lazy("抬头与您的登记一致"),
    "near": gettext_lazy("没有只差一处的号码"),
    "announced": gettext_lazy("没有预告而未到的数据"),
    "application": gettext_lazy("没有未办结的申请"),
    "coverage": gettext_lazy("来源已送齐开票当天的数据"),
}
SOURCES = {
    "typed": gettext_lazy("您所填的内容"),
    "records": gettext_lazy("发票记录"),
    "arrivals": gettext_lazy("各来源送达的数据"),
    "accounts": gettext_lazy("账户与权限"),
    "applications": gettext_lazy("本单位的申请"),
}
RESULTS = {"pass": gettext_lazy("符合"), "fail": gettext_lazy("不符合"), "unknown": gettext_lazy("无法判断")}


def compared_words(check: dict) -> str:
    """Say what was compared; a stranger's invoice says what one that does not exist says."""
    make = _COMPARED.get(check["rule"])
    return make(check["result"], check["compared"]) if make else ""


def _number(result: str, compared: dict) -> str:
    if result == "unknown":
        return _("没有填写号码")
    return part_words(compared["part"], compared["value"]) if result == "fail" else compared["number"]


def _date(result: str, compared: dict) -> str:
    return _("没有填写开票日期") if result == "unknown" else _("%(date)s；今天是 %(today)s") % compared


def _records(result: str, compared: dict) -> str:
    return compared["slug"] if result == "pass" else _("您可以查看的记录中没有")


def _coverage(result: str, compared: dict) -> str:
    region = region_name(compared["region"])
    if not compared["complete_until"]:
        return _("%(region)s没有来源的数据") % {"region": region} if region else _("不知道地区")
    said = _("%(region)s完整至 %(until)s") % {"region": region, "until": moment(compared["complete_until"])}
    return said if result != "unknown" else said + _("；不知道开票日期")


_COMPARED = {
    "number": _number,
    "date": _date,
    "records": _records,
    "validity": lambda result, compared: status_words(compared.get("status", "")),
    "filters": lambda result, compared: field_words(compared.get("fields", ())),
    "other_taxpayers": lambda result, compared: compared.get("taxpayer", ""),
    "permission": lambda result, compared: str(SIDES.get(compared.get("side"), "")),
    "quarantine": lambda result, compared: " · ".join(
        filter(None, [reason_words(compared.get("reason", "")), field_word(compared.get("field", ""))])
    ),
    "title": lambda result, compared: field_words(compared.get("fields", ()))
    or (_("填写号码、开票日期和价税合计后才能核对") if result == "unknown" else ""),
    "near": lambda result, compared: compared.get("suggestion", ""),
    "announced": lambda result, compared: compared.get("source", ""),
    "application": lambda result, compared: " · ".join(
        filter(None, [compared.get("reference"), state_words(compared["state"]) if compared.get("state") else ""])
    ),
    "coverage": _coverage,
}
