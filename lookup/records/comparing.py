"""In what two documents of one invoice contradict each other.

Only what both say is compared: a ledger has no lines, a bookkeeping record has no buyer.
"""
from invoice_portal.accounts.names import name_key
from lookup.document import InvoiceDocument, Line, Party

_FIELDS = ("kind", "issue_date", "amount", "tax", "total", "check_code")


def differences(kept: InvoiceDocument, came: InvoiceDocument) -> dict[str, tuple[str, str]]:
    """Return field -> (what the record says, what came) for each contradiction."""
    found = {}
    for field in _FIELDS:
        ours, theirs = getattr(kept, field), getattr(came, field)
        if ours is not None and theirs is not None and ours != theirs:
            found[field] = (str(ours), str(theirs))
    for side in ("seller", "buyer"):
        found |= _party_differences(side, getattr(kept, side), getattr(came, side))
    if kept.lines and came.lines and (ours := _lines(kept)) != (theirs := _lines(came)):
        found["lines"] = (_first_odd(ours, theirs), _first_odd(theirs, ours))
    return found


def _party_differences(side: str, kept: Party, came: Party) -> dict[str, tuple[str, str]]:
    """Compare a party; one named without a tax ID is a natural person, so an ID there is a contradiction."""
    if not (kept.tax_id or kept.name) or not (came.tax_id or came.name):
        return {}
    found = {}
    if (kept.tax_id or "") != (came.tax_id or ""):
        found[f"{side}_tax_id"] = (kept.tax_id or "", came.tax_id or "")
    if kept.name and came.name and name_key(kept.name) != name_key(came.name):
        found[f"{side}_name"] = (kept.name, came.name)
    return found


def _lines(document: InvoiceDocument) -> list[tuple]:
    return [_comparable(line) for line in document.lines]


def _comparable(line: Line) -> tuple:
    return (line.name or "", line.spec or "", line.unit or "", line.quantity, line.amount, line.tax_rate, line.tax)


def _first_odd(lines: list[tuple], others: list[tuple]) -> str:
    """Return the first line that the other side does not have in that place, as text."""
    for position, line in enumerate(lines):
        if position >= len(others) or line != others[position]:
            return " ".join(str(part) for part in line if part not in (None, ""))
    return ""
