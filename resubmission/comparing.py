"""A claim, a document and a record as the same flat fields, and in which of them they differ."""
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from invoice_portal.accounts.names import name_key
from lookup.as_document import document_of
from lookup.document import InvoiceDocument
from lookup.models import Invoice

#: What an applicant states, in the field names of ``read_document``.
FIELDS = (
    "kind", "number", "code", "issue_date", "seller_tax_id", "seller_name", "buyer_tax_id", "buyer_name",
    "amount", "tax", "total",
)  # fmt: skip
_AMOUNTS = {"amount", "tax", "total"}
_FEN = Decimal("0.01")
#: No invoice is for more; what a made-up document says beyond is left as it is written.
_UNWRITTEN = Decimal(10) ** 16


def flat(document: InvoiceDocument) -> dict[str, str]:
    """Return the fields people compare, as text; "" for what is not said."""
    values = {name: getattr(document, name, None) for name in FIELDS}
    for side in ("seller", "buyer"):
        party = getattr(document, side)
        values |= {f"{side}_tax_id": party.tax_id, f"{side}_name": party.name}
    return {name: _text(value) for name, value in values.items()}


def flat_record(invoice: Invoice) -> dict[str, str]:
    """Return the same of a record, whose parties are loaded."""
    return flat(document_of(invoice))


def flat_said(said: Mapping[str, object]) -> dict[str, str]:
    """Return the same of fields that were kept as text, whatever way their amounts are written."""
    return {name: _text(_amount(name, said.get(name))) for name in FIELDS}


def differing(claimed: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Return the fields in which something is claimed that the other does not say."""
    return [name for name in FIELDS if claimed[name] and not same(name, claimed[name], other.get(name) or "")]


def same(name: str, one: str, other: str) -> bool:
    """Tell whether two values of a field are one."""
    # A bracket or a space more is another way of writing the same name.
    return name_key(one) == name_key(other) if name.endswith("_name") else one == other


def _amount(name: str, value: object) -> object:
    try:
        return Decimal(str(value)) if name in _AMOUNTS and value else value
    except InvalidOperation:
        return value


def _text(value: object) -> str:
    """Return amounts with two decimals, however they were typed; a third one stays to be seen."""
    if isinstance(value, Decimal) and abs(value) < _UNWRITTEN and value == (cents := value.quantize(_FEN)):
        value = cents
    return "" if value is None else str(value)
