"""The fields of the desk's own questions: a number, a choice, and the reason that goes into the history."""
from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

REASON_LENGTH = 500


def number(label, *, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=UnfoldAdminIntegerFieldWidget({"autocomplete": "off"})
    )


def choice(label, choices, *, hint="") -> forms.ChoiceField:
    """Return a choice of one; ``choices`` may be given later, by the form that knows who asks."""
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, widget=UnfoldAdminSelectWidget())


def reason(hint="") -> forms.CharField:
    widget = UnfoldAdminTextareaWidget({"rows": 3, "maxlength": REASON_LENGTH})
    return forms.CharField(label=_("原因"), max_length=REASON_LENGTH, help_text=hint, widget=widget)
