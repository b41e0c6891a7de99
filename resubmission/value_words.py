"""Values of an invoice's fields as people read them: kinds by name, dates and amounts as they are written."""
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lookup.kinds import KINDS
from lookup.templatetags.amounts import rate, yuan

_AMOUNTS = {"amount", "tax", "total"}


def value_words(name: str, value: str) -> str:
    """Return the value of a field in words; as it is where it cannot be understood, "" for none."""
    if name == "kind":
        return str(KINDS.get(value, value))
    if name in _AMOUNTS and value:
        return str(yuan(value))
    if name == "issue_date" and value:
        try:
            return date_format(date.fromisoformat(value), "DATE_FORMAT")
        except ValueError:
            return value
    return value


def line_words(line: Mapping[str, Any]) -> str:
    """Return a line of goods in one phrase: what, how much of it, for how much."""
    what = " ".join(filter(None, (line.get("name"), line.get("spec"))))
    count = " ".join(filter(None, (_plain(line.get("quantity")), line.get("unit"))))
    if count and line.get("price"):
        count = f"{count} × {_plain(line['price'])}"
    sums = [
        _("金额 %(value)s") % {"value": yuan(line["amount"])} if line.get("amount") else "",
        str(rate(line["tax_rate"])) if line.get("tax_rate") else "",
        _("税额 %(value)s") % {"value": yuan(line["tax"])} if line.get("tax") else "",
    ]
    return " · ".join(filter(None, (what, count, *sums)))


def _plain(value: str | None) -> str:
    try:
        return format(Decimal(value).normalize(), "f") if value else ""
    except InvalidOperation:
        return str(value)
