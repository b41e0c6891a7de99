"""The status that people see, derived in this one place from validity, conflict and file."""
from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Invoice

_NORMAL = Q(validity=Invoice.Validity.NORMAL)


class Status(TextChoices):
    VOIDED = "VOIDED", _("已作废")
    REVERSED = "REVERSED", _("已红冲")
    PARTLY_REVERSED = "PARTLY_REVERSED", _("部分红冲")
    ABNORMAL = "ABNORMAL", _("异常")
    READY = "READY", _("待下载")
    ISSUED = "ISSUED", _("已开具")


@dataclass(frozen=True, slots=True)
class Words:
    """A status as people understand it. ``tone`` is one of ok, info, warn, bad."""

    label: str | Promise
    meaning: str | Promise
    next_step: str | Promise
    tone: str


#: Meaning, what to do next, tone.
_WORDS = {
    Status.VOIDED: (
        _("开票方已将这张发票作废，它不能再用于报销、入账或抵扣。"),
        _("如交易仍然有效，请联系开票方重新开具；已开具新票的，请打开替代发票。"),
        "bad",
    ),
    Status.REVERSED: (
        _("这张发票已被红字发票全额冲销，金额不再有效。"),
        _("请勿再用它报销或抵扣；已经入账的请作相应处理，需要新票请联系开票方。"),
        "bad",
    ),
    Status.PARTLY_REVERSED: (
        _("这张发票的一部分金额已被红字发票冲销，其余部分仍然有效。"),
        _("请按冲销后的余额使用；可下载原票，并查看对应的红字发票。"),
        "warn",
    ),
    Status.ABNORMAL: (
        _("这张发票的记录不完整，或与另一份来源不一致。"),
        _("请对照您手中的发票；如有不符，请申请重新上传，审核通过后记录会自动更正。"),
        "warn",
    ),
    Status.READY: (_("发票有效，版式文件已经做好。"), _("可以直接下载 PDF。"), "ok"),
    Status.ISSUED: (
        _("发票有效，已经入库；版式文件尚未生成。"),
        _("点“下载 PDF”即可生成，通常只需几秒钟。"),
        "info",
    ),
}


def status_of(invoice: Invoice) -> Status:
    """Return the one status of this record."""
    if invoice.validity != Invoice.Validity.NORMAL:
        return Status(invoice.validity)
    if invoice.conflict:
        return Status.ABNORMAL
    return Status.READY if invoice.pdf_made else Status.ISSUED


def status_q(status: Status | str) -> Q:
    """Match the records for which ``status_of`` gives this status."""
    status = Status(status)
    if status in (Status.VOIDED, Status.REVERSED, Status.PARTLY_REVERSED):
        return Q(validity=status.value)
    if status == Status.ABNORMAL:
        return _NORMAL & ~Q(conflict="")
    return _NORMAL & Q(conflict="", pdf_made=status == Status.READY)


def words_of(status: Status | str) -> Words:
    """Say a status in words: its name, what it means, and what to do next."""
    status = Status(status)
    meaning, next_step, tone = _WORDS[status]
    return Words(status.label, meaning, next_step, tone)
