"""The steps of an application as forms. What is wrong is said at once; what is typed is always kept."""
from django import forms
from django.utils.translation import gettext_lazy as _

from lookup.kinds import KINDS

from .reasons import REASONS

_KINDS = [("", _("不确定")), *((code, KINDS[code]) for code in ("81", "82", "08", "10", "51", "61"))]


class InvoiceForm(forms.Form):
    """The invoice as the applicant knows it. Incomplete is fine: the check page says what is missing."""

    number = forms.CharField(label=_("发票号码"), required=False, max_length=200, help_text=_("数电发票为 20 位数字"))
    code = forms.CharField(
        label=_("发票代码"), required=False, max_length=20, help_text=_("仅较早的发票有，10 或 12 位")
    )
    kind = forms.ChoiceField(label=_("票种"), required=False, choices=_KINDS)
    issue_date = forms.CharField(
        label=_("开票日期"), required=False, max_length=10, widget=forms.DateInput(attrs={"type": "date"})
    )
    seller_tax_id = forms.CharField(label=_("销售方识别号"), required=False, max_length=40)
    seller_name = forms.CharField(label=_("销售方名称"), required=False, max_length=200)
    buyer_tax_id = forms.CharField(label=_("购买方识别号"), required=False, max_length=40)
    buyer_name = forms.CharField(label=_("购买方名称"), required=False, max_length=200)
    amount = forms.CharField(label=_("金额（不含税）"), required=False, max_length=30)
    tax = forms.CharField(label=_("税额"), required=False, max_length=30)
    total = forms.CharField(label=_("价税合计"), required=False, max_length=30)


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(label=_("申请原因"), widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=_("说明（可不填）"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = list(REASONS[kind].items())
