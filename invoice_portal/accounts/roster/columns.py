"""The columns of a roster."""
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Column → its name on pages.
LABELS: dict[str, Promise] = {
    "tax_id": _("纳税人识别号"), "name": _("名称"), "operator": _("操作员代码"), "phone": _("手机号"),
    "scopes": _("权限"), "former_names": _("曾用名"), "acts_as": _("已有操作员"), "email": _("电子邮箱"),
}  # fmt: skip
NEEDED = ("tax_id", "name", "operator", "phone", "scopes")
