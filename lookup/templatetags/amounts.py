"""Amounts as pages show them."""
from decimal import Decimal, InvalidOperation

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

#: Rates that documents print as words.
_RATES = {"免税": _("免税"), "不征税": _("不征税")}


@register.filter
def yuan(value) -> str:
    """Write an amount with two decimals and thousands separators; a dash where there is none."""
    if value in (None, ""):
        return "—"
    try:
        return f"{Decimal(value):,.2f}"
    except (InvalidOperation, ValueError):
        return str(value)


@register.filter
def rate(value: str | None) -> str:
    """Write a tax rate as the document prints it, in the reader's language where that is a word."""
    return str(_RATES.get(value, value)) if value else "—"
