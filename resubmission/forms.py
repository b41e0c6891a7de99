"""What applicants type. What is right or wrong in it is judged in claim.py, which the API uses too."""
from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from lookup.access import PURCHASES, SALES
from lookup.kinds import KINDS

from .drafting import EXPLANATION_LENGTH
from .models import Application
from .reasons import REASONS

_AMOUNT = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
_SIDES = [(PURCHASES, _("购买方（进项）")), (SALES, _("销售方（销项）"))]


def _text(label, help_text="", **attrs) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=300, widget=widget)


def _kinds() -> list:
    return [("", _("不清楚")), *KINDS.items()]


class PlainForm(forms.Form):
    """Fields are judged by the server alone, so that what is incomplete can be saved."""

    use_required_attribute = False


class StartForm(PlainForm):
    """Which invoice, and what is wrong with it."""

    kind = forms.ChoiceField(
        label=_("要办什么"),
        choices=[
            (Application.Kind.SUPPLEMENT, _("补录：系统里没有这张发票")),
            (Application.Kind.REUPLOAD, _("重新上传：记录有误、不完整或文件缺失")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择要办什么。")},
    )
    number = _text(
        _("发票号码"), _("数电发票 20 位；较早的发票 8 位，并填写发票代码。空格会自动去掉。"), inputmode="numeric"
    )
    code = _text(_("发票代码"), _("只有较早的发票才有，10 位或 12 位。"), inputmode="numeric")
    side = forms.ChoiceField(
        label=_("您是"), choices=_SIDES, widget=forms.RadioSelect, initial=PURCHASES, required=False
    )
    # Carried over from the search; corrected in the next step.
    issue_date = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    buyer = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    seller = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    title = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    total = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)


class InvoiceForm(PlainForm):
    """The invoice as the applicant holds it."""

    hinted = frozenset({
        "number", "code", "issue_date", "buyer_name", "buyer_tax_id", "seller_tax_id", "amount", "tax", "total",
    })  # fmt: skip

    number = _text(_("发票号码"), _("数电发票 20 位；较早的发票 8 位。"), inputmode="numeric")
    code = _text(_("发票代码（较早的发票）"), _("10 位或 12 位；数电发票不填。"), inputmode="numeric")
    kind = forms.ChoiceField(label=_("票种"), required=False, choices=lazy(_kinds, list)())
    issue_date = _text(_("开票日期"), type="date")
    buyer_name = _text(_("购买方名称"))
    buyer_tax_id = _text(_("购买方识别号"), _("个人没有的可以不填。"))
    seller_name = _text(_("销售方名称"))
    seller_tax_id = _text(_("销售方识别号"))
    amount = forms.CharField(label=_("金额（不含税）"), required=False, max_length=300, widget=_AMOUNT)
    tax = forms.CharField(
        label=_("税额"), required=False, max_length=300, widget=_AMOUNT, help_text=_("免税或显示 *** 的不填。")
    )
    total = forms.CharField(label=_("价税合计"), required=False, max_length=300, widget=_AMOUNT)

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields as they belong together."""
        names = ("number code", "kind issue_date", "buyer_name buyer_tax_id", "seller_name seller_tax_id",
                 "amount tax total")  # fmt: skip
        return [[self[name] for name in row.split()] for row in names]

    def show(self, problems: dict[str, str]) -> None:
        """Put each problem at its field."""
        self.is_valid()
        for name, words in problems.items():
            if not (name in self.errors and words in self.errors[name]):
                self.add_error(name if name in self.fields else None, words)


class ReasonForm(PlainForm):
    reason = forms.ChoiceField(
        label=_("申请原因"), widget=forms.RadioSelect, error_messages={"required": _("请选择申请原因。")}
    )
    explanation = forms.CharField(
        label=_("说明"),
        help_text=_("可以不填。写明与开票方联系的情况，审核会更快。"),
        required=False,
        max_length=EXPLANATION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = list(REASONS[kind].items())
