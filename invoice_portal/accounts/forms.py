"""What people type to log in and to change their password."""
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from . import tax_id as rules
from .models import Person
from .scopes import SCOPES
from .tax_id_words import explain


def _text(autocomplete: str, **attributes) -> forms.TextInput:
    return forms.TextInput({"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"} | attributes)


class _Secret(forms.CharField):
    """A password: never stripped, never shown again, no longer than anyone's."""

    def __init__(self, label, autocomplete="current-password", **kwargs):
        widget = forms.PasswordInput({"autocomplete": autocomplete})
        super().__init__(label=label, max_length=128, strip=False, widget=widget, **kwargs)


class WhoForm(forms.Form):
    """Which operator of which taxpayer."""

    hinted = frozenset({"tax_id"})

    tax_id = forms.CharField(
        label=_("纳税人识别号"), max_length=60, widget=_text("username", autofocus=True),
        help_text=_("统一社会信用代码或身份证号码，18 位；可带空格。"),
        error_messages={"required": _("请输入纳税人识别号。")},
    )  # fmt: skip
    operator = forms.CharField(
        label=_("操作员代码（选填）"), max_length=20, required=False, widget=_text("off"),
        help_text=_("单位有多名操作员时填写，如 01。"),
    )  # fmt: skip

    def clean_tax_id(self):
        tax_id = rules.clean(self.cleaned_data["tax_id"])
        if problem := rules.problem(tax_id):
            raise forms.ValidationError(explain(problem))
        return tax_id

    def clean_operator(self):
        return rules.clean(self.cleaned_data["operator"])[:20]


class LoginForm(WhoForm):
    password = _Secret(_("密码"), error_messages={"required": _("请输入密码。")})


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("短信验证码"), max_length=30,
        widget=_text("one-time-code", inputmode="numeric", autofocus=True),
        help_text=_("6 位数字，5 分钟内有效；可带空格。"), error_messages={"required": _("请输入验证码。")},
    )  # fmt: skip


class EmailCodeForm(CodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("邮件验证码")
        self.fields["code"].help_text = _("6 位数字，10 分钟内有效；可带空格。")


class _NewPassword(forms.Form):
    new = _Secret(_("新密码"), "new-password", help_text=_("至少 10 个字符，不要只用数字。"))
    again = _Secret(_("再次输入新密码"), "new-password")

    def clean_new(self):
        validate_password(self.cleaned_data["new"], Person())
        return self.cleaned_data["new"]

    def clean(self):
        data = super().clean()
        if data.get("new") and data.get("again") is not None and data["new"] != data["again"]:
            self.add_error("again", _("两次输入的新密码不一致。"))
        return data


class ResetForm(_NewPassword):
    """Code and new password; the password is judged first, so that a weak one costs no code."""

    code = CodeForm.base_fields["code"]
    field_order = ["code", "new", "again"]


class PasswordForm(_NewPassword):
    current = _Secret(_("当前密码"))
    field_order = ["current", "new", "again"]


class EmailForm(forms.Form):
    """What is wrong with the address is told by the door, which cleans it."""

    use_required_attribute = False
    email = forms.CharField(
        label=_("电子邮箱"), required=False, max_length=300,
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
    )  # fmt: skip
    password = _Secret(_("当前密码"))


#: Scopes as they are asked for.
SCOPE_WORDS = {"purchases": _("可看进项"), "sales": _("可看销项"), "apply": _("可提交申请")}


class ScopesForm(forms.Form):
    """What an operator may see and do, of what the one who gives it has."""

    scopes = forms.MultipleChoiceField(
        label=_("权限"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("只能授予您自己有的权限；一项都不选，则什么也看不到。"),
    )  # fmt: skip

    def __init__(self, *args, own, **kwargs):
        super().__init__(*args, **kwargs)
        self._own = own
        self.fields["scopes"].choices = [(scope, SCOPE_WORDS[scope]) for scope in SCOPES if scope in own]

    def wanted(self, before) -> set[str]:
        """Return the scopes to be: what was chosen, and what could not be chosen and stays."""
        return set(self.cleaned_data["scopes"]) | (set(before) - set(self._own))


class NewOperatorForm(ScopesForm):
    """An operator to be; the rules of each field are those of ``opening.open_operator``."""

    operator = forms.CharField(
        label=_("操作员代码"), max_length=20, widget=_text("off"), help_text=_("1 至 10 位字母或数字，如 02。")
    )
    person_name = forms.CharField(label=_("姓名"), max_length=60, widget=_text("off"))
    phone = forms.CharField(
        label=_("手机号"), max_length=30, widget=_text("off", inputmode="tel"),
        help_text=_("对方用短信验证码设置密码，所以必须是对方自己的手机号。"),
    )  # fmt: skip
    field_order = ["operator", "person_name", "phone", "scopes"]

    def clean_operator(self):
        return rules.clean(self.cleaned_data["operator"])
