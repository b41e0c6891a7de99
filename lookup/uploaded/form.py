"""What was read of an invoice, to be put right by the person who has it before their eyes."""
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from invoice_portal.refusal import Refusal

from ..forms import PlainDateField, TotalField
from ..trace.from_document import question_from
from ..trace.question import Question


def _text(label) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=200, widget=widget)


class DocumentForm(forms.Form):
    """The fields of ``read_document`` that a question is made of."""

    hinted = frozenset({"number", "code", "issue_date", "total", "buyer_name", "buyer_tax_id", "seller_tax_id"})

    number = _text(_("发票号码"))
    code = _text(_("发票代码"))
    issue_date = PlainDateField(label=_("开票日期"))
    total = TotalField(label=_("价税合计"))
    seller_name = _text(_("销售方名称"))
    seller_tax_id = _text(_("销售方识别号"))
    buyer_name = _text(_("购买方名称"))
    buyer_tax_id = _text(_("购买方识别号"))

    def full_clean(self):
        super().full_clean()
        # A date picker shows nothing for text that is no date: show what was typed, to be corrected.
        if "issue_date" in self.errors:
            self.fields["issue_date"].widget.input_type = "text"

    def question(self, found: Mapping) -> Question | None:
        """Return what is asked about this invoice of the file (``ReadDocument.found``); None with errors at fields."""
        if not self.is_valid():
            return None
        try:
            return question_from(self.cleaned_data, digest=found["digest"], issued_at=found["issued_at"])
        except Refusal as refusal:
            for name, text in refusal.fields.items() or {None: refusal.detail}.items():
                self.add_error(name if name in self.fields else None, text)
            return None
