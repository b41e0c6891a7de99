"""What happened to an account, said to people."""
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from invoice_portal.history.models import Event

from .region_words import region_name
from .roles import Role
from .scopes import WORDS

_ACTIONS = {
    ("taxpayer", "opened"): pgettext_lazy("event", "开户"),
    ("taxpayer", "renamed"): pgettext_lazy("event", "更名"),
    ("taxpayer", "former_name_added"): pgettext_lazy("event", "登记曾用名"),
    ("taxpayer", "shown_whole"): pgettext_lazy("event", "查看完整号码"),
    ("operator", "opened"): pgettext_lazy("event", "增加操作员"),
    ("operator", "verified"): pgettext_lazy("event", "首次登录验证"),
    ("operator", "scopes_changed"): pgettext_lazy("event", "更改权限"),
    ("operator", "ended"): pgettext_lazy("event", "停用操作员"),
    ("operator", "token_issued"): pgettext_lazy("event", "签发接口令牌"),
    ("operator", "token_revoked"): pgettext_lazy("event", "作废接口令牌"),
    ("person", "phone_changed"): pgettext_lazy("event", "更换手机号"),
    ("person", "email_changed"): pgettext_lazy("event", "更改电子邮箱"),
    ("person", "superuser_made"): pgettext_lazy("event", "用命令建立超级用户"),
    ("person", "notices_chosen"): pgettext_lazy("event", "更改通知方式"),
    ("person", "privacy_agreed"): pgettext_lazy("event", "同意个人信息处理说明"),
    ("person", "closing_asked"): pgettext_lazy("event", "申请注销账户"),
    ("person", "closing_cancelled"): pgettext_lazy("event", "撤回注销申请"),
    ("person", "closed"): pgettext_lazy("event", "注销账户"),
    ("person", "password_changed"): pgettext_lazy("event", "更改密码"),
    ("person", "password_reset"): pgettext_lazy("event", "通过短信重设密码"),
    ("staff", "opened"): pgettext_lazy("event", "开立工作人员账户"),
    ("staff", "role_changed"): pgettext_lazy("event", "更改角色或地区"),
    ("staff", "password_given"): pgettext_lazy("event", "发放一次性密码"),
    ("staff", "second_factor_enrolled"): pgettext_lazy("event", "绑定验证器"),
    ("staff", "second_factor_replaced"): pgettext_lazy("event", "更换验证器"),
    ("staff", "second_factor_reset"): pgettext_lazy("event", "重置两步验证"),
    ("staff", "recovery_code_used"): pgettext_lazy("event", "用恢复码通过验证"),
    ("staff", "recovery_codes_renewed"): pgettext_lazy("event", "重新生成恢复码"),
    ("staff", "code_refused"): pgettext_lazy("event", "密码正确，但多次输错验证码"),
    ("misuse", "slowed"): pgettext_lazy("event", "放慢"),
    ("misuse", "stopped"): pgettext_lazy("event", "停止"),
    ("misuse", "lifted"): pgettext_lazy("event", "解除"),
    ("staff", "ended"): pgettext_lazy("event", "停用工作人员账户"),
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
