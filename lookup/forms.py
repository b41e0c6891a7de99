"""The search criteria as people and programs give them: one set of rules for page and API."""
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext_lazy as _

from invoice_portal.refusal import Refusal

from .access import SIDES
from .number import clean_number
from .number_words import NO_SUCH_DATE
from .reading.pasted import LONGEST, SeveralNumbers, said_in
from .search import Criteria
from .status import Status

_DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"]
CATEGORIES = {"personal": _("个人"), "enterprise": _("企业")}
_ANY = [("", _("全部"))]
_TYPED_DATES = {"date": ("date", "date_from", "date_to")}
_NOT_IN_FIGURES = str.maketrans("", "", " ,_¥￥元")


class PlainDateField(forms.DateField):
    """A date in any usual Chinese way of writing, full-width digits included."""

    def __init__(self, **options):
        # The picker needs ISO values whatever the language of the page.
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": "2000-01-01"})
        messages = {"invalid": NO_SUCH_DATE}
        super().__init__(required=False, input_formats=_DATE_FORMATS, widget=widget, error_messages=messages, **options)

    def to_python(self, value):
        return super().to_python(unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else value)


class TotalField(forms.CharField):
    """An amount as people write it: ¥1,234.5, 1234.50 元, in full-width digits. Cleaned: a Decimal or None."""

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, max_length=60, widget=widget, **options)

    def clean(self, value) -> Decimal | None:
        text = unicodedata.normalize("NFKC", super().clean(value)).translate(_NOT_IN_FIGURES)
        if not text:
            return None
        try:
            total = Decimal(text)
            exact = total.quantize(Decimal("0.01"))
        except InvalidOperation:
            raise forms.ValidationError(_("金额应写成 1234.56 的样子。")) from None
        if exact != total or abs(exact) >= Decimal(10) ** 15:
            raise forms.ValidationError(_("金额最多两位小数，且小于一千万亿。"))
        return exact


def _text(label, **options) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=200, **options)


class SearchForm(forms.Form):
    """Everything may be left out. What was typed stays beside its error."""

    #: Fields below which stands what may be wrong with them (lookup.hints), while they are typed and after.
    hinted = frozenset({"number", "date_from", "date_to", "buyer", "seller", "title"})

    #: What a message given as the number may fill, besides: its name -> the fields.
    filled_by = {"date": ("date_from", "date_to"), "seller": ("seller",), "buyer": ("buyer",)}

    number = forms.CharField(
        label=_("发票号码"), required=False, max_length=LONGEST,
        help_text=_("20 位号码，或发票代码加 8 位号码；销售方发来的短信、邮件可整段粘贴。"),
    )
    date_from = PlainDateField(label=_("开票日期从"))
    date_to = PlainDateField(label=_("开票日期到"))
    buyer = _text(_("购买方"), help_text=_("名称的一部分，或纳税人识别号。"))
    seller = _text(_("销售方"), help_text=_("名称的一部分，或纳税人识别号。"))
    title = _text(_("抬头"), help_text=_("发票上印的购买方名称。"))
    side = forms.ChoiceField(label=_("进项 / 销项"), required=False, choices=[*_ANY, *SIDES.items()])
    category = forms.ChoiceField(label=_("个人 / 企业"), required=False, choices=[*_ANY, *CATEGORIES.items()])
    status = forms.ChoiceField(label=_("状态"), required=False, choices=[*_ANY, *Status.choices])

    def __init__(self, data=None):
        #: Fields filled from a message that was given as the number, to be shown and put right.
        self.read: list[str] = []
        self._several = ""
        super().__init__(data and self.with_message_read(data))
        number = self.fields["number"].widget
        number.attrs |= {"inputmode": "text", "autocomplete": "off"}
        # A browser cuts off what is too long without a word; the server says so.
        number.attrs.pop("maxlength")

    def with_message_read(self, data: Mapping) -> Mapping:
        """Return what was given, with a message in the place of the number made into what it says."""
        try:
            said = said_in(str(data.get("number") or ""))
        except SeveralNumbers as several:
            self._several = several.numbers
            return data
        if not said:
            return data
        filled = data.copy()
        filled["number"] = said.pop("number", "")
        self.read = ["number"] if filled["number"] else []
        for name, text in said.items():
            fields = self.filled_by.get(name, ())
            # What was typed beside the message goes first; a day and a range exclude each other.
            if any(data.get(field) for field in (*fields, *_TYPED_DATES.get(name, ()))):
                continue
            filled.update(dict.fromkeys(fields, text))
            self.read += fields
        return filled

    def read_words(self) -> list[tuple[str, str]]:
        """Return (label, value) of each field that was filled from a message."""
        return [(str(self.fields[name].label), self[name].value()) for name in self.read]

    def clean_number(self) -> str:
        if self._several:
            several = _("这段文字里有不止一个发票号码（%(numbers)s），请只留要查的一个。") % {"numbers": self._several}
            raise forms.ValidationError(several)
        typed = self.cleaned_data["number"]
        number = clean_number(typed)
        if typed and not re.search(r"\d", number):
            raise forms.ValidationError(_("这里没有数字；请填写发票号码。"))
        return number

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("date_from"), cleaned.get("date_to")
        if first and last and first > last:
            self.add_error("date_to", _("结束日期早于开始日期。"))
        return cleaned

    def full_clean(self):
        super().full_clean()
        # A date picker shows nothing for text that is no date: show what was typed, to be corrected.
        for name in ("date_from", "date_to"):
            if name in self.errors:
                self.fields[name].widget.input_type = "text"

    @property
    def more_open(self) -> bool:
        """Tell whether a criterion other than the number is in use, or in error. What was read stands elsewhere too."""
        return any(self.data.get(name) for name in self.fields if name != "number" and name not in self.read)

    def criteria(self) -> Criteria:
        """Return what to search for, or refuse with what is wrong with each field."""
        if not self.is_valid():
            fields = {name: str(errors[0]) for name, errors in self.errors.items()}
            raise Refusal("invalid_criteria", str(_("查询条件有误，请更正后再查。")), fields=fields)
        return Criteria(**self.cleaned_data)
