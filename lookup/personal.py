"""What of an invoice is personal, masked until somebody asks for the whole of it."""
from collections.abc import Mapping

from invoice_portal.accounts.masking import masked_address, masked_middle, masked_tax_id, masked_text

#: Digits that a person recognises their own number by.
_LAST = 4


def masked_party(party: Mapping[str, str]) -> dict[str, str]:
    """Return a party's facts (``tax_id``, ``address``, ``phone``, ``account`` …) as the page shows them."""
    shown = dict(party)
    how = {"tax_id": masked_tax_id, "address": masked_address, "phone": _masked_number, "account": _masked_number}
    return shown | {name: mask(shown[name]) for name, mask in how.items() if shown.get(name)}


def masked_special(special: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    """Return the facts of special businesses: papers of persons and addresses masked, and numbers in the rest."""
    return {name: {label: _masked_fact(label, value) for label, value in facts.items()}
            for name, facts in special.items()}  # fmt: skip


def _masked_fact(label: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if "证件号" in label:
        return _masked_number(value)
    return masked_address(value) if "地址" in label else masked_text(value)


def _masked_number(number: str) -> str:
    return masked_middle(number, 3 if len(number) > 2 * _LAST else 0, _LAST)
