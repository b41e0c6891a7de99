"""The page's question which column is which: as guessed or recognised, to be corrected by the person."""
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoice_portal.refusal import Refusal
from lookup.access import SIDES
from lookup.models import LedgerRun

from .columns import ASKED, column_word, letter_of, resolved
from .opening import width_of

_MANY = 40


class ColumnsForm(forms.Form):
    """One list of the table's columns for each field that is asked for; and the side of rows that tell none."""

    side = forms.ChoiceField(
        label=gettext_lazy("这份台账是"), required=False,
        choices=[("", gettext_lazy("按每行的识别号判断")), *SIDES.items()],
        help_text=gettext_lazy("只在某行没有写明您的识别号时使用。"),
    )  # fmt: skip

    def __init__(self, run: LedgerRun, data=None):
        super().__init__(data)
        self.run = run
        choices = [("", _("没有这一列")), *((str(at), name) for at, name in enumerate(names_of(run)))]
        for field in ASKED:
            self.fields[field] = forms.ChoiceField(
                label=column_word(field), required=False, choices=choices, initial=str(run.columns.get(field, ""))
            )
        self.fields["side"].initial = run.side
        self.order_fields([*ASKED, "side"])

    def chosen(self) -> dict[str, int] | None:
        """Return field -> index, with what was not asked as it was guessed; None with errors at the fields."""
        if not self.is_valid():
            return None
        guessed = {field: at for field, at in self.run.columns.items() if field not in ASKED}
        told = {field: self.cleaned_data[field] for field in ASKED if self.cleaned_data[field]}
        try:
            return resolved(guessed | {field: int(at) for field, at in told.items()}, (), width_of(self.run))
        except Refusal as refusal:
            for field, text in refusal.fields.items():
                self.add_error(field if field in self.fields else None, text)
            return None


def names_of(run: LedgerRun) -> list[str]:
    """Return what each column is called: its letter, and its header word or what is in it first."""
    first = run.sample_rows[0] if run.sample_rows else []
    return [_name(at, run.header, first) for at in range(width_of(run))]


def _name(at: int, header: list[str], first: list[str]) -> str:
    for row in (header, first):
        if at < len(row) and row[at]:
            return f"{letter_of(at)} · {row[at][:_MANY]}"
    return letter_of(at)
