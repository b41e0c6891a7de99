"""What a record has no room for: texts and amounts of made-up documents, never of real ones."""
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from lookup.document import InvoiceDocument
from lookup.models import Invoice, PartyName

_TEXTS = ("number", "code", "kind", "remark", "drawer", "check_code", "red_of")
_LONGEST = {name: Invoice._meta.get_field(name).max_length for name in _TEXTS if name != "remark"}
_LONGEST |= dict.fromkeys(("seller_name", "buyer_name"), PartyName._meta.get_field("name").max_length)
_LONGEST_FREE = 10_000
_LARGEST_AMOUNT = Decimal(10) ** 16


def unstorable(document: InvoiceDocument) -> tuple[str, str] | None:
    """Return (field, why) for the first thing that cannot be kept, or None; ``why`` is a text of the catalogue."""
    for name, value in _texts(document):
        if "\0" in value or len(value) > _LONGEST.get(name, _LONGEST_FREE):
            return name, _("内容过长或含有不可用的字符")
    for name in ("amount", "tax", "total"):
        value = getattr(document, name)
        if value is not None and abs(value) >= _LARGEST_AMOUNT:
            return name, _("金额过大")
    return None


def _texts(document: InvoiceDocument) -> Iterator[tuple[str, str]]:
    for name in _TEXTS:
        yield name, getattr(document, name) or ""
    for side, party in (("seller", document.seller), ("buyer", document.buyer)):
        for name in ("name", "tax_id", "address", "phone", "bank", "account"):
            yield f"{side}_{name}", getattr(party, name) or ""
    for line in document.lines:
        yield "lines", f"{line.name or ''}{line.spec or ''}{line.unit or ''}{line.tax_rate or ''}{line.tax_code or ''}"
