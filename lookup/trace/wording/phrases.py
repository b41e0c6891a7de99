"""The parts of sentences that a cause's explanation is filled with, made from the verdict's figures."""
from collections import defaultdict
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from invoice_portal.accounts.region_words import region_name
from lookup.access import SIDES
from lookup.conflict_words import conflict_kind
from lookup.field_words import field_word, field_words
from lookup.models import Entry
from lookup.number_words import half_words, part_words
from lookup.status import Status

from ..catalogue.cause import YOU
from ..neighbours import state_words

_MISMATCHES = {
    "typo": gettext_lazy("购买方识别号与您的只差一处，像是开票时的笔误"),
    "no_id": gettext_lazy("发票上只有购买方名称，没有识别号"),
    "former_name": gettext_lazy("发票上的购买方是您的曾用名，没有识别号"),
    "other_id": gettext_lazy("发票上的购买方识别号不是您的"),
}
_SLIPS = {
    "letters": gettext_lazy("把数字认成了字母"),
    "swapped": gettext_lazy("相邻两位颠倒"),
    "wrong": gettext_lazy("有一位不同"),
    "missing": gettext_lazy("少了一位"),
    "extra": gettext_lazy("多了一位"),
    "tail": gettext_lazy("只填了最后 8 位"),
    "day_month": gettext_lazy("日期的月和日颠倒"),
    "year": gettext_lazy("日期的年份差一年"),
}
def moment(iso: str) -> str:
    """Write a time as it is read in China: 2026-11-24 08:00."""
    return timezone.localtime(datetime.fromisoformat(iso)).strftime("%Y-%m-%d %H:%M") if iso else ""


def reason_words(reason: str) -> str:
    return str(Entry.Reason(reason).label) if reason in Entry.Reason.values else reason


def status_words(status: str) -> str:
    return str(Status(status).label) if status in Status.values else status


def eta_words(eta: dict | None) -> str:
    """Say when it may be expected; nothing where the source has no past to tell by."""
    if not eta:
        return ""
    times = {name: moment(value) for name, value in eta.items()}
    if datetime.fromisoformat(eta["latest"]) < timezone.now():
        return _("按该来源以往的规律，最迟应在 %(latest)s 前送达。") % times
    return _("按该来源以往的规律，大约 %(likely)s 送达，最迟 %(latest)s。") % times


def expected_words(eta: dict | None) -> str:
    """Say briefly by when it may be expected; empty where the source has no past to tell by."""
    times = {name: moment(value) for name, value in (eta or {}).items()}
    return _("大约 %(likely)s，最迟 %(latest)s") % times if times else ""


def phrases_of(cause: str, params: dict, *, eta: dict | None) -> dict[str, str]:
    """Return every placeholder that an explanation may have; one without words is empty."""
    plain = {name: str(value) for name, value in params.items() if isinstance(value, str | int) and value != ""}
    made = {name: make(params) for name, make in _MADE.items()}
    return defaultdict(str, plain | {name: text for name, text in made.items() if text} | {"eta": eta_words(eta)})


def _warning(params: dict) -> str:
    return _("其中一部分金额已被红字发票 %(by)s 冲销。") % params if params.get("partly") else ""


def _since(params: dict) -> str:
    return _("（%(at)s）") % {"at": moment(params["at"])} if params.get("at") else ""


def _replacement(params: dict) -> str:
    if params.get("replaced_by"):
        return _("替代发票：%(replaced_by)s。") % params
    return _("没有登记替代发票；需要新票请联系开票方。")


def _conflict(params: dict) -> str:
    if "conflict" not in params:
        return ""
    fields = field_words(params["fields"])
    kind = str(conflict_kind(params["conflict"]))
    return _("%(kind)s（%(fields)s）") % {"kind": kind, "fields": fields} if fields else kind


def _field(params: dict) -> str:
    return _("（%(field)s）") % {"field": field_word(params["field"])} if params.get("field") else ""


def _scope(params: dict) -> str:
    """Say how far the records reach, and what else would tell more."""
    if "date_unknown" not in params:
        return ""
    region = region_name(params["region"])
    said = _("您可以查看的记录、送达的数据和预告中都没有它。")
    if params.get("complete_until"):
        values = {"region": region, "until": moment(params["complete_until"])}
        said += _("%(region)s的记录完整至 %(until)s。") % values
    if params["date_unknown"]:
        said += _("如能补充开票日期，可以判断它是否还在途中。")
    if params.get("code_unknown"):
        said += half_words()
    return said


def _coverage(params: dict) -> str:
    if "begins" not in params:
        return ""
    region = region_name(params["region"])
    if not params["begins"]:
        return _("%(region)s还没有来源接入本系统。") % {"region": region}
    return _("本系统中%(region)s的数据从 %(begins)s 开始。") % {"region": region, "begins": moment(params["begins"])}


def _applied(params: dict) -> str:
    """Name an open application; a draft has no number yet."""
    if "reference" not in params:
        return ""
    return _("受理编号 %(reference)s，") % params if params["reference"] else _("申请还没有提交，")


def _turn(params: dict) -> str:
    """Say whose turn it is with an open application."""
    if "reference" not in params:
        return ""
    return _("请打开申请，完成轮到您的一步。") if params["owner"] == YOU else _("不需要您做什么，有结果会通知您。")


def _wrong(params: dict) -> str:
    """Say what is to be corrected: a number that contradicts the date may be right."""
    return pgettext("to correct", "号码或日期") if params.get("part") == "date" else pgettext("to correct", "号码")


_MADE = {
    "status": lambda params: status_words(params.get("status", "")),
    "warning": _warning,
    "since": _since,
    "replacement": lambda params: _replacement(params) if "replaced_by" in params else "",
    "opened": lambda params: pgettext("to open", "替代发票")
    if params.get("replaced_by") == params.get("open", 0)
    else pgettext("to open", "发票"),
    "conflict": _conflict,
    "hidden_by": lambda params: field_words(params.get("hidden_by", ())),
    "side": lambda params: str(SIDES.get(params.get("side"), "")),
    "administrator": lambda params: _("（%(who)s）") % {"who": who} if (who := params.get("administrator")) else "",
    "reason": lambda params: reason_words(params.get("reason", "")),
    "field": _field,
    "fields": lambda params: field_words(params.get("fields", ())),
    "mismatch": lambda params: str(_MISMATCHES.get(params.get("mismatch"), "")),
    "slip": lambda params: str(_SLIPS.get(params.get("slip"), "")),
    "part": lambda params: part_words(params["part"], params["value"]) if "part" in params else "",
    "arrived_at": lambda params: moment(params.get("arrived_at", "")),
    "announced_at": lambda params: moment(params.get("announced_at", "")),
    "complete_until": lambda params: moment(params.get("complete_until", "")) or _("（尚无数据）"),
    "wrong": _wrong,
    "turn": _turn,
    "applied": _applied,
    "state": lambda params: state_words(params["state"]) if "state" in params else "",
    "scope": _scope,
    "coverage": _coverage,
}
