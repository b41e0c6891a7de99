"""Names of an invoice's fields in people's words."""
from django.utils.translation import gettext_lazy as _

_WORDS = {
    "kind": _("票种"), "number": _("发票号码"), "code": _("发票代码"), "issue_date": _("开票日期"),
    "seller_tax_id": _("销售方识别号"), "seller_name": _("销售方名称"),
    "buyer_tax_id": _("购买方识别号"), "buyer_name": _("购买方名称"),
    "amount": _("金额"), "tax": _("税额"), "total": _("价税合计"), "lines": _("明细"), "check_code": _("校验码"),
}  # fmt: skip


def field_word(name: str) -> str:
    """Return the field's name, or the technical name of one that has none."""
    return str(_WORDS.get(name, name))
