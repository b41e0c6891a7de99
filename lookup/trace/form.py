"""The question as people and programs give it: the search's criteria, and what only a trace asks for."""
import unicodedata
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from invoice_portal.refusal import Refusal

from ..forms import PlainDateField, SearchForm, TotalField
from ..number import split_slug
from .question import Question

#: One of these must be told, else there is nothing to look for.
_TELLING = ("number", "code", "date", "date_from", "date_to", "total", "buyer", "seller", "title")


class TraceForm(SearchForm):
    """Everything may be left out but not all of it. ``date`` is the issue date, where it is known."""

    hinted = SearchForm.hinted | {"code", "date", "total"}
    filled_by = {name: (name,) for name in ("date", "total", "seller", "buyer")}
    code = forms.CharField(
        label=_("发票代码"), required=False, max_length=200, help_text=_("只有较早的发票才有，10 位或 12 位。")
    )
    date = PlainDateField(label=_("开票日期"))
    total = TotalField(label=_("价税合计"))
    field_order = ["number", "code", "date", "total", "seller", "buyer"]

    def clean_code(self) -> str:
        return "".join(c for c in unicodedata.normalize("NFKC", self.cleaned_data["code"]) if c.isalnum()).upper()[:40]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("date") and (cleaned.get("date_from") or cleaned.get("date_to")):
            self.add_error("date", _("已知开票日期时，不必再填日期范围。"))
        if not self.errors and not any(cleaned.get(name) not in (None, "") for name in _TELLING):
            self.add_error(None, _("请填写发票号码；没有号码时，填写开票日期、价税合计和名称。"))
        return cleaned

    def question(self) -> Question:
        """Return what is asked, or refuse with what is wrong with each field."""
        if not self.is_valid():
            fields = {name: str(errors[0]) for name, errors in self.errors.items()}
            raise Refusal("invalid_question", str(_("所填内容有误，请更正后再查。")), fields=fields)
        said = dict(self.cleaned_data)
        day = said.pop("date")
        if day:
            said["date_from"] = said["date_to"] = day
        code, said["number"] = split_slug(said["number"])
        said["code"] = code or said["code"]
        return Question(**said)


def question_of(given: Mapping[str, object]) -> Question:
    """Return the question in a mapping of names to text (API body, command options, ledger row); refuse nonsense."""
    return TraceForm({name: "" if value is None else str(value) for name, value in given.items()}).question()
