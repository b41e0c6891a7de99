"""What staff type to open and change accounts. What is right is decided by the doors; here only what is missing."""
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminEmailInputWidget,
    UnfoldAdminPasswordWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from ..models import Person
from ..region_words import region_words
from ..regions import REGIONS
from ..roles import Role
from ..scopes import SCOPES, WORDS


def _text(label, *, most: int, needed: bool = True, hint="", **attributes) -> forms.CharField:
    widget = UnfoldAdminTextInputWidget({"autocomplete": "off"} | attributes)
    return forms.CharField(label=label, max_length=most, required=needed, help_text=hint, widget=widget)


def _scopes() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("权限"), choices=lambda: [(scope, WORDS[scope]) for scope in SCOPES], required=False, initial=SCOPES,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(), help_text=_("一项也不选：可以登录，但看不到发票。"),
    )  # fmt: skip


class OperatorForm(forms.Form):
    operator = _text(_("操作员代码"), most=10, hint=_("1 至 10 位字母或数字，如 01、02。"))
    person_name = _text(_("姓名"), most=60, needed=False)
    phone = _text(
        _("手机号"), most=30, needed=False, inputmode="tel",
        hint=_("密码由本人通过短信设置，所以新操作员必须有手机号。"),
    )  # fmt: skip
    email = forms.EmailField(label=_("电子邮箱"), required=False, widget=UnfoldAdminEmailInputWidget())
    scopes = _scopes()
    acts_as = _text(
        _("已有操作员"), most=40, needed=False,
        hint=_("此人已是另一纳税人的操作员时填写：纳税人识别号/操作员代码。这时不填手机号和邮箱。"),
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if not data.get("phone") and not data.get("acts_as") and "phone" not in self.errors:
            self.add_error("phone", _("请填写手机号，或填写已有操作员。"))
        return data


class TaxpayerForm(OperatorForm):
    """A taxpayer with its first operator."""

    tax_id = _text(_("纳税人识别号"), most=60, hint=_("统一社会信用代码或身份证号码，18 位；可带空格。"))
    name = _text(_("名称"), most=200, hint=_("与登记的名称一致；发票抬头按它核对。"))
    field_order = ["tax_id", "name"]


class ScopesForm(forms.Form):
    scopes = _scopes()


class PhoneForm(forms.Form):
    phone = _text(_("新手机号"), most=30, inputmode="tel", hint=_("请核对本人身份：持有这个手机的人可以重设密码。"))


class NameForm(forms.Form):
    name = _text(_("名称"), most=200)


class EndForm(forms.Form):
    reason = _text(_("原因（选填，记入变更记录）"), most=500, needed=False)


class ResetForm(forms.Form):
    reason = _text(_("原因"), most=500, hint=_("例如：手机丢失，已当面核对证件。记入变更记录。"))


class ReasonForm(forms.Form):
    reason = _text(_("原因"), most=500, hint=_("记入变更记录。"))


class RosterForm(forms.Form):
    file = forms.FileField(
        # The browser's own: it says "choose a file" in its user's language, which unfold's does not.
        label=_("名册文件"), widget=forms.FileInput({"accept": ".csv,text/csv"}),
        help_text=_("CSV，UTF-8 或 GB18030 编码，最多 1000 行。"),
    )  # fmt: skip


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices, widget=UnfoldAdminSelectWidget())
    regions = forms.MultipleChoiceField(
        label=_("负责地区"), choices=lambda: [(code, region_words(code)) for code in REGIONS], required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(), help_text=_("一个也不选：全部地区。"),
    )  # fmt: skip


class StaffForm(RoleForm):
    login = _text(_("登录名"), most=64, hint=_("字母、数字或 . _ - @ +"))
    person_name = _text(_("姓名"), most=60)
    password = forms.CharField(
        label=_("初始密码（选填）"), max_length=128, required=False, strip=False,
        widget=UnfoldAdminPasswordWidget({"autocomplete": "new-password"}),
        help_text=_("留空则自动生成，只显示一次。无论哪种，本人首次登录时都要更改。"),
    )  # fmt: skip
    field_order = ["login", "person_name", "role", "regions", "password"]

    def clean_password(self):
        if self.cleaned_data["password"]:
            validate_password(self.cleaned_data["password"], Person(login=self.data.get("login", "")))
        return self.cleaned_data["password"]
