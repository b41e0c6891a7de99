"""Names of an invoice's fields, and of what can be asked for, in people's words."""
from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_WORDS = {
    "kind": _("票种"), "number": _("发票号码"), "code": _("发票代码"), "issue_date": _("开票日期"),
    "date": _("开票日期"), "date_from": _("开票日期从"), "date_to": _("开票日期到"),
    "seller": _("销售方"), "seller_tax_id": _("销售方识别号"), "seller_name": _("销售方名称"),
    "buyer": _("购买方"), "buyer_tax_id": _("购买方识别号"), "buyer_name": _("购买方名称"), "title": _("抬头"),
    "amount": _("金额"), "tax": _("税额"), "total": _("价税合计"), "lines": _("明细"), "remark": _("备注"),
    "check_code": _("校验码"), "side": _("进项 / 销项"), "category": _("个人 / 企业"), "status": _("状态"),
}  # fmt: skip


def field_word(name: str) -> str:
    """Return the field's name, or the technical name of one that has none."""
    return str(_WORDS.get(name, name))


def field_words(names: Iterable[str]) -> str:
    """Return several names as one list."""
    return gettext("、").join(map(field_word, names))
