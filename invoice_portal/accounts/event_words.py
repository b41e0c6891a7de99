"""What happened to an account, said to people."""
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoice_portal.history.models import Event

from .region_words import region_name
from .roles import Role
from .scopes import WORDS

_ACTIONS = {
    ("taxpayer", "opened"): gettext_lazy("开户"),
    ("taxpayer", "renamed"): gettext_lazy("更名"),
    ("taxpayer", "former_name_added"): gettext_lazy("登记曾用名"),
    ("operator", "opened"): gettext_lazy("增加操作员"),
    ("operator", "verified"): gettext_lazy("首次登录验证"),
    ("operator", "scopes_changed"): gettext_lazy("更改权限"),
    ("operator", "ended"): gettext_lazy("停用操作员"),
    ("operator", "token_issued"): gettext_lazy("签发接口令牌"),
    ("operator", "token_revoked"): gettext_lazy("作废接口令牌"),
    ("person", "phone_changed"): gettext_lazy("更换手机号"),
    ("person", "password_changed"): gettext_lazy("更改密码"),
    ("person", "password_reset"): gettext_lazy("通过短信重设密码"),
    ("staff", "opened"): gettext_lazy("开立工作人员账户"),
    ("staff", "role_changed"): gettext_lazy("更改角色或地区"),
    ("staff", "password_given"): gettext_lazy("发放一次性密码"),
    ("staff", "ended"): gettext_lazy("停用工作人员账户"),
}


def told(event: Event) -> str:
    """Return what was done, in words; an action without words as it is written."""
    return str(_ACTIONS.get((event.subject_type, event.action), event.action))


def change_told(event: Event) -> str:
    """Return what changed into what: names, scopes, roles, masked phones."""
    before, after = event.data.get("before"), event.data.get("after")
    if after is not None:
        return f"{_value(before)} → {_value(after)}"
    return str(event.data.get("name", ""))


def _value(value: object) -> str:
    if isinstance(value, dict):
        regions = _("、").join(map(region_name, value["regions"])) or _("全部地区")
        return f"{Role(value['role']).label} · {regions}"
    if isinstance(value, list):
        return _("、").join(str(WORDS.get(scope, scope)) for scope in value) or _("无")
    return str(value or "—")
