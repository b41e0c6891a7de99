"""What staff type to prove themselves."""
from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

_TYPED = {"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false", "autocapitalize": "off"}


class CodeForm(forms.Form):
    """Six digits of the authenticator."""

    code = forms.CharField(
        label=_("验证码"), max_length=64, help_text=_("验证器应用上的 6 位数字，可带空格。"),
        widget=UnfoldAdminTextInputWidget(_TYPED | {"inputmode": "numeric"}),
    )  # fmt: skip


class RecoveryForm(forms.Form):
    """A recovery code."""

    code = forms.CharField(
        label=_("恢复码"), max_length=64, help_text=_("形如 abcd-efgh-jkmn-pqrs，每个只能用一次。"),
        widget=UnfoldAdminTextInputWidget(_TYPED | {"autocomplete": "off"}),
    )  # fmt: skip


class EitherForm(forms.Form):
    """The one or the other."""

    code = forms.CharField(
        label=_("验证码或恢复码"), max_length=64, widget=UnfoldAdminTextInputWidget(_TYPED),
        help_text=_("验证器应用上的 6 位数字；验证器不在手边时，用一个恢复码。"),
    )  # fmt: skip
