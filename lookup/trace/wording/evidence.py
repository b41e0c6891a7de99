"""The facts behind an answer, as label and value. Only what the asker may see is among them."""
from collections.abc import Iterator

from django.utils.translation import gettext as _

from lookup.field_words import field_word, field_words
from lookup.models import Trace

from .phrases import moment, reason_words, status_words


def evidence_of(trace: Trace) -> list[dict[str, str]]:
    """Return what the answer rests on."""
    return [{"label": str(label), "value": str(value)} for label, value in _facts(trace) if value not in (None, "")]


def _facts(trace: Trace) -> Iterator[tuple[str, object]]:
    params, invoice = trace.verdict["params"], trace.verdict["invoice"]
    if invoice:
        for name in ("code", "number", "issue_date", "seller_name", "buyer_name", "total"):
            yield field_word(name), invoice[name]
        yield field_word("status"), status_words(invoice["status"])
    if trace.cause in ("VOIDED", "REVERSED"):
        yield _("发生时间"), moment(params["at"])
        yield _("红字发票"), params["by"]
        yield _("替代发票"), params["replaced_by"]
        yield _("原因"), params["reason"]
    if "source" in params:
        yield _("来源"), params["source"]
    yield _("预告批次"), params.get("batch")
    yield _("预告时间"), moment(params.get("announced_at", ""))
    yield _("送达时间"), moment(params.get("arrived_at", ""))
    if trace.cause == "QUARANTINED":
        yield _("未通过的校验"), reason_words(params["reason"])
        yield _("有误的字段"), field_word(params["field"])
    if trace.cause == "WRONG_TITLE":
        yield _("不符的字段"), field_words(params["fields"])
    if trace.cause == "NEAR_MISS":
        yield _("相近的发票"), params["suggestion"]
        yield _("其他可能"), _("、").join(params["others"])
    yield _("记录完整至"), moment(params.get("complete_until", ""))
