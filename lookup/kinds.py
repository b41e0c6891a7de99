"""The bureau's two-digit codes of invoice kinds (票种), in words."""
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS = {
    "01": _("增值税专用发票"),
    "03": _("机动车销售统一发票"),
    "04": _("增值税普通发票"),
    "08": _("增值税电子专用发票"),
    "10": _("增值税电子普通发票"),
    "11": _("增值税普通发票（卷式）"),
    "14": _("通行费电子发票"),
    "15": _("二手车销售统一发票"),
    "51": _("电子发票（铁路电子客票）"),
    "61": _("电子发票（航空运输电子客票行程单）"),
    "81": _("电子发票（增值税专用发票）"),
    "82": _("电子发票（普通发票）"),
    "85": _("数电纸质发票（增值税专用发票）"),
    "86": _("数电纸质发票（普通发票）"),
    "87": _("数电纸质发票（机动车销售统一发票）"),
    "88": _("数电纸质发票（二手车销售统一发票）"),
}


def kind_words(kind: str) -> str | Promise:
    """Return the kind's name; an unknown code as it is, none as "not stated"."""
    return KINDS.get(kind, kind) or _("未注明")
