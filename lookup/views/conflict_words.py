"""What is incomplete or contradicted in a record, in words."""
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Invoice

_FIELDS = {
    "number": _("发票号码"),
    "code": _("发票代码"),
    "kind": _("票种"),
    "issue_date": _("开票日期"),
    "seller": _("销售方"),
    "seller_tax_id": _("销售方纳税人识别号"),
    "seller_name": _("销售方名称"),
    "buyer": _("购买方"),
    "buyer_tax_id": _("购买方纳税人识别号"),
    "buyer_name": _("购买方名称"),
    "amount": _("金额"),
    "tax": _("税额"),
    "total": _("价税合计"),
    "lines": _("明细"),
    "remark": _("备注"),
}
_KINDS = {
    "MISSING_FIELD": _("记录不完整"),
    "DUPLICATE_DIFFERS": _("后来收到的同号发票与记录不一致"),
    "REPORTED": _("开票来源报告此票异常"),
}


def conflict_words(invoice: Invoice) -> tuple[str | Promise, list] | None:
    """Return (what is wrong, the fields concerned), None for a record without conflict."""
    if not invoice.conflict:
        return None
    named = invoice.conflict_detail.get("fields") or []
    return _KINDS.get(invoice.conflict, invoice.conflict), [_FIELDS.get(name, name) for name in named]
